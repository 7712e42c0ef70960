"""What the register itself puts on the desk: mergers that wait for a second official, papers to be issued anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.guards import may
from app.access.permissions import Permission
from app.office.queue import Queue, Turn, Waiting
from regulation.firms import mergers, papers_due
from regulation.firms.status import MergerStatus
from regulation.register_corrections import queries as register_corrections
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date

    from regulation.actor import Actor
    from regulation.law.calendar import WorkCalendar

OPEN = (MergerStatus.PROPOSED, MergerStatus.UNDO_PROPOSED)


async def queue(actor: Actor, *, today: date, calendar: WorkCalendar) -> Queue:
    """Mergers proposed by another for those who decide, papers to be issued anew for those who write the register."""
    waiting, turns = [], []
    if may(actor, Permission.FIRMS_DECIDE):
        proposed = [
            Turn(N_("重复登记归并"), each.merged_number, each.merged_name, f"/desk/mergers/{each.id}")
            for each in await mergers.waiting(actor)
            if each.status in OPEN and each.proposed_by != actor.person_id
        ]
        waiting.append(Waiting(N_("重复登记归并"), len(proposed), "/desk/firms/duplicates"))
        turns += proposed
        corrections = [
            Turn(
                N_("登记更正复核"),
                each["wrong"]["number"],
                each["firm_name"],
                f"/desk/register-corrections/{each['id']}",
            )
            for each in await register_corrections.waiting(actor)
            if each["proposed_by"] != actor.person_id
        ]
        waiting.append(
            Waiting(
                N_("登记更正复核"), len(corrections), corrections[0].url if corrections else "/desk/firms"
            )
        )
        turns += corrections
    if may(actor, Permission.FIRMS_EDIT):
        due = [
            Turn(N_("更正后换发证书"), each.number, each.firm_name, f"/desk/firms/{each.firm_number}#papers")
            for each in await papers_due.waiting(actor)
        ]
        # Each leads to its firm; the oldest stands for the pile.
        waiting.append(Waiting(N_("更正后换发证书"), len(due), due[0].url if due else "/desk/firms"))
        turns += due
    return Queue(waiting, turns)

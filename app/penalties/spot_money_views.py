"""The money of a penalty on the spot as pages show it: the slip, what officers still hold, what is on its way to the bank."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from app import clock
from app.documents import printing
from app.penalties import views
from app.shell import clocks as chips
from regulation.casework import calendar, documents
from regulation.law import beijing
from regulation.penalties import debts, spot_debts
from regulation.penalties.actions import doors
from regulation.penalties.rules import summary as rules
from reports import marks

if TYPE_CHECKING:
    from regulation.actor import Actor

Row = dict[str, Any]


async def _counted(rows: list[Row]) -> Row:
    """The rows with their days, and the sum."""
    today, known = clock.today(), await calendar.current()
    found = []
    for each in rows:
        left = (
            chips.left(each["due_on"], "working_days", today=today, calendar=known)
            if each["due_on"]
            else None
        )
        found.append({**each, "officers": json.loads(each["officers"]), "left": left})
    return {"rows": found, "sum": sum(each["fine"] for each in rows)}


async def in_hand(actor: Actor) -> Row:
    """What this officer collected and still owes to the office."""
    assert actor.person_id is not None
    return await _counted(await spot_debts.in_hand(actor.person_id))


async def on_its_way(actor: Actor) -> Row:
    """What the organ's officers and its office hold and the bank has not, for whoever supervises it."""
    return await _counted(await spot_debts.on_its_way(None if actor.is_municipal else actor.organ_id))


async def shown(actor: Actor, found: Row) -> Row:
    """What the party pays, until when and where; whether this officer may still take it on the spot."""
    if not found["fine"] or found["status"] == "quashed":
        return {}
    account = await debts.account(found, clock.today())
    due = debts.payable(account, clock.today())
    organ = await doors.organ_of(found["organ"])
    slips = [
        each
        for each in await documents.of_matter("spot_penalty", found["id"])
        if each["kind"] == "payment_notice"
    ]
    return {
        "left": due.amount if due else 0,
        "due_on": due.until if due else None,
        "bank": organ["bank"],
        "reference": found["number"],
        "slip": f"/documents/{slips[-1]['id']}.pdf" if slips else "",
        "code": marks.qr(printing.verification_url(slips[-1]["token"])) if slips else "",
        "may_collect": (
            actor.person_id in {found["officer_a"], found["officer_b"]}
            and not found["collecting"]
            and account.fine_paid == 0
            and found["decided_on"] == beijing.legal_day(clock.now())
        ),
        "grounds": views.choices(rules.COLLECTING),
    }

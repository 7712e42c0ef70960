"""The second instance: the party appeals and is answered, or the organ appeals itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.casework import calendar, clocks, record
from regulation.law import beijing
from regulation.penalties.actions import doors as case_doors
from regulation.remedies import permissions, queries, rules
from regulation.remedies.actions import doors
from regulation.remedies.status import STEPS, Appellant
from regulation.remedies.tables import Remedy
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date, datetime

    from regulation.actor import Actor

Row = dict[str, Any]
#: The second instance begins with nothing said in it.
_ANEW: Row = {
    "instance": "second",
    "body_number": "",
    "received_on": None,
    "answer_due_on": None,
    "answered_on": None,
    "answer_document": None,
    "outcome": "",
    "outcome_number": "",
    "decided_on": None,
    "outcome_received_on": None,
    "hearing_on": None,
    "reason": "",
    "mitigation": "",
    "new_fine": None,
    "new_confiscated": None,
}
_OF_FIRST = (
    "body", "body_number", "received_on", "answered_on", "answer_document", "outcome", "outcome_number", "decided_on",
    "outcome_received_on", "reason",
)  # fmt: skip


async def _judged(remedy: Row) -> Row:
    """What the first instance said: on record where somebody has appealed already, else kept now."""
    first = await queries.first_instance(remedy["id"])
    if first is not None:
        return first
    await database.execute(
        """insert into remedy_first_instance (id, remedy, body, body_number, received_on, answered_on, answer_document,
                                              outcome, outcome_number, decided_on, outcome_received_on, reason)
           values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12)""",
        uuid4(),
        remedy["id"],
        *(remedy[name] for name in _OF_FIRST),
    )
    return remedy


async def appeal(remedy_id: UUID, *, court: str, received_on: date, actor: Actor, now: datetime) -> None:
    """The party appeals, alone or beside the organ: the first judgment has no effect, and its appeal is answered."""
    where = case_doors.said(court, "court", 2)
    async with database.unit_of_work():
        remedy = await doors.held(remedy_id, "appeal", actor=actor)
        first = await _judged(remedy)
        if not first["outcome_received_on"] <= received_on <= beijing.legal_day(now):
            raise errors.Invalid({"received_on": N_("日期应当依次先后，且不晚于今天")})
        begun = remedy["appellant"] == Appellant.ORGAN
        await clocks.stop(remedy_id, "appeal", reason=N_("已提起上诉"))
        await doors.take(
            remedy,
            "appeal",
            actor=actor,
            now=now,
            also=({} if begun else _ANEW)
            | {
                "body": where,
                "received_on": received_on,
                "appellant": str(Appellant.BOTH if begun else Appellant.PARTY),
            },
        )
        await doors.answer_due(await queries.for_update(remedy_id), received_on)


async def appeal_ourselves(
    remedy_id: UUID, *, court: str, handed_on: date, reason: str, actor: Actor, now: datetime
) -> None:
    """The organ appeals alone: nobody waits for an answer of its own, the outcome is awaited."""
    where, why = case_doors.said(court, "court", 2), case_doors.said(reason)
    async with database.unit_of_work():
        remedy = await doors.held(remedy_id, "appeal_ourselves", actor=actor)
        first = await _judged(remedy)
        await _in_time(first, handed_on, beijing.legal_day(now))
        await clocks.meet(remedy_id, "appeal", on=handed_on)
        await doors.take(
            remedy,
            "appeal_ourselves",
            actor=actor,
            now=now,
            reason=why,
            also=_ANEW | {"body": where, "appellant": str(Appellant.ORGAN), "appealed_on": handed_on},
        )


async def join_appeal(remedy_id: UUID, *, handed_on: date, reason: str, actor: Actor, now: datetime) -> None:
    """The organ appeals too, after the party: the answer to the party's appeal stays due as it was."""
    why = case_doors.said(reason)
    async with database.unit_of_work():
        remedy = await queries.for_update(remedy_id)
        permissions.check_may_join(actor, remedy)
        first = await _judged(remedy)
        await _in_time(first, handed_on, beijing.legal_day(now))
        await database.execute(
            "update remedy set appellant = $2, appealed_on = $3 where id = $1",
            remedy_id,
            str(Appellant.BOTH),
            handed_on,
        )
        await record.record_event(
            Remedy,
            remedy_id,
            "join_appeal",
            actor=actor,
            now=now,
            reason=why,
            data={"on": handed_on},
            cites=STEPS["appeal_ourselves"].cites,
        )


async def _in_time(first: Row, handed_on: date, today: date) -> None:
    """Refuse an appeal that the organ handed in after its last day, before the judgment, or not yet."""
    if not first["outcome_received_on"] <= handed_on <= today:
        raise errors.Invalid({"handed_on": N_("日期应当依次先后，且不晚于今天")})
    case_doors.refuse(rules.appeal_refused(first["outcome_received_on"], handed_on, await calendar.current()))

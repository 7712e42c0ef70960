"""What the acts of a case do in the lead it goes back to; called in their transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.law import beijing
from regulation.leads import queries
from regulation.leads.actions import doors, raising
from regulation.leads.status import DECLINED, OPENING, LeadStatus

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from regulation.actor import Actor

Row = dict[str, Any]


async def case_proposed(
    source_kind: str,
    source_number: str,
    *,
    case_number: str,
    organ: Row,
    firm_id: UUID | None,
    party: Row,
    violation: str,
    cause: str,
    found_on: date,
    actor: Actor,
    now: datetime,
) -> str:
    """Every case goes through a lead: the live one of its source (or the one whose number is given), else one raised now.

    Its number. Raises Invalid for a lead about somebody else, Refused while its dismissal waits for a decision.
    """
    today = beijing.legal_day(now)
    lead = await _lead_of(source_kind, source_number.strip(), organ["id"], firm_id, party["name"])
    if lead is None:
        made = await raising.insert(
            organ,
            (organ["id"], source_kind, source_number.strip(), firm_id, party["name"]),
            {
                "party_address": party.get("address", "") or "",
                "violations": [violation],
                "facts": cause.strip(),
                "is_urgent": False,
                "found_on": found_on,
            },
            actor=actor,
            now=now,
        )
        lead = await queries.for_update(made["id"])
    also: Row = {"case_number": case_number, "violations": sorted({*lead["violations"], violation})}
    first = lead["standard_met_on"] is None
    if first:
        also |= {"standard_met_on": today, "standard_reason": cause.strip()}
    await doors.take(
        lead["id"],
        "propose_case",
        actor=actor,
        now=now,
        reason=cause.strip(),
        data={"case": case_number},
        also=also,
    )
    await doors.met(lead["id"], doors.CHECK, on=today)
    if first:
        await doors.start(lead, doors.OPENING, today)
    number: str = lead["number"]
    return number


async def _lead_of(
    source_kind: str, source_number: str, organ_id: UUID, firm_id: UUID | None, party_name: str
) -> Row | None:
    if not source_number:
        return None
    lead = await queries.by_number_for_update(source_number, organ_id)
    if lead is None:
        # A lead from a letter names its party; that it is a firm of the register may be found later.
        known = await queries.live_of(
            organ_id, source_kind, source_number, firm_id, party_name
        ) or await queries.live_of(organ_id, source_kind, source_number, None, party_name)
        lead = await queries.for_update(known["id"]) if known else None
    elif lead["firm"] is not None and lead["firm"] != firm_id:
        raise errors.Invalid({"number": "该线索的当事人与本案不一致，请核对编号"})
    if lead is not None and lead["status"] == LeadStatus.DISMISSAL_PROPOSED:
        raise errors.Refused(
            "线索%(number)s已提请不予立案，请先由负责人决定", number=lead["number"], citation=OPENING
        )
    return lead


async def _of_case(case_number: str) -> list[Row]:
    return await database.rows(
        "select id from case_lead where case_number = $1 and status = 'proposed' for update", case_number
    )


async def case_opened(case_number: str, *, actor: Actor, now: datetime) -> None:
    """The case is open: the lead has come to its end."""
    today = beijing.legal_day(now)
    for lead in await _of_case(case_number):
        await doors.take(lead["id"], "open", actor=actor, now=now, also={"ended_on": today})
        await doors.met(lead["id"], on=today)


async def case_declined(case_number: str, *, reason: str, actor: Actor, now: datetime) -> None:
    """The opening was refused by the deciding official, whose reason is the lead's."""
    today = beijing.legal_day(now)
    for lead in await _of_case(case_number):
        also = {
            "decided_by": actor.person_id,
            "dismissal_ground": DECLINED,
            "dismissal_reason": reason,
            "ended_on": today,
        }
        await doors.take(lead["id"], "decline", actor=actor, now=now, reason=reason, also=also)
        await doors.met(lead["id"], on=today)

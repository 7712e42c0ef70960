"""What every act in a lead does first and last."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.accounts import people
from regulation.casework import at_hand, calendar, clocks, record
from regulation.law import beijing
from regulation.leads import parameters, permissions, queries
from regulation.leads.status import STEPS
from regulation.leads.tables import CaseLead

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from regulation.actor import Actor

Row = dict[str, Any]
#: The matter of the clocks: looked into, and opened.
KIND, CHECK, OPENING = "case_lead", "check", "opening"


async def conflicted(firm_id: UUID | None, now: datetime) -> set[UUID]:
    """Persons who must keep away from this party."""
    return await people.conflicts_of(firm_id, today=beijing.legal_day(now)) if firm_id else set()


async def held(lead_id: UUID, step: str, *, actor: Actor, now: datetime) -> Row:
    """The lead, locked, if this person may take this step in it now."""
    lead = await queries.for_update(lead_id)
    permissions.check_can_take(actor, lead, step, conflicted=await conflicted(lead["firm"], now))
    at_hand.under(STEPS[step])
    return lead


async def take(
    lead_id: UUID,
    step: str,
    *,
    actor: Actor,
    now: datetime,
    reason: str = "",
    data: Row | None = None,
    also: Row | None = None,
) -> None:
    """Take a step of a lead. Its reason goes into the log and may go to a court: it names no reporter. Raises Invalid."""
    if reason:
        number = await database.value("select number from case_lead where id = $1", lead_id)
        await queries.check_reporter_unnamed(number, reason=reason)
    await record.record_step(
        CaseLead, lead_id, step, STEPS[step], actor=actor, now=now, reason=reason, data=data, also=also
    )


def said(text: str, field: str = "reason") -> str:
    """A reason that was really given. Raises Invalid at the field."""
    if len(text.strip()) < 4:
        raise errors.Invalid({field: "请写明理由和情况"})
    return text.strip()


async def start(lead: Row, kind: str, on: date) -> None:
    """The days run from this day; how many is as the organ's decree says."""
    await clocks.start(
        KIND,
        lead["id"],
        kind,
        await parameters.promptly(lead["organ"], on),
        on,
        calendar=await calendar.current(),
        organ_id=lead["organ"],
    )


async def met(lead_id: UUID, *kinds: str, on: date) -> None:
    """What the days waited for was done."""
    for kind in kinds or (CHECK, OPENING):
        await clocks.meet(lead_id, kind, on=on)

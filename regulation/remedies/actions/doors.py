"""What every act on a remedy shares: the row behind its door, the step, the days."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from regulation import database
from regulation.casework import at_hand, calendar, clocks, record
from regulation.remedies import permissions, queries, rules
from regulation.remedies.status import Way, step_in
from regulation.remedies.tables import Remedy

if TYPE_CHECKING:
    from datetime import date, datetime

    from regulation.actor import Actor
    from regulation.law.citation import Citation

Row = dict[str, Any]


async def take(
    remedy: Row,
    step: str,
    *,
    actor: Actor,
    now: datetime,
    reason: str = "",
    also: Row | None = None,
    cites: tuple[Citation, ...] | None = None,
) -> None:
    found = step_in(step, remedy["way"])
    await record.record_step(
        Remedy,
        remedy["id"],
        step,
        found if cites is None else replace(found, cites=cites),
        actor=actor,
        now=now,
        reason=reason,
        also=also,
    )


async def start(remedy: Row, kind: str, period: Any, on: date) -> date:
    due = await clocks.start(
        "remedy", remedy["id"], kind, period, on, calendar=await calendar.current(), organ_id=remedy["organ"]
    )
    return due.due_on


async def answer_due(remedy: Row, received_on: date) -> None:
    period = rules.answer_period(Way(remedy["way"]), simple=remedy["is_simple"])
    due = await start(remedy, "answer", period, received_on)
    await database.execute("update remedy set answer_due_on = $2 where id = $1", remedy["id"], due)


async def held(remedy_id: UUID, step: str, *, actor: Actor) -> Row:
    remedy = await queries.for_update(remedy_id)
    permissions.check_can_take(actor, remedy, step)
    at_hand.under(step_in(step, remedy["way"]))
    return remedy

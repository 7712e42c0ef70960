"""The firm is heard: it states its view or waives it, the clerk takes it down, or the time passes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.casework import clocks
from regulation.law import beijing
from regulation.law.citation import LICENSING_LAW
from regulation.registration_conditions.actions import doors
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from regulation.actor import Actor

Row = dict[str, Any]

WAIVED = N_("当事人放弃陈述申辩。")
SILENT = N_("当事人在期限内没有陈述申辩。")


async def state(entry_id: UUID, *, statement: str, actor: Actor, now: datetime) -> None:
    """The firm says what it has to say."""
    await _heard(entry_id, "state", doors.said(statement, "statement"), actor=actor, now=now)


async def waive(entry_id: UUID, *, actor: Actor, now: datetime) -> None:
    """The firm says outright that it has nothing to say."""
    await _heard(entry_id, "waive", WAIVED, actor=actor, now=now)


async def record_statement(entry_id: UUID, *, statement: str, actor: Actor, now: datetime) -> None:
    """The clerk takes down what the firm said on paper or by word of mouth."""
    await _heard(entry_id, "record_statement", doors.said(statement, "statement"), actor=actor, now=now)


async def term_passed(entry_id: UUID, *, actor: Actor, now: datetime) -> None:
    """The firm let its time pass. Raises Refused while it has not."""
    await _heard(entry_id, "term_passed", SILENT, actor=actor, now=now)


async def _heard(entry_id: UUID, step: str, statement: str, *, actor: Actor, now: datetime) -> None:
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        entry = await doors.held(entry_id, step, actor=actor, now=now)
        if step == "term_passed" and today <= entry["heard_by"]:
            raise errors.Refused("当事人陈述申辩的期限尚未届满", citation=LICENSING_LAW.article(7))
        await doors.take(entry, step, actor=actor, now=now, reason=statement, also={"statement": statement})
        await clocks.meet(entry_id, "condition_statement", on=today)
        await doors.tell_organ(entry, N_("已听取意见，待决定：%(firm)s（%(number)s）"), now=now)

"""The gate of a quarter: it begins with the quarter's first month, and freezes what the three months brought."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.casework import record
from regulation.surveys import months, offices
from regulation.surveys.actions.freezing import FREEZABLE, NOT_YET
from regulation.surveys.session import statistical
from regulation.surveys.tables import SurveyRound

if TYPE_CHECKING:
    from datetime import datetime

    from regulation.actor import Actor


async def open_gate(month: str, form_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Begin the release of the month's quarter, unless another month of it has; part of opening the month."""
    year, number = months.quarter_of(month)
    asked = months.quarter(year, number)
    made: UUID | None = await database.value(
        """insert into survey_round (id, form, kind, period, year, reference_day, opens_on, closes_on, notice, two_persons,
                                     gate, created_at)
           values ($1, $2, 'quarter', $3, $4, $5, $6, $7, '', true, 'open', $8)
           on conflict (kind, period) do nothing returning id""",
        uuid4(),
        form_id,
        months.quarter_text(year, number),
        year,
        months.last_day(asked[-1]),
        months.first_day(asked[0]),
        months.last_day(asked[-1]),
        now,
    )
    if made is not None:
        await record.opened(SurveyRound, made, "open_quarter", "open", actor=actor, now=now)


@statistical
async def freeze(
    period: str, digest: str, content: bytes, rows: int, code_version: str, *, actor: Actor, now: datetime
) -> int:
    """Keep the answers of a quarter; the number of the snapshot. The same answers again are the snapshot that is there.

    It moves no gate: whoever freezes as a step of the gate signs that step. Raises NotFound, NotPermitted, and
    Refused before editing is closed.
    """
    offices.check_city(actor)
    async with database.unit_of_work():
        state = await database.value(
            "select gate from survey_round where kind = 'quarter' and period = $1 for update", period
        )
        if state is None:
            raise errors.NotFound
        if state not in FREEZABLE:
            raise errors.Refused(NOT_YET)
        before = await database.row(
            "select number, digest from frozen_quarter where period = $1 order by number desc limit 1", period
        )
        if before is not None and before["digest"] == digest:
            number: int = before["number"]
            return number
        number = (before["number"] if before else 0) + 1
        await database.execute(
            """insert into frozen_quarter (id, period, number, digest, content, rows, code_version, frozen_by, frozen_at)
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9)""",
            uuid4(),
            period,
            number,
            digest,
            content,
            rows,
            code_version,
            actor.name,
            now,
        )
    return number

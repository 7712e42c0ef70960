"""The statistician decides of a suspicious cell: believed, with the reason, or asked back from the respondent. No figure changes here."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import uuid4

from regulation import database, errors
from regulation.casework import record
from regulation.surveys import gate
from regulation.surveys.actions import review
from regulation.surveys.queries import desk, editing
from regulation.surveys.session import statistical
from regulation.surveys.tables import StatisticalReturn
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from regulation.actor import Actor

NO_WORDS = N_("请写明核实的方式和结果")
NO_QUESTION = N_("请写明需要机构核对的问题，机构将看到这些文字")
#: The most the column keeps: a figure beyond the district's total is as doubtful as can be.
LARGEST = Decimal(999_999)
DECISIONS: dict[str, str] = {"believed": N_("核实无误"), "asked": N_("已退回机构核对")}


@statistical
async def believe(
    year: int, firm_number: str, version: int, cell: str, words: str, *, actor: Actor, now: datetime
) -> None:
    """The figure stands as it was stated; how that was found out is kept. Raises Invalid, NotFound, AlreadyMoved, Refused."""
    if not words.strip():
        raise errors.Invalid({"words": NO_WORDS})
    async with database.unit_of_work():
        await _decide(year, firm_number, version, cell, "believed", words.strip(), actor, now)


@statistical
async def ask(
    year: int, firm_number: str, version: int, cell: str, words: str, *, actor: Actor, now: datetime
) -> None:
    """Send the return back with this cell marked. Raises as `believe`, and NotPermitted where the other level has the word."""
    if not words.strip():
        raise errors.Invalid({"words": NO_QUESTION})
    async with database.unit_of_work():
        await _decide(year, firm_number, version, cell, "asked", words.strip(), actor, now)
        await review.return_to_respondent(
            year, firm_number, version, {cell: words.strip()}, words.strip(), actor=actor, now=now
        )


async def _decide(  # noqa: PLR0917 - the parts of one act
    year: int,
    firm_number: str,
    version: int,
    cell: str,
    decision: str,
    words: str,
    actor: Actor,
    now: datetime,
) -> None:
    held, at = await desk.for_update(actor, year, firm_number)
    if at not in gate.EDITABLE:
        raise errors.Refused(review.CLOSED, citation=gate.REVIEW)
    if held.version != version:
        raise errors.AlreadyMoved(review.STALE, seen=version)
    score = await editing.score_of(actor, year, firm_number, cell)
    if score is None:
        raise errors.NotFound
    entered: UUID | None = await database.value(
        """insert into edit_resolution (id, filed, cell, rule, decision, words, score, decided_by, decided_at)
           values ($1, $2, $3, '', $4, $5, $6, $7, $8) on conflict (filed, cell, rule) do nothing returning id""",
        uuid4(),
        held.filed_id,
        cell,
        decision,
        words,
        min(score, LARGEST),
        actor.name,
        now,
    )
    if entered is None:
        raise errors.AlreadyMoved
    await record.record_event(
        StatisticalReturn,
        held.id,
        f"cell_{decision}",
        actor=actor,
        now=now,
        reason=words,
        data={"cell": cell, "version": version},
    )

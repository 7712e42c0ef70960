"""Reading what was merged: where an entry leads, what came to it, the proposals of an organ."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.firms import names
from regulation.firms.status import MergerStatus
from regulation.law import beijing

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from regulation.actor import Actor


@dataclass(frozen=True, slots=True)
class MergedEntry:
    """An entry that turned out to be this firm. Its number leads here, its facts stay its own."""

    number: str
    name: str
    uscc: str | None
    merged_at: datetime

    @property
    def merged_on(self) -> date:
        """The day of the merger."""
        return beijing.legal_day(self.merged_at)


@dataclass(frozen=True, slots=True)
class MergerView:
    """A merger as officials see it."""

    id: UUID
    status: MergerStatus
    merged_id: UUID
    merged_number: str
    merged_name: str
    survivor_id: UUID
    survivor_number: str
    survivor_name: str
    organ_id: UUID | None
    reason: str
    paper: str
    alike: tuple[str, ...]
    proposed_at: datetime
    proposed_by: UUID | None
    decided_at: datetime | None
    undone_at: datetime | None
    undone_reason: str
    moved: tuple[tuple[str, str], ...]


async def survivor_of(code: str) -> str | None:
    """The number of the firm to which a merged entry's own number leads; None for every other address."""
    found: str | None = await database.value(
        """select survivor.number from firm join firm as survivor on survivor.id = firm.merged_into
            where firm.number = $1""",
        names.key(code).upper(),
    )
    return found


async def into(firm_id: UUID) -> list[MergedEntry]:
    """The entries that were merged into a firm."""
    found = await database.rows(
        """select firm.number, firm.name, firm.uscc, merger.decided_at as merged_at
             from firm join firm_merger as merger
                  on merger.merged = firm.id and merger.status in ('confirmed', 'undo_proposed')
            where firm.merged_into = $1 order by firm.number""",
        firm_id,
    )
    return [MergedEntry(**row) for row in found]


_MERGER = """
select merger.*, merged.number as merged_number, merged.name as merged_name,
       survivor.number as survivor_number, survivor.name as survivor_name
  from firm_merger as merger join firm as merged on merged.id = merger.merged
       join firm as survivor on survivor.id = merger.survivor
"""


async def one(merger_id: UUID, actor: Actor) -> MergerView:
    """A merger within the reach of an official. Raises NotFound."""
    found = await database.row(f"{_MERGER} where merger.id = $1", merger_id)
    if found is None or not actor.in_scope_of(found["organ"]):
        raise errors.NotFound
    return _view(found)


async def waiting(actor: Actor) -> list[MergerView]:
    """What waits for a second official, and what was merged, the newest first."""
    found = await database.rows(f"{_MERGER} order by merger.proposed_at desc limit 500")
    return [_view(row) for row in found if actor.in_scope_of(row["organ"])]


async def current_of(firm_id: UUID) -> MergerView | None:
    """The merger an entry is in, as the one merged away."""
    found = await database.row(
        f"{_MERGER} where merger.merged = $1 and merger.status in ('proposed', 'confirmed', 'undo_proposed')",
        firm_id,
    )
    return _view(found) if found else None


def _view(row: dict[str, Any]) -> MergerView:
    return MergerView(
        id=row["id"],
        status=MergerStatus(row["status"]),
        merged_id=row["merged"],
        merged_number=row["merged_number"],
        merged_name=row["merged_name"],
        survivor_id=row["survivor"],
        survivor_number=row["survivor_number"],
        survivor_name=row["survivor_name"],
        organ_id=row["organ"],
        reason=row["reason"],
        paper=row["paper"],
        alike=tuple(json.loads(row["alike"])),
        proposed_at=row["proposed_at"],
        proposed_by=row["proposed_by"],
        decided_at=row["decided_at"],
        undone_at=row["undone_at"],
        undone_reason=row["undone_reason"],
        moved=tuple((kind, number) for kind, number in json.loads(row["moved"])),
    )

"""The lists that were brought in, their rows with what became of them, and who may see them."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from regulation import database, errors
from regulation.firms import permissions
from regulation.firms.imports.headers import Field
from regulation.firms.status import Effect, ImportStatus, Outcome
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import datetime

    from regulation.actor import Actor

NO_SUCH_IMPORT = N_("没有找到这次导入")


@dataclass(frozen=True, slots=True)
class ImportView:
    """An import as pages show it."""

    id: UUID
    number: str
    filename: str
    kind: str
    encoding: str
    notes: tuple[str, ...]
    header: tuple[str, ...]
    mapping: dict[Field, int]
    status: ImportStatus
    rows_total: int
    received_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    touched_at: datetime | None
    actor_name: str
    #: Rows by outcome; "" counts those not yet worked through.
    counts: dict[str, int]
    effects: dict[str, int]

    @property
    def rows_done(self) -> int:
        """Rows that have an outcome."""
        return self.rows_total - self.counts.get("", 0)


async def view(import_id: UUID) -> ImportView:
    """One import with its counts. Raises NotFound."""
    known = await head(import_id)
    tally = await database.rows(
        """select coalesce(outcome, '') as outcome, effect, count(*) as n
             from firm_import_row where firm_import = $1 group by 1, 2""",
        import_id,
    )
    counts: dict[str, int] = {}
    effects: dict[str, int] = {}
    for each in tally:
        counts[each["outcome"]] = counts.get(each["outcome"], 0) + each["n"]
        if each["outcome"] in {Outcome.TAKEN, Outcome.REPAIRED}:
            effects[each["effect"]] = effects.get(each["effect"], 0) + each["n"]
    return replace(known, counts=counts, effects=effects)


async def head(import_id: UUID) -> ImportView:
    """The same without its counts, which take long for a long list."""
    row = await database.row(f"select {_VIEW} from firm_import where id = $1", import_id)  # noqa: S608 - columns of this file
    if row is None:
        raise errors.NotFound(NO_SUCH_IMPORT)
    return _import_view(row, {}, {})


_VIEW = (
    "id, number, filename, kind, encoding, notes, header, mapping, status, rows_total, received_at, started_at,"
    " finished_at, touched_at, actor_name"
)


def _import_view(row: dict[str, Any], counts: dict[str, int], effects: dict[str, int]) -> ImportView:
    return ImportView(
        **{
            **row,
            "notes": tuple(json.loads(row["notes"])),
            "header": tuple(json.loads(row["header"])),
            "mapping": {Field(key): column for key, column in json.loads(row["mapping"]).items()},
            "status": ImportStatus(row["status"]),
        },
        counts=counts,
        effects=effects,
    )


async def recent(actor: Actor, limit: int = 100) -> list[ImportView]:
    """The imports within the actor's reach, the newest first."""
    found = await database.rows(
        f"""select {_VIEW} from firm_import where $2 or organ_id = $3 order by received_at desc limit $1""",  # noqa: S608 - columns of this file
        limit,
        actor.is_municipal,
        actor.organ_id,
    )
    tally = await database.rows(
        """select firm_import, coalesce(outcome, '') as outcome, count(*) as n
             from firm_import_row where firm_import = any($1) group by 1, 2""",
        [row["id"] for row in found],
    )
    counts: dict[UUID, dict[str, int]] = {}
    for each in tally:
        counts.setdefault(each["firm_import"], {})[each["outcome"]] = each["n"]
    return [_import_view(row, counts.get(row["id"], {}), {}) for row in found]


async def check_within_reach(import_id: UUID, actor: Actor) -> None:
    """Raise NotFound unless the list was brought in by an organ within the actor's reach."""
    found = await database.row("select organ_id from firm_import where id = $1", import_id)
    if found is None:
        raise errors.NotFound(NO_SUCH_IMPORT)
    permissions.check_within_reach(actor, found["organ_id"])


# --- Rows -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RowView:
    """One row of a list with its outcome, as pages and result files show it."""

    id: UUID
    row_number: int
    original: tuple[str, ...]
    outcome: Outcome | None
    effect: Effect
    facts: dict[str, str]
    repairs: tuple[dict[str, str], ...]
    reasons: tuple[dict[str, str], ...]
    candidates: tuple[UUID, ...]
    firm_number: str
    firm_name: str
    decided_by: str
    decided_reason: str


_ROWS = """
    select row.id, row.row_number, row.original, row.outcome, row.effect, row.facts, row.repairs, row.reasons,
           row.candidates, coalesce(firm.number, '') as firm_number, coalesce(firm.name, '') as firm_name,
           row.decided_by, row.decided_reason
      from firm_import_row as row left join firm on firm.id = row.firm
"""


async def rows(
    import_id: UUID, *, outcome: Outcome | None = None, limit: int, offset: int = 0
) -> list[RowView]:
    """Rows of an import in the order of the file, all or with one outcome."""
    found = await database.rows(
        f"""{_ROWS} where row.firm_import = $1 and ($2::varchar is null or row.outcome = $2)
            order by row.row_number limit $3 offset $4""",
        import_id,
        outcome,
        limit,
        offset,
    )
    return [_row_view(each) for each in found]


async def row(row_id: UUID) -> tuple[UUID, RowView]:
    """One row, with the import it belongs to. Raises NotFound."""
    found = await database.row(f"{_ROWS} where row.id = $1", row_id)
    if found is None:
        raise errors.NotFound(NO_SUCH_IMPORT)
    import_id: UUID = await database.value("select firm_import from firm_import_row where id = $1", row_id)
    return import_id, _row_view(found)


def _row_view(found: dict[str, Any]) -> RowView:
    return RowView(
        **{
            **found,
            "original": tuple(json.loads(found["original"])),
            "outcome": Outcome(found["outcome"]) if found["outcome"] else None,
            "effect": Effect(found["effect"]),
            "facts": json.loads(found["facts"]),
            "repairs": tuple(json.loads(found["repairs"])),
            "reasons": tuple(json.loads(found["reasons"])),
            "candidates": tuple(found["candidates"]),
        }
    )

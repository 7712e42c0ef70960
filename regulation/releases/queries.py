"""What was published: the list, one vintage, its cells."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal
    from uuid import UUID

NOT_PUBLISHED = N_("%(year)s年度的统计资料尚未发布")


@dataclass(frozen=True, slots=True)
class Published:
    """One vintage."""

    id: UUID
    series: str
    year: int
    vintage: int
    snapshot_hash: str
    code_version: str
    parameters: dict[str, Any]
    coverage: dict[str, Any]
    tables: list[dict[str, Any]]
    note: str
    published_by: str
    published_organ: str
    published_at: datetime
    kind: str = "final"
    embargo_until: datetime | None = None
    #: Which offices signed which act and when; no persons.
    signatures: list[dict[str, str]] = field(default_factory=list)
    waivers: list[dict[str, Any]] = field(default_factory=list)
    #: Per cell that differs from the vintage before: table, row, column, old, new, reason, approver.
    revisions: list[dict[str, str]] = field(default_factory=list)


_JSON = ("parameters", "coverage", "tables", "signatures", "waivers", "revisions")


def _published(found: dict[str, Any]) -> Published:
    return Published(
        **{key: found[key] for key in Published.__slots__ if key not in _JSON},
        **{key: json.loads(found[key]) for key in _JSON},
    )


async def all_releases(series: str) -> list[Published]:
    """Every vintage, newest year and vintage first."""
    found = await database.rows(
        "select * from release where series = $1 order by year desc, vintage desc", series
    )
    return [_published(each) for each in found]


async def release(series: str, year: int, vintage: int | None = None) -> Published:
    """One vintage of a year, the latest unless said. Raises NotFound."""
    found = await database.row(
        """select * from release where series = $1 and year = $2 and ($3::int is null or vintage = $3)
           order by vintage desc limit 1""",
        series,
        year,
        vintage,
    )
    if found is None:
        raise errors.NotFound(NOT_PUBLISHED, year=year)
    return _published(found)


async def cells(release_id: UUID, table_key: str | None = None) -> list[dict[str, Any]]:
    """The cells of a vintage, or of one of its tables, in order."""
    return await database.rows(
        """select * from published_cell where release = $1 and ($2::text is null or table_key = $2)
           order by table_key, position""",
        release_id,
        table_key,
    )


async def latest_cells(series: str, until: int) -> dict[tuple[str, str, str], Decimal | None]:
    """What the newest release up to a year says of each cell: later figures that differ are revisions."""
    found = await database.rows(
        """select table_key, row_key, column_key, value from published_cell where release = (
               select id from release where series = $1 and year <= $2 order by year desc, vintage desc limit 1)""",
        series,
        until,
    )
    return {(each["table_key"], each["row_key"], each["column_key"]): each["value"] for each in found}

"""What was frozen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from regulation import database
from regulation.surveys.session import statistical

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A frozen snapshot; `content` is what the statistics wrote, and nobody else reads it."""

    year: int
    number: int
    digest: str
    content: bytes
    rows: int
    code_version: str
    frozen_by: str
    frozen_at: datetime


@statistical
async def latest(year: int, digest: str | None = None) -> Snapshot | None:
    """The last snapshot of a year, or the one with a digest; None where there is none."""
    found = await database.row(
        """select year, number, digest, content, rows, code_version, frozen_by, frozen_at from frozen_snapshot
            where year = $1 and ($2::text is null or digest = $2) order by number desc limit 1""",
        year,
        digest,
    )
    return None if found is None else Snapshot(**found)


@statistical
async def of_quarter(period: str, digest: str | None = None) -> bytes | None:
    """The content of the last snapshot of a quarter, or of the one with a digest; None where there is none."""
    found: bytes | None = await database.value(
        """select content from frozen_quarter where period = $1 and ($2::text is null or digest = $2)
            order by number desc limit 1""",
        period,
        digest,
    )
    return found


@statistical
async def latest_digest(year: int) -> str:
    """The digest of the last snapshot of a year, without its bytes; empty where there is none."""
    found: str | None = await database.value(
        "select digest from frozen_snapshot where year = $1 order by number desc limit 1", year
    )
    return found or ""

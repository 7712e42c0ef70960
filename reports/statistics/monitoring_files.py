"""The files of a published quarter: every table as CSV and JSON, and all of it as JSON. The same cells, the same bytes."""

from __future__ import annotations

import json
from typing import Any

from regulation.releases.queries import Published
from regulation.surveys import months
from reports.statistics import files, monitoring, monitoring_release
from reports.statistics.table import Table


def as_plain(table: Table, release: Published) -> Any:
    """A table with the release it belongs to."""
    return json.loads(
        files.as_json(
            table,
            release={
                "series": release.series,
                "year": release.year,
                "vintage": release.vintage,
                "published_at": release.published_at.isoformat(),
                "snapshot_sha256": release.snapshot_hash,
            },
        )
    )


def as_json(content: Any) -> bytes:
    """As it is given out."""
    return json.dumps(content, ensure_ascii=False).encode()


def stem(release: Published) -> str:
    """2026Q1."""
    number = next(each for each in months.QUARTERS if monitoring.series_of(each) == release.series)
    return months.quarter_text(release.year, number)


async def everything(release: Published) -> dict[str, bytes]:
    """Every file by its address below the quarters."""
    name = stem(release)
    tables = await monitoring_release.tables_of(release)
    plain = {each.key: as_plain(each, release) for each in tables}
    return {
        f"{name}.json": as_json(list(plain.values())),
        **{f"{name}/{each.key}.csv": files.as_csv(each) for each in tables},
        **{f"{name}/{key}.json": as_json(content) for key, content in plain.items()},
    }

"""Publish a year's tables: once published, a vintage is never changed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.casework import record
from regulation.law.citation import STATISTICS_LAW
from regulation.ledger import actions as ledger
from regulation.releases.tables import Release
from regulation.roles import Role
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import datetime

    from regulation.actor import Actor

UNCHANGED = N_("数据与第%(vintage)s版相同，不需要再次发布")
#: 统计资料 are published by the department that surveyed them; the year's tables are the city's.
BASIS = STATISTICS_LAW.article(27, doubt=N_("条文序号按2024年修正文本，待核对"))


async def publish(
    series: str,
    year: int,
    *,
    snapshot_hash: str,
    code_version: str,
    parameters: Mapping[str, Any],
    coverage: Mapping[str, Any],
    tables: Sequence[Mapping[str, Any]],
    cells: Sequence[Mapping[str, Any]],
    note: str = "",
    actor: Actor,
    now: datetime,
) -> int:
    """Freeze tables and cells as the next vintage of the year; its number.

    Raises NotPermitted but for a statistician of the municipal bureau, Refused when nothing changed
    since the vintage before.
    """
    actor.check_holds(Role.STATISTICIAN)
    if not actor.is_municipal:
        raise errors.NotPermitted(N_("全市统计资料由市级机关发布"))
    made = uuid4()
    async with database.unit_of_work():
        await database.execute("select pg_advisory_xact_lock(hashtext($1))", f"release {series} {year}")
        before = await database.row(
            "select vintage, snapshot_hash from release where series = $1 and year = $2 order by vintage desc limit 1",
            series,
            year,
        )
        if before is not None and before["snapshot_hash"] == snapshot_hash:
            raise errors.Refused(UNCHANGED, vintage=before["vintage"])
        vintage = (before["vintage"] if before else 0) + 1
        await database.execute(
            """insert into release (id, series, year, vintage, snapshot_hash, code_version, parameters, coverage, tables,
                                    note, published_by, published_organ, published_at)
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)""",
            made,
            series,
            year,
            vintage,
            snapshot_hash,
            code_version,
            json.dumps(dict(parameters)),
            json.dumps(dict(coverage)),
            json.dumps(list(tables), ensure_ascii=False),
            note,
            actor.name,
            actor.organ_name,
            now,
        )
        await _keep(made, cells)
        await record.opened(
            Release,
            made,
            "publish_release",
            "published",
            actor=actor,
            now=now,
            reason=note,
            data={"series": series, "year": year, "vintage": vintage, "sha256": snapshot_hash},
            cites=(BASIS,),
        )
        await ledger.append(
            str(made),
            "release",
            "publish",
            actor=actor,
            now=now,
            private={"series": series, "year": year, "vintage": vintage, "sha256": snapshot_hash},
        )
    return vintage


async def _keep(release_id: UUID, cells: Sequence[Mapping[str, Any]]) -> None:
    await database.copy(
        "published_cell",
        (
            "id",
            "release",
            "table_key",
            "position",
            "row_key",
            "column_key",
            "value",
            "symbol",
            "status",
            "decimals",
        ),
        [
            (
                uuid4(),
                release_id,
                each["table_key"],
                each["position"],
                each["row_key"],
                each["column_key"],
                each["value"],
                each["symbol"],
                each["status"],
                each["decimals"],
            )
            for each in cells
        ],
    )

"""Publish a year's tables: once published, a vintage is never changed.

Who may publish, and what was signed before, is asked by the gate of the survey that the tables come from; here only what
holds of every release: its kind follows from the vintage before, the embargo is over, and what changed is logged.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.casework import record
from regulation.ledger import actions as ledger
from regulation.releases import queries, rules
from regulation.releases.rules import RELEASE, REVISION, SECRECY, Kind
from regulation.releases.tables import Release
from regulation.roles import Role
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import datetime

    from regulation.actor import Actor

UNCHANGED = N_("数据与第%(vintage)s版相同，不需要再次发布")
WRONG_KIND = N_("这一版的性质与前一版不衔接：最终数发布后只能发布修订数，没有前一版时不能发布修订数")
NO_REASON = N_("与前一版不同的数据应当说明修订依据和原因")
EMBARGOED = N_("设定的发布时间未到，现在不能发布")


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
    kind: Kind | None = None,
    embargo_until: datetime | None = None,
    signatures: Sequence[Mapping[str, str]] = (),
    waivers: Sequence[Mapping[str, Any]] = (),
    approver: str = "",
    actor: Actor,
    now: datetime,
) -> int:
    """Freeze tables and cells as the next vintage of the year; its number. Unless said, it is final, or revised after a final one.

    Raises NotPermitted but for a statistician of the municipal bureau; Refused before the embargo ends, when nothing
    changed since the vintage before, when the kind does not follow from it, or when something changed without a reason.
    """
    actor.check_holds(Role.STATISTICIAN)
    if not actor.is_municipal:
        raise errors.NotPermitted(N_("全市统计资料由市级机关发布"))
    if rules.is_embargoed(embargo_until, now):
        raise errors.Refused(EMBARGOED, citation=SECRECY)
    made = uuid4()
    async with database.unit_of_work():
        await database.execute("select pg_advisory_xact_lock(hashtext($1))", f"release {series} {year}")
        before = await database.row(
            "select id, vintage, kind, snapshot_hash from release where series = $1 and year = $2 order by vintage desc limit 1",
            series,
            year,
        )
        kind = kind or rules.kinds_after(Kind(before["kind"]) if before else None)[-1]
        revised = await _check_follows(before, kind, snapshot_hash, cells, note, approver or actor.organ_name)
        vintage = (before["vintage"] if before else 0) + 1
        await database.execute(
            """insert into release (id, series, year, vintage, snapshot_hash, code_version, parameters, coverage, tables,
                                    note, published_by, published_organ, published_at, kind, embargo_until, signatures,
                                    waivers, revisions)
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)""",
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
            str(kind),
            embargo_until,
            json.dumps([dict(each) for each in signatures], ensure_ascii=False),
            json.dumps([dict(each) for each in waivers], ensure_ascii=False, default=str),
            json.dumps(revised, ensure_ascii=False),
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
            data={
                "series": series,
                "year": year,
                "vintage": vintage,
                "kind": str(kind),
                "sha256": snapshot_hash,
                "revised": len(revised),
            },
            cites=(RELEASE,),
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


async def _check_follows(  # noqa: PLR0917 - the parts of one act
    before: dict[str, Any] | None,
    kind: Kind,
    snapshot_hash: str,
    cells: Sequence[Mapping[str, Any]],
    note: str,
    approver: str,
) -> list[dict[str, str]]:
    """What the new vintage revises. Raises Refused."""
    if kind not in rules.kinds_after(Kind(before["kind"]) if before else None):
        raise errors.Refused(WRONG_KIND, citation=REVISION)
    if before is None:
        return []
    revised = rules.revisions(await queries.cells(before["id"]), cells, reason=note, approver=approver)
    # The final vintage may confirm every preliminary figure; a revision that revises nothing is none.
    confirms = Kind(before["kind"]) is Kind.PRELIMINARY and kind is Kind.FINAL
    if before["snapshot_hash"] == snapshot_hash and not confirms:
        raise errors.Refused(UNCHANGED, vintage=before["vintage"])
    if revised and not note.strip():
        raise errors.Refused(NO_REASON, citation=REVISION)
    return revised


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

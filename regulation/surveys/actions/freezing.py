"""Freeze the microdata of a year: from then on its tables are computed from what was frozen, and from nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.roles import Role
from regulation.surveys.queries import pseudonyms
from regulation.surveys.session import statistical
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import datetime

    from regulation.actor import Actor

NO_ROUND = N_("没有%(year)s年度的统计年报")
NOT_YET = N_("审核结束之后、发布之前才能冻结数据")
UNKNOWN_UNITS = N_("有%(n)s家估算的单位不在登记中，没有冻结")
#: States of the gate in which a snapshot may be taken; a later one takes a reopening first.
FREEZABLE = ("editing_closed", "imputation_frozen")


@dataclass(frozen=True, slots=True)
class Estimate:
    """An imputed cell: `unit` is a pseudonym, `value` in hundredths, `basis` the stratum or donor it rests on."""

    unit: str
    key: str
    method: str
    value: int
    basis: str = ""


@statistical
async def freeze(
    year: int,
    *,
    digest: str,
    content: bytes,
    rows: int,
    code_version: str,
    estimates: Sequence[Estimate],
    actor: Actor,
    now: datetime,
) -> int:
    """Keep the snapshot and, in place of the earlier ones, the cells that were imputed; the number of the snapshot.

    The same microdata again are the snapshot that is already there. It moves no gate: whoever freezes as
    a step of the gate signs that step. Raises NotPermitted but for a statistician of the municipal bureau,
    NotFound without a round, Refused before editing is closed.
    """
    actor.check_holds(Role.STATISTICIAN)
    if not actor.is_municipal:
        raise errors.NotPermitted
    async with database.unit_of_work():
        held = await database.row(
            "select id, gate from survey_round where kind = 'return' and year = $1 for update", year
        )
        if held is None:
            raise errors.NotFound(NO_ROUND, year=year)
        if held["gate"] not in FREEZABLE:
            raise errors.Refused(NOT_YET)
        before = await database.row(
            "select number, digest from frozen_snapshot where year = $1 order by number desc limit 1", year
        )
        if before is not None and before["digest"] == digest:
            number: int = before["number"]
            return number
        await _keep_estimates(held["id"], estimates, now)
        number = (before["number"] if before else 0) + 1
        await database.execute(
            """insert into frozen_snapshot (id, year, number, digest, content, rows, code_version, frozen_by, frozen_at)
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9)""",
            uuid4(),
            year,
            number,
            digest,
            content,
            rows,
            code_version,
            actor.name,
            now,
        )
    return number


async def _keep_estimates(round_id: UUID, estimates: Sequence[Estimate], now: datetime) -> None:
    """What the statistician entered by hand stays; what was computed is computed anew."""
    firms = await pseudonyms.firms_of({each.unit for each in estimates})
    if unknown := {each.unit for each in estimates} - set(firms):
        raise errors.Refused(UNKNOWN_UNITS, n=len(unknown))
    await database.execute(
        "delete from imputed_cell where survey_round = $1 and method <> 'manual'", round_id
    )
    await database.copy(
        "imputed_cell",
        ("id", "survey_round", "firm_id", "key", "method", "value", "basis", "made_at"),
        [
            (uuid4(), round_id, firms[each.unit], each.key, each.method, each.value, each.basis[:200], now)
            for each in estimates
            if each.method != "manual"
        ],
    )

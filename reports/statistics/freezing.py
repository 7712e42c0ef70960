"""Freeze a year: gather, impute, keep. Refused while one of the largest has not answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regulation import errors
from regulation.surveys.actions import freezing
from regulation.surveys.queries import pseudonyms
from regulation.words import N_
from reports.statistics import gathering
from reports.statistics.suspicions import Large

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from regulation.actor import Actor

#: Raised whenever the same filings would give other microdata.
CODE_VERSION = "1"
PHONE_FIRST = N_("收入最大的二十家机构中有%(n)s家没有答复，不作估算，请先联系")
BY_HAND_FIRST = N_("有%(n)s家机构没有任何依据可以估算，请先录入")


async def to_phone(year: int) -> list[tuple[UUID, Large]]:
    """The largest that did not answer, with the firms they are: asked again by telephone, never estimated."""
    blocked = (await gathering.gather(year)).imputation.blocked
    firms = await pseudonyms.firms_of([each.unit for each in blocked])
    return [(firms[each.unit], each) for each in blocked]


async def freeze(year: int, *, actor: Actor, now: datetime) -> str:
    """Freeze the filings of the moment; the digest of the snapshot. Raises Refused while somebody must be phoned."""
    found = await gathering.gather(year)
    if found.imputation.blocked:
        raise errors.Refused(PHONE_FIRST, n=len(found.imputation.blocked))
    if found.imputation.left:
        raise errors.Refused(BY_HAND_FIRST, n=len(found.imputation.left))
    made = found.imputation
    await freezing.freeze(
        year,
        digest=found.microdata.digest,
        content=found.microdata.parquet(),
        rows=found.microdata.units.height,
        code_version=CODE_VERSION,
        estimates=[
            freezing.Estimate(unit, key, method, value, made.basis.get((unit, key), ""))
            for unit, key, method, value in made.cells.select("unit", "key", "method", "value").iter_rows()
        ],
        actor=actor,
        now=now,
    )
    return found.microdata.digest

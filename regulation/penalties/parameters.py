"""Local values of this area, as the office's decree sets them: the discretion benchmarks, the classes of what is published."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from regulation import errors
from regulation.casework.decrees import Field, Parameter
from regulation.integrity.status import FactKind
from regulation.penalties.rules import benchmarks, classes
from regulation.penalties.rules.benchmarks import Tier
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

TABLE = "table"


def _read(typed: Mapping[str, str]) -> tuple[Tier, ...]:
    try:
        found = benchmarks.read(typed.get(TABLE, ""))
    except benchmarks.BadLine as wrong:
        raise errors.Invalid({TABLE: wrong.message}, **wrong.params) from None
    if not found:
        raise errors.Invalid({TABLE: N_("请照文件逐行填写裁量基准")})
    return found


def _written(tiers: tuple[Tier, ...]) -> list[list[Any]]:
    return [
        [each.violation, each.circumstances, str(each.from_share), str(each.to_share), each.months]
        for each in tiers
    ]


def _restored(kept: list[list[Any]]) -> tuple[Tier, ...]:
    return tuple(
        Tier(key, text, Decimal(low), Decimal(high), months) for key, text, low, high, months in kept
    )


BENCHMARKS = Parameter(
    benchmarks.BENCHMARKS,
    (Field(TABLE, N_("裁量基准表"), "", is_table=True),),
    read=_read,
    written=_written,
    restored=_restored,
    shown=lambda tiers: {TABLE: benchmarks.written(tiers)},
)


def _read_classes(typed: Mapping[str, str]) -> classes.Classes:
    try:
        found = classes.read(typed.get(TABLE, ""))
    except classes.BadLine as wrong:
        raise errors.Invalid({TABLE: wrong.message}, **wrong.params) from None
    if not found:
        raise errors.Invalid({TABLE: N_("请照文件逐行填写违法行为和类别")})
    return found


CLASSES = Parameter(
    classes.CLASSES,
    (Field(TABLE, N_("失信类别清单"), "", is_table=True),),
    read=_read_classes,
    written=dict,
    restored=lambda kept: {key: FactKind(kind) for key, kind in kept.items()},
    shown=lambda found: {TABLE: classes.written(found)},
)

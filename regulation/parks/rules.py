"""Assessment of parks, and what tenancies must respect.

Beijing's own measure for these parks is known by excerpt only (北京市人力资源服务产业园建设发展办法（试行）),
so dimensions, points and limits are a version of configuration that carries this doubt.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from regulation.law.citation import BEIJING_PARK_MEASURES
from regulation.law.coverage import rule
from regulation.law.dated import DatedValue, Since
from regulation.parks.status import Grade
from regulation.words import N_


@dataclass(frozen=True, slots=True)
class Scheme:
    """Points at most per dimension, limits of bonus and deduction, and the lowest total of each grade."""

    version: str
    dimensions: Mapping[str, tuple[str, int]]
    bonus: int
    deduction: int
    limits: tuple[tuple[int, Grade], ...]


SCHEME = DatedValue(
    "parks.assessment",
    N_("产业园评估指标"),
    (
        Since(
            date(2021, 8, 31),
            Scheme(
                version="2026-1",
                dimensions={
                    "infrastructure": (N_("基础设施"), 15),
                    "policy": (N_("政策体系"), 10),
                    "management": (N_("管理运营"), 20),
                    "service": (N_("服务水平"), 25),
                    "benefit": (N_("发展效益"), 30),
                },
                bonus=5,
                deduction=20,
                limits=((90, Grade.EXCELLENT), (75, Grade.GOOD), (60, Grade.QUALIFIED), (0, Grade.RECTIFY)),
            ),
            BEIJING_PARK_MEASURES.whole(),
            doubt=N_("评估指标原文待取得，分值为系统配置"),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Total and grade of an assessment, and how the total comes about."""

    version: str
    total: Decimal
    grade: Grade
    lines: tuple[tuple[str, Decimal, int], ...]


@rule(BEIJING_PARK_MEASURES.whole())
def outcome(scores: Mapping[str, Decimal], bonus: Decimal, deduction: Decimal, day: date) -> Outcome:
    """Parks are assessed regularly: dimensions are added, bonus and deduction applied, the total graded.

    Raises ValueError naming the dimension whose score is missing, unknown or out of range.
    """
    scheme = SCHEME.on(day)
    if unknown := set(scores) ^ set(scheme.dimensions):
        raise ValueError(min(unknown))
    for key, score in scores.items():
        if not 0 <= score <= scheme.dimensions[key][1]:
            raise ValueError(key)
    if not 0 <= bonus <= scheme.bonus:
        raise ValueError("bonus")
    if not 0 <= deduction <= scheme.deduction:
        raise ValueError("deduction")
    total = max(Decimal(0), sum(scores.values(), Decimal(0)) + bonus - deduction)
    grade = next(grade for lowest, grade in scheme.limits if total >= lowest)
    lines = tuple((label, scores[key], most) for key, (label, most) in scheme.dimensions.items())
    return Outcome(scheme.version, total, grade, lines)


def area_left(usable: Decimal, let: Decimal) -> Decimal:
    """Square metres of a zone that are not let; never negative."""
    return max(Decimal(0), usable - let)

"""The targets of the city's plan for the trade, as dated data with their source, and how years are held against them. Pure.

The plan ran to the end of 2025 and no successor was found: the targets are shown as what they were, and a
new plan is more entries here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from regulation.law.citation import HR_INDUSTRY_PLAN
from regulation.law.coverage import rule
from regulation.law.dated import DatedValue, Since
from regulation.words import N_


class Measure(StrEnum):
    """What is counted."""

    REVENUE = "revenue"  #: firms whose revenue of the year, in 万元, reaches the threshold
    USERS = "users"  #: online recruiters whose platform has so many registered users
    PARKS = "parks"  #: national and municipal parks recognised


@dataclass(frozen=True, slots=True)
class Target:
    """One target: how many of what, by when."""

    key: str
    label: str
    measure: Measure
    #: 万元 of revenue, or registered users; 0 for parks.
    threshold: int
    least: int
    most: int
    #: The plan says "about".
    is_about: bool = False


TARGETS: DatedValue[tuple[Target, ...]] = DatedValue(
    "annual_reports.plan_targets",
    N_("人力资源服务业行动计划的目标"),
    (
        Since(
            date(2023, 1, 1),
            (
                Target(
                    "above_100bn",
                    N_("营业收入超过1000亿元的机构"),
                    Measure.REVENUE,
                    10_000_000,
                    2,
                    2,
                    is_about=True,
                ),
                Target(
                    "above_1bn",
                    N_("营业收入超过10亿元的机构"),
                    Measure.REVENUE,
                    100_000,
                    20,
                    20,
                    is_about=True,
                ),
                Target("users_100m", N_("注册用户达到1亿的网络招聘平台"), Measure.USERS, 100_000_000, 3, 3),
                Target("parks", N_("国家级和市级产业园"), Measure.PARKS, 0, 5, 10),
            ),
            HR_INDUSTRY_PLAN.whole(),
            note=N_("到2025年的目标；计划至2025年底，未见后续计划"),
            doubt=N_(
                "依据计划的英文发布稿，未核对中文原文；收入口径（是否含代收代付）计划没有写明，因此并列总收入和扣除代收代付后的收入"
            ),
        ),
    ),
)
#: The year for which the plan set its targets.
TARGET_YEAR = 2025


@dataclass(frozen=True, slots=True)
class Count:
    """How many reach a target in a year: by gross revenue, and by what is left without amounts collected for others."""

    gross: int
    net: int | None = None


@rule(HR_INDUSTRY_PLAN.whole())
def is_reached(target: Target, number: int) -> bool:
    """Whether a number meets the least that the plan wants; "about" is read as the number itself."""
    return number >= target.least

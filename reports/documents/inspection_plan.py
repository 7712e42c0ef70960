"""年度行政检查计划. 《北京市优化营商环境条例》第六十七条: body, scope, method, items and ratio, public by the end of March."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reports.documents import parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Tier:
    """One tier in one round, as the roster stood on the day of adoption."""

    tier: str
    rate: str
    roster: int
    eligible: int
    drawn: int


@dataclass(frozen=True, kw_only=True)
class Round:
    title: str
    month: int
    kinds: tuple[str, ...]
    method: str
    items: tuple[str, ...]
    at_least: int
    tiers: tuple[Tier, ...]


@dataclass(frozen=True, kw_only=True)
class Cap:
    tier: str
    visits: int


@dataclass(frozen=True, kw_only=True)
class Snapshot(parts.Paper):
    title: str
    year: int
    version: int
    #: Who inspects, and whom the plan is about, in words.
    body: str
    scope: str
    items_version: str
    rounds: tuple[Round, ...]
    caps: tuple[Cap, ...]
    recent_months: int
    #: Numbers of the decrees that set caps and waits; none where start values hold.
    decrees: tuple[str, ...] = ()
    #: Number of the version it replaces, and why.
    replaces: str = ""
    change_reason: str = ""
    adopted_by: str = ""


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The plan as it is filed and published."""
    return "inspection_plan.html", {"paper": snapshots.read(Snapshot, snapshot)}

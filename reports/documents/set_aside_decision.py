"""撤销行政许可决定书 (D-15). 《行政许可法》第六十九条: ground, hearing of views, compensation, remedies; effect by service."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from reports.documents import parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Snapshot(parts.Paper):
    party: parts.Party
    matter_number: str
    verb: str
    licence_title: str
    licence_number: str
    licence_valid_from: date
    facts: str
    evidence: tuple[str, ...]
    ground: str
    told_on: date
    statement: str
    reason: str
    citations: tuple[parts.Article, ...]
    hearing_held_on: date | None = None
    is_compensated: bool = False
    compensation: str = ""
    #: A false promise is dealt with as acting without a licence.
    is_unlicensed: bool = False
    unlicensed: str = "未经许可擅自从事职业中介活动"
    unlicensed_citations: tuple[parts.Article, ...] = ()
    when_ended: str = "当事人应当停止相应的经营活动"
    remedies: parts.Remedies = field(default_factory=parts.Remedies)


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The decision."""
    return "set_aside_decision.html", {"paper": snapshots.read(Snapshot, snapshot)}

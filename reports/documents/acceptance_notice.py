"""行政许可申请受理通知书. 《行政许可法》第三十二条: a dated paper with the special seal, at once when accepted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from reports.documents import parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Snapshot(parts.Paper):
    applicant: parts.Party
    #: What was applied for, such as 人力资源服务许可（新设）.
    matter: str
    received_on: date
    #: Silence within five working days counts as acceptance from the day of receipt; then this day is that one.
    accepted_on: date
    due_on: date
    #: The period in words, such as 二十个工作日, and where it stands.
    period: str = ""
    citations: tuple[parts.Article, ...] = ()
    materials: tuple[parts.Material, ...] = ()
    #: The due day rests on a year whose calendar of working days is not announced yet.
    provisional: bool = False


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The notice that starts the clock for everyone to see."""
    return "acceptance_notice.html", {"paper": snapshots.read(Snapshot, snapshot)}

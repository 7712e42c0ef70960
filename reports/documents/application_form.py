"""行政许可申请表 (D-01). 《行政许可法》第二十九条, 第三十一条: what was applied for, and the statement that it is true."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from reports.documents import parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Line:
    """One question and what was answered."""

    label: str
    value: str = ""


@dataclass(frozen=True, kw_only=True)
class Group:
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True)
class Snapshot(parts.Paper):
    applicant: parts.Party
    title: str
    matter: str
    addressed_to: str
    track: str
    received_at: datetime
    groups: tuple[Group, ...]
    materials: tuple[parts.Material, ...] = ()
    signed_by: str = ""


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The form as it was submitted."""
    return "application_form.html", {"paper": snapshots.read(Snapshot, snapshot)}

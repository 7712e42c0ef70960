"""约谈记录, 行政提示书, 行政告诫书. 《北京市优化营商环境条例》第七十二条第二款: soft measures before a penalty."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from reports.documents import parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Snapshot(parts.Paper):
    party: parts.Party
    #: 约谈, 行政提示 or 行政告诫.
    title: str
    held_on: date
    matter: tuple[str, ...]
    demands: tuple[str, ...]
    basis: str
    place: str = ""
    attendants: str = ""
    said: str = ""
    officers: tuple[parts.Officer, ...] = ()


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The paper."""
    return "talk_record.html", {"paper": snapshots.read(Snapshot, snapshot)}

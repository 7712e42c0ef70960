"""致网络主管部门的情况通报函: an account that recruits on a platform and that nobody declared here.

《关于进一步加强人力资源市场规范管理的通知》第一项, known from a summary: the letter informs and asks for nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from reports.documents import parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Snapshot(parts.Paper):
    #: To whom it is sent.
    body: str
    platform: str
    handle: str
    url: str = ""
    seen_on: date
    facts: str
    citations: tuple[parts.Article, ...]


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The letter."""
    return "regulator_letter.html", {"paper": snapshots.read(Snapshot, snapshot)}

"""致网络平台的函: asks a platform to suspend a recruiting account, or tells it that the account may go on.

《关于规范网络平台招聘类信息发布的通知》第一项: the authority has the platform act, and the platform reports what it did. The
letter decides nothing about the firm and says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reports.documents import parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Snapshot(parts.Paper):
    #: suspend or lift.
    act: str
    #: Who runs the platform: to whom the letter goes.
    body: str
    platform: str
    handle: str
    url: str = ""
    #: Number of the declaration in the register.
    account_number: str
    firm: parts.Party
    reason: str
    #: Number of the letter by which the suspension was asked for, where it is lifted.
    earlier: str = ""
    citations: tuple[parts.Article, ...]


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The letter to the platform."""
    return "platform_letter.html", {"paper": snapshots.read(Snapshot, snapshot)}

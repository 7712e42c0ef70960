"""人力资源服务许可证, original and copy. 《人力资源市场暂行条例》第十八条第一款, 人社部发〔2018〕60号.

Both have equal force. The scope reads 职业中介活动; online recruitment is added in brackets behind it
(《网络招聘服务管理规定》第十条), which the template does from `online_recruitment`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from reports.documents import parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Change:
    """An entry on the copy: what was changed, from when."""

    changed_on: date
    item: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Snapshot(parts.Paper):
    #: `address` is the domicile, 住所.
    firm: parts.Party
    valid_from: date
    valid_to: date
    scope: str = "职业中介活动"
    online_recruitment: bool = False
    #: 机构性质: kind of enterprise, as the register has it.
    ownership: str = ""
    #: Places of business other than the domicile.
    premises: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The original, 正本: landscape, to be shown on the wall."""
    return "licence_original.html", {"paper": snapshots.read(Snapshot, snapshot)}


def build_copy(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The copy, 副本: upright, with the page of changes."""
    return "licence_copy.html", {"paper": snapshots.read(Snapshot, snapshot)}

"""人力资源服务许可证, original, copy and electronic (D-10). 《人力资源市场暂行条例》第十八条第一款, 人社部发〔2018〕60号.

All forms have equal force. The scope reads 职业中介活动; online recruitment is added in brackets behind it
(《网络招聘服务管理规定》第十条), which the template does from `online_recruitment`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from reports.documents import parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Change:
    """An entry on the copy: what was changed, from when."""

    changed_on: date
    item: str
    text: str


@dataclass(frozen=True, kw_only=True)
class YearlyReport:
    """An entry on the copy: the report of a year, and what the organ found."""

    year: int
    filed_on: date
    result: str = ""


@dataclass(frozen=True, kw_only=True)
class Licence(parts.Paper):
    """What the licences of both kinds say."""

    TITLE: ClassVar[str]
    NOTES: ClassVar[tuple[str, ...]]

    #: `address` is the domicile, 住所.
    firm: parts.Party
    valid_from: date
    valid_to: date
    #: Places of business other than the domicile.
    premises: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    yearly_reports: tuple[YearlyReport, ...] = ()
    #: Issued in place of another paper: why, and what became of that one.
    reissued: str = ""

    @property
    def fields(self) -> list[tuple[str, str]]:
        """The fields of the form, in their order; the term comes last and is the template's."""
        raise NotImplementedError

    @property
    def is_dense(self) -> bool:
        """Long names and addresses want smaller type."""
        return any(len(value) > 31 for _, value in self.fields)


@dataclass(frozen=True, kw_only=True)
class Snapshot(Licence):
    TITLE = "人力资源服务许可证"
    NOTES = (
        "本证正本与副本、纸质与电子证照具有同等效力。",
        "名称、住所、法定代表人变更或者终止经营活动的，自办理登记之日起十五日内向发证机关书面报告。",
        "有效期届满需要延续的，在届满三十日前向发证机关提出申请。",
    )

    scope: str = "职业中介活动"
    online_recruitment: bool = False
    #: 机构性质: kind of enterprise, as the register has it.
    ownership: str = ""

    @property
    def fields(self) -> list[tuple[str, str]]:
        online = "（开展网络招聘服务）" if self.online_recruitment and "网络招聘" not in self.scope else ""
        listed = [
            ("机构名称", self.firm.name),
            ("统一社会信用代码", self.firm.code),
            ("住所", self.firm.address),
            (self.firm.representative_title, self.firm.representative),
            ("机构性质", self.ownership),
            ("服务范围", self.scope + online),
        ]
        return [(label, value) for label, value in listed if value or label != "机构性质"]


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The original, 正本: landscape, to be shown on the wall."""
    return "licence_original.html", {"paper": snapshots.read(Snapshot, snapshot)}


def build_copy(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The copy, 副本: upright, with the pages of changes and of yearly reports."""
    return "licence_copy.html", {"paper": snapshots.read(Snapshot, snapshot)}


def build_electronic(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The electronic licence, 电子证照: the page of a telephone."""
    return "licence_electronic.html", {"paper": snapshots.read(Snapshot, snapshot)}

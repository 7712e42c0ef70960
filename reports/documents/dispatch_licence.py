"""劳务派遣经营许可证, original, copy and electronic (D-11). 《劳务派遣行政许可实施办法》第十四条.

The form is the Ministry's: name, domicile, legal representative, registered capital, the permitted item, term, number, organ and
day. The term is three years, which the decision computes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from regulation.law import money
from reports.documents import licence, snapshots


@dataclass(frozen=True, kw_only=True)
class Snapshot(licence.Licence):
    TITLE = "劳务派遣经营许可证"
    NOTES = (
        "本证正本与副本具有同等法律效力。",
        "名称、住所、法定代表人或者注册资本等改变的，向许可机关提出变更申请。",
        "有效期届满需要延续的，在届满六十日前向许可机关提出延续书面申请。",
        "不得涂改、倒卖、出租、出借或者以其他形式非法转让。",
    )

    #: In yuan.
    registered_capital: Decimal
    currency: str = "人民币"
    item: str = "劳务派遣"

    @property
    def fields(self) -> list[tuple[str, str]]:
        figure = f"{self.currency}{money.capital(self.registered_capital)}（{money.formatted(self.registered_capital)}）"
        return [
            ("单位名称", self.firm.name),
            ("统一社会信用代码", self.firm.code),
            ("住所", self.firm.address),
            (self.firm.representative_title, self.firm.representative),
            ("注册资本", figure),
            ("许可经营事项", self.item),
        ]


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The original, 正本."""
    return "licence_original.html", {"paper": snapshots.read(Snapshot, snapshot)}


def build_copy(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The copy, 副本."""
    return "licence_copy.html", {"paper": snapshots.read(Snapshot, snapshot)}


def build_electronic(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The electronic form, of equal content."""
    return "licence_electronic.html", {"paper": snapshots.read(Snapshot, snapshot)}

"""The rows of a table by district or by organ, alike in every table. Pure."""

from __future__ import annotations

from regulation.accounts.organs import ORGANS
from reports.statistics.table import Heading

TOTAL = "total"
#: Where the domicile is not stated.
ELSEWHERE = "other"
CITY = Heading(TOTAL, "全市", "Beijing", is_total=True)


def districts() -> tuple[Heading, ...]:
    """The sixteen districts in the order of their codes, and the development area, which is counted in none of them."""
    return tuple(Heading(each.code, each.area, each.area_en) for each in ORGANS if not each.is_municipal)


def organs() -> tuple[Heading, ...]:
    """The municipal bureau and the bureaus of the districts, by the area they stand for."""
    return tuple(
        Heading(each.code, "市级机关" if each.is_municipal else each.area, _organ_en(each.code, each.area_en))
        for each in ORGANS
    )


def _organ_en(code: str, area: str) -> str:
    return "Municipal bureau" if code == "BJ" else area

"""V060 to V062: against last year, and against the habit of rounding. Pure.

V063 is no rule of its own: a firm founded in the year has no last year (`Filing.last_year`).
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from regulation.indicators import catalogue
from regulation.indicators.edits.filing import SOFT, Filing, Finding, Register
from regulation.words import N_

#: Core cells, each with the change below which nobody need explain.
CORE: dict[str, Decimal] = {
    "staff_total": Decimal(10),
    "rev_total": Decimal(500),
    "emp_served": Decimal(200),
    "persons_served": Decimal(1_000),
    "disp_workers": Decimal(100),
}
SHRUNK, GROWN = Decimal("0.5"), Decimal(2)
SAME_CELLS = 8
ROUND_CELLS = 6
_LIST = Register()


@_LIST.rule("V060", SOFT)
def year_on_year(filing: Filing) -> Iterator[Finding]:
    """A core figure halved or doubled, by more than its floor. A mistaken unit is V025's business."""
    for key, floor in CORE.items():
        now, before = filing.number(key), filing.last_year(key)
        if now is None or not before or abs(now - before) <= floor:
            continue
        ratio = now / before
        if SHRUNK <= ratio <= GROWN or ratio > 5_000 or ratio < Decimal("0.0002"):
            continue
        yield Finding(
            "V060",
            SOFT,
            (key,),
            N_("本年%(now)s，上年%(before)s，变动%(change)s%%。请说明原因"),
            {"now": now, "before": before, "change": ((ratio - 1) * 100).quantize(Decimal("0.1"))},
        )


@_LIST.rule("V061", SOFT)
def copied_forward(filing: Filing) -> Iterator[Finding]:
    """Many figures exactly as last year."""
    same = [
        each.key
        for each in catalogue.INDICATORS
        if each.is_number
        and filing.number(each.key)
        and filing.number(each.key) == filing.last_year(each.key)
    ]
    if len(same) >= SAME_CELLS:
        yield Finding(
            "V061",
            SOFT,
            tuple(same),
            N_("有%(n)s项数据与上年完全相同，是否沿用了上年数据"),
            {"n": len(same)},
        )


@_LIST.rule("V062", SOFT)
def heaped_counts(filing: Filing) -> Iterator[Finding]:
    """All counts of some size end in zero."""
    counts = {
        each.key: filing.number(each.key)
        for each in catalogue.INDICATORS
        if each.kind == "count" and (filing.number(each.key) or 0) >= 10
    }
    if len(counts) >= ROUND_CELLS and all(
        number is not None and number % 10 == 0 for number in counts.values()
    ):
        yield Finding(
            "V062",
            SOFT,
            tuple(counts),
            N_("%(n)s项数据全部是整十数，是否为估计数"),
            {"n": len(counts)},
        )


RULES = tuple(_LIST.rules)

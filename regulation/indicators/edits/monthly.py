"""V080 to V088: the monthly form of the monitoring points. Pure. An empty class is nobody."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from decimal import Decimal

from regulation.indicators.edits.filing import HARD, SOFT, Filing, Finding, Register
from regulation.indicators.entries.monthly import (
    CLASSIFICATIONS,
    DEMAND,
    EMPLOYING,
    NEW_OF,
    SEEK,
    TOTAL_OF,
)
from regulation.words import N_

#: Fewer job seekers than this give no ratio: one person more or less would change it too much.
FEWEST_SEEKERS = 30
#: Of the ratio of a point, and of its change from month to month; proposals.
USUAL_RATIO = (Decimal("0.2"), Decimal(5))
USUAL_CHANGE = (Decimal("0.5"), Decimal(2))
#: Monthly pay below this is rather in thousands, above it rather for a year; proposals.
USUAL_PAY = (Decimal(1_000), Decimal(200_000))
_QUARTILES = ("sd_salary_p25", "sd_salary_p50", "sd_salary_p75")
_LIST = Register()


def ratio(demand: Decimal | None, seekers: Decimal | None, least: int = FEWEST_SEEKERS) -> Decimal | None:
    """求人倍率: vacancies per job seeker, both valid in the period; computed, never typed.

    None with fewer than thirty job seekers.
    """
    if demand is None or seekers is None or seekers < least:
        return None
    return demand / seekers


@_LIST.rule("V080", HARD)
def valid_holds_new(filing: Filing) -> Iterator[Finding]:
    """Valid is what was newly registered and what is still open from before, so it is no less than new."""
    for side, new in NEW_OF.items():
        fresh, valid = filing.number(new), filing.number(TOTAL_OF[side])
        if fresh is not None and valid is not None and valid < fresh:
            yield Finding(
                "V080",
                HARD,
                (TOTAL_OF[side], new),
                N_("有效人数%(valid)s少于新增人数%(new)s；有效人数包括新增人数"),
                {"valid": valid, "new": fresh},
                arithmetic=(new,),
            )


@_LIST.rule("V081", HARD)
def classes_add_up(filing: Filing) -> Iterator[Finding]:
    """The classes of every division are all of the valid vacancies, or all of the valid job seekers."""
    for each in CLASSIFICATIONS:
        for side, total_key in TOTAL_OF.items():
            keys = each.cells(side)
            total = filing.number(total_key)
            if not keys or total is None:
                continue
            stated = tuple(key for key in keys if filing.number(key) is not None)
            added = sum((filing.number(key) or Decimal(0) for key in stated), Decimal(0))
            if added != total:
                yield Finding(
                    "V081",
                    HARD,
                    (*(stated or keys)[:1], total_key),
                    N_("各类相加为%(added)s，与总数%(total)s相差%(difference)s"),
                    {"added": added, "total": total, "difference": abs(added - total)},
                    arithmetic=stated,
                )


@_LIST.rule("V082", HARD)
def quartiles_in_order(filing: Filing) -> Iterator[Finding]:
    """A quarter of the posts pays no more than the lower quartile, half no more than the median."""
    known = [(key, number) for key in _QUARTILES if (number := filing.number(key)) is not None]
    for (low_key, low), (high_key, high) in itertools.pairwise(known):
        if low > high:
            yield Finding(
                "V082",
                HARD,
                (high_key, low_key),
                N_("%(high)s低于%(low)s，分位数应当由低到高"),
                {"high": high, "low": low},
            )


@_LIST.rule("V083", HARD)
def duplicates_within_all(filing: Filing) -> Iterator[Finding]:
    """A share of all posts is at most all of them."""
    share = filing.number("sd_dup_rate")
    if share is not None and share > 100:
        yield Finding("V083", HARD, ("sd_dup_rate",), N_("重复率%(share)s超过100%%"), {"share": share})


@_LIST.rule("V084", SOFT)
def ratio_is_usual(filing: Filing) -> Iterator[Finding]:
    """A point with five times as many vacancies as seekers, or a fifth, may have counted one side otherwise."""
    found = ratio(filing.number(TOTAL_OF[DEMAND]), filing.number(TOTAL_OF[SEEK]))
    if found is not None and not USUAL_RATIO[0] <= found <= USUAL_RATIO[1]:
        yield Finding(
            "V084",
            SOFT,
            (TOTAL_OF[DEMAND], TOTAL_OF[SEEK]),
            N_("求人倍率为%(ratio)s，通常在%(low)s到%(high)s之间，请核对两项口径"),
            {"ratio": round(found, 2), "low": USUAL_RATIO[0], "high": USUAL_RATIO[1]},
        )


@_LIST.rule("V085", SOFT)
def month_to_month(filing: Filing) -> Iterator[Finding]:
    """Twice or half of last month's number, from thirty persons on."""
    for key in TOTAL_OF.values():
        now, before = filing.number(key), filing.last_year(key)
        if now is None or before is None or max(now, before) < FEWEST_SEEKERS:
            continue
        if now < before * USUAL_CHANGE[0] or now > before * USUAL_CHANGE[1]:
            yield Finding(
                "V085",
                SOFT,
                (key,),
                N_("上月为%(before)s，本月为%(now)s，变化较大，请说明原因"),
                {"before": before, "now": now},
            )


@_LIST.rule("V086", HARD)
def vacancies_have_employers(filing: Filing) -> Iterator[Finding]:
    """Whoever wants staff is an employer, and one employer has at least one vacancy."""
    for each in CLASSIFICATIONS:
        for wanted_key, employers_key in zip(each.cells(DEMAND), each.cells(EMPLOYING), strict=False):
            wanted, employers = filing.number(wanted_key), filing.number(employers_key)
            if wanted and not employers:
                yield Finding(
                    "V086",
                    HARD,
                    (employers_key, wanted_key),
                    N_("有需求%(wanted)s人，没有招聘单位"),
                    {"wanted": wanted},
                )
            elif employers and employers > (wanted or 0):
                yield Finding(
                    "V086",
                    HARD,
                    (employers_key, wanted_key),
                    N_("招聘单位%(employers)s家，多于需求%(wanted)s人"),
                    {"employers": employers, "wanted": wanted or Decimal(0)},
                )


@_LIST.rule("V087", SOFT)
def pay_is_monthly_yuan(filing: Filing) -> Iterator[Finding]:
    """Thousands of yuan, or yuan a year, typed for yuan a month."""
    median = filing.number("sd_salary_p50")
    if median is not None and not USUAL_PAY[0] <= median <= USUAL_PAY[1]:
        yield Finding(
            "V087",
            SOFT,
            ("sd_salary_p50",),
            N_("月薪中位数为%(median)s元，请确认单位是元/月"),
            {"median": median},
        )


@_LIST.rule("V088", HARD)
def pay_needs_vacancies(filing: Filing) -> Iterator[Finding]:
    """Where nothing is offered no pay is offered."""
    wanted, median = filing.number(TOTAL_OF[DEMAND]), filing.number("sd_salary_p50")
    if wanted == 0 and median:
        yield Finding("V088", HARD, ("sd_salary_p50",), N_("有效需求为零，不应填写招聘薪酬"))


RULES = tuple(_LIST.rules)

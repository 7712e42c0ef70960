"""The statistical returns of the complete years: in time and late, sent back and corrected, and a few that never came."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

from app.demo import return_cells
from app.demo.overlap import Overlap, collected
from regulation.accounts.organs import BY_CODE
from regulation.actor import SYSTEM
from regulation.annual_reports.queries import reports
from regulation.indicators import catalogue, edits
from regulation.indicators.edits.filing import Filing
from regulation.indicators.indicator import FormKind
from regulation.law import beijing
from regulation.surveys import bulk, scoring
from regulation.surveys.queries import scope
from regulation.surveys.status import Status

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from app.demo.invented import Invented
    from app.demo.people import Staff
    from app.demo.years import Years
    from regulation.indicators.edits.filing import Known

LATE, UNIT_ERROR, SENT_BACK, DIFFERS, OUT_OF_SCOPE = 0.12, 0.015, 0.04, 0.03, 0.004
#: How many never answer, by size: nearly all of them are tiny, nobody of the head is.
SILENT = ((4, 0.10), (10, 0.07), (40, 0.03))
#: A cell sent back, and what the reviewer wrote of it.
REASONS = (
    ("persons_served", "与上年相差过大，请核对是否为当年累计人次"),
    ("tax_total", "实缴税金与收入规模不相称，请核对单位"),
    ("premises_area", "请按年末实际使用面积填报"),
    ("staff_qual", "请核对持证人数"),
)
UNIT_WORDS = "疑似以“元”填报，请按“万元”更正"
#: A cell in which the return says something else than the operating report, and why.
DIFFERENCES = (
    ("persons_served", Decimal("1.04"), "统计年报含代理机构转办的人次，经营情况报告不含"),
    ("emp_served", Decimal("0.97"), "经营情况报告包含外埠用人单位，统计口径只含本市"),
    ("staff_qual", Decimal("1.10"), "年报报送后新取得证书的人员计入年末数"),
)
SMALL = (
    "企业改为仅从事其他业务，年内注销人力资源服务项目（演示）",
    "与其他机构合并，数据由合并后机构报送（演示）",
)
MONEY = tuple(
    each.key
    for each in catalogue.INDICATORS
    if each.unit and each.unit.zh == "万元" and FormKind.RETURN in each.forms
)
#: Districts in which one firm has not even begun.
SHOWN, TINY = ("110105", "110108"), 6
#: In yuan: nobody below it is among the largest of a city of some hundred firms.
SMALL_REVENUE = 8_000_000
#: Firms whose register data are read at once.
CHUNK = 1_000
#: Units of a larger city have returns of the latest year alone: it is made to be measured, not read.
LARGEST_WITH_THREE = 30_000


@dataclass(frozen=True, slots=True)
class _Year:
    """What one year's returns are made from."""

    year: int
    last: int
    #: The first day of the round after its last.
    closed: date
    only_main: bool
    in_scope: frozenset[UUID]
    #: Whose figures may be missing.
    small: frozenset[UUID]


async def add_returns(
    city: list[Invented],
    seed: int,
    spared: set[UUID],
    staff: Mapping[str, Staff],
    years: Years,
    *,
    now: datetime,
) -> int:
    """Returns of everybody in the population of the complete years; how many. `spared` firms fill in the latest by hand."""
    few = small(city, date(years.latest, 12, 31))
    plan = [
        _Year(
            year,
            now.year - 1,
            date(year + 1, 3, 1),
            year == years.early,
            frozenset(await scope.firms(date(year, 12, 31))),
            few,
        )
        for year in years.complete
        if year == years.latest or len(city) <= LARGEST_WITH_THREE
    ]
    draw = random.Random(f"{seed}:returns")  # noqa: S311 - a demonstration must be repeatable
    made = 0
    left = set(SHOWN)
    async with Overlap() as overlap:
        for start in range(0, len(city), CHUNK):
            piece = city[start : start + CHUNK]
            known = await reports.register_data_of([firm.id for firm in piece])
            given = await collected(_all(draw, piece, seed, spared, staff, plan, known, left, now))
            made += len(given)
            await overlap.start(partial(bulk.insert, given, actor=SYSTEM, now=now))
    return made


def _all(  # noqa: PLR0917 - what the returns are drawn from
    draw: random.Random,
    city: list[Invented],
    seed: int,
    spared: set[UUID],
    staff: Mapping[str, Staff],
    plan: list[_Year],
    known: dict[UUID, dict[str, Any]],
    left: set[str],
    now: datetime,
) -> Iterator[bulk.Given]:
    for firm in city:
        tardy = draw.random() < LATE
        register = known[firm.id]
        looked = reports.known(register)
        previous: dict[str, Any] | None = None
        for each in plan:
            chance = draw.getrandbits(64)
            if firm.id not in each.in_scope or (firm.id in spared and each is plan[-1]):
                continue
            one = random.Random(chance)  # noqa: S311 - a demonstration must be repeatable
            if each is plan[-1] and firm.area in left and firm.id in each.small and _never_begins(firm):
                left.discard(firm.area)
                continue
            values = return_cells.of(firm, each.year, each.last, seed, only_main=each.only_main)
            yield _return(one, firm, each, values, previous, register, looked, staff, tardy=tardy, now=now)
            previous = values


def _return(  # noqa: PLR0917 - what one return is made from
    draw: random.Random,
    firm: Invented,
    plan: _Year,
    values: dict[str, Any],
    previous: dict[str, Any] | None,
    register: dict[str, Any],
    looked: Known,
    staff: Mapping[str, Staff],
    *,
    tardy: bool,
    now: datetime,
) -> bulk.Given:
    area = BY_CODE[firm.area]
    given = bulk.Given(
        firm_id=firm.id,
        firm_number=register["number"],
        period=str(plan.year),
        organ_id=register["organ_id"],
        district=firm.area,
        status=Status.CITY_PASSED,
        # Of the earliest year an earlier system kept who it was, not what the register said.
        register={key: register[key] for key in ("number", "name", "uscc")} if plan.only_main else register,
    )
    begun = beijing.start_of_day(date(plan.year + 1, 1, 5))
    if not plan.only_main and firm.id in plan.small and draw.random() < OUT_OF_SCOPE:
        return replace(given, status=Status.OUT_OF_SCOPE, outcome_reason=draw.choice(SMALL), started_at=begun)
    if not plan.only_main and _is_silent(draw, firm, plan.small):
        return replace(
            given,
            status=Status.NONRESPONSE,
            outcome_reason="两次书面催报后仍未报送（演示）",
            started_at=begun,
        )
    late = tardy and not firm.rank and draw.random() < 0.9
    at = _filed_at(draw, plan, now, late=late)
    differs = {} if plan.only_main or firm.is_public else _differs(draw, values)
    good = values | {key: int(each["value"]) for key, each in differs.items()}
    versions = _versions(draw, firm, good, plan, at, staff[firm.area], staff["BJ"])
    stored = tuple(
        replace(
            each,
            filed_number="DEMO",
            prepared_by=f"{firm.legal_representative[0]}会计（演示）",
            differs=differs,
            findings=() if plan.only_main else _findings(each.values, plan.year, looked, previous),
        )
        for each in versions
    )
    return replace(
        given,
        number=f"{area.short}统演示〔{plan.year + 1}〕{register['number'][-7:]}号",
        versions=tuple(stored),
        started_at=at - timedelta(days=3),
    )


def _never_begins(firm: Invented) -> bool:
    """A tiny firm of a district on whose desk somebody looks: reminded in vain, and referred to the statistics body."""
    return firm.staff <= TINY and not firm.is_public


def small(city: list[Invented], day: date) -> frozenset[UUID]:
    """Who is not among the largest, whose figures are never estimated, in any of the years, however small the city is.

    Some more than are telephoned are left out: what a firm earns in one year may bring it among those.
    """
    asked = [each for each in city if each.registered and not each.dead]
    asked.sort(key=lambda each: each.revenue, reverse=True)
    large = {each.id for each in asked[: scoring.TOP.on(day) * 5 // 4]}
    return frozenset(
        each.id
        for each in city
        if not each.rank and not each.group and each.revenue < SMALL_REVENUE and each.id not in large
    )


def _is_silent(draw: random.Random, firm: Invented, small: frozenset[UUID]) -> bool:
    chance = draw.random()
    if firm.is_public or firm.id not in small:
        return False
    return any(firm.staff <= most and chance < share for most, share in SILENT)


def _filed_at(draw: random.Random, plan: _Year, now: datetime, *, late: bool) -> datetime:
    first = beijing.start_of_day(date(plan.year + 1, 1, 4))
    days = draw.randint(56, 110) if late else draw.randint(0, 54)
    at = first + timedelta(days=days, hours=draw.randint(9, 18), minutes=draw.randint(0, 59))
    return min(at, now - timedelta(days=9))


def _differs(draw: random.Random, values: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    if draw.random() >= DIFFERS:
        return {}
    key, factor, reason = draw.choice(DIFFERENCES)
    value = values.get(key, 0)
    changed = round(value * factor)
    if changed == value or (key == "staff_qual" and changed > values["staff_total"]):
        return {}
    return {key: {"value": str(changed), "reason": reason}}


def _versions(  # noqa: PLR0917 - what a return's filings are made from
    draw: random.Random,
    firm: Invented,
    values: dict[str, Any],
    plan: _Year,
    at: datetime,
    district: Staff,
    city: Staff,
) -> list[bulk.Version]:
    """One filing that passed, or one sent back and the corrected one."""
    passed = (
        _opinion("district_passed", at + timedelta(days=draw.randint(1, 12), hours=2), district),
        _opinion("city_passed", at + timedelta(days=draw.randint(13, 25), hours=1), city),
    )
    by = firm.legal_representative
    if plan.only_main:
        return [bulk.Version(values, at, by, opinions=())]
    chance = draw.random()
    wrong: dict[str, Any] = {}
    if chance < UNIT_ERROR and not firm.is_public and values["operated"] and not firm.rank:
        marks = {"rev_total": UNIT_WORDS}
        wrong = {key: values[key] * 10_000 for key in MONEY if key in values}
    elif chance < UNIT_ERROR + SENT_BACK:
        key, reason = draw.choice(REASONS)
        if values.get(key):
            marks = {key: reason}
            wrong = {key: values[key] // 2 if isinstance(values[key], int) else values[key] * 3}
    if not wrong:
        return [bulk.Version(values, at, by, opinions=passed)]
    returned = bulk.Opinion(
        "returned",
        at + timedelta(days=1, hours=3),
        district.statistician.name,
        district.statistician.organ_name,
        "请更正标记的指标后重新报送",
        marks,
    )
    again = at + timedelta(days=draw.randint(2, 6))
    later = tuple(replace(each, given_at=each.given_at + timedelta(days=6)) for each in passed)
    return [
        bulk.Version(values | wrong, at, by, opinions=(returned,)),
        bulk.Version(values, again, by, opinions=later),
    ]


def _opinion(outcome: str, at: datetime, staff: Staff) -> bulk.Opinion:
    return bulk.Opinion(outcome, at, staff.statistician.name, staff.statistician.organ_name)


def _findings(
    values: Mapping[str, Any], year: int, looked: Known, previous: dict[str, Any] | None
) -> list[dict[str, Any]]:
    """What the edits said when it was filed, with the respondent's words on each."""
    return [
        {
            "rule": each.rule,
            "version": each.version,
            "level": each.level,
            "cells": list(each.cells),
            "message": each.message,
            "params": {key: str(value) for key, value in each.params.items()},
            "reason": "已核对原始台账，数据属实（演示）",
        }
        for each in edits.soft(edits.examine(Filing(year, values, looked, previous, form=FormKind.RETURN)))
    ]

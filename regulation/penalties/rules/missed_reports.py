"""A report that was not filed: what an order says of it, and how order and report find each other. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from regulation.indicators.indicator import FormKind
from regulation.law.citation import HRM_REGULATIONS, ORDER_19, PENALTY_LAW
from regulation.law.coverage import rule
from regulation.words import N_

#: Which conduct a missed report is.
VIOLATION_OF: dict[FormKind, str] = {FormKind.OPERATING: "V-06", FormKind.DISPATCH: "V-33"}
_WORD: dict[FormKind, str] = {FormKind.OPERATING: "年报", FormKind.DISPATCH: "派报"}
_REPORT: dict[FormKind, str] = {
    FormKind.OPERATING: "经营情况年度报告",
    FormKind.DISPATCH: "劳务派遣经营情况报告",
}
_DUTY: dict[FormKind, str] = {
    FormKind.OPERATING: HRM_REGULATIONS.article(36).zh,
    FormKind.DISPATCH: ORDER_19.article(22).zh,
}
_REPORT_EN: dict[FormKind, str] = {
    FormKind.OPERATING: "annual report on operations",
    FormKind.DISPATCH: "report on labour dispatch",
}
_DUTY_EN: dict[FormKind, str] = {
    FormKind.OPERATING: HRM_REGULATIONS.article(36).en,
    FormKind.DISPATCH: ORDER_19.article(22).en,
}
#: The registrations of `Known` in English.
_HELD_EN = {
    "人力资源服务许可": "a licence for human-resources services",
    "劳务派遣经营许可": "a licence for labour dispatch",
    "人力资源服务备案": "a filing of human-resources services",
    "分支机构书面报告": "a written report of a branch",
}
_SOURCE = re.compile(r"(年报|派报)〔(\d{4})〕(\S+)")


def source_number(kind: FormKind, year: int, firm_number: str) -> str:
    """How an order names the report it comes from: one report, one name."""
    return f"{_WORD[kind]}〔{year}〕{firm_number}"


@dataclass(frozen=True, slots=True)
class Missed:
    """The report that an order comes from."""

    kind: FormKind
    year: int
    firm_number: str


def missed(source: str) -> Missed | None:
    """Read a source number back; None where it names no report."""
    found = _SOURCE.fullmatch(source)
    if found is None:
        return None
    kind = next(kind for kind, word in _WORD.items() if word == found[1])
    return Missed(kind, int(found[2]), found[3])


@dataclass(frozen=True, slots=True)
class Known:
    """What the record says of a missed report."""

    kind: FormKind
    year: int
    reference_day: date
    opens_on: date
    closes_on: date
    notice: str
    registrations: tuple[str, ...]
    reminded_on: tuple[date, ...] = ()


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


@rule(HRM_REGULATIONS.article(36), HRM_REGULATIONS.article(44), ORDER_19.article(22), PENALTY_LAW.article(40))
def facts(known: Known, today: date) -> str:
    """The facts as the order states them, each of them on record: the duty, the period, the reminders, the silence."""
    held = "、".join(known.registrations)
    reminded = (
        f"本机关于{'、'.join(_day(each) for each in known.reminded_on)}提醒当事人报送。"
        if known.reminded_on
        else ""
    )
    return (
        f"当事人{_day(known.reference_day)}持有{held}，依照{_DUTY[known.kind]}应当报送{known.year}年度{_REPORT[known.kind]}。"
        f"报送期限为{_day(known.opens_on)}至{_day(known.closes_on)}（{known.notice}）。{reminded}"
        f"截至{_day(today)}，当事人没有报送。"
    )


def demand(kind: FormKind, year: int) -> str:
    """What the order asks for."""
    return f"报送{year}年度{_REPORT[kind]}"


def _day_en(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def facts_in_english(known: Known, today: date) -> str:
    """The same facts in English, sentence by sentence, for a party that asked for it."""
    held = " and ".join(_HELD_EN[each] for each in known.registrations)
    reminded = (
        f" This authority reminded it on {', '.join(_day_en(each) for each in known.reminded_on)}."
        if known.reminded_on
        else ""
    )
    return (
        f"On {_day_en(known.reference_day)} the party held {held}; under {_DUTY_EN[known.kind]} it had to file the "
        f"{_REPORT_EN[known.kind]} for {known.year}. The time for it ran from {_day_en(known.opens_on)} to "
        f"{_day_en(known.closes_on)} ({known.notice}).{reminded} By {_day_en(today)} the party had not filed it."
    )


def demand_in_english(kind: FormKind, year: int) -> str:
    """What the order asks for, in English."""
    return f"File the {_REPORT_EN[kind]} for {year}"


#: Why a firm of a list gets no order.
ALREADY_ORDERED = N_("该报告已经责令改正，指令书%(number)s")
FILED_MEANWHILE = N_("当事人已经报送，或者不再应当报送")
NOT_OVER = N_("报送期限还没有截止，不能责令改正")

"""Numbers and days of the dispatch licence, 《劳务派遣行政许可实施办法》: periods, term, renewal, what it is called."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from regulation.law.citation import LABOUR_CONTRACT_LAW, LICENSING_LAW, ORDER_19
from regulation.law.coverage import rule
from regulation.law.dated import DatedValue, Since
from regulation.law.money import yuan
from regulation.law.period import Due, Period, Roll, Unit, add_months
from regulation.licensing.rules.deadlines import ACCEPTANCE, DECISION, RECEIPT, WORKING
from regulation.licensing.rules.numbers import digits_of
from regulation.words import N_

if TYPE_CHECKING:
    from decimal import Decimal

    from regulation.law.calendar import WorkCalendar

IN_FORCE = date(2013, 7, 1)

LEAST_CAPITAL = DatedValue(
    "licensing.dispatch_least_capital",
    N_("经营劳务派遣业务的最低注册资本（元）"),
    (Since(IN_FORCE, yuan(2_000_000), LABOUR_CONTRACT_LAW.article(57)),),
)


@rule(LABOUR_CONTRACT_LAW.article(57), ORDER_19.article(7))
def has_enough_capital(capital: Decimal, on: date) -> bool:
    """The registered capital is at least two million yuan."""
    return capital >= LEAST_CAPITAL.on(on)


DECISION_DAYS = DatedValue(
    "licensing.dispatch_decision",
    N_("劳务派遣行政许可决定期限（自受理起）"),
    (
        Since(
            IN_FORCE, Period(20, WORKING, ACCEPTANCE, Roll.NONE, ORDER_19.article(12)), ORDER_19.article(12)
        ),
    ),
)
EXTENSION = DatedValue(
    "licensing.dispatch_extension",
    N_("劳务派遣行政许可经负责人批准可以延长的期限"),
    (
        Since(
            IN_FORCE, Period(30, WORKING, ACCEPTANCE, Roll.NONE, ORDER_19.article(12)), ORDER_19.article(12)
        ),
    ),
)
COLLECTION = DatedValue(
    "licensing.dispatch_collection",
    N_("通知申请人领取劳务派遣经营许可证的期限"),
    (
        Since(
            IN_FORCE,
            Period(5, WORKING, DECISION, Roll.NONE, ORDER_19.article(13)),
            ORDER_19.article(13),
            note=N_("短于《行政许可法》第四十四条的十个工作日"),
        ),
    ),
)
CHANGE_DAYS = DatedValue(
    "licensing.dispatch_change",
    N_("劳务派遣经营许可变更决定期限（自收到申请起）"),
    (
        Since(
            IN_FORCE,
            Period(
                10,
                WORKING,
                RECEIPT,
                Roll.NONE,
                ORDER_19.article(16),
                provisional_note=N_("第十六条依据转述，未核对原文；补正期间是否计入，待确认，此处不计入"),
            ),
            ORDER_19.article(16),
            doubt=N_("第十六条依据转述，未核对原文"),
        ),
    ),
)


@rule(ORDER_19.article(12))
def decision_due(accepted_on: date, calendar: WorkCalendar, *, extended: bool = False) -> Due:
    """The organ decides within twenty working days of acceptance; its head may add ten, with reasons told."""
    value = EXTENSION if extended else DECISION_DAYS
    return value.on(accepted_on).due(accepted_on, calendar)


@rule(ORDER_19.article(13))
def collection_due(decided_on: date, calendar: WorkCalendar) -> Due:
    """The applicant is told to collect the licence within five working days of the decision."""
    return COLLECTION.on(decided_on).due(decided_on, calendar)


@rule(ORDER_19.article(16))
def change_due(received_on: date, calendar: WorkCalendar) -> Due:
    """A change is decided within ten working days of receiving the application."""
    return CHANGE_DAYS.on(received_on).due(received_on, calendar)


TERM_YEARS = DatedValue(
    "licensing.dispatch_term_years",
    N_("劳务派遣经营许可证有效期（年）"),
    (Since(IN_FORCE, 3, ORDER_19.article(14)),),
)


@rule(ORDER_19.article(14))
def valid_to(valid_from: date) -> date:
    """The licence is valid for three years.

    Reading: the last day is the day before the third anniversary: 2026-11-22 to 2029-11-21. A term that
    begins on 29 February ends on 28 February, which leaves no day out and counts none twice.
    """
    anniversary = add_months(valid_from, 12 * TERM_YEARS.on(valid_from))
    return anniversary if anniversary.day != valid_from.day else date.fromordinal(anniversary.toordinal() - 1)


RENEWAL_REQUEST = DatedValue(
    "licensing.dispatch_renewal_request",
    N_("申请延续劳务派遣经营许可的期限"),
    (
        Since(
            IN_FORCE,
            Period(60, Unit.CALENDAR_DAYS, N_("许可有效期届满"), Roll.NONE, ORDER_19.article(18)),
            ORDER_19.article(18),
            note=N_("逾期提出延续申请的，按照新申请经营许可办理"),
        ),
    ),
)


@rule(ORDER_19.article(18), LICENSING_LAW.article(50, 1))
def renewal_asked_by(valid_until: date, calendar: WorkCalendar) -> date:
    """Last day on which renewal is asked for in time: sixty calendar days before the term ends."""
    return RENEWAL_REQUEST.on(valid_until).last_day_before(valid_until, calendar)


LICENCE_NUMBER = DatedValue(
    "licensing.dispatch_licence_number",
    N_("劳务派遣经营许可证编号格式"),
    (
        Since(
            IN_FORCE,
            "（京）劳派证字〔{year}〕第{area}{serial:04d}号",
            ORDER_19.article(14),
            doubt=N_("北京劳务派遣经营许可证的编号格式未见原文，暂仿人力资源服务许可证编号"),
        ),
    ),
)


@rule(ORDER_19.article(14))
def licence_number(organ_code: str, year: int, serial: int) -> str:
    """The licence's own number: year, issuing organ, and its serial number within the year."""
    pattern = LICENCE_NUMBER.on(date(year, 12, 31))
    return pattern.format(year=year, area=digits_of(organ_code), serial=serial)

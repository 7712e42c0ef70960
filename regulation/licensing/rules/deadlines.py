"""Periods of the licensing procedure, in the order in which they begin."""

from __future__ import annotations

from datetime import date

from regulation.law.calendar import WorkCalendar
from regulation.law.citation import (
    BEIJING_COMMITMENT_NOTICE,
    COMMITMENT_OPINIONS,
    DOUBLE_PUBLICITY_GUIDANCE,
    HRM_REGULATIONS,
    LICENCE_NOTICE_2018,
    LICENSING_LAW,
)
from regulation.law.coverage import rule
from regulation.law.dated import DatedValue, Since
from regulation.law.period import Due, Period, Roll, Unit, add_months
from regulation.words import N_

WORKING = Unit.WORKING_DAYS
RECEIPT, ACCEPTANCE, DECISION = N_("收到申请"), N_("受理"), N_("作出决定")

# --- 《行政许可法》第三十二条 ---------------------------------------------------------------------

TRIAGE = DatedValue(
    "licensing.triage",
    N_("一次告知补正的期限"),
    (
        Since(
            date(2004, 7, 1),
            Period(5, WORKING, RECEIPT, Roll.NONE, LICENSING_LAW.article(32, 1, 4)),
            LICENSING_LAW.article(32, 1, 4),
            note=N_("逾期不告知的，自收到申请材料之日起即为受理"),
        ),
    ),
)


@rule(LICENSING_LAW.article(32, 1, 4), LICENSING_LAW.article(82))
def triage_due(received_on: date, calendar: WorkCalendar) -> Due:
    """All that is missing is told once, on the spot or within five working days of receipt."""
    return TRIAGE.on(received_on).due(received_on, calendar)


@rule(LICENSING_LAW.article(32, 1, 4))
def is_accepted_by_silence(due: Due, today: date) -> bool:
    """Five working days without a word: the application is accepted, as from the day it was received.

    Reading: while the applicant corrects on the spot what it was let correct the days stand still; they do not begin anew, so
    that corrections asked for one after another do not put off the acceptance.
    """
    return due.paused_since is None and today > due.due_on


# --- 《人力资源市场暂行条例》第十九条 and 《行政许可法》第四十二条 -------------------------------------

DECISION_AFTER_RECEIPT = DatedValue(
    "licensing.decision_after_receipt",
    N_("人力资源服务许可决定期限（自收到申请起）"),
    (
        Since(
            date(2018, 10, 1),
            Period(
                20,
                WORKING,
                RECEIPT,
                Roll.NONE,
                HRM_REGULATIONS.article(19),
                provisional_note=N_(
                    "条例只写“20日”，是工作日还是自然日、补正期间是否计入，待确认；此处按工作日计算"
                ),
            ),
            HRM_REGULATIONS.article(19),
            doubt=N_("条例自收到申请起算，行政许可法自受理起算；两个期限并行，以先届满的提醒"),
        ),
    ),
)
DECISION_AFTER_ACCEPTANCE = DatedValue(
    "licensing.decision_after_acceptance",
    N_("行政许可决定期限（自受理起）"),
    (
        Since(
            date(2004, 7, 1),
            Period(20, WORKING, ACCEPTANCE, Roll.NONE, LICENSING_LAW.article(42, 1)),
            LICENSING_LAW.article(42, 1),
        ),
    ),
)
EXTENSION = DatedValue(
    "licensing.extension",
    N_("经负责人批准可以延长的期限"),
    (
        Since(
            date(2004, 7, 1),
            Period(
                30,
                WORKING,
                ACCEPTANCE,
                Roll.NONE,
                LICENSING_LAW.article(42, 1),
                provisional_note=N_(
                    "二十个工作日加延长的十个工作日；条例第十九条没有规定延长，其期限照常显示"
                ),
            ),
            LICENSING_LAW.article(42, 1),
            doubt=N_("条例对决定期限另有规定，能否适用行政许可法的延长，待确认"),
        ),
    ),
)
ON_THE_SPOT = DatedValue(
    "licensing.on_the_spot",
    N_("告知承诺当场决定"),
    (
        Since(
            date(2020, 10, 27),
            Period(
                1,
                Unit.CALENDAR_DAYS,
                ACCEPTANCE,
                Roll.NONE,
                COMMITMENT_OPINIONS.whole(),
                start_counts=True,
                provisional_note=N_("形式审查合格的当场作出决定；“当场”按受理当日计算"),
            ),
            COMMITMENT_OPINIONS.whole(),
        ),
    ),
)


#: Working days after acceptance within which an office promises to decide; 0: it promises nothing.
PROMISED = DatedValue(
    "licensing.promised_days",
    N_("承诺时限（自受理起）"),
    (
        Since(
            date(2018, 10, 1),
            0,
            LICENSING_LAW.article(42, 1),
            doubt=N_("没有见到本机关公布的承诺时限；公布后以文件登记，与法定期限分别计算"),
        ),
    ),
)


@rule(LICENSING_LAW.article(42, 1))
def promised(days: int) -> Period | None:
    """What the office promised, as a period of its own beside the statutory ones; None where it promised nothing."""
    if days < 1:
        return None
    return Period(
        days,
        WORKING,
        ACCEPTANCE,
        Roll.NONE,
        LICENSING_LAW.article(42, 1),
        provisional_note=N_("本机关承诺的期限，短于法定期限；逾期不影响法定期限的计算"),
    )


@rule(HRM_REGULATIONS.article(19), LICENSING_LAW.article(82))
def decision_due_by_regulations(received_on: date, calendar: WorkCalendar) -> Due:
    """The organ decides within twenty days of receiving the application.

    Reading: counted in working days (《行政许可法》第八十二条); the day of receipt is not counted.
    """
    return DECISION_AFTER_RECEIPT.on(received_on).due(received_on, calendar)


@rule(LICENSING_LAW.article(42, 1))
def decision_due_by_law(accepted_on: date, calendar: WorkCalendar, *, extended: bool = False) -> Due:
    """The organ decides within twenty working days of acceptance; its head may add ten, once, with reasons told."""
    value = EXTENSION if extended else DECISION_AFTER_ACCEPTANCE
    return value.on(accepted_on).due(accepted_on, calendar)


@rule(COMMITMENT_OPINIONS.whole())
def commitment_decision_due(accepted_on: date, calendar: WorkCalendar) -> Due:
    """On the commitment track the decision is made on the spot once the form is in order."""
    return ON_THE_SPOT.on(accepted_on).due(accepted_on, calendar)


# --- 《行政许可法》第四十四条 ---------------------------------------------------------------------

DELIVERY = DatedValue(
    "licensing.delivery",
    N_("颁发、送达许可证的期限"),
    (
        Since(
            date(2004, 7, 1),
            Period(10, WORKING, DECISION, Roll.NONE, LICENSING_LAW.article(44)),
            LICENSING_LAW.article(44),
        ),
    ),
)


@rule(LICENSING_LAW.article(44))
def delivery_due(decided_on: date, calendar: WorkCalendar) -> Due:
    """The licence is issued and served within ten working days of the decision."""
    return DELIVERY.on(decided_on).due(decided_on, calendar)


# --- 发改办财金〔2018〕424号 ------------------------------------------------------------------------

PUBLICATION = DatedValue(
    "licensing.publication",
    N_("许可决定公示期限"),
    (
        Since(
            date(2018, 7, 25),
            Period(7, WORKING, DECISION, Roll.NONE, DOUBLE_PUBLICITY_GUIDANCE.whole()),
            DOUBLE_PUBLICITY_GUIDANCE.whole(),
        ),
    ),
)


@rule(DOUBLE_PUBLICITY_GUIDANCE.whole(), HRM_REGULATIONS.article(22), LICENSING_LAW.article(40))
def publication_due(decided_on: date, calendar: WorkCalendar) -> Due:
    """A licence decision is online within seven working days of being made."""
    return PUBLICATION.on(decided_on).due(decided_on, calendar)


# --- 人社部发〔2018〕60号 ---------------------------------------------------------------------------

TERM_YEARS = DatedValue(
    "licensing.term_years",
    N_("人力资源服务许可证有效期（年）"),
    (
        Since(
            date(2018, 10, 1),
            5,
            LICENCE_NOTICE_2018.whole(),
            doubt=N_("五年依通知；个别地方与营业执照期限一致，北京现行做法待确认"),
        ),
    ),
)


@rule(LICENCE_NOTICE_2018.whole())
def valid_to(valid_from: date) -> date:
    """The licence is valid for five years from its issue.

    Reading: the last day is the day before the fifth anniversary: 2026-11-22 to 2031-11-21.
    """
    anniversary = add_months(valid_from, 12 * TERM_YEARS.on(valid_from))
    return anniversary if anniversary.day != valid_from.day else date.fromordinal(anniversary.toordinal() - 1)


@rule(LICENSING_LAW.article(50, 1), LICENSING_LAW.article(70, item=1))
def has_expired(valid_until: date | None, today: date, *, renewal_pending: bool) -> bool:
    """A licence ends with its term, unless a renewal asked for in time is still undecided: then silence renews."""
    return valid_until is not None and today > valid_until and not renewal_pending


# --- Beijing: checks after a promise ----------------------------------------------------------------

COMMITMENT_CHECK = DatedValue(
    "licensing.commitment_check",
    N_("履诺检查期限"),
    (
        Since(
            date(2022, 1, 1),
            Period(
                3,
                Unit.MONTHS,
                DECISION,
                Roll.NONE,
                BEIJING_COMMITMENT_NOTICE.part("第一项", "item 1"),
                provisional_note=N_("北京为作出决定后三个月内；其他地方有一个月的，属地方规定"),
            ),
            BEIJING_COMMITMENT_NOTICE.part("第一项", "item 1"),
            doubt=N_("通知的施行日期未见，暂自2022年起适用"),
        ),
    ),
)


@rule(BEIJING_COMMITMENT_NOTICE.part("第一项", "item 1"))
def commitment_check_due(decided_on: date, calendar: WorkCalendar) -> Due:
    """Whether the promise is kept is checked within three months of the decision."""
    return COMMITMENT_CHECK.on(decided_on).due(decided_on, calendar)


CHECK_AFTER_REPORT = DatedValue(
    "licensing.check_after_report",
    N_("受理举报后的履诺检查期限"),
    (
        Since(
            date(2022, 1, 1),
            Period(
                15,
                WORKING,
                N_("受理举报"),
                Roll.NONE,
                BEIJING_COMMITMENT_NOTICE.part("第一项", "item 1"),
            ),
            BEIJING_COMMITMENT_NOTICE.part("第一项", "item 1"),
            doubt=N_("通知的施行日期未见，暂自2022年起适用"),
        ),
    ),
)


@rule(BEIJING_COMMITMENT_NOTICE.part("第一项", "item 1"))
def check_after_report_due(accepted_on: date, calendar: WorkCalendar) -> Due:
    """A report about the firm brings the check forward: within fifteen working days of its acceptance."""
    return CHECK_AFTER_REPORT.on(accepted_on).due(accepted_on, calendar)


# --- 《行政许可法》第五十条: renewal -----------------------------------------------------------------------

RENEWAL_REQUEST = DatedValue(
    "licensing.renewal_request",
    N_("申请延续的期限"),
    (
        Since(
            date(2004, 7, 1),
            Period(30, Unit.CALENDAR_DAYS, N_("许可有效期届满"), Roll.NONE, LICENSING_LAW.article(50, 1)),
            LICENSING_LAW.article(50, 1),
        ),
    ),
)


@rule(LICENSING_LAW.article(50, 1))
def renewal_asked_by(valid_until: date, calendar: WorkCalendar) -> date:
    """Last day on which renewal is asked for in time: thirty days before the term ends.

    Reading: calendar days, because article 82 counts in working days only what the organ has to do.
    """
    return RENEWAL_REQUEST.on(valid_until).last_day_before(valid_until, calendar)

"""Every period of an order and of a case."""

from datetime import date

from regulation.law.citation import (
    DOUBLE_PUBLICITY_GUIDANCE,
    HRM_REGULATIONS,
    LABOUR_SUPERVISION_REGULATIONS,
    LABOUR_SUPERVISION_RULES,
    LITIGATION_LAW,
    PENALTY_LAW,
    RECONSIDERATION_LAW,
)
from regulation.law.coverage import rule
from regulation.law.dated import DatedValue, Since
from regulation.law.period import Period, Roll, Unit, add_months
from regulation.words import N_

# --- order to correct -------------------------------------------------------------------------------

#: Days that an order gives when the official names none. The law sets no number.
CORRECTION_DAYS = DatedValue(
    "penalties.correction_days",
    N_("责令改正的期限（日）"),
    (
        Since(
            date(2018, 10, 1),
            15,
            HRM_REGULATIONS.article(44),
            doubt=N_("条文没有规定改正期限的长短，天数为系统配置，由执法机关按个案确定"),
        ),
    ),
)
#: An order must leave time to obey, and must not put the matter off without end.
LONGEST_CORRECTION = DatedValue(
    "penalties.longest_correction_days",
    N_("责令改正期限的上限（日）"),
    (
        Since(
            date(2018, 10, 1),
            90,
            HRM_REGULATIONS.article(44),
            doubt=N_("条文没有规定上限，天数为系统配置"),
        ),
    ),
)


def correction(days: int) -> Period:
    """The time that one order gives, from its service."""
    return Period(
        days, Unit.CALENDAR_DAYS, N_("责令改正指令书载明的期限"), Roll.NONE, HRM_REGULATIONS.article(44)
    )


#: How soon after the last day of an order it is looked into; our own rule, so that refusals do not lie about.
RECHECK = Period(
    10,
    Unit.WORKING_DAYS,
    N_("改正期限届满"),
    Roll.NONE,
    LABOUR_SUPERVISION_REGULATIONS.article(18),
    provisional_note=N_("复查期限没有规定，天数为系统配置"),
)

#: The copy of an order on the spot is filed with the organ; the text says days, not working days.
SPOT_FILING = Period(
    2, Unit.CALENDAR_DAYS, N_("当场作出文书"), Roll.NONE, LABOUR_SUPERVISION_RULES.article(32)
)

# --- 《行政处罚法》第三十六条: limitation --------------------------------------------------------------

LIMITATION_YEARS = DatedValue(
    "penalties.limitation_years",
    N_("行政处罚的追责期限（年）：一般，涉及公民生命健康、金融安全且有危害后果"),
    (Since(date(2021, 7, 15), (2, 5), PENALTY_LAW.article(36)),),
)


@rule(PENALTY_LAW.article(36))
def is_time_barred(act_ended_on: date, discovered_on: date, *, harmful: bool) -> bool:
    """No penalty for a breach not discovered within two years, five where life, health or finances were harmed.

    Counted from the day of the act; for a continuing act from the day it ended. Reading: the five years are of the
    law of 2021; what was out of time before it came into force stays so.
    """
    since = LIMITATION_YEARS.values[0].in_force_from
    ordinary, longer = LIMITATION_YEARS.on(max(discovered_on, since))
    if add_months(act_ended_on, 12 * ordinary) < min(discovered_on, since):
        return True
    return add_months(act_ended_on, 12 * (longer if harmful else ordinary)) < discovered_on


# --- 第四十四条, 第四十五条, 第六十四条: notice, statement, hearing ------------------------------------

#: The law names no number for statement and defence; five working days as for asking for a hearing.
STATEMENT = Period(
    5,
    Unit.WORKING_DAYS,
    N_("收到行政处罚事先告知书"),
    Roll.NONE,
    PENALTY_LAW.article(45),
    provisional_note=N_("法律没有规定陈述申辩的天数，五个工作日为系统配置"),
)
HEARING_REQUEST = Period(
    5, Unit.WORKING_DAYS, N_("收到行政处罚事先告知书"), Roll.NONE, PENALTY_LAW.article(64, 1, 1)
)
#: Time and place are told seven working days before the hearing.
HEARING_NOTICE = Period(
    7, Unit.WORKING_DAYS, N_("通知听证时间和地点"), Roll.NONE, PENALTY_LAW.article(64, 1, 2)
)

#: What becomes of evidence kept by registration; days, which the law counts as working days.
PRESERVATION = Period(7, Unit.WORKING_DAYS, N_("先行登记保存"), Roll.NONE, PENALTY_LAW.article(56))

# --- 第六十条, 《劳动保障监察条例》第十七条: time to decide ---------------------------------------------

DECISION = Period(90, Unit.CALENDAR_DAYS, N_("立案"), Roll.NONE, PENALTY_LAW.article(60))
#: A case that came back from the police or another body.
DECISION_AFTER_RETURN = Period(
    90,
    Unit.CALENDAR_DAYS,
    N_("收到退回的案件"),
    Roll.NONE,
    PENALTY_LAW.article(60),
    provisional_note=N_("法律没有规定退回后的办案期限，自收到退回之日起重新计算为系统配置"),
)
INVESTIGATION = Period(
    60, Unit.WORKING_DAYS, N_("立案"), Roll.NONE, LABOUR_SUPERVISION_REGULATIONS.article(17)
)
INVESTIGATION_AFTER_RETURN = Period(
    60,
    Unit.WORKING_DAYS,
    N_("收到退回的案件"),
    Roll.NONE,
    LABOUR_SUPERVISION_REGULATIONS.article(17),
    provisional_note=N_("法律没有规定退回后的办案期限，自收到退回之日起重新计算为系统配置"),
)
EXTENDED_INVESTIGATION = Period(
    90,
    Unit.WORKING_DAYS,
    N_("立案（经批准延长三十个工作日）"),
    Roll.NONE,
    LABOUR_SUPERVISION_REGULATIONS.article(17),
)
#: Labour supervision: decide within fifteen working days of the end of the investigation.
AFTER_INVESTIGATION = Period(
    15,
    Unit.WORKING_DAYS,
    N_("调查终结"),
    Roll.NONE,
    LABOUR_SUPERVISION_RULES.whole(),
    provisional_note=N_("据转述，待核对原文"),
)


@rule(PENALTY_LAW.article(60), LABOUR_SUPERVISION_REGULATIONS.article(17))
def time_to_handle(*, by_labour_supervision: bool, is_returned: bool = False) -> Period:
    """The time of a case: ninety days, 法律、法规、规章另有规定的，从其规定.

    The regulations on labour supervision provide otherwise: sixty working days to investigate (which the head may
    extend by thirty), and fifteen from the end of the investigation to decide. Which procedure a matter of the human
    resources market takes is chosen when the case is proposed: the city's rule on it is not known (doubt F-13).
    """
    if by_labour_supervision:
        return INVESTIGATION_AFTER_RETURN if is_returned else INVESTIGATION
    return DECISION_AFTER_RETURN if is_returned else DECISION


# --- 第六十一条, 第六十七条, publicity, remedies ------------------------------------------------------------

SERVICE = Period(7, Unit.WORKING_DAYS, N_("作出处罚决定"), Roll.NONE, PENALTY_LAW.article(61, 1))
PAYMENT = Period(
    15, Unit.CALENDAR_DAYS, N_("收到处罚决定书"), Roll.NEXT_WORKING_DAY, PENALTY_LAW.article(67, 3)
)
PUBLICITY = Period(7, Unit.WORKING_DAYS, N_("作出处罚决定"), Roll.NONE, DOUBLE_PUBLICITY_GUIDANCE.whole())
RECONSIDERATION = Period(
    60,
    Unit.CALENDAR_DAYS,
    N_("收到处罚决定书"),
    Roll.NEXT_WORKING_DAY,
    RECONSIDERATION_LAW.article(20),
)
LITIGATION = Period(6, Unit.MONTHS, N_("收到处罚决定书"), Roll.NEXT_WORKING_DAY, LITIGATION_LAW.article(46))

#: 第四十八条第二款, 第八十五条: three working days to withdraw what was published, and to say why.
WITHDRAWAL = Period(
    3, Unit.WORKING_DAYS, N_("处罚决定被变更、撤销或者确认违法"), Roll.NONE, PENALTY_LAW.article(48, 2)
)

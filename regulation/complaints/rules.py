"""What the law says about receiving, accepting and investigating complaints."""

from datetime import date

from regulation.law.citation import (
    BEIJING_BUSINESS_ENVIRONMENT,
    LABOUR_SUPERVISION_REGULATIONS,
    LABOUR_SUPERVISION_RULES,
)
from regulation.law.coverage import rule
from regulation.law.dated import DatedValue, Since
from regulation.law.period import Period, Roll, Unit, add_months
from regulation.words import N_

_HOTLINE_DOUBT = N_("12345的办理时限没有取得全文；暂按五个工作日提醒，机关可以用文件另定")

# --- 《关于实施〈劳动保障监察条例〉若干规定》第十八条: acceptance -----------------------------------

#: A complaint that meets the tests is accepted within five working days of receipt.
ACCEPTANCE = Period(5, Unit.WORKING_DAYS, N_("收到投诉"), Roll.NONE, LABOUR_SUPERVISION_RULES.article(18))
#: For a report by anyone the law names no number of days.
TIP_ACCEPTANCE = Period(
    5,
    Unit.WORKING_DAYS,
    N_("收到举报"),
    Roll.NONE,
    LABOUR_SUPERVISION_RULES.article(18),
    provisional_note=N_("对举报没有规定受理期限，参照投诉的五个工作日办理"),
)
#: Years after which a breach is no longer looked into.
LIMITATION_YEARS = DatedValue(
    "complaints.limitation_years",
    N_("投诉的时效（年）"),
    (Since(date(2004, 12, 1), 2, LABOUR_SUPERVISION_REGULATIONS.article(20)),),
)
#: The line has its own time beside the law's. Its rules were not read.
HOTLINE: DatedValue[Period] = DatedValue(
    "complaints.hotline",
    N_("12345工单的办理期限"),
    (
        Since(
            date(2024, 11, 29),
            Period(
                5,
                Unit.WORKING_DAYS,
                N_("12345工单日期"),
                Roll.NONE,
                BEIJING_BUSINESS_ENVIRONMENT.article(53),
                provisional_note=_HOTLINE_DOUBT,
            ),
            BEIJING_BUSINESS_ENVIRONMENT.article(53),
            doubt=_HOTLINE_DOUBT,
        ),
    ),
)
#: So many matters of one writer within so many months are pointed out. The register's own numbers: no article has any.
PATTERN_MATTERS, PATTERN_MONTHS = 5, 12
#: Persons who speak for all where several complain together.
MOST_REPRESENTATIVES = 5
#: The longest time for adding something that a clerk may give, in working days: the text we know gives none.
LONGEST_SUPPLEMENT = 30


def supplement_period(days: int) -> Period:
    """The time that the clerk gives. The known text asks to tell what to add and names no number of days."""
    return Period(
        days,
        Unit.WORKING_DAYS,
        N_("告知补正"),
        Roll.NONE,
        LABOUR_SUPERVISION_RULES.article(18),
        provisional_note=N_("补正期限由承办人员指定，已知条文没有规定天数"),
    )


# --- 《劳动保障监察条例》第十七条: investigation ----------------------------------------------------

#: From the day the matter is opened, which is the day of acceptance.
INVESTIGATION = Period(
    60, Unit.WORKING_DAYS, N_("受理立案"), Roll.NONE, LABOUR_SUPERVISION_REGULATIONS.article(17)
)
#: With the approval of the organ's head, thirty working days more.
EXTENDED_INVESTIGATION = Period(
    90,
    Unit.WORKING_DAYS,
    N_("受理立案（经批准延长三十个工作日）"),
    Roll.NONE,
    LABOUR_SUPERVISION_REGULATIONS.article(17),
)


def acceptance_period(*, is_complaint: bool) -> Period:
    """The time in which a clerk must say whether the matter is accepted."""
    return ACCEPTANCE if is_complaint else TIP_ACCEPTANCE


@rule(LABOUR_SUPERVISION_REGULATIONS.article(20))
def is_too_old(happened_on: date | None, received_on: date) -> bool:
    """A breach that was neither discovered nor reported within two years is not looked into any more.

    A continuing breach counts from its end, so the form asks for the last day. An unknown day is
    never a reason to turn somebody away.
    """
    if happened_on is None:
        return False
    return add_months(happened_on, 12 * LIMITATION_YEARS.on(received_on)) < received_on


@rule(LABOUR_SUPERVISION_RULES.article(18))
def unmet_tests(
    *,
    happened_on: date | None,
    received_on: date,
    has_respondent: bool,
    claims_own_right: bool,
    is_named: bool,
) -> list[str]:
    """A complaint is accepted when it is in time, names whom and what it is about, and is within the remit.

    Whether it is within the remit stays with the clerk. A report by anyone need not name its writer.
    """
    unmet = []
    if is_too_old(happened_on, received_on):
        unmet.append(N_("违法行为终了已超过二年"))
    if not has_respondent:
        unmet.append(N_("没有明确的被投诉人"))
    if claims_own_right and not is_named:
        unmet.append(N_("投诉人没有留下姓名和联系方式，可按举报办理"))
    return unmet


@rule(LABOUR_SUPERVISION_RULES.article(18))
def why_not_decline(ground: str, *, too_old: bool, has_lapsed: bool, is_incomplete: bool) -> str:
    """Why a complaint may not be turned away on this ground; empty when it may.

    Whether a respondent is clear and whose right it is stay with the clerk. What was asked to be added is waited for.
    """
    if is_incomplete and not has_lapsed and ground != "too_old":
        return N_("补正期限还没有届满，不能不予受理")
    if ground == "not_supplemented" and not has_lapsed:
        return N_("没有告知补正，或者投诉人已经补正，不能以此为由不予受理")
    if ground == "too_old" and not too_old:
        return N_("所填的最后发生日期没有超过二年，不能以此为由不予受理")
    return ""


@rule(BEIJING_BUSINESS_ENVIRONMENT.article(66))
def is_pattern(matters: int, respondents: int) -> bool:
    """Many matters of one writer against several: worth a look for profit-seeking, and never a reason to turn away."""
    return matters >= PATTERN_MATTERS and respondents > 1


def group_problems(representatives: int, others: int, files: int) -> dict[str, str]:
    """What a complaint of several lacks: field -> words. Nobody at all is a complaint of one."""
    problems = {}
    if representatives > MOST_REPRESENTATIVES:
        problems["representatives"] = N_("代表最多五名")
    if others and not representatives:
        problems["representatives"] = N_("几个人共同投诉的，请写明代表")
    if representatives and not files:
        problems["files"] = N_("几个人共同投诉的，请上传推选代表的书面材料")
    return problems

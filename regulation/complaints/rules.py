"""What the law says about receiving, accepting and investigating complaints."""

from datetime import date

from regulation.law.citation import LABOUR_SUPERVISION_REGULATIONS, LABOUR_SUPERVISION_RULES
from regulation.law.coverage import rule
from regulation.law.dated import DatedValue, Since
from regulation.law.period import Period, Roll, Unit, add_months
from regulation.words import N_

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

"""Where a yearly plan and a fair stand, and the acts that move them. Pure."""

from enum import StrEnum

from regulation.casework.steps import Step, step
from regulation.law.citation import BEIJING_JOB_FAIR_NOTICE, HRM_REGULATIONS
from regulation.roles import Role
from regulation.words import N_


class FairKind(StrEnum):
    """How often: a regular fair stands in the organizer's plan of the year, a one-off fair is filed by itself."""

    REGULAR = "regular"
    ONE_OFF = "one_off"


FAIR_KINDS: dict[FairKind, str] = {FairKind.REGULAR: N_("定期招聘会"), FairKind.ONE_OFF: N_("一次性招聘会")}


class Mode(StrEnum):
    """Where people meet."""

    ONSITE = "onsite"
    ONLINE = "online"
    BOTH = "both"


MODES: dict[Mode, str] = {
    Mode.ONSITE: N_("现场"),
    Mode.ONLINE: N_("网络"),
    Mode.BOTH: N_("现场和网络同步"),
}


class FairStatus(StrEnum):
    """Where a fair stands; the comment says whose turn it is."""

    DRAFT = "draft"  #: the organizer fills it in and files it
    FILED = "filed"  #: the clerk of the district of the venue enters it in the public calendar
    RETURNED = "returned"  #: the organizer completes the form
    LISTED = "listed"  #: the organizer holds it, announces a change, or calls it off
    CALLED_OFF = "called_off"  #: nobody; the announcement stays in the calendar
    HELD = "held"  #: the organizer reports the figures
    REPORTED = "reported"  #: nobody
    DISCARDED = "discarded"  #: nobody; a draft that was given up


FAIR_STATUSES: dict[FairStatus, str] = {
    FairStatus.DRAFT: N_("填写中"),
    FairStatus.FILED: N_("已备案，待列入日历"),
    FairStatus.RETURNED: N_("待补充"),
    FairStatus.LISTED: N_("已列入公开日历"),
    FairStatus.CALLED_OFF: N_("已取消"),
    FairStatus.HELD: N_("已举办，待报统计"),
    FairStatus.REPORTED: N_("已报统计"),
    FairStatus.DISCARDED: N_("草稿已作废"),
}

S = FairStatus
#: The organizer may edit the answers.
EDITABLE = frozenset({S.DRAFT, S.RETURNED})
#: Seen by the public: what was called off too, so that nobody travels in vain.
PUBLIC = frozenset({S.LISTED, S.CALLED_OFF, S.HELD, S.REPORTED})

SIGNERS = {Role.FIRM_SIGNATORY, Role.FIRM_ADMIN}
FILERS = {Role.FIRM_PREPARER, *SIGNERS}
NOTICE = BEIJING_JOB_FAIR_NOTICE
FAIRS = HRM_REGULATIONS.article(28)

STEPS: dict[str, Step] = {
    "file": step(N_("备案"), {S.DRAFT, S.RETURNED}, S.FILED, SIGNERS, NOTICE.whole(), FAIRS),
    "discard": step(N_("作废草稿"), S.DRAFT, S.DISCARDED, FILERS),
    "return": step(N_("退回补充"), S.FILED, S.RETURNED, Role.CLERK, NOTICE.whole()),
    "list": step(N_("列入公开日历"), S.FILED, S.LISTED, Role.CLERK, NOTICE.whole()),
    "announce_change": step(N_("公告变更"), S.LISTED, S.LISTED, SIGNERS, NOTICE.whole(), FAIRS),
    "call_off": step(
        N_("取消"), {S.FILED, S.RETURNED, S.LISTED}, S.CALLED_OFF, SIGNERS, NOTICE.whole(), FAIRS
    ),
    "hold": step(N_("举办日已过"), {S.FILED, S.LISTED}, S.HELD, set(), FAIRS),
    "report": step(N_("报送统计"), S.HELD, S.REPORTED, FILERS, NOTICE.whole()),
    "correct_figures": step(N_("更正统计"), S.REPORTED, S.REPORTED, FILERS, NOTICE.whole()),
}


class PlanStatus(StrEnum):
    """Where the plan of a year stands."""

    DRAFT = "draft"  #: the organizer fills it in
    FILED = "filed"  #: nobody; its fairs are made from it
    REPLACED = "replaced"  #: nobody; a later plan of the year took its place


PLAN_STATUSES: dict[PlanStatus, str] = {
    PlanStatus.DRAFT: N_("填写中"),
    PlanStatus.FILED: N_("已报"),
    PlanStatus.REPLACED: N_("已被新计划替代"),
}

PLAN_STEPS: dict[str, Step] = {
    "file_plan": step(N_("报送年度计划"), PlanStatus.DRAFT, PlanStatus.FILED, SIGNERS, NOTICE.whole()),
    "replace_plan": step(N_("以新计划替代"), PlanStatus.FILED, PlanStatus.REPLACED, SIGNERS, NOTICE.whole()),
}


class PoliceBody(StrEnum):
    """Who grants the safety licence of a large fair, 《大型群众性活动安全管理条例》第十二条."""

    NONE = "none"
    COUNTY = "county"
    CITY = "city"


POLICE_BODIES: dict[PoliceBody, str] = {
    PoliceBody.NONE: N_("不需要安全许可"),
    PoliceBody.COUNTY: N_("举办地区级公安机关"),
    PoliceBody.CITY: N_("市级公安机关"),
}

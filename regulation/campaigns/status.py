"""States of a campaign, and the words by which it is counted. Pure."""

from __future__ import annotations

from enum import StrEnum

from regulation.casework.steps import step
from regulation.law.citation import BEIJING_INSPECTION_OPINIONS
from regulation.roles import Role
from regulation.words import N_


class CampaignStatus(StrEnum):
    """Where a campaign stands; the comment says whose turn it is."""

    DRAFT = "draft"  #: a decider or the director approves
    APPROVED = "approved"  #: the clerk starts it on its first day
    RUNNING = "running"  #: the departments act and are counted; the clerk closes it
    CLOSED = "closed"  #: a decider or the director signs the report
    REPORTED = "reported"  #: nobody; its totals are public
    DISCARDED = "discarded"  #: nobody


CAMPAIGN_STATUSES: dict[CampaignStatus, str] = {
    CampaignStatus.DRAFT: N_("待批准"),
    CampaignStatus.APPROVED: N_("已批准，未开始"),
    CampaignStatus.RUNNING: N_("进行中"),
    CampaignStatus.CLOSED: N_("已结束，待报告"),
    CampaignStatus.REPORTED: N_("已报告"),
    CampaignStatus.DISCARDED: N_("已放弃"),
}
CAMPAIGN_TONES: dict[CampaignStatus, str] = {
    CampaignStatus.DRAFT: "warn",
    CampaignStatus.APPROVED: "info",
    CampaignStatus.RUNNING: "good",
    CampaignStatus.CLOSED: "warn",
    CampaignStatus.REPORTED: "neutral",
    CampaignStatus.DISCARDED: "neutral",
}
#: What the public may see of a campaign begins with its approval.
PUBLIC = frozenset(
    {CampaignStatus.APPROVED, CampaignStatus.RUNNING, CampaignStatus.CLOSED, CampaignStatus.REPORTED}
)

#: Who reads campaigns, who runs them, who approves and signs.
READERS = frozenset({Role.CLERK, Role.DECIDER, Role.DIRECTOR, Role.AUDITOR, Role.LEGAL_REVIEWER})
WORKERS = frozenset({Role.CLERK})
SIGNERS = frozenset({Role.DECIDER, Role.DIRECTOR})

_S = CampaignStatus
CAMPAIGN_STEPS = {
    "approve": step(
        N_("批准专项行动"), _S.DRAFT, _S.APPROVED, set(SIGNERS), BEIJING_INSPECTION_OPINIONS.whole()
    ),
    "discard": step(N_("放弃专项行动草稿"), _S.DRAFT, _S.DISCARDED, Role.CLERK),
    "start": step(N_("开始专项行动"), _S.APPROVED, _S.RUNNING, Role.CLERK),
    "close": step(N_("结束专项行动并固定数据"), _S.RUNNING, _S.CLOSED, Role.CLERK),
    "report": step(N_("签发专项行动报告"), _S.CLOSED, _S.REPORTED, set(SIGNERS)),
}
#: Acts of a campaign that leave its state.
CAMPAIGN_EVENTS = {
    "draft": N_("拟订专项行动"),
    "revise": N_("修改专项行动草稿"),
    "take": N_("纳入事项"),
    "leave_out": N_("移出事项"),
    "tally": N_("填报数据"),
    "correct_tally": N_("更正填报数据"),
    "enter_earlier": N_("录入往年数据"),
    "choose_table": N_("把表列入报告"),
    "drop_table": N_("把表移出报告"),
}


class Basis(StrEnum):
    """What a campaign rests on."""

    PLAN = "plan"
    UNPLANNED = "unplanned"


BASES: dict[Basis, str] = {
    Basis.PLAN: N_("列入本年度检查计划"),
    Basis.UNPLANNED: N_("计划以外，经政府批准"),
}


class HaltGround(StrEnum):
    """Why a whole trade may be told to stop: the three of the article, no other."""

    LIFE = "life"
    ACCIDENT = "accident"
    STATE_EVENT = "state_event"


HALT_GROUNDS: dict[HaltGround, str] = {
    HaltGround.LIFE: N_("涉及人民群众生命安全"),
    HaltGround.ACCIDENT: N_("发生重特大事故"),
    HaltGround.STATE_EVENT: N_("举办国家重大活动"),
}


class Department(StrEnum):
    """Departments of a campaign. Ours is the one whose figures come from its own records."""

    HRSS = "hrss"
    POLICE = "police"
    MARKET = "market"
    CYBERSPACE = "cyberspace"
    TELECOM = "telecom"
    FINANCE = "finance"
    OTHER = "other"


DEPARTMENTS: dict[Department, str] = {
    Department.HRSS: N_("人力资源社会保障部门"),
    Department.POLICE: N_("公安机关"),
    Department.MARKET: N_("市场监督管理部门"),
    Department.CYBERSPACE: N_("网信部门"),
    Department.TELECOM: N_("通信管理部门"),
    Department.FINANCE: N_("金融监管部门"),
    Department.OTHER: N_("其他部门"),
}


class Target(StrEnum):
    """Whom a campaign is about."""

    AGENCY = "agency"
    UNLICENSED = "unlicensed"
    MARKET = "market"
    EMPLOYER = "employer"
    DISPATCH = "dispatch"
    ACCOUNT = "account"


TARGETS: dict[Target, str] = {
    Target.AGENCY: N_("人力资源服务机构"),
    Target.UNLICENSED: N_("未经许可从事职业中介的组织和个人"),
    Target.MARKET: N_("自发形成的劳务市场"),
    Target.EMPLOYER: N_("招用人员的用人单位"),
    Target.DISPATCH: N_("劳务派遣单位"),
    Target.ACCOUNT: N_("网络招聘账号"),
}


class MatterKind(StrEnum):
    """Matters of this register that are taken into a campaign."""

    TASK = "task"
    ORDER = "order"
    CASE = "case"
    LEAD = "lead"
    CLUSTER = "cluster"
    ACCOUNT = "account"


MATTER_KINDS: dict[MatterKind, str] = {
    MatterKind.TASK: N_("检查任务"),
    MatterKind.ORDER: N_("责令改正"),
    MatterKind.CASE: N_("案件"),
    MatterKind.LEAD: N_("案件线索"),
    MatterKind.CLUSTER: N_("无证中介线索"),
    MatterKind.ACCOUNT: N_("被暂停的招聘账号"),
}


class Measure(StrEnum):
    """What is counted."""

    PERSONS = "persons"
    VISITS = "visits"
    UNITS = "units"
    LEADS = "leads"
    CLUSTERS = "clusters"
    ORDERS = "orders"
    CASES = "cases"
    FINES = "fines"
    CONFISCATED = "confiscated"
    REFUNDS = "refunds"
    CLOSED = "closed"
    REVOKED = "revoked"
    ACCOUNTS = "accounts"
    REFERRED = "referred"
    EXPOSED = "exposed"


MEASURES: dict[Measure, str] = {
    Measure.PERSONS: N_("出动人员"),
    Measure.VISITS: N_("检查"),
    Measure.UNITS: N_("检查的单位"),
    Measure.LEADS: N_("发现线索"),
    Measure.CLUSTERS: N_("疑似无证中介线索组"),
    Measure.ORDERS: N_("责令改正"),
    Measure.CASES: N_("立案"),
    Measure.FINES: N_("罚款"),
    Measure.CONFISCATED: N_("没收违法所得"),
    Measure.REFUNDS: N_("退还求职者、劳动者"),
    Measure.CLOSED: N_("关闭非法职业中介"),
    Measure.REVOKED: N_("吊销许可证"),
    Measure.ACCOUNTS: N_("处置网络招聘账号"),
    Measure.REFERRED: N_("移送其他机关"),
    Measure.EXPOSED: N_("媒体曝光典型案例"),
}
UNITS_OF: dict[Measure, str] = {
    Measure.PERSONS: N_("人次"),
    Measure.VISITS: N_("家次"),
    Measure.UNITS: N_("家"),
    Measure.LEADS: N_("条"),
    Measure.CLUSTERS: N_("组"),
    Measure.ORDERS: N_("份"),
    Measure.CASES: N_("件"),
    Measure.FINES: N_("元"),
    Measure.CONFISCATED: N_("元"),
    Measure.REFUNDS: N_("元"),
    Measure.CLOSED: N_("家"),
    Measure.REVOKED: N_("件"),
    Measure.ACCOUNTS: N_("个"),
    Measure.REFERRED: N_("件"),
    Measure.EXPOSED: N_("件"),
}
MONEY = frozenset({Measure.FINES, Measure.CONFISCATED, Measure.REFUNDS})
#: No record of ours says these, of our own department either: they are entered.
ENTERED_BY_ALL = frozenset({Measure.PERSONS, Measure.REFERRED, Measure.EXPOSED})
#: Counted from our records; nobody enters them for our department.
RECORDED = frozenset(Measure) - ENTERED_BY_ALL


class Dimension(StrEnum):
    """Along what a figure is divided."""

    MONTH = "month"
    DAY = "day"
    AREA = "area"
    DEPARTMENT = "department"
    TARGET = "target"
    VIOLATION = "violation"
    OUTCOME = "outcome"


DIMENSIONS: dict[Dimension, str] = {
    Dimension.MONTH: N_("月份"),
    Dimension.DAY: N_("日期"),
    Dimension.AREA: N_("地区"),
    Dimension.DEPARTMENT: N_("部门"),
    Dimension.TARGET: N_("对象"),
    Dimension.VIOLATION: N_("违法行为"),
    Dimension.OUTCOME: N_("结果"),
}

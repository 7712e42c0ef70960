"""Where a complaint stands, what may be complained of, and the steps between."""

from enum import StrEnum

from regulation.actor import Actor
from regulation.casework.steps import step
from regulation.law.citation import HRM_REGULATIONS, LABOUR_SUPERVISION_REGULATIONS, LABOUR_SUPERVISION_RULES
from regulation.roles import Role
from regulation.words import N_

#: Whoever writes from outside: nobody in the log, so that the log cannot betray anybody.
PUBLIC = Actor(
    person_id=None, account_id=None, login="", name=N_("社会公众"), number="PUBLIC", roles=frozenset()
)


class ComplaintKind(StrEnum):
    """Two things the law keeps apart: only a complaint claims the writer's own right."""

    COMPLAINT = "complaint"
    TIP = "tip"


KIND_WORDS: dict[ComplaintKind, str] = {ComplaintKind.COMPLAINT: N_("投诉"), ComplaintKind.TIP: N_("举报")}
#: Each is counted by itself: the series of numbers and the words in the number.
NUMBERED: dict[ComplaintKind, tuple[str, str]] = {
    ComplaintKind.COMPLAINT: ("complaint", "人社投"),
    ComplaintKind.TIP: ("report", "人社举"),
}


class ComplaintStatus(StrEnum):
    """Where it stands."""

    RECEIVED = "received"  #: a clerk decides whether to accept, within five working days
    INCOMPLETE = "incomplete"  #: the complainant was told what to add, and by when
    ACCEPTED = "accepted"  #: a clerk investigates and replies
    NOT_ACCEPTED = "not_accepted"  #: done; the reason was told
    DIRECTED = "directed"  #: done; told which other body to turn to
    UPHELD = "upheld"  #: done; found true
    NOT_UPHELD = "not_upheld"  #: done; not found true
    WITHDRAWN = "withdrawn"  #: done; the complainant took it back


STATUS_NAMES: dict[ComplaintStatus, str] = {
    ComplaintStatus.RECEIVED: N_("已收到，待决定是否受理"),
    ComplaintStatus.INCOMPLETE: N_("等待投诉人补正"),
    ComplaintStatus.ACCEPTED: N_("已受理，正在调查"),
    ComplaintStatus.NOT_ACCEPTED: N_("不予受理"),
    ComplaintStatus.DIRECTED: N_("已告知其他途径"),
    ComplaintStatus.UPHELD: N_("经查属实"),
    ComplaintStatus.NOT_UPHELD: N_("经查不属实"),
    ComplaintStatus.WITHDRAWN: N_("投诉人撤回"),
}
#: A report is nobody's claim: it is not accepted or refused but looked into or not, and nobody takes it back.
REPORT_NAMES: dict[ComplaintStatus, str] = {
    ComplaintStatus.RECEIVED: N_("已收到，待决定是否核查"),
    ComplaintStatus.ACCEPTED: N_("正在核查"),
    ComplaintStatus.NOT_ACCEPTED: N_("不予核查"),
    ComplaintStatus.DIRECTED: N_("已告知其他途径"),
    ComplaintStatus.UPHELD: N_("举报属实"),
    ComplaintStatus.NOT_UPHELD: N_("举报不属实"),
}
TONES: dict[ComplaintStatus, str] = {
    ComplaintStatus.RECEIVED: "info",
    ComplaintStatus.INCOMPLETE: "warn",
    ComplaintStatus.ACCEPTED: "info",
    ComplaintStatus.NOT_ACCEPTED: "neutral",
    ComplaintStatus.DIRECTED: "neutral",
    ComplaintStatus.UPHELD: "good",
    ComplaintStatus.NOT_UPHELD: "done",
    ComplaintStatus.WITHDRAWN: "neutral",
}


def status_names(kind: str) -> dict[ComplaintStatus, str]:
    """The states of a complaint or of a report, in its own words."""
    return STATUS_NAMES if kind == ComplaintKind.COMPLAINT else REPORT_NAMES


OPEN = frozenset({ComplaintStatus.RECEIVED, ComplaintStatus.INCOMPLETE, ComplaintStatus.ACCEPTED})


class Topic(StrEnum):
    """What may be complained of, in the words people use."""

    NO_LICENCE = "no_licence"
    FALSE_INFORMATION = "false_information"
    FEES = "fees"
    DEPOSIT = "deposit"
    DOCUMENTS_HELD = "documents_held"
    FRAUD = "fraud"
    DISCRIMINATION = "discrimination"
    PERSONAL_DATA = "personal_data"
    JOB_FAIR = "job_fair"
    DISPATCH = "dispatch"
    OTHER = "other"


TOPIC_NAMES: dict[Topic, str] = {
    Topic.NO_LICENCE: N_("没有许可证从事职业中介或劳务派遣"),
    Topic.FALSE_INFORMATION: N_("提供虚假招聘信息"),
    Topic.FEES: N_("违规收费或不退费"),
    Topic.DEPOSIT: N_("收取押金、保证金"),
    Topic.DOCUMENTS_HELD: N_("扣押身份证或者其他证件"),
    Topic.FRAUD: N_("以欺诈、胁迫等方式介绍工作"),
    Topic.DISCRIMINATION: N_("招聘信息含有歧视内容"),
    Topic.PERSONAL_DATA: N_("泄露或者滥用个人信息"),
    Topic.JOB_FAIR: N_("招聘会组织混乱或者信息不实"),
    Topic.DISPATCH: N_("违反劳务派遣规定"),
    Topic.OTHER: N_("其他"),
}

#: Bodies a person is told to turn to when the matter is not ours: key -> (name, why).
ELSEWHERE: dict[str, tuple[str, str]] = {
    "arbitration": (N_("劳动人事争议仲裁委员会"), N_("与用人单位之间的工资、合同等争议，请申请劳动仲裁")),
    "police": (N_("公安机关"), N_("涉嫌诈骗、限制人身自由的，请拨打110报警")),
    "market": (N_("市场监督管理部门"), N_("价格欺诈、虚假广告、无营业执照经营的，请向市场监管部门反映")),
    "cyberspace": (N_("网信部门"), N_("网络平台违法处理个人信息的，请向网信部门反映")),
    "hotline": (N_("12345政务服务便民热线"), N_("不清楚归谁管的，请拨打12345")),
    "other_place": (N_("行为发生地的人力资源社会保障部门"), N_("不在北京市发生的，请向当地部门投诉")),
}

COMPLAINT_STEPS = {
    "accept": step(
        N_("受理"),
        ComplaintStatus.RECEIVED,
        ComplaintStatus.ACCEPTED,
        Role.CLERK,
        LABOUR_SUPERVISION_RULES.article(18),
    ),
    "ask_supplement": step(
        N_("告知补正"),
        ComplaintStatus.RECEIVED,
        ComplaintStatus.INCOMPLETE,
        Role.CLERK,
        LABOUR_SUPERVISION_RULES.article(18),
    ),
    "decline": step(
        N_("不予受理"),
        {ComplaintStatus.RECEIVED, ComplaintStatus.INCOMPLETE},
        ComplaintStatus.NOT_ACCEPTED,
        Role.CLERK,
        LABOUR_SUPERVISION_RULES.article(18),
    ),
    "direct": step(
        N_("告知其他途径"),
        ComplaintStatus.RECEIVED,
        ComplaintStatus.DIRECTED,
        Role.CLERK,
        LABOUR_SUPERVISION_REGULATIONS.article(21),
    ),
    "transfer": step(
        N_("移交其他区"),
        {ComplaintStatus.RECEIVED, ComplaintStatus.ACCEPTED},
        ComplaintStatus.RECEIVED,
        Role.CLERK,
        LABOUR_SUPERVISION_RULES.article(18),
    ),
    "uphold": step(
        N_("认定属实并答复"),
        ComplaintStatus.ACCEPTED,
        ComplaintStatus.UPHELD,
        Role.CLERK,
        HRM_REGULATIONS.article(40),
    ),
    "reject": step(
        N_("认定不属实并答复"),
        ComplaintStatus.ACCEPTED,
        ComplaintStatus.NOT_UPHELD,
        Role.CLERK,
        HRM_REGULATIONS.article(40),
    ),
}
#: What an official does with a report. Nothing can be asked of somebody who need not be known, and no time runs for him.
REPORT_STEPS = {
    "accept": step(
        N_("开始核查"),
        ComplaintStatus.RECEIVED,
        ComplaintStatus.ACCEPTED,
        Role.CLERK,
        LABOUR_SUPERVISION_REGULATIONS.article(9),
    ),
    "decline": step(
        N_("不予核查"),
        ComplaintStatus.RECEIVED,
        ComplaintStatus.NOT_ACCEPTED,
        Role.CLERK,
        LABOUR_SUPERVISION_REGULATIONS.article(9),
        LABOUR_SUPERVISION_REGULATIONS.article(20),
    ),
    "direct": COMPLAINT_STEPS["direct"],
    "transfer": COMPLAINT_STEPS["transfer"],
    "uphold": step(
        N_("认定举报属实"),
        ComplaintStatus.ACCEPTED,
        ComplaintStatus.UPHELD,
        Role.CLERK,
        HRM_REGULATIONS.article(40),
    ),
    "reject": step(
        N_("认定举报不属实"),
        ComplaintStatus.ACCEPTED,
        ComplaintStatus.NOT_UPHELD,
        Role.CLERK,
        HRM_REGULATIONS.article(40),
    ),
}
STEPS_OF = {ComplaintKind.COMPLAINT: COMPLAINT_STEPS, ComplaintKind.TIP: REPORT_STEPS}


class RewardStatus(StrEnum):
    """Where the reward of a report stands."""

    PROPOSED = "proposed"  #: a second person decides
    APPROVED = "approved"  #: waits for whoever says code and secret
    REFUSED = "refused"  #: done
    PAID = "paid"  #: done


REWARD_NAMES: dict[RewardStatus, str] = {
    RewardStatus.PROPOSED: N_("奖励待审批"),
    RewardStatus.APPROVED: N_("奖励待领取"),
    RewardStatus.REFUSED: N_("不予奖励"),
    RewardStatus.PAID: N_("奖励已领取"),
}
REWARD_STEPS = {
    "approve": step(
        N_("同意奖励"),
        RewardStatus.PROPOSED,
        RewardStatus.APPROVED,
        {Role.DECIDER, Role.DIRECTOR},
        LABOUR_SUPERVISION_REGULATIONS.article(9, 3),
    ),
    "refuse": step(
        N_("不同意奖励"),
        RewardStatus.PROPOSED,
        RewardStatus.REFUSED,
        {Role.DECIDER, Role.DIRECTOR},
        LABOUR_SUPERVISION_REGULATIONS.article(9, 3),
    ),
    "pay": step(
        N_("发放奖励"),
        RewardStatus.APPROVED,
        RewardStatus.PAID,
        Role.CLERK,
        LABOUR_SUPERVISION_REGULATIONS.article(9, 3),
    ),
}
#: What the complainant does through the tracking page.
WRITER_STEPS = {
    "supplement": step(
        N_("投诉人补正"),
        ComplaintStatus.INCOMPLETE,
        ComplaintStatus.RECEIVED,
        set(),
        LABOUR_SUPERVISION_RULES.article(18),
    ),
    "withdraw": step(
        N_("投诉人撤回投诉"),
        {ComplaintStatus.RECEIVED, ComplaintStatus.INCOMPLETE, ComplaintStatus.ACCEPTED},
        ComplaintStatus.WITHDRAWN,
        set(),
        LABOUR_SUPERVISION_REGULATIONS.article(9),
    ),
}
#: Why a complaint is not accepted: key -> the words of the paper. A person chooses; the rule refuses what is not so.
DECLINE_GROUNDS: dict[str, str] = {
    "too_old": N_("违法行为终了已超过二年"),
    "unclear": N_("没有明确的被投诉人，或者没有受到侵害的事实"),
    "not_supplemented": N_("经告知，到期没有补正"),
    "untrue_party": N_("投诉人与所反映的事项没有自身权益关系，可以举报"),
}
#: Why a report is not looked into. Whose right it is and what was added do not matter for it.
REPORT_GROUNDS: dict[str, str] = {
    "too_old": DECLINE_GROUNDS["too_old"],
    "unclear": N_("没有明确的被举报人，或者没有可以核查的事实"),
}


def grounds_of(kind: str) -> dict[str, str]:
    """The grounds on which this one may be turned away."""
    return DECLINE_GROUNDS if kind == ComplaintKind.COMPLAINT else REPORT_GROUNDS


#: Names of all acts in the log, steps and events.
ACT_NAMES: dict[str, str] = {name: each.label for name, each in (COMPLAINT_STEPS | WRITER_STEPS).items()} | {
    "ask": N_("询问投诉举报人"),
    "ask_english": N_("投诉人要求文书附英文"),
    "end_english": N_("投诉人要求文书不再附英文"),
    "serve_paper": N_("登记文书送达"),
    "receive_paper": N_("投诉人签收文书"),
    "submit": N_("提交投诉举报"),
    "add": N_("补充情况"),
    "note": N_("记录调查情况"),
    "extend": N_("批准延长调查期限"),
    "open_identity": N_("查看投诉人身份"),
    "open_original": N_("查看证据原件"),
    "take_over": N_("接手办理"),
    "join": N_("合并调查"),
    "unjoin": N_("解除合并"),
    "register_hotline": N_("登记12345工单"),
    "answer_hotline": N_("答复12345"),
    "propose_reward": N_("提出奖励"),
    "decide_reward": N_("审批奖励"),
    "pay_reward": N_("发放奖励"),
}


def act_names(kind: str) -> dict[str, str]:
    """The acts of a complaint or of a report, in its own words."""
    return ACT_NAMES | {name: each.label for name, each in STEPS_OF[ComplaintKind(kind)].items()}


#: Names of what is done with a reward, in the log.
REWARD_ACT_NAMES: dict[str, str] = {"propose": N_("提出奖励")} | {
    name: each.label for name, each in REWARD_STEPS.items()
}

"""Where an application, a licence, a filing or a check of a promise stands, and the acts that move it. Pure."""

from enum import StrEnum

from regulation.casework.steps import Step, step
from regulation.firms.status import REGISTRATION_STATUSES, RegistrationStatus
from regulation.law.citation import (
    BEIJING_BUSINESS_ENVIRONMENT,
    BEIJING_COMMITMENT_NOTICE,
    COMMITMENT_OPINIONS,
    HRM_REGULATIONS,
    LICENSING_LAW,
    LITIGATION_LAW,
    ORDER_50,
    PENALTY_LAW,
    RECONSIDERATION_LAW,
)
from regulation.roles import Role
from regulation.words import N_


class Track(StrEnum):
    """The two procedures between which the applicant chooses freely, 《人力资源服务机构管理规定》第七条."""

    GENERAL = "general"
    COMMITMENT = "commitment"


TRACKS: dict[Track, str] = {Track.GENERAL: N_("一般程序"), Track.COMMITMENT: N_("告知承诺")}


class Purpose(StrEnum):
    """What is applied for."""

    NEW = "new"
    RENEWAL = "renewal"
    CHANGE = "change"


PURPOSES: dict[Purpose, str] = {
    Purpose.NEW: N_("新设"),
    Purpose.RENEWAL: N_("延续"),
    Purpose.CHANGE: N_("变更"),
}


class ApplicationStatus(StrEnum):
    """Where an application stands; the comment says whose turn it is."""

    DRAFT = "draft"  #: the firm fills it in and submits it
    RECEIVED = (
        "received"  #: the clerk accepts or answers within five working days, else it is accepted by silence
    )
    CORRECTING = "correcting"  #: the firm puts right what can be put right on the spot
    SUPPLEMENT = "supplement"  #: the firm supplies what the one notice lists
    ACCEPTED = "accepted"  #: the clerk examines and proposes a decision
    PROPOSED = "proposed"  #: the decider, who is another person, decides
    GRANTED = "granted"  #: nobody; the licence has a life of its own
    REFUSED = "refused"  #: nobody; the firm may seek reconsideration or sue
    DECLINED = "declined"  #: nobody; the firm turns to the right organ
    NOT_NEEDED = "not_needed"  #: nobody; no licence is needed for this
    RETRACTED = "retracted"  #: nobody; the firm took the application back
    DEEMED = "deemed"  #: nobody; the term ended without a decision, so the licence is renewed
    DISCARDED = "discarded"  #: nobody; a draft that was given up


APPLICATION_STATUSES: dict[ApplicationStatus, str] = {
    ApplicationStatus.DRAFT: N_("填写中"),
    ApplicationStatus.RECEIVED: N_("已收到，待受理"),
    ApplicationStatus.CORRECTING: N_("待当场更正"),
    ApplicationStatus.SUPPLEMENT: N_("待补正"),
    ApplicationStatus.ACCEPTED: N_("已受理，审查中"),
    ApplicationStatus.PROPOSED: N_("待决定"),
    ApplicationStatus.GRANTED: N_("准予许可"),
    ApplicationStatus.REFUSED: N_("不予许可"),
    ApplicationStatus.DECLINED: N_("不予受理"),
    ApplicationStatus.NOT_NEEDED: N_("无需许可"),
    ApplicationStatus.RETRACTED: N_("申请人已撤回"),
    ApplicationStatus.DEEMED: N_("逾期未决定，视为准予延续"),
    ApplicationStatus.DISCARDED: N_("草稿已作废"),
}

A = ApplicationStatus
#: The firm may edit the answers.
EDITABLE = frozenset({A.DRAFT, A.CORRECTING, A.SUPPLEMENT})
#: Under way with the organ or the firm.
OPEN = frozenset({A.RECEIVED, A.CORRECTING, A.SUPPLEMENT, A.ACCEPTED, A.PROPOSED})
#: The organ has to act.
ORGANS_TURN = frozenset({A.RECEIVED, A.ACCEPTED, A.PROPOSED})
FIRMS_TURN = frozenset({A.DRAFT, A.CORRECTING, A.SUPPLEMENT})

SIGNERS = {Role.FIRM_SIGNATORY, Role.FIRM_ADMIN}
FILERS = {Role.FIRM_PREPARER, *SIGNERS}

L = LICENSING_LAW
STEPS: dict[str, Step] = {
    "submit": step(N_("提交申请"), A.DRAFT, A.RECEIVED, SIGNERS, L.article(29), ORDER_50.article(7)),
    "discard": step(N_("作废草稿"), A.DRAFT, A.DISCARDED, FILERS, L.article(29)),
    "tell_not_needed": step(N_("告知无需许可"), A.RECEIVED, A.NOT_NEEDED, Role.CLERK, L.article(32, 1, 1)),
    "decline": step(N_("不予受理"), A.RECEIVED, A.DECLINED, Role.CLERK, L.article(32, 1, 2)),
    "decline_concealed": step(
        N_("隐瞒情况或者提供虚假材料，不予受理"), A.RECEIVED, A.DECLINED, Role.CLERK, L.article(78)
    ),
    "let_correct": step(N_("允许当场更正"), A.RECEIVED, A.CORRECTING, Role.CLERK, L.article(32, 1, 3)),
    "request_supplement": step(
        N_("一次性告知补正"), A.RECEIVED, A.SUPPLEMENT, Role.CLERK, L.article(32, 1, 4)
    ),
    "correct": step(N_("提交更正"), A.CORRECTING, A.RECEIVED, SIGNERS, L.article(32, 1, 3)),
    "supplement": step(N_("提交补正"), A.SUPPLEMENT, A.RECEIVED, SIGNERS, L.article(32, 1, 5)),
    "accept": step(N_("受理"), A.RECEIVED, A.ACCEPTED, Role.CLERK, L.article(32, 1, 5), L.article(32, 2)),
    "accept_commitment": step(
        N_("受理告知承诺申请"),
        A.RECEIVED,
        A.PROPOSED,
        Role.CLERK,
        L.article(32, 1, 5),
        COMMITMENT_OPINIONS.whole(),
    ),
    # Barred from the other track meanwhile, the applicant goes on in the same matter and hands in what this one asks for.
    "switch_track": step(
        N_("改按一般程序办理"),
        A.RECEIVED,
        A.CORRECTING,
        SIGNERS,
        ORDER_50.article(7),
        COMMITMENT_OPINIONS.whole(),
    ),
    "accept_by_silence": step(N_("逾期未告知，视为受理"), A.RECEIVED, A.ACCEPTED, set(), L.article(32, 1, 4)),
    "extend": step(
        N_("延长审查期限"), A.ACCEPTED, A.ACCEPTED, {Role.DECIDER, Role.DIRECTOR}, L.article(42, 1)
    ),
    "propose": step(N_("提出审查意见"), A.ACCEPTED, A.PROPOSED, Role.CLERK, L.article(34)),
    "send_back": step(
        N_("退回审查"), A.PROPOSED, A.ACCEPTED, Role.DECIDER, BEIJING_BUSINESS_ENVIRONMENT.article(35)
    ),
    "grant": step(
        N_("准予许可"),
        A.PROPOSED,
        A.GRANTED,
        Role.DECIDER,
        HRM_REGULATIONS.article(19),
        L.article(38, 1),
    ),
    "refuse": step(
        N_("不予许可"),
        A.PROPOSED,
        A.REFUSED,
        Role.DECIDER,
        HRM_REGULATIONS.article(19),
        L.article(38, 2),
    ),
    "retract": step(N_("撤回申请"), set(OPEN), A.RETRACTED, SIGNERS),
    # The law gives no end to a supplement that is never answered: only the applicant's own wish ends the matter.
    "retract_on_request": step(
        N_("应申请人请求，按撤回办结"),
        {A.RECEIVED, A.CORRECTING, A.SUPPLEMENT, A.ACCEPTED},
        A.RETRACTED,
        Role.CLERK,
    ),
    "renew_by_silence": step(N_("逾期未决定，视为准予延续"), set(OPEN), A.DEEMED, set(), L.article(50, 2)),
}

#: A licence stands as the register says it does; the words are the register's.
LicenceStatus = RegistrationStatus
LICENCE_STATUSES = REGISTRATION_STATUSES
LS = LicenceStatus
#: The firm may rely on it.
LIVING = frozenset({LS.VALID, LS.RENEWAL_PENDING})
#: Ended by an act or by time; the cancellation that must follow (第七十条) is still to be recorded.
TO_BE_CANCELLED = frozenset({LS.EXPIRED, LS.REVOKED, LS.SET_ASIDE, LS.WITHDRAWN})

#: Who quashes, and that what was quashed binds nobody; no article says how a licence comes back.
QUASHED = (
    RECONSIDERATION_LAW.article(64, doubt=N_("条文没有写明许可证恢复的手续")),
    LITIGATION_LAW.article(70, doubt=N_("条文没有写明许可证恢复的手续")),
)
#: Who suspends execution; no article says what becomes of a revoked licence meanwhile, so whoever suspends is asked.
HALTED = (
    RECONSIDERATION_LAW.article(
        42, doubt=N_("条文没有写明停止执行对已吊销许可证的效力，由决定停止执行的人写明")
    ),
    LITIGATION_LAW.article(56, doubt=N_("条文没有写明停止执行对已吊销许可证的效力，由决定停止执行的人写明")),
)
LICENCE_STEPS: dict[str, Step] = {
    "ask_renewal": step(N_("申请延续"), LS.VALID, LS.RENEWAL_PENDING, SIGNERS, L.article(50, 1)),
    "renew": step(N_("准予延续"), {LS.VALID, LS.RENEWAL_PENDING}, LS.VALID, Role.DECIDER, L.article(50, 2)),
    "renew_by_silence": step(
        N_("逾期未决定，视为准予延续"), LS.RENEWAL_PENDING, LS.VALID, set(), L.article(50, 2)
    ),
    "close_renewal": step(
        N_("延续申请办结，未予延续"),
        LS.RENEWAL_PENDING,
        LS.VALID,
        {Role.CLERK, Role.DECIDER, *SIGNERS},
        L.article(50),
    ),
    "change": step(N_("准予变更"), LS.VALID, LS.VALID, Role.DECIDER, L.article(49)),
    "expire": step(N_("有效期届满"), LS.VALID, LS.EXPIRED, set(), L.article(50, 1), L.article(70, item=1)),
    # What was wrong from the start is set aside even after its term; what was right ends only while it lives.
    "set_aside": step(
        N_("撤销许可"),
        {LS.VALID, LS.RENEWAL_PENDING, LS.EXPIRED},
        LS.SET_ASIDE,
        set(),
        L.article(69),
        BEIJING_BUSINESS_ENVIRONMENT.article(33),
    ),
    "withdraw": step(N_("撤回许可"), {LS.VALID, LS.RENEWAL_PENDING}, LS.WITHDRAWN, set(), L.article(8, 2)),
    "revoke": step(
        N_("吊销许可证"), {LS.VALID, LS.RENEWAL_PENDING}, LS.REVOKED, set(), PENALTY_LAW.article(9, item=3)
    ),
    # The decision that took it was quashed: it holds again, and so does a renewal that was asked for in time.
    "restore": step(N_("恢复许可"), {LS.REVOKED, LS.CANCELLED}, LS.VALID, set(), *QUASHED),
    "restore_pending": step(
        N_("恢复许可，延续申请继续办理"), {LS.REVOKED, LS.CANCELLED}, LS.RENEWAL_PENDING, set(), *QUASHED
    ),
    # The revocation is not executed while it is reviewed: the licence holds until that ends.
    "reinstate": step(N_("停止执行期间恢复有效"), {LS.REVOKED, LS.CANCELLED}, LS.VALID, set(), *HALTED),
    "reinstate_pending": step(
        N_("停止执行期间恢复有效，延续申请继续办理"),
        {LS.REVOKED, LS.CANCELLED},
        LS.RENEWAL_PENDING,
        set(),
        *HALTED,
    ),
    "cancel": step(
        N_("注销许可"),
        {LS.VALID, LS.EXPIRED, LS.REVOKED, LS.SET_ASIDE, LS.WITHDRAWN},
        LS.CANCELLED,
        Role.DECIDER,
        L.article(70),
    ),
}
#: A filing lives until its last service ends; the firm says so, or the clerk notes that the firm has ended.
FILING_STEPS: dict[str, Step] = {
    "end": step(
        N_("备案终止"),
        LS.VALID,
        LS.ENDED,
        {Role.CLERK, *SIGNERS},
        HRM_REGULATIONS.article(18, 2),
        HRM_REGULATIONS.article(21),
    ),
}
#: Acts on a filing that lives on.
FILING_ACTS = {
    "file": N_("备案"),
    "add_services": N_("增加备案业务"),
    "end_services": N_("减少备案业务"),
    "reissue": N_("换发备案凭证"),
    "change_contact": N_("变更联系人"),
}
#: Acts on a licence that lives on.
HELD_STEPS = ("ask_renewal", "renew", "renew_by_silence", "close_renewal", "change")
#: Acts that take it back, each decided in a procedure of its own; its cancellation follows.
TAKING_STEPS = ("set_aside", "withdraw", "revoke")
#: Acts that bring it back until the execution of its revocation goes on.
REINSTATING_STEPS = ("reinstate", "reinstate_pending")
#: Acts that bring it back.
RESTORING_STEPS = ("restore", "restore_pending", *REINSTATING_STEPS)


class CheckStatus(StrEnum):
    """Where the check of a promise stands."""

    DUE = "due"  #: two officials visit and record the six points
    PASSED = "passed"  #: nobody
    FAILED = "failed"  #: the firm puts it right within the set time, then the officials look again
    UNMET = "unmet"  #: the organ sets the licence aside
    FALSE = "false"  #: the organ sets the licence aside at once


class CheckOccasion(StrEnum):
    """What a promise was given for, or what else brought its check about."""

    FIRST = "first"
    RENEWAL = "renewal"
    ONLINE = "online"
    REPORT = "report"


CHECK_OCCASIONS: dict[CheckOccasion, str] = {
    CheckOccasion.FIRST: N_("首次许可"),
    CheckOccasion.RENEWAL: N_("延续许可"),
    CheckOccasion.ONLINE: N_("增加网络招聘服务"),
    CheckOccasion.REPORT: N_("举报核查"),
}

CHECK_STATUSES: dict[CheckStatus, str] = {
    CheckStatus.DUE: N_("待核查"),
    CheckStatus.PASSED: N_("已履行承诺"),
    CheckStatus.FAILED: N_("未履行承诺，责令限期整改"),
    CheckStatus.UNMET: N_("逾期仍不符合条件，应予撤销"),
    CheckStatus.FALSE: N_("虚假承诺，应予撤销"),
}

C = CheckStatus
CHECK_STEPS: dict[str, Step] = {
    "pass": step(
        N_("核查通过"),
        {C.DUE, C.FAILED},
        C.PASSED,
        {Role.CLERK, Role.INSPECTOR},
        BEIJING_COMMITMENT_NOTICE.part("第一项", "item 1"),
    ),
    "fail": step(
        N_("核查未通过，责令整改"),
        C.DUE,
        C.FAILED,
        {Role.CLERK, Role.INSPECTOR},
        BEIJING_BUSINESS_ENVIRONMENT.article(33),
        BEIJING_COMMITMENT_NOTICE.part("第二项", "item 2"),
    ),
    "still_unmet": step(
        N_("复查仍不符合"),
        C.FAILED,
        C.UNMET,
        {Role.CLERK, Role.INSPECTOR},
        BEIJING_BUSINESS_ENVIRONMENT.article(33),
    ),
    "find_false": step(
        N_("认定虚假承诺"),
        {C.DUE, C.FAILED},
        C.FALSE,
        {Role.CLERK, Role.INSPECTOR},
        BEIJING_BUSINESS_ENVIRONMENT.article(33),
    ),
}
#: A promise that was not kept, or was false: the track of promises is closed until credit is repaired.
UNKEPT = frozenset({C.FAILED, C.UNMET, C.FALSE})


class Service(StrEnum):
    """The six services that are filed, not licensed: 《人力资源市场暂行条例》第十八条第二款."""

    INFORMATION = "information"
    GUIDANCE = "guidance"
    CONSULTING = "consulting"
    ASSESSMENT = "assessment"
    TRAINING = "training"
    OUTSOURCING = "outsourcing"


SERVICES: dict[Service, str] = {
    Service.INFORMATION: N_("人力资源供求信息的收集和发布"),
    Service.GUIDANCE: N_("就业和创业指导"),
    Service.CONSULTING: N_("人力资源管理咨询"),
    Service.ASSESSMENT: N_("人力资源测评"),
    Service.TRAINING: N_("人力资源培训"),
    Service.OUTSOURCING: N_("承接人力资源服务外包"),
}


class Activity(StrEnum):
    """What counts as job intermediation: 《人力资源服务机构管理规定》第五条第二款."""

    TO_EMPLOYERS = "to_employers"
    TO_WORKERS = "to_workers"
    FAIRS = "fairs"
    ONLINE = "online"
    EXECUTIVE = "executive"
    OTHER = "other"


ACTIVITIES: dict[Activity, str] = {
    Activity.TO_EMPLOYERS: N_("为用人单位推荐劳动者"),
    Activity.TO_WORKERS: N_("为劳动者介绍用人单位"),
    Activity.FAIRS: N_("举办招聘会"),
    Activity.ONLINE: N_("开展网络招聘服务"),
    Activity.EXECUTIVE: N_("开展高级人才寻访（猎头）服务"),
    Activity.OTHER: N_("其他职业中介活动"),
}


class QuestionStatus(StrEnum):
    """Where a question of the organ in an application stands; it stops no clock and replaces no notice."""

    OPEN = "open"  #: the firm answers in the matter itself
    ANSWERED = "answered"  #: nobody
    WITHDRAWN = "withdrawn"  #: nobody; the organ no longer needs the answer


QUESTION_STATUSES: dict[QuestionStatus, str] = {
    QuestionStatus.OPEN: N_("待回答"),
    QuestionStatus.ANSWERED: N_("已回答"),
    QuestionStatus.WITHDRAWN: N_("已撤回"),
}
Q = QuestionStatus
ASKERS = {Role.CLERK, Role.DECIDER}
QUESTION_STEPS: dict[str, Step] = {
    "answer_question": step(N_("回答提问"), Q.OPEN, Q.ANSWERED, FILERS, L.article(31)),
    "withdraw_question": step(N_("撤回提问"), Q.OPEN, Q.WITHDRAWN, ASKERS, L.article(34)),
}

"""Kinds of recruiting accounts, where one stands, and the acts that move it. Pure."""

from enum import StrEnum

from regulation.casework.steps import Step, step
from regulation.law.citation import ORDER_44, PLATFORM_NOTICE_2025
from regulation.roles import Role
from regulation.words import N_


class AccountKind(StrEnum):
    """Whose jobs it may publish, item 2 of the 2025 notice."""

    COMMERCIAL = "commercial"  #: of others, for a fee: needs the licence with the online item
    PUBLIC = "public"  #: of others, free: public employment services
    OWN = "own"  #: the employer's own, and those of its branches


ACCOUNT_KINDS: dict[AccountKind, str] = {
    AccountKind.COMMERCIAL: N_("经营性招聘账号"),
    AccountKind.PUBLIC: N_("公共招聘账号"),
    AccountKind.OWN: N_("用人单位自招账号"),
}


class AccountStatus(StrEnum):
    """Where an account stands in the register; the comment says whose turn it is."""

    DECLARED = "declared"  #: the clerk compares it with the licence; what was verified before holds until its six months end
    ASKED = "asked"  #: the holder answers the clerk's question
    CONFIRMED = "confirmed"  #: the holder verifies it anew before six months are over
    LAPSED = "lapsed"  #: the holder verifies it anew; until then the answer says so
    REFUSED = "refused"  #: the holder declares it again with what was missing
    SUSPENDED = "suspended"  #: the organ lifts it when the breach is ended
    CLOSED = "closed"  #: nobody


ACCOUNT_STATUSES: dict[AccountStatus, str] = {
    AccountStatus.DECLARED: N_("已申报，待核对"),
    AccountStatus.ASKED: N_("待机构答复"),
    AccountStatus.CONFIRMED: N_("已核对"),
    AccountStatus.LAPSED: N_("超过六个月未重新核验"),
    AccountStatus.REFUSED: N_("核对未通过"),
    AccountStatus.SUSPENDED: N_("已要求平台暂停服务"),
    AccountStatus.CLOSED: N_("已停止使用"),
}

S = AccountStatus
SIGNERS = {Role.FIRM_SIGNATORY, Role.FIRM_ADMIN}
FILERS = {Role.FIRM_PREPARER, *SIGNERS}
NOTICE = PLATFORM_NOTICE_2025
VERIFYING = NOTICE.part("第三项", "item 3")
SHOWN = NOTICE.part("第四项", "item 4")
MEASURES = NOTICE.part("第一项", "item 1")

STEPS: dict[str, Step] = {
    "confirm": step(N_("核对无误"), S.DECLARED, S.CONFIRMED, Role.CLERK, VERIFYING, ORDER_44.article(25)),
    "ask": step(N_("询问机构"), S.DECLARED, S.ASKED, Role.CLERK, VERIFYING),
    "answer": step(N_("答复"), S.ASKED, S.DECLARED, FILERS, VERIFYING),
    "refuse": step(N_("核对未通过"), {S.DECLARED, S.ASKED}, S.REFUSED, Role.CLERK, VERIFYING),
    "declare_again": step(N_("重新申报"), S.REFUSED, S.DECLARED, FILERS, VERIFYING),
    "verify_again": step(N_("重新核验"), {S.CONFIRMED, S.LAPSED}, S.DECLARED, FILERS, VERIFYING),
    "update": step(N_("更新账号信息"), {S.DECLARED, S.CONFIRMED}, S.DECLARED, FILERS, SHOWN),
    "lapse": step(N_("逾期未核验"), S.CONFIRMED, S.LAPSED, set(), VERIFYING),
    "suspend": step(
        N_("要求平台暂停服务"),
        {S.DECLARED, S.ASKED, S.CONFIRMED, S.LAPSED},
        S.SUSPENDED,
        Role.DECIDER,
        MEASURES,
    ),
    "lift": step(N_("解除暂停"), S.SUSPENDED, S.DECLARED, Role.DECIDER, MEASURES),
    # A holder that could close a suspended account would declare it anew and be rid of the suspension.
    "end": step(N_("平台已关闭账号"), S.SUSPENDED, S.CLOSED, Role.DECIDER, MEASURES),
    "close": step(
        N_("停用"), {S.DECLARED, S.ASKED, S.CONFIRMED, S.LAPSED, S.REFUSED}, S.CLOSED, FILERS, SHOWN
    ),
}
#: Acts of the holder that bring a new version of what is declared.
REVISING = frozenset({"answer", "declare_again", "verify_again", "update"})
#: The declaration binds the name: nobody else may declare the account. As the partial index says.
ALIVE = frozenset({S.DECLARED, S.ASKED, S.CONFIRMED, S.LAPSED, S.SUSPENDED})


class Answer(StrEnum):
    """What the public is told when it asks whether an account is licensed."""

    LICENSED = "licensed"
    PUBLIC = "public"
    OWN_ONLY = "own_only"
    NOT_VERIFIED = "not_verified"
    LICENCE_ENDED = "licence_ended"
    LICENCE_HALTED = "licence_halted"
    NOT_ONLINE = "not_online"
    SUSPENDED = "suspended"
    CLOSED = "closed"
    UNKNOWN = "unknown"


ANSWERS: dict[Answer, str] = {
    Answer.LICENSED: N_("持证：该账号由持有有效人力资源服务许可证的机构申报，可以为用人单位发布招聘信息。"),
    Answer.PUBLIC: N_("公共：该账号由公共人力资源服务机构申报，服务不收费。"),
    Answer.OWN_ONLY: N_("自招：该账号只能发布本单位及其分支机构的岗位，不能代其他单位招聘。"),
    Answer.NOT_VERIFIED: N_("待核验：该账号已申报，但尚未核对、核对未通过或者超过六个月未重新核验。"),
    Answer.LICENCE_ENDED: N_(
        "无证：申报该账号的机构没有有效的人力资源服务许可证，不得代用人单位发布招聘信息。"
    ),
    Answer.LICENCE_HALTED: N_(
        "许可暂停：申报该账号的机构的人力资源服务许可正在暂停期间，暂停期间不得代用人单位发布招聘信息。"
    ),
    Answer.NOT_ONLINE: N_("超范围：申报该账号的机构的许可证没有开展网络招聘服务的事项。"),
    Answer.SUSPENDED: N_("暂停：已要求平台暂停该账号发布招聘信息。"),
    Answer.CLOSED: N_("停用：该账号已经停用。"),
    Answer.UNKNOWN: N_("没有申报记录：没有机构在本市申报该账号，不能认定其可以代用人单位招聘。"),
}
#: Whether the answer lets somebody rely on the account for jobs of other employers.
GOOD = frozenset({Answer.LICENSED, Answer.PUBLIC})

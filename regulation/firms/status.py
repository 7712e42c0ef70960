"""States of a firm, of its registrations and of an import. Pure."""

from enum import StrEnum

from regulation.casework.steps import Step
from regulation.roles import Role
from regulation.words import N_


class BusinessState(StrEnum):
    """What the business register says of the firm itself, apart from any licence."""

    OPERATING = "operating"
    SUSPENDED = "suspended"
    LICENCE_REVOKED = "licence_revoked"
    DEREGISTERED = "deregistered"
    MOVED_AWAY = "moved_away"
    UNKNOWN = "unknown"


BUSINESS_STATES: dict[BusinessState, str] = {
    BusinessState.OPERATING: N_("存续（在营）"),
    BusinessState.SUSPENDED: N_("歇业"),
    BusinessState.LICENCE_REVOKED: N_("营业执照已吊销"),
    BusinessState.DEREGISTERED: N_("已注销登记"),
    BusinessState.MOVED_AWAY: N_("已迁出"),
    BusinessState.UNKNOWN: N_("未登记经营状态"),
}


class RegistrationKind(StrEnum):
    """The four registrations one firm may hold side by side; they are never merged."""

    HR_LICENCE = "hr_licence"
    DISPATCH_LICENCE = "dispatch_licence"
    FILING = "filing"
    BRANCH_REPORT = "branch_report"


REGISTRATION_KINDS: dict[RegistrationKind, str] = {
    RegistrationKind.HR_LICENCE: N_("人力资源服务许可"),
    RegistrationKind.DISPATCH_LICENCE: N_("劳务派遣经营许可"),
    RegistrationKind.FILING: N_("人力资源服务备案"),
    RegistrationKind.BRANCH_REPORT: N_("分支机构书面报告"),
}

#: Each kind is one bit of `register_listing.kinds`, so that counting by kind stays one pass.
KIND_BITS: dict[RegistrationKind, int] = {kind: 1 << place for place, kind in enumerate(RegistrationKind)}

LICENCES = frozenset({RegistrationKind.HR_LICENCE, RegistrationKind.DISPATCH_LICENCE})


class RegistrationStatus(StrEnum):
    """Where a registration stands. The ways to end are distinct acts with distinct effects."""

    VALID = "valid"  #: the firm may rely on it
    RENEWAL_PENDING = "renewal_pending"  #: the organ decides; until then it lives on
    EXPIRED = "expired"  #: the organ records the cancellation that must follow
    REVOKED = "revoked"  #: a penalty took it; the organ records the cancellation
    SET_ASIDE = "set_aside"  #: should never have been given; the organ records the cancellation
    WITHDRAWN = "withdrawn"  #: taken back for the public interest; the organ records the cancellation
    CANCELLED = "cancelled"  #: closed; nobody
    ENDED = "ended"  #: a filing or report whose business ended; nobody


REGISTRATION_STATUSES: dict[RegistrationStatus, str] = {
    RegistrationStatus.VALID: N_("有效"),
    RegistrationStatus.RENEWAL_PENDING: N_("延续办理中"),
    RegistrationStatus.EXPIRED: N_("有效期届满未延续"),
    RegistrationStatus.REVOKED: N_("已吊销"),
    RegistrationStatus.SET_ASIDE: N_("已撤销"),
    RegistrationStatus.WITHDRAWN: N_("已撤回"),
    RegistrationStatus.CANCELLED: N_("已注销"),
    RegistrationStatus.ENDED: N_("已终止"),
}

#: Filings and reports are no permissions: their living state has a word of its own.
RECORDED = N_("已备案")
REPORTED = N_("已报告")

LIVING = frozenset({RegistrationStatus.VALID, RegistrationStatus.RENEWAL_PENDING})


class Standing(StrEnum):
    """What the register as a whole says of a firm: its strongest living registration, else how the last one ended."""

    LICENSED = "licensed"
    FILED = "filed"
    REPORTED = "reported"
    EXPIRED = "expired"
    REVOKED = "revoked"
    SET_ASIDE = "set_aside"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"
    ENDED = "ended"
    NONE = "none"
    #: Last, since listings keep the places as numbers.
    SUSPENDED = "suspended"


STANDINGS: dict[Standing, str] = {
    Standing.LICENSED: N_("许可有效"),
    Standing.SUSPENDED: N_("暂停经营期间"),
    Standing.FILED: N_("已备案"),
    Standing.REPORTED: N_("已书面报告"),
    Standing.EXPIRED: N_("有效期届满未延续"),
    Standing.REVOKED: N_("已吊销"),
    Standing.SET_ASIDE: N_("已撤销"),
    Standing.WITHDRAWN: N_("已撤回"),
    Standing.CANCELLED: N_("已注销"),
    Standing.ENDED: N_("已终止"),
    Standing.NONE: N_("无许可或者备案记录"),
}

#: The listing keeps the standing as a small number: narrow rows are what makes wide searches quick.
STANDING_NUMBERS: dict[Standing, int] = {standing: place for place, standing in enumerate(Standing)}


class LimitKind(StrEnum):
    """What may hang on a registration besides its own state; decided in the area of conditions, shown here."""

    CONDITION = "condition"
    RESTRICTION = "restriction"
    SUSPENSION = "suspension"


LIMIT_KINDS: dict[LimitKind, str] = {
    LimitKind.CONDITION: N_("登记条件"),
    LimitKind.RESTRICTION: N_("限制"),
    LimitKind.SUSPENSION: N_("暂停经营"),
}


class InstType(StrEnum):
    """机构类型, the eleven choices of the ministry's table 人社统LM1表."""

    PUB_COMB = "PUB_COMB"
    PUB_EMP = "PUB_EMP"
    PUB_TAL = "PUB_TAL"
    IND_INST = "IND_INST"
    ENT_SOE = "ENT_SOE"
    ENT_PRIV = "ENT_PRIV"
    ENT_FOR = "ENT_FOR"
    ENT_HK = "ENT_HK"
    ENT_MO = "ENT_MO"
    ENT_TW = "ENT_TW"
    NPO_OTH = "NPO_OTH"


INST_TYPES: dict[InstType, str] = {
    InstType.PUB_COMB: N_("综合性公共就业和人才服务机构"),
    InstType.PUB_EMP: N_("公共就业服务机构"),
    InstType.PUB_TAL: N_("人才公共服务机构"),
    InstType.IND_INST: N_("行业所属服务机构"),
    InstType.ENT_SOE: N_("国有性质的服务企业"),
    InstType.ENT_PRIV: N_("民营性质的服务企业"),
    InstType.ENT_FOR: N_("外资性质的服务企业"),
    InstType.ENT_HK: N_("港资性质的服务企业"),
    InstType.ENT_MO: N_("澳资性质的服务企业"),
    InstType.ENT_TW: N_("台资性质的服务企业"),
    InstType.NPO_OTH: N_("民办非企业等其他性质的服务机构"),
}


class FactSource(StrEnum):
    """Where a fact about a firm came from."""

    IMPORT = "import"
    REPORT = "report"
    APPLICATION = "application"
    SHARING = "sharing"
    DECISION = "decision"
    CORRECTION = "correction"


FACT_SOURCES: dict[FactSource, str] = {
    FactSource.IMPORT: N_("导入名录"),
    FactSource.REPORT: N_("机构报告"),
    FactSource.APPLICATION: N_("申请材料"),
    FactSource.SHARING: N_("数据共享"),
    FactSource.DECISION: N_("行政决定"),
    FactSource.CORRECTION: N_("更正"),
}


class VersionSource(StrEnum):
    """Why a version of a registration was written."""

    DECISION = "decision"
    CORRECTION = "correction"
    MERGER = "merger"
    CARRIED_OVER = "carried_over"


VERSION_SOURCES: dict[VersionSource, str] = {
    VersionSource.DECISION: N_("登记机关办理"),
    VersionSource.CORRECTION: N_("更正"),
    VersionSource.MERGER: N_("重复登记归并"),
    VersionSource.CARRIED_OVER: N_("由旧登记转入"),
}


class ImportStatus(StrEnum):
    """Where an import stands."""

    RECEIVED = "received"  #: an official checks the columns and starts it
    RUNNING = "running"  #: the system works through the rows
    DONE = "done"  #: an official decides the rows held for a person
    DISCARDED = "discarded"  #: nobody; the rows stay on file


IMPORT_STATUSES: dict[ImportStatus, str] = {
    ImportStatus.RECEIVED: N_("已接收，待核对列"),
    ImportStatus.RUNNING: N_("正在导入"),
    ImportStatus.DONE: N_("导入完成"),
    ImportStatus.DISCARDED: N_("已放弃"),
}


class Outcome(StrEnum):
    """What became of one row of an imported list."""

    TAKEN = "taken"
    REPAIRED = "repaired"
    HELD = "held"
    REJECTED = "rejected"


OUTCOMES: dict[Outcome, str] = {
    Outcome.TAKEN: N_("已采用"),
    Outcome.REPAIRED: N_("修正后采用"),
    Outcome.HELD: N_("待人工核对"),
    Outcome.REJECTED: N_("未采用"),
}


class Effect(StrEnum):
    """What a row did to the register."""

    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    NOTHING = ""


EFFECTS: dict[Effect, str] = {
    Effect.NEW: N_("新增机构"),
    Effect.UPDATED: N_("更新机构"),
    Effect.UNCHANGED: N_("与登记一致，未改动"),
    Effect.NOTHING: N_("未改动登记"),
}


IMPORTERS = frozenset({Role.CLERK, Role.SYSTEM})

#: The steps of an import. A list is taken or not as a whole; its rows have outcomes of their own.
STEPS: dict[str, Step] = {
    "start": Step(N_("开始导入"), frozenset({ImportStatus.RECEIVED}), ImportStatus.RUNNING, IMPORTERS),
    "finish": Step(N_("完成导入"), frozenset({ImportStatus.RUNNING}), ImportStatus.DONE, frozenset()),
    "discard": Step(N_("放弃导入"), frozenset({ImportStatus.RECEIVED}), ImportStatus.DISCARDED, IMPORTERS),
    "take_up": Step(N_("重新接收"), frozenset({ImportStatus.DISCARDED}), ImportStatus.RECEIVED, IMPORTERS),
}


class MergerStatus(StrEnum):
    """Where a merger of two entries of one firm stands."""

    PROPOSED = "proposed"  #: a second official confirms or declines
    CONFIRMED = "confirmed"  #: nobody; it may be undone by an act of its own
    DECLINED = "declined"  #: nobody
    UNDO_PROPOSED = "undo_proposed"  #: a second official confirms or declines; until then it stands
    UNDONE = "undone"  #: nobody


MERGER_STATUSES: dict[MergerStatus, str] = {
    MergerStatus.PROPOSED: N_("待复核"),
    MergerStatus.CONFIRMED: N_("已归并"),
    MergerStatus.DECLINED: N_("未归并"),
    MergerStatus.UNDO_PROPOSED: N_("撤销归并待复核"),
    MergerStatus.UNDONE: N_("归并已撤销"),
}

#: Proposed by a clerk, decided by another person. Either way round nothing of the two entries is lost.
MERGER_STEPS: dict[str, Step] = {
    "confirm": Step(
        N_("确认归并"),
        frozenset({MergerStatus.PROPOSED}),
        MergerStatus.CONFIRMED,
        frozenset({Role.DECIDER}),
    ),
    "decline": Step(
        N_("不予归并"),
        frozenset({MergerStatus.PROPOSED}),
        MergerStatus.DECLINED,
        frozenset({Role.DECIDER}),
    ),
    "propose_undo": Step(
        N_("提出撤销归并"),
        frozenset({MergerStatus.CONFIRMED}),
        MergerStatus.UNDO_PROPOSED,
        frozenset({Role.CLERK}),
    ),
    "undo": Step(
        N_("确认撤销归并"),
        frozenset({MergerStatus.UNDO_PROPOSED}),
        MergerStatus.UNDONE,
        frozenset({Role.DECIDER}),
    ),
    "keep": Step(
        N_("维持归并"),
        frozenset({MergerStatus.UNDO_PROPOSED}),
        MergerStatus.CONFIRMED,
        frozenset({Role.DECIDER}),
    ),
}

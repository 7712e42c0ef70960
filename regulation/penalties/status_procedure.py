"""Where recusals, designations, transfers, extensions and talks stand; the steps between; their words."""

from regulation.casework.steps import step
from regulation.law.citation import (
    BEIJING_BUSINESS_ENVIRONMENT,
    HRM_REGULATIONS,
    PENALTY_LAW,
)
from regulation.roles import Role
from regulation.words import N_

_P = PENALTY_LAW
#: How long a breach went on: 第三十六条第二款 counts a continuing one from its end.
ACT_KINDS: dict[str, str] = {
    "once": N_("一次性行为"),
    "continuing": N_("连续或者继续状态，已经终了"),
    "ongoing": N_("仍在继续"),
}
JURISDICTIONS: dict[str, str] = {
    "place": N_("违法行为发生地"),
    "designated": N_("上级机关指定管辖"),
    "transferred": N_("其他机关移送"),
    "entrusted": N_("受委托实施"),
}

RECUSAL_STATUSES: dict[str, str] = {
    "asked": N_("待决定"),
    "granted": N_("已决定回避"),
    "refused": N_("已驳回申请"),
}
RECUSAL_TONES: dict[str, str] = {"asked": "warn", "granted": "good", "refused": "neutral"}
RECUSAL_ASKERS: dict[str, str] = {
    "party": N_("当事人申请"),
    "self": N_("本人主动申请"),
    "organ": N_("机关提出"),
}
#: Who decides where the head itself is to keep away.
RECUSAL_OF_HEAD: dict[str, str] = {
    "": N_("由本机关负责人决定"),
    "board": N_("负责人本人回避，由本机关负责人集体讨论决定"),
    "higher": N_("负责人本人回避，由上级机关决定"),
}
RECUSAL_STEPS = {
    "grant": step(N_("决定回避"), "asked", "granted", {Role.DECIDER, Role.DIRECTOR}, _P.article(43)),
    "refuse": step(N_("驳回回避申请"), "asked", "refused", {Role.DECIDER, Role.DIRECTOR}, _P.article(43)),
}
RECUSAL_ACT_NAMES = {name: each.label for name, each in RECUSAL_STEPS.items()} | {"ask": N_("提出回避")}

DESIGNATION_STATUSES: dict[str, str] = {"asked": N_("待上级指定"), "designated": N_("已指定管辖")}
DESIGNATION_STEPS = {
    "designate": step(N_("指定管辖"), "asked", "designated", Role.DECIDER, _P.article(25, 2)),
}
DESIGNATION_ACT_NAMES = {name: each.label for name, each in DESIGNATION_STEPS.items()} | {
    "ask": N_("报请指定管辖")
}

TRANSFER_STATUSES: dict[str, str] = {
    "sent": N_("已发出，待回执"),
    "received": N_("已接收"),
    "returned": N_("已退回"),
}
TRANSFER_TONES: dict[str, str] = {"sent": "warn", "received": "good", "returned": "info"}
TRANSFER_KINDS: dict[str, str] = {
    "police": N_("公安机关（涉嫌犯罪）"),
    "organ": N_("本系统其他机关"),
    "other": N_("其他有权机关"),
}
RETURNS: dict[str, str] = {
    "not_filed": N_("不予立案"),
    "not_prosecuted": N_("不起诉或者撤销案件"),
    "exempted": N_("免予刑事处罚"),
    "no_power": N_("接收机关认为不属于其管辖"),
}
TRANSFER_STEPS = {
    "receive": step(N_("接收并出具回执"), "sent", "received", Role.CLERK, _P.article(25), _P.article(27)),
    "give_back": step(N_("退回"), "received", "returned", {Role.CLERK, Role.DECIDER}, _P.article(27)),
}
TRANSFER_ACT_NAMES = {name: each.label for name, each in TRANSFER_STEPS.items()} | {
    "send": N_("作出移送函"),
    "register": N_("登记移送来件"),
}

EXTENSION_STATUSES: dict[str, str] = {
    "asked": N_("待决定"),
    "granted": N_("准予延长"),
    "refused": N_("不予延长"),
}
EXTENSION_STEPS = {
    "grant": step(N_("准予延长改正期限"), "asked", "granted", Role.DECIDER, HRM_REGULATIONS.article(44)),
    "refuse": step(N_("不予延长改正期限"), "asked", "refused", Role.DECIDER, HRM_REGULATIONS.article(44)),
}
EXTENSION_ACT_NAMES = {name: each.label for name, each in EXTENSION_STEPS.items()} | {
    "ask": N_("申请延长改正期限")
}

TALKS: dict[str, str] = {
    "talk": N_("约谈"),
    "reminder": N_("行政提示"),
    "warning": N_("行政告诫"),
}
TALK_BASIS = BEIJING_BUSINESS_ENVIRONMENT.article(72, 2)

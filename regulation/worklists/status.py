"""States of claims and rules, and who may do what with them. Pure."""

from __future__ import annotations

from regulation.casework.steps import step
from regulation.roles import Role
from regulation.words import N_

#: Offices among which work is shared out.
WORKERS = (Role.CLERK, Role.DECIDER, Role.LEGAL_REVIEWER)
#: Who gives work to others, makes rules and enters absences.
LEADERS = (Role.DIRECTOR,)

MANNERS: dict[str, str] = {"round_robin": N_("轮流"), "least_loaded": N_("在办最少者优先")}
CLAIM_MANNERS: dict[str, str] = {
    "self": N_("自行认领"),
    "rule": N_("按规则分派"),
    "director": N_("负责人分派"),
}
CLAIM_STATUSES: dict[str, str] = {"held": N_("已认领"), "released": N_("已放回")}
RULE_STATUSES: dict[str, str] = {"active": N_("执行中"), "ended": N_("已停用")}
ABSENCE_STATUSES: dict[str, str] = {"entered": N_("已登记"), "cancelled": N_("已取消")}

CLAIM_STEPS = {"release": step(N_("放回"), "held", "released", {*WORKERS, *LEADERS})}
RULE_STEPS = {"end": step(N_("停用"), "active", "ended", set(LEADERS))}
ABSENCE_STEPS = {"cancel": step(N_("取消"), "entered", "cancelled", {*WORKERS, *LEADERS})}

#: Who writes, revises and retires the phrases of an organ.
PHRASE_EDITORS = (Role.DIRECTOR, Role.DECIDER)
#: For which act a phrase is.
PHRASE_KINDS: dict[str, str] = {
    "supplement": N_("补正事项"),
    "correct": N_("当场更正事项"),
    "decline": N_("不予受理的理由"),
    "proposal": N_("审查意见"),
    "refuse": N_("不予许可的理由"),
    "extend": N_("延长期限的理由"),
    "send_back": N_("退回审查的理由"),
    "question": N_("向申请人提问"),
    "order": N_("责令改正的内容"),
    "check": N_("履诺检查的情况"),
    "ending": N_("撤销、撤回的理由"),
}
PHRASE_STATUSES: dict[str, str] = {"active": N_("使用中"), "retired": N_("已停用")}
PHRASE_STEPS = {
    "revise": step(N_("修改常用语"), "active", "active", set(PHRASE_EDITORS)),
    "retire": step(N_("停用常用语"), "active", "retired", set(PHRASE_EDITORS)),
}

BATCH_STATUSES: dict[str, str] = {"running": N_("办理中"), "done": N_("已办完"), "stopped": N_("已停止")}
BATCH_STEPS = {
    "finish": step(N_("批量办理完成"), "running", "done", set()),
    "stop": step(N_("停止批量办理"), "running", "stopped", {*WORKERS, *LEADERS}),
    "halt": step(N_("批量办理中止"), "running", "stopped", set()),
}
OUTCOMES: dict[str, str] = {"waiting": N_("等待办理"), "done": N_("已办理"), "refused": N_("未办理")}

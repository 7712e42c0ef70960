"""Why a firm or an officer of a draw may be replaced, and who may ask for it. Pure."""

from __future__ import annotations

from regulation.inspections.status import TaskStatus
from regulation.law.citation import PENALTY_LAW, RANDOM_INSPECTION_WORK_NOTICE
from regulation.law.coverage import rule
from regulation.words import N_

KINDS: dict[str, str] = {
    "replace_subject": N_("更换机构"),
    "replace_inspector": N_("更换执法人员"),
}
#: Section 7.1: a firm is replaced only if it cannot be inspected. Codes are published.
SUBJECT_REASONS: dict[str, str] = {
    "deregistered": N_("已注销登记"),
    "moved-away": N_("已迁出"),
    "force-majeure": N_("不可抗力"),
    "closed-already": N_("已停业关闭"),
}
INSPECTOR_REASONS: dict[str, str] = {
    "recusal-asked": N_("机构申请回避"),
    "recusal-declared": N_("执法人员自行申明回避"),
    "left-office": N_("调离岗位"),
    "certificate-lapsed": N_("执法证件失效"),
    "ill": N_("因病不能执行"),
}
REASONS = SUBJECT_REASONS | INSPECTOR_REASONS
#: What an officer may say of the own person only.
OWN_REASONS = frozenset({"recusal-declared", "ill"})
OF_KIND = {"replace_subject": SUBJECT_REASONS, "replace_inspector": INSPECTOR_REASONS}

OUTCOMES: dict[str, str] = {
    "assigned": N_("已按号补入"),
    "kept-team": N_("按号递补机构，原检查组继续"),
    "no-reserve": N_("本级没有可递补的机构，检查组解散"),
    "infeasible": N_("没有合法的人选，位置空缺"),
}
#: What comes next, for each outcome.
NEXT: dict[str, str] = {
    "assigned": N_("补入的人员已收到任务，审批和通知须按新的检查组重新办理。"),
    "kept-team": N_("检查组已收到新机构的任务，须重新办理审批和通知。"),
    "no-reserve": N_("不再检查该机构，也不另选机构；检查组成员的任务数已相应减少。"),
    "infeasible": N_("不得指定人员。请核对执法人员名录后，为没有检查组的机构重新抽取执法人员。"),
}

#: Nobody has entered: the firm itself may still be replaced.
BEFORE_ENTRY = frozenset(
    status for status in TaskStatus if status in {"assigned", "proposed", "approved", "notified"}
)
#: An officer may still be replaced while the check form is not signed.
REPLACEABLE = {"replace_subject": BEFORE_ENTRY, "replace_inspector": BEFORE_ENTRY | {TaskStatus.STARTED}}


@rule(PENALTY_LAW.article(43), RANDOM_INSPECTION_WORK_NOTICE.whole())
def request_problems(side: str, kind: str, reason: str, inspector: str) -> dict[str, str]:
    """What is wrong with a request, by field: whoever has an interest in the firm leaves, on the firm's word or the own.

    A firm can only ask for recusal; an officer cannot ask in the firm's name.
    """
    if kind not in KINDS:
        return {"kind": N_("请选择更换机构还是更换执法人员")}
    if side == "firm" and (kind, reason) != ("replace_inspector", "recusal-asked"):
        return {"reason": N_("机构可以申请执法人员回避")}
    if reason not in OF_KIND[kind] or (side == "officer" and reason == "recusal-asked"):
        return {"reason": N_("请选择理由")}
    if kind == "replace_subject" and inspector:
        return {"inspector": N_("更换机构时不填写执法人员")}
    return {}

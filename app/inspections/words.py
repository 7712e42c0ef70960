"""How states and results look: tones of the pills, and what the log's acts are called."""

from typing import Any

from app.shell.i18n import gettext as _
from regulation.actor import Actor
from regulation.inspections import rules
from regulation.inspections.status import (
    DRAW_STEPS,
    LEAD_STEPS,
    LIST_STEPS,
    PLAN_STEPS,
    SPECIAL_STEPS,
    TASK_STEPS,
    UNDISTURBED_STEPS,
    DrawStatus,
    LeadStatus,
    ListStatus,
    Outcome,
    PlanStatus,
    SpecialStatus,
    TaskStatus,
    UndisturbedStatus,
)
from regulation.roles import Role
from regulation.words import N_

PLAN_TONES = {
    PlanStatus.DRAFT: "neutral",
    PlanStatus.ADOPTED: "good",
    PlanStatus.SUPERSEDED: "done",
    PlanStatus.DISCARDED: "done",
}
LIST_TONES = {ListStatus.DRAFT: "neutral", ListStatus.ADOPTED: "good", ListStatus.DISCARDED: "done"}
UNDISTURBED_TONES = {
    UndisturbedStatus.PROPOSED: "warn",
    UndisturbedStatus.ENTERED: "good",
    UndisturbedStatus.REFUSED: "done",
    UndisturbedStatus.ENDED: "done",
}
LEAD_TONES = {
    LeadStatus.RECORDED: "warn",
    LeadStatus.APPROVED: "info",
    LeadStatus.DRAWN: "good",
    LeadStatus.MERGED: "done",
    LeadStatus.DISMISSED: "done",
}
SPECIAL_TONES = {
    SpecialStatus.DRAFT: "warn",
    SpecialStatus.APPROVED: "good",
    SpecialStatus.CLOSED: "done",
    SpecialStatus.DISCARDED: "done",
}
DRAW_TONES = {
    DrawStatus.PREPARED: "neutral",
    DrawStatus.COMMITTED: "info",
    DrawStatus.ENTROPY: "info",
    DrawStatus.DRAWN: "good",
    DrawStatus.INFEASIBLE: "warn",
    DrawStatus.ABANDONED: "done",
}
TASK_TONES = {
    TaskStatus.ASSIGNED: "neutral",
    TaskStatus.PROPOSED: "warn",
    TaskStatus.APPROVED: "info",
    TaskStatus.NOTIFIED: "info",
    TaskStatus.STARTED: "warn",
    TaskStatus.SUBMITTED: "warn",
    TaskStatus.CONFIRMED: "info",
    TaskStatus.PUBLISHED: "done",
    TaskStatus.CARRIED: "neutral",
}
OUTCOME_TONES = {
    Outcome.NO_PROBLEM: "good",
    Outcome.CORRECTED: "info",
    Outcome.ORDERED: "warn",
    Outcome.TRANSFERRED: "warn",
    Outcome.UNREACHABLE: "neutral",
    Outcome.NOT_OPERATING: "neutral",
    Outcome.REFUSED: "warn",
}
TIER_WORDS = {"A": N_("A级"), "B": N_("B级"), "C": N_("C级"), "D": N_("D级")}
ROLE_WORDS = {"lead": N_("第一名执法人员"), "second": N_("第二名执法人员")}

ITEM_FIELDS = {
    "label": N_("名称"),
    "method": N_("检查方法"),
    "problem": N_("何为不符合"),
    "basis": N_("依据"),
    "is_key": N_("是否重点事项"),
    "is_grave": N_("是否按可能违法处理"),
    "only": N_("适用的登记"),
    "way": N_("检查方式"),
    "yearly": N_("每年频次上限"),
    "level": N_("检查层级"),
    "department": N_("联合部门"),
}

#: Acts of the log that are no steps.
EVENTS = {
    "draft": N_("拟订计划"),
    "add_line": N_("增加批次"),
    "remove_line": N_("删除批次"),
    "prepare": N_("准备名录"),
    "edit_subject": N_("修改检查对象名录"),
    "edit_inspector": N_("修改执法人员名录"),
    "reschedule": N_("改定随机数的来源和时间"),
    "assign": N_("抽取分配"),
    "scan_code": N_("机构查看检查码"),
    "report_entry": N_("机构反映入企检查情况"),
    "answer_report": N_("答复机构的反映"),
    "rate": N_("机构评价"),
    "record": N_("登记线索"),
    "take_in": N_("并入另一线索的事项"),
    "revise": N_("修改草稿"),
    "propose": N_("提请列入"),
    "file_plan": N_("记录计划备案"),
}
ACTS = EVENTS | {
    name: step.label
    for steps in (
        PLAN_STEPS,
        DRAW_STEPS,
        TASK_STEPS,
        LEAD_STEPS,
        SPECIAL_STEPS,
        LIST_STEPS,
        UNDISTURBED_STEPS,
    )
    for name, step in steps.items()
}


def is_director(actor: Actor) -> bool:
    """Whether the person answers reports about visits; whether about this one, the use case asks."""
    return actor.holds(Role.DIRECTOR)


def alternatives(draw: dict[str, Any]) -> list[dict[str, Any]]:
    """The declared sources of a draw in words, in the order in which they count."""
    return [
        {
            "index": index,
            "kind": each["sources"][0]["kind"],
            "label": _(rules.SOURCES[each["sources"][0]["kind"]]),
            "description": each["sources"][0]["description"],
            "pattern": each["sources"][0]["pattern"],
            "deadline": rules.deadline_of(each),
        }
        for index, each in enumerate(draw["params"]["entropy"])
    ]

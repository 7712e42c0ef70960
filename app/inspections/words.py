"""How states and results look: tones of the pills, and what the log's acts are called."""

from typing import Any

from app.shell.i18n import gettext as _
from regulation.actor import Actor
from regulation.inspections import disclosure, sources
from regulation.inspections.status import (
    AMENDMENT_STEPS,
    DRAW_STEPS,
    LEAD_STEPS,
    LIST_STEPS,
    PLAN_STEPS,
    SPECIAL_STEPS,
    TASK_STEPS,
    UNDISTURBED_STEPS,
    AmendmentStatus,
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
    DrawStatus.VOID: "bad",
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
    TaskStatus.REPLACED: "done",
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
#: Strata of draws: tiers, and the firms of leads, by their items where these differ.
STRATUM_WORDS = TIER_WORDS | dict.fromkeys(["L", *(f"L{n}" for n in range(1, 100))], N_("线索检查对象"))
AMENDMENT_TONES = {
    AmendmentStatus.REQUESTED: "info",
    AmendmentStatus.GRANTED: "good",
    AmendmentStatus.REFUSED: "done",
    AmendmentStatus.WITHDRAWN: "done",
}
MISCONDUCT = {
    "second_manifest": N_("同一编号的第二份承诺"),
    "other_input": N_("名录与公布的承诺不符"),
    "deposit_missing": N_("封存的秘密值缺失"),
    "deposit_not_opening": N_("封存的秘密值与承诺值不符"),
}
ROLE_WORDS = {
    "partner": N_("联合检查部门执法人员"),
    "lead": N_("第一名执法人员"),
    "second": N_("第二名执法人员"),
}

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
    "tell_result": N_("告知检查结果"),
    "propose_correction": N_("提出更正公示的结果"),
    "correct_result": N_("更正公示的结果"),
    "decline_correction": N_("不予更正"),
    "enter_secret": N_("录入参加单位的承诺值"),
    "take_deposit": N_("封存秘密值"),
    "reveal": N_("公开秘密值"),
    "open_deposit": N_("开封秘密值"),
    "misconduct": N_("违反抽取程序"),
    "disclose": N_("公开名录"),
    "state_equal": N_("审计监督人员声明"),
    "request_amendment": N_("申请更换"),
    "amend": N_("按号更换"),
    "enter_partner": N_("列入联合检查人员名录"),
    "end_partner": N_("结束联合检查人员记录"),
    "record": N_("登记线索"),
    "take_in": N_("并入另一线索的事项"),
    "revise": N_("修改草稿"),
    "propose": N_("提请列入"),
    "file_plan": N_("记录计划备案"),
    "set_item": N_("修改事项"),
    "remove_item": N_("删除事项"),
    "enter_officer": N_("登记执法人员信息"),
    "enter_leave": N_("登记休假"),
    "cancel_leave": N_("取消休假"),
}
ACTS = EVENTS | {
    name: step.label
    for steps in (
        PLAN_STEPS,
        DRAW_STEPS,
        AMENDMENT_STEPS,
        TASK_STEPS,
        LEAD_STEPS,
        SPECIAL_STEPS,
        LIST_STEPS,
        UNDISTURBED_STEPS,
    )
    for name, step in steps.items()
}
#: For matters whose draft is no plan.
ACTS_BESIDE = ACTS | {"draft": N_("拟订草稿")}


def is_director(actor: Actor) -> bool:
    """Whether the person answers reports about visits; whether about this one, the use case asks."""
    return actor.holds(Role.DIRECTOR)


def source(summary: str) -> str:
    """The kinds of source of a draw in words, in their order."""
    kinds = [
        _("和").join(_(sources.KIND_NAMES[kind]) for kind in each.split("+")) for each in summary.split(",")
    ]
    return _("；其次").join(kinds)


def alternatives(draw: dict[str, Any]) -> list[dict[str, Any]]:
    """The declared sources of a draw in words, in the order in which they count."""
    return [
        {
            "index": index,
            "kinds": sources.kinds_of(each),
            "label": _("和").join(_(sources.KIND_NAMES[kind]) for kind in sources.kinds_of(each)),
            "sources": [
                {**one, "label": _(sources.KIND_NAMES[one["kind"]]), "at": sources.moment_of(one)}
                for one in each["sources"]
            ],
            "opens_at": sources.opens_at(each),
            "deadline": sources.deadline_of(each),
        }
        for index, each in enumerate(draw["params"]["entropy"])
    ]


def values(draw: dict[str, Any]) -> list[dict[str, str]]:
    """What the sources announced, with the words for each."""
    if draw["alternative"] is None:
        return []
    declared = {one["id"]: one for one in draw["params"]["entropy"][draw["alternative"]]["sources"]}
    return [
        {
            "label": _(sources.KIND_NAMES[declared[each["id"]]["kind"]]),
            "value": each["value"],
            **draw["evidence"].get(each["id"], {}),
        }
        for each in draw["entropy"]
    ]


def way(draw: dict[str, Any]) -> str:
    """When the rosters of a draw become public, as it was declared."""
    ways = disclosure.SEALED_WAYS if draw["is_sealed"] else disclosure.WAYS
    return _(ways[draw["disclosure"]])


BASES = {"plan": N_("年度检查计划"), "special": N_("专项检查"), "lead": N_("检查线索")}


def basis(draw: dict[str, Any]) -> tuple[str, str]:
    """What a draw rests on: the word, and its number or title."""
    if draw["reassigns_id"]:
        return _("重新抽取执法人员"), draw["reassigns_id"]
    said = {
        "plan": f"{draw['plan_number']} {draw['line_title']}",
        "special": f"{draw['special_number']} {draw['special_title']}",
        "lead": _("经批准的检查线索"),
    }
    return _(BASES[draw["basis"]]), said[draw["basis"]]


def preset_of(summary: str) -> str:
    """The ready list behind a summary of sources; `custom` for a list of the clerk's own."""
    known = {"dice": "dice", "drand": "drand", "dice,drand": "dice-drand", "dice+drand,drand": "dice+drand"}
    return known.get(summary, "custom")


def stages(draw: dict[str, Any]) -> tuple[list[str], int]:
    """Where a draw is on its way; 0 for one that came to nothing."""
    names = [_("名录"), _("承诺"), _("等待随机数"), _("计算"), _("公布")]
    places = {
        DrawStatus.PREPARED: 1,
        DrawStatus.COMMITTED: 3,
        DrawStatus.ENTROPY: 4,
        DrawStatus.DRAWN: 6,
        DrawStatus.INFEASIBLE: 6,
    }
    return names, places.get(DrawStatus(draw["status"]), 0)


def certificates(result: dict[str, Any] | None) -> list[dict[str, Any]]:
    """Why there is no lawful team, step by step, for a draw that is infeasible; nothing otherwise."""
    if result is None or result["assignment"]["status"] != "infeasible":
        return []
    return certificates_of(result["assignment"]["certificates"])


def certificates_of(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Certificates as a reader needs them: how many places of which firms, and how many can be filled at most."""
    return [
        {
            "level": each["level"],
            "need": each["need"],
            "bound": each["bound"],
            "firms": list(dict.fromkeys(subject for subject, _slot in each["slots"])),
            "slots": each["slots"],
        }
        for each in found
    ]

"""What the papers of a visit say, as snapshots: plain values that `reports` prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation.inspections import items, rules_approval
from regulation.inspections.status import (
    ANSWER_NAMES,
    OUTCOME_NAMES,
    UNABLE_NAMES,
    Answer,
    Outcome,
    Unable,
)
from regulation.law import beijing
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

Row = dict[str, Any]


def organ_block(task: Mapping[str, Any]) -> Row:
    """The authority as it signs."""
    return {
        "name": task["organ_name"],
        "name_en": task["organ_name_en"],
        "reviewer": task["organ_reviewer"],
        "court": task["organ_court"],
    }


def firm_block(task: Mapping[str, Any]) -> Row:
    """The firm as it is addressed."""
    return {
        "name": task["firm_name"],
        "code": task["uscc"] or task["firm_number"],
        "address": task["domicile"],
        "representative": task["legal_representative"],
    }


def officers_block(officers: list[Row]) -> list[Row]:
    """The officers with their certificates."""
    return [
        {"name": each["name"], "certificate": each.get("certificate") or each.get("certificate_number", "")}
        for each in officers
    ]


def frequency_words(used: int, cap: int | None) -> str:
    """The count under the cap, in a sentence."""
    if cap is None:
        return "本次检查不计入年度检查次数上限"
    return f"本年度检查次数上限为{cap}次，本次为第{used + 1}次，本次之后还可检查{cap - used - 1}次"


def _common(task: Mapping[str, Any], approval: Mapping[str, Any]) -> Row:
    list_ = items.version(approval["items_version"])
    return {
        "organ": organ_block(task),
        "firm": firm_block(task),
        "source": approval["source"],
        "items": [list_.item(each).label for each in approval["items"]],
        "items_version": approval["items_version"],
        "visit_from": approval["visit_from"],
        "visit_until": approval["visit_until"],
        "place": task["place_of_business"] or task["domicile"],
        "officers": officers_block(approval["officers"]),
        "assistants": approval["assistants"],
        "frequency": frequency_words(approval["used"], approval["cap"]),
    }


def approval_form(task: Mapping[str, Any], approval: Mapping[str, Any], decided_by: str, day: date) -> Row:
    """行政检查审批表."""
    return _common(task, approval) | {
        "task_number": task["number"],
        "citations": [{"label": each.zh} for each in rules_approval.BASIS],
        "announced": approval["announced"],
        "proposed_by": approval["proposed_by_name"],
        "proposed_at": approval["proposed_at"],
        "decided_by": decided_by,
        "decided_on": day,
    }


def notice(task: Mapping[str, Any], approval: Mapping[str, Any], day: date) -> Row:
    """行政检查通知书."""
    return _common(task, approval) | {
        "citations": [{"label": each.zh} for each in rules_approval.BASIS],
        "approval_number": approval["number"],
        "announced": approval["announced"],
        "prohibitions": list(rules_approval.PROHIBITIONS.on(day)),
    }


def check_form(
    task: Mapping[str, Any],
    approval: Mapping[str, Any],
    answered: Mapping[str, Mapping[str, Any]],
    photos: list[Row],
    started_at: datetime,
) -> Row:
    """行政检查单, as it was filled in: the list's own words, the officers' results."""
    list_ = items.version(task["items_version"])
    checks = []
    for name in task["items"]:
        item, found = list_.item(name), answered.get(name)
        said = found["note"] if found else ""
        checks.append(
            {
                "content": item.label,
                "method": item.method,
                "standard": item.problem,
                "basis": "、".join(each.zh for each in item.basis),
                "result": ANSWER_NAMES[Answer(found["answer"])] if found and not task["unable"] else "",
                "note": said + ("（已当场改正）" if found and found["was_corrected"] else ""),
                "evidence": [each["file_name"] for each in photos if each["kind"] == name],
            }
        )
    return {
        "organ": organ_block(task),
        "firm": firm_block(task),
        "task_number": task["number"],
        "approval_number": approval["number"],
        "form": f"随机抽查事项清单 {task['items_version']}",
        "place": task["place"],
        "started_at": started_at,
        "officers": officers_block(task["members"]),
        "checks": checks,
        "unable": f"{UNABLE_NAMES[Unable(task['unable'])]}：{task['unable_note']}" if task["unable"] else "",
        "representative": task["representative"],
    }


def result_notice(
    task: Mapping[str, Any],
    answered: Mapping[str, Mapping[str, Any]],
    orders: Sequence[Mapping[str, Any]],
    *,
    publish_by: date,
    public_until: date | None,
    record_number: str,
) -> Row:
    """行政检查结果告知书."""
    list_ = items.version(task["items_version"])
    outcome = Outcome(task["outcome"])
    bad = [] if task["unable"] else [answered[name] for name in task["items"] if _is_problem(answered, name)]
    return {
        "organ": organ_block(task),
        "firm": firm_block(task),
        "task_number": task["number"],
        "visited_on": beijing.legal_day(task["started_at"]),
        "place": task["place"],
        "items_count": len(task["items"]),
        "result": OUTCOME_NAMES[outcome],
        "problems": [
            {
                "item": list_.item(each["item"]).label,
                "note": each["note"] + ("（已当场改正）" if each["was_corrected"] else ""),
                "basis": "、".join(basis.zh for basis in list_.item(each["item"]).basis),
            }
            for each in bad
        ],
        "unable": f"{UNABLE_NAMES[Unable(task['unable'])]}：{task['unable_note']}" if task["unable"] else "",
        "orders": [{"number": each["number"], "due_on": each["due_on"]} for each in orders],
        "is_transferred": outcome in {Outcome.TRANSFERRED, Outcome.REFUSED},
        "publish_by": publish_by,
        "public_until": public_until,
        "record_number": record_number,
    }


def _is_problem(answered: Mapping[str, Mapping[str, Any]], name: str) -> bool:
    return name in answered and answered[name]["answer"] == Answer.PROBLEM


#: What follows from a result, as the public reads it.
FOLLOW_UPS: dict[Outcome, str] = {
    Outcome.NO_PROBLEM: N_("无"),
    Outcome.CORRECTED: N_("已当场改正"),
    Outcome.ORDERED: N_("责令限期改正"),
    Outcome.TRANSFERRED: N_("依法另行处理"),
    Outcome.UNREACHABLE: N_("依法核查登记的住所"),
    Outcome.NOT_OPERATING: N_("依法核查经营情况"),
    Outcome.REFUSED: N_("依法另行处理"),
}


def follow_up(outcome: Outcome, orders: Sequence[Mapping[str, Any]]) -> str:
    """What follows from a result, with the number of an order where there is one."""
    numbers = "、".join(each["number"] for each in orders)
    return f"{FOLLOW_UPS[outcome]}（{numbers}）" if numbers else FOLLOW_UPS[outcome]

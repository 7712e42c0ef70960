"""What the papers of a visit say, as snapshots: plain values that `reports` prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation.inspections import items, rules_approval

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

Row = dict[str, Any]


def organ_block(task: Mapping[str, Any]) -> Row:
    """The authority as it signs."""
    return {"name": task["organ_name"], "reviewer": task["organ_reviewer"], "court": task["organ_court"]}


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

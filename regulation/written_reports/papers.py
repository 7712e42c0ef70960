"""The receipt of a report (D-13) and the sheet with which a file changes hands (D-61)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from regulation.accounts import organs
from regulation.casework import documents
from regulation.firms import places
from regulation.firms.rules import FACTS
from regulation.law import beijing
from regulation.written_reports import queries, rules
from regulation.written_reports.status import MOVING, REPORT_KINDS, ReportKind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

Row = dict[str, Any]

#: What each answer is called on the receipt.
LABELS = {
    "legal_form": "设立的机构",
    "licence_number": "劳务派遣经营许可证编号",
    "branch_name": "分支机构名称",
    "branch_uscc": "分支机构统一社会信用代码",
    "branch_area": "分支机构所在区",
    "branch_address": "分支机构地址",
    "person_in_charge": "负责人",
    "scope": "业务范围",
    "branch_ended": "终止的分支机构",
    "branch_changed": "变更的分支机构",
    "contact_name": "联系人",
    "contact_phone": "联系电话",
    "reason": "终止的原因",
    "ending_on": "终止服务的日期",
    "announced_on": "首页公告日期",
}
KINDS_IN_FILE = {"licence": "许可证", "filing": "备案", "application": "许可申请", "report": "书面报告"}


def _organ(organ: Row) -> Row:
    return {"name": organ["name"], "reviewer": organ["reviewer"], "court": organ["court"]}


def _party(firm: Mapping[str, Any], licences: list[str]) -> Row:
    return {
        "name": firm["name"],
        "code": firm["uscc"] or "",
        "address": firm["domicile"],
        "representative": firm["legal_representative"],
        "licence_number": "、".join(licences),
    }


def lines(report: Mapping[str, Any]) -> list[Row]:
    """What was reported, line by line: label, what the register said, what is reported."""
    answers = queries.with_days(report["answers"])
    kind = ReportKind(report["kind"])
    if kind in rules.ALTERED:
        found = [
            {"label": FACTS.get(key) or LABELS[key], "before": _word(key, before), "after": _word(key, after)}
            for key, (before, after) in rules.changes(answers, report["present"], rules.ALTERED[kind]).items()
        ]
        found = [*_branch(kind, report), *found]
        if answers.get("new_area"):
            found.append({"label": "新住所所在区", "before": "", "after": places.label(answers["new_area"])})
        return found
    shown = _branch(kind, report)
    for key, label in LABELS.items():
        value = answers.get(key)
        if value:
            text = rules.LEGAL_FORMS[value] if key == "legal_form" else _word(key, value)
            shown.append({"label": label, "before": "", "after": text})
    return shown


def _branch(kind: ReportKind, report: Mapping[str, Any]) -> list[Row]:
    """Which branch a report is about, by the name that the register had of it."""
    if kind not in rules.OF_A_BRANCH:
        return []
    return [{"label": LABELS[kind], "before": "", "after": report["present"]["branch_name"]}]


def _word(key: str, value: Any) -> str:
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    return places.label(value) if key == "branch_area" and value else str(value)


async def issue_receipt(
    report: Row, organ: Row, firm: Row, *, licences: list[str], sent_by: str, now: datetime
) -> Row:
    """书面报告回执: what was reported and when, and whether that was in time. It does not say that the content is right."""
    return await documents.issue(
        "written_report_receipt",
        report["number"],
        "written_report",
        report["id"],
        {
            "organ": _organ(organ),
            "issued_on": beijing.legal_day(now),
            "firm": _party(firm, licences),
            "event": REPORT_KINDS[ReportKind(report["kind"])],
            "registered_on": None if report["kind"] in rules.UNDATED else report["registered_on"],
            "due_on": report["due_on"],
            "sent_at": now,
            "sent_by": sent_by,
            "days_late": report["days_late"],
            "lines": lines(report),
            "corrects": report["corrects_number"],
            "citations": [{"label": rules.BASIS[ReportKind(report["kind"])].zh}],
        },
        organ_id=organ["id"],
        firm_id=report["firm"],
        now=now,
    )


async def issue_transfer_sheet(move: Row, *, received_by: str, now: datetime) -> Row:
    """机构档案移交单: what is in the file, who sent it and who received it."""
    old, new = await organs.by_id(move["old_organ"]), await organs.by_id(move["new_organ"])
    assert old is not None and new is not None  # noqa: PT018 - foreign keys
    today = beijing.legal_day(now)
    return await documents.issue(
        "file_transfer_sheet",
        move["number"],
        "file_move",
        move["id"],
        {
            "organ": _organ(new),
            "issued_on": today,
            "firm_name": move["firm_name"],
            "old_organ": old["name"],
            "new_organ": new["name"],
            "asked_on": move["asked_on"],
            "sent_on": move["sent_on"],
            "sent_by": move["sent_by_name"],
            "received_on": today,
            "received_by": received_by,
            "contents": [
                {
                    "kind": KINDS_IN_FILE[each["kind"]],
                    "number": each["number"],
                    "status": each["words"],
                    "on": each["on"],
                }
                for each in move["contents"]
            ],
            "citations": [{"label": MOVING.zh}],
        },
        organ_id=new["id"],
        firm_id=move["firm"],
        now=now,
    )

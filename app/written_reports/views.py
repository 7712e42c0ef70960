"""What pages of reports and moves show: words, tones, answers, histories, papers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from app.shell import i18n
from app.shell.i18n import gettext as _
from regulation.casework import attachments, calendar, documents, record
from regulation.firms import places
from regulation.firms.rules import FACTS
from regulation.words import N_
from regulation.written_reports import queries, rules
from regulation.written_reports.actions.drafting import MATTER
from regulation.written_reports.status import (
    MOVE_STATUSES,
    MOVE_STEPS,
    REPORT_KINDS,
    REPORT_STATUSES,
    STEPS,
    MoveStatus,
    ReportKind,
    ReportStatus,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from regulation.written_reports.queries import Beside

Row = dict[str, Any]

TONES = {
    "draft": "neutral",
    "sent": "info",
    "asked": "warn",
    "noted": "good",
    "corrected": "done",
    "discarded": "done",
}
MOVE_TONES = {"asked": "info", "sent": "info", "queried": "warn", "received": "good", "dropped": "done"}
#: Whose turn it is, said to an official and to the firm.
TURNS: dict[str, tuple[str, str]] = {
    "draft": (N_("轮到机构：填写并提交"), N_("请填写并由签署人提交；提交之日即为报告之日。")),
    "sent": (N_("轮到经办人员：与登记核对后记载"), N_("已经报告，登记机关核对后记载。")),
    "asked": (N_("轮到机构：答复询问"), N_("请在报告中修改或者补充后重新提交。")),
    "noted": (N_("已经记载，登记已更新"), N_("登记已经更新。")),
    "corrected": (N_("已由另一份报告更正"), N_("已由另一份报告更正。")),
    "discarded": (N_("草稿已作废"), N_("草稿已作废。")),
}
MOVE_TURNS = {
    "asked": N_("轮到原机关：核对清单并移交档案"),
    "sent": N_("轮到新机关：核对清单后接收，或者请原机关补充"),
    "queried": N_("轮到原机关：补充后重新移交"),
    "received": N_("新机关已接收，机构由新机关管辖"),
    "dropped": N_("机构未迁移，档案留在原机关"),
}
LABELS = (
    {
        "start": N_("开始填写"),
        "attach": N_("上传材料"),
        "ask": N_("请机构说明"),
    }
    | {name: each.label for name, each in STEPS.items()}
    | {name: each.label for name, each in MOVE_STEPS.items()}
)
MOVE_LABELS = LABELS | {"ask": N_("请求移交")}
ANSWERS: dict[str, str] = {
    "branch": N_("分支机构"),
    "legal_form": N_("设立的机构"),
    "licence_number": N_("劳务派遣经营许可证编号"),
    "branch_name": N_("分支机构名称"),
    "branch_uscc": N_("统一社会信用代码"),
    "branch_area": N_("分支机构所在区"),
    "branch_address": N_("分支机构地址"),
    "person_in_charge": N_("负责人"),
    "scope": N_("业务范围"),
    "contact_name": N_("联系人"),
    "contact_phone": N_("联系电话"),
    "name": FACTS["name"],
    "legal_representative": FACTS["legal_representative"],
    "domicile": FACTS["domicile"],
    "new_area": N_("新住所所在区"),
    "reason": N_("终止的原因"),
    "registered_on": N_("登记办理完毕的日期"),
    "ending_on": N_("终止服务的日期"),
    "announced_on": N_("首页公告日期"),
}
#: What a file holds, in words.
KINDS_IN_FILE = {
    "licence": N_("许可证"),
    "filing": N_("备案"),
    "application": N_("许可申请"),
    "report": N_("书面报告"),
}


def kind_name(report: Mapping[str, Any]) -> str:
    """What is reported."""
    return _(REPORT_KINDS[ReportKind(report["kind"])])


def pill(report: Mapping[str, Any]) -> tuple[str, str]:
    """Label and tone of a report's state."""
    return _(REPORT_STATUSES[ReportStatus(report["status"])]), TONES[report["status"]]


def move_pill(move: Mapping[str, Any]) -> tuple[str, str]:
    """Label and tone of a move's state."""
    return _(MOVE_STATUSES[MoveStatus(move["status"])]), MOVE_TONES[move["status"]]


def organ_name(row: Mapping[str, Any], prefix: str = "organ") -> str:
    """The organ's name in the visitor's language, of a row that carries both."""
    english = i18n.language() == i18n.ENGLISH
    return str(row[f"{prefix}_name_en"] if english else row[f"{prefix}_name"])


def side_name(move: Mapping[str, Any], side: str) -> str:
    """The old or the new organ of a move."""
    return str(move[f"{side}_name_en"] if i18n.language() == i18n.ENGLISH else move[f"{side}_name"])


def areas(*, away: bool = False) -> list[tuple[str, str]]:
    """The districts, and outside the city where that is a choice."""
    found = [(code, _(label)) for code, label in places.AREAS.items()]
    return [*found, (places.ELSEWHERE, _(places.ELSEWHERE_LABEL))] if away else found


def answers_shown(report: Mapping[str, Any], branch: Mapping[str, Any] | None) -> list[tuple[str, Any]]:
    """What was reported, as label and value."""
    answers, found = queries.with_days(report["answers"]), []
    for key, label in ANSWERS.items():
        value = answers.get(key)
        if not value:
            continue
        if key in {"branch_area", "new_area"}:
            value = _(places.label(value))
        elif key == "legal_form":
            value = _(rules.LEGAL_FORMS[value])
        elif key == "branch":
            value = branch["name"] if branch else ""
        elif key in queries.DAYS:
            value = i18n.day(value)
        found.append((_(label), value))
    return found


def day_of(text: str) -> date:
    """A day as a list in a file keeps it."""
    return date.fromisoformat(text)


def fact_name(beside: Beside) -> str:
    """What a fact is called."""
    return _(ANSWERS.get(beside.key) or FACTS[beside.key])


def fact_value(beside: Beside, value: str) -> str:
    """A fact in the reader's words: a district is a name."""
    return _(places.label(value)) if beside.key == "branch_area" and value else value


async def online_notice(report: Mapping[str, Any]) -> tuple[date, int] | None:
    """By when the end of the online service had to be announced, and how many days that fell short; None while unknown."""
    answers = queries.with_days(report["answers"])
    if report["kind"] != ReportKind.ONLINE_ENDING or not answers.get("ending_on"):
        return None
    known = await calendar.current()
    by = rules.announced_by(answers["ending_on"], known)
    short = (
        rules.days_short(answers["announced_on"], answers["ending_on"], known)
        if answers.get("announced_on")
        else 0
    )
    return by, short


async def timeline(kind: str, matter_id: UUID, *, for_firm: bool) -> list[Row]:
    """What was done, newest first."""
    words = MOVE_LABELS if kind == "file_move" else LABELS
    return [
        {
            "at": each.at,
            "label": _(words.get(each.action, each.action)),
            "actor": "" if for_firm and not each.actor_role.startswith("firm_") else each.actor_name,
            "organ": each.actor_organ,
            "reason": each.reason,
            "citations": each.articles,
        }
        for each in reversed(await record.history(kind, matter_id))
        if each.action != "attach"
    ]


async def files(report: Mapping[str, Any]) -> list[Row]:
    """The papers that came with a report."""
    return await attachments.of(MATTER, report["id"])


async def papers(kind: str, matter_id: UUID) -> list[Row]:
    """Papers that were issued: the living one first."""
    found = await documents.of_matter(kind, matter_id)
    return sorted(
        (
            {
                "number": each["number"],
                "url": f"/documents/{each['id']}.pdf",
                "issued_at": each["issued_at"],
                "withdrawn": each["withdrawn_at"] is not None,
            }
            for each in found
        ),
        key=lambda each: each["withdrawn"],
    )

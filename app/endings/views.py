"""What pages of such a matter show: words for states, clocks, papers, what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.shell import clocks as chips
from app.shell import i18n
from app.shell.i18n import gettext as _
from regulation.casework import calendar, clocks, documents, record
from regulation.casework import service as services
from regulation.endings import rules
from regulation.endings.status import (
    ENDING_KINDS,
    ENDING_STATUSES,
    GROUNDS,
    SOURCES,
    SPARINGS,
    STEPS,
    Ground,
)
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

Row = dict[str, Any]

TONES = {
    "opened": "info",
    "told": "warn",
    "hearing": "warn",
    "heard": "info",
    "proposed": "info",
    "decided": "bad",
    "ended": "bad",
    "dropped": "good",
    "abandoned": "done",
}
#: Whose turn it is, said to an official and to the holder.
TURNS: dict[str, tuple[str, str]] = {
    "opened": (
        N_("轮到经办人员：签发并送达告知书"),
        N_("请签收告知书。自签收之日起五个工作日内，可以陈述申辩、申请听证。"),
    ),
    "told": (N_("轮到持证机构：陈述申辩，或者申请听证"), N_("请在期限内陈述申辩，或者申请听证。")),
    "hearing": (N_("轮到经办人员：通知并举行听证"), N_("已申请听证，请等候听证通知。")),
    "heard": (N_("轮到经办人员：提出处理意见"), N_("许可机关正在研究您的意见。")),
    "proposed": (N_("轮到审批负责人：作出决定"), N_("许可机关即将作出决定。")),
    "decided": (
        N_("轮到经办人员：送达决定书"),
        N_("决定已经作出，自送达之日起生效。"),
    ),
    "ended": (
        N_("决定已生效，请办理注销"),
        N_("许可已经终止，应当停止相应的经营活动；依法须继续履行的原有合同照常履行。"),
    ),
    "dropped": (N_("许可证继续有效"), N_("许可证继续有效。")),
    "abandoned": (N_("未告知当事人即终止"), ""),
}
EVENTS = {
    "open": N_("立案办理"),
    "prepare_notice": N_("签发告知书"),
    "call_hearing": N_("签发听证通知书"),
    "hand_over": N_("移交其他机关"),
    "send_notice": N_("发送告知书，待签收"),
    "send_decision": N_("发送决定书，待签收"),
}
LABELS = EVENTS | {name: each.label for name, each in STEPS.items()}
#: Acts of which the holder sees that they happened, not what officials wrote to each other.
INTERNAL = frozenset({"open", "propose", "send_back"})
CLOCKS = {
    "ending_statement": N_("陈述申辩、申请听证"),
    "ending_hearing": N_("组织听证"),
}
PAPERS = {
    "ending_notice": N_("拟撤销、撤回行政许可告知书"),
    "ending_hearing_notice": N_("撤销、撤回行政许可听证通知书"),
    "ending_hearing_record": N_("撤销、撤回行政许可听证笔录"),
    "set_aside_decision": N_("撤销行政许可决定书"),
    "withdrawal_decision": N_("撤回行政许可决定书"),
}
KINDS, STATUSES, SOURCE_NAMES, SPARING_NAMES = ENDING_KINDS, ENDING_STATUSES, SOURCES, SPARINGS


def pill(status: str) -> tuple[str, str]:
    """Label and tone of a state."""
    return _(STATUSES[status]), TONES[status]  # type: ignore[index]


def turn(matter: Row, *, for_firm: bool) -> str:
    said = TURNS[matter["status"]][1 if for_firm else 0]
    return _(said) if said else ""


def ground(matter: Row) -> tuple[str, Any]:
    """The ground in words, and its article."""
    known = Ground(matter["ground"])
    return _(GROUNDS[known]), rules.basis_of(known)


def organ_name(row: Row) -> str:
    name = row["organ_name_en"] if i18n.language() == i18n.ENGLISH else row["organ_name"]
    return str(name)


async def clock_chips(matter_id: UUID, today: date) -> list[Row]:
    """The running clocks of a matter; each opens its sum."""
    known = await calendar.current()
    return [
        chips.chip(_(CLOCKS[each.kind]), each.due, today=today, calendar=known, is_running=each.is_running)
        for each in await clocks.of(matter_id, calendar=known)
        if each.is_running
    ]


def paper_name(paper: Row) -> str:
    return _(PAPERS[paper["kind"]])


async def papers(matter_id: UUID) -> list[Row]:
    """The papers of a matter: name, number, address, when served."""
    found = []
    for each in await documents.of_matter("ending", matter_id):
        served = await services.of(each["id"])
        name = _(PAPERS[each["kind"]])
        found.append(
            {
                "id": each["id"],
                "name": name,
                "number": each["number"],
                "links": [(name, f"/documents/{each['id']}.pdf")],
                "issued_at": each["issued_at"],
                "withdrawn": each["withdrawn_at"] is not None,
                "served": [(_(services.METHODS[s["method"]]), s["served_on"]) for s in served],
            }
        )
    return found


async def timeline(matter_id: UUID, *, for_firm: bool) -> list[Row]:
    """What was done, newest first; the holder does not read what officials wrote to each other."""
    entries = []
    for each in reversed(await record.history("ending", matter_id)):
        hidden = for_firm and each.action in INTERNAL
        entries.append(
            {
                "at": each.at,
                "label": _(LABELS.get(each.action, each.action)),
                "actor": "" if for_firm and not each.actor_role.startswith("firm_") else each.actor_name,
                "organ": each.actor_organ,
                "reason": "" if hidden else _(each.reason) if each.reason else "",
                "citations": each.articles,
            }
        )
    return entries

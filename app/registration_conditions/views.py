"""What pages of entries show: words for states and acts, days, papers, the history."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from app.shell import clocks as chips
from app.shell import i18n
from app.shell.i18n import gettext as _
from regulation.casework import calendar, clocks, documents, record
from regulation.casework import service as services
from regulation.firms.status import LIMIT_KINDS, REGISTRATION_KINDS, LimitKind, RegistrationKind
from regulation.registration_conditions import queries
from regulation.registration_conditions.rules import effects
from regulation.registration_conditions.rules import history as rules
from regulation.registration_conditions.rules.grounds import GROUNDS, ORIGINS, Basis, Ground
from regulation.registration_conditions.status import (
    ACTS,
    CONDITION_STATUSES,
    PHASES,
    STEPS,
    Act,
    Phase,
)
from regulation.words import N_

if TYPE_CHECKING:
    from uuid import UUID

    from regulation.registration_conditions.rules.effects import Consequences

Row = dict[str, Any]

KINDS, REGISTRATIONS, PHASE_NAMES = LIMIT_KINDS, REGISTRATION_KINDS, PHASES
KIND_TONES = {
    LimitKind.CONDITION: "info",
    LimitKind.RESTRICTION: "warn",
    LimitKind.SUSPENSION: "bad",
}
PHASE_TONES = {
    Phase.NONE: "neutral",
    Phase.UPCOMING: "info",
    Phase.IN_FORCE: "warn",
    Phase.EXPIRED: "done",
    Phase.LIFTED: "good",
    Phase.VOID: "done",
}
STATUS_TONES = {
    "opened": "info",
    "told": "warn",
    "ready": "info",
    "decided": "warn",
    "entered": "neutral",
    "declined": "done",
    "void": "done",
}
#: Whose turn it is, said to an official and to the firm.
TURNS: dict[str, tuple[str, str]] = {
    "opened": (N_("轮到经办人员：签发并送达告知书"), ""),
    "told": (N_("轮到该机构：陈述申辩"), N_("请在期限内陈述申辩；没有意见的，可以放弃。")),
    "ready": (N_("轮到审批负责人：作出决定"), N_("机关即将作出决定。")),
    "decided": (N_("轮到经办人员：送达决定书"), N_("决定已经作出，自送达之日起生效。")),
    "entered": ("", ""),
    "declined": (N_("没有登记"), N_("没有登记。")),
    "void": (N_("登记已撤销，视为自始没有记载"), N_("登记已撤销，视为自始没有记载。")),
}
EVENTS = {
    "propose": N_("提出登记"),
    "impose": N_("随其他程序登记"),
    "prepare_notice": N_("签发告知书"),
    "suggest": N_("履诺检查未通过，待确认"),
    "serve_note": N_("送达登记事项告知书"),
    "receive_note": N_("当事人签收登记事项告知书"),
}
LABELS = EVENTS | {name: each.label for name, each in STEPS.items()}
#: Acts of which the firm sees that they happened, not what officials wrote to each other.
INTERNAL = frozenset({"propose", "propose_change", "propose_burden", "drop", "drop_change"})
CLOCKS = {"condition_statement": N_("陈述申辩")}
PAPERS = {
    "condition_notice": N_("拟附加条件、限制告知书"),
    "condition_decision": N_("附加条件、限制决定书"),
    "condition_note": N_("登记事项告知书"),
}
ORIGIN_NAMES = ORIGINS


def status_pill(entry: Row) -> tuple[str, str]:
    """Label and tone of where the matter stands."""
    return _(CONDITION_STATUSES[entry["status"]]), STATUS_TONES[entry["status"]]


def phase_pill(phase: str) -> tuple[str, str]:
    """Label and tone of whether it holds."""
    known = Phase(phase)
    return _(PHASES[known]), PHASE_TONES[known]


def kind_pill(entry: Row) -> tuple[str, str]:
    known = LimitKind(entry["kind"])
    return _(LIMIT_KINDS[known]), KIND_TONES[known]


def turn(entry: Row, *, for_firm: bool) -> str:
    said = TURNS[entry["status"]][1 if for_firm else 0]
    return _(said) if said else ""


def basis(entry: Row) -> Basis:
    return GROUNDS[Ground(entry["ground"])]


def ground(entry: Row) -> str:
    return _(basis(entry).label)


def registration(entry: Row) -> str:
    return _(REGISTRATION_KINDS[RegistrationKind(entry["registration_kind"])])


def organ_name(row: Row) -> str:
    name = row["organ_name_en"] if i18n.language() == i18n.ENGLISH else row["organ_name"]
    return str(name)


def decided_by(entry: Row) -> str:
    """Who decided it: another body under its own name, or the bureau."""
    return entry["issuing_body"] or organ_name(entry)


def text(said: str, said_en: str) -> str:
    """In the reader's language, where there is an English one."""
    return said_en if said_en and i18n.language() == i18n.ENGLISH else said


def days(since: date | None, until: date | None) -> str:
    """From when to when, in words."""
    if since is None:
        return "—"
    if until is None:
        return _("自%(since)s起，至解除为止", since=i18n.day(since))
    return _("%(since)s至%(until)s", since=i18n.day(since), until=i18n.day(until))


def consequences(entry: Row) -> Consequences | None:
    """What a suspension means, and nothing for anything else."""
    if entry["kind"] != LimitKind.SUSPENSION:
        return None
    return effects.of_suspension(
        RegistrationKind(entry["registration_kind"]), by_penalty=entry["ground"] == Ground.STOP_BUSINESS
    )


async def history(entry_id: UUID) -> list[Row]:
    """The lines of the history, newest first, each with what it says."""
    lines = (await queries.lines([entry_id]))[entry_id]
    return [
        {
            "act": _(ACTS[Act(each["act"])]),
            "on": each["counts_from"],
            "at": each["at"],
            "text": text(each["said"], each["said_en"]),
            "days": days(each["since"] or each["counts_from"], each["until"])
            if each["act"] in {Act.IMPOSED, Act.VARIED, Act.CORRECTED}
            else _("延长至%(until)s", until=i18n.day(each["until"]))
            if each["act"] == Act.EXTENDED
            else "",
            "reason": each["reason"],
            "document_number": each["document_number"],
            "persons": [each["proposer_name"], each["decider_name"]] if each["decider_name"] else [],
        }
        for each in reversed(lines)
    ]


async def spans(entry_id: UUID, today: date, known_at: datetime | None = None) -> tuple[list[Row], str]:
    """The days of the entry with what it says on each, and where it stands on a day; by what was known at an instant."""
    found = await queries.history(entry_id)
    if known_at is not None:
        found = list(rules.known(found, known_at))
    rows = [
        {
            "text": text(each.value.text, each.value.text_en),
            "days": days(each.since, rules.last_day(each)),
            "is_now": each.holds_on(today),
        }
        for each in rules.timeline(found)
    ]
    return rows, str(rules.phase(found, today))


async def clock_chips(entry_id: UUID, today: date) -> list[Row]:
    """The running clock of a matter; it opens its sum."""
    known = await calendar.current()
    return [
        chips.chip(_(CLOCKS[each.kind]), each.due, today=today, calendar=known, is_running=each.is_running)
        for each in await clocks.of(entry_id, calendar=known)
        if each.is_running
    ]


async def papers(entry_id: UUID, *, for_firm: bool) -> list[Row]:
    """The papers of an entry: name, number, address, when served. The firm sees what was served, or was only a note."""
    found = []
    for each in await documents.of_matter("registration_condition", entry_id):
        served = await services.of(each["id"])
        if for_firm and not served and each["kind"] != "condition_note":
            continue
        found.append(
            {
                "name": _(PAPERS[each["kind"]]),
                "number": each["number"],
                "url": f"/documents/{each['id']}.pdf",
                "withdrawn": each["withdrawn_at"] is not None,
                "served": [(_(services.METHODS[s["method"]]), s["served_on"]) for s in served],
            }
        )
    return found


async def timeline(entry_id: UUID, *, for_firm: bool) -> list[Row]:
    """What was done, newest first; the firm does not read what officials wrote to each other."""
    entries = []
    for each in reversed(await record.history("registration_condition", entry_id)):
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


def proposed(entry: Row) -> Row | None:
    """The act that waits, in words."""
    if entry["proposed"] is None:
        return None
    said = entry["proposed"]
    from_day = said["since"] or said["on"]
    return {
        "act": _(ACTS[Act(said["act"])]),
        "text": text(said["text"], said["text_en"]),
        "text_en": said["text_en"],
        "on": i18n.day(_day(said["on"])),
        "days": days(_day(from_day), _day(said["until"]))
        if said["act"] in {Act.IMPOSED, Act.VARIED, Act.CORRECTED}
        else _("延长至%(until)s", until=i18n.day(_day(said["until"])))
        if said["act"] == Act.EXTENDED
        else _("自%(since)s起", since=i18n.day(_day(said["on"]))),
        "reason": said["reason"],
        "document_number": said["document_number"],
    }


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None

"""What pages of orders and cases show: words, clocks, papers, timelines, choices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app import clock
from app.shell import clocks as chips
from app.shell import i18n
from app.shell.i18n import gettext as _
from regulation.accounts import organs
from regulation.annual_reports import status as reports
from regulation.annual_reports.actions.filing import DESKS
from regulation.annual_reports.rules import KIND_NAMES
from regulation.casework import calendar, clocks, documents, record
from regulation.casework import service as services
from regulation.indicators.indicator import FormKind
from regulation.integrity.status import KIND_NAMES as FACT_NAMES
from regulation.law import beijing
from regulation.penalties import missed
from regulation.penalties.rules.fines import Proposal
from regulation.penalties.rules.violations import (
    GROUND_NAMES,
    HANDLER_NAMES,
    MEASURE_NAMES,
    OURS,
    PER_NAMES,
    VIOLATIONS,
    Per,
    Violation,
)
from regulation.words import N_
from reports.documents import registry

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

Row = dict[str, Any]
CLOCK_NAMES = {
    "correction": N_("改正期限"),
    "recheck": N_("复查"),
    "filing_copy": N_("当场文书备案"),
    "preservation": N_("登记保存处理"),
    "decision": N_("作出决定"),
    "investigation": N_("调查"),
    "after_investigation": N_("调查终结后决定"),
    "statement": N_("陈述、申辩"),
    "hearing": N_("要求听证"),
    "service": N_("送达决定书"),
    "spot_filing": N_("当场处罚备案"),
    "spot_hand_in": N_("收缴的罚款交至机关"),
    "spot_to_bank": N_("收缴的罚款缴付银行"),
    "payment": N_("缴纳罚没款"),
    "publicity": N_("公示"),
    "announcement": N_("公告送达"),
    "demand": N_("催告履行"),
    "court": N_("申请人民法院强制执行"),
    "ruling": N_("人民法院裁定"),
    "withdrawal": N_("撤回公示"),
    "reconsideration": N_("申请行政复议"),
    "litigation": N_("提起行政诉讼"),
}
#: Clocks of the party: shown to it, and not among the organ's own days.
PARTYS = frozenset({"statement", "hearing", "payment", "reconsideration", "litigation", "demand"})
#: Time to use a right: when it is over nobody is late.
RIGHTS = frozenset({"statement", "hearing", "reconsideration", "litigation"})
CLASSES = ("penalty_minor", "penalty_general", "penalty_serious")


def words(table: Mapping[Any, str]) -> dict[str, str]:
    """A table of labels in the visitor's language."""
    return {str(key): _(label) for key, label in table.items()}


def choices(table: Mapping[Any, str]) -> list[tuple[str, str]]:
    """The same as options of a form."""
    return list(words(table).items())


def violation_words() -> dict[str, str]:
    """Key and title of every violation."""
    return {key: f"{key} {_(each.title)}" for key, each in VIOLATIONS.items()}


def violation_choices() -> list[tuple[str, str]]:
    """What may become an order or a case here, for a form."""
    return [(key, f"{key} {_(each.title)}") for key, each in OURS.items()]


def classes() -> list[tuple[str, str]]:
    """The three classes of what is published."""
    known = words(FACT_NAMES)
    return [(name, known[name]) for name in CLASSES]


async def organ_words() -> dict[str, str]:
    english = i18n.language() == i18n.ENGLISH
    return {each["code"]: each["name_en" if english else "name"] for each in await organs.all_organs()}


def measures(violation: Violation) -> list[str]:
    """Its other penalties, each with the condition that the article puts to it."""
    found = []
    for each in violation.measures:
        said = _(MEASURE_NAMES[each])
        if each in violation.if_serious:
            said += _("（情节严重的）")
        elif each in violation.if_refused:
            said += _("（拒不改正的）")
        found.append(said)
    return found


def explained(violation: Violation) -> Row:
    """A violation for the side of a form: articles, what the fine needs, its range, doubts."""
    spans = []
    for condition, dated in (
        ("", violation.fine),
        (N_("没有违法所得的"), violation.fine_without_gains),
        (N_("情节严重的"), violation.fine_if_serious),
    ):
        if dated is None:
            continue
        span = dated.since(clock.today()).value
        amount = (
            _("%(least)s至%(most)s倍", least=span.least, most=span.most)
            if span.per is Per.GAINS
            else _("%(least)s元至%(most)s元", least=i18n.number(span.least), most=i18n.number(span.most))
        )
        spans.append(
            " ".join(
                part for part in (_(condition) if condition else "", _(PER_NAMES[span.per]), amount) if part
            )
        )
    if violation.doubled:
        spans.append(_("没有登记或者备案的，加一倍"))
    return {
        "key": violation.key,
        "title": _(violation.title),
        "breached": violation.breached,
        "basis": violation.basis,
        "ground": _(GROUND_NAMES[violation.ground]),
        "spans": spans,
        "confiscates": violation.confiscates,
        "measures": list(zip(map(str, violation.measures), measures(violation), strict=True)),
        "demand": violation.demand,
        "doubt": _(violation.doubt) if violation.doubt else "",
        "handler": "" if violation.is_ours else _(HANDLER_NAMES[violation.handler]),
        "body": _(violation.body) if violation.body else "",
        "instead": violation.instead,
    }


def summary(proposal: Proposal) -> str:
    """The operative part in one line, in the visitor's language."""
    said = [_(MEASURE_NAMES[each]) for each in proposal.measures]
    if proposal.confiscated:
        said.append(_("没收%(amount)s", amount=i18n.money(proposal.confiscated)))
    if proposal.fine:
        said.append(_("罚款%(amount)s", amount=i18n.money(proposal.fine)))
    return _("；").join(said)


async def clock_chips(matter_id: UUID, *, only: frozenset[str] | None = None) -> list[Row]:
    """The running clocks of a matter, each opening its sum."""
    known = await calendar.current()
    return [
        chips.chip(
            _(CLOCK_NAMES[each.kind]),
            each.due,
            today=clock.today(),
            calendar=known,
            is_right=each.kind in RIGHTS,
        )
        for each in await clocks.of(matter_id, calendar=known)
        if each.is_running and (only is None or each.kind in only)
    ]


async def papers(*matters: tuple[str, UUID], addressed_to: UUID | None = None) -> list[Row]:
    """The papers of these matters: name, number, address, when and how served.

    With `addressed_to` those alone that are a firm's to read: the organ's own papers do not exist for it.
    """
    found = []
    for kind, matter_id in matters:
        for each in await documents.of_matter(kind, matter_id):
            if addressed_to is not None and each["firm_id"] != addressed_to:
                continue
            served = await services.of(each["id"])
            found.append(
                {
                    "name": _(registry.name(each["kind"])),
                    "number": each["number"],
                    "url": f"/documents/{each['id']}.pdf",
                    "issued_at": each["issued_at"],
                    "withdrawn": each["withdrawn_at"] is not None,
                    "served": [(_(services.METHODS[one["method"]]), one["served_on"]) for one in served],
                }
            )
    return found


async def timeline(kind: str, matter_id: UUID, names: Mapping[str, str]) -> list[Row]:
    """All that was done, newest first."""
    return [
        {
            "at": each.at,
            "label": _(names.get(each.action, each.action)),
            "actor": each.actor_name,
            "organ": each.actor_organ,
            "reason": each.reason,
            "citations": list(each.articles),
        }
        for each in reversed(await record.history(kind, matter_id))
    ]


async def area_words() -> dict[str, str]:
    """The districts by the codes of their organs."""
    english = i18n.language() == "en"
    return {
        each["code"]: each["area_name_en"] if english else each["area_name"]
        for each in await organs.all_organs()
    }


def report_name(kind: FormKind) -> str:
    """The report's name as it follows the year."""
    return _(KIND_NAMES[kind]) if kind is FormKind.DISPATCH else _("经营情况报告")


async def report_behind(source_number: str) -> Row | None:
    """The missed report from which an order comes, as it stands now; None for other sources."""
    found = await missed.of_source(source_number)
    if found is None:
        return None
    status = _(reports.STATUSES[reports.Status(found["status"] or "not_filed")])
    if found["number"]:
        status += f" {found['number']} {i18n.instant(found['filed_at'])}"
    return {
        **found,
        "name": _("%(year)s年度%(title)s", year=found["year"], title=report_name(found["kind"])),
        "reminded_on": [i18n.day(beijing.legal_day(each["sent_at"])) for each in found["reminded"]],
        "now": status,
        "url": f"{DESKS[found['kind']]}/{found['year']}/{found['firm_number']}" if found["version"] else "",
    }

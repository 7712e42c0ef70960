"""What pages of a licensing matter show: words for states, summaries of answers, clocks, timelines, papers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app import clock
from app.licensing.groups import GROUPS
from app.shell import clocks as chips
from app.shell import i18n
from app.shell.i18n import gettext as _
from regulation.accounts import organs
from regulation.casework import attachments, calendar, clocks, documents, record
from regulation.casework import service as services
from regulation.firms.status import REGISTRATION_KINDS
from regulation.integrity import status as facts
from regulation.licensing import procedures
from regulation.licensing.actions import powers
from regulation.licensing.officials import of_organ
from regulation.licensing.procedure import Effect
from regulation.licensing.rules import change, ending, renewal
from regulation.licensing.rules.winding_down import WINDING_STEPS
from regulation.licensing.status import (
    APPLICATION_STATUSES,
    CHECK_OCCASIONS,
    CHECK_STATUSES,
    CHECK_STEPS,
    FILING_ACTS,
    FILING_STEPS,
    LICENCE_STATUSES,
    LICENCE_STEPS,
    QUESTION_STEPS,
    SERVICES,
    STEPS,
    TRACKS,
    Track,
)
from regulation.words import N_
from regulation.worklists import phrases
from reports.documents import registry

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from uuid import UUID

    from regulation.licensing.rules import conditions

Row = dict[str, Any]

TONES = {
    "draft": "neutral",
    "received": "info",
    "correcting": "warn",
    "supplement": "warn",
    "accepted": "info",
    "proposed": "info",
    "granted": "good",
    "refused": "bad",
    "declined": "done",
    "not_needed": "done",
    "retracted": "done",
    "deemed": "good",
    "discarded": "done",
    "valid": "good",
    "renewal_pending": "info",
    "expired": "warn",
    "revoked": "bad",
    "set_aside": "bad",
    "withdrawn": "bad",
    "cancelled": "done",
    "ended": "done",
    "due": "info",
    "passed": "good",
    "failed": "bad",
    "unmet": "bad",
    "false": "bad",
}

#: Whose turn it is, said to an official and to the firm.
TURNS: dict[str, tuple[str, str]] = {
    "draft": (N_("轮到申请人：填写并提交"), N_("请填写各部分内容，核对后提交。")),
    "received": (
        N_("轮到经办人员：受理，或者一次性告知补正"),
        N_("许可机关五个工作日内决定是否受理；逾期不告知的，视为受理。"),
    ),
    "correcting": (N_("轮到申请人：当场更正"), N_("请按列出的内容更正后重新提交。")),
    "supplement": (N_("轮到申请人：补正材料"), N_("请按补正告知书列出的全部内容补充后重新提交。")),
    "accepted": (N_("轮到经办人员：审查并提出意见"), N_("许可机关正在审查。")),
    "proposed": (N_("轮到审批负责人：作出决定"), N_("审查已经完成，等待作出决定。")),
    "granted": (N_("已颁发许可证"), N_("已颁发许可证，请查看文书。")),
    "refused": (N_("已作出不予许可决定"), N_("决定书写明了理由，以及申请行政复议和提起行政诉讼的途径。")),
    "declined": (N_("已告知向有权机关申请"), N_("请向有权办理的机关申请。")),
    "not_needed": (N_("已告知不需要许可"), N_("申请事项不需要取得行政许可。")),
    "retracted": (N_("申请人已撤回"), N_("您已撤回申请，可以重新申请。")),
    "deemed": (
        N_("届满前未作决定，许可证已视为延续"),
        N_("许可机关在有效期届满前没有作出决定，许可证依法视为延续，请查看文书。"),
    ),
    "discarded": (N_("草稿已作废"), N_("草稿已作废。")),
}

EVENTS = {
    "start": N_("开始填写"),
    "ask_question": N_("提问"),
    "attach": N_("上传材料"),
    "detach": N_("删除材料"),
    "verify": N_("实地核查"),
    "serve": N_("送达文书"),
    "grant": N_("颁发许可证"),
    "ask_cancellation": N_("申请注销"),
    "settle": N_("提交劳动关系和社会保险处理证明"),
    "begin": N_("许可终止，开始处理原有派遣合同"),
    "add_contracts": N_("列入用工单位"),
    "end_contracts": N_("报告终止"),
    "ask_reissue": N_("申请补发许可证"),
    "reissue": N_("补发许可证"),
    "file": N_("提交备案，发给凭证"),
    "open_check": N_("开始核查期限"),
    "take_over": N_("接收以前颁发的许可证"),
    "tell_interests": N_("告知听证权利"),
    "ask_hearing": N_("要求听证"),
    "forgo_hearing": N_("放弃听证"),
    "call_hearing": N_("通知听证"),
    "hold_hearing": N_("举行听证"),
    "drop_hearing": N_("撤回听证要求"),
    "hand_over": N_("移交其他机关"),
    "bring_forward": N_("因举报提前核查"),
    "report_correction": N_("报告整改情况"),
    "receive": N_("确认签收"),
    "follow_file": N_("随档案移交迁入地机关"),
    "holder_ended": N_("机构已终止，待办理注销"),
    **FILING_ACTS,
}
LABELS: dict[str, str] = EVENTS | {
    name: each.label
    for table in (QUESTION_STEPS, WINDING_STEPS, FILING_STEPS, LICENCE_STEPS, CHECK_STEPS, STEPS)
    for name, each in table.items()
}
#: Acts of which the firm sees that they happened, not what officials wrote to each other.
INTERNAL = frozenset({"propose", "send_back", "verify"})
QUIET = frozenset({"attach", "detach"})

CLOCKS: dict[str, str] = {each.clock: each.label for p in procedures.ALL for each in p.limits} | {
    "commitment_check": N_("履诺检查"),
    "commitment_report": N_("受理举报后的履诺检查"),
    "promised": N_("本机关承诺的时限"),
    "hearing_ask": N_("要求听证"),
    "hearing_hold": N_("组织听证"),
    "cancellation": N_("办理注销"),
}

KIND_NAMES = REGISTRATION_KINDS
FACT_NAMES = facts.KIND_NAMES
TRACK_NAMES, APPLICATION_WORDS, LICENCE_WORDS = TRACKS, APPLICATION_STATUSES, LICENCE_STATUSES
CHECK_WORDS, SERVICE_NAMES, GROUND_NAMES = CHECK_STATUSES, SERVICES, ending.GROUNDS
OCCASION_NAMES = CHECK_OCCASIONS


def may_ask_cancellation(licence: Row) -> bool:
    """Whether the holder may ask here for the cancellation of this licence."""
    kind = procedures.licence_kind(licence)
    return kind is not None and licence["status"] == "valid"


def pill(status: str, words: Mapping[Any, str]) -> tuple[str, str]:
    """Label and tone of a state."""
    return _(words[status]), TONES[status]


async def organ_choices() -> list[tuple[str, str]]:
    """Code and name of every organ that licenses."""
    english = i18n.language() == i18n.ENGLISH
    return [
        (each["code"], each["name_en"] if english else each["name"]) for each in await organs.all_organs()
    ]


async def licensing_choices(kind: str) -> list[tuple[str, str]]:
    """Code and name of every organ that gives this licence today."""
    english = i18n.language() == i18n.ENGLISH
    held = await powers.holders(kind, on=clock.today())
    return [(each["code"], each["name_en"] if english else each["name"]) for each in held]


def organ_name(row: Mapping[str, Any]) -> str:
    """The organ's name in the visitor's language, of a row that carries both."""
    name = row["organ_name_en"] if i18n.language() == i18n.ENGLISH else row["organ_name"]
    return str(name)


def answers_shown(
    application: Row, organ: str, *, change: str = ""
) -> list[tuple[str, str, list[tuple[str, Any]], str]]:
    """The answers as groups: (group, title, rows of label and value, address to change them)."""
    procedure = procedures.of_matter(application)
    found = []
    for name in procedure.groups_of(Track(application["track"])):
        shows = GROUPS[name].shows
        if shows is not None:
            rows = shows(application["answers"], organ)
            found.append((name, _(procedure.titles[name]), rows, f"{change}/{name}" if change else ""))
    return found


def changes_shown(application: Row) -> list[tuple[str, str, str]]:
    """What the application would have the licence say otherwise: item, as it says, as applied for."""
    if not procedures.of_matter(application).needs_licence:
        return []
    return [(_(each.label), _(each.before), _(each.after)) for each in change.changes(application["answers"])]


async def resubmitted(application: Row, organ: str) -> list[tuple[str, str, Any, Any]]:
    """What changed when the firm last supplied or corrected: (group, item, before, now), all of it in words."""
    told = [
        each
        for each in await record.history("application", application["id"])
        if each.data.get("answers_before")
    ]
    if not told:
        return []
    earlier = answers_shown({**application, "answers": told[-1].data["answers_before"]}, organ)
    was = {(group, row[0]): row[1] for group, _title, rows, _url in earlier for row in rows}
    found = []
    for group, title, rows, _url in answers_shown(application, organ):
        shown = {row[0]: row[1] for row in rows}
        labels = [*shown, *(label for key, label in was if key == group and label not in shown)]
        found += [
            (title, label, was.get((group, label)), shown.get(label))
            for label in labels
            if str(was.get((group, label)) or "") != str(shown.get(label) or "")
        ]
    return found


def scope_applied_for(application: Row) -> str:
    """The items of the licence as it would read."""
    kind = procedures.of_matter(application).licence
    return _("、").join(_(each) for each in kind.scope(application["answers"]))


def term_granted(application: Row, licence: Row | None, today: date) -> str:
    """The last day of the licence if it were granted today."""
    procedure = procedures.of_matter(application)
    if procedure.grants is Effect.NEW_LICENCE or licence is None:
        ends = procedure.licence.valid_to(today)
    elif procedure.grants is Effect.NEW_TERM:
        _begins, ends = renewal.next_term(licence["valid_to"], today, procedure.licence.valid_to)
    else:
        ends = licence["valid_to"]
    return _("至%(day)s", day=i18n.day(ends))


def lacking(application: Row, papers: frozenset[str], today: date) -> list[conditions.Missing]:
    """What the application still lacks, by its own procedure."""
    return procedures.of_matter(application).missing(
        Track(application["track"]), application["answers"], papers, today
    )


def group_title(application: Row, group: str) -> str:
    """The title of a group of questions of this application."""
    return _(procedures.of_matter(application).titles[group])


async def officials(organ_id: UUID | None) -> list[tuple[str, str, str]]:
    """Who of the organ may be named as having looked, with the certificate that is valid today."""
    return [
        (
            str(each.person),
            each.name,
            _("执法证号 %(number)s", number=each.certificate) if each.certificate else _("没有有效的执法证"),
        )
        for each in await of_organ(organ_id, clock.today())
    ]


async def clock_chips(matter_id: Any, today: date, *, running_only: bool = True) -> list[Row]:
    """The clocks of a matter, the earliest first, those that stand still last; each opens its sum."""
    known = await calendar.current()
    found = [
        chips.chip(_(CLOCKS[each.kind]), each.due, today=today, calendar=known, is_running=each.is_running)
        for each in await clocks.of(matter_id, calendar=known)
        if (each.is_running or not running_only)
        # A right that was not used lapses: nobody is late.
        and not (each.kind == "hearing_ask" and each.due.due_on < today)
    ]
    return sorted(found, key=lambda chip: chip["paused_since"] is not None)


async def papers(*matters: tuple[str, Any], of_firm: Any = None) -> list[Row]:
    """The papers of these matters: name, number, address, when served; for a firm those that are its own."""
    found = []
    for kind, matter_id in matters:
        for each in await documents.of_matter(kind, matter_id):
            if of_firm in (None, each["firm_id"]):
                found.append(await paper(each))
    return found


async def paper(each: Row) -> Row:
    """One paper as lists show it."""
    served = await services.of(each["id"])
    link = f"/documents/{each['id']}.pdf"
    links = [(_(registry.name(each["kind"])), link)]
    if each["kind"] in {kind.paper for kind in procedures.KINDS.values()}:
        links = [
            (_("正本"), link),
            (_("副本"), f"{link}?variant=copy"),
            (_("电子证照"), f"{link}?variant=electronic"),
        ]
    return {
        "id": each["id"],
        "kind": each["kind"],
        "name": _(registry.name(each["kind"])),
        "number": each["number"],
        "links": links,
        "issued_at": each["issued_at"],
        "withdrawn": each["withdrawn_at"] is not None,
        "served": [(_(services.METHODS[s["method"]]), s["served_on"]) for s in served],
        "token": each["token"],
    }


async def timeline(kind: str, matter_id: Any, *, for_firm: bool) -> list[Row]:
    """What was done, newest first; the firm does not read what officials wrote to each other."""
    entries = []
    used = {} if for_firm else await phrases.used_in(kind, matter_id)
    for each in reversed(await record.history(kind, matter_id)):
        if each.action in QUIET:
            continue
        hidden = for_firm and each.action in INTERNAL
        entries.append(
            {
                "at": each.at,
                "label": _(LABELS.get(each.action, each.action)),
                "actor": "" if for_firm and not each.actor_role.startswith("firm_") else each.actor_name,
                "organ": each.actor_organ,
                "reason": "" if hidden else each.reason,
                "citations": each.articles,
                "documents": [
                    (
                        _("常用语“%(title)s”第%(n)s版", title=one["title"], n=one["version"]),
                        f"/desk/phrases/{one['phrase']}",
                    )
                    for one in used.get(each.id, [])
                ],
            }
        )
    return entries


async def files(application: Row) -> list[Row]:
    """Uploaded papers with the name of their kind."""
    found = await attachments.of("application", application["id"])
    names = procedures.of_matter(application).papers
    return [{**each, "kind_name": _(names.get(each["kind"]) or str(each["kind"]))} for each in found]


def settles_first(licence: Row) -> bool:
    """Whether its holder has to settle with its dispatched workers before it gives the licence up."""
    kind = procedures.licence_kind(licence)
    return kind is not None and kind.settles_first

"""What pages of a licensing matter show: words for states, summaries of answers, clocks, timelines, papers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.shell import clocks as chips
from app.shell import i18n
from app.shell.i18n import gettext as _
from regulation.accounts import organs
from regulation.casework import attachments, calendar, clocks, documents, record
from regulation.casework import service as services
from regulation.firms.status import REGISTRATION_KINDS
from regulation.licensing.rules import conditions, ending
from regulation.licensing.status import (
    ACTIVITIES,
    APPLICATION_STATUSES,
    CHECK_STATUSES,
    CHECK_STEPS,
    LICENCE_STATUSES,
    LICENCE_STEPS,
    SERVICES,
    STEPS,
    TRACKS,
)
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

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
    "discarded": (N_("草稿已作废"), N_("草稿已作废。")),
}

EVENTS = {
    "start": N_("开始填写"),
    "attach": N_("上传材料"),
    "detach": N_("删除材料"),
    "verify": N_("实地核查"),
    "serve": N_("送达文书"),
    "grant": N_("颁发许可证"),
    "ask_cancellation": N_("申请注销"),
    "file": N_("提交备案，发给凭证"),
    "open_check": N_("开始核查期限"),
    "still_unmet": N_("复查仍不符合"),
}
LABELS: dict[str, str] = EVENTS | {
    name: each.label for table in (LICENCE_STEPS, CHECK_STEPS, STEPS) for name, each in table.items()
}
#: Acts of which the firm sees that they happened, not what officials wrote to each other.
INTERNAL = frozenset({"propose", "send_back", "verify"})
QUIET = frozenset({"attach", "detach"})

CLOCKS = {
    "triage": N_("受理或者告知补正"),
    "decision_by_regulations": N_("作出决定（条例）"),
    "decision_by_law": N_("作出决定（行政许可法）"),
    "on_the_spot": N_("当场作出决定"),
    "delivery": N_("送达许可决定"),
    "commitment_check": N_("履诺检查"),
}

PAPER_NAMES = {
    "licence": N_("人力资源服务许可证"),
    "filing_certificate": N_("人力资源服务备案凭证"),
    "acceptance_notice": N_("受理通知书"),
    "correction_notice": N_("补正材料告知书"),
    "refusal_decision": N_("不予行政许可决定书"),
    "decline_notice": N_("不予受理决定书"),
    "grant_decision": N_("准予行政许可决定书"),
    "cancellation_notice": N_("注销行政许可决定书"),
}

RIGHTS = {"own": N_("自有"), "rent": N_("租赁"), "free": N_("无偿使用")}
SYSTEMS = {
    "articles": N_("机构章程"),
    "review": N_("招聘信息发布审查制度"),
    "complaints": N_("投诉处理制度"),
    "ledger": N_("服务台账制度"),
    "finance": N_("财务制度"),
    "privacy": N_("个人信息保护制度"),
}
YES_NO = {"yes": N_("是"), "no": N_("否")}
KIND_NAMES = REGISTRATION_KINDS
TRACK_NAMES, APPLICATION_WORDS, LICENCE_WORDS = TRACKS, APPLICATION_STATUSES, LICENCE_STATUSES
CHECK_WORDS, SERVICE_NAMES, GROUND_NAMES = CHECK_STATUSES, SERVICES, ending.GROUNDS


def pill(status: str, words: Mapping[Any, str]) -> tuple[str, str]:
    """Label and tone of a state."""
    return _(words[status]), TONES[status]


async def organ_choices() -> list[tuple[str, str]]:
    """Code and name of every organ that licenses."""
    english = i18n.language() == i18n.ENGLISH
    return [
        (each["code"], each["name_en"] if english else each["name"]) for each in await organs.all_organs()
    ]


def organ_name(row: Mapping[str, Any]) -> str:
    """The organ's name in the visitor's language, of a row that carries both."""
    name = row["organ_name_en"] if i18n.language() == i18n.ENGLISH else row["organ_name"]
    return str(name)


def _words(table: Mapping[Any, str], chosen: object) -> str:
    if isinstance(chosen, list):
        return _("、").join(_(table[each]) for each in chosen if each in table)
    return _(table[chosen]) if chosen in table else ""


def answers_shown(
    application: Row, organ: str, *, change: str = ""
) -> list[tuple[str, str, list[tuple[str, Any]], str]]:
    """The answers as groups: (group, title, rows of label and value, address to change them)."""
    said: dict[str, Row] = application["answers"]
    subject, scope = said.get("subject", {}), said.get("scope", {})
    premises, systems = said.get("premises", {}), said.get("systems", {})
    rows: dict[str, list[tuple[str, Any]]] = {
        "subject": [
            (_("机构名称"), subject.get("name")),
            (_("统一社会信用代码"), subject.get("uscc")),
            (_("住所"), subject.get("domicile")),
            (_("法定代表人"), subject.get("legal_representative")),
            (_("许可机关"), organ),
            (_("联系人"), subject.get("contact_name")),
            (_("联系电话"), subject.get("contact_phone")),
            (_("同意电子送达"), _words(YES_NO, subject.get("e_service"))),
        ],
        "scope": [
            (_("拟开展的职业中介活动"), _words(ACTIVITIES, scope.get("activities", []))),
            *(
                [
                    (_("网站、应用程序"), scope.get("website")),
                    (_("涉及经营电信业务"), _words(YES_NO, scope.get("needs_telecom"))),
                    (_("电信业务经营许可证编号"), scope.get("telecom_number")),
                ]
                if "online" in scope.get("activities", [])
                else []
            ),
        ],
        "premises": [
            (_("经营场所地址"), premises.get("address")),
            (_("使用经营场所的依据"), _words(RIGHTS, premises.get("right"))),
            (_("使用面积（平方米）"), premises.get("area")),
            (_("办公设施"), premises.get("facilities")),
            (_("开办资金"), i18n.money(premises["funds"]) if premises.get("funds") else None),
        ],
        "staff": [(name, post or _("未填写岗位")) for name, post in conditions.staff_of(said)]
        or [(_("专职工作人员"), None)],
        "systems": [(_("已建立的制度"), _words(SYSTEMS, systems.get("systems", [])))],
        "commitment": [
            (_("告知承诺书"), _("已作出承诺") if said.get("commitment", {}).get("agreed") else None)
        ],
    }
    return [
        (group, _(conditions.GROUPS[group]), rows[group], f"{change}/{group}" if change else "")
        for group in conditions.groups_of(application["track"])
        if group in rows
    ]


async def clock_chips(matter_id: Any, today: date, *, running_only: bool = True) -> list[Row]:
    """The clocks of a matter, the earliest first; each opens its sum."""
    known = await calendar.current()
    return [
        chips.chip(_(CLOCKS[each.kind]), each.due, today=today, calendar=known, is_running=each.is_running)
        for each in await clocks.of(matter_id, calendar=known)
        if (each.is_running or not running_only) and each.due.paused_since is None
    ]


async def papers(*matters: tuple[str, Any]) -> list[Row]:
    """The papers of these matters: name, number, address, when served."""
    found = []
    for kind, matter_id in matters:
        for each in await documents.of_matter(kind, matter_id):
            found.append(await paper(each))
    return found


async def paper(each: Row) -> Row:
    """One paper as lists show it."""
    served = await services.of(each["id"])
    link = f"/documents/{each['id']}.pdf"
    links = [(_(PAPER_NAMES.get(each["kind"]) or str(each["kind"])), link)]
    if each["kind"] == "licence":
        links = [(_("正本"), link), (_("副本"), f"{link}?variant=copy")]
    return {
        "id": each["id"],
        "kind": each["kind"],
        "name": _(PAPER_NAMES.get(each["kind"]) or str(each["kind"])),
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
            }
        )
    return entries


async def files(application: Row) -> list[Row]:
    """Uploaded papers with the name of their kind."""
    found = await attachments.of("application", application["id"])
    return [
        {**each, "kind_name": _(conditions.PAPERS.get(each["kind"]) or str(each["kind"]))} for each in found
    ]

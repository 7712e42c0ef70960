"""How accounts are shown: words, tones, the one sentence of the answer, the lines of a list."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from app.shell import i18n
from app.shell.i18n import gettext as _
from regulation.recruiter_accounts import queries
from regulation.recruiter_accounts.rules import CHANGED, SCOPE, TO_SHOW, Line
from regulation.recruiter_accounts.status import (
    ACCOUNT_KINDS,
    ACCOUNT_STATUSES,
    ANSWERS,
    STEPS,
    AccountKind,
    AccountStatus,
    Answer,
)
from regulation.words import N_

if TYPE_CHECKING:
    from regulation.errors import Invalid

TONES = {
    AccountStatus.DECLARED: "info",
    AccountStatus.ASKED: "warn",
    AccountStatus.CONFIRMED: "good",
    AccountStatus.LAPSED: "warn",
    AccountStatus.REFUSED: "bad",
    AccountStatus.SUSPENDED: "bad",
    AccountStatus.CLOSED: "done",
}
#: Word and tone of each answer.
SHORT: dict[Answer, tuple[str, str]] = {
    Answer.LICENSED: (N_("持证"), "good"),
    Answer.PUBLIC: (N_("公共机构"), "good"),
    Answer.OWN_ONLY: (N_("只招本单位"), "info"),
    Answer.NOT_VERIFIED: (N_("待核验"), "warn"),
    Answer.LICENCE_ENDED: (N_("无有效许可"), "bad"),
    Answer.LICENCE_HALTED: (N_("许可暂停"), "bad"),
    Answer.NOT_ONLINE: (N_("超出许可事项"), "bad"),
    Answer.SUSPENDED: (N_("已要求暂停"), "bad"),
    Answer.CLOSED: (N_("已停止使用"), "done"),
    Answer.UNKNOWN: (N_("没有记录"), "warn"),
}
#: The answer of an account that was verified once, in one sentence: what, by whom, by which licence, until when.
SENTENCES: dict[Answer, str] = {
    Answer.LICENSED: N_(
        "持证：%(platform)s的“%(handle)s”由%(firm)s申报，许可证%(licence)s有效，核验有效至%(until)s，可以为用人单位发布招聘信息。"
    ),
    Answer.PUBLIC: N_(
        "公共：%(platform)s的“%(handle)s”由公共人力资源服务机构%(firm)s申报，核验有效至%(until)s，服务不收费。"
    ),
    Answer.OWN_ONLY: N_(
        "自招：%(platform)s的“%(handle)s”由%(firm)s申报，核验有效至%(until)s，只能发布本单位及其分支机构的岗位，不能代其他单位招聘。"
    ),
    Answer.NOT_VERIFIED: N_(
        "待核验：%(platform)s的“%(handle)s”由%(firm)s申报，核验已于%(until)s到期，尚未重新核验。"
    ),
    Answer.LICENCE_ENDED: N_(
        "无证：申报%(platform)s的“%(handle)s”的%(firm)s没有有效的人力资源服务许可证，不得代用人单位发布招聘信息。"
    ),
    Answer.LICENCE_HALTED: N_(
        "许可暂停：申报%(platform)s的“%(handle)s”的%(firm)s的许可证%(licence)s正在暂停期间，暂停期间不得代用人单位发布招聘信息。"
    ),
    Answer.NOT_ONLINE: N_(
        "超范围：申报%(platform)s的“%(handle)s”的%(firm)s的许可证%(licence)s没有开展网络招聘服务的事项。"
    ),
    Answer.SUSPENDED: N_("暂停：已要求%(platform)s暂停“%(handle)s”发布招聘信息，申报机构为%(firm)s。"),
    Answer.CLOSED: N_("停用：%(firm)s申报的%(platform)s的“%(handle)s”已于%(closed)s停用。"),
}
#: Acts of the history that are no steps.
EVENTS = {
    "declare": N_("提出申报"),
    "platform_reply": N_("平台答复"),
    "register_changed": N_("登记事项变更，须更新账号"),
}


def pill(status: str) -> tuple[str, str]:
    """Word and tone of a status."""
    return _(ACCOUNT_STATUSES[AccountStatus(status)]), TONES[AccountStatus(status)]


def kind(value: str) -> str:
    """Whose jobs it may publish."""
    return _(ACCOUNT_KINDS[AccountKind(value)])


def answered(answer: Answer) -> tuple[str, str]:
    """Word and tone of an answer."""
    word, tone = SHORT[answer]
    return _(word), tone


def sentence(row: dict[str, Any] | None, answer: Answer) -> str:
    """Is this account licensed, in one sentence. Whose it is is not said before somebody has verified it."""
    if row is None or answer not in SENTENCES or not (row["verified_on"] or answer is Answer.SUSPENDED):
        return _(ANSWERS[answer])
    return _(
        SENTENCES[answer],
        platform=row["platform_name"],
        handle=row["handle"],
        firm=row["name"],
        licence=row["licence_number"] or "",
        until=i18n.day(row["verify_by"]) if row["verify_by"] else "",
        closed=i18n.day(row["closed_on"]) if row["closed_on"] else "",
    )


def is_late(row: dict[str, Any], on: date) -> bool:
    """The account has not been updated within its days since the register changed: the warning mark of item 4."""
    return row["update_by"] is not None and row["update_by"] < on


def report_url(row: dict[str, Any] | None, platform: str, handle: str) -> str:
    """The form of a complaint, filled in as far as is known."""
    if row is not None and row["verified_on"]:
        return "/complaints/new?" + urlencode({"firm": row["firm_number"], "topic": "false_information"})
    asked = {"unregistered": "1", "respondent": handle, "respondent_address": platform, "topic": "no_licence"}
    return "/complaints/new?" + urlencode(asked)


def data(row: dict[str, Any], answer: Answer, on: date) -> dict[str, Any]:
    """What everybody may have of an account, for programs."""
    is_known = bool(row["verified_on"]) or answer is Answer.SUSPENDED
    return {
        "number": row["number"],
        "platform": row["platform_name"],
        "handle": row["handle"],
        "url": row["url"] or None,
        "kind": row["kind"],
        "answer": str(answer),
        "sentence": sentence(row, answer),
        "firm_number": row["firm_number"] if is_known else None,
        "firm_name": row["name"] if is_known else None,
        "licence": row["licence_number"] if is_known else None,
        "verified_on": row["verified_on"],
        "verified_until": row["verify_by"] if row["closed_on"] is None else None,
        "update_overdue": is_late(row, on),
        "closed_on": row["closed_on"],
    }


def organ(row: dict[str, Any]) -> str:
    """The organ in the visitor's language."""
    return (i18n.language() == i18n.ENGLISH and row.get("organ_name_en")) or row.get("organ_name") or ""


def side(value: Any) -> str:
    """One side of a comparison."""
    if isinstance(value, tuple):
        return _("、").join(_(each) for each in value)
    text = str(value or "")
    try:
        return i18n.day(date.fromisoformat(text))
    except ValueError:
        return text


def lines(found: list[Line]) -> list[tuple[str, str, str, bool]]:
    """Label, what is shown, what the register says, whether they are the same."""
    return [(_(each.label), side(each.shown), side(each.register), each.is_same) for each in found]


def changes(keys: list[str]) -> str:
    """What of the register has changed."""
    return _("、").join(_(CHANGED[key]) for key in keys)


def scopes(keys: list[str]) -> str:
    """Items of a licence, as the account shows them."""
    return _("、").join(_(SCOPE[key]) for key in keys)


def shown(keys: list[str]) -> str:
    """What the account shows on its page."""
    return _("、").join(_(TO_SHOW[key]) for key in keys)


def act(name: str) -> str:
    """A line of the history."""
    return _(STEPS[name].label) if name in STEPS else _(EVENTS.get(name, name))


def timeline(entries: list[Any]) -> list[dict[str, Any]]:
    """The history as it is shown, the newest first."""
    return [
        {
            "at": each.at,
            "label": act(each.action),
            "actor": each.actor_name,
            "organ": each.actor_organ,
            "reason": each.reason or (changes(each.data["changed"]) if "changed" in each.data else ""),
            "citations": each.articles,
        }
        for each in reversed(entries)
    ]


def refused(invalid: Invalid) -> dict[str, str]:
    """Field errors in the visitor's language, their numbers filled in."""
    return {name: _(text, **invalid.params) for name, text in invalid.errors.items()}


_SPLIT = re.compile(r"[\t,，;；]")


def read_lines(text: str) -> list[dict[str, Any]]:
    """Lines of a list: platform, name, manager, telephone, address. What is left out is named by the rule."""
    found = []
    for line in text.splitlines():
        cells = [unicodedata.normalize("NFC", each).strip() for each in _SPLIT.split(line)]
        if not any(cells):
            continue
        cells += [""] * (5 - len(cells))
        found.append(
            {
                "platform": cells[0][:120],
                "handle": cells[1][:120],
                "holder_name": cells[2][:100],
                "phone": cells[3][:40],
                "url": cells[4][:400],
            }
        )
    return found


def by_line(invalid: Invalid) -> dict[str, str]:
    """Errors of lines are told at the field of all lines, each with its place; those of the shared part at their fields."""
    found = refused(invalid)
    told = {key: text for key, text in found.items() if not key.startswith("line-")}
    placed: list[str] = []
    for key, text in found.items():
        at, _dot, name = key.removeprefix("line-").partition(".")
        if key in told:
            continue
        if name in {"shown", "shown_name", "shown_licence", "shown_scope", "kind"}:
            told.setdefault(name, text)
        else:
            placed.append(_("第%(line)s行：%(text)s", line=int(at) + 1, text=text))
    if placed:
        told["lines"] = _("；").join(placed[:10])
    return told


def answer_now(row: dict[str, Any], on: date) -> tuple[str, str]:
    """What the public is told of it today, in a word."""
    return answered(queries.answer_of(row, on))

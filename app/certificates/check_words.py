"""The answers to a list of suppliers in the reader's words: on the page, in the workbook."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from app.public import register_words
from app.shell import i18n
from app.shell.i18n import gettext as _
from regulation.firms.status import REGISTRATION_KINDS, STANDINGS
from regulation.firms.suppliers.checking import BY, OUTCOMES, Answer, Firm, Outcome
from reports.exports.columns import Column

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from regulation import errors

OUTCOME_TONES = {
    Outcome.FOUND: "good",
    Outcome.SEVERAL: "warn",
    Outcome.SIMILAR: "warn",
    Outcome.NOT_FOUND: "bad",
    Outcome.DUPLICATE: "done",
    Outcome.EMPTY: "done",
}


def problems(refusal: errors.Invalid) -> dict[str, str]:
    """A refused list, at its field, with its figures."""
    return {name: _(text, **refusal.params) for name, text in refusal.errors.items()}


def told(answer: Answer, today: date) -> dict[str, Any]:
    """One row of the result page."""
    return {
        "line": answer.row.line,
        "given": answer.row.given,
        "outcome": _(OUTCOMES[answer.outcome]),
        "tone": OUTCOME_TONES[answer.outcome],
        "by": _(BY[answer.by]) if answer.by else "",
        "remarks": remarks(answer),
        "firms": [
            {
                "number": firm.number,
                "name": firm.name,
                "status": _(STANDINGS[firm.standing]),
                "tone": register_words.TONES[firm.standing],
                "licences": licences(firm, today),
                "penalties": firm.penalties,
            }
            for firm in answer.firms
        ],
    }


def licences(firm: Firm, today: date) -> list[str]:
    """Each registration in a few words."""
    return [
        " ".join(
            part
            for part in (
                _(REGISTRATION_KINDS[each.kind]),
                each.number,
                _(each.label_on(today)),
                _("暂停经营") if each.number in firm.suspended else "",
                _("有效期至 %(day)s", day=i18n.day(each.expires_on)) if each.expires_on else "",
            )
            if part
        )
        for each in firm.registrations
    ]


def remarks(answer: Answer) -> list[str]:
    """What a reader should know of the row."""
    said = []
    if answer.outcome is Outcome.DUPLICATE:
        said.append(_("与第 %(line)s 行相同", line=answer.same_as))
    if answer.outcome is Outcome.SIMILAR:
        said.append(_("下列机构名称相近，请核对是否为同一家；相近不等于相同"))
    if answer.outcome is Outcome.SEVERAL:
        said.append(_("同一代码或者名称对应多家机构，请按名称和住所辨认"))
    if answer.outcome is Outcome.NOT_FOUND:
        said.append(_("可能没有取得许可；名称或者代码也可能有误"))
    if answer.row.is_misspelt:
        said.append(_("统一社会信用代码的校验位不符"))
    if answer.name_differs:
        said.append(_("代码是这家机构的，名称不是它的现用名或者曾用名"))
    if answer.not_compared:
        said.append(_("查不到的名称较多，这一行没有查找相近名称，请单独查询"))
    return said


def tiles(answers: Sequence[Answer]) -> list[dict[str, Any]]:
    """The figures on top of the result."""
    counts = Counter(answer.outcome for answer in answers)
    lawful = sum(1 for each in answers if each.outcome is Outcome.FOUND and each.firms[0].may_operate)
    figures = [
        (_("有有效许可、备案或者报告"), lawful, "good"),
        (_("在登记簿中，但没有有效登记"), counts[Outcome.FOUND] - lawful, "bad"),
        (_("没有找到"), counts[Outcome.NOT_FOUND], "bad"),
        (_("需要核对"), counts[Outcome.SEVERAL] + counts[Outcome.SIMILAR], "warn"),
        (_("重复行和空行"), counts[Outcome.DUPLICATE] + counts[Outcome.EMPTY], ""),
    ]
    return [
        {"label": label, "value": i18n.number(n), "tone": tone if n else ""} for label, n, tone in figures
    ]


def columns() -> list[Column]:
    """Of the workbook."""
    return [
        Column(_("行"), "count", 8),
        Column(_("名单所载"), width=40),
        Column(_("核对结果"), width=24),
        Column(_("查到的依据"), width=16),
        Column(_("登记编号"), width=14),
        Column(_("机构名称"), width=40),
        Column(_("统一社会信用代码"), width=24),
        Column(_("状态"), width=18),
        Column(_("许可、备案和报告"), width=60),
        Column(_("公示中的行政处罚"), "count", 12),
        Column(_("说明"), width=48),
    ]


def cells(answer: Answer, today: date) -> list[Any]:
    """One row of the workbook; candidates stand in one cell, a match in its own columns."""
    found = answer.firms[0] if answer.outcome is Outcome.FOUND else None
    candidates = "" if found else "; ".join(f"{firm.number} {firm.name}" for firm in answer.firms)
    return [
        answer.row.line,
        answer.row.given,
        _(OUTCOMES[answer.outcome]),
        _(BY[answer.by]) if answer.by else "",
        found.number if found else "",
        found.name if found else "",
        (found.uscc or "") if found else "",
        _(STANDINGS[found.standing]) if found else "",
        "; ".join(licences(found, today)) if found else "",
        found.penalties if found else None,
        "; ".join([*remarks(answer), *([candidates] if candidates else [])]),
    ]


def notes(now: datetime) -> list[str]:
    """The sheet that says what the table is."""
    return [
        _("本表是登记簿在%(instant)s的记载与名单的对照。", instant=i18n.instant(now)),
        _("没有找到的机构可能没有取得许可：可以在投诉举报页面举报。"),
        _("名称相近的机构只是候选，不是核对结果。"),
        _("本表不是证明；需要证明的，请在结果页面出具登记证明。"),
    ]

"""A point's own pages: what it is asked, a month or a quick survey on one page, filed in one go."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from litestar import Request, Response, get, post

from app import clock
from app.access.guards import actor_of, firm_of
from app.access.permissions import Permission
from app.errors import field_words, words
from app.shell import i18n
from app.shell.forms import CSRF_FIELD
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from app.surveys import monitoring_paste, monitoring_views
from regulation import errors
from regulation.indicators import drafts, edits
from regulation.indicators.indicator import FormKind
from regulation.surveys import months, panel, permissions, rules
from regulation.surveys.actions import answering, filing
from regulation.surveys.queries import answers
from regulation.surveys.queries import panel as panels
from regulation.surveys.queries.answers import Answer
from reports.exports import csv
from reports.exports.columns import Column

Ask = Request[Any, Any, Any]
FILE: Final = {"permission": Permission.REPORTS_FILE}
HOME: Final = "/firm/monitoring"
#: Buttons of the page.
SAVE, PREPARE, SUBMIT = "save", "prepare", "file"
PASTED: Final = "pasted"


def kind_of(period: str) -> FormKind:
    """A month, or the key of a quick survey."""
    return FormKind.MONTHLY if months.is_month(period) else FormKind.QUICK


@get(HOME, opt=FILE, include_in_schema=False)
async def overview(request: Ask) -> Response[str]:
    """What the firm is asked, since when it is a point, and on which law."""
    firm_id = firm_of(request)
    now = clock.now()
    owed = await answers.owed(firm_id)
    return page(
        "surveys/monitoring_overview.html",
        request,
        owed=[
            (each, rules.may_write(each.status, each.asked, now), each.asked.days_left(now)) for each in owed
        ],
        membership=await panels.membership(firm_id),
        this_month=months.of(clock.today()),
        phase=lambda each: rules.PHASES[each.asked.phase(now)],
        FormKind=FormKind,
        duty=panel.DUTY,
        secrecy=rules.SECRECY,
        views=monitoring_views,
        home=HOME,
    )


async def _page(
    request: Ask,
    answer: Answer,
    *,
    values: dict[str, Any] | None = None,
    problems: dict[str, str] | None = None,
    overtaken: str = "",
    refusal: str = "",
    was_saved: bool = False,
) -> Response[str]:
    actor = actor_of(request)
    found = answer.findings(answer.draft)
    soft = [(each, text) for each, text in monitoring_views.in_words(answer, edits.soft(found))]
    return page(
        "surveys/monitoring_form.html",
        request,
        status_code=409 if overtaken or refusal else 422 if problems else 200,
        answer=answer,
        title=monitoring_views.title(answer),
        sections=monitoring_views.sections(answer),
        is_monthly=answer.asked.kind is FormKind.MONTHLY,
        values=values if values is not None else monitoring_views.typed(answer),
        errors=problems or {},
        soft=soft,
        ratio=monitoring_views.computed_ratio(answer.draft),
        overtaken=overtaken,
        refusal=refusal,
        was_saved=was_saved,
        can_sign=permissions.can_sign(actor),
        problem=rules.form_problem(answer.asked.form, clock.today()),
        action=f"{HOME}/{answer.asked.period}",
        days_left=answer.asked.days_left(clock.now()),
        cell_label=lambda key: answer.cells[key].name(i18n.language()) if key in answer.cells else key,
        breadcrumbs=[(_("供求监测"), HOME), (monitoring_views.title(answer), None)],
    )


async def _read_page(request: Ask, answer: Answer) -> Response[str]:
    return page(
        "surveys/monitoring_filed.html",
        request,
        answer=answer,
        title=monitoring_views.title(answer),
        rows=monitoring_views.read_rows(answer.cells, answer.filed or answer.draft),
        ratio=monitoring_views.computed_ratio(answer.filed) if answer.asked.kind is FormKind.MONTHLY else "",
        views=monitoring_views,
        phase=rules.PHASES[answer.asked.phase(clock.now())],
        breadcrumbs=[(_("供求监测"), HOME), (monitoring_views.title(answer), None)],
    )


@get(f"{HOME}/{{period:str}}", opt=FILE, include_in_schema=False)
async def form_page(request: Ask, period: str) -> Response[Any]:
    """The page to fill in while it is open; what was filed afterwards; with `.csv` the list of cells for a spreadsheet."""
    if period.endswith(".csv"):
        return await _template(request, period.removesuffix(".csv"))
    answer = await answers.of_firm(firm_of(request), kind_of(period), period)
    if not rules.may_write(answer.status, answer.asked, clock.now()):
        return await _read_page(request, answer)
    return await _page(request, answer)


async def _template(request: Ask, period: str) -> Response[bytes]:
    answer = await answers.of_firm(firm_of(request), kind_of(period), period)
    columns = [Column(_("代号")), Column(_("项目")), Column(_("单位")), Column(_("数值"))]
    body = b"".join(csv.chunks(columns, monitoring_paste.rows(answer, i18n.language())))
    return Response(
        body,
        media_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="monitoring-{period}.csv"',
            "Cache-Control": "private, no-store",
        },
    )


@dataclass(frozen=True, slots=True)
class Sent:
    """What came with the page: its cells and explanations, and what was pressed."""

    cells: dict[str, list[str]]
    revision: int
    then: str
    has_declared: bool
    pasted: str
    is_autosave: bool

    @property
    def raw(self) -> dict[str, Any]:
        """As typed, for showing the page again."""
        return {name: texts if len(texts) > 1 else texts[0] for name, texts in self.cells.items()}


async def _sent(request: Ask) -> Sent:
    found: dict[str, list[str]] = {}
    for name, value in (await request.form()).multi_items():
        if name != CSRF_FIELD:
            found.setdefault(name, []).append(value if isinstance(value, str) else "")
    revision = (found.pop("revision", None) or ["0"])[-1]
    return Sent(
        revision=int(revision) if revision.isascii() and revision.isdigit() and len(revision) < 9 else 0,
        then=(found.pop("then", None) or [SAVE])[-1],
        has_declared=bool((found.pop("declared", None) or [""])[-1]),
        pasted="\n".join(found.pop(PASTED, [])),
        is_autosave=request.headers.get("x-requested-with") == "autosave",
        cells=found,
    )


@post(f"{HOME}/{{period:str}}", opt=FILE, include_in_schema=False, status_code=200)
async def save(request: Ask, period: str) -> Response[Any]:
    """Save the page; with another button also hand it over, or file it. What is wrong comes back at its cell."""
    sent = await _sent(request)
    firm_id, kind = firm_of(request), kind_of(period)
    if sent.is_autosave:
        return await _autosaved(request, period, sent)
    answer = await answers.of_firm(firm_id, kind, period)
    found, unknown = monitoring_paste.read(answer, sent.pasted)
    if unknown:
        text = _(
            "粘贴的内容有%(n)s行不能识别，例如“%(line)s”。没有保存", n=len(unknown), line=unknown[0][:40]
        )
        return await _page(request, answer, values=sent.raw | {PASTED: sent.pasted}, problems={PASTED: text})
    sent = replace(sent, cells=sent.cells | {key: [text] for key, text in found.items()})
    try:
        saved = await answering.save(
            firm_id, kind, period, sent.cells, sent.revision, actor=actor_of(request), now=clock.now()
        )
    except drafts.Overtaken as refusal:
        at = i18n.instant(datetime.fromisoformat(str(refusal.params["at"])))
        text = _(refusal.message, name=refusal.params["name"], at=at)
        return await _page(request, answer, overtaken=text)
    except errors.Invalid as refusal:
        problems = {f"why-{key}" if "-" in key else key: text for key, text in field_words(refusal).items()}
        return await _page(request, answer, values=sent.raw, problems=problems)
    return await _then(request, period, sent, saved)


async def _autosaved(request: Ask, period: str, sent: Sent) -> Response[Any]:
    """What the page saves by itself while one types; nothing is shown."""
    try:
        saved = await answering.save(
            firm_of(request),
            kind_of(period),
            period,
            sent.cells,
            sent.revision,
            actor=actor_of(request),
            now=clock.now(),
        )
    except drafts.Overtaken:
        return Response("", status_code=409)
    except errors.Invalid:
        return Response("", status_code=422)
    return Response("", status_code=422 if saved.problems else 200)


async def _then(request: Ask, period: str, sent: Sent, saved: drafts.Saved) -> Response[Any]:
    """After saving: show what is wrong, or do what the button says."""
    firm_id, kind, actor = firm_of(request), kind_of(period), actor_of(request)
    answer = await answers.of_firm(firm_id, kind, period)
    problems = _problems(answer, saved, is_draft=sent.then == SAVE)
    if sent.then == SUBMIT and not sent.has_declared:
        problems.setdefault("declared", _(filing.NOT_DECLARED))
    if problems:
        values = monitoring_views.typed(answer) | sent.raw | ({"declared": True} if sent.has_declared else {})
        return await _page(request, answer, values=values, problems=problems, was_saved=True)
    if sent.then == SUBMIT:
        try:
            number = await answering.submit(
                firm_id, kind, period, has_declared=True, actor=actor, now=clock.now()
            )
        except (errors.Refused, errors.NotPermitted) as refusal:
            return await _page(request, answer, refusal=words(refusal), was_saved=True)
        flash(request, _("已报送，编号%(number)s", number=number))
        return redirect(f"{HOME}/{period}")
    if sent.then == PREPARE:
        await answering.prepare(firm_id, kind, period, actor=actor, now=clock.now())
        flash(request, _("已标记为填报完毕，请签署人登录后核对并报送"))
        return redirect(HOME)
    flash(request, _("已保存为草稿") if answer.missing(answer.draft) else _("已保存，没有发现错误"))
    return redirect(f"{HOME}/{period}")


def _problems(answer: Answer, saved: drafts.Saved, *, is_draft: bool) -> dict[str, str]:
    """What is wrong with the page, by cell in the order of the page. A draft may still lack cells and reasons."""
    problems = {key: i18n.spoken(each.message, **each.params) for key, each in saved.problems.items()}
    for found, text in monitoring_views.in_words(answer, edits.hard(list(saved.findings))):
        problems.setdefault(found.cells[0], text)
    if not is_draft:
        for key in saved.missing:
            label = answer.cells[key].name(i18n.language())
            problems.setdefault(key, _("请填写%(label)s", label=label))
        for found, text in monitoring_views.in_words(answer, edits.soft(list(saved.findings))):
            if not answer.reasons.get(found.key):
                problems.setdefault(f"why-{found.key}", _("请说明：%(text)s", text=text))
    order = [*answer.cells, *problems]
    return {key: problems[key] for key in dict.fromkeys(order) if key in problems}


HANDLERS = [overview, form_page, save]

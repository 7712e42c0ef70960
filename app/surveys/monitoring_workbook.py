"""A month as a workbook: the template with the draft in it, a preview of what came back, taking it over whole."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get, post

from app import clock
from app.access.guards import actor_of, firm_of
from app.annual_reports import exchange
from app.errors import field_words
from app.shell.i18n import gettext as _
from app.shell.render import flash, redirect
from app.surveys import monitoring_views
from app.surveys.monitoring_firm import FILE, HOME
from regulation import errors
from regulation.firms import identity
from regulation.indicators import drafts, workbook
from regulation.indicators.edits.filing import Finding
from regulation.indicators.indicator import FormKind
from regulation.surveys import rules
from regulation.surveys.actions import answering
from regulation.surveys.queries import answers
from regulation.surveys.queries.answers import Answer

Ask = Request[Any, Any, Any]


async def _answer(request: Ask, month: str) -> Answer:
    """The month, while it may be written in. Raises NotFound; quick surveys are too short for a workbook."""
    answer = await answers.of_firm(firm_of(request), FormKind.MONTHLY, month)
    if not rules.may_write(answer.status, answer.asked, clock.now()):
        raise errors.NotFound
    return answer


async def _sheet(answer: Answer) -> exchange.Sheet:
    form = answer.asked.form
    firm = await identity.of(answer.firm_id)
    until = form.expires_on.isoformat() if form.expires_on else _("未录入")
    title = monitoring_views.title(answer)
    return exchange.Sheet(
        base=f"{HOME}/{answer.asked.period}",
        title=title,
        identity=workbook.Identity(FormKind.MONTHLY, answer.asked.period, form.edition, firm["number"]),
        form=f"{form.title}（{form.number}） {form.issuing_body} {form.approval_number or _('未录入')} {until}",
        firm=firm["name"],
        cells=tuple(answer.cells.values()),
        values=answer.draft,
        # The column beside is headed as last year’s, and this form knows last month.
        previous=None,
        seen={answers.PAGE: answer.revision},
        breadcrumbs=[
            (_("供求监测"), HOME),
            (title, f"{HOME}/{answer.asked.period}"),
            (_("用表格填报"), None),
        ],
    )


@get(f"{HOME}/{{month:str}}/workbook", opt=FILE, include_in_schema=False)
async def offer(request: Ask, month: str) -> Response[Any]:
    """Fetch the template, give it back filled in."""
    return exchange.shown(request, await _sheet(await _answer(request, month)))


@get(f"{HOME}/{{month:str}}/workbook.xlsx", opt=FILE, include_in_schema=False)
async def template(request: Ask, month: str) -> Response[bytes]:
    """The template, with the draft."""
    return await exchange.handed_out(await _sheet(await _answer(request, month)))


@post(f"{HOME}/{{month:str}}/workbook", opt=FILE, include_in_schema=False, status_code=200)
async def preview(request: Ask, month: str) -> Response[Any]:
    """What the workbook would change; nothing is saved."""
    answer = await _answer(request, month)
    sheet = await _sheet(answer)

    async def examine(values: Any) -> list[Finding]:
        return answer.findings(values)

    refused, found = await exchange.looked_at(request, sheet, examine)
    return refused or exchange.shown(request, sheet, preview=found)


@post(f"{HOME}/{{month:str}}/workbook/take", opt=FILE, include_in_schema=False)
async def take(request: Ask, month: str) -> Response[Any]:
    """Save what the preview showed: all of it, or nothing."""
    answer = await _answer(request, month)
    sheet = await _sheet(answer)
    typed, seen = await exchange.confirmed(request, sheet.cells)
    try:
        await answering.save(
            answer.firm_id,
            FormKind.MONTHLY,
            month,
            # What the workbook left empty is empty.
            {key: typed.get(key, []) for key in answer.cells} | typed,
            seen.get(answers.PAGE, 0),
            actor=actor_of(request),
            now=clock.now(),
        )
    except drafts.Overtaken as refusal:
        return exchange.shown(request, sheet, problems=[exchange.is_overtaken(refusal)], status=409)
    except errors.Invalid as refusal:
        return exchange.shown(request, sheet, problems=list(field_words(refusal).values()), status=422)
    flash(request, _("表格的内容已经保存到草稿"))
    return redirect(sheet.base)


HANDLERS = [offer, template, preview, take]

"""The statistical return as a workbook: template, preview, taking over. What the operating report says is shown in it, locked."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get, post

from app import clock
from app.access.guards import actor_of, firm_of
from app.annual_reports import exchange
from app.shell.i18n import gettext as _
from app.shell.render import flash, redirect
from app.surveys import firm_views
from app.surveys.firm_filling import FILE, HOME, crumbs, owed
from regulation import errors
from regulation.firms import identity
from regulation.indicators import drafts, edits, workbook
from regulation.indicators.indicator import FormKind
from regulation.surveys import entry
from regulation.surveys.actions import drafting
from regulation.surveys.queries import obligations, returns
from regulation.surveys.status import WRITABLE

Ask = Request[Any, Any, Any]


async def _owed(request: Ask, year: int) -> obligations.Obligation:
    this = await owed(request, year)
    if this.held is None or this.held.status not in WRITABLE:
        raise errors.NotFound
    return this


async def _sheet(this: obligations.Obligation, shared: entry.Shared | None) -> exchange.Sheet:
    held, form = this.held, this.round.form
    assert held is not None
    firm = await identity.of(held.firm_id)
    cells = form.indicators()
    together = held.values(shared)
    taken = frozenset(each.key for each in cells if shared is not None and shared.carries(each))
    until = form.expires_on.isoformat() if form.expires_on else _("未录入")
    return exchange.Sheet(
        base=f"{HOME}/{this.year}",
        title=_("统计年报"),
        identity=workbook.Identity(FormKind.RETURN, this.round.period, form.edition, firm["number"]),
        form=f"{form.title}（{form.number}） {form.issuing_body} {form.approval_number or _('未录入')} {until}",
        firm=firm["name"],
        cells=cells,
        values=together,
        previous=await returns.last_year(held.firm_id, this.year),
        elsewhere={key: value for key, value in together.items() if key in taken},
        taken=taken,
        seen={each.key: held.revision(each.key) for each in form.groups()},
        breadcrumbs=crumbs(this.year, _("用表格填报")),
    )


@get(f"{HOME}/{{year:int}}/workbook", opt=FILE, include_in_schema=False)
async def offer(request: Ask, year: int) -> Response[Any]:
    """Fetch the template, give it back filled in."""
    this = await _owed(request, year)
    shared = await firm_views.shared_of(firm_of(request), year)
    return exchange.shown(request, await _sheet(this, shared))


@get(f"{HOME}/{{year:int}}/workbook.xlsx", opt=FILE, include_in_schema=False)
async def template(request: Ask, year: int) -> Response[bytes]:
    """The template, with the draft, the report's values and last year's."""
    this = await _owed(request, year)
    shared = await firm_views.shared_of(firm_of(request), year)
    return await exchange.handed_out(await _sheet(this, shared))


@post(f"{HOME}/{{year:int}}/workbook", opt=FILE, include_in_schema=False, status_code=200)
async def preview(request: Ask, year: int) -> Response[Any]:
    """What the workbook would change; nothing is saved."""
    this = await _owed(request, year)
    shared = await firm_views.shared_of(firm_of(request), year)
    sheet = await _sheet(this, shared)
    register = await returns.register_data(firm_of(request))

    async def examine(values: Any) -> list[edits.Finding]:
        return edits.examine(returns.filing_of(this.round, values, register, sheet.previous, clock.now()))

    refused, found = await exchange.looked_at(request, sheet, examine)
    return refused or exchange.shown(request, sheet, preview=found)


@post(f"{HOME}/{{year:int}}/workbook/take", opt=FILE, include_in_schema=False)
async def take(request: Ask, year: int) -> Response[Any]:
    """Save what the preview showed: all of it, or nothing."""
    this = await _owed(request, year)
    firm_id = firm_of(request)
    shared = await firm_views.shared_of(firm_id, year)
    sheet = await _sheet(this, shared)
    typed, seen = await exchange.confirmed(request, entry.own_cells(sheet.cells, shared))
    try:
        await drafting.save_whole(
            firm_id, str(year), typed, seen, shared=shared, actor=actor_of(request), now=clock.now()
        )
    except drafts.Overtaken as refusal:
        return exchange.shown(request, sheet, problems=[exchange.is_overtaken(refusal)], status=409)
    flash(request, _("表格的内容已经保存到草稿"))
    return redirect(sheet.base)


HANDLERS = [offer, template, preview, take]

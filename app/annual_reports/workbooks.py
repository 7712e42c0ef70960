"""The supervisory reports as workbooks: template, preview, taking over. For the operating report and the report on dispatch."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get, post

from app import clock
from app.access.guards import actor_of, firm_of
from app.access.permissions import Permission
from app.annual_reports import exchange, kinds
from app.shell.i18n import gettext as _
from app.shell.render import flash, redirect
from regulation import errors
from regulation.annual_reports.actions import drafting
from regulation.annual_reports.actions.filing import FIRM_PAGES
from regulation.annual_reports.queries import obligations, reports
from regulation.annual_reports.status import WRITABLE
from regulation.firms import identity
from regulation.indicators import catalogue, drafts, edits, workbook
from regulation.indicators.indicator import FormKind

Ask = Request[Any, Any, Any]
FILE = {"permission": Permission.REPORTS_FILE}


async def _owed(request: Ask, year: int) -> obligations.Obligation:
    kind = kinds.of(request)
    for each in await obligations.of_firm(firm_of(request), now=clock.now(), kind=kind):
        if each.year == year and each.report is not None and each.report.status in WRITABLE:
            return each
    raise errors.NotFound


async def _sheet(request: Ask, this: obligations.Obligation) -> exchange.Sheet:
    report, form = this.report, this.window.form
    assert report is not None
    firm = await identity.of(report.firm_id)
    base = f"{FIRM_PAGES[this.kind]}/{this.year}"
    elsewhere = (
        await reports.shared(report.firm_id, this.year, form.edition)
        if this.kind is FormKind.DISPATCH
        else {}
    )
    until = form.expires_on.isoformat() if form.expires_on else _("未录入")
    return exchange.Sheet(
        base=base,
        title=kinds.name(this.kind),
        identity=workbook.Identity(this.kind, str(this.year), form.edition, firm["number"]),
        form=f"{form.title}（{form.number}） {form.issuing_body} {form.approval_number or _('未录入')} {until}",
        firm=firm["name"],
        cells=catalogue.on_form(form.edition, this.kind),
        values={**report.draft, **elsewhere},
        previous=await reports.last_year(report.firm_id, this.year, this.kind),
        elsewhere=elsewhere,
        taken=frozenset(elsewhere),
        seen={each.key: report.revision(each.key) for each in catalogue.groups_of(form.edition, this.kind)},
        breadcrumbs=[
            (kinds.name(this.kind), FIRM_PAGES[this.kind]),
            (_("%(year)s年度", year=this.year), base),
            (_("用表格填报"), None),
        ],
    )


@get(kinds.at_firm("/{year:int}/workbook"), opt=FILE, include_in_schema=False)
async def offer(request: Ask, year: int) -> Response[Any]:
    """Fetch the template, give it back filled in."""
    return exchange.shown(request, await _sheet(request, await _owed(request, year)))


@get(kinds.at_firm("/{year:int}/workbook.xlsx"), opt=FILE, include_in_schema=False)
async def template(request: Ask, year: int) -> Response[bytes]:
    """The template, with the draft and last year's values."""
    return await exchange.handed_out(await _sheet(request, await _owed(request, year)))


@post(kinds.at_firm("/{year:int}/workbook"), opt=FILE, include_in_schema=False, status_code=200)
async def preview(request: Ask, year: int) -> Response[Any]:
    """What the workbook would change; nothing is saved."""
    this = await _owed(request, year)
    assert this.report is not None
    sheet = await _sheet(request, this)
    register = await reports.register_data(this.report.firm_id)

    async def examine(values: Any) -> list[edits.Finding]:
        return edits.examine(reports.filing_of(this.window, values, register, sheet.previous, clock.now()))

    refused, found = await exchange.looked_at(request, sheet, examine)
    return refused or exchange.shown(request, sheet, preview=found)


@post(kinds.at_firm("/{year:int}/workbook/take"), opt=FILE, include_in_schema=False)
async def take(request: Ask, year: int) -> Response[Any]:
    """Save what the preview showed: all of it, or nothing."""
    this = await _owed(request, year)
    sheet = await _sheet(request, this)
    own = [each for each in sheet.cells if each.key not in sheet.taken]
    typed, seen = await exchange.confirmed(request, own)
    try:
        await drafting.save_whole(
            firm_of(request), year, typed, seen, kind=this.kind, actor=actor_of(request), now=clock.now()
        )
    except drafts.Overtaken as refusal:
        return exchange.shown(request, sheet, problems=[exchange.is_overtaken(refusal)], status=409)
    flash(request, _("表格的内容已经保存到草稿"))
    return redirect(sheet.base)


HANDLERS = [offer, template, preview, take]

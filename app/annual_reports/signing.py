"""The firm's pages: check the answers, hand over to the signatory, file, confirmation and receipt."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get, post

from app import clock
from app.access.guards import actor_of, firm_of
from app.annual_reports import kinds, views
from app.annual_reports.filling import FILE, base_of, crumbs, owed
from app.documents import printing
from app.errors import words
from app.shell import forms, i18n
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.annual_reports import permissions
from regulation.annual_reports.actions import drafting, filing, naming, recalling
from regulation.annual_reports.actions.filing import FIRM_PAGES
from regulation.annual_reports.queries import public, reports
from regulation.annual_reports.status import WRITABLE
from regulation.indicators import catalogue, drafts, edits
from regulation.penalties.actions import missed_reports

Ask = Request[Any, Any, Any]


class Nothing(forms.Form):
    """An act without words."""


class Declaration(forms.Form):
    """The commitment to truth."""

    declared: bool = False


async def _check_page(
    request: Ask, year: int, *, problem: str = "", problems: dict[str, str] | None = None, status: int = 200
) -> Response[Any]:
    this = await owed(request, year)
    report = this.report
    if report is None or report.status not in WRITABLE:
        return redirect(f"{FIRM_PAGES[kinds.of(request)]}/{year}")
    edition = this.window.form.edition
    previous = await reports.last_year(report.firm_id, year, this.kind)
    found = await drafting.findings(report, this.window, now=clock.now())
    actor = actor_of(request)
    kept = views.reading.kept(edition, report.draft, this.kind)
    filed = await reports.filings(report.id)
    return page(
        "annual_reports/check.html",
        request,
        status_code=status,
        this=this,
        report=report,
        groups=[
            (
                group,
                group.name(i18n.language()),
                [
                    cell
                    for cell in views.cells(
                        catalogue.of_group(edition, group.key, this.kind),
                        report.draft,
                        previous,
                        form=this.kind,
                    )
                    if cell.is_asked
                ],
            )
            for group in catalogue.groups_of(edition, this.kind)
        ],
        changes=views.changes(catalogue.on_form(edition, this.kind), filed[0].cells, kept) if filed else [],
        version=filed[0].version if filed else 0,
        missing=catalogue.missing(edition, report.draft, form=this.kind),
        group_of=lambda indicator: indicator.group_on(this.kind),
        base=base_of(this),
        title=kinds.short(this.kind),
        held=await reports.shared(report.firm_id, year, edition) if this.kind is kinds.DISPATCH else {},
        hard=[views.spoken(each, report.draft, form=this.kind) for each in edits.hard(found)],
        soft=[
            (views.spoken(each, report.draft, form=this.kind), report.reasons.get(each.key, ""))
            for each in edits.soft(found)
        ],
        public=[
            (each.name(i18n.language()), views.reading.with_unit(each, value, i18n.language()))
            for each, value in public.publishable(kept)
        ],
        can_sign=permissions.can_sign(actor),
        is_own_work=report.prepared_by is not None and report.prepared_by == actor.person_id,
        problem=problem,
        errors=problems or {},
        breadcrumbs=crumbs(this.kind, year, _("核对并报送")),
    )


@get(kinds.at_firm("/{year:int}/check"), opt=FILE, include_in_schema=False)
async def check(request: Ask, year: int) -> Response[Any]:
    """All answers, what still stands in the way, what the public will read, and the commitment."""
    return await _check_page(request, year)


@post(kinds.at_firm("/{year:int}/prepare"), opt=FILE, include_in_schema=False)
async def prepare(request: Ask, year: int) -> Response[None]:
    """Hand over to the signatory."""
    await drafting.prepare(
        firm_of(request), year, kind=kinds.of(request), actor=actor_of(request), now=clock.now()
    )
    flash(request, _("已标记为填报完毕，请签署人登录后核对并报送"))
    return redirect(f"{FIRM_PAGES[kinds.of(request)]}/{year}")


@post(kinds.at_firm("/{year:int}/submit"), opt=FILE, include_in_schema=False)
async def submit(request: Ask, year: int) -> Response[Any]:
    """File the report."""
    form, problems, _raw = await forms.parse(Declaration, request)
    if form is None:
        return await _check_page(request, year, problems=problems, status=422)
    try:
        await filing.submit(
            firm_of(request),
            year,
            has_declared=form.declared,
            kind=kinds.of(request),
            actor=actor_of(request),
            now=clock.now(),
        )
    except filing.NotReady as refusal:
        return await _check_page(request, year, problem=words(refusal), status=409)
    except errors.Invalid as refusal:
        return await _check_page(
            request, year, problems={key: _(text) for key, text in refusal.errors.items()}, status=422
        )
    # An order to file this very report is obeyed herewith.
    await missed_reports.close_complied(now=clock.now(), firm_id=firm_of(request))
    await naming.end_filed(now=clock.now(), firm_id=firm_of(request))
    return redirect(f"{FIRM_PAGES[kinds.of(request)]}/{year}/confirmation")


@get(kinds.at_firm("/{year:int}/confirmation"), opt=FILE, include_in_schema=False)
async def confirmation(request: Ask, year: int) -> Response[Any]:
    """The number, what happens next, the receipt."""
    this = await owed(request, year)
    if this.report is None or this.report.filed_id is None:
        return redirect(f"{FIRM_PAGES[kinds.of(request)]}/{year}")
    filed = await reports.filings(this.report.id)
    return page(
        "annual_reports/confirmation.html",
        request,
        this=this,
        filed=filed[0],
        base=base_of(this),
        title=kinds.short(this.kind),
        receipt=await filing.receipt_of(this.report.id),
        breadcrumbs=crumbs(this.kind, year, _("报送结果")),
    )


@get(kinds.at_firm("/{year:int}/receipt.pdf"), opt=FILE, include_in_schema=False)
async def receipt_pdf(request: Ask, year: int, version: int = 0) -> Response[bytes]:
    """The receipt as a paper, the latest or that of a filing: printed once, the same bytes ever after."""
    this = await owed(request, year)
    receipt = await filing.receipt_of(this.report.id, version) if this.report else None
    if receipt is None:
        raise errors.NotFound
    content = await printing.pdf_of(receipt)
    name = f"{this.kind}-report-{year}-{receipt['token'][:6]}.pdf"
    return Response(
        content,
        media_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "private, no-store"},
    )


@post(kinds.at_firm("/{year:int}/recall"), opt=FILE, include_in_schema=False)
async def recall(request: Ask, year: int) -> Response[Any]:
    """Take back what was filed, before the review began."""
    form, _problems, _raw = await forms.parse(Nothing, request)
    if form is None:
        raise errors.Invalid({"form": drafts.NOT_ON_THE_PAGE})
    await recalling.recall(
        firm_of(request), year, kind=kinds.of(request), actor=actor_of(request), now=clock.now()
    )
    flash(request, _("已撤回。报告回到填报中，修改后请在截止前重新报送"))
    return redirect(f"{FIRM_PAGES[kinds.of(request)]}/{year}")


HANDLERS = [check, prepare, submit, confirmation, receipt_pdf, recall]

"""The respondent's pages: check the answers, hand over to the signatory, file, confirmation, receipt and proof of the log."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get, post

from app import clock
from app.access.guards import actor_of, firm_of
from app.annual_reports import views
from app.documents import printing
from app.errors import words
from app.ledger.proofs import handed_out
from app.shell import forms, i18n
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from app.surveys import firm_views
from app.surveys.firm_filling import FILE, HOME, crumbs, owed
from regulation import errors
from regulation.indicators import drafts, edits
from regulation.surveys import entry, permissions
from regulation.surveys.actions import drafting, filing, recalling
from regulation.surveys.queries import papers, returns
from regulation.surveys.status import WRITABLE

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
    held, form = this.held, this.round.form
    if held is None or held.status not in WRITABLE:
        return redirect(f"{HOME}/{year}")
    shared = await firm_views.shared_of(held.firm_id, year)
    previous = await returns.last_year(held.firm_id, year)
    found = await returns.findings(held, this.round, shared, now=clock.now())
    together = held.values(shared)
    filed = await returns.filings(held.id)
    actor = actor_of(request)
    twice = entry.typed_twice(held.draft, shared, held.differs)
    return page(
        "surveys/check.html",
        request,
        status_code=status,
        this=this,
        groups=[
            (
                group,
                group.name(i18n.language()),
                firm_views.cells(form, held, shared, previous, group.key),
            )
            for group in form.groups()
        ],
        changes=views.changes(form.indicators(), filed[0].cells, form.kept(together)) if filed else [],
        version=filed[0].version if filed else 0,
        missing=form.missing(together),
        elsewhere={each.key for each in form.indicators() if shared is not None and shared.carries(each)},
        hard=[views.spoken(each, together) for each in edits.hard(found)],
        twice=[(key, views.label(key), views.group_of(key)) for key in twice],
        soft=[(views.spoken(each, together), held.reasons.get(each.key, "")) for each in edits.soft(found)],
        can_sign=permissions.can_sign(actor),
        is_own_work=held.prepared_by is not None and held.prepared_by == actor.person_id,
        problem=problem,
        errors=problems or {},
        breadcrumbs=crumbs(year, _("核对并报送")),
    )


@get(f"{HOME}/{{year:int}}/check", opt=FILE, include_in_schema=False)
async def check(request: Ask, year: int) -> Response[Any]:
    """All answers, what still stands in the way, what changed since the last filing, and the commitment."""
    return await _check_page(request, year)


@post(f"{HOME}/{{year:int}}/prepare", opt=FILE, include_in_schema=False)
async def prepare(request: Ask, year: int) -> Response[None]:
    """Hand over to the signatory."""
    await drafting.prepare(firm_of(request), str(year), actor=actor_of(request), now=clock.now())
    flash(request, _("已标记为填报完毕，请签署人登录后核对并报送"))
    return redirect(f"{HOME}/{year}")


@post(f"{HOME}/{{year:int}}/submit", opt=FILE, include_in_schema=False)
async def submit(request: Ask, year: int) -> Response[Any]:
    """File the return."""
    form, problems, _raw = await forms.parse(Declaration, request)
    if form is None:
        return await _check_page(request, year, problems=problems, status=422)
    firm_id = firm_of(request)
    shared = await firm_views.shared_of(firm_id, year)
    try:
        await filing.submit(
            firm_id,
            str(year),
            has_declared=form.declared,
            shared=shared,
            actor=actor_of(request),
            now=clock.now(),
        )
    except filing.NotReady as refusal:
        return await _check_page(request, year, problem=words(refusal), status=409)
    except errors.Invalid as refusal:
        return await _check_page(
            request, year, problems={key: _(text) for key, text in refusal.errors.items()}, status=422
        )
    return redirect(f"{HOME}/{year}/confirmation")


@get(f"{HOME}/{{year:int}}/confirmation", opt=FILE, include_in_schema=False)
async def confirmation(request: Ask, year: int) -> Response[Any]:
    """The number, what happens next, the receipt."""
    this = await owed(request, year)
    if this.held is None or this.held.filed_id is None:
        return redirect(f"{HOME}/{year}")
    filed = await returns.filings(this.held.id)
    return page(
        "surveys/confirmation.html",
        request,
        this=this,
        filed=filed[0],
        receipt=await papers.receipt_of(this.held.id),
        breadcrumbs=crumbs(year, _("报送结果")),
    )


@get(f"{HOME}/{{year:int}}/receipt.pdf", opt=FILE, include_in_schema=False)
async def receipt_pdf(request: Ask, year: int, version: int = 0) -> Response[bytes]:
    """The receipt as a paper, the latest or that of a filing: printed once, the same bytes ever after."""
    this = await owed(request, year)
    receipt = await papers.receipt_of(this.held.id, version) if this.held else None
    if receipt is None:
        raise errors.NotFound
    content = await papers.stored_bytes(receipt["id"])
    if content is None:
        made = await printing.printed(receipt)
        content = await papers.store_bytes(receipt["id"], made, now=clock.now())
    name = f"statistical-return-{year}-{receipt['token'][:6]}.pdf"
    return Response(
        content,
        media_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "private, no-store"},
    )


@get(f"{HOME}/{{year:int}}/log-proof", opt=FILE, include_in_schema=False)
async def log_proof(request: Ask, year: int) -> Response[Any]:
    """That this return was filed, by the register log; the newest version, opened for its respondent alone."""
    this = await owed(request, year)
    entered = await papers.log_entry(this.held.id) if this.held else None
    if entered is None:
        raise errors.NotFound
    seq, opening = entered
    return await handed_out(request, seq, opened=opening is not None, opening=opening)


@post(f"{HOME}/{{year:int}}/recall", opt=FILE, include_in_schema=False)
async def recall(request: Ask, year: int) -> Response[Any]:
    """Take back what was filed, before the review began."""
    form, _problems, _raw = await forms.parse(Nothing, request)
    if form is None:
        raise errors.Invalid({"form": drafts.NOT_ON_THE_PAGE})
    await recalling.recall(firm_of(request), str(year), actor=actor_of(request), now=clock.now())
    flash(request, _("已撤回。报表回到填报中，修改后请在截止前重新报送"))
    return redirect(f"{HOME}/{year}")


async def paper_of(token: str) -> dict[str, Any] | None:
    """The receipt with this verification token; it bears no figure, so whoever holds it may check it."""
    try:
        return await papers.by_token(token)
    except errors.NotFound:
        return None


HANDLERS = [check, prepare, submit, confirmation, receipt_pdf, log_proof, recall]

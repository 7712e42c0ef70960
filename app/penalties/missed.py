"""Orders to file missed reports: who is missing, one list looked over, confirmed, and its progress."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from litestar import MediaType, Request, Response, get, post
from pydantic import Field

from app import clock
from app import errors as answers
from app.access.guards import actor_of
from app.access.permissions import Permission
from app.penalties import views
from app.penalties.orders import tabs
from app.shell import forms, listing
from app.shell.i18n import gettext as _
from app.shell.render import flash, fragment, page, redirect, wants_fragment
from regulation import errors
from regulation.annual_reports import rules as reports
from regulation.annual_reports.queries import windows
from regulation.casework import calendar
from regulation.indicators.indicator import FormKind
from regulation.law.citation import PENALTY_LAW
from regulation.penalties import missed, papers
from regulation.penalties.actions import doors, missed_reports, serving
from regulation.penalties.rules import deadlines
from regulation.penalties.rules import missed_reports as rules
from regulation.penalties.rules.violations import VIOLATIONS
from regulation.penalties.status import BATCH_NAMES, ORDER_NAMES, ORDER_TONES, BatchStatus, Source
from regulation.words import N_

Ask = Request[Any, Any, Any]
READ = {"permission": Permission.CASES_READ}
HANDLE = {"permission": Permission.CASES_HANDLE}
HOME = "/desk/orders/missed"
TONES = {
    BatchStatus.PROPOSED: "warn",
    BatchStatus.RUNNING: "info",
    BatchStatus.DONE: "good",
    BatchStatus.STOPPED: "neutral",
}
OUTCOMES = {"waiting": N_("待制作"), "issued": N_("已作出"), "skipped": N_("未作出")}
#: Long enough that a short list is done when its page opens; the worker goes on with the rest.
AT_ONCE = 2.0
ORDERS = {"name": "name", "number": "number"}


def _state(request: Ask) -> listing.ListState:
    return listing.ListState.of(
        request, filters=("kind", "year", "order", "district"), sorts=tuple(ORDERS), default_sort="number"
    )


async def _closed() -> list[windows.Known]:
    """The windows whose last day has passed, newest first."""
    found = [each for kind in reports.KINDS for each in await windows.all_windows(kind)]
    past = [each for each in found if each.window.closes_on < clock.today()]
    return sorted(past, key=lambda each: (-each.window.year, each.window.kind))


def _chosen(state: listing.ListState, known: list[windows.Known]) -> windows.Known | None:
    wanted = (state.value("kind") or FormKind.OPERATING, state.value("year"))
    return next(
        (each for each in known if (each.window.kind, str(each.window.year)) == wanted),
        known[0] if known else None,
    )


async def _page(
    request: Ask, *, values: dict[str, Any] | None = None, problems: dict[str, str] | None = None
) -> Response[Any]:
    state, actor = _state(request), actor_of(request)
    known = await _closed()
    chosen = _chosen(state, known)
    every = await missed.candidates(actor, chosen) if chosen else []
    rows = [
        each
        for each in every
        if (not state.q or state.q in each["name"] or state.q in each["number"])
        and (not state.values("order") or each["order_status"] in state.values("order"))
        and (not state.values("district") or each["organ_code"] in state.values("district"))
    ]
    key = state.sort.lstrip("-")
    rows.sort(key=lambda each: str(each[ORDERS.get(key, "number")]), reverse=state.sort.startswith("-"))
    counted: dict[str, int] = {}
    districts: dict[str, int] = {}
    for each in every:
        counted[each["order_status"]] = counted.get(each["order_status"], 0) + 1
        districts[each["organ_code"]] = districts.get(each["organ_code"], 0) + 1
    names = {"none": _("未责令"), **views.words(ORDER_NAMES)}
    facets = [state.facet("order", _("责令改正"), counted, names)]
    if actor.is_municipal:
        facets.append(state.facet("district", _("登记机关"), districts, await views.area_words()))
    return page(
        "penalties/missed.html",
        request,
        status_code=422 if problems else 200,
        tabs=tabs("orders"),
        state=state,
        facets=facets,
        found=listing.Page(rows[state.offset : state.offset + state.limit], len(rows), state),
        window=chosen.window if chosen else None,
        name=_(reports.KIND_NAMES[chosen.window.kind]) if chosen else "",
        choices=[
            (
                _(
                    "%(year)s年度%(title)s",
                    year=each.window.year,
                    title=views.report_name(each.window.kind),
                ),
                state.url(kind=each.window.kind, year=each.window.year, page=None),
                each is chosen,
            )
            for each in known
        ],
        orderable=sum(1 for each in rows if each["order_id"] is None),
        names=names,
        tones=ORDER_TONES,
        batches=[
            {**each, "status_word": _(BATCH_NAMES[each["status"]]), "tone": TONES[each["status"]]}
            for each in await missed.batches(actor)
        ],
        unserved=len(await missed.unserved(actor, limit=serving.MOST)),
        violation=views.explained(VIOLATIONS[rules.VIOLATION_OF[chosen.window.kind]]) if chosen else None,
        term=deadlines.CORRECTION_DAYS.since(clock.today()),
        values=values or {"days": deadlines.CORRECTION_DAYS.on(clock.today())},
        errors=problems or {},
        breadcrumbs=[(_("责令改正"), "/desk/orders"), (_("逾期未报送"), None)],
    )


@get(HOME, opt=HANDLE, include_in_schema=False)
async def listing_page(request: Ask) -> Response[Any]:
    """Who has not filed, with the order that stands for each."""
    return await _page(request)


class Proposal(forms.Form):
    """Which firms of the list, and the term."""

    kind: FormKind
    year: int
    every: bool = False
    district: str = Field(default="", max_length=12)
    firms: list[str] = Field(default_factory=list)
    days: Annotated[int, Field(title=N_("改正期限（日）"))]


@post(HOME, opt=HANDLE, include_in_schema=False)
async def propose(request: Ask) -> Response[Any]:
    """Keep the list for looking over; nothing is issued yet."""
    form, problems, raw = await forms.parse(Proposal, request)
    if form is not None and not form.every and not form.firms:
        problems = {"firms": _("请勾选机构，或者选择全部")}
    if form is None or problems:
        return await _page(request, values=raw, problems=problems)
    try:
        batch = await missed_reports.propose(
            form.kind,
            form.year,
            None if form.every else form.firms,
            days=form.days,
            organ_code=form.district,
            actor=actor_of(request),
            now=clock.now(),
        )
    except errors.Invalid as refusal:
        return await _page(request, values=raw, problems=answers.field_words(refusal))
    return redirect(f"{HOME}/batches/{batch}")


@get(f"{HOME}/batches/{{batch_id:uuid}}", opt=READ, include_in_schema=False)
async def batch_page(request: Ask, batch_id: UUID) -> Response[Any]:
    """The list before it is confirmed, with one paper as it will read; its progress afterwards."""
    actor = actor_of(request)
    batch = await missed.visible_batch(actor, batch_id)
    items = await missed.items(batch_id)
    context: dict[str, Any] = {
        "batch": batch,
        "items": [{**each, "word": _(OUTCOMES[each["outcome"]])} for each in items],
        "skipped": await missed.items(batch_id, outcome="skipped"),
        "status": _(BATCH_NAMES[batch["status"]]),
        "tone": TONES[batch["status"]],
        "name": _(
            "%(year)s年度%(title)s",
            year=batch["year"],
            title=views.report_name(FormKind(batch["report_kind"])),
        ),
        "done": batch["issued"] + batch["skipped"],
        "mine": batch["created_by"] == actor.person_id,
        "basis": PENALTY_LAW.article(28, 1),
    }
    if wants_fragment(request):
        if batch["status"] != BatchStatus.RUNNING:
            return Response("", headers={"HX-Refresh": "true"}, media_type=MediaType.HTML)
        return fragment("penalties/missed_batch.html", request, block="progress", **context)
    if batch["status"] == BatchStatus.PROPOSED and items:
        context["paper"] = await _paper(batch, items[0])
    return page(
        "penalties/missed_batch.html",
        request,
        **context,
        breadcrumbs=[(_("责令改正"), "/desk/orders"), (_("逾期未报送"), HOME), (_("批量责令改正"), None)],
    )


async def _paper(batch: dict[str, Any], item: dict[str, Any]) -> dict[str, Any]:
    """The first firm's paper as it would be issued today."""
    kind, today = FormKind(batch["report_kind"]), clock.today()
    known = await windows.of_year(batch["year"], kind)
    party, _organ = await doors.party(item["firm_id"], None)
    order = {
        "violation": rules.VIOLATION_OF[kind],
        "party": party,
        "source_kind": Source.REPORT_MISSED,
        "found_on": today,
        "facts": await missed_reports.facts_of(known, item["firm_id"], clock.now()),
        "demands": [rules.demand(kind, batch["year"])],
        "issued_on": today,
        "due_on": deadlines.correction(batch["days"]).due(today, await calendar.current()).due_on,
    }
    return papers.order(await doors.organ_of(batch["organ"]), order, [])


class Nothing(forms.Form):
    """An act without words."""


# Many papers at once, each in words of the program: nobody is asked for the English of one of them.
@post(
    f"{HOME}/batches/{{batch_id:uuid}}/confirm",
    opt={**HANDLE, "asks_english": False},
    include_in_schema=False,
)
async def confirm(request: Ask, batch_id: UUID) -> Response[Any]:
    """Issue the orders; a short list at once, a long one by the worker."""
    await missed.own_batch(actor_of(request), batch_id)
    form, _problems, _raw = await forms.parse(Nothing, request)
    if form is None:
        raise errors.Invalid({"form": "表单中有本页没有的项目，请刷新页面后重新填写"})
    await missed_reports.confirm(batch_id, actor=actor_of(request), now=clock.now())
    await missed_reports.work(clock.now, seconds=AT_ONCE)
    flash(request, _("已确认，正在逐家制作指令书"))
    return redirect(f"{HOME}/batches/{batch_id}")


@post(f"{HOME}/batches/{{batch_id:uuid}}/stop", opt=HANDLE, include_in_schema=False)
async def stop(request: Ask, batch_id: UUID) -> Response[Any]:
    """Issue no more."""
    await missed.visible_batch(actor_of(request), batch_id)
    form, _problems, _raw = await forms.parse(Nothing, request)
    if form is None:
        raise errors.Invalid({"form": "表单中有本页没有的项目，请刷新页面后重新填写"})
    await missed_reports.stop(batch_id, actor=actor_of(request), now=clock.now())
    flash(request, _("已停止，已经作出的指令书不受影响"), "info")
    return redirect(f"{HOME}/batches/{batch_id}")


HANDLERS = [listing_page, propose, batch_page, confirm, stop]

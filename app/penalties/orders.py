"""Orders to correct on the desk: list, form with the paper shown before it is issued, one order, its acts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post

from app import clock
from app import errors as answers
from app.access.guards import actor_of, may
from app.access.permissions import Permission
from app.penalties import acts, views
from app.penalties import forms as shapes
from app.shell import clocks as shown_clocks
from app.shell import forms, listing
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from app.worklists import picker
from regulation import database, errors
from regulation.actor import Actor
from regulation.casework import calendar
from regulation.casework import service as services
from regulation.firms import queries as firms
from regulation.penalties import papers, permissions, queries
from regulation.penalties.actions import doors, on_the_spot
from regulation.penalties.actions import orders as actions
from regulation.penalties.rules import deadlines
from regulation.penalties.rules.violations import VIOLATIONS
from regulation.penalties.status import (
    ORDER_ACT_NAMES,
    ORDER_NAMES,
    ORDER_STEPS,
    ORDER_TONES,
    SOURCE_NAMES,
)
from regulation.worklists import phrases
from reports.documents import registry

Ask = Request[Any, Any, Any]
READ = {"permission": Permission.CASES_READ}
HANDLE = {"permission": Permission.CASES_HANDLE}
DECIDE = {"permission": Permission.CASES_DECIDE}
FACETS = ("status", "violation", "source", "organ")


def tabs(current: str) -> list[tuple[str, str, bool]]:
    """Cases and orders stand side by side."""
    return [
        (_("案件"), "/desk/cases", current == "cases"),
        (_("责令改正"), "/desk/orders", current == "orders"),
        (_("当场处罚"), "/desk/spot", current == "spot"),
        (_("复议和诉讼"), "/desk/remedies", current == "remedies"),
        (_("法制审核人员"), "/desk/cases/reviewers", current == "reviewers"),
        (_("轻微违法清单"), "/desk/cases/minor-breaches", current == "minor"),
        (_("移送"), "/desk/transfers", current == "transfers"),
        (_("约谈和提示"), "/desk/talks", current == "talks"),
    ]


async def listed(  # noqa: PLR0917 - two lists, one page
    request: Ask, found: Any, names: Any, tones: Any, state: listing.ListState, kind: str
) -> Response[Any]:
    """The two lists differ in a few columns only."""
    total, rows, counts = found
    known = await calendar.current()
    actor = actor_of(request)
    facets = [
        state.facet("status", _("状态"), counts["status"], views.words(names)),
        state.facet("violation", _("违法行为"), counts["violation"], views.violation_words()),
        state.facet("source", _("来源"), counts["source"], views.words(SOURCE_NAMES)),
    ]
    if actor.is_municipal:
        facets.append(state.facet("organ", _("机关"), counts["organ"], await views.organ_words()))
    return page(
        f"penalties/{kind}.html",
        request,
        state=state,
        tabs=tabs(kind),
        facets=facets,
        page=listing.Page(rows, total, state),
        statuses=views.words(names),
        tones=tones,
        violations=views.violation_words(),
        clock_names=views.words(views.CLOCK_NAMES),
        rights=views.RIGHTS,
        left=lambda row: shown_clocks.left(row["due_on"], row["unit"], today=clock.today(), calendar=known),
        is_municipal=actor.is_municipal,
        may_issue=may(actor, Permission.CASES_HANDLE),
    )


def list_state(request: Ask) -> listing.ListState:
    return listing.ListState.of(
        request, filters=FACETS, sorts=("due", "number", "newest", "party"), default_sort="due"
    )


@get("/desk/orders", opt=READ, include_in_schema=False)
async def orders(request: Ask) -> Response[Any]:
    """Orders within reach, those that run out first on top."""
    state = list_state(request)
    found = await queries.search_orders(
        actor_of(request),
        q=state.q,
        chosen={name: state.values(name) for name in FACETS},
        order=state.order(queries.ORDERS),
        limit=state.limit,
        offset=state.offset,
    )
    return await listed(request, found, ORDER_NAMES, ORDER_TONES, state, "orders")


async def firm_of_text(text: str) -> firms.FirmView | None:
    """The firm that a number or code names; None for no text. Raises Invalid when there is none or are several."""
    if not text.strip():
        return None
    found = await firms.firms_by_code(text)
    if len(found) != 1:
        raise errors.Invalid({"firm": "没有找到这家机构，请核对登记编号或者统一社会信用代码"})
    return found[0]


def unregistered(form: shapes.PartyForm) -> dict[str, Any]:
    """Somebody who stands in no register, as typed."""
    return {"name": form.party_name, "address": form.party_address, "is_person": form.is_person}


async def _officers(request: Ask) -> list[tuple[str, str]]:
    """Officers of one's organ with a valid certificate, for an order on the spot."""
    organ_id = actor_of(request).organ_id
    found = await doors.officers(organ_id, [], today=clock.today()) if organ_id else []
    return [(str(each["id"]), f"{each['name']} {each['certificate']}") for each in found]


async def _new(request: Ask, **extra: Any) -> Response[Any]:
    query = request.query_params
    violation = VIOLATIONS.get(query.get("violation", ""))
    context: dict[str, Any] = {
        "sources": views.choices(SOURCE_NAMES),
        "violations": views.violation_choices(),
        "rules": [views.explained(each) for each in VIOLATIONS.values()],
        "values": {
            "source": query.get("source", "monitoring"),
            "number": query.get("number", ""),
            "firm": query.get("firm", ""),
            "violation": violation.key if violation else "",
            "demands": violation.demand if violation else "",
            "found_on": clock.today(),
            "days": deadlines.CORRECTION_DAYS.on(clock.today()),
        },
        "longest": deadlines.LONGEST_CORRECTION.on(clock.today()),
        "officers": await _officers(request),
        "errors": {},
        "status_code": 200,
        **extra,
    }
    return page(
        "penalties/order_new.html",
        request,
        **await picker.offer(actor_of(request), "order", "demands", "/desk/orders/new/phrase"),
        breadcrumbs=[(_("责令改正"), "/desk/orders"), (_("作出指令书"), None)],
        **context,
    )


@get("/desk/orders/new", opt=HANDLE, include_in_schema=False)
async def new(request: Ask) -> Response[Any]:
    """The form, filled in from what it comes from."""
    return await _new(request)


@post("/desk/orders/new", opt=HANDLE, include_in_schema=False)
async def issue(request: Ask) -> Response[Any]:
    """First the paper as it will be issued; with `confirm` it is."""
    form, problems, raw = await forms.parse(shapes.OrderForm, request)
    if form is None:
        return await _new(request, values=raw, errors=problems, status_code=422)
    actor = actor_of(request)
    try:
        firm = await firm_of_text(form.firm)
        if not form.confirm:
            return await _shown(request, form, firm, raw)
        order = await _issued(form, firm, actor)
    except errors.Invalid as refusal:
        found = answers.field_words(refusal)
        return await _new(request, values=raw, errors=found, status_code=422)
    flash(
        request,
        _("已登记当场责令改正%(number)s，请在两日内备案文书副本", number=order["number"])
        if form.spot
        else _("已作出责令改正指令书%(number)s，请送达当事人", number=order["number"]),
    )
    return redirect(f"/desk/orders/{order['id']}")


@post("/desk/orders/new/phrase", opt=HANDLE, include_in_schema=False, status_code=200)
async def phrase(request: Ask) -> Response[Any]:
    """The form again, with the chosen phrase among what is to be put right: nothing is done."""
    return await _new(request, values=await picker.added(request, actor_of(request), "order", "demands"))


async def _issued(form: shapes.OrderForm, firm: firms.FirmView | None, actor: Actor) -> Any:
    """Issue it; phrases of which it was made are kept with it."""
    demands = papers.lines(form.demands)
    async with database.unit_of_work():
        spot: dict[str, Any] = {"officers": form.spot, "receipt": form.spot_receipt} if form.spot else {}
        order = await (on_the_spot.issue if spot else actions.issue_order)(
            form.source,
            form.number,
            firm.id if firm else None,
            form.violation,
            found_on=form.found_on,
            facts=form.facts,
            demands=demands,
            days=form.days,
            unregistered=unregistered(form),
            request_key=form.request_key,
            **spot,
            actor=actor,
            now=clock.now(),
        )
        about = picker.About("correction_order", order["id"], f"/desk/orders/{order['id']}", order["number"])
        await picker.keep(form.phrases, form.demands, field="demands", about=about, actor=actor)
    return order


async def _shown(
    request: Ask, form: shapes.OrderForm, firm: firms.FirmView | None, raw: Any
) -> Response[Any]:
    """The order as its paper will say it, checked by the same rules."""
    actor, today = actor_of(request), clock.today()
    party, firm_organ = await doors.party(firm.id if firm else None, unregistered(form))
    permissions.check_can_issue(actor, firm_organ or actor.organ_id)
    demands = papers.lines(form.demands)
    if form.phrases:
        phrases.check_filled(form.demands, "demands")
    least = 0 if form.spot else 1
    actions.check_content(form.violation, form.found_on, form.facts, demands, form.days, today, least=least)
    organ = await doors.organ_of(actor.organ_id)
    due_on = (
        deadlines.correction(form.days).due(today, await calendar.current()).due_on if form.days else today
    )
    order = {
        "violation": form.violation,
        "party": party,
        "source_kind": form.source,
        "found_on": form.found_on,
        "facts": form.facts,
        "demands": demands,
        "issued_on": today,
        "due_on": due_on,
    }
    return page(
        "penalties/order_check.html",
        request,
        paper=papers.order(organ, order, []),
        title=_(registry.name("order_to_correct")),
        hidden={
            name: value for name, value in raw.items() if name != "phrases" and not isinstance(value, list)
        },
        phrases=form.phrases,
        breadcrumbs=[(_("责令改正"), "/desk/orders"), (_("核对指令书"), None)],
    )


@get("/desk/orders/{order_id:uuid}", opt=READ, include_in_schema=False)
async def order(request: Ask, order_id: UUID) -> Response[Any]:
    """One order, its paper, its days, and what may be done now."""
    actor = actor_of(request)
    found = await queries.visible_order(actor, order_id)
    offered = permissions.possible_for_order(actor, found)
    violation = VIOLATIONS[found["violation"]]
    cases = await queries.cases_of_order(order_id)
    return page(
        "penalties/order.html",
        request,
        order=found,
        status=_(ORDER_NAMES[found["status"]]),
        tone=ORDER_TONES[found["status"]],
        violation=views.explained(violation),
        source=_(SOURCE_NAMES[found["source_kind"]]),
        chips=await views.clock_chips(order_id),
        papers=await views.papers(("correction_order", order_id)),
        entries=await views.timeline("correction_order", order_id, ORDER_ACT_NAMES),
        offered=[
            (name, _(ORDER_ACT_NAMES[name]), ORDER_STEPS[name].cites, acts.ORDER_ACTS[name].is_grave)
            for name in offered
        ],
        cases=cases,
        may_file=may(actor, Permission.CASES_HANDLE) and actor.organ_id == found["organ"],
        behind=await views.report_behind(found["source_number"]),
        may_open=may(actor, Permission.CASES_HANDLE) and found["status"] == "refused" and not cases,
        breadcrumbs=[(_("责令改正"), "/desk/orders"), (found["number"], None)],
    )


async def _act(request: Ask, order_id: UUID, act: str, **extra: Any) -> Response[Any]:
    found = await queries.visible_order(actor_of(request), order_id)
    context: dict[str, Any] = {
        "order": found,
        "act": act,
        "label": _(ORDER_ACT_NAMES[act]),
        "explained": _(acts.ORDER_ACTS[act].explained),
        "is_grave": acts.ORDER_ACTS[act].is_grave,
        "cites": ORDER_STEPS[act].cites,
        "methods": views.choices(services.BY_OFFICIALS),
        "values": {"served_on": clock.today(), "method": "direct"},
        "errors": {},
        "status_code": 200,
        **extra,
    }
    return page(
        "penalties/order_act.html",
        request,
        breadcrumbs=[
            (_("责令改正"), "/desk/orders"),
            (found["number"], f"/desk/orders/{order_id}"),
            (_(ORDER_ACT_NAMES[act]), None),
        ],
        **context,
    )


async def _take(request: Ask, order_id: UUID, act: str) -> Response[Any]:
    form, problems, raw = await forms.parse(acts.ORDER_ACTS[act].form, request)
    if form is not None:
        try:
            await acts.run(acts.ORDER_ACTS[act], order_id, form, actor_of(request))
        except errors.Invalid as refusal:
            problems = answers.field_words(refusal)
        else:
            flash(request, _("已办理：%(act)s", act=_(ORDER_ACT_NAMES[act])))
            return redirect(f"/desk/orders/{order_id}")
    return await _act(request, order_id, act, values=raw, errors=problems, status_code=422)


async def _checked(request: Ask, order_id: UUID, act: str, allowed: frozenset[str]) -> None:
    """Raise unless this act stands under this address and may be taken now."""
    found = await queries.visible_order(actor_of(request), order_id)
    if act not in allowed:
        raise errors.NotFound
    permissions.check_can_take_order_step(actor_of(request), found, act)


CLERKS = frozenset({"serve", "corrected", "partly", "refused"})
DECIDERS = frozenset({"withdraw"})


@get("/desk/orders/{order_id:uuid}/handle/{act:str}", opt=HANDLE, include_in_schema=False)
async def handle_page(request: Ask, order_id: UUID, act: str) -> Response[Any]:
    """The page of one act of the clerk."""
    await _checked(request, order_id, act, CLERKS)
    return await _act(request, order_id, act)


@post("/desk/orders/{order_id:uuid}/handle/{act:str}", opt=HANDLE, include_in_schema=False)
async def handle(request: Ask, order_id: UUID, act: str) -> Response[Any]:
    """Take it."""
    await _checked(request, order_id, act, CLERKS)
    return await _take(request, order_id, act)


@get("/desk/orders/{order_id:uuid}/decide/{act:str}", opt=DECIDE, include_in_schema=False)
async def decide_page(request: Ask, order_id: UUID, act: str) -> Response[Any]:
    """The page of one act of the deciding official."""
    await _checked(request, order_id, act, DECIDERS)
    return await _act(request, order_id, act)


@post("/desk/orders/{order_id:uuid}/decide/{act:str}", opt=DECIDE, include_in_schema=False)
async def decide(request: Ask, order_id: UUID, act: str) -> Response[Any]:
    """Take it."""
    await _checked(request, order_id, act, DECIDERS)
    return await _take(request, order_id, act)


HANDLERS = [orders, new, issue, phrase, order, handle_page, handle, decide_page, decide]

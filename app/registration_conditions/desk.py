"""Entries at the desk: the list and its workbook, one entry, proposing one, proposing a change."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post

from app import clock
from app.access.guards import actor_of
from app.access.permissions import Permission
from app.licensing.desk import tabs
from app.registration_conditions import forms as shapes
from app.registration_conditions import steps, views
from app.shell import forms, listing
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from app.shell.templating import cite
from regulation import errors
from regulation.accounts import organs, people
from regulation.firms import asof
from regulation.firms.asof import Moment
from regulation.firms.status import LIMIT_KINDS, RegistrationKind
from regulation.registration_conditions import permissions, queries
from regulation.registration_conditions.actions import proposing
from regulation.registration_conditions.actions.proposing import Document
from regulation.registration_conditions.rules import grounds
from regulation.registration_conditions.rules import history as rules
from regulation.registration_conditions.rules.grounds import GROUNDS
from regulation.registration_conditions.status import ACTS, CHANGES, CONDITION_STATUSES, PHASES, Act
from regulation.words import N_
from reports.exports import xlsx
from reports.exports.columns import Column

#: What each change is for, beside its word.
_EXPLAINED = {
    Act.VARIED: N_("自某日起改为新的内容和期限"),
    Act.EXTENDED: N_("内容不变，截止日期推后"),
    Act.LIFTED: N_("自某日起不再有效"),
    Act.CORRECTED: N_("登记时就写错了，从头更正；更正前的记载仍可查"),
    Act.ANNULLED: N_("本来就不应当登记，视为自始没有记载"),
}
READ = {"permission": Permission.LICENSING_READ}
HANDLE = {"permission": Permission.LICENSING_HANDLE}
Row = dict[str, Any]
Ask = Request[Any, Any, Any]

SORTS = {
    "opened_on": "opened_on",
    "number": "number",
    "firm": "firm_name",
    "since": "since nulls last",
    "until": "until nulls last",
}
FILTERS = ("kind", "phase", "status", "ground", "organ", "soon")


def _state(request: Ask) -> listing.ListState:
    return listing.ListState.of(request, filters=FILTERS, sorts=tuple(SORTS), default_sort="-opened_on")


def _wanted(state: listing.ListState) -> queries.Wanted:
    return queries.Wanted(
        q=state.q,
        **{name: state.values(name) for name in ("kind", "phase", "status", "ground", "organ")},
        soon=state.value("soon") == "30",
    )


@get("/desk/conditions", opt=READ, include_in_schema=False)
async def entries(request: Ask) -> Response[Any]:
    """Entries on the registrations of one's organ; of the city for the municipal bureau."""
    actor, today, state = actor_of(request), clock.today(), _state(request)
    wanted = _wanted(state)
    found = await queries.entries(
        actor, wanted, today, sql_order=state.order(SORTS), limit=state.limit, offset=state.offset
    )
    ending = await queries.soon(actor, today)
    labels: dict[str, tuple[str, dict[str, str]]] = {
        "kind": (_("种类"), {str(k): _(v) for k, v in LIMIT_KINDS.items()}),
        "phase": (_("效力"), {str(k): _(v) for k, v in PHASES.items()}),
        "status": (_("办理状态"), {str(k): _(v) for k, v in CONDITION_STATUSES.items()}),
        "ground": (_("事由"), {str(k): _(v.label) for k, v in GROUNDS.items()}),
    }
    if actor.is_municipal:
        labels["organ"] = (
            _("机关"),
            {
                each["code"]: views.organ_name({"organ_name": each["name"], "organ_name_en": each["name_en"]})
                for each in await organs.all_organs()
            },
        )
    facets = [state.facet(name, title, found.facets[name], names) for name, (title, names) in labels.items()]
    facets.insert(2, state.facet("soon", _("期限"), [("30", ending)], {"30": _("三十日内期满")}))
    return page(
        "registration_conditions/list.html",
        request,
        state=state,
        tabs=tabs(request, "conditions"),
        page=listing.Page(found.rows, found.total, state),
        facets=facets,
        views=views,
        is_municipal=actor.is_municipal,
    )


@get("/desk/conditions.xlsx", opt=READ, include_in_schema=False)
async def entries_xlsx(request: Ask) -> Response[bytes]:
    """Exactly the entries that the list shows, all pages of it."""
    actor, today, state = actor_of(request), clock.today(), _state(request)
    columns = [
        Column(_("编号"), width=26),
        Column(_("种类")),
        Column(_("机构名称"), width=36),
        Column(_("所附登记"), width=20),
        Column(_("登记编号"), width=34),
        Column(_("事由"), width=44),
        Column(_("内容"), width=60),
        Column(_("开始日期"), "day"),
        Column(_("截止日期"), "day"),
        Column(_("效力")),
        Column(_("办理状态")),
        Column(_("决定机关"), width=30),
        Column(_("文书编号"), width=26),
    ]
    rows = [
        [
            each["number"],
            views.kind_pill(each)[0],
            each["firm_name"],
            views.registration(each),
            each["registration_number"],
            views.ground(each),
            each["said"],
            each["since"],
            each["until"],
            views.phase_pill(each["phase"])[0],
            views.status_pill(each)[0],
            views.decided_by(each),
            each["document_number"] or each["decision_number"],
        ]
        async for each in queries.export(actor, _wanted(state), today, sql_order=state.order(SORTS))
    ]
    made = await xlsx.workbook(columns, rows, sheet=_("条件和限制"))
    return Response(
        made if isinstance(made, bytes) else made.read(),
        media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        headers={"Content-Disposition": f'attachment; filename="conditions-{today}.xlsx"'},
    )


def _asked(request: Ask) -> Moment | None:
    """The day and the instant of knowledge that are asked for; None for today's state. Raises Invalid."""
    query = request.query_params
    if not (query.get("as_of") or query.get("as_known")):
        return None
    return asof.moment(query.get("as_of", ""), query.get("as_known", ""), now=clock.now())


@get("/desk/conditions/{entry_id:uuid}", opt=READ, include_in_schema=False)
async def entry(request: Ask, entry_id: UUID) -> Response[Any]:
    """One entry: what it says and on which days, on what it rests, its history, what may be done now."""
    actor, today = actor_of(request), clock.today()
    found = await queries.visible(actor, entry_id)
    conflicted = await people.conflicts_of(found["firm"], today=today)
    then = _asked(request)
    spans, phase = await views.spans(entry_id, then.on if then else today, then.known_at if then else None)
    return page(
        "registration_conditions/detail.html",
        request,
        then=then,
        asked={name: request.query_params.get(name, "")[:40] for name in ("as_of", "as_known")},
        entry=found,
        views=views,
        basis=views.basis(found),
        spans=spans,
        phase=views.phase_pill(phase),
        is_in_force=phase == "in_force",
        consequences=views.consequences(found),
        proposed=views.proposed(found),
        history=await views.history(entry_id),
        clocks=await views.clock_chips(entry_id, today),
        papers=await views.papers(entry_id, for_firm=False),
        entries=await views.timeline(entry_id, for_firm=False),
        steps=steps.offered(actor, found, today, conflicted=conflicted),
        may_change=any(
            permissions.can_take(actor, found, act, conflicted=conflicted)
            for act in ("propose_change", "propose_burden")
        ),
        may_serve_note=await queries.unserved_note(entry_id) is not None
        and permissions.can_serve_note(actor, found, conflicted=conflicted),
        turn=views.turn(found, for_firm=False),
        breadcrumbs=[(_("条件和限制"), "/desk/conditions"), (found["number"], None)],
    )


# --- Proposing -----------------------------------------------------------------------------------------


async def _proposable(request: Ask, kind: str, number: str) -> Row:
    if kind not in set(RegistrationKind):
        raise errors.NotFound
    actor = actor_of(request)
    found = await queries.registration(kind, number)
    permissions.check_can_propose(actor, found, await people.conflicts_of(found["firm"], today=clock.today()))
    return found


async def _new_page(request: Ask, registration: Row, values: Row, problems: dict[str, str]) -> Response[Any]:
    kind = RegistrationKind(registration["kind"])
    offered = grounds.offered(kind)
    return page(
        "registration_conditions/new.html",
        request,
        status_code=422 if problems else 200,
        registration=registration,
        registration_word=_(views.REGISTRATIONS[kind]),
        choices=[
            (
                f"{ground}:{of}",
                _("%(kind)s：%(ground)s", kind=_(LIMIT_KINDS[of]), ground=_(GROUNDS[ground].label)),
                cite(GROUNDS[ground].citation),
            )
            for ground, of in offered
        ],
        bases=[GROUNDS[ground] for ground in dict.fromkeys(ground for ground, _kind in offered)],
        origins=views.ORIGIN_NAMES,
        values=values,
        errors=problems,
        breadcrumbs=[
            (_("机构"), "/desk/firms"),
            (registration["firm_name"], f"/desk/firms/{registration['firm_number']}"),
            (_("附加条件、限制或者暂停"), None),
        ],
    )


@get("/desk/conditions/new", opt=HANDLE, include_in_schema=False)
async def new_page(request: Ask) -> Response[Any]:
    """Before something is hung on a registration: what the law gives, with its articles and its doubts."""
    query = request.query_params
    found = await _proposable(request, query.get("kind", ""), query.get("number", ""))
    return await _new_page(request, found, {"since": clock.today()}, {})


@post("/desk/conditions/new", opt=HANDLE, include_in_schema=False)
async def propose(request: Ask) -> Response[Any]:
    query = request.query_params
    found = await _proposable(request, query.get("kind", ""), query.get("number", ""))
    form, problems, raw = await forms.parse(shapes.Proposal, request)
    if form is not None:
        if form.chosen is None:
            return await _new_page(request, found, raw, {"what": _("请选择")})
        ground, kind = form.chosen
        try:
            made = await proposing.propose(
                RegistrationKind(found["kind"]),
                found["number"],
                kind=kind,
                ground=ground,
                text=form.text,
                text_en=form.text_en,
                since=form.since,
                until=form.until,
                facts=form.facts,
                document=Document(body=form.issuing_body, number=form.document_number, on=form.document_on),
                actor=actor_of(request),
                now=clock.now(),
            )
        except errors.Invalid as invalid:
            said = {("what" if name == "ground" else name): text for name, text in invalid.errors.items()}
            problems = forms.refused(said)
        else:
            flash(request, _("已提出，请按页面提示继续办理"))
            return redirect(f"/desk/conditions/{made}")
    return await _new_page(request, found, raw, problems)


# --- Proposing a change ---------------------------------------------------------------------------------


async def _changeable(request: Ask, entry_id: UUID) -> Row:
    actor = actor_of(request)
    found = await queries.visible(actor, entry_id)
    permissions.check_can_take(
        actor,
        found,
        "propose_change",
        conflicted=await people.conflicts_of(found["firm"], today=clock.today()),
    )
    return found


async def _change_page(request: Ask, found: Row, values: Row, problems: dict[str, str]) -> Response[Any]:
    history = await queries.history(found["id"])
    spans = rules.timeline(history)
    said = spans[-1].value if spans else None
    begin: Row = {"on": clock.today()}
    if said is not None:
        begin |= {
            "text": said.text,
            "text_en": said.text_en,
            "since": spans[0].since,
            "until": rules.last_day(spans[-1]),
        }
    shown, phase = await views.spans(found["id"], clock.today())
    return page(
        "registration_conditions/change.html",
        request,
        status_code=422 if problems else 200,
        entry=found,
        views=views,
        spans=shown,
        phase=views.phase_pill(phase),
        acts=[(str(act), _(ACTS[act]), _(_EXPLAINED[act])) for act in CHANGES],
        is_heard=grounds.is_heard_first(grounds.Ground(found["ground"])),
        values=values or begin,
        errors=problems,
        breadcrumbs=[
            (_("条件和限制"), "/desk/conditions"),
            (found["number"], f"/desk/conditions/{found['id']}"),
            (_("提出变更"), None),
        ],
    )


@get("/desk/conditions/{entry_id:uuid}/change", opt=HANDLE, include_in_schema=False)
async def change_page(request: Ask, entry_id: UUID) -> Response[Any]:
    """What may be changed of an entry that stands, and by which act."""
    return await _change_page(request, await _changeable(request, entry_id), {}, {})


@post("/desk/conditions/{entry_id:uuid}/change", opt=HANDLE, include_in_schema=False)
async def change(request: Ask, entry_id: UUID) -> Response[Any]:
    found = await _changeable(request, entry_id)
    form, problems, raw = await forms.parse(shapes.Change, request)
    if form is not None:
        try:
            await proposing.propose_change(
                entry_id,
                act=form.act,
                on=form.on,
                text=form.text,
                text_en=form.text_en,
                since=form.since,
                until=form.until,
                reason=form.reason,
                document_number=form.document_number,
                actor=actor_of(request),
                now=clock.now(),
            )
        except errors.Invalid as invalid:
            problems = forms.refused(invalid.errors)
        else:
            flash(request, _("变更已提出，由另一人决定"))
            return redirect(f"/desk/conditions/{entry_id}")
    return await _change_page(request, found, raw, problems)


HANDLERS = [entries, entries_xlsx, new_page, propose, entry, change_page, change]

"""The draws at the desk: the list, and the form of a new one with all that it declares."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from litestar import Request, Response, get, post

from app import clock
from app import errors as answers
from app.access.guards import actor_of, may
from app.access.permissions import Permission
from app.inspections import draw_forms as shapes
from app.inspections import words
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.listing import ListState, Page
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.casework import receipts
from regulation.inspections import disclosure, rules, sources
from regulation.inspections.actions import preparing, rosters
from regulation.inspections.queries import draws, partners, plans
from regulation.inspections.status import DRAW_NAMES
from regulation.law import beijing

READ = {"permission": Permission.INSPECTIONS_READ}
ROSTER = {"permission": Permission.INSPECTIONS_ROSTER}


@get("/desk/draws", opt=READ, include_in_schema=False)
async def draw_list(request: Request[Any, Any, Any]) -> Response[Any]:
    """Draws within reach, and what one may be prepared from."""
    actor = actor_of(request)
    state = ListState.of(request, filters=("status",))
    found = await draws.of_actor(actor)
    counts: dict[str, int] = {}
    for each in found:
        counts[each["status"]] = counts.get(each["status"], 0) + 1
    names = {str(key): _(name) for key, name in DRAW_NAMES.items()}
    facet = state.facet("status", _("状态"), counts, names)
    chosen = state.values("status")
    shown = [each for each in found if not chosen or each["status"] in chosen]
    listed = Page(shown[state.offset : state.offset + state.limit], len(shown), state)
    may_prepare = may(actor, Permission.INSPECTIONS_ROSTER)
    return page(
        "inspections/desk_draws.html",
        request,
        state=state,
        listed=listed,
        facets=[facet],
        draw_names=DRAW_NAMES,
        tones=words.DRAW_TONES,
        bases=words.BASES,
        lines=await plans.drawable(actor) if may_prepare else [],
        leads=await draws.leads_waiting(actor) if may_prepare else [],
        specials=await draws.specials_open(actor, clock.today()) if may_prepare else [],
        may_prepare=may_prepare,
    )


@get("/desk/draws/new", opt=ROSTER, include_in_schema=False)
async def new(request: Request[Any, Any, Any]) -> Response[Any]:
    """The form of a new draw."""
    asked = request.query_params
    is_fast = bool(asked.get("leads")) or bool(asked.get("reassigns"))
    wait = timedelta(minutes=25) if is_fast else timedelta(hours=26)
    soon = beijing.in_beijing(clock.now() + wait)
    preset = {
        "line": asked.get("line", ""),
        "special": asked.get("special", ""),
        "reassigns": asked.get("reassigns", ""),
        "leads": [str(each["id"]) for each in await draws.leads_waiting(actor_of(request))]
        if asked.get("leads")
        else [],
        "source": "drand" if is_fast else "dice-drand",
        "session_at": (soon if is_fast else soon.replace(minute=0)).strftime("%Y-%m-%dT%H:%M"),
        "disclosure": "open",
        "districts": "any",
    }
    return await _new(request, preset, {})


async def _new(
    request: Request[Any, Any, Any], values: dict[str, Any], problems: dict[str, str]
) -> Response[Any]:
    actor = actor_of(request)
    kind = (
        "leads"
        if values.get("leads")
        else next((name for name in ("special", "reassigns") if values.get(name)), "line")
    )
    reassigned = await draws.draw(actor, values["reassigns"]) if kind == "reassigns" else None
    return page(
        "inspections/draw_new.html",
        request,
        status_code=422 if problems else 200,
        kind=kind,
        lines=await plans.drawable(actor),
        leads=await draws.leads_waiting(actor),
        specials=await draws.specials_open(actor, clock.today()),
        reassigned=reassigned,
        waiting=await draws.without_team(reassigned) if reassigned else [],
        **chance_context(),
        parties=sources.PARTIES,
        ways=disclosure.WAYS,
        district_rules=rules.DISTRICT_RULE_NAMES,
        is_city=actor.is_municipal,
        departments=await partners.departments(actor, clock.today()),
        values=values,
        errors=problems,
        breadcrumbs=[(_("抽取"), "/desk/draws"), (_("准备抽取"), None)],
    )


def chance_context() -> dict[str, Any]:
    """What the fields of chance need."""
    today = clock.today()
    return {
        "presets": sources.PRESETS,
        "own_list": shapes.OWN_LIST,
        "kind_names": sources.KIND_NAMES,
        "games": sources.GAMES.on(today),
        "games_doubt": sources.GAMES.since(today).doubt,
        "waits_note": sources.WAITS.since(today).note,
        "alternative_places": list(range(1, sources.MOST_ALTERNATIVES + 1)),
    }


@post("/desk/draws", opt=ROSTER, include_in_schema=False)
async def prepare(request: Request[Any, Any, Any]) -> Response[Any]:
    """Take a number and freeze the rosters."""
    form, problems, raw = await forms.parse(shapes.PrepareForm, request)
    if form is not None:
        try:
            draw_id = await receipts.made_once(
                f"draw {form.request_key}",
                form.model_dump(),
                lambda: _prepared(request, form),
                actor=actor_of(request),
                now=clock.now(),
            )
        except errors.Invalid as refusal:
            problems = answers.field_words(form.at_its_field(refusal))
        else:
            flash(request, _("名录已生成，编号%(number)s。请核对后由抽取监督人员公布承诺", number=draw_id))
            return redirect(f"/desk/draws/{draw_id}")
    for name in ("leads", "parties", "departments", "a1_kinds", "a2_kinds", "a3_kinds"):
        if isinstance(raw.get(name), str):
            raw[name] = [raw[name]] if raw[name] else []
    return await _new(request, raw, problems)


async def _prepared(request: Request[Any, Any, Any], form: shapes.PrepareForm) -> str:
    actor, now, terms = actor_of(request), clock.now(), form.terms()
    if form.leads:
        return await preparing.prepare_for_leads(form.leads, terms, title=form.title, actor=actor, now=now)
    if form.special:
        return await preparing.prepare_special(form.special, terms, title=form.title, actor=actor, now=now)
    if form.reassigns:
        return await preparing.prepare_reassignment(
            form.reassigns, terms, title=form.title, actor=actor, now=now
        )
    if form.line is None:
        raise errors.Invalid({"line": "请选择计划批次"})
    return await rosters.prepare(form.line, title=form.title, terms=terms, actor=actor, now=now)


HANDLERS = [draw_list, new, prepare]

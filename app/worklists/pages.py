"""`/desk/work`: everything that waits for an office, who has taken what, and how it is shared out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Annotated, Any
from urllib.parse import urlencode
from uuid import UUID

from litestar import Request, Response, get, post
from pydantic import Field

from app import clock
from app import errors as answers
from app.access.guards import actor_of
from app.access.permissions import Permission
from app.shell import forms, listing
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from app.worklists import bulk_pages, views
from regulation import errors
from regulation.accounts import people
from regulation.actor import Actor
from regulation.casework import calendar
from regulation.roles import ROLE_NAMES, Role
from regulation.words import N_
from regulation.worklists import claiming, organising, rules
from regulation.worklists.status import CLAIM_MANNERS, LEADERS, MANNERS, WORKERS

WORK = {"permission": Permission.DESK_HOME}
Ask = Request[Any, Any, Any]
Address = Annotated[str, Field(title=N_("事项"), min_length=1, max_length=200)]


def _role(request: Ask, actor: Actor) -> Role | None:
    """The office whose list is looked at. None for somebody without one."""
    offices = views.offices(actor)
    asked = request.query_params.get("role", "")
    return next((each for each in offices if each == asked), offices[0] if offices else None)


@get("/desk/work", opt=WORK, include_in_schema=False)
async def work(request: Ask) -> Response[Any]:
    """One list over all areas: what, whose firm, until when, who has it."""
    actor, today = actor_of(request), clock.today()
    role = _role(request, actor)
    if role is None:
        raise errors.NotFound
    state = listing.ListState.of(
        request,
        filters=("show", "area", "role"),
        sorts=("due", "number", "firm", "kind", "person"),
        default_sort="due",
    )
    everything = await views.items(actor, role, today=today, calendar=await calendar.current())
    saved = views.filters(actor.person_id)
    shown = state.value("show") if state.value("show") in saved else ""
    wanted = state.q.casefold()
    found = [each for each in everything if saved[shown or ""][1](each)]
    found = [
        each
        for each in found
        if not wanted or wanted in each.turn.firm.casefold() or wanted in each.turn.number.casefold()
    ]
    counts: dict[str, int] = {}
    for each in found:
        counts[each.turn.area] = counts.get(each.turn.area, 0) + 1
    areas = state.values("area")
    found = views.sorted_items([e for e in found if not areas or e.turn.area in areas], state.sort)
    names = {name: _(views.AREA_NAMES.get(name, name)) for name in counts}
    return page(
        "worklists/list.html",
        request,
        state=state,
        saved=[
            (
                _(label),
                state.url(show=name or None, page=None),
                name == shown,
                sum(test(each) for each in everything),
            )
            for name, (label, test) in saved.items()
        ],
        offices=[
            (_(ROLE_NAMES[each]), state.url(role=each, show=None, page=None), each == role)
            for each in views.offices(actor)
        ],
        facets=[state.facet("area", _("业务"), sorted(counts.items(), key=lambda e: -e[1]), names)],
        page=listing.Page(found[state.offset : state.offset + state.limit], len(found), state),
        me=actor.person_id,
        may_claim=actor.holds(*WORKERS),
        may_lead=actor.holds(*LEADERS),
        colleagues=await claiming.officials(actor.organ_id, today=today, role=role) if actor.organ_id else [],
        manners=CLAIM_MANNERS,
        area_names=views.AREA_NAMES,
        claim_days=rules.CLAIM_DAYS,
        bulk=bulk_pages.offered(actor),
        back=f"{state.path}?{urlencode(state.parameters())}",
    )


class ClaimForm(forms.Form):
    """Which matters, and the list to come back to; `person` stands in the bar of the list and is read for giving alone."""

    matter: Annotated[list[Address], Field(title=N_("事项"), min_length=1, max_length=200)]
    back: Annotated[str, Field(max_length=600)] = ""
    person: Annotated[UUID | None, Field(title=N_("人员"))] = None


def _back(asked: str) -> str:
    """Only back to the list itself."""
    return asked if asked == "/desk/work" or asked.startswith("/desk/work?") else "/desk/work"


async def _sent(request: Ask, model: type[forms.Model]) -> forms.Model:
    form, problems, _raw = await forms.parse(model, request)
    if form is None:
        raise errors.Invalid(problems)
    return form


async def _each(chosen: list[Any], act: Callable[[Any], Awaitable[None]]) -> int:
    """Each on its own; how many. What a colleague was quicker with leaves the others alone, but one alone is told why."""
    done = 0
    for each in chosen:
        try:
            await act(each)
        except (errors.AlreadyMoved, errors.NotFound):
            if len(chosen) == 1:
                raise
        else:
            done += 1
    return done


async def _items(actor: Actor, addresses: list[str]) -> list[views.Item]:
    """The rows of these matters in the person's lists. Raises NotFound when one is in none of them."""
    known = await calendar.current()
    found: dict[str, views.Item] = {}
    for role in views.offices(actor):
        for item in await views.items(actor, role, today=clock.today(), calendar=known):
            found.setdefault(item.turn.url, item)
    missing = [each for each in addresses if each not in found]
    if missing:
        raise errors.NotFound
    return [found[each] for each in dict.fromkeys(addresses)]


async def _item(actor: Actor, address: str) -> views.Item:
    found = await views.find(actor, address, today=clock.today(), calendar=await calendar.current())
    if found is None:
        raise errors.NotFound
    return found


@post("/desk/work/claim", opt=WORK, include_in_schema=False)
async def claim(request: Ask) -> Response[Any]:
    """Take a matter of one's own list."""
    actor, form = actor_of(request), await _sent(request, ClaimForm)
    items = await _items(actor, form.matter)

    async def one(item: views.Item) -> None:
        await claiming.claim(item.matter, actor=actor, now=clock.now())

    done = await _each(items, one)
    if done == len(items) == 1:
        flash(request, _("已认领%(number)s", number=items[0].turn.number))
    else:
        flash(request, _("已认领%(n)s件，共选%(total)s件", n=done, total=len(items)))
    return redirect(_back(form.back))


@post("/desk/work/release", opt=WORK, include_in_schema=False)
async def release(request: Ask) -> Response[Any]:
    """Put it back."""
    actor, form = actor_of(request), await _sent(request, ClaimForm)

    async def one(address: str) -> None:
        await claiming.release(address, actor=actor, now=clock.now())

    done = await _each(form.matter, one)
    if done == len(form.matter) == 1:
        flash(request, _("已放回，同事可以认领"))
    else:
        flash(request, _("已放回%(n)s件，共选%(total)s件", n=done, total=len(form.matter)))
    return redirect(_back(form.back))


@post("/desk/work/give", opt=WORK, include_in_schema=False)
async def give(request: Ask) -> Response[Any]:
    """The director gives it to somebody."""
    actor, form = actor_of(request), await _sent(request, ClaimForm)
    if (person := form.person) is None:
        raise errors.Invalid({"person": N_("请选择本机关在岗的人员")})
    items = await _items(actor, form.matter)

    async def one(item: views.Item) -> None:
        await claiming.give(item.matter, person, actor=actor, now=clock.now())

    done = await _each(items, one)
    flash(request, _("已分派%(n)s件，共选%(total)s件", n=done, total=len(items)))
    return redirect(_back(form.back))


class MatterOnly(forms.Form):
    """Nothing else."""


@post("/desk/work/share-out", opt=WORK, include_in_schema=False)
async def share_out(request: Ask) -> Response[Any]:
    """The director has the rules applied now, to the list of every office."""
    actor = actor_of(request)
    await _sent(request, MatterOnly)
    actor.check_holds(*LEADERS)
    if actor.organ_id is None:
        raise errors.NotFound
    given, today, known = 0, clock.today(), await calendar.current()
    for role in WORKERS:
        found = await views.items(actor, role, today=today, calendar=known)
        given += await claiming.share_out(
            [each.matter for each in found], actor.organ_id, role, actor=actor, now=clock.now()
        )
    flash(request, _("已按规则分派%(n)s件", n=given))
    return redirect("/desk/work")


# --- notes among colleagues --------------------------------------------------------------------------


class NoteForm(forms.Form):
    """A note, and the matter it is about."""

    matter: Address
    text: Annotated[str, Field(title=N_("备注"), min_length=1, max_length=2000)]


async def _notes(
    request: Ask, address: str, values: dict[str, Any], problems: dict[str, str]
) -> Response[Any]:
    actor = actor_of(request)
    if actor.organ_id is None:
        raise errors.NotFound
    written = await organising.notes(actor.organ_id, address)
    item = await views.find(actor, address, today=clock.today(), calendar=await calendar.current())
    if item is None and not written:
        raise errors.NotFound
    return page(
        "worklists/notes.html",
        request,
        status_code=422 if problems else 200,
        matter=address,
        number=item.turn.number if item else written[0]["number"],
        firm=item.turn.firm if item else "",
        notes=written,
        may_write=item is not None,
        colleagues=await claiming.officials(actor.organ_id, today=clock.today()),
        values=values,
        errors=problems,
        breadcrumbs=[(_("工作清单"), "/desk/work"), (_("内部备注"), None)],
    )


@get("/desk/work/notes", opt=WORK, include_in_schema=False)
async def notes(request: Ask) -> Response[Any]:
    """What colleagues wrote about a matter; the applicant never sees it."""
    return await _notes(request, str(request.query_params.get("matter", ""))[:200], {}, {})


@post("/desk/work/notes", opt=WORK, include_in_schema=False)
async def write_note(request: Ask) -> Response[Any]:
    """Write one; whoever is named after an @ is told."""
    actor = actor_of(request)
    form, problems, raw = await forms.parse(NoteForm, request)
    if form is None:
        return await _notes(request, str(raw.get("matter", "")), raw, problems)
    item = await _item(actor, form.matter)
    told = await organising.write_note(item.matter, form.text, actor=actor, now=clock.now())
    flash(
        request,
        _("备注已保存，已通知%(names)s", names=_("、").join(told)) if told else _("备注已保存"),
    )
    return redirect(f"/desk/work/notes?{urlencode({'matter': form.matter})}")


# --- rules and absences ------------------------------------------------------------------------------


class RuleForm(forms.Form):
    """How work is shared out."""

    area: Annotated[str, Field(title=N_("业务"), max_length=40)] = ""
    role: Annotated[str, Field(title=N_("岗位"), min_length=1, max_length=24)]
    manner: Annotated[str, Field(title=N_("分派方式"), min_length=1, max_length=16)]


class AbsenceForm(forms.Form):
    """Who is away, and when."""

    person: Annotated[UUID, Field(title=N_("人员"))]
    from_on: Annotated[date, Field(title=N_("开始日期"))]
    to_on: Annotated[date, Field(title=N_("结束日期"))]


async def _settings(request: Ask, values: dict[str, Any], problems: dict[str, str]) -> Response[Any]:
    actor, today = actor_of(request), clock.today()
    if actor.organ_id is None or not views.offices(actor):
        raise errors.NotFound
    holders = await people.officials(actor.organ_id, today=today)
    staff = {e["person"]: e["name"] for e in holders if e["role"] in set(WORKERS)}
    if not actor.holds(*LEADERS):
        staff = {key: name for key, name in staff.items() if key == actor.person_id}
    return page(
        "worklists/settings.html",
        request,
        status_code=422 if problems else 200,
        rules=await organising.rules_of(actor.organ_id),
        absences=await organising.absences(actor.organ_id, today=today),
        may_lead=actor.holds(*LEADERS),
        me=actor.person_id,
        staff=[(str(key), name) for key, name in sorted(staff.items(), key=lambda each: each[1])],
        areas=[("", _("全部业务")), *((name, _(label)) for name, label in views.AREA_NAMES.items())],
        roles=[(role, _(ROLE_NAMES[role])) for role in WORKERS],
        manners=[(name, _(label)) for name, label in MANNERS.items()],
        area_names=views.AREA_NAMES,
        role_names=ROLE_NAMES,
        manner_names=MANNERS,
        values=values,
        errors=problems,
        breadcrumbs=[(_("工作清单"), "/desk/work"), (_("分派规则"), None)],
    )


@get("/desk/work/settings", opt=WORK, include_in_schema=False)
async def show_settings(request: Ask) -> Response[Any]:
    """Rules of assignment and who is away."""
    return await _settings(request, {}, {})


@post("/desk/work/rules", opt=WORK, include_in_schema=False)
async def set_rule(request: Ask) -> Response[Any]:
    """The director sets a rule."""
    form, problems, raw = await forms.parse(RuleForm, request)
    if form is not None and form.area and form.area not in views.AREA_NAMES:
        problems = {"area": _("请选择业务")}
    elif form is not None:
        try:
            await organising.set_rule(
                form.area, form.role, form.manner, actor=actor_of(request), now=clock.now()
            )
        except errors.Invalid as refusal:
            problems = answers.field_words(refusal)
        else:
            flash(request, _("分派规则已设定"))
            return redirect("/desk/work/settings")
    return await _settings(request, raw, problems)


@post("/desk/work/rules/{rule_id:uuid}/end", opt=WORK, include_in_schema=False)
async def end_rule(request: Ask, rule_id: UUID) -> Response[Any]:
    """The director ends a rule."""
    await _sent(request, MatterOnly)
    await organising.end_rule(rule_id, actor=actor_of(request), now=clock.now())
    flash(request, _("分派规则已停用"))
    return redirect("/desk/work/settings")


@post("/desk/work/absences", opt=WORK, include_in_schema=False)
async def enter_absence(request: Ask) -> Response[Any]:
    """One's own absence, or by the director anybody's."""
    form, problems, raw = await forms.parse(AbsenceForm, request)
    if form is not None:
        try:
            await organising.enter_absence(
                form.person, form.from_on, form.to_on, actor=actor_of(request), now=clock.now()
            )
        except errors.Invalid as refusal:
            problems = answers.field_words(refusal)
        else:
            flash(request, _("已登记，期间不再分派"))
            return redirect("/desk/work/settings")
    return await _settings(request, raw, problems)


@post("/desk/work/absences/{absence_id:uuid}/cancel", opt=WORK, include_in_schema=False)
async def cancel_absence(request: Ask, absence_id: UUID) -> Response[Any]:
    """Back earlier."""
    await _sent(request, MatterOnly)
    await organising.cancel_absence(absence_id, actor=actor_of(request), now=clock.now())
    flash(request, _("已取消"))
    return redirect("/desk/work/settings")


HANDLERS = [
    work,
    claim,
    release,
    give,
    share_out,
    notes,
    write_note,
    show_settings,
    set_rule,
    end_rule,
    enter_absence,
    cancel_absence,
]

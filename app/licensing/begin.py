"""How an application begins: for a new licence, or about the one that is held; and the choice of track."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get, post

from app import clock
from app.access.guards import actor_of, firm_of
from app.access.permissions import Permission
from app.licensing import apply, held, views
from app.licensing import forms as shapes
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.firms.status import RegistrationKind
from regulation.law.citation import COMMITMENT_OPINIONS
from regulation.licensing import procedures, promises, queries
from regulation.licensing import tracks as tracks_of
from regulation.licensing.actions import drafting, replacing
from regulation.licensing.procedure import Procedure
from regulation.licensing.rules import conditions
from regulation.licensing.status import Purpose, Track

APPLY = {"permission": Permission.LICENSING_APPLY}
Row = dict[str, Any]
Ask = Request[Any, Any, Any]


async def _choice(
    request: Ask, *, values: Row, problems: dict[str, str], application: Row | None = None
) -> Response[Any]:
    firm_id = firm_of(request)
    firm = await queries.firm(firm_id)
    procedure = (
        procedures.of_matter(application)
        if application
        else _procedure(values.get("kind"), values.get("purpose"))
    )
    owned = (
        None
        if application or procedure.needs_licence
        else await replacing.held(firm_id, procedure, on=clock.today())
    )
    under_way = None if application else await queries.open_application_number(firm_id, procedure.kind)
    barred = conditions.barred_from_commitment(await queries.credit_of(firm_id, clock.today()))
    organ_id = application["organ"] if application else firm["organ"]
    opened = [
        each
        for each in procedure.groups
        if await tracks_of.is_open(procedure, each, organ_id, on=clock.today())
    ]
    return page(
        "licensing/track.html",
        request,
        status_code=422 if problems else 200,
        acting_for=firm["name"],
        application=application,
        held=owned,
        under_way=under_way,
        barred=_(barred) if barred else "",
        procedure=procedure,
        about=await held.about(firm_id, procedure),
        tracks=[
            (str(each), _(views.TRACK_NAMES[each]), _(said))
            for each, said in procedure.track_words.items()
            if each in opened and (each is not Track.COMMITMENT or not barred)
        ],
        promise_is_open=Track.COMMITMENT in opened,
        decree=procedure.group_basis["commitment"] if Track.COMMITMENT in procedure.decreed else None,
        consequences=procedure.licence.consequences,
        months=(await promises.check_within(firm["organ"], clock.today())).n,
        order=procedure.basis[0],
        opinions=COMMITMENT_OPINIONS.whole(),
        values=values,
        errors=problems,
        breadcrumbs=apply.crumbs((_(procedure.words.apply), None)),
    )


def _procedure(kind: object, purpose: object) -> Procedure:
    """The procedure an address asks for. Raises NotFound."""
    try:
        return procedures.of(str(kind or RegistrationKind.HR_LICENCE), str(purpose or Purpose.NEW))
    except LookupError:
        raise errors.NotFound from None


@get("/firm/licensing/new", opt=APPLY, include_in_schema=False)
async def new(request: Ask) -> Response[Any]:
    """Who needs the licence, what it takes, and the choice of track."""
    asked = {name: request.query_params.get(name) for name in ("kind", "purpose")}
    return await _choice(request, values=asked, problems={})


@post("/firm/licensing/new", opt=APPLY, include_in_schema=False)
async def start(request: Ask) -> Response[Any]:
    """Begin a draft."""
    form, problems, raw = await forms.parse(shapes.Start, request)
    if form is None:
        return await _choice(request, values=raw, problems=problems)
    procedure = _procedure(form.kind, form.purpose)
    more: Row = {"request_key": form.request_key, "actor": actor_of(request), "now": clock.now()}
    firm_id = firm_of(request)
    if procedure.needs_licence:
        number = await drafting.start_about(firm_id, procedure.kind, procedure.purpose, form.track, **more)
    else:
        number = await drafting.start(firm_id, form.track, kind=procedure.kind, **more)
    return redirect(f"/firm/licensing/{number}")


@get("/firm/licensing/{number:str}/track", opt=APPLY, include_in_schema=False)
async def track(request: Ask, number: str) -> Response[Any]:
    """Change the track of a draft."""
    application, _firm = await apply.mine(request, number)
    return await _choice(
        request, values={"track": application["track"]}, problems={}, application=application
    )


@post("/firm/licensing/{number:str}/track", opt=APPLY, include_in_schema=False)
async def change_track(request: Ask, number: str) -> Response[Any]:
    application, _firm = await apply.mine(request, number)
    form, problems, raw = await forms.parse(shapes.ChooseTrack, request)
    if form is None:
        return await _choice(request, values=raw, problems=problems, application=application)
    await drafting.choose_track(number, form.track, actor=actor_of(request), now=clock.now())
    flash(request, _("已改为%(track)s", track=_(views.TRACK_NAMES[form.track])))
    return redirect(f"/firm/licensing/{application['number']}")


HANDLERS = [new, start, track, change_track]

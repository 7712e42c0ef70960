"""Booklets of numbered forms: the desk hands them out and accounts for each, the officer's phone reports what was written."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import MediaType, Request, Response, get, post
from pydantic import Field

from app import clock
from app import errors as answers
from app.access.guards import actor_of, may
from app.access.permissions import Permission
from app.inspections import forms as shapes
from app.penalties import views
from app.penalties.orders import tabs
from app.settings import settings
from app.shell import forms, outbox
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.casework import outbox as entries
from regulation.law.citation import PENALTY_LAW
from regulation.penalties.actions import booklets, doors, spot_outbox
from regulation.penalties.rules import forms as rules
from regulation.penalties.status import BOOKLET_ACT_NAMES
from regulation.words import N_

Ask = Request[Any, Any, Any]
VISIT = {"permission": Permission.FIELD_VISIT}
READ = {"permission": Permission.CASES_READ}
HANDLE = {"permission": Permission.CASES_HANDLE}


class HandOutForm(forms.Form):
    """To whom, and how many."""

    request_key: str = Field(min_length=16, max_length=64)
    officer: UUID = Field(title=N_("领用人"))
    count: int = Field(title=N_("份数"), ge=1, le=rules.MOST)


class VoidForm(forms.Form):
    """A form that is never used."""

    number: str = Field(title=N_("决定书编号"), max_length=80)
    reason: str = Field(title=N_("作废原因"), min_length=4, max_length=500)


async def _listed(request: Ask, **extra: Any) -> Response[Any]:
    actor = actor_of(request)
    found = (
        await doors.officers(actor.organ_id, [], today=clock.today())
        if actor.organ_id and may(actor, Permission.CASES_HANDLE)
        else []
    )
    context: dict[str, Any] = {"values": {"count": 10}, "errors": {}, "status_code": 200, **extra}
    return page(
        "penalties/spot_booklets.html",
        request,
        rows=await booklets.of_organ(actor),
        names=views.words(rules.BOOKLET_NAMES),
        tones=rules.BOOKLET_TONES,
        officers=[(each["id"], f"{each['name']} {each['certificate']}") for each in found],
        cited=PENALTY_LAW.article(52, 1),
        most=rules.MOST,
        tabs=tabs("spot"),
        breadcrumbs=[(_("当场处罚"), "/desk/spot"), (_("预先编号的决定书"), None)],
        **context,
    )


@get("/desk/spot/booklets", opt=READ, include_in_schema=False)
async def listed(request: Ask) -> Response[Any]:
    """Who holds how many numbered forms."""
    return await _listed(request)


@post("/desk/spot/booklets", opt=HANDLE, include_in_schema=False)
async def hand_out(request: Ask) -> Response[Any]:
    """Number forms and hand them to an officer."""
    form, problems, raw = await forms.parse(HandOutForm, request)
    if form is not None:
        try:
            made = await booklets.hand_out(
                form.officer,
                form.count,
                request_key=form.request_key,
                actor=actor_of(request),
                now=clock.now(),
            )
        except errors.Invalid as refusal:
            problems = answers.field_words(refusal)
        else:
            flash(request, _("已编号，请打印、加盖印章后交执法人员签领"))
            return redirect(f"/desk/spot/booklets/{made}")
    return await _listed(request, values=raw, errors=problems, status_code=422)


async def _shown(request: Ask, booklet_id: UUID, **extra: Any) -> Response[Any]:
    actor = actor_of(request)
    found = await booklets.visible(actor, booklet_id)
    sheets = await booklets.forms(booklet_id)
    blank = [each["number"] for each in sheets if each["status"] == rules.OUT]
    is_office = may(actor, Permission.CASES_HANDLE) and actor.organ_id == found["organ"]
    context: dict[str, Any] = {"values": {}, "errors": {}, "status_code": 200, **extra}
    return page(
        "penalties/spot_booklet.html",
        request,
        booklet=found,
        sheets=sheets,
        blank=[(number, number) for number in blank],
        unsettled=[
            {**each, "reason": _(each["refusal"]["message"], **(each["refusal"].get("params") or {}))}
            for each in await spot_outbox.unsettled(booklet_id)
        ],
        names=views.words(rules.FORM_NAMES),
        tones=rules.FORM_TONES,
        status=_(rules.BOOKLET_NAMES[found["status"]]),
        tone=rules.BOOKLET_TONES[found["status"]],
        papers=await views.papers(("spot_booklet", booklet_id)),
        entries=await views.timeline("spot_booklet", booklet_id, BOOKLET_ACT_NAMES),
        may_void=is_office and bool(blank),
        may_take_back=is_office and bool(blank) and actor.person_id != found["officer"],
        breadcrumbs=[
            (_("当场处罚"), "/desk/spot"),
            (_("预先编号的决定书"), "/desk/spot/booklets"),
            (sheets[0]["number"], None),
        ],
        **context,
    )


@get("/desk/spot/booklets/{booklet_id:uuid}", opt=READ, include_in_schema=False)
async def shown(request: Ask, booklet_id: UUID) -> Response[Any]:
    """A booklet with the account of every number."""
    return await _shown(request, booklet_id)


@post("/desk/spot/booklets/{booklet_id:uuid}/void", opt=HANDLE, include_in_schema=False)
async def void(request: Ask, booklet_id: UUID) -> Response[Any]:
    """A form was spoiled or lost."""
    form, problems, raw = await forms.parse(VoidForm, request)
    if form is None:
        return await _shown(request, booklet_id, values=raw, errors=problems, status_code=422)
    await booklets.void(booklet_id, form.number, reason=form.reason, actor=actor_of(request), now=clock.now())
    flash(request, _("已作废"))
    return redirect(f"/desk/spot/booklets/{booklet_id}")


@post("/desk/spot/booklets/{booklet_id:uuid}/take-back", opt=HANDLE, include_in_schema=False)
async def take_back(request: Ask, booklet_id: UUID) -> Response[Any]:
    """The blank forms came back."""
    count = await booklets.take_back(booklet_id, actor=actor_of(request), now=clock.now())
    flash(request, _("已核收交还的决定书%(n)s份", n=count))
    return redirect(f"/desk/spot/booklets/{booklet_id}")


@post("/field/booklets/{booklet_id:uuid}/sync", opt=VISIT, include_in_schema=False, status_code=200)
async def sync(request: Ask, booklet_id: UUID) -> Response[dict[str, Any]]:
    """Take what a phone wrote on the forms; the same message twice gets the same answer."""
    actor, now = actor_of(request), clock.now()
    # Not yours is not found, also when the message is bad.
    await booklets.of_officer(actor, booklet_id)
    batch = outbox.batch_of(await request.body(), now=now)
    taken = await spot_outbox.take(booklet_id, batch, key=settings().secret_key, actor=actor, now=now)
    latest = await entries.head(spot_outbox.BOX, booklet_id, batch.device)
    found = await booklets.of_officer(actor, booklet_id)
    return Response(
        {
            "answers": [outbox.said_of(each) for each in taken],
            "status": found["status"],
            "head": latest["seq"] if latest else 0,
        }
    )


@post(
    "/field/booklets/{booklet_id:uuid}/pictures/{sha256:str}",
    opt=VISIT,
    include_in_schema=False,
    status_code=200,
    request_max_body_size=shapes.PHOTO.megabytes * 1024 * 1024 + 100_000,
)
async def picture(request: Ask, booklet_id: UUID, sha256: str) -> Response[Any]:
    """The drawing of a signature that an entry announced by its hash."""
    actor = actor_of(request)
    await booklets.of_officer(actor, booklet_id)
    form, problems, _raw = await forms.parse(shapes.PictureForm, request)
    if form is None:
        raise errors.Invalid(problems)
    await spot_outbox.take_picture(
        booklet_id,
        sha256,
        file_name=form.picture.name,
        media_type=form.picture.media_type,
        content=form.picture.data,
        folder=settings().var_dir / "attachments",
        actor=actor,
        now=clock.now(),
    )
    return Response({"sha256": sha256}, media_type=MediaType.JSON)


HANDLERS = [listed, hand_out, shown, void, take_back, sync, picture]

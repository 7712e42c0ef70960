"""The clerk enters what the 12345 line sent."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get, post

from app import clock
from app import errors as answers
from app.access.guards import actor_of
from app.access.permissions import Permission
from app.complaints import forms as shapes
from app.complaints.public import PRIVATE, folder
from app.settings import settings
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.render import page
from regulation import errors
from regulation.accounts import organs
from regulation.complaints import hotline, receiving
from regulation.complaints.status import KIND_WORDS, TOPIC_NAMES
from regulation.firms import queries as firms

Ask = Request[Any, Any, Any]
HANDLE = {"permission": Permission.COMPLAINTS_HANDLE}


async def _form(request: Ask, **extra: Any) -> Response[Any]:
    context: dict[str, Any] = {
        "kinds": [(str(each), _(name)) for each, name in KIND_WORDS.items()],
        "topics": [(str(each), _(name)) for each, name in TOPIC_NAMES.items()],
        "values": {},
        "errors": {},
        "status_code": 200,
        **extra,
    }
    return page(
        "complaints/hotline.html",
        request,
        breadcrumbs=[(_("投诉"), "/desk/complaints"), (_("登记12345工单"), None)],
        headers=PRIVATE,
        **context,
    )


@get("/desk/complaints/hotline", opt=HANDLE, include_in_schema=False)
async def enter(request: Ask) -> Response[Any]:
    """The form of a work order."""
    return await _form(request)


@post("/desk/complaints/hotline", opt=HANDLE, include_in_schema=False, status_code=200)
async def register(request: Ask) -> Response[Any]:
    """Enter it; code and second secret are shown once, for the caller."""
    form, problems, raw = await forms.parse(shapes.HotlineForm, request)
    if form is None:
        return await _form(request, values=raw, errors=problems, status_code=422)
    actor = actor_of(request)
    organ = await organs.by_id(actor.organ_id) if actor.organ_id else None
    written = receiving.Written(
        kind=form.kind,
        topic=form.topic,
        account=form.account,
        firm_id=await firms.id_of(form.firm) if form.firm else None,
        respondent=form.respondent,
        respondent_address=form.respondent_address,
        organ_code=organ["code"] if organ else "",
        happened_on=form.happened_on,
        name=form.name,
        phone=form.phone,
    )
    try:
        made = await hotline.register(
            written,
            order_number=form.order_number,
            received_on=form.received_on,
            request_key=form.request_key,
            secret=settings().secret_key,
            folder=folder(),
            actor=actor,
            now=clock.now(),
        )
    except errors.Invalid as refusal:
        found = answers.field_words(refusal)
        return await _form(request, values=raw, errors=found, status_code=422)
    return page(
        "complaints/hotline_received.html",
        request,
        number=made.number,
        code=made.code,
        pin=made.pin,
        spare=made.spare,
        headers=PRIVATE,
    )


HANDLERS = [enter, register]

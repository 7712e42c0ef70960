"""What is published of a firm's penalties, for the firm: the way to say that something is wrong, and what became of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post

from app import clock
from app import errors as answers
from app.access.guards import actor_of, firm_of
from app.access.permissions import Permission
from app.publicity import forms as shapes
from app.publicity.correction_pages import file_of, words
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.casework import documents, publication, service
from regulation.penalties.actions import publishing
from regulation.publicity import corrections
from regulation.publicity.actions import correcting
from regulation.publicity.status import Status

Ask = Request[Any, Any, Any]
LETTERS = {"permission": Permission.FIRM_LETTERS}
HOME = "/firm/publicity"


@get(HOME, opt=LETTERS, include_in_schema=False)
async def own(request: Ask) -> Response[Any]:
    """The firm's published penalties with their last day, and its requests."""
    firm_id, today = firm_of(request), clock.today()
    asked = []
    for each in await corrections.of_firm(firm_id):
        served = await service.of(each["document"]) if each["document"] else []
        asked.append(
            words(each)
            | {
                "paper": await documents.by_id(each["document"]) if each["document"] else None,
                "served": served,
                "may_receive": bool(each["document"])
                and not served
                and await service.may_serve_electronically(firm_id, today),
            }
        )
    open_ones = {each["publication"] for each in asked if each["status"] in {Status.ASKED, Status.PROPOSED}}
    return page(
        "publicity/own.html",
        request,
        shown=await publication.current(
            today=today, kinds=[publishing.PUBLICATION], firm_id=firm_id, limit=200
        ),
        open_ones=open_ones,
        asked=asked,
        breadcrumbs=[(_("文书"), "/firm/letters"), (_("处罚公示"), None)],
    )


async def _form(
    request: Ask, publication_id: UUID, values: dict[str, Any], problems: dict[str, str]
) -> Response[Any]:
    shown, case = await corrections.published(publication_id, today=clock.today())
    if case["firm"] is None or case["firm"] != firm_of(request):
        raise errors.NotFound
    return page(
        "publicity/correction_new.html",
        request,
        status_code=422 if problems else 200,
        shown=shown,
        case=case,
        is_desk=False,
        accepts=shapes.PAPERS,
        values=values,
        errors=problems,
        breadcrumbs=[(_("处罚公示"), HOME), (_("要求更正公示信息"), None)],
    )


@get(HOME + "/{publication_id:uuid}", opt=LETTERS, include_in_schema=False)
async def ask_form(request: Ask, publication_id: UUID) -> Response[Any]:
    """What is published, and the form."""
    return await _form(request, publication_id, {}, {})


@post(
    HOME + "/{publication_id:uuid}",
    opt=LETTERS,
    include_in_schema=False,
    request_max_body_size=9 * 1024 * 1024,
)
async def ask(request: Ask, publication_id: UUID) -> Response[Any]:
    """Ask: the clock of the answer runs from today."""
    form, problems, raw = await forms.parse(shapes.OwnRequestForm, request)
    _shown, case = await corrections.published(publication_id, today=clock.today())
    if case["firm"] is None or case["firm"] != firm_of(request):
        raise errors.NotFound
    if form is not None:
        try:
            number = await correcting.ask(
                publication_id,
                asker="party",
                wrong=form.wrong,
                wanted=form.wanted,
                **file_of(form),
                actor=actor_of(request),
                now=clock.now(),
            )
        except errors.Invalid as refusal:
            problems = answers.field_words(refusal)
        else:
            flash(request, _("更正要求已提交，编号%(number)s，本机关在二十个工作日内答复", number=number))
            return redirect(HOME)
    return await _form(request, publication_id, raw, problems)


@post(HOME + "/requests/{matter_id:uuid}/receive", opt=LETTERS, include_in_schema=False)
async def receive(request: Ask, matter_id: UUID) -> Response[Any]:
    """Confirm receipt of the answer."""
    await correcting.receive_answer(matter_id, actor=actor_of(request), now=clock.now())
    flash(request, _("已签收"))
    return redirect(HOME)


HANDLERS = [own, ask_form, ask, receive]

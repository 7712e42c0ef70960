"""Reminders and referrals: the list of a year, the letters as PDF, the day one was sent and what came back."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Final
from uuid import UUID

from litestar import Response, get, post
from pydantic import Field

from app import clock
from app.access.guards import actor_of
from app.access.permissions import Permission
from app.documents import printing
from app.errors import field_words
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from app.surveys import desk_common
from app.surveys.desk_common import DESK, HOME, Ask
from regulation import errors
from regulation.surveys.actions import referrals
from regulation.surveys.queries import referrals as queries
from regulation.words import N_

LETTERS: Final = {"permission": Permission.FIRM_LETTERS}


class SentForm(forms.Form):
    """On which day a letter went out."""

    sent_on: Annotated[date, Field(title=N_("发出日期"))]


class AnswerForm(forms.Form):
    """What the statistics body answered."""

    answer: Annotated[str, Field(title=N_("答复"), max_length=4000)] = ""


async def _page(
    request: Ask, year: int, *, at: UUID | None = None, problems: dict[str, str] | None = None
) -> Response[Any]:
    actor = actor_of(request)
    await desk_common.round_of(year)
    return page(
        "surveys/desk_referrals.html",
        request,
        status_code=422 if problems else 200,
        year=year,
        referrals=await queries.of_year(actor, year),
        at=at,
        errors=problems or {},
        today=clock.today(),
        refusal=referrals.REFUSAL,
        lateness=referrals.LATENESS,
        tabs=desk_common.tabs(year, "referrals", actor),
        breadcrumbs=desk_common.crumbs(year, _("催报和移送")),
    )


@get(f"{HOME}/{{year:int}}/referrals", opt=DESK, include_in_schema=False)
async def listing(request: Ask, year: int) -> Response[Any]:
    """The units of a year that were referred."""
    return await _page(request, year)


@post(f"{HOME}/{{year:int}}/referrals/{{referral_id:uuid}}/sent", opt=DESK, include_in_schema=False)
async def sent(request: Ask, year: int, referral_id: UUID) -> Response[Any]:
    """The letter went out."""
    form, problems, _raw = await forms.parse(SentForm, request)
    if form is None:
        return await _page(request, year, at=referral_id, problems=problems)
    try:
        await referrals.sent(referral_id, form.sent_on, actor=actor_of(request), now=clock.now())
    except errors.Invalid as refusal:
        return await _page(request, year, at=referral_id, problems=field_words(refusal))
    flash(request, _("已登记发出"))
    return redirect(f"{HOME}/{year}/referrals")


@post(f"{HOME}/{{year:int}}/referrals/{{referral_id:uuid}}/answer", opt=DESK, include_in_schema=False)
async def answer(request: Ask, year: int, referral_id: UUID) -> Response[Any]:
    """The statistics body answered."""
    form, problems, _raw = await forms.parse(AnswerForm, request)
    if form is None:
        return await _page(request, year, at=referral_id, problems=problems)
    try:
        await referrals.answered(referral_id, form.answer, actor=actor_of(request), now=clock.now())
    except errors.Invalid as refusal:
        return await _page(request, year, at=referral_id, problems=field_words(refusal))
    flash(request, _("答复已登记"))
    return redirect(f"{HOME}/{year}/referrals")


async def _printed(request: Ask, paper_id: UUID) -> Response[bytes]:
    paper = await queries.paper(actor_of(request), paper_id)
    content = await queries.stored_bytes(paper_id)
    if content is None:
        made = await printing.printed(paper)
        content = await queries.store_bytes(paper_id, made, now=clock.now())
    return Response(
        content,
        media_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{paper["kind"]}.pdf"'},
    )


@get(f"{HOME}/papers/{{paper_id:uuid}}", opt=DESK, include_in_schema=False)
async def letter(request: Ask, paper_id: UUID) -> Response[bytes]:
    """A reminder or a referral as PDF."""
    return await _printed(request, paper_id)


@get("/firm/returns/reminders/{paper_id:uuid}", opt=LETTERS, include_in_schema=False)
async def own_letter(request: Ask, paper_id: UUID) -> Response[bytes]:
    """A reminder, for the unit it is addressed to."""
    return await _printed(request, paper_id)


HANDLERS = [listing, sent, answer, letter, own_letter]

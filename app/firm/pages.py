"""The firm's home, and its consent to electronic service."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from litestar import Request, Response, get, post
from pydantic import Field

from app import clock
from app import errors as answers
from app.access.guards import actor_of, firm_of
from app.access.permissions import Permission
from app.firm import duties, under_way, yearly
from app.integrity.pages import TONES as TIER_TONES
from app.licensing import views
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.casework import calendar, consents, documents
from regulation.firms import consenting, identity, limits, queries, rules
from regulation.firms.status import REGISTRATION_KINDS
from regulation.inspections.queries import caps, tasks
from regulation.inspections.status import OUTCOME_NAMES
from regulation.integrity import queries as integrity
from regulation.integrity.status import TIER_NAMES
from regulation.notices import actions as notices
from regulation.words import N_

HOME = {"permission": Permission.FIRM_HOME}
LETTERS = {"permission": Permission.FIRM_LETTERS}
Ask = Request[Any, Any, Any]
#: Notices, letters and closed visits shown on the home; the rest have pages of their own.
NEWEST = 5


@get("/firm", opt=HOME, include_in_schema=False)
async def home(request: Ask) -> Response[Any]:
    """What we hold, what is owed and why, what is under way and whose turn it is, letters, visits, score."""
    firm_id = firm_of(request)
    now, today, known = clock.now(), clock.today(), await calendar.current()
    years = await yearly.of(firm_id, now=now)
    open_ones = await under_way.of(firm_id, today=today, now=now, calendar=known)
    listed = {line.url for _year, lines in years for line in lines}
    shown = {each.url for each in open_ones}
    owed = await duties.of(firm_id, today=today, now=now, calendar=known)
    standing = await integrity.standing(firm_id, today=today)
    told = await notices.unread(firm_id=firm_id, limit=NEWEST + 1)
    held, hanging = await queries.registrations(firm_id), (await limits.of_firms([firm_id]))[firm_id]
    return page(
        "firm/home.html",
        request,
        firm=await identity.of(firm_id),
        # What a list of its own shows, with whose turn it is, is not said twice.
        duties=[each for each in owed if each.url not in listed and (each.due_on or each.url not in shown)],
        yearly=years,
        advice=yearly.advice,
        under_way=open_ones,
        told=told[:NEWEST],
        more_told=len(told) > NEWEST,
        letters=[await views.paper(each) for each in (await documents.of_firm(firm_id))[:NEWEST]],
        consent=await consents.in_force(firm_id, today),
        registrations=held,
        suspended={each.number for each in held if rules.suspension_of(each, hanging, today)},
        kinds=REGISTRATION_KINDS,
        visits=[each for each in await tasks.known_to_firm(firm_id) if each["outcome"]][:NEWEST],
        outcome_names=OUTCOME_NAMES,
        cap=await caps.of_firm(firm_id, today=today),
        standing=standing,
        tier=(_(TIER_NAMES[standing.tier]), TIER_TONES[standing.tier]),
        today=today,
        several=len(actor_of(request).firm_ids) > 1,
    )


@post("/firm/notices/{notice_id:uuid}", opt=HOME, include_in_schema=False)
async def read_notice(request: Ask, notice_id: UUID) -> Response[Any]:
    """Take note of a notice; somebody else's stays untouched."""
    await notices.read(notice_id, firm_id=firm_of(request), organ_id=None, now=clock.now())
    return redirect("/firm")


class ConsentForm(forms.Form):
    """The confirmation as the signatory signs it."""

    phone: Annotated[str, Field(title=N_("联系电话"), min_length=1, max_length=40)]
    agreed: forms.Agreed


class RevokeForm(forms.Form):
    """Taking it back needs no reason."""

    reason: Annotated[str, Field(title=N_("说明"), max_length=500)] = ""


async def _consent(request: Ask, values: dict[str, Any], problems: dict[str, str]) -> Response[Any]:
    firm_id, today = firm_of(request), clock.today()
    return page(
        "firm/consent.html",
        request,
        status_code=422 if problems else 200,
        firm=await identity.of(firm_id),
        text=consents.TEXT,
        consent=await consents.in_force(firm_id, today),
        earlier=await consents.of_firm(firm_id),
        papers=await consenting.papers(firm_id),
        statuses=consents.STATUSES,
        cites=consents.ARTICLES,
        may_sign=consents.may_sign(firm_id, actor_of(request)),
        values=values,
        errors=problems,
        breadcrumbs=[(_("文书"), "/firm/letters"), (_("电子送达确认书"), None)],
    )


@get("/firm/consent", opt=LETTERS, include_in_schema=False)
async def consent(request: Ask) -> Response[Any]:
    """What the firm has confirmed about electronic service, and the form to sign or take back."""
    return await _consent(request, {}, {})


@post("/firm/consent", opt=LETTERS, include_in_schema=False)
async def sign_consent(request: Ask) -> Response[Any]:
    """The signatory signs; from today papers may be served on the firm's account."""
    form, problems, raw = await forms.parse(ConsentForm, request)
    if form is not None:
        try:
            await consenting.sign(
                firm_of(request), phone=form.phone, actor=actor_of(request), now=clock.now()
            )
        except errors.Invalid as refusal:
            problems = answers.field_words(refusal)
        else:
            flash(request, _("已签订电子送达确认书"))
            return redirect("/firm/letters")
    return await _consent(request, raw, problems)


@post("/firm/consent/revoke", opt=LETTERS, include_in_schema=False)
async def revoke_consent(request: Ask) -> Response[Any]:
    """From today papers are served otherwise."""
    form, problems, raw = await forms.parse(RevokeForm, request)
    if form is None:
        return await _consent(request, raw, problems)
    await consenting.revoke(firm_of(request), reason=form.reason, actor=actor_of(request), now=clock.now())
    flash(request, _("已撤回电子送达确认书，今后的文书以其他方式送达"))
    return redirect("/firm/consent")


HANDLERS = [home, read_notice, consent, sign_consent, revoke_consent]

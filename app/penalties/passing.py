"""Who may review penalties, and the office's list of minor breaches: both stand on record before they are used."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post
from pydantic import Field

from app import clock
from app import errors as answers
from app.access.guards import actor_of, may
from app.access.permissions import Permission
from app.penalties import views
from app.penalties.orders import tabs
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.law.citation import BEIJING_MINOR_BREACH_LIST, PENALTY_LAW
from regulation.penalties import queries_hearing
from regulation.penalties.actions import minor, review
from regulation.penalties.rules.violations import VIOLATIONS
from regulation.words import N_

Ask = Request[Any, Any, Any]
READ = {"permission": Permission.CASES_READ}
DECIDE = {"permission": Permission.CASES_DECIDE}
DRAFT = {"permission": Permission.VALUES_DRAFT}
ADOPT = {"permission": Permission.VALUES_ADOPT}


class ReviewerForm(forms.Form):
    """What lets somebody review."""

    person: UUID = Field(title=N_("法制审核人员"))
    qualification: str = Field(title=N_("法律职业资格证号"), default="", max_length=60)
    first_reviewed_on: date | None = Field(title=N_("首次从事法制审核的日期"), default=None)


class MinorForm(forms.Form):
    """One breach of the list."""

    violation: str = Field(title=N_("违法行为"), max_length=8)
    most_affected: int = Field(title=N_("涉及人数上限"), ge=0, le=100000)
    conditions: forms.Text = Field(title=N_("清单规定的条件"))
    decree_number: forms.Line = Field(title=N_("文号"))
    from_on: date = Field(title=N_("适用日期"))


async def _reviewers(request: Ask, **extra: Any) -> Response[Any]:
    actor = actor_of(request)
    found = await queries_hearing.reviewers(actor.organ_id, today=clock.today()) if actor.organ_id else []
    context: dict[str, Any] = {"values": {}, "errors": {}, "status_code": 200, **extra}
    return page(
        "penalties/reviewers.html",
        request,
        rows=found,
        choices=[(each["id"], each["name"]) for each in found if each["id"] != actor.person_id],
        may_record=may(actor, Permission.CASES_DECIDE),
        cited=PENALTY_LAW.article(58, 2),
        tabs=tabs("reviewers"),
        **context,
    )


@get("/desk/cases/reviewers", opt=READ, include_in_schema=False)
async def reviewers(request: Ask) -> Response[Any]:
    """The legal reviewers of one's organ, with the qualification of each."""
    return await _reviewers(request)


@post("/desk/cases/reviewers", opt=DECIDE, include_in_schema=False)
async def record(request: Ask) -> Response[Any]:
    """Enter a qualification."""
    form, problems, raw = await forms.parse(ReviewerForm, request)
    if form is not None:
        try:
            await review.record_reviewer(
                form.person,
                qualification=form.qualification,
                first_reviewed_on=form.first_reviewed_on,
                actor=actor_of(request),
                now=clock.now(),
            )
        except errors.Invalid as refusal:
            problems = answers.field_words(refusal)
        else:
            flash(request, _("资格已登记"))
            return redirect("/desk/cases/reviewers")
    return await _reviewers(request, values=raw, errors=problems, status_code=422)


async def _minor(request: Ask, **extra: Any) -> Response[Any]:
    actor = actor_of(request)
    titles = views.violation_words()
    rows = [
        {
            **each,
            "title": titles.get(each["violation"], each["violation"]),
            "may_adopt": each["adopted_at"] is None
            and each["organ"] == actor.organ_id
            and each["drafted_by"] != actor.person_id
            and may(actor, Permission.VALUES_ADOPT),
        }
        for each in await queries_hearing.minor_breaches(actor.organ_id)
    ]
    context: dict[str, Any] = {
        "values": {"from_on": clock.today()},
        "errors": {},
        "status_code": 200,
        **extra,
    }
    return page(
        "penalties/minor_breaches.html",
        request,
        rows=rows,
        violations=[(key, titles[key]) for key in VIOLATIONS],
        may_draft=may(actor, Permission.VALUES_DRAFT),
        cited=BEIJING_MINOR_BREACH_LIST.whole(),
        tabs=tabs("minor"),
        **context,
    )


@get("/desk/cases/minor-breaches", opt=READ, include_in_schema=False)
async def minor_breaches(request: Ask) -> Response[Any]:
    """The office's list: what is on it, since when, by which decree."""
    return await _minor(request)


@post("/desk/cases/minor-breaches", opt=DRAFT, include_in_schema=False)
async def draft(request: Ask) -> Response[Any]:
    """Enter a breach as the decree has it."""
    form, problems, raw = await forms.parse(MinorForm, request)
    if form is not None:
        try:
            await minor.draft_minor(**dict(form), actor=actor_of(request), now=clock.now())
        except errors.Invalid as refusal:
            problems = answers.field_words(refusal)
        else:
            flash(request, _("已登记，由另一人核对文件后采用"))
            return redirect("/desk/cases/minor-breaches")
    return await _minor(request, values=raw, errors=problems, status_code=422)


@post("/desk/cases/minor-breaches/{entry_id:uuid}/adopt", opt=ADOPT, include_in_schema=False)
async def adopt(request: Ask, entry_id: UUID) -> Response[Any]:
    """Adopt what another person entered."""
    await minor.adopt_minor(entry_id, actor=actor_of(request), now=clock.now())
    flash(request, _("已采用"))
    return redirect("/desk/cases/minor-breaches")


HANDLERS = [reviewers, record, minor_breaches, draft, adopt]

"""A campaign drafted, approved, given up, begun, closed, reported."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post

from app import clock
from app import errors as answers
from app.access.guards import actor_of, may
from app.access.permissions import Permission
from app.campaigns import forms as shapes
from app.campaigns import views, words
from app.campaigns.views import ADOPT, HOME, PLAN, READ
from app.shell import forms, listing
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from app.shell.templating import cite
from regulation import errors
from regulation.campaigns import permissions, queries
from regulation.campaigns.actions import closing, planning
from regulation.campaigns.rules.planning import NO_HALT
from regulation.campaigns.status import (
    BASES,
    CAMPAIGN_STATUSES,
    CAMPAIGN_TONES,
    DEPARTMENTS,
    HALT_GROUNDS,
    TARGETS,
    Department,
)
from regulation.casework import attachments, receipts
from regulation.penalties.rules.violations import OURS
from regulation.radar.status import CLUSTER_STATUSES

Ask = Request[Any, Any, Any]


@get(HOME, opt=READ, include_in_schema=False)
async def campaigns(request: Ask) -> Response[Any]:
    """Campaigns within reach, the newest first."""
    actor = actor_of(request)
    state = listing.ListState.of(request, filters=("status",))
    total, rows = await queries.of_actor(
        actor, q=state.q, statuses=state.values("status"), limit=state.limit, offset=state.offset
    )
    return page(
        "campaigns/list.html",
        request,
        state=state,
        page=listing.Page(rows, total, state),
        states=words.choices(CAMPAIGN_STATUSES),
        chosen=state.values("status"),
        names=CAMPAIGN_STATUSES,
        tones=CAMPAIGN_TONES,
        may_plan=may(actor, Permission.INSPECTIONS_PLAN),
        breadcrumbs=[(_(views.NAME), None)],
    )


async def _form(request: Ask, values: dict[str, Any], problems: dict[str, str], action: str) -> Response[Any]:
    actor = actor_of(request)
    organ = permissions.check_reads(actor)
    plans = [
        plan
        for year in (clock.today().year, clock.today().year + 1)
        for plan in await queries.plans_of(organ, year)
    ]
    codes = [code for code in words.BY_CODE if actor.is_municipal or code == actor.organ_code]
    return page(
        "campaigns/form.html",
        request,
        status_code=422 if problems else 200,
        values=values,
        errors=problems,
        action=action,
        bases=words.choices(BASES),
        plans=[(str(each["id"]), f"{each['number']} {each['title']}") for each in plans],
        areas=[(code, words.area(code)) for code in codes],
        targets=words.choices(TARGETS),
        violations=[(key, words.violation(key)) for key in OURS],
        departments=words.choices(DEPARTMENTS),
        grounds=words.choices(HALT_GROUNDS),
        no_halt=NO_HALT,
        breadcrumbs=[(_(views.NAME), HOME), (_("拟订专项行动"), None)],
    )


@get(f"{HOME}/new", opt=PLAN, include_in_schema=False)
async def new(request: Ask) -> Response[Any]:
    """The form of a draft."""
    actor = actor_of(request)
    preset = {
        "areas": [] if actor.is_municipal else [actor.organ_code],
        "lead_department": str(Department.HRSS),
        "halts_trade": "false",
    }
    return await _form(request, preset, {}, f"{HOME}/new")


def _content(form: shapes.CampaignForm) -> planning.Content:
    return planning.Content(**form.model_dump(exclude={"request_key"}))


def _at_field(refusal: errors.Refused) -> dict[str, str]:
    """A refusal of the law at the answer it is about, with its article: what was typed stays."""
    said = answers.words(refusal)
    if refusal.citation is not None:
        said += _("（依据：%(article)s）", article=cite(refusal.citation))
    return {"halts_trade" if refusal.citation == NO_HALT else "basis": said}


@post(f"{HOME}/new", opt=PLAN, include_in_schema=False)
async def draft(request: Ask) -> Response[Any]:
    """Begin a campaign."""
    form, problems, raw = await forms.parse(shapes.CampaignForm, request)
    actor = actor_of(request)
    if form is None:
        return await _form(request, raw, problems, f"{HOME}/new")

    async def make() -> str:
        return str(await planning.draft(_content(form), actor=actor, now=clock.now()))

    try:
        made = await receipts.made_once(
            f"campaign {form.request_key}", form.model_dump(), make, actor=actor, now=clock.now()
        )
    except errors.Invalid as refusal:
        return await _form(request, raw, answers.field_words(refusal), f"{HOME}/new")
    except errors.Refused as refusal:
        return await _form(request, raw, _at_field(refusal), f"{HOME}/new")
    flash(request, _("草稿已建立，由另一人批准"))
    return redirect(f"{HOME}/{made}")


@get(f"{HOME}/{{campaign_id:uuid}}/edit", opt=PLAN, include_in_schema=False)
async def edit(request: Ask, campaign_id: UUID) -> Response[Any]:
    """The form of a draft that exists."""
    found = await queries.one(actor_of(request), campaign_id)
    permissions.check_can_take(actor_of(request), found, "discard")
    values = {**found, "halts_trade": str(found["halts_trade"]).lower()}
    return await _form(request, values, {}, f"{HOME}/{campaign_id}/edit")


@post(f"{HOME}/{{campaign_id:uuid}}/edit", opt=PLAN, include_in_schema=False)
async def revise(request: Ask, campaign_id: UUID) -> Response[Any]:
    """Write the draft anew."""
    actor = actor_of(request)
    permissions.check_can_take(actor, await queries.one(actor, campaign_id), "discard")
    form, problems, raw = await forms.parse(shapes.CampaignForm, request)
    if form is not None:
        try:
            await planning.revise(campaign_id, _content(form), actor=actor, now=clock.now())
        except errors.Invalid as refusal:
            problems = answers.field_words(refusal)
        except errors.AlreadyMoved:
            raise
        except errors.Refused as refusal:
            problems = _at_field(refusal)
        else:
            flash(request, _("草稿已修改"))
            return redirect(f"{HOME}/{campaign_id}")
    return await _form(request, raw, problems, f"{HOME}/{campaign_id}/edit")


@get(f"{HOME}/{{campaign_id:uuid}}", opt=READ, include_in_schema=False)
async def campaign(request: Ask, campaign_id: UUID) -> Response[Any]:
    """One campaign: what it is about, how far it is, whose turn it is."""
    return await views.campaign(request, campaign_id, {}, {}, "")


@post(
    f"{HOME}/{{campaign_id:uuid}}/approve",
    opt=ADOPT,
    request_max_body_size=shapes.LARGEST,
    include_in_schema=False,
)
async def approve(request: Ask, campaign_id: UUID) -> Response[Any]:
    """Approve, outside the plan with the government's paper; public at once."""
    form, problems, raw = await forms.parse(shapes.ApprovalForm, request)
    if form is None:
        return await views.campaign(request, campaign_id, raw, problems, "approve")
    given = form.paper
    paper = planning.Paper(views.folder(), given.name, given.media_type, given.data) if given else None
    approval = (
        planning.Approval(form.government, form.number, form.on, paper) if form.on is not None else None
    )
    if approval is None and (form.government or form.number or given):
        return await views.campaign(request, campaign_id, raw, {"on": _("请填写批准日期")}, "approve")
    try:
        await planning.approve(campaign_id, approval, actor=actor_of(request), now=clock.now())
    except errors.Invalid as refusal:
        return await views.campaign(request, campaign_id, raw, answers.field_words(refusal), "approve")
    flash(request, _("专项行动已批准并公布"))
    return redirect(f"{HOME}/{campaign_id}")


@post(f"{HOME}/{{campaign_id:uuid}}/discard", opt=PLAN, include_in_schema=False)
async def discard(request: Ask, campaign_id: UUID) -> Response[Any]:
    """Give up a draft."""
    form, problems, raw = await forms.parse(shapes.ReasonForm, request)
    if form is None:
        return await views.campaign(request, campaign_id, raw, problems, "discard")
    try:
        await planning.discard(campaign_id, form.reason, actor=actor_of(request), now=clock.now())
    except errors.Invalid as refusal:
        return await views.campaign(request, campaign_id, raw, answers.field_words(refusal), "discard")
    flash(request, _("草稿已放弃"))
    return redirect(HOME)


@post(f"{HOME}/{{campaign_id:uuid}}/start", opt=PLAN, include_in_schema=False)
async def start(request: Ask, campaign_id: UUID) -> Response[Any]:
    """Begin it."""
    await planning.start(campaign_id, actor=actor_of(request), now=clock.now())
    flash(request, _("专项行动已开始"))
    return redirect(f"{HOME}/{campaign_id}")


@post(f"{HOME}/{{campaign_id:uuid}}/close", opt=PLAN, include_in_schema=False)
async def close(request: Ask, campaign_id: UUID) -> Response[Any]:
    """End it and freeze the count."""
    form, problems, raw = await forms.parse(shapes.AccountForm, request)
    if form is None:
        return await views.campaign(request, campaign_id, raw, problems, "close")
    account = closing.Account(form.done, form.found, form.next)
    try:
        await closing.close(campaign_id, account, actor=actor_of(request), now=clock.now())
    except errors.Invalid as refusal:
        return await views.campaign(request, campaign_id, raw, answers.field_words(refusal), "close")
    flash(request, _("专项行动已结束，数据已固定，由另一人签发报告"))
    return redirect(f"{HOME}/{campaign_id}")


@post(f"{HOME}/{{campaign_id:uuid}}/report", opt=ADOPT, include_in_schema=False)
async def report(request: Ask, campaign_id: UUID) -> Response[Any]:
    """Sign the report; the totals are public."""
    await closing.report(campaign_id, actor=actor_of(request), now=clock.now(), groups=CLUSTER_STATUSES)
    flash(request, _("报告已签发，合计数据已公布"))
    return redirect(f"{HOME}/{campaign_id}")


@get(f"{HOME}/{{campaign_id:uuid}}/files/{{file_id:uuid}}", opt=READ, include_in_schema=False)
async def file(request: Ask, campaign_id: UUID, file_id: UUID) -> Response[bytes]:
    """The approval as it was uploaded, always as a download."""
    await queries.one(actor_of(request), campaign_id)
    row, content = await attachments.read(views.folder(), file_id)
    if row["matter_kind"] != "campaign" or row["matter_id"] != campaign_id:
        raise errors.NotFound
    return Response(
        content,
        media_type=row["media_type"],
        headers={
            "Content-Disposition": f'attachment; filename="{file_id}.{row["media_type"].rpartition("/")[2]}"',
            "X-Content-Type-Options": "nosniff",
        },
    )


HANDLERS = [
    campaigns,
    new,
    draft,
    edit,
    revise,
    campaign,
    approve,
    discard,
    start,
    close,
    report,
    file,
]

"""Special inspections: drafted and approved at the desk, public once the government has approved them."""

from __future__ import annotations

from fractions import Fraction
from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post

from app import clock
from app import errors as answers
from app.access.guards import actor_of, may
from app.access.permissions import Permission
from app.inspections import forms as shapes
from app.inspections import words
from app.settings import settings
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.listing import ListState, Page
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.casework import attachments, decrees, receipts, record
from regulation.firms.status import REGISTRATION_KINDS
from regulation.inspections import items, parameters, rules
from regulation.inspections.actions import specials as actions
from regulation.inspections.queries import lists, specials
from regulation.inspections.rules import Rate
from regulation.inspections.status import SPECIAL_NAMES, SPECIAL_STEPS, SpecialStatus

Ask = Request[Any, Any, Any]
READ = {"permission": Permission.INSPECTIONS_READ}
PLAN = {"permission": Permission.INSPECTIONS_PLAN}
ADOPT = {"permission": Permission.INSPECTIONS_ADOPT}


def folder() -> Any:
    """Where files of matters are kept."""
    return settings().var_dir / "attachments"


@get("/desk/specials", opt=READ, include_in_schema=False)
async def special_list(request: Ask) -> Response[Any]:
    """Special inspections within reach."""
    actor = actor_of(request)
    state = ListState.of(request, filters=("status",))
    total, rows, counts = await specials.of_actor(
        actor, q=state.q, statuses=state.values("status"), limit=state.limit, offset=state.offset
    )
    return page(
        "inspections/specials.html",
        request,
        state=state,
        listed=Page(rows, total, state),
        facets=[state.facet("status", _("状态"), counts, {str(k): _(v) for k, v in SPECIAL_NAMES.items()})],
        names=SPECIAL_NAMES,
        tones=words.SPECIAL_TONES,
        may_plan=may(actor, Permission.INSPECTIONS_PLAN),
        basis=SPECIAL_STEPS["approve"].cites[0],
    )


@get("/desk/specials/new", opt=PLAN, include_in_schema=False)
async def new_special(request: Ask) -> Response[Any]:
    """The form of a draft, with the rates in force."""
    actor, today = actor_of(request), clock.today()
    rates = (await decrees.in_force(parameters.RATES, actor.organ_id, today)).value
    current = await lists.current(actor.organ_id, today)
    preset = {
        "kinds": ["hr_licence", "filing"],
        **{f"rate_{tier.lower()}": f"{rates[tier].percent:g}" for tier in rules.TIERS},
        "at_least": "0",
        "items": [],
    }
    return await _form(request, current.list, preset, {}, "/desk/specials/new")


async def _form(
    request: Ask, list_: Any, values: dict[str, Any], problems: dict[str, str], action: str
) -> Response[Any]:
    return page(
        "inspections/special_form.html",
        request,
        status_code=422 if problems else 200,
        list=list_,
        kinds=REGISTRATION_KINDS,
        values=values,
        errors=problems,
        action=action,
        breadcrumbs=[(_("专项检查"), "/desk/specials"), (_("拟订专项检查"), None)],
    )


def content_of(form: shapes.SpecialForm) -> actions.Content:
    """What was typed, with exact rates."""
    percents = {"A": form.rate_a, "B": form.rate_b, "C": form.rate_c, "D": form.rate_d}
    exact = {tier: Fraction(percent) / 100 for tier, percent in percents.items()}
    return actions.Content(
        title=form.title,
        problem=form.problem,
        kinds=form.kinds,
        rates={tier: Rate(rate.numerator, rate.denominator) for tier, rate in exact.items()},
        at_least=form.at_least,
        items=form.items,
        from_on=form.from_on,
        until_on=form.until_on,
    )


@post("/desk/specials/new", opt=PLAN, include_in_schema=False)
async def draft(request: Ask) -> Response[Any]:
    """Begin a special inspection."""
    form, problems, raw = await forms.parse(shapes.SpecialForm, request)
    actor = actor_of(request)
    list_ = (await lists.current(actor.organ_id, clock.today())).list
    if form is None:
        return await _form(request, list_, raw, problems, "/desk/specials/new")

    async def make() -> str:
        return str(await actions.draft(content_of(form), actor=actor, now=clock.now()))

    try:
        made = await receipts.made_once(
            f"special {form.request_key}", form.model_dump(), make, actor=actor, now=clock.now()
        )
    except errors.Invalid as refusal:
        return await _form(request, list_, raw, answers.field_words(refusal), "/desk/specials/new")
    flash(request, _("草稿已建立。取得政府批准后由另一人记录批准并公布"))
    return redirect(f"/desk/specials/{made}")


def _typed(found: dict[str, Any]) -> dict[str, Any]:
    return {
        **{
            key: found[key]
            for key in ("title", "problem", "kinds", "at_least", "items", "from_on", "until_on")
        },
        **{f"rate_{tier.lower()}": f"{found['rates'][tier].percent:g}" for tier in rules.TIERS},
    }


@get("/desk/specials/{special_id:uuid}/edit", opt=PLAN, include_in_schema=False)
async def edit(request: Ask, special_id: UUID) -> Response[Any]:
    """The form of a draft that exists."""
    found = await specials.special(actor_of(request), special_id)
    list_ = items.version(found["items_version"])
    return await _form(request, list_, _typed(found), {}, f"/desk/specials/{special_id}/edit")


@post("/desk/specials/{special_id:uuid}/edit", opt=PLAN, include_in_schema=False)
async def revise(request: Ask, special_id: UUID) -> Response[Any]:
    """Write the draft anew."""
    actor = actor_of(request)
    found = await specials.special(actor, special_id)
    form, problems, raw = await forms.parse(shapes.SpecialForm, request)
    if form is not None:
        try:
            await actions.revise(special_id, content_of(form), actor=actor, now=clock.now())
        except errors.Invalid as refusal:
            problems = answers.field_words(refusal)
        else:
            flash(request, _("草稿已修改"))
            return redirect(f"/desk/specials/{special_id}")
    list_ = items.version(found["items_version"])
    return await _form(request, list_, raw, problems, f"/desk/specials/{special_id}/edit")


@get("/desk/specials/{special_id:uuid}", opt=READ, include_in_schema=False)
async def special(request: Ask, special_id: UUID) -> Response[Any]:
    """One special inspection: what it is about, its approval, what may be done."""
    return await _special(request, special_id, {}, {}, "")


async def _special(
    request: Ask, special_id: UUID, values: dict[str, Any], problems: dict[str, str], form: str
) -> Response[Any]:
    actor, today = actor_of(request), clock.today()
    found = await specials.special(actor, special_id)
    status = SpecialStatus(found["status"])
    own = actor.organ_id == found["organ"]
    is_draft = status is SpecialStatus.DRAFT
    return page(
        "inspections/special.html",
        request,
        status_code=422 if problems else 200,
        special=found,
        list=items.version(found["items_version"]),
        status_name=_(SPECIAL_NAMES[status]),
        tone=words.SPECIAL_TONES[status],
        kinds=REGISTRATION_KINDS,
        tiers=words.TIER_WORDS,
        files=await attachments.of("special_inspection", special_id),
        governments=list(dict.fromkeys([found["reviewer"], actions.CITY_GOVERNMENT])),
        accepts=shapes.APPROVAL_PAPER,
        basis=SPECIAL_STEPS["approve"].cites[0],
        may_edit=is_draft and own and may(actor, Permission.INSPECTIONS_PLAN),
        may_approve=is_draft and own and may(actor, Permission.INSPECTIONS_ADOPT),
        may_close=status is SpecialStatus.APPROVED
        and own
        and (may(actor, Permission.INSPECTIONS_ADOPT) or may(actor, Permission.INSPECTIONS_PLAN)),
        may_draw=status is SpecialStatus.APPROVED
        and own
        and found["from_on"] <= today <= found["until_on"]
        and may(actor, Permission.INSPECTIONS_ROSTER),
        history=await record.history("special_inspection", special_id),
        acts=words.ACTS_BESIDE,
        values=values,
        errors=problems,
        form=form,
        today=today,
        breadcrumbs=[(_("专项检查"), "/desk/specials"), (found["number"], None)],
    )


@post("/desk/specials/{special_id:uuid}/approve", opt=ADOPT, include_in_schema=False)
async def approve(request: Ask, special_id: UUID) -> Response[Any]:
    """Record the government's approval; public at once."""
    form, problems, raw = await forms.parse(shapes.SpecialApprovalForm, request)
    if form is None:
        return await _special(request, special_id, raw, problems, "approve")
    given = form.paper
    paper = actions.Paper(folder(), given.name, given.media_type, given.data) if given else None
    approval = actions.Approval(form.government, form.number, form.on, form.filed_with, form.filed_on)
    try:
        await actions.approve(special_id, approval, paper, actor=actor_of(request), now=clock.now())
    except errors.Invalid as refusal:
        return await _special(request, special_id, raw, answers.field_words(refusal), "approve")
    flash(request, _("批准已记录，专项检查已公布"))
    return redirect(f"/desk/specials/{special_id}")


@post("/desk/specials/{special_id:uuid}/discard", opt=PLAN, include_in_schema=False)
async def discard(request: Ask, special_id: UUID) -> Response[Any]:
    """Give up a draft."""
    form, problems, raw = await forms.parse(shapes.ReasonForm, request)
    if form is None:
        return await _special(request, special_id, raw, problems, "discard")
    await actions.discard(special_id, reason=form.reason, actor=actor_of(request), now=clock.now())
    flash(request, _("草稿已放弃"))
    return redirect("/desk/specials")


@post("/desk/specials/{special_id:uuid}/close", opt=READ, include_in_schema=False)
async def close(request: Ask, special_id: UUID) -> Response[Any]:
    """End it, with what it came to."""
    form, problems, raw = await forms.parse(shapes.ReasonForm, request)
    if form is None:
        return await _special(request, special_id, raw, problems, "close")
    await actions.close(special_id, reason=form.reason, actor=actor_of(request), now=clock.now())
    flash(request, _("专项检查已结束"))
    return redirect(f"/desk/specials/{special_id}")


@get("/desk/specials/{special_id:uuid}/files/{file_id:uuid}", opt=READ, include_in_schema=False)
async def file(request: Ask, special_id: UUID, file_id: UUID) -> Response[bytes]:
    """The approval as it was uploaded, always as a download."""
    await specials.special(actor_of(request), special_id)
    row, content = await attachments.read(folder(), file_id)
    if row["matter_kind"] != "special_inspection" or row["matter_id"] != special_id:
        raise errors.NotFound
    return Response(
        content,
        media_type=row["media_type"],
        headers={
            "Content-Disposition": f'attachment; filename="{file_id}.{row["media_type"].rpartition("/")[2]}"',
            "X-Content-Type-Options": "nosniff",
        },
    )


# --- public -----------------------------------------------------------------------------------------------


@get("/draws/specials", opt={"public": True}, include_in_schema=False)
async def public_specials(request: Ask) -> Response[Any]:
    """All special inspections that a government has approved."""
    return page(
        "inspections/public_specials.html",
        request,
        specials=await specials.public_ones(),
        names=SPECIAL_NAMES,
        tones=words.SPECIAL_TONES,
        basis=SPECIAL_STEPS["approve"].cites[0],
        breadcrumbs=[(_("随机抽查"), "/draws"), (_("专项检查"), None)],
    )


@get("/draws/specials/{special_id:uuid}", opt={"public": True}, include_in_schema=False)
async def public_special(request: Ask, special_id: UUID) -> Response[Any]:
    """One special inspection: scope, problem, period, items, rates, who approved it."""
    found = await specials.public_one(special_id)
    return page(
        "inspections/public_special.html",
        request,
        special=found,
        list=items.version(found["items_version"]),
        status_name=_(SPECIAL_NAMES[SpecialStatus(found["status"])]),
        tone=words.SPECIAL_TONES[SpecialStatus(found["status"])],
        kinds=REGISTRATION_KINDS,
        tiers=words.TIER_WORDS,
        breadcrumbs=[(_("随机抽查"), "/draws"), (_("专项检查"), "/draws/specials"), (found["title"], None)],
    )


HANDLERS = [
    special_list,
    new_special,
    draft,
    edit,
    revise,
    special,
    approve,
    discard,
    close,
    file,
    public_specials,
    public_special,
]

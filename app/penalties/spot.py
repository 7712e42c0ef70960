"""Penalties on the spot: two officers with a phone, the paper handed over there; the office files it within two days."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from litestar import Request, Response, get, post
from pydantic import Field

from app import clock
from app import errors as answers
from app.access.guards import actor_of, may
from app.access.permissions import Permission
from app.case_files.views import check_lines
from app.penalties import case_sections, spot_money_views, spot_performing, spot_words, views
from app.penalties import forms as shapes
from app.penalties.orders import firm_of_text, tabs
from app.settings import settings
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from app.shell.templating import cite
from app.shell.uploads import Accepts, Upload
from regulation import errors
from regulation.actor import Actor
from regulation.case_files import spots
from regulation.casework import attachments
from regulation.law.citation import PENALTY_LAW
from regulation.penalties import debts, decisions
from regulation.penalties.actions import booklets, collected, doors, spot_copies, spot_signing, summary
from regulation.penalties.rules import summary as rules
from regulation.penalties.rules.fines import Proposal
from regulation.penalties.rules.violations import VIOLATIONS, Measure
from regulation.penalties.status import SPOT_ACT_NAMES, SPOT_NAMES
from regulation.words import N_

Ask = Request[Any, Any, Any]
FIELD = {"permission": Permission.FIELD_HOME}
VISIT = {"permission": Permission.FIELD_VISIT}
READ = {"permission": Permission.CASES_READ}
HANDLE = {"permission": Permission.CASES_HANDLE}
SIGNATURE = Accepts("png", megabytes=1)
TONES = {"issued": "warn", "filed": "done", "quashed": "neutral"}


class SpotForm(forms.PaperForm):
    """What is decided on the spot."""

    request_key: str = Field(min_length=16, max_length=64)
    firm: str = Field(title=N_("登记编号或者统一社会信用代码"), default="", max_length=40)
    party_name: str = Field(title=N_("当事人名称"), default="", max_length=200)
    party_address: str = Field(title=N_("地址"), default="", max_length=300)
    is_person: bool = Field(title=N_("当事人是个人"), default=False)
    violation: str = Field(title=N_("违法行为"), max_length=8)
    facts: forms.Text = Field(title=N_("违法事实"))
    place: str = Field(title=N_("处罚地点"), min_length=1, max_length=200)
    was_told: bool = Field(title=N_("已告知"), default=False)
    defence: str = Field(title=N_("当事人的陈述、申辩"), min_length=1, max_length=2000)
    warning: bool = Field(title=N_("警告"), default=False)
    fine: forms.Money = Field(title=N_("罚款"), default=Decimal(0))
    other_act: str = Field(title=N_("不是同一违法行为的理由"), default="", max_length=500)
    wants_english: bool = Field(title=N_("当事人要求附英文"), default=False)
    facts_english: str = Field(title=N_("事实的英文译文"), default="", max_length=6000)
    defence_english: str = Field(title=N_("陈述、申辩的英文译文"), default="", max_length=6000)
    collecting_reason_english: str = Field(title=N_("当场收缴说明的英文译文"), default="", max_length=2000)
    signature_note_english: str = Field(title=N_("拒绝签收注明的英文译文"), default="", max_length=2000)
    translated_by: str = Field(title=N_("译者"), default="", max_length=200)
    second_officer: UUID = Field(title=N_("另一名执法人员"))
    is_signed: bool = Field(title=N_("当事人已签收"), default=False)
    signature_note: str = Field(title=N_("拒绝签收的注明"), default="", max_length=500)
    collecting: str = Field(title=N_("当场收缴的理由"), default="", max_length=8)
    collecting_reason: str = Field(title=N_("当场收缴的说明"), default="", max_length=500)
    receipt: str = Field(title=N_("专用票据号码"), default="", max_length=80)
    signature: Annotated[Upload, SIGNATURE] | None = Field(title=N_("当事人签名"), default=None)


class HandInForm(forms.Form):
    """Money on its way to the bank."""

    on: date = Field(title=N_("日期"))
    to_bank: bool = Field(title=N_("已缴付银行"), default=False)


async def _rows(request: Ask) -> list[dict[str, Any]]:
    titles = views.violation_words()
    return [
        {**each, "title": titles[each["violation"]], "status_name": _(SPOT_NAMES[each["status"]])}
        for each in await summary.of_organ(actor_of(request))
    ]


@get("/field/spot", opt=FIELD, include_in_schema=False)
async def field_list(request: Ask) -> Response[Any]:
    """The officer's own decisions on the spot."""
    return page(
        "penalties/spot_list.html",
        request,
        rows=await _rows(request),
        tones=TONES,
        home="/field/spot",
        tabs=[],
        field_words=spot_words.all_words(),
        booklets=await booklets.in_hand(actor_of(request)),
        cash=await spot_money_views.in_hand(actor_of(request)),
    )


@get("/desk/spot", opt=READ, include_in_schema=False)
async def desk_list(request: Ask) -> Response[Any]:
    """Decisions on the spot within reach, those that wait to be filed among them."""
    rows = await _rows(request)
    return page(
        "penalties/spot_list.html",
        request,
        rows=rows,
        tones=TONES,
        home="/desk/spot",
        tabs=tabs("spot"),
        cash=await spot_money_views.on_its_way(actor_of(request)),
    )


def possible_on(today: date) -> dict[str, dict[str, Any]]:
    """What can be decided on the spot at all: whether a warning, and from what fine; the same rules as the decision."""
    found = {}
    for each in VIOLATIONS.values():
        least = each.fine.since(today).value.least if each.fine is not None else None
        warning, fine = (
            rules.summary_refused(each, proposal, today, is_person=False, officers=2, order_refused=False)
            is None
            for proposal in (
                Proposal(measures=(Measure.WARNING,)),
                Proposal(fine=least) if least else Proposal(),
            )
        )
        if warning or fine:
            found[each.key] = {
                "warning": warning,
                "least": str(least) if fine else "",
                "basis": _("、").join(cite(cited) for cited in each.basis),
            }
    return found


async def _new(request: Ask, **extra: Any) -> Response[Any]:
    actor, today = actor_of(request), clock.today()
    limit = rules.LIMIT.on(today)
    found = await doors.officers(actor.organ_id, [], today=today) if actor.organ_id else []
    possible = possible_on(today)
    context: dict[str, Any] = {
        "officers": [
            (each["id"], f"{each['name']} {each['certificate']}")
            for each in found
            if each["id"] != actor.person_id
        ],
        "has_certificate": any(each["id"] == actor.person_id for each in found),
        "violations": [(key, f"{key} {_(VIOLATIONS[key].title)}") for key in possible],
        "possible": possible,
        "collected": rules.COLLECTED.on(today),
        "organ": await doors.organ_of(actor.organ_id),
        "field_words": spot_words.all_words(),
        "collectings": views.choices(rules.COLLECTING),
        "limit": limit,
        "cites": (PENALTY_LAW.article(51), PENALTY_LAW.article(52)),
        "stopped": None,
        "values": {"firm": request.query_params.get("firm", "")},
        "errors": {},
        "status_code": 200,
        **extra,
    }
    return page(
        "penalties/spot_new.html",
        request,
        breadcrumbs=[(_("当场处罚"), "/field/spot"), (_("作出决定"), None)],
        **context,
    )


@get("/field/spot/new", opt=VISIT, include_in_schema=False)
async def new(request: Ask) -> Response[Any]:
    """The form, on a phone."""
    return await _new(request)


# At a counter, with a signature on the glass, nobody is asked back: the English has its fields in the form.
@post("/field/spot/new", opt={**VISIT, "asks_english": False}, include_in_schema=False)
async def decide(request: Ask) -> Response[Any]:
    """Decide, print, hand over."""
    form, problems, raw = await forms.parse(SpotForm, request)
    if form is None:
        return await _new(request, values=raw, errors=problems, status_code=422)
    typed = dict(form)
    unregistered = {
        "name": typed.pop("party_name"),
        "address": typed.pop("party_address"),
        "is_person": typed.pop("is_person"),
    }
    try:
        firm = await firm_of_text(typed.pop("firm"))
        drawing = typed.pop("signature")
        english = {name: typed.pop(f"{name}_english") for name in summary.TRANSLATED}
        made = await spot_signing.decide(
            firm.id if firm else None,
            typed.pop("violation"),
            drawing=drawing.data if drawing else b"",
            folder=settings().var_dir / "attachments",
            unregistered=unregistered,
            english=english,
            **typed,
            actor=actor_of(request),
            now=clock.now(),
        )
    except errors.Invalid as refusal:
        return await _new(request, values=raw, errors=answers.field_words(refusal), status_code=422)
    except errors.AlreadyMoved:
        raise
    except errors.Refused as refusal:
        # On a phone at a counter: what the law stops stands above what was typed.
        said = (answers.words(refusal), refusal.citation)
        return await _new(request, values=raw, stopped=said, status_code=409)
    flash(request, _("已作出当场处罚决定%(number)s，请当场交付", number=made["number"]))
    return redirect(f"/field/spot/{made['id']}?sent={form.request_key}")


async def _offered(actor: Actor, found: dict[str, Any]) -> list[dict[str, Any]]:
    """The acts on its money whose turn it is; their place is the page of the money, and who comes here finds them too."""
    if not found["fine"] or not found["is_served"]:
        return []
    today = clock.today()
    return await spot_performing.offered(actor, found, await debts.account(found, today), today)


async def one_of(request: Ask, spot_id: UUID, home: str, **extra: Any) -> Response[Any]:
    actor = actor_of(request)
    found = await summary.visible(actor, spot_id)
    is_office = (
        home == "/desk/spot"
        and may(actor, Permission.CASES_HANDLE)
        and actor.organ_id == found["organ"]
        and actor.person_id not in {found["officer_a"], found["officer_b"]}
    )
    context = {
        "values": {"on": clock.today()},
        "errors": {},
        "status_code": 200,
        "stopped": None,
        "pay": await spot_money_views.shown(actor, found),
        **extra,
    }
    return page(
        "penalties/spot.html",
        request,
        spot=found,
        home=home,
        violation=views.explained(VIOLATIONS[found["violation"]]),
        status=_(SPOT_NAMES[found["status"]]),
        tone=TONES[found["status"]],
        sent=request.query_params.get("sent", "")[:64] if home == "/field/spot" else "",
        field_words=spot_words.all_words() if home == "/field/spot" else {},
        has_signature=await spot_signing.of(spot_id) is not None,
        chips=await views.clock_chips(spot_id),
        more=[
            await provider(decisions.of_spot(found), actor)
            for provider in (case_sections.ON_THE_SPOT if home == "/desk/spot" else ())
        ],
        papers=await views.papers(("spot_penalty", spot_id)),
        file_lines=check_lines(await spots.check_list(found, today=clock.today())),
        entries=await views.timeline("spot_penalty", spot_id, SPOT_ACT_NAMES),
        copies=await spot_copies.of(spot_id),
        may_copy=spot_copies.may_attach(found, actor) and await spot_copies.refused(found) is None,
        copy_accepts=shapes.PAPERS,
        copy_cited=PENALTY_LAW.article(47),
        collecting=views.words(rules.COLLECTING).get(found["collecting"], ""),
        offered=await _offered(actor, found) if home == "/desk/spot" else [],
        may_file=is_office and found["filed_on"] is None,
        may_hand_in=is_office and bool(found["collecting"]) and found["banked_on"] is None,
        breadcrumbs=[(_("当场处罚"), home), (found["number"], None)],
        **context,
    )


@get("/field/spot/{spot_id:uuid}", opt=FIELD, include_in_schema=False)
async def field_one(request: Ask, spot_id: UUID) -> Response[Any]:
    """One decision, for the officers who made it."""
    return await one_of(request, spot_id, "/field/spot")


@get("/desk/spot/{spot_id:uuid}", opt=READ, include_in_schema=False)
async def desk_one(request: Ask, spot_id: UUID) -> Response[Any]:
    """One decision, for the office."""
    return await one_of(request, spot_id, "/desk/spot")


async def _signature(request: Ask, spot_id: UUID) -> Response[bytes]:
    await summary.visible(actor_of(request), spot_id)
    found = await spot_signing.of(spot_id)
    if found is None:
        raise errors.NotFound
    _row, content = await attachments.read(settings().var_dir / "attachments", found["id"])
    return Response(
        content,
        media_type=found["media_type"],
        headers={
            "Content-Disposition": "inline",
            "Cache-Control": "private, no-store",
            "X-Content-Type-Options": "nosniff",
        },
    )


@get("/field/spot/{spot_id:uuid}/signature", opt=FIELD, include_in_schema=False)
async def field_signature(request: Ask, spot_id: UUID) -> Response[bytes]:
    """What the party drew, for the officers."""
    return await _signature(request, spot_id)


@get("/desk/spot/{spot_id:uuid}/signature", opt=READ, include_in_schema=False)
async def desk_signature(request: Ask, spot_id: UUID) -> Response[bytes]:
    """The same, for the office."""
    return await _signature(request, spot_id)


@post("/desk/spot/{spot_id:uuid}/file", opt=HANDLE, include_in_schema=False)
async def file(request: Ask, spot_id: UUID) -> Response[Any]:
    """The office files it."""
    await summary.file_spot(spot_id, actor=actor_of(request), now=clock.now())
    flash(request, _("已备案"))
    return redirect(f"/desk/spot/{spot_id}")


@post("/desk/spot/{spot_id:uuid}/hand-in", opt=HANDLE, include_in_schema=False)
async def hand_in(request: Ask, spot_id: UUID) -> Response[Any]:
    """Where the money is that was collected."""
    form, problems, raw = await forms.parse(HandInForm, request)
    if form is not None:
        try:
            await collected.hand_in(
                spot_id, on=form.on, to_bank=form.to_bank, actor=actor_of(request), now=clock.now()
            )
        except errors.Invalid as refusal:
            problems = answers.field_words(refusal)
        else:
            flash(request, _("已登记"))
            return redirect(f"/desk/spot/{spot_id}")
    return await one_of(request, spot_id, "/desk/spot", values=raw, errors=problems, status_code=422)


HANDLERS = [
    field_list,
    desk_list,
    new,
    decide,
    field_one,
    desk_one,
    field_signature,
    desk_signature,
    file,
    hand_in,
]

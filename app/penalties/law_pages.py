"""Pages of the legal side of a case: compare and choose the basis, the list of victims, the reviewer's reading."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post

from app import clock
from app import errors as answers
from app.access.guards import actor_of
from app.access.permissions import Permission
from app.penalties import law_forms as shapes
from app.penalties import law_views, views
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.law import money
from regulation.penalties import permissions, queries
from regulation.penalties.actions import basis as choosing
from regulation.penalties.actions import victims
from regulation.penalties.rules import basis
from regulation.penalties.rules.fines import Proposal
from regulation.penalties.rules.violations import CAPACITY_NAMES, VIOLATIONS, Capacity
from regulation.penalties.status import STEPS

Ask = Request[Any, Any, Any]
HANDLE = {"permission": Permission.CASES_HANDLE}
REVIEW = {"permission": Permission.CASES_REVIEW}
ON = "true"


def _crumbs(case: dict[str, Any], label: str) -> list[tuple[str, str | None]]:
    return [(_("案件"), "/desk/cases"), (case["number"], f"/desk/cases/{case['id']}"), (label, None)]


# --- the basis ----------------------------------------------------------------------------------------


async def _basis(request: Ask, case_id: UUID, given: dict[str, Any], **extra: Any) -> Response[Any]:
    actor = actor_of(request)
    case = await queries.visible_case(actor, case_id)
    permissions.check_can_take(actor, case, "choose_basis")
    problems: dict[str, str] = dict(extra.pop("errors", {}))
    possible = basis.conducts_of(case["violation"])
    conduct = next((each for each in possible if each == given.get("conduct")), None)
    capacity = next((each for each in Capacity if each == given.get("capacity")), None)
    gains = Decimal(0)
    try:
        gains = money.parse(str(given["gains"])) if given.get("gains") else gains
    except money.NotAnAmount as wrong:
        problems["gains"] = _(wrong.message)
    candidates = []
    if conduct and capacity and "gains" not in problems:
        assumed = Proposal(
            gains=gains,
            is_serious=given.get("is_serious") == ON,
            is_unregistered=given.get("is_unregistered") == ON,
        )
        candidates = [
            law_views.candidate(each)
            for each in await choosing.compare(case, conduct, capacity, assumed, today=clock.today())
        ]
    elif given and not problems:
        problems |= {} if conduct else {"conduct": _("请选择行为")}
        problems |= {} if capacity else {"capacity": _("请选择当事人的身份")}
    label = _(STEPS["choose_basis"].label)
    return page(
        "penalties/basis.html",
        request,
        case=case,
        label=label,
        cites=STEPS["choose_basis"].cites,
        conducts=[(str(each), _(basis.CONDUCT_NAMES[each])) for each in possible],
        capacities=views.choices(CAPACITY_NAMES),
        counted=await victims.counted(case_id),
        by_months=any(VIOLATIONS[key].counts_months for each in possible for key in basis.CANDIDATES[each]),
        asks_unregistered=any(VIOLATIONS[key].doubled for each in possible for key in basis.CANDIDATES[each]),
        candidates=candidates,
        choosable=[
            (each["key"], f"{each['key']} {each['title']}") for each in candidates if not each["barred"]
        ],
        asks_law=any(each["asks_law"] for each in candidates),
        laws=views.choices(law_views.LAWS),
        least=basis.REASON,
        long=basis.LONG_REASON,
        values={"conduct": str(possible[0]) if len(possible) == 1 else "", **given},
        errors=problems,
        breadcrumbs=_crumbs(case, label),
        **{"status_code": 200, **extra},
    )


@get("/desk/cases/{case_id:uuid}/basis", opt=HANDLE, include_in_schema=False)
async def basis_page(request: Ask, case_id: UUID) -> Response[Any]:
    """The bases of a conduct side by side, for the facts as typed."""
    return await _basis(request, case_id, dict(request.query_params))


@post("/desk/cases/{case_id:uuid}/basis", opt=HANDLE, include_in_schema=False)
async def choose(request: Ask, case_id: UUID) -> Response[Any]:
    """Choose one of them."""
    form, problems, raw = await forms.parse(shapes.BasisForm, request)
    if form is not None:
        try:
            await choosing.choose(
                case_id,
                conduct=form.conduct,
                capacity=form.capacity,
                violation=form.violation,
                assumed=Proposal(
                    gains=form.gains, is_serious=form.is_serious, is_unregistered=form.is_unregistered
                ),
                reason=form.reason,
                law=form.law,
                actor=actor_of(request),
                now=clock.now(),
            )
        except errors.Invalid as refusal:
            problems = answers.field_words(refusal)
        else:
            flash(request, _("已选择法律依据"))
            return redirect(f"/desk/cases/{case_id}#basis")
    return await _basis(request, case_id, raw, errors=problems, status_code=422)


# --- the victims ---------------------------------------------------------------------------------------


async def _victims(request: Ask, case_id: UUID, **extra: Any) -> Response[Any]:
    actor = actor_of(request)
    case = await queries.visible_case(actor, case_id)
    label = _("受害人名单")
    context: dict[str, Any] = {
        "form": "",
        "values": {"refunded_on": clock.today()},
        "errors": {},
        "status_code": 200,
        **extra,
    }
    return page(
        "penalties/victims.html",
        request,
        case=case,
        label=label,
        cites=STEPS["list_victim"].cites,
        rows=await victims.listed(actor, case),
        counted=await victims.counted(case_id),
        by_months=VIOLATIONS[case["violation"]].counts_months,
        may_list=permissions.can_take(actor, case, "list_victim"),
        breadcrumbs=_crumbs(case, label),
        **context,
    )


@get("/desk/cases/{case_id:uuid}/victims", opt=HANDLE, include_in_schema=False)
async def victims_page(request: Ask, case_id: UUID) -> Response[Any]:
    """Who is concerned, what was taken from each, what each got back."""
    return await _victims(request, case_id)


async def _did(request: Ask, case_id: UUID, which: str, model: type[forms.Form], run: Any) -> Response[Any]:
    form, problems, raw = await forms.parse(model, request)
    if form is not None:
        try:
            await run(case_id, **dict(form), actor=actor_of(request), now=clock.now())
        except errors.Invalid as refusal:
            problems = answers.field_words(refusal)
        else:
            flash(request, _("已登记"))
            return redirect(f"/desk/cases/{case_id}/victims")
    return await _victims(request, case_id, form=which, values=raw, errors=problems, status_code=422)


@post("/desk/cases/{case_id:uuid}/victims", opt=HANDLE, include_in_schema=False)
async def add_victim(request: Ask, case_id: UUID) -> Response[Any]:
    """Enter one."""
    return await _did(request, case_id, "add", shapes.VictimForm, victims.add)


@post("/desk/cases/{case_id:uuid}/victims/strike", opt=HANDLE, include_in_schema=False)
async def strike_victim(request: Ask, case_id: UUID) -> Response[Any]:
    """Strike one out."""

    async def run(case: UUID, *, struck: int, **given: Any) -> None:
        await victims.strike(case, struck, **given)

    return await _did(request, case_id, "strike", shapes.StrikeForm, run)


@post("/desk/cases/{case_id:uuid}/victims/refund", opt=HANDLE, include_in_schema=False)
async def refund_victim(request: Ask, case_id: UUID) -> Response[Any]:
    """Enter what one got back."""
    return await _did(request, case_id, "refund", shapes.RefundForm, victims.refund)


# --- the reviewer's reading of an article that speaks of gains ---------------------------------------------------


async def _gains(request: Ask, case_id: UUID, **extra: Any) -> Response[Any]:
    actor = actor_of(request)
    case = await queries.visible_case(actor, case_id)
    if case["status"] not in choosing.READABLE or not queries.has_fine_without_gains(case):
        raise errors.NotFound
    label = _("没有违法所得，能否罚款")
    return page(
        "penalties/gains.html",
        request,
        case=case,
        label=label,
        violation=views.explained(VIOLATIONS[case["violation"]]),
        reading=await choosing.gains_reading(case_id),
        readings=[
            ("true", _("条文不以违法所得为罚款的前提，没有违法所得的也可以罚款")),
            ("false", _("有违法所得的才并处罚款，没有违法所得的不能罚款")),
        ],
        breadcrumbs=_crumbs(case, label),
        **{"values": {}, "errors": {}, "status_code": 200, **extra},
    )


@get("/desk/cases/{case_id:uuid}/gains", opt=REVIEW, include_in_schema=False)
async def gains_page(request: Ask, case_id: UUID) -> Response[Any]:
    """Both readings; nothing is chosen beforehand."""
    return await _gains(request, case_id)


@post("/desk/cases/{case_id:uuid}/gains", opt=REVIEW, include_in_schema=False)
async def read_gains(request: Ask, case_id: UUID) -> Response[Any]:
    """Choose one, with reasons."""
    form, problems, raw = await forms.parse(shapes.GainsForm, request)
    if form is not None:
        try:
            await choosing.read_gains(
                case_id, may_fine=form.may_fine, reason=form.reason, actor=actor_of(request), now=clock.now()
            )
        except errors.Invalid as refusal:
            problems = answers.field_words(refusal)
        else:
            flash(request, _("审核意见已登记"))
            return redirect(f"/desk/cases/{case_id}")
    return await _gains(request, case_id, values=raw, errors=problems, status_code=422)


HANDLERS = [
    basis_page,
    choose,
    victims_page,
    add_victim,
    strike_victim,
    refund_victim,
    gains_page,
    read_gains,
]

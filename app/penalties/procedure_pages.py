"""Whose a case is and who keeps away from it: recusals, designations, transfers, a party that was merged."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post

from app import clock
from app import errors as answers
from app.access.guards import actor_of, may
from app.access.permissions import Permission
from app.penalties import forms as shared
from app.penalties import forms_procedure as shapes
from app.penalties import views
from app.penalties.evidence_pages import EVIDENCE_OPT, case_of, crumbs
from app.penalties.orders import tabs
from app.shell import forms, i18n
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.accounts import organs
from regulation.law.citation import PENALTY_LAW
from regulation.penalties import permissions, queries
from regulation.penalties.actions import jurisdiction, opening, recusal, transferring
from regulation.penalties.permissions_evidence import BEFORE_DECISION
from regulation.penalties.status import ACT_NAMES, OPEN
from regulation.penalties.status_procedure import (
    ACT_KINDS,
    DESIGNATION_STATUSES,
    JURISDICTIONS,
    RECUSAL_ASKERS,
    RECUSAL_OF_HEAD,
    RECUSAL_STATUSES,
    RECUSAL_TONES,
    RETURNS,
    TRANSFER_KINDS,
    TRANSFER_STATUSES,
    TRANSFER_TONES,
)
from regulation.roles import Role

Ask = Request[Any, Any, Any]
READ = {"permission": Permission.CASES_READ}
HANDLE = {"permission": Permission.CASES_HANDLE}
DECIDE = {"permission": Permission.CASES_DECIDE}
LETTERS = {"permission": Permission.FIRM_LETTERS}
Shown = Callable[..., Awaitable[Response[Any]]]
Run = Callable[[Any], Awaitable[Any]]


async def taken(request: Ask, form_type: Any, run: Run, shown: Shown, back: str) -> Response[Any]:
    """Parse, run, go back; or the page again with what was wrong."""
    form, problems, raw = await forms.parse(form_type, request)
    if form is not None:
        try:
            await run(form)
        except errors.Invalid as refusal:
            problems = answers.field_words(refusal)
        else:
            flash(request, _("已登记"))
            return redirect(back)
    return await shown(values=raw, errors=problems, status_code=422)


# --- recusal ----------------------------------------------------------------------------------------------


async def _recusals(request: Ask, case: dict[str, Any], **extra: Any) -> Response[Any]:
    actor, today = actor_of(request), clock.today()
    found = await recusal.of_case(case["id"])
    is_open = case["status"] in BEFORE_DECISION and actor.organ_id == case["organ"]
    context: dict[str, Any] = {"values": {}, "errors": {}, "status_code": 200, **extra}
    return page(
        "penalties/recusals.html",
        request,
        case=case,
        recusals=found,
        statuses=views.words(RECUSAL_STATUSES),
        tones=RECUSAL_TONES,
        askers=views.choices(RECUSAL_ASKERS),
        asker_words=views.words(RECUSAL_ASKERS),
        heads=views.choices(RECUSAL_OF_HEAD),
        head_words=views.words(RECUSAL_OF_HEAD),
        acts=views.words(ACT_NAMES),
        persons=[(str(each), name) for each, name in await recusal.may_be_recused(case)],
        replacements={
            each["id"]: [
                (str(one["id"]), f"{one['name']} {one['certificate']}".strip())
                for one in await recusal.replacements(case, each["person"], today)
            ]
            for each in found
            if each["status"] == "asked"
        },
        may_ask=is_open and actor.holds(Role.CLERK, Role.DECIDER, Role.INSPECTOR),
        may_decide=is_open and may(actor, Permission.CASES_DECIDE),
        cited=PENALTY_LAW.article(43),
        breadcrumbs=crumbs(request, case, (_("回避"), None)),
        **context,
    )


@get("/desk/cases/{case_id:uuid}/recusals", opt=READ, include_in_schema=False)
async def recusals(request: Ask, case_id: UUID) -> Response[Any]:
    """Who was asked to keep away, what was decided, and what that person had done before."""
    return await _recusals(request, await case_of(request, case_id))


@post("/desk/cases/{case_id:uuid}/recusals", opt=EVIDENCE_OPT, include_in_schema=False)
async def ask_recusal(request: Ask, case_id: UUID) -> Response[Any]:
    """Ask; the investigation goes on."""
    case = await case_of(request, case_id)

    async def run(form: shapes.RecusalForm) -> None:
        await recusal.ask(case_id, **dict(form), actor=actor_of(request), now=clock.now())

    async def shown(**extra: Any) -> Response[Any]:
        return await _recusals(request, case, **extra)

    return await taken(request, shapes.RecusalForm, run, shown, f"/desk/cases/{case_id}/recusals")


@post("/desk/cases/{case_id:uuid}/recusals/{recusal_id:uuid}", opt=DECIDE, include_in_schema=False)
async def decide_recusal(request: Ask, case_id: UUID, recusal_id: UUID) -> Response[Any]:
    """The head decides."""
    case = await case_of(request, case_id)

    async def run(form: shapes.RecusalDecisionForm) -> None:
        await recusal.decide(case_id, recusal_id, **dict(form), actor=actor_of(request), now=clock.now())

    async def shown(**extra: Any) -> Response[Any]:
        return await _recusals(request, case, **extra)

    return await taken(request, shapes.RecusalDecisionForm, run, shown, f"/desk/cases/{case_id}/recusals")


async def _party_recusal(request: Ask, case_id: UUID, **extra: Any) -> Response[Any]:
    case = await queries.own_case(actor_of(request), case_id)
    context: dict[str, Any] = {"values": {}, "errors": {}, "status_code": 200, **extra}
    return page(
        "penalties/party_recusal.html",
        request,
        case=case,
        recusals=[each for each in await recusal.of_case(case_id) if each["asked_by"] == "party"],
        statuses=views.words(RECUSAL_STATUSES),
        tones=RECUSAL_TONES,
        persons=[(str(each), name) for each, name in await recusal.may_be_recused(case)],
        may_ask=case["status"] in BEFORE_DECISION,
        cited=PENALTY_LAW.article(43),
        breadcrumbs=[
            (_("文书"), "/firm/letters"),
            (case["number"], f"/firm/cases/{case_id}"),
            (_("回避"), None),
        ],
        **context,
    )


@get("/firm/cases/{case_id:uuid}/recusals", opt=LETTERS, include_in_schema=False)
async def party_recusal(request: Ask, case_id: UUID) -> Response[Any]:
    """The party may ask that an officer keep away."""
    return await _party_recusal(request, case_id)


@post("/firm/cases/{case_id:uuid}/recusals", opt=LETTERS, include_in_schema=False)
async def party_asks(request: Ask, case_id: UUID) -> Response[Any]:
    """Ask."""
    await queries.own_case(actor_of(request), case_id)

    async def run(form: shapes.PartyRecusalForm) -> None:
        await recusal.ask(case_id, asked_by="party", **dict(form), actor=actor_of(request), now=clock.now())

    async def shown(**extra: Any) -> Response[Any]:
        return await _party_recusal(request, case_id, **extra)

    return await taken(request, shapes.PartyRecusalForm, run, shown, f"/firm/cases/{case_id}/recusals")


# --- jurisdiction -------------------------------------------------------------------------------------------


async def _organs() -> list[tuple[str, str]]:
    english = i18n.language() == i18n.ENGLISH
    return [(str(each["id"]), each["name_en" if english else "name"]) for each in await organs.all_organs()]


async def _jurisdiction(request: Ask, case: dict[str, Any], **extra: Any) -> Response[Any]:
    actor = actor_of(request)
    dockets, designations = await jurisdiction.of_case(case["id"])
    is_own = actor.organ_id == case["organ"]
    asked = any(each["status"] == "asked" for each in designations)
    out = [each for each in dockets if each["direction"] == "out" and each["status"] != "returned"]
    context: dict[str, Any] = {"values": {}, "errors": {}, "status_code": 200, **extra}
    return page(
        "penalties/jurisdiction.html",
        request,
        case=case,
        about=await opening.about(case["id"]),
        act_kinds=views.words(ACT_KINDS),
        grounds=views.words(JURISDICTIONS),
        dockets=dockets,
        designations=designations,
        designation_statuses=views.words(DESIGNATION_STATUSES),
        transfer_statuses=views.words(TRANSFER_STATUSES),
        tones=TRANSFER_TONES,
        kinds=views.choices(TRANSFER_KINDS),
        returns=views.words(RETURNS),
        organs=await _organs(),
        parties=await jurisdiction.parties(case["id"]),
        merged=await jurisdiction.merged_into(case),
        may_ask=is_own
        and not asked
        and actor.holds(Role.CLERK, Role.DECIDER)
        and case["status"] in {*BEFORE_DECISION, "proposed"},
        may_designate=asked and actor.is_municipal and may(actor, Permission.CASES_DECIDE),
        may_send=is_own
        and not out
        and case["status"] == "transferred"
        and actor.holds(Role.CLERK, Role.DECIDER),
        may_confirm=is_own and case["status"] in OPEN and may(actor, Permission.CASES_HANDLE),
        cited=PENALTY_LAW.article(25),
        breadcrumbs=crumbs(request, case, (_("管辖和移送"), None)),
        **context,
    )


async def _visible(request: Ask, case_id: UUID) -> dict[str, Any]:
    found = await queries.any_case(case_id)
    permissions.check_may_see(actor_of(request), found)
    return found


@get("/desk/cases/{case_id:uuid}/jurisdiction", opt=READ, include_in_schema=False)
async def shown_jurisdiction(request: Ask, case_id: UUID) -> Response[Any]:
    """Where the breach was, why this organ, and where the case went."""
    return await _jurisdiction(request, await _visible(request, case_id))


def _back(case_id: UUID) -> str:
    return f"/desk/cases/{case_id}/jurisdiction"


async def _on_case(request: Ask, case_id: UUID, form_type: Any, run: Run) -> Response[Any]:
    case = await _visible(request, case_id)

    async def shown(**extra: Any) -> Response[Any]:
        return await _jurisdiction(request, case, **extra)

    return await taken(request, form_type, run, shown, _back(case_id))


@post("/desk/cases/{case_id:uuid}/jurisdiction/ask", opt=READ, include_in_schema=False)
async def ask_designation(request: Ask, case_id: UUID) -> Response[Any]:
    """Report the dispute to the common superior."""

    async def run(form: shared.ReasonForm) -> None:
        await jurisdiction.ask_designation(
            case_id, reason=form.reason, actor=actor_of(request), now=clock.now()
        )

    return await _on_case(request, case_id, shared.ReasonForm, run)


@post("/desk/cases/{case_id:uuid}/jurisdiction/designate", opt=DECIDE, include_in_schema=False)
async def designate(request: Ask, case_id: UUID) -> Response[Any]:
    """The common superior decides."""

    async def run(form: shapes.DesignationForm) -> None:
        await jurisdiction.designate(
            case_id, organ_id=form.organ_id, reason=form.why, actor=actor_of(request), now=clock.now()
        )

    return await _on_case(request, case_id, shapes.DesignationForm, run)


@post("/desk/cases/{case_id:uuid}/jurisdiction/send", opt=READ, include_in_schema=False)
async def send(request: Ask, case_id: UUID) -> Response[Any]:
    """The letter of transfer."""

    async def run(form: shapes.SendForm) -> None:
        await transferring.send(case_id, **dict(form), actor=actor_of(request), now=clock.now())

    return await _on_case(request, case_id, shapes.SendForm, run)


@post("/desk/cases/{case_id:uuid}/jurisdiction/party", opt=HANDLE, include_in_schema=False)
async def confirm_party(request: Ask, case_id: UUID) -> Response[Any]:
    """The case goes on against the surviving entry."""

    async def run(form: shared.ReasonForm) -> None:
        await jurisdiction.confirm_party(
            case_id, reason=form.reason, actor=actor_of(request), now=clock.now()
        )

    return await _on_case(request, case_id, shared.ReasonForm, run)


# --- dockets --------------------------------------------------------------------------------------------------


async def _dockets(request: Ask, **extra: Any) -> Response[Any]:
    actor = actor_of(request)
    context: dict[str, Any] = {
        "values": {"received_on": clock.today()},
        "errors": {},
        "status_code": 200,
        **extra,
    }
    return page(
        "penalties/transfers.html",
        request,
        tabs=tabs("transfers"),
        dockets=await transferring.dockets(actor.organ_id) if actor.organ_id else [],
        own=actor.organ_id,
        statuses=views.words(TRANSFER_STATUSES),
        tones=TRANSFER_TONES,
        returns=views.choices(RETURNS),
        return_words=views.words(RETURNS),
        may_work=may(actor, Permission.CASES_HANDLE),
        today=clock.today(),
        cited=PENALTY_LAW.article(27),
        breadcrumbs=[(_("案件"), "/desk/cases"), (_("移送"), None)],
        **context,
    )


@get("/desk/transfers", opt=READ, include_in_schema=False)
async def dockets(request: Ask) -> Response[Any]:
    """What one's organ sent and received."""
    return await _dockets(request)


async def _on_docket(request: Ask, form_type: Any, run: Run) -> Response[Any]:
    async def shown(**extra: Any) -> Response[Any]:
        return await _dockets(request, **extra)

    return await taken(request, form_type, run, shown, "/desk/transfers")


@post("/desk/transfers", opt=HANDLE, include_in_schema=False)
async def register_in(request: Ask) -> Response[Any]:
    """Enter what another body sent, and give the receipt."""

    async def run(form: shapes.IncomingForm) -> None:
        given = dict(form)
        items = given.pop("materials").splitlines()
        await transferring.register_in(**given, items=items, actor=actor_of(request), now=clock.now())

    return await _on_docket(request, shapes.IncomingForm, run)


@post("/desk/transfers/{transfer_id:uuid}/receive", opt=HANDLE, include_in_schema=False)
async def receive(request: Ask, transfer_id: UUID) -> Response[Any]:
    """The receipt."""

    async def run(form: shapes.ReceiptForm) -> None:
        await transferring.note_receipt(transfer_id, **dict(form), actor=actor_of(request), now=clock.now())

    return await _on_docket(request, shapes.ReceiptForm, run)


@post("/desk/transfers/{transfer_id:uuid}/return", opt=HANDLE, include_in_schema=False)
async def give_back(request: Ask, transfer_id: UUID) -> Response[Any]:
    """It came back: the case is open again."""

    async def run(form: shapes.ReturnForm) -> None:
        await transferring.give_back(transfer_id, **dict(form), actor=actor_of(request), now=clock.now())

    return await _on_docket(request, shapes.ReturnForm, run)


HANDLERS = [
    recusals,
    ask_recusal,
    decide_recusal,
    party_recusal,
    party_asks,
    shown_jurisdiction,
    ask_designation,
    designate,
    send,
    confirm_party,
    dockets,
    register_in,
    receive,
    give_back,
]

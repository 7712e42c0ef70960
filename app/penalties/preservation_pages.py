"""Things kept by registration: asked for, approved, handed the notice, decided."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post

from app import clock
from app import errors as answers
from app.access.guards import actor_of
from app.access.permissions import Permission
from app.penalties import forms_evidence as shapes
from app.penalties import views
from app.penalties.evidence_pages import EVIDENCE_OPT, case_of, crumbs
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.casework import documents
from regulation.law.citation import PENALTY_LAW
from regulation.penalties import permissions_evidence
from regulation.penalties.actions import preservation
from regulation.penalties.status_evidence import (
    HANDLINGS,
    PRESERVATION_ACT_NAMES,
    PRESERVATION_NAMES,
    PRESERVATION_STEPS,
    PRESERVATION_TONES,
)
from reports.documents import registry

Ask = Request[Any, Any, Any]
DECIDE = {"permission": Permission.CASES_DECIDE}


def things_of(text: str) -> list[dict[str, str]]:
    """The list as typed, one thing a line: name, quantity, condition between strokes."""
    found = []
    for line in text.splitlines():
        name, quantity, condition, *_rest = [*line.replace("｜", "|").split("|"), "", "", ""]
        found.append({"name": name, "quantity": quantity, "condition": condition})
    return found


async def _new(request: Ask, case: dict[str, Any], **extra: Any) -> Response[Any]:
    context: dict[str, Any] = {"values": {}, "errors": {}, "status_code": 200, **extra}
    return page(
        "penalties/preservation_new.html",
        request,
        case=case,
        cited=PENALTY_LAW.article(56),
        breadcrumbs=crumbs(request, case, (_("先行登记保存"), None)),
        **context,
    )


@get("/desk/cases/{case_id:uuid}/preservations/new", opt=EVIDENCE_OPT, include_in_schema=False)
async def new(request: Ask, case_id: UUID) -> Response[Any]:
    """The application to the head."""
    case = await case_of(request, case_id)
    permissions_evidence.check_can_work(actor_of(request), case, conflicted=frozenset())
    return await _new(request, case)


@post("/desk/cases/{case_id:uuid}/preservations/new", opt=EVIDENCE_OPT, include_in_schema=False)
async def ask(request: Ask, case_id: UUID) -> Response[Any]:
    """Send it."""
    case = await case_of(request, case_id)
    form, problems, raw = await forms.parse(shapes.PreservationForm, request)
    if form is not None:
        try:
            made = await preservation.ask(
                case_id,
                reason=form.reason,
                place=form.place,
                keeper=form.keeper,
                items=things_of(form.things),
                actor=actor_of(request),
                now=clock.now(),
            )
        except errors.Invalid as refusal:
            problems = answers.field_words(refusal)
            if "items" in problems:
                problems["things"] = problems.pop("items")
        else:
            flash(request, _("已提请负责人批准"))
            return redirect(f"/desk/cases/{case_id}/preservations/{made['id']}")
    return await _new(request, case, values=raw, errors=problems, status_code=422)


async def _shown(request: Ask, case: dict[str, Any], preservation_id: UUID, **extra: Any) -> Response[Any]:
    actor = actor_of(request)
    found = await preservation.by_id(case["id"], preservation_id)
    context: dict[str, Any] = {"values": {"on": clock.today()}, "errors": {}, "status_code": 200, **extra}
    possible = [
        name
        for name, each in PRESERVATION_STEPS.items()
        if found["status"] in each.before
        and permissions_evidence.can_work(
            actor, case, statuses=permissions_evidence.BEFORE_DECISION, by=each.by
        )
    ]
    return page(
        "penalties/preservation.html",
        request,
        case=case,
        found=found,
        status=_(PRESERVATION_NAMES[found["status"]]),
        tone=PRESERVATION_TONES[found["status"]],
        possible=possible,
        papers=[
            {"id": each["id"], "name": _(registry.name(each["kind"])), "number": each["number"]}
            for each in await documents.of_matter("penalty_case", case["id"])
            if each["kind"].startswith("preservation_")
            and each["snapshot"].get("preservation_number", each["snapshot"].get("of", each["number"]))
            == found["number"]
        ],
        handlings=views.choices(HANDLINGS),
        handling_words=views.words(HANDLINGS),
        chips=await views.clock_chips(preservation_id),
        entries=await views.timeline("case_preservation", preservation_id, PRESERVATION_ACT_NAMES),
        cited=PENALTY_LAW.article(56),
        breadcrumbs=crumbs(request, case, (found["number"], None)),
        **context,
    )


@get(
    "/desk/cases/{case_id:uuid}/preservations/{preservation_id:uuid}",
    opt=EVIDENCE_OPT,
    include_in_schema=False,
)
async def shown(request: Ask, case_id: UUID, preservation_id: UUID) -> Response[Any]:
    """One preservation with its list, days, and what may be done now."""
    return await _shown(request, await case_of(request, case_id), preservation_id)


async def _take(
    request: Ask, case_id: UUID, preservation_id: UUID, form_type: Any, act: Any
) -> Response[Any]:
    case = await case_of(request, case_id)
    form, problems, raw = await forms.parse(form_type, request)
    if form is not None:
        try:
            await act(case_id, preservation_id, **dict(form), actor=actor_of(request), now=clock.now())
        except errors.Invalid as refusal:
            problems = answers.field_words(refusal)
        else:
            flash(request, _("已登记"))
            return redirect(f"/desk/cases/{case_id}/preservations/{preservation_id}")
    return await _shown(request, case, preservation_id, values=raw, errors=problems, status_code=422)


@post(
    "/desk/cases/{case_id:uuid}/preservations/{preservation_id:uuid}/decide",
    opt=DECIDE,
    include_in_schema=False,
)
async def decide(request: Ask, case_id: UUID, preservation_id: UUID) -> Response[Any]:
    """The head approves or refuses."""
    return await _take(request, case_id, preservation_id, shapes.ApprovalForm, preservation.decide)


@post(
    "/desk/cases/{case_id:uuid}/preservations/{preservation_id:uuid}/keep",
    opt=EVIDENCE_OPT,
    include_in_schema=False,
)
async def keep(request: Ask, case_id: UUID, preservation_id: UUID) -> Response[Any]:
    """The notice was handed over."""
    return await _take(request, case_id, preservation_id, shapes.KeepForm, preservation.keep)


@post(
    "/desk/cases/{case_id:uuid}/preservations/{preservation_id:uuid}/handle",
    opt=EVIDENCE_OPT,
    include_in_schema=False,
)
async def handle(request: Ask, case_id: UUID, preservation_id: UUID) -> Response[Any]:
    """What becomes of the things."""
    return await _take(request, case_id, preservation_id, shapes.HandlingForm, preservation.handle)


HANDLERS = [new, ask, shown, decide, keep, handle]

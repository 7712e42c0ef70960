"""Closing a case: what is open and where it is done, the proposal, the decider's word, the way back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post
from pydantic import Field

from app import clock
from app import errors as answers
from app.access.guards import actor_of, may
from app.access.permissions import Permission
from app.penalties import act as attached
from app.penalties import case_sections, views
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.case_files import standing
from regulation.case_files.actions import closing
from regulation.case_files.rules import closing as rules
from regulation.case_files.status import CLOSABLE, DISPOSALS, NAMES, TONES, Closing
from regulation.law.citation import PENALTY_LAW
from regulation.penalties import queries
from regulation.penalties.actions import evidence
from regulation.penalties.status import CASE_NAMES, CASE_TONES
from regulation.words import N_

Ask = Request[Any, Any, Any]
Form = forms.Form
READ = {"permission": Permission.CASES_READ}
HANDLE = {"permission": Permission.CASES_HANDLE}
DECIDE = {"permission": Permission.CASES_DECIDE}


class ProposeForm(Form):
    """How the decision was performed, and why what is open may stay open."""

    performed: str = Field(title=N_("执行情况"), min_length=4, max_length=2000)
    explanation: str = Field(title=N_("需要说明的事项"), default="", max_length=2000)


class ApproveForm(Form):
    """The decider's word."""

    opinion: str = Field(title=N_("审批意见"), min_length=2, max_length=1000)


class WhyForm(Form):
    """Why a proposal goes back, or a closed case goes on."""

    reason: str = Field(title=N_("理由"), min_length=4, max_length=2000)


class DisposeForm(Form):
    """What became of an original."""

    what: str = Field(title=N_("去向"), max_length=12)
    disposed_on: date = Field(title=N_("日期"))
    receiver: str = Field(title=N_("接收人"), default="", max_length=200)
    note: str = Field(title=N_("说明"), default="", max_length=500)


async def _case(request: Ask, case_id: UUID) -> dict[str, Any]:
    return await queries.visible_case(actor_of(request), case_id)


def _named(params: tuple[tuple[str, Any], ...]) -> dict[str, Any]:
    """The names of papers in the visitor's language; titles of evidence are as they were typed."""
    return {
        name: _("、").join(_(each) for each in said.split("、")) if name == "what" else said
        for name, said in params
    }


def _open(found: list[rules.Open], case_id: UUID) -> list[dict[str, Any]]:
    return [
        {
            "text": _(each.refusal.message, **_named(each.refusal.params)),
            "citation": each.refusal.citation,
            "url": f"/desk/cases/{case_id}{each.where}",
            "may_be_explained": each.may_be_explained,
            "is_here": each.where == "/closing",
        }
        for each in found
    ]


async def _shown(request: Ask, case: dict[str, Any], **extra: Any) -> Response[Any]:
    actor, today = actor_of(request), clock.today()
    found = await closing.of_case(case["id"])
    now = next((each for each in found if each["status"] in {Closing.PROPOSED, Closing.APPROVED}), None)
    is_open = case["status"] in CLOSABLE and (now is None or now["status"] == Closing.PROPOSED)
    matters = rules.open_matters(await standing.of_case(case["id"], today=today), today) if is_open else []
    own = actor.organ_id == case["organ"]
    hard = any(not each.may_be_explained for each in matters)
    proposer = bool(now and now["proposed_by"] == actor.person_id)
    context: dict[str, Any] = {"values": {}, "errors": {}, "status_code": 200, "form": "", **extra}
    return page(
        "case_files/closing.html",
        request,
        case=case,
        status=_(CASE_NAMES[case["status"]]),
        tone=CASE_TONES[case["status"]],
        closings=[
            {**each, "status_name": _(NAMES[each["status"]]), "tone": TONES[each["status"]]} for each in found
        ],
        open=_open(matters, case["id"]),
        hard=hard,
        explained=[each for each in matters if each.may_be_explained],
        is_open=is_open,
        is_closable=case["status"] in CLOSABLE or now is not None,
        now=now,
        taken=await closing.taken(case["id"]),
        disposals=views.choices(DISPOSALS),
        disposal_words=views.words(DISPOSALS),
        may_propose=own and may(actor, Permission.CASES_HANDLE) and is_open and now is None and not hard,
        may_dispose=own and may(actor, Permission.CASES_HANDLE) and is_open,
        may_decide=own
        and may(actor, Permission.CASES_DECIDE)
        and now is not None
        and now["status"] == Closing.PROPOSED
        and not proposer,
        may_reopen=own
        and may(actor, Permission.CASES_DECIDE)
        and now is not None
        and now["status"] == Closing.APPROVED,
        cited=PENALTY_LAW.article(47),
        breadcrumbs=[
            (_("案件"), "/desk/cases"),
            (case["number"], f"/desk/cases/{case['id']}"),
            (_("结案"), None),
        ],
        **context,
    )


@get("/desk/cases/{case_id:uuid}/closing", opt=READ, include_in_schema=False)
async def shown(request: Ask, case_id: UUID) -> Response[Any]:
    """What is open, with its article and the page on which it is done."""
    return await _shown(request, await _case(request, case_id))


async def _taken(
    request: Ask,
    case_id: UUID,
    shape: type[Form],
    name: str,
    run: Callable[[Any], Awaitable[Any]],
    *,
    done: str,
) -> Response[Any]:
    case = await _case(request, case_id)
    form, problems, raw = await forms.parse(shape, request)
    if form is not None:
        try:
            await run(form)
        except errors.Invalid as refusal:
            problems = answers.field_words(refusal)
        else:
            flash(request, _(done))
            return redirect(f"/desk/cases/{case_id}/closing")
    return await _shown(request, case, values=raw, errors=problems, form=name, status_code=422)


@post("/desk/cases/{case_id:uuid}/closing/propose", opt=HANDLE, include_in_schema=False)
async def propose(request: Ask, case_id: UUID) -> Response[Any]:
    """Propose; the files of the evidence are compared with what was registered first."""

    async def run(form: ProposeForm) -> None:
        who: dict[str, Any] = {"actor": actor_of(request), "now": clock.now()}
        await evidence.verify(attached.folder(), case_id, **who)
        await closing.propose(case_id, **dict(form), **who)

    return await _taken(request, case_id, ProposeForm, "propose", run, done=N_("已提请结案，待负责人批准"))


@post("/desk/cases/{case_id:uuid}/closing/approve", opt=DECIDE, include_in_schema=False)
async def approve(request: Ask, case_id: UUID) -> Response[Any]:
    """Close. The files are compared once more: what changed since stops it."""

    async def run(form: ApproveForm) -> None:
        who: dict[str, Any] = {"actor": actor_of(request), "now": clock.now()}
        await evidence.verify(attached.folder(), case_id, **who)
        await closing.approve(case_id, **dict(form), **who)

    return await _taken(request, case_id, ApproveForm, "approve", run, done=N_("已结案，请立卷归档"))


@post("/desk/cases/{case_id:uuid}/closing/send_back", opt=DECIDE, include_in_schema=False)
async def send_back(request: Ask, case_id: UUID) -> Response[Any]:
    """Something is to be done first."""

    async def run(form: WhyForm) -> None:
        await closing.send_back(case_id, reason=form.reason, actor=actor_of(request), now=clock.now())

    return await _taken(request, case_id, WhyForm, "send_back", run, done=N_("已退回"))


@post("/desk/cases/{case_id:uuid}/closing/reopen", opt=DECIDE, include_in_schema=False)
async def reopen(request: Ask, case_id: UUID) -> Response[Any]:
    """The case goes on."""

    async def run(form: WhyForm) -> None:
        await closing.reopen(case_id, reason=form.reason, actor=actor_of(request), now=clock.now())

    return await _taken(request, case_id, WhyForm, "reopen", run, done=N_("已恢复办理"))


@post("/desk/cases/{case_id:uuid}/closing/evidence/{evidence_id:uuid}", opt=HANDLE, include_in_schema=False)
async def dispose(request: Ask, case_id: UUID, evidence_id: UUID) -> Response[Any]:
    """Say what became of an original that was taken away."""

    async def run(form: DisposeForm) -> None:
        await closing.dispose(case_id, evidence_id, **dict(form), actor=actor_of(request), now=clock.now())

    return await _taken(request, case_id, DisposeForm, str(evidence_id), run, done=N_("已登记"))


async def of_case(case: dict[str, Any], actor: Any) -> dict[str, Any] | None:
    """What the page of a case says of its closing; nothing to the party."""
    if case["firm"] and actor.acts_for_firm(case["firm"]):
        return None
    found = await closing.of_case(case["id"])
    if not found and case["status"] not in CLOSABLE:
        return None
    last = found[0] if found else None
    return {
        "template": "case_files/of_case.html",
        "last": {**last, "status_name": _(NAMES[last["status"]]), "tone": TONES[last["status"]]}
        if last
        else None,
        "url": f"/desk/cases/{case['id']}/closing",
    }


case_sections.PROVIDERS.append(of_case)

HANDLERS = [shown, propose, approve, send_back, reopen, dispose]

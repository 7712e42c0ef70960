"""Reconsiderations and suits on the desk: the list, registering one, its file and its acts; what the page of a decision shows of them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post

from app import clock
from app import errors as answers
from app.access.guards import actor_of, may
from app.access.permissions import Permission
from app.penalties import case_sections
from app.penalties import views as case_views
from app.penalties.act import folder
from app.penalties.orders import tabs
from app.remedies import forms as shapes
from app.remedies import suspension
from app.shell import clocks as chips
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from app.shell.uploads import Upload
from regulation import errors
from regulation.casework import attachments, calendar, clocks, service
from regulation.law.calendar import WorkCalendar
from regulation.law.citation import PENALTY_LAW, RECONSIDERATION_LAW, Citation
from regulation.penalties import debts, decisions
from regulation.penalties import queries as cases
from regulation.penalties.actions import doors, summary
from regulation.penalties.rules import court
from regulation.penalties.rules.fines import Refusal
from regulation.penalties.status import MITIGATIONS
from regulation.remedies import permissions, queries, rules
from regulation.remedies.actions import answering, appealing, filing, outcomes, registering, restoring
from regulation.remedies.status import (
    ACT_NAMES,
    APPELLANT_NAMES,
    NAMES,
    OUTCOME_NAMES,
    RECEIVED,
    STEPS,
    TONES,
    UNDOES,
    WAY_NAMES,
    Outcome,
    Status,
    Way,
    papers_of,
    step_in,
)
from regulation.words import N_

Ask = Request[Any, Any, Any]
READ = {"permission": Permission.CASES_READ}
CLOCK_NAMES = {
    "passing": N_("转送复议机关"),
    "answer": N_("答复、答辩"),
    "appeal": N_("上诉"),
    "to_sue": N_("当事人起诉"),
}
Run = Callable[..., Awaitable[Any]]
#: Acts that move nothing, with the door that each has and the article where there is one.
EVENTS: dict[str, suspension.Door] = {
    "join_appeal": permissions.check_may_join,
    "keep_paper": permissions.check_can_act,
    "refund": permissions.check_can_act,
    "restore": permissions.check_can_decide,
    "serve_restoration": permissions.check_can_act,
    **{name: door for name, (_form, _run, door) in suspension.ACTS.items()},
}
CITES = {
    "keep_paper": (PENALTY_LAW.article(47),),
    "join_appeal": STEPS["appeal_ourselves"].cites,
    "refund": (PENALTY_LAW.article(74, 2), RECONSIDERATION_LAW.article(72, 2)),
}
#: What the answer asks for unless the official writes otherwise; a paper speaks Chinese whoever types it.
REQUEST = "请求维持本机关作出的行政处罚决定。"
REQUEST_AT_SECOND = "请求驳回上诉，维持一审判决。"


async def _receive(remedy_id: UUID, *, simple: str, **form: Any) -> None:
    await registering.receive_copy(remedy_id, simple=simple == "yes", **form)


async def _keep(remedy_id: UUID, *, kind: str, file: Upload, **form: Any) -> None:
    await filing.keep_paper(folder(), remedy_id, kind, file.name, file.media_type, file.data, **form)


async def _restore(remedy_id: UUID, *, read: bool, **form: Any) -> None:
    del read
    await restoring.restore(remedy_id, **form)


FORMS: dict[str, tuple[type[forms.Form], Run]] = {
    "pass_on": (shapes.NothingForm, registering.pass_on),
    "receive_copy": (shapes.CopyForm, _receive),
    "answer": (shapes.AnswerForm, answering.answer),
    "note_hearing": (shapes.HearingForm, answering.note_hearing),
    "judge": (shapes.OutcomeForm, outcomes.judge),
    "appeal": (shapes.AppealForm, appealing.appeal),
    "appeal_ourselves": (shapes.OwnAppealForm, appealing.appeal_ourselves),
    "join_appeal": (shapes.JoinAppealForm, appealing.join_appeal),
    "conclude": (shapes.OutcomeForm, outcomes.conclude),
    "keep_paper": (shapes.PaperForm, _keep),
    "refund": (shapes.RefundForm, outcomes.note_refund),
    "restore": (shapes.RestoreForm, _restore),
    "serve_restoration": (shapes.ServeForm, restoring.serve_notice),
    **{name: (form, run) for name, (form, run, _door) in suspension.ACTS.items()},
}


def _words(found: dict[str, Any]) -> dict[str, Any]:
    """A remedy with its words."""
    return {
        **found,
        "status_name": _(NAMES[Status(found["status"])]),
        "tone": TONES[Status(found["status"])],
        "way_name": _(WAY_NAMES[Way(found["way"])]),
        "outcome_name": _(OUTCOME_NAMES[found["outcome"]]) if found["outcome"] else "",
        "appellant_name": _(APPELLANT_NAMES[found["appellant"]]) if found["appellant"] else "",
        "is_missed": rules.is_without_evidence(found["answer_due_on"], found["answered_on"], clock.today())
        and (found["status"] == Status.PENDING or found["answered_on"] is not None),
    }


async def of_case(case: dict[str, Any], actor: Any) -> dict[str, Any] | None:
    """What a case's page shows: remedies against its decision."""
    return await of_decision(decisions.of_case(case), actor)


async def of_decision(decision: dict[str, Any], actor: Any) -> dict[str, Any] | None:
    """Remedies against a decision, for the desk with their addresses and the way to register one."""
    if decision["served_on"] is None:
        return None
    found = [_words(each) for each in await queries.of_decision(decision["id"])]
    acts_for = actor.acts_for_firm(decision["firm"]) if decision["firm"] else False
    may_register = (
        not acts_for
        and may(actor, Permission.CASES_READ)
        and _can_act(actor, decision)
        and decision["status"] != "quashed"
        and not any(each["status"] != Status.FINAL for each in found)
    )
    noted = await _noted(decision["id"], {each["number"] for each in found})
    if not found and not noted and not may_register:
        return None
    return {
        "template": "remedies/of_case.html",
        "remedies": found,
        "noted": noted,
        "links": not acts_for,
        "new": f"/desk/remedies/new?{'spot' if decisions.is_spot(decision) else 'case'}={decision['id']}"
        if may_register
        else "",
    }


async def _noted(matter_id: UUID, known: set[str]) -> list[dict[str, Any]]:
    """What was only noted, before remedies against penalties on the spot were conducted here."""
    return [
        {**each, "way_name": _(WAY_NAMES[Way(each["way"])])}
        for each in await debts.stays(matter_id)
        if each["number"] not in known
    ]


def _can_act(actor: Any, matter: dict[str, Any]) -> bool:
    return _passes(permissions.check_can_act, actor, matter)


def _passes(check: Callable[[Any, dict[str, Any]], None], actor: Any, matter: dict[str, Any]) -> bool:
    try:
        check(actor, matter)
    except errors.DomainError:
        return False
    return True


case_sections.PROVIDERS.append(of_case)
case_sections.ON_THE_SPOT.append(of_decision)


@get("/desk/remedies", opt=READ, include_in_schema=False)
async def listed(request: Ask) -> Response[Any]:
    """Remedies within reach, the most urgent first."""
    found = await queries.within_reach(actor_of(request))
    return page(
        "remedies/list.html",
        request,
        remedies=[_words(each) for each in found],
        tabs=tabs("remedies"),
        breadcrumbs=[(_("案件"), "/desk/cases"), (_("复议和诉讼"), None)],
    )


async def _decision_of(request: Ask) -> dict[str, Any]:
    """The decision that the address names, behind the door of its kind. Raises NotFound, NotPermitted."""
    given, actor = request.query_params, actor_of(request)
    try:
        matter_id = UUID(given.get("spot") or given.get("case", ""))
    except ValueError:
        raise errors.NotFound from None
    if given.get("spot"):
        decision = decisions.of_spot(await summary.visible(actor, matter_id))
    else:
        decision = decisions.of_case(await cases.visible_case(actor, matter_id))
    permissions.check_can_act(actor, decision)
    return decision


async def _new(request: Ask, **extra: Any) -> Response[Any]:
    decision = await _decision_of(request)
    organ = await doors.organ_of(decision["organ"])
    context: dict[str, Any] = {
        "decision": decision,
        "is_spot": decisions.is_spot(decision),
        "review_first": RECONSIDERATION_LAW.article(23, 1, 1),
        "ways": case_views.choices(WAY_NAMES),
        "reviewer": organ["reviewer"],
        "court": organ["court"],
        "stopped": None,
        "values": {"body": organ["reviewer"], "filed_on": clock.today(), "received_on": clock.today()},
        "errors": {},
        "status_code": 200,
        **extra,
    }
    return page(
        "remedies/new.html",
        request,
        breadcrumbs=[
            (_("复议和诉讼"), "/desk/remedies"),
            (decision["number"], decision["desk"]),
            (_("登记复议、诉讼"), None),
        ],
        **context,
    )


@get("/desk/remedies/new", opt=READ, include_in_schema=False)
async def new(request: Ask) -> Response[Any]:
    """The form to register one against a decision."""
    return await _new(request)


@post("/desk/remedies/new", opt=READ, include_in_schema=False)
async def register(request: Ask) -> Response[Any]:
    """Register it."""
    decision = await _decision_of(request)
    form, problems, raw = await forms.parse(shapes.RegisterForm, request)
    if form is not None:
        given = dict(form) | {"simple": form.simple == "yes"}
        try:
            made = await registering.register(
                decision["id"], **given, actor=actor_of(request), now=clock.now()
            )
        except errors.Invalid as refusal:
            problems = answers.field_words(refusal)
        except errors.Refused as refusal:
            said = (answers.words(refusal), refusal.citation)
            return await _new(request, values=raw, stopped=said, status_code=409)
        else:
            flash(request, _("已登记，期间不计算加处罚款"))
            return redirect(f"/desk/remedies/{made}")
    return await _new(request, values=raw, errors=problems, status_code=422)


def _cites(act: str, way: str) -> tuple[Citation, ...]:
    """Under which articles an act is taken."""
    if act in STEPS:
        return tuple(step_in(act, way).cites)
    if act in suspension.ACTS:
        return (rules.suspension_basis(way),)
    return (restoring.basis(way),) if act == "restore" else CITES.get(act, ())


async def _money(
    found: dict[str, Any], decision: dict[str, Any], known: WorkCalendar
) -> dict[str, Any] | None:
    """What the outcome leaves of the money: owed, from when it costs more, who may enforce it and when."""
    costs = decision["fine"] or decision["confiscated"]
    if found["status"] != Status.FINAL or not decision["is_served"] or not costs:
        return None
    today = clock.today()
    owed, window = await debts.account(decision, today), await debts.window(decision, known)
    due = owed.next_due.on if owed.next_due else None
    return {
        "owed": owed,
        "runs_from": max(found["effective_on"], due) + timedelta(days=1) if due else None,
        "window": window if isinstance(window, court.Window) else None,
        "refused": window if isinstance(window, Refusal) else None,
    }


async def _first(found: dict[str, Any]) -> dict[str, Any] | None:
    """What the first instance said, once somebody has appealed."""
    first = await queries.first_instance(found["id"])
    return {**first, "outcome_name": _(OUTCOME_NAMES[first["outcome"]])} if first else None


def _won_first(first: dict[str, Any] | None) -> bool:
    return first is not None and first["outcome"] == Outcome.UPHELD


async def _shown(request: Ask, found: dict[str, Any], act: str = "", **extra: Any) -> Response[Any]:
    actor, today, known = actor_of(request), clock.today(), await calendar.current()
    taken, told = await restoring.taken(found), await restoring.notices_of(found)
    offered = permissions.possible(actor, found)
    if _passes(permissions.check_may_join, actor, found):
        offered.append("join_appeal")
    if found["refund"] and found["refunded_on"] is None and _can_act(actor, found):
        offered.append("refund")
    if taken and _passes(permissions.check_can_decide, actor, found):
        offered.append("restore")
    if any(each["served_on"] is None for each in told) and _can_act(actor, found):
        offered.append("serve_restoration")
    if _can_act(actor, found):
        offered.append("keep_paper")
    halted = await suspension.of_remedy(found)
    offered += suspension.offered(actor, found, halted)
    decision, first = await decisions.by_id(found["matter_id"]), await _first(found)
    late = (
        rules.filing_note(Way(found["way"]), found["filed_on"], decision["served_on"], known)
        if decision["served_on"]
        else None
    )
    context: dict[str, Any] = {
        "remedy": _words(found),
        "decision": decision,
        "is_spot": decisions.is_spot(decision),
        "first": first,
        "late": (_(late.message), late.citation) if late else None,
        "no_evidence": RECONSIDERATION_LAW.article(70),
        "chips": [
            chips.chip(_(CLOCK_NAMES[each.kind]), each.due, today=today, calendar=known)
            for each in await clocks.of(found["id"], calendar=known)
            if each.is_running
        ],
        "papers": await case_views.papers(("remedy", found["id"])),
        "received": [
            {**each, "name": _(RECEIVED[each["kind"]])}
            for each in await attachments.of("remedy", found["id"])
        ],
        "kinds": case_views.choices(papers_of(found["way"])),
        "accepts": shapes.PAPERS,
        "taken": taken,
        "halted": halted,
        "grounds": [
            each
            for each in case_views.choices(rules.SUSPENSION_GROUNDS)
            if each[0] in rules.grounds_of_others(found["way"])
        ],
        "told": told,
        "money": await _money(found, decision, known),
        "withdrawal": await queries.withdrawal(decision["id"]) if found["outcome"] in UNDOES else None,
        "restored_by": restoring.basis(found["way"]),
        "methods": case_views.choices(service.BY_OFFICIALS),
        "entries": await case_views.timeline("remedy", found["id"], ACT_NAMES),
        "offered": [(name, _(ACT_NAMES[name]), _cites(name, found["way"])) for name in offered],
        "act": act,
        "label": _(ACT_NAMES[act]) if act else "",
        "outcomes": [
            each
            for each in case_views.choices(OUTCOME_NAMES)
            if each[0] != Outcome.SILENT or found["way"] == Way.RECONSIDERATION
        ],
        "mitigations": case_views.choices(MITIGATIONS),
        "values": {
            "received_on": today,
            "decided_on": today,
            "on": today,
            "handed_on": today,
            "court": found["body"] if found["instance"] == "second" else "",
            "asked_on": today,
            "served_on": today,
            "request": REQUEST_AT_SECOND if _won_first(first) else REQUEST,
            "body_number": found["body_number"],
        },
        "errors": {},
        "status_code": 200,
        **extra,
    }
    return page(
        "remedies/act.html" if act else "remedies/remedy.html",
        request,
        breadcrumbs=[(_("复议和诉讼"), "/desk/remedies"), (found["number"], None)],
        **context,
    )


@get("/desk/remedies/{remedy_id:uuid}", opt=READ, include_in_schema=False)
async def remedy(request: Ask, remedy_id: UUID) -> Response[Any]:
    """The file: what is asked, the days, the answer, the outcome and what it did."""
    return await _shown(request, await queries.visible(actor_of(request), remedy_id))


async def _held(request: Ask, remedy_id: UUID, act: str) -> dict[str, Any]:
    found = await queries.visible(actor_of(request), remedy_id)
    if act not in FORMS:
        raise errors.NotFound
    if act in EVENTS:
        EVENTS[act](actor_of(request), found)
    else:
        permissions.check_can_take(actor_of(request), found, act)
    return found


@get("/desk/remedies/{remedy_id:uuid}/{act:str}", opt=READ, include_in_schema=False)
async def act_page(request: Ask, remedy_id: UUID, act: str) -> Response[Any]:
    """An act before it is taken."""
    return await _shown(request, await _held(request, remedy_id, act), act)


@post(
    "/desk/remedies/{remedy_id:uuid}/{act:str}",
    opt=READ,
    include_in_schema=False,
    request_max_body_size=shapes.LARGEST,
)
async def take(request: Ask, remedy_id: UUID, act: str) -> Response[Any]:
    """Take it."""
    found = await _held(request, remedy_id, act)
    shape, run = FORMS[act]
    form, problems, raw = await forms.parse(shape, request)
    if form is not None:
        try:
            await run(remedy_id, **dict(form), actor=actor_of(request), now=clock.now())
        except errors.Invalid as refusal:
            problems = answers.field_words(refusal)
        else:
            flash(request, _("已办理：%(act)s", act=_(ACT_NAMES[act])))
            return redirect(f"/desk/remedies/{remedy_id}")
    return await _shown(request, found, act, values=raw, errors=problems, status_code=422)


@get("/desk/remedies/files/{file_id:uuid}", opt=READ, include_in_schema=False)
async def file(request: Ask, file_id: UUID) -> Response[bytes]:
    """A paper that was received, always as a download."""
    await queries.of_file(actor_of(request), file_id)
    row, content = await attachments.read(folder(), file_id)
    return Response(
        content,
        media_type=row["media_type"],
        headers={
            "Content-Disposition": f'attachment; filename="{file_id}.{row["media_type"].rpartition("/")[2]}"',
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-store",
        },
    )


HANDLERS = [listed, new, register, remedy, act_page, take, file, *suspension.HANDLERS]

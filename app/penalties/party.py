"""The party's side of a case: what is proposed or decided, the days, and its own words."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post

from app import clock
from app import errors as answers
from app.access.guards import actor_of
from app.access.permissions import Permission
from app.penalties import acts, case_sections, performing, views
from app.penalties import forms as shapes
from app.shell import forms, i18n
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.casework import calendar, service
from regulation.law.citation import PENALTY_LAW
from regulation.penalties import debts, decisions, queries, queries_hearing
from regulation.penalties.actions import doors, money_papers
from regulation.penalties.rules import deadlines, routes
from regulation.penalties.rules import hearing as rules
from regulation.penalties.rules.violations import VIOLATIONS
from regulation.penalties.status import CASE_NAMES, CASE_TONES
from regulation.words import N_

Ask = Request[Any, Any, Any]
LETTERS = {"permission": Permission.FIRM_LETTERS}
DONE = {
    "state": N_("意见已提交，承办人员会逐条复核"),
    "ask_hearing": N_("已要求听证，时间和地点将提前通知"),
    "waive": N_("已登记"),
    "withdraw_hearing": N_("已撤回听证要求"),
    "name_agent": N_("代理人已登记"),
    "challenge_chair": N_("回避申请已提交，由负责人决定"),
    "receive_decision": N_("已签收，期限自今日起算"),
    "ask_plan": N_("申请已提交，结果将通知您"),
    "answer_demand": N_("意见已提交"),
}


async def routes_of(
    case: dict[str, Any], procedure: routes.Procedure = routes.Procedure.ORDINARY
) -> routes.Routes:
    """Where the party may go, by organ, procedure and day of the decision."""
    organ = await doors.organ_of(case["organ"])
    on = case["decided_on"] or clock.today()
    english = i18n.language() == i18n.ENGLISH
    reviewer, court = ((english and organ[f"{name}_en"]) or organ[name] for name in ("reviewer", "court"))
    return routes.routes(organ["code"], reviewer, court, procedure, on)


async def _shown(request: Ask, case_id: UUID, **extra: Any) -> Response[Any]:
    actor, today = actor_of(request), clock.today()
    case = await queries.own_case(actor, case_id)
    matters = [("penalty_case", case_id)]
    if case["correction_order"]:
        matters.insert(0, ("correction_order", case["correction_order"]))
    hearing_due = (
        deadlines.HEARING_REQUEST.due(case["notice_served_on"], await calendar.current()).due_on
        if case["notice_served_on"]
        else None
    )
    account = await debts.account(case, today) if case["served_on"] else None
    late = await performing.out_of_place(case, account, today)
    may_speak = case["status"] == "notified" and case["notice_served_on"] is not None
    context: dict[str, Any] = {
        "case": case,
        "here": f"/firm/cases/{case_id}",
        "status": _(CASE_NAMES[case["status"]]),
        "tone": CASE_TONES[case["status"]],
        "violation": views.explained(VIOLATIONS[case["violation"]]),
        "summary": views.summary(
            queries.proposal_of(case) if case["decided_on"] else queries.noticed_of(case)
        ),
        # What is to be paid and until when has its own place; an instalment that was missed has moved the day.
        "chips": await views.clock_chips(
            case_id, only=views.PARTYS - ({"payment"} if account is not None else set())
        ),
        "papers": await views.papers(*matters, addressed_to=case["firm"]),
        "statements": await queries.statements(case_id),
        "account": account,
        "may_speak": may_speak,
        "performed": await performing.shown(decisions.of_case(case), account, today),
        "more": [await provider(case, actor) for provider in case_sections.PROVIDERS],
        "may_receive": case["status"] == "decided"
        and await service.may_serve_electronically(case["firm"], today),
        "receive_cited": PENALTY_LAW.article(61, 2),
        "may_ask_plan": account is not None and not late.get("ask_plan", True),
        "may_answer": account is not None and not late.get("answer_demand", True),
        "plan_cited": PENALTY_LAW.article(66, 2),
        "waits": case["status"] == "served"
        and any(not each["announced"] for each in await money_papers.unserved(case_id))
        and await service.may_serve_electronically(case["firm"], today),
        "routes": await routes_of(case),
        "may_ask": may_speak
        and bool(case["hearing_ground"])
        and case["hearing_asked_on"] is None
        and hearing_due is not None
        and today <= hearing_due,
        **await _hearing(case),
        "cited": PENALTY_LAW.article(45),
        "hearing_cited": PENALTY_LAW.article(63),
        "accepts": shapes.PAPERS,
        "stopped": None,
        "values": {},
        "errors": {},
        "status_code": 200,
        **extra,
    }
    return page(
        "penalties/party.html",
        request,
        breadcrumbs=[(_("处罚和缴款"), "/firm/cases"), (case["number"], None)],
        **context,
    )


async def _hearing(case: dict[str, Any]) -> dict[str, Any]:
    """The party's hearing, and what the party may do about it now."""
    found = [each for each in await queries_hearing.hearings(case["id"]) if each["status"] != "void"]
    hearing = found[-1] if found else None
    status = hearing["status"] if hearing and case["status"] == "notified" else ""
    names = views.words(rules.HEARING_NAMES)
    return {
        "hearing": hearing,
        "hearing_name": names[hearing["status"]] if hearing else "",
        "closed": views.words(rules.CLOSED_GROUNDS).get(hearing["closed_ground"], "") if hearing else "",
        "may_change_hearing": status in {"asked", "called"},
        "may_name_agent": status in {"asked", "called"} and len(hearing["agents"] if hearing else ()) < 2,
        "may_challenge": status == "called" and not case["hearing_challenged"],
        "outcome": await queries_hearing.outcome(case["id"]),
        "agent_cited": PENALTY_LAW.article(64, 1, 5),
    }


@get("/firm/cases/{case_id:uuid}", opt=LETTERS, include_in_schema=False)
async def case(request: Ask, case_id: UUID) -> Response[Any]:
    """A case against one's own firm, from the notice on."""
    return await _shown(request, case_id)


@post(
    "/firm/cases/{case_id:uuid}/{act:str}",
    opt=LETTERS,
    include_in_schema=False,
    request_max_body_size=shapes.LARGEST,
)
async def speak(request: Ask, case_id: UUID, act: str) -> Response[Any]:
    """State and defend, ask for a hearing, or say no more."""
    await queries.own_case(actor_of(request), case_id)
    if act not in acts.PARTY:
        raise errors.NotFound
    form, problems, raw = await forms.parse(acts.CASE_ACTS[act].form, request)
    if form is not None:
        try:
            await acts.run(acts.CASE_ACTS[act], case_id, form, actor_of(request))
        except errors.Invalid as refusal:
            problems = answers.field_words(refusal)
        except errors.AlreadyMoved:
            raise
        except errors.Refused as refusal:
            # What was typed on a phone stays in the form, below what the law says to it.
            said = (answers.words(refusal), refusal.citation)
            return await _shown(request, case_id, values=raw, stopped=said, status_code=409)
        else:
            flash(request, _(DONE[act]))
            return redirect(f"/firm/cases/{case_id}")
    return await _shown(request, case_id, values=raw, errors=problems, status_code=422)


HANDLERS = [case, speak]

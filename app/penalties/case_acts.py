"""The page of every act of a case: what it does, the article, the paper that will be issued, the form."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post

from app import clock
from app import errors as answers
from app.access.guards import actor_of
from app.access.permissions import Permission
from app.penalties import (
    acts,
    considering,
    evidence_views,
    hearing_views,
    law_views,
    offers,
    packages,
    performing,
    publicity_views,
    views,
)
from app.penalties import forms as shapes
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.accounts import people
from regulation.casework import service as services
from regulation.penalties import debts, decisions, papers_ending, permissions, queries, queries_hearing
from regulation.penalties.actions import decision, doors, money_papers, notice, performance, victims
from regulation.penalties.rules import benchmarks, hearing, review
from regulation.penalties.rules.violations import MEASURE_NAMES, VIOLATIONS, Measure
from regulation.penalties.status import (
    ACT_NAMES,
    EVIDENCE,
    HEARING_OFFICES,
    MITIGATIONS,
    SPARING,
    STEPS,
)
from regulation.penalties.status_evidence import FORMS
from regulation.roles import ROLE_NAMES, Role
from reports.documents import registry

Ask = Request[Any, Any, Any]
HANDLE = {"permission": Permission.CASES_HANDLE}
DECIDE = {"permission": Permission.CASES_DECIDE}
REVIEW = {"permission": Permission.CASES_REVIEW}
READ = {"permission": Permission.CASES_READ}
DRAFT_NUMBER = "（草稿，未编号）"


async def _case(request: Ask, case_id: UUID, family: str, act: str) -> dict[str, Any]:
    """The case, if this act stands under this address and may be taken now. Raises what stops it."""
    actor = actor_of(request)
    found = await queries.visible_case(actor, case_id)
    if act not in acts.FAMILIES[family]:
        raise errors.NotFound
    if act in {"extend", "serve_outcome", *performing.EVENTS}:
        permissions.check_office(actor, found, {*actor.roles}, set())
    else:
        permissions.check_can_take(actor, found, act)
    if act == "pay":
        performance.check_owes(await debts.account(found, clock.today()))
    if act in performing.ACTS:
        account = await debts.account(found, clock.today()) if found["served_on"] else None
        if (await performing.out_of_place(found, account, clock.today())).get(act):
            raise errors.AlreadyMoved
    return found


async def draft(case: dict[str, Any], act: str) -> tuple[str, dict[str, Any]] | None:
    """Kind and content of the paper that the act would issue now; None for acts without one or not ready for it."""
    today = clock.today()
    if act == "notify":
        ground = await notice.hearing_ground(case, today)
        return "prior_notice", await notice.notice_paper(case, ground, today)
    if act == "handle" and (found := await queries_hearing.handling(case["id"])):
        organ = await doors.organ_of(case["organ"])
        evidence = await queries.standing_evidence(case["id"])
        return "handling_decision", papers_ending.handling(
            organ, case, found, evidence, await queries_hearing.statements(case), today
        )
    if act == "decide" and not await decision.missing(case, today):
        return "penalty_decision", await decision.decision_paper(
            case, await decision.default_class(case, today), today
        )
    return None


async def _values(case: dict[str, Any], act: str) -> dict[str, Any]:
    """What a form starts with."""
    today = clock.today()
    known: dict[str, dict[str, Any]] = {
        "confirm_address": {"address": case["party"].get("address", ""), "confirmed_on": today},
        "report": await _report_values(case) if act == "report" else {},
        "consider": considering.values(case),
        "amend": considering.values(case),
        "ask_hearing": {"asked_on": today, "how": "written", "by": case["party"].get("representative", "")},
        "call_hearing": {"clock_time": "09:30"},
        "discuss": {"held_on": today},
        "add_evidence": evidence_views.new_values(case),
        "hold_hearing": {"held_on": case["hearing_on"] or today},
        "decide": await _decision_values(case, today) if act == "decide" else {},
    }
    return {"served_on": today, "method": "direct", "paid_on": today, **known.get(act, {})}


async def _report_values(case: dict[str, Any]) -> dict[str, Any]:
    """The facts as they are known; where the article orders sums given back, the sum of the list."""
    start = {"facts": case["facts"] or case["cause"], "discretion": case["discretion"]}
    if VIOLATIONS[case["violation"]].refunds:
        start["refunded"] = (await victims.counted(case["id"])).paid
    return start


async def _decision_values(case: dict[str, Any], today: date) -> dict[str, Any]:
    """The class by the rule; where the benchmark's line has a milder one, that one with the decree as its reason."""
    by_rule = await decision.default_class(case, today)
    weighed = case.get("weighing") or {}
    if weighed.get("tier_months") is None:
        return {"seriousness": str(by_rule)}
    chosen = benchmarks.class_of(weighed["tier_months"], by_rule)
    reason = (
        ""
        if chosen is by_rule
        else f"依照裁量基准（{weighed['decree_number']}）“{weighed['tier']}”一项所定的公示期"
    )
    return {"seriousness": str(chosen), "reason": reason}


async def _shown(request: Ask, case: dict[str, Any], family: str, act: str, **extra: Any) -> Response[Any]:
    actor, today = actor_of(request), clock.today()
    drafted = await draft(case, act)
    publicity = await publicity_views.of_case(case) if act in publicity_views.PUBLICITY else None
    presiders = await _presiders(case, today) if act == "call_hearing" else []
    context: dict[str, Any] = {
        "case": case,
        "act": act,
        "family": family,
        "label": _(ACT_NAMES[act]),
        "explained": _(acts.CASE_ACTS[act].explained),
        "is_grave": acts.CASE_ACTS[act].is_grave,
        "cites": STEPS[act].cites if act in STEPS else performing.CITES.get(act, ()),
        "violation": views.explained(VIOLATIONS[case["violation"]]),
        "paper": drafted[1] if drafted else None,
        "title": _(registry.name(drafted[0])) if drafted else "",
        "missing": offers.missing(actor, case, await decision.missing(case, today))
        if act == "decide"
        else [],
        "report": await law_views.for_report(case, today) if act == "report" else None,
        "lighter": await considering.choices(case, today) if act in {"consider", "amend"} else None,
        "law": await law_views.section(actor, case, today) if act in {"review", "decide"} else None,
        "publicity": publicity,
        "account": await debts.account(case, today) if case["served_on"] else None,
        "statements": await considering.shown(case) if act == "consider" else [],
        "performing_acts": {"serve_decision", *performing.ACTS},
        "methods": views.choices(services.BY_OFFICIALS),
        "method_hints": [_(each) for each in performing.METHOD_HINTS.values()],
        "performed": await performing.shown(decisions.of_case(case), await debts.account(case, today), today)
        if act in performing.ACTS and case["served_on"]
        else {},
        "unserved_papers": [
            (str(each["id"]), f"{_(registry.name(each['kind']))} {each['number']}")
            for each in await money_papers.unserved(case["id"])
        ]
        if act == "serve_paper"
        else [],
        "kinds": views.choices(EVIDENCE),
        "forms_of": views.choices(FORMS),
        "takers": await evidence_views.takers(case) if act == "add_evidence" else [],
        "mitigations": views.choices(MITIGATIONS),
        "noticed_measures": [(each, _(MEASURE_NAMES[Measure(each)])) for each in case["measures"]],
        "grounds": views.choices(SPARING),
        "classes": views.classes(),
        "presiders": presiders,
        "reviewed": await _reviewed(case, today) if act in {"review", "discuss", "amend"} else None,
        **hearing_choices(),
        "accepts": shapes.PAPERS,
        "stopped": None,
        "values": await _values(case, act),
        "errors": {},
        "status_code": 200,
        **extra,
    }
    if publicity is not None:
        context["typed"] = publicity_views.typed(context["values"], publicity["found"])
    return page(
        "penalties/case_act.html",
        request,
        breadcrumbs=[
            (_("案件"), "/desk/cases"),
            (case["number"], f"/desk/cases/{case['id']}"),
            (_(ACT_NAMES[act]), None),
        ],
        actor_number=actor.number,
        **context,
    )


async def _presiders(case: dict[str, Any], today: date) -> list[tuple[str, str]]:
    """Officials of the organ who did not investigate, to preside and to record."""
    investigators = {case["handler"], case["officer_a"], case["officer_b"], case["reviewer"]}
    found = {
        str(each["person"]): f"{each['name']}（{_(ROLE_NAMES[Role(each['role'])])}）"
        for each in await people.officials(case["organ"], today=today)
        if Role(each["role"]) in HEARING_OFFICES and each["person"] not in investigators
    }
    return list(found.items())


async def _reviewed(case: dict[str, Any], today: date) -> dict[str, Any]:
    """What reviewer and heads look at: the proposal, its basis, what earlier reviews asked for."""
    grounds = await queries_hearing.review_grounds(
        case, today, fine_without_gains=queries.has_fine_without_gains(case)
    )
    known = views.words(review.GROUNDS)
    shown = await hearing_views.of_case(case)
    return {
        "grounds": [known[each] for each in grounds],
        "summary": views.summary(queries.proposal_of(case)),
        "reviews": shown["reviews"],
        "discussions": shown["discussions"],
        "statements": await queries.statements(case["id"]),
        "hearing_report": next(
            (each["opinion"] for each in reversed(shown["hearings"]) if each["opinion"]), ""
        ),
    }


def hearing_choices() -> dict[str, list[tuple[str, str]]]:
    """The choices of the acts around hearing, review and outcome."""
    return {
        "hows": [each for each in views.choices(hearing.ASKED_HOW) if each[0] != "online"],
        "closed_grounds": views.choices(hearing.CLOSED_GROUNDS),
        "challenge_answers": [("granted", _("准予回避")), ("refused", _("不准回避"))],
        "adoptions": considering.adoptions(),
        "heads": views.choices(review.HEADS),
        "review_outcomes": views.choices(review.OUTCOMES),
        "stated_grounds": [
            each for each in views.choices(review.GROUNDS) if each[0] in {"public_interest", "complicated"}
        ],
        "conclusions": views.choices(review.CONCLUSIONS),
    }


async def _take(request: Ask, case_id: UUID, family: str, act: str) -> Response[Any]:
    found = await _case(request, case_id, family, act)
    shape = (await considering.form(found)) if act == "consider" else acts.CASE_ACTS[act].form
    form, problems, raw = await forms.parse(shape, request)
    if form is not None:
        try:
            await acts.run(acts.CASE_ACTS[act], case_id, form, actor_of(request))
        except errors.Invalid as refusal:
            problems = answers.field_words(refusal)
        except errors.AlreadyMoved:
            raise
        except errors.Refused as refusal:
            # Long texts were typed: what the law stops stands above them, and nothing is typed twice.
            said = (answers.words(refusal), refusal.citation)
            return await _shown(request, found, family, act, values=raw, stopped=said, status_code=409)
        else:
            flash(request, _("已办理：%(act)s", act=_(ACT_NAMES[act])))
            return redirect(f"/desk/cases/{case_id}")
    return await _shown(request, found, family, act, values=raw, errors=problems, status_code=422)


@get("/desk/cases/{case_id:uuid}/handle/{act:str}", opt=HANDLE, include_in_schema=False)
async def handle_page(request: Ask, case_id: UUID, act: str) -> Response[Any]:
    """An act of the handling clerk, before it is taken."""
    return await _shown(request, await _case(request, case_id, "handle", act), "handle", act)


@post(
    "/desk/cases/{case_id:uuid}/handle/{act:str}",
    opt=HANDLE,
    include_in_schema=False,
    request_max_body_size=shapes.LARGEST,
)
async def handle(request: Ask, case_id: UUID, act: str) -> Response[Any]:
    """Take it."""
    return await _take(request, case_id, "handle", act)


@get("/desk/cases/{case_id:uuid}/decide/{act:str}", opt=DECIDE, include_in_schema=False)
async def decide_page(request: Ask, case_id: UUID, act: str) -> Response[Any]:
    """An act of the deciding official, before it is taken."""
    return await _shown(request, await _case(request, case_id, "decide", act), "decide", act)


@post("/desk/cases/{case_id:uuid}/decide/{act:str}", opt=DECIDE, include_in_schema=False)
async def decide(request: Ask, case_id: UUID, act: str) -> Response[Any]:
    """Take it."""
    return await _take(request, case_id, "decide", act)


@get("/desk/cases/{case_id:uuid}/review/{act:str}", opt=REVIEW, include_in_schema=False)
async def review_page(request: Ask, case_id: UUID, act: str) -> Response[Any]:
    """An act of the legal reviewer, before it is taken."""
    return await _shown(request, await _case(request, case_id, "review", act), "review", act)


@post("/desk/cases/{case_id:uuid}/review/{act:str}", opt=REVIEW, include_in_schema=False)
async def take_review(request: Ask, case_id: UUID, act: str) -> Response[Any]:
    """Take it."""
    return await _take(request, case_id, "review", act)


@get("/desk/cases/{case_id:uuid}/hear/{act:str}", opt=READ, include_in_schema=False)
async def hear_page(request: Ask, case_id: UUID, act: str) -> Response[Any]:
    """An act of whoever presides at the hearing or heads the organ, before it is taken."""
    return await _shown(request, await _case(request, case_id, "hear", act), "hear", act)


@post(
    "/desk/cases/{case_id:uuid}/hear/{act:str}",
    opt=READ,
    include_in_schema=False,
    request_max_body_size=shapes.LARGEST,
)
async def hear(request: Ask, case_id: UUID, act: str) -> Response[Any]:
    """Take it."""
    return await _take(request, case_id, "hear", act)


@get(
    "/desk/cases/{case_id:uuid}/draft/{act:str}",
    opt={"permission": Permission.CASES_READ},
    include_in_schema=False,
)
async def draft_pdf(request: Ask, case_id: UUID, act: str) -> Response[bytes]:
    """The paper as it would be printed now, without number and code: nothing is issued by looking at it."""
    found = await queries.visible_case(actor_of(request), case_id)
    expected = {"notify": "reported", "decide": "heard", "handle": "heard"}
    drafted = await draft(found, act) if found["status"] == expected.get(act) else None
    if drafted is None:
        raise errors.NotFound
    kind, snapshot = drafted
    content = await registry.printed(kind, snapshot, number=DRAFT_NUMBER)
    return Response(
        content,
        media_type="application/pdf",
        headers={"Content-Disposition": 'inline; filename="draft.pdf"', "Cache-Control": "no-store"},
    )


@get(
    "/desk/cases/{case_id:uuid}/court.zip",
    opt={"permission": Permission.CASES_READ},
    include_in_schema=False,
)
async def court_package(request: Ask, case_id: UUID) -> Response[bytes]:
    """Everything that goes to the court in one file: the application, the papers, the evidence, in the order of the list."""
    found = await queries.visible_case(actor_of(request), case_id)
    content = await packages.of_court(decisions.of_case(found))
    return Response(
        content,
        media_type="application/zip",
        headers={
            "Content-Disposition": 'attachment; filename="court.zip"',
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-store",
        },
    )


HANDLERS = [
    court_package,
    handle_page,
    handle,
    decide_page,
    decide,
    review_page,
    take_review,
    hear_page,
    hear,
    draft_pdf,
]

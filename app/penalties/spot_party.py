"""What was decided against one's own firm: the list of its cases and fines, and the page of a penalty on the spot."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post

from app import clock
from app import errors as answers
from app.access.guards import actor_of, firm_of
from app.access.permissions import Permission
from app.penalties import case_sections, party, performing, views
from app.penalties import forms as shapes
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.render import flash, page, redirect
from regulation import errors
from regulation.casework import service
from regulation.law.citation import PENALTY_LAW, RECONSIDERATION_LAW
from regulation.penalties import debts, decisions, queries, queries_spot
from regulation.penalties.actions import money_papers
from regulation.penalties.rules import summary as rules
from regulation.penalties.rules.routes import Procedure
from regulation.penalties.rules.violations import VIOLATIONS
from regulation.penalties.status import CASE_NAMES, CASE_TONES, CaseStatus
from regulation.words import N_

Ask = Request[Any, Any, Any]
Row = dict[str, Any]
LETTERS = {"permission": Permission.FIRM_LETTERS}
#: What the party itself may say here.
SPEAKS = frozenset({"ask_plan", "answer_demand"})
#: How the money of a decision on the spot stands, for the party: word and tone.
STANDING = {
    "nothing": (N_("无须缴款"), "neutral"),
    "paid": (N_("已缴清"), "done"),
    "late": (N_("已经逾期"), "bad"),
    "open": (N_("待缴款"), "warn"),
    "quashed": (N_("决定已被撤销"), "neutral"),
}


def standing(spot: Row, account: debts.Account) -> str:
    """How its money stands today: a key of `STANDING`."""
    due = debts.payable(account, clock.today())
    if spot["status"] == "quashed":
        return "quashed"
    if not spot["fine"]:
        return "nothing"
    if due is None:
        return "paid"
    return "late" if due.is_late else "open"


async def _listed(firm_id: UUID) -> list[Row]:
    """Cases from their notice on and decisions on the spot, the newest first."""
    titles = views.violation_words()
    _orders, cases = await queries.of_firm(firm_id)
    today = clock.today()
    rows = [
        {
            "url": f"/firm/cases/{each['id']}",
            "number": each["decision_number"] or each["number"],
            "what": titles[each["violation"]],
            "kind": _("行政处罚案件"),
            "penalty": views.summary(queries.proposal_of(each)) if each["decided_on"] else "",
            "on": each["decided_on"] or each["notice_served_on"],
            "left": (await debts.account(each, today)).left if each["status"] == CaseStatus.SERVED else None,
            "status": _(CASE_NAMES[CaseStatus(each["status"])]),
            "tone": CASE_TONES[CaseStatus(each["status"])],
        }
        for each in cases
        if each["notice_served_on"] is not None
    ]
    for each in await queries_spot.of_firm(firm_id):
        account = await debts.account(each, today)
        word, tone = STANDING[standing(each, account)]
        rows.append(
            {
                "url": f"/firm/spot/{each['id']}",
                "number": each["number"],
                "what": titles[each["violation"]],
                "kind": _("当场处罚"),
                "penalty": views.summary(decisions.proposal_of(each)),
                "on": each["decided_on"],
                "left": account.left if each["fine"] and each["status"] != "quashed" else None,
                "status": _(word),
                "tone": tone,
            }
        )
    return sorted(rows, key=lambda each: (each["on"], each["number"]), reverse=True)


@get(["/firm/cases", "/firm/spot"], opt=LETTERS, include_in_schema=False)
async def listed(request: Ask) -> Response[Any]:
    """Everything that was proposed or decided against the firm, one list."""
    return page(
        "penalties/party_list.html",
        request,
        rows=await _listed(firm_of(request)),
        breadcrumbs=[(_("机构服务"), "/firm"), (_("处罚和缴款"), None)],
    )


async def _shown(request: Ask, spot_id: UUID, **extra: Any) -> Response[Any]:
    actor, today = actor_of(request), clock.today()
    spot = await queries_spot.own(actor, spot_id)
    account = await debts.account(spot, today)
    word, tone = STANDING[standing(spot, account)]
    waiting = await performing.in_place(spot, account, today) if spot["is_served"] else set()
    context: Row = {"stopped": None, "values": {}, "errors": {}, "status_code": 200, **extra}
    return page(
        "penalties/spot_party.html",
        request,
        spot=spot,
        case=spot | {"status": "served" if spot["is_served"] else "quashed"},
        here=f"/firm/spot/{spot_id}",
        status=_(word),
        tone=tone,
        violation=views.explained(VIOLATIONS[spot["violation"]]),
        summary=views.summary(decisions.proposal_of(spot)),
        collecting=views.words(rules.COLLECTING).get(spot["collecting"], ""),
        # What is to be paid and until when has its own place.
        chips=await views.clock_chips(spot_id, only=views.PARTYS - {"payment"}),
        papers=await views.papers(("spot_penalty", spot_id), addressed_to=spot["firm"]),
        account=account,
        performed=await performing.shown(spot, account, today),
        more=[await provider(spot, actor) for provider in case_sections.ON_THE_SPOT],
        routes=await party.routes_of(spot, Procedure.ON_THE_SPOT),
        review_first=RECONSIDERATION_LAW.article(23, 1, 1),
        plan_cited=PENALTY_LAW.article(66, 2),
        may_answer="answer_demand" in waiting,
        may_ask_plan="ask_plan" in waiting,
        waits=spot["is_served"]
        and any(not each["announced"] for each in await money_papers.unserved(spot_id))
        and await service.may_serve_electronically(spot["firm"], today),
        breadcrumbs=[(_("处罚和缴款"), "/firm/cases"), (spot["number"], None)],
        **context,
    )


@get("/firm/spot/{spot_id:uuid}", opt=LETTERS, include_in_schema=False)
async def one(request: Ask, spot_id: UUID) -> Response[Any]:
    """A decision on the spot against one's own firm: what is owed today and until when, where it may be contested."""
    return await _shown(request, spot_id)


@post(
    "/firm/spot/{spot_id:uuid}/{act:str}",
    opt=LETTERS,
    include_in_schema=False,
    request_max_body_size=shapes.LARGEST,
)
async def speak(request: Ask, spot_id: UUID, act: str) -> Response[Any]:
    """Ask for deferral or instalments, answer a demand."""
    actor = actor_of(request)
    await queries_spot.own(actor, spot_id)
    if act not in SPEAKS:
        raise errors.NotFound
    form, problems, raw = await forms.parse(performing.ACTS[act].form, request)
    if form is not None:
        try:
            await performing.ACTS[act].run(spot_id, **dict(form), actor=actor, now=clock.now())
        except errors.Invalid as refusal:
            problems = answers.field_words(refusal)
        except errors.AlreadyMoved:
            raise
        except errors.Refused as refusal:
            said = (answers.words(refusal), refusal.citation)
            return await _shown(request, spot_id, values=raw, stopped=said, status_code=409)
        else:
            flash(request, _(party.DONE[act]))
            return redirect(f"/firm/spot/{spot_id}")
    return await _shown(request, spot_id, values=raw, errors=problems, status_code=422)


HANDLERS = [listed, one, speak]

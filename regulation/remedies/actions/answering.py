"""The written answer with its list of evidence, and when the body hears the parties."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from regulation import database
from regulation.casework import clocks, documents, numbering, service
from regulation.law import beijing
from regulation.penalties import decisions
from regulation.penalties import papers as case_papers
from regulation.penalties import queries as cases
from regulation.penalties.actions import doors as case_doors
from regulation.penalties.rules.violations import VIOLATIONS
from regulation.penalties.status import EVIDENCE
from regulation.remedies import queries
from regulation.remedies.actions import doors
from regulation.remedies.status import OUTCOME_NAMES, Outcome, Way

if TYPE_CHECKING:
    from datetime import date, datetime

    from regulation.actor import Actor
    from regulation.penalties.rules.fines import Proposal

Row = dict[str, Any]
#: Papers of the case that show its procedure, with what they prove.
_SHOWS = {
    "order_to_correct": "责令改正",
    "prior_notice": "事先告知拟作出的处罚和权利",
    "case_hearing_record": "举行听证的情况",
    "legal_review_opinion": "法制审核",
    "discussion_minutes": "集体讨论",
    "penalty_decision": "被诉处罚决定",
    "service_receipt": "文书送达",
}
#: The same of a penalty on the spot, but for the decision itself.
_SHOWS_ON_THE_SPOT = {
    "payment_notice": "告知缴款的期限和方式",
    "deferral_decision": "延期、分期缴纳罚款",
    "surcharge_decision": "加处罚款",
    "demand_notice": "催告履行",
    "service_receipt": "文书送达",
}


async def answer_paper(remedy: Row, *, request: str, reasons: str, today: date) -> Row:
    """What the answer says: facts, basis, procedure, and everything the decision rested on.

    At second instance also what the first was told and said, and what came into the file since.
    """
    decision = await decisions.by_id(remedy["matter_id"])
    organ = await case_doors.organ_of(decision["organ"])
    said = await (_on_the_spot(decision) if decisions.is_spot(decision) else _of_case(decision))
    first = await queries.first_instance(remedy["id"])
    return {
        "organ": case_papers.organ_block(organ),
        "issued_on": today,
        "is_suit": remedy["way"] == Way.SUIT,
        "body": remedy["body"],
        "body_number": remedy["body_number"] or "案号待告知",
        "applicant": decision["party"],
        "decision_number": decision["decision_number"],
        "decided_on": decision["decided_on"],
        "content": case_papers.summary(said.content),
        "received_on": remedy["received_on"],
        "due_on": remedy["answer_due_on"],
        "facts": case_papers.lines(decision["facts"]),
        "basis": case_papers.articles(VIOLATIONS[decision["violation"]].basis),
        "procedure": [*said.procedure, *(_first_said(first) if first else [])],
        "reasons": reasons,
        "request": request,
        "evidence": [*said.evidence, *(await _of_first(first) if first else [])],
        "judgment": {
            "court": first["body"],
            "number": first["outcome_number"],
            "decided_on": first["decided_on"],
            "outcome": _judged(first),
        }
        if first
        else None,
    }


@dataclass(frozen=True, slots=True)
class _Said:
    """What a decision of either kind rests on."""

    content: Proposal
    procedure: list[str]
    evidence: list[Row]


async def _served(paper: Row) -> list[str]:
    return [
        f"{case_papers.day(each['served_on'])}送达{paper['number']}（{service.METHODS[each['method']]}）；"
        for each in await service.of(paper["id"])
    ]


async def _of_case(case: Row) -> _Said:
    """The evidence that stands and the papers of the procedure."""
    procedure = [f"{case_papers.day(case['opened_on'])}立案；"]
    listed: list[Row] = [
        {"name": each["title"], "kind": EVIDENCE[each["kind"]], "proves": "认定的事实"}
        for each in await cases.standing_evidence(case["id"])
    ]
    for paper in await documents.of_matter("penalty_case", case["id"]):
        if shows := _SHOWS.get(paper["kind"]):
            listed.append({"name": shows, "kind": "程序文书", "number": paper["number"], "proves": shows})
            procedure += await _served(paper)
    return _Said(decisions.proposal_of(case), procedure, listed)


async def _on_the_spot(spot: Row) -> _Said:
    """The paper that was handed over proves nearly everything; beside it the certificates, the receipt, the later papers."""
    number, on = spot["number"], case_papers.day(spot["decided_on"])
    officers = "、".join(f"{each['name']}（执法证号{each['certificate']}）" for each in spot["officers"])
    signed = "当事人签收" if spot["is_signed"] else spot["signature_note"].rstrip("。；")
    procedure = [
        f"{on}，执法人员{officers}在{spot['place']}查明违法事实；",
        "作出决定前告知当事人拟作出的处罚内容及事实、理由、依据和依法享有的陈述、申辩权利；",
        f"当事人的陈述、申辩：{spot['defence'].rstrip('。；')}；",
        f"当场作出{number}并交付当事人，{signed}；",
    ]
    if spot["filed_on"]:
        procedure.append(f"{case_papers.day(spot['filed_on'])}报本机关备案；")
    listed = [
        {
            "name": "当场行政处罚决定书",
            "kind": "程序文书",
            "number": number,
            "proves": "被诉处罚决定和认定的事实",
        },
        *(
            {
                "name": f"{each['name']}的执法证",
                "kind": EVIDENCE["document"],
                "number": each["certificate"],
                "proves": "两名执法人员具有行政执法资格",
            }
            for each in spot["officers"]
        ),
        {
            "name": "当事人陈述、申辩的记录",
            "kind": EVIDENCE["party"],
            "number": number,
            "proves": "告知并听取当事人的意见",
        },
        {
            "name": "当事人签收" if spot["is_signed"] else "拒绝签收的注明",
            "kind": "程序文书",
            "number": number,
            "proves": "决定书当场交付",
        },
    ]
    if spot["collecting"]:
        listed.append(
            {
                "name": "罚没专用票据",
                "kind": EVIDENCE["document"],
                "number": spot["receipt"],
                "proves": "当场收缴罚款",
            }
        )
    for paper in await documents.of_matter("spot_penalty", spot["id"]):
        if shows := _SHOWS_ON_THE_SPOT.get(paper["kind"]):
            listed.append({"name": shows, "kind": "程序文书", "number": paper["number"], "proves": shows})
            procedure += await _served(paper)
    return _Said(decisions.proposal_of(spot), procedure, listed)


def _first_said(first: Row) -> list[str]:
    judged = f"{first['body']}{first['outcome_number']}"
    return [f"{case_papers.day(first['decided_on'])}，{judged}一审判决：{_judged(first)}；"]


def _judged(first: Row) -> str:
    """What the first instance decided, as a court says it."""
    outcome = Outcome(first["outcome"])
    return "驳回原告的诉讼请求" if outcome is Outcome.UPHELD else OUTCOME_NAMES[outcome]


async def _of_first(first: Row) -> list[Row]:
    """The answer of the first instance, where there was one, and its judgment."""
    listed: list[Row] = []
    if first["answer_document"]:
        paper = await documents.by_id(first["answer_document"])
        listed.append(
            {
                "name": "一审答辩状",
                "kind": "诉讼文书",
                "number": paper["number"],
                "proves": "一审答辩和提交证据的情况",
            }
        )
    listed.append(
        {
            "name": "一审判决书",
            "kind": "诉讼文书",
            "number": first["outcome_number"],
            "proves": "一审裁判的结果",
        }
    )
    return listed


async def answer(remedy_id: UUID, *, request: str, reasons: str, actor: Actor, now: datetime) -> Row:
    """Answer in writing with the list of evidence; late answers are made too, and are marked late."""
    today = beijing.legal_day(now)
    asks, why = case_doors.said(request, "request"), case_doors.said(reasons, "reasons")
    async with database.unit_of_work():
        remedy = await doors.held(remedy_id, "answer", actor=actor)
        organ = await case_doors.organ_of(remedy["organ"])
        taken = await numbering.next_number(organ["code"], "remedy_answer", today.year)
        paper = await documents.issue(
            "remedy_answer",
            numbering.formatted(organ["short"], "人社答", today.year, taken),
            "remedy",
            remedy_id,
            await answer_paper(remedy, request=asks, reasons=why, today=today),
            organ_id=organ["id"],
            firm_id=None,
            now=now,
        )
        await clocks.meet(remedy_id, "answer", on=today)
        await doors.take(
            remedy,
            "answer",
            actor=actor,
            now=now,
            also={"answered_on": today, "answer_document": paper["id"]},
        )
    return paper


async def note_hearing(remedy_id: UUID, *, on: date, place: str, actor: Actor, now: datetime) -> None:
    """The body told when and where it hears the parties."""
    where = case_doors.said(place, "place", 2)
    async with database.unit_of_work():
        remedy = await doors.held(remedy_id, "note_hearing", actor=actor)
        await doors.take(remedy, "note_hearing", actor=actor, now=now, reason=where, also={"hearing_on": on})

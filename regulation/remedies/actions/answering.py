"""The written answer with its list of evidence, and when the body hears the parties."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from regulation import database
from regulation.casework import clocks, documents, numbering, service
from regulation.law import beijing
from regulation.penalties import papers as case_papers
from regulation.penalties import queries as cases
from regulation.penalties.actions import doors as case_doors
from regulation.penalties.rules.violations import VIOLATIONS
from regulation.penalties.status import EVIDENCE
from regulation.remedies.actions import doors
from regulation.remedies.status import Way

if TYPE_CHECKING:
    from datetime import date, datetime

    from regulation.actor import Actor

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


async def answer_paper(remedy: Row, *, request: str, reasons: str, today: date) -> Row:
    """What the answer says: facts, basis, procedure, and everything the decision rested on."""
    case = cases.read(await cases.case_row(remedy["case_id"]))
    organ = await case_doors.organ_of(case["organ"])
    violation = VIOLATIONS[case["violation"]]
    procedure, listed = [], []
    for each in await cases.standing_evidence(case["id"]):
        listed.append({"name": each["title"], "kind": EVIDENCE[each["kind"]], "proves": "认定的事实"})
    for paper in await documents.of_matter("penalty_case", case["id"]):
        shows = _SHOWS.get(paper["kind"])
        if shows is None:
            continue
        listed.append({"name": shows, "kind": "程序文书", "number": paper["number"], "proves": shows})
        for served in await service.of(paper["id"]):
            procedure.append(
                f"{case_papers.day(served['served_on'])}送达{paper['number']}（{service.METHODS[served['method']]}）；"
            )
    return {
        "organ": case_papers.organ_block(organ),
        "issued_on": today,
        "is_suit": remedy["way"] == Way.SUIT,
        "body": remedy["body"],
        "body_number": remedy["body_number"] or "案号待告知",
        "applicant": case["party"],
        "decision_number": case["decision_number"],
        "decided_on": case["decided_on"],
        "content": case_papers.summary(cases.proposal_of(case)),
        "received_on": remedy["received_on"],
        "due_on": remedy["answer_due_on"],
        "facts": case_papers.lines(case["facts"]),
        "basis": case_papers.articles(violation.basis),
        "procedure": [f"{case_papers.day(case['opened_on'])}立案；", *procedure],
        "reasons": reasons,
        "request": request,
        "evidence": listed,
    }


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

"""The decision of a penalty: what it waits for, what it says, who may decide it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from regulation import database, errors
from regulation.casework import calendar, clocks, decrees, documents, numbering
from regulation.casework import service as services
from regulation.integrity.status import FactKind
from regulation.law import beijing
from regulation.law.citation import CREDIT_REPAIR_MEASURES, PENALTY_LAW
from regulation.ledger import actions as ledger
from regulation.notices import actions as notices
from regulation.penalties import papers, papers_hearing, parameters, queries, queries_hearing, thresholds
from regulation.penalties.actions import accompanying, basis, doors
from regulation.penalties.actions.reporting import check_proposal
from regulation.penalties.rules import classes, deadlines, procedure

if TYPE_CHECKING:
    from datetime import date, datetime

    from regulation.actor import Actor

Row = dict[str, Any]
#: From mild to grave: a case may be classed milder than the rule says, with a reason, never graver.
_GRADES = (FactKind.PENALTY_MINOR, FactKind.PENALTY_GENERAL, FactKind.PENALTY_SERIOUS)


async def missing(case: Row, today: date) -> list[Any]:
    """What still stands between the case and its decision, each with its article."""
    return procedure.missing_before_decision(await queries.progress(case), today)


async def decision_paper(case: Row, seriousness: FactKind, today: date) -> Row:
    """What the decision would say if it were made today: shown before it is made, and issued when it is."""
    organ = await doors.organ_of(case["organ"])
    served = await services.of(case["notice_document"])
    hearing = await queries_hearing.hearing(case)
    record_number = ""
    if hearing is not None and hearing["record_document"]:
        record_number = (await documents.by_id(hearing["record_document"]))["number"]
    noticed = await documents.by_id(case["notice_document"])
    order = None
    if case["correction_order"]:
        order = queries.read(
            await database.row("select * from correction_order where id = $1", case["correction_order"])
        )
    return papers.decision(
        organ,
        case,
        await queries.standing_evidence(case["id"]),
        queries.proposal_of(case),
        {
            "number": noticed["number"],
            "served_on": case["notice_served_on"],
            "method": services.METHODS[served[0]["method"]] if served else "",
        },
        order,
        str(seriousness),
        today,
    ) | {
        **papers_hearing.defence(case, await queries_hearing.statements(case)),
        "hearing": papers_hearing.heard(hearing, record_number, case["hearing_ground"]),
    }


async def default_class(case: Row, today: date) -> FactKind:
    """The class that the list in force, or else the rule, gives the penalty of a case."""
    # Before that day no list could be: an older decision has the class of its kind.
    listed = None
    if today >= classes.CLASSES.values[0].in_force_from:
        lists = await decrees.in_force(parameters.CLASSES, case["organ"], today)
        listed = lists.value.get(case["violation"])
    return classes.class_of(
        queries.proposal_of(case),
        today,
        listed,
        is_person=queries.is_person(case),
        threshold=await thresholds.threshold(case["organ"], today),
    )


async def decide(
    case_id: UUID,
    *,
    seriousness: FactKind | None = None,
    reason: str = "",
    actor: Actor,
    now: datetime,
) -> Row:
    """Decide the penalty: refused with its article while anything is missing; the paper."""
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        case = await doors.held_case(case_id, "decide", actor=actor, now=now)
        doors.refuse(next(iter(await missing(case, today)), None))
        proposal = queries.proposal_of(case)
        if not (proposal.fine or proposal.confiscated or proposal.measures):
            raise errors.Refused("没有拟作出的处罚，请决定不予处罚", citation=PENALTY_LAW.article(57, 1))
        await check_proposal(case, proposal, reviewed=case["reviewed_on"] is not None)
        # The reviewer may have read the article otherwise since the review passed.
        await basis.check_gains_read(case)
        grade = _graded(await default_class(case, today), seriousness, reason)
        paper_body = await decision_paper(case, grade, today)
        organ = await doors.organ_of(case["organ"])
        taken = await numbering.next_number(organ["code"], "penalty_decision", today.year)
        paper = await documents.issue(
            "penalty_decision",
            numbering.formatted(organ["short"], "人社罚决", today.year, taken),
            "penalty_case",
            case_id,
            paper_body,
            organ_id=organ["id"],
            firm_id=case["firm"],
            now=now,
        )
        await notices.tell_to_confirm(paper, now=now)
        await doors.take(
            case_id,
            "decide",
            actor=actor,
            now=now,
            reason=reason.strip(),
            data={
                "number": paper["number"],
                "fine": proposal.fine,
                "confiscated": proposal.confiscated,
                "measures": list(proposal.measures),
                "class": str(grade),
            },
            also={
                "decider": actor.person_id,
                "decider_name": actor.name,
                "decided_on": today,
                "decision_number": paper["number"],
                "decision_document": paper["id"],
                "seriousness": str(grade),
            },
        )
        await accompanying.issue(case_id, now=now)
        for kind in ("decision", "after_investigation"):
            await clocks.meet(case_id, kind, on=today)
        known = await calendar.current()
        periods = {"service": deadlines.SERVICE}
        if grade is not FactKind.PENALTY_MINOR:
            periods["publicity"] = deadlines.PUBLICITY
        for kind, period in periods.items():
            await clocks.start(
                "penalty_case", case_id, kind, period, today, calendar=known, organ_id=organ["id"]
            )
        await ledger.append(
            str(case_id),
            "penalty",
            "decide",
            actor=actor,
            now=now,
            prev_state=case["status"],
            private={
                "number": paper["number"],
                "party": case["party_name"],
                "content": papers.summary(proposal),
            },
        )
    return paper


def _graded(by_rule: FactKind, chosen: FactKind | None, reason: str) -> FactKind:
    grade = chosen or by_rule
    if grade not in _GRADES or _GRADES.index(grade) > _GRADES.index(by_rule):
        raise errors.Refused("失信类别不能重于规则得出的类别", citation=CREDIT_REPAIR_MEASURES.whole())
    if grade is not by_rule:
        doors.said(reason)
    return grade

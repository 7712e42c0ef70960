"""Legal review, collective discussion, and the four ways a case can be decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from regulation import database, errors
from regulation.casework import calendar, clocks, documents, numbering
from regulation.casework import service as services
from regulation.integrity.status import FactKind
from regulation.law import beijing
from regulation.law.citation import CREDIT_REPAIR_MEASURES, PENALTY_LAW
from regulation.ledger import actions as ledger
from regulation.notices import actions as notices
from regulation.penalties import papers, queries
from regulation.penalties.actions import basis, doors
from regulation.penalties.actions.opening import check_proposal
from regulation.penalties.rules import deadlines, procedure
from regulation.penalties.status import SPARING
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date, datetime

    from regulation.actor import Actor

Row = dict[str, Any]
#: From mild to grave: a case may be classed milder than the rule says, with a reason, never graver.
_GRADES = (FactKind.PENALTY_MINOR, FactKind.PENALTY_GENERAL, FactKind.PENALTY_SERIOUS)


async def review(case_id: UUID, *, opinion: str, actor: Actor, now: datetime) -> None:
    """The legal reviewer passes the case; a case that does not pass is returned with the reason."""
    said = doors.said(opinion, "opinion")
    async with database.unit_of_work():
        case = await doors.held_case(case_id, "review", actor=actor, now=now)
        await basis.check_gains_read(case)
        await doors.take(
            case_id,
            "review",
            actor=actor,
            now=now,
            reason=said,
            also={
                "reviewer": actor.person_id,
                "reviewed_on": beijing.legal_day(now),
                "review_opinion": said,
            },
        )


async def discuss(case_id: UUID, *, attendance: str, conclusion: str, actor: Actor, now: datetime) -> None:
    """Enter the minutes of the heads' discussion: at least three present, and what they concluded."""
    present = [each for each in attendance.replace("，", "、").replace(",", "、").split("、") if each.strip()]
    if len(present) < 3:
        raise errors.Invalid({"attendance": "集体讨论的参加人不少于三人，请逐一写明，以顿号分开"})
    said = doors.said(conclusion, "conclusion")
    async with database.unit_of_work():
        await doors.held_case(case_id, "discuss", actor=actor, now=now)
        await doors.take(
            case_id,
            "discuss",
            actor=actor,
            now=now,
            reason=said,
            data={"present": len(present)},
            also={
                "discussed_on": beijing.legal_day(now),
                "discussion": f"参加人：{'、'.join(each.strip() for each in present)}。结论：{said}",
            },
        )


async def missing(case: Row, today: date) -> list[Any]:
    """What still stands between the case and its decision, each with its article."""
    return procedure.missing_before_decision(await queries.progress(case), today)


async def decision_paper(case: Row, seriousness: FactKind, today: date) -> Row:
    """What the decision would say if it were made today: shown before it is made, and issued when it is."""
    organ = await doors.organ_of(case["organ"])
    served = await services.of(case["notice_document"])
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
    )


def default_class(case: Row, today: date) -> FactKind:
    """The class that the rule gives the penalty of a case."""
    return procedure.seriousness(queries.proposal_of(case), today)


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
        lacking = await missing(case, today)
        if lacking:
            doors.refuse(lacking[0])
        proposal = queries.proposal_of(case)
        if not (proposal.fine or proposal.confiscated or proposal.measures):
            raise errors.Refused("没有拟作出的处罚，请决定不予处罚", citation=PENALTY_LAW.article(57, 1))
        await check_proposal(case, proposal, reviewed=case["reviewed_on"] is not None)
        grade = _graded(default_class(case, today), seriousness, reason)
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


async def spare(case_id: UUID, *, ground: str, reason: str, actor: Actor, now: datetime) -> None:
    """Decide that no penalty is imposed, on one of the grounds of the law; the party is educated instead."""
    if ground not in SPARING:
        raise errors.Invalid({"ground": "请选择不予处罚的法定理由"})
    await _end(
        case_id,
        "spare",
        reason,
        actor=actor,
        now=now,
        also={"sparing": ground, "fine": 0, "confiscated": 0, "measures": [], "ground": "", "mitigation": ""},
    )


async def withdraw_opening(case_id: UUID, *, reason: str, actor: Actor, now: datetime) -> None:
    """Withdraw the opening: the breach was slight and has been corrected, or there was none."""
    await _end(case_id, "withdraw", reason, actor=actor, now=now)


async def transfer(case_id: UUID, *, receiver: str, reason: str, actor: Actor, now: datetime) -> None:
    """To the police or another competent body, with the receiver named."""
    to = doors.said(receiver, "receiver", 2)
    await _end(case_id, "transfer", f"{to}：{reason}" if reason.strip() else "", actor=actor, now=now)


async def _end(
    case_id: UUID, step: str, reason: str, *, actor: Actor, now: datetime, also: Row | None = None
) -> None:
    today = beijing.legal_day(now)
    why = doors.said(reason)
    async with database.unit_of_work():
        case = await doors.held_case(case_id, step, actor=actor, now=now)
        if case["notice_document"]:
            await documents.withdraw(case["notice_document"], now=now)
        await doors.take(
            case_id,
            step,
            actor=actor,
            now=now,
            reason=why,
            also={
                "end_reason": why,
                "ended_on": today,
                "decider": actor.person_id,
                "decider_name": actor.name,
                **(also or {}),
            },
        )
        await clocks.meet(case_id, "decision", on=today)
        for kind in ("investigation", "after_investigation", "statement", "hearing"):
            await clocks.stop(case_id, kind, reason=N_("案件已终结"))
        await ledger.append(
            str(case_id),
            "penalty",
            step,
            actor=actor,
            now=now,
            prev_state=case["status"],
            private={"reason": why},
        )

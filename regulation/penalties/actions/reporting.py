"""The investigation: its longer time, its report with what is proposed, and the way back to it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from regulation import database, errors
from regulation.casework import calendar, clocks, documents, numbering, record
from regulation.law import beijing
from regulation.law.citation import LABOUR_SUPERVISION_REGULATIONS, PENALTY_LAW
from regulation.penalties import papers, papers_procedure, permissions, queries, queries_party
from regulation.penalties.actions import basis, doors, hearing_doors, victims
from regulation.penalties.rules import deadlines, fines, jurisdiction
from regulation.penalties.rules import evidence as evidence_rules
from regulation.penalties.rules.violation import AGENCIES
from regulation.penalties.rules.violations import VIOLATIONS, Capacity, Measure
from regulation.penalties.status import MITIGATIONS, STEPS, CaseStatus
from regulation.penalties.tables import PenaltyCase
from regulation.roles import Role
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import datetime

    from regulation.actor import Actor

Row = dict[str, Any]


async def extend_investigation(case_id: UUID, *, reason: str, actor: Actor, now: datetime) -> None:
    """The organ's head allows thirty working days more for a complicated labour supervision case, once."""
    why = doors.said(reason)
    async with database.unit_of_work():
        case = await queries.case_for_update(case_id)
        permissions.check_office(actor, case, {Role.DECIDER, Role.DIRECTOR}, await doors.kept_away(case, now))
        if case["status"] != CaseStatus.INVESTIGATING or not case["by_labour_supervision"]:
            raise errors.AlreadyMoved
        if await record.persons_of("penalty_case", case_id, "extend"):
            raise errors.Refused("调查期限只能延长一次", citation=LABOUR_SUPERVISION_REGULATIONS.article(17))
        known = await calendar.current()
        doors.refuse(
            jurisdiction.longer_investigation_refused(
                deadlines.INVESTIGATION.due(case["opened_on"], known).due_on, beijing.legal_day(now)
            )
        )
        await record.record_event(
            PenaltyCase,
            case_id,
            "extend",
            actor=actor,
            now=now,
            reason=why,
            cites=(LABOUR_SUPERVISION_REGULATIONS.article(17),),
        )
        await clocks.start(
            "penalty_case",
            case_id,
            "investigation",
            deadlines.EXTENDED_INVESTIGATION,
            case["opened_on"],
            calendar=known,
            organ_id=case["organ"],
        )


async def report(
    case_id: UUID,
    proposal: fines.Proposal,
    *,
    facts: str,
    discretion: str,
    serious_reason: str = "",
    mitigation_evidence: tuple[int, ...] = (),
    tier: str = "",
    outside_reason: str = "",
    other_act: str = "",
    actor: Actor,
    now: datetime,
) -> None:
    """End the investigation with facts, reasons and what is proposed; an empty proposal asks to spare the party."""
    today = beijing.legal_day(now)
    found = doors.said(facts, "facts", 10)
    async with database.unit_of_work():
        case = await doors.held_case(case_id, "report", actor=actor, now=now)
        await doors.check_reporter_unnamed(
            case["source_number"], case["correction_order"], facts=facts, discretion=discretion
        )
        if not evidence_rules.standing(await queries.pieces(case_id)):
            raise errors.Refused("没有证据，不能终结调查", citation=PENALTY_LAW.article(40))
        proposal = await basis.settled(case, proposal)
        ground = await check_proposal(case, proposal, reviewed=True)
        await basis.weigh(
            case,
            proposal,
            basis.Discretion(
                serious_reason=serious_reason,
                mitigation_evidence=mitigation_evidence,
                tier=tier,
                outside_reason=outside_reason,
                other_act=other_act,
            ),
            actor=actor,
            now=now,
        )
        await doors.take(
            case_id,
            "report",
            actor=actor,
            now=now,
            data={
                "fine": proposal.fine,
                "confiscated": proposal.confiscated,
                "measures": list(proposal.measures),
            },
            also={
                "reported_on": today,
                "facts": found,
                "discretion": doors.said(discretion, "discretion"),
                "ground": ground,
                **amounts(proposal),
            },
        )
        await clocks.meet(case_id, "investigation", on=today)
        await _report_paper(case_id, today, now)
        if case["by_labour_supervision"]:
            await clocks.start(
                "penalty_case",
                case_id,
                "after_investigation",
                deadlines.AFTER_INVESTIGATION,
                today,
                calendar=await calendar.current(),
                organ_id=case["organ"],
            )


async def _report_paper(case_id: UUID, today: date, now: datetime) -> None:
    """Issue the report of the investigation, for the file."""
    case = await queries.case_for_update(case_id)
    organ = await doors.organ_of(case["organ"])
    taken = await numbering.next_number(organ["code"], "investigation_report", today.year)
    await documents.issue(
        "investigation_report",
        numbering.formatted(organ["short"], "人社调", today.year, taken),
        "penalty_case",
        case_id,
        papers_procedure.report(
            organ,
            case,
            await queries.standing_evidence(case_id),
            papers.summary(queries.proposal_of(case)),
            today,
        ),
        organ_id=organ["id"],
        firm_id=None,
        now=now,
    )


async def check_proposal(case: Row, proposal: fines.Proposal, *, reviewed: bool = True) -> str:
    """Raise Refused unless the law allows it in this case; what lets the fine follow, empty without one.

    `reviewed`: whether the legal reviewer has spoken where a fine without gains is disputed; a mere
    proposal may still wait for that.
    """
    violation = VIOLATIONS[case["violation"]]
    basis.check_exact(proposal)
    if proposal.mitigation and proposal.mitigation not in MITIGATIONS:
        raise errors.Invalid({"mitigation": "请选择减轻处罚的法定理由"})
    order_refused = await basis.refused_order_of(case) == case["violation"]
    made = case.get("basis")
    held = await queries_party.held(case["firm"])
    counted = await victims.counted(case["id"])
    capacity = Capacity(made["capacity"]) if made else None
    if made is None and not violation.who <= AGENCIES | {Capacity.DISPATCHER}:
        # Nobody was asked as what the party acted, and others than licence holders may be meant.
        capacity = Capacity.AGENCY if Measure.REVOKE in held else Capacity.OTHER
    doors.refuse(fines.measures_refused(violation, proposal, order_refused=order_refused, capacity=capacity))
    doors.refuse(fines.revocation_refused(proposal, held=held))
    doors.refuse(fines.licence_refused(violation, proposal, held=held))
    doors.refuse(fines.serious_refused(violation, proposal))
    doors.refuse(fines.confiscation_refused(violation, proposal, counted.paid))
    doors.refuse(
        fines.refund_refused(violation, proposal, taken=counted.paid, left=counted.paid - counted.refunded)
    )
    if not proposal.fine:
        doors.refuse(
            fines.fine_left_out(violation, proposal, on=basis.law_on(case), order_refused=order_refused)
        )
        return ""
    doors.refuse(
        fines.fine_refused(
            violation, order_refused=order_refused, gains=proposal.gains, reviewed_no_gains=reviewed
        )
    )
    doors.refuse(fines.amount_refused(violation, proposal, on=basis.law_on(case)))
    return str(violation.ground)


def amounts(proposal: fines.Proposal) -> Row:
    """The columns of a proposal."""
    return {
        "fine": proposal.fine,
        "confiscated": proposal.confiscated,
        "refunded": proposal.refunded,
        "gains": proposal.gains,
        "heads": proposal.heads,
        "measures": [str(each) for each in proposal.measures],
        "mitigation": proposal.mitigation,
    }


#: What a case loses when it goes back to be investigated: the notice and all that followed it.
_FORGOTTEN: Row = {
    "reported_on": None,
    "noticed": None,
    "notice_document": None,
    "notice_served_on": None,
    "statement_due_on": None,
    "has_waived": False,
    "hearing_ground": "",
    "hearing_asked_on": None,
    "hearing_held_on": None,
    "considered_on": None,
    "consideration": "",
    "reviewer": None,
    "reviewed_on": None,
    "review_opinion": "",
    "discussed_on": None,
    "discussion": "",
}


async def take_back(case_id: UUID, *, reason: str, actor: Actor, now: datetime) -> None:
    """A transferred case that came back is investigated again, in the caller's transaction: what was told before is void."""
    case = await queries.case_for_update(case_id)
    permissions.check_office(actor, case, STEPS["take_back"].by, await doors.kept_away(case, now))
    await doors.take(
        case_id,
        "take_back",
        actor=actor,
        now=now,
        reason=reason,
        also={**_FORGOTTEN, "decider": None, "decider_name": "", "end_reason": "", "ended_on": None},
    )


async def return_case(case_id: UUID, *, reason: str, actor: Actor, now: datetime) -> None:
    """Back to the investigation: new facts need a new notice, so the old one is withdrawn."""
    why = doors.said(reason)
    async with database.unit_of_work():
        case = await doors.held_case(case_id, "return", actor=actor, now=now)
        if case["notice_document"]:
            await documents.withdraw(case["notice_document"], now=now)
            await hearing_doors.void(case, now=now, reason=why)
        await doors.take(case_id, "return", actor=actor, now=now, reason=why, also=_FORGOTTEN)
        for kind in ("after_investigation", "statement", "hearing"):
            await clocks.stop(case_id, kind, reason=N_("退回补充调查"))
        await clocks.reopen(case_id, "investigation")

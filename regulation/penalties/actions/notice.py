"""Prior notice, statement and defence, hearing, and what the handler makes of them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.casework import attachments, calendar, clocks, documents, numbering
from regulation.law import beijing
from regulation.law.citation import PENALTY_LAW
from regulation.notices import actions as notices
from regulation.penalties import papers, queries
from regulation.penalties.actions import doors
from regulation.penalties.actions.opening import check_proposal
from regulation.penalties.rules import deadlines, fines, procedure
from regulation.penalties.rules.violations import Measure
from regulation.roles import FIRM_ROLES
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from regulation.actor import Actor

Row = dict[str, Any]


async def notify(case_id: UUID, *, actor: Actor, now: datetime) -> Row:
    """Issue the prior notice of what is proposed; the paper."""
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        case = await doors.held_case(case_id, "notify", actor=actor, now=now)
        proposal = queries.proposal_of(case)
        if not (proposal.fine or proposal.confiscated or proposal.measures):
            raise errors.Refused("没有拟作出的处罚，无须事先告知；请报负责人决定不予处罚或者撤销立案")
        organ = await doors.organ_of(case["organ"])
        ground = procedure.hearing_ground(proposal, today)
        taken = await numbering.next_number(organ["code"], "prior_notice", today.year)
        paper = await documents.issue(
            "prior_notice",
            numbering.formatted(organ["short"], "人社罚告", today.year, taken),
            "penalty_case",
            case_id,
            papers.notice(organ, case, await queries.standing_evidence(case_id), proposal, ground, today),
            organ_id=organ["id"],
            firm_id=case["firm"],
            now=now,
        )
        await notices.tell_to_confirm(paper, now=now)
        announced = {
            "fine": str(proposal.fine),
            "confiscated": str(proposal.confiscated),
            "measures": [str(each) for each in proposal.measures],
        }
        await doors.take(
            case_id,
            "notify",
            actor=actor,
            now=now,
            data={**announced, "number": paper["number"]},
            also={
                "noticed": json.dumps(announced),
                "notice_document": paper["id"],
                "hearing_ground": ground,
            },
        )
    return paper


async def serve_notice(
    case_id: UUID, *, method: str, served_on: date, receipt: str, actor: Actor, now: datetime
) -> None:
    """The notice reached the party: five working days to speak, and to ask for a hearing where there is a right to one."""
    async with database.unit_of_work():
        case = await doors.held_case(case_id, "serve_notice", actor=actor, now=now)
        if case["notice_served_on"] is not None:
            raise errors.AlreadyMoved
        issued_on = await doors.issued_on(case["notice_document"])
        await doors.serve_paper(
            case["notice_document"], method, served_on, receipt, issued_on=issued_on, actor=actor, now=now
        )
        await _notice_served(case, "serve_notice", method, served_on, actor=actor, now=now)


async def receive_notice(case_id: UUID, *, actor: Actor, now: datetime) -> None:
    """The party confirms on its account that the notice reached it: that is its service. Raises Refused, AlreadyMoved."""
    async with database.unit_of_work():
        case = await doors.held_case(case_id, "receive_notice", actor=actor, now=now)
        if case["notice_served_on"] is not None:
            raise errors.AlreadyMoved
        await doors.confirm_paper(case["notice_document"], actor=actor, now=now)
        today = beijing.legal_day(now)
        await _notice_served(case, "receive_notice", "electronic", today, actor=actor, now=now)


async def _notice_served(
    case: Row, step: str, method: str, served_on: date, *, actor: Actor, now: datetime
) -> None:
    known = await calendar.current()
    due = await clocks.start(
        "penalty_case",
        case["id"],
        "statement",
        deadlines.STATEMENT,
        served_on,
        calendar=known,
        organ_id=case["organ"],
    )
    if case["hearing_ground"]:
        await clocks.start(
            "penalty_case",
            case["id"],
            "hearing",
            deadlines.HEARING_REQUEST,
            served_on,
            calendar=known,
            organ_id=case["organ"],
        )
    await doors.take(
        case["id"],
        step,
        actor=actor,
        now=now,
        data={"method": method, "served_on": served_on},
        also={"notice_served_on": served_on, "statement_due_on": due.due_on},
    )
    if case["firm"]:
        await notices.tell(
            N_("您收到行政处罚事先告知书，可在%(due_on)s前陈述、申辩"),
            f"/firm/cases/{case['id']}",
            kind="prior_notice",
            now=now,
            firm_id=case["firm"],
            due_on=due.due_on,
        )


def _check_served(case: Row) -> None:
    if case["notice_served_on"] is None:
        raise errors.Refused("事先告知书尚未送达", citation=PENALTY_LAW.article(44))


async def state(
    case_id: UUID,
    *,
    text: str,
    file: tuple[str, str, bytes] | None = None,
    folder: Path | None = None,
    actor: Actor,
    now: datetime,
) -> None:
    """The party states and defends itself, by its own hand or taken down by the clerk. Late ones are heard too."""
    said = doors.said(text, "text", 2)
    async with database.unit_of_work():
        case = await doors.held_case(case_id, "state", actor=actor, now=now)
        _check_served(case)
        kept = None
        if file is not None and folder is not None:
            kept = await attachments.add(
                folder, "penalty_case", case_id, "statement", *file, actor=actor, now=now
            )
        await database.execute(
            "insert into case_statement (id, case_id, at, by_party, author, text, attachment) values ($1,$2,$3,$4,$5,$6,$7)",
            uuid4(),
            case_id,
            now,
            actor.holds(*FIRM_ROLES),
            actor.name,
            said,
            kept,
        )
        await doors.take(case_id, "state", actor=actor, now=now)


async def ask_hearing(case_id: UUID, *, actor: Actor, now: datetime) -> None:
    """The party asks for a hearing within five working days of the notice."""
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        case = await doors.held_case(case_id, "ask_hearing", actor=actor, now=now)
        _check_served(case)
        if not case["hearing_ground"]:
            raise errors.Refused("本案拟作出的处罚不在听证范围之内", citation=PENALTY_LAW.article(63))
        if case["hearing_asked_on"] is not None:
            raise errors.AlreadyMoved
        due = deadlines.HEARING_REQUEST.due(case["notice_served_on"], await calendar.current()).due_on
        if today > due:
            raise errors.Refused(
                "要求听证的期限已于%(due)s届满", citation=PENALTY_LAW.article(64, 1, 1), due=due.isoformat()
            )
        await doors.take(
            case_id,
            "ask_hearing",
            actor=actor,
            now=now,
            also={"hearing_asked_on": today, "has_waived": False},
        )
        await clocks.meet(case_id, "hearing", on=today)


async def waive(case_id: UUID, *, text: str, actor: Actor, now: datetime) -> None:
    """The party says in writing that it will say no more and asks for no hearing."""
    said = doors.said(text, "text")
    async with database.unit_of_work():
        case = await doors.held_case(case_id, "waive", actor=actor, now=now)
        _check_served(case)
        if case["hearing_asked_on"] is not None and case["hearing_held_on"] is None:
            raise errors.Refused(
                "当事人已要求听证，须先举行听证或者由当事人书面撤回", citation=PENALTY_LAW.article(64)
            )
        await doors.take(case_id, "waive", actor=actor, now=now, reason=said, also={"has_waived": True})


async def hold_hearing(
    case_id: UUID, *, told_on: date, held_on: date, chair: UUID, result: str, actor: Actor, now: datetime
) -> None:
    """Enter the hearing: told seven working days before, chaired by somebody who did not investigate."""
    today = beijing.legal_day(now)
    said = doors.said(result, "result")
    async with database.unit_of_work():
        case = await doors.held_case(case_id, "hold_hearing", actor=actor, now=now)
        if case["hearing_asked_on"] is None:
            raise errors.Refused("当事人没有要求听证", citation=PENALTY_LAW.article(64, 1, 1))
        if held_on > today or told_on < case["hearing_asked_on"] or held_on < told_on:
            raise errors.Invalid({"held_on": "日期的先后不对：要求听证、通知、举行，且不晚于今天"})
        if chair in {case["handler"], case["officer_a"], case["officer_b"]}:
            raise errors.Refused("听证由非本案调查人员主持", citation=PENALTY_LAW.article(64, 1, 4))
        doors.refuse(procedure.hearing_refused(told_on, held_on, await calendar.current()))
        await doors.take(
            case_id,
            "hold_hearing",
            actor=actor,
            now=now,
            reason=said,
            data={"told_on": told_on, "held_on": held_on, "chair": chair},
            also={"hearing_held_on": held_on},
        )


async def consider(
    case_id: UUID,
    *,
    opinion: str,
    fine: Decimal | None = None,
    confiscated: Decimal | None = None,
    measures: tuple[Measure, ...] | None = None,
    mitigation: str | None = None,
    actor: Actor,
    now: datetime,
) -> None:
    """Weigh what the party said; the proposal may become lighter, never heavier.

    Waits until the time to speak has passed or was waived, and until a hearing asked for was held.
    """
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        case = await doors.held_case(case_id, "consider", actor=actor, now=now)
        _check_served(case)
        if today <= case["statement_due_on"] and not case["has_waived"]:
            raise errors.Refused(
                "陈述、申辩期限至%(due)s届满，此前不能结束听取意见",
                citation=PENALTY_LAW.article(45),
                due=case["statement_due_on"].isoformat(),
            )
        if case["hearing_asked_on"] is not None and case["hearing_held_on"] is None:
            raise errors.Refused("当事人要求听证，听证尚未举行", citation=PENALTY_LAW.article(64))
        done = await queries.progress(case)
        if done.statements and len(opinion.strip()) < 4:
            raise errors.Invalid({"opinion": "当事人提出了意见，请写明是否采纳和理由"})
        before = queries.proposal_of(case)
        changed = replace(
            before,
            fine=before.fine if fine is None else fine,
            confiscated=before.confiscated if confiscated is None else confiscated,
            measures=before.measures if measures is None else measures,
            mitigation=before.mitigation if mitigation is None else mitigation,
        )
        if fines.is_heavier(queries.noticed_of(case), changed):
            raise errors.Refused(
                "不得作出比事先告知更重的处罚；有新的事实的，退回补充调查后重新告知",
                citation=PENALTY_LAW.article(45, 2),
            )
        ground = await check_proposal(case, changed)
        await doors.take(
            case_id,
            "consider",
            actor=actor,
            now=now,
            reason=opinion.strip(),
            data={"fine": changed.fine, "confiscated": changed.confiscated},
            also={
                "considered_on": today,
                "consideration": opinion.strip(),
                "fine": changed.fine,
                "confiscated": changed.confiscated,
                "measures": [str(each) for each in changed.measures],
                "mitigation": changed.mitigation,
                "ground": ground,
            },
        )
        for kind in ("statement", "hearing"):
            await clocks.meet(case_id, kind, on=today)

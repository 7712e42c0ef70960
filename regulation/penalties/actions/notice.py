"""Prior notice, statement and defence, and what the handler makes of them."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any, Unpack
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.casework import attachments, calendar, clocks, documents, numbering
from regulation.law import beijing
from regulation.law.citation import PENALTY_LAW
from regulation.notices import actions as notices
from regulation.penalties import papers, papers_hearing, queries, queries_hearing, thresholds
from regulation.penalties.actions import answering, doors, hearing_doors, lightening
from regulation.penalties.rules import deadlines, procedure
from regulation.roles import FIRM_ROLES
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from regulation.actor import Actor

Row = dict[str, Any]


async def hearing_ground(case: Row, today: date) -> str:
    """Why the party may ask for a hearing of what is proposed, by the amounts that hold for its organ; empty for no right."""
    return procedure.hearing_ground(
        queries.proposal_of(case),
        today,
        is_person=queries.is_person(case),
        threshold=await thresholds.threshold(case["organ"], today),
    )


async def notice_paper(case: Row, ground: str, today: date) -> Row:
    """What the notice would say if it were issued today."""
    organ = await doors.organ_of(case["organ"])
    handling = await queries_hearing.handling(case["id"])
    body = papers.notice(
        organ, case, await queries.standing_evidence(case["id"]), queries.proposal_of(case), ground, today
    )
    if handling is not None and not body["penalties"]:
        body["handling"] = papers_hearing.handling_items(handling)
    return body


async def notify(case_id: UUID, *, actor: Actor, now: datetime) -> Row:
    """Issue the prior notice of what is proposed; the paper."""
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        case = await doors.held_case(case_id, "notify", actor=actor, now=now)
        proposal = queries.proposal_of(case)
        handling = await queries_hearing.handling(case_id)
        has_penalty = bool(proposal.fine or proposal.confiscated or proposal.measures)
        if not has_penalty and handling is None:
            raise errors.Refused(
                "没有拟作出的处罚，无须事先告知；请报负责人决定不予处罚或者撤销立案",
                citation=PENALTY_LAW.article(57, 1),
            )
        organ = await doors.organ_of(case["organ"])
        ground = await hearing_ground(case, today)
        taken = await numbering.next_number(organ["code"], "prior_notice", today.year)
        paper = await documents.issue(
            "prior_notice",
            numbering.formatted(organ["short"], "人社罚告", today.year, taken),
            "penalty_case",
            case_id,
            await notice_paper(case, ground, today),
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
    speaker: str = "",
    capacity: str = "",
    place: str = "",
    file: tuple[str, str, bytes] | None = None,
    folder: Path | None = None,
    actor: Actor,
    now: datetime,
) -> None:
    """The party states and defends itself by its own hand, on paper, or by word of mouth. Late ones are heard too.

    What was said by word of mouth to the handler at `place` is taken down as a record for the speaker to sign.
    """
    said = doors.said(text, "text", 2)
    is_oral = bool(place.strip()) and not actor.holds(*FIRM_ROLES)
    if is_oral and len(speaker.strip()) < 2:
        raise errors.Invalid({"speaker": "请填写陈述人姓名"})
    async with database.unit_of_work():
        case = await doors.held_case(case_id, "state", actor=actor, now=now)
        _check_served(case)
        kept = paper = None
        if file is not None and folder is not None:
            kept = await attachments.add(
                folder, "penalty_case", case_id, "statement", *file, actor=actor, now=now
            )
        if is_oral:
            organ = await doors.organ_of(case["organ"])
            taken = {
                "speaker": speaker.strip(),
                "capacity": capacity.strip() or "当事人",
                "place": place.strip(),
            }
            paper = await hearing_doors.issue(
                "statement_record",
                "人社述笔",
                case,
                papers_hearing.statement(
                    organ, case, {**taken, "text": said, "taken_by": actor.name}, beijing.legal_day(now)
                ),
                organ=organ,
                now=now,
                to_party=True,
            )
        await database.execute(
            """insert into case_statement (id, case_id, at, by_party, author, text, attachment, document)
               values ($1,$2,$3,$4,$5,$6,$7,$8)""",
            uuid4(),
            case_id,
            now,
            actor.holds(*FIRM_ROLES),
            speaker.strip() or actor.name,
            said,
            kept,
            paper["id"] if paper else None,
        )
        await doors.take(case_id, "state", actor=actor, now=now)


async def consider(
    case_id: UUID,
    *,
    opinion: str = "",
    adopted: str = "",
    answers: Sequence[answering.Answer] = (),
    discretion: str = "",
    actor: Actor,
    now: datetime,
    **change: Unpack[lightening.Change],
) -> None:
    """Weigh what the party said; the proposal may become lighter, never heavier, and keeps to the rules of the report.

    `answers` says of each statement since the notice, in their order, whether it is adopted and why; without them `adopted` and
    `opinion` hold for every one. `discretion` replaces the reasons of the measure that the decision will state; empty leaves them.

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
        done = await queries.progress(case)
        if case["hearing_asked_on"] is not None and case["hearing_held_on"] is None:
            raise errors.Refused("当事人要求听证，听证尚未举行", citation=PENALTY_LAW.article(64))
        if done.hearing_held and not done.hearing_reported:
            raise errors.Refused("听证主持人尚未提出听证报告", citation=PENALTY_LAW.article(65))
        said = await queries_hearing.statements(case)
        given = answering.for_each(said, answers, adopted, opinion)
        heard = [{**each, "adopted": answer.adopted} for each, answer in zip(said, given, strict=True)]
        before = queries.proposal_of(case)
        if lightening.changed_of(before, change) != before and len(opinion.strip()) < 4 and not given:
            raise errors.Invalid({"opinion": "改变处罚意见的，请写明理由"}, citation=PENALTY_LAW.article(34))
        changed, columns = await lightening.lighten(case, change, heard=heard, actor=actor, now=now)
        if said:
            answered = await answering.keep(said, given, on=today, actor=actor)
            opinion = opinion.strip() or papers_hearing.together(answered)
            await _write_consideration({**case, **columns}, answered, opinion, now=now)
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
                "discretion": discretion.strip() or case["discretion"],
                **columns,
            },
        )
        for kind in ("statement", "hearing"):
            await clocks.meet(case_id, kind, on=today)


async def _write_consideration(case: Row, answered: list[Row], opinion: str, *, now: datetime) -> None:
    """The opinion on what the party said: each adopted or not, with reasons, in the file."""
    organ = await doors.organ_of(case["organ"])
    await hearing_doors.issue(
        "statement_review",
        "人社述复",
        case,
        papers_hearing.consideration(organ, case, answered, opinion, beijing.legal_day(now)),
        organ=organ,
        now=now,
        to_party=False,
    )

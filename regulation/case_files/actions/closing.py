"""Closing: a clerk proposes, a decider who is somebody else approves on the form, sends back, or reopens with a reason."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.case_files import papers, standing
from regulation.case_files.rules import closing as rules
from regulation.case_files.status import CLOSABLE, DISPOSALS, STEPS, Closing
from regulation.case_files.tables import CaseClosing
from regulation.casework import clocks, documents, numbering, record
from regulation.integrity.status import FactKind
from regulation.law import beijing
from regulation.law.citation import LABOUR_SUPERVISION_REGULATIONS, PENALTY_LAW
from regulation.penalties import permissions, queries
from regulation.penalties.actions import doors
from regulation.penalties.status import CaseStatus
from regulation.penalties.tables import PenaltyCase
from regulation.roles import Role
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import datetime

    from regulation.actor import Actor

Row = dict[str, Any]
FORM = "closing_form"


async def of_case(case_id: UUID) -> list[Row]:
    """Every closing of a case, the latest first, each with its archive where it was bound."""
    return await database.rows(
        """select c.*, a.id as archive, a.archived_on, a.archived_name, d.number as document_number
           from case_closing as c left join case_archive as a on a.closing = c.id left join document as d on d.id = c.document
           where c.case_id = $1 order by c.proposed_on desc, c.decided_on desc nulls first""",
        case_id,
    )


async def living(case_id: UUID) -> Row | None:
    """The closing that is proposed or approved, or None."""
    found = await of_case(case_id)
    return next((each for each in found if each["status"] in {Closing.PROPOSED, Closing.APPROVED}), None)


async def _held(case_id: UUID, roles: set[Role], *, actor: Actor, now: datetime) -> Row:
    case = await queries.case_for_update(case_id)
    permissions.check_office(actor, case, roles, await doors.kept_away(case, now))
    return case


async def propose(
    case_id: UUID,
    *,
    performed: str,
    explanation: str = "",
    actor: Actor,
    now: datetime,
) -> UUID:
    """Propose to close. Raises Refused with the article of the first thing that is open and that no reason lifts."""
    said, today = doors.said(performed, "performed"), beijing.legal_day(now)
    assert actor.person_id is not None
    async with database.unit_of_work():
        case = await _held(case_id, {Role.CLERK}, actor=actor, now=now)
        if case["status"] not in CLOSABLE or await living(case_id) is not None:
            raise errors.AlreadyMoved
        doors.refuse(
            rules.closing_refused(await standing.of_case(case["id"], today=today), today, explanation)
        )
        years = rules.kept_years(is_grave=_is_grave(case), on=today)
        made = uuid4()
        await database.execute(
            """insert into case_closing (id, case_id, status, performed, explanation, years, keep_until, proposed_on,
                   proposed_by, proposed_name, decided_name, opinion, reopened_name, reopened_why)
               values ($1,$2,'proposed',$3,$4,$5,$6,$7,$8,$9,'','','','')""",
            made,
            case_id,
            said,
            explanation.strip(),
            years,
            rules.kept_until(years, today),
            today,
            actor.person_id,
            actor.name,
        )
        await record.opened(
            CaseClosing,
            made,
            "propose",
            Closing.PROPOSED,
            actor=actor,
            now=now,
            reason=said,
            cites=(PENALTY_LAW.article(47),),
        )
        await _note(case_id, "propose_closing", actor=actor, now=now, reason=said)
    return made


def _is_grave(case: Row) -> bool:
    """Heard, or entered as serious: kept longer."""
    return bool(case["hearing_held_on"]) or case["seriousness"] == FactKind.PENALTY_SERIOUS


async def _note(case_id: UUID, action: str, *, actor: Actor, now: datetime, reason: str) -> None:
    await record.record_event(
        PenaltyCase, case_id, action, actor=actor, now=now, reason=reason, cites=(PENALTY_LAW.article(47),)
    )


async def approve(case_id: UUID, *, opinion: str, actor: Actor, now: datetime) -> Row:
    """The decider closes the case on the form: nothing may have opened since it was proposed. The form."""
    said, today = doors.said(opinion, "opinion", 2), beijing.legal_day(now)
    async with database.unit_of_work():
        case = await _held(case_id, {Role.DECIDER}, actor=actor, now=now)
        found = await _waiting(case_id)
        if found["proposed_by"] == actor.person_id:
            raise errors.Refused(N_("提请结案的人员不能批准结案"), citation=PENALTY_LAW.article(47))
        doors.refuse(
            rules.closing_refused(
                await standing.of_case(case["id"], today=today), today, found["explanation"]
            )
        )
        organ = await doors.organ_of(case["organ"])
        year = today.year
        taken = await numbering.next_number(organ["code"], FORM, year)
        filed = await numbering.next_number(organ["code"], "case_archive", year)
        archive_number = numbering.formatted(organ["short"], "人社卷", year, filed)
        evidence = await queries.standing_evidence(case_id)
        paper = await documents.issue(
            FORM,
            numbering.formatted(organ["short"], "人社结", year, taken),
            "penalty_case",
            case_id,
            papers.closing(
                organ,
                case,
                {**found, "opinion": said, "decided_name": actor.name, "archive_number": archive_number},
                served_on=await _served_on(case),
                evidence=len(evidence),
                on=today,
            ),
            organ_id=organ["id"],
            firm_id=None,
            now=now,
        )
        await record.record_step(
            CaseClosing,
            found["id"],
            "approve",
            STEPS["approve"],
            actor=actor,
            now=now,
            reason=said,
            also={
                "decided_on": today,
                "decided_by": actor.person_id,
                "decided_name": actor.name,
                "opinion": said,
                "document": paper["id"],
                "archive_number": archive_number,
            },
        )
        if case["status"] == CaseStatus.SERVED:
            await doors.take(
                case_id,
                "close",
                actor=actor,
                now=now,
                reason=said,
                also={"end_reason": found["performed"], "ended_on": today},
            )
            for kind in ("payment", "publicity"):
                await clocks.meet(case_id, kind, on=today)
        else:
            await _note(case_id, "close_ended", actor=actor, now=now, reason=said)
    return paper


async def _served_on(case: Row) -> date | None:
    found: date | None = case["served_on"] or await database.value(
        "select served_on from case_outcome where case_id = $1", case["id"]
    )
    return found


async def _waiting(case_id: UUID) -> Row:
    """The closing that waits for the decider. Raises AlreadyMoved for none."""
    found = await living(case_id)
    if found is None or found["status"] != Closing.PROPOSED:
        raise errors.AlreadyMoved
    return found


async def send_back(case_id: UUID, *, reason: str, actor: Actor, now: datetime) -> None:
    """Something is to be done before the case is closed."""
    why, today = doors.said(reason), beijing.legal_day(now)
    async with database.unit_of_work():
        await _held(case_id, {Role.DECIDER}, actor=actor, now=now)
        found = await _waiting(case_id)
        if found["proposed_by"] == actor.person_id:
            raise errors.Refused(N_("提请结案的人员不能批准结案"), citation=PENALTY_LAW.article(47))
        await record.record_step(
            CaseClosing,
            found["id"],
            "send_back",
            STEPS["send_back"],
            actor=actor,
            now=now,
            reason=why,
            also={
                "decided_on": today,
                "decided_by": actor.person_id,
                "decided_name": actor.name,
                "opinion": why,
            },
        )
        await _note(case_id, "return_closing", actor=actor, now=now, reason=why)


async def reopen(case_id: UUID, *, reason: str, actor: Actor, now: datetime) -> None:
    """A closed case goes on, as when a suit is decided later. What was archived stays as it was bound."""
    why, today = doors.said(reason), beijing.legal_day(now)
    async with database.unit_of_work():
        case = await _held(case_id, {Role.DECIDER}, actor=actor, now=now)
        found = await living(case_id)
        if found is None or found["status"] != Closing.APPROVED:
            raise errors.AlreadyMoved
        await record.record_step(
            CaseClosing,
            found["id"],
            "reopen",
            STEPS["reopen"],
            actor=actor,
            now=now,
            reason=why,
            also={
                "reopened_on": today,
                "reopened_by": actor.person_id,
                "reopened_name": actor.name,
                "reopened_why": why,
            },
        )
        if case["status"] == CaseStatus.CLOSED:
            await doors.take(case_id, "reopen", actor=actor, now=now, reason=why, also={"ended_on": None})
        else:
            await _note(case_id, "reopen_ended", actor=actor, now=now, reason=why)


async def dispose(
    case_id: UUID,
    evidence_id: UUID,
    *,
    what: str,
    disposed_on: date,
    receiver: str = "",
    note: str = "",
    actor: Actor,
    now: datetime,
) -> None:
    """Say what became of an original that was taken away: given back, kept in the file, handed to another body."""
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        await _held(case_id, {Role.CLERK}, actor=actor, now=now)
        piece = await database.row(
            "select * from case_evidence where id = $1 and case_id = $2 and receipt is not null",
            evidence_id,
            case_id,
        )
        if piece is None:
            raise errors.NotFound
        if (closed := await living(case_id)) is not None and closed["status"] == Closing.APPROVED:
            raise errors.AlreadyMoved
        problems = {}
        if what not in DISPOSALS:
            problems["what"] = N_("请选择证据原件的去向")
        if disposed_on > today or disposed_on < piece["obtained_on"]:
            problems["disposed_on"] = N_("日期不能早于取得证据，也不能晚于今天")
        if what != "filed" and not receiver.strip():
            problems["receiver"] = N_("请填写接收人")
        if problems:
            raise errors.Invalid(problems)
        if await database.value("select 1 from case_evidence_disposal where evidence = $1", evidence_id):
            raise errors.AlreadyMoved
        await database.execute(
            """insert into case_evidence_disposal (id, evidence, what, disposed_on, receiver, note, person, person_name,
                   recorded_at) values ($1,$2,$3,$4,$5,$6,$7,$8,$9)""",
            uuid4(),
            evidence_id,
            what,
            disposed_on,
            receiver.strip(),
            note.strip(),
            actor.person_id,
            actor.name,
            now,
        )
        await record.record_event(
            PenaltyCase,
            case_id,
            "dispose_evidence",
            actor=actor,
            now=now,
            reason=note.strip(),
            data={"position": piece["position"], "what": what, "receiver": receiver.strip()},
            cites=(LABOUR_SUPERVISION_REGULATIONS.article(15),),
        )


async def taken(case_id: UUID) -> list[Row]:
    """Originals that were taken away, each with what became of it."""
    return await database.rows(
        """select e.id, e.position, e.title, e.obtained_on, e.source, d.what, d.disposed_on, d.receiver, d.note, d.person_name
           from case_evidence as e left join case_evidence_disposal as d on d.evidence = e.id
           where e.case_id = $1 and e.receipt is not null and e.form = 'original' order by e.position""",
        case_id,
    )

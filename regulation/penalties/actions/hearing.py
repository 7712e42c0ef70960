"""The hearing: called, held, recorded, reported, or missed. 第六十四条, 第六十五条."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import UUID

from regulation import database, errors
from regulation.accounts import people
from regulation.casework import attachments, calendar, documents
from regulation.law import beijing
from regulation.law.citation import PENALTY_LAW
from regulation.notices import actions as notices
from regulation.penalties import papers_hearing as papers
from regulation.penalties import queries_hearing
from regulation.penalties.actions import doors, hearing_doors
from regulation.penalties.rules import hearing as rules
from regulation.penalties.rules.persons import Part, Taken, apart_refused
from regulation.penalties.status import HEARING_OFFICES
from regulation.roles import Role
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from pathlib import Path

    from regulation.actor import Actor

Row = dict[str, Any]


async def _presiders(case: Row, chair: UUID, recorder: UUID, *, now: datetime) -> tuple[Row, Row]:
    """Two officials of the organ who may preside and record. Raises Invalid, Refused."""
    today = beijing.legal_day(now)
    known = {
        each["person"]: each
        for each in await people.officials(case["organ"], today=today)
        if Role(each["role"]) in HEARING_OFFICES and each["from_on"] <= today
    }
    parts = Taken(
        investigators=frozenset(
            each for each in (case["handler"], case["officer_a"], case["officer_b"]) if each
        ),
        reviewer=case["reviewer"],
        decider=case["decider"],
    )
    doors.refuse(apart_refused(Part.CHAIR, chair, parts) or apart_refused(Part.RECORDER, recorder, parts))
    wrong = {}
    if chair not in known:
        wrong["chair"] = "请选择听证主持人"
    if recorder not in known:
        wrong["recorder"] = "请选择听证记录人"
    elif recorder == chair:
        wrong["recorder"] = "主持人和记录人是两个人"
    if wrong:
        raise errors.Invalid(wrong)
    if {chair, recorder} & await doors.kept_away(case, now):
        raise errors.Refused("所选人员与当事人有利害关系，应当回避", citation=PENALTY_LAW.article(43))
    return known[chair], known[recorder]


async def call_hearing(
    case_id: UUID,
    *,
    at: datetime,
    place: str,
    chair: UUID,
    recorder: UUID,
    closed_ground: str = "",
    reason: str = "",
    actor: Actor,
    now: datetime,
) -> Row:
    """Set time and place, who presides and who records; the notice. Called again it is postponed, with the reason."""
    today, on = beijing.legal_day(now), beijing.legal_day(at)
    async with database.unit_of_work():
        case, hearing = await hearing_doors.held(case_id, "call_hearing", actor=actor, now=now)
        doors.refuse(rules.call_refused(today, on, await calendar.current()))
        doors.refuse(rules.closing_refused(is_public=not closed_ground, ground=closed_ground))
        where = doors.said(place, "place", 2)
        why = doors.said(reason) if hearing["calls"] else ""
        presides, records = await _presiders(case, chair, recorder, now=now)
        if hearing["call_document"]:
            await documents.withdraw(hearing["call_document"], now=now)
        said = {
            "status": "called",
            "takes_place_at": at,
            "takes_place_on": on,
            "place": where,
            "chair": chair,
            "chair_name": presides["name"],
            "recorder": recorder,
            "recorder_name": records["name"],
            "is_public": not closed_ground,
            "closed_ground": closed_ground,
            "told_on": None,
            "calls": hearing["calls"] + 1,
        }
        organ = await doors.organ_of(case["organ"])
        paper = await hearing_doors.issue(
            "case_hearing_notice",
            "人社听通",
            case,
            papers.call(organ, case, {**hearing, **said}, today),
            organ=organ,
            now=now,
            to_party=True,
        )
        await hearing_doors.put(hearing, {**said, "call_document": paper["id"]})
        await doors.take(
            case_id,
            "call_hearing",
            actor=actor,
            now=now,
            reason=why,
            data={"number": paper["number"], "at": at, "place": where, "chair": presides["name"]},
        )
        await notices.tell_to_confirm(paper, now=now)
    return paper


async def serve_call(
    case_id: UUID, *, method: str, served_on: date, receipt: str, actor: Actor, now: datetime
) -> None:
    """The notice of the hearing reached the party: seven working days before it, or the hearing is postponed."""
    async with database.unit_of_work():
        case, hearing = await hearing_doors.held(case_id, "serve_call", actor=actor, now=now)
        if hearing["told_on"] is not None:
            raise errors.AlreadyMoved
        document = hearing["call_document"]
        issued_on = await doors.issued_on(document)
        await doors.serve_paper(
            document, method, served_on, receipt, issued_on=issued_on, actor=actor, now=now
        )
        await _told(case, hearing, "serve_call", method, served_on, actor=actor, now=now)


async def receive_call(case_id: UUID, *, actor: Actor, now: datetime) -> None:
    """The party confirms on its account that the notice of the hearing reached it: seven working days before, or it is put off."""
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        case, hearing = await hearing_doors.held(case_id, "receive_call", actor=actor, now=now)
        if hearing["told_on"] is not None:
            raise errors.AlreadyMoved
        await doors.confirm_paper(hearing["call_document"], actor=actor, now=now)
        await _told(case, hearing, "receive_call", "electronic", today, actor=actor, now=now)


async def _told(
    case: Row, hearing: Row, step: str, method: str, served_on: date, *, actor: Actor, now: datetime
) -> None:
    doors.refuse(rules.call_refused(served_on, hearing["takes_place_on"], await calendar.current()))
    await hearing_doors.put(hearing, {"told_on": served_on})
    await doors.take(case["id"], step, actor=actor, now=now, data={"method": method, "served_on": served_on})
    if case["firm"]:
        await notices.tell(
            N_("听证已定于%(day)s举行，请查看听证通知书"),
            f"/firm/cases/{case['id']}",
            kind="case_hearing",
            now=now,
            firm_id=case["firm"],
            day=hearing["takes_place_on"],
        )


def _check_presides(hearing: Row, actor: Actor) -> None:
    if actor.person_id not in {hearing["chair"], hearing["recorder"]}:
        raise errors.Refused("听证由本次听证的主持人、记录人记录", citation=PENALTY_LAW.article(64, 1, 4))


async def miss_hearing(case_id: UUID, *, reason: str, actor: Actor, now: datetime) -> None:
    """The party did not come without good reason, or left: it has waived the hearing."""
    why = doors.said(reason)
    async with database.unit_of_work():
        case, hearing = await hearing_doors.held(case_id, "miss_hearing", actor=actor, now=now)
        _check_presides(hearing, actor)
        doors.refuse(rules.challenge_pending_refused(pending=await hearing_doors.is_challenged(hearing)))
        today = beijing.legal_day(now)
        doors.refuse(
            rules.holding_refused(
                hearing["takes_place_on"], hearing["told_on"], hearing["takes_place_on"], today
            )
        )
        await hearing_doors.over(
            case, hearing, "missed", "miss_hearing", reason=why, actor=actor, now=now, lapses=False
        )


async def hold_hearing(
    case_id: UUID,
    *,
    held_on: date,
    attendees: Sequence[str],
    text: str,
    is_signed: bool,
    signature_note: str = "",
    file: hearing_doors.File | None = None,
    folder: Path | None = None,
    actor: Actor,
    now: datetime,
) -> Row:
    """The record of the hearing, by who presided or recorded; signed, or with the refusal noted. The paper."""
    today = beijing.legal_day(now)
    present = [each.strip() for each in attendees if each.strip()]
    if not present:
        raise errors.Invalid({"attendees": "请列出参加人，每行一人"})
    said = doors.said(text, "text", 10)
    async with database.unit_of_work():
        case, hearing = await hearing_doors.held(case_id, "hold_hearing", actor=actor, now=now)
        _check_presides(hearing, actor)
        await doors.check_recusals(case)
        doors.refuse(rules.challenge_pending_refused(pending=await hearing_doors.is_challenged(hearing)))
        doors.refuse(rules.holding_refused(hearing["takes_place_on"], hearing["told_on"], held_on, today))
        doors.refuse(rules.signature_refused(is_signed=is_signed, note=signature_note))
        kept = None
        if file is not None and folder is not None:
            kept = await attachments.add(
                folder, "penalty_case", case_id, "hearing_record", *file, actor=actor, now=now
            )
        columns = {
            "status": "held",
            "held_on": held_on,
            "attendees": json.dumps(present, ensure_ascii=False),
            "record": said,
            "is_signed": is_signed,
            "signature_note": signature_note.strip(),
            "signed_scan": kept,
        }
        organ = await doors.organ_of(case["organ"])
        paper = await hearing_doors.issue(
            "case_hearing_record",
            "人社听笔",
            case,
            papers.record(
                organ, case, {**hearing, **columns}, await queries_hearing.agents(hearing["id"]), today
            ),
            organ=organ,
            now=now,
            to_party=True,
        )
        await hearing_doors.put(hearing, {**columns, "record_document": paper["id"]})
        await doors.take(
            case_id,
            "hold_hearing",
            actor=actor,
            now=now,
            data={"held_on": held_on, "number": paper["number"], "present": len(present)},
            also={"hearing_held_on": held_on},
        )
    return paper


async def report_hearing(case_id: UUID, *, opinion: str, actor: Actor, now: datetime) -> Row:
    """Who presided reports to the head of the organ, with an opinion that rests on the record. The paper."""
    said = doors.said(opinion, "opinion", 10)
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        case, hearing = await hearing_doors.held(case_id, "report_hearing", actor=actor, now=now)
        if actor.person_id != hearing["chair"]:
            raise errors.Refused("听证报告由听证主持人提出", citation=PENALTY_LAW.article(65))
        record = await documents.by_id(hearing["record_document"])
        columns = {"status": "reported", "reported_on": today, "opinion": said}
        organ = await doors.organ_of(case["organ"])
        paper = await hearing_doors.issue(
            "case_hearing_report",
            "人社听报",
            case,
            papers.report(organ, case, {**hearing, **columns}, record["number"], today),
            organ=organ,
            now=now,
            to_party=False,
        )
        await hearing_doors.put(hearing, {**columns, "report_document": paper["id"]})
        await doors.take(
            case_id, "report_hearing", actor=actor, now=now, reason=said, data={"number": paper["number"]}
        )
    return paper

"""At the door: the officer's code, what the firm reports, how it rates the visit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import asyncpg

from regulation import database, errors
from regulation.accounts import organs
from regulation.actor import Actor
from regulation.casework import documents, numbering, record
from regulation.inspections import rules_door
from regulation.inspections.actions import approving
from regulation.inspections.queries import doors, tasks
from regulation.inspections.rules_door import ReportKind
from regulation.inspections.tables import EntryReport, InspectionTask
from regulation.law import beijing
from regulation.notices import actions as notices
from regulation.roles import Role
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

#: Whoever stands at the door: nobody in the log.
DOOR = Actor(
    person_id=None, account_id=None, login="", name=N_("被检查单位在场人员"), number="DOOR", roles=frozenset()
)


async def code_for(task_id: UUID, *, actor: Actor, now: datetime) -> str:
    """The token an officer of the team shows today; the same all day. Raises Refused when nobody may enter today."""
    task = await tasks.of_team(actor, task_id)
    await approving.check_may_enter(task, now)
    today = beijing.legal_day(now)
    await database.execute(
        """insert into door_code (id, token, task, person, day, made_at) values ($1,$2,$3,$4,$5,$6)
           on conflict (task, person, day) do nothing""",
        uuid4(),
        documents.new_token(),
        task_id,
        actor.person_id,
        today,
        now,
    )
    token: str = await database.value(
        "select token from door_code where task = $1 and person = $2 and day = $3",
        task_id,
        actor.person_id,
        today,
    )
    return token


async def scanned(token: str, *, now: datetime) -> dict[str, Any]:
    """The firm opens a code: what `doors.by_token` says, and on its own day the moment is kept once. Raises NotFound."""
    found = await doors.by_token(token)
    code = found["code"]
    if code["day"] != beijing.legal_day(now) or code["scanned_at"] is not None:
        return found
    async with database.unit_of_work():
        touched = await database.execute(
            "update door_code set scanned_at = $2 where id = $1 and scanned_at is null", code["id"], now
        )
        if touched:
            officer = next(
                (each["name"] for each in found["task"]["members"] if each["person"] == code["person"]), ""
            )
            await record.record_event(
                InspectionTask, code["task"], "scan_code", actor=DOOR, now=now, data={"officer": officer}
            )
    return await doors.by_token(token)


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody at the door, or a firm later, reports."""

    facts: str
    officers: str = ""
    contact: str = ""
    was_refused: bool = False


async def report_at_door(
    token: str, kind: ReportKind, said: Said, *, actor: Actor | None = None, now: datetime
) -> tuple[str, str]:
    """An officer is not on the page, or shows no code, or goes beyond the form: number and tracking code.

    The firm may refuse; what counts is that the refusal is on record with its time. Raises NotFound,
    Invalid.
    """
    found = await doors.by_token(token)
    task = found["task"]
    place = task["place"] or task["place_of_business"] or task["domicile"]
    return await _report(
        kind,
        said,
        task=task,
        organ={"id": task["organ"], "code": task["organ_code"], "short": task["organ_short"]},
        firm_name=task["firm_name"],
        place=place,
        happened_at=now,
        actor=actor or DOOR,
        now=now,
    )


async def report_unplanned(
    organ_code: str,
    firm_name: str,
    place: str,
    happened_at: datetime,
    said: Said,
    *,
    actor: Actor | None = None,
    now: datetime,
) -> tuple[str, str]:
    """A visit that nobody announced and no code stands for: number and tracking code. Raises Invalid."""
    wrong = rules_door.report_gaps(said.facts, happened_at, now)
    if organ_code not in organs.BY_CODE:
        wrong["organ"] = N_("请选择所在的区")
    if not firm_name.strip():
        wrong["firm"] = N_("请填写机构名称")
    if not place.strip():
        wrong["place"] = N_("请填写地点")
    if wrong:
        raise errors.Invalid(wrong)
    organ = organs.BY_CODE[organ_code]
    return await _report(
        ReportKind.UNPLANNED,
        said,
        task=None,
        organ={"id": organ.id, "code": organ.code, "short": organ.short},
        firm_name=firm_name,
        place=place,
        happened_at=happened_at,
        actor=actor or DOOR,
        now=now,
    )


async def _report(
    kind: ReportKind,
    said: Said,
    *,
    task: Mapping[str, Any] | None,
    organ: Mapping[str, Any],
    firm_name: str,
    place: str,
    happened_at: datetime,
    actor: Actor,
    now: datetime,
) -> tuple[str, str]:
    wrong = rules_door.report_gaps(said.facts, happened_at, now)
    if wrong:
        raise errors.Invalid(wrong)
    made, tracking = uuid4(), documents.new_token()
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        taken = await numbering.next_number(organ["code"], "entry_report", today.year)
        number = numbering.formatted(organ["short"], "人社检报", today.year, taken)
        await database.execute(
            """insert into entry_report (id, number, tracking, kind, task, organ, firm_name, place, happened_at, facts,
                   officers, contact, was_refused, reported_at, status)
               values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,'received')""",
            made,
            number,
            tracking,
            str(kind),
            task["id"] if task else None,
            organ["id"],
            firm_name.strip()[:200],
            place.strip()[:400],
            happened_at,
            said.facts.strip(),
            said.officers.strip(),
            said.contact.strip(),
            said.was_refused,
            now,
        )
        await record.opened(
            EntryReport, made, "report_entry", "received", actor=actor, now=now, data={"kind": str(kind)}
        )
        if task:
            await record.record_event(
                InspectionTask, task["id"], "report_entry", actor=actor, now=now, data={"number": number}
            )
        await _tell_supervisors(organ["id"], made, number, now)
    return number, tracking


async def _tell_supervisors(organ_id: UUID, report_id: UUID, number: str, now: datetime) -> None:
    """The director of the organ and the city's director and auditor; not the officers, not the clerks."""
    supervisors = await database.rows(
        """select distinct appointment.person from appointment join organ on organ.id = appointment.organ
           where appointment.role in ('director', 'auditor') and appointment.from_on <= $2
             and (appointment.to_on is null or appointment.to_on >= $2)
             and (organ.id = $1 or organ.level = 'municipal')""",
        organ_id,
        beijing.legal_day(now),
    )
    for each in supervisors:
        await notices.tell(
            N_("收到入企检查情况反映%(number)s"),
            f"/desk/visit-reports/{report_id}",
            kind="entry_report",
            now=now,
            person_id=each["person"],
            number=number,
        )


async def answer(report_id: UUID, text: str, *, actor: Actor, now: datetime) -> None:
    """A director of the organ or of the city says what came of a report, once; who reported it reads it."""
    found = await doors.report(actor, report_id)
    actor.check_holds(Role.DIRECTOR)
    if found["task"] is not None:
        members = {each["person"] for each in await tasks.members(found["task"])}
        if actor.person_id in members:
            raise errors.NotPermitted("检查人员不能答复对自己的反映")
    if len(text.strip()) < 10:
        raise errors.Invalid({"answer": N_("请写明核实的情况和处理，不少于10个字")})
    async with database.unit_of_work():
        touched = await database.execute(
            """update entry_report set status = 'answered', answered_by = $2, answered_by_name = $3, answered_at = $4,
                      answer = $5 where id = $1 and status = 'received'""",
            report_id,
            actor.person_id,
            actor.name,
            now,
            text.strip(),
        )
        if not touched:
            raise errors.AlreadyMoved
        await record.record_event(
            EntryReport, report_id, "answer_report", actor=actor, now=now, status_after="answered"
        )


@dataclass(frozen=True, slots=True)
class Rating:
    """One firm's word on one visit."""

    score: int
    showed_code: bool
    showed_certificates: bool
    kept_to_form: bool
    words: str = ""


async def rate(task: Mapping[str, Any], rating: Rating, *, actor: Actor | None, now: datetime) -> None:
    """Rate a visit once, as the firm's user or as who held the code at the door.

    The caller has found the task by the firm or by a token. Raises Invalid, Refused, AlreadyMoved.
    """
    if not 1 <= rating.score <= 5:
        raise errors.Invalid({"score": N_("请选择1至5分")})
    has_rating = await doors.rating(task["id"]) is not None
    refusal = rules_door.rating_refusal(
        task["status"], task["started_at"], has_rating, beijing.legal_day(now)
    )
    if refusal:
        raise (errors.AlreadyMoved if has_rating else errors.Refused)(refusal)
    by = actor or DOOR
    try:
        async with database.unit_of_work():
            await database.execute(
                """insert into visit_rating (id, task, organ, score, showed_code, showed_certificates, kept_to_form, words,
                       rated_by, rated_at) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)""",
                uuid4(),
                task["id"],
                task["organ"],
                rating.score,
                rating.showed_code,
                rating.showed_certificates,
                rating.kept_to_form,
                rating.words.strip(),
                by.person_id,
                now,
            )
            await record.record_event(InspectionTask, task["id"], "rate", actor=by, now=now)
    except asyncpg.UniqueViolationError:
        raise errors.AlreadyMoved("本次检查已经评价过，每次检查评价一次") from None

"""From a team of the record to a task with its officers: the one door to `task_member`, which a trigger guards too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database
from regulation.casework import calendar, clocks, numbering, record
from regulation.inspections import rules
from regulation.inspections.queries import rosters
from regulation.inspections.status import TaskStatus
from regulation.inspections.tables import InspectionTask
from regulation.law import beijing
from regulation.notices import actions as notices
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from regulation.actor import Actor


@dataclass(frozen=True, slots=True)
class Seat:
    """One officer in one slot of a task."""

    task: UUID
    slot: int
    role: str
    pseudonym: str


async def open_tasks(
    found: Mapping[str, Any], subjects: Mapping[str, Sequence[str]], *, actor: Actor, now: datetime
) -> dict[str, UUID]:
    """One task, still without officers, for each subject and its items; the task of each."""
    today = beijing.legal_day(now)
    known = await calendar.current()
    visit_by = rules.VISIT.due(today, known).due_on
    roster = {each["subject"]: each for each in await rosters.subjects(found["id"])}
    made = {}
    for subject, item_ids in subjects.items():
        row = roster[subject]
        task = uuid4()
        taken = await numbering.next_number(found["organ_code"], "inspection", today.year)
        await database.execute(
            """insert into inspection_task (id, number, draw, organ, firm, stratum, items, items_version, status, assigned_on,
                                            visit_by, basis, lead)
               values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13)""",
            task,
            numbering.formatted(found["organ_short"], "人社检", today.year, taken),
            found["id"],
            found["organ"],
            row["firm"],
            row["stratum"],
            list(item_ids),
            found["items_version"],
            TaskStatus.ASSIGNED,
            today,
            visit_by,
            found["basis"],
            row["lead"],
        )
        await record.opened(
            InspectionTask,
            task,
            "assign",
            TaskStatus.ASSIGNED,
            actor=actor,
            now=now,
            data={"draw": found["draw_id"]},
        )
        await clocks.start(
            "inspection_task", task, "visit", rules.VISIT, today, calendar=known, organ_id=found["organ"]
        )
        made[subject] = task
    return made


async def seat(found: Mapping[str, Any], seats: Sequence[Seat], *, now: datetime) -> None:
    """Put officers where the record of the draw, or of an amendment, puts them, and tell them.

    The record must be stored before: the database compares.
    """
    officers = {each["pseudonym"]: each for each in await rosters.officers(found["id"])}
    await database.copy(
        "task_member",
        ("id", "task", "slot", "role", "pseudonym", "person", "name", "certificate_number", "from_at", "left_reason"),
        [
            (
                uuid4(),
                each.task,
                each.slot,
                each.role,
                each.pseudonym,
                officers[each.pseudonym]["person"],
                officers[each.pseudonym]["name"],
                officers[each.pseudonym]["certificate_number"],
                now,
                "",
            )
            for each in seats
        ],
    )  # fmt: skip
    told: dict[UUID, int] = {}
    for each in seats:
        person = officers[each.pseudonym]["person"]
        told[person] = told.get(person, 0) + 1
    for person, number in told.items():
        await notices.tell(
            N_("抽取%(draw)s给您分配了%(n)s项检查"),
            "/field",
            kind="inspection",
            now=now,
            person_id=person,
            draw=found["draw_id"],
            n=number,
        )


async def leave(
    found: Mapping[str, Any], task: UUID, reason: str, *, pseudonym: str = "", now: datetime
) -> None:
    """End the places of a task, or of one of its officers; who left stays in the file. Those concerned are told."""
    gone = await database.rows(
        """update task_member set until_at = $2, left_reason = $3
           where task = $1 and until_at is null and ($4 = '' or pseudonym = $4) returning person""",
        task,
        now,
        reason,
        pseudonym,
    )
    number = await database.value("select number from inspection_task where id = $1", task)
    for each in gone:
        await notices.tell(
            N_("抽取%(draw)s的任务%(number)s不再由您检查"),
            "/field",
            kind="inspection",
            now=now,
            person_id=each["person"],
            draw=found["draw_id"],
            number=number,
        )

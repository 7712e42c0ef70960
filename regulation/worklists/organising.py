"""How an organ shares out its work: rules, absences, and notes among colleagues."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from regulation import database, errors
from regulation.casework import record
from regulation.law import beijing
from regulation.notices import actions as notices
from regulation.words import N_
from regulation.worklists import claiming, rules
from regulation.worklists.status import ABSENCE_STEPS, LEADERS, MANNERS, RULE_STEPS, WORKERS
from regulation.worklists.tables import AssignmentRule, WorkAbsence

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from regulation.actor import Actor

Row = dict[str, Any]


async def rules_of(organ_id: UUID) -> list[Row]:
    """The rules in force in an organ."""
    return await database.rows(
        "select * from assignment_rule where organ_id = $1 and status = 'active' order by area, role",
        organ_id,
    )


async def set_rule(area: str, role: str, manner: str, *, actor: Actor, now: datetime) -> UUID:
    """The director says how matters of an area go to an office; the rule before it ends. Raises Invalid."""
    organ_id = _leading(actor)
    wrong = {}
    if role not in WORKERS:
        wrong["role"] = N_("请选择岗位")
    if manner not in MANNERS:
        wrong["manner"] = N_("请选择分派方式")
    if wrong:
        raise errors.Invalid(wrong)
    made = uuid4()
    async with database.unit_of_work():
        await database.execute("select pg_advisory_xact_lock(hashtextextended($1, 2))", str(organ_id))
        before = await database.row(
            """select * from assignment_rule where organ_id = $1 and area = $2 and role = $3 and status = 'active'
               for update""",
            organ_id,
            area,
            role,
        )
        if before is not None:
            await _end(before["id"], actor=actor, now=now)
        await database.execute(
            """insert into assignment_rule (id, organ_id, area, role, manner, status, made_by, made_at)
               values ($1, $2, $3, $4, $5, 'active', $6, $7)""",
            made,
            organ_id,
            area,
            role,
            manner,
            actor.name,
            now,
        )
        await record.opened(
            AssignmentRule,
            made,
            "set_rule",
            "active",
            actor=actor,
            now=now,
            data={"area": area, "role": role, "manner": manner},
        )
    return made


async def end_rule(rule_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Matters wait for whoever claims them again. Raises NotFound, AlreadyMoved."""
    organ_id = _leading(actor)
    async with database.unit_of_work():
        if await database.value("select organ_id from assignment_rule where id = $1", rule_id) != organ_id:
            raise errors.NotFound
        await _end(rule_id, actor=actor, now=now)


async def _end(rule_id: UUID, *, actor: Actor, now: datetime) -> None:
    await record.record_step(
        AssignmentRule, rule_id, "end", RULE_STEPS["end"], actor=actor, now=now, also={"ended_at": now}
    )


async def absences(organ_id: UUID, *, today: date) -> list[Row]:
    """Absences of today and to come."""
    return await database.rows(
        """select * from work_absence where organ_id = $1 and status = 'entered' and to_on >= $2
           order by from_on, person_name""",
        organ_id,
        today,
    )


async def enter_absence(person: UUID, from_on: date, to_on: date, *, actor: Actor, now: datetime) -> UUID:
    """One's own, or by the director anybody's of the organ. Raises Invalid, NotPermitted."""
    organ_id, today = _organ(actor), beijing.legal_day(now)
    if person != actor.person_id:
        actor.check_holds(*LEADERS)
    known = await database.value(
        """select person.name from appointment join person on person.id = appointment.person
           where appointment.person = $1 and organ = $2 and role = any($3::text[]) and from_on <= $4
             and (to_on is null or to_on >= $4) limit 1""",
        person,
        organ_id,
        sorted(WORKERS),
        today,
    )
    wrong = {}
    if known is None:
        wrong["person"] = N_("请选择本机关在岗的人员")
    if to_on < from_on or to_on < today:
        wrong["to_on"] = N_("结束日期不能早于开始日期和今天")
    if wrong:
        raise errors.Invalid(wrong)
    made = uuid4()
    async with database.unit_of_work():
        await database.execute(
            """insert into work_absence (id, organ_id, person, person_name, from_on, to_on, status, entered_by, entered_at)
               values ($1, $2, $3, $4, $5, $6, 'entered', $7, $8)""",
            made,
            organ_id,
            person,
            known,
            from_on,
            to_on,
            actor.name,
            now,
        )
        await record.opened(WorkAbsence, made, "enter_absence", "entered", actor=actor, now=now)
    return made


async def cancel_absence(absence_id: UUID, *, actor: Actor, now: datetime) -> None:
    """The person, or the director. Raises NotFound, AlreadyMoved."""
    async with database.unit_of_work():
        found = await database.row("select * from work_absence where id = $1 for update", absence_id)
        if found is None or found["organ_id"] != _organ(actor):
            raise errors.NotFound
        if found["person"] != actor.person_id:
            actor.check_holds(*LEADERS)
        await record.record_step(
            WorkAbsence, absence_id, "cancel", ABSENCE_STEPS["cancel"], actor=actor, now=now
        )


async def notes(organ_id: UUID, address: str) -> list[Row]:
    """What colleagues of this organ wrote about a matter, the first first."""
    return await database.rows(
        "select * from work_note where organ_id = $1 and matter = $2 order by at, id", organ_id, address
    )


async def counts(organ_id: UUID) -> dict[str, int]:
    """How many notes each matter of an organ has."""
    found = await database.rows(
        "select matter, count(*) as n from work_note where organ_id = $1 group by matter", organ_id
    )
    return {each["matter"]: each["n"] for each in found}


async def write_note(matter: claiming.Matter, text: str, *, actor: Actor, now: datetime) -> list[str]:
    """Write to one's colleagues; the names of those who were told. Raises Invalid, NotPermitted."""
    organ_id = _organ(actor)
    actor.check_holds(*WORKERS, *LEADERS)
    if not text.strip():
        raise errors.Invalid({"text": N_("请填写备注")})
    meant = rules.mentioned(text, await claiming.officials(organ_id, today=beijing.legal_day(now)))
    async with database.unit_of_work():
        await database.execute(
            """insert into work_note (id, matter, number, organ_id, author, author_name, text, at)
               values ($1, $2, $3, $4, $5, $6, $7, $8)""",
            uuid4(),
            matter.address,
            matter.number,
            organ_id,
            actor.person_id,
            actor.name,
            text.strip(),
            now,
        )
        for each in meant:
            await notices.tell(
                N_("%(name)s在事项%(number)s的备注中提到您"),
                matter.address,
                kind="work",
                now=now,
                person_id=each.person,
                name=actor.name,
                number=matter.number,
            )
    return [each.name for each in meant]


def _leading(actor: Actor) -> UUID:
    actor.check_holds(*LEADERS)
    return _organ(actor)


def _organ(actor: Actor) -> UUID:
    if actor.organ_id is None:
        raise errors.NotFound
    return actor.organ_id

"""The roster of other departments' officers who may join a visit (综合查一次)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import database

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from regulation.actor import Actor


async def roster(actor: Actor) -> list[dict[str, Any]]:
    """All entries of the own organ, those that hold first; ended ones stay."""
    return await database.rows(
        """select officer.*, account.login from partner_officer as officer
           left join account on account.person = officer.person
           where officer.organ = $1 order by officer.until_on is not null, department, name, from_on desc""",
        actor.organ_id,
    )


async def departments(actor: Actor, today: date) -> dict[str, str]:
    """The departments with somebody who may come today: code and name."""
    found = await database.rows(
        """select distinct on (department) department, department_name from partner_officer
           where organ = $1 and from_on <= $2 and (until_on is null or until_on >= $2) and certificate_until >= $2
           order by department, entered_at desc""",
        actor.organ_id,
        today,
    )
    return {each["department"]: each["department_name"] for each in found}


async def appointed(actor: Actor, today: date) -> list[dict[str, Any]]:
    """People who hold the office of a partner department's officer at the own organ, with a certificate."""
    return await database.rows(
        """select person.id as person, person.name, appointment.certificate_number
           from appointment join person on person.id = appointment.person
           where appointment.organ = $1 and appointment.role = 'partner_inspector' and appointment.from_on <= $2
             and (appointment.to_on is null or appointment.to_on >= $2)
             and coalesce(appointment.certificate_number, '') <> ''
           order by person.name""",
        actor.organ_id,
        today,
    )


async def department_of(task_id: UUID, person: UUID | None) -> str | None:
    """The name of the department for which somebody joins a visit."""
    found: str | None = await database.value(
        """select officer.department_name from task_member as member
                join partner_officer as officer on officer.person = member.person
           where member.task = $1 and member.person = $2 and member.until_at is null
           order by officer.from_on desc limit 1""",
        task_id,
        person,
    )
    return found

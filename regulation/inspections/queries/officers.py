"""The standing roster of officers, with everything that decides who may be sent where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.inspections import permissions, rules
from regulation.inspections.queries import rosters

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from regulation.actor import Actor

OFFICERS = """
select distinct on (organ.position, person.id) person.id, person.name, person.number, appointment.organ,
       organ.name as organ_name, organ.name_en as organ_name_en, organ.code as organ_code, organ.area_name, organ.area_name_en,
       appointment.certificate_number, appointment.certificate_until, appointment.from_on, appointment.to_on,
       entry.quals, entry.capacity, entry.from_on as entered_on, entry.note,
       (select leave.to_on from inspection_officer_leave as leave where leave.person = person.id
        and leave.cancelled_at is null and $2 between leave.from_on and leave.to_on
        order by leave.to_on desc limit 1) as on_leave_until,
       (select count(*) from conflict where conflict.person = person.id and conflict.declared_on <= $2
        and (conflict.ended_on is null or conflict.ended_on > $2)) as conflicts
from appointment join person on person.id = appointment.person join organ on organ.id = appointment.organ
left join inspection_officer as entry on entry.person = person.id and entry.organ = appointment.organ
     and entry.from_on <= $2 and (entry.to_on is null or entry.to_on >= $2)
where appointment.role = 'inspector' and appointment.from_on <= $2 and (appointment.to_on is null or appointment.to_on >= $2)
  and ($1::uuid is null or appointment.organ = $1)
"""
ORDER = " order by organ.position, person.id, appointment.from_on desc, entry.from_on desc"


def standing(found: dict[str, Any], today: date) -> str:
    """Whether an officer may be sent: `ready`, or why not."""
    if not found["certificate_number"]:
        return "no_certificate"
    if found["certificate_until"] is not None and found["certificate_until"] < today:
        return "lapsed"
    if found["on_leave_until"] is not None:
        return "on_leave"
    return "ready"


async def roster(organ_id: UUID | None, *, today: date) -> list[dict[str, Any]]:
    """All officers in office, of an organ or of all, with standing, qualifications, places and load of the year."""
    found = await database.rows(OFFICERS + ORDER, organ_id, today)
    loads = await rosters.loads([each["id"] for each in found], today.year)
    return [
        {
            **each,
            "quals": rules.qualifications(each["quals"] or ()),
            "standing": standing(each, today),
            "load": loads.get(each["id"], 0),
        }
        for each in sorted(
            found, key=lambda row: (row["organ_code"], row["certificate_number"] or "", row["name"])
        )
    ]


async def officer(actor: Actor, person_id: UUID) -> dict[str, Any]:
    """One person who holds or held the office of an officer in an organ within reach. Raises NotFound."""
    found = await database.row(
        """select person.id, person.name, person.number, appointment.organ, organ.name as organ_name,
                  organ.name_en as organ_name_en, appointment.certificate_number, appointment.certificate_until
           from appointment join person on person.id = appointment.person join organ on organ.id = appointment.organ
           where person.id = $1 and appointment.role = 'inspector'
           order by appointment.to_on desc nulls first, appointment.from_on desc limit 1""",
        person_id,
    )
    if found is None:
        raise errors.NotFound
    permissions.check_in_scope(actor, found["organ"])
    return found


async def entries(person_id: UUID) -> list[dict[str, Any]]:
    """What the roster said of an officer through time, the newest first."""
    return await database.rows(
        "select * from inspection_officer where person = $1 order by from_on desc", person_id
    )


async def leaves(person_id: UUID) -> list[dict[str, Any]]:
    """Leave of an officer, the newest first."""
    return await database.rows(
        "select * from inspection_officer_leave where person = $1 order by from_on desc, entered_at desc",
        person_id,
    )


async def conflicts(person_ids: Sequence[UUID]) -> list[dict[str, Any]]:
    """Declared conflicts of these persons with the firm's name, the newest first."""
    return await database.rows(
        """select conflict.*, firm.name as firm_name, firm.number as firm_number from conflict
           left join firm on firm.id = conflict.firm_id where conflict.person = any($1::uuid[])
           order by conflict.declared_on desc, conflict.id""",
        list(person_ids),
    )

"""What the rosters of a draw are made of, and the rosters as they were frozen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import database
from regulation.casework import decrees
from regulation.inspections import parameters, rules
from regulation.inspections.queries import caps

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

#: When somebody visited: the start of a visit that was carried out, else the day it was confirmed.
VISITED = "coalesce(task.started_at, task.confirmed_at)"

POPULATION = f"""
select firm.id, firm.number, firm.area, firm.business_state,
       (select max(({VISITED} at time zone 'Asia/Shanghai')::date) from inspection_task as task
        where task.firm = firm.id and task.basis <> 'lead' and task.confirmed_at is not null) as last_visit_on,
       exists (select from inspection_task as task where task.firm = firm.id
               and task.status not in ('confirmed', 'published', 'carried', 'replaced')) as has_open_task,
       exists (select from do_not_disturb as list where list.firm = firm.id and list.status in ('entered', 'ended')
               and $3 between list.from_on and list.until_on and (list.ended_on is null or $3 < list.ended_on)
              ) as is_undisturbed,
       coalesce((select task.status = 'carried' from inspection_task as task
                 where task.firm = firm.id and task.basis <> 'lead'
                 order by task.assigned_on desc, task.number desc limit 1), false) as was_carried
from firm
where firm.organ = $1
  and exists (select from registration_entry as entry
              where entry.firm = firm.id and entry.kind = any($2::text[])
                and entry.status in ('valid', 'renewal_pending')
                and (entry.status = 'renewal_pending' or entry.expires_on is null or entry.expires_on >= $3))
  and ($4::integer is null or exists (select from annual_report as report where report.firm = firm.id
       and report.year = $4 and report.kind = 'operating' and report.status = 'accepted'))
order by firm.number collate "C"
"""  # noqa: S608 - a constant of this file


async def population(
    organ_id: UUID, kinds: Sequence[str], *, today: date, reported: int | None = None
) -> list[dict[str, Any]]:
    """Every firm of the organ with a living registration of these kinds, by register number; with `reported` only those
    with an accepted operating report of that year.
    """
    found = await database.rows(POPULATION, organ_id, list(kinds), today, reported)
    visits = await caps.used([each["id"] for each in found], today.year)
    return [{**each, "visits": visits.get(each["id"], 0)} for each in found]


def past_of(found: dict[str, Any]) -> rules.Past:
    """The bridge from a row of the population to what the rules see."""
    return rules.Past(
        found["business_state"],
        found["last_visit_on"],
        found["has_open_task"],
        found["was_carried"],
        found["visits"],
        found["is_undisturbed"],
    )


async def limits(organ_id: UUID, *, today: date) -> dict[str, rules.Limits]:
    """What holds for the organ today, per tier: its decrees, the city's, or the start values."""
    by_tier = (await decrees.in_force(parameters.CAPS, organ_id, today)).value
    months = (await decrees.in_force(parameters.RECENT_MONTHS, organ_id, today)).value
    return {tier: rules.limits(by_tier, months, tier) for tier in rules.TIERS}


async def inspectors(organ_id: UUID | None, *, today: date) -> list[dict[str, Any]]:
    """Who may inspect for the organ today, with qualifications (`quals`) and places left in the year (`capacity`); None: in the city.

    In office, with an enforcement certificate that is valid. Somebody on leave stays in the roster with no
    place. `capacity` is what the roster allows for the year less what the year has brought already, and
    None where the roster sets no number.
    """
    found = await database.rows(
        """select distinct on (person.id) person.id, person.name, appointment.certificate_number,
                  appointment.certificate_until, organ.code as district, 'hrss' as dept, entry.quals, entry.capacity as yearly,
                  exists (select from inspection_officer_leave as leave where leave.person = person.id
                          and leave.cancelled_at is null and $2 between leave.from_on and leave.to_on) as on_leave
           from appointment join person on person.id = appointment.person join organ on organ.id = appointment.organ
           left join inspection_officer as entry on entry.person = person.id and entry.organ = appointment.organ
                and entry.from_on <= $2 and (entry.to_on is null or entry.to_on >= $2)
           where ($1::uuid is null or appointment.organ = $1) and appointment.role = 'inspector' and appointment.from_on <= $2
             and (appointment.to_on is null or appointment.to_on >= $2)
             and coalesce(appointment.certificate_number, '') <> ''
             and (appointment.certificate_until is null or appointment.certificate_until >= $2)
           order by person.id, appointment.from_on desc, entry.from_on desc""",
        organ_id,
        today,
    )
    given = await loads([each["id"] for each in found], today.year)
    return [
        {
            **each,
            "quals": rules.qualifications(each["quals"] or ()),
            "capacity": rules.places_left(
                each["yearly"], given.get(each["id"], 0), is_on_leave=each["on_leave"]
            ),
        }
        for each in found
    ]


async def partners(organ_id: UUID, departments: Sequence[str], *, today: date) -> list[dict[str, Any]]:
    """Officers of other departments who may come to a joint visit of the organ today."""
    return await database.rows(
        """select distinct on (officer.person) officer.person as id, officer.name, officer.certificate_number,
                  organ.code as district, officer.department as dept, array['enforcement'] as quals,
                  null::integer as capacity
           from partner_officer as officer join organ on organ.id = officer.organ
           where officer.organ = $1 and officer.department = any($2::text[]) and officer.from_on <= $3
             and exists (select from appointment where appointment.person = officer.person
                         and appointment.organ = officer.organ and appointment.role = 'partner_inspector'
                         and (appointment.to_on is null or appointment.to_on >= $3))
             and (officer.until_on is null or officer.until_on >= $3) and officer.certificate_until >= $3
           order by officer.person, officer.from_on desc""",
        organ_id,
        list(departments),
        today,
    )


async def certified(persons: Sequence[UUID], *, today: date) -> set[UUID]:
    """Which of these persons hold a certificate that is valid today, of this or of another department."""
    found = await database.rows(
        """select person from appointment
           where person = any($1::uuid[]) and role = 'inspector' and from_on <= $2
             and (to_on is null or to_on >= $2) and coalesce(certificate_number, '') <> ''
             and (certificate_until is null or certificate_until >= $2)
           union
           select person from partner_officer
           where person = any($1::uuid[]) and from_on <= $2 and (until_on is null or until_on >= $2)
             and certificate_until >= $2""",
        list(persons),
        today,
    )
    return {each["person"] for each in found}


async def loads(persons: Sequence[UUID], year: int) -> dict[UUID, int]:
    """How many inspections each was given this year."""
    found = await database.rows(
        """select person, count(*) as n from task_member join inspection_task as task on task.id = task_member.task
           where person = any($1::uuid[]) and task_member.until_at is null
             and extract(year from task.assigned_on) = $2 group by person""",
        list(persons),
        year,
    )
    return {each["person"]: each["n"] for each in found}


async def conflicts(persons: Sequence[UUID], *, today: date) -> dict[UUID, set[UUID]]:
    """The firms each must not handle today."""
    found = await database.rows(
        """select person, firm_id from conflict
           where person = any($1::uuid[]) and declared_on <= $2 and (ended_on is null or ended_on > $2)""",
        list(persons),
        today,
    )
    gathered: dict[UUID, set[UUID]] = {}
    for each in found:
        gathered.setdefault(each["person"], set()).add(each["firm_id"])
    return gathered


async def last_teams(firm_ids: Sequence[UUID]) -> dict[UUID, set[UUID]]:
    """For each person the firms whose last inspection this person took part in."""
    found = await database.rows(
        """with last as (
               select distinct on (firm) id, firm from inspection_task
               where firm = any($1::uuid[]) and status in ('confirmed', 'published')
               order by firm, confirmed_at desc)
           select task_member.person, last.firm from last join task_member on task_member.task = last.id
           where task_member.until_at is null""",
        list(firm_ids),
    )
    gathered: dict[UUID, set[UUID]] = {}
    for each in found:
        gathered.setdefault(each["person"], set()).add(each["firm"])
    return gathered


async def subjects(draw: UUID) -> list[dict[str, Any]]:
    """The frozen roster of subjects, with the firms' names of today."""
    return await database.rows(
        """select draw_subject.*, firm.name, firm.uscc from draw_subject join firm on firm.id = draw_subject.firm
           where draw = $1 order by subject collate "C\"""",
        draw,
    )


async def officers(draw: UUID) -> list[dict[str, Any]]:
    """The roster of inspectors, for those who prepare or audit it."""
    return await database.rows(
        'select * from draw_inspector where draw = $1 order by pseudonym collate "C"', draw
    )


async def counts(draw: UUID) -> list[dict[str, Any]]:
    """Per stratum: how many there are, how many may be drawn, how many are certain."""
    return await database.rows(
        """select stratum, count(*) as population, count(*) filter (where status = 'eligible') as eligible,
                  count(*) filter (where status = 'certain') as certain,
                  count(*) filter (where status = 'excluded') as excluded
           from draw_subject where draw = $1 group by stratum order by stratum""",
        draw,
    )


async def reasons(draw: UUID) -> list[dict[str, Any]]:
    """Per stratum and code: how many were left out, or are certain."""
    return await database.rows(
        """select stratum, reason, count(*) as n from draw_subject where draw = $1 and reason <> ''
           group by stratum, reason order by stratum, n desc, reason""",
        draw,
    )


def subject_record(found: dict[str, Any]) -> dict[str, Any]:
    """A row of the roster as the procedure takes it."""
    return {
        "id": found["subject"],
        "stratum": found["stratum"],
        "district": found["district"],
        "status": found["status"],
        "reason": found["reason"],
        "groups": [],
        "salt": found["salt"],
    }


def inspector_record(found: dict[str, Any]) -> dict[str, Any]:
    """A row of the roster of inspectors as the procedure takes it: no name, no certificate."""
    return {
        "id": found["pseudonym"],
        "district": found["district"],
        "dept": found["dept"],
        "quals": sorted(found["quals"]),
        "capacity": found["capacity"],
        "load_before": found["load_before"],
        "conflicts": sorted(found["conflicts"]),
        "rotation": sorted(found["rotation"]),
        "salt": found["salt"],
    }


def without_lists(found: dict[str, Any]) -> dict[str, Any]:
    """A row of the roster of inspectors with the lengths of its lists in place of the lists (section 8)."""
    record = inspector_record(found)
    return {
        key: len(value) if key in {"conflicts", "rotation"} else value
        for key, value in record.items()
        if key != "salt"
    }


async def narrow_slots(found: dict[str, Any]) -> list[dict[str, object]]:
    """The slots of a draw for which its roster offers fewer than four officers."""
    districts = await database.rows(
        "select distinct district, 'eligible' as status from draw_subject where draw = $1 and status <> 'excluded'",
        found["id"],
    )
    return rules.narrow_slots(found["params"]["teams"][rules.TEAM], districts, await officers(found["id"]))

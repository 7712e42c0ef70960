"""Take a matter, give it, put it back; share out what nobody has taken. Two clicks at once make one claim."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from regulation import database, errors
from regulation.accounts import people
from regulation.casework import calendar, record
from regulation.law import beijing
from regulation.notices import actions as notices
from regulation.roles import Role
from regulation.words import N_
from regulation.worklists import rules
from regulation.worklists.status import CLAIM_STEPS, LEADERS, WORKERS
from regulation.worklists.tables import WorkClaim

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from uuid import UUID

    from regulation.actor import Actor

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Matter:
    """A matter as the work list shows it: the caller has taken it from the list of the person's own organ."""

    address: str
    area: str
    number: str


async def held(organ_id: UUID, *, today: date) -> dict[str, Row]:
    """The claims of an organ that hold today, by the matter's address."""
    found = await database.rows(
        "select * from work_claim where organ_id = $1 and status = 'held' and until_on >= $2", organ_id, today
    )
    return {each["matter"]: each for each in found}


async def officials(organ_id: UUID, *, today: date, role: str = "") -> list[rules.Official]:
    """Who of an organ works today, with how much is in each one's hands; the absent are left out."""
    holders = await people.officials(organ_id, today=today)
    away = {
        each["person"]
        for each in await database.rows(
            """select person from work_absence
               where organ_id = $1 and status = 'entered' and from_on <= $2 and to_on >= $2""",
            organ_id,
            today,
        )
    }
    loads: dict[UUID, int] = {}
    for claim in (await held(organ_id, today=today)).values():
        loads[claim["person"]] = loads.get(claim["person"], 0) + 1
    wanted = {role} if role else set(WORKERS)
    named = {
        each["person"]: each["name"]
        for each in holders
        if each["role"] in wanted and each["from_on"] <= today and each["is_active"]
    }
    return [
        rules.Official(person, name, loads.get(person, 0))
        for person, name in named.items()
        if person not in away
    ]


async def claim(matter: Matter, *, actor: Actor, now: datetime) -> UUID:
    """Take a matter for oneself. Raises AlreadyMoved when a colleague holds it."""
    actor.check_holds(*WORKERS)
    return await _give(matter, _organ(actor), actor.person_id, actor.name, "self", actor=actor, now=now)


async def give(matter: Matter, person: UUID, *, actor: Actor, now: datetime) -> UUID:
    """The director gives a matter to a present official, whoever held it. Raises NotPermitted, Invalid."""
    actor.check_holds(*LEADERS)
    organ_id, today = _organ(actor), beijing.legal_day(now)
    chosen = {each.person: each for each in await officials(organ_id, today=today)}.get(person)
    if chosen is None:
        raise errors.Invalid({"person": N_("请选择本机关在岗的人员")})
    async with database.unit_of_work():
        await database.execute("select pg_advisory_xact_lock(hashtextextended($1, 0))", matter.address)
        current = (await held(organ_id, today=today)).get(matter.address)
        if current is not None:
            await _release(current, actor=actor, now=now)
        made = await _give(matter, organ_id, person, chosen.name, "director", actor=actor, now=now)
        if person != actor.person_id:
            await _notify(matter, person, now=now)
    return made


async def release(address: str, *, actor: Actor, now: datetime) -> None:
    """Put back what one holds; the director puts back anybody's of the organ. Raises NotFound."""
    async with database.unit_of_work():
        found = await database.row(
            "select * from work_claim where matter = $1 and organ_id = $2 and status = 'held' for update",
            address,
            _organ(actor),
        )
        if found is None or (found["person"] != actor.person_id and not actor.holds(*LEADERS)):
            raise errors.NotFound
        await _release(found, actor=actor, now=now)


async def share_out(
    matters: Sequence[Matter],
    organ_id: UUID,
    role: Role,
    *,
    actor: Actor,
    now: datetime,
) -> int:
    """Give the unclaimed matters of an office by the organ's rules, the most urgent first; how many.

    The caller passes them in the order of their urgency. An area without a rule, of its own or for all, keeps
    its matters unclaimed.
    """
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        # One at a time in an organ: two would count the same loads.
        await database.execute("select pg_advisory_xact_lock(hashtextextended($1, 1))", str(organ_id))
        known = await database.rows(
            "select * from assignment_rule where organ_id = $1 and role = $2 and status = 'active'",
            organ_id,
            str(role),
        )
        by_area = {each["area"]: each for each in known}
        taken = await held(organ_id, today=today)
        given = 0
        for area in sorted({each.area for each in matters}):
            rule = by_area.get(area) or by_area.get("")
            open_ones = {e.address: e for e in matters if e.area == area and e.address not in taken}
            if rule is None or not open_ones:
                continue
            present = await officials(organ_id, today=today, role=str(role))
            last = await database.value(
                """select person from work_claim where organ_id = $1 and area = $2 and manner = 'rule'
                   order by place desc limit 1""",
                organ_id,
                area,
            )
            chosen = rules.assign(list(open_ones), present, rule["manner"], last=last)
            for address, official in chosen.items():
                await _give(
                    open_ones[address], organ_id, official.person, official.name, "rule", actor=actor, now=now
                )
                await _notify(open_ones[address], official.person, now=now)
            given += len(chosen)
    return given


async def _give(
    matter: Matter,
    organ_id: UUID,
    person: UUID | None,
    name: str,
    manner: str,
    *,
    actor: Actor,
    now: datetime,
) -> UUID:
    today = beijing.legal_day(now)
    until = rules.claim_until(today, await calendar.current())
    async with database.unit_of_work():
        await database.execute("select pg_advisory_xact_lock(hashtextextended($1, 0))", matter.address)
        # What has run out is put back by whoever claims next.
        await database.execute(
            """update work_claim set status = 'released', released_at = $2
               where matter = $1 and organ_id = $4 and status = 'held' and until_on < $3""",
            matter.address,
            now,
            today,
            organ_id,
        )
        made = await database.value(
            """insert into work_claim (id, matter, area, number, organ_id, person, person_name, status, manner,
                                       claimed_at, until_on)
               values ($1, $2, $3, $4, $5, $6, $7, 'held', $8, $9, $10)
               on conflict (organ_id, matter) where status = 'held' do nothing returning id""",
            uuid4(),
            matter.address,
            matter.area,
            matter.number,
            organ_id,
            person,
            name,
            manner,
            now,
            until,
        )
        if made is None:
            raise errors.AlreadyMoved(N_("该事项已由同事认领"))
        await record.opened(
            WorkClaim,
            made,
            "claim",
            "held",
            actor=actor,
            now=now,
            data={"matter": matter.address, "number": matter.number, "person": name, "manner": manner},
        )
    return made


async def _release(found: Row, *, actor: Actor, now: datetime) -> None:
    await record.record_step(
        WorkClaim,
        found["id"],
        "release",
        CLAIM_STEPS["release"],
        actor=actor,
        now=now,
        data={"matter": found["matter"], "person": found["person_name"]},
        also={"released_at": now},
    )


async def _notify(matter: Matter, person: UUID, *, now: datetime) -> None:
    await notices.tell(
        N_("事项%(number)s已分派给您"),
        matter.address,
        kind="work",
        now=now,
        person_id=person,
        number=matter.number,
    )


def _organ(actor: Actor) -> UUID:
    if actor.organ_id is None:
        raise errors.NotFound
    return actor.organ_id

"""An office's list of minor breaches: entered as its decree has it, adopted by another person, never filled by itself."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.law import house_rules
from regulation.penalties.rules.violations import VIOLATIONS
from regulation.roles import Role

if TYPE_CHECKING:
    from datetime import datetime

    from regulation.actor import Actor


async def draft_minor(
    violation: str,
    *,
    most_affected: int,
    conditions: str,
    decree_number: str,
    from_on: date,
    actor: Actor,
    now: datetime,
) -> UUID:
    """Enter a breach of the office's list of minor breaches, as its decree has it, for another person to adopt."""
    actor.check_holds(Role.CLERK)
    wrong = {}
    if violation not in VIOLATIONS:
        wrong["violation"] = "请选择违法行为"
    if not decree_number.strip():
        wrong["decree_number"] = "请填写文号"
    if len(conditions.strip()) < 4:
        wrong["conditions"] = "请照录清单规定的条件"
    if most_affected < 0:
        wrong["most_affected"] = "请填写人数"
    if wrong or actor.organ_id is None:
        raise errors.Invalid(wrong)
    made = uuid4()
    async with database.unit_of_work():
        await database.execute(
            """insert into minor_breach (id, organ, violation, most_affected, conditions, decree_number, from_on, drafted_by,
                   drafted_name, drafted_at, adopted_name) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,'')
               on conflict (organ, violation, from_on) do nothing""",
            made,
            actor.organ_id,
            violation,
            most_affected,
            conditions.strip(),
            decree_number.strip(),
            from_on,
            actor.person_id,
            actor.name,
            now,
        )
    return made


async def adopt_minor(entry_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Adopt an entry: it holds from its day on, in place of the one before. Not by who entered it."""
    actor.check_holds(Role.DECIDER, Role.DIRECTOR)
    async with database.unit_of_work():
        found = await database.row("select * from minor_breach where id = $1 for update", entry_id)
        if found is None or found["organ"] != actor.organ_id:
            raise errors.NotFound
        if found["drafted_by"] == actor.person_id:
            raise errors.NotPermitted("填写草稿的人员不能采用", citation=house_rules.TWO_PERSONS)
        if found["adopted_at"] is not None:
            raise errors.AlreadyMoved
        await database.execute(
            """update minor_breach set until_on = $3 where organ = $1 and violation = $2 and adopted_at is not null
                 and from_on < $4 and (until_on is null or until_on >= $4)""",
            found["organ"],
            found["violation"],
            found["from_on"] - timedelta(days=1),
            found["from_on"],
        )
        await database.execute(
            "update minor_breach set adopted_by = $2, adopted_name = $3, adopted_at = $4 where id = $1",
            entry_id,
            actor.person_id,
            actor.name,
            now,
        )

"""Plans and their lines."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.inspections import permissions
from regulation.inspections.queries import lists
from regulation.inspections.rules import Rate
from regulation.inspections.status import PlanStatus

if TYPE_CHECKING:
    from uuid import UUID

    from regulation.actor import Actor

PLAN = """
select plan.*, organ.name as organ_name, organ.name_en as organ_name_en, organ.code as organ_code,
       organ.short as organ_short, organ.level as organ_level,
       (select count(*) from plan_line where plan_line.plan = plan.id) as lines
from inspection_plan as plan join organ on organ.id = plan.organ
"""


def line_of(found: dict[str, Any]) -> dict[str, Any]:
    """A line with its rates as fractions."""
    rates = {tier: Rate(*pair) for tier, pair in json.loads(found["rates"]).items()}
    expected = json.loads(found["expected"]) if found.get("expected") else None
    return {**found, "rates": rates, "expected": expected}


async def of_actor(actor: Actor, *, year: int | None = None) -> list[dict[str, Any]]:
    """The plans within reach, the newest year first."""
    return await database.rows(
        f"""{PLAN} where ($1::uuid is null or plan.organ = $1) and ($2::int is null or plan.year = $2)
            order by plan.year desc, organ.position, plan.version desc, plan.drafted_at desc""",
        None if actor.is_municipal else actor.organ_id,
        year,
    )


async def plan(actor: Actor, plan_id: UUID) -> dict[str, Any]:
    """One plan within reach with its lines. Raises NotFound."""
    found = await _plan(plan_id)
    permissions.check_in_scope(actor, found["organ"])
    return found


async def public_plans() -> list[dict[str, Any]]:
    """All plans in force, the newest year first."""
    return await database.rows(
        f"{PLAN} where plan.status = $1 order by plan.year desc, organ.position", PlanStatus.ADOPTED
    )


async def public_plan(plan_id: UUID) -> dict[str, Any]:
    """One public plan with its lines, in force or replaced since. Raises NotFound for a draft."""
    found = await _plan(plan_id)
    if found["status"] not in {PlanStatus.ADOPTED, PlanStatus.SUPERSEDED}:
        raise errors.NotFound
    return found


async def in_force(organ_id: UUID, year: int) -> UUID | None:
    """The plan in force of an organ and a year."""
    found: UUID | None = await database.value(
        "select id from inspection_plan where organ = $1 and year = $2 and status = $3",
        organ_id,
        year,
        PlanStatus.ADOPTED,
    )
    return found


async def versions(organ_id: UUID, year: int) -> list[dict[str, Any]]:
    """All public versions of an organ's plan of a year, the newest first."""
    return await database.rows(
        f"{PLAN} where plan.organ = $1 and plan.year = $2 and plan.status in ('adopted', 'superseded')"
        " order by plan.version desc",
        organ_id,
        year,
    )


async def organs_without(year: int) -> list[dict[str, Any]]:
    """Organs that have no plan in force for a year."""
    return await database.rows(
        """select organ.id, organ.code, organ.name, organ.name_en from organ
           where not exists (select from inspection_plan as plan
                             where plan.organ = organ.id and plan.year = $1 and plan.status = 'adopted')
           order by organ.position""",
        year,
    )


async def was_drawn(line_id: UUID) -> bool:
    """Whether the round, in this version of its plan or an earlier one, has a draw that was not abandoned."""
    found: bool = await database.value(
        """select exists (
               select from inspection_draw as draw join plan_line as drawn on drawn.id = draw.plan_line
               join plan_line as line on coalesce(line.origin, line.id) = coalesce(drawn.origin, drawn.id)
               where line.id = $1 and draw.status <> 'abandoned')""",
        line_id,
    )
    return found


async def _plan(plan_id: UUID) -> dict[str, Any]:
    found = await database.row(f"{PLAN} where plan.id = $1", plan_id)
    if found is None:
        raise errors.NotFound
    await lists.known(found)
    lines = await database.rows("select * from plan_line where plan = $1 order by position", plan_id)
    return {**found, "lines": [line_of(each) for each in lines]}


async def line(actor: Actor, line_id: UUID) -> dict[str, Any]:
    """One line of a plan within reach, with its plan under `plan`. Raises NotFound."""
    found = await database.row("select * from plan_line where id = $1", line_id)
    if found is None:
        raise errors.NotFound
    return {**line_of(found), "plan": await plan(actor, found["plan"])}


async def drawable(actor: Actor) -> list[dict[str, Any]]:
    """Lines of the own organ's plans in force, with how often they were drawn already."""
    found = await database.rows(
        """select plan_line.*, plan.year, plan.number as plan_number,
                  (select count(*) from inspection_draw as draw join plan_line as drawn on drawn.id = draw.plan_line
                   where coalesce(drawn.origin, drawn.id) = coalesce(plan_line.origin, plan_line.id)
                     and draw.status <> 'abandoned') as draws
           from plan_line join inspection_plan as plan on plan.id = plan_line.plan
           where plan.organ = $1 and plan.status = 'adopted' order by plan.year desc, month, position""",
        actor.organ_id,
    )
    return [line_of(each) for each in found]

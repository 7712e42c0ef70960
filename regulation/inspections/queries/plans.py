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
       organ.short as organ_short,
       (select count(*) from plan_line where plan_line.plan = plan.id) as lines
from inspection_plan as plan join organ on organ.id = plan.organ
"""


def line_of(found: dict[str, Any]) -> dict[str, Any]:
    """A line with its rates as fractions."""
    rates = {tier: Rate(*pair) for tier, pair in json.loads(found["rates"]).items()}
    return {**found, "rates": rates}


async def of_actor(actor: Actor, *, year: int | None = None) -> list[dict[str, Any]]:
    """The plans within reach, the newest year first."""
    return await database.rows(
        f"""{PLAN} where ($1::uuid is null or plan.organ = $1) and ($2::int is null or plan.year = $2)
            order by plan.year desc, organ.position, plan.drafted_at desc""",
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
    """One adopted plan with its lines. Raises NotFound for a draft."""
    found = await _plan(plan_id)
    if found["status"] != PlanStatus.ADOPTED:
        raise errors.NotFound
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
                  (select count(*) from inspection_draw where plan_line = plan_line.id and status <> 'abandoned') as draws
           from plan_line join inspection_plan as plan on plan.id = plan_line.plan
           where plan.organ = $1 and plan.status = 'adopted' order by plan.year desc, month, position""",
        actor.organ_id,
    )
    return [line_of(each) for each in found]

"""The panel as it stands, as it was drawn, and how it has changed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.surveys import panel, session
from regulation.surveys.panel import Plan, Point

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID


@dataclass(frozen=True, slots=True)
class Drawn:
    """A panel as it was drawn, with its decision. `frame` is read only where one panel is asked for by itself."""

    id: UUID
    month: str
    turns: bool
    seed: str
    frame: list[list[str]]
    frame_digest: str
    parameters: dict[str, Any]
    plan: Plan
    status: str
    reason: str
    proposed_by: str
    proposed_at: datetime
    decided_by: str
    decided_at: datetime | None


#: A frame has a line for every institution of the register: too heavy for whoever needs the panel alone.
_LIGHT = """id, month, turns, seed, '[]' as frame, frame_digest, parameters, outcome, status, reason, proposed_by, proposed_at,
    decided_by, decided_at"""


def _drawn(found: dict[str, Any]) -> Drawn:
    return Drawn(
        **{key: found[key] for key in Drawn.__slots__ if key not in {"frame", "parameters", "plan"}},
        frame=json.loads(found["frame"]),
        parameters=json.loads(found["parameters"]),
        plan=panel.of_json(found["outcome"]),
    )


@session.statistical
async def plans() -> list[Drawn]:
    """Every panel that was drawn, newest first; those that were dropped too. Without their frames."""
    found = await database.rows(f"select {_LIGHT} from panel_plan order by proposed_at desc")  # noqa: S608 - constants
    return [_drawn(each) for each in found]


@session.statistical
async def plan(plan_id: UUID) -> Drawn:
    """One of them. Raises NotFound."""
    found = await database.row("select * from panel_plan where id = $1", plan_id)
    if found is None:
        raise errors.NotFound
    return _drawn(found)


@session.statistical
async def in_force(month: str) -> Drawn | None:
    """The confirmed panel of a month, without its frame."""
    found = await database.row(
        f"""select {_LIGHT} from panel_plan where status = 'confirmed' and month <= $1
            order by month desc, decided_at desc limit 1""",  # noqa: S608 - constants
        month,
    )
    return _drawn(found) if found else None


@session.statistical
async def points(month: str) -> list[dict[str, Any]]:
    """Who is in the panel in a month, with names and organs."""
    return await database.rows(
        """select point.*, firm.number, firm.name, firm.area, organ.code as organ_code, organ.name as organ_name
             from panel_point as point join firm on firm.id = point.firm left join organ on organ.id = firm.organ
            where point.since <= $1 and (point.until is null or point.until >= $1)
            order by point.stratum, firm.number""",
        month,
    )


@session.statistical
async def current() -> list[Point]:
    """The points that no plan has ended, as the draw takes them."""
    found = await database.rows(
        """select firm.number, point.stratum, point.rotation_group, point.since
             from panel_point as point join firm on firm.id = point.firm where point.until is null order by firm.number"""
    )
    return [Point(*each.values()) for each in found]


@session.statistical
async def left() -> dict[str, str]:
    """When each former point left: the first month in which it was no longer one."""
    found = await database.rows(
        """select firm.number, max(change.month) as month
             from panel_change as change join firm on firm.id = change.firm_id
            where change.act = 'leave' group by firm.number"""
    )
    return {each["number"]: each["month"] for each in found}


@session.statistical
async def changes(limit: int = 200) -> list[dict[str, Any]]:
    """What changed in the panel, newest first."""
    return await database.rows(
        """select change.*, firm.number, firm.name from panel_change as change join firm on firm.id = change.firm_id
            order by change.made_at desc, change.month desc, firm.number limit $1""",
        limit,
    )


@session.statistical
async def membership(firm_id: UUID) -> list[dict[str, Any]]:
    """From when to when an institution is or was a point, newest first."""
    return await database.rows("select * from panel_point where firm = $1 order by since desc", firm_id)


@session.statistical
async def last_turn() -> str | None:
    """The month from which the panel was last drawn anew or turned."""
    found: str | None = await database.value(
        """select max(month) from panel_plan where status = 'confirmed'
            and (turns or month = (select min(month) from panel_plan where status = 'confirmed'))"""
    )
    return found

"""Requests to replace a firm or an officer of a draw."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.casework import attachments
from regulation.inspections import permissions

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from regulation.actor import Actor

REQUEST = """
select request.*, draw.draw_id, draw.title as draw_title, task.number as task_number, task.firm,
       firm.name as firm_name, firm.number as firm_number, organ.name as organ_name, organ.name_en as organ_name_en,
       member.name as officer_name
from amendment_request as request
     join inspection_draw as draw on draw.id = request.draw
     join inspection_task as task on task.id = request.task
     join firm on firm.id = task.firm
     join organ on organ.id = request.organ
     left join draw_inspector as member on member.draw = request.draw and member.pseudonym = request.inspector
"""


async def request(actor: Actor, request_id: UUID) -> dict[str, Any]:
    """One request within reach of the desk, with its evidence. Raises NotFound."""
    found = await database.row(f"{REQUEST} where request.id = $1", request_id)
    if found is None:
        raise errors.NotFound
    permissions.check_in_scope(actor, found["organ"])
    return {**found, "evidence": await attachments.of("amendment_request", request_id)}


async def of_draw(draw: UUID) -> list[dict[str, Any]]:
    """The requests of a draw, the newest first."""
    return await database.rows(f"{REQUEST} where request.draw = $1 order by request.requested_at desc", draw)


async def of_task(task: UUID) -> list[dict[str, Any]]:
    """The requests about one task, the newest first."""
    return await database.rows(f"{REQUEST} where request.task = $1 order by request.requested_at desc", task)


async def of_actor(actor: Actor, *, statuses: Sequence[str] = (), limit: int = 200) -> list[dict[str, Any]]:
    """Requests within reach, what waits first."""
    return await database.rows(
        f"""{REQUEST} where ($1::uuid is null or request.organ = $1)
              and (cardinality($2::text[]) = 0 or request.status = any($2))
            order by request.status = 'requested' desc, request.requested_at desc limit $3""",
        None if actor.is_municipal else actor.organ_id,
        [str(each) for each in statuses],
        limit,
    )

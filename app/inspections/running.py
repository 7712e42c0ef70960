"""From the announced value to the published result: the arithmetic runs in a process of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app import clock
from regulation.inspections.actions import drawing
from regulation.inspections.draw import record
from regulation.inspections.queries import draws
from reports import pool

if TYPE_CHECKING:
    from regulation.actor import Actor

#: A hundred thousand firms take seconds; more than this means that something is wrong.
SECONDS = 300.0


async def result_of(material: dict[str, Any]) -> dict[str, Any]:
    """The record of this input, computed beside the event loop."""
    return await pool.run(record.run, material, seconds=SECONDS)


async def conclude(draw_id: str, *, actor: Actor) -> int:
    """Compute and publish the result; how many tasks there are. May be repeated after a failure: same input, same result."""
    found = await draws.draw(actor, draw_id)
    result = await result_of(await draws.material(found))
    return await drawing.conclude(draw_id, result, actor=actor, now=clock.now())

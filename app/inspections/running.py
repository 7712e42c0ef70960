"""From the announced value to the published result: the arithmetic runs in a process of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app import clock
from regulation import errors
from regulation.inspections import draw_computing
from regulation.inspections.actions import amending, drawing, stating
from regulation.inspections.draw import record
from regulation.inspections.queries import draws
from regulation.ledger.jcs import Refusal
from reports import pool

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from regulation.actor import Actor

#: A hundred thousand firms take seconds; more than this means that something is wrong.
SECONDS = 300.0
#: How often a replacement is computed anew because another one came first.
TRIES = 5


async def result_of(material: dict[str, Any]) -> dict[str, Any]:
    """The record of this input, computed beside the event loop."""
    return await pool.run(record.run, material, seconds=SECONDS)


async def _beside(work: Callable[[dict[str, Any]], Any], material: dict[str, Any]) -> Any:
    """The work in a process of its own. Raises Refused when that process came to no end: nothing is changed then."""
    try:
        return await pool.run(work, material, seconds=SECONDS)
    except (pool.Broken, pool.OutOfTime):
        raise errors.Refused("计算没有完成，什么都没有改变。同样的输入结果相同，请再办理一次") from None


async def conclude(draw_id: str, *, actor: Actor) -> int:
    """Compute and publish the result; how many tasks there are. May be repeated after a failure: same input, same result."""
    found = await draws.draw(actor, draw_id)
    if len((await draws.transcript(found))["secrets"]) < found["parties"]:
        raise errors.Refused("各方的秘密值尚未全部公开，不能计算")
    result, narrow = await _beside(draw_computing.conclude, await draws.material(found))
    return await drawing.conclude(draw_id, result, narrow=narrow, actor=actor, now=clock.now())


async def amend(request_id: UUID, *, actor: Actor) -> str:
    """Compute the replacement asked for and enter it; its outcome."""
    for _try in range(TRIES):
        _found, material = await amending.input_of(request_id, actor=actor)
        computed = await _beside(draw_computing.recompute, material)
        if isinstance(computed, tuple):
            raise errors.Refused("抽取程序不允许这项更换：%(reason)s", reason=computed[1])
        try:
            return await amending.grant(request_id, computed["amendments"][-1], actor=actor, now=clock.now())
        except amending.OutOfStep:
            continue
    raise errors.AlreadyMoved


async def state(draw_id: str, *, actor: Actor) -> bool:
    """Recompute a concluded draw from all its rosters for the auditor's statement; whether it is equal."""
    file = await stating.file_for(draw_id, actor=actor)
    computed = await _beside(draw_computing.recompute, file["input"])
    if isinstance(computed, tuple):
        return await stating.state(
            draw_id, Refusal(tuple(computed[0]), computed[1]), actor=actor, now=clock.now()
        )
    return await stating.state(draw_id, computed, actor=actor, now=clock.now())

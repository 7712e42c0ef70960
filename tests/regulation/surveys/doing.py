"""An act in a process of its own, which can be killed: `python -m tests.regulation.surveys.doing ACT`, the actor on standard input."""

import asyncio
import pickle
import sys

from app.surveys.monitoring_gate import QuarterWalk
from regulation.surveys.actions import gate
from regulation.surveys.queries import gate as queries
from reports.statistics.disclosure import Parameters
from tests.builders.quarters import NOW, OUT, QUARTER, publish


async def freeze(actor):
    walk = QuarterWalk(2026, 1)
    await gate.freeze(QUARTER, freezing=lambda: walk.freeze(actor=actor, now=NOW), actor=actor, now=NOW)


async def protect(actor):
    walk = QuarterWalk(2026, 1)
    compiled = await walk.compiled(await queries.of(QUARTER), Parameters(), (await walk.kinds())[-1])
    await gate.pass_disclosure(QUARTER, compiled, actor=actor, now=NOW)


async def release(actor):
    await publish(actor, at=OUT)


ACTS = {"imputation_frozen": freeze, "disclosure_passed": protect, "published": release}

if __name__ == "__main__":
    asyncio.run(ACTS[sys.argv[1]](pickle.load(sys.stdin.buffer)))

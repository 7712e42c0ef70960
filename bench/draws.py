"""Section `draws`: a draw from commitment to result, in a process of its own as the office runs it.

Beside every figure stands the plain path of one process, which must give the same record, and the bare
hashing of as many tickets as the draw needs: what no program in Python can do without.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import resource
import statistics
import time
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from bench.machine import Peak, below
from regulation.inspections.draw import ahead, record
from reports import pool

Object = dict[str, Any]
#: A record, seconds of the processor for the process, and for its helper.
Measured = tuple[Object, float, float]

SUBJECTS, INSPECTORS, DISTRICTS = 100_000, 2_000, 16
#: Tasks, the seconds that are promised, and how often it is measured.
CASES = ((1_000, 5.0), (7_280, 10.0))
MEMORY = 500


def options(asked: argparse.ArgumentParser) -> None:
    """What can be chosen for this section."""
    asked.add_argument("--draws", type=int, default=3, help="how often each draw is measured")


def run(args: argparse.Namespace) -> None:
    """Draw, compare, print."""
    asyncio.run(_run(args.draws))


async def _run(times: int) -> None:
    print(
        f"A draw from commitment to result, {SUBJECTS:,} subjects, {INSPECTORS:,} inspectors, one slot local:"
    )
    try:
        for tasks, promised in CASES:
            await _measure(tasks, promised, times)
    finally:
        pool.shutdown()


async def _measure(tasks: int, promised: float, times: int) -> None:
    value = invented(tasks)
    # Starting the processes of the pool belongs to the server's start, not to the draw.
    await pool.run(os.getpid, seconds=120)
    helped, largest, worked = [], [], []
    for _ in range(times):
        (result, *processors), seconds, megabytes = await _timed(measured, value)
        helped.append(seconds)
        largest.append(megabytes)
        worked.append(processors)
    (plain_result, plain_worked, _), plain, _ = await _timed(alone, value)
    if plain_result != result:
        raise SystemExit(f"{tasks:,} tasks: with a helper and without, two records came out")
    hashes = tickets(tasks)
    bare = _bare(hashes)
    middle = statistics.median(helped)
    print(
        f"  {tasks:6,} tasks: {middle:6.2f} s ({min(helped):.2f} to {max(helped):.2f}; promised {promised:.0f}), "
        f"{max(largest):.0f} MB in all its processes (promised {MEMORY})"
    )
    own, helper = min(worked)
    print(
        f"                 processor time {own:.2f} s, and {helper:.2f} s of the helper at the same time; "
        f"plain {plain_worked:.2f} s"
    )
    print(f"  {middle / plain:13.2f} x the plain path in one process ({plain:.2f} s)")
    print(f"  {middle / bare:13.2f} x bare hashing of its {hashes:,} tickets in one process ({bare:.2f} s)")


async def _timed(work: Callable[[Object], Measured], value: Object) -> tuple[Measured, float, float]:
    """What came out, after how many seconds, handing over included, and the megabytes of the processes."""
    me = os.getpid()
    with Peak(lambda: [pid for pid in below(me) if pid != me]) as peak:
        begun = time.perf_counter()
        result = await pool.run(work, value, seconds=600)
        seconds = time.perf_counter() - begun
    return result, seconds, peak.megabytes


def measured(value: Object) -> Measured:
    """The record, and the processor time that this process and its helper took for it."""
    own, helper = time.process_time(), _children()
    result = record.run(value)
    return result, time.process_time() - own, _children() - helper


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def alone(value: Object) -> Measured:
    """The draw without a helper, as the standard library does it in one process."""
    worth, ahead.WORTH = ahead.WORTH, 10**12
    try:
        return measured(value)
    finally:
        ahead.WORTH = worth


def tickets(tasks: int) -> int:
    """How many tickets the definition asks for: two slots of each task, one for local inspectors only."""
    return tasks * (INSPECTORS + INSPECTORS // DISTRICTS)


def _bare(count: int) -> float:
    key, frames = bytes(32), [number.to_bytes(10, "big") for number in range(INSPECTORS)]
    rounds, rest = divmod(count, INSPECTORS)
    begun = time.perf_counter()
    for _ in range(rounds):
        for frame in frames:
            sha256(key + frame).digest()
    for frame in frames[:rest]:
        sha256(key + frame).digest()
    return time.perf_counter() - begun


def invented(tasks: int) -> Object:
    """A city: every subject may be drawn, one slot of a team is local, the other from anywhere."""
    r = random.Random(tasks)  # noqa: S311 - invented rosters, the same every time
    slots = [
        {"role": role, "district": where, "dept": "", "quals": []}
        for role, where in (("lead", "local"), ("second", "any"))
    ]
    stratum = {
        "id": "all", "num": 0, "den": 1, "min": tasks, "max": tasks, "base": "eligible", "team": "two",
        "items": ["licence"], "pool": [], "pool_k": 0,
    }  # fmt: skip
    source = {"id": "dice", "kind": "dice", "description": "", "pattern": "[1-6]{50}"}
    return {
        "params": {
            "spec": "hrdraw-1", "draw_id": f"BENCH-{tasks}", "title": "", "strata": [stratum], "teams": {"two": slots},
            "relaxations": [], "entropy": [{"sources": [source], "deadline": "2026-12-01T04:00:00Z"}], "secrets": [],
        },
        "subjects": [
            {
                "id": f"F{number:07d}", "stratum": "all", "district": f"1101{r.randrange(DISTRICTS):02d}",
                "status": "eligible", "reason": "", "groups": [], "salt": "",
            }
            for number in range(SUBJECTS)
        ],
        "inspectors": [
            {
                "id": f"i-{number:06x}", "district": f"1101{r.randrange(DISTRICTS):02d}", "dept": "", "quals": [],
                "capacity": 12, "load_before": 0, "conflicts": [], "rotation": [], "salt": "",
            }
            for number in range(INSPECTORS)
        ],
        "transcript": {
            "alternative": 0, "entropy": [{"id": "dice", "value": "".join(r.choices("123456", k=50))}], "secrets": [],
        },
        "amendments": [],
    }  # fmt: skip

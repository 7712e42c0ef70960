"""Section `log`: what an entry of the register log costs, alone and in bulk, and how long the whole log takes to check.

The bare figures beside them are the hashing that no program in Python can do without.
"""

from __future__ import annotations

import argparse
import asyncio
import subprocess
import sys
import time
from datetime import UTC, datetime
from uuid import UUID

from app import postgres
from bench.machine import ROOT
from regulation import database
from regulation.actor import SYSTEM
from regulation.ledger import actions, checking, queries, tree

#: Acts of their own transaction, and acts of one bulk.
ALONE, PIECE = 500, 5_000
NOW = datetime(2026, 11, 28, tzinfo=UTC)


def options(asked: argparse.ArgumentParser) -> None:
    """What can be chosen for this section."""
    asked.add_argument("--leaves", type=int, default=200_000, help="how large the log is that is checked")


def run(args: argparse.Namespace) -> None:
    """Fill, measure, print."""
    with postgres.available():
        subprocess.run(
            [sys.executable, "-m", "app.cli", "migrate"], cwd=ROOT, check=True, capture_output=True
        )
        asyncio.run(_run(args.leaves))


async def _run(leaves: int) -> None:
    engine = database.engine()
    await engine.start_connection_pool(min_size=1, max_size=2)
    try:
        bulk: float | None = None
        while (size := await queries.size()) < leaves:
            count = min(PIECE, leaves - size)
            began = time.perf_counter()
            await actions.append_many(_acts(size, count), actor=SYSTEM, now=NOW)
            bulk = (time.perf_counter() - began) / count
        print(f"The register log of {await queries.size():,} entries:")
        if bulk is not None:
            print(f"  {bulk * 1e6:8.0f} us an entry, {PIECE:,} in one transaction")
        began = time.perf_counter()
        for act in _acts(await queries.size(), ALONE):
            await actions.append_many([act], actor=SYSTEM, now=NOW)
        print(
            f"  {(time.perf_counter() - began) / ALONE * 1e6:8.0f} us an entry with its own durable transaction"
        )
        began = time.perf_counter()
        await queries.inclusion(0)
        print(f"  {(time.perf_counter() - began) * 1e3:8.1f} ms a proof of inclusion")
        began = time.perf_counter()
        working = time.process_time()
        found = await checking.check()
        checked, working = time.perf_counter() - began, time.process_time() - working
        if found.faults:
            raise SystemExit(str(found.faults[0]))
        texts = await queries.texts(0, found.leaves)
        began = time.process_time()
        root = tree.root(tree.leaf_hash(each.encode()) for each in texts)
        bare = time.process_time() - began
        if root != found.root:
            raise SystemExit("two roots of one log")
        print(
            f"  {checked:8.1f} s to check all of it with its openings, {checked / found.leaves * 1e6:.1f} us an entry"
        )
        print(
            f"  {checked / bare:8.1f} x bare hashing of its tree ({bare / found.leaves * 1e6:.1f} us an entry)"
        )
        stored = await database.value("select pg_total_relation_size('leaf')")
        print(f"  {stored / found.leaves:8.0f} bytes an entry on the disk, indexes included, openings apart")
    finally:
        await engine.close_connection_pool()


def _acts(start: int, count: int) -> list[actions.Act]:
    return [
        actions.Act(str(UUID(int=n % 20_000)), "hr_licence", "grant", "accepted", private={"number": str(n)})
        for n in range(start, start + count)
    ]

"""Section `yearbook`: the whole book of a large city in every format: two PDFs, workbook, CSV, SDMX with structure, JSON.

The tables are made of invented microdata of as many firms and of a register of the same size; how long their computing
takes is the section `statistics`. Here the clock runs from the finished tables to the last byte of the last file, and
the memory is that of this process and of the printing processes together, at its highest.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import subprocess
import sys
import time
from dataclasses import asdict
from datetime import UTC, datetime

from app import postgres
from bench import city, invented
from bench.machine import ROOT, Peak, below
from regulation import database
from reports import pdf
from reports.statistics import (
    bundle,
    from_returns,
    t12_parks,
    t13_registration,
    t14_supervision,
    t15_supply_demand,
    t16_quality,
    vintages,
)
from reports.statistics.disclosure import Parameters, unsafe
from reports.statistics.draft import Draft
from reports.statistics.edition import Edition
from reports.statistics.table import Table

YEAR = 2025
#: What the book must stay under.
SECONDS, MEGABYTES = 180, 2048


def options(asked: argparse.ArgumentParser) -> None:
    """What can be chosen for this section."""
    asked.add_argument("--book-firms", type=int, default=100_000, help="firms behind the yearbook's tables")


def run(args: argparse.Namespace) -> None:
    """Compute the tables, print the book, say how long and how large."""
    with postgres.available():
        subprocess.run(
            [sys.executable, "-m", "app.cli", "migrate"], cwd=ROOT, check=True, capture_output=True
        )
        asyncio.run(_run(args.book_firms))


async def _run(firms: int) -> None:
    await city.fill(firms)
    engine = database.engine()
    await engine.start_connection_pool(min_size=1, max_size=2)
    try:
        began = time.perf_counter()
        tables = await _tables(firms)
        computed = time.perf_counter() - began
    finally:
        await engine.close_connection_pool()
    edition = Edition(
        year=YEAR,
        vintage=1,
        tables=tables,
        instant=datetime(2026, 6, 30, 2, tzinfo=UTC),
        snapshot_hash="0" * 64,
        code_version="bench",
        parameters=asdict(Parameters()),
        organ=vintages.ORGAN,
        address="https://example.invalid/statistics/2025/v1",
    )
    began = time.perf_counter()
    with Peak(lambda: below(os.getpid())) as peak:
        written = await bundle.everything(edition)
    took = time.perf_counter() - began
    pdf.shutdown()
    cells = sum(len(table.cells) for table in tables)
    print(
        f"The yearbook of {firms:,} firms, {len(tables)} tables of {cells:,} cells (computed in {computed:.1f} s):"
    )
    print(f"  {took:8.1f} s for {len(written)} files in every format, {SECONDS} s allowed")
    print(f"  {peak.megabytes:8.0f} MB at the highest, {MEGABYTES} MB allowed")
    print(f"  {sum(map(len, written.values())) / 1e6:8.1f} MB in all files")
    if took > SECONDS or peak.megabytes > MEGABYTES:
        raise SystemExit("the yearbook takes more than it may")


async def _tables(firms: int) -> tuple[Table, ...]:
    microdata = invented.microdata(firms)
    others = [
        _shown(t12_parks.draft(await t12_parks.gather(YEAR))),
        await t13_registration.compute(YEAR),
        await t14_supervision.compute(YEAR),
        await t15_supply_demand.compute(YEAR),
        t16_quality.of(YEAR, microdata, []),
    ]
    return (*map(_shown, from_returns.drafts(microdata, YEAR)), *others)


def _shown(draft: Draft) -> Table:
    """With the cells withheld that fail by themselves: printing takes as long whatever else is withheld."""
    hidden = unsafe(draft.aggregates, Parameters())
    return draft.table.with_cells(
        [
            cell.suppressed("primary") if {cell.fact, *cell.from_facts} & hidden.keys() else cell
            for cell in draft.table.cells
        ]
    )

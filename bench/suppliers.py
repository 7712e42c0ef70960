"""Section `suppliers`: a list of 5,000 suppliers checked against the register, as a web process does it.

Nine in ten are of the register, given by code, number or name and as dirty as lists are; the others are misspelt or strangers.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import subprocess
import sys
import time

from app import clock, postgres
from bench import city
from bench.machine import ROOT, VAR
from regulation import database
from regulation.firms.suppliers import checking, reading

ROWS = 5_000


def options(asked: argparse.ArgumentParser) -> None:
    """Nothing of its own: the register is that of the section `register`."""
    asked.add_argument("--checks", type=int, default=5, help="checks of the list after the one that warms up")


def run(args: argparse.Namespace) -> None:
    """Prepare, check, print."""
    with postgres.available():
        print(f"Preparing {args.firms:,} invented firms in {VAR.relative_to(ROOT)} ...", flush=True)
        subprocess.run(
            [sys.executable, "-m", "app.cli", "migrate"], cwd=ROOT, check=True, capture_output=True
        )
        asyncio.run(city.fill(args.firms))
        asyncio.run(_measure(args.checks))


async def _measure(checks: int) -> None:
    engine = database.engine()
    await engine.start_connection_pool(min_size=1, max_size=2)
    try:
        text = await _list()
        times, answers = [], []
        for turn in range(checks + 1):
            begun = time.perf_counter()
            answers = await checking.check(reading.of_text(text), clock.today())
            if turn:
                times.append(time.perf_counter() - begun)
        strangers = "\n".join(f"查无此名{n}人力资源管理有限公司" for n in range(ROWS))
        begun = time.perf_counter()
        await checking.check(reading.of_text(strangers), clock.today())
        unknown = time.perf_counter() - begun
    finally:
        await engine.close_connection_pool()
    counts = ", ".join(f"{outcome} {n:,}" for outcome, n in checking.counted(answers).items())
    print(f"A list of {len(answers):,} suppliers, read and checked ({counts}):")
    print(f"  {statistics.median(times):6.2f} s ({min(times):.2f} to {max(times):.2f} over {checks} checks)")
    print(f"  {unknown:6.2f} s for {ROWS:,} names of which none is on the register")


async def _list() -> str:
    draw = random.Random(city.SEED)  # noqa: S311 - every run must ask the same
    firms = await database.rows("select number, name, uscc from firm order by number")
    licences = await database.rows("select number from registration_entry order by number limit 100000")
    lines = []
    for n in range(ROWS):
        firm = draw.choice(firms)
        name, code = firm["name"], firm["uscc"] or ""
        match n % 10:
            case 0:
                lines.append(code)
            case 1:
                lines.append("".join(chr(ord(sign) + 0xFEE0) for sign in code))
            case 2:
                lines.append(firm["number"].lower())
            case 3:
                lines.append(draw.choice(licences)["number"])
            case 4 | 5:
                lines.append(name)
            case 6:
                lines.append(f"  {name[:4]}　{name[4:]} ")
            case 7 | 8:
                lines.append(f"{name},{code}")
            case _:
                lines.append(name.replace("人力", "人刀") if n % 20 == 9 else f"查无此名{n}有限公司")
    return "\n".join(lines)

"""Section `register`: the register search against a bare route with the same SQL, and against Datasette on the same rows.

One run on one machine. All three are one process each, asked the same needles in turns; what is printed
are ratios of requests per second, the time from `zhiheng serve` to the first page, and the memory of a worker.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import socket
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from app import postgres
from bench import city, load
from bench.machine import ROOT, VAR, resident
from regulation import database

READY_WITHIN = 60.0


@dataclass(frozen=True)
class Rival:
    """One server: how it is started and how it is asked."""

    name: str
    command: tuple[str, ...]
    address: str
    total: str
    #: Requests of one turn: the slow one is asked less, so that turns take about the same time.
    share: float = 1.0

    def path(self, needle: str) -> str:
        """The address that searches for a needle."""
        return self.address.format(q=quote(needle))


def rivals(sqlite: Path, ports: Sequence[int]) -> list[Rival]:
    """The register, the bare route, Datasette."""
    python = sys.executable
    return [
        Rival(
            "zhiheng",
            (python, "-m", "app.cli", "serve", "--port", str(ports[0]), "--no-worker"),
            "/register.json?q={q}&size=20",
            "total",
        ),
        Rival(
            "bare",
            (
                *(python, "-m", "uvicorn", "bench.bare:create_app", "--factory", "--port", str(ports[1])),
                *("--no-access-log", "--log-level", "warning"),
            ),
            "/register.json?q={q}&size=20",
            "total",
        ),
        Rival(
            "datasette",
            (
                *(python, "-m", "datasette", "serve", "-i", str(sqlite), "--port", str(ports[2])),
                # Its own limits would leave facets out or stop early; the comparison is of whole answers.
                *("--setting", "sql_time_limit_ms", "20000", "--setting", "facet_time_limit_ms", "20000"),
            ),
            "/bench/firm.json?name__contains={q}&_facet=district&_facet=status&_size=20",
            "filtered_table_rows_count",
            0.2,
        ),
    ]


def options(asked: argparse.ArgumentParser) -> None:
    """What can be chosen for this section."""
    asked.add_argument("--firms", type=int, default=100_000, help="firms in the searched register")
    asked.add_argument("--requests", type=int, default=200, help="requests in one turn")
    asked.add_argument("--turns", type=int, default=5, help="turns after the one that warms up")


def run(args: argparse.Namespace) -> None:
    """Prepare, compare, print."""
    with postgres.available():
        print(f"Preparing {args.firms:,} invented firms in {VAR.relative_to(ROOT)} ...", flush=True)
        subprocess.run(
            [sys.executable, "-m", "app.cli", "migrate"], cwd=ROOT, check=True, capture_output=True
        )
        asyncio.run(city.fill(args.firms))
        sqlite = VAR / "bench.db"
        needles = asyncio.run(_prepare(sqlite, args.requests))
        ports = [_free_port() for _ in range(3)]
        servers = rivals(sqlite, ports)
        with contextlib.ExitStack() as running:
            first_page = 0.0
            processes = []
            for server, port in zip(servers, ports, strict=True):
                begun = time.perf_counter()
                processes.append(running.enter_context(_served(server)))
                _wait_for(port, "/" if server.name == "zhiheng" else server.path("人力"), processes[-1])
                if server.name == "zhiheng":
                    first_page = time.perf_counter() - begun
            asyncio.run(_check(servers, ports, needles))
            speeds = asyncio.run(_measure(servers, ports, needles, args.turns))
            _report(speeds, first_page, resident([processes[0].pid]))


async def _prepare(sqlite: Path, count: int) -> list[str]:
    engine = database.engine()
    await engine.start_connection_pool(min_size=1, max_size=2)
    try:
        await city.copy_to_sqlite(sqlite)
        return await city.needles(count)
    finally:
        await engine.close_connection_pool()


@contextlib.contextmanager
def _served(server: Rival) -> Iterator[subprocess.Popen[bytes]]:
    log = VAR / f"{server.name}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(server.command, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT)
        try:
            yield process
        finally:
            process.terminate()
            process.wait(timeout=30)


def _free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port: int = door.getsockname()[1]
        return port


def _wait_for(port: int, path: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + READY_WITHIN
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise SystemExit(f"{process.args!r} ended with {process.returncode}; see {VAR}")
        with (
            contextlib.suppress(OSError, urllib.error.URLError),
            urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=20) as answer,
        ):
            answer.read()
            return
        time.sleep(0.02)
    raise SystemExit(f"{process.args!r} did not answer within {READY_WITHIN:.0f} s; see {VAR}")


async def _check(servers: Sequence[Rival], ports: Sequence[int], needles: Sequence[str]) -> None:
    """All three must find the same number of firms, or there is nothing to compare."""
    for needle in dict.fromkeys(needles[:40]):
        totals = {
            server.name: (await load.get(port, server.path(needle)))[server.total]
            for server, port in zip(servers, ports, strict=True)
        }
        if len(set(totals.values())) != 1:
            raise SystemExit(f"{needle}: the totals differ: {totals}")


async def _measure(
    servers: Sequence[Rival], ports: Sequence[int], needles: Sequence[str], turns: int
) -> dict[str, list[float]]:
    """Requests per second, turn by turn, the servers one after the other within each turn."""
    speeds: dict[str, list[float]] = {server.name: [] for server in servers}
    for turn in range(turns + 1):
        for server, port in zip(servers, ports, strict=True):
            paths = [server.path(needle) for needle in needles[: max(20, int(len(needles) * server.share))]]
            rate = len(paths) / await load.seconds(port, paths)
            if turn:  # the first turn warms up
                speeds[server.name].append(rate)
    return speeds


def _report(speeds: dict[str, list[float]], first_page: float, memory: float) -> None:
    def ratio(rival: str) -> tuple[float, float, float]:
        each = [ours / theirs for ours, theirs in zip(speeds["zhiheng"], speeds[rival], strict=True)]
        return statistics.median(each), min(each), max(each)

    print("Register search, first 20 rows, exact total, facets of district and status:")
    for rival, words in (
        ("bare", "a bare Litestar route with the same SQL"),
        ("datasette", "Datasette 0.65"),
    ):
        middle, low, high = ratio(rival)
        print(f"  {middle:6.2f} x {words} ({low:.2f} to {high:.2f} over {len(speeds[rival])} turns)")
    print(f"  {first_page:6.2f} s from `zhiheng serve` to the first page")
    print(f"  {memory:6.0f} MB resident in the worker after the load")

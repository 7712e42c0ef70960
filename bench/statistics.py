"""Section `statistics`: all of T01 to T11 from a Parquet snapshot, against DuckDB answering the same aggregates over the same files.

One run on one machine, each turn in a process of its own, turn about: so memory is a peak of that work
alone, and neither finds the other's files warm. What is compared are sums, contributors and the two
largest groups of every figure; before it is timed, both must give the same answers. The yearbook's share
beyond that (reading, checking the digest, building cells) counts against the yearbook.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import zipfile
from pathlib import Path

from bench.machine import ROOT, VAR

YEARS = (2023, 2024, 2025)
FOLDER = VAR / "statistics"


def options(asked: argparse.ArgumentParser) -> None:
    """What can be chosen for this section."""
    asked.add_argument("--units", type=int, default=100_000, help="units of each of the three years")
    asked.add_argument("--book-turns", type=int, default=5, help="turns of each after the one that warms up")


def run(args: argparse.Namespace) -> None:
    """Prepare, check, compare, print."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    print(f"Preparing {args.units:,} invented units of three years ...", flush=True)
    made = _work("prepare", str(args.units))
    print(
        f"  {made['rows']:,} rows, {made['keys']} indicators, {made['imputed']:,} cells imputed in {made['seconds']:.2f} s;"
        f" {made['bytes'] / 1e6:.0f} MB"
    )
    checked = _work("check")
    print(f"  {checked['facts']} figures, the same in both")
    times: dict[str, list[float]] = {"yearbook": [], "duckdb": []}
    peaks: dict[str, float] = {}
    for turn in range(args.book_turns + 1):
        for who, taken in times.items():
            said = _work(who)
            peaks[who] = max(peaks.get(who, 0.0), said["peak"])
            if turn:  # the first turn warms up
                taken.append(said["seconds"])
    ratios = [ours / theirs for ours, theirs in zip(times["yearbook"], times["duckdb"], strict=True)]
    print(f"T01 to T11 of {args.units:,} units over three years, {args.book_turns} turns:")
    for who, taken in times.items():
        print(f"  {statistics.median(taken):6.2f} s {who}, peak {peaks[who]:.0f} MB")
    print(
        f"  {statistics.median(ratios):6.2f} x DuckDB on the same aggregates ({min(ratios):.2f} to {max(ratios):.2f})"
    )


def _work(what: str, *more: str) -> dict[str, float]:
    """One piece of work in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.statistics_work", what, str(FOLDER), *more],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def unpack(archive: bytes, folder: Path) -> None:
    """The files of a snapshot, beside the snapshot itself."""
    kept = folder / "snapshot.zip"
    kept.write_bytes(archive)
    with zipfile.ZipFile(kept) as files:
        files.extractall(folder)

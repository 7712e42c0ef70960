"""What the section `statistics` does in processes of their own: `python -m bench.statistics_work WHAT FOLDER`.

Each piece of work imports what it needs and no more: its peak of memory is measured.
"""

# ruff: noqa: PLC0415

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

YEAR, YEARS = 2025, (2023, 2024, 2025)


def prepare(folder: Path, units: int) -> dict[str, float]:
    """Invent, impute, write."""
    from bench.invented import microdata
    from bench.statistics import unpack
    from reports.statistics import imputation
    from reports.statistics.microdata import KEYS

    made = microdata(units, YEARS)
    begun = time.perf_counter()
    for year in YEARS:
        made = imputation.applied(made, imputation.impute(made, year))
    seconds = time.perf_counter() - begun
    content = made.parquet()
    unpack(content, folder)
    return {
        "rows": made.units.height,
        "keys": len(KEYS),
        "imputed": made.imputed.height,
        "seconds": seconds,
        "bytes": len(content),
    }


def yearbook(folder: Path) -> dict[str, float]:
    """The snapshot read and checked against its digest, all tables computed."""
    from reports.statistics import from_returns
    from reports.statistics.microdata import Microdata

    begun = time.perf_counter()
    drafts = from_returns.drafts(Microdata.from_parquet((folder / "snapshot.zip").read_bytes()), YEAR)
    seconds = time.perf_counter() - begun
    return {"seconds": seconds, "cells": sum(len(draft.table.cells) for draft in drafts)}


def duckdb(folder: Path) -> dict[str, float]:
    """The same aggregates, asked of the files of the snapshot."""
    import duckdb as engine

    from bench import in_sql

    facts = [in_sql.read(text) for text in json.loads((folder / "facts.json").read_text())]
    begun = time.perf_counter()
    on = engine.connect()
    in_sql.open_files(on, folder)
    found = in_sql.answers(on, facts)
    in_sql.counts(on, YEAR)
    return {"seconds": time.perf_counter() - begun, "facts": len(found)}


def check(folder: Path) -> dict[str, float]:
    """Both give the same answers, or there is nothing to compare."""
    import duckdb as engine

    from bench import in_sql
    from reports.statistics import from_returns
    from reports.statistics.microdata import Microdata

    drafts = from_returns.drafts(Microdata.from_parquet((folder / "snapshot.zip").read_bytes()), YEAR)
    ours = {fact: found for draft in drafts for fact, found in draft.aggregates.items() if fact.is_printed}
    on = engine.connect()
    in_sql.open_files(on, folder)
    for fact, theirs in in_sql.answers(on, ours).items():
        found = ours[fact]
        said = (
            int(found.total * 100),
            int(abs(found.largest) * 100),
            int(abs(found.second) * 100),
            found.contributors,
        )
        if said != theirs:
            raise SystemExit(f"{fact}: {said} here, {theirs} in SQL")
    (folder / "facts.json").write_text(json.dumps([in_sql.written(fact) for fact in sorted(ours)]))
    return {"facts": len(ours)}


if __name__ == "__main__":
    what, where, *more = sys.argv[1:]
    work = {"prepare": prepare, "yearbook": yearbook, "duckdb": duckdb, "check": check}[what]
    answer = work(Path(where), *map(int, more))
    answer["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(json.dumps(answer))

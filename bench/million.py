"""Section `million`: the register search over 10,000 and over 1,000,000 firms, each with its facts in two times behind it.

Each size has a database of its own under `var/`, made once and kept: a million firms take some minutes and about ten
gigabytes. Asked over HTTP, one request after the other, needles out of the names of each city: first each needle for the
first time, with nothing kept of it (the service was asked for others before), then again and again in turns. Tallies of wide needles are made before, as the
service makes them within a minute where a register is large; the small one has none.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import asyncpg

from bench import load
from bench.machine import ROOT, VAR, below, busy_seconds, resident
from bench.register import _free_port, _wait_for

SMALL = 10_000
#: Requests of the one register before the other has its turn.
FEW = 3
#: Firms that are invented; a larger register has them again and again under numbered names, as in a city that has run out of names.
BASE = 20_000
#: What a firm of the large register keeps in two times: what the search shows and what a change would touch.
FACTS = ("name", "uscc", "area", "domicile", "legal_representative", "business_state", "established_on")


def options(asked: argparse.ArgumentParser) -> None:
    """What can be chosen for this section."""
    asked.add_argument("--million", type=int, default=1_000_000, help="firms of the large register")
    asked.add_argument("--asked", type=int, default=300, help="needles asked of each register")


@dataclass
class _Register:
    """One of the two: where it lies, how long making it took, what it is asked, how long each answer took."""

    size: int
    folder: Path
    prepared: float = 0.0
    port: int = 0
    pid: int = 0
    needles: list[str] = field(default_factory=list)
    first: list[float] = field(default_factory=list)
    later: list[float] = field(default_factory=list)
    memory: float = 0.0
    #: Milliseconds of a processor that each needle's first answer took, in the service and its database.
    spent: list[float] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        return os.environ | {"ZHIHENG_VAR_DIR": str(self.folder)}


def run(args: argparse.Namespace) -> None:
    """Fill, ask, compare."""
    registers = [_Register(size, VAR.parent / f"bench-{size}") for size in (SMALL, args.million)]
    for each in registers:
        print(f"Preparing {each.size:,} invented firms in {each.folder.relative_to(ROOT)} ...", flush=True)
        begun = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "bench.million", str(each.size), str(args.asked)],
            cwd=ROOT,
            check=True,
            env=each.environment,
        )
        each.prepared = time.perf_counter() - begun
    with contextlib.ExitStack() as running:
        for each in registers:
            running.enter_context(_served(each))
        asyncio.run(_ask_in_turns(registers))
        for each in registers:
            each.memory = resident([each.pid])
    _report(registers)


@contextlib.contextmanager
def _served(register: _Register) -> Iterator[None]:
    register.port = _free_port()
    with (register.folder / "served.log").open("wb") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "app.cli", "serve", "--port", str(register.port), "--no-worker"],
            cwd=ROOT,
            env=register.environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            register.pid = server.pid
            _wait_for(register.port, "/health", server)
            yield
        finally:
            server.terminate()
            server.wait(timeout=60)


async def _ask_in_turns(registers: list[_Register]) -> None:
    """A few requests of the one, a few of the other, so that both meet the same moods of the machine."""
    for each in registers:
        each.needles, others = json.loads((each.folder / "needles.json").read_text())
        # A service that runs has been asked before, though for other things: of no needle that is timed anything is kept.
        await load.latencies(each.port, [_path(other) for other in others])
    once = [list(dict.fromkeys(each.needles)) for each in registers]
    for start in range(0, max(map(len, once)), FEW):
        for each, needles in zip(registers, once, strict=True):
            for needle in needles[start : start + FEW]:
                pids = _pids(each)
                before = busy_seconds(pids)
                each.first += await load.latencies(each.port, [_path(needle)])
                each.spent.append(1_000 * (busy_seconds(pids) - before))
    for start in [*range(0, len(registers[0].needles), FEW)] * 3:
        for each in registers:
            part = each.needles[start : start + FEW]
            each.later += await load.latencies(each.port, [_path(needle) for needle in part])


def _pids(register: _Register) -> list[int]:
    """The service and the processes of its database."""
    postmaster = int((register.folder / "postgres" / "postmaster.pid").read_text().split()[0])
    return [register.pid, *below(postmaster)]


def _path(needle: str) -> str:
    return f"/register.json?q={quote(needle)}&size=20"


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def _report(registers: list[_Register]) -> None:
    print("Register search over HTTP, first 20 rows, exact total, facets of district and status:")
    for each in registers:
        print(f"  {each.size:>9,} firms: {(each.folder / 'prepared.txt').read_text()}")
    for each in registers:
        print(
            f"  {each.size:>9,} firms: p50 {statistics.median(each.later):6.1f} ms, p95 {_p95(each.later):6.1f} ms;"
            f" each of {len(each.first)} needles' first time p50 {statistics.median(each.first):6.1f} ms,"
            f" p95 {_p95(each.first):6.1f} ms; {each.memory:.0f} MB; prepared in {each.prepared:.0f} s"
        )
    small, large = registers
    print(f"  {_p95(large.later) / _p95(small.later):6.2f} x the p95 of the small register")
    print(f"  {_p95(large.first) / _p95(small.first):6.2f} x where every needle is asked for the first time")
    print(
        f"  {_p95(large.spent) / _p95(small.spent):6.2f} x of the processor then:"
        f" p50 {statistics.median(large.spent):.1f} ms, p95 {_p95(large.spent):.1f} ms"
        f" to p50 {statistics.median(small.spent):.1f} ms, p95 {_p95(small.spent):.1f} ms"
    )


# --- In a process of its own, whose settings name the folder -----------------------------------------------


def prepare(size: int, asked: int) -> None:
    """Make the database once, and the needles."""
    from app import postgres  # noqa: PLC0415 - settings are read when this is imported

    with postgres.available():
        subprocess.run(
            [sys.executable, "-m", "app.cli", "migrate"], cwd=ROOT, check=True, capture_output=True
        )
        asyncio.run(_fill(size, asked))


async def _fill(size: int, asked: int) -> None:
    from app import clock  # noqa: PLC0415
    from app.demo import firms as demo  # noqa: PLC0415
    from bench import city  # noqa: PLC0415
    from regulation import database  # noqa: PLC0415
    from regulation.accounts import organs  # noqa: PLC0415

    engine = database.engine()
    await engine.start_connection_pool(min_size=1, max_size=2)
    try:
        held = await database.value("select count(*) from register_listing")
        if held < size:
            async with database.unit_of_work():
                if await database.value("select count(*) from organ") == 0:
                    await organs.install()
            async with _without_indexes() as owner:
                if held == 0:
                    invented = await asyncio.to_thread(demo.invent, min(size, BASE), city.SEED, clock.today())
                    await city.enter(invented, 0, facts=FACTS)
                for statement in COPIES if size > BASE else ():
                    begun = time.perf_counter()
                    await owner.execute(statement, BASE, size // BASE - 1)
                    print(f"  {time.perf_counter() - begun:6.0f} s {statement.split()[2]}", flush=True)
        folder = Path(os.environ["ZHIHENG_VAR_DIR"])
        await _tally(folder)
        drawn = await city.needles(3 * asked)
        others = sorted(set(drawn) - set(drawn[:asked]))
        (folder / "needles.json").write_text(json.dumps([drawn[:asked], others], ensure_ascii=False))
    finally:
        await engine.close_connection_pool()


SIZES = """
select pg_size_pretty(pg_database_size(current_database())) as whole, pg_size_pretty(pg_total_relation_size('firm_fact')) as facts,
       pg_size_pretty(pg_total_relation_size('register_listing')) as listing,
       pg_size_pretty(pg_total_relation_size('register_tally')) as tallies, (select count(*) from register_tally) as needles
"""


async def _tally(folder: Path) -> None:
    """Count ahead as the service does, and note what that cost and how large everything is."""
    from app import clock  # noqa: PLC0415
    from regulation import database  # noqa: PLC0415
    from regulation.firms import tallies  # noqa: PLC0415

    begun, spent = time.perf_counter(), time.process_time()
    made = await tallies.renew(now=clock.now())
    words = "{whole} in all, {facts} of them facts in two times, {listing} the listing, {tallies} {needles:,} tallies".format(
        **(await database.row(SIZES) or {})
    )
    note = folder / "prepared.txt"
    if made:
        words += f"\n            (made in {time.perf_counter() - begun:.0f} s with {time.process_time() - spent:.0f} s of the processor)"
    elif note.exists() and "(made" in note.read_text():
        words += "\n            (made" + note.read_text().partition("(made")[2]
    note.write_text(words)


_NAMED = "left({0}, 4) || copy || '号' || substr({0}, 5)"
_CODED = "left({0}, 10) || lpad(copy::text, 2, '0') || substr({0}, 13)"
_ID = "md5({0}::text || copy)::uuid"
_NUMBER = "'F' || lpad((substr({0}, 2)::int + copy * $1)::text, 7, '0')"
_FROM = "cross join generate_series(1, $2::int) as copy"
#: The same firms once more for each copy: other ids, numbers, names and codes, everything else alike. The letters of a name's
#: pinyin stand in its second line, the syllables of the number's word in the same place. Firms lie in the order of their numbers, as they do
#: where numbers are given at entry.
COPIES = (
    f"""
    insert into firm (id, number, created_at, name, name_key, former_names, uscc, old_number, organ, area, district, domicile,
                      place_of_business, legal_representative, capital_amount, capital_currency, ownership_type, inst_type,
                      business_state, established_on, scope, said_until, merged_into)
    select {_ID.format("id")}, {_NUMBER.format("number")}, created_at, {_NAMED.format("name")}, {_NAMED.format("name_key")},
           former_names, {_CODED.format("uscc")}, old_number, organ, area, district, domicile, place_of_business,
           legal_representative, capital_amount, capital_currency, ownership_type, inst_type, business_state,
           established_on, scope, said_until, merged_into
      from firm {_FROM} order by copy, number
    """,  # noqa: S608 - constants
    f"""
    insert into firm_fact (id, firm, key, value, valid_from, valid_to, known_from, known_to, source_kind, source_ref,
                           actor_number, actor_name)
    select gen_random_uuid(), {_ID.format("firm")}, key,
           case key when 'name' then {_NAMED.format("value")} when 'uscc' then {_CODED.format("value")} else value end,
           valid_from, valid_to, known_from, known_to, source_kind, source_ref, actor_number, actor_name
      from firm_fact {_FROM} where $1::int > 0
    """,  # noqa: S608 - constants
    f"""
    insert into registration_entry (id, firm, kind, number, status, organ, issued_on, expires_on, ended_on, scope, conditions,
                                    updated_at)
    select gen_random_uuid(), {_ID.format("firm")}, kind, number || '-' || copy, status, organ, issued_on, expires_on, ended_on,
           scope, conditions, updated_at
      from registration_entry {_FROM} where $1::int > 0
    """,  # noqa: S608 - constants
    f"""
    insert into registration_version (id, firm, kind, number, status, organ, issued_on, expires_on, ended_on, scope, conditions,
                                      valid_from, valid_to, known_from, known_to, source)
    select gen_random_uuid(), {_ID.format("firm")}, kind, number || '-' || copy, status, organ, issued_on, expires_on, ended_on,
           scope, conditions, valid_from, valid_to, known_from, known_to, source
      from registration_version {_FROM} where $1::int > 0
    """,  # noqa: S608 - constants
    f"""
    insert into register_listing (firm, number, haystack, codes, licences, area, organ_id, standing, kinds)
    select {_ID.format("firm")}, {_NUMBER.format("number")},
           {_NAMED.format("split_part(haystack, chr(10), 1)")} || chr(10)
               || left(split_part(haystack, chr(10), 2), 4) || copy || 'h' || substr(split_part(haystack, chr(10), 2), 5),
           array[lower({_NUMBER.format("number")})], replace(licences, chr(10), '-' || copy || chr(10)) || '-' || copy,
           area, organ_id, standing, kinds
      from register_listing {_FROM} order by copy, number
    """,  # noqa: S608 - constants
)  # fmt: skip

#: Indexes that only make reading quick: made anew at the end, a million rows take minutes instead of an hour.
QUICK = """
select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
  from pg_index where indrelid in ('firm'::regclass, 'firm_fact'::regclass, 'registration_entry'::regclass,
                                   'registration_version'::regclass, 'register_listing'::regclass)
   and not indisunique and not indisexclusion
"""


@asynccontextmanager
async def _without_indexes() -> AsyncIterator[asyncpg.Connection]:
    from app import postgres  # noqa: PLC0415

    owner = await asyncpg.connect(**postgres.connection(role="owner"))
    try:
        found = await owner.fetch(QUICK)
        for each in found:
            await owner.execute(f"drop index {each['name']}")
        try:
            # What is copied refers to what is copied with it.
            await owner.execute("set session_replication_role = replica")
            yield owner
        finally:
            await owner.execute("reset session_replication_role")
            await owner.execute("set maintenance_work_mem = '512MB'")
            for each in found:
                await owner.execute(each["definition"])
            await owner.execute("alter index register_listing_grams alter column 1 set statistics 1000")
        await owner.execute("vacuum analyze")
    finally:
        await owner.close()


if __name__ == "__main__":
    os.environ |= {"PICCOLO_CONF": "piccolo_conf", "LANG": "C.UTF-8", "ZHIHENG_QUOTA_WITHOUT_KEY": "0"}
    os.environ.pop("DATABASE_URL", None)
    prepare(int(sys.argv[1]), int(sys.argv[2]))

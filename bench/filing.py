"""Section `filing`: the last day of the annual reports, against a running server over HTTP.

300 clients, each with a connection and a sign-in of its own, file the reports of 5,000 firms; every fiftieth is
sent twice at the same moment, as an impatient accountant does. Afterwards the database is counted: every report
filed once, every number, receipt and entry of the log there once, no answer of 500 or above. Beside it pgbench's
own TPC-B-like script on the same server, in the same run.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import secrets
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

import asyncpg

from app import clock, postgres
from bench import city
from bench.machine import ROOT, VAR, below, processor_seconds
from bench.register import _free_port, _wait_for
from regulation import database
from regulation.accounts import organs, sessions
from regulation.actor import SYSTEM, Actor
from regulation.annual_reports import bulk
from regulation.annual_reports.actions import windows as setting
from regulation.annual_reports.queries import scope, windows
from regulation.annual_reports.status import Status
from regulation.indicators.edits import BY_KEY
from regulation.roles import Level, Role

#: Every such filing is sent twice at once.
TWICE_EVERY = 50
PGBENCH_CLIENTS, PGBENCH_SECONDS, PGBENCH_SCALE = 16, 15, 20
_TOKEN = re.compile(rb'name="([^"]*csrf[^"]*)" value="([^"]+)"')

VALUES: dict[str, Any] = {
    "identity_ok": True,
    "operated": True,
    "inst_type": "ENT_PRIV",
    "biz_types": ("RECRUIT", "OUTSRC"),
    "branches_n": 0,
    "premises_area": Decimal("120.00"),
    "fixed_sites_n": 1,
    "websites_n": 1,
    "staff_total": 21,
    "staff_edu_hs": 3,
    "staff_edu_college": 15,
    "staff_edu_post": 3,
    "staff_qual": 6,
    "staff_title": 2,
    "staff_age_35": 12,
    "staff_age_50": 7,
    "staff_age_over": 2,
    "rev_total": Decimal("1530.50"),
    "rev_onbehalf": Decimal("700.00"),
    "rev_recruit": Decimal("530.50"),
    "rev_outsrc": Decimal("1000.00"),
    "onbehalf_outsrc": Decimal("700.00"),
    "profit_total": Decimal("-12.30"),
    "tax_total": Decimal("41.00"),
    "emp_served": 151,
    "emp_served_mfg": 43,
    "persons_served": 2317,
    "persons_placed": 633,
    "served_grad": 211,
    "served_migrant": 97,
    "served_hard": 9,
    "fairs_n": 4,
    "fairs_emp": 83,
    "fairs_posts": 912,
    "fairs_seekers": 1743,
    "online_posts": 0,
    "online_users": 0,
    "out_emp": 11,
    "out_workers": 187,
    "site_display": True,
    "ledger_kept": True,
    "infosec_rules": True,
    "figures_public": False,
}
#: An explanation of whatever may stand out beside the register; those that match no finding are not read.
REASONS = {
    f"{rule}-{cell}": "已核对，属实"
    for rule in BY_KEY
    for cell in ("identity_ok", "biz_types", "branches_n", "staff_total")
}


def options(asked: argparse.ArgumentParser) -> None:
    """What can be chosen for this section."""
    asked.add_argument("--reports", type=int, default=5_000, help="reports that are filed")
    asked.add_argument("--processes", type=int, default=os.cpu_count() or 1, help="processes of the server")
    asked.add_argument("--clients", type=int, default=300, help="clients that file at the same time")


def run(args: argparse.Namespace) -> None:
    """Prepare, file, count, compare. In a database of its own, made anew: what was filed cannot be taken back."""
    with postgres.available():
        asyncio.run(_anew("filing_bench", "pgbench"))
        environment = os.environ | {"DATABASE_URL": _address("filing_bench")}
        print(f"Preparing {args.reports:,} firms with a finished draft ...", flush=True)
        _own("migrate", environment)
        people = VAR / "filing.json"
        _step(environment, "prepare", str(args.reports), str(people))
        rival = _pgbench()
        port = _free_port()
        command = [sys.executable, "-m", "app.cli", "serve", "--port", str(port), "--no-worker"]
        command += ["--processes", str(args.processes)]
        with (VAR / "filing.log").open("wb") as output:
            server = subprocess.Popen(
                command, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT, env=environment
            )
            try:
                _wait_for(port, "/", server)
                before, worked = asyncio.run(_committed()), processor_seconds(below(server.pid))
                result = asyncio.run(_file(port, people, args.clients))
                result.worked = processor_seconds(below(server.pid)) - worked
                result.committed = asyncio.run(_committed()) - before
            finally:
                server.terminate()
                server.wait(timeout=30)
        _step(environment, "count", str(args.reports))
        _report(args, result, rival)


def _address(name: str) -> str:
    cluster = postgres.cluster()
    return f"postgresql://{postgres.OWNER}@/{name}?host={cluster.sockets()}&port={postgres.PORT}"


async def _anew(*names: str) -> None:
    server = await asyncpg.connect(_address("postgres"))
    try:
        for name in names:
            await server.execute(f'drop database if exists "{name}" with (force)')
            await server.execute(f'create database "{name}"')
    finally:
        await server.close()


async def _committed() -> int:
    """Transactions that the database has committed so far, reads included."""
    server = await asyncpg.connect(_address("filing_bench"))
    try:
        await server.execute("select pg_stat_force_next_flush()")
        await asyncio.sleep(1)
        found: int = await server.fetchval(
            "select xact_commit from pg_stat_database where datname = current_database()"
        )
        return found
    finally:
        await server.close()


def _own(act: str, environment: dict[str, str]) -> None:
    subprocess.run(
        [sys.executable, "-m", "app.cli", act], cwd=ROOT, check=True, capture_output=True, env=environment
    )


def _step(environment: dict[str, str], *arguments: str) -> None:
    """A step of this section as a process with that database: settings are read once in each."""
    subprocess.run([sys.executable, "-m", "bench.filing", *arguments], cwd=ROOT, check=True, env=environment)


# --- before ----------------------------------------------------------------------------------------


async def _prepare(count: int, people: Path) -> None:
    """A window whose last day is today, `count` firms with a complete draft each, and a signed-in signatory of each."""
    await city.fill(count * 3 // 2)
    engine = database.engine()
    await engine.start_connection_pool(min_size=1, max_size=2)
    try:
        now, today = clock.now(), clock.today()
        year = today.year - 1
        await _window(year, today, now)
        owing = await database.rows(
            f"""select firm.id, firm.number, firm.organ, firm.area from ({scope.scope_sql("$1")}) as scope
                  join firm on firm.id = scope.firm where firm.organ is not null order by firm.number limit $2""",  # noqa: S608
            date(year, 12, 31),
            count,
        )
        if len(owing) < count:
            raise SystemExit(f"only {len(owing)} firms owe a report")
        given = (
            bulk.Given(
                each["id"],
                each["number"],
                year,
                each["organ"],
                each["area"],
                VALUES,
                Status.DRAFT,
                None,
                None,
            )
            for each in owing
        )
        await bulk.insert(given, actor=SYSTEM, now=now)
        reasons = json.dumps(REASONS, ensure_ascii=False)
        await database.execute("update annual_report set reasons = $1 where status = 'draft'", reasons)
        cookies = await _signatories([each["id"] for each in owing], now)
        async with database.connection() as connection:
            await connection.execute("vacuum analyze")
        await asyncio.to_thread(people.write_text, json.dumps({"year": year, "sessions": cookies}))
    finally:
        await engine.close_connection_pool()


async def _window(year: int, last: date, now: datetime) -> None:
    city_organ = organs.BY_CODE["BJ"]
    clerk = Actor(
        person_id=None,
        account_id=None,
        login="bench",
        name="bench",
        number="BENCH",
        roles=frozenset({Role.CLERK}),
        organ_id=city_organ.id,
        organ_code="BJ",
        organ_level=Level.MUNICIPAL,
    )
    form_id, _form = (await windows.forms())[0]
    await setting.open_window(year, date(year + 1, 1, 1), last, form_id, "bench", actor=clerk, now=now)


async def _signatories(firm_ids: list[UUID], now: datetime) -> list[str]:
    """One person, account, office and open session for each firm; the session ids."""
    people: list[tuple[Any, ...]] = []
    accounts: list[tuple[Any, ...]] = []
    members: list[tuple[Any, ...]] = []
    open_ones: list[tuple[Any, ...]] = []
    ids: list[str] = []
    for at, firm_id in enumerate(firm_ids):
        person, account, session_id = uuid4(), uuid4(), secrets.token_urlsafe(32)
        people.append((person, f"签署人{at}", f"B{at:07d}"))
        accounts.append((account, person, f"bench-{at}", "-", True, False, now))
        members.append((uuid4(), person, firm_id, Role.FIRM_SIGNATORY.value, date(2020, 1, 1)))
        open_ones.append((sessions.key_of(session_id), account, now, now + timedelta(hours=8)))
        ids.append(session_id)
    async with database.unit_of_work():
        await database.copy("person", ("id", "name", "number"), people)
        columns = (
            "id",
            "person",
            "login",
            "password_hash",
            "is_active",
            "must_change_password",
            "created_at",
        )
        await database.copy("account", columns, accounts)
        await database.copy("firm_member", ("id", "person", "firm_id", "role", "from_on"), members)
        await database.copy("session", ("key", "account", "started_at", "expires_at"), open_ones)
    return ids


# --- the rival ------------------------------------------------------------------------------------


def _pgbench() -> float:
    """Transactions a second of pgbench's default script on the same server, as it is configured for us."""
    folder = postgres.programs(names=("pgbench",))
    server = {
        "PATH": os.environ.get("PATH", ""),
        "PGHOST": str(postgres.cluster().sockets()),
        "PGPORT": str(postgres.PORT),
        "PGUSER": postgres.OWNER,
        "PGDATABASE": "pgbench",
    }
    subprocess.run(
        [folder / "pgbench", "-i", "-q", "-s", str(PGBENCH_SCALE)],
        check=True,
        capture_output=True,
        env=server,
    )
    command = [folder / "pgbench", "-c", str(PGBENCH_CLIENTS), "-j", "2", "-T", str(PGBENCH_SECONDS)]
    said = subprocess.run(command, check=True, capture_output=True, text=True, env=server).stdout
    found = re.search(r"tps = ([\d.]+)", said)
    if found is None:
        raise SystemExit(f"pgbench said:\n{said}")
    return float(found[1])


# --- the last day ---------------------------------------------------------------------------------


@dataclass
class Result:
    """What the clients saw."""

    seconds: float = 0.0
    answers: Counter[int] = field(default_factory=Counter)
    waits: list[float] = field(default_factory=list)
    sent: int = 0
    committed: int = 0
    #: Seconds of a processor that the web server took.
    worked: float = 0.0


async def _file(port: int, people: Path, clients: int) -> Result:
    known = json.loads(await asyncio.to_thread(people.read_text))
    path = f"/firm/annual-reports/{known['year']}"
    waiting = list(enumerate(known["sessions"]))[::-1]
    result = Result()
    ready, go = asyncio.Semaphore(0), asyncio.Event()

    async def one_client() -> None:
        connection = await Connection.open(port)
        # Each has its page open already, as on the last day; what is measured is filing.
        token = await connection.token(waiting[-1][1], f"{path}/check")
        ready.release()
        await go.wait()
        while waiting:
            at, session_id = waiting.pop()
            tries = [connection.submit(session_id, path, token, result)]
            if at % TWICE_EVERY == 0:
                second = await Connection.open(port)
                tries.append(second.submit(session_id, path, token, result))
            await asyncio.gather(*tries)
        connection.close()

    tasks = [asyncio.create_task(one_client()) for _ in range(clients)]
    for _ in tasks:
        await ready.acquire()
    begun = time.perf_counter()
    go.set()
    await asyncio.gather(*tasks)
    result.seconds = time.perf_counter() - begun
    return result


class Connection:
    """One kept-alive connection of a client."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, port: int) -> None:
        self._reader, self._writer, self._port = reader, writer, port

    @classmethod
    async def open(cls, port: int) -> Connection:
        """Connect."""
        return cls(*await asyncio.open_connection("127.0.0.1", port), port)

    def close(self) -> None:
        """Hang up."""
        self._writer.close()

    async def token(self, session_id: str, path: str) -> tuple[str, str, str]:
        """Open the page before filing; its token as cookie, and the field that sends it back."""
        status, head, body = await self._ask("GET", path, f"zhiheng_session={session_id}")
        cookie, shown = re.search(rb"csrftoken=([^;\r]+)", head), _TOKEN.search(body)
        if status != 200 or cookie is None or shown is None:
            raise SystemExit(f"{path}: {status} {body[:300]!r}")
        return cookie[1].decode(), shown[1].decode(), shown[2].decode()

    async def submit(self, session_id: str, path: str, token: tuple[str, str, str], result: Result) -> None:
        """File one report."""
        cookies = f"zhiheng_session={session_id}; csrftoken={token[0]}"
        sent = urlencode({token[1]: token[2], "declared": "true"})
        begun = time.perf_counter()
        status, head, _body = await self._ask("POST", f"{path}/submit", cookies, sent)
        result.waits.append(time.perf_counter() - begun)
        result.sent += 1
        result.answers[status] += 1
        if status == 303 and b"/confirmation" not in head:
            raise SystemExit(f"sent elsewhere: {head[:400]!r}")

    async def _ask(self, method: str, path: str, cookies: str, body: str = "") -> tuple[int, bytes, bytes]:
        lines = [
            f"{method} {path} HTTP/1.1",
            f"Host: 127.0.0.1:{self._port}",
            f"Cookie: {cookies}",
            "Content-Type: application/x-www-form-urlencoded",
            f"Content-Length: {len(body)}",
        ]
        self._writer.write(("\r\n".join(lines) + "\r\n\r\n" + body).encode())
        await self._writer.drain()
        head = await self._reader.readuntil(b"\r\n\r\n")
        length = re.search(rb"content-length: (\d+)", head.lower())
        content = await self._reader.readexactly(int(length[1])) if length else b""
        return int(head.split(b" ", 2)[1]), head, content


# --- afterwards -----------------------------------------------------------------------------------


async def _count(wanted: int) -> None:
    """None lost, none doubled: the report, its number, its receipt and its entry in the log, once each."""
    engine = database.engine()
    await engine.start_connection_pool(min_size=1, max_size=2)
    try:
        found = await database.row(
            """select (select count(*) from filed_report) as filed,
                      (select count(distinct firm_id) from filed_report) as firms,
                      (select count(*) from annual_report where status = 'submitted' and version = 1) as submitted,
                      (select count(distinct number) from annual_report where number is not null) as numbers,
                      (select count(*) from document where kind = 'annual_report_receipt') as receipts,
                      (select count(*) from leaf where type = 'annual_report') as entries,
                      (select count(*) from case_log where action = 'submit') as steps,
                      (select sum(last) from document_number where kind = 'annual_report_receipt') as given"""
        )
    finally:
        await engine.close_connection_pool()
    assert found is not None
    wrong = {name: int(number) for name, number in found.items() if number != wanted}
    if wrong:
        raise SystemExit(f"of {wanted} reports the database holds {wrong}")


def _report(args: argparse.Namespace, result: Result, rival: float) -> None:
    faults = sum(count for status, count in result.answers.items() if status >= 500)
    if faults or result.answers[303] != args.reports:
        raise SystemExit(f"answers: {dict(result.answers)}")
    waits = sorted(result.waits)
    rate = args.reports / result.seconds
    committed = result.committed / result.seconds
    print(
        f"The last day: {args.reports:,} reports filed by {args.clients} clients, {result.sent - args.reports} sent twice:"
    )
    print(
        f"  {result.seconds:8.1f} s, none lost, none doubled, no answer of 500 or above ({dict(result.answers)})"
    )
    print(f"  {rate:8.1f} reports a second, each with number, receipt, log entry and session")
    print(
        f"  {waits[len(waits) // 2]:8.2f} s an answer in the middle, {waits[int(len(waits) * 0.99)]:.2f} s for 99 of 100"
    )
    print(f"  {result.worked / args.reports * 1e3:8.1f} ms of a processor a report in the web server")
    print(f"  {committed:8.1f} transactions a second committed by the database meanwhile")
    print(
        f"  {rival:8.1f} transactions a second of pgbench (TPC-B-like, {PGBENCH_CLIENTS} clients) on the same server"
    )
    print(f"  {rate / rival:8.2f} x pgbench by reports, {committed / rival:.2f} x by transactions")


if __name__ == "__main__":
    if sys.argv[1] == "prepare":
        asyncio.run(_prepare(int(sys.argv[2]), Path(sys.argv[3])))
    else:
        asyncio.run(_count(int(sys.argv[2])))

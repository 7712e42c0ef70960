"""The program as an office runs it: commands and a server in processes of their own, over a demonstration city."""

import asyncio
import contextlib
import os
import re
import signal
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import asyncpg
import httpx

from regulation.law import beijing
from tests.conftest import DATABASE, ROOT, address, template_name

CITY = f"{DATABASE}_city"
FIRMS, SEED = 300, 7
#: A loaded machine may take its time; nothing waits longer than it must.
PATIENCE = 300
#: What the demonstration says when it is a tenth done.
KILLED_AFTER = "register, licences"
#: Jobs of the night that print what nobody has opened yet.
PRINTING = ("print_papers", "make_yearbooks")


class Office:
    """One installation: its folder, its database, its server, and what its clock shows."""

    def __init__(self, var: Path) -> None:
        self.var = var
        self.hours_ahead = 0
        self.port = 0
        self.founding = ""
        self.passwords: dict[str, str] = {}
        self.server: asyncio.subprocess.Process | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def now(self) -> datetime:
        return datetime.now(UTC) + timedelta(hours=self.hours_ahead)

    @property
    def today(self):
        """The legal day as the office sees it."""
        return beijing.legal_day(self.now)

    def environment(self) -> dict[str, str]:
        inherited = {
            name: text
            for name, text in os.environ.items()
            if name not in {"ZHIHENG_ROLE", "PICCOLO_CONF"} and not name.startswith("PYTEST")
        }
        return inherited | {
            "DATABASE_URL": address(CITY),
            "ZHIHENG_VAR_DIR": str(self.var),
            "ZHIHENG_CLOCK_AHEAD_HOURS": str(self.hours_ahead),
            "LANG": "C.UTF-8",
            "PYTHONUNBUFFERED": "1",
        }

    async def run(self, *words: str) -> tuple[int, str]:
        """`zhiheng WORDS`: its exit status and everything it said."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "app.cli", *words),
            cwd=ROOT,
            env=self.environment(),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        said, _none = await asyncio.wait_for(process.communicate(), PATIENCE)
        return process.returncode or 0, said.decode()

    async def found(self) -> None:
        """An empty database becomes the demonstration city, at the second attempt: the first one was killed."""
        connection = await asyncpg.connect(address("postgres"))
        await connection.execute(f'create database "{CITY}" template "{template_name()}"')
        status, said = await self.run("migrate")
        assert status == 0, said
        await self._begin_and_be_killed()
        async with asyncio.timeout(PATIENCE):
            while await connection.fetchval("select count(*) from pg_stat_activity where datname = $1", CITY):
                await asyncio.sleep(0.05)
        await connection.close()
        status, self.founding = await self.run("demo", "--anew", "--firms", str(FIRMS), "--seed", str(SEED))
        assert status == 0, self.founding
        for line in self.founding.splitlines():
            if found := re.match(r"\w+\t[^\t]*\t([\w-]+)\t(\w+)$", line):
                self.passwords[found[1]] = found[2]
        assert "chaoyang-clerk" in self.passwords, self.founding
        await self._leave_the_printing_to_readers()

    async def _begin_and_be_killed(self) -> None:
        begun = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "app.cli", "demo", "--firms", str(FIRMS)),
            cwd=ROOT,
            env=self.environment(),
            stdout=asyncio.subprocess.PIPE,
        )
        while KILLED_AFTER not in (line := (await begun.stdout.readline()).decode()):
            assert line, "the demonstration ended before it was killed"
        begun.kill()
        await begun.communicate()

    async def _leave_the_printing_to_readers(self) -> None:
        """The nightly printing of an invented city counts as done: what a person asks for is printed for that person.

        Two hundred papers and six books would keep both cores of a small machine for minutes while nobody reads them.
        """
        connection = await self.database()
        for job in PRINTING:
            await connection.execute(
                """insert into job_run (id, job, due_at, started_at, finished_at, outcome, report)
                   values (gen_random_uuid(), $1, $2, $3, $3, 'done', '0 printed')""",
                job,
                self.now + timedelta(days=30),
                self.now,
            )
        await connection.close()

    async def abandon(self) -> None:
        """The database goes; the folder belongs to whoever gave it."""
        connection = await asyncpg.connect(address("postgres"))
        await connection.execute(f'drop database if exists "{CITY}" with (force)')
        await connection.close()

    async def open(self) -> None:
        """Serve, on the port of before if there was one, until the first page is there."""
        self.server = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "app.cli", "serve", "--port", str(self.port)),
            cwd=ROOT,
            env=self.environment(),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            start_new_session=True,
        )
        said = ""
        async with asyncio.timeout(PATIENCE):
            while not (ready := re.search(r"http://[\d.]+:(\d+)", said)):
                line = (await self.server.stdout.readline()).decode()
                assert line, f"the server ended before it served:\n{said}"
                said += line
        self.port = int(ready[1])
        async with httpx.AsyncClient(base_url=self.url) as client:
            assert (await client.get("/health")).status_code == 200

    async def close(self) -> None:
        """As an administrator stops it."""
        self.server.terminate()
        rest, _none = await asyncio.wait_for(self.server.communicate(), PATIENCE)
        assert b"Traceback" not in rest, rest.decode()

    async def pull_the_plug(self) -> None:
        """`kill -9`: nothing is tidied up."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.server.pid, signal.SIGKILL)
        await asyncio.wait_for(self.server.communicate(), PATIENCE)

    async def wait(self, hours: int) -> None:
        """Time passes: the clock never runs back. Sign-ins do not outlive a day."""
        await self.close()
        self.hours_ahead += hours
        await self.open()

    async def database(self) -> asyncpg.Connection:
        """A look behind the pages' back; whoever takes it closes it."""
        return await asyncpg.connect(address(CITY))

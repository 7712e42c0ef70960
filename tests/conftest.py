"""The environment of every test, and the database of those that need one.

A test process makes itself a database from a migrated template: on the server of TEST_DATABASE_URL, else on a private one under
`var/` that all test processes share. Tests of pure rules start none of it.
"""

import asyncio
import contextlib
import gc
import os
import re
import shutil
import subprocess
import sys
import tempfile
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PROCESS = f"{os.getpid()}_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
DATABASE = f"zhiheng_test_{PROCESS}"
SERVER = os.environ.get("TEST_DATABASE_URL")
VAR = Path(tempfile.mkdtemp(prefix="zhiheng-test-"))

# Before anything of ours is imported: settings are read once.
for inherited in [name for name in os.environ if name.startswith("ZHIHENG_") and name != "ZHIHENG_PG_BIN"]:
    del os.environ[inherited]
os.environ |= {
    "PICCOLO_CONF": "piccolo_conf",
    "ZHIHENG_VAR_DIR": str(VAR),
    "ZHIHENG_ROLE": "app",
    "LANG": "C.UTF-8",
}
os.environ.pop("DATABASE_URL", None)
# A run starts a hundred programs of ours: each would compile all of it anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
# Until all tests are found nothing can be thrown away; looking for it costs a fifth of that time.
gc.disable()

import asyncpg  # noqa: E402
import httpx  # noqa: E402
import hypothesis  # noqa: E402
import pytest  # noqa: E402

from app import postgres  # noqa: E402
from app.settings import settings  # noqa: E402
from tests import fresh, soundness  # noqa: E402
from tests.blocking import pytest_runtest_call  # noqa: E402, F401 - a hook

# How long an example took on a busy machine says nothing of the rule.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")

CLUSTER = postgres.Cluster(data=ROOT / "var" / "test-postgres", run=ROOT / "var" / "test-run", fast=True)


def address(database):
    """The address of one database on the server the tests use."""
    if SERVER:
        return re.sub(r"(?<=[^/])/[^/?]*(?=$|\?)", f"/{database}", SERVER)
    return f"postgresql://{postgres.OWNER}@/{database}?host={CLUSTER.sockets()}&port={postgres.PORT}"


os.environ["DATABASE_URL"] = address(DATABASE)
settings.cache_clear()


def template_name():
    """One template for each state of the migrations and of the rights given with them."""
    digest = sha256()
    others = ("app/commands/migrate.py", "piccolo_conf.py", "regulation/accounts/organs.py")
    for path in sorted([*ROOT.glob("migrations/*/*.py"), *(ROOT / name for name in others)]):
        digest.update(path.name.encode() + path.read_bytes())
    return f"zhiheng_template_{digest.hexdigest()[:12]}"


async def make_database(*, again=False):
    """This process's own database, as `zhiheng migrate` leaves it."""
    template = template_name()
    server = await asyncpg.connect(address("postgres"))
    try:
        # One process at a time: a template cannot be copied while somebody migrates it.
        await server.execute("select pg_advisory_lock(hashtext('zhiheng tests'))")
        if not again:
            await clear_leftovers(server, keep=template)
        if not await server.fetchval("select exists (select from pg_database where datname = $1)", template):
            unfinished = f"{template}_new"
            await server.execute(f'drop database if exists "{unfinished}" with (force)')
            await server.execute(f'create database "{unfinished}"')
            migrate(unfinished)
            await server.execute(f'alter database "{unfinished}" rename to "{template}"')
        await server.execute(f'drop database if exists "{DATABASE}" with (force)')
        await server.execute(f'create database "{DATABASE}" template "{template}"')
    finally:
        await server.close()


def migrate(database):
    """`zhiheng migrate` itself, in a process of its own, as an office runs it."""
    environment = os.environ | {"DATABASE_URL": address(database), "ZHIHENG_ROLE": "owner"}
    done = subprocess.run(
        [sys.executable, "-m", "app.cli", "migrate"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        pytest.exit(f"zhiheng migrate failed on an empty database:\n{done.stdout}{done.stderr}", returncode=3)


async def clear_leftovers(server, *, keep):
    """Databases of test processes that were killed, and templates of earlier states; on the private server only."""
    if SERVER:
        return
    for row in await server.fetch("select datname from pg_database where datname like 'zhiheng\\_%'"):
        name = row["datname"]
        of_process = re.match(r"zhiheng_test_(\d+)_", name)
        dead = of_process and not os.path.exists(f"/proc/{of_process[1]}")  # noqa: PTH110 - a memory look-up
        if dead or (name.startswith("zhiheng_template_") and name != keep):
            with contextlib.suppress(asyncpg.PostgresError):
                await server.execute(f'drop database "{name}" with (force)')


async def drop_database():
    server = await asyncpg.connect(address("postgres"))
    await server.execute(f'drop database if exists "{DATABASE}" with (force)')
    await server.close()


@pytest.fixture(scope="session")
def quick_passwords():
    """Hashes that cost next to nothing; what a real one costs is asked in tests/rules/accounts/test_passwords.py."""
    from argon2 import PasswordHasher

    from regulation.accounts import passwords

    passwords.HASHER = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)


@pytest.fixture(scope="session")
def database(quick_passwords):
    """A server that answers and this process's database on it."""
    with contextlib.nullcontext() if SERVER else CLUSTER.running():
        asyncio.run(make_database())
        yield DATABASE
        asyncio.run(drop_database())


class Kept:
    """The one connection on which `db` rolls back: a new one for each test would read the catalogue and plan anew.

    It forgets no statement, and plans each of them once: the tests ask some thousand different ones, of tables with a few rows.
    """

    connection: asyncpg.Connection | None = None

    @classmethod
    async def open(cls, engine):
        if cls.connection is None or cls.connection.is_closed():
            planned_once = engine.config["server_settings"] | {"plan_cache_mode": "force_generic_plan"}
            cls.connection = await asyncpg.connect(
                **(engine.config | {"server_settings": planned_once}),
                statement_cache_size=10_000,
                max_cached_statement_lifetime=0,
            )
        return cls.connection

    @classmethod
    async def close(cls):
        if cls.connection is not None:
            await cls.connection.close()
            cls.connection = None


@contextlib.asynccontextmanager
async def rolled_back():
    """The database inside a transaction that is rolled back; inside another one, whatever was done since is taken back."""
    from piccolo_conf import DB

    connection = await Kept.open(DB)
    if connection.is_in_transaction():
        since = connection.transaction()
        await since.start()
        try:
            yield connection
        finally:
            await since.rollback()
        return
    # The rights of the statistics are taken on the same connection, so that they too are rolled back.
    DB.shares_connection = True
    transaction = DB.transaction()
    transaction.connection, transaction.transaction = connection, connection.transaction()
    await transaction.begin()
    open_here = DB.current_transaction.set(transaction)
    try:
        yield connection
    finally:
        DB.current_transaction.reset(open_here)
        DB.shares_connection = False
        # Rolls back, and takes away what a session keeps beyond its transactions: settings, advisory locks, cursors.
        await connection.reset()


@pytest.fixture
async def db(database):
    """The database as `rolled_back` gives it; with the rights of the application, not of the owner.

    A file whose tests all look at the same city founds it once: a fixture of the module's scope that asks for `database`
    and yields inside `rolled_back()`.
    """
    async with rolled_back() as connection:
        yield connection


@pytest.fixture
async def committed_db(database):
    """The database with real commits and several connections; afterwards nothing of it is left."""
    from piccolo_conf import DB

    await Kept.close()
    before = await as_migrated()
    await DB.start_connection_pool(min_size=1, max_size=8)
    yield DB
    await DB.close_connection_pool()
    async with as_owner() as connection:
        is_back = await before.bring_back(connection)
    if not is_back:
        await make_database(again=True)


@contextlib.asynccontextmanager
async def as_owner():
    """A connection to this process's database that asks nobody's leave."""
    connection = await asyncpg.connect(address(DATABASE))
    try:
        yield connection
    finally:
        await connection.close()


MIGRATED: list[fresh.Fresh] = []


async def as_migrated():
    """What the database holds when nobody has worked with it; looked at once, for all copies of a template are alike."""
    if not MIGRATED:
        # Numbers that were drawn and rolled back stay drawn: only a new copy has them all.
        await make_database(again=True)
        async with as_owner() as connection:
            MIGRATED.append(await fresh.Fresh.look(connection))
    return MIGRATED[0]


@pytest.fixture
async def owner(committed_db):
    """A connection with the owner's rights, to look behind the application's back; only with real commits."""
    connection = await asyncpg.connect(**postgres.connection(role="owner"))
    yield connection
    await connection.close()


@pytest.fixture(scope="session", autouse=True)
def printing_processes():
    """One for each test process, and none renewed: starting one costs more than what it prints in a test."""
    from reports import pool

    pool.WORKERS, pool.TASKS_PER_PROCESS = 1, 500
    yield
    pool.shutdown()


@pytest.fixture(scope="session")
def application():
    """The web application, composed once."""
    from app.main import create_app

    return create_app()


@pytest.fixture
def client(request, application):
    """A browser without scripts, on the loop and in the transaction of the test (in `committed_db`, if that is asked for)."""
    if "committed_db" not in request.fixturenames:
        request.getfixturevalue("db")
    return browser(application)


def browser(application):
    """A browser without scripts, for who opens the transaction himself."""
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(app=application),
        base_url="http://testserver",
        event_hooks={"response": [check_page]},
    )


async def check_page(response):
    """Every page that any test opens holds to what all pages promise (tests/soundness.py)."""
    if response.headers.get("content-type", "").startswith("text/html"):
        await response.aread()
        soundness.check(response.text, str(response.url))


#: The folders of the tests, those first whose files take longest, so that all processes of a run end together.
LONGEST_FIRST = ("journeys", "app", "reports", "regulation", "guards", "rules", "law")


def pytest_collection_finish():
    """What has been found stays until the end: from here on only what tests leave behind is looked through."""
    gc.freeze()
    gc.enable()


def pytest_collection_modifyitems(items):
    rank = {folder: at for at, folder in enumerate(LONGEST_FIRST)}
    items.sort(key=lambda item: rank.get(item.nodeid.split("/")[1], len(rank)))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """A file is one process's work, and so are all journeys together: a city for each process costs more than it gains."""
    from xdist.scheduler import LoadFileScheduling

    class Scheduling(LoadFileScheduling):
        def _split_scope(self, nodeid):
            file = super()._split_scope(nodeid)
            return "tests/journeys" if file.startswith("tests/journeys/") else file

    # In the order above, not by the number of tests: seventy journeys take longer than two thousand templates.
    config.option.loadscopereorder = False
    return Scheduling(config, log) if config.getoption("dist") == "loadfile" else None


def pytest_unconfigure(config):
    shutil.rmtree(VAR, ignore_errors=True)


@pytest.fixture
def some_db(request):
    """`committed_db` where the test asks for it, else `db`."""
    request.getfixturevalue("committed_db" if "committed_db" in request.fixturenames else "db")


@pytest.fixture
async def cast(some_db):
    """An, Bai, Chen, Ding, E and the others (tests/cast.py), in the database of the test."""
    from tests import cast as people

    return await people.assemble()

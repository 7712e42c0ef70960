"""A download that the reader breaks off gives its connection back."""

import asyncio

import anyio
import asyncpg
import pytest

from regulation import database
from regulation.actor import SYSTEM
from regulation.firms import actions, search
from regulation.firms.status import FactSource
from tests.regulation.firms.test_register import NOW


async def three_firms():
    for n in range(3):
        held = {"name": f"测试导出{n}有限公司", "area": "110105", "domicile": "北京市朝阳区测试路1号"}
        await actions.register_firm(
            held, source=FactSource.IMPORT, source_ref=f"I00000{n}", actor=SYSTEM, now=NOW
        )


async def read(wanted):
    async for _row in wanted:
        pass


@pytest.mark.parametrize("after", [0.0, 0.05, 0.3])
async def test_whoever_goes_away_leaves_no_connection_behind(committed_db, after):
    """As the web server does it: everything the reader awaits is cancelled, its cleaning up as well."""
    slow = "select pg_sleep(0.01), repeat('x', 10000) as wide from generate_series(1, 2000)"
    for _ in range(3):
        async with anyio.create_task_group() as group:
            group.start_soon(read, database.stream(slow))
            await anyio.sleep(after)
            group.cancel_scope.cancel()
    pool = committed_db.pool
    async with asyncio.timeout(20):
        while pool.get_idle_size() < pool.get_size():
            await asyncio.sleep(0.05)
    assert await database.value("select 1") == 1


async def test_a_download_has_every_firm(committed_db):
    await three_firms()
    assert len([row async for row in search.export(search.Search())]) == 3


async def test_a_fault_of_the_database_reaches_the_reader(committed_db):
    with pytest.raises(asyncpg.DivisionByZeroError):
        await read(database.stream("select 1 / (n - 2) as n from generate_series(1, 3) as n"))

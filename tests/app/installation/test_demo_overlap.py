"""Batches of the demonstration are written side by side: all of them, few at a time, and an error is not lost."""

import asyncio
from functools import partial

import pytest

from app.demo.overlap import AT_ONCE, PIECE, Overlap, collected
from regulation import database


class Broken(Exception):
    """A batch that the database refused."""


async def test_every_batch_is_written_before_the_block_ends_and_no_more_than_some_at_once() -> None:
    """What follows the block may rely on all of it; the pool of connections is not drained."""
    under_way, most, written = 0, 0, []

    async def write(batch: int) -> None:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        for _ in range(3):
            await asyncio.sleep(0)
        written.append(batch)
        under_way -= 1

    async with Overlap() as overlap:
        for batch in range(7):
            await overlap.start(partial(write, batch))
    assert sorted(written) == list(range(7))
    assert most == AT_ONCE


async def test_a_refused_batch_ends_the_build() -> None:
    """No city with a hole in it: the error comes out and later batches are not begun."""
    begun = []

    async def write(batch: int) -> None:
        begun.append(batch)
        await asyncio.sleep(0)
        if batch == 1:
            raise Broken

    async def build() -> None:
        async with Overlap() as overlap:
            for batch in range(100):
                await overlap.start(partial(write, batch))

    with pytest.raises(ExceptionGroup) as told:
        await build()
    assert told.group_contains(Broken)
    assert len(begun) < 100


async def test_writing_goes_on_while_the_next_batch_is_made() -> None:
    """The maker gives way after every piece."""
    turns = 0

    async def write() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    writing = asyncio.create_task(write())
    assert await collected(iter(range(PIECE * 4))) == list(range(PIECE * 4))
    writing.cancel()
    assert turns >= 4


async def test_inside_a_unit_of_work_batches_follow_one_another(db) -> None:
    """One transaction has one connection, which does one thing at a time."""
    async with Overlap() as overlap:
        for _ in range(3):
            await overlap.start(partial(database.execute, "select nextval('firm_number'), pg_sleep(0.01)"))
    assert database.is_in_unit_of_work()

"""Batches are written while the next one is made: the database works on one core, this program on the other."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Self, TypeVar

from regulation import database

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable
    from types import TracebackType

T = TypeVar("T")

#: Batches that are being written at the same time.
AT_ONCE = 2
#: So many rows are made before the writers may go on: some milliseconds.
PIECE = 25


class Overlap:
    """Up to `AT_ONCE` batches on their way; the first that fails ends them all, and its error is raised at the end."""

    def __init__(self) -> None:
        self._group = asyncio.TaskGroup()
        self._free = asyncio.Semaphore(AT_ONCE)

    async def __aenter__(self) -> Self:
        """Batches may be started inside."""
        await self._group.__aenter__()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """All batches are written."""
        await self._group.__aexit__(kind, error, trace)

    async def start(self, write: Callable[[], Awaitable[Any]]) -> None:
        """Begin to write a batch, as soon as one of those before it is done.

        Inside a unit of work there is one connection for all: there it is written before this returns.
        """
        if database.is_in_unit_of_work():
            await write()
            return
        await self._free.acquire()
        self._group.create_task(_done(write)).add_done_callback(lambda _: self._free.release())
        await asyncio.sleep(0)


async def collected(items: Iterable[T]) -> list[T]:
    """The items in a list; while they are made, what is being written goes on."""
    made: list[T] = []
    for place, item in enumerate(items, start=1):
        made.append(item)
        if place % PIECE == 0:
            await asyncio.sleep(0)
    return made


async def _done(write: Callable[[], Awaitable[Any]]) -> None:
    await write()

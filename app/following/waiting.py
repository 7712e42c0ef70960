"""Long polling: a request waits until the register has changed. The table is asked once for all who wait."""

from __future__ import annotations

import asyncio
import time
from typing import Final

from regulation.ledger import changes

#: Seconds between two looks of one process, however many requests wait in it.
EVERY: Final = 0.5
#: Requests that may wait in one process; more are answered at once and come again.
MOST_WAITING: Final = 200
#: Longest wait that may be asked for: below the patience of usual proxies.
LONGEST: Final = 25


class Watch:
    """What one process knows of the newest number."""

    def __init__(self) -> None:
        self.waiting = 0
        self.looked_at = float("-inf")
        self.newest = 0

    async def last(self) -> int:
        """The newest number, at most `EVERY` seconds old."""
        if time.monotonic() - self.looked_at >= EVERY:
            self.looked_at = time.monotonic()
            self.newest = await changes.last()
        return self.newest

    async def until_after(self, seq: int, seconds: float) -> None:
        """Return when there is a change after this number, or when the seconds are over."""
        if seconds <= 0 or self.waiting >= MOST_WAITING:
            return
        until = time.monotonic() + seconds
        self.waiting += 1
        try:
            # What is waited for happens in other processes, so no event of this one can tell of it.
            while await self.last() <= seq and (left := until - time.monotonic()) > 0:  # noqa: ASYNC110
                await asyncio.sleep(min(EVERY, left))
        finally:
            self.waiting -= 1


watch = Watch()

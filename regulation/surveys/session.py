"""The rights of the statistics: the only door to the schema `surveys`.

《统计法实施条例》第三十条: what was gained by a survey serves the statistics and nothing else. Only this
area opens the door; a test looks for whoever else tries.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from regulation import rights

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from contextlib import AbstractAsyncContextManager
    from typing import ParamSpec, TypeVar

    P = ParamSpec("P")
    R = TypeVar("R")


def statistics() -> AbstractAsyncContextManager[None]:
    """Inside, every statement runs with the rights of the statistics, on their connection and their tables.

    May be opened again inside itself. Never opened in an asynchronous generator, whose reader would have
    the rights between two items. Raises RuntimeError inside a supervisory unit of work: an act is
    either supervisory or statistical.
    """
    return rights.with_rights(rights.STATISTICS)


def statistical(act: Callable[P, Awaitable[R]]) -> Callable[P, Awaitable[R]]:
    """Run an act or a question with the rights of the statistics."""

    @functools.wraps(act)
    async def with_rights(*args: P.args, **kwargs: P.kwargs) -> R:
        async with statistics():
            return await act(*args, **kwargs)

    return with_rights

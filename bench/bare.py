"""The yardstick: one Litestar route that sends the register's own statement to asyncpg and its answer back."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import asyncpg
import msgspec
from litestar import Litestar, MediaType, Response, get

from app import postgres
from regulation.firms import search

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

POOL = 8


@get("/register.json", media_type=MediaType.JSON)
async def register(q: str, size: int = 20) -> Response[bytes]:
    """No session, no language, no guard, no facets in words: the statement and its answer."""
    sql, parameters = search.statement(search.Search(q=q, size=size), search.Known(COMMON))
    async with pool().acquire() as connection:
        [(rows, tally, _state)] = await connection.fetch(sql, *parameters)
    counted = msgspec.json.decode(tally)
    body = {
        "total": sum(each[3] for each in counted),
        "rows": msgspec.Raw(rows.encode()),
        "tally": msgspec.Raw(tally),
    }
    return Response(msgspec.json.encode(body), media_type=MediaType.JSON)


COMMON: frozenset[str] = frozenset()
_open: list[asyncpg.Pool[Any]] = []


def pool() -> asyncpg.Pool[Any]:
    """The connections of this process."""
    return _open[0]


@asynccontextmanager
async def connected(_app: Litestar) -> AsyncIterator[None]:
    """Connections, and the same knowledge of common pieces that the register has."""
    global COMMON  # noqa: PLW0603 - read once at the start
    async with asyncpg.create_pool(min_size=1, max_size=POOL, **postgres.connection()) as opened:
        _open.append(opened)
        COMMON = frozenset(await opened.fetchval(search.COMMON_PIECES, search.COMMON))
        yield


def create_app() -> Litestar:
    """Litestar with nothing switched on."""
    return Litestar([register], lifespan=[connected], openapi_config=None)

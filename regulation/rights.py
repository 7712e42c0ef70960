"""Two kinds of rights in one process: those of supervision, and those of the statistics.

A connection has one kind for as long as it lives: another login or role, another search path, another
pool. So what the statistics keep is closed to every other part of the program by the database itself.
"""

from __future__ import annotations

from contextlib import asynccontextmanager, contextmanager, suppress
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from asyncpg import InFailedSQLTransactionError
from piccolo.engine.postgres import PostgresEngine

from regulation import database

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    import asyncpg

#: Whose rights a statement has: those of supervision, or those of the statistics (regulation.surveys.session).
SUPERVISION, STATISTICS = "supervision", "statistics"
_rights: ContextVar[str] = ContextVar("rights", default=SUPERVISION)


def rights() -> str:
    """Whose rights the statements of this task have now."""
    return _rights.get()


@contextmanager
def _as(whose: str) -> Iterator[None]:
    token = _rights.set(whose)
    try:
        yield
    finally:
        _rights.reset(token)


async def _as_it_is(connection: asyncpg.Connection) -> None:
    """Only a transaction left open would outlive its task; a cancelled task may leave one."""
    if connection.is_in_transaction():
        await connection.reset()


class TwoDoors(PostgresEngine):
    """An engine with a pool, a transaction and a login for each kind of rights; nothing passes from one to the other."""

    #: Both kinds of rights on one connection, by `set local role`: for tests that roll everything back.
    shares_connection = False

    def __init__(self, config: dict[str, Any], statistics: dict[str, Any]) -> None:
        self._configs = {SUPERVISION: config, STATISTICS: statistics}
        self._pools: dict[str, asyncpg.Pool | None] = {}
        self._transactions: dict[str, ContextVar[Any]] = {
            each: ContextVar(f"transaction of {each}", default=None) for each in (SUPERVISION, STATISTICS)
        }
        super().__init__(config=config)

    async def check_version(self) -> None:
        """Nothing: an import opens no connection; `zhiheng migrate` looks at the server."""

    @property
    def config(self) -> dict[str, Any]:
        """Arguments of a new connection, by the rights of the moment."""
        return self._configs[rights()]

    @config.setter
    def config(self, given: dict[str, Any]) -> None:
        self._configs[SUPERVISION] = given

    @property
    def pool(self) -> Any:
        """The pool, by the rights of the moment."""
        return self._pools.get(rights())

    @pool.setter
    def pool(self, given: Any) -> None:
        self._pools[rights()] = given

    @property
    def current_transaction(self) -> ContextVar[Any]:
        """The transaction of this task, by the rights of the moment."""
        return self._transactions[SUPERVISION if self.shares_connection else rights()]

    @current_transaction.setter
    def current_transaction(self, given: ContextVar[Any]) -> None:
        """Piccolo makes one of its own while it starts; there are two already."""

    def server_settings(self, whose: str) -> dict[str, str]:
        """What a connection with these rights is told when it begins."""
        found: dict[str, str] = self._configs[whose]["server_settings"]
        return found

    async def start_connection_pool(self, **kwargs: Any) -> None:
        """Both pools; that of the statistics opens no connection before one is asked for.

        A connection is given back as it is: nothing of ours outlives a transaction (settings and locks are local to
        it), so there is nothing to reset, and every question is spared a second round trip.
        """
        kwargs = {"reset": _as_it_is} | kwargs
        await super().start_connection_pool(**kwargs)
        with _as(STATISTICS):
            await super().start_connection_pool(**(kwargs | {"min_size": 0}))

    async def close_connection_pool(self) -> None:
        """Both pools."""
        with _as(STATISTICS):
            await super().close_connection_pool()
        await super().close_connection_pool()


@asynccontextmanager
async def with_rights(whose: str) -> AsyncIterator[None]:
    """Statements inside have these rights. Raises RuntimeError in the middle of a transaction with other rights."""
    if rights() == whose:
        yield
        return
    db = database.engine()
    open_transaction = db.current_transaction.get()
    if open_transaction is None:
        with _as(whose):
            yield
        return
    if not isinstance(db, TwoDoors) or not db.shares_connection:
        message = f"a transaction with the rights of {rights()} is open; no act has two kinds of rights"
        raise RuntimeError(message)
    on: asyncpg.Connection = open_transaction.connection
    before = await on.fetchrow("select current_user as role, current_setting('search_path') as path")
    assert before is not None
    wanted = db.server_settings(whose)
    await on.execute(f"set local role {wanted['role']}; set local search_path to {wanted['search_path']}")
    try:
        with _as(whose):
            yield
    finally:
        with suppress(InFailedSQLTransactionError):
            await on.execute(f"set local role {before['role']}; set local search_path to {before['path']}")

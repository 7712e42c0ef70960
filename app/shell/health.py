"""Whether this process can do its work: database, tables, register log, paper."""

from __future__ import annotations

import asyncio
from typing import Final

from app import installation
from app.ledger import standing
from regulation import database
from reports import pdf

#: A check that takes longer counts as failed.
PATIENCE: Final = 5.0


async def findings() -> dict[str, str]:
    """Check -> "ok" or what is wrong, in English for the operator; no addresses, no passwords."""
    try:
        async with asyncio.timeout(PATIENCE):
            tables = await _tables()
            log = await _log()
    except Exception as problem:  # noqa: BLE001 - whatever it is, the database cannot be used
        found = {"database": type(problem).__name__, "migrations": "unknown", "log": "unknown"}
    else:
        found = {"database": "ok", "migrations": tables, "log": log}
    problems = await asyncio.to_thread(pdf.health)
    return found | {"paper": "; ".join(problems) or "ok"}


async def _log() -> str:
    refused = await standing.contradiction()
    if refused is None:
        return "ok"
    return f"read only: the database contradicts the signed register log ({dict(refused.params)})"


async def _tables() -> str:
    async with database.connection() as connection:
        pending = await installation.pending_migrations(connection)
    return f"{pending} migrations are waiting" if pending else "ok"

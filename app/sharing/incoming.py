"""How deliveries come without anybody at a page: from a folder, and pulled from the other office by HTTP."""

from __future__ import annotations

import asyncio
import json
import time
from typing import TYPE_CHECKING, Any, Final

import httpx
import structlog

from app.settings import settings
from regulation import actor as actors
from regulation import database, errors
from regulation.sharing import queries, reading, receiving
from regulation.sharing.contracts import BUSINESS_REGISTRATION
from regulation.sharing.status import Way

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

log = structlog.get_logger()

#: A file that was written to within so many seconds may not be whole yet.
SETTLED: Final = 5.0
ENDINGS: Final = (".csv", ".jsonl")
#: Pages of one pull; more are fetched the next day.
MOST_PAGES: Final = 200
PATIENCE: Final = 60.0


def folder() -> Path:
    """Where other offices put their files; `done` and `refused` beside them."""
    return settings().var_dir / "sharing" / "in"


async def look(now: datetime) -> str:
    """Take the files in the folder. A steady job: each is moved away, whatever became of it."""
    taken = 0
    for path in await asyncio.to_thread(_files):
        try:
            content = await asyncio.to_thread(_read, path)
            await receiving.receive(content, path.name, Way.FOLDER, actor=actors.SYSTEM, now=now)
        except errors.Invalid as refused:
            await asyncio.to_thread(_move, path, "refused", now, refused.text)
        else:
            await asyncio.to_thread(_move, path, "done", now, "")
        taken += 1
    return f"{taken} files" if taken else ""


def _files() -> list[Path]:
    if not folder().is_dir():
        return []
    return sorted(
        path
        for path in folder().iterdir()
        # A link could lead anywhere on this machine.
        if path.suffix.lower() in ENDINGS and path.is_file() and not path.is_symlink()
        and time.time() - path.stat().st_mtime >= SETTLED
    )  # fmt: skip


def _read(path: Path) -> bytes:
    with path.open("rb") as opened:
        return opened.read(reading.MOST_BYTES + 1)


def _move(path: Path, where: str, now: datetime, reason: str) -> None:
    place = folder() / where
    place.mkdir(exist_ok=True)
    target = place / f"{now:%Y%m%dT%H%M%SZ}-{path.name}"
    path.rename(target)
    if reason:
        target.with_name(target.name + ".reason.txt").write_text(reason + "\n")


async def pull(now: datetime) -> str:
    """Fetch what is new from the business register's interface, page by page. A daily job.

    Each page is a delivery; its cursor is kept in the same transaction, so a pull that breaks off goes on where it was.
    """
    if not settings().sharing_pull_url:
        return "0 pages"
    pages = 0
    headers = {"Authorization": f"Bearer {settings().sharing_pull_token}", "Accept": "application/json"}
    async with httpx.AsyncClient(headers=headers, timeout=PATIENCE, follow_redirects=False) as client:
        while pages < MOST_PAGES:
            rows, cursor = await _page(client, await queries.cursor(BUSINESS_REGISTRATION.name))
            if rows:
                pages += 1
            await _keep(rows, cursor, now)
            if cursor is None or not rows:
                break
    return f"{pages} pages"


async def _page(client: httpx.AsyncClient, after: str) -> tuple[list[Any], str | None]:
    answer = await client.get(settings().sharing_pull_url, params={"after": after} if after else {})
    answer.raise_for_status()
    said = answer.json()
    agreed = (BUSINESS_REGISTRATION.name, BUSINESS_REGISTRATION.version)
    if not isinstance(said, dict) or (said.get("contract"), said.get("version")) != agreed:
        message = "the answer is not of the contract that was agreed"
        raise ValueError(message)
    rows, cursor = said.get("rows"), said.get("next")
    if not isinstance(rows, list) or not (cursor is None or isinstance(cursor, str)):
        message = "the answer has no rows, or a cursor that is no text"
        raise TypeError(message)
    if cursor == after:
        message = "the answer's cursor does not move on"
        raise ValueError(message)
    return rows, cursor


async def _keep(rows: list[Any], cursor: str | None, now: datetime) -> None:
    async with database.unit_of_work():
        if rows:
            lines = [json.dumps(each, ensure_ascii=False, sort_keys=True) for each in rows]
            content = "\n".join(lines).encode("utf-8", errors="surrogatepass")
            await receiving.receive(
                content, f"{cursor or 'last'}.jsonl"[-200:], Way.HTTP, actor=actors.SYSTEM, now=now
            )
        await database.execute(
            """insert into sharing_cursor (contract, cursor, pulled_at, last_error) values ($1, $2, $3, '')
               on conflict (contract) do update set cursor = coalesce($4, sharing_cursor.cursor), pulled_at = $3""",
            BUSINESS_REGISTRATION.name,
            cursor or "",
            now,
            cursor,
        )

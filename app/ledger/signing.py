"""The process that signs: the worker. The web process asks it, and never reads the private key."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import structlog

from app import clock
from app.ledger import keys as key_files
from app.ledger.keys import COSIGNED, SIGNED
from app.settings import settings
from regulation import database
from regulation.actor import SYSTEM
from regulation.ledger import actions, checkpoints
from regulation.ledger.checkpoint import Checkpoint

if TYPE_CHECKING:
    from datetime import datetime

    from regulation.ledger.checkpoints import Stated
    from regulation.ledger.note import Verifier

log = structlog.get_logger()

#: On this channel the web process says that somebody waits for a checkpoint.
CHANNEL = "zhiheng_log"
#: How long somebody who wants a receipt waits for it, and how often is looked.
PATIENCE, LOOK = 5.0, 0.1


async def sign(now: datetime) -> str:
    """Sign the log if it grew, and keep outside what was signed and cosigned; a short report, empty for nothing new."""
    folder = key_files.keys()
    if settings().demo and not folder.file.exists():
        await enter_key(folder.make(key_files.usual_origin()).verifier, now=now)
    signers = folder.signers(now)
    kept = folder.note(SIGNED)
    stated = await checkpoints.sign(
        signers,
        Checkpoint.read(kept.text) if kept else None,
        lambda note: folder.remember(SIGNED, note),
        now=now,
    )
    await _remember_cosigned(folder, signers[0].verifier.name)
    return f"{stated.checkpoint.size} signed" if stated else ""


async def enter_key(verifier: Verifier, *, now: datetime) -> None:
    """A new key of the log is an entry of the log, so that nobody can change it unseen."""
    await actions.append(
        checkpoints.ITSELF, "ledger", "new_key", actor=SYSTEM, now=now, private={"vkey": str(verifier)}
    )


async def _remember_cosigned(folder: key_files.Keys, origin: str) -> None:
    """The newest cosigned checkpoint goes beside the key, so that a start can ask whether it still holds."""
    newest = await checkpoints.latest(origin, cosigned=True)
    if newest is None:
        return
    before = folder.note(COSIGNED)
    if before is None or (
        str(before) != newest.served and Checkpoint.read(before.text).size <= newest.checkpoint.size
    ):
        folder.remember(COSIGNED, newest.served)


async def until(stopped: asyncio.Event) -> None:
    """Sign whenever somebody asks for it, until told to stop; the minute's job does the rest."""
    asked = asyncio.Event()
    while not stopped.is_set():
        try:
            connection = await database.engine().get_new_connection()
        except OSError:
            await _either(stopped, asked, 5)
            continue
        try:
            await connection.add_listener(CHANNEL, lambda *_: asked.set())
            while not stopped.is_set() and not connection.is_closed():
                if await _either(stopped, asked, 30):
                    asked.clear()
                    await sign(clock.now())
        except Exception as problem:  # noqa: BLE001 - told in the log; the minute's job shows it on the jobs page
            log.warning("log not signed", problem=f"{type(problem).__name__}: {problem}")
            await _either(stopped, asyncio.Event(), 1)
        finally:
            await connection.close()


async def _either(stopped: asyncio.Event, asked: asyncio.Event, seconds: float) -> bool:
    """Whether it was asked for within so many seconds."""
    waiting = [asyncio.create_task(each.wait()) for each in (stopped, asked)]
    _, left = await asyncio.wait(waiting, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    for each in left:
        each.cancel()
    return asked.is_set()


async def covering(seq: int) -> Stated | None:
    """A checkpoint that covers the leaf, with cosignatures where one has them; signed now where none does.

    None when no signing process answers in time.
    """
    newest = await checkpoints.latest()
    # Of the log that goes on: one that ended here may have signed the leaf too, under a key nobody is given any more.
    origin = newest.checkpoint.origin if newest else None
    found = await checkpoints.latest(origin, covering=seq, cosigned=True) or await checkpoints.latest(
        origin, covering=seq
    )
    if found is not None:
        return found
    await database.execute("select pg_notify($1, '')", CHANNEL)
    for _ in range(int(PATIENCE / LOOK)):
        await asyncio.sleep(LOOK)
        found = await checkpoints.latest(covering=seq)
        if found is not None:
            return found
    return None

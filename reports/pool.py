"""Processes for heavy work: printing and drawing take seconds and a quarter of a gigabyte.

A web process only ever holds the handle. The pool starts with the first piece of work, renews its
processes now and then so that none grows without end, and kills one that does not come back in time.
"""

import asyncio
import logging
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from typing import TypeVar
from weakref import WeakKeyDictionary

Answer = TypeVar("Answer")
log = logging.getLogger(__name__)

WORKERS = 2
TASKS_PER_PROCESS = 20
#: Seconds between two looks whether the process that wants the work is still there.
WATCH = 2.0
#: A pool that has just been started first reads libraries and fonts; that is not held against the work.
STARTING = 40.0

_lock = threading.Lock()
_executor: ProcessPoolExecutor | None = None
_began = 0.0
_turns: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()


class OutOfTime(RuntimeError):
    """The work took longer than allowed; its process was ended."""


class Broken(RuntimeError):
    """The process doing the work died, twice."""


async def run(work: Callable[..., Answer], *arguments: object, seconds: float) -> Answer:
    """Do the work in another process and wait for its answer.

    The time starts when it is this work's turn, not while it waits behind others. A process that
    dies takes its neighbour's work with it, so work is tried a second time before it is given up.
    """
    loop = asyncio.get_running_loop()
    turns = _turns.setdefault(loop, asyncio.Semaphore(WORKERS))
    async with turns:
        for attempt in (1, 2):
            executor = _started()
            try:
                async with asyncio.timeout(seconds + _still_starting()):
                    return await loop.run_in_executor(executor, work, *arguments)
            except TimeoutError as error:
                log.warning(
                    "%s did not finish within %s seconds; its process is ended", work.__name__, seconds
                )
                _kill(executor)
                raise OutOfTime(work.__name__) from error
            except BrokenExecutor as error:
                _kill(executor)
                if attempt == 2:
                    raise Broken(work.__name__) from error
                log.warning("a process of the pool died during %s; trying once more", work.__name__)
    raise AssertionError("unreachable")


def shutdown() -> None:
    """End all processes of the pool. The next piece of work starts new ones."""
    with _lock:
        executor = _executor
    if executor is not None:
        _kill(executor)


def _still_starting() -> float:
    return STARTING if time.monotonic() - _began < STARTING else 0.0


def _started() -> ProcessPoolExecutor:
    global _executor, _began  # noqa: PLW0603 - one pool for the process, made when first needed
    with _lock:
        if _executor is None:
            _began = time.monotonic()
            _executor = ProcessPoolExecutor(
                WORKERS,
                # Spawned: a copy of a web process would bring its connections and its memory along.
                mp_context=multiprocessing.get_context("spawn"),
                initializer=_settle_in,
                initargs=(os.getpid(),),
                max_tasks_per_child=TASKS_PER_PROCESS,
            )
        return _executor


def _kill(executor: ProcessPoolExecutor) -> None:
    global _executor  # noqa: PLW0603
    with _lock:
        if _executor is executor:
            _executor = None
    # The executor has no public way to end a process that does not answer before Python 3.14.
    for process in list((executor._processes or {}).values()):  # noqa: SLF001
        process.kill()
    executor.shutdown(wait=False, cancel_futures=True)


def _settle_in(parent: int) -> None:
    # Ctrl-C is for the program that is served, which then ends the pool in good order.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_leave_with, args=(parent,), daemon=True).start()


def _leave_with(parent: int) -> None:
    """End this process when the one that started it is gone, even if that was killed outright."""
    while os.getppid() == parent:
        time.sleep(WATCH)
    os._exit(0)

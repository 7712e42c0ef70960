"""Printing: a template and its data become a PDF/A, in a process of their own (`reports/press.py`)."""

import asyncio
import ctypes
import logging
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from typing import Any, Literal

from regulation import errors
from regulation.words import N_
from reports import fonts, pool, press
from reports.press import Order

log = logging.getLogger(__name__)

#: A paper of a few pages takes a fraction of a second; the first one also starts the process.
SECONDS = 20
#: Of a batch, beside that: a tenth of a second's work each, on a machine that may have much else to do.
SECONDS_A_SHEET = 3
#: Papers of a batch that go to a process at a time: few enough to see it advance, enough that handing over costs nothing.
PIECE = 25
#: Towards the end of a batch the pieces become smaller, so that no process waits long for the last one of another.
LAST_PIECE = 4
LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}


class Unprintable(errors.Refused):
    """The paper holds characters for which the document font has no form."""


class PrintFailure(errors.Refused):
    """The paper could not be made this time; what was decided stands."""


async def render(
    template: str,
    data: Mapping[str, Any],
    lang: Literal["zh", "en"] = "zh",
    variant: str = "pdf/a-3b",
    *,
    seconds: float = SECONDS,
) -> bytes:
    """Print `reports/templates/<template>` with its data; a book may take longer than a paper.

    Raises `Unprintable`, which names the characters, rather than print boxes for somebody's name;
    `PrintFailure` when the printing process died or took too long.
    """
    return await printed(Order(template, dict(data), lang, variant), seconds=seconds)


async def printed(order: Order, *, seconds: float = SECONDS) -> bytes:
    """Print one paper, with what it carries and its signature where the order asks for them. Raises as `render` does."""
    return content_of(order, (await _at_press([order], seconds))[0])


async def batch(orders: Sequence[Order]) -> AsyncIterator[list[press.Printed]]:
    """Print many papers, piece by piece in their order, on as many processes as the pool has.

    A paper that cannot be printed says so in its place and stops no other. Raises `PrintFailure` when a process died or a
    piece took too long.
    """
    waiting: list[asyncio.Task[list[press.Printed]]] = []
    try:
        for each in _pieces(orders):
            # Twice as many as there are processes: each finds its next piece ready, though the one that is taken out first may be
            # late, and no more than that waits in memory.
            if len(waiting) >= 2 * pool.WORKERS:
                yield await waiting.pop(0)
            waiting.append(asyncio.create_task(_at_press(each, SECONDS + SECONDS_A_SHEET * len(each))))
        while waiting:
            yield await waiting.pop(0)
    finally:
        for task in waiting:
            task.cancel()


def _pieces(orders: Sequence[Order]) -> Iterator[list[Order]]:
    start = 0
    while start < len(orders):
        share = (len(orders) - start) // (2 * pool.WORKERS)
        size = min(PIECE, max(LAST_PIECE, share))
        yield list(orders[start : start + size])
        start += size


async def _at_press(orders: list[Order], seconds: float) -> list[press.Printed]:
    try:
        return await pool.run(press.print_all, orders, seconds=seconds)
    except pool.OutOfTime as error:
        raise PrintFailure(N_("文书生成超时，已停止。请稍后再试；决定本身不受影响")) from error
    except pool.Broken as error:
        raise PrintFailure(N_("文书生成失败。请稍后再试；决定本身不受影响")) from error


def content_of(order: Order, made: press.Printed) -> bytes:
    """The bytes, or the refusal that says why there are none."""
    if made.missing:
        message = N_("文书中有字库里没有的字，不能打印：%(characters)s。请核对这些字，或由管理员补充字库")
        raise Unprintable(message, characters="、".join(made.missing))
    if made.problem:
        log.error("printing %s failed: %s", order.template, made.problem)
        raise PrintFailure(N_("文书生成失败。请稍后再试；决定本身不受影响"))
    return made.content


async def unprintable(text: str) -> list[str]:
    """Characters of the text that no paper could show; asked before something is decided in their name."""
    return await pool.run(fonts.missing_glyphs, text, seconds=SECONDS)


def health() -> list[str]:
    """What is missing on this machine for papers to be right; empty when all is well.

    Without libharfbuzz-subset everything still "works", at ten seconds a paper, so its absence is a
    failure here.
    """
    problems = []
    for library, package in LIBRARIES.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            problems.append(f"{library} is missing: install the package {package}")
    for weight in fonts.WEIGHTS:
        try:
            fonts.source(weight)
        except fonts.FontMissing as error:
            problems.append(str(error))
    return problems


def shutdown() -> None:
    """End the printing processes; the server calls this when it stops."""
    pool.shutdown()

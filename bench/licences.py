"""Section `licences`: many licences printed as one batch, beside bare WeasyPrint, with one printing process and with two.

Bare WeasyPrint is what its manual shows: one page of HTML after the other in one process, fonts configured once, PDF/A-3a, the
pages ready before the clock starts. A sheet of ours is built from its snapshot, its characters are checked, it carries its data and
bears a signature. Both are counted in seconds of the processor, which another program on the machine does not lengthen much.
"""

from __future__ import annotations

import argparse
import asyncio
import io
import multiprocessing
import os
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from app.documents.paper_keys import PaperKeys
from bench.machine import VAR, Peak, below, processor_seconds
from reports import fonts, pdf, pool, press, signing
from reports.documents import data, registry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NOW = datetime(2026, 11, 28, tzinfo=UTC)
ORGAN = {"name": "北京市朝阳区人力资源和社会保障局"}
#: Sheets of a turn; the two take turns, so that both meet the same moods of the machine.
TURN = 20
#: Sheets that one printing process makes before two make as many, for the same reason.
ROUND = 200
WARMING = 0.5


def options(asked: argparse.ArgumentParser) -> None:
    """What can be chosen for this section."""
    asked.add_argument("--sheets", type=int, default=1_000, help="licences of the batch")
    asked.add_argument("--bare-sheets", type=int, default=200, help="of them printed by bare WeasyPrint too")


def run(args: argparse.Namespace) -> None:
    """Print them, and print the figures."""
    folder = PaperKeys(VAR / "paper-keys", b"bench")
    if folder.of("110105") is None:
        folder.make("110105", ORGAN["name"], now=NOW)
    for weight in fonts.WEIGHTS:
        fonts.face(weight)
    print(f"{args.sheets:,} licences in a batch:")
    bare, ours, plain, size = _apart(_side_by_side, args.bare_sheets)
    print(f"  {bare * 1e3:8.1f} ms of the processor a sheet, bare WeasyPrint")
    print(f"  {ours * 1e3:8.1f} ms a sheet as issued: built, checked, with its data, signed")
    print(f"  {ours / bare:8.2f} x bare WeasyPrint ({plain / bare:.2f} x without the signature)")
    print(f"  {size / 1024:8.0f} KB a sheet")
    spent, peak = {1: 0.0, 2: 0.0}, {1: 0.0, 2: 0.0}
    #: Seconds of the processor: of this process, which hands out and takes in, and of those that print.
    here, there = {1: 0.0, 2: 0.0}, {1: 0.0, 2: 0.0}
    left = args.sheets
    while left > 0:
        for workers in (1, 2):
            turn = asyncio.run(_batch(min(left, ROUND), workers))
            spent[workers] += turn.seconds
            here[workers] += turn.here
            there[workers] += turn.there
            peak[workers] = max(peak[workers], turn.megabytes)
        left -= ROUND
    for workers in (1, 2):
        print(
            f"  {spent[workers]:8.1f} s with {workers} printing process{'es' if workers > 1 else ''}, "
            f"{args.sheets / spent[workers]:.1f} sheets a second, {peak[workers]:.0f} MB in all; "
            f"{there[workers]:.1f} s of the processor printing, {here[workers]:.1f} s ({here[workers] / (here[workers] + there[workers]):.1%}) "
            "handing out and taking in"
        )
    print(f"  {spent[1] / spent[2]:8.2f} x as fast with two ({os.cpu_count()} cores)")


def _orders(count: int, *, signed: bool = True) -> Iterator[pdf.Order]:
    file = VAR / "paper-keys" / "110105.p12"
    key = signing.Key(file, b"bench", ORGAN["name"], "签发", NOW) if signed else None
    for number in range(count):
        yield registry.order(
            "licence",
            {
                "number": f"（京）人服证字〔2026〕第01050{number:05}号",
                "organ": ORGAN,
                "issued_on": "2026-11-20",
                "token": f"7KQ4M2XW9RB{number:05}"[:16],
                "verification_url": f"https://registry.example/verify/7KQ4M2XW9RB{number:05}"[:64],
                "firm": {
                    "name": f"北京示例{_numeral(number)}人力资源服务有限公司",
                    "code": f"91110105MA{number:08}",
                    "address": f"北京市朝阳区示例东街{number % 200}号院{number % 7 + 1}号楼",
                    "representative": f"示例{_numeral(number)[-1]}",
                },
                "valid_from": "2026-11-20",
                "valid_to": "2031-11-19",
                "ownership": "有限责任公司（自然人投资或控股）",
            },
            key=key,
        )


def _numeral(number: int) -> str:
    return "".join("零一二三四五六七八九"[int(digit)] for digit in str(number))


@dataclass(frozen=True, slots=True)
class _Turn:
    """One batch: seconds from the first order to the last file, of the processor here and in the printing processes, memory."""

    seconds: float
    here: float
    there: float
    megabytes: float


async def _batch(count: int, workers: int) -> _Turn:
    """Print a batch; the start of the processes is not counted."""
    pool.shutdown()
    pool.WORKERS = workers
    await _warm(workers)
    printers = [each for each in below(os.getpid()) if each != os.getpid()]
    printed = 0
    with Peak(lambda: [os.getpid(), *printers], pause=0.5) as peak:
        there, here, began = processor_seconds(printers), time.process_time(), time.perf_counter()
        async for piece in pdf.batch(list(_orders(count))):
            printed += sum(1 for each in piece if each.content and signing.seen(each.content))
        spent = time.perf_counter() - began
        here, there = time.process_time() - here, processor_seconds(printers) - there
    pool.shutdown()
    if printed != count:
        raise SystemExit(f"{count - printed} sheets were not printed and signed")
    return _Turn(spent, here, there, peak.megabytes)


async def _warm(workers: int) -> None:
    """Until every process has printed: one that is ready first would take the first sheets of another."""
    seen: set[int] = set()
    while len(seen) < workers:
        first = [_printing(each) for each in _orders(workers)]
        seen.update(await asyncio.gather(*first))


async def _printing(order: pdf.Order) -> int:
    return await pool.run(_process_of, [order], seconds=60.0)


def _process_of(orders: list[pdf.Order]) -> int:
    press.print_all(orders)
    # The others find their own.
    time.sleep(WARMING)
    return os.getpid()


def _apart(work: Callable[..., Any], *arguments: Any) -> Any:
    """Done in a process of its own, as printing always is."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as one:
        return one.apply(work, arguments)


def _side_by_side(count: int) -> tuple[float, float, float, float]:
    """Processor seconds a sheet: bare, ours, ours without a signature; and the bytes of one of ours."""
    import weasyprint  # noqa: PLC0415 - in its own process alone
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415

    configuration, fetcher = FontConfiguration(), press._fetcher(everyday=False)  # noqa: SLF001 - its templates and fonts

    def bare(page: str) -> None:
        document = weasyprint.HTML(string=page, base_url=press.SCHEME, url_fetcher=fetcher)
        document.write_pdf(io.BytesIO(), font_config=configuration, pdf_variant="pdf/a-3a")

    orders, unsigned = list(_orders(count)), list(_orders(count, signed=False))
    pages = [press.page_of(each) for each in orders]
    for each in (lambda: bare(pages[0]), lambda: _made(orders[:1]), lambda: _made(unsigned[:1])):
        each()
    spent = [0.0, 0.0, 0.0]
    size = 0
    for start in range(0, count, TURN):
        part = slice(start, start + TURN)
        began = time.process_time()
        for page in pages[part]:
            bare(page)
        spent[0] += time.process_time() - began
        began = time.process_time()
        size += _made(orders[part])
        spent[1] += time.process_time() - began
        began = time.process_time()
        _made(unsigned[part])
        spent[2] += time.process_time() - began
    return spent[0] / count, spent[1] / count, spent[2] / count, size / count


def _made(orders: list[pdf.Order]) -> int:
    found = press.print_all(orders)
    lacking = [each.problem for each in found if data.read(each.content) is None]
    if lacking:
        raise SystemExit(lacking[0])
    return sum(len(each.content) for each in found)

"""The files of published yearbooks: made once for each vintage, kept in a folder, and given out from there.

Two books take some ten seconds to print, so nobody waits for them in a request: whoever asks first starts the work.
"""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from pathlib import Path
from typing import Final

import structlog

from app.settings import settings
from regulation import errors
from regulation.releases import queries
from reports.statistics import book, bundle, editions
from reports.statistics.edition import Edition

log = structlog.get_logger()
#: Read and compared once: what was published never changes.
KEPT: Final = 6
_editions: dict[object, Edition] = {}
_making: dict[Path, asyncio.Task[None]] = {}


async def edition(year: int, vintage: int | None = None) -> Edition:
    """A published vintage, the latest unless said. Raises NotFound."""
    release = await queries.release(book.SERIES, year, vintage)
    known = _editions.get(release.id)
    if known is None:
        known = await editions.published(year, release.vintage, base=settings().base_url)
        _editions[release.id] = known
        while len(_editions) > KEPT:
            del _editions[next(iter(_editions))]
    return known


def folder(of: Edition) -> Path:
    """Where the files of a vintage are kept; the checksum of its data is part of the name."""
    return settings().var_dir / "yearbooks" / f"{of.year}-v{of.vintage}-{of.checksum[:16]}"


def kept(of: Edition, name: str) -> bytes | None:
    """A file of the vintage, if it has been made."""
    try:
        return (folder(of) / name).read_bytes()
    except FileNotFoundError:
        return None


async def make(of: Edition) -> None:
    """Make all files of a vintage, unless they are there. They appear together or not at all."""
    if not is_made(of):
        _keep(folder(of), await bundle.everything(of))


def is_made(of: Edition) -> bool:
    """Whether the files of the vintage are there."""
    return folder(of).is_dir()


def _keep(place: Path, written: dict[str, bytes]) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=".yearbook-", dir=place.parent.parent))
    try:
        for name, content in written.items():
            (draft / name).write_bytes(content)
        draft.chmod(0o755)
        draft.rename(place)
    except OSError:
        # Somebody else was quicker, or the disk is full; the folder says which.
        shutil.rmtree(draft, ignore_errors=True)
        if not place.is_dir():
            raise


def begin(of: Edition) -> None:
    """Start making the files, once, and let the asker go on."""
    place = folder(of)
    running = _making.get(place)
    if running is None or running.done():
        _making[place] = asyncio.create_task(_made(of, place))


async def _made(of: Edition, place: Path) -> None:
    try:
        await make(of)
    except (errors.Refused, OSError, RuntimeError) as problem:
        log.error("a yearbook could not be made", year=of.year, vintage=of.vintage, problem=str(problem))  # noqa: TRY400
    finally:
        _making.pop(place, None)


async def make_missing() -> int:
    """The files of every vintage that has none yet; how many were made."""
    made = 0
    for release in await queries.all_releases(book.SERIES):
        of = await edition(release.year, release.vintage)
        if not is_made(of):
            await make(of)
            made += 1
    return made

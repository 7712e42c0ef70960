"""Facts for other offices: fetched with a key by a cursor, or as files in a folder; and the contracts, for everybody."""

from __future__ import annotations

import asyncio
import hashlib
import json
import shutil
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec
from litestar import MediaType, Request, Response, get

from app import clock
from app.api import described
from app.following.stream import whole
from app.settings import settings
from app.sharing import describing
from app.shell.i18n import gettext as _
from regulation import errors
from regulation.api_keys.rules import Scope
from regulation.law import beijing
from regulation.sharing import contracts, outgoing

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence
    from datetime import datetime

    from regulation.sharing.contracts import Contract, Row

Ask = Request[Any, Any, Any]
PUBLIC: Final = {"public": True}
KEY: Final = {"key": Scope.FACTS_OUT}
USUAL, MOST = 500, 2_000
#: Days of files that are kept for the other office's transfer.
KEEP: Final = 7
_LARGEST: Final = 2**53


@get("/sharing/contracts.json", opt=PUBLIC, media_type=MediaType.JSON, operation_class=describing.CONTRACTS)
async def listed() -> Response[bytes]:
    """The contracts that there are."""
    rows = [
        {
            "name": each.name,
            "version": each.version,
            "title": _(each.title),
            "partner": _(each.partner),
            "direction": str(each.direction),
            "schema": f"/sharing/contracts/{key}.json",
        }
        for key, each in contracts.ALL.items()
    ]
    return Response(described.encoded({"total": len(rows), "rows": rows}), media_type=MediaType.JSON)


@get(
    "/sharing/contracts/{name:str}", opt=PUBLIC, media_type=MediaType.JSON, operation_class=describing.SCHEMA
)
async def schema(name: str) -> Response[bytes]:
    """The JSON Schema of one contract's rows."""
    found = contracts.ALL.get(name.removesuffix(".json"))
    if found is None or not name.endswith(".json"):
        raise errors.NotFound
    return Response(described.encoded(found.schema()), media_type="application/schema+json")


async def _facts(
    request: Ask,
    contract: Contract,
    read: Callable[..., Awaitable[tuple[Sequence[Row], int]]],
) -> Response[bytes]:
    after = whole(request, "after", 0, _LARGEST)
    limit = max(1, whole(request, "limit", USUAL, MOST))
    rows, reached = await read(after, limit, today=clock.today())
    body = msgspec.json.encode(
        {
            "contract": contract.name,
            "version": contract.version,
            "rows": [each.model_dump(mode="json") for each in rows],
            "next": reached,
            "has_more": reached > after,
        }
    )
    return Response(body, media_type=MediaType.JSON, headers={"Cache-Control": "no-store"})


@get("/sharing/licences.json", opt=KEY, media_type=MediaType.JSON, operation_class=describing.LICENCES)
async def licences(request: Ask) -> Response[bytes]:
    """Licences, filings and reports that changed after the cursor."""
    return await _facts(request, contracts.LICENCES, outgoing.licences)


@get("/sharing/penalties.json", opt=KEY, media_type=MediaType.JSON, operation_class=describing.PENALTIES)
async def penalties(request: Ask) -> Response[bytes]:
    """Penalties that became public after the cursor, or ceased to be."""
    return await _facts(request, contracts.PENALTIES, outgoing.penalties)


def folder() -> Path:
    """Where the files for other offices lie."""
    return settings().var_dir / "sharing" / "out"


async def write(now: datetime) -> str:
    """All facts of this day as JSON Lines with their checksums, for transfer by file. A daily job."""
    day = beijing.legal_day(now)
    place = folder() / day.isoformat()
    folder().mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(dir=folder(), prefix=".new-"))
    counted = 0
    try:
        files = []
        for contract, read in (
            (contracts.LICENCES, outgoing.licences),
            (contracts.PENALTIES, outgoing.penalties),
        ):
            name = f"{contract.name}-{contract.version}.jsonl"
            count, digest, reached = await _write_file(work / name, read, day)
            counted += count
            files.append({"name": name, "rows": count, "sha256": digest, "next": reached})
        manifest = {"day": day.isoformat(), "files": files}
        (work / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n")
        shutil.rmtree(place, ignore_errors=True)
        _appear(work, place)
    except BaseException:
        shutil.rmtree(work, ignore_errors=True)
        raise
    _thin(day)
    return f"{counted} facts"


async def _write_file(
    path: Path, read: Callable[..., Awaitable[tuple[Sequence[Any], int]]], day: date
) -> tuple[int, str, int]:
    """The newest row of each registration or publication; rows of one page are in the order of their numbers."""
    newest: dict[str, dict[str, Any]] = {}
    after = 0
    while True:
        rows, reached = await read(after, MOST, today=day)
        for each in rows:
            said = each.model_dump(mode="json")
            newest[str(said.get("publication") or f"{said['kind']}/{said['number']}")] = said
        if reached == after:
            break
        after = reached
    lines = [json.dumps(each, ensure_ascii=False, separators=(",", ":")) + "\n" for each in newest.values()]
    content = "".join(lines).encode()
    await asyncio.to_thread(path.write_bytes, content)
    return len(lines), hashlib.sha256(content).hexdigest(), after


def _appear(work: Path, place: Path) -> None:
    work.chmod(0o750)
    work.rename(place)


def _thin(today: date) -> None:
    for path in folder().iterdir():
        try:
            day = date.fromisoformat(path.name)
        except ValueError:
            continue
        if day <= today - timedelta(days=KEEP):
            shutil.rmtree(path)


HANDLERS = [listed, schema, licences, penalties]

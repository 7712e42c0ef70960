"""Open data for people and programs: what there is, under which terms, and the daily files at permanent addresses."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Final

from litestar import MediaType, Request, Response, get
from litestar.response import Stream
from litestar.status_codes import HTTP_302_FOUND, HTTP_304_NOT_MODIFIED

from app.api import conditional, daily, described
from app.settings import settings
from app.shell.i18n import gettext as _
from app.shell.render import page
from regulation import errors
from regulation.following import extract, rules
from regulation.ledger import changes
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

Ask = Request[Any, Any, Any]
PUBLIC: Final = {"public": True}
PIECE: Final = 256 * 1024
#: Days named on the page; all are in the list for programs.
SHOWN: Final = 10
NO_SUCH_DAY = N_("没有这一天的文件。最近三十五天和每月最早一天的文件长期提供，信息公示只随最新一天提供")
#: What can be fetched at any moment: address, what it is, in which forms.
LIVE: Final = (
    ("/register", N_("机构查询"), ("json", "csv")),
    ("/disclosures", N_("信息公示"), ("json", "csv")),
    ("/register/changes", N_("登记簿变更"), ("json", "csv", "atom")),
)


@get("/open-data", opt=PUBLIC, include_in_schema=False)
async def overview(request: Ask) -> Response[Any]:
    """Everything a person needs to begin: files, stream, keys, terms, and what each field means."""
    held = daily.days()
    return page(
        "api/open_data.html",
        request,
        newest=daily.manifest(held[0]) if held else None,
        extracted_at=_extracted_at(held),
        days=held[:SHOWN],
        more=max(0, len(held) - SHOWN),
        extracts=extract.ALL,
        last=await changes.last(),
        licence=settings().open_data_licence,
        with_key=settings().quota_with_key,
        without_key=settings().quota_without_key,
        keep=rules.KEEP_DAYS,
        live=LIVE,
        fields=described.CHANGE_FIELDS,
        breadcrumbs=[(_("接口与开放数据"), None)],
    )


def _extracted_at(held: list[date]) -> datetime | None:
    known = daily.manifest(held[0]) if held else None
    return datetime.fromisoformat(known["extracted_at"]) if known else None


@get("/open-data/days.json", opt=PUBLIC, media_type=MediaType.JSON, operation_class=described.DAYS)
async def days(request: Ask) -> Response[bytes]:
    """The days of which there are files, the newest first."""
    held = daily.days()
    rows = [{"day": day.isoformat(), "manifest": f"/open-data/{day}/manifest.json"} for day in held]
    return conditional.answer(request, described.encoded({"total": len(rows), "rows": rows}), MediaType.JSON)


@get("/open-data/latest/{name:str}", opt=PUBLIC, operation_class=described.LATEST)
async def latest(request: Ask, name: str) -> Response[None]:
    """To the file of the newest day; its own address is the one to keep."""
    held = daily.days()
    if not held or name not in daily.NAMES:
        raise errors.NotFound(NO_SUCH_DAY)
    headers = {"Location": f"/open-data/{held[0]}/{name}", "Cache-Control": "no-cache"}
    return Response(None, status_code=HTTP_302_FOUND, headers=headers)


@get("/open-data/{day:date}/{name:str}", opt=PUBLIC, operation_class=described.DAILY)
async def file(request: Ask, day: date, name: str) -> Response[Any] | Stream:
    """A file of a day. Its ETag is its SHA-256, as the manifest has it."""
    known = daily.manifest(day)
    place = daily.folder() / day.isoformat() / name
    if known is None or name not in daily.NAMES or not await asyncio.to_thread(place.is_file):
        raise errors.NotFound(NO_SUCH_DAY)
    if name == daily.MANIFEST:
        body = await asyncio.to_thread(place.read_bytes)
        return conditional.answer(request, body, MediaType.JSON, modified=_written(place), max_age=300)
    listed = next((each for each in known["files"] if each["name"] == name), None)
    if listed is None:
        raise errors.NotFound(NO_SUCH_DAY)
    etag, modified = f'"{listed["sha256"]}"', _written(place)
    headers = conditional.validators(etag, modified) | {
        # The publications of the newest day may be written anew at any moment.
        "Cache-Control": "no-cache"
        if name.startswith(extract.PUBLICATIONS.name)
        else "public, max-age=86400",
        "Content-Disposition": f'attachment; filename="{day}-{name}"',
    }
    if conditional.is_known(request, etag, modified):
        return Response(b"", status_code=HTTP_304_NOT_MODIFIED, headers=headers)
    return Stream(_pieces(place), media_type=daily.FORMATS[name.rpartition(".")[2]], headers=headers)


def _written(place: Path) -> datetime:
    return datetime.fromtimestamp(int(place.stat().st_mtime), UTC)


async def _pieces(place: Path) -> AsyncIterator[bytes]:
    opened = await asyncio.to_thread(place.open, "rb")
    try:
        while piece := await asyncio.to_thread(opened.read, PIECE):
            yield piece
    finally:
        opened.close()


HANDLERS = [overview, days, latest, file]

"""The files that hold a whole yearbook: books, workbook, SDMX, data, and the list of their checksums."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any, Final

from litestar import Request, Response

from app.shell.i18n import gettext as _
from app.shell.render import page
from app.statistics import library
from regulation.words import N_
from reports.statistics import bundle, sdmx, workbook
from reports.statistics.edition import Edition

Ask = Request[Any, Any, Any]
NAMES: Final = frozenset(bundle.WHOLE)
#: Made for whoever asks; the others are printed once and kept.
AT_ONCE: Final = frozenset({bundle.WORKBOOK, bundle.SDMX_DATA, bundle.STRUCTURE, bundle.DATA})
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MEDIA: Final = {
    bundle.BOOKS["zh"]: "application/pdf",
    bundle.BOOKS["en"]: "application/pdf",
    bundle.WORKBOOK: XLSX,
    bundle.SDMX_DATA: "application/vnd.sdmx.data+csv; version=1.0.0; charset=utf-8",
    bundle.STRUCTURE: "application/vnd.sdmx.structure+xml; version=2.1",
    bundle.DATA: "application/json",
    bundle.MANIFEST: "application/json",
}
LABELS: Final = {
    bundle.BOOKS["zh"]: N_("年鉴（中文，PDF）"),
    bundle.BOOKS["en"]: N_("年鉴（英文，PDF）"),
    bundle.WORKBOOK: N_("全部表（XLSX）"),
    bundle.SDMX_DATA: N_("全部数据（SDMX-CSV）"),
    bundle.STRUCTURE: N_("数据结构（SDMX-ML）"),
    bundle.DATA: N_("全部数据（JSON）"),
    bundle.MANIFEST: N_("校验值清单"),
}
SECONDS: Final = 5


@dataclass(frozen=True, slots=True)
class Offered:
    """A file as the page of the vintage offers it."""

    name: str
    label: str
    size: int | None
    sha256: str


async def offered(edition: Edition) -> list[Offered]:
    """The files of a vintage, with size and checksum once they have been made."""
    found = []
    for name in bundle.WHOLE:
        content = library.kept(edition, name)
        found.append(
            Offered(
                name,
                _(LABELS[name]),
                None if content is None else len(content),
                "" if content is None else hashlib.sha256(content).hexdigest(),
            )
        )
    return found


async def file(request: Ask, edition: Edition, name: str) -> Response[Any]:
    """One file. A book that has not been printed yet is begun, and a page says so and asks again."""
    content = library.kept(edition, name)
    if content is None and name in AT_ONCE:
        content = await _made(edition, name)
    if content is None:
        library.begin(edition)
        answer = page(
            "statistics/preparing.html",
            request,
            edition=edition,
            name=name,
            label=_(LABELS[name]),
            seconds=SECONDS,
            status_code=202,
        )
        answer.headers["Retry-After"] = str(SECONDS)
        answer.headers["Cache-Control"] = "no-store"
        return answer
    return Response(
        content,
        media_type=MEDIA[name],
        headers={
            "Content-Disposition": f'{"inline" if name.endswith((".pdf", ".json")) else "attachment"}; filename="{_named(edition, name)}"',
            "Cache-Control": "public, max-age=300",
        },
    )


async def _made(edition: Edition, name: str) -> bytes:
    match name:
        case bundle.WORKBOOK:
            return await workbook.workbook(edition)
        case bundle.SDMX_DATA:
            return sdmx.as_csv(edition)
        case bundle.STRUCTURE:
            return sdmx.as_structure(edition)
        case _:
            return edition.data


def _named(edition: Edition, name: str) -> str:
    return f"{edition.year}-v{edition.vintage}-{name}"

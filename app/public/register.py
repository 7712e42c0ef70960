"""The public register: search, its JSON and CSV twins, and the permanent page of each firm."""

from __future__ import annotations

import csv as csv_format
import io
from typing import TYPE_CHECKING, Any, Final

import msgspec
from litestar import MediaType, Request, Response, get
from litestar.response import Stream

from app import clock
from app.public import firm_sections, register_history
from app.public import register_words as words
from app.shell import open_data
from app.shell.i18n import gettext as _
from app.shell.listing import Facet, ListState, Page
from app.shell.render import page, redirect
from regulation import errors
from regulation.firms import mergers, near, places, queries, search
from regulation.firms.status import (
    LIVING,
    REGISTRATION_KINDS,
    STANDINGS,
    RegistrationKind,
    Standing,
)
from regulation.words import N_
from reports.exports import csv
from reports.exports.columns import Column

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from regulation.firms.queries import FirmView

FILTERS: Final = ("district", "status", "kind")
SORTS: Final = tuple(order for order in search.ORDERS if not order.startswith("-"))
#: The public's own size of a page; programs may ask for up to 200 rows.
SIZES: Final = (20, 50, 100, 200)
NO_SUCH_CHOICE = N_("没有这个筛选值，请从页面给出的选项中选择")


def state_of(request: Request[Any, Any, Any]) -> ListState:
    """What was asked of the list."""
    return ListState.of(request, filters=FILTERS, sorts=SORTS, default_sort="standing", sizes=SIZES)


def search_of(state: ListState) -> search.Search:
    """The same as a search. Raises Invalid for a choice that does not exist."""
    try:
        return search.Search(
            q=state.q,
            districts=state.values("district"),
            statuses=tuple(Standing(value) for value in state.values("status")),
            kinds=tuple(RegistrationKind(value) for value in state.values("kind")),
            order=state.sort,
            page=state.page,
            size=state.size,
        )
    except ValueError as unknown:
        raise errors.Invalid({"status": NO_SUCH_CHOICE}, NO_SUCH_CHOICE) from unknown


def facets_of(state: ListState, found: search.Found) -> list[Facet]:
    """The facets with their words, in the language of the reader."""
    labels: dict[str, tuple[str, Mapping[Any, str]]] = {
        "district": (_("所在区"), words.AREA_LABELS),
        "status": (_("状态"), STANDINGS),
        "kind": (_("登记种类"), REGISTRATION_KINDS),
    }
    return [
        state.facet(
            name,
            label,
            [(each.value, each.count) for each in found.facets[name]],
            {str(value): _(word) for value, word in words.items()},
        )
        for name, (label, words) in labels.items()
    ]


@get("/register", opt={"public": True})
async def register(request: Request[Any, Any, Any]) -> Response[str]:
    """The register as a page."""
    state = state_of(request)
    found = await search.find(search_of(state))
    return page(
        "public/register.html",
        request,
        found=Page(found.decoded(), found.total, state),
        facets=facets_of(state, found),
        standings=STANDINGS,
        tones=words.TONES,
        kinds=REGISTRATION_KINDS,
        living={str(status) for status in LIVING},
        similar=[] if found.total else await near.to(state.q),
        breadcrumbs=[],
    )


@get(
    "/register.json",
    opt={"public": True},
    media_type=MediaType.JSON,
    operation_class=open_data.listing(
        "The public register of firms",
        q=(
            open_data.TEXT,
            "name, part of a name, pinyin initials, code, licence number or four characters of it",
        ),
        district=(open_data.TEXT, "area code, BDA or elsewhere"),
        status=(open_data.TEXT, "standing, such as licensed or filed"),
        kind=(open_data.TEXT, "kind of registration, such as hr_licence"),
        sort=(open_data.TEXT, "order of the rows"),
        **open_data.PAGING,
    ),
)
async def register_json(request: Request[Any, Any, Any]) -> Response[bytes]:
    """The same list for programs: `total`, `rows`, the facets, and the address of the next page."""
    state = state_of(request)
    found = await search.find(search_of(state))
    shown = state.offset + state.size
    body = msgspec.json.encode(
        {
            "total": found.total,
            "rows": msgspec.Raw(found.rows),
            "facets": found.facets,
            **({} if found.total else {"similar": [_similar(each) for each in await near.to(state.q)]}),
            "next_url": state.url(page=state.page + 1) if shown < found.total else None,
        }
    )
    return Response(body, media_type=MediaType.JSON)


def _similar(each: near.Near) -> dict[str, str]:
    return {"number": each.number, "name": each.name, "url": f"/firms/{each.number}"}


@get("/register.csv", opt={"public": True})
async def register_csv(request: Request[Any, Any, Any]) -> Stream:
    """Every firm of the list, however many, as a table."""
    wanted = search_of(state_of(request))
    headers = {"Content-Disposition": 'attachment; filename="register.csv"'}
    return Stream(_csv(wanted), media_type="text/csv; charset=utf-8", headers=headers)


async def _csv(wanted: search.Search) -> AsyncIterator[bytes]:
    columns = [
        Column(_("登记编号")),
        Column(_("机构名称")),
        Column(_("曾用名")),
        Column(_("统一社会信用代码")),
        Column(_("所在区")),
        Column(_("状态")),
        Column(_("登记机关")),
        Column(_("住所")),
        Column(_("经营场所")),
        Column(_("成立日期"), "day"),
        Column(_("许可、备案和报告")),
    ]
    standings = list(Standing)
    buffer = io.StringIO(newline="")
    writer = csv_format.writer(buffer, lineterminator="\r\n")
    buffer.write("\ufeff")
    writer.writerow([column.title for column in columns])
    async for row in search.export(wanted):
        values = (
            row["number"],
            row["name"],
            "、".join(row["former_names"]),
            row["uscc"],
            _(places.label(row["area"])),
            _(STANDINGS[standings[row["standing"]]]),
            row["organ"],
            row["domicile"],
            row["place_of_business"],
            row["established_on"],
            row["registrations"],
        )
        writer.writerow([csv.written(column, value) for column, value in zip(columns, values, strict=True)])
        if buffer.tell() > 64 * 1024:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


@get(
    "/firms/{code:str}",
    opt={"public": True},
    operation_class=open_data.thing(
        "A firm of the register",
        "By register number or unified social credit code; add `.json` for its data.",
    ),
)
async def firm(request: Request[Any, Any, Any], code: str) -> Response[Any]:
    """A firm by its register number or credit code; several that share a code are listed. `.json` gives the data."""
    if register_history.is_asked(request):
        return await register_history.past(request, code)
    plain = code.removesuffix(".json")
    if (survivor := await mergers.survivor_of(plain)) is not None:
        # Not for good in the eyes of a browser: a merger may be undone.
        return redirect(f"/firms/{survivor}{'.json' if code != plain else ''}?entry={plain.upper()}")
    found = await queries.firms_by_code(plain)
    if code != plain:
        if not found:
            raise errors.NotFound(queries.NO_SUCH_FIRM)
        return await _firm_json(request, found)
    if not found:
        return page(
            "public/firm_missing.html",
            request,
            status_code=404,
            code=plain,
            breadcrumbs=[(_("机构查询"), "/register"), (plain, None)],
        )
    if len(found) > 1:
        return page(
            "public/firm_several.html",
            request,
            code=plain,
            firms=found,
            standings=[(each, _standing(each)) for each in found],
            breadcrumbs=[(_("机构查询"), "/register"), (plain, None)],
        )
    [only] = found
    return page(
        "public/firm.html",
        request,
        firm=only,
        sentences=words.sentences(only, clock.today()),
        sections=await firm_sections.of(only.id, request),
        merged=await mergers.into(only.id),
        breadcrumbs=[(_("机构查询"), "/register"), (only.name, None)],
    )


def _standing(view: FirmView) -> tuple[str, str]:
    """Word and tone of a firm's standing today."""
    standing = view.standing(clock.today())
    return _(STANDINGS[standing]), words.TONES[standing]


async def _firm_json(request: Request[Any, Any, Any], found: list[FirmView]) -> Response[Any]:
    several = [await _data(request, each) for each in found]
    body = several[0] if len(several) == 1 else {"total": len(several), "rows": several}
    return Response(msgspec.json.encode(body), media_type=MediaType.JSON)


async def _data(request: Request[Any, Any, Any], view: FirmView) -> dict[str, Any]:
    sections = await firm_sections.of(view.id, request)
    return {
        "number": view.number,
        **words.data(view, clock.today()),
        "merged_entries": [each.number for each in await mergers.into(view.id)],
        "url": f"/firms/{view.number}",
        **{section.key: section.data for section in sections if section.data is not None},
    }


HANDLERS = [register, register_json, register_csv, firm, *register_history.HANDLERS]

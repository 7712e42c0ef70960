"""The register as it was: a firm on a day by what was known then, and what two days differ in."""

from __future__ import annotations

import csv as csv_format
import io
from datetime import UTC
from typing import TYPE_CHECKING, Any

import msgspec
from litestar import MediaType, Request, Response, get
from litestar.response import Stream

from app import clock
from app.public import limit_words
from app.public import register_words as words
from app.shell import forms, open_data
from app.shell.i18n import gettext as _
from app.shell.listing import ListState, Page
from app.shell.render import page
from regulation import errors
from regulation.firms import asof, changes, mergers, places, queries
from regulation.law import beijing
from reports.exports import csv
from reports.exports.columns import Column

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from regulation.firms.asof import Difference, Moment
    from regulation.firms.changes import Changes

Ask = Request[Any, Any, Any]
PUBLIC = {"public": True}
#: Names of the two states in an address.
FROM, UNTIL = ("from", "known_from"), ("until", "known_until")


def is_asked(request: Ask) -> bool:
    """Whether a past state is asked for rather than today's."""
    return bool(request.query_params.get("as_of") or request.query_params.get("as_known"))


async def past(request: Ask, code: str) -> Response[Any]:
    """A firm as the register had it. The address is permanent: what was known at an instant never changes."""
    plain = code.removesuffix(".json")
    entry = await _only(plain)
    asked = {name: request.query_params.get(name, "") for name in ("as_of", "as_known")}
    crumbs = [(_("机构查询"), "/register"), (entry.name, f"/firms/{entry.number}"), (_("历史状态"), None)]
    try:
        at = asof.moment(asked["as_of"], asked["as_known"], now=clock.now())
    except errors.Invalid as refusal:
        if code != plain:
            raise
        return page(
            "public/firm_past.html",
            request,
            status_code=422,
            entry=entry,
            firm=None,
            at=None,
            merger=None,
            values=asked,
            errors=forms.refused(refusal.errors),
            breadcrumbs=crumbs,
        )
    found = await asof.firm(entry.id, at)
    if code != plain:
        if found is None:
            raise errors.NotFound(queries.NO_SUCH_FIRM)
        return Response(msgspec.json.encode(_data(found, at)), media_type=MediaType.JSON)
    return page(
        "public/firm_past.html",
        request,
        status_code=200 if found else 404,
        entry=entry,
        firm=found,
        at=at,
        values={"as_of": at.on.isoformat(), "as_known": asked["as_known"][:40]},
        errors={},
        address=_address(entry.number, at),
        merger=await mergers.current_of(entry.id),
        sentences=words.sentences(found, at.on) if found else [],
        registrations=words.registration_rows(found.registrations, at.on, found.limits) if found else [],
        limits=limit_words.rows(found.limits, at.on) if found else [],
        particulars=words.particulars_of(found) if found else [],
        breadcrumbs=crumbs,
    )


def _address(number: str, at: Moment, suffix: str = "") -> str:
    known = beijing.in_beijing(at.known_at).isoformat().replace("+", "%2B")
    return f"/firms/{number}{suffix}?as_of={at.on}&as_known={known}"


async def _only(code: str) -> queries.FirmView:
    """The one firm of an address; a credit code that several share cannot be asked about its past."""
    found = await queries.firms_by_code(code)
    if len(found) != 1:
        raise errors.NotFound(queries.NO_SUCH_FIRM)
    return found[0]


def _data(found: queries.FirmView, at: Moment) -> dict[str, Any]:
    return {
        "number": found.number,
        "as_of": at.on,
        "as_known": at.known_at.astimezone(UTC),
        **words.data(found, at.on),
        "url": _address(found.number, at),
    }


# --- What two days differ in -----------------------------------------------------------------------------


def _states(request: Ask) -> tuple[Moment, Moment]:
    """The two states of an address. Without an instant, each day is asked by what was known at its end."""
    now = clock.now()
    query = request.query_params
    moments = []
    for on, known in (FROM, UNTIL):
        day = query.get(on, "")
        moments.append(asof.moment(day, query.get(known, "") or day[:10], now=now, fields=(on, known)))
    first, second = moments
    if first.on > second.on or first.known_at > second.known_at:
        raise errors.Invalid({UNTIL[0]: words.ORDER}, words.ORDER)
    return first, second


@get("/firms/{code:str}/differences", opt=PUBLIC, include_in_schema=False)
async def firm_changes(request: Ask, code: str) -> Response[Any]:
    """What the register says otherwise of a firm on the second day than on the first."""
    entry = await _only(code)
    found: list[Difference] = []
    problems: dict[str, str] = {}
    states = None
    if request.query_params.get(FROM[0]):
        try:
            states = _states(request)
            found = await asof.between(entry.id, *states)
        except errors.Invalid as refusal:
            problems = forms.refused(refusal.errors)
    return page(
        "public/firm_differences.html",
        request,
        status_code=422 if problems else 200,
        entry=entry,
        states=states,
        rows=[words.difference(each) for each in found],
        values={name: request.query_params.get(name, "")[:40] for name in (*FROM, *UNTIL)},
        errors=problems,
        query=request.url.query,
        breadcrumbs=[
            (_("机构查询"), "/register"),
            (entry.name, f"/firms/{entry.number}"),
            (_("两日对比"), None),
        ],
    )


@get(
    "/firms/{code:str}/differences.json",
    opt=PUBLIC,
    media_type=MediaType.JSON,
    operation_class=open_data.listing(
        "What the register says otherwise of a firm on one day than on another",
        **{
            "from": (open_data.TEXT, "the first day, 2026-03-01"),
            "until": (open_data.TEXT, "the second day; today when left out"),
            "known_from": (open_data.TEXT, "day or instant of knowledge of the first state"),
            "known_until": (open_data.TEXT, "day or instant of knowledge of the second state"),
        },
    ),
)
async def firm_changes_json(request: Ask, code: str) -> Response[bytes]:
    """The same for programs: `learned` is what was found out, `happened` what came to pass."""
    entry = await _only(code)
    first, second = _states(request)
    rows = [_row(each) for each in await asof.between(entry.id, first, second)]
    body = {"total": len(rows), "rows": rows, "from": first.key, "until": second.key}
    return Response(msgspec.json.encode(body), media_type=MediaType.JSON)


def _row(each: Difference) -> dict[str, Any]:
    return {
        "key": each.key,
        "before": each.before,
        "relearned": each.relearned,
        "after": each.after,
        "learned": each.was_learned,
        "happened": each.came_to_pass,
    }


# --- Of the whole register -------------------------------------------------------------------------------


def _asked(request: Ask, state: ListState) -> Changes:
    first, second = _states(request)
    district = request.query_params.get("district", "")
    if district and district not in {*places.AREAS, places.CITY, places.ELSEWHERE}:
        raise errors.Invalid({"district": words.NO_SUCH_PLACE}, words.NO_SUCH_PLACE)
    return changes.Changes(first, second, district, state.page, state.size)


def _list_state(request: Ask) -> ListState:
    return ListState.of(request, filters=("from", "until", "known_from", "known_until", "district"))


@get("/register/differences", opt=PUBLIC, include_in_schema=False)
async def register_changes(request: Ask) -> Response[Any]:
    """What the register says otherwise on one day than on another, of every firm or those of a district."""
    state = _list_state(request)
    rows: list[changes.Change] = []
    total = 0
    problems: dict[str, str] = {}
    if request.query_params.get(FROM[0]):
        try:
            rows, total = await changes.find(_asked(request, state))
        except errors.Invalid as refusal:
            problems = forms.refused(refusal.errors)
    return page(
        "public/register_differences.html",
        request,
        status_code=422 if problems else 200,
        found=Page([(each, words.difference(each.difference)) for each in rows], total, state),
        is_asked=bool(request.query_params.get(FROM[0])) and not problems,
        areas=[(code, _(name)) for code, name in words.AREA_LABELS.items()],
        values={name: request.query_params.get(name, "")[:40] for name in (*FROM, *UNTIL, "district")},
        errors=problems,
        breadcrumbs=[(_("机构查询"), "/register"), (_("登记变化"), None)],
    )


@get(
    "/register/differences.json",
    opt=PUBLIC,
    media_type=MediaType.JSON,
    operation_class=open_data.listing(
        "What the register says otherwise on one day than on another",
        **{
            "from": (open_data.TEXT, "the first day, 2026-03-01"),
            "until": (open_data.TEXT, "the second day; today when left out"),
            "known_from": (open_data.TEXT, "day or instant of knowledge of the first state"),
            "known_until": (open_data.TEXT, "day or instant of knowledge of the second state"),
            "district": (open_data.TEXT, "area code: firms that have or had their domicile there"),
        },
        **open_data.PAGING,
    ),
)
async def register_changes_json(request: Ask) -> Response[bytes]:
    """The same for programs."""
    state = _list_state(request)
    asked = _asked(request, state)
    rows, total = await changes.find(asked)
    body = {
        "total": total,
        "rows": [
            {
                "number": each.number,
                "name": each.name,
                "url": f"/firms/{each.number}",
                **_row(each.difference),
            }
            for each in rows
        ],
        "from": asked.first.key,
        "until": asked.second.key,
        "next_url": state.url(page=state.page + 1) if state.offset + state.size < total else None,
    }
    return Response(msgspec.json.encode(body), media_type=MediaType.JSON)


@get("/register/differences.csv", opt=PUBLIC)
async def register_changes_csv(request: Ask) -> Stream:
    """Every difference, however many, as a table."""
    asked = _asked(request, _list_state(request))
    headers = {"Content-Disposition": 'attachment; filename="register-differences.csv"'}
    return Stream(_csv(asked), media_type="text/csv; charset=utf-8", headers=headers)


async def _csv(asked: Changes) -> AsyncIterator[bytes]:
    columns = [
        Column(title)
        for title in (
            _("登记编号"), _("机构名称"), _("所在区"), _("项目"), _("前一日（当时所知）"),
            _("前一日（现在所知）"), _("后一日"), _("变化性质"),
        )
    ]  # fmt: skip
    buffer = io.StringIO(newline="")
    writer = csv_format.writer(buffer, lineterminator="\r\n")
    buffer.write("\ufeff")
    writer.writerow([column.title for column in columns])
    async for each in changes.export(asked):
        said = words.difference(each.difference)
        values = (
            each.number, each.name, _(places.label(each.area)), f"{said.title} {said.number}".strip(), said.before,
            said.relearned, said.after, said.kind,
        )  # fmt: skip
        writer.writerow([csv.written(column, value) for column, value in zip(columns, values, strict=True)])
        if buffer.tell() > 64 * 1024:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


HANDLERS = [firm_changes, firm_changes_json, register_changes, register_changes_json, register_changes_csv]

"""The stream of changes: a page for people, JSON and CSV for copies of the register, Atom for readers of feeds."""

from __future__ import annotations

import csv as csv_format
import io
from typing import Any, Final

import msgspec
from litestar import MediaType, Request, Response, get

from app import clock
from app.api import conditional, described
from app.following import atom, words
from app.following.waiting import LONGEST, watch
from app.shell.i18n import gettext as _
from app.shell.render import page
from regulation import errors
from regulation.firms import queries as firms
from regulation.following import changes
from regulation.ledger import changes as numbers
from regulation.words import N_
from reports.exports import csv
from reports.exports.columns import Column

Ask = Request[Any, Any, Any]
PUBLIC: Final = {"public": True}
#: Changes of one page for programs.
USUAL, MOST = 200, 1_000
#: Changes on the page for people.
SHOWN: Final = 25
WHOLE_WANTED = N_("请填写不小于零的整数")
#: Larger than any number that will ever be given, and small enough for the database.
_LARGEST: Final = 2**53


def whole(request: Ask, name: str, default: int, most: int) -> int:
    """A count in the query. Raises Invalid for anything else: who asks wrongly must not believe to have read all."""
    given = request.query_params.get(name)
    if given is None:
        return default
    if not (given.isascii() and given.isdigit() and len(given) <= 16):
        raise errors.Invalid({name: WHOLE_WANTED}, WHOLE_WANTED)
    return min(int(given), most)


@get("/register/changes", opt=PUBLIC, include_in_schema=False)
async def people(request: Ask) -> Response[Any]:
    """The newest changes, and the ways to follow them."""
    before = whole(request, "before", 0, _LARGEST)
    found = await changes.newest(SHOWN, today=clock.today(), before=before or None)
    return page(
        "following/changes.html",
        request,
        changes=found,
        words=words,
        last=await numbers.last(),
        before=before,
        breadcrumbs=[(_("机构查询"), "/register"), (_("登记簿变更"), None)],
    )


def _next(path: str, after: int, limit: int) -> str:
    query = f"after={after}" + (f"&limit={limit}" if limit != USUAL else "")
    return f"{path}?{query}"


@get("/register/changes.json", opt=PUBLIC, media_type=MediaType.JSON, operation_class=described.CHANGES)
async def programs(request: Ask) -> Response[bytes]:
    """The changes after a number. An empty list says that there are no more; `wait` then waits for the next one."""
    after = whole(request, "after", 0, _LARGEST)
    limit = max(1, whole(request, "limit", USUAL, MOST))
    await watch.until_after(after, whole(request, "wait", 0, LONGEST))
    found = await changes.since(after, limit, today=clock.today())
    reached = found[-1].seq if found else after
    last = await numbers.last()
    body = msgspec.json.encode(
        {
            "changes": [words.data(each) for each in found],
            "next": _next("/register/changes.json", reached, limit),
            "has_more": reached < last,
            "last": last,
        }
    )
    modified = found[-1].at if found else None
    return conditional.answer(request, body, MediaType.JSON, modified=modified, headers=_vary())


@get("/register/changes.csv", opt=PUBLIC, include_in_schema=False)
async def sheet(request: Ask) -> Response[bytes]:
    """The same as a table. The header `Link` has the address of what comes after it."""
    after = whole(request, "after", 0, _LARGEST)
    limit = max(1, whole(request, "limit", USUAL, MOST))
    found = await changes.since(after, limit, today=clock.today())
    buffer = io.StringIO(newline="")
    buffer.write("\ufeff")
    writer = csv_format.writer(buffer, lineterminator="\r\n")
    writer.writerow(words.FIELDS)
    column = Column("", "text")
    for each in found:
        writer.writerow(
            [
                csv.written(column, "、".join(value) if isinstance(value, list) else value)
                for value in words.data(each).values()
            ]
        )
    reached = found[-1].seq if found else after
    headers = {
        "Content-Disposition": 'attachment; filename="register-changes.csv"',
        "Link": f'<{_next("/register/changes.csv", reached, limit)}>; rel="next"',
    }
    return conditional.answer(
        request,
        buffer.getvalue().encode(),
        "text/csv; charset=utf-8",
        modified=found[-1].at if found else None,
        headers=headers | _vary(),
    )


@get("/register/changes.atom", opt=PUBLIC, include_in_schema=False)
async def register_feed(request: Ask) -> Response[bytes]:
    """The newest changes of the whole register."""
    found = await changes.newest(atom.ENTRIES, today=clock.today())
    body = atom.feed(_("登记簿变更"), "/register/changes.atom", "/register/changes", None, found)
    modified = found[0].at if found else None
    return conditional.answer(request, body, atom.MEDIA_TYPE, modified=modified, max_age=60, headers=_vary())


@get("/firms/{code:str}/changes.atom", opt=PUBLIC, include_in_schema=False)
async def firm_feed(request: Ask, code: str) -> Response[bytes]:
    """The newest changes of one firm."""
    found = await firms.firms_by_code(code)
    if len(found) != 1:
        raise errors.NotFound(firms.NO_SUCH_FIRM)
    [firm] = found
    of_firm = await changes.of_firm(firm.id, atom.ENTRIES, today=clock.today())
    body = atom.feed(
        _("%(firm)s的登记簿变更", firm=firm.name),
        f"/firms/{firm.number}/changes.atom",
        f"/firms/{firm.number}",
        firm.id,
        of_firm,
    )
    modified = of_firm[0].at if of_firm else None
    return conditional.answer(request, body, atom.MEDIA_TYPE, modified=modified, max_age=60, headers=_vary())


def _vary() -> dict[str, str]:
    return {"Vary": "Accept-Language, Cookie"}


HANDLERS = [people, programs, sheet, register_feed, firm_feed]

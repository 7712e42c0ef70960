"""Are my suppliers lawful? Up to 5,000 names or codes, pasted or uploaded; nothing of the list is kept unless a certificate is asked for."""

from __future__ import annotations

from typing import Annotated, Any, Final

import msgspec
from litestar import Request, Response, get, post
from pydantic import Field

from app import clock
from app.certificates import check_words as words
from app.public import register_words
from app.shell import forms
from app.shell.i18n import gettext as _
from app.shell.render import page, redirect
from app.shell.uploads import Accepts, Upload
from regulation import errors
from regulation.accounts import throttle
from regulation.certificates import actions
from regulation.firms.suppliers import checking, reading
from regulation.firms.suppliers.checking import Answer, Outcome
from regulation.words import N_
from reports.exports import xlsx

Ask = Request[Any, Any, Any]
PUBLIC: Final = {"public": True}
#: Lists one address may have checked within ten minutes.
LIMIT, MINUTES = 30, 10
#: Rows on the page; all of them are in the workbook and in the certificate's data.
SHOWN = 300
LISTS = Accepts("csv", "txt", "xlsx", megabytes=5)
LONGEST_LIST = reading.MOST * 260
LARGEST_BODY = 8 * 1024 * 1024
NO_LIST = N_("请粘贴名单，或者选择一个文件")
BOTH = N_("粘贴的名单和文件只能选一种")


class Suppliers(forms.Form):
    """A list, one way or the other."""

    list: Annotated[str, Field(max_length=LONGEST_LIST, title=N_("名单"))] = ""
    file: Annotated[Upload | None, LISTS, Field(title=N_("文件"))] = None


class Again(forms.Form):
    """The list of a result page, sent once more for its workbook or its certificate: lines with their numbers, as JSON."""

    list: Annotated[str, Field(min_length=1, max_length=2 * LONGEST_LIST, title=N_("名单"))]


@get("/register/check", opt=PUBLIC, include_in_schema=False)
async def ask(request: Ask) -> Response[Any]:
    """The form."""
    return _form(request, {}, {})


def _form(request: Ask, values: dict[str, Any], problems: dict[str, str]) -> Response[Any]:
    return page(
        "certificates/check.html",
        request,
        status_code=422 if problems else 200,
        values=values,
        errors=problems,
        lists=LISTS,
        most=reading.MOST,
        breadcrumbs=[(_("机构查询"), "/register"), (_("核对供应商"), None)],
    )


@post(
    "/register/check",
    opt=PUBLIC,
    include_in_schema=False,
    status_code=200,
    request_max_body_size=LARGEST_BODY,
)
async def check(request: Ask) -> Response[Any]:
    """The answer, row by row."""
    form, problems, raw = await forms.parse(Suppliers, request)
    if form is None:
        return _form(request, raw, problems)
    try:
        rows = _rows(form)
    except errors.Invalid as refusal:
        return _form(request, raw, words.problems(refusal))
    answers = await _answers(request, rows)
    return page(
        "certificates/result.html",
        request,
        answers=[words.told(each, clock.today()) for each in answers[:SHOWN]],
        total=len(answers),
        shown=SHOWN,
        tiles=words.tiles(answers),
        unknown=any(each.outcome is Outcome.NOT_FOUND for each in answers),
        tones=register_words.TONES,
        list=msgspec.json.encode([(row.line, row.given) for row in rows]).decode(),
        asked_at=clock.now(),
        breadcrumbs=[
            (_("机构查询"), "/register"),
            (_("核对供应商"), "/register/check"),
            (_("核对结果"), None),
        ],
        headers={"Cache-Control": "no-store"},
    )


def _rows(form: Suppliers) -> list[reading.Row]:
    if form.file is not None and form.list:
        raise errors.Invalid({"file": BOTH})
    if form.file is not None:
        return reading.of_file(form.file.data, form.file.name)
    if not form.list:
        raise errors.Invalid({"list": NO_LIST})
    return reading.of_text(form.list)


async def _answers(request: Ask, rows: list[reading.Row]) -> list[Answer]:
    bucket = f"check:{request.client.host if request.client else ''}"
    await throttle.take(bucket, LIMIT, MINUTES, now=clock.now())
    return await checking.check(rows, clock.today())


async def _again(request: Ask) -> list[Answer]:
    form, problems, _raw = await forms.parse(Again, request)
    if form is None:
        raise errors.Invalid(problems, next(iter(problems.values())))
    try:
        lines = msgspec.json.decode(form.list, type=list[tuple[int, str]])
    except msgspec.DecodeError as unreadable:
        raise errors.Invalid({"list": NO_LIST}, NO_LIST) from unreadable
    return await _answers(request, reading.of_numbered(lines))


@post(
    "/register/check.xlsx",
    opt=PUBLIC,
    include_in_schema=False,
    status_code=200,
    request_max_body_size=LARGEST_BODY,
)
async def workbook(request: Ask) -> Response[bytes]:
    """Every row as a workbook, with a sheet that says what it is."""
    answers = await _again(request)
    content = await xlsx.workbook(
        words.columns(),
        [words.cells(each, clock.today()) for each in answers],
        sheet=_("核对结果"),
        notes=words.notes(clock.now()),
        notes_sheet=_("说明"),
    )
    return Response(
        content,
        media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        headers={
            "Content-Disposition": 'attachment; filename="register-check.xlsx"',
            "Cache-Control": "no-store",
        },
    )


@post(
    "/register/check/certificate",
    opt=PUBLIC,
    include_in_schema=False,
    request_max_body_size=LARGEST_BODY,
)
async def certify(request: Ask) -> Response[Any]:
    """A certificate of the answer: the list and its answers are kept with it."""
    answers = await _again(request)
    token = await actions.certify_list(answers, now=clock.now())
    return redirect(f"/register/certificates/{token}")


HANDLERS = [ask, check, workbook, certify]

"""Is this account licensed? One question, one sentence; the list beside it, and both for programs."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get

from app import clock
from app.recruiter_accounts import words
from app.shell import listing, open_data
from app.shell.i18n import gettext as _
from app.shell.render import page
from regulation.recruiter_accounts import links, queries, rules
from regulation.recruiter_accounts.status import GOOD, Answer
from reports.exports import csv as csv_export
from reports.exports.columns import Column

Ask = Request[Any, Any, Any]
PUBLIC = {"public": True}
MOST = 5_000
LONGEST = 120
PARAMETERS = {
    **open_data.SEARCH,
    **open_data.PAGING,
    "name": (
        open_data.TEXT,
        "name, number or pasted address of an account: the answer whether it is licensed",
    ),
    "platform": (open_data.TEXT, "platform of that account; without it every platform"),
}


def _typed(request: Ask, name: str) -> str:
    typed = " ".join(str(request.query_params.get(name, "")).replace("\x00", "").split())
    return typed[: links.LONGEST if links.read(typed) else LONGEST]


async def _asked(platform: str, name: str) -> tuple[list[dict[str, Any]], bool]:
    """The declarations of the name, and whether they stand on other platforms than the one asked for."""
    if not name:
        return [], False
    found = await queries.ask(platform, name)
    if not found and platform:
        return await queries.ask("", name), True
    return found, False


@get("/recruiter-accounts", opt=PUBLIC, include_in_schema=False)
async def question(request: Ask) -> Response[Any]:
    """The question with its answer, and the accounts that were verified."""
    today = clock.today()
    platform, name = _typed(request, "platform"), _typed(request, "name")
    rows, is_elsewhere = await _asked(platform, name)
    state = listing.ListState.of(request)
    found = await queries.public(state.q, limit=state.limit, offset=state.offset)
    return page(
        "recruiter_accounts/question.html",
        request,
        platform=platform,
        name=name,
        platforms=await queries.platforms(),
        answers=[] if is_elsewhere else [_told(row, platform, name, today) for row in rows],
        elsewhere=rows if is_elsewhere else [],
        nothing=_told(None, platform, name, today),
        state=state,
        page=listing.Page(found.rows, found.total, state),
        words=words,
        basis=[rules.KINDS, rules.VERIFYING],
        today=today,
    )


def _told(row: dict[str, Any] | None, platform: str, name: str, today: Any) -> dict[str, Any]:
    answer = queries.answer_of(row, today)
    return {
        "row": row,
        "is_known": row is not None and (bool(row["verified_on"]) or answer is Answer.SUSPENDED),
        "answer": answer,
        "is_good": answer in GOOD,
        "short": words.answered(answer),
        "sentence": words.sentence(row, answer),
        "is_late": row is not None and words.is_late(row, today),
        "report": words.report_url(
            row, row["platform_name"] if row else platform, row["handle"] if row else name
        ),
    }


@get(
    "/recruiter-accounts.json",
    opt=PUBLIC,
    operation_class=open_data.listing("Recruiting accounts: is this account licensed?", **PARAMETERS),
)
async def question_json(request: Ask) -> dict[str, Any]:
    """With a name, its answer and the accounts that bear it; without, the list."""
    today = clock.today()
    platform, name = _typed(request, "platform"), _typed(request, "name")
    if name:
        rows = await queries.ask(platform, name)
        answer = queries.answer_of(rows[0] if rows else None, today)
        return {
            "total": len(rows),
            "rows": [words.data(row, queries.answer_of(row, today), today) for row in rows],
            "answer": str(answer) if len(rows) <= 1 else None,
        }
    state = listing.ListState.of(request)
    found = await queries.public(state.q, limit=state.limit, offset=state.offset)
    return {
        "total": found.total,
        "rows": [words.data(row, queries.answer_of(row, today), today) for row in found.rows],
    }


@get("/recruiter-accounts.csv", opt=PUBLIC, include_in_schema=False)
async def accounts_csv(request: Ask) -> Response[bytes]:
    """The list for a spreadsheet."""
    today, state = clock.today(), listing.ListState.of(request)
    found = await queries.public(state.q, limit=MOST)
    columns = [
        Column(_("申报编号")),
        Column(_("平台")),
        Column(_("账号名称")),
        Column(_("类别")),
        Column(_("申报机构")),
        Column(_("登记编号")),
        Column(_("许可证编号")),
        Column(_("能否代其他单位招聘")),
        Column(_("核验日期"), "day"),
        Column(_("核验有效至"), "day"),
    ]
    rows = [
        [
            row["number"],
            row["platform_name"],
            row["handle"],
            words.kind(row["kind"]),
            row["name"],
            row["firm_number"],
            row["licence_number"] or "",
            words.answer_now(row, today)[0],
            row["verified_on"],
            row["verify_by"] if row["closed_on"] is None else None,
        ]
        for row in found.rows
    ]
    return Response(
        b"".join(csv_export.chunks(columns, rows)),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="recruiter-accounts.csv"'},
    )


HANDLERS = [question, question_json, accounts_csv]

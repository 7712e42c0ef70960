"""The public question of a square code: is this paper genuine, does it hold today, is this its file?"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from litestar import Request, Response, get, post

from app import clock
from app.public import paper_file, paper_state
from app.public.paper_state import ANSWERS
from app.shell import forms, i18n
from app.shell.i18n import gettext as _
from app.shell.render import page, redirect
from regulation import errors
from regulation.accounts import organs, throttle
from regulation.casework import documents
from reports.documents import registry

Ask = Request[Any, Any, Any]
PUBLIC = {"public": True}
#: Whoever keeps papers apart from the others (the statistics do) finds one by its token, or says None.
KEPT_APART: list[Callable[[str], Awaitable[dict[str, Any] | None]]] = []
#: Unknown tokens, and files, that one address may ask for within ten minutes, before it has to wait.
UNKNOWN_LIMIT, FILE_LIMIT, MINUTES = 20, 30, 10
LARGEST_BODY = (paper_file.PDF.megabytes + 1) * 1024 * 1024


def _address(request: Ask) -> str:
    return request.client.host if request.client else ""


async def found(token: str) -> dict[str, Any]:
    """The paper of a token, wherever it is kept. Raises NotFound."""
    try:
        return await documents.by_token(token)
    except errors.NotFound:
        for find in KEPT_APART:
            if (paper := await find(token)) is not None:
                return paper
        raise


@get("/verify", opt=PUBLIC, include_in_schema=False)
async def ask(request: Ask) -> Response[Any]:
    """Type the letters under the square code."""
    token = "".join(request.query_params.get("q", "").split()).replace("-", "").upper()
    if token.isascii() and token.isalnum() and len(token) <= 40:
        return redirect(f"/verify/{token}")
    return _nothing(request, "", "", status_code=200)


def _nothing(request: Ask, state: str, token: str, *, status_code: int) -> Response[Any]:
    sentence, tone = ANSWERS[state] if state else ("", "")
    return page(
        "documents/verify.html",
        request,
        status_code=status_code,
        paper=None,
        state=state,
        sentence=_(sentence) if sentence else "",
        tone=tone,
        errors={},
        token=token,
    )


@get("/verify/{token:str}", opt=PUBLIC, include_in_schema=False)
async def verify(request: Ask, token: str) -> Response[Any]:
    """What is known of this paper today. An unknown token says so, and too many of them have to wait."""
    return await _answer(request, token)


@post(
    "/verify/{token:str}/file",
    opt=PUBLIC,
    include_in_schema=False,
    request_max_body_size=LARGEST_BODY,
    status_code=200,
)
async def compare(request: Ask, token: str) -> Response[Any]:
    """Whether a file that somebody was given is the one that is kept; the file is read and not kept."""
    bucket = f"paper-file:{_address(request)}"
    await throttle.check(bucket, FILE_LIMIT, MINUTES, now=clock.now())
    await throttle.count(bucket, now=clock.now())
    form, problems, _raw = await forms.parse(paper_file.Given, request)
    return await _answer(request, token, given=form.file.data if form else None, problems=problems)


async def _answer(
    request: Ask, token: str, *, given: bytes | None = None, problems: dict[str, str] | None = None
) -> Response[Any]:
    now = clock.now()
    bucket = f"verify:{_address(request)}"
    await throttle.check(bucket, UNKNOWN_LIMIT, MINUTES, now=now)
    try:
        paper = await found(token[:40])
    except errors.NotFound:
        await throttle.count(bucket, now=now)
        return _nothing(request, "unknown", token[:40], status_code=404)
    state = await paper_state.today(paper)
    organ = await organs.by_id(paper["organ_id"]) if paper["organ_id"] else None
    english = i18n.language() == i18n.ENGLISH
    sentence, tone = ANSWERS[state.name]
    return page(
        "documents/verify.html",
        request,
        status_code=422 if problems else 200,
        paper=paper,
        name=_(registry.name(paper["kind"])),
        organ=(organ["name_en"] if english else organ["name"]) if organ else "",
        state=state,
        sentence=_(sentence),
        tone=tone,
        files=await paper_state.files(paper),
        compared=await paper_file.compared(paper, given) if given is not None else None,
        is_licence=paper["kind"] in paper_state.LICENCES,
        accepts=paper_file.PDF,
        errors=problems or {},
        asked_at=now,
        token=paper["token"],
        headers={"Cache-Control": "no-store"},
    )


HANDLERS = [ask, verify, compare]

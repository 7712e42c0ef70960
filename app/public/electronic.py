"""The electronic licence on a telephone: what the licence says, its code for another telephone, and how it stands this minute."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get

from app import clock
from app.documents import printing
from app.public import paper_state, verify
from app.public.paper_state import ANSWERS, LICENCES
from app.shell.i18n import gettext as _
from app.shell.render import page
from regulation import errors
from regulation.accounts import throttle
from reports import marks


@get("/verify/{token:str}/licence", opt=verify.PUBLIC, include_in_schema=False)
async def electronic(request: Request[Any, Any, Any], token: str) -> Response[Any]:
    """To be shown by whoever holds the licence; whoever has its code may see it. Unknown codes have to wait as there."""
    now = clock.now()
    bucket = f"verify:{request.client.host if request.client else ''}"
    await throttle.check(bucket, verify.UNKNOWN_LIMIT, verify.MINUTES, now=now)
    try:
        paper = await verify.found(token[:40])
    except errors.NotFound:
        await throttle.count(bucket, now=now)
        raise
    if paper["kind"] not in LICENCES:
        raise errors.NotFound
    state = await paper_state.today(paper)
    sentence, tone = ANSWERS[state.name]
    form = printing.VARIANTS[paper["kind"], "electronic"]
    said = paper_state.read(form, paper)
    return page(
        "documents/electronic.html",
        request,
        said=said,
        fields=[(_(label), value) for label, value in said.fields],
        paper=paper,
        sentence=_(sentence),
        tone=tone,
        code=marks.qr(printing.verification_url(paper["token"])),
        asked_at=now,
        headers={"Cache-Control": "no-store"},
    )


HANDLERS = [electronic]

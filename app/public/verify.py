"""The public question of a square code: is this paper genuine, and does it hold today?"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from litestar import Request, Response, get

from app import clock
from app.documents import rights
from app.shell import i18n
from app.shell.i18n import gettext as _
from app.shell.render import page, redirect
from regulation import errors
from regulation.accounts import organs, throttle
from regulation.casework import documents
from regulation.firms.status import REGISTRATION_STATUSES
from regulation.licensing import queries
from regulation.licensing.rules import deadlines
from regulation.licensing.status import SERVICES
from regulation.words import N_

PUBLIC = {"public": True}
#: Whoever keeps papers apart from the others (the statistics do) finds one by its token, or says None.
KEPT_APART: list[Callable[[str], Awaitable[dict[str, Any] | None]]] = []
#: Unknown tokens one address may ask for within ten minutes, before it has to wait.
UNKNOWN_LIMIT, MINUTES = 20, 10

#: State -> (what a person should know, tone).
ANSWERS = {
    "valid": (N_("有效。该机构可以从事许可证载明的业务。"), "good"),
    "renewal_pending": (N_("有效。延续申请办理中，许可证继续有效。"), "good"),
    "expired": (N_("已失效：有效期届满未延续。"), "bad"),
    "revoked": (N_("已失效：许可证被吊销。"), "bad"),
    "set_aside": (N_("已失效：许可决定被撤销。"), "bad"),
    "withdrawn": (N_("已失效：许可被撤回。"), "bad"),
    "cancelled": (N_("已失效：许可已注销。"), "bad"),
    "ended": (N_("备案的业务已终止。"), "warn"),
    "filed": (N_("备案有效。备案不是许可，不得据此从事职业中介活动。"), "good"),
    "issued": (N_("该文书由本系统签发，内容以文书为准。"), "good"),
    "void": (N_("该文书已作废。"), "bad"),
    "unknown": (N_("没有查到此文书。请核对验证码；如有人出示此文书，可能是伪造的，请投诉举报。"), "bad"),
}


async def state_of(paper: dict[str, Any]) -> tuple[str, list[tuple[str, Any]]]:
    """Today's state of a paper, and the few facts that belong on a public page."""
    if paper["kind"] == "licence":
        licence = await queries.licence_state(paper["matter_id"])
        if licence is not None:
            state = licence["status"]
            pending = state == "renewal_pending"
            if state == "valid" and deadlines.has_expired(
                licence["valid_to"], clock.today(), renewal_pending=pending
            ):
                state = "expired"
            scope = _("职业中介活动（开展网络招聘服务）") if licence["is_online"] else _("职业中介活动")
            facts = [
                (_("机构名称"), licence["firm_name"]),
                (_("统一社会信用代码"), paper["snapshot"].get("firm", {}).get("code")),
                (_("许可事项"), scope),
                (_("发证日期"), i18n.day(licence["issued_on"])),
                (_("有效期至"), i18n.day(licence["valid_to"])),
                (_("状态"), _(REGISTRATION_STATUSES[state])),
            ]
            if licence["ended_on"]:
                facts.append((_("终止日期"), i18n.day(licence["ended_on"])))
            return state, facts
    if paper["kind"] == "filing_certificate":
        filing = await queries.filing_state(paper["matter_id"])
        if filing is not None:
            services = _("、").join(_(SERVICES[name]) for name in SERVICES if name in filing["services"])
            facts = [
                (_("机构名称"), filing["firm_name"]),
                (_("备案业务"), services),
                (_("备案日期"), i18n.day(filing["filed_on"])),
            ]
            return ("filed" if filing["status"] == "valid" else "ended"), facts
    facts = []
    if paper["kind"] == "statistical_return_receipt":
        said = paper["snapshot"]
        facts = [
            (_("机构名称"), said["firm"]["name"]),
            (_("报告期"), said["period"]),
            (_("报送内容摘要（SHA-256）"), said["content_hash"]),
        ]
    return ("void" if paper["withdrawn_at"] else "issued"), facts


async def _found(token: str) -> dict[str, Any]:
    """The paper of a token, wherever it is kept. Raises NotFound."""
    try:
        return await documents.by_token(token)
    except errors.NotFound:
        for find in KEPT_APART:
            if (paper := await find(token)) is not None:
                return paper
        raise


@get("/verify", opt=PUBLIC, include_in_schema=False)
async def ask(request: Request[Any, Any, Any]) -> Response[Any]:
    """Type the letters under the square code."""
    token = "".join(request.query_params.get("q", "").split()).replace("-", "").upper()
    if token.isascii() and token.isalnum() and len(token) <= 40:
        return redirect(f"/verify/{token}")
    return page(
        "documents/verify.html", request, paper=None, state="", sentence="", tone="", facts=[], token=""
    )


@get("/verify/{token:str}", opt=PUBLIC, include_in_schema=False)
async def verify(request: Request[Any, Any, Any], token: str) -> Response[Any]:
    """What is known of this paper today. An unknown token says so, and too many of them have to wait."""
    now = clock.now()
    bucket = f"verify:{request.client.host if request.client else ''}"
    await throttle.check(bucket, UNKNOWN_LIMIT, MINUTES, now=now)
    try:
        paper = await _found(token[:40])
    except errors.NotFound:
        await throttle.count(bucket, now=now)
        sentence, tone = ANSWERS["unknown"]
        return page(
            "documents/verify.html",
            request,
            status_code=404,
            paper=None,
            state="unknown",
            sentence=_(sentence),
            tone=tone,
            facts=[],
            token=token[:40],
        )
    state, facts = await state_of(paper)
    organ = await organs.by_id(paper["organ_id"]) if paper["organ_id"] else None
    english = i18n.language() == i18n.ENGLISH
    sentence, tone = ANSWERS[state]
    return page(
        "documents/verify.html",
        request,
        paper=paper,
        name=_(rights.NAMES.get(paper["kind"], rights.PAPER)),
        organ=(organ["name_en"] if english else organ["name"]) if organ else "",
        state=state,
        sentence=_(sentence),
        tone=tone,
        facts=facts,
        asked_at=now,
        token=paper["token"],
        headers={"Cache-Control": "no-store"},
    )


HANDLERS = [ask, verify]

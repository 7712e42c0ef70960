"""The register log for programs: checkpoint, cosignatures, proofs, receipts, tiles (C2SP tlog-tiles, tlog-proof)."""

from __future__ import annotations

import base64
import re
from typing import Any

from litestar import MediaType, Request, Response, get, post

from app import clock
from app import errors as answers
from app.ledger import receipts
from app.shell import failures, i18n
from app.shell.i18n import gettext as _
from regulation import errors
from regulation.accounts import throttle
from regulation.ledger import checkpoints, queries
from regulation.ledger.receipt import Opening, Receipt

Ask = Request[Any, Any, Any]
PUBLIC = {"public": True}
TEXT = MediaType.TEXT
FOREVER = {"Cache-Control": "public, max-age=31536000, immutable"}
BRIEFLY = {"Cache-Control": "public, max-age=5"}
#: False cosignatures one address may send within ten minutes.
FALSE_LIMIT, MINUTES = 20, 10

_TILE = re.compile(
    r"(entries|[0-9]|[1-5][0-9]|6[0-3])/((?:x[0-9]{3}/){0,5}[0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?"
)
WIDTH = 256


def whole(text: str | None) -> int:
    """A whole number of an address in its one spelling. Raises NotFound."""
    if text is None or re.fullmatch(r"0|[1-9][0-9]{0,14}", text) is None:
        raise errors.NotFound
    return int(text)


def _lines(hashes: list[bytes]) -> str:
    return "".join(f"{base64.b64encode(each).decode()}\n" for each in hashes)


def _proof(request: Ask, hashes: list[bytes], said: dict[str, Any]) -> Response[Any]:
    """As JSON, or with `format=text` one hash a line as C2SP writes them."""
    if request.query_params.get("format") == "text":
        return Response(_lines(hashes), media_type=TEXT, headers=FOREVER)
    return Response(
        {**said, "path": [base64.b64encode(each).decode() for each in hashes]},
        media_type=MediaType.JSON,
        headers=FOREVER,
    )


@get("/log/checkpoint", opt=PUBLIC, include_in_schema=False)
async def checkpoint(request: Ask) -> Response[str]:
    """The newest signed checkpoint with its cosignatures; `?cosigned=1` the newest that a witness signed. 404 before the first."""
    found = await checkpoints.latest(cosigned=request.query_params.get("cosigned") == "1")
    if found is None:
        return Response("no checkpoint yet\n", media_type=TEXT, status_code=404)
    return Response(found.served, media_type=TEXT, headers=BRIEFLY)


@post("/log/cosignatures", opt=PUBLIC, include_in_schema=False, status_code=200)
async def cosignatures(request: Ask) -> Response[str]:
    """A witness brings the checkpoint with its signature line. Its key is its pass; nothing else is asked."""
    i18n.use(i18n.negotiate(request))
    now = clock.now()
    bucket = f"cosign:{request.client.host if request.client else ''}"
    await throttle.check(bucket, FALSE_LIMIT, MINUTES, now=now)
    try:
        taken = await checkpoints.take_cosignatures(await request.body(), now=now)
    except errors.Invalid as refusal:
        await throttle.count(bucket, now=now)
        said = "".join(f"{each}\n" for each in answers.field_words(refusal).values())
        return Response(said, media_type=TEXT, status_code=422)
    except errors.NotFound as refusal:
        await throttle.count(bucket, now=now)
        return Response(f"{answers.words(refusal)}\n", media_type=TEXT, status_code=404)
    return Response(f"{taken} new\n", media_type=TEXT)


@get("/log/proof/inclusion", opt=PUBLIC, include_in_schema=False)
async def inclusion(request: Ask) -> Response[Any]:
    """That entry `seq` is in the tree of `size` entries (the newest signed one unless said)."""
    seq = whole(request.query_params.get("seq"))
    found = await queries.inclusion(seq, await _size(request.query_params.get("size")))
    leaf = await queries.leaf(seq)
    return _proof(
        request,
        found.path,
        {
            "seq": seq,
            "size": found.size,
            "leaf_hash": base64.b64encode(leaf.hash()).decode(),
            "root": base64.b64encode(found.root).decode(),
        },
    )


@get("/log/proof/consistency", opt=PUBLIC, include_in_schema=False)
async def consistency(request: Ask) -> Response[Any]:
    """That the tree of `to` entries only added to the tree of `from` entries."""
    old, new = whole(request.query_params.get("from")), await _size(request.query_params.get("to"))
    return _proof(request, await queries.consistency(old, new), {"from": old, "to": new})


async def _size(asked: str | None) -> int:
    if asked is not None:
        return whole(asked)
    newest = await checkpoints.latest()
    return newest.checkpoint.size if newest else await queries.size()


@get("/log/receipts/{name:str}", opt=PUBLIC, include_in_schema=False)
async def receipt(request: Ask, name: str) -> Response[Any]:
    """The receipt of an entry, without what it commits to: `/log/receipts/12.tlog-proof`."""
    return await handed_out(request, whole(name.removesuffix(".tlog-proof")))


async def handed_out(
    request: Ask, seq: int, *, opened: bool = False, opening: Opening | None = None
) -> Response[Any]:
    """A receipt as a file; a page that asks to come again when nobody can sign just now."""
    try:
        made: Receipt = await receipts.of(seq, opened=opened, opening=opening)
    except receipts.NotYet:
        return failures.failure(
            request,
            503,
            title=_("检查点还没有签署"),
            what_happened=_("这条记录已经在登记日志中，覆盖它的检查点通常在一分钟内签署。"),
            advice=[_("一分钟后刷新页面")],
            headers={"Retry-After": "60"},
        )
    return Response(
        made.text(),
        media_type=TEXT,
        headers={
            "Content-Disposition": f'attachment; filename="log-{seq}.tlog-proof"',
            "Cache-Control": "no-store" if opened else "public, max-age=60",
        },
    )


@get("/log/tile/{place:path}", opt=PUBLIC, include_in_schema=False)
async def tile(place: str) -> Response[bytes]:
    """Hashes of a level of the tree, or the entries themselves, 256 at a time (C2SP tlog-tiles)."""
    found = _TILE.fullmatch(place.removeprefix("/"))
    if found is None or (found[3] and int(found[3]) >= WIDTH):
        raise errors.NotFound
    first = int(found[2].replace("x", "").replace("/", "")) * WIDTH
    last = first + (int(found[3]) if found[3] else WIDTH)
    level = 0 if found[1] == "entries" else int(found[1])
    span = WIDTH**level
    if last * span > await queries.size():
        raise errors.NotFound
    if found[1] == "entries":
        texts = [each.encode() for each in await queries.texts(first, last)]
        body = b"".join(len(each).to_bytes(2, "big") + each for each in texts)
    else:
        body = b"".join(await queries.complete(first, last, 8 * level))
    return Response(body, media_type="application/octet-stream", headers=FOREVER)


HANDLERS = [checkpoint, cosignatures, inclusion, consistency, receipt, tile]

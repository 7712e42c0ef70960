"""The register log for people: its state, its newest entries, one entry with its proof."""

from __future__ import annotations

import base64
from typing import Any
from uuid import UUID

from litestar import Request, Response, get

from app import clock
from app.ledger import keys, words
from app.ledger.proofs import whole
from app.shell import listing, open_data
from app.shell.i18n import gettext as _
from app.shell.render import page, redirect
from regulation import errors
from regulation.casework import disclosures
from regulation.ledger import checkpoints, leaves, queries

Ask = Request[Any, Any, Any]
PUBLIC = {"public": True}


@get("/log", opt=PUBLIC, include_in_schema=False)
async def log(request: Ask) -> Response[Any]:
    """How large the log is, what was signed last and by whom, and its newest entries; or those of one matter."""
    state = listing.ListState.of(request)
    if state.q.isascii() and state.q.isdigit() and len(state.q) < 16:
        return redirect(f"/log/entries/{int(state.q)}")
    size = await queries.size()
    if state.q:
        found = await queries.of_entity(state.q[:64])
        rows, total = found[::-1][state.offset : state.offset + state.limit], len(found)
    else:
        rows, total = await queries.newest(state.limit, before=max(size - state.offset, 0)), size
    return page(
        "ledger/log.html",
        request,
        state=state,
        page=listing.Page(rows, total, state),
        size=size,
        root=base64.b64encode(await queries.root(size)).decode(),
        newest=await checkpoints.latest(),
        cosigned=await checkpoints.latest(cosigned=True),
        said_at=checkpoints.said_at,
        witnesses=await checkpoints.witnesses(active=True),
        verifiers=[str(each) for each in [*keys.keys().verifiers(), *keys.keys().ended()]],
        words=words.of,
        breadcrumbs=[(_("登记日志"), None)] if not state.q else [(_("登记日志"), "/log"), (state.q, None)],
    )


@get(
    "/log/entries/{name:str}",
    opt=PUBLIC,
    operation_class=open_data.thing(
        "One entry of the register log", "By its number; add `.json` for its data."
    ),
)
async def entry(request: Ask, name: str) -> Response[Any]:
    """One entry: what it says, what it proves. `.json` gives the bytes that were hashed."""
    seq = whole(name.removesuffix(".json"))
    found = await queries.leaf(seq)
    stated = await checkpoints.latest(covering=seq)
    size = stated.checkpoint.size if stated else await queries.size()
    proof = await queries.inclusion(seq, size)
    path = [base64.b64encode(each).decode() for each in proof.path]
    leaf_hash = base64.b64encode(found.hash()).decode()
    if name.endswith(".json"):
        return Response(
            {
                "leaf": proof.leaf_data,
                "leaf_hash": leaf_hash,
                "seq": seq,
                "size": size,
                "path": path,
                "root": base64.b64encode(proof.root).decode(),
            }
        )
    about, done = words.of(found)
    return page(
        "ledger/entry.html",
        request,
        entry=found,
        about=about,
        done=done,
        leaf=proof.leaf_data,
        leaf_hash=leaf_hash,
        path=path,
        size=size,
        root=base64.b64encode(proof.root).decode(),
        stated=stated,
        erased=bool(found.doc or found.commit) and await queries.was_erased(found.entity, seq),
        shown_at=await _shown_at(found),
        total=await queries.size(),
        breadcrumbs=[(_("登记日志"), "/log"), (_("第%(n)s条", n=seq), None)],
    )


async def _shown_at(found: leaves.Entry) -> str:
    """The public page of what was done, where there still is one."""
    if found.type == "inspection_draw":
        return f"/draws/{found.entity}"
    if found.type == "publication":
        try:
            await disclosures.one(UUID(found.entity), today=clock.today())
        except (errors.NotFound, ValueError):
            return ""
        return f"/disclosures/{found.entity}"
    return ""


HANDLERS = [log, entry]

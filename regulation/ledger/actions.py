"""Appending to the register log, and erasing what a leaf commits to."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.ledger import leaves, tree

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from regulation.actor import Actor

#: Any number; the same for everyone who appends.
TURN = 20260102

INSERT = """
insert into leaf (seq, entity, eseq, type, at, actor, act, doc, commit_, prev_state, leaf_data, leaf_hash, nodes)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
"""


async def append(
    entity: str,
    type_: str,
    act: str,
    *,
    actor: Actor,
    now: datetime,
    prev_state: str = "",
    document: bytes | None = None,
    private: Mapping[str, Any] | None = None,
) -> leaves.Entry:
    """Enter an act in the log, in the caller's transaction: no act without its leaf, no leaf without its act.

    `entity` is the opaque id of the firm or matter, `document` the SHA-256 of the paper's bytes,
    `private` what the leaf commits to without showing it. Nobody else appends before the caller's
    transaction ends, so a use case calls this last.
    """
    async with database.unit_of_work():
        await database.execute("select pg_advisory_xact_lock($1)", TURN)
        last = await database.row("select seq, at from leaf order by seq desc limit 1")
        size = last["seq"] + 1 if last else 0
        eseq = await database.value("select coalesce(max(eseq), 0) + 1 from leaf where entity = $1", entity)
        at = now.replace(microsecond=0)
        salt = secrets.token_bytes(32)
        text = leaves.private_text(dict(private)) if private is not None else ""
        entry = leaves.Entry(
            seq=size,
            entity=entity,
            eseq=eseq,
            type=type_,
            # A clock set back must not reorder acts.
            at=max(at, last["at"]) if last else at,
            actor=actor.number,
            act=act,
            doc=leaves.doc_of(salt, document) if document is not None else "",
            commit=leaves.commit_of(salt, text) if private is not None else "",
            prev_state=prev_state,
        )
        await _store(entry)
        if entry.doc or entry.commit:
            await database.execute(
                "insert into leaf_secret (leaf, salt, private) values ($1, $2, $3)", entry.seq, salt, text
            )
        return entry


async def _store(entry: leaves.Entry) -> None:
    left = await subtrees(tree.pieces(0, entry.seq))
    data = entry.data()
    hashed = tree.leaf_hash(data)
    await database.execute(
        INSERT,
        entry.seq,
        entry.entity,
        entry.eseq,
        entry.type,
        entry.at,
        entry.actor,
        entry.act,
        entry.doc,
        entry.commit,
        entry.prev_state,
        data.decode(),
        hashed,
        b"".join(tree.completed(hashed, entry.seq, left)),
    )


async def subtrees(nodes: list[tree.Node]) -> list[bytes]:
    """The hashes of complete subtrees, each read from the leaf that completed it."""
    found = {
        each["seq"]: each["nodes"]
        for each in await database.rows(
            "select seq, nodes from leaf where seq = any($1::bigint[])", [end - 1 for end, _ in nodes]
        )
    }
    return [found[end - 1][32 * height : 32 * height + 32] for end, height in nodes]


async def erase(seq: int, *, actor: Actor, now: datetime) -> leaves.Entry:
    """Destroy salt and private part behind a leaf; the erasure is itself an entry of the log.

    《个人信息保护法》第四十七条. The leaf stays, and nobody can link it to anyone any more.
    """
    async with database.unit_of_work():
        entity = await database.value(
            """with erased as (delete from leaf_secret where leaf = $1 returning leaf)
               select entity from leaf join erased on erased.leaf = leaf.seq""",
            seq,
        )
        if entity is None:
            raise errors.NotFound
        return await append(entity, "ledger", "erase", actor=actor, now=now)

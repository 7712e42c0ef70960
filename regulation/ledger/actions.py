"""Appending to the register log, and erasing what a leaf commits to."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.ledger import changes, leaves, tree
from regulation.ledger.hashing import sha256

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from regulation.actor import Actor

#: Any number; the same for everyone who appends.
TURN = 20260102

INSERT = """
insert into leaf (seq, entity, eseq, type, at, actor, act, doc, commit_, prev_state, leaf_data, leaf_hash, nodes)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
"""
INSERT_OPENING = "insert into leaf_secret (leaf, salt, private, document) values ($1, $2, $3, $4)"
#: Both in one statement: the opening refers to the leaf, which is there when the statement ends.
INSERT_OPENED = f"""
with entered as ({INSERT.strip()})
insert into leaf_secret (leaf, salt, private, document) values ($1, $14, $15, $16)
"""  # noqa: S608 - constants
#: See `migrations/ledger`: the lock first, then where the log stands.
TAKE_TURN = "select * from ledger_turn($1, $2::text[])"


@dataclass(frozen=True, slots=True)
class Act:
    """What is to be entered: of which firm or matter, what kind of thing, what was done.

    `document` are the bytes of the paper, of which only a salted hash is kept; `private` is what the leaf commits
    to without showing it.
    """

    entity: str
    type: str
    act: str
    prev_state: str = ""
    document: bytes | None = None
    private: Mapping[str, Any] | None = None


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

    Nobody else appends before the caller's transaction ends, so a use case calls this last.
    """
    (entry,) = await append_many(
        [Act(entity, type_, act, prev_state, document, private)], actor=actor, now=now
    )
    return entry


async def append_many(acts: Sequence[Act], *, actor: Actor, now: datetime) -> list[leaves.Entry]:
    """Enter many acts in their order; as `append`, but one round trip for all of them."""
    if not acts:
        return []
    if database.is_in_unit_of_work():
        return await _append(acts, actor, now)
    async with database.unit_of_work():
        return await _append(acts, actor, now)


async def _append(acts: Sequence[Act], actor: Actor, now: datetime) -> list[leaves.Entry]:
    """From the turn to the end of the transaction everybody else waits: two round trips, and the work between them."""
    held = await database.row(TAKE_TURN, TURN, sorted({each.entity for each in acts}))
    assert held is not None
    size = 0 if held["last_seq"] is None else held["last_seq"] + 1
    # A clock set back must not reorder acts.
    at = now.replace(microsecond=0)
    if size:
        at = max(at, held["last_at"])
    counts: dict[str, int] = json.loads(held["counts"] or "{}")
    peaks: list[bytes] = list(held["peaks"])
    rows, openings, entries = [], [], []
    for each in acts:
        counts[each.entity] = counts.get(each.entity, 0) + 1
        entry, opening = _entry(each, size, counts[each.entity], actor=actor, at=at)
        data = entry.data()
        hashed = tree.leaf_hash(data)
        ending = tree.completed(hashed, size, peaks)
        del peaks[len(peaks) - len(ending) + 1 :]
        peaks.append(ending[-1])
        rows.append(_row(entry, data, hashed, ending))
        if opening is not None:
            openings.append(opening)
        entries.append(entry)
        size += 1
    if len(rows) == 1 and openings:
        await database.execute(INSERT_OPENED, *rows[0], *openings[0][1:])
    else:
        await database.many(INSERT, rows)
        await database.many(INSERT_OPENING, openings)
    await changes.number([each.seq for each in entries if each.type in changes.STREAMED])
    return entries


def _entry(
    wanted: Act, seq: int, eseq: int, *, actor: Actor, at: datetime
) -> tuple[leaves.Entry, tuple[int, bytes, str, bytes] | None]:
    salt = secrets.token_bytes(32)
    text = leaves.private_text(dict(wanted.private)) if wanted.private is not None else ""
    digest = sha256(wanted.document) if wanted.document is not None else b""
    entry = leaves.Entry(
        seq=seq,
        entity=wanted.entity,
        eseq=eseq,
        type=wanted.type,
        at=at,
        actor=actor.number,
        act=wanted.act,
        doc=leaves.doc_of(salt, digest) if digest else "",
        commit=leaves.commit_of(salt, text) if text else "",
        prev_state=wanted.prev_state,
    )
    return entry, (seq, salt, text, digest) if text or digest else None


def _row(entry: leaves.Entry, data: bytes, hashed: bytes, ending: list[bytes]) -> tuple[Any, ...]:
    return (
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
        b"".join(ending),
    )


async def subtrees(nodes: list[tree.Node]) -> list[bytes]:
    """The hashes of complete subtrees, each read from the leaf that completed it."""
    if not nodes:
        return []
    found = {
        each["seq"]: each["nodes"]
        for each in await database.rows(
            "select seq, nodes from leaf where seq = any($1::bigint[])", [end - 1 for end, _ in nodes]
        )
    }
    return [found[end - 1][32 * height : 32 * height + 32] for end, height in nodes]


async def erase(seq: int, *, actor: Actor, now: datetime) -> leaves.Entry:
    """Destroy salt and private part behind a leaf; the erasure is itself an entry of the log.

    《个人信息保护法》第四十七条. The leaf stays, and nobody can link it to anyone any more. What the log says about itself (keys,
    witnesses, erasures) is nobody's personal information and stays. Raises NotFound when there is nothing to erase.
    """
    async with database.unit_of_work():
        entity = await database.value(
            """with erased as (delete from leaf_secret using leaf
                               where leaf_secret.leaf = $1 and leaf.seq = $1 and leaf.type <> 'ledger' returning leaf.entity)
               select entity from erased""",
            seq,
        )
        if entity is None:
            raise errors.NotFound
        return await append(entity, "ledger", "erase", actor=actor, now=now, private={"erased": seq})

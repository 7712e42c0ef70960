"""Issued papers: what they say is kept as a snapshot, their bytes are stored once.

A decision commits its snapshot; the PDF is rendered afterwards, so a failing printer undoes no
decision. Once stored, the bytes are the paper: nothing renders them again.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from regulation import database, errors
from regulation.casework import languages, translations, void_papers

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID

#: Letters of verification tokens: no 0/O, 1/I/L, so that a person can read one aloud.
TOKEN_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # noqa: S105 - an alphabet
TOKEN_LENGTH = 16


def new_token() -> str:
    """A verification token: 16 letters of 31, about 79 bits."""
    return "".join(secrets.choice(TOKEN_LETTERS) for _ in range(TOKEN_LENGTH))


async def issue(
    kind: str,
    number: str,
    matter_kind: str,
    matter_id: UUID,
    snapshot: Mapping[str, Any],
    *,
    organ_id: UUID | None,
    firm_id: UUID | None,
    decided_in: UUID | None = None,
    now: datetime,
) -> dict[str, Any]:
    """Issue a paper in the caller's transaction; the row, with its verification token.

    The snapshot gains `number` and `token` and, where the party asked for English, the day of its wish and what was translated;
    it is all the paper will ever say. `decided_in` is the matter in which the party asked, where the paper hangs on a later one.
    Raises `translations.Wanted` where an official is to be asked for a translation first.
    """
    token = new_token()
    said = {**snapshot, "number": number, "token": token}
    asked_on = await languages.english_asked_on(kind, decided_in or matter_id, firm_id)
    if asked_on is not None:
        said["english_asked_on"] = asked_on
        said["translations"] = await translations.of_paper(kind, matter_kind, matter_id, said, now=now)
    found = await database.row(
        """insert into document (id, kind, number, matter_kind, matter_id, organ_id, firm_id, snapshot, token, issued_at)
           values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10) returning *""",
        uuid4(),
        kind,
        number,
        matter_kind,
        matter_id,
        organ_id,
        firm_id,
        json.dumps(said, ensure_ascii=False, default=str),
        token,
        now,
    )
    return _decoded(found)


async def by_id(document_id: UUID) -> dict[str, Any]:
    """A paper. Raises NotFound; whether the reader may see it is the area's question."""
    return _decoded(await database.row("select * from document where id = $1", document_id))


async def by_token(token: str) -> dict[str, Any]:
    """The paper a verification token belongs to. Raises NotFound."""
    return _decoded(await database.row("select * from document where token = $1", token.strip().upper()))


async def of_matter(matter_kind: str, matter_id: UUID) -> list[dict[str, Any]]:
    """The papers of a matter, oldest first; of two of one moment and number the withdrawn one was there before."""
    found = await database.rows(
        "select * from document where matter_kind = $1 and matter_id = $2"
        " order by issued_at, number, withdrawn_at nulls last",
        matter_kind,
        matter_id,
    )
    return [_decoded(each) for each in found]


async def of_firm(firm_id: UUID) -> list[dict[str, Any]]:
    """The papers addressed to a firm, newest first."""
    found = await database.rows("select * from document where firm_id = $1 order by issued_at desc", firm_id)
    return [_decoded(each) for each in found]


async def withdraw(document_id: UUID, *, now: datetime) -> None:
    """Mark a paper as no longer valid, because what it certified has ended; it stays verifiable as withdrawn."""
    if await _withdrawn(document_id, now=now):
        await _explain(document_id, "ended", None, now=now)


async def reissue(
    old: Mapping[str, Any], said: Mapping[str, Any], *, reason: str, now: datetime
) -> dict[str, Any]:
    """A paper of the same number in place of one that was lost or damaged or is out of date, in the caller's transaction.

    The old one is void from now on, and its verification page leads to the new one. Raises AlreadyMoved when it was void before.
    """
    if reason not in void_papers.REPLACED:
        raise ValueError(reason)
    if not await _withdrawn(old["id"], now=now):
        raise errors.AlreadyMoved
    made = await issue(
        old["kind"],
        old["number"],
        old["matter_kind"],
        old["matter_id"],
        said,
        organ_id=old["organ_id"],
        firm_id=old["firm_id"],
        now=now,
    )
    await _explain(old["id"], reason, made["id"], now=now)
    return made


async def _withdrawn(document_id: UUID, *, now: datetime) -> bool:
    return bool(
        await database.value(
            "update document set withdrawn_at = $2 where id = $1 and withdrawn_at is null returning true",
            document_id,
            now,
        )
    )


async def _explain(document_id: UUID, reason: str, replaced_by: UUID | None, *, now: datetime) -> None:
    await database.execute(
        "insert into document_void (id, document, reason, replaced_by, at) values ($1, $2, $3, $4, $5)",
        uuid4(),
        document_id,
        reason,
        replaced_by,
        now,
    )


@dataclass(frozen=True, slots=True)
class Void:
    """Why a paper no longer holds, since when, and the token of the one that took its place."""

    reason: str
    at: datetime
    replaced_by: str


async def void(document_id: UUID) -> Void | None:
    """What is known of a paper's end; None while it holds, and for papers withdrawn before this was kept."""
    found = await database.row(
        """select reason, at, document.token from document_void left join document on document.id = replaced_by
           where document_void.document = $1""",
        document_id,
    )
    return Void(found["reason"], found["at"], found["token"] or "") if found else None


@dataclass(frozen=True, slots=True)
class StoredForm:
    """A stored file of a paper: in which form, and its bytes."""

    variant: str
    sha256: str
    content: bytes
    stored_at: datetime


async def stored_forms(document_id: UUID) -> list[StoredForm]:
    """Every file of a paper that has been printed."""
    found = await database.rows(
        "select variant, sha256, content, stored_at from document_bytes where document = $1 order by variant",
        document_id,
    )
    return [StoredForm(**each) for each in found]


async def stored_bytes(document_id: UUID, variant: str = "") -> bytes | None:
    """The stored PDF, or None while it has not been rendered. Raises ValueError if the bytes fail their checksum."""
    found = await database.row(
        "select content, sha256 from document_bytes where document = $1 and variant = $2",
        document_id,
        variant,
    )
    if found is None:
        return None
    content: bytes = found["content"]
    if hashlib.sha256(content).hexdigest() != found["sha256"]:
        message = f"stored paper {document_id} does not match its checksum"
        raise ValueError(message)
    return content


async def store_bytes(document_id: UUID, content: bytes, *, now: datetime, variant: str = "") -> bytes:
    """Store the PDF of a paper; if somebody stored it first, theirs is the paper and is returned."""
    await database.execute(
        """insert into document_bytes (id, document, variant, sha256, content, stored_at) values ($1,$2,$3,$4,$5,$6)
           on conflict (document, variant) do nothing""",
        uuid4(),
        document_id,
        variant,
        hashlib.sha256(content).hexdigest(),
        content,
        now,
    )
    kept = await stored_bytes(document_id, variant)
    return kept if kept is not None else content


def _decoded(found: dict[str, Any] | None) -> dict[str, Any]:
    if found is None:
        raise errors.NotFound
    return {**found, "snapshot": json.loads(found["snapshot"])}

"""Files of a matter: stored under a random name in `var/attachments`, found by the row alone."""

from __future__ import annotations

import asyncio
import hashlib
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from regulation import database, errors

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from regulation.actor import Actor


async def add(  # noqa: PLR0917 - one row, one call
    folder: Path,
    matter_kind: str,
    matter_id: UUID,
    kind: str,
    file_name: str,
    media_type: str,
    content: bytes,
    *,
    actor: Actor,
    now: datetime,
) -> UUID:
    """Keep a file whose content was already checked; the row commits with the caller's transaction.

    A file whose row was rolled back stays as an orphan on disk and is never served.
    """
    name = secrets.token_hex(20)
    path = folder / name[:2] / name
    await asyncio.to_thread(_write, path, content)
    made = uuid4()
    await database.execute(
        """insert into attachment (id, matter_kind, matter_id, kind, file_name, media_type, size, sha256, path, added_by, added_at)
           values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)""",
        made,
        matter_kind,
        matter_id,
        kind,
        file_name[-255:],
        media_type,
        len(content),
        hashlib.sha256(content).hexdigest(),
        f"{name[:2]}/{name}",
        actor.name,
        now,
    )
    return made


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    path.chmod(0o600)


async def of(matter_kind: str, matter_id: UUID) -> list[dict[str, Any]]:
    """The files of a matter, oldest first."""
    return await database.rows(
        "select * from attachment where matter_kind = $1 and matter_id = $2 order by added_at",
        matter_kind,
        matter_id,
    )


async def read(folder: Path, attachment_id: UUID) -> tuple[dict[str, Any], bytes]:
    """A file and its row; whether the reader may see its matter is the area's question.

    Raises NotFound, ValueError when the bytes do not match their checksum.
    """
    found = await database.row("select * from attachment where id = $1", attachment_id)
    if found is None:
        raise errors.NotFound
    content = await asyncio.to_thread((folder / found["path"]).read_bytes)
    if hashlib.sha256(content).hexdigest() != found["sha256"]:
        message = f"attachment {attachment_id} does not match its checksum"
        raise ValueError(message)
    return found, content


async def registered_hash(attachment_id: UUID) -> str:
    """The hash that was taken when the file was kept."""
    found: str = await database.value("select sha256 from attachment where id = $1", attachment_id)
    return found


async def hash_now(folder: Path, attachment_id: UUID) -> str:
    """The hash of the bytes as they lie there now; empty when the file is gone."""
    path = await database.value("select path from attachment where id = $1", attachment_id)
    try:
        content = await asyncio.to_thread((folder / path).read_bytes)
    except OSError:
        return ""
    return hashlib.sha256(content).hexdigest()

"""Certificates as they were made."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from regulation import database, errors

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID


@dataclass(frozen=True, slots=True)
class CertificateView:
    """A certificate with its statement."""

    id: UUID
    number: str
    kind: str
    firm_number: str | None
    asked_at: datetime
    as_of: date
    known_at: datetime
    rows: int
    content: bytes
    sha256: str
    leaf: int
    said: dict[str, Any]


async def of_paper(paper: dict[str, Any]) -> CertificateView:
    """The certificate of an issued paper. Raises NotFound for any other paper, ValueError if its bytes were changed."""
    row = await database.row(
        """select certificate.*, firm.number as firm_number
             from certificate left join firm on firm.id = certificate.firm where certificate.id = $1""",
        paper["matter_id"],
    )
    if row is None:
        raise errors.NotFound
    content = bytes(row["said"])
    if hashlib.sha256(content).hexdigest() != row["sha256"]:
        message = f"certificate {row['number']} does not match its checksum"
        raise ValueError(message)
    return CertificateView(
        row["id"],
        row["number"],
        row["kind"],
        row["firm_number"],
        row["asked_at"],
        row["as_of"],
        row["known_at"],
        row["rows"],
        content,
        row["sha256"],
        row["leaf"],
        json.loads(content),
    )

"""登记证明: what the register said when somebody asked, of one firm or of a list, with the proof that it was said then."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from reports.documents import parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Row:
    label: str
    value: str


@dataclass(frozen=True, kw_only=True)
class Registration:
    kind: str
    number: str
    status: str
    organ: str = ""
    conditions: str = ""
    issued_on: date | None = None
    expires_on: date | None = None
    ended_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Limit:
    """A condition, a restriction or a suspension in force on the day."""

    kind: str
    registration: str
    ground: str
    text: str
    since: date
    until: date | None = None
    decided_by: str = ""
    document_number: str = ""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One row of a list."""

    line: int
    given: str
    outcome: str
    firm: str = ""
    status: str = ""


@dataclass(frozen=True, kw_only=True)
class Snapshot(parts.Paper):
    kind: str
    #: Instants on the clocks of Beijing, to the second.
    asked_at: str
    as_known: str
    as_of: date
    #: SHA-256 of the statement as data, whose entry in the register log `proof` shows.
    digest: str
    name: str = ""
    sentences: tuple[str, ...] = ()
    facts: tuple[Row, ...] = ()
    registrations: tuple[Registration, ...] = ()
    limits: tuple[Limit, ...] = ()
    counts: tuple[Row, ...] = ()
    lines: tuple[Line, ...] = ()
    total: int = 0
    #: The receipt as text (C2SP tlog-proof): entry, inclusion proof, signed checkpoint.
    proof: str = ""
    title: str = "登记证明"


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The certificate with its proof."""
    return "register_certificate.html", {"paper": snapshots.read(Snapshot, snapshot)}

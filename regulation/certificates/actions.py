"""Certifying: the statement, its number, its paper and its entry in the log, in one transaction."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.accounts import organs
from regulation.actor import SYSTEM
from regulation.casework import documents, numbering
from regulation.certificates import statements
from regulation.firms import asof, facts, queries
from regulation.firms.asof import Moment
from regulation.law import beijing
from regulation.ledger import actions as ledger
from regulation.ledger import jcs

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from regulation.certificates.statements import Said
    from regulation.firms.suppliers.checking import Answer

#: Kind of the paper, type of the leaf and kind of the matter.
KIND = "register_certificate"
#: The register of the city is the municipal bureau's.
KEEPER = "BJ"


async def certify_firm(firm_id: UUID, at: Moment, *, now: datetime) -> str:
    """What the register says of a firm on a day, by what is known at an instant; the token of the paper.

    Nothing that is written later can have been known by then: the firm's row is held while the statement is made,
    and every later version begins to be known after it. Raises NotFound when nothing is known of that day.
    """
    async with database.unit_of_work():
        await facts.held(firm_id)
        view = await asof.firm(firm_id, at)
        if view is None:
            raise errors.NotFound(queries.NO_SUCH_FIRM)
        await database.execute(
            "update firm set said_until = greatest(said_until, $2) where id = $1", firm_id, at.known_at
        )
        return await _issue(
            "firm",
            firm_id,
            1,
            at,
            lambda number: statements.of_firm(view, at, number=number, asked_at=now),
            now=now,
        )


async def certify_list(answers: Sequence[Answer], *, now: datetime) -> str:
    """What the register says today of the rows of a list; the token of the paper."""
    at = Moment(beijing.legal_day(now), now)
    async with database.unit_of_work():
        return await _issue(
            "suppliers",
            None,
            len(answers),
            at,
            lambda number: statements.of_list(answers, at, number=number, asked_at=now),
            now=now,
        )


async def _issue(
    kind: str, firm_id: UUID | None, rows: int, at: Moment, say: Callable[[str], Said], *, now: datetime
) -> str:
    keeper = organs.BY_CODE[KEEPER]
    year = beijing.legal_day(now).year
    serial = await numbering.next_number(KEEPER, KIND, year)
    number = numbering.formatted(keeper.short, "人社登证", year, serial)
    said = say(number)
    content = jcs.encode(said.data)
    digest = hashlib.sha256(content).hexdigest()
    certificate_id = uuid4()
    paper: dict[str, Any] = await documents.issue(
        KIND,
        number,
        KIND,
        certificate_id,
        {
            **said.shown,
            "organ": {"name": keeper.name},
            "issued_on": beijing.legal_day(now).isoformat(),
            "kind": kind,
            "asked_at": statements.clock(now),
            "as_of": at.on.isoformat(),
            "as_known": statements.clock(at.known_at),
            "digest": digest,
        },
        organ_id=keeper.id,
        # No letter to the firm: anybody may ask, and who asked is not kept.
        firm_id=None,
        now=now,
    )
    leaf = await ledger.append(
        str(certificate_id),
        KIND,
        "issue",
        actor=SYSTEM,
        now=now,
        document=content,
        private={"number": number},
    )
    await database.execute(
        """insert into certificate (id, number, kind, firm, asked_at, as_of, known_at, rows, said, sha256, document, leaf)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)""",
        certificate_id,
        number,
        kind,
        firm_id,
        now,
        at.on,
        at.known_at,
        rows,
        content,
        digest,
        paper["id"],
        leaf.seq,
    )
    token: str = paper["token"]
    return token

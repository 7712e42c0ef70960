"""The record of a licence's term, read from what is known of the firm's integrity."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import database
from regulation.integrity import queries as integrity
from regulation.integrity.status import FactKind
from regulation.licensing import procedures, queries
from regulation.licensing.rules import dispatch_record as rules

if TYPE_CHECKING:
    from datetime import date

Row = dict[str, Any]


async def of_licence(licence: Row, *, today: date) -> rules.TermRecord:
    """The facts of the term that runs, or ran last."""
    facts = [
        rules.Fact(FactKind(each["kind"]), each["source_number"], each["occurred_on"])
        for each in await integrity.facts(licence["firm"])
    ]
    return rules.record_of_term(facts, licence["valid_from"], licence["valid_to"] or today, today)


async def of_application(application: Row, *, today: date) -> rules.TermRecord | None:
    """The same for a renewal that may be refused for what happened during the term; None for other matters."""
    procedure = procedures.of_matter(application)
    if application["licence"] is None or not procedure.renews or "penalties" not in procedure.grounds:
        return None
    found = await database.row("select * from licence where id = $1", application["licence"])
    return await of_licence(queries.facts(found), today=today)

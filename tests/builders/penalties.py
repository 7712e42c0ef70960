"""Complaints, orders and cases brought to a state: the demonstration's own walk, with a secret of tests."""

from functools import partial
from uuid import UUID

from app.demo import case_walk
from app.demo.case_walk import FACTS, Office, a_case, a_proposal, an_order, at, facts_of
from regulation import database


async def licensed(firm: UUID, organ: UUID, kind: str = "hr_licence") -> None:
    """A licence of the firm in force in the register, without the papers of its application."""
    await database.execute(
        """insert into registration_entry (id, firm, kind, number, organ, status, issued_on, expires_on)
           values (gen_random_uuid(), $1, $2::varchar, 'TEST-' || $2, $3, 'valid', '2025-01-01', '2029-12-31')""",
        firm,
        kind,
        organ,
    )


SECRET = b"a secret of tests"
a_complaint = partial(case_walk.a_complaint, secret=SECRET)

__all__ = [
    "FACTS",
    "SECRET",
    "Office",
    "a_case",
    "a_complaint",
    "a_proposal",
    "an_order",
    "at",
    "facts_of",
    "licensed",
]

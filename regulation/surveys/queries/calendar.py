"""Rounds of the yearly return as the public calendar of releases shows them: no figure, no respondent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from regulation import database
from regulation.surveys import session


@dataclass(frozen=True, slots=True)
class Round:
    """A collection and how far its release has come."""

    year: int
    closes_on: date
    gate: str
    embargo_until: datetime | None


@session.statistical
async def of_returns() -> list[Round]:
    """The rounds of the yearly return, newest first."""
    found = await database.rows(
        "select year, closes_on, gate, embargo_until from survey_round where kind = 'return' order by year desc"
    )
    return [Round(each["year"], each["closes_on"], each["gate"], each["embargo_until"]) for each in found]

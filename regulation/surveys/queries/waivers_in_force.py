"""Written consents of dominant respondents, under the pseudonyms that the microdata carry."""

from __future__ import annotations

import json
from dataclasses import dataclass

from regulation import database
from regulation.surveys.queries import pseudonyms
from regulation.surveys.session import statistical


@dataclass(frozen=True, slots=True)
class Consent:
    """A group's consent that its figures of an indicator and year may be inferred."""

    group: str
    indicator: str
    year: int


@statistical
async def consents(since: int, until: int) -> list[Consent]:
    """Every consent that is in force for years between the two, and was not withdrawn."""
    found = await database.rows(
        """select group_key, indicators, since_year, until_year from disclosure_waiver
            where withdrawn_at is null and since_year <= $2 and until_year >= $1 order by group_key, since_year""",
        since,
        until,
    )
    names = await pseudonyms.of_groups({each["group_key"] for each in found})
    return [
        Consent(names[each["group_key"]], indicator, year)
        for each in found
        for indicator in json.loads(each["indicators"])
        for year in range(max(since, each["since_year"]), min(until, each["until_year"]) + 1)
    ]

"""The months of the panel: who was asked, who answered, and the quarter as the estimation takes it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.indicators import reading
from regulation.indicators.indicator import FormKind, Values
from regulation.surveys import months
from regulation.surveys.estimation import Asked, Quarter
from regulation.surveys.queries import rounds
from regulation.surveys.session import statistical
from regulation.surveys.status import COUNTED, Status
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from regulation.surveys import rules

INCOMPLETE = N_("三个月的月报都布置以后才能发布")
_COUNTED = ", ".join(f"'{each}'" for each in sorted(COUNTED))


@dataclass(frozen=True, slots=True)
class Month:
    """A month's collection and how far it is."""

    id: UUID
    asked: rules.Round
    points: int
    filed: int
    returned: int


@dataclass(frozen=True, slots=True)
class Row:
    """A point in a month, as the statistician looks through it."""

    number: str
    name: str
    stratum: str
    status: Status
    filed_at: datetime | None
    is_late: bool
    values: Values
    findings: list[dict[str, Any]]
    version: int


@statistical
async def all_months() -> list[Month]:
    """Every month that was opened, newest first."""
    found = await database.rows(
        f"""select round.id, count(*) as points,
                   count(*) filter (where held.status in ({_COUNTED})) as filed,
                   count(*) filter (where held.status = 'returned') as returned
              from survey_round as round join round_target as target on target.survey_round = round.id
                   left join statistical_return as held on held.survey_round = round.id and held.firm = target.firm
             where round.kind = 'monthly' group by round.id, round.period order by round.period desc"""  # noqa: S608
    )
    return [
        Month(
            (known := await rounds.by_id(each["id"])).id,
            known.round,
            each["points"],
            each["filed"],
            each["returned"],
        )
        for each in found
    ]


@statistical
async def month(period: str) -> list[Row]:
    """The points of a month: who has not answered first, then those with something that stands out."""
    known = await rounds.of_period(period, FormKind.MONTHLY)
    found = await database.rows(
        """select firm.number, firm.name, target.stratum, held.status, filed.filed_at, filed.is_late, filed.cells,
                  filed.findings, held.version
             from round_target as target join firm on firm.id = target.firm
                  left join statistical_return as held on held.survey_round = target.survey_round and held.firm = target.firm
                  left join filed_return as filed on filed.id = held.filed
            where target.survey_round = $1
            order by filed.id is not null, jsonb_array_length(coalesce(filed.findings, '[]')) desc, firm.number""",
        known.id,
    )
    return [
        Row(
            each["number"],
            each["name"],
            each["stratum"],
            Status(each["status"] or Status.NOT_FILED),
            each["filed_at"],
            bool(each["is_late"]),
            reading.from_json(each["cells"]) if each["cells"] else {},
            json.loads(each["findings"]) if each["findings"] else [],
            each["version"] or 0,
        )
        for each in found
    ]


@statistical
async def point(period: str, number: str) -> Row:
    """One point of a month. Raises NotFound."""
    for each in await month(period):
        if each.number == number:
            return each
    raise errors.NotFound


_QUARTER = f"""
    select round.period, target.firm, firm.number, firm.area, target.stratum, target.population, filed.cells,
           filed.content_hash, coalesce(grouped.group_key, firm.number) as group_key
      from survey_round as round join round_target as target on target.survey_round = round.id
           join firm on firm.id = target.firm
           left join statistical_return as held on held.survey_round = round.id and held.firm = target.firm
                and held.status in ({_COUNTED})
           left join filed_return as filed on filed.id = held.filed
           left join enterprise_group as grouped on grouped.firm = firm.id and grouped.since <= round.reference_day
                and (grouped.until is null or grouped.until >= round.reference_day)
     where round.kind = 'monthly' and round.period = any($1::text[])
     order by round.period, firm.number
"""  # noqa: S608 - constants


@dataclass(frozen=True, slots=True)
class Collected:
    """A quarter as it was collected: for the estimation, for disclosure control, and a hash over the filings behind it."""

    year: int
    number: int
    quarter: Quarter
    #: Point -> enterprise group: contributors are counted by group.
    groups: dict[str, str]
    months: tuple[str, ...]
    digest: str

    @property
    def is_complete(self) -> bool:
        """All three months were collected."""
        return len(self.months) == 3


@statistical
async def quarter(year: int, number: int) -> Collected:
    """A quarter with every month of it that was opened."""
    periods = months.quarter(year, number)
    found = await database.rows(_QUARTER, list(periods))
    asked = []
    for each in found:
        values = reading.from_json(each["cells"]) if each["cells"] else None
        asked.append(
            Asked(
                each["number"],
                each["stratum"],
                periods.index(each["period"]) + 1,
                each["population"],
                None if values is None else _numbers(values),
                str(values.get("sd_expect", "")) if values else "",
                each["area"],
            )
        )
    said = "\n".join(
        f"{each['period']} {each['number']} {each['stratum']} {each['content_hash']}" for each in found
    )
    return Collected(
        year,
        number,
        Quarter(asked),
        {each["number"]: each["group_key"] for each in found},
        tuple(sorted({each["period"] for each in found})),
        hashlib.sha256(said.encode()).hexdigest(),
    )


def _numbers(values: Values) -> dict[str, Decimal]:
    return {
        key: Decimal(value)
        for key, value in values.items()
        if isinstance(value, int | Decimal) and not isinstance(value, bool)
    }


@statistical
async def quarters() -> list[tuple[int, int]]:
    """Every quarter of which a month was collected, oldest first."""
    found = await database.rows(
        "select distinct period from survey_round where kind = 'monthly' order by period"
    )
    return sorted({months.quarter_of(each["period"]) for each in found})

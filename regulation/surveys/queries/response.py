"""How far the answering has come: by district and type, by number and by revenue, by day; and which edits fail how often."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from regulation import database
from regulation.indicators import catalogue
from regulation.surveys import macro, offices
from regulation.surveys.queries import rounds
from regulation.surveys.queries.weights import KNOWN_SQL
from regulation.surveys.session import statistical
from regulation.surveys.status import COUNTED

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from regulation.actor import Actor
    from regulation.surveys.macro import Answered


@dataclass(frozen=True, slots=True)
class Failure:
    """How often a rule spoke up in the latest filings."""

    rule: str
    level: str
    filings: int
    of: int
    explained: int

    @property
    def rate(self) -> Decimal:
        """Filings it spoke up in, in all."""
        return Decimal(self.filings) / self.of if self.of else Decimal(0)


@dataclass(frozen=True, slots=True)
class Response:
    """Response of a round within somebody's reach."""

    year: int
    #: By district and type; the crossings with nobody in scope are left out.
    crossed: tuple[Answered, ...]
    #: Day and how many first filings there were until its end.
    by_day: tuple[tuple[date, int], ...]
    failures: tuple[Failure, ...]

    def by_district(self) -> list[Answered]:
        """Districts with all types together."""
        return _together(self.crossed, lambda each: (each.district, ""))

    def by_type(self) -> list[Answered]:
        """Types over all districts."""
        return _together(self.crossed, lambda each: ("", each.inst_type))

    def all(self) -> Answered:
        """Everybody together."""
        found = _together(self.crossed, lambda _each: ("", ""))
        return found[0] if found else macro.Answered("", "", 0, 0, Decimal(0), Decimal(0))


def _together(crossed: tuple[Answered, ...], key: Callable[[Answered], tuple[str, str]]) -> list[Answered]:
    sums: dict[tuple[str, str], Answered] = {}
    for each in crossed:
        place = key(each)
        was = sums.get(place, macro.Answered(*place, 0, 0, Decimal(0), Decimal(0)))
        sums[place] = macro.Answered(
            *place,
            was.in_scope + each.in_scope,
            was.responded + each.responded,
            was.revenue + each.revenue,
            was.revenue_responded + each.revenue_responded,
        )
    return [sums[place] for place in sorted(sums)]


@statistical
async def of_year(actor: Actor, year: int) -> Response:
    """The response of a year within the reader's reach. Raises NotFound."""
    organ = offices.reach_of(actor)
    known = await rounds.of_year(year)
    crossed = await database.rows(
        f"""with {KNOWN_SQL}
            select coalesce(organ.code, '') as district, coalesce(known.inst_type, '') as inst_type, count(*) as in_scope,
                   count(*) filter (where is_counted) as responded, sum(revenue) as revenue,
                   coalesce(sum(revenue) filter (where is_counted), 0) as revenue_responded
              from known left join organ on organ.id = known.organ
             where $5::uuid is null or known.organ = $5
             group by 1, 2 order by 1, 2""",  # noqa: S608 - constants
        known.round.reference_day,
        known.id,
        year,
        sorted(COUNTED),
        organ,
    )
    by_day = await database.rows(
        """select day, sum(n) over (order by day)::int as n
             from (select (filed_at at time zone 'Asia/Shanghai')::date as day, count(*) as n from statistical_return
                    where survey_round = $1 and filed_at is not null and ($2::uuid is null or organ = $2) group by 1) as daily
            order by day""",
        known.id,
        organ,
    )
    failures = await database.rows(
        """with latest as (
               select filed.id, filed.findings from statistical_return as held join filed_return as filed on filed.id = held.filed
                where held.survey_round = $1 and ($2::uuid is null or held.organ = $2)
           )
           select finding ->> 'rule' as rule, min(finding ->> 'level') as level, count(distinct latest.id) as filings,
                  count(distinct latest.id) filter (where coalesce(finding ->> 'reason', '') <> '') as explained,
                  (select count(*) from latest) as of
             from latest, jsonb_array_elements(latest.findings) as finding
            group by 1 order by filings desc, rule""",
        known.id,
        organ,
    )
    return Response(
        year,
        tuple(
            macro.Answered(
                each["district"],
                each["inst_type"],
                each["in_scope"],
                each["responded"],
                Decimal(each["revenue"]) / catalogue.SCALE,
                Decimal(each["revenue_responded"]) / catalogue.SCALE,
            )
            for each in crossed
        ),
        tuple((each["day"], each["n"]) for each in by_day),
        tuple(
            Failure(each["rule"], each["level"] or "", each["filings"], each["of"], each["explained"])
            for each in failures
        ),
    )

"""What the fairness report of a year is made of: eligible and drawn by group, stratum and draw; who was long not visited."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import database
from regulation.inspections.fairness import OWNERSHIP, SIZES, Cell, ownership_of, size_of
from regulation.inspections.queries.rosters import VISITED

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

#: Public as soon as the selection of a draw is: at once, or with the disclosure where secrets sealed it.
SELECTION_PUBLIC = """(draw.disclosed_at is not null
    or not exists (select from draw_secret where draw_secret.draw = draw.id))"""

GROUPED = f"""
with chosen as (
    select result.draw, number.value as subject
    from draw_result as result join inspection_draw as draw on draw.id = result.draw,
         jsonb_array_elements(result.record->'strata') as stratum,
         jsonb_array_elements_text(stratum->'selected') as number(value)
    where draw.year = $1
)
select draw.id as draw, subject.stratum, subject.district, firm.ownership_type,
       (case when firm.capital_currency in ('', 'CNY') then firm.capital_amount end)::bigint as capital,
       count(*) as eligible, count(chosen.subject) as drawn
from draw_subject as subject
     join inspection_draw as draw on draw.id = subject.draw
     join firm on firm.id = subject.firm
     left join chosen on chosen.draw = draw.id and chosen.subject = subject.subject
where draw.year = $1 and draw.concluded_at is not null and subject.status = 'eligible'
  and ($2::uuid is null or draw.organ = $2) and ($3 or {SELECTION_PUBLIC})
group by 1, 2, 3, 4, 5
"""  # noqa: S608 - constants of this file


async def cells(
    year: int, organ: UUID | None, *, also_sealed: bool = False
) -> dict[str, dict[str, list[Cell]]]:
    """Per dimension and group the strata of the year's draws, as chance sees them."""
    found = await database.rows(GROUPED, year, organ, also_sealed)
    whole: dict[tuple[Any, str], list[int]] = {}
    grouped: dict[tuple[str, str], dict[tuple[Any, str], list[int]]] = {}
    for each in found:
        stratum = (each["draw"], each["stratum"])
        groups = {
            "tier": each["stratum"],
            "district": each["district"],
            "ownership": ownership_of(each["ownership_type"]),
            "size": size_of(each["capital"]),
        }
        for counts in (
            whole.setdefault(stratum, [0, 0]),
            *(grouped.setdefault(key, {}).setdefault(stratum, [0, 0]) for key in groups.items()),
        ):
            counts[0] += each["eligible"]
            counts[1] += each["drawn"]
    gathered: dict[str, dict[str, list[Cell]]] = {}
    for (dimension, group), strata in sorted(grouped.items(), key=_place):
        gathered.setdefault(dimension, {})[group] = [
            Cell(whole[stratum][0], whole[stratum][1], inside[0], inside[1])
            for stratum, inside in strata.items()
        ]
    return gathered


def _place(item: tuple[tuple[str, str], Any]) -> tuple[str, int, str]:
    """Groups of a dimension in the order in which people list them."""
    dimension, group = item[0]
    listed = {"ownership": list(OWNERSHIP), "size": list(SIZES)}.get(dimension, [])
    return dimension, listed.index(group) if group in listed else 0, group


async def years() -> list[int]:
    """The years with a public result, the newest first."""
    found = await database.rows(
        f"""select distinct year from inspection_draw as draw
            where concluded_at is not null and {SELECTION_PUBLIC} order by 1 desc"""  # noqa: S608 - a constant
    )
    return [each["year"] for each in found]


async def long_unvisited(
    organ: UUID | None, *, before: date, today: date, limit: int = 200
) -> tuple[int, list[dict[str, Any]]]:
    """Registered firms not visited since a day, longest first: how many, and the first of them. For the desk alone."""
    found = await database.rows(
        f"""select firm.id, firm.number, firm.name, firm.area, organ.name as organ_name, visits.last_on,
                   count(*) over () as total
            from firm join organ on organ.id = firm.organ
                 left join lateral (
                     select max(({VISITED} at time zone 'Asia/Shanghai')::date) as last_on from inspection_task as task
                     where task.firm = firm.id and {VISITED} is not null) as visits on true
            where ($1::uuid is null or firm.organ = $1) and coalesce(visits.last_on, '1900-01-01') < $2
              and exists (select from registration_entry as entry where entry.firm = firm.id
                          and entry.status in ('valid', 'renewal_pending') and entry.issued_on < $2
                          and (entry.expires_on is null or entry.expires_on >= $3))
            order by visits.last_on nulls first, firm.number limit $4""",  # noqa: S608 - a constant
        organ,
        before,
        today,
        limit,
    )
    return (found[0]["total"] if found else 0), found

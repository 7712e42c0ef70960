"""Parks with their figures, for the public, the desk and the operator."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from regulation import database, errors

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from regulation.actor import Actor

SUMMARY = """
select park.*, organ.name as organ_name, organ.name_en as organ_name_en, organ.area_name, organ.area_name_en,
       coalesce(zones.n, 0) as zones, coalesce(zones.area, 0) as usable_area,
       coalesce(tenants.n, 0) as tenants, coalesce(tenants.area, 0) as let_area,
       latest.year as assessed_year, latest.grade
from park join organ on organ.id = park.organ
left join lateral (select count(*) as n, sum(usable_area) as area from zone where park = park.id) zones on true
left join lateral (
    select count(distinct tenancy.firm) as n, sum(tenancy.area) as area
    from tenancy join zone on zone.id = tenancy.zone
    where zone.park = park.id and tenancy.from_on <= $1 and (tenancy.to_on is null or tenancy.to_on >= $1)) tenants on true
left join lateral (select year, grade from assessment where park = park.id order by year desc limit 1) latest on true
"""


async def all_parks(
    *, today: date, q: str = "", level: str = "", organ_id: UUID | None = None
) -> list[dict[str, Any]]:
    """Parks by level and name, with zones, area, tenants of today and the latest grade."""
    return await database.rows(
        SUMMARY
        + """where ($2 = '' or park.name like '%' || $2 || '%') and ($3 = '' or park.level = $3)
               and ($4::uuid is null or park.organ = $4)
             order by array_position(array['national', 'municipal', 'district'], park.level::text), park.name""",
        today,
        q,
        level,
        organ_id,
    )


async def park(code: str, *, today: date) -> dict[str, Any]:
    """One park. Raises NotFound."""
    found = await database.row(SUMMARY + "where park.code = $2", today, code)
    if found is None:
        raise errors.NotFound
    return found


async def parks_of(actor: Actor, *, today: date) -> list[dict[str, Any]]:
    """The parks an operator reports for."""
    return await database.rows(
        SUMMARY + "where park.id = any($2::uuid[]) order by park.name", today, list(actor.park_ids)
    )


async def zones(park_id: UUID, *, today: date) -> list[dict[str, Any]]:
    """The zones of a park with what is let today."""
    return await database.rows(
        """select zone.*, coalesce((select sum(area) from tenancy where zone = zone.id and from_on <= $2
                                      and (to_on is null or to_on >= $2)), 0) as let_area
           from zone where park = $1 order by name""",
        park_id,
        today,
    )


async def tenancies(
    park_id: UUID, *, today: date, past: bool = False, limit: int = 100, offset: int = 0
) -> list[dict[str, Any]]:
    """Tenants of today (or those who left), by name."""
    return await database.rows(
        """select tenancy.*, zone.name as zone_name, firm.name as firm_name, firm.number as firm_number, firm.uscc
           from tenancy join zone on zone.id = tenancy.zone join firm on firm.id = tenancy.firm
           where zone.park = $1 and (case when $3 then tenancy.to_on < $2
                                     else from_on <= $2 and (to_on is null or to_on >= $2) end)
           order by firm.name, from_on limit $4 offset $5""",
        park_id,
        today,
        past,
        limit,
        offset,
    )


async def assessments(park_id: UUID) -> list[dict[str, Any]]:
    """The assessments of a park, newest first."""
    found = await database.rows("select * from assessment where park = $1 order by year desc", park_id)
    return [{**each, "scores": json.loads(each["scores"])} for each in found]


async def of_firm(firm_id: UUID, *, today: date) -> list[dict[str, Any]]:
    """Where a firm is a tenant today."""
    return await database.rows(
        """select park.code, park.name, park.level, zone.name as zone_name, tenancy.from_on
           from tenancy join zone on zone.id = tenancy.zone join park on park.id = zone.park
           where tenancy.firm = $1 and from_on <= $2 and (to_on is null or to_on >= $2) order by from_on""",
        firm_id,
        today,
    )

"""Leads: what calls for a check of one firm outside plan and lot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.inspections import permissions
from regulation.inspections.queries import lists
from regulation.inspections.status import LeadStatus

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from regulation.actor import Actor

LEAD = """
select lead.*, firm.name as firm_name, firm.number as firm_number, firm.uscc, organ.name as organ_name,
       organ.name_en as organ_name_en, organ.code as organ_code, organ.short as organ_short,
       target.number as merged_number
from inspection_lead as lead join firm on firm.id = lead.firm join organ on organ.id = lead.organ
left join inspection_lead as target on target.id = lead.merged_into
"""
ORDERS = {"recorded": "lead.recorded_at", "number": "lead.number", "firm": "firm.name"}
WHERE = """($1::uuid is null or lead.organ = $1)
  and ($2::text is null or firm.name like $2 or lead.number like $2 or lead.source_number like $2 or firm.uscc like $2)"""


async def search(
    actor: Actor,
    *,
    q: str = "",
    statuses: Sequence[str] = (),
    kinds: Sequence[str] = (),
    order: str = "lead.recorded_at desc",
    limit: int = 25,
    offset: int = 0,
) -> tuple[int, list[dict[str, Any]], dict[str, dict[str, int]]]:
    """Leads within reach: total, rows, and how many there are per value of each facet."""
    args = (None if actor.is_municipal else actor.organ_id, f"%{q}%" if q else None)
    facets: dict[str, dict[str, int]] = {"status": {}, "kind": {}}
    for name in facets:
        found = await database.rows(
            f"""select lead.{name} as value, count(*) as n from inspection_lead as lead join firm on firm.id = lead.firm
                where {WHERE} group by lead.{name} order by n desc, lead.{name}""",  # noqa: S608 - names of this file
            *args,
        )
        facets[name] = {each["value"]: each["n"] for each in found}
    narrowed = f"""{WHERE} and (cardinality($3::text[]) = 0 or lead.status = any($3))
                   and (cardinality($4::text[]) = 0 or lead.kind = any($4))"""
    chosen = (*args, list(statuses), list(kinds))
    total = await database.value(
        f"select count(*) from inspection_lead as lead join firm on firm.id = lead.firm where {narrowed}",  # noqa: S608
        *chosen,
    )
    rows = await database.rows(
        f"{LEAD} where {narrowed} order by {order}, lead.id limit $5 offset $6", *chosen, limit, offset
    )
    return total, rows, facets


async def lead(actor: Actor, lead_id: UUID) -> dict[str, Any]:
    """One lead within reach. Raises NotFound."""
    found = await database.row(f"{LEAD} where lead.id = $1", lead_id)
    if found is None:
        raise errors.NotFound
    permissions.check_in_scope(actor, found["organ"])
    return await lists.known(found)


async def others_of_firm(lead_id: UUID, firm_id: UUID) -> list[dict[str, Any]]:
    """Other leads of the same firm into which this one can be merged: decided or not, but not drawn yet."""
    return await database.rows(
        f"{LEAD} where lead.firm = $1 and lead.id <> $2 and lead.status = any($3::text[]) order by lead.recorded_at",
        firm_id,
        lead_id,
        [LeadStatus.RECORDED, LeadStatus.APPROVED],
    )


async def merged_into(lead_id: UUID) -> list[dict[str, Any]]:
    """The leads that this one has taken in."""
    return await database.rows(f"{LEAD} where lead.merged_into = $1 order by lead.recorded_at", lead_id)


async def of_firm(firm_id: UUID) -> list[dict[str, Any]]:
    """The requests a firm made itself, the newest first. What others reported stays with the organ."""
    return await database.rows(
        f"{LEAD} where lead.firm = $1 and lead.kind = 'request' order by lead.recorded_at desc", firm_id
    )


async def all_of_firm(firm_id: UUID) -> list[dict[str, Any]]:
    """Every lead against a firm, the newest first; for the desk of its organ."""
    return await database.rows(
        f"{LEAD} where lead.firm = $1 order by lead.recorded_at desc limit 50", firm_id
    )


async def waiting(actor: Actor) -> list[dict[str, Any]]:
    """Leads of the own organ that wait for a decision, the oldest first."""
    return await database.rows(
        f"{LEAD} where lead.organ = $1 and lead.status = $2 order by lead.recorded_at",
        actor.organ_id,
        LeadStatus.RECORDED,
    )

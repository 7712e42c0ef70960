"""The do-not-disturb list at the desk and in public."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.inspections import permissions
from regulation.inspections.status import UndisturbedStatus

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from regulation.actor import Actor

ENTRY = """
select list.*, firm.name as firm_name, firm.number as firm_number, firm.uscc, organ.name as organ_name,
       organ.name_en as organ_name_en, organ.code as organ_code
from do_not_disturb as list join firm on firm.id = list.firm join organ on organ.id = list.organ
"""
ORDERS = {"until": "list.until_on", "from": "list.from_on", "firm": "firm.name", "number": "list.number"}
HOLDS = "list.status = 'entered' and $1 between list.from_on and list.until_on"


async def search(
    actor: Actor,
    *,
    q: str = "",
    statuses: Sequence[str] = (),
    grounds: Sequence[str] = (),
    order: str = "list.until_on",
    limit: int = 25,
    offset: int = 0,
) -> tuple[int, list[dict[str, Any]], dict[str, dict[str, int]]]:
    """Entries within reach: total, rows, and how many there are per value of each facet."""
    where = """($1::uuid is null or list.organ = $1)
               and ($2::text is null or firm.name like $2 or list.number like $2 or firm.uscc like $2)"""
    args = (None if actor.is_municipal else actor.organ_id, f"%{q}%" if q else None)
    facets: dict[str, dict[str, int]] = {"status": {}, "ground": {}}
    for name in facets:
        found = await database.rows(
            f"""select list.{name} as value, count(*) as n from do_not_disturb as list join firm on firm.id = list.firm
                where {where} group by list.{name} order by n desc, list.{name}""",  # noqa: S608 - names of this file
            *args,
        )
        facets[name] = {each["value"]: each["n"] for each in found}
    narrowed = f"""{where} and (cardinality($3::text[]) = 0 or list.status = any($3))
                   and (cardinality($4::text[]) = 0 or list.ground = any($4))"""
    chosen = (*args, list(statuses), list(grounds))
    total = await database.value(
        f"select count(*) from do_not_disturb as list join firm on firm.id = list.firm where {narrowed}",  # noqa: S608
        *chosen,
    )
    rows = await database.rows(
        f"{ENTRY} where {narrowed} order by {order}, list.id limit $5 offset $6", *chosen, limit, offset
    )
    return total, rows, facets


async def entry(actor: Actor, entry_id: UUID) -> dict[str, Any]:
    """One entry within reach. Raises NotFound."""
    found = await database.row(f"{ENTRY} where list.id = $1", entry_id)
    if found is None:
        raise errors.NotFound
    permissions.check_in_scope(actor, found["organ"])
    return found


async def public_list(
    *, today: date, q: str = "", limit: int | None = 25, offset: int = 0
) -> tuple[int, list[dict[str, Any]]]:
    """Who stands on the list today, by name."""
    where = f"{HOLDS} and ($2::text is null or firm.name like $2 or firm.number = $3 or firm.uscc = $3)"
    args = (today, f"%{q}%" if q else None, q.upper())
    total = await database.value(
        f"select count(*) from do_not_disturb as list join firm on firm.id = list.firm where {where}",  # noqa: S608
        *args,
    )
    rows = await database.rows(
        f'{ENTRY} where {where} order by firm.name collate "C", list.id limit $4 offset $5',
        *args,
        limit,
        offset,
    )
    return total, rows


async def of_firm(firm_id: UUID, *, today: date) -> dict[str, Any] | None:
    """The entry under which a firm stands on the list today, or None."""
    return await database.row(f"{ENTRY} where {HOLDS} and list.firm = $2", today, firm_id)


async def waiting(actor: Actor) -> list[dict[str, Any]]:
    """Proposals of the own organ, the oldest first."""
    return await database.rows(
        f"{ENTRY} where list.organ = $1 and list.status = $2 order by list.proposed_at",
        actor.organ_id,
        UndisturbedStatus.PROPOSED,
    )

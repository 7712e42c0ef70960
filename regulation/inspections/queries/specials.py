"""Special inspections, at the desk and in public."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.inspections import permissions
from regulation.inspections.queries import lists
from regulation.inspections.rules import Rate
from regulation.inspections.status import SpecialStatus

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from regulation.actor import Actor

SPECIAL = """
select special.*, organ.name as organ_name, organ.name_en as organ_name_en, organ.code as organ_code,
       organ.short as organ_short, organ.reviewer,
       (select count(*) from inspection_draw as draw where draw.special = special.id and draw.status <> 'abandoned') as draws
from special_inspection as special join organ on organ.id = special.organ
"""
PUBLIC = (SpecialStatus.APPROVED, SpecialStatus.CLOSED)


def _read(found: dict[str, Any]) -> dict[str, Any]:
    """A special inspection with its rates as fractions."""
    rates = {tier: Rate(*pair) for tier, pair in json.loads(found["rates"]).items()}
    return {**found, "rates": rates}


async def of_actor(
    actor: Actor, *, q: str = "", statuses: Sequence[str] = (), limit: int = 25, offset: int = 0
) -> tuple[int, list[dict[str, Any]], dict[str, int]]:
    """Special inspections within reach: total, rows, how many there are per status; the newest first."""
    where = """($1::uuid is null or special.organ = $1)
               and ($2::text is null or special.title like $2 or special.number like $2 or special.approval_number like $2)"""
    args = (None if actor.is_municipal else actor.organ_id, f"%{q}%" if q else None)
    counts = await database.rows(
        f"select status, count(*) as n from special_inspection as special where {where} group by status order by status",  # noqa: S608
        *args,
    )
    by_status = {each["status"]: each["n"] for each in counts}
    found = await database.rows(
        f"""{SPECIAL} where {where} and (cardinality($3::text[]) = 0 or special.status = any($3))
            order by special.drafted_at desc, special.id limit $4 offset $5""",
        *args,
        list(statuses),
        limit,
        offset,
    )
    total = sum(n for status, n in by_status.items() if not statuses or status in statuses)
    return total, [_read(each) for each in found], by_status


async def special(actor: Actor, special_id: UUID) -> dict[str, Any]:
    """One special inspection within reach. Raises NotFound."""
    found = await database.row(f"{SPECIAL} where special.id = $1", special_id)
    if found is None:
        raise errors.NotFound
    permissions.check_in_scope(actor, found["organ"])
    return await lists.known(_read(found))


async def public_ones() -> list[dict[str, Any]]:
    """All approved special inspections, the newest first."""
    found = await database.rows(
        f"{SPECIAL} where special.status = any($1::text[]) order by special.published_on desc, special.number desc",
        list(PUBLIC),
    )
    return [_read(each) for each in found]


async def public_one(special_id: UUID) -> dict[str, Any]:
    """One approved special inspection. Raises NotFound for a draft."""
    found = await database.row(f"{SPECIAL} where special.id = $1", special_id)
    if found is None or found["status"] not in PUBLIC:
        raise errors.NotFound
    return await lists.known(_read(found))


async def waiting(actor: Actor) -> list[dict[str, Any]]:
    """Drafts of the own organ that wait for the record of an approval."""
    found = await database.rows(
        f"{SPECIAL} where special.organ = $1 and special.status = $2 order by special.drafted_at",
        actor.organ_id,
        SpecialStatus.DRAFT,
    )
    return [_read(each) for each in found]

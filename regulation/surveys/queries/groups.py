"""Enterprise groups and consents to publication."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from regulation import database
from regulation.firms import names
from regulation.surveys import offices
from regulation.surveys.session import statistical

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from regulation.actor import Actor

ORDERS: dict[str, str] = {"group": "group_name", "firm": "firm_name", "since": "since"}


@statistical
async def memberships(
    actor: Actor,
    *,
    q: str = "",
    ended: bool = False,
    order: str = "group_name",
    limit: int = 25,
    offset: int = 0,
) -> tuple[list[dict[str, Any]], int]:
    """Memberships by group, those that ended only when asked for; with the exact number of them."""
    offices.check_city(actor)
    where = """($1 = '' or group_name ilike $1 or group_key ilike $1 or firm.name ilike $1 or firm.number ilike $1)
               and (until is not null) = $2"""
    like = f"%{names.like(q)}%" if q else ""
    rows = await database.rows(
        f"""select grouped.*, firm.name as firm_name, firm.number as firm_number
              from enterprise_group as grouped join firm on firm.id = grouped.firm
             where {where} order by {order}, firm.number limit $3 offset $4""",  # noqa: S608 - the order is one of ORDERS
        like,
        ended,
        limit,
        offset,
    )
    total: int = await database.value(
        f"select count(*) from enterprise_group as grouped join firm on firm.id = grouped.firm where {where}",  # noqa: S608
        like,
        ended,
    )
    return rows, total


@statistical
async def membership(actor: Actor, membership_id: UUID) -> dict[str, Any] | None:
    """One membership with its firm."""
    offices.check_city(actor)
    return await database.row(
        """select grouped.*, firm.name as firm_name, firm.number as firm_number
             from enterprise_group as grouped join firm on firm.id = grouped.firm where grouped.id = $1""",
        membership_id,
    )


@statistical
async def waivers(actor: Actor) -> list[dict[str, Any]]:
    """Every consent, those in force first."""
    offices.check_city(actor)
    found = await database.rows(
        """select waiver.*, firm.name as firm_name, firm.number as firm_number,
                  coalesce((select group_name from enterprise_group where group_key = waiver.group_key limit 1), firm.name) as group_name
             from disclosure_waiver as waiver join firm on firm.id = waiver.firm
            order by withdrawn_at nulls first, recorded_at desc"""
    )
    return [{**each, "indicators": json.loads(each["indicators"])} for each in found]


@statistical
async def in_force(year: int) -> list[dict[str, Any]]:
    """Consents that cover a year: group, indicators, paper. What a release lists and the disclosure control is given."""
    found = await database.rows(
        """select group_key, indicators, paper, since_year, until_year from disclosure_waiver
            where withdrawn_at is null and since_year <= $1 and until_year >= $1 order by group_key, paper""",
        year,
    )
    return [{**each, "indicators": json.loads(each["indicators"])} for each in found]


@statistical
async def groups_on(day: date) -> dict[UUID, str]:
    """The group of every firm that belongs to one on a day."""
    found = await database.rows(
        "select firm, group_key from enterprise_group where since <= $1 and (until is null or until > $1)",
        day,
    )
    return {each["firm"]: each["group_key"] for each in found}

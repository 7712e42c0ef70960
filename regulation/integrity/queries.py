"""A firm's facts and standing, for pages, lists and draws."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.integrity import rules
from regulation.integrity.status import FactKind, Tier
from regulation.law import beijing

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from regulation.actor import Actor


def fact_of(found: dict[str, Any]) -> rules.Fact:
    """The bridge from a row to what the rules see."""
    return rules.Fact(
        kind=FactKind(found["kind"]),
        occurred_on=found["occurred_on"],
        source_number=found["source_number"],
        repaired_on=found["repaired_on"],
    )


async def facts(firm_id: UUID) -> list[dict[str, Any]]:
    """All facts of a firm that were not annulled, newest first."""
    return await database.rows(
        "select * from integrity_fact where firm = $1 and annulled_on is null order by occurred_on desc, id",
        firm_id,
    )


async def standing(firm_id: UUID, *, today: date) -> rules.Standing:
    """Score and tier of one firm on a day, with everything that led to them. Raises NotFound."""
    found = await standings([firm_id], today=today)
    if firm_id not in found:
        raise errors.NotFound
    return found[firm_id]


async def standings(firm_ids: list[UUID], *, today: date) -> dict[UUID, rules.Standing]:
    """The standings of many firms, by two queries."""
    firms = await database.rows(
        "select id, created_at, established_on from firm where id = any($1::uuid[])", firm_ids
    )
    known = await database.rows(
        "select * from integrity_fact where firm = any($1::uuid[]) and annulled_on is null", firm_ids
    )
    by_firm: dict[UUID, list[rules.Fact]] = {}
    for each in known:
        by_firm.setdefault(each["firm"], []).append(fact_of(each))
    return {
        firm["id"]: rules.standing(by_firm.get(firm["id"], []), today, _registered_on(firm)) for firm in firms
    }


def _registered_on(firm: dict[str, Any]) -> date:
    """Since when the firm can be judged: its founding where known, else its entry here."""
    return firm["established_on"] or beijing.legal_day(firm["created_at"])


async def tiers(firm_ids: list[UUID], *, today: date) -> dict[UUID, Tier]:
    """The tiers of many firms on a day, computed and not read from the projection: for draws."""
    found = await standings(firm_ids, today=today)
    return {firm_id: each.tier for firm_id, each in found.items()}


async def search(
    actor: Actor, *, q: str = "", tier: str = "", limit: int = 25, offset: int = 0
) -> tuple[int, list[dict[str, Any]], dict[str, int]]:
    """Firms within reach with their projected standing, worst first; total, rows, and counts per tier."""
    reach = None if actor.is_municipal else actor.organ_id
    args = (reach, f"%{q}%" if q else None)
    where = "($1::uuid is null or firm.organ = $1) and ($2::text is null or firm.name like $2 or firm.uscc like $2)"
    counts = await database.rows(
        f"""select tier, count(*) as n from firm_standing join firm on firm.id = firm_standing.firm
            where {where} group by tier""",  # noqa: S608
        *args,
    )
    by_tier = {each["tier"]: each["n"] for each in counts}
    found = await database.rows(
        f"""select firm.id, firm.name, firm.number, firm.uscc, firm.area, tier, score, computed_on, changes_on
            from firm_standing join firm on firm.id = firm_standing.firm
            where {where} and ($3 = '' or tier = $3)
            order by score, firm.name, firm.id limit $4 offset $5""",  # noqa: S608
        *args,
        tier,
        limit,
        offset,
    )
    return (by_tier.get(tier, 0) if tier else sum(by_tier.values())), found, by_tier


async def repair_requests(actor: Actor, *, open_only: bool = False, limit: int = 100) -> list[dict[str, Any]]:
    """Requests for repair at organs within reach, oldest open first."""
    return await database.rows(
        """select repair_request.*, firm.name as firm_name, integrity_fact.kind, integrity_fact.source_number
           from repair_request join firm on firm.id = repair_request.firm
                join integrity_fact on integrity_fact.id = repair_request.fact
           where ($1::uuid is null or repair_request.organ_id = $1)
             and (not $2 or repair_request.status in ('submitted', 'accepted'))
           order by repair_request.status in ('submitted', 'accepted') desc, submitted_at limit $3""",
        None if actor.is_municipal else actor.organ_id,
        open_only,
        limit,
    )


async def repair_request(actor: Actor, request_id: UUID) -> dict[str, Any]:
    """One request for repair within reach. Raises NotFound."""
    found = await database.row(
        """select repair_request.*, firm.name as firm_name, firm.number as firm_number, integrity_fact.kind,
                  integrity_fact.source_number, integrity_fact.occurred_on
           from repair_request join firm on firm.id = repair_request.firm
                join integrity_fact on integrity_fact.id = repair_request.fact
           where repair_request.id = $1""",
        request_id,
    )
    if found is None or not actor.in_scope_of(found["organ_id"]):
        raise errors.NotFound
    return found


async def requests_of_firm(firm_id: UUID) -> list[dict[str, Any]]:
    """A firm's own requests, newest first."""
    return await database.rows(
        "select * from repair_request where firm = $1 order by submitted_at desc", firm_id
    )

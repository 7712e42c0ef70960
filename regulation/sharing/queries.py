"""Reading deliveries and differences, for those in whose reach the firm is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from regulation import database, errors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regulation.actor import Actor

Row = dict[str, Any]
_SCOPE = "($1::uuid is null or firm.organ = $1)"


def _organ(actor: Actor) -> UUID | None:
    """None for the municipal bureau, whose reach is the city; an id that no organ has for who has no reach."""
    if actor.is_municipal:
        return None
    return actor.organ_id or UUID(int=0)


async def waiting(actor: Actor, *, limit: int = 50, offset: int = 0) -> tuple[int, list[Row]]:
    """Firms with open differences: how many, and some of them, the longest waiting first."""
    total = await database.value(
        f"""select count(distinct firm.id) from difference join firm on firm.id = difference.firm
             where difference.status = 'open' and {_SCOPE}""",  # noqa: S608 - a condition written in code
        _organ(actor),
    )
    found = await database.rows(
        f"""select firm.number, firm.name, coalesce(organ.name, '') as organ, count(*) as n,
                   array_agg(difference.key order by difference.key) as keys, min(difference.opened_at) as since
              from difference join firm on firm.id = difference.firm left join organ on organ.id = firm.organ
             where difference.status = 'open' and {_SCOPE}
             group by firm.number, firm.name, organ.name order by since, firm.number limit $2 offset $3""",  # noqa: S608
        _organ(actor),
        limit,
        offset,
    )
    return total, found


async def of_firm(firm_id: UUID) -> list[Row]:
    """All differences of a firm with what the register says now, the open ones first."""
    return await database.rows(
        """select difference.*, delivery.number, delivery.filename, delivery.received_at,
                  coalesce(fact.value, '') as now
             from difference join delivery on delivery.id = difference.delivery
                  left join firm_fact as fact on fact.firm = difference.firm and fact.key = difference.key
                       and fact.valid_to is null and fact.known_to is null
            where difference.firm = $1 order by difference.status <> 'open', difference.opened_at desc, difference.key""",
        firm_id,
    )


async def held(ids: Sequence[UUID], firm_id: UUID) -> list[Row]:
    """These differences of the firm, locked, with what the register says now. Raises NotFound if one is not the firm's."""
    found = await database.rows(
        """select difference.*, delivery.number, coalesce(fact.value, '') as now
             from difference join delivery on delivery.id = difference.delivery
                  left join firm_fact as fact on fact.firm = difference.firm and fact.key = difference.key
                       and fact.valid_to is null and fact.known_to is null
            where difference.id = any($1) and difference.firm = $2 order by difference.id for update of difference""",
        list(ids),
        firm_id,
    )
    if len(found) != len(set(ids)):
        raise errors.NotFound
    return found


DELIVERY = """number, contract, version, way, filename, file_hash, received_at, actor_name, rows_total, rows_same,
              rows_different, rows_known, rows_unknown, rows_duplicate, rows_quarantined"""


async def deliveries(limit: int = 20) -> list[Row]:
    """The newest deliveries."""
    return await database.rows(
        f"select {DELIVERY} from delivery order by received_at desc, number desc limit $1",  # noqa: S608 - names
        limit,
    )


async def delivery(actor: Actor, number: str) -> Row:
    """One delivery with the rows put aside (the first thousand). It is of the whole city, so it is the city's. Raises NotFound."""
    check_is_municipal(actor)
    found = await database.row(f"select id, {DELIVERY} from delivery where number = $1", number)  # noqa: S608 - names
    if found is None:
        raise errors.NotFound
    aside = await database.rows(
        "select * from delivered_row where delivery = $1 order by outcome, row_number limit 1000", found["id"]
    )
    return {**found, "aside": aside}


def check_is_municipal(actor: Actor) -> None:
    """Raise NotFound for a district: its own firms' differences are all it needs."""
    if not actor.is_municipal:
        raise errors.NotFound


async def content(actor: Actor, number: str) -> tuple[str, bytes]:
    """The file as it came. Raises NotFound."""
    check_is_municipal(actor)
    found = await database.row("select filename, content from delivery where number = $1", number)
    if found is None:
        raise errors.NotFound
    return found["filename"], found["content"]


async def cursor(contract: str) -> str:
    """How far a contract was pulled."""
    found: str | None = await database.value(
        "select cursor from sharing_cursor where contract = $1", contract
    )
    return found or ""

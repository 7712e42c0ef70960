"""A penalty on the spot as its party reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.penalties import decisions

if TYPE_CHECKING:
    from uuid import UUID

    from regulation.actor import Actor

Row = dict[str, Any]


async def own(actor: Actor, spot_id: UUID) -> Row:
    """The party's door: a decision on the spot against one's own firm; it was handed over where it was made. Raises NotFound."""
    found = await database.row(
        """select spot_penalty.*, organ.name as organ_name from spot_penalty
             join organ on organ.id = spot_penalty.organ where spot_penalty.id = $1""",
        spot_id,
    )
    if found is None or not actor.acts_for_firm(found["firm"]):
        raise errors.NotFound
    return decisions.of_spot(found)


async def of_firm(firm_id: UUID) -> list[Row]:
    """Decisions on the spot against a firm, the newest first; the caller asks who may see them."""
    found = await database.rows(
        """select spot_penalty.*, organ.name as organ_name from spot_penalty join organ on organ.id = spot_penalty.organ
            where firm = $1 order by decided_at desc""",
        firm_id,
    )
    return [decisions.of_spot(each) for each in found]

"""Names that differ from a name in a sign or so: what somebody may have meant. Candidates, never matches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from regulation import database
from regulation.firms import names

if TYPE_CHECKING:
    from uuid import UUID

#: Candidates that are worth reading.
SHOWN = 5
#: Rows that are looked at for one name; a piece that more firms share says nothing about a slip of the pen.
LOOKED_AT = 200
#: Signs that may differ.
MOST = 2
SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Near:
    """A firm whose name is like the one asked for; `distance` in signs."""

    firm_id: UUID
    number: str
    name: str
    distance: int


async def to(name: str) -> list[Near]:
    """The firms with the likest names, the likest first; none for a name too short to be mistaken.

    All signs of the name but one must be in the other: then a sign was mistyped, left out or put in.
    """
    asked = names.core(names.key(name))
    if len(asked) < SHORTEST:
        return []
    signs = sorted(set(asked))
    pieces = [[sign for sign in signs if sign != left_out] for left_out in signs]
    conditions = " or ".join(
        f"register_grams(haystack) @> ${place}::text[]" for place in range(1, len(pieces) + 1)
    )
    found = await database.rows(
        f"""select firm.id, firm.number, firm.name, firm.name_key, firm.former_names
              from (select firm from register_listing where {conditions} limit {LOOKED_AT}) as listing
                   join firm on firm.id = listing.firm""",  # noqa: S608 - places of parameters
        *pieces,
    )
    most = 1 if len(asked) < 5 else MOST
    likest = []
    for row in found:
        called = [row["name_key"], *map(names.key, row["former_names"])]
        nearest = min(names.distance(asked, names.core(each), most) for each in called)
        if nearest <= most:
            likest.append(Near(row["id"], row["number"], row["name"], nearest))
    return sorted(likest, key=lambda each: (each.distance, each.number))[:SHOWN]

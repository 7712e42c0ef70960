"""The lists of items: the one the program brings along, and those that an organ adopted by decree.

The queries that return a row with `items_version` call `known`, which reads an adopted list, so that pure
code can ask `items.version` for it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.inspections import items
from regulation.inspections.items import ItemList

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from regulation.actor import Actor
    from regulation.law.citation import Citation

LISTED = """
select list.*, organ.name as organ_name, organ.name_en as organ_name_en, organ.code as organ_code, organ.level
from inspection_item_list as list join organ on organ.id = list.organ
"""


@dataclass(frozen=True, slots=True)
class Current:
    """The list in force for an organ, and where it comes from."""

    list: ItemList
    from_on: date
    citation: Citation
    decree_number: str = ""
    issued_by: str = ""
    organ_name: str = ""
    doubt: str = ""


def list_of(found: dict[str, Any]) -> ItemList:
    """The list of a row."""
    return ItemList(found["version"], tuple(items.restored(each) for each in json.loads(found["items"])))


async def version(name: str) -> ItemList:
    """The list of a version, as a plan, a draw or a task keeps it. Raises NotFound."""
    brought = next((each.value for each in items.ITEM_LIST.values if each.value.version == name), None)
    if brought is not None:
        return brought
    found = await database.row(
        "select version, items from inspection_item_list where version = $1 and status = 'adopted'", name
    )
    if found is not None:
        items.keep(list_of(found))
    try:
        return items.version(name)
    except KeyError:
        raise errors.NotFound from None


async def known(found: dict[str, Any]) -> dict[str, Any]:
    """The row as it is, once the list that it names under `items_version` has been read."""
    await version(found["items_version"])
    return found


async def current(organ_id: UUID | None, day: date) -> Current:
    """What an organ may check on a day: its own latest list, else the city's, else the one in the code."""
    found = await database.row(
        f"""{LISTED} where list.status = 'adopted' and list.from_on <= $2 and (list.organ = $1 or organ.level = 'municipal')
            order by (list.organ = $1) desc nulls last, list.from_on desc limit 1""",
        organ_id,
        day,
    )
    since = items.ITEM_LIST.since(day)
    if found is None:
        return Current(since.value, since.in_force_from, since.citation, doubt=since.doubt)
    return Current(
        await version(found["version"]),
        found["from_on"],
        since.citation,
        found["decree_number"],
        found["issued_by"],
        found["organ_name"],
    )


async def adopted() -> list[dict[str, Any]]:
    """All adopted versions, the newest first."""
    return await database.rows(
        f"{LISTED} where list.status = 'adopted' order by list.from_on desc, organ.position"
    )


async def drafts(actor: Actor) -> list[dict[str, Any]]:
    """Drafts within reach."""
    return await database.rows(
        f"{LISTED} where list.status = 'draft' and ($1::uuid is null or list.organ = $1) order by list.drafted_at",
        None if actor.is_municipal else actor.organ_id,
    )


async def one(actor: Actor, list_id: UUID) -> dict[str, Any]:
    """A version within reach with its items under `list`. Raises NotFound."""
    found = await database.row(f"{LISTED} where list.id = $1", list_id)
    if found is None or not actor.in_scope_of(found["organ"]):
        raise errors.NotFound
    return {**found, "list": list_of(found)}

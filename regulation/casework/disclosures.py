"""What is public now: searched, counted, one by one. What has ended is nobody's any more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.casework import publication

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

Row = dict[str, Any]
ORDERS = {
    "newest": "from_on desc, number desc",
    "oldest": "from_on, number",
    "number": "number",
}
_WHERE = f"""
    {publication.CURRENT}
    and ($2 = '' or number like '%' || $2 || '%' or coalesce(body->>'party', body->>'firm', '') like '%' || $2 || '%'
         or coalesce(body->>'code', body->>'uscc', '') = $2)
    and (cardinality($3::text[]) = 0 or kind = any($3))
    and (cardinality($4::text[]) = 0 or organ_name = any($4))
"""


async def search(
    *,
    today: date,
    q: str = "",
    kinds: Sequence[str] = (),
    organs: Sequence[str] = (),
    order: str = ORDERS["newest"],
    limit: int = 25,
    offset: int = 0,
) -> tuple[int, list[Row], dict[str, dict[str, int]]]:
    """What is public today: total, rows, counts by kind and organ under all other choices."""
    args = (today, q, list(kinds), list(organs))
    total = await database.value(f"select count(*) from publication where {_WHERE}", *args)  # noqa: S608
    rows = await database.rows(
        f"select * from publication where {_WHERE} order by {order}, id limit $5 offset $6",  # noqa: S608 - order is from ORDERS
        *args,
        limit,
        offset,
    )
    facets = {}
    for name, column, without in (
        ("kind", "kind", (today, q, [], list(organs))),
        ("organ", "organ_name", (today, q, list(kinds), [])),
    ):
        counted = await database.rows(
            f"select {column} as value, count(*) as n from publication where {_WHERE} group by 1 order by 2 desc, 1",  # noqa: S608
            *without,
        )
        facets[name] = {each["value"]: each["n"] for each in counted}
    return total, [publication.read(each, today=today) for each in rows], facets


async def one(publication_id: UUID, *, today: date) -> Row:
    """One publication, as long as it is public. Raises NotFound."""
    found = await database.row(
        f"select * from publication where {publication.CURRENT} and id = $2",  # noqa: S608
        today,
        publication_id,
    )
    if found is None:
        raise errors.NotFound("没有找到这条公示，或者公示期已经结束")
    return publication.read(found, today=today)


async def stands(matter_id: UUID, kind: str, *, today: date) -> bool:
    """Whether something of this kind is public today of a matter."""
    return bool(
        await database.value(
            f"select exists (select from publication where {publication.CURRENT} and matter_id = $2 and kind = $3)",  # noqa: S608
            today,
            matter_id,
            kind,
        )
    )

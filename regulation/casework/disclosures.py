"""What is public now: searched, counted, one by one. What has ended is nobody's any more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.casework import publication

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from uuid import UUID

Row = dict[str, Any]
ORDERS = {
    "newest": "from_on desc, number desc",
    "oldest": "from_on, number",
    "number": "number",
    "ends": "latest_end_on is null, latest_end_on, number",
}
#: What stays past its last day (why is said long before it), what has one, what has none.
END = """case when kept_reason <> '' and latest_end_on <= $1 then 'kept' when latest_end_on is null then 'open'
              else 'dated' end"""
#: What narrows the list, and the expression of each.
FACETS = {
    "kind": "kind",
    "organ": "organ_name",
    "class": "seriousness",
    "year": "to_char(from_on, 'YYYY')",
    "end": END,
}
_WHERE = f"""
    {publication.CURRENT}
    and ($2 = '' or number like '%' || $2 || '%' or coalesce(body->>'party', body->>'firm', '') like '%' || $2 || '%'
         or coalesce(body->>'code', body->>'uscc', '') = $2)
""" + "".join(
    f"    and (cardinality(${place}::text[]) = 0 or {expression} = any(${place}))\n"
    for place, expression in enumerate(FACETS.values(), 3)
)


async def search(
    *,
    today: date,
    q: str = "",
    chosen: Mapping[str, Sequence[str]] | None = None,
    order: str = ORDERS["newest"],
    limit: int = 25,
    offset: int = 0,
) -> tuple[int, list[Row], dict[str, dict[str, int]]]:
    """What is public today: total, rows, counts by each facet under all other choices."""
    given = {name: list((chosen or {}).get(name, ())) for name in FACETS}
    args = (today, q, *given.values())
    total = await database.value(f"select count(*) from publication where {_WHERE}", *args)  # noqa: S608
    rows = await database.rows(
        f"select * from publication where {_WHERE} order by {order}, id limit $8 offset $9",  # noqa: S608 - order is from ORDERS
        *args,
        limit,
        offset,
    )
    facets = {}
    for name, expression in FACETS.items():
        others = (given | {name: []}).values()
        counted = await database.rows(
            f"select {expression} as value, count(*) as n from publication where {_WHERE} group by 1 order by 2 desc, 1",  # noqa: S608
            today,
            q,
            *others,
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

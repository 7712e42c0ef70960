"""Reading matters that end licences; the one door to each."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.endings import permissions
from regulation.endings.status import OPEN, ORGANS_TURN, PRIVATE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from regulation.actor import Actor

Row = dict[str, Any]

_ENDING = """
    select ending.*, licence.number as licence_number, licence.kind as licence_kind, licence.status as licence_status,
           licence.organ as licence_organ, organ.code as organ_code, organ.name as organ_name,
           organ.name_en as organ_name_en
    from ending join licence on licence.id = ending.licence join organ on organ.id = ending.organ
"""


def _facts(found: Row | None) -> Row:
    if found is None:
        raise errors.NotFound
    return found | {"evidence": json.loads(found["evidence"] or "[]")}


async def for_update(ending_id: UUID) -> Row:
    """The matter, locked until the end of the transaction. Raises NotFound."""
    return _facts(await database.row(f"{_ENDING} where ending.id = $1 for update of ending", ending_id))


async def visible(actor: Actor, ending_id: UUID) -> Row:
    """The one door to a matter."""
    found = _facts(await database.row(f"{_ENDING} where ending.id = $1", ending_id))
    permissions.check_may_see(actor, found)
    return found


async def of_licence(licence_id: UUID) -> list[Row]:
    """Matters about one licence, the latest first."""
    found = await database.rows(
        f"{_ENDING} where ending.licence = $1 order by ending.created_at desc", licence_id
    )
    return [_facts(each) for each in found]


async def of_firm(firm_id: UUID) -> list[Row]:
    """Matters about a firm that it was told of, the latest first."""
    found = await database.rows(
        f"""{_ENDING} where ending.firm = $1 and (not (ending.status = any($2)) or ending.notice_sent_at is not null)
            order by ending.created_at desc""",
        firm_id,
        sorted(PRIVATE),
    )
    return [_facts(each) for each in found]


async def licence_by_number(actor: Actor, number: str) -> Row:
    """The licence such a matter is opened about, among those of the person's scope. Raises NotFound."""
    found = await database.row("select * from licence where number = $1", number.strip())
    if found is None or not actor.in_scope_of(found["organ"]):
        raise errors.NotFound
    return found


async def failed_check(licence_id: UUID) -> Row | None:
    """The check of a promise that was not passed, which a set-aside may rest on."""
    return await database.row(
        "select * from commitment_check where licence = $1 and status not in ('due', 'passed')", licence_id
    )


@dataclass(frozen=True, slots=True)
class Found:
    """One page of a list, the total, and the counts of each facet."""

    rows: list[Row]
    total: int
    facets: dict[str, list[tuple[str, int]]] = field(default_factory=dict)


_FACETS = {"kind": "$3", "status": "$4", "organ_code": "$5"}


async def endings(
    actor: Actor,
    *,
    q: str = "",
    kind: Sequence[str] = (),
    status: Sequence[str] = (),
    organ: Sequence[str] = (),
    sql_order: str = "opened_on desc",
    limit: int = 25,
    offset: int = 0,
) -> Found:
    """Matters in the person's scope, with facets counted under the other filters. `sql_order` is trusted text."""
    listed = f"""
        select *, (select min(due_on) from clock where matter_id = listed.id and met_on is null and stopped_reason = '')
               as due_on
        from ({_ENDING}) as listed
        where ($1::uuid is null or organ = $1 or licence_organ = $1)
          and ($2 = '' or strpos(lower(firm_name), lower($2)) > 0 or strpos(lower(number), lower($2)) > 0
               or strpos(licence_number, $2) > 0)"""  # noqa: S608 - written above
    conditions = {
        name: f"({place}::text[] is null or {name} = any({place}))" for name, place in _FACETS.items()
    }
    args = (
        None if actor.is_municipal else actor.organ_id,
        q.strip(),
        list(kind) or None,
        list(status) or None,
        list(organ) or None,
    )
    every = " and ".join(conditions.values())
    rows = await database.rows(
        f"""select *, count(*) over () as total from ({listed}) as found where {every}
            order by {sql_order}, number limit $6 offset $7""",  # noqa: S608 - trusted text
        *args,
        limit,
        offset,
    )
    facets = {}
    for name, place in _FACETS.items():
        others = " and ".join(text for key, text in conditions.items() if key != name)
        counted = await database.rows(
            f"""select {name} as value, count(*) as n from ({listed}) as found
                where {others} and {place}::text[] is not distinct from {place} group by 1 order by 2 desc, 1""",  # noqa: S608
            *args,
        )
        facets[name] = [(each["value"], each["n"]) for each in counted]
    return Found([_facts(each) for each in rows], rows[0]["total"] if rows else 0, facets)


async def waiting(organ_id: UUID, statuses: Sequence[str]) -> list[Row]:
    """Open matters of an organ in these states, with the day their clock gives."""
    return await database.rows(
        f"""select found.*, next.due_on, next.is_provisional
            from ({_ENDING} where ending.organ = $1 and ending.status = any($2)) as found
            left join lateral (select due_on, is_provisional from clock
                               where matter_id = found.id and met_on is null and stopped_reason = ''
                               order by due_on limit 1) as next on true
            order by next.due_on nulls last, found.number""",  # noqa: S608 - written above
        organ_id,
        [each for each in statuses if each in ORGANS_TURN],
    )


async def silent(today: date) -> list[UUID]:
    """Matters whose holder let the time to state a view pass."""
    found = await database.rows(
        "select id from ending where status = 'told' and heard_by < $1 order by heard_by, number", today
    )
    return [each["id"] for each in found]


async def has_open(licence_id: UUID) -> bool:
    found: bool = await database.value(
        "select exists (select from ending where licence = $1 and status = any($2))", licence_id, sorted(OPEN)
    )
    return found

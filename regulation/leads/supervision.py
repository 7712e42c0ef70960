"""Officials' late acts, for who supervises them: what was due, what was done when, by whom, and under which article."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.leads.rules_clocks import OFFICIAL
from regulation.roles import Role

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from regulation.actor import Actor

Row = dict[str, Any]
SUPERVISORS = frozenset({Role.DIRECTOR, Role.AUDITOR})
ORDERS = {
    "late": "late.due_on, late.id",
    "newest": "late.due_on desc, late.id",
    "organ": "late.organ_code, late.due_on, late.id",
}

#: A clock that stands still is not late; one that was met is late when the day it was met lies past its last day.
_LATE = """
    (select clock.id, clock.matter_kind, clock.matter_id, clock.kind, clock.due_on, clock.met_on, clock.citation,
            clock.is_provisional, organ.code as organ_code, organ.name as organ_name,
            clock.matter_kind || '/' || clock.kind as act,
            case when clock.met_on is null then 'open' else 'done' end as state
       from clock join organ on organ.id = clock.organ_id
      where clock.stopped_reason = '' and ($1::uuid is null or clock.organ_id = $1)
        and (clock.matter_kind, clock.kind) in (select * from unnest($2::text[], $3::text[]))
        and clock.due_on >= $4 and clock.due_on < $5
        and (clock.met_on > clock.due_on
             or (clock.met_on is null and not (jsonb_array_length(clock.pauses) > 0 and clock.pauses -> -1 ->> 1 is null)))
    ) as late
"""
_WHERE = """
    (cardinality($6::text[]) = 0 or late.organ_code = any($6))
    and (cardinality($7::text[]) = 0 or late.act = any($7))
    and (cardinality($8::text[]) = 0 or late.state = any($8))
"""
_FACETS = {"organ": "late.organ_code", "act": "late.act", "state": "late.state"}


def check_may_see(actor: Actor) -> None:
    """The director and the auditor, of the own organ; the city's of all. Raises NotFound."""
    if not actor.is_official or not actor.holds(*SUPERVISORS):
        raise errors.NotFound


def _args(actor: Actor, since: date, today: date, chosen: Mapping[str, Sequence[str]]) -> list[Any]:
    return [
        None if actor.is_municipal else actor.organ_id,
        [matter for matter, _kind in OFFICIAL],
        [kind for _matter, kind in OFFICIAL],
        since,
        today,
        *(list(chosen.get(name, ())) for name in _FACETS),
    ]


async def late(
    actor: Actor,
    *,
    since: date,
    today: date,
    chosen: Mapping[str, Sequence[str]],
    order: str = ORDERS["late"],
    limit: int = 25,
    offset: int = 0,
) -> tuple[int, list[Row], dict[str, dict[str, int]]]:
    """Late acts whose last day lies in [since, today): total, rows with who acted, and the counts of each facet."""
    check_may_see(actor)
    args = _args(actor, since, today, chosen)
    total = await database.value(f"select count(*) from {_LATE} where {_WHERE}", *args)  # noqa: S608
    # Who: the official whose act came late, else the one who acted last before the day ran out.
    rows = await database.rows(
        f"""select late.*, acted.actor_name, acted.actor_role, acted.at as acted_at, application.number as application_number
              from {_LATE} left join application on application.id = late.matter_id left join lateral (
                   select actor_name, actor_role, at from case_log
                    where case_log.matter_kind = late.matter_kind and case_log.matter_id = late.matter_id
                      and case_log.actor_organ <> '' and case_log.person_id is not null
                      and (late.met_on is null or (at at time zone 'Asia/Shanghai')::date <= late.met_on)
                    order by case_log.id desc limit 1) as acted on true
             where {_WHERE} order by {order} limit $9 offset $10""",  # noqa: S608 - order is from ORDERS
        *args,
        limit,
        offset,
    )
    facets: dict[str, dict[str, int]] = {}
    for name, column in _FACETS.items():
        without = {other: picked for other, picked in chosen.items() if other != name}
        counted = await database.rows(
            f"select {column} as value, count(*) as n from {_LATE} where {_WHERE} group by 1 order by 2 desc, 1",  # noqa: S608
            *_args(actor, since, today, without),
        )
        facets[name] = {each["value"]: each["n"] for each in counted}
    return total, rows, facets


async def numbers(rows: Sequence[Row]) -> dict[UUID, str]:
    """The number of each matter in `rows`, by its id; a check of a promise goes by its licence's."""
    found: dict[UUID, str] = {}
    for kind in sorted({each["matter_kind"] for each in rows}):
        named = await database.rows(
            "select c.id, l.number from commitment_check as c join licence as l on l.id = c.licence where c.id = any($1)"
            if kind == "commitment_check"
            else f"select id, number from {kind} where id = any($1)",  # noqa: S608 - a kind of OFFICIAL
            [each["matter_id"] for each in rows if each["matter_kind"] == kind],
        )
        found |= {each["id"]: each["number"] for each in named}
    return found


async def table(actor: Actor, *, since: date, today: date) -> list[Row]:
    """How many acts came late, per organ and act: done late, and still open."""
    check_may_see(actor)
    return await database.rows(
        f"""select late.organ_code, late.organ_name, late.act, count(*) filter (where late.state = 'done') as done,
                   count(*) filter (where late.state = 'open') as open
              from {_LATE} where {_WHERE} group by 1, 2, 3 order by count(*) desc, 1, 3""",  # noqa: S608
        *_args(actor, since, today, {}),
    )

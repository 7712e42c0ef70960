"""Published results and their corrections."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from regulation import database
from regulation.casework import publication

if TYPE_CHECKING:
    from uuid import UUID

    from regulation.actor import Actor


async def corrections(task_id: UUID) -> list[dict[str, Any]]:
    """Corrections of a visit's result, oldest first, those that wait and those declined among them."""
    return await database.rows(
        "select * from result_correction where task = $1 order by proposed_at, number", task_id
    )


async def corrections_waiting(actor: Actor) -> list[dict[str, Any]]:
    """Corrections that wait for a decider of the actor's organ."""
    return await database.rows(
        """select correction.*, task.number as task_number, firm.name as firm_name
           from result_correction as correction join inspection_task as task on task.id = correction.task
                join firm on firm.id = task.firm
           where correction.status = 'proposed' and task.organ = $1 order by correction.proposed_at""",
        actor.organ_id,
    )


#: A result is corrected where a later entry about the same task was published.
RESULTS = f"""
select publication.*, later.number as corrected_by
from publication
     left join lateral (
         select correction.number from result_correction as correction
         where correction.status = 'published'
           and correction.task = coalesce((select own.task from result_correction as own
                                           where publication.matter_kind = 'result_correction'
                                             and own.id = publication.matter_id), publication.matter_id)
           and correction.id <> publication.matter_id
           and correction.decided_at > coalesce((select own.decided_at from result_correction as own
                                                 where publication.matter_kind = 'result_correction'
                                                   and own.id = publication.matter_id), '-infinity')
         order by correction.decided_at limit 1) as later on true
where publication.kind = 'inspection_result' and {publication.CURRENT}
"""  # noqa: S608 - a constant of this file


def _read(found: dict[str, Any]) -> dict[str, Any]:
    body = json.loads(found["body"])
    return {**found, "body": body, "visited_on": date.fromisoformat(body["visited_on"])}


async def of_firm(firm_id: UUID, *, today: date, limit: int = 50) -> list[dict[str, Any]]:
    """A firm's results that are public today, newest first, each with the entry that corrected it."""
    found = await database.rows(
        f"{RESULTS} and publication.firm_id = $2 order by from_on desc, publication.number desc limit $3",
        today,
        firm_id,
        limit,
    )
    return [_read(each) for each in found]


async def corrected_by(publication_id: UUID, *, today: date) -> dict[str, Any] | None:
    """The public entry that corrected this one: its id and number; None where it stands."""
    found = await database.row(f"{RESULTS} and publication.id = $2", today, publication_id)
    if found is None or found["corrected_by"] is None:
        return None
    return await database.row(
        f"select id, number from publication where kind = 'inspection_result' and number = $2 and {publication.CURRENT}",  # noqa: S608
        today,
        found["corrected_by"],
    )


async def public_results(
    *,
    today: date,
    q: str = "",
    outcomes: list[str] | None = None,
    organs: list[str] | None = None,
    limit: int | None = None,
    offset: int = 0,
) -> tuple[int, list[dict[str, Any]], dict[str, dict[str, int]]]:
    """Results that are public today, newest first: total, rows, counts per result and organ.

    Each row says under `corrected_by` by which entry it was corrected, if it was.
    """
    where = """ and ($2 = '' or publication.number like '%' || $2 || '%' or body->>'firm' like '%' || $2 || '%'
                     or body->>'uscc' = $2)"""
    narrow = {
        "outcome": " and (cardinality($3::text[]) = 0 or body->>'outcome' = any($3))",
        "organ": " and (cardinality($4::text[]) = 0 or organ_name = any($4))",
    }
    args = (today, q, outcomes or [], organs or [])
    whole = f"{RESULTS}{where}{''.join(narrow.values())}"
    total: int = await database.value(f"select count(*) from ({whole}) as found", *args)  # noqa: S608
    rows = await database.rows(
        f"{whole} order by from_on desc, publication.number desc limit $5 offset $6", *args, limit, offset
    )
    facets = {}
    for name, column in (("outcome", "body->>'outcome'"), ("organ", "organ_name")):
        others = "".join(text for key, text in narrow.items() if key != name)
        typed = " and $3::text[] is not null and $4::text[] is not null"
        counted = await database.rows(
            f"select {column} as value, count(*) as n from ({RESULTS}{where}{others}{typed}) as found group by 1 order by 2 desc, 1",  # noqa: S608
            *args,
        )
        facets[name] = {each["value"]: each["n"] for each in counted}
    return total, [_read(each) for each in rows], facets

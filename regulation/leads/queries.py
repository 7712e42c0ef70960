"""Reading leads: the one door, the desk's list, what waits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.casework import at_hand
from regulation.complaints import sealing
from regulation.leads import permissions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from regulation.actor import Actor

Row = dict[str, Any]
_LIVE = "('recorded', 'standard_met', 'dismissal_proposed')"
#: Sort names of the desk's list.
ORDERS = {
    "due": "lead.is_urgent desc, due.due_on nulls last, lead.raised_at",
    "newest": "lead.raised_at desc",
    "number": "lead.number",
    "party": "lead.party_name",
}


async def for_update(lead_id: UUID) -> Row:
    """The lead, locked for the caller's transaction. Raises NotFound."""
    found = await database.row("select * from case_lead where id = $1 for update", lead_id)
    if found is None:
        raise errors.NotFound
    at_hand.take("case_lead", lead_id)
    return found


async def by_number_for_update(number: str, organ_id: UUID) -> Row | None:
    """A live lead of an organ by its own number, locked."""
    return await database.row(
        f"select * from case_lead where number = $1 and organ = $2 and status in {_LIVE} for update",  # noqa: S608
        number,
        organ_id,
    )


async def live_of(
    organ_id: UUID, source_kind: str, source_number: str, firm_id: UUID | None, party_name: str
) -> Row | None:
    """The live lead of a source about a party; None for a source without a number: that is never the same twice."""
    if not source_number:
        return None
    return await database.row(
        f"""select id, number from case_lead
            where organ = $1 and source_kind = $2 and source_number = $3 and status in {_LIVE}
              and (case when $4::uuid is null then firm is null and party_name = $5 else firm = $4 end)
            order by split_from nulls first, raised_at limit 1""",  # noqa: S608
        organ_id,
        str(source_kind),
        source_number,
        firm_id,
        party_name,
    )


async def visible(actor: Actor, lead_id: UUID) -> Row:
    """The one door to a lead: NotFound unless it is within the reader's organ."""
    found = await database.row(
        """select lead.*, organ.name as organ_name, firm.number as firm_number, target.number as merged_number,
                  origin.number as split_number
             from case_lead as lead join organ on organ.id = lead.organ left join firm on firm.id = lead.firm
                  left join case_lead as target on target.id = lead.merged_into
                  left join case_lead as origin on origin.id = lead.split_from
            where lead.id = $1""",
        lead_id,
    )
    if found is None:
        raise errors.NotFound
    permissions.check_may_see(actor, found)
    at_hand.take("case_lead", lead_id)
    return found


async def related(lead: Row) -> list[Row]:
    """Leads that were joined into it, or divided from it, and the other live ones about the same party in its organ."""
    return await database.rows(
        f"""select id, number, status, source_kind, party_name,
                   case when merged_into = $1 then 'merged' when split_from = $1 then 'split' else 'same' end as how
              from case_lead as lead
             where organ = $2 and id <> $1
               and (merged_into = $1 or split_from = $1 or (status in {_LIVE} and
                    (case when $3::uuid is null then party_name = $4 else firm = $3 end)))
             order by raised_at limit 50""",  # noqa: S608
        lead["id"],
        lead["organ"],
        lead["firm"],
        lead["party_name"],
    )


_FROM = """case_lead as lead join organ on organ.id = lead.organ left join lateral (
               select due_on, is_provisional, clock.kind, clock.period ->> 'unit' as unit from clock
               where clock.matter_id = lead.id and met_on is null and stopped_reason = ''
               order by due_on limit 1) as due on true"""
_WHERE = """
    ($1::uuid is null or lead.organ = $1)
    and ($2 = '' or lead.number like '%' || $2 || '%' or lead.party_name like '%' || $2 || '%'
         or lead.source_number like '%' || $2 || '%')
    and (cardinality($3::text[]) = 0 or lead.status = any($3))
    and (cardinality($4::text[]) = 0 or lead.source_kind = any($4))
    and (cardinality($5::text[]) = 0 or organ.code = any($5))
    and (cardinality($6::text[]) = 0 or (lead.alarmed_on is not null) = ('alarm' = any($6)))
"""
_FACETS = {
    "status": "lead.status",
    "source": "lead.source_kind",
    "organ": "organ.code",
    "alarm": "case when lead.alarmed_on is null then 'none' else 'alarm' end",
}


async def search(
    actor: Actor,
    *,
    q: str = "",
    chosen: Mapping[str, Sequence[str]],
    order: str = ORDERS["due"],
    limit: int = 25,
    offset: int = 0,
) -> tuple[int, list[Row], dict[str, dict[str, int]]]:
    """Leads within reach: total, rows, and the counts of each facet under all other choices."""
    reach = None if actor.is_municipal else actor.organ_id
    picked = {name: list(chosen.get(name, ())) for name in _FACETS}
    args = (reach, q, *picked.values())
    total = await database.value(f"select count(*) from {_FROM} where {_WHERE}", *args)  # noqa: S608
    rows = await database.rows(
        f"""select lead.id, lead.number, lead.status, lead.source_kind, lead.source_number, lead.party_name, lead.firm,
                   lead.violations, lead.is_urgent, lead.raised_on, lead.alarmed_on, lead.case_number,
                   organ.name as organ_name, due.due_on, due.is_provisional, due.kind as due_kind, due.unit
              from {_FROM} where {_WHERE} order by {order}, lead.id limit $7 offset $8""",  # noqa: S608
        *args,
        limit,
        offset,
    )
    facets: dict[str, dict[str, int]] = {}
    for name, column in _FACETS.items():
        without = [reach, q, *([] if other == name else picked[other] for other in _FACETS)]
        counted = await database.rows(
            f"select {column} as value, count(*) as n from {_FROM} where {_WHERE} group by 1 order by 2 desc, 1",  # noqa: S608
            *without,
        )
        facets[name] = {each["value"]: each["n"] for each in counted}
    return total, rows, facets


async def waiting(organ_id: UUID) -> list[Row]:
    """Live leads of an organ with the day that comes next, the most urgent first."""
    return await database.rows(
        f"""select lead.id, lead.number, lead.status, lead.source_kind, lead.party_name, due.due_on, due.is_provisional,
                   due.unit
              from {_FROM} where lead.organ = $1 and lead.status in {_LIVE}
             order by lead.is_urgent desc, due.due_on nulls last, lead.number""",  # noqa: S608
        organ_id,
    )


async def checks(lead: Row) -> list[Row]:
    """Inspections that were asked for because of this lead, and what the visit found."""
    return await database.rows(
        """select asked.id, asked.number, asked.status, asked.recorded_at, task.id as task_id, task.number as task_number,
                  task.outcome
             from inspection_lead as asked left join inspection_task as task on task.lead = asked.id
            where asked.source_number = $1 and asked.firm = $2 order by asked.recorded_at""",
        lead["number"],
        lead["firm"],
    )


async def sources_behind(number: str) -> list[str]:
    """What a case or an order with this source goes back to: the number itself, and where it is a lead's, the numbers that
    this lead and those merged into it or divided from it came from.
    """
    rows = await database.rows(
        """with recursive tree as (
               select id, merged_into, split_from, source_number from case_lead where number = $1
               union
               select lead.id, lead.merged_into, lead.split_from, lead.source_number
                 from tree join case_lead as lead on lead.merged_into = tree.id or lead.id = tree.split_from)
           select distinct source_number from tree where source_number <> ''""",
        number,
    )
    return [number, *(each["source_number"] for each in rows)]


async def check_reporter_unnamed(number: str, **said: str) -> None:
    """No words of an official that follow from a report name the reporter, however many leads lie between. Raises Invalid."""
    for each in await sources_behind(number):
        await sealing.check_reporter_unnamed(each, **said)


async def case_id(case_number: str) -> UUID | None:
    """The case that a lead led to."""
    found: UUID | None = await database.value("select id from penalty_case where number = $1", case_number)
    return found


async def of_case(case_number: str) -> Row | None:
    """The lead a case goes back to."""
    return await database.row(
        "select id, number, source_kind, source_number from case_lead where case_number = $1 order by raised_at limit 1",
        case_number,
    )

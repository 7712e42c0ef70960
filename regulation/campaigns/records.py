"""What our own records and the departments' lines come to: the facts of the cube."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import database
from regulation.campaigns import queries
from regulation.campaigns.rules.cube import Fact, by_area
from regulation.campaigns.status import Department, Measure

if TYPE_CHECKING:
    from datetime import date

Row = dict[str, Any]
_OF = "from campaign_matter as taken join {table} as matter on matter.id = taken.matter and taken.kind = '{kind}'"
_LIVING = "taken.campaign = $1 and taken.left_at is null"
#: A decision that stands: what was quashed counts for nothing.
_DECIDED = "matter.status in ('decided', 'served', 'closed') and matter.decided_on between $2 and $3"

#: Measure -> rows of day, area, target, violation, outcome, value, party. Everything counts from the first day of the campaign
#: to the day of the count; matters were done within its period, what followed from them may come later.
FACTS: tuple[tuple[Measure, str], ...] = (
    (
        Measure.VISITS,
        f"""select taken.day, taken.area, taken.target, '' as violation, matter.outcome, 1 as value,
                   'firm ' || matter.firm as party {_OF.format(table="inspection_task", kind="task")}
             where {_LIVING} and taken.day between $2 and $3""",
    ),
    (
        Measure.ORDERS,
        f"""select taken.day, taken.area, taken.target, matter.violation, matter.status as outcome, 1 as value, '' as party
                   {_OF.format(table="correction_order", kind="order")}
             where {_LIVING} and taken.day between $2 and $3 and matter.status <> 'withdrawn'""",
    ),
    (
        Measure.CASES,
        f"""select taken.day, taken.area, taken.target, matter.violation, matter.status as outcome, 1 as value, '' as party
                   {_OF.format(table="penalty_case", kind="case")}
             where {_LIVING} and taken.day between $2 and $3 and matter.status not in ('withdrawn', 'quashed')""",
    ),
    (
        Measure.LEADS,
        f"""select taken.day, taken.area, taken.target, coalesce(matter.violations[1], '') as violation,
                   matter.status as outcome, 1 as value, '' as party {_OF.format(table="case_lead", kind="lead")}
             where {_LIVING} and taken.day between $2 and $3 and matter.status <> 'merged'""",
    ),
    (
        Measure.CLUSTERS,
        f"""select taken.day, taken.area, taken.target, '' as violation, matter.status as outcome, 1 as value, '' as party
                   {_OF.format(table="radar_cluster", kind="cluster")}
             where {_LIVING} and taken.day between $2 and $3 and matter.status <> 'merged'""",
    ),
    (
        Measure.ACCOUNTS,
        f"""select taken.day, taken.area, taken.target, '' as violation, matter.status as outcome, 1 as value, '' as party
                   {_OF.format(table="recruiter_account", kind="account")}
             where {_LIVING} and taken.day between $2 and $3""",
    ),
    (
        Measure.FINES,
        f"""select matter.decided_on as day, taken.area, taken.target, matter.violation, matter.status as outcome,
                   matter.fine as value, '' as party {_OF.format(table="penalty_case", kind="case")}
             where {_LIVING} and {_DECIDED} and matter.fine > 0""",
    ),
    (
        Measure.CONFISCATED,
        f"""select matter.decided_on as day, taken.area, taken.target, matter.violation, matter.status as outcome,
                   matter.confiscated as value, '' as party {_OF.format(table="penalty_case", kind="case")}
             where {_LIVING} and {_DECIDED} and matter.confiscated > 0""",
    ),
    (
        Measure.REFUNDS,
        f"""select refund.refunded_on as day, taken.area, taken.target, matter.violation, matter.status as outcome,
                   refund.amount as value, '' as party {_OF.format(table="penalty_case", kind="case")}
                   join case_victim as victim on victim.case_id = matter.id and victim.struck_at is null
                   join case_refund as refund on refund.victim = victim.id
             where {_LIVING} and refund.refunded_on between $2 and $3""",
    ),
    (
        Measure.CLOSED,
        f"""select matter.decided_on as day, taken.area, taken.target, matter.violation, matter.status as outcome,
                   1 as value, '' as party {_OF.format(table="penalty_case", kind="case")}
             where {_LIVING} and {_DECIDED} and 'close' = any(matter.measures)""",
    ),
    (
        Measure.REVOKED,
        f"""select matter.decided_on as day, taken.area, taken.target, matter.violation, matter.status as outcome,
                   1 as value, '' as party {_OF.format(table="penalty_case", kind="case")}
                   cross join unnest(matter.measures) as each
             where {_LIVING} and {_DECIDED} and each in ('revoke', 'revoke_dispatch')""",
    ),
)
_TALLIES = """
select day, area, department, target, violation, measure, value from campaign_tally as tally
 where campaign = $1 and day between $2 and $3 and not is_struck
   and not exists (select from campaign_tally as later where later.corrects = tally.id)
 order by serial
"""


async def facts(campaign: Row, *, until: date, area: str = "") -> list[Fact]:
    """Everything that counts up to a day; of one area where one is named."""
    found: list[Fact] = []
    for measure, sql in FACTS:
        found += [
            Fact(measure=str(measure), department=str(Department.HRSS), **each)
            for each in await database.rows(sql, campaign["id"], campaign["from_on"], until)
        ]
    found += [
        Fact(**each) for each in await database.rows(_TALLIES, campaign["id"], campaign["from_on"], until)
    ]
    return by_area(found, area) if area else found


async def shown(campaign: Row, *, today: date, area: str = "") -> list[Fact]:
    """The facts that a page shows: as frozen once the campaign is closed, else as they are today."""
    count = await queries.count_of(campaign["id"])
    if count is None:
        return await facts(campaign, until=today, area=area)
    kept: list[Fact] = count["facts"]
    return by_area(kept, area) if area else kept

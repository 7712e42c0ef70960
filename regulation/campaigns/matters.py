"""Matters of this register that can be of a campaign: one question over all six kinds, and which are proposed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import database
from regulation.campaigns.rules.tallies import target_of
from regulation.campaigns.status import MatterKind
from regulation.penalties.rules.violations import VIOLATIONS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

Row = dict[str, Any]
#: A group of the radar is suspected of the one thing that the radar looks for.
UNLICENSED = "V-01"
_DAY = "at time zone 'Asia/Shanghai')::date"
#: Registrations that hold, by which a party is an agency or a dispatcher.
_HOLDS = """array(select distinct entry.kind from registration_entry as entry
                   where entry.firm = {firm} and entry.status in ('valid', 'renewal_pending')
                     and entry.kind in ('hr_licence', 'dispatch_licence', 'filing'))"""


def _part(kind: str, *, day: str, party: str, violations: str, source: str, firm: str = "null::uuid") -> str:
    held = _HOLDS.format(firm=firm) if firm != "null::uuid" else "array[]::varchar[]"
    return f"""select '{kind}' as kind, matter.id, {party} as party, {day} as day, {violations} as violations,
                      {firm} as firm, {held} as held, matter.organ, {source}"""


#: A visit that took place; an order that is not withdrawn; a case that was opened; a lead, a group of the radar that is
#: not merged; an account whose suspension was asked for.
PARTS: dict[MatterKind, str] = {
    MatterKind.TASK: _part(
        "task",
        day=f"(matter.started_at {_DAY}",
        party="firm.name",
        violations="array[]::varchar[]",
        source="""matter.number from inspection_task as matter join firm on firm.id = matter.firm
            where matter.started_at is not null and matter.status not in ('carried', 'replaced')""",
        firm="matter.firm",
    ),
    MatterKind.ORDER: _part(
        "order",
        day="matter.issued_on",
        party="matter.party_name",
        violations="array[matter.violation]::varchar[]",
        source="matter.number from correction_order as matter where matter.status <> 'withdrawn'",
        firm="matter.firm",
    ),
    MatterKind.CASE: _part(
        "case",
        day="matter.opened_on",
        party="matter.party_name",
        violations="array[matter.violation]::varchar[]",
        source="""matter.number from penalty_case as matter
            where matter.opened_on is not null and matter.status not in ('withdrawn', 'quashed')""",
        firm="matter.firm",
    ),
    MatterKind.LEAD: _part(
        "lead",
        day="matter.raised_on",
        party="matter.party_name",
        violations="matter.violations",
        source="matter.number from case_lead as matter where matter.status <> 'merged'",
        firm="matter.firm",
    ),
    MatterKind.CLUSTER: _part(
        "cluster",
        day=f"(matter.opened_at {_DAY}",
        party="matter.name",
        violations=f"array['{UNLICENSED}']::varchar[]",
        source="'C' || lpad(matter.serial::text, 6, '0') as number from radar_cluster as matter where matter.status <> 'merged'",
    ),
    MatterKind.ACCOUNT: _part(
        "account",
        day=f"(said.at {_DAY}",
        party="matter.firm_name",
        violations="array[]::varchar[]",
        source="""matter.number from recruiter_account as matter join (
               select matter_id, max(at) as at from case_log where matter_kind = 'recruiter_account' and action = 'suspend'
                group by matter_id) as said on said.matter_id = matter.id""",
        firm="matter.firm",
    ),
}
_ALL = " union all ".join(PARTS.values())
_FOUND = """
select found.*, organ.code as area, other.campaign as taken_by_campaign
  from ({matters}) as found join organ on organ.id = found.organ
       left join campaign_matter as other on other.kind = found.kind and other.matter = found.id and other.left_at is null
"""

_OF_A_DRAW = (
    _FOUND.format(matters=PARTS[MatterKind.TASK])  # noqa: S608 - constants
    + """where found.id in (select task.id from inspection_task as task join inspection_draw as draw on draw.id = task.draw
                left join special_inspection as special on special.id = draw.special
               where draw.draw_id = $1 or special.number = $1)
          order by found.number"""
)


def _told(found: Row) -> Row:
    capacities = {
        str(each) for key in found["violations"] if key in VIOLATIONS for each in VIOLATIONS[key].who
    }
    return {
        **found,
        "target": target_of(set(found["held"]), capacities, is_account=found["kind"] == MatterKind.ACCOUNT),
    }


async def proposed(
    campaign: Row, *, area: str = "", kinds: Sequence[str] = (), limit: int = 200
) -> list[Row]:
    """Matters of the period, the areas and the violations of a campaign that stand in none yet, the newest first.

    Visits and accounts name no violation: period and area propose them. A person takes each.
    """
    wanted = [PARTS[each] for each in MatterKind if not kinds or each in kinds]
    found = await database.rows(
        _FOUND.format(matters=" union all ".join(wanted))
        + """where organ.code = any($1::varchar[]) and ($2 = '' or organ.code = $2) and found.day between $3 and $4
               and other.id is null and (cardinality(found.violations) = 0 or found.violations && $5::varchar[])
             order by found.day desc, found.kind, found.number limit $6""",
        campaign["areas"],
        area,
        campaign["from_on"],
        campaign["until_on"],
        campaign["violations"],
        limit,
    )
    return [_told(each) for each in found]


async def by_id(kind: str, matter_id: UUID) -> Row | None:
    """One matter, with the campaign that has it already."""
    found = await database.row(
        _FOUND.format(matters=PARTS[MatterKind(kind)]) + "where found.id = $1", matter_id
    )
    return found and _told(found)


async def by_number(number: str) -> list[Row]:
    """Whatever bears a number: one matter, or every visit of a special inspection or of a draw."""
    found = await database.rows(_FOUND.format(matters=_ALL) + "where found.number = $1", number)
    if not found:
        found = await database.rows(
            _OF_A_DRAW,
            number,
        )
    return [_told(each) for each in found]

"""Campaigns as the desk and the public see them, their matters and figures."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.campaigns import permissions
from regulation.campaigns.rules.comparing import Year, merged
from regulation.campaigns.rules.cube import Cell, thawed, totals
from regulation.campaigns.status import PUBLIC
from regulation.casework import at_hand

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from regulation.actor import Actor

Row = dict[str, Any]
CAMPAIGN = """
select campaign.*, organ.name as organ_name, organ.code as organ_code, organ.short as organ_short, organ.reviewer,
       organ.level as organ_level, plan.number as plan_number, plan.status as plan_status, plan.year as plan_year
  from campaign join organ on organ.id = campaign.organ left join inspection_plan as plan on plan.id = campaign.plan
"""


async def of_actor(
    actor: Actor, *, q: str = "", statuses: Sequence[str] = (), limit: int, offset: int = 0
) -> tuple[int, list[Row]]:
    """Campaigns within reach, the newest first."""
    organ = permissions.check_reads(actor)
    found = await database.rows(
        f"""select *, count(*) over () as total from ({CAMPAIGN}) as campaign
             where ($1 or organ = $2 or ($3 = any(areas) and status not in ('draft', 'discarded')))
               and ($4 = '' or position($4 in name) > 0 or position($4 in number) > 0)
               and (cardinality($5::varchar[]) = 0 or status = any($5))
             order by from_on desc, number desc limit $6 offset $7""",  # noqa: S608 - a constant
        actor.is_municipal,
        organ,
        actor.organ_code,
        q,
        list(statuses),
        limit,
        offset,
    )
    return (found[0]["total"] if found else 0), found


async def one(actor: Actor, campaign_id: UUID) -> Row:
    """A campaign within reach. Raises NotFound."""
    permissions.check_reads(actor)
    found = await database.row(f"{CAMPAIGN} where campaign.id = $1", campaign_id)
    if found is None or not permissions.may_see(actor, found):
        raise errors.NotFound
    at_hand.take("campaign", campaign_id)
    return found


async def for_update(actor: Actor, campaign_id: UUID) -> Row:
    """As `one`, held until the transaction ends."""
    permissions.check_reads(actor)
    found = await database.row(f"{CAMPAIGN} where campaign.id = $1 for update of campaign", campaign_id)
    if found is None or not permissions.may_see(actor, found):
        raise errors.NotFound
    at_hand.take("campaign", campaign_id)
    return found


async def plans_of(organ_id: UUID, year: int) -> list[Row]:
    """Adopted plans of an organ for a year, on which a campaign can stand."""
    return await database.rows(
        "select id, number, title, year from inspection_plan where organ = $1 and year = $2 and status = 'adopted'",
        organ_id,
        year,
    )


async def plan(plan_id: UUID | None, organ_id: UUID) -> Row:
    """Status and year of a plan of the organ; both None where there is none."""
    found = await database.row(
        "select status, year from inspection_plan where id = $1 and organ = $2", plan_id, organ_id
    )
    return found or {"status": None, "year": None}


async def matters(campaign: Row, *, area: str = "", limit: int = 300) -> list[Row]:
    """What is counted in a campaign, the newest first."""
    return await database.rows(
        """select * from campaign_matter where campaign = $1 and left_at is null and ($2 = '' or area = $2)
            order by day desc, kind, number limit $3""",
        campaign["id"],
        area,
        limit,
    )


async def matter_counts(campaign: Row, *, area: str = "") -> dict[str, int]:
    """How many of each kind."""
    return {
        each["kind"]: each["n"]
        for each in await database.rows(
            """select kind, count(*) as n from campaign_matter
                where campaign = $1 and left_at is null and ($2 = '' or area = $2) group by kind""",
            campaign["id"],
            area,
        )
    }


async def tallies(campaign: Row, *, area: str = "", limit: int = 300) -> list[Row]:
    """Every line that was entered, the newest first, each with whether another took its place."""
    return await database.rows(
        """select tally.*, later.serial as corrected_by, earlier.serial as corrects_serial
             from campaign_tally as tally left join campaign_tally as later on later.corrects = tally.id
                  left join campaign_tally as earlier on earlier.id = tally.corrects
            where tally.campaign = $1 and ($2 = '' or tally.area = $2) order by tally.serial desc limit $3""",
        campaign["id"],
        area,
        limit,
    )


async def count_of(campaign_id: UUID) -> Row | None:
    """The frozen count of a closed campaign."""
    found = await database.row("select * from campaign_count where campaign = $1", campaign_id)
    return found and {**found, "facts": thawed(json.loads(found["facts"]))}


async def earlier(campaign: Row) -> list[Year]:
    """Earlier years of the same name: counted by this register, else copied from paper."""
    counted = await database.rows(
        """select campaign.year, count.facts from campaign join campaign_count as count on count.campaign = campaign.id
            where campaign.organ = $1 and campaign.name = $2 and campaign.status = 'reported'
            order by campaign.year, campaign.reported_on""",
        campaign["organ"],
        campaign["name"],
    )
    copied: dict[int, Year] = {}
    for each in await entered_years(campaign["organ"], campaign["name"]):
        before = copied.get(each["year"])
        said = {**(before.totals if before else {}), each["measure"]: _cell(each["value"])}
        sources = (before.source.split("；") if before else []) + [each["source"]]
        copied[each["year"]] = Year(each["year"], said, True, "；".join(dict.fromkeys(sources)))
    own = [Year(each["year"], totals(thawed(json.loads(each["facts"])))) for each in counted]
    return merged(own, list(copied.values()), before=campaign["year"])


def _cell(value: Any) -> Cell:
    return Cell() if value is None else Cell(value)


async def entered_years(organ_id: UUID, name: str) -> list[Row]:
    """The lines that hold of what was copied from paper, by year and measure."""
    return await database.rows(
        """select distinct on (year, measure) * from campaign_earlier where organ = $1 and name = $2
            order by year, measure, serial desc""",
        organ_id,
        name,
    )


async def waiting(actor: Actor, today: date) -> list[Row]:
    """Campaigns of the person's organ in which the next act is this person's."""
    permissions.check_reads(actor)
    found = await database.rows(
        f"""{CAMPAIGN} where campaign.organ = $1 and (campaign.status in ('draft', 'closed')
                or (campaign.status = 'approved' and campaign.from_on <= $2)
                or (campaign.status = 'running' and campaign.until_on < $2))
            order by campaign.from_on, campaign.number""",
        actor.organ_id,
        today,
    )
    return [each for each in found if _is_turn_of(actor, each)]


def _is_turn_of(actor: Actor, campaign: Row) -> bool:
    step = {"draft": "approve", "closed": "report", "approved": "start", "running": "close"}[
        campaign["status"]
    ]
    apart = {"approve": campaign["drafted_by"], "report": campaign["closed_by"]}.get(step)
    try:
        permissions.check_can_take(actor, campaign, step)
    except errors.DomainError:
        return False
    return actor.person_id != apart


async def public_ones() -> list[Row]:
    """Campaigns that were approved, the newest first."""
    return await database.rows(
        f"{CAMPAIGN} where campaign.status = any($1::varchar[]) order by campaign.from_on desc, campaign.number desc limit 200",
        sorted(PUBLIC),
    )


async def public_one(campaign_id: UUID) -> Row:
    """One of them. Raises NotFound."""
    found = await database.row(
        f"{CAMPAIGN} where campaign.id = $1 and campaign.status = any($2::varchar[])",
        campaign_id,
        sorted(PUBLIC),
    )
    if found is None:
        raise errors.NotFound
    return found

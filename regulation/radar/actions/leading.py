"""From a group of rows to a lead, and back: what the lead and its case came to is followed here.

Leads and cases know nothing of the radar. The worker looks at what became of them: a lead that a second person dismissed
brings the group back with the reason, and a case that is open gets the lists as they came.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.actor import SYSTEM
from regulation.casework import record
from regulation.leads import actions as leads
from regulation.leads.status import LeadSource, LeadStatus
from regulation.penalties.status import OPEN
from regulation.radar import permissions
from regulation.radar.actions import evidence
from regulation.radar.numbers import SQL_NUMBER, number
from regulation.radar.queries import leads_of
from regulation.radar.status import CLUSTER_STEPS
from regulation.radar.tables import RadarCluster

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path
    from uuid import UUID

    from regulation.actor import Actor

Row = dict[str, Any]


async def make_lead(
    cluster_id: UUID,
    *,
    party_name: str,
    party_address: str = "",
    firm_id: UUID | None = None,
    violations: tuple[str, ...] = (),
    facts: str,
    is_urgent: bool = False,
    actor: Actor,
    now: datetime,
) -> Row:
    """A lead about this group, or the one that is there already; its id and number.

    That the group is like a firm of the register is no proof that it is this firm: whom the lead is about the person says.
    Raises Invalid, NotFound, NotPermitted, AlreadyMoved.
    """
    async with database.unit_of_work():
        cluster = await database.row("select * from radar_cluster where id = $1 for update", cluster_id)
        if cluster is None:
            raise errors.NotFound
        permissions.check_can_take(actor, cluster, "raise")
        alive = [each for each in await leads_of(cluster) if _is_under_way(each)]
        lead: Row = (
            alive[0]
            if alive
            else await leads.raise_lead(
                LeadSource.RADAR,
                number(cluster["serial"]),
                firm_id=firm_id,
                party_name=party_name,
                party_address=party_address,
                violations=violations,
                facts=facts,
                is_urgent=is_urgent,
                organ_id=cluster["organ"],
                actor=actor,
                now=now,
            )
        )
        await _take(cluster_id, "raise", lead["number"], actor=actor, now=now)
    return {"id": lead["id"], "number": lead["number"]}


def _is_under_way(lead: Row) -> bool:
    """What comes to light after a case has ended is another conduct, and another lead."""
    if lead["status"] == LeadStatus.OPENED:
        return lead["case_status"] in OPEN
    return lead["status"] not in {LeadStatus.DISMISSED, LeadStatus.MERGED}


async def follow(folder: Path, *, now: datetime) -> str:
    """Groups whose lead was dismissed come back with the reason; open cases get their lists. What was done, or nothing."""
    returned = [await _bring_back(each, now) for each in await database.rows(_DISMISSED)]
    given = [
        await evidence.hand_over(folder, each["cluster"], now=now) for each in await database.rows(_OPEN)
    ]
    told = [
        f"{sum(done)} {what}" for done, what in ((returned, "returned"), (given, "registered")) if sum(done)
    ]
    return ", ".join(told)


async def _bring_back(found: Row, now: datetime) -> bool:
    async with database.unit_of_work():
        held = await database.row(
            "select status from radar_cluster where id = $1 for update", found["cluster"]
        )
        # An official, or another worker, was quicker.
        if held is None or held["status"] not in CLUSTER_STEPS["return"].before:
            return False
        why = f"{found['number']}：{found['dismissal_reason']}"
        await _take(found["cluster"], "return", why, actor=SYSTEM, now=now)
    return True


async def _take(cluster_id: UUID, step: str, reason: str, *, actor: Actor, now: datetime) -> None:
    await record.record_step(
        RadarCluster,
        cluster_id,
        step,
        CLUSTER_STEPS[step],
        actor=actor,
        now=now,
        reason=reason,
        also={"reason": reason, "ended_at": now, "ended_by": actor.name},
    )


#: Raised groups with their leads, and those that these were merged into.
_TREE = f"""with recursive tree as (
    select cluster.id as cluster, lead.id, lead.number, lead.status, lead.merged_into, lead.ended_on, lead.raised_at,
           lead.dismissal_reason, lead.case_number
      from radar_cluster as cluster
           join case_lead as lead on lead.organ = cluster.organ and lead.source_kind in ('radar', 'monitoring')
                and lead.source_number = {SQL_NUMBER}
     where cluster.status = 'raised'
    union
    select tree.cluster, lead.id, lead.number, lead.status, lead.merged_into, lead.ended_on, lead.raised_at,
           lead.dismissal_reason, lead.case_number
      from tree join case_lead as lead on lead.id = tree.merged_into)"""  # noqa: S608 - written here
_DISMISSED = f"""{_TREE}
    select distinct on (cluster) cluster, number, dismissal_reason from tree
     where status = 'dismissed' and not exists (
           select from tree as other where other.cluster = tree.cluster and other.status not in ('dismissed', 'merged'))
     order by cluster, ended_on desc, raised_at desc"""  # noqa: S608 - written here
_OPEN = f"""{_TREE}
    select distinct cluster from tree join penalty_case as matter on matter.number = tree.case_number
     where tree.status = 'opened' and matter.status = 'investigating'
       and not exists (select from case_log where matter_kind = 'radar_cluster' and matter_id = tree.cluster
                          and action = 'evidence' and data ->> 'case' = matter.number)"""  # noqa: S608 - written here

"""Which tables of the cube the report carries beside those that every report has: the author's choice, until it is signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regulation import database, errors
from regulation.campaigns import permissions, queries
from regulation.campaigns.chosen import MOST, Choice
from regulation.campaigns.tables import Campaign
from regulation.casework import record
from regulation.law import house_rules
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from regulation.actor import Actor


async def choose(campaign_id: UUID, choice: Choice, *, actor: Actor, now: datetime) -> None:
    """Put a table into the report, behind those chosen before. Raises NotFound, NotPermitted, AlreadyMoved, Refused."""
    if not choice.is_known:
        raise errors.NotFound
    async with database.unit_of_work():
        campaign = await queries.for_update(actor, campaign_id)
        permissions.check_may_choose(actor, campaign)
        held = list(campaign["report_tables"])
        if choice.key in held:
            return
        if len(held) >= MOST:
            raise errors.Refused(
                N_("报告最多列入%(most)s张自选的表，请先移出一张"), citation=house_rules.LIMITS, most=MOST
            )
        await _keep(campaign_id, [*held, choice.key])
        await record.record_event(
            Campaign, campaign_id, "choose_table", actor=actor, now=now, data={"table": choice.key}
        )


async def drop(campaign_id: UUID, choice: Choice, *, actor: Actor, now: datetime) -> None:
    """Take a table out of the report again. Raises NotFound, NotPermitted, AlreadyMoved."""
    async with database.unit_of_work():
        campaign = await queries.for_update(actor, campaign_id)
        permissions.check_may_choose(actor, campaign)
        held = list(campaign["report_tables"])
        if choice.key not in held:
            raise errors.AlreadyMoved
        await _keep(campaign_id, [each for each in held if each != choice.key])
        await record.record_event(
            Campaign, campaign_id, "drop_table", actor=actor, now=now, data={"table": choice.key}
        )


async def _keep(campaign_id: UUID, keys: list[str]) -> None:
    await database.execute("update campaign set report_tables = $2 where id = $1", campaign_id, keys)

"""Who reads a campaign, who runs it, whose matters and figures a person may bring in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import errors
from regulation.campaigns.rules.planning import UNPLANNED
from regulation.campaigns.status import CAMPAIGN_STEPS, READERS, WORKERS
from regulation.casework import at_hand
from regulation.law.citation import HRM_REGULATIONS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from regulation.actor import Actor

#: Each department of human resources is competent in its own administrative area.
REMIT = HRM_REGULATIONS.article(4)


def check_reads(actor: Actor) -> UUID:
    """The person's organ. Raises NotFound for who reads no campaign."""
    if actor.organ_id is None or not actor.holds(*READERS):
        raise errors.NotFound
    return actor.organ_id


def may_see(actor: Actor, campaign: Mapping[str, Any]) -> bool:
    """The city sees all; a district its own, and the city's that reach its area once they are approved."""
    if actor.organ_id is None or not actor.holds(*READERS):
        return False
    if actor.in_scope_of(campaign["organ"]):
        return True
    return actor.organ_code in campaign["areas"] and campaign["status"] not in {"draft", "discarded"}


def sees_area(actor: Actor) -> str:
    """The one area whose figures the person sees; empty for the city, which sees all."""
    return "" if actor.is_municipal else actor.organ_code


def check_own(actor: Actor, campaign: Mapping[str, Any]) -> None:
    """Raise NotFound, NotPermitted unless the campaign is of the person's organ."""
    if not may_see(actor, campaign):
        raise errors.NotFound
    if actor.organ_id != campaign["organ"]:
        raise errors.NotPermitted("该专项行动由其他机关组织，您只能查看和填报本地区的数据", citation=REMIT)


def check_can_take(actor: Actor, campaign: Mapping[str, Any], step: str) -> None:
    """Raise NotFound, NotPermitted, AlreadyMoved unless the person may take the step now."""
    check_own(actor, campaign)
    actor.check_holds(*CAMPAIGN_STEPS[step].by)
    if campaign["status"] not in CAMPAIGN_STEPS[step].before:
        raise at_hand.moved("campaign", campaign["id"], CAMPAIGN_STEPS[step])


def check_may_choose(actor: Actor, campaign: Mapping[str, Any]) -> None:
    """Raise NotFound, NotPermitted, AlreadyMoved unless the person writes the report, and it is not signed yet."""
    check_own(actor, campaign)
    actor.check_holds(*CAMPAIGN_STEPS["close"].by)
    if campaign["status"] not in {"running", "closed"}:
        raise errors.AlreadyMoved


def check_may_enter(actor: Actor, campaign: Mapping[str, Any], area: str) -> None:
    """Raise NotFound, NotPermitted, Refused unless the person may bring in matters or figures of this area now."""
    if not may_see(actor, campaign):
        raise errors.NotFound
    actor.check_holds(*WORKERS)
    if not actor.is_municipal and area != actor.organ_code:
        raise errors.NotPermitted("只能办理本地区的事项和数据", citation=REMIT)
    if campaign["status"] != "running":
        raise errors.AlreadyMoved("专项行动不在进行中，不能纳入事项或者填报数据", citation=UNPLANNED)

"""What everybody may know of a campaign: that it was approved, for what, and its totals once it is reported."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Request, Response, get

from app.campaigns import views, words
from app.shell.i18n import gettext as _
from app.shell.render import page
from regulation.campaigns import queries
from regulation.campaigns.rules.planning import UNPLANNED
from regulation.campaigns.status import CAMPAIGN_STATUSES, CAMPAIGN_TONES, CampaignStatus

Ask = Request[Any, Any, Any]
PUBLIC = {"public": True}


@get("/campaigns", opt=PUBLIC, include_in_schema=False)
async def campaigns(request: Ask) -> Response[Any]:
    """Every campaign that was approved."""
    return page(
        "campaigns/public_list.html",
        request,
        campaigns=await queries.public_ones(),
        names=CAMPAIGN_STATUSES,
        tones=CAMPAIGN_TONES,
        basis=UNPLANNED,
        breadcrumbs=[(_(views.NAME), None)],
    )


@get("/campaigns/{campaign_id:uuid}", opt=PUBLIC, include_in_schema=False)
async def campaign(request: Ask, campaign_id: UUID) -> Response[Any]:
    """One campaign; of its results the totals alone, and only once the report is signed."""
    found = await queries.public_one(campaign_id)
    is_reported = found["status"] == CampaignStatus.REPORTED
    count = await queries.count_of(campaign_id) if is_reported else None
    return page(
        "campaigns/public.html",
        request,
        campaign=found,
        status=_(CAMPAIGN_STATUSES[CampaignStatus(found["status"])]),
        tone=CAMPAIGN_TONES[CampaignStatus(found["status"])],
        scope=views.scope(found),
        violations=[words.violation(each) for each in found["violations"]],
        tiles=views.tiles(count["facts"]) if count else [],
        counted_on=count["counted_on"] if count else None,
        breadcrumbs=[(_(views.NAME), "/campaigns"), (found["number"], None)],
    )


HANDLERS = [campaigns, campaign]

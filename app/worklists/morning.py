"""Every morning what nobody has taken is shared out by the rules of each organ."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from app.worklists import views
from regulation.accounts import organs
from regulation.actor import SYSTEM
from regulation.casework import calendar
from regulation.law import beijing
from regulation.roles import Level
from regulation.worklists import claiming, organising
from regulation.worklists.status import WORKERS

if TYPE_CHECKING:
    from datetime import datetime

    from regulation.actor import Actor
    from regulation.roles import Role


def _looking(organ: dict[str, Any], role: Role) -> Actor:
    """The system, looking at an organ's list as that office would; it acts as the system."""
    return replace(
        SYSTEM,
        roles=frozenset({role}),
        organ_id=organ["id"],
        organ_code=organ["code"],
        organ_name=organ["name"],
        organ_level=Level(organ["level"]),
    )


async def share_out(*, now: datetime) -> int:
    """Apply every organ's rules; how many matters were given to somebody."""
    today, known = beijing.legal_day(now), await calendar.current()
    if not known.is_working(today):
        return 0
    given = 0
    for organ in await organs.licensing_organs():
        if not await organising.rules_of(organ["id"]):
            continue
        for role in WORKERS:
            found = await views.items(_looking(organ, role), role, today=today, calendar=known)
            given += await claiming.share_out(
                [each.matter for each in found], organ["id"], role, actor=SYSTEM, now=now
            )
    return given

"""The paper of a public plan (年度行政检查计划): what it says is kept on the day of adoption."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import database
from regulation.casework import decrees, documents
from regulation.firms.status import REGISTRATION_KINDS, RegistrationKind
from regulation.inspections import items, parameters, rules
from regulation.law import beijing

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from regulation.actor import Actor


async def issue(plan: Mapping[str, Any], *, actor: Actor, now: datetime) -> None:
    """Issue the paper in the caller's transaction."""
    organ = await database.row("select * from organ where id = $1", plan["organ"])
    assert organ is not None
    today = beijing.legal_day(now)
    caps = await decrees.in_force(parameters.CAPS, plan["organ"], today)
    months = await decrees.in_force(parameters.RECENT_MONTHS, plan["organ"], today)
    before = (
        await database.value("select number from inspection_plan where id = $1", plan["replaces"])
        if plan["replaces"]
        else ""
    )
    await documents.issue(
        "inspection_plan",
        plan["number"],
        "inspection_plan",
        plan["id"],
        {
            "organ": {"name": organ["name"]},
            "title": plan["title"],
            "year": plan["year"],
            "version": plan["version"],
            "body": plan["body"],
            "scope": plan["scope"],
            "items_version": plan["items_version"],
            "rounds": [_round(each, plan["items_version"]) for each in plan["lines"]],
            "caps": [{"tier": f"{tier}级", "visits": caps.value[tier]} for tier in rules.TIERS],
            "recent_months": months.value,
            "decrees": sorted({each for each in (caps.decree_number, months.decree_number) if each}),
            "replaces": before,
            "change_reason": plan["change_reason"],
            "adopted_by": actor.name,
        },
        organ_id=plan["organ"],
        firm_id=None,
        now=now,
    )


def _round(line: Mapping[str, Any], version: str) -> dict[str, Any]:
    list_ = items.version(version)
    return {
        "title": line["title"],
        "month": line["month"],
        "kinds": [REGISTRATION_KINDS[RegistrationKind(each)] for each in line["kinds"]],
        "method": items.WAYS[line["method"]],
        "items": [list_.item(each).label for each in line["items"]],
        "at_least": line["at_least"],
        "tiers": [
            {
                "tier": f"{tier}级",
                "rate": f"{line['rates'][tier].percent:g}%",
                "roster": line["expected"][tier]["roster"],
                "eligible": line["expected"][tier]["eligible"],
                "drawn": line["expected"][tier]["drawn"],
            }
            for tier in rules.TIERS
        ],
    }

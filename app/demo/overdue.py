"""Reports that never came: firms ordered to file them, one who refused, and a list that waits to be looked over."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from regulation.annual_reports.queries import missing
from regulation.annual_reports.queries import windows as known
from regulation.indicators.indicator import FormKind
from regulation.law import beijing
from regulation.penalties import missed
from regulation.penalties.actions import missed_reports, orders

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.demo.people import Staff

#: Days ago of an order to file the operating report, and whether its firm refused.
ORDERED = ((48, True), (34, False), (6, False))
TERM = 15


async def add_orders(staff: Mapping[str, Staff], year: int, *, now: datetime) -> int:
    """Orders of Chaoyang about a closed year's reports, and a list proposed in Haidian; how many orders."""
    chaoyang, haidian = staff["110105"], staff["110108"]
    window = (await known.of_year(year)).window
    silent = await missing.firms(window, chaoyang.clerk.organ_id)
    issued = 0
    for (days_ago, is_refused), firm in zip(ORDERED, silent, strict=False):
        at = now - timedelta(days=days_ago)
        made = await missed_reports.order(
            FormKind.OPERATING, year, firm["id"], days=TERM, actor=chaoyang.clerk, now=at
        )
        issued += 1
        if days_ago <= TERM:
            continue
        served = at + timedelta(days=1)
        await orders.serve_order(
            made["id"],
            method="direct",
            served_on=beijing.legal_day(served),
            receipt="前台签收（演示）",
            actor=chaoyang.clerk,
            now=served,
        )
        if is_refused:
            await orders.mark_refused(
                made["id"],
                recheck="期限届满后登录系统核查，仍未报送（演示）",
                actor=chaoyang.clerk,
                now=at + timedelta(days=TERM + 12),
            )
    if any(
        each["order_id"] is None for each in await missed.candidates(haidian.clerk, await known.of_year(year))
    ):
        await missed_reports.propose(
            FormKind.OPERATING, year, None, days=TERM, actor=haidian.clerk, now=now - timedelta(days=1)
        )
    return issued

"""Fines on the spot as their money goes: one of the visitor's own firm that may still be paid in time."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from app.demo import case_walk as walk
from regulation.penalties.actions import summary

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from app.demo.people import Staff
    from regulation.actor import Actor

ORGAN = "110105"
#: How many days ago each was decided.
OWN = 6
FINE = Decimal(2000)


async def add_fines(staff: Staff, signed: dict[str, Actor], *, today: date) -> int:
    """How many fines on the spot were added."""
    inspectors = [signed["chaoyang-inspector"], signed["chaoyang-inspector2"]]
    (own,) = signed["firm-signatory"].firm_ids
    await _fined(staff, inspectors, own, today - timedelta(days=OWN))
    return 1


async def _fined(staff: Staff, inspectors: list[Actor], firm: UUID, near: date) -> dict[str, Any]:
    """A fine of 2,000 yuan for account books that were hidden, handed over on a working day and filed on that day."""
    on = near - timedelta(days=max(0, near.weekday() - 4))
    lead, second = inspectors
    assert second.person_id is not None
    made = await summary.decide_on_the_spot(
        firm, "V-35", facts="现场检查时，该单位前台称服务台账不在场所内，拒绝提供；随后在柜内查获当月台账两册。", defence="承认一时紧张没有拿出，请求从轻。",
        warning=False, fine=FINE, second_officer=second.person_id, place="当事人的服务场所", was_told=True, is_signed=True,
        actor=lead, now=walk.at(on),
    )  # fmt: skip
    await summary.file_spot(made["id"], actor=staff.clerk, now=walk.at(on, 16))
    return made

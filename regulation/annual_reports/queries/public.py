"""What the public may read of a firm's reports: that it filed, and the publishable cells of the accepted one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from regulation import database
from regulation.indicators import catalogue, reading
from regulation.indicators.indicator import Indicator, Publish, Value, Values

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID


@dataclass(frozen=True, slots=True)
class Extract:
    """One year on the firm's public page."""

    year: int
    filed_at: datetime
    is_late: bool
    is_nil: bool
    is_accepted: bool
    version: int
    cells: tuple[tuple[Indicator, Value], ...]


def publishable(values: Values) -> tuple[tuple[Indicator, Value], ...]:
    """The cells that may be shown: always those marked so, figures only where the firm agreed.

    A total withheld in the statistics would be worth little if every firm's own figure stood on its page.
    """
    agreed = values.get("figures_public") is True
    allowed = {Publish.ALWAYS, Publish.IF_AGREED} if agreed else {Publish.ALWAYS}
    return tuple(
        (each, values[each.key])
        for each in catalogue.INDICATORS
        if each.publish in allowed and values.get(each.key) not in (None, "", ())
    )


async def extracts(firm_id: UUID) -> list[Extract]:
    """The firm's filed reports, newest year first. Cells are shown once the organ has accepted them."""
    found = await database.rows(
        """select report.year, report.status, report.filed_at, filed.is_late, filed.is_nil, filed.version, filed.cells
             from annual_report as report join filed_report as filed on filed.id = report.filed
            where report.firm = $1 and report.kind = 'operating' and report.status in ('submitted', 'accepted') order by report.year desc""",
        firm_id,
    )
    return [
        Extract(
            each["year"],
            each["filed_at"],
            each["is_late"],
            each["is_nil"],
            each["status"] == "accepted",
            each["version"],
            publishable(reading.from_json(each["cells"])) if each["status"] == "accepted" else (),
        )
        for each in found
    ]

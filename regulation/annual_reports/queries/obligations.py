"""What a firm owes: each year's report, by when and why, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from regulation.annual_reports import rules
from regulation.annual_reports.queries import reports, scope, windows
from regulation.annual_reports.status import Status
from regulation.indicators.indicator import FormKind

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from regulation.annual_reports.queries.reports import Report


@dataclass(frozen=True, slots=True)
class Obligation:
    """One year's report of one firm. `reasons` are keys of `rules.DUTY_REASONS`."""

    window: rules.Window
    phase: rules.Phase
    status: Status
    reasons: tuple[str, ...]
    is_overdue: bool
    can_write: bool
    days_left: int
    report: Report | None

    @property
    def year(self) -> int:
        """The year reported on."""
        return self.window.year

    @property
    def kind(self) -> FormKind:
        """Which report it is."""
        return self.window.kind

    @property
    def is_firms_turn(self) -> bool:
        """The firm has something to do now."""
        return self.can_write or self.is_overdue


async def of_firm(firm_id: UUID, *, now: datetime, kind: FormKind = FormKind.OPERATING) -> list[Obligation]:
    """Every year for which a window was set and the firm owes a report or has one, newest first."""
    found = []
    for known in await windows.all_windows(kind):
        why = await scope.reasons(firm_id, known.window.year, kind)
        report = await reports.of_firm(firm_id, known.window.year, kind)
        if not why and report is None:
            continue
        status = report.status if report else Status.NOT_FILED
        found.append(
            Obligation(
                window=known.window,
                phase=known.window.phase(now),
                status=status,
                reasons=tuple(why),
                is_overdue=rules.is_overdue(status, known.window, now),
                can_write=rules.may_write(status, known.window, now),
                days_left=known.window.days_left(now),
                report=report,
            )
        )
    return found

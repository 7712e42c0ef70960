"""What a firm owes the statistics: each round's return, by when and why, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from regulation.indicators.indicator import FormKind
from regulation.surveys import rules
from regulation.surveys.queries import returns, rounds, scope
from regulation.surveys.session import statistical
from regulation.surveys.status import Status

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from regulation.surveys.queries.returns import Return


@dataclass(frozen=True, slots=True)
class Obligation:
    """One round's return of one firm. `reasons` are keys of `rules.SCOPE_REASONS`."""

    round_id: UUID
    round: rules.Round
    phase: rules.Phase
    status: Status
    reasons: tuple[str, ...]
    is_overdue: bool
    can_write: bool
    days_left: int
    held: Return | None

    @property
    def year(self) -> int:
        """The year reported on."""
        return self.round.year

    @property
    def is_firms_turn(self) -> bool:
        """The firm has something to do now."""
        return self.can_write or self.is_overdue


@statistical
async def of_firm(firm_id: UUID, *, now: datetime) -> list[Obligation]:
    """Every yearly round in which the firm is asked or has a return, newest first."""
    found = []
    for known in await rounds.all_rounds(FormKind.RETURN):
        asked = known.round
        why = await scope.reasons(firm_id, asked.reference_day)
        held = await returns.of_firm(firm_id, asked.period)
        if not why and held is None:
            continue
        status = held.status if held else Status.NOT_FILED
        found.append(
            Obligation(
                round_id=known.id,
                round=asked,
                phase=asked.phase(now),
                status=status,
                reasons=tuple(why),
                is_overdue=rules.is_overdue(status, asked, now),
                can_write=rules.may_write(status, asked, now),
                days_left=asked.days_left(now),
                held=held,
            )
        )
    return found

"""What counts against the renewal of a dispatch licence, 《劳务派遣行政许可实施办法》第二十条: facts of one term, and their sum."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from regulation.integrity.status import FactKind
from regulation.law.coverage import rule
from regulation.law.dated import DatedValue, Since
from regulation.licensing.rules.dispatch import RENEWAL_REFUSED
from regulation.licensing.rules.dispatch_terms import IN_FORCE
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

PENALTIES_THAT_BAR = DatedValue(
    "licensing.dispatch_penalties_that_bar",
    N_("一个许可有效期内不予延续的行政处罚次数"),
    (
        Since(
            IN_FORCE,
            2,
            RENEWAL_REFUSED,
            doubt=N_("第二十条未见原文；哪些处罚计入待确认，此处列出有效期内的全部处罚，由承办人员核实"),
        ),
    ),
)
PENALTIES = frozenset({FactKind.PENALTY_MINOR, FactKind.PENALTY_GENERAL, FactKind.PENALTY_SERIOUS})
#: Facts about the yearly report: missed, found wrong, and an order that was not carried out.
REPORTS = frozenset({FactKind.REPORT_MISSED, FactKind.DISPATCH_PROBLEMS, FactKind.ORDER_REFUSED})


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of the firm's record, with its source."""

    kind: FactKind
    number: str
    occurred_on: date


@dataclass(frozen=True, slots=True)
class TermRecord:
    """The facts of one term that the article speaks of, and the grounds of refusal they make out."""

    begins: date
    ends: date
    penalties: tuple[Fact, ...]
    reports: tuple[Fact, ...]
    grounds: tuple[str, ...]


@rule(RENEWAL_REFUSED)
def record_of_term(facts: Sequence[Fact], begins: date, ends: date, today: date) -> TermRecord:
    """Two penalties within one term, or a yearly report that was missed, or was false and not corrected.

    A penalty of the day on which the term begins counts to this term, one of the day before to the last. A penalty
    counts whether or not its publicity has ended by repair; what was quashed is not handed in here.
    """
    inside = sorted(
        (each for each in facts if begins <= each.occurred_on <= min(ends, today)),
        key=lambda each: (each.occurred_on, each.number),
    )
    penalties = tuple(each for each in inside if each.kind in PENALTIES)
    reports = tuple(each for each in inside if each.kind in REPORTS)
    grounds = []
    if _uncorrected(reports):
        grounds.append("reports")
    if len(penalties) >= PENALTIES_THAT_BAR.on(today):
        grounds.append("penalties")
    return TermRecord(begins, ends, penalties, reports, tuple(grounds))


def _uncorrected(reports: Sequence[Fact]) -> bool:
    """Missed; or found wrong, and an order refused afterwards."""
    wrong = [each.occurred_on for each in reports if each.kind is FactKind.DISPATCH_PROBLEMS]
    refused = [each.occurred_on for each in reports if each.kind is FactKind.ORDER_REFUSED]
    missed = any(each.kind is FactKind.REPORT_MISSED for each in reports)
    return missed or bool(wrong and refused and max(refused) >= min(wrong))

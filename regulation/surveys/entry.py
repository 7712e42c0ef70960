"""One figure is typed once: what a return takes over from the operating report, and where it says something else. Pure.

《统计法》第十八条: administrative data are used first. The report's figures come in and are shown; a
return that states another value says why. The reverse way does not exist.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from regulation.indicators import catalogue, reading
from regulation.indicators.drafts import LONGEST_REASON, SHORTEST_REASON
from regulation.indicators.indicator import FormKind, Indicator, Value, Values
from regulation.words import N_

#: Fields of a page beside a cell that the report carries.
OWN, WHY = "own-", "why-"

NEEDS_REASON = N_("请写明与经营情况报告不同的原因")
NEEDS_VALUE = N_("请填写不同的数值，或者删去原因")


@dataclass(frozen=True, slots=True)
class Shared:
    """What the operating report of the same year says, as far as it is filled in."""

    values: Values
    edition: int
    is_filed: bool

    def carries(self, indicator: Indicator) -> bool:
        """Whether the cell is entered there, and so not here."""
        return indicator.is_on(self.edition, FormKind.OPERATING)


@dataclass(frozen=True, slots=True)
class Difference:
    """A value of the return's own, and why it is not the report's."""

    value: Value
    reason: str


Differences = Mapping[str, Difference]


def own_cells(cells: Collection[Indicator], shared: Shared | None) -> list[Indicator]:
    """The cells this form has to ask for itself."""
    return [each for each in cells if shared is None or not shared.carries(each)]


def values(draft: Values, shared: Shared | None, differs: Differences) -> dict[str, Value]:
    """All answers together: the return's own cells, the report's, and where the return says something else, that."""
    if shared is None:
        return dict(draft)
    found = {key: value for key, value in draft.items() if not shared.carries(catalogue.BY_KEY[key])}
    found.update(
        {
            key: value
            for key, value in shared.values.items()
            if key in catalogue.BY_KEY and FormKind.RETURN in catalogue.BY_KEY[key].forms
        }
    )
    found.update({key: each.value for key, each in differs.items()})
    return found


def typed_twice(draft: Values, shared: Shared | None, differs: Differences) -> dict[str, Value]:
    """Cells typed here before the report had them, with another value than the report's and no reason yet.

    They are asked about: neither value is dropped unseen.
    """
    if shared is None:
        return {}
    return {
        key: value
        for key, value in draft.items()
        if shared.carries(catalogue.BY_KEY[key])
        and key in shared.values
        and key not in differs
        and shared.values[key] != value
    }


def read_differences(
    cells: Collection[Indicator], shared: Shared, before: Differences, typed: Mapping[str, Sequence[str]]
) -> tuple[dict[str, Difference], dict[str, reading.Unreadable]]:
    """The differences after a page was saved, and what is wrong with those typed on it.

    An empty value takes the report's; a value equal to the report's is no difference.
    """
    kept = dict(before)
    problems: dict[str, reading.Unreadable] = {}
    for cell in cells:
        own, why = OWN + cell.key, WHY + cell.key
        if own not in typed and why not in typed:
            continue
        reason = next(iter(typed.get(why, ())), "").strip()
        try:
            value = reading.read(cell, typed.get(own, ()))
        except reading.Unreadable as problem:
            problems[own] = problem
            continue
        if value in (None, ()) or value == shared.values.get(cell.key):
            kept.pop(cell.key, None)
            if reason and value in (None, ()):
                problems[own] = reading.Unreadable(NEEDS_VALUE)
        elif len(reason) < SHORTEST_REASON:
            problems[why] = reading.Unreadable(NEEDS_REASON)
        else:
            assert value is not None
            kept[cell.key] = Difference(value, reason[:LONGEST_REASON])
    return kept, problems


def to_plain(differs: Differences) -> dict[str, dict[str, Any]]:
    """As stored."""
    return {
        key: {"value": reading.plain(each.value), "reason": each.reason}
        for key, each in sorted(differs.items())
    }


def from_plain(stored: Mapping[str, Mapping[str, Any]]) -> dict[str, Difference]:
    """Read back what `to_plain` wrote."""
    found = reading.from_json({key: each["value"] for key, each in stored.items()})
    return {key: Difference(value, str(stored[key]["reason"])) for key, value in found.items()}

"""A step: an act of procedure that moves a matter from one status to another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from regulation.law import house_rules

if TYPE_CHECKING:
    from collections.abc import Mapping

    from regulation.law.citation import Citation
    from regulation.roles import Role


@dataclass(frozen=True, slots=True)
class Step:
    """One row of an area's table of steps.

    `before` are the statuses from which the step may be taken, `after` the status it leads to, `by`
    the offices that may take it (empty: the system alone), `cites` the articles it rests on.
    """

    label: str
    before: frozenset[str]
    after: str
    by: frozenset[Role]
    cites: tuple[Citation, ...] = ()

    @property
    def article(self) -> Citation:
        """What governs the step; where no law does, that the matter has moved on."""
        return self.cites[0] if self.cites else house_rules.FIRST_COME


def step(label: str, before: str | set[str], after: str, by: Role | set[Role], *cites: Citation) -> Step:
    """A Step, written as one line of a table."""
    befores = frozenset({before} if isinstance(before, str) else before)
    roles: set[Role] = by if isinstance(by, set) else {by}
    return Step(label, befores, str(after), frozenset(roles), cites)


def possible(steps: Mapping[str, Step], status: str, roles: frozenset[Role]) -> list[str]:
    """The names of the steps that these offices may take from this status, in the table's order."""
    return [name for name, each in steps.items() if status in each.before and not each.by.isdisjoint(roles)]

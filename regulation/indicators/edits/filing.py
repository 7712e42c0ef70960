"""What a rule sees, and what it says. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from regulation.indicators.indicator import FormKind, Value, Values


class Level(StrEnum):
    """Whether a finding blocks, asks, or is only kept for whoever reviews the filing."""

    HARD = "hard"
    SOFT = "soft"
    SCREEN = "screen"


@dataclass(frozen=True, slots=True)
class Known:
    """What the register says of the firm, for comparison."""

    code_is_valid: bool = True
    has_licence: bool = False
    has_filing: bool = False
    has_dispatch_licence: bool = False
    may_recruit_online: bool = False
    branches: int | None = None
    established_year: int | None = None
    #: Persons insured through the firm, by the social insurance; None: not known.
    insured: int | None = None


@dataclass(frozen=True, slots=True)
class Filing:
    """The answers of one report, with what they are compared to. `previous` is last year's accepted report."""

    year: int
    values: Values
    known: Known = field(default_factory=Known)
    previous: Values | None = None
    form_is_valid: bool = True
    form: FormKind = FormKind.OPERATING

    def number(self, key: str) -> Decimal | None:
        """A figure, or None where the cell is empty or not asked."""
        return _number(self.values.get(key))

    def last_year(self, key: str) -> Decimal | None:
        """Last year's figure. A firm founded in the year has none, whatever somebody filed."""
        if self.previous is None or self.known.established_year == self.year:
            return None
        return _number(self.previous.get(key))

    def ticked(self, line: str) -> bool:
        """Whether a line of business is ticked."""
        lines = self.values.get("biz_types", ())
        return isinstance(lines, tuple) and line in lines

    @property
    def net_revenue(self) -> Decimal | None:
        """Revenue without what was collected for others."""
        total = self.number("rev_total")
        return None if total is None else total - (self.number("rev_onbehalf") or Decimal(0))


def _number(value: Value | None) -> Decimal | None:
    if value is None or isinstance(value, bool | str | tuple):
        return None
    return Decimal(value)


#: A part of a sentence: a number, or the key of a cell whose label stands there ("{staff_total}").
Part = Decimal | int | str


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found. `cells` are marked; `message` is Chinese with parameters, `arithmetic` the sum behind it."""

    rule: str
    level: Level
    cells: tuple[str, ...]
    message: str
    params: Mapping[str, Part] = field(default_factory=dict)
    #: The terms of the sum: cells and signs, shown with their values.
    arithmetic: tuple[str, ...] = ()
    #: What the cell would be if the unit was mistaken; offered, never applied unasked.
    suggestion: Mapping[str, Decimal] = field(default_factory=dict)
    version: int = 1

    @property
    def key(self) -> str:
        """One finding of a report; a rule may speak up for several cells."""
        return f"{self.rule}-{self.cells[0]}" if self.cells else self.rule


Look = Callable[[Filing], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A numbered rule."""

    key: str
    level: Level
    look: Look


class Register:
    """Collects the rules of one module, in the order they are written."""

    def __init__(self) -> None:
        self.rules: list[Rule] = []

    def rule(self, key: str, level: Level) -> Callable[[Look], Look]:
        """Number a function as a rule."""

        def keep(look: Look) -> Look:
            self.rules.append(Rule(key, level, look))
            return look

        return keep


HARD = Level.HARD
SOFT = Level.SOFT
SCREEN = Level.SCREEN

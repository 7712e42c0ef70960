"""Numbers of the law, each written once, with the day from which it holds.

`NOTICE_LENGTH.on(day)` is the value on that day, so that a case is judged by the law of its time and a
change of the law is one more line. Local values set by decree live in the database with the number of
the decree; these here are the ones the text itself fixes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from regulation.law.citation import Citation

Value = TypeVar("Value")


@dataclass(frozen=True)
class Since(Generic[Value]):
    """A value and the day from which it holds, until the next one."""

    in_force_from: date
    value: Value
    citation: Citation
    #: Chinese, for the page: what a reader should know about the value.
    note: str = ""
    #: Chinese, for the page: what is not certain about it.
    doubt: str = ""


class NotYetInForce(LookupError):
    """Asked for a day before the first value took effect."""


@dataclass(frozen=True)
class DatedValue(Generic[Value]):
    """One number, length or range of the law through time, earliest first. Declaring it registers it."""

    #: `area.name`, unique: the anchor of the value on the page that lists all of them.
    key: str
    #: Chinese name of what the value is.
    label: str
    values: tuple[Since[Value], ...]

    def __post_init__(self) -> None:
        if not self.values:
            raise ValueError(f"{self.key} has no value")
        days = [since.in_force_from for since in self.values]
        if days != sorted(set(days)):
            raise ValueError(f"the values of {self.key} are not in order of time")
        if self.key in _DECLARED:
            raise ValueError(f"two values are called {self.key}")
        _DECLARED[self.key] = self

    def since(self, day: date) -> Since[Value]:
        """The value in force on a day, with its article."""
        for candidate in reversed(self.values):
            if candidate.in_force_from <= day:
                return candidate
        raise NotYetInForce(f"{self.key} had no value on {day}")

    def on(self, day: date) -> Value:
        """The value in force on a day."""
        return self.since(day).value

    def citation(self, day: date) -> Citation:
        return self.since(day).citation


_DECLARED: dict[str, DatedValue[Any]] = {}


def declared() -> list[DatedValue[Any]]:
    """Every dated value of the modules imported so far, by key."""
    return [_DECLARED[key] for key in sorted(_DECLARED)]

"""What an indicator is: the one description from which form, checks, storage and table labels come. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

#: A cell as it is kept: whole numbers, amounts, text, yes or no, one or several chosen codes.
Value = int | Decimal | str | bool | tuple[str, ...]
Values = Mapping[str, Value]


class Kind(StrEnum):
    """How a cell is filled in."""

    COUNT = "count"
    DECIMAL = "decimal"
    YES_NO = "yes_no"
    CHOICE = "choice"
    CHOICES = "choices"
    TEXT = "text"


NUMERIC = frozenset({Kind.COUNT, Kind.DECIMAL})


class Publish(StrEnum):
    """What the public may read of a cell. 第三十六条第一款 speaks of the relevant content, not of all of it."""

    NEVER = "never"
    ALWAYS = "always"
    IF_AGREED = "if_agreed"  #: only where the firm agreed; its figures are its own otherwise


class Source(StrEnum):
    """How sure we are that the authorities' own form asks for it in these words."""

    READ = "read"  #: printed on the copy of the ministry's table that was read
    PUBLISHED = "published"  #: the ministry publishes its total
    PROVISIONAL = "provisional"  #: rebuilt or proposed; wording and code to be confirmed


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measurement in both languages."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a choice."""

    code: str
    zh: str
    en: str

    def name(self, lang: str) -> str:
        """The answer in a language."""
        return self.en if lang == "en" else self.zh


@dataclass(frozen=True, slots=True)
class Group:
    """The questions of one page."""

    key: str
    zh: str
    en: str
    #: Asked only of a firm that did business in the year.
    needs_business: bool = False

    def name(self, lang: str) -> str:
        """The title in a language."""
        return self.en if lang == "en" else self.zh


@dataclass(frozen=True, slots=True)
class Indicator:
    """One cell of the form.

    `place` is the cell's position in the stored array of figures, from 1; it is given once and never
    reused, because filed figures stay where they are. 0: not a number.
    """

    key: str
    group: str
    kind: Kind
    zh: str
    en: str
    definition: str = ""
    definition_en: str = ""
    place: int = 0
    unit: Unit | None = None
    publish: Publish = Publish.NEVER
    source: Source = Source.PROVISIONAL
    #: First and last edition of the form that asks for it.
    since: int = 1
    until: int | None = None
    options: tuple[Option, ...] = ()
    #: Asked only where the firm ticked one of these lines of business.
    lines: frozenset[str] = frozenset()
    is_required: bool = True
    may_be_negative: bool = False

    def __post_init__(self) -> None:
        if (self.kind in NUMERIC) != bool(self.place):
            raise ValueError(f"{self.key}: a number has a place, nothing else has one")

    @property
    def is_number(self) -> bool:
        """Whether the cell holds a number."""
        return self.kind in NUMERIC

    def is_on(self, edition: int) -> bool:
        """Whether an edition of the form asks for it."""
        return self.since <= edition and (self.until is None or edition <= self.until)

    def name(self, lang: str) -> str:
        """The label in a language."""
        return self.en if lang == "en" else self.zh

    def meaning(self, lang: str) -> str:
        """The definition in a language."""
        return self.definition_en if lang == "en" else self.definition

    def unit_name(self, lang: str) -> str:
        """The unit in a language; empty where there is none."""
        if self.unit is None:
            return ""
        return self.unit.en if lang == "en" else self.unit.zh

    def option(self, code: str) -> Option | None:
        """The answer with this code."""
        return next((each for each in self.options if each.code == code), None)

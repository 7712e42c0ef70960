"""What an indicator is: the one description from which form, checks, storage and table labels come. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
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
    ROWS = "rows"  #: a short table, one line a row; kept as lines whose columns are parted by tabs


NUMERIC = frozenset({Kind.COUNT, Kind.DECIMAL})


class FormKind(StrEnum):
    """The forms that ask. One figure may be asked by several and is entered once."""

    OPERATING = "operating"  #: 经营情况年度报告, 《人力资源市场暂行条例》第三十六条; supervisory
    DISPATCH = "dispatch"  #: 劳务派遣经营情况报告, 《劳务派遣行政许可实施办法》第二十二条; supervisory
    RETURN = "return"  #: 统计年报（人社统LM1表、LM2表）, 《统计法》; statistics alone may read it
    MONTHLY = "monthly"  #: 供求监测月报, statistics
    QUICK = "quick"  #: 一次性调查, statistics


@dataclass(frozen=True, slots=True)
class Span:
    """First and last edition of a form that asks; `until` None: every later one."""

    since: int = 1
    until: int | None = None

    def covers(self, edition: int) -> bool:
        """Whether the edition lies in it."""
        return self.since <= edition and (self.until is None or edition <= self.until)


#: Most cells: the operating report and the statistical return both ask, from their first editions on.
BOTH: Mapping[FormKind, Span] = {FormKind.OPERATING: Span(), FormKind.RETURN: Span()}
ONLY_OPERATING: Mapping[FormKind, Span] = {FormKind.OPERATING: Span()}
ONLY_RETURN: Mapping[FormKind, Span] = {FormKind.RETURN: Span()}
ONLY_DISPATCH: Mapping[FormKind, Span] = {FormKind.DISPATCH: Span()}
#: Asked by the operating report and the return, and by the report on dispatch: entered once.
ALSO_DISPATCH: Mapping[FormKind, Span] = {**BOTH, FormKind.DISPATCH: Span()}
ONLY_MONTHLY: Mapping[FormKind, Span] = {FormKind.MONTHLY: Span()}


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
class Column:
    """One column of a table that is filled in as lines. `options` empty: text, or a whole number where `is_count`."""

    key: str
    zh: str
    en: str
    options: tuple[Option, ...] = ()
    is_count: bool = False
    is_share: bool = False
    is_required: bool = True

    def name(self, lang: str) -> str:
        """The heading in a language."""
        return self.en if lang == "en" else self.zh


@dataclass(frozen=True, slots=True)
class Group:
    """The questions of one page."""

    key: str
    zh: str
    en: str
    #: Asked only of a firm that did business in the year.
    needs_business: bool = False
    #: Not asked of public institutions, which may not charge. 《人力资源市场暂行条例》第十五条.
    for_profit_only: bool = False

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
    #: The forms that ask for it, each from which edition to which.
    forms: Mapping[FormKind, Span] = field(default_factory=lambda: BOTH)
    #: The page on which another form asks it, where that is not `group`.
    elsewhere: Mapping[FormKind, str] = field(default_factory=dict)
    #: The label on another form, Chinese and English, where it reads differently there.
    labels: Mapping[FormKind, tuple[str, str]] = field(default_factory=dict)
    #: What a line of the table says, in order.
    columns: tuple[Column, ...] = ()
    options: tuple[Option, ...] = ()
    #: Asked only where the firm ticked one of these lines of business.
    lines: frozenset[str] = frozenset()
    #: Asked only of institutions of these types; empty: of all.
    only_types: frozenset[str] = frozenset()
    is_required: bool = True
    may_be_negative: bool = False

    def __post_init__(self) -> None:
        if (self.kind in NUMERIC) != bool(self.place):
            raise ValueError(f"{self.key}: a number has a place, nothing else has one")

    @property
    def is_number(self) -> bool:
        """Whether the cell holds a number."""
        return self.kind in NUMERIC

    def is_on(self, edition: int, form: FormKind = FormKind.OPERATING) -> bool:
        """Whether an edition of a form asks for it."""
        return form in self.forms and self.forms[form].covers(edition)

    def group_on(self, form: FormKind) -> str:
        """The page on which a form asks it."""
        return self.elsewhere.get(form, self.group)

    def name(self, lang: str, form: FormKind = FormKind.OPERATING) -> str:
        """The label in a language, as a form prints it."""
        zh, en = self.labels.get(form, (self.zh, self.en))
        return en if lang == "en" else zh

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

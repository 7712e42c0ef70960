"""Months and quick surveys for people: names of periods, the grids of the page, findings in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from app.shell import i18n
from app.shell.i18n import gettext as _
from regulation.indicators import catalogue, reading
from regulation.indicators.edits.filing import Finding
from regulation.indicators.edits.monthly import ratio
from regulation.indicators.entries import monthly
from regulation.indicators.indicator import FormKind, Indicator, Kind, Value, Values
from regulation.surveys.queries.answers import Answer
from regulation.surveys.status import STATUSES, Status

TONES: Mapping[str, str] = {
    Status.NOT_FILED: "neutral",
    Status.DRAFT: "info",
    Status.SUBMITTED: "good",
    Status.RETURNED: "warn",
    Status.NONRESPONSE: "bad",
}
#: What stands where the statuses of the yearly return would speak of the districts.
_OWN_WORDS: Mapping[str, str] = {Status.SUBMITTED: "已报送"}


def month_name(period: str) -> str:
    """2026-01 in words."""
    if i18n.language() == i18n.ENGLISH:
        return f"{_ENGLISH[int(period[5:]) - 1]} {period[:4]}"
    return f"{period[:4]}年{int(period[5:])}月"


_ENGLISH = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def quarter_name(year: int, number: int) -> str:
    """2026Q1 in words."""
    return _("%(year)s年第%(number)s季度", year=year, number=number)


def status_words(status: Status) -> str:
    """Where an answer stands."""
    return _("已报送") if status in _OWN_WORDS else _(STATUSES[status])


def title(answer: Answer) -> str:
    """What is asked."""
    if answer.asked.kind is FormKind.MONTHLY:
        return _("%(month)s供求监测月报", month=month_name(answer.asked.period))
    return answer.asked.form.title


@dataclass(frozen=True, slots=True)
class Field:
    """One cell with all that is known of it."""

    indicator: Indicator
    before: str = ""

    @property
    def key(self) -> str:
        """Name of the field."""
        return self.indicator.key

    @property
    def label(self) -> str:
        """The indicator's name."""
        return self.indicator.name(i18n.language())

    @property
    def hint(self) -> str:
        """Its meaning, and last month's value."""
        meaning = self.indicator.meaning(i18n.language())
        if not self.before:
            return meaning
        return f"{meaning}{_('；')}{_('上月%(value)s', value=self.before)}"

    @property
    def unit(self) -> str:
        """The unit's name."""
        return self.indicator.unit_name(i18n.language())

    @property
    def kind(self) -> Kind:
        """How it is filled in."""
        return self.indicator.kind

    @property
    def options(self) -> list[tuple[str, str]]:
        """Codes and names of a choice."""
        return [(each.code, each.name(i18n.language())) for each in self.indicator.options]


@dataclass(frozen=True, slots=True)
class Grid:
    """One division as a table to fill in: classes down, sides across."""

    key: str
    name: str
    sides: tuple[str, ...]
    #: Label, and per side the field or None.
    rows: tuple[tuple[str, tuple[Field | None, ...]], ...]
    #: Sides whose classes have to add up, with the cell of the total.
    totals: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page."""

    key: str
    name: str
    fields: tuple[Field, ...] = ()
    grids: tuple[Grid, ...] = field(default=())


def sections(answer: Answer) -> list[Section]:
    """The page in its parts."""
    lang = i18n.language()
    cells = answer.cells
    if answer.asked.kind is FormKind.QUICK:
        return [Section("quick", "", tuple(Field(each) for each in cells.values()))]
    before = answer.before or {}
    shown = {key: Field(each, reading.shown(each, before.get(key), lang)) for key, each in cells.items()}
    found = []
    for group in monthly.GROUPS:
        divisions = [each for each in monthly.CLASSIFICATIONS if each.group == group.key]
        gridded = {key for each in divisions for side in each.classes for key in each.cells(side)}
        fields = [shown[key] for key, each in cells.items() if each.group == group.key and key not in gridded]
        found.append(
            Section(
                group.key,
                group.name(lang),
                tuple(fields),
                tuple(_grid(each, shown, lang) for each in divisions),
            )
        )
    return found


def _grid(division: monthly.Classification, shown: Mapping[str, Field], lang: str) -> Grid:
    sides = tuple(division.classes)
    return Grid(
        division.key,
        division.name(lang),
        tuple(monthly.SIDES[side].name(lang) for side in sides),
        tuple(
            (
                option.name(lang),
                tuple(
                    shown[division.cell(side, option.code)] if option in division.classes[side] else None
                    for side in sides
                ),
            )
            for option in division.options
        ),
        tuple(
            (monthly.SIDES[side].name(lang), monthly.TOTAL_OF[side])
            for side in sides
            if side in monthly.TOTAL_OF
        ),
    )


def typed(answer: Answer) -> dict[str, Any]:
    """The draft as the fields of the page show it, and the explanations so far."""
    cells = answer.cells
    found: dict[str, Any] = {
        key: reading.typed(cells[key], value) for key, value in answer.draft.items() if key in cells
    }
    return found | {f"why-{key}": text for key, text in answer.reasons.items()}


def in_words(answer: Answer, found: Iterable[Finding]) -> list[tuple[Finding, str]]:
    """What the edits say, in the visitor's language."""
    spoken = []
    for each in found:
        params = {name: _part(answer.cells, value) for name, value in each.params.items()}
        text = _(each.message, **params) if params else _(each.message)
        place = _place(answer.cells, each)
        spoken.append((each, f"{place}{_('：')}{text}" if place else text))
    return spoken


def _place(cells: Mapping[str, Indicator], found: Finding) -> str:
    """Where in the grids a finding stands: the division and side of a sum, the class of a cell; empty outside them."""
    for division in monthly.CLASSIFICATIONS:
        for side in division.classes:
            if found.cells[0] in division.cells(side):
                lang = i18n.language()
                if len(found.cells) > 1 and found.cells[1] == monthly.TOTAL_OF.get(side):
                    return f"{division.name(lang)}{_('，')}{monthly.SIDES[side].name(lang)}"
                return cells[found.cells[0]].name(lang)
    return ""


def kept_in_words(findings: Sequence[Mapping[str, Any]]) -> list[tuple[str, str, str, str]]:
    """Findings as a filing keeps them: rule, label of the first cell, sentence, explanation."""
    return [
        (
            each["rule"],
            label(each["cells"][0]) if each["cells"] else "",
            _(each["message"], **each["params"]) if each["params"] else _(each["message"]),
            each["reason"],
        )
        for each in findings
    ]


def label(key: str) -> str:
    """The name of a cell of the monthly form."""
    indicator = catalogue.BY_KEY.get(key)
    return indicator.name(i18n.language()) if indicator else key


def _part(cells: Mapping[str, Indicator], value: object) -> str:
    if isinstance(value, Decimal):
        return f"{value:,f}"
    if isinstance(value, str) and value.startswith("{") and value[1:-1] in cells:
        return cells[value[1:-1]].name(i18n.language())
    return f"{value:,}" if isinstance(value, int) else str(value)


def computed_ratio(values: Values) -> str:
    """求人倍率 of a point's month, as it is computed from what was typed."""

    def number(key: str) -> Decimal | None:
        value: Value | None = values.get(key)
        return Decimal(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else None

    found = ratio(number("sd_demand_valid"), number("sd_seek_valid"))
    return "" if found is None else f"{found:.2f}"


def read_rows(answer_cells: Mapping[str, Indicator], values: Values) -> list[tuple[str, str]]:
    """Stated cells for reading."""
    lang = i18n.language()
    return [
        (each.name(lang), reading.with_unit(each, values[key], lang))
        for key, each in answer_cells.items()
        if values.get(key) not in (None, "", ())
    ]

"""A quarter of the labour market as the monitoring points see it: totals, channels, classes, shortages.

Computed from the quarter alone, so that the same filings give the same figures. Changes are taken from
printed figures of earlier quarters: a reader who subtracts learns nothing more.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from decimal import Decimal

from regulation.indicators.entries.monthly import BY_KEY as DIVISIONS
from regulation.indicators.entries.monthly import (
    CLASSIFICATIONS,
    DEMAND,
    SEEK,
    SIDES,
    TOTAL_OF,
    Classification,
)
from regulation.surveys import estimation, months, panel
from regulation.surveys.estimation import Contributions, Quarter, Ratio
from regulation.surveys.queries.monitoring import Collected
from reports.statistics import disclosure
from reports.statistics import monitoring_words as words
from reports.statistics.disclosure import TOTAL, Aggregate, Equation, Fact, Parameters, aggregate, fact
from reports.statistics.monitoring_protection import Before, protected
from reports.statistics.table import Cell, Coverage, Heading, Response, Table, Text

#: Raised whenever the same filings would give other figures.
CODE_VERSION = "2"
#: Printed where the error is too large, and where thirty seekers are not reached.
ROUGH, TOO_FEW = "F", ""
SHORTAGES_SHOWN = 20
_HUNDRED = Decimal(100)
Printed = Mapping[tuple[str, str, str], Decimal | None]


def series_of(number: int) -> str:
    """The release series of a quarter of the year; its vintages are counted apart."""
    return f"monitoring-q{number}"


@dataclass(frozen=True, slots=True)
class Earlier:
    """Printed figures of the quarter before and of the same quarter of the year before; empty where unpublished."""

    quarter: Printed
    year: Printed


@dataclass(frozen=True, slots=True)
class Report:
    """The tables of a quarter, protected, not yet published."""

    year: int
    number: int
    months: tuple[str, ...]
    tables: tuple[Table, ...]
    parameters: Parameters
    coverage: Coverage
    snapshot_hash: str
    #: Figures that are withheld, with why.
    withheld: Mapping[Fact, str]
    #: Names the answers the tables were computed from.
    digest: str = ""
    #: Figures that an attacker could narrow too far; a quarter with any is not published.
    breaches: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """2026Q1."""
        return f"{self.year}Q{self.number}"

    @property
    def is_complete(self) -> bool:
        """All three months were collected."""
        return len(self.months) == 3

    def table(self, key: str) -> Table | None:
        """One table."""
        return next((each for each in self.tables if each.key == key), None)


class _Facts:
    """The quarter's figures by address, with who is behind each."""

    def __init__(self, collected: Collected) -> None:
        self.collected = collected
        self.parts: dict[Fact, Contributions] = {}
        self.aggregates: dict[Fact, Aggregate] = {}
        self.equations: list[Equation] = []

    def address(self, side: str, **codes: str) -> Fact:
        """The address of a side's figure in this quarter."""
        return fact(TOTAL_OF[side], self.collected.year, quarter=str(self.collected.number), **codes)

    def add(self, side: str, parts: Contributions, **codes: str) -> Fact:
        """A figure as the sum of what the points add to it; contributors are enterprise groups."""
        at = self.address(side, **codes)
        self.parts[at] = parts
        self.aggregates[at] = aggregate((self.group(unit), amount) for unit, amount in parts.items())
        return at

    def group(self, unit: str) -> str:
        """The enterprise group of a point, itself where it has none."""
        return self.collected.groups.get(unit, unit)

    def adds_up(self, side: str, dimension: str, codes: Sequence[str]) -> None:
        """The classes of a dimension are all of the side. What rounding left over goes to the largest part of them."""
        whole = self.address(side)
        parts = [self.address(side, **{dimension: code}) for code in codes]
        added = sum((self.aggregates[each].total for each in parts), Decimal(0))
        if not added:
            return
        rest = self.aggregates[whole].total - added
        if rest:
            at = max(parts, key=lambda each: (self.aggregates[each].total, each))
            unit = max(self.parts[at], key=lambda each: (self.parts[at][each], each))
            codes_of = {name: code for name, code in at.dims if name != "quarter"}
            self.add(side, {**self.parts[at], unit: self.parts[at][unit] + rest}, **codes_of)
        self.equations.append(Equation(whole, tuple(parts)))


@dataclass(frozen=True, slots=True)
class Vintage:
    """A vintage of the quarter that is out: the figures it printed, and the answers it was made of."""

    name: str
    told: frozenset[Fact]
    collected: Collected


def _facts_of(collected: Collected) -> _Facts:
    """Every figure of the quarter that is a sum over points, and how they add up."""
    facts = _Facts(collected)
    channels = _channels(collected.quarter)
    areas = _areas(collected.quarter)
    for side in (DEMAND, SEEK):
        facts.add(side, collected.quarter.of(side))
        for dimension, parts in (("channel", channels), ("area_group", areas)):
            for code, quarter in parts.items():
                facts.add(side, quarter.of(side), **{dimension: code})
            facts.adds_up(side, dimension, list(parts))
        for division in CLASSIFICATIONS:
            if side in division.classes:
                for option in division.classes[side]:
                    parts_of = collected.quarter.of_class(division, side, option.code)
                    facts.add(side, parts_of, **{division.key: option.code})
                facts.adds_up(side, division.key, [option.code for option in division.classes[side]])
    return facts


def _since(now: _Facts, vintage: Vintage) -> disclosure.Earlier:
    """What changed since a vintage. A contributor is who says something else than then; new weights are nobody's figure."""
    then = _facts_of(vintage.collected)
    said, told = (_answers(each.collected) for each in (now, then))
    spoke = {unit for unit in said.keys() | told.keys() if said.get(unit) != told.get(unit)}

    def changed(at: Fact) -> Aggregate | None:
        if at not in now.parts or at not in then.parts:
            return None
        after, before = now.parts[at], then.parts[at]
        steps = {
            unit: after.get(unit, Decimal(0)) - before.get(unit, Decimal(0))
            for unit in after.keys() | before.keys()
        }
        found = aggregate((now.group(unit), step) for unit, step in steps.items())
        own = {now.group(unit) for unit, step in steps.items() if step and unit in spoke}
        return replace(found, contributors=len(own))

    return disclosure.Earlier(vintage.name, vintage.told, changed)


def _answers(collected: Collected) -> dict[str, list[tuple[str, Mapping[str, Decimal]]]]:
    """What each point said, by month; who said nothing is not there."""
    found: dict[str, list[tuple[str, Mapping[str, Decimal]]]] = {}
    for each in sorted(collected.quarter.asked, key=lambda one: str(one.month)):
        if each.answer is not None:
            found.setdefault(each.unit, []).append((str(each.month), each.answer))
    return found


def of_collected(
    collected: Collected,
    earlier: Earlier,
    parameters: Parameters,
    before: Before = Before(),  # noqa: B008 - frozen
    vintages: Sequence[Vintage] = (),
) -> Report:
    """The report of what was collected, told apart from earlier `vintages` of the quarter. Pure."""
    facts = _facts_of(collected)
    channels = _channels(collected.quarter)
    areas = _areas(collected.quarter)
    since = [_since(facts, each) for each in vintages if each.collected.digest != collected.digest]
    outcome = protected(facts.aggregates, facts.equations, parameters, before, since)
    withheld = {at: why for at, why in outcome.status.items() if why and at in facts.aggregates}
    sheet = _Sheet(facts, withheld, earlier)
    quarter = collected.quarter
    frame = _Frame(collected, Coverage(quarter.responded, quarter.points))
    tables = (
        _summary(sheet, frame, {TOTAL: quarter, **channels}, "channel", words.CHANNELS),
        _summary(sheet, frame, {TOTAL: quarter, **areas}, "area_group", words.AREAS),
        *(_by_class(sheet, frame, division) for division in CLASSIFICATIONS),
        _shortages(sheet, frame),
        _mood(quarter, frame, parameters),
    )
    said = json.dumps(
        {"filings": collected.digest, "rules": asdict(parameters), "code": CODE_VERSION},
        sort_keys=True,
        default=str,
    )
    return Report(
        collected.year,
        collected.number,
        collected.months,
        tables,
        parameters,
        frame.coverage,
        hashlib.sha256(said.encode()).hexdigest(),
        withheld,
        digest=collected.digest,
        breaches=tuple(str(each.fact) for each in outcome.breaches),
    )


def _channels(quarter: Quarter) -> dict[str, Quarter]:
    """The quarter of each channel that has a point."""
    strata = sorted({each.stratum for each in quarter.asked})
    certain = {panel.PUBLIC, panel.PLATFORM}
    found = {}
    for channel in panel.CHANNELS:
        only = [each for each in strata if each == channel or (channel == "other" and each not in certain)]
        if only:
            found[channel] = Quarter(quarter.asked, only=tuple(only))
    return found


def _areas(quarter: Quarter) -> dict[str, Quarter]:
    """The quarter of each group of districts, by where the points are."""
    units: dict[str, set[str]] = {}
    for each in quarter.asked:
        units.setdefault(panel.district_group(each.district), set()).add(each.unit)
    return {
        code: Quarter(quarter.asked, only=frozenset(units[code]))
        for code in panel.GROUP_NAMES
        if code in units
    }


@dataclass(frozen=True, slots=True)
class _Frame:
    """What is said alike around every table."""

    collected: Collected
    coverage: Coverage

    def table(  # noqa: PLR0917 - a table's own fields
        self,
        key: str,
        number: str,
        title: Text,
        columns: Sequence[Heading],
        rows: Sequence[Heading],
        cells: Sequence[Cell],
        stub: Text,
        notes: Sequence[Text] = (),
        unit: Text = words.PERSONS,
        definition: Text = words.DEFINITION,
    ) -> Table:
        """A table of the quarter."""
        return Table(
            key=key,
            number=number,
            year=self.collected.year,
            title=title,
            unit=unit,
            stub=stub,
            definition=definition,
            period=words.period(self.collected.year, self.collected.number),
            denominator=words.POPULATION,
            columns=tuple(columns),
            rows=tuple(rows),
            cells=tuple(cells),
            coverage=self.coverage,
            notes=(*notes, words.ERROR, words.SIGNS),
            message=title,
            source=words.SOURCE,
            response=Response(self.coverage.counted, self.coverage.in_scope),
        )


class _Sheet:
    """Cells of the quarter, each withheld where its figure is, and where the figures behind it are."""

    def __init__(self, facts: _Facts, withheld: Mapping[Fact, str], earlier: Earlier) -> None:
        self.facts, self.withheld, self.earlier = facts, withheld, earlier

    def show(self, row: str, column: str, at: Fact) -> Cell:
        """A total of persons."""
        found = self.facts.aggregates[at]
        cell = Cell(row, column, found.total, contributors=found.contributors, fact=at)
        return cell.suppressed(self.withheld[at]) if at in self.withheld else cell

    def derive(  # noqa: PLR0917 - a cell's own fields
        self,
        row: str,
        column: str,
        value: Decimal | None,
        facts: Sequence[Fact],
        decimals: int,
        symbol: str = TOO_FEW,
    ) -> Cell:
        """What follows from figures; seen where all of them may be."""
        cell = Cell(
            row,
            column,
            value,
            "" if value is not None else symbol,
            decimals=decimals,
            from_facts=tuple(facts),
        )
        reason = next((self.withheld[each] for each in facts if each in self.withheld), "")
        return cell.suppressed(reason) if reason else cell

    def ratio(self, row: str, found: Ratio, facts: Sequence[Fact]) -> list[Cell]:
        """The ratio with its error; a rough one is not shown, and neither is one of fewer than thirty seekers."""
        rough = found.quality == estimation.TOO_ROUGH
        symbol = ROUGH if rough else TOO_FEW
        value = None if rough else found.value
        return [
            self.derive(row, "ratio", value, facts, 2, symbol),
            self.derive(row, "error", None if rough or value is None else found.error, facts, 3, symbol),
        ]

    def changes(self, table: str, cell: Cell) -> list[Cell]:
        """What the printed figure differs from those printed before, in points."""
        found = []
        for name, printed in (("quarter", self.earlier.quarter), ("year", self.earlier.year)):
            before = printed.get((table, cell.row, cell.column))
            value = None if cell.value is None or before is None else cell.rounded() - before
            found.append(
                Cell(
                    cell.row,
                    f"{cell.column}_{name}",
                    value,
                    decimals=cell.decimals,
                    from_facts=cell.from_facts,
                )
            )
        return found


def _summary(
    sheet: _Sheet, frame: _Frame, parts: Mapping[str, Quarter], dimension: str, text: words.Summary
) -> Table:
    """Vacancies, seekers and ratio, of all and of each part, with changes, points and answers."""
    cells: list[Cell] = []
    for code, quarter in parts.items():
        codes = {} if code == TOTAL else {dimension: code}
        demand, seekers = (sheet.facts.address(side, **codes) for side in (DEMAND, SEEK))
        cells += [sheet.show(code, "demand", demand), sheet.show(code, "seekers", seekers)]
        ratio = sheet.ratio(code, quarter.ratio(), (demand, seekers))
        cells += [*ratio, *sheet.changes(text.key, ratio[0])]
        cells += [
            Cell(code, "points", Decimal(quarter.points)),
            Cell(code, "answered", Decimal(quarter.responded)),
            Cell(
                code,
                "response",
                None if quarter.response is None else quarter.response * _HUNDRED,
                decimals=1,
            ),
        ]
    rows = [Heading(code, *text.row(code), is_total=code == TOTAL) for code in parts]
    return frame.table(
        text.key, text.number, text.title, words.SUMMARY_COLUMNS, rows, cells, text.stub, text.notes
    )


def _by_class(sheet: _Sheet, frame: _Frame, division: Classification) -> Table:
    """One division: persons, shares with their change in points, and the ratio where both sides have the class."""
    key = f"by-{division.key}"
    sides = [side for side in (DEMAND, SEEK) if side in division.classes]
    quarter = sheet.facts.collected.quarter
    cells: list[Cell] = []
    for side in sides:
        whole = sheet.facts.address(side)
        total = sheet.facts.aggregates[whole].total
        for option in division.classes[side]:
            at = sheet.facts.address(side, **{division.key: option.code})
            cells.append(sheet.show(option.code, words.COLUMN_OF[side], at))
            part = sheet.facts.aggregates[at].total * _HUNDRED / total if total else None
            share = sheet.derive(option.code, f"{words.COLUMN_OF[side]}_share", part, (at, whole), 2)
            cells += [share, *sheet.changes(key, share)]
    if len(sides) == 2:
        both = [each for each in division.options if all(each in division.classes[side] for side in sides)]
        for option in both:
            facts = [sheet.facts.address(side, **{division.key: option.code}) for side in sides]
            found = quarter.ratio(*(sheet.facts.parts[each] for each in facts))
            ratio = sheet.ratio(option.code, found, facts)
            cells += [*ratio, *sheet.changes(key, ratio[0])]
    at_number = CLASSIFICATIONS.index(division) + 3
    return frame.table(
        key,
        f"M{at_number:02}",
        words.by_class(division),
        words.class_columns(sides),
        [Heading(option.code, option.zh, option.en) for option in division.options],
        cells,
        Text(division.zh, division.en),
        words.notes_of(division),
    )


def _shortages(sheet: _Sheet, frame: _Frame) -> Table:
    """Occupations short of staff, the largest gap first; one whose figures are withheld has no rank."""
    division = DIVISIONS["occ"]
    cells: list[Cell] = []
    rows: list[Heading] = []
    names = {option.code: option for option in division.options}
    for each in sheet.facts.collected.quarter.shortages(division):
        at = [sheet.facts.address(side, **{division.key: each.code}) for side in (DEMAND, SEEK)]
        if any(fact in sheet.withheld for fact in at) or len(rows) == SHORTAGES_SHOWN:
            continue
        rows.append(Heading(each.code, names[each.code].zh, names[each.code].en))
        found = sheet.facts.collected.quarter.ratio(*(sheet.facts.parts[fact] for fact in at))
        cells += [
            Cell(each.code, "rank", Decimal(len(rows))),
            sheet.derive(each.code, "gap", each.gap, at, 0),
            sheet.show(each.code, "demand", at[0]),
            sheet.show(each.code, "seekers", at[1]),
            *sheet.ratio(each.code, found, at),
        ]
    return frame.table(
        "shortages",
        "M10",
        words.SHORTAGES,
        words.SHORTAGE_COLUMNS,
        rows,
        cells,
        words.OCCUPATION,
        words.SHORTAGE_NOTES,
    )


def _mood(quarter: Quarter, frame: _Frame, parameters: Parameters) -> Table:
    """Expectation and pay: an index and a median over points, shown from as many points as the threshold asks."""
    cells: list[Cell] = []
    channels = {TOTAL: quarter, **_channels(quarter)}
    for code, part in channels.items():
        index = part.diffusion()
        pay, points = part.median_pay()
        enough = part.responded >= parameters.threshold
        cells += [
            Cell(code, "index", index, decimals=1) if enough else _few(code, "index", index),
            Cell(code, "pay", pay, contributors=points)
            if points >= parameters.threshold
            else _few(code, "pay", pay),
        ]
    rows = [Heading(code, *words.CHANNELS.row(code), is_total=code == TOTAL) for code in channels]
    return frame.table(
        "expectation",
        "M11",
        words.EXPECTATION,
        words.EXPECTATION_COLUMNS,
        rows,
        cells,
        words.CHANNELS.stub,
        words.EXPECTATION_NOTES,
        unit=words.MIXED,
        definition=words.EXPECTATION_DEFINITION,
    )


def _few(row: str, column: str, value: Decimal | None) -> Cell:
    cell = Cell(row, column, value)
    return cell.suppressed("threshold") if value is not None else cell


def quarters_before(year: int, number: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """The quarter before, and the same of the year before."""
    return months.quarter_before(year, number), (year - 1, number)


__all__ = [
    "CODE_VERSION",
    "SIDES",
    "Earlier",
    "Report",
    "of_collected",
    "quarters_before",
    "series_of",
]

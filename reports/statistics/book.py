"""All tables of a year at once: computed from one set of microdata, protected together, with one hash.

T01 to T11 come from the microdata alone: the snapshot that the release gate froze, else the filings of
the moment, and then everything says that it is not published. The other tables bring their own source;
T12, which speaks of the same firms, is protected beside them (`parks_protection`).
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections import OrderedDict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from decimal import Decimal
from typing import Any

from regulation.surveys.queries import filed_rows, quality, waivers_in_force
from reports.statistics import (
    from_returns,
    gathering,
    history,
    keeping,
    parks_past,
    parks_protection,
    protection,
    t12_parks,
    t13_registration,
    t14_supervision,
    t15_supply_demand,
    t16_quality,
    table,
)
from reports.statistics.disclosure import Aggregate, Fact, Outcome, Parameters, Waiver
from reports.statistics.earlier import Vintage
from reports.statistics.earlier import compared as compared_to
from reports.statistics.earlier import vintages as vintages_of
from reports.statistics.frames import figures
from reports.statistics.imputation import Imputation
from reports.statistics.microdata import Microdata
from reports.statistics.parks_protection import Past
from reports.statistics.protection import Before
from reports.statistics.t12_parks import Gathered
from reports.statistics.table import Cell, Coverage, Status, Table, Text

#: The book's series of releases.
SERIES = "yearbook"
#: Raised whenever the same microdata would give other cells.
CODE_VERSION = "7"
PRELIMINARY = Text("（初步数 (p)）", " (preliminary (p))")
#: Books kept ready: protecting one takes long, and a page is looked at more than once.
KEPT = 4

Published = Mapping[tuple[str, str, str], Decimal | None]


@dataclass(frozen=True)
class Book:
    """The tables of a year, not yet published."""

    year: int
    tables: tuple[Table, ...]
    parameters: Parameters
    coverage: Coverage
    #: Over the microdata, the rules, and every cell as it may be read.
    snapshot_hash: str
    #: Digest of the microdata alone: what the gate froze and what is signed.
    digest: str
    outcome: Outcome
    is_frozen: bool = False
    #: What still stands in the way of freezing; empty once frozen.
    imputation: Imputation | None = field(default=None, compare=False)
    #: Rule, level and how often it spoke up in the returns that count.
    edits: tuple[tuple[str, str, int], ...] = field(default=(), compare=False)

    def table(self, key: str) -> Table | None:
        """One table by its key or number."""
        return next((each for each in self.tables if key in {each.key, each.number}), None)

    @property
    def withheld(self) -> dict[str, int]:
        """How many cells are withheld, by reason."""
        found: dict[str, int] = {}
        for each in self.tables:
            for cell in each.cells:
                if cell.is_suppressed:
                    found[cell.reason] = found.get(cell.reason, 0) + 1
        return found

    @property
    def narrowed(self) -> tuple[str, ...]:
        """What an attacker computes too closely: while there is any, nothing is released."""
        return tuple(str(each) for each in self.outcome.breaches)


def of_microdata(  # the pure book
    microdata: Microdata,
    year: int,
    parameters: Parameters,
    *,
    waivers: Collection[Waiver] = (),
    before: Before | None = None,
    vintages: Sequence[Vintage] = (),
) -> tuple[tuple[Table, ...], Outcome]:
    """T01 to T11 from the microdata alone: the same microdata, rules and code give the same cells.

    After earlier `vintages` of the year they tell nobody's figure who reported late or corrected since.
    """

    def compared(earlier: Fact, later: Fact) -> tuple[Aggregate, Aggregate] | None:
        if earlier.year not in microdata.years or later.year not in microdata.years:
            return None
        since = figures(microdata, earlier.year)
        try:
            changed = figures(microdata, later.year).change(since, later)
            return None if changed is None else (since.sum(earlier).aggregate, changed)
        except KeyError:  # counted by something that is no cell of the form
            return None

    tables, outcome = protection.protected(
        from_returns.drafts(microdata, year),
        parameters,
        waivers=waivers,
        before=before,
        compared=compared,
        earlier=compared_to(microdata, vintages),
    )
    return tables, replace(
        outcome, uncompared=tuple(each.name for each in vintages if each.microdata is None)
    )


async def compute(
    year: int,
    parameters: Parameters | None = None,
    *,
    earlier: Published | None = None,
    before: Before | None = None,
    provisional: bool = False,
) -> Book:
    """Compute the year's tables. Raises NotFound where nobody answered for the year.

    `earlier` are the cells of the latest release, to mark what was revised; `before` the figures earlier
    releases printed or withheld, by default those of all there are.
    """
    rules = parameters or Parameters()
    before = before if before is not None else await history.before(SERIES)
    found = await gathering.frozen(year) or await gathering.gather(year)
    waivers = tuple(
        Waiver(each.group, each.indicator, each.year)
        for each in await waivers_in_force.consents(min(found.microdata.years), year)
    )
    vintages = await vintages_of(SERIES, year)
    parks = await t12_parks.gather(year)
    past = await parks_past.known(SERIES, year, before)
    key = _key(
        found.microdata,
        rules,
        waivers=waivers,
        before=before,
        vintages=vintages,
        parks=(parks.digest, past.digest),
    )
    made = _known.get(key)
    if made is None:
        # The solver keeps a processor busy for seconds; the pages of others go on meanwhile.
        made = await asyncio.to_thread(
            _with_parks,
            found.microdata,
            parks,
            rules,
            waivers=waivers,
            before=before,
            vintages=vintages,
            past=past,
        )
        _known[key] = made
        while len(_known) > KEPT:
            _known.popitem(last=False)
    tables, outcome = made
    others = await _others(year, found.microdata)
    tables = tuple(_marked(each, earlier, provisional=provisional) for each in (*tables, *others))
    response = figures(found.microdata, year).response
    return Book(
        year,
        tuple(sorted(tables, key=lambda each: each.number)),
        rules,
        Coverage(response.responded, response.in_scope),
        _hash(found.microdata.digest, rules, tables),
        found.microdata.digest,
        outcome,
        found.is_frozen,
        found.imputation,
        tuple((each.rule, each.level, each.times) for each in await quality.fired(year)),
    )


def _with_parks(
    microdata: Microdata,
    parks: Gathered,
    parameters: Parameters,
    *,
    waivers: Collection[Waiver],
    before: Before,
    vintages: Sequence[Vintage],
    past: Past,
) -> tuple[tuple[Table, ...], Outcome]:
    """T01 to T11, and T12 beside them: the book passes where both do."""
    year = parks.year
    tables, outcome = of_microdata(
        microdata, year, parameters, waivers=waivers, before=before, vintages=vintages
    )
    table, own = parks_protection.protected(
        parks,
        parameters,
        returns=figures(microdata, year),
        status=outcome.status,
        waivers=waivers,
        past=past,
    )
    parks_only = {fact: why for fact, why in own.status.items() if fact not in outcome.status}
    return (*tables, table), replace(
        outcome,
        status={**outcome.status, **parks_only},
        intervals={**own.intervals, **outcome.intervals},
        breaches=tuple(
            sorted({*outcome.breaches, *own.breaches}, key=lambda each: (each.fact, each.reason, each.reader))
        ),
        cost=outcome.cost + own.cost,
        bound=outcome.bound + own.bound,
        programmes=outcome.programmes + own.programmes,
    )


async def _others(year: int, microdata: Microdata) -> tuple[Table, ...]:
    """The tables from other sources, each with its own rights, in their final form."""
    return (
        await t13_registration.compute(year),
        await t14_supervision.compute(year),
        await t15_supply_demand.compute(year),
        await t16_quality.compute(year, microdata),
    )


_known: OrderedDict[str, tuple[tuple[Table, ...], Outcome]] = OrderedDict()


async def coverage(year: int) -> Coverage:
    """How many of those that are asked answered, without computing anything."""
    for each in await filed_rows.rounds(year, longest=1):
        return Coverage(*await filed_rows.answered(each))
    return Coverage(0, 0)


async def years(until: int) -> list[int]:
    """The years of which there are returns, oldest first."""
    return [each.year for each in await filed_rows.rounds(until)]


def said(parameters: Parameters) -> dict[str, Any]:
    """The rules as a release keeps them."""
    return asdict(parameters)


def _key(
    microdata: Microdata,
    rules: Parameters,
    *,
    waivers: Sequence[Waiver],
    before: Before,
    vintages: Sequence[Vintage],
    parks: Sequence[str],
) -> str:
    """Everything that decides which cells of T01 to T12 are shown."""
    return _summed(
        {
            "microdata": microdata.digest,
            "rules": said(rules),
            "waivers": sorted(map(str, waivers)),
            "published": sorted((str(fact), str(value)) for fact, value in before.published.items()),
            "withheld": sorted(map(str, before.withheld)),
            "parks": list(parks),
            "vintages": [[each.name, each.microdata.digest if each.microdata else ""] for each in vintages],
        }
    )


def _hash(digest: str, rules: Parameters, tables: Sequence[Table]) -> str:
    """The microdata, the rules and every cell as it may be read; not whether it was revised, which time decides."""
    return _summed(
        {
            "microdata": digest,
            "rules": said(rules),
            "tables": [
                [each.number, *([cell.row, cell.column, _read(cell), cell.symbol] for cell in each.cells)]
                for each in tables
            ],
        }
    )


def _read(cell: Cell) -> str | None:
    return None if cell.value is None else str(cell.rounded())


def _summed(kept: dict[str, Any]) -> str:
    text = json.dumps({**kept, "code": CODE_VERSION}, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


# --- status of cells --------------------------------------------------------------------------------------


def _marked(table: Table, earlier: Published | None, *, provisional: bool) -> Table:
    cells = [_status(table, cell, earlier or {}, provisional=provisional) for cell in table.cells]
    marked = table.with_cells(cells)
    if not provisional:
        return marked
    period = Text(table.period.zh + PRELIMINARY.zh, table.period.en + PRELIMINARY.en)
    columns = tuple(
        replace(each, zh=f"{each.zh}(p)", en=f"{each.en} (p)") if each.key == str(table.year) else each
        for each in table.columns
    )
    return replace(marked, period=period, columns=columns)


def _status(table: Table, cell: Cell, earlier: Published, *, provisional: bool) -> Cell:
    """Revised before anything else, then what is estimated; preliminary is what is neither."""
    if cell.value is None:
        return cell
    before = earlier.get((table.key, cell.row, cell.column))
    if before is not None and cell.rounded() != before:
        return replace(cell, status=Status.REVISED)
    is_of_year = cell.fact is None or cell.fact.year == table.year
    if provisional and cell.status == Status.NORMAL and is_of_year:
        return replace(cell, status=Status.PROVISIONAL)
    return cell


# --- as a release keeps it --------------------------------------------------------------------------------


def rows_to_keep(book: Book) -> list[dict[str, Any]]:
    """The cells as a release keeps them: what is withheld is not there at all."""
    return [
        {
            "table_key": each.key,
            "position": position,
            "row_key": cell.row,
            "column_key": cell.column,
            "value": None if cell.value is None else cell.rounded(),
            "symbol": cell.symbol,
            "status": str(cell.status),
            "decimals": cell.decimals,
        }
        for each in book.tables
        for position, cell in enumerate(each.cells)
    ]


def frames(book: Book) -> list[dict[str, Any]]:
    """Heads, stubs, notes of each table, as a release keeps them."""
    return [
        {
            **each.frame(),
            keeping.NAME: keeping.facts_of(each),
            **({keeping.EDITS: [list(edit) for edit in book.edits]} if each.key == t16_quality.KEY else {}),
        }
        for each in book.tables
    ]


def of_release(frame: dict[str, Any], cells: list[dict[str, Any]]) -> Table:
    """A published table, read back from its release."""
    own = [
        Cell(
            each["row_key"],
            each["column_key"],
            each["value"],
            each["symbol"],
            each["status"],
            each["decimals"],
        )
        for each in cells
        if each["table_key"] == frame["key"]
    ]
    return table.of_frame(frame, keeping.with_facts(frame, own))

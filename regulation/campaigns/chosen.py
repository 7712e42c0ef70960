"""Tables of the cube that an author puts into the report: one measure along rows and, where wanted, columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from regulation.campaigns import papers
from regulation.campaigns.rules import cube
from regulation.campaigns.rules.cube import Cell
from regulation.campaigns.status import (
    DEPARTMENTS,
    DIMENSIONS,
    MEASURES,
    TARGETS,
    UNITS_OF,
    Department,
    Dimension,
    Measure,
    Target,
)
from regulation.inspections.status import OUTCOME_NAMES
from regulation.leads.status import STATUS_NAMES as LEAD_STATUSES
from regulation.penalties.status import CASE_NAMES, ORDER_NAMES
from regulation.recruiter_accounts.status import ACCOUNT_STATUSES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from regulation.campaigns.rules.cube import Fact, Table

Row = dict[str, Any]
#: A page has room for so many columns of figures; more go on in another table.
WIDEST = 6
MOST = 12
#: Each kind of matter has its own words for what came of it. Groups of the radar, which stands beside this area, bring theirs.
OUTCOMES: dict[str, Mapping[Any, str]] = {
    Measure.VISITS: OUTCOME_NAMES,
    Measure.UNITS: OUTCOME_NAMES,
    Measure.ORDERS: ORDER_NAMES,
    Measure.LEADS: LEAD_STATUSES,
    Measure.ACCOUNTS: ACCOUNT_STATUSES,
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One table, as it is kept with the campaign."""

    measure: str
    rows: str
    columns: str = ""

    @property
    def is_known(self) -> bool:
        """Whether there is such a table."""
        known = set(Dimension)
        return (
            self.measure in set(Measure)
            and self.rows in known
            and self.columns in known | {""}
            and self.rows != self.columns
        )

    @property
    def key(self) -> str:
        """Its one spelling."""
        return f"{self.measure}|{self.rows}|{self.columns}"

    @classmethod
    def of(cls, key: str) -> Choice:
        return cls(*key.split("|"))


def keys_of(campaign: Row, dimension: str) -> Sequence[str]:
    """Rows and columns that stand even when nothing was counted: who takes part, where, against whom."""
    match dimension:
        case Dimension.AREA:
            return campaign["areas"]
        case Dimension.DEPARTMENT:
            return [campaign["lead_department"], *campaign["joint_departments"]]
        case Dimension.TARGET:
            return campaign["targets"]
    return ()


def table_of(campaign: Row, facts: Sequence[Fact], choice: Choice) -> Table:
    """The table as the cube has it."""
    return cube.roll_up(
        facts,
        choice.measure,
        choice.rows,
        choice.columns,
        row_keys=keys_of(campaign, choice.rows),
        column_keys=keys_of(campaign, choice.columns),
    )


def in_report(campaign: Row, facts: Sequence[Fact], groups: Mapping[Any, str] | None = None) -> list[Row]:
    """All chosen tables as the paper has them, in the order in which they were chosen."""
    words = OUTCOMES | {Measure.CLUSTERS: groups or {}}
    return [
        made for key in campaign["report_tables"] for made in _printed(campaign, facts, Choice.of(key), words)
    ]


def _printed(
    campaign: Row, facts: Sequence[Fact], choice: Choice, words: Mapping[str, Mapping[Any, str]]
) -> list[Row]:
    table = table_of(campaign, facts, choice)
    along = DIMENSIONS[Dimension(choice.rows)]
    title = f"{MEASURES[Measure(choice.measure)]}分{along}"
    if choice.columns:
        title += f"、分{DIMENSIONS[Dimension(choice.columns)]}"
    note = "同一单位检查多次计一户，各行相加可能大于合计。" if choice.measure == Measure.UNITS else ""
    starts = range(0, max(1, len(table.columns)), WIDEST)
    pieces = [table.columns[at : at + WIDEST] for at in starts]
    return [
        papers.table(
            f"{title}（{UNITS_OF[Measure(choice.measure)]}）" + ("（续）" if n else ""),
            [along, *(_name(choice, choice.columns, each, words) for each in piece), *_last(pieces, n)],
            [
                *(
                    [
                        _name(choice, choice.rows, row, words),
                        *(_told(choice, table.cells.get((row, column)), row, column) for column in piece),
                        *_last(pieces, n, _told(choice, table.row_totals.get(row), row)),
                    ]
                    for row in table.rows
                ),
                [
                    "合计",
                    *(_told(choice, table.column_totals.get(column), "", column) for column in piece),
                    *_last(pieces, n, papers.told(table.total, choice.measure, ours=True)),
                ],
            ],
            note if n == len(pieces) - 1 else "",
        )
        for n, piece in enumerate(pieces)
    ]


def _last(pieces: Sequence[Any], n: int, said: str = "合计") -> list[str]:
    """The sum stands in the last piece alone."""
    return [said] if n == len(pieces) - 1 else []


def _told(choice: Choice, cell: Cell | None, row: str, column: str = "") -> str:
    departments = [
        key
        for along, key in ((choice.rows, row), (choice.columns, column))
        if along == Dimension.DEPARTMENT and key
    ]
    ours = departments in ([], [str(Department.HRSS)])
    return papers.told(cell or Cell(), choice.measure, ours=ours)


def _name(choice: Choice, along: str, key: str, words: Mapping[str, Mapping[Any, str]]) -> str:
    if not key:
        return "未分列"
    match along:
        case Dimension.AREA:
            return papers.area_name(key)
        case Dimension.DEPARTMENT:
            return DEPARTMENTS[Department(key)]
        case Dimension.TARGET:
            return TARGETS[Target(key)]
        case Dimension.VIOLATION:
            return papers.violation_name(key)
        case Dimension.OUTCOME:
            return words.get(choice.measure, CASE_NAMES).get(key, key)
    return key

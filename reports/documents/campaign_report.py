"""D-62 专项行动统计报表及总结. The official forms were not found: the tables are those that published campaigns report."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from reports.documents import parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Line:
    cells: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Table:
    title: str
    heads: tuple[str, ...]
    rows: tuple[Line, ...]
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Snapshot(parts.Paper):
    campaign: str
    campaign_number: str
    year: int
    from_on: date
    until_on: date
    #: The day on which the count was frozen.
    counted_on: date
    basis: str
    lead: str
    areas: tuple[str, ...]
    targets: tuple[str, ...]
    violations: tuple[str, ...]
    problem: str
    measures: str
    done: str
    found: str
    next: str
    tables: tuple[Table, ...]
    joint: tuple[str, ...] = ()
    #: Ground and approval where a whole trade was told to stop.
    halt: str = ""
    #: Departments that took part and reported nothing.
    silent: tuple[str, ...] = ()
    #: SHA-256 of the facts behind the tables.
    facts_sha256: str = ""
    signed_by: str = ""


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The report as it is sent up."""
    return "campaign_report.html", {"paper": snapshots.read(Snapshot, snapshot)}

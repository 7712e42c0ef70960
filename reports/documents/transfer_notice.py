"""许可事项移交告知书: the power went to another organ; the matter goes on there, and its periods with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from reports.documents import parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Period:
    """A period that runs on."""

    name: str
    due_on: date


@dataclass(frozen=True, kw_only=True)
class Snapshot(parts.Paper):
    applicant: parts.Party
    matter: str
    former: str
    new: str
    handed_over_on: date
    basis: str
    #: Periods that go on: name and last day.
    periods: tuple[Period, ...] = ()
    application_number: str = ""


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The notice that the matter has another organ."""
    return "transfer_notice.html", {"paper": snapshots.read(Snapshot, snapshot)}

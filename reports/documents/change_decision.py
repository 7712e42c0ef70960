"""准予变更行政许可决定书 (D-14). 《行政许可法》第四十九条: the items that read otherwise from now on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from reports.documents import parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Change:
    """One item of the licence, before and after."""

    item: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, kw_only=True)
class Snapshot(parts.Paper):
    applicant: parts.Party
    matter: str
    received_on: date
    accepted_on: date
    licence_title: str
    licence_number: str
    valid_to: date
    changes: tuple[Change, ...]
    citations: tuple[parts.Article, ...]
    application_number: str = ""
    commitment: str = ""
    hearing: str = ""
    #: How the paper is handed over, where another law than the Licensing Law says so.
    handed_over: str = ""


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The change."""
    return "change_decision.html", {"paper": snapshots.read(Snapshot, snapshot)}

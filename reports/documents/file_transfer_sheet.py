"""机构档案移交单: a firm moved to another district, and its file with it; both organs sign for the same list."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from reports.documents import parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Item:
    """One thing in the file."""

    kind: str
    number: str
    status: str
    on: date


@dataclass(frozen=True, kw_only=True)
class Snapshot(parts.Paper):
    firm_name: str
    old_organ: str
    new_organ: str
    asked_on: date
    sent_on: date
    sent_by: str
    received_on: date
    received_by: str
    contents: tuple[Item, ...] = ()
    citations: tuple[parts.Article, ...] = ()


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The sheet, issued by the organ that received the file."""
    return "file_transfer_sheet.html", {"paper": snapshots.read(Snapshot, snapshot)}

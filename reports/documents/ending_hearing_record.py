"""撤销（撤回）行政许可听证笔录. 《行政许可法》第四十八条, by analogy: signed by those who took part; the decision rests on it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from reports.documents import parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Snapshot(parts.Paper):
    party: parts.Party
    matter_number: str
    verb: str
    licence_title: str
    licence_number: str
    licence_valid_from: date
    held_on: date
    place: str
    presider: str
    attendees: tuple[str, ...]
    record: str
    citations: tuple[parts.Article, ...]


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The record of the hearing."""
    return "ending_hearing_record.html", {"paper": snapshots.read(Snapshot, snapshot)}

"""拟撤销（撤回）行政许可告知书. 《行政许可法》第七条: facts, ground and article, and the right to be heard, before it is decided."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from reports.documents import parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Snapshot(parts.Paper):
    party: parts.Party
    matter_number: str
    #: 撤销 or 撤回.
    verb: str
    licence_title: str
    licence_number: str
    licence_valid_from: date
    facts: str
    evidence: tuple[str, ...]
    ground: str
    citations: tuple[parts.Article, ...]
    statement_days: int
    #: The holder is not to blame: what it lost lawfully is made good.
    is_compensated: bool = False
    #: A false promise is dealt with as acting without a licence.
    is_unlicensed: bool = False
    unlicensed: str = ""
    unlicensed_citations: tuple[parts.Article, ...] = ()


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The notice."""
    return "ending_notice.html", {"paper": snapshots.read(Snapshot, snapshot)}

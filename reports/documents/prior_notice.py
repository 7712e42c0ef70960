"""行政处罚事先告知书. 《行政处罚法》第四十四条, 第四十五条; with the right to a hearing where 第六十三条 gives one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from reports.documents import case_parts, parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Hearing:
    """The right to a hearing, why it exists, and how long it may be asked for."""

    #: Which of the cases of 第六十三条, such as 较大数额罚款.
    ground: str
    #: 《行政处罚法》第六十四条: five days from the notice; working days by 第八十五条.
    working_days: int = 5


@dataclass(frozen=True, kw_only=True)
class Snapshot(parts.Paper):
    party: parts.Party
    case_number: str
    #: 案由.
    cause: str
    facts: tuple[str, ...]
    evidence: tuple[str, ...]
    breached: tuple[parts.Article, ...]
    basis: tuple[parts.Article, ...]
    #: What is intended.
    penalties: tuple[parts.Penalty, ...]
    #: What the article itself orders given back to the workers, besides the penalties.
    refund: case_parts.Refund | None = None
    #: What is intended where no penalty is: the items of a handling decision in a labour case.
    handling: tuple[parts.Penalty, ...] = ()
    #: Reasons for the measure within the range.
    discretion: str = ""
    #: Working days for statement and defence. The law names no number; the authority sets it.
    statement_days: int
    statement_due_on: date | None = None
    hearing: Hearing | None = None
    officers: tuple[parts.Officer, ...] = ()


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The notice without which no penalty may be decided."""
    return "prior_notice.html", {"paper": snapshots.read(Snapshot, snapshot)}

"""责令限期改正指令书. 《行政处罚法》第二十八条, 《人力资源市场暂行条例》第四十二条至第四十四条.

Not a penalty: most fines of the Regulations need a refusal to do what this paper asks, so what, by
when and to whom to report stand on it without room for doubt.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from reports.documents import parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Snapshot(parts.Paper):
    party: parts.Party
    #: The day and the occasion on which the breach was found, such as 现场检查 or 投诉核查.
    found_on: date
    occasion: str
    facts: tuple[str, ...]
    #: Articles breached, quoted.
    breached: tuple[parts.Article, ...]
    #: Articles the order rests on, quoted.
    basis: tuple[parts.Article, ...]
    demands: tuple[str, ...]
    due_on: date
    #: What a refusal to correct leads to, by which article; empty where the law attaches nothing.
    consequence: str = ""
    officers: tuple[parts.Officer, ...] = ()
    #: Given and handed over there and then, 《关于实施〈劳动保障监察条例〉若干规定》第三十一条.
    on_the_spot: bool = False
    remedies: parts.Remedies = field(default_factory=parts.Remedies)


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The order."""
    return "order_to_correct.html", {"paper": snapshots.read(Snapshot, snapshot)}

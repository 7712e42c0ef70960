"""随机抽查抽取结果公告. 《人力资源市场暂行条例》第三十五条: what was drawn, and how anyone can recompute it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from reports.documents import parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Stratum:
    name: str
    population: int
    eligible: int
    drawn: int
    #: In the draw for certain, beside the sample.
    certain: int = 0
    #: Why firms were left out of the sample, with their number.
    excluded: str = ""


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """One firm drawn. Officers appear by the names or pseudonyms the organ publishes."""

    firm: str
    code: str = ""
    district: str = ""
    stratum: str = ""
    officers: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Source:
    """A public source of chance: what was announced, and what it turned out to be."""

    description: str
    value: str


@dataclass(frozen=True, kw_only=True)
class Snapshot(parts.Paper):
    #: Name of the draw, such as 2026年度人力资源服务机构第二批随机抽查.
    matter: str
    draw_id: str
    #: Plan and items on which the draw rests.
    plan: str
    items: tuple[str, ...]
    strata: tuple[Stratum, ...]
    drawn: tuple[Drawn, ...]
    committed_at: datetime
    commitment: str
    drawn_at: datetime
    result_hash: str
    sources: tuple[Source, ...] = ()
    operator: str = ""
    supervisor: str = ""
    #: Version of the published procedure.
    procedure: str = "hrdraw-1"
    #: Inspectors stay unnamed where the visits are to come as a surprise.
    note: str = ""


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The public summary of a draw."""
    return "draw_notice.html", {"paper": snapshots.read(Snapshot, snapshot)}

"""现场检查笔录. 《行政处罚法》第五十五条, 《人力资源市场暂行条例》第三十四条: two officers, certificates shown, read back, signed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from reports.documents import parts, snapshots


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line of the check form."""

    item: str
    #: 符合, 不符合 or 不适用.
    result: str
    #: What was seen, and where the evidence is.
    note: str = ""
    basis: str = ""


@dataclass(frozen=True, kw_only=True)
class Signature:
    """Who signed, or why not."""

    name: str
    capacity: str = ""
    signed_at: datetime | None = None
    refusal: str = ""


@dataclass(frozen=True, kw_only=True)
class Snapshot(parts.Paper):
    firm: parts.Party
    place: str
    started_at: datetime
    ended_at: datetime
    #: 年度计划抽查, 投诉举报核查, 专项检查 or 企业申请; with the number it came from.
    source: str
    officers: tuple[parts.Officer, ...]
    #: Number of the approval without which nobody may enter.
    approval_number: str = ""
    #: When the firm's code was scanned, which begins an inspection in Beijing.
    scanned_at: datetime | None = None
    #: Rights and duties told.
    rights: str = (
        "执法人员已出示行政执法证件，并告知当事人享有陈述、申辩和申请回避的权利以及如实提供情况的义务。"
    )
    #: The party's answer about recusal, where one was given; nobody answers for it.
    recusal: str = ""
    #: Name and version of the check form.
    form: str = ""
    entries: tuple[Entry, ...] = ()
    facts: tuple[str, ...] = ()
    #: What the firm had to say.
    statement: str = ""
    #: The conclusion in a sentence.
    result: str = ""
    firm_signature: Signature | None = None
    #: Signatures drawn on glass; where there are none, names are signed by hand.
    signature_images: tuple[parts.SignatureImage, ...] = ()
    #: How the officers showed who they are.
    certificates_shown_at: datetime | None = None
    assistants: int = 0
    #: Names the paper: an inspection's record, or the notice of its result.
    title: str = "现场检查笔录"


def build(snapshot: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The record made on the spot."""
    paper = snapshots.read(Snapshot, snapshot)
    if len(paper.officers) < 2:
        raise snapshots.Incomplete("inspection_record", ["officers: an inspection needs at least two"])
    return "inspection_record.html", {"paper": paper}

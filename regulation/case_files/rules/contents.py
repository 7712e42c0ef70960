"""Which paper stands where: the main volume in the order in which a judge reads, the side volume apart.

No national rule on the files of penalties was found that gives an order; this is the common one: the decision and its service
first, then the case from its opening to its end.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from regulation.law import beijing
from regulation.penalties.status import EVIDENCE
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID


class Volume(StrEnum):
    """Of the two, only the main one leaves the organ."""

    MAIN = "main"
    SIDE = "side"


VOLUME_NAMES: dict[Volume, str] = {Volume.MAIN: N_("正卷"), Volume.SIDE: N_("副卷")}


class Part(StrEnum):
    """The parts of a file, in their order."""

    DECISION = "decision"
    OPENING = "opening"
    ORDER = "order"
    EVIDENCE = "evidence"
    REPORT = "report"
    NOTICE = "notice"
    HEARING = "hearing"
    PERFORMANCE = "performance"
    REMEDIES = "remedies"
    CLOSING = "closing"
    INTERNAL = "internal"


PART_NAMES: dict[Part, str] = {
    Part.DECISION: N_("决定和送达"),
    Part.OPENING: N_("立案、管辖和回避"),
    Part.ORDER: N_("责令改正和复查"),
    Part.EVIDENCE: N_("证据"),
    Part.REPORT: N_("调查终结"),
    Part.NOTICE: N_("事先告知和陈述申辩"),
    Part.HEARING: N_("听证"),
    Part.PERFORMANCE: N_("履行和强制执行"),
    Part.REMEDIES: N_("行政复议和行政诉讼"),
    Part.CLOSING: N_("公示和结案"),
    Part.INTERNAL: N_("审核和集体讨论"),
}

#: Part -> its kinds of papers in their order.
KINDS: dict[Part, tuple[str, ...]] = {
    Part.DECISION: (
        "penalty_decision",
        "spot_decision",
        "spot_form_copy",
        "signature-party",
        "no_penalty_decision",
        "compliance_pledge",
        "supervision_advice",
        "handling_decision",
        "case_withdrawal_decision",
        "credit_repair_notice",
        "payment_notice",
        "service_address",
        "service_announcement",
        "service_receipt",
    ),
    Part.OPENING: (
        "case_opening_form",
        "jurisdiction_designation",
        "transfer_letter",
        "transfer_receipt",
        "recusal_decision",
    ),
    Part.ORDER: ("order_to_correct", "correction_extension", "recheck_record", "talk_record"),
    Part.EVIDENCE: (
        "interview_record",
        "scene_record",
        "preservation_approval",
        "preservation_notice",
        "preservation_handling",
        "evidence_receipt",
        "evidence",
    ),
    Part.REPORT: ("investigation_report",),
    Part.NOTICE: ("prior_notice", "statement_record", "statement", "statement_review"),
    Part.HEARING: (
        "power_of_attorney",
        "case_hearing_notice",
        "case_hearing_record",
        "hearing_record",
        "case_hearing_report",
    ),
    Part.PERFORMANCE: (
        "deferral_application",
        "deferral_decision",
        "surcharge_decision",
        "demand_notice",
        "enforcement_application",
    ),
    Part.REMEDIES: (
        "remedy_application",
        "remedy_complaint",
        "remedy_answer",
        "suspension_answer",
        "remedy_stay",
        "remedy_decision",
        "remedy_judgment",
        "remedy_appeal",
        "remedy_final_judgment",
    ),
    Part.CLOSING: ("publicity_abstract", "publicity_withdrawal", "closing_form"),
    # An answer may name a person who is not the party.
    Part.INTERNAL: ("legal_review_opinion", "discussion_minutes", "publicity_answer"),
}
_PLACES = {kind: (part, at) for part, kinds in KINDS.items() for at, kind in enumerate(kinds)}
_PARTS = list(Part)
#: Where what no list names goes: behind what is known of the evidence.
_ELSEWHERE = (Part.EVIDENCE, 99)


def part_of(kind: str) -> Part:
    """The part to which papers and files of a kind belong."""
    return _PLACES.get(kind, _ELSEWHERE)[0]


def volume_of(kind: str) -> Volume:
    """Reviews and discussions stay inside the organ."""
    return Volume.SIDE if part_of(kind) is Part.INTERNAL else Volume.MAIN


@dataclass(frozen=True, slots=True)
class Entry:
    """One paper or file, as the index names it."""

    kind: str
    title: str
    number: str
    on: date
    document: UUID | None = None
    attachment: UUID | None = None
    sha256: str = ""
    note: str = ""
    #: Parts of one paper stay together: the evidence keeps the numbers of its list.
    position: int = 0
    #: What the sheet of a piece without a file says of it.
    details: tuple[tuple[str, str], ...] = ()

    @property
    def part(self) -> Part:
        return part_of(self.kind)

    @property
    def volume(self) -> Volume:
        return volume_of(self.kind)


def ordered(entries: list[Entry]) -> list[Entry]:
    """The entries as they are bound: main volume first; by part, kind, place and day."""

    def place(each: Entry) -> tuple[int, int, int, date, str]:
        part, at = _PLACES.get(each.kind, _ELSEWHERE)
        return (_PARTS.index(part), at, each.position, each.on, each.number)

    return sorted(entries, key=place)


#: The latest hands of a thing; its sheet is one page.
MOST_HANDS = 10
LONGEST = 160


def _day(at: datetime) -> str:
    on = beijing.legal_day(at)
    return f"{on.year}年{on.month}月{on.day}日"


def described(piece: Mapping[str, Any], hands: Sequence[Mapping[str, Any]]) -> tuple[tuple[str, str], ...]:
    """What the file says of evidence that is not in it: what it is, whence, who holds it where, through whose hands."""
    last = hands[-1] if hands else None
    lines = [
        ("证据种类", EVIDENCE[piece["kind"]]),
        (
            "形式",
            "原件、原物" if piece["form"] == "original" else f"复制件，与原件核对一致：{piece['checked_by']}",
        ),
        ("来源", piece["source"] or "未登记"),
        ("取得地点", piece["place"] or "未登记"),
        (
            "取得人员",
            "、".join(f"{each['name']} {each['certificate']}" for each in piece["obtained_by"]) or "未登记",
        ),
        ("收据", piece.get("receipt_number") or "未出具"),
        ("保管人", last["to_whom"] if last else "未登记"),
        ("存放地点", (last["place"] if last else "") or "未登记"),
    ]
    lines += [
        (f"交接{at}", f"{_day(each['at'])} {each['from_whom']} → {each['to_whom']}：{each['reason']}")
        for at, each in list(enumerate(hands, start=1))[-MOST_HANDS:]
    ]
    return tuple((name, said[:LONGEST]) for name, said in lines)

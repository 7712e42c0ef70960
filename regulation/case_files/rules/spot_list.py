"""What the file of a penalty on the spot must hold: nearly everything stands on the one paper that was handed over.

A list to read, not a gate: what stops the decision stands with the decision. Every line cites what asks for it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from regulation.case_files.rules.checklist import Line, State
from regulation.law.citation import LABOUR_SUPERVISION_RULES, PENALTY_LAW
from regulation.law.coverage import rule
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date

    from regulation.law.citation import Citation

_P = PENALTY_LAW
#: What 第五十二条第二款 wants on the paper, by the fields of its snapshot.
ON_THE_PAPER: dict[str, str] = {
    "facts": N_("违法行为"),
    "penalties": N_("处罚的种类"),
    "basis": N_("处罚的依据"),
    "decided_at": N_("时间"),
    "place": N_("地点"),
    "remedies": N_("复议、诉讼的途径和期限"),
    "organ": N_("机关名称"),
    "officers": N_("执法人员"),
}


@dataclass(frozen=True, slots=True)
class Spot:
    """What is known of one decision on the spot."""

    number: str
    #: Names of `ON_THE_PAPER` that the paper says.
    written: frozenset[str] = field(default=frozenset())
    certificates: tuple[str, ...] = ()
    defence: str = ""
    is_signed: bool = False
    signature_note: str = ""
    #: Written by hand on a numbered form; how many pages of the organ's copy are kept.
    is_handwritten: bool = False
    copies: int = 0
    served_on: date | None = None
    fine: Decimal = Decimal(0)
    #: Numbers of the slips for the bank.
    slips: tuple[str, ...] = ()
    #: Receipts of what was paid at the bank.
    receipts: tuple[str, ...] = ()
    #: The officers took the money there.
    collected: bool = False
    receipt: str = ""
    handed_in_on: date | None = None
    hand_in_by: date | None = None
    banked_on: date | None = None
    bank_by: date | None = None
    filed_on: date | None = None
    file_by: date | None = None


@rule(
    PENALTY_LAW.article(47),
    PENALTY_LAW.article(52),
    PENALTY_LAW.article(70),
    PENALTY_LAW.article(71),
    LABOUR_SUPERVISION_RULES.article(32),
)
def spot_list(spot: Spot, today: date) -> list[Line]:
    """The numbered paper with all that it must say, who showed a certificate, what the party said, its signature or the
    note of its refusal, the receipt and the way of money taken there, and the filing within two days.
    """
    unsaid = [name for key, name in ON_THE_PAPER.items() if key not in spot.written]
    return [
        _there(N_("当场行政处罚决定书"), _P.article(52, 1), spot.number),
        Line(
            N_("决定书应当载明的内容"),
            State.MISSING if unsaid else State.PRESENT,
            _P.article(52, 2),
            tuple(unsaid),
        ),
        _there(N_("两名执法人员的执法证号"), _P.article(42, 1), *_two(spot.certificates)),
        Line(
            N_("当事人陈述、申辩的记录"),
            State.PRESENT if spot.defence.strip() else State.MISSING,
            _P.article(45, 1),
        ),
        Line(
            N_("当事人签收，或者拒绝签收的注明"),
            State.PRESENT if spot.is_signed or spot.signature_note else State.MISSING,
            _P.article(52, 1),
        ),
        _copy(spot),
        Line(
            N_("当场交付的记录"),
            State.PRESENT if spot.served_on else State.MISSING,
            _P.article(52, 1),
        ),
        *_money(spot, today),
        _by(N_("报所属机关备案"), LABOUR_SUPERVISION_RULES.article(32), spot.filed_on, spot.file_by, today),
    ]


def spot_missing(spot: Spot, today: date) -> list[Line]:
    """The lines that say what the file lacks."""
    return [each for each in spot_list(spot, today) if each.state is State.MISSING]


def _two(certificates: tuple[str, ...]) -> tuple[str, ...]:
    known = tuple(each for each in certificates if each.strip())
    return known if len(known) > 1 else ()


def _copy(spot: Spot) -> Line:
    name, cited = N_("手写决定书存根的扫描件或者照片"), _P.article(47)
    if not spot.is_handwritten:
        return Line(name, State.NOT_NEEDED, cited, why=N_("决定书由系统制作"))
    return Line(name, State.PRESENT if spot.copies else State.MISSING, cited)


def _there(name: str, cited: Citation, *what: str) -> Line:
    said = tuple(each for each in what if each.strip())
    return Line(name, State.PRESENT if said else State.MISSING, cited, said)


def _money(spot: Spot, today: date) -> list[Line]:
    slip, of_slip = N_("罚没款缴款通知"), _P.article(67)
    if not spot.collected:
        why = N_("没有当场收缴罚款") if spot.fine else N_("没有罚款")
        spared = [Line(name, State.NOT_NEEDED, cited, why=why) for name, cited in _OF_MONEY]
        if not spot.fine:
            return [Line(slip, State.NOT_NEEDED, of_slip, why=why), *spared]
        paid = Line(
            N_("缴款票据"),
            State.PRESENT if spot.receipts else State.NOT_YET,
            _P.article(67, 3),
            spot.receipts,
        )
        return [_there(slip, of_slip, *spot.slips), paid, *spared]
    (receipt, of_receipt), (handed, of_handing), (banked, of_banking) = _OF_MONEY
    return [
        Line(slip, State.NOT_NEEDED, of_slip, why=N_("罚款已当场收缴")),
        _there(receipt, of_receipt, spot.receipt),
        _by(handed, of_handing, spot.handed_in_on, spot.hand_in_by, today),
        _by(banked, of_banking, spot.banked_on, spot.bank_by, today),
    ]


_OF_MONEY: tuple[tuple[str, Citation], ...] = (
    (N_("财政部门统一制发的专用票据"), _P.article(70)),
    (N_("罚款交至本机关的记录"), _P.article(71)),
    (N_("罚款缴付银行的记录"), _P.article(71)),
)


def _by(name: str, cited: Citation, done_on: date | None, last: date | None, today: date) -> Line:
    if done_on is not None:
        return Line(name, State.PRESENT, cited)
    return Line(name, State.MISSING if last is not None and today > last else State.NOT_YET, cited)

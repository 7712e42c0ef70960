"""The summary procedure: decided on the spot, by two officers, for a warning or a small fine. 第五十一条 to 第五十三条."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from regulation.law.citation import LABOUR_SUPERVISION_RULES, PENALTY_LAW
from regulation.law.coverage import rule
from regulation.law.dated import DatedValue, Since
from regulation.law.period import Period, Roll, Unit
from regulation.penalties.rules import fines
from regulation.penalties.rules.fines import Proposal, Refusal
from regulation.penalties.rules.violations import Measure
from regulation.words import N_

if TYPE_CHECKING:
    from regulation.penalties.rules.violations import Violation


@dataclass(frozen=True, slots=True)
class Limit:
    """The most that may be fined on the spot, in yuan."""

    citizen: Decimal
    entity: Decimal

    def of(self, *, is_person: bool) -> Decimal:
        return self.citizen if is_person else self.entity


LIMIT = DatedValue(
    "penalties.summary_limit",
    N_("简易程序罚款的上限（元）：公民，法人和其他组织"),
    (Since(date(2021, 7, 15), Limit(Decimal(200), Decimal(3000)), PENALTY_LAW.article(51)),),
)
#: What officers may collect on the spot without more.
COLLECTED = DatedValue(
    "penalties.collected_on_the_spot",
    N_("可以当场收缴的罚款上限（元）"),
    (Since(date(2021, 7, 15), Decimal(100), PENALTY_LAW.article(68)),),
)
#: On-the-spot papers reach the office's file.
FILING = Period(2, Unit.CALENDAR_DAYS, N_("当场作出决定"), Roll.NONE, LABOUR_SUPERVISION_RULES.article(32))
#: Money collected on the spot reaches the office, and from there the bank.
HAND_IN = Period(2, Unit.WORKING_DAYS, N_("收缴罚款"), Roll.NONE, PENALTY_LAW.article(71))
TO_BANK = Period(2, Unit.WORKING_DAYS, N_("罚款交至行政机关"), Roll.NONE, PENALTY_LAW.article(71))
#: Why officers collect on the spot.
COLLECTING: dict[str, str] = {
    "small": N_("罚款一百元以下"),
    "hard": N_("不当场收缴事后难以执行"),
    "remote": N_("边远、水上、交通不便地区，当事人到指定银行缴款确有困难，经当事人提出"),
}
COLLECTING_CITED = {
    "small": PENALTY_LAW.article(68, 1, 1),
    "hard": PENALTY_LAW.article(68, 1, 2),
    "remote": PENALTY_LAW.article(69),
}


@rule(PENALTY_LAW.article(51), PENALTY_LAW.article(42, 1))
def summary_refused(
    violation: Violation, proposal: Proposal, on: date, *, is_person: bool, officers: int, order_refused: bool
) -> Refusal | None:
    """On the spot: clear facts, a basis in law, a warning or a fine of at most 200 yuan for a citizen and 3,000 for others.

    The range of the article holds as everywhere: most fines of this field begin above the limit, so that a
    warning is nearly all that can be decided on the spot.
    """
    if officers < 2:
        return Refusal(N_("执法人员不少于两人，并持有执法证件"), PENALTY_LAW.article(42, 1))
    if not (proposal.fine or proposal.measures):
        return Refusal(N_("请选择警告或者填写罚款"), PENALTY_LAW.article(51))
    if proposal.confiscated or set(proposal.measures) - {Measure.WARNING}:
        return Refusal(N_("当场只能作出警告和小额罚款，其他处罚适用普通程序"), PENALTY_LAW.article(51))
    if found := fines.measures_refused(violation, proposal):
        return found
    if not proposal.fine:
        return None
    most = LIMIT.on(max(on, date(2021, 7, 15))).of(is_person=is_person)
    if proposal.fine > most:
        return Refusal(
            N_("罚款超过%(most)s元的，适用普通程序"), PENALTY_LAW.article(51), (("most", str(most)),)
        )
    return fines.fine_refused(
        violation, order_refused=order_refused, gains=proposal.gains, reviewed_no_gains=False
    ) or fines.amount_refused(violation, proposal, on=on)


@rule(PENALTY_LAW.article(68), PENALTY_LAW.article(69), PENALTY_LAW.article(70))
def collecting_refused(
    fine: Decimal, ground: str, *, reason: str, receipt: str, on: date, decided_on: date | None = None
) -> Refusal | None:
    """Officers collect on the spot at most 100 yuan, or what would be hard to collect later, or in remote places when the
    party asks for it; there and then, always against the official receipt, without which the party may refuse to pay.
    """
    if not fine:
        return Refusal(N_("没有罚款，不得收缴"), PENALTY_LAW.article(68))
    if decided_on is not None and on != decided_on:
        return Refusal(
            N_("只能在作出处罚决定的当场收缴，此后由当事人到指定银行缴纳"), PENALTY_LAW.article(68)
        )
    if ground not in COLLECTING:
        return Refusal(N_("不属于可以当场收缴的情形，由当事人到指定银行缴纳"), PENALTY_LAW.article(68))
    if ground == "small" and fine > COLLECTED.on(max(on, date(2021, 7, 15))):
        return Refusal(N_("罚款超过一百元，不得以小额为由当场收缴"), PENALTY_LAW.article(68, 1, 1))
    if ground == "hard" and len(reason.strip()) < 4:
        return Refusal(N_("请写明为何事后难以执行"), PENALTY_LAW.article(68, 1, 2))
    if ground == "remote" and len(reason.strip()) < 4:
        return Refusal(N_("只有当事人提出的才可以当场收缴，请写明其申请"), PENALTY_LAW.article(69))
    if not receipt.strip():
        return Refusal(
            N_("当场收缴必须出具财政部门统一制发的专用票据，请填写票据号码"), PENALTY_LAW.article(70)
        )
    return None


@rule(PENALTY_LAW.article(52))
def handing_refused(*, is_signed: bool, note: str) -> Refusal | None:
    """The decision is handed over on the spot; a party that refuses to sign is noted on it."""
    if not is_signed and len(note.strip()) < 4:
        return Refusal(N_("当事人拒绝签收的，应当在决定书上注明"), PENALTY_LAW.article(52, 1))
    return None

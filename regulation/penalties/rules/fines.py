"""Whether a fine may follow, between which amounts, and the surcharge on a late one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from regulation.law import money
from regulation.law.citation import HRM_REGULATIONS, PENALTY_LAW, Citation
from regulation.law.coverage import rule
from regulation.law.dated import DatedValue, Since
from regulation.penalties.rules.violations import Ground, Measure, Per, Violation
from regulation.words import N_

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed or decided, in the terms the law measures it by."""

    fine: Decimal = ZERO
    confiscated: Decimal = ZERO
    refunded: Decimal = ZERO
    gains: Decimal = ZERO
    #: Workers or children concerned, where the range is counted per head.
    heads: int = 0
    measures: tuple[Measure, ...] = ()
    #: Ground of 第三十二条 for going below the range; empty for none.
    mitigation: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something may not be done, with its article and parameters of the message."""

    message: str
    citation: Citation
    params: tuple[tuple[str, str], ...] = ()


# --- 《行政处罚法》第四条, 《人力资源市场暂行条例》第四十二条至第四十四条: a fine needs its condition ----


@rule(HRM_REGULATIONS.article(42, 2), HRM_REGULATIONS.article(43), HRM_REGULATIONS.article(44))
def fine_refused(
    violation: Violation, *, order_refused: bool, gains: Decimal, reviewed_no_gains: bool
) -> Refusal | None:
    """No fine without what its article asks for: an order refused, gains, or nothing more where it says so.

    Reading: where the article speaks of gains, a fine without gains needs the legal reviewer's
    express opinion, as both readings are found in practice.
    """
    if violation.ground is Ground.NONE:
        return Refusal(N_("本条没有设定罚款"), violation.basis[0])
    if violation.ground is Ground.REFUSAL and not order_refused:
        return Refusal(N_("须先责令改正，拒不改正的才可以罚款"), violation.basis[0])
    if violation.ground is Ground.GAINS and gains == 0 and not order_refused and not reviewed_no_gains:
        return Refusal(N_("没有违法所得，是否可以罚款须由法制审核人员先明确意见"), violation.basis[0])
    return None


def range_of(violation: Violation, *, on: date, gains: Decimal, heads: int) -> tuple[Decimal, Decimal] | None:
    """Least and most in yuan for this case, by the law of the day of the act; None where there is no fine."""
    dated = violation.fine
    if gains == 0 and violation.fine_without_gains is not None:
        dated = violation.fine_without_gains
    if dated is None:
        return None
    each = dated.on(max(on, dated.values[0].in_force_from))
    factor = {Per.ACT: Decimal(1), Per.GAINS: gains}.get(each.per, Decimal(heads))
    return money.rounded(each.least * factor), money.rounded(each.most * factor)


@rule(PENALTY_LAW.article(32), PENALTY_LAW.article(34))
def amount_refused(violation: Violation, proposal: Proposal, *, on: date) -> Refusal | None:
    """A fine stays within the range of its article; below the floor only on a ground of mitigation.

    Reading: "lighter" stays above the floor; "mitigated" goes below it and needs one of the grounds
    that 第三十二条 lists, written down.
    """
    span = range_of(violation, on=on, gains=proposal.gains, heads=proposal.heads)
    if span is None:
        return Refusal(N_("本条没有设定罚款"), violation.basis[0]) if proposal.fine else None
    if not proposal.fine:
        return None
    least, most = span
    dated = violation.fine
    if dated and dated.values[0].value.per in (Per.WORKER, Per.CHILD) and proposal.heads < 1:
        return Refusal(N_("按人数计算的罚款须写明涉及人数"), dated.values[0].citation)
    if proposal.fine > most:
        return Refusal(
            N_("罚款%(fine)s元超过上限%(most)s元"),
            violation.basis[0],
            (("fine", money.figures(proposal.fine)), ("most", money.figures(most))),
        )
    if proposal.fine < least and not proposal.mitigation:
        return Refusal(
            N_("罚款%(fine)s元低于下限%(least)s元；减轻处罚须写明法定理由"),
            PENALTY_LAW.article(32),
            (("fine", money.figures(proposal.fine)), ("least", money.figures(least))),
        )
    return None


@rule(PENALTY_LAW.article(28, 2))
def confiscation_refused(violation: Violation, proposal: Proposal) -> Refusal | None:
    """Gains go back to whoever paid them first; what is left is confiscated, and no more than that."""
    if proposal.confiscated and not violation.confiscates:
        return Refusal(N_("本条没有规定没收违法所得"), violation.basis[0])
    if proposal.confiscated + proposal.refunded > proposal.gains:
        return Refusal(
            N_("没收与退赔之和不能超过查明的违法所得；先退赔，余额没收"), PENALTY_LAW.article(28, 2)
        )
    return None


def measures_refused(violation: Violation, proposal: Proposal) -> Refusal | None:
    """Only penalties that the article names. A warning may stand beside the others nowhere unless it says so."""
    if not set(proposal.measures) <= set(violation.measures):
        return Refusal(N_("所选的处罚种类不在本条规定之内"), violation.basis[0])
    return None


# --- 第四十五条: never heavier for having spoken -----------------------------------------------------


@rule(PENALTY_LAW.article(45, 2))
def is_heavier(noticed: Proposal, decided: Proposal) -> bool:
    """A statement or defence never leads to a heavier penalty than the one announced.

    Heavier: a higher fine or confiscation, or a penalty that the notice did not name. That the
    party said nothing changes nothing: what was not announced may not be decided (第四十四条).
    """
    return (
        decided.fine > noticed.fine
        or decided.confiscated > noticed.confiscated
        or not set(decided.measures) <= set(noticed.measures)
    )


# --- 第六十七条, 第七十二条: payment and surcharge ------------------------------------------------------

#: Three per cent a day.
SURCHARGE_RATE = DatedValue(
    "penalties.surcharge_rate",
    N_("加处罚款的日比例"),
    (Since(date(2021, 7, 15), Decimal("0.03"), PENALTY_LAW.article(72, 1, 1)),),
)


@rule(PENALTY_LAW.article(72, 1), PENALTY_LAW.article(73))
def surcharge(fine: Decimal, due_on: date, paid_on: date, stayed_days: int = 0) -> Decimal:
    """Three per cent of the fine for every day after the due day, never more than the fine itself.

    Days during which a review or a suit was pending are not counted. The day of payment itself is
    not counted: paid on the day after the due day is one day late. Reading: the rate is taken on
    the whole fine, as the article says, also when a part was paid in time.
    """
    late = max((paid_on - due_on).days - stayed_days, 0)
    return min(money.rounded(fine * SURCHARGE_RATE.on(max(paid_on, date(2021, 7, 15))) * late), fine)

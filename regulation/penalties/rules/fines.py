"""Whether a fine may follow, and between which amounts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from regulation.law import money
from regulation.law.citation import (
    CHILD_LABOUR_PROVISIONS,
    E_COMMERCE_LAW,
    EMPLOYMENT_PROMOTION_LAW,
    HRM_REGULATIONS,
    LABOUR_CONTRACT_LAW,
    LICENSING_LAW,
    PENALTY_LAW,
    Citation,
)
from regulation.law.coverage import rule
from regulation.law.dated import DatedValue, Since
from regulation.penalties.rules.violations import (
    HEADS,
    HOLDERS,
    REVOKES,
    Capacity,
    Ground,
    Handler,
    Measure,
    Per,
    Range,
    Violation,
)
from regulation.words import N_, InBoth

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed or decided, in the terms the law measures it by."""

    fine: Decimal = ZERO
    confiscated: Decimal = ZERO
    refunded: Decimal = ZERO
    gains: Decimal = ZERO
    #: Workers or children concerned, where the range is counted per head: as many as the list of victims names.
    heads: int = 0
    measures: tuple[Measure, ...] = ()
    #: Ground of 第三十二条 for going below the range; empty for none.
    mitigation: str = ""
    #: Months of all children together, where the range is counted by child and month.
    child_months: int = 0
    #: 情节严重, assessed by the official with reasons: no text gives it a number.
    is_serious: bool = False
    #: Without registration or filing, where that doubles the fine.
    is_unregistered: bool = False
    #: Days from service in which what was taken is given back, where the article orders that (限期退还).
    refund_days: int = 0

    @property
    def penalizes(self) -> bool:
        """Whether anything is imposed at all; else it asks to spare the party."""
        return bool(self.fine or self.confiscated or self.measures)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something may not be done, with its article and parameters of the message."""

    message: str
    citation: Citation
    params: tuple[tuple[str, str], ...] = ()


# --- who deals with it: 第十七条, 第二十七条 -------------------------------------------------------------


@rule(PENALTY_LAW.article(17), PENALTY_LAW.article(27))
def not_ours(violation: Violation) -> Refusal | None:
    """Only what the law gives to this organ becomes an order or a case here; the rest is told who deals with it."""
    cited = violation.basis[0]
    if violation.handler is Handler.OTHER:
        return Refusal(
            N_("由%(body)s依法处理，本机关应当移送，不能立案处罚"),
            cited,
            (("body", InBoth(violation.body, violation.body_en)),),
        )
    if violation.handler is Handler.SUPERIOR:
        return Refusal(N_("由其上级主管机关责令改正，本机关不能立案处罚"), cited)
    if violation.handler is Handler.DISCIPLINE:
        return Refusal(N_("对工作人员的处分不是行政处罚，本机关不能立案处罚"), cited)
    if violation.handler is Handler.CIVIL:
        return Refusal(N_("属于当事人之间的民事责任，告知其通过仲裁、诉讼解决，不能立案处罚"), cited)
    if violation.handler is Handler.REFERRED:
        return Refusal(
            N_("按其他条文处罚，请选择%(instead)s"), cited, (("instead", "、".join(violation.instead)),)
        )
    if not violation.is_ours:
        return Refusal(N_("条文效力待确认，确认前不得据以立案处罚"), cited)
    return None


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
    if violation.ground is Ground.GAINS and gains == 0 and not reviewed_no_gains:
        return Refusal(N_("没有违法所得，是否可以罚款须由法制审核人员先明确意见"), violation.basis[0])
    return None


# --- 第三十七条: the law of the day of the act, unless the later one is lighter -------------------------


@dataclass(frozen=True, slots=True)
class Versions:
    """A range on the day of the act and on the day of the decision."""

    then: Since[Range] | None
    now: Since[Range]
    #: The one that applies; None where neither is lighter in both ends, which the official decides.
    applies: Since[Range] | None


@rule(PENALTY_LAW.article(37))
def versions(dated: DatedValue[Range], *, act_on: date, decided_on: date) -> Versions:
    """The law at the time of the act; the later law where it punishes less.

    Reading: a range is lighter when neither end is higher and one is lower. Where one end rose and the
    other fell, or it is counted otherwise, which is lighter depends on the case: left to the official.
    """
    now = dated.since(decided_on)
    if act_on < dated.values[0].in_force_from:
        return Versions(None, now, None)
    then = dated.since(act_on)
    old, new = then.value, now.value
    if old == new:
        return Versions(then, now, then)
    if old.per is not new.per:
        return Versions(then, now, None)
    if new.least <= old.least and new.most <= old.most:
        return Versions(then, now, now)
    if old.least <= new.least and old.most <= new.most:
        return Versions(then, now, then)
    return Versions(then, now, None)


def dated_of(violation: Violation, *, gains: Decimal, is_serious: bool) -> DatedValue[Range] | None:
    """Which of the article's ranges these facts call for."""
    if is_serious and violation.fine_if_serious is not None:
        return violation.fine_if_serious
    if gains == 0 and violation.fine_without_gains is not None:
        return violation.fine_without_gains
    return violation.fine


@rule(CHILD_LABOUR_PROVISIONS.article(9))
def range_of(
    violation: Violation,
    *,
    on: date,
    gains: Decimal,
    heads: int,
    child_months: int = 0,
    is_serious: bool = False,
    is_unregistered: bool = False,
) -> tuple[Decimal, Decimal] | None:
    """Least and most in yuan for this case, by the law of a day; None where there is no fine on that day."""
    dated = dated_of(violation, gains=gains, is_serious=is_serious)
    if dated is None or on < dated.values[0].in_force_from:
        return None
    each = dated.on(on)
    factor = {Per.ACT: Decimal(1), Per.GAINS: gains, Per.CHILD_MONTH: Decimal(child_months)}.get(
        each.per, Decimal(heads)
    )
    if is_unregistered and violation.doubled is not None:
        factor *= 2
    return money.rounded(each.least * factor), money.rounded(each.most * factor)


def span_of(violation: Violation, proposal: Proposal, on: date) -> tuple[Decimal, Decimal] | None:
    """The range for the facts of a proposal."""
    return range_of(
        violation,
        on=on,
        gains=proposal.gains,
        heads=proposal.heads,
        child_months=proposal.child_months,
        is_serious=proposal.is_serious,
        is_unregistered=proposal.is_unregistered,
    )


@rule(PENALTY_LAW.article(32), PENALTY_LAW.article(34), PENALTY_LAW.article(37))
def amount_refused(violation: Violation, proposal: Proposal, *, on: date) -> Refusal | None:
    """A fine stays within the range of its article; below the floor only on a ground of mitigation.

    Reading: "lighter" stays above the floor; "mitigated" goes below it and needs one of the grounds
    that 第三十二条 lists, written down.
    """
    if not proposal.fine:
        return None
    dated = dated_of(violation, gains=proposal.gains, is_serious=proposal.is_serious)
    if dated is None:
        return Refusal(N_("本条没有设定罚款"), violation.basis[0])
    span = span_of(violation, proposal, on)
    if span is None:
        return Refusal(N_("行为时本条尚未施行，不能据以罚款"), PENALTY_LAW.article(37))
    least, most = span
    per = dated.on(on).per
    if per in HEADS and proposal.heads < 1:
        return Refusal(N_("按人数计算的罚款须写明涉及人数"), dated.values[0].citation)
    if per is Per.CHILD_MONTH and proposal.child_months < proposal.heads:
        return Refusal(N_("按每名童工每月计算的罚款，须写明每名童工的月数"), dated.values[0].citation)
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
def confiscation_refused(violation: Violation, proposal: Proposal, due: Decimal = ZERO) -> Refusal | None:
    """Gains go back to whoever paid them first; what is left is confiscated, and no more than that.

    `due`: what the victims on the list paid. Whether it was given back already or is ordered back, it is theirs.
    """
    if proposal.confiscated and not violation.confiscates:
        return Refusal(N_("本条没有规定没收违法所得"), violation.basis[0])
    if violation.confiscates and proposal.refunded < due:
        return Refusal(
            N_("应当先退赔受害人：名单上共%(due)s元，拟退赔的只有%(refunded)s元"),
            PENALTY_LAW.article(28, 2),
            (("due", money.figures(due)), ("refunded", money.figures(proposal.refunded))),
        )
    if proposal.confiscated + proposal.refunded > proposal.gains:
        return Refusal(
            N_("没收与退赔之和不能超过查明的违法所得；先退赔，余额没收"), PENALTY_LAW.article(28, 2)
        )
    left = proposal.gains - proposal.refunded - proposal.confiscated
    if violation.confiscates and proposal.penalizes and left:
        return Refusal(
            N_("违法所得除退赔以外应当没收，还有%(left)s元没有处理"),
            PENALTY_LAW.article(28, 2),
            (("left", money.figures(left)),),
        )
    return None


#: The longest time in which a decision may order money given back. The articles say 限期 and name no number.
LONGEST_REFUND = 90


@rule(EMPLOYMENT_PROMOTION_LAW.article(66, 2), LABOUR_CONTRACT_LAW.article(84, 2), PENALTY_LAW.article(28, 2))
def refund_refused(
    violation: Violation, proposal: Proposal, *, taken: Decimal, left: Decimal
) -> Refusal | None:
    """Where the article orders what was taken given back in a time limit, no penalty is proposed without that order.

    `taken`: what the persons on the list paid; `left`: what they have not got back yet. The sum is the list's, to the cent;
    the days are the official's, as the articles name none.
    """
    if not violation.refunds or not proposal.penalizes:
        return None
    if proposal.refunded != taken:
        return Refusal(
            N_("本条规定限期退还劳动者：名单上共收取%(taken)s元，拟责令退还的是%(refunded)s元"),
            violation.basis[0],
            (("taken", money.figures(taken)), ("refunded", money.figures(proposal.refunded))),
        )
    if left and not 1 <= proposal.refund_days <= LONGEST_REFUND:
        return Refusal(
            N_("本条规定限期退还劳动者：请写明自送达起几日内退还，1至%(most)s日"),
            violation.basis[0],
            (("most", str(LONGEST_REFUND)),),
        )
    return None


@rule(
    PENALTY_LAW.article(32),
    EMPLOYMENT_PROMOTION_LAW.article(65),
    LABOUR_CONTRACT_LAW.article(92),
    HRM_REGULATIONS.article(43),
)
def fine_left_out(
    violation: Violation, proposal: Proposal, *, on: date, order_refused: bool = False
) -> Refusal | None:
    """Where the article adds the fine to the confiscation (并处), or sets it for an order refused (拒不改正的，处), leaving it
    out is a penalty below the floor.

    Reading: not where the penalty is one that the article keeps for serious conduct, which stands for itself unless the
    article has a fine of its own beside it; nor where a fine still waits for an order refused, or for the reviewer's
    reading of an article that speaks of gains.
    """
    if not proposal.penalizes or proposal.fine or proposal.mitigation:
        return None
    due = {
        Ground.AT_ONCE: True,
        Ground.GAINS: proposal.gains > 0,
        Ground.REFUSAL: order_refused,
        Ground.NONE: False,
    }[violation.ground]
    alone = set(proposal.measures) & set(violation.if_serious) and violation.fine_if_serious is None
    span = span_of(violation, proposal, on)
    if not due or span is None or not span[0] or alone:
        return None
    return Refusal(
        N_("本条规定并处罚款，不罚款就低于下限%(least)s元；减轻处罚须写明法定理由"),
        PENALTY_LAW.article(32),
        (("least", money.figures(span[0])),),
    )


@rule(E_COMMERCE_LAW.article(80))
def serious_refused(violation: Violation, proposal: Proposal) -> Refusal | None:
    """Where an article names a measure and a higher fine together for serious conduct (责令停业整顿，并处), the fine does not
    come without the measure, except on a ground of mitigation.
    """
    if (
        violation.fine_if_serious is None
        or not proposal.is_serious
        or not proposal.fine
        or proposal.mitigation
    ):
        return None
    if not set(violation.if_serious) <= set(proposal.measures):
        return Refusal(
            N_("情节严重的，本条规定责令停业整顿并处罚款，减轻处罚须写明法定理由"),
            violation.fine_if_serious.values[-1].citation,
        )
    return None


def measures_refused(
    violation: Violation,
    proposal: Proposal,
    *,
    order_refused: bool = True,
    capacity: Capacity | None = None,
) -> Refusal | None:
    """Only penalties that the article names, and under its conditions: gravity, or an order not obeyed.

    A licence is taken from who acted as its holder: not from an employer, nor a user unit. `capacity` is None
    where none had to be chosen.
    """
    chosen = set(proposal.measures)
    if not chosen <= set(violation.measures):
        return Refusal(N_("所选的处罚种类不在本条规定之内"), violation.basis[0])
    if chosen & set(violation.if_serious) and not proposal.is_serious:
        return Refusal(N_("情节严重的才可以作出所选的处罚，须写明情节严重的理由"), violation.basis[0])
    if capacity is not None and any(capacity not in HOLDERS.get(each, {capacity}) for each in chosen):
        return Refusal(N_("当事人不是以持证机构的身份实施的，不能吊销许可证"), violation.basis[0])
    if chosen & set(violation.if_refused) and not order_refused:
        return Refusal(N_("须先责令改正，拒不改正的才可以作出所选的处罚"), violation.basis[0])
    return None


@rule(PENALTY_LAW.article(9, 1, 3), LICENSING_LAW.article(70))
def revocation_refused(proposal: Proposal, *, held: frozenset[Measure]) -> Refusal | None:
    """A licence is revoked while it is in force: who holds none of that kind is not punished with its loss.

    `held`: the revocations that would find a licence. Conduct without a licence is an entry of its own (closing and the
    fine); what expired, was withdrawn or cancelled has ended already (《行政许可法》第七十条).
    """
    if (set(proposal.measures) & set(REVOKES)) - held:
        return Refusal(N_("当事人没有该种有效的许可证，不能吊销"), PENALTY_LAW.article(9, 1, 3))
    return None


@rule(CHILD_LABOUR_PROVISIONS.article(7))
def licence_refused(violation: Violation, proposal: Proposal, *, held: frozenset[Measure]) -> Refusal | None:
    """What the article revokes along with the fine is not left out without a ground of mitigation; `held`: what could be revoked."""
    left_out = (set(violation.along) & held) - set(proposal.measures)
    if proposal.fine and left_out and not proposal.mitigation:
        return Refusal(N_("本条规定并处吊销许可证，减轻处罚须写明法定理由"), violation.basis[0])
    return None


@rule(PENALTY_LAW.article(32), PENALTY_LAW.article(46, 2))
def mitigation_refused(ground: str, shown_by: tuple[int | str, ...], *, rejected: int = 0) -> Refusal | None:
    """A ground of mitigation rests on evidence that is named: places in the list of evidence, and after the notice also
    statements of the party or the record of the hearing.

    `rejected`: how many of them were not adopted, or were excluded: what did not prove true proves nothing.
    """
    if ground and not shown_by:
        return Refusal(N_("减轻处罚的法定理由须写明由哪些证据证明"), PENALTY_LAW.article(32))
    if ground and rejected:
        return Refusal(
            N_("没有采纳的陈述和已经排除的证据，不能证明减轻处罚的理由"), PENALTY_LAW.article(46, 2)
        )
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


@rule(PENALTY_LAW.article(44), PENALTY_LAW.article(45, 2))
def found_since_refused(before: Proposal, changed: Proposal) -> Refusal | None:
    """What the party said may shrink the gains that were found, never add to them: a new fact needs a new notice."""
    if changed.gains > before.gains:
        return Refusal(
            N_("查明的违法所得多于事先告知的，是新的事实，应当退回补充调查后重新告知"),
            PENALTY_LAW.article(44),
        )
    return None

"""The order of a case: what must have happened before the next act, and which article says so."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from regulation.integrity.status import FactKind
from regulation.law.calendar import WorkCalendar
from regulation.law.citation import CREDIT_REPAIR_MEASURES, HRM_REGULATIONS, PENALTY_LAW
from regulation.law.coverage import rule
from regulation.law.dated import DatedValue, Since
from regulation.penalties.rules import deadlines
from regulation.penalties.rules.fines import Proposal, Refusal, is_heavier
from regulation.penalties.rules.violations import Measure
from regulation.words import N_

#: Penalties that always give a right to a hearing.
HEAVY = frozenset({Measure.STOP_BUSINESS, Measure.CLOSE, Measure.REVOKE, Measure.REVOKE_DISPATCH})
HEARING_THRESHOLD = DatedValue(
    "penalties.hearing_threshold",
    N_("较大数额罚款、没收的起点（元，单位）"),
    (
        Since(
            date(2021, 7, 15),
            Decimal(50000),
            PENALTY_LAW.article(63, 1, 1),
            doubt=N_("人力资源社会保障部门的听证起点未查到，暂按北京市其他部门的五万元，由主管机关配置"),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Order:
    """An order to correct as the recheck sees it."""

    due_on: date
    served_on: date | None


# --- 《人力资源市场暂行条例》第四十二条至第四十四条: refusal to correct --------------------------------


@rule(HRM_REGULATIONS.article(42, 2), HRM_REGULATIONS.article(43), HRM_REGULATIONS.article(44))
def refusal_refused(order: Order, on: date, *, declared: bool) -> Refusal | None:
    """A party refuses to correct when the time of a served order has passed unheeded, or when it says so.

    Before its last day has ended nobody has refused by mere silence; an order that was never served
    cannot be refused.
    """
    if order.served_on is None:
        return Refusal(N_("指令书尚未送达，不能认定拒不改正"), HRM_REGULATIONS.article(44))
    if on <= order.due_on and not declared:
        return Refusal(N_("改正期限尚未届满，不能认定拒不改正"), HRM_REGULATIONS.article(44))
    return None


# --- 第六十三条: when a hearing may be asked for ----------------------------------------------------------


@rule(PENALTY_LAW.article(63))
def hearing_ground(proposal: Proposal, on: date) -> str:
    """Why the party may ask for a hearing; empty when it may not.

    Stopping or closing a business and revoking a licence always give the right; fines and
    confiscations from the amount that the city's authority has set.
    """
    threshold = HEARING_THRESHOLD.on(max(on, date(2021, 7, 15)))
    if {Measure.REVOKE, Measure.REVOKE_DISPATCH} & set(proposal.measures):
        return N_("吊销许可证件")
    if set(proposal.measures) & HEAVY:
        return N_("责令停产停业、责令关闭")
    if proposal.fine >= threshold:
        return N_("较大数额罚款")
    if proposal.confiscated >= threshold:
        return N_("没收较大数额违法所得")
    return ""


@rule(PENALTY_LAW.article(64))
def hearing_refused(told_on: date, held_on: date, calendar: WorkCalendar) -> Refusal | None:
    """Time and place of the hearing are told seven working days before it."""
    if told_on > deadlines.HEARING_NOTICE.last_day_before(held_on, calendar):
        return Refusal(N_("举行听证的七个工作日前应当通知当事人时间和地点"), PENALTY_LAW.article(64, 1, 2))
    return None


# --- 第五十七条, 第五十八条: review and discussion -------------------------------------------------------------


@rule(PENALTY_LAW.article(58))
def needs_legal_review(
    *, hearing_held: bool, is_complicated: bool, fine_without_gains: bool, off_precedence: bool = False
) -> bool:
    """Reviewed by the legal staff before the decision: after a hearing, when difficult, or when the basis is disputed."""
    return hearing_held or is_complicated or fine_without_gains or off_precedence


@rule(PENALTY_LAW.article(57, 2))
def needs_discussion(proposal: Proposal, on: date, *, is_complicated: bool) -> bool:
    """Heads of the organ decide together on complicated cases and on serious breaches with heavier penalties.

    Reading: heavier is whatever would give a right to a hearing.
    """
    return is_complicated or bool(hearing_ground(proposal, on))


# --- 第四十二条, 第五十七条, 第五十八条: separate persons --------------------------------------------------------


@rule(PENALTY_LAW.article(42), PENALTY_LAW.article(57), PENALTY_LAW.article(58))
def same_person(person: UUID | None, others: AbstractSet[UUID | None]) -> bool:
    """Who investigates does not review, and who investigates or reviews does not decide: the human being counts."""
    return person is None or person in others


# --- what is missing before the decision -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a case has come."""

    evidence: int
    officers: int
    notice_served_on: date | None
    statement_due_on: date | None
    #: The party has said that it will say no more.
    waived: bool
    statements: int
    considered: bool
    hearing_asked: bool
    hearing_held: bool
    noticed: Proposal
    proposed: Proposal
    is_complicated: bool
    fine_without_gains: bool
    review_passed: bool
    discussed: bool
    #: What the investigation itself leaves open: a file that changed, a recusal that nobody decided, a party that merged.
    investigation: tuple[Refusal | None, ...] = ()
    #: The legal basis was chosen against the precedence of the acts.
    off_precedence: bool = False


def _missing_of_investigation(done: Progress) -> list[Refusal]:
    missing = []
    if done.officers < 2:
        missing.append(Refusal(N_("执法人员不少于两人，并持有执法证件"), PENALTY_LAW.article(42, 1)))
    if not done.evidence:
        missing.append(Refusal(N_("没有证据，事实不清的不得处罚"), PENALTY_LAW.article(40)))
    missing += [each for each in done.investigation if each is not None]
    return missing


@rule(
    PENALTY_LAW.article(42, 1),
    PENALTY_LAW.article(40),
    PENALTY_LAW.article(44),
    PENALTY_LAW.article(45),
    PENALTY_LAW.article(57, 2),
    PENALTY_LAW.article(58),
    PENALTY_LAW.article(64),
)
def missing_before_decision(done: Progress, today: date) -> list[Refusal]:
    """No decision without two officers, evidence, a served notice, time to speak, and what this case needs besides."""
    missing = _missing_of_investigation(done)
    if done.notice_served_on is None or done.statement_due_on is None:
        missing.append(Refusal(N_("事先告知书尚未送达"), PENALTY_LAW.article(44)))
    elif today <= done.statement_due_on and not done.waived:
        missing.append(Refusal(N_("陈述、申辩期限尚未届满"), PENALTY_LAW.article(45)))
    if done.statements and not done.considered:
        missing.append(Refusal(N_("当事人的陈述、申辩尚未复核"), PENALTY_LAW.article(45, 1)))
    if done.hearing_asked and not done.hearing_held:
        missing.append(Refusal(N_("当事人要求听证，听证尚未举行"), PENALTY_LAW.article(64)))
    if is_heavier(done.noticed, done.proposed):
        missing.append(Refusal(N_("不得作出比事先告知更重的处罚"), PENALTY_LAW.article(45, 2)))
    reviewed = needs_legal_review(
        hearing_held=done.hearing_held,
        is_complicated=done.is_complicated,
        fine_without_gains=done.fine_without_gains,
        off_precedence=done.off_precedence,
    )
    if reviewed and not done.review_passed:
        missing.append(Refusal(N_("尚未经法制审核通过"), PENALTY_LAW.article(58)))
    if needs_discussion(done.proposed, today, is_complicated=done.is_complicated) and not done.discussed:
        missing.append(Refusal(N_("尚未经负责人集体讨论"), PENALTY_LAW.article(57, 2)))
    return missing


# --- 《信用修复管理办法》: the class of what is published -----------------------------------------------------------


@rule(CREDIT_REPAIR_MEASURES.whole())
def seriousness(proposal: Proposal, on: date) -> FactKind:
    """Warnings and criticism are minor; closing, stopping and revoking and very large fines serious; the rest general.

    Reading: "very large" is the amount from which a hearing may be asked for, until the city's list
    of classes is entered. The deciding official may choose the milder class with a reason.
    """
    if hearing_ground(proposal, on):
        return FactKind.PENALTY_SERIOUS
    if proposal.fine or proposal.confiscated:
        return FactKind.PENALTY_GENERAL
    return FactKind.PENALTY_MINOR

"""The order of a case: what must have happened before the next act, and which article says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from regulation.integrity.status import FactKind
from regulation.law.citation import (
    CREDIT_REPAIR_MEASURES,
    HRM_REGULATIONS,
    LABOUR_SUPERVISION_REGULATIONS,
    PENALTY_LAW,
)
from regulation.law.coverage import rule
from regulation.penalties.rules import review
from regulation.penalties.rules.fines import Proposal, Refusal, is_heavier
from regulation.penalties.rules.hearing import HEARING_THRESHOLD, Threshold
from regulation.penalties.rules.violations import Measure
from regulation.words import N_

#: Penalties that always give a right to a hearing.
REVOKING = frozenset(each for each in Measure if each.startswith("revoke"))
HEAVY = frozenset({Measure.STOP_BUSINESS, Measure.CLOSE}) | REVOKING


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
def hearing_ground(
    proposal: Proposal, on: date, *, is_person: bool = False, threshold: Threshold | None = None
) -> str:
    """Why the party may ask for a hearing; empty when it may not.

    Stopping or closing a business and revoking a licence always give the right; fines and
    confiscations from the amount that the organ has set, for citizens and for entities.
    """
    known = threshold or HEARING_THRESHOLD.on(max(on, date(2021, 7, 15)))
    large = known.of(is_person=is_person)
    if set(proposal.measures) & REVOKING:
        return N_("吊销许可证件")
    if set(proposal.measures) & HEAVY:
        return N_("责令停产停业、责令关闭")
    if proposal.fine >= large:
        return N_("较大数额罚款")
    if proposal.confiscated >= large:
        return N_("没收较大数额违法所得")
    return ""


# --- 第五十七条: discussion ---------------------------------------------------------------------------------


@rule(PENALTY_LAW.article(57, 2))
def needs_discussion(
    proposal: Proposal,
    on: date,
    *,
    is_complicated: bool,
    is_person: bool = False,
    threshold: Threshold | None = None,
) -> bool:
    """Heads of the organ decide together on complicated cases and on serious breaches with heavier penalties.

    Reading: heavier is whatever would give a right to a hearing.
    """
    return is_complicated or bool(hearing_ground(proposal, on, is_person=is_person, threshold=threshold))


# --- what is missing before the decision -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Lack(Refusal):
    """A piece that the decision waits for, and the act that supplies it."""

    act: str = ""


def to_amend(found: Refusal | None) -> Lack | None:
    """What the proposal itself lacks, supplied by adjusting it."""
    if found is None:
        return None
    return Lack(found.message, found.citation, found.params, act="amend")


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
    #: The party is a human being, and from which amounts its organ grants a hearing.
    is_person: bool = False
    threshold: Threshold | None = None
    #: Last day to ask for a hearing, where there is a right to one.
    hearing_due_on: date | None = None
    #: Who presided has reported, so that the decision can rest on the record.
    hearing_reported: bool = True
    #: Why the case is reviewed besides what the case itself shows: keys of `review.GROUNDS`.
    stated_grounds: frozenset[str] = frozenset()
    listed_from: Decimal | None = None

    @property
    def reviewed(self) -> review.Reviewed:
        """What decides whether it is reviewed."""
        return review.Reviewed(
            hearing_held=self.hearing_held,
            is_complicated=self.is_complicated,
            fine_without_gains=self.fine_without_gains,
            stated=self.stated_grounds | ({"off_precedence"} if self.off_precedence else set()),
            amount=self.proposed.fine + self.proposed.confiscated,
            listed_from=self.listed_from,
        )


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
    return [*facts_lacking(done), *_hearing_lacking(done, today), *_passing_lacking(done, today)]


@rule(PENALTY_LAW.article(40), PENALTY_LAW.article(42, 1), LABOUR_SUPERVISION_REGULATIONS.article(18))
def facts_lacking(done: Progress) -> list[Refusal]:
    """No decision, of whatever kind, without officers, evidence that stands, and an investigation with nothing open."""
    lacking: list[Refusal] = []
    if done.officers < 2:
        lacking.append(
            Lack(N_("执法人员不少于两人，并持有执法证件"), PENALTY_LAW.article(42, 1), act="return")
        )
    if not done.evidence:
        lacking.append(Lack(N_("没有证据，事实不清的不得处罚"), PENALTY_LAW.article(40), act="return"))
    return [*lacking, *(each for each in done.investigation if each is not None)]


def _hearing_lacking(done: Progress, today: date) -> list[Refusal]:
    lacking: list[Refusal] = []
    if done.notice_served_on is None or done.statement_due_on is None:
        lacking.append(Lack(N_("事先告知书尚未送达"), PENALTY_LAW.article(44), act="serve_notice"))
    elif today <= done.statement_due_on and not done.waived:
        lacking.append(Lack(N_("陈述、申辩期限尚未届满"), PENALTY_LAW.article(45)))
    if done.statements and not done.considered:
        lacking.append(Lack(N_("当事人的陈述、申辩尚未复核"), PENALTY_LAW.article(45, 1), act="consider"))
    if done.hearing_due_on and today <= done.hearing_due_on and not (done.waived or done.hearing_asked):
        lacking.append(Lack(N_("要求听证的期限尚未届满"), PENALTY_LAW.article(64, 1, 1)))
    if done.hearing_asked and not done.hearing_held:
        lacking.append(Lack(N_("当事人要求听证，听证尚未举行"), PENALTY_LAW.article(64), act="hold_hearing"))
    if done.hearing_held and not done.hearing_reported:
        lacking.append(Lack(N_("听证主持人尚未提出听证报告"), PENALTY_LAW.article(65), act="report_hearing"))
    return lacking


def _passing_lacking(done: Progress, today: date) -> list[Refusal]:
    lacking: list[Refusal] = []
    if is_heavier(done.noticed, done.proposed):
        lacking.append(Lack(N_("不得作出比事先告知更重的处罚"), PENALTY_LAW.article(45, 2), act="amend"))
    if review.review_grounds(done.reviewed) and not done.review_passed:
        lacking.append(Lack(N_("尚未经法制审核通过"), PENALTY_LAW.article(58), act="review"))
    discussed = needs_discussion(
        done.proposed,
        today,
        is_complicated=done.is_complicated,
        is_person=done.is_person,
        threshold=done.threshold,
    )
    if discussed and not done.discussed:
        lacking.append(Lack(N_("尚未经负责人集体讨论"), PENALTY_LAW.article(57, 2), act="discuss"))
    return lacking


# --- 《信用修复管理办法》: the class of what is published -----------------------------------------------------------


@rule(CREDIT_REPAIR_MEASURES.whole())
def seriousness(
    proposal: Proposal, on: date, *, is_person: bool = False, threshold: Threshold | None = None
) -> FactKind:
    """Warnings and criticism are minor; closing, stopping and revoking and very large fines serious; the rest general.

    Reading: "very large" is the amount from which a hearing may be asked for, until the city's list
    of classes is entered. The deciding official may choose the milder class with a reason.
    """
    if hearing_ground(proposal, on, is_person=is_person, threshold=threshold):
        return FactKind.PENALTY_SERIOUS
    if proposal.fine or proposal.confiscated:
        return FactKind.PENALTY_GENERAL
    return FactKind.PENALTY_MINOR

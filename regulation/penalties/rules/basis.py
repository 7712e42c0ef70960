"""The legal basis: for conduct that several acts punish, what each would allow on these facts, and what comes first.

Nothing is decided here. The candidates stand side by side; the official chooses and says why; what the law
itself settles (the highest fine, a rule that yields to another) is shown, and stops or lengthens the choice.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from regulation.law.citation import (
    BEIJING_BUSINESS_ENVIRONMENT,
    BEIJING_TALENT_MARKET_REGULATIONS,
    CRIMINAL_LAW,
    CYBERSECURITY_LAW,
    E_COMMERCE_LAW,
    EMPLOYMENT_PROMOTION_LAW,
    EMPLOYMENT_SERVICE_PROVISIONS,
    LABOUR_CONTRACT_LAW,
    LABOUR_SUPERVISION_REGULATIONS,
    LICENSING_LAW,
    ORDER_19,
    ORDER_22,
    ORDER_44,
    ORDER_50,
    PENALTY_LAW,
    PERSONAL_INFORMATION_LAW,
    PUBLIC_SECURITY_PENALTIES_LAW,
    Citation,
)
from regulation.law.coverage import rule
from regulation.penalties.rules import fines
from regulation.penalties.rules.fines import Proposal, Refusal, Versions
from regulation.penalties.rules.violations import VIOLATIONS, Capacity, Violation
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date


class Conduct(StrEnum):
    """What was done, in the words of no act."""

    NO_LICENCE = "no_licence"
    FALSE_INFORMATION = "false_information"
    DISCRIMINATION = "discrimination"
    STALE = "stale"
    FRAUD = "fraud"
    FEES = "fees"
    DEPOSIT = "deposit"
    PAPERS_HELD = "papers_held"
    CHILD = "child"
    DATA = "data"
    NETWORK = "network"
    JOB_FAIR = "job_fair"
    DISPLAY = "display"
    NO_PAPERS = "no_papers"
    LICENCE_ABUSE = "licence_abuse"
    TRAINING = "training"
    RETURN = "return"
    DISPATCH = "dispatch"
    DISPATCH_REPORT = "dispatch_report"
    FALSE_APPLICATION = "false_application"


CONDUCT_NAMES: dict[Conduct, str] = {
    Conduct.NO_LICENCE: N_("未经许可介绍职业"),
    Conduct.FALSE_INFORMATION: N_("招聘信息虚假"),
    Conduct.DISCRIMINATION: N_("招聘信息含有歧视内容"),
    Conduct.STALE: N_("招聘信息过期或者虚假而未处理"),
    Conduct.FRAUD: N_("以欺诈、胁迫等手段介绍职业"),
    Conduct.FEES: N_("违法收费"),
    Conduct.DEPOSIT: N_("收取押金、财物"),
    Conduct.PAPERS_HELD: N_("扣押证件"),
    Conduct.CHILD: N_("使用或者介绍童工"),
    Conduct.DATA: N_("违法收集、泄露、使用个人信息"),
    Conduct.NETWORK: N_("网络招聘违反网络和信息管理规定"),
    Conduct.JOB_FAIR: N_("违法举办招聘会"),
    Conduct.DISPLAY: N_("未按规定公示"),
    Conduct.NO_PAPERS: N_("为无合法证照的用人单位服务"),
    Conduct.LICENCE_ABUSE: N_("伪造、转让、出租许可证"),
    Conduct.TRAINING: N_("培训骗取钱财或者损害学员"),
    Conduct.RETURN: N_("违法退回被派遣劳动者"),
    Conduct.DISPATCH: N_("劳务派遣违反规定"),
    Conduct.DISPATCH_REPORT: N_("不报送派遣经营情况报告"),
    Conduct.FALSE_APPLICATION: N_("申请许可时弄虚作假"),
}
#: Which entries may meet in one conduct. Whether they do is for the official to say.
CANDIDATES: dict[Conduct, tuple[str, ...]] = {
    Conduct.NO_LICENCE: ("V-01", "V-21", "V-37", "V-38"),
    Conduct.FALSE_INFORMATION: ("V-18", "V-07", "V-36"),
    Conduct.DISCRIMINATION: ("V-28", "V-07", "V-36"),
    Conduct.STALE: ("V-11", "V-07"),
    Conduct.FRAUD: ("V-08", "V-36", "V-50"),
    Conduct.FEES: ("V-14", "V-08", "V-58", "V-36"),
    Conduct.DEPOSIT: ("V-13", "V-42", "V-36"),
    Conduct.PAPERS_HELD: ("V-19", "V-43"),
    Conduct.CHILD: ("V-17", "V-48"),
    Conduct.DATA: ("V-09", "V-12", "V-46", "V-56"),
    Conduct.NETWORK: ("V-27", "V-23", "V-24", "V-56"),
    Conduct.JOB_FAIR: ("V-25", "V-26"),
    Conduct.DISPLAY: ("V-04", "V-22"),
    Conduct.NO_PAPERS: ("V-16", "V-36"),
    Conduct.LICENCE_ABUSE: ("V-15", "V-31", "V-44"),
    Conduct.TRAINING: ("V-20", "V-08"),
    Conduct.RETURN: ("V-52", "V-32"),
    Conduct.DISPATCH: ("V-32", "V-52", "V-53", "V-54", "V-34"),
    Conduct.DISPATCH_REPORT: ("V-33", "V-35"),
    Conduct.FALSE_APPLICATION: ("V-45", "V-47"),
}
#: Statutes first, then the regulations; the labour supervision regulations yield to both (their 第三十二条).
_RANKS: dict[str, int] = {
    each.key: 1
    for each in (
        EMPLOYMENT_PROMOTION_LAW,
        LABOUR_CONTRACT_LAW,
        E_COMMERCE_LAW,
        LICENSING_LAW,
        PENALTY_LAW,
        PERSONAL_INFORMATION_LAW,
        CYBERSECURITY_LAW,
        CRIMINAL_LAW,
        PUBLIC_SECURITY_PENALTIES_LAW,
    )
} | {
    LABOUR_SUPERVISION_REGULATIONS.key: 3,
    **{each.key: 4 for each in (ORDER_19, ORDER_22, ORDER_44, ORDER_50, EMPLOYMENT_SERVICE_PROVISIONS)},
    **{each.key: 5 for each in (BEIJING_BUSINESS_ENVIRONMENT, BEIJING_TALENT_MARKET_REGULATIONS)},
}
YIELDS = LABOUR_SUPERVISION_REGULATIONS.article(32)
RANK_NAMES: dict[int, str] = {
    1: N_("法律"),
    2: N_("行政法规"),
    3: N_("行政法规，另有规定的从其规定"),
    4: N_("部门规章"),
    5: N_("地方性法规"),
}
#: How long the reason is at least: for an ordinary choice, and for one off the precedence.
REASON, LONG_REASON = 10, 30


def rank_of(violation: Violation) -> int:
    """The place of the act that punishes: the highest of those the entry rests on."""
    return min(_RANKS.get(each.instrument.key, 2) for each in violation.basis)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known when the bases are compared."""

    capacity: Capacity
    act_on: date
    decided_on: date
    #: Gains, heads, gravity as they are known or assumed.
    proposal: Proposal
    #: The violation of the order that was refused; empty without one.
    refused_order_of: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One basis: what it would allow on these facts."""

    violation: Violation
    rank: int
    #: Why it cannot be chosen at all; None where it can.
    barred: Refusal | None
    #: Why no fine could follow now; None where it could.
    unmet: Refusal | None
    span: tuple[Decimal, Decimal] | None
    versions: Versions | None
    #: It yields to another candidate of a law that has its own rule.
    yields: Citation | None = None
    #: Of all that would allow a fine now and do not yield, the highest.
    is_highest: bool = False

    @property
    def can_fine(self) -> bool:
        return self.barred is None and self.unmet is None and self.span is not None


def conducts_of(key: str) -> tuple[Conduct, ...]:
    """The kinds of conduct that may be meant by a violation."""
    return tuple(conduct for conduct, keys in CANDIDATES.items() if key in keys)


def needs_choice(key: str) -> bool:
    """Whether more than one entry with a sanction of this organ may punish what a violation describes."""
    return any(
        sum(VIOLATIONS[other].has_sanction for other in CANDIDATES[conduct]) > 1
        for conduct in conducts_of(key)
    )


def _candidate(key: str, facts: Facts) -> Candidate:
    violation, said = VIOLATIONS[key], facts.proposal
    barred = fines.not_ours(violation)
    if barred is None and facts.capacity not in violation.who:
        barred = Refusal(N_("本条针对的不是这类当事人"), violation.basis[0])
    dated = fines.dated_of(violation, gains=said.gains, is_serious=said.is_serious)
    compared = (
        fines.versions(dated, act_on=facts.act_on, decided_on=facts.decided_on) if dated is not None else None
    )
    if barred is None and compared is not None and compared.then is None:
        barred = Refusal(N_("行为时本条尚未施行，不能据以处罚"), PENALTY_LAW.article(37))
    if barred is None and not all(each.instrument.is_in_force(facts.decided_on) for each in violation.basis):
        barred = Refusal(N_("决定时本条已经失效，不能据以处罚"), PENALTY_LAW.article(37))
    unmet = fines.fine_refused(
        violation,
        order_refused=facts.refused_order_of == key,
        gains=said.gains,
        reviewed_no_gains=False,
    )
    on = compared.applies.in_force_from if compared and compared.applies else facts.act_on
    span = None if barred else fines.span_of(violation, said, max(on, facts.act_on))
    return Candidate(violation, rank_of(violation), barred, unmet, span, compared)


@rule(PENALTY_LAW.article(29), PENALTY_LAW.article(37), YIELDS)
def applicable(conduct: Conduct, facts: Facts) -> tuple[Candidate, ...]:
    """Every basis that may punish a conduct, what precedes first; those that cannot be chosen last, with why.

    Statute before regulation; the labour supervision regulations yield where another law or regulation has
    its own rule (their 第三十二条). Among bases that allow a fine and do not yield, the highest fine is marked.
    """
    found = [_candidate(key, facts) for key in CANDIDATES[conduct]]
    special = any(each.barred is None and each.rank < 3 and each.violation.has_sanction for each in found)
    found = [
        replace(each, yields=YIELDS) if special and each.rank == 3 and each.barred is None else each
        for each in found
    ]
    fining = [each for each in found if each.can_fine and each.yields is None]
    top = max((each.span[::-1] for each in fining if each.span), default=None)
    marked = [
        replace(each, is_highest=each in fining and each.span is not None and each.span[::-1] == top)
        for each in found
    ]
    return tuple(sorted(marked, key=lambda each: (each.barred is not None, each.rank)))


@dataclass(frozen=True, slots=True)
class Fined:
    """A fine against the party that stands, and the days of the act that it punished."""

    number: str
    violation: str
    began_on: date
    ended_on: date


#: How long the words are at least that tell one act from another that was fined already.
OTHER_ACT = 10


@rule(PENALTY_LAW.article(29))
def twice_refused(
    violation: str, began_on: date, ended_on: date, fined: Sequence[Fined], other_act: str
) -> Refusal | None:
    """One act is not fined twice: a fine for the same conduct on the same days stands in the way until somebody says
    in writing why this is another act.

    Reading: the same conduct is the same violation, or one that may meet with it; whether it is one act the official says.
    """
    if len(other_act.strip()) >= OTHER_ACT:
        return None
    same = {violation, *(each for conduct in conducts_of(violation) for each in CANDIDATES[conduct])}
    for each in fined:
        if each.violation in same and each.began_on <= ended_on and began_on <= each.ended_on:
            return Refusal(
                N_(
                    "当事人同一时期的同类行为已由%(number)s罚款；不是同一违法行为的，须写明理由，至少%(least)s个字"
                ),
                PENALTY_LAW.article(29),
                (("number", each.number), ("least", str(OTHER_ACT))),
            )
    return None


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice that may be made, and what it asks for."""

    candidate: Candidate
    #: Off the precedence: a longer reason and the legal review.
    is_off_precedence: bool
    least_reason: int


@rule(PENALTY_LAW.article(29), YIELDS)
def choice_refused(candidates: tuple[Candidate, ...], key: str) -> Refusal | None:
    """A basis that cannot apply is refused, and so is a lower fine where several rules that fine meet."""
    chosen = next((each for each in candidates if each.violation.key == key), None)
    if chosen is None:
        return Refusal(N_("所选的依据不在本行为的依据之内"), PENALTY_LAW.article(29))
    if chosen.barred is not None:
        return chosen.barred
    highest = next((each for each in candidates if each.is_highest), None)
    if chosen.can_fine and chosen.yields is None and not chosen.is_highest and highest is not None:
        return Refusal(
            N_("同一违法行为违反多个规定都应当罚款的，按照罚款数额高的规定处罚：%(key)s"),
            PENALTY_LAW.article(29),
            (("key", highest.violation.key),),
        )
    return None


def choice_of(candidates: tuple[Candidate, ...], key: str) -> Choice:
    """What the choice of a basis asks for: off the precedence, a longer reason and the legal review.

    Off the precedence: it yields to another; or one of higher rank could be chosen and sanctions; or it allows no
    fine now while another does.
    """
    chosen = next(each for each in candidates if each.violation.key == key)
    others = [
        each
        for each in candidates
        if each.barred is None and each.violation.key != key and each.violation.has_sanction
    ]
    off = (
        chosen.yields is not None
        # What fines by law at the same height comes first; what cannot fine now does not displace what can.
        or any(each.rank < chosen.rank and (each.can_fine or not chosen.can_fine) for each in others)
        or (not chosen.can_fine and any(each.can_fine and each.yields is None for each in others))
    )
    return Choice(chosen, off, LONG_REASON if off else REASON)

"""When the court may be asked to enforce: after every remedy has passed, within three months, after a demand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from regulation.law.calendar import WorkCalendar
from regulation.law.citation import (
    COMPULSION_LAW,
    LITIGATION_LAW,
    PENALTY_LAW,
    RECONSIDERATION_LAW,
    Citation,
)
from regulation.law.coverage import rule
from regulation.law.dated import DatedValue, Since
from regulation.law.period import Period, Roll, Unit, add_months
from regulation.penalties.rules import deadlines
from regulation.penalties.rules.fines import Refusal
from regulation.words import N_

_DAY = timedelta(days=1)
#: 第五十三条: three months from the end of the period. Counted without moving a last day off: it binds the organ.
WINDOW_MONTHS = DatedValue(
    "penalties.court_window_months",
    N_("申请人民法院强制执行的期限（月）"),
    (Since(date(2012, 1, 1), 3, COMPULSION_LAW.article(53)),),
)
#: After a judgment it is the judgment that is enforced, by the rules of civil procedure.
JUDGMENT_MONTHS = DatedValue(
    "penalties.judgment_window_months",
    N_("申请执行生效行政判决的期限（月）"),
    (
        Since(
            date(2015, 5, 1),
            24,
            LITIGATION_LAW.article(95),
            doubt=N_("二年期限来自民事诉讼执行规定和司法解释，未核对原文，待法制审核人员确认"),
        ),
    ),
)
#: Of a decision that goes to reconsideration first (《行政复议法》第二十三条). 《行政强制法》第五十三条 counts from the end of the period for
#: reconsideration or suit; 最高人民法院 法释〔2018〕1号 第一百五十六条 from the end of the period for suing, without a word on decisions that
#: can be taken to court after a reconsideration only.
REVIEW_FIRST_DOUBT = N_(
    "当场处罚须先申请行政复议，逾期未申请的不能起诉；三个月自复议期限还是自六个月起诉期限届满起算，法律和司法解释没有写明，此处自后者起算。请尽早与有管辖权的人民法院确认"
)
#: 第四十五条: who does not accept the outcome of a reconsideration sues within fifteen days of receiving it.
AFTER_RECONSIDERATION = Period(
    15, Unit.CALENDAR_DAYS, N_("收到行政复议决定书"), Roll.NEXT_WORKING_DAY, LITIGATION_LAW.article(45)
)
#: The court rules within seven days of accepting, working days in this law.
RULING = Period(7, Unit.WORKING_DAYS, N_("人民法院受理"), Roll.NONE, COMPULSION_LAW.article(57))


class Way(StrEnum):
    """Which remedy the party took."""

    RECONSIDERATION = "reconsideration"
    SUIT = "suit"


@dataclass(frozen=True, slots=True)
class Remedy:
    """A reconsideration or a suit against the decision, as the window sees it."""

    way: Way
    #: The day its outcome was received, or, for a suit, took effect; None while it is pending.
    ended_on: date | None = None
    #: It ended without a word on the decision itself: withdrawn, or not admitted.
    is_moot: bool = False
    #: It changed what the decision asks for.
    is_changed: bool = False


@dataclass(frozen=True, slots=True)
class Window:
    """First and last day on which the organ may apply, and the day and article from which they are counted."""

    base_on: date
    opens_on: date
    closes_on: date
    why: str
    citation: Citation
    #: What no text settles, for the official who applies.
    doubt: str = ""

    def holds(self, day: date) -> bool:
        return self.opens_on <= day <= self.closes_on


@rule(
    COMPULSION_LAW.article(53),
    LITIGATION_LAW.article(45),
    LITIGATION_LAW.article(95),
    LITIGATION_LAW.article(97),
    RECONSIDERATION_LAW.article(78),
    PENALTY_LAW.article(72, 2),
)
def window(
    served_on: date,
    calendar: WorkCalendar,
    *,
    remedies: Sequence[Remedy] = (),
    deferral_ends_on: date | None = None,
    review_first: bool = False,
) -> Window | Refusal:
    """The three months after the longest remedy ended unused; after a remedy that was used, from what came of it.

    - no remedy: from the end of the six months to sue, as sixty days for reconsideration end before; where reconsideration
      comes first (`review_first`) the same, with a doubt that is shown;
    - reconsideration that left the decision standing: from the end of the fifteen days to sue;
    - reconsideration that changed it: the government that changed it enforces, or asks the court, not this organ;
    - withdrawn or not admitted: the remedy counts as not taken, but not before it ended;
    - a judgment: itself enforced, from the day it took effect;
    - a deferral or instalments: not before the last day they give.
    """
    if any(each.ended_on is None for each in remedies):
        return Refusal(N_("行政复议或者行政诉讼尚未终结，不能申请强制执行"), COMPULSION_LAW.article(53))
    untaken = max(
        period.due(served_on, calendar).due_on for period in (deadlines.RECONSIDERATION, deadlines.LITIGATION)
    )
    base, why, cited = untaken, N_("复议、诉讼期限届满"), COMPULSION_LAW.article(53)
    months = WINDOW_MONTHS
    last = max(remedies, key=lambda each: each.ended_on or served_on, default=None)
    spoken = [each for each in remedies if not each.is_moot]
    final = max(spoken, key=lambda each: each.ended_on or served_on, default=None)
    if final is not None and final.is_changed and final.way is Way.RECONSIDERATION:
        return Refusal(
            N_("处罚决定已经行政复议变更，由行政复议机关强制执行或者申请人民法院强制执行"),
            RECONSIDERATION_LAW.article(78, item=2),
        )
    if last is not None and last.ended_on is not None:
        if last.is_moot:
            base = max(untaken, last.ended_on)
            why = N_("复议、诉讼未作实体处理，期限届满")
        elif last.way is Way.RECONSIDERATION:
            base = AFTER_RECONSIDERATION.due(last.ended_on, calendar).due_on
            why, cited = N_("收到行政复议决定后起诉期限届满"), LITIGATION_LAW.article(97)
        else:
            base, months = last.ended_on, JUDGMENT_MONTHS
            why, cited = N_("行政判决生效"), LITIGATION_LAW.article(95)
    if deferral_ends_on is not None and deferral_ends_on > base:
        base, why, cited = deferral_ends_on, N_("延期、分期缴纳期限结束"), PENALTY_LAW.article(72, 2)
    return Window(
        base,
        base + _DAY,
        add_months(base, months.on(max(base, months.values[0].in_force_from))),
        why,
        cited,
        REVIEW_FIRST_DOUBT if review_first and not spoken else "",
    )


@rule(RECONSIDERATION_LAW.article(78, item=2), LITIGATION_LAW.article(95))
def changed_refused(remedies: Sequence[Remedy]) -> Refusal | None:
    """A decision that a review or a suit changed or quashed is no longer performed as it was made."""
    for each in remedies:
        if each.is_changed:
            return Refusal(
                N_("处罚决定已被复议、诉讼变更或者撤销，不能再按原决定催缴"),
                RECONSIDERATION_LAW.article(78, item=2)
                if each.way is Way.RECONSIDERATION
                else LITIGATION_LAW.article(95),
            )
    return None


@rule(COMPULSION_LAW.article(53), COMPULSION_LAW.article(54))
def application_refused(
    found: Window | Refusal, *, demand_due_on: date | None, owes: bool, on: date
) -> Refusal | None:
    """The court is asked inside the window, for what is owed, and only after a demand was served and ten working days passed."""
    if isinstance(found, Refusal):
        return found
    if not owes:
        return Refusal(N_("当事人已经履行，不能申请强制执行"), COMPULSION_LAW.article(53))
    if on < found.opens_on:
        return Refusal(
            N_("复议、诉讼期限尚未届满，%(day)s起才可以申请强制执行"),
            found.citation,
            (("day", found.opens_on.isoformat()),),
        )
    if on > found.closes_on:
        return Refusal(
            N_("申请强制执行的期限已于%(day)s届满"), found.citation, (("day", found.closes_on.isoformat()),)
        )
    if demand_due_on is None:
        return Refusal(N_("申请强制执行前应当催告当事人履行义务"), COMPULSION_LAW.article(54))
    if on <= demand_due_on:
        return Refusal(N_("催告书送达后十个工作日尚未届满"), COMPULSION_LAW.article(54))
    return None

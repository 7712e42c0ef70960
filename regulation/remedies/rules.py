"""The days of the organ as respondent, and what a missed one costs."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from uuid import UUID

from regulation.law.calendar import WorkCalendar
from regulation.law.citation import LITIGATION_LAW, PENALTY_LAW, RECONSIDERATION_LAW, Citation
from regulation.law.coverage import rule
from regulation.law.period import Period, Roll, Unit
from regulation.penalties.rules.fines import Refusal
from regulation.remedies.status import Way
from regulation.words import N_

#: 第四十八条: ten days from the copy, working days by 第八十八条; five in the simple procedure (第五十四条).
ANSWER = Period(
    10, Unit.WORKING_DAYS, N_("收到行政复议申请书副本"), Roll.NONE, RECONSIDERATION_LAW.article(48)
)
SIMPLE_ANSWER = Period(
    5, Unit.WORKING_DAYS, N_("收到行政复议申请书副本"), Roll.NONE, RECONSIDERATION_LAW.article(54)
)
#: 《行政诉讼法》第六十七条: fifteen calendar days from the copy of the complaint.
SUIT_ANSWER = Period(
    15, Unit.CALENDAR_DAYS, N_("收到起诉状副本"), Roll.NEXT_WORKING_DAY, LITIGATION_LAW.article(67)
)
#: 第三十二条, 第八十八条: five working days to pass on what was handed in here.
PASSING = Period(
    5, Unit.WORKING_DAYS, N_("收到经由本机关提出的申请"), Roll.NONE, RECONSIDERATION_LAW.article(32)
)
APPEAL = Period(
    15,
    Unit.CALENDAR_DAYS,
    N_("收到一审判决书"),
    Roll.NEXT_WORKING_DAY,
    LITIGATION_LAW.article(85),
    provisional_note=N_("此处按判决计算；对裁定的上诉期为十日，请按文书载明的期限核对"),
)
#: From the outcome of a reconsideration to the suit.
TO_SUE = Period(
    15, Unit.CALENDAR_DAYS, N_("收到行政复议决定书"), Roll.NEXT_WORKING_DAY, LITIGATION_LAW.article(45)
)


#: The same where the government let its time pass without a decision: from the end of that time.
TO_SUE_AFTER_SILENCE = Period(
    15, Unit.CALENDAR_DAYS, N_("行政复议期限届满"), Roll.NEXT_WORKING_DAY, LITIGATION_LAW.article(45)
)
#: 第六十二条: sixty days to decide, thirty in the simple procedure. They run from the day on which it was admitted, which the
#: organ is not told: here from the application, so that no silence is entered before it can have begun.
DECIDING = Period(60, Unit.CALENDAR_DAYS, N_("受理行政复议申请"), Roll.NONE, RECONSIDERATION_LAW.article(62))
SIMPLE_DECIDING = Period(
    30, Unit.CALENDAR_DAYS, N_("受理行政复议申请"), Roll.NONE, RECONSIDERATION_LAW.article(62)
)


#: How long after the last day the organ may still hear that the party appealed on it: the court passes a copy on. From
#: memory, not from a text read: 《行政诉讼法》第八十六条 has five days for that; with the way of the paper ten are waited.
TOLD_LATE = timedelta(days=10)


@rule(LITIGATION_LAW.article(85))
def waits_for_word(last_on: date, today: date, *, undoes: bool) -> bool:
    """Whether a first judgment is not yet taken for final because an appeal handed in on the last day may be on its way.

    One that undoes the decision is taken at once: the party that won is not expected to appeal, and what was published must
    come down in three working days.
    """
    return today <= last_on + (timedelta(0) if undoes else TOLD_LATE)


@rule(LITIGATION_LAW.article(85))
def appeal_refused(received_on: date, handed_on: date, calendar: WorkCalendar) -> Refusal | None:
    """The organ appeals inside the same fifteen days as the party, counted from the day on which it received the judgment."""
    last = APPEAL.due(received_on, calendar).due_on
    if handed_on > last:
        return Refusal(
            N_("上诉期至%(day)s届满，本机关不能再提起上诉"),
            LITIGATION_LAW.article(85),
            (("day", last.isoformat()),),
        )
    return None


@rule(LITIGATION_LAW.article(45), RECONSIDERATION_LAW.article(34), RECONSIDERATION_LAW.article(62))
def silence_refused(
    way: str, filed_on: date, ended_on: date, calendar: WorkCalendar, *, simple: bool
) -> Refusal | None:
    """A reviewing government that lets its time pass leaves the party the court; never before that time can have passed."""
    if way != Way.RECONSIDERATION:
        return Refusal(N_("逾期不作决定的只有行政复议"), LITIGATION_LAW.article(45))
    period = SIMPLE_DECIDING if simple else DECIDING
    last = period.due(filed_on, calendar).due_on
    if ended_on < last:
        return Refusal(
            N_("行政复议期限最早于%(day)s届满，此前不能登记逾期未作决定"),
            RECONSIDERATION_LAW.article(62),
            (("day", last.isoformat()),),
        )
    return None


@rule(RECONSIDERATION_LAW.article(48), RECONSIDERATION_LAW.article(54), LITIGATION_LAW.article(67))
def answer_period(way: Way, *, simple: bool) -> Period:
    """Ten working days to answer a reconsideration, five in its simple procedure, fifteen days to answer a suit."""
    if way is Way.SUIT:
        return SUIT_ANSWER
    return SIMPLE_ANSWER if simple else ANSWER


@rule(RECONSIDERATION_LAW.article(70), LITIGATION_LAW.article(34, 2))
def is_without_evidence(due_on: date | None, answered_on: date | None, today: date) -> bool:
    """Without a written answer and the evidence in time the decision counts as having none."""
    return due_on is not None and due_on < (answered_on or today)


@rule(RECONSIDERATION_LAW.article(23, 1, 1))
def suit_first_refused(way: Way, *, on_the_spot: bool, is_reviewed: bool) -> Refusal | None:
    """Against a penalty on the spot reconsideration comes first; the court after it.

    Reading: a reconsideration that ended opens the way, however it ended: decided, dismissed, or left without a decision in
    time (《行政复议法》第三十四条). Whether one that was withdrawn does, the court says; the organ objects in its answer.
    """
    if way is Way.SUIT and on_the_spot and not is_reviewed:
        return Refusal(
            N_("对当场作出的处罚决定不服的，应当先申请行政复议"), RECONSIDERATION_LAW.article(23, 1, 1)
        )
    return None


@rule(RECONSIDERATION_LAW.article(32))
def handed_in_refused(*, on_the_spot: bool) -> Refusal | None:
    """What was decided on the spot may be brought up through the organ itself; all else goes to the government that reviews."""
    if not on_the_spot:
        return Refusal(
            N_(
                "只有对当场处罚决定的复议申请可以经由本机关提出；请告知当事人向复议机关提出，收到副本后再登记"
            ),
            RECONSIDERATION_LAW.article(32),
        )
    return None


@rule(PENALTY_LAW.article(43))
def officers_apart(person: UUID | None, decided_by: Collection[UUID]) -> Refusal | None:
    """The organ answers for a penalty on the spot by others than the two officers who decided it."""
    if person is not None and person in decided_by:
        return Refusal(N_("作出当场处罚决定的执法人员不能办理对其决定的复议、诉讼"), PENALTY_LAW.article(43))
    return None


#: On whose word execution stops: 第四十二条 and 《行政诉讼法》第五十六条. Without one of them it goes on.
SUSPENSION_GROUNDS: dict[str, str] = {
    "organ": N_("被申请人、被告认为需要停止执行"),
    "request": N_("申请人、原告申请，复议机关或者人民法院决定停止执行"),
    "body": N_("复议机关、人民法院认为需要停止执行"),
    "law": N_("法律、法规、规章规定停止执行"),
}


@rule(RECONSIDERATION_LAW.article(42, item=1), LITIGATION_LAW.article(56, 1, 1))
def grounds_of_others(way: str) -> list[str]:
    """On which grounds the government or the court suspends: a court on the organ's word too, as only its ruling suspends."""
    return [each for each in SUSPENSION_GROUNDS if each != "organ" or way == Way.SUIT]


@rule(RECONSIDERATION_LAW.article(42, item=1), LITIGATION_LAW.article(56, 1, 1))
def is_organs_own(way: str, ground: str) -> bool:
    """Whether the organ itself suspended: in a reconsideration it does, in a suit the court does it on the organ's word."""
    return ground == "organ" and way == Way.RECONSIDERATION


def suspension_basis(way: str) -> Citation:
    """The article under which execution stops."""
    if way == Way.RECONSIDERATION:
        return RECONSIDERATION_LAW.article(42)
    return LITIGATION_LAW.article(56)


@rule(PENALTY_LAW.article(73, 1), RECONSIDERATION_LAW.article(42), LITIGATION_LAW.article(56))
def suspension_refused(
    way: str, *, is_final: bool, is_suspended: bool, has_asked: bool = False
) -> Refusal | None:
    """Execution is suspended, or that is asked for, only while the decision is reviewed, and once."""
    if is_final:
        return Refusal(N_("复议、诉讼已经终结，不能停止执行"), suspension_basis(way))
    if is_suspended:
        return Refusal(N_("已经停止执行"), suspension_basis(way))
    if has_asked:
        return Refusal(N_("停止执行的申请尚未答复"), suspension_basis(way))
    return None


@rule(RECONSIDERATION_LAW.article(20))
def filing_note(way: Way, filed_on: date, served_on: date, calendar: WorkCalendar) -> Refusal | None:
    """What to object when the application came after its period; the organ says so, the body decides."""
    period = Period(
        60, Unit.CALENDAR_DAYS, N_("收到处罚决定书"), Roll.NEXT_WORKING_DAY, RECONSIDERATION_LAW.article(20)
    )
    if way is Way.RECONSIDERATION and filed_on > period.due(served_on, calendar).due_on:
        return Refusal(N_("申请在六十日期限之后提出，请在答复中提出"), RECONSIDERATION_LAW.article(20))
    return None

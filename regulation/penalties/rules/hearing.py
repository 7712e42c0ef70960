"""The hearing of a case: who may ask until when, how it is called, held and recorded. 第六十三条 to 第六十五条."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from regulation.law.citation import PENALTY_LAW
from regulation.law.coverage import rule
from regulation.law.dated import DatedValue, Since
from regulation.penalties.rules import deadlines
from regulation.penalties.rules.fines import Refusal
from regulation.words import N_

if TYPE_CHECKING:
    from regulation.law.calendar import WorkCalendar


@dataclass(frozen=True, slots=True)
class Threshold:
    """From which amount a fine or a confiscation is large, in yuan."""

    citizen: Decimal
    entity: Decimal

    def of(self, *, is_person: bool) -> Decimal:
        return self.citizen if is_person else self.entity


HEARING_THRESHOLD = DatedValue(
    "penalties.hearing_threshold",
    N_("较大数额罚款、没收的听证起点（元）：公民，法人和其他组织"),
    (
        Since(
            date(2021, 7, 15),
            Threshold(Decimal(3000), Decimal(50000)),
            PENALTY_LAW.article(63, 1, 1),
            doubt=N_(
                "人力资源社会保障部门的听证起点未查到，暂按北京市其他部门的公民三千元、单位五万元，由主管机关以文件配置"
            ),
        ),
    ),
)


class HearingStatus(StrEnum):
    """Where a hearing stands."""

    ASKED = "asked"  #: a clerk calls it
    CALLED = "called"  #: the day comes
    HELD = "held"  #: recorded; who presided reports
    REPORTED = "reported"  #: done
    MISSED = "missed"  #: done; the party did not come or left: waived
    WITHDRAWN = "withdrawn"  #: done; the party took its request back
    VOID = "void"  #: done; the notice on which it rested lapsed


HEARING_NAMES: dict[HearingStatus, str] = {
    HearingStatus.ASKED: N_("已要求听证，待通知"),
    HearingStatus.CALLED: N_("已通知听证"),
    HearingStatus.HELD: N_("已举行，待提出听证报告"),
    HearingStatus.REPORTED: N_("听证已结束"),
    HearingStatus.MISSED: N_("当事人未到场，视为放弃"),
    HearingStatus.WITHDRAWN: N_("当事人已撤回听证要求"),
    HearingStatus.VOID: N_("告知书失效，听证终止"),
}
#: While one of these holds, nothing is decided.
PENDING = frozenset({HearingStatus.ASKED, HearingStatus.CALLED, HearingStatus.HELD})
#: From which state of the hearing each act is taken.
BEFORE: dict[str, frozenset[HearingStatus]] = {
    "withdraw_hearing": frozenset({HearingStatus.ASKED, HearingStatus.CALLED}),
    "call_hearing": frozenset({HearingStatus.ASKED, HearingStatus.CALLED}),
    "serve_call": frozenset({HearingStatus.CALLED}),
    "receive_call": frozenset({HearingStatus.CALLED}),
    "name_agent": frozenset({HearingStatus.ASKED, HearingStatus.CALLED}),
    "challenge_chair": frozenset({HearingStatus.CALLED}),
    "answer_challenge": frozenset({HearingStatus.CALLED}),
    "miss_hearing": frozenset({HearingStatus.CALLED}),
    "hold_hearing": frozenset({HearingStatus.CALLED}),
    "report_hearing": frozenset({HearingStatus.HELD}),
}
ASKED_HOW: dict[str, str] = {
    "written": N_("书面提出"),
    "oral": N_("口头提出，已记录"),
    "online": N_("在本系统提出"),
}
#: 第六十四条第三项: what alone closes a hearing to the public.
CLOSED_GROUNDS: dict[str, str] = {
    "state_secret": N_("涉及国家秘密"),
    "business_secret": N_("涉及商业秘密"),
    "privacy": N_("涉及个人隐私"),
}
MOST_AGENTS = 2


@rule(PENALTY_LAW.article(64, 1, 1))
def asking_refused(
    ground: str, served_on: date | None, asked_on: date, today: date, calendar: WorkCalendar
) -> Refusal | None:
    """A hearing is asked for within five working days of the notice, where the intended penalty gives the right."""
    if served_on is None:
        return Refusal(N_("事先告知书尚未送达"), PENALTY_LAW.article(44))
    if not ground:
        return Refusal(N_("本案拟作出的处罚不在听证范围之内"), PENALTY_LAW.article(63))
    if asked_on < served_on or asked_on > today:
        return Refusal(N_("要求听证的日期不能早于告知书送达，也不能晚于今天"), PENALTY_LAW.article(64, 1, 1))
    due_on = deadlines.HEARING_REQUEST.due(served_on, calendar).due_on
    if asked_on > due_on:
        return Refusal(
            N_("要求听证的期限已于%(due)s届满"), PENALTY_LAW.article(64, 1, 1), (("due", due_on.isoformat()),)
        )
    return None


@rule(PENALTY_LAW.article(64, 1, 2))
def call_refused(told_on: date, held_on: date, calendar: WorkCalendar) -> Refusal | None:
    """Time and place of the hearing are told seven working days before it."""
    if told_on > deadlines.HEARING_NOTICE.last_day_before(held_on, calendar):
        return Refusal(N_("举行听证的七个工作日前应当通知当事人时间和地点"), PENALTY_LAW.article(64, 1, 2))
    return None


@rule(PENALTY_LAW.article(64, 1, 3))
def closing_refused(*, is_public: bool, ground: str) -> Refusal | None:
    """A hearing is public, except for state secrets, business secrets or privacy protected by law."""
    if is_public == (ground in CLOSED_GROUNDS):
        return Refusal(
            N_("听证公开举行；只有涉及国家秘密、商业秘密或者个人隐私的可以不公开，并写明理由"),
            PENALTY_LAW.article(64, 1, 3),
        )
    return None


@rule(PENALTY_LAW.article(64, 1, 5))
def agent_refused(already: int) -> Refusal | None:
    """The party comes in person or sends one or two agents."""
    if already >= MOST_AGENTS:
        return Refusal(N_("当事人可以委托一至二人代理"), PENALTY_LAW.article(64, 1, 5))
    return None


@rule(PENALTY_LAW.article(64, 1, 2), PENALTY_LAW.article(64, 1, 8))
def holding_refused(
    called_for: date | None, told_on: date | None, held_on: date, today: date
) -> Refusal | None:
    """A hearing is held on the day that the party was told, and entered when it has been held."""
    if called_for is None or told_on is None:
        return Refusal(N_("请先签发并送达听证通知书"), PENALTY_LAW.article(64, 1, 2))
    if held_on > today:
        return Refusal(N_("听证尚未举行"), PENALTY_LAW.article(64, 1, 8))
    if held_on != called_for:
        return Refusal(
            N_("听证应当在通知的日期举行；改期的，重新通知"),
            PENALTY_LAW.article(64, 1, 2),
        )
    return None


@rule(PENALTY_LAW.article(64, 1, 8))
def signature_refused(*, is_signed: bool, note: str) -> Refusal | None:
    """The record is signed by the party or its agent after it was found right; a refusal is noted by who presides."""
    if not is_signed and len(note.strip()) < 4:
        return Refusal(
            N_("当事人或者其代理人拒绝签字的，由主持人在笔录中注明"), PENALTY_LAW.article(64, 1, 8)
        )
    return None


@rule(PENALTY_LAW.article(64, 1, 4))
def challenge_pending_refused(*, pending: bool) -> Refusal | None:
    """While a challenge to whoever presides is unanswered the hearing waits."""
    if pending:
        return Refusal(N_("主持人回避的申请尚未决定"), PENALTY_LAW.article(64, 1, 4))
    return None

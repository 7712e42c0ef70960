"""Whom a licence concerns, and the hearing before the decision, 《行政许可法》第三十六条, 第四十五条 to 第四十八条. Pure."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from enum import StrEnum

from regulation.casework.steps import Step, step
from regulation.law.calendar import WorkCalendar
from regulation.law.citation import LICENSING_LAW
from regulation.law.coverage import rule
from regulation.law.dated import DatedValue, Since
from regulation.law.period import Due, Period, Roll, Unit
from regulation.roles import Role
from regulation.words import N_

L = LICENSING_LAW
_SINCE = date(2004, 7, 1)

ASK = DatedValue(
    "licensing.hearing_ask",
    N_("要求听证的期限"),
    (
        Since(
            _SINCE,
            Period(5, Unit.WORKING_DAYS, N_("告知听证权利"), Roll.NONE, L.article(47, 1)),
            L.article(47, 1),
        ),
    ),
)
HOLD = DatedValue(
    "licensing.hearing_hold",
    N_("组织听证的期限"),
    (
        Since(
            _SINCE,
            Period(20, Unit.WORKING_DAYS, N_("提出听证申请"), Roll.NONE, L.article(47, 1)),
            L.article(47, 1),
        ),
    ),
)
NOTIFY = DatedValue(
    "licensing.hearing_notify",
    N_("举行听证前通知的期限"),
    (
        Since(
            _SINCE,
            Period(7, Unit.WORKING_DAYS, N_("举行听证"), Roll.NONE, L.article(48, 1, 1)),
            L.article(48, 1, 1),
        ),
    ),
)


class HearingStatus(StrEnum):
    """Where a hearing stands; the comment says whose turn it is."""

    ASKED = "asked"  #: the organ sets time and place
    CALLED = "called"  #: it takes place on its day
    HELD = "held"  #: nobody; the decision follows its record
    DROPPED = "dropped"  #: nobody, unless another who was told asks within the five days


HEARING_STATUSES: dict[HearingStatus, str] = {
    HearingStatus.ASKED: N_("已要求听证"),
    HearingStatus.CALLED: N_("已通知听证"),
    HearingStatus.HELD: N_("已举行听证"),
    HearingStatus.DROPPED: N_("已放弃听证"),
}
H = HearingStatus
HEARING_STEPS: dict[str, Step] = {
    "call": step(N_("通知听证"), {H.ASKED, H.CALLED}, H.CALLED, Role.CLERK, L.article(48, 1, 1)),
    "hold": step(N_("记录听证"), H.CALLED, H.HELD, Role.CLERK, L.article(48, 1, 5)),
    "drop": step(N_("放弃听证"), {H.ASKED, H.CALLED}, H.DROPPED, Role.CLERK, L.article(47, 1)),
    # Brought about by the answer of another who was told; the organ cannot press it.
    "ask_again": step(N_("又有人要求听证"), H.DROPPED, H.ASKED, set(), L.article(47, 1)),
}


@rule(L.article(47, 1))
def may_ask_until(told_on: date, calendar: WorkCalendar) -> Due:
    """Who was told may ask for a hearing within five working days."""
    return ASK.on(told_on).due(told_on, calendar)


@rule(L.article(47, 1))
def held_by(asked_on: date, calendar: WorkCalendar) -> Due:
    """The organ holds it within twenty working days of being asked."""
    return HOLD.on(asked_on).due(asked_on, calendar)


@rule(L.article(48, 1, 1))
def notified_by(held_on: date, calendar: WorkCalendar) -> date:
    """Time and place are told seven working days before."""
    return NOTIFY.on(held_on).last_day_before(held_on, calendar)


@rule(L.article(48, 1, 1), L.article(47, 1))
def may_be_on(held_on: date, today: date, asked_on: date, calendar: WorkCalendar) -> str:
    """Why a hearing may not be on that day, in Chinese; "" when it may.

    Reading: an organ that has let the twenty days pass is late, which its clock says, but it holds the hearing all the same;
    whoever asked for it does not lose it by the organ's delay.
    """
    if today > notified_by(held_on, calendar):
        return N_("听证应当在举行七个工作日前通知，请选择更晚的日期")
    due_on = held_by(asked_on, calendar).due_on
    is_still_possible = today <= notified_by(due_on, calendar)
    if is_still_possible and held_on > due_on:
        return N_("听证应当在收到听证申请之日起二十个工作日内举行")
    return ""


@rule(L.article(48, 1, 3))
def may_preside(presider: str, examiners: Collection[str]) -> bool:
    """Whoever examines the application does not preside."""
    return bool(presider.strip()) and presider.strip() not in {name.strip() for name in examiners}


@rule(L.article(47, 1), L.article(48, 2))
def may_decide(
    *,
    told_on: date | None,
    all_answered: bool,
    status: HearingStatus | None,
    today: date,
    calendar: WorkCalendar,
) -> str:
    """Why nothing may be proposed or decided yet, in Chinese; "" when it may.

    Those who were told have their five days, also when another gave up the hearing meanwhile, and a hearing that was
    asked for comes first.
    """
    if status in (H.ASKED, H.CALLED):
        return N_("听证尚未举行，不能提出审查意见或者作出决定")
    waits = told_on is not None and today <= may_ask_until(told_on, calendar).due_on
    if waits and not all_answered and status is not H.HELD:
        return N_("要求听证的期限尚未届满，不能提出审查意见或者作出决定")
    return ""


@rule(L.article(48, 2))
def must_consider(status: HearingStatus | None) -> bool:
    """The decision rests on the record of the hearing: how it was weighed is written down."""
    return status is H.HELD

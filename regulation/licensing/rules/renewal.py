"""Renewal and change of a licence that is held, 《行政许可法》第四十九条 and 第五十条: pure rules, each with its article."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from regulation.law.citation import LICENSING_LAW, ORDER_19
from regulation.law.coverage import rule
from regulation.law.dated import DatedValue, Since
from regulation.law.period import Period, Roll, Unit
from regulation.licensing.procedure import Effect
from regulation.licensing.rules import deadlines
from regulation.licensing.status import LIVING, LicenceStatus
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Callable

    from regulation.law.calendar import WorkCalendar
    from regulation.licensing.procedure import LicenceKind

#: A clock is a period: the last day of the term is counted from itself.
BEFORE_EXPIRY = DatedValue(
    "licensing.decision_before_expiry",
    N_("在许可有效期届满前决定是否准予延续"),
    (
        Since(
            date(2004, 7, 1),
            Period(
                1,
                Unit.CALENDAR_DAYS,
                N_("许可有效期届满"),
                Roll.NONE,
                LICENSING_LAW.article(50, 2),
                start_counts=True,
                provisional_note=N_("期限不因补正和听证而延长：逾期未作决定的，视为准予延续"),
            ),
            LICENSING_LAW.article(50, 2),
        ),
    ),
)
KEEPS_NUMBER = DatedValue(
    "licensing.renewal_keeps_number",
    N_("延续和变更后的许可证沿用原编号"),
    (
        Since(
            date(2004, 7, 1),
            value=True,
            citation=LICENSING_LAW.article(50),
            doubt=N_("延续后是否换发新编号，没有见到规定；此处沿用原编号"),
        ),
    ),
)


@rule(LICENSING_LAW.article(50, 1))
def is_asked_in_time(
    received_on: date,
    valid_until: date,
    calendar: WorkCalendar,
    request: DatedValue[Period] = deadlines.RENEWAL_REQUEST,
) -> bool:
    """Renewal is asked for thirty days before the term ends; the last such day ends at 24:00 in Beijing.

    Another licence may have another period: laws and regulations may say otherwise.
    """
    return received_on <= request.on(valid_until).last_day_before(valid_until, calendar)


@rule(ORDER_19.article(18))
def is_a_new_application(
    licence: LicenceKind,
    status: LicenceStatus,
    valid_until: date | None,
    received_on: date,
    calendar: WorkCalendar,
) -> bool:
    """Sixty days before the end are not left any more: what is asked for now is a new licence, not a renewal.

    Reading: the licence that is held stands until the new one is granted or its own term ends, whichever is
    first; the new term is counted from the new decision.
    """
    return (
        licence.late_is_new
        and status is LicenceStatus.VALID
        and valid_until is not None
        and not is_asked_in_time(received_on, valid_until, calendar, licence.renewal_request)
    )


@rule(LICENSING_LAW.article(50, 1))
def may_still_ask(valid_until: date | None, today: date) -> bool:
    """A licence whose term is over cannot be renewed, only applied for anew.

    Reading: the law does not say that a request made later than thirty days before is lost. It is received
    and decided like any other, but silence does not renew, and the licence ends with its term.
    """
    return valid_until is not None and today <= valid_until


@rule(LICENSING_LAW.article(50, 2))
def is_renewed_by_silence(status: LicenceStatus, valid_until: date | None, today: date) -> bool:
    """The term is over and a renewal asked for in time was not decided: it is renewed, whoever's turn it was.

    Reading: the article knows no exception for papers that were still to be supplied; an organ that finds
    them wanting refuses before the term ends.
    """
    return status is LicenceStatus.RENEWAL_PENDING and valid_until is not None and today > valid_until


@rule(LICENSING_LAW.article(50))
def next_term(valid_until: date, decided_on: date, term_end: Callable[[date], date]) -> tuple[date, date]:
    """First and last day of what the renewed licence says.

    Reading: the new term is joined to the old one, so that a holder who asks early loses no day; the new
    paper speaks from the day it is given, because the old one is void from then on.
    """
    begins = valid_until + timedelta(days=1)
    return min(decided_on, begins), term_end(begins)


#: What an act in the application does to the licence that it is about: (effect of the procedure, act) -> act.
_COUPLED: dict[tuple[Effect, str], str] = {
    (Effect.NEW_TERM, "submit"): "ask_renewal",
    (Effect.NEW_TERM, "grant"): "renew",
    (Effect.NEW_TERM, "renew_by_silence"): "renew_by_silence",
    (Effect.NEW_TERM, "refuse"): "close_renewal",
    (Effect.NEW_TERM, "decline"): "close_renewal",
    (Effect.NEW_TERM, "decline_concealed"): "close_renewal",
    (Effect.NEW_TERM, "tell_not_needed"): "close_renewal",
    (Effect.NEW_TERM, "retract"): "close_renewal",
    (Effect.NEW_TERM, "retract_on_request"): "close_renewal",
    (Effect.NEW_CONTENT, "grant"): "change",
}


@rule(LICENSING_LAW.article(49), LICENSING_LAW.article(50))
def act_on_licence(
    effect: Effect, act: str, *, status: LicenceStatus, valid_until: date | None, today: date, in_time: bool
) -> str | None:
    """The act on the licence that goes with an act in the application; None where there is none.

    A request made in time makes the renewal pending; a late one leaves the licence as it is. What ends the
    request without a renewal takes the pending away, and the licence lives on to the end of its term.
    """
    wanted = _COUPLED.get((effect, act))
    if wanted == "ask_renewal" and not (in_time and status is LicenceStatus.VALID):
        return None
    if wanted == "close_renewal" and status is not LicenceStatus.RENEWAL_PENDING:
        return None
    if wanted == "renew_by_silence" and not is_renewed_by_silence(status, valid_until, today):
        return None
    living = status in LIVING if wanted == "renew" else status is LicenceStatus.VALID
    if wanted in ("renew", "change") and not (living and may_still_ask(valid_until, today)):
        return None
    return wanted

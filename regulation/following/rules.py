"""What a change says, when a message is tried again, and how long an answer is waited for. Pure."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from regulation.firms.status import RegistrationKind, RegistrationStatus

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

#: Act on a registration -> the state it leads to. The words of the acts are those of the register log.
_STATES = {
    "grant": RegistrationStatus.VALID,
    "file": RegistrationStatus.VALID,
    "report": RegistrationStatus.VALID,
    "ask_renewal": RegistrationStatus.RENEWAL_PENDING,
    "renew": RegistrationStatus.VALID,
    "renew_by_silence": RegistrationStatus.VALID,
    "close_renewal": RegistrationStatus.VALID,
    "change": RegistrationStatus.VALID,
    "expire": RegistrationStatus.EXPIRED,
    "revoke": RegistrationStatus.REVOKED,
    "set_aside": RegistrationStatus.SET_ASIDE,
    "withdraw": RegistrationStatus.WITHDRAWN,
    "cancel": RegistrationStatus.CANCELLED,
    "restore": RegistrationStatus.VALID,
    "restore_pending": RegistrationStatus.RENEWAL_PENDING,
    "reinstate": RegistrationStatus.VALID,
    "reinstate_pending": RegistrationStatus.RENEWAL_PENDING,
    "end": RegistrationStatus.ENDED,
}


def state_after(kind: str, act: str) -> str:
    """The state of the registration after an act; empty for acts that are about something else."""
    return str(_STATES.get(act, "")) if kind in set(RegistrationKind) else ""


def public_state(word: str) -> str:
    """The state before an act, where it is one that the register shows; states of the file are nobody's business."""
    return word if word in set(RegistrationStatus) else ""


# --- Sending -------------------------------------------------------------------------------------------

#: After a failed attempt the next one comes so much later; the last wait is repeated.
WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
    timedelta(hours=12),
    timedelta(hours=24),
)
#: After so many attempts in vain the receiver counts as gone: the last comes some four days after the first.
MOST_ATTEMPTS = 10


def next_attempt(attempts: int, now: datetime) -> datetime | None:
    """When to try again after so many attempts failed; None when no more."""
    if attempts >= MOST_ATTEMPTS:
        return None
    return now + WAITS[min(attempts, len(WAITS)) - 1]


#: An address that was not confirmed is forgotten after this.
CONFIRM_WITHIN = timedelta(hours=48)
#: Messages are kept so long after they were sent, to answer whether they were.
KEEP_SENT = timedelta(days=30)
#: One address follows at most so many firms; who needs more reads the stream.
MOST_FOLLOWED = 200
#: Messages to one address that nobody has confirmed: more would make us a nuisance in somebody else's hands.
CONFIRMATIONS_A_DAY = 3
#: Changes named in one message; the others are counted, with the address of the stream.
MOST_NAMED = 100


# --- Daily files ---------------------------------------------------------------------------------------

#: Daily files of the last so many days are kept, and of earlier times those of the first day of each month.
KEEP_DAYS = 35


def kept(days: Iterable[date], today: date) -> set[date]:
    """Which days' files stay. Of a month whose first day has none, its earliest day takes that place."""
    held = sorted(days)
    first: dict[tuple[int, int], date] = {}
    for day in held:
        first.setdefault((day.year, day.month), day)
    return {day for day in held if day > today - timedelta(days=KEEP_DAYS)} | set(first.values())

"""The clock on the wall: the only place of the application that reads it."""

from datetime import UTC, date, datetime, timedelta

from app.settings import settings
from regulation.law import beijing


def now() -> datetime:
    """This instant, in UTC. A demonstration's clock may be set ahead, never back."""
    ahead = settings().clock_ahead_hours if settings().demo else 0
    return datetime.now(UTC) + timedelta(hours=ahead)


def wall() -> datetime:
    """What the machine itself shows, for its timers: they know nothing of a clock that is set ahead."""
    return datetime.now(UTC)


def today() -> date:
    """This legal day, in Beijing."""
    return beijing.legal_day(now())

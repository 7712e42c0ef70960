"""The clock on the wall: the only place of the application that reads it."""

from datetime import UTC, date, datetime

from regulation.law import beijing


def now() -> datetime:
    """This instant, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """This legal day, in Beijing."""
    return beijing.legal_day(now())

"""What "promptly" is, as the office's decree says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from regulation import errors
from regulation.casework import decrees
from regulation.casework.decrees import Field, Parameter
from regulation.leads import rules
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from uuid import UUID

    from regulation.law.period import Period

MOST_DAYS = 30
_START = rules.PROMPTLY.values[-1].value


def _within(days: int) -> Period:
    return replace(_START, n=days, provisional_note="")


def _read(typed: Mapping[str, str]) -> Period:
    text = typed.get("days", "").strip()
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= MOST_DAYS):
        raise errors.Invalid({"days": N_("请填写1至30之间的整数")})
    return _within(int(text))


#: A district may be quicker than the city asks, not slower.
PROMPTLY: Parameter[Period] = Parameter(
    rules.PROMPTLY,
    (Field("days", N_("线索核查、立案期限"), N_("个工作日")),),
    read=_read,
    written=lambda period: period.n,
    restored=_within,
    shown=lambda period: {"days": str(period.n)},
    stricter=lambda one, other: one if one.n <= other.n else other,
)


async def promptly(organ_id: UUID, day: date) -> Period:
    """What holds for an organ on a day."""
    return (
        await decrees.in_force(PROMPTLY, organ_id, max(day, rules.PROMPTLY.values[0].in_force_from))
    ).value

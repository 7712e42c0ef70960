"""How long the rows of lists are kept, as the office's decree says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from regulation import errors
from regulation.casework import decrees
from regulation.casework.decrees import Field, Parameter
from regulation.radar.rules import keeping
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from uuid import UUID

    from regulation.law.period import Period

_START = keeping.KEEP.values[-1].value
MOST_MONTHS = _START.n


def _within(months: int) -> Period:
    return replace(_START, n=months, provisional_note="")


def _read(typed: Mapping[str, str]) -> Period:
    text = typed.get("months", "").strip()
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= MOST_MONTHS):
        raise errors.Invalid({"months": N_("请填写1至24之间的整数")})
    return _within(int(text))


#: A district may keep for less long than the city, not for longer.
KEEP: Parameter[Period] = Parameter(
    keeping.KEEP,
    (Field("months", N_("保存期限"), N_("个月")),),
    read=_read,
    written=lambda period: period.n,
    restored=_within,
    shown=lambda period: {"months": str(period.n)},
    stricter=lambda one, other: one if one.n <= other.n else other,
)


async def keep(organ_id: UUID, day: date) -> Period:
    """What holds for an organ on a day."""
    return (await decrees.in_force(KEEP, organ_id, day)).value

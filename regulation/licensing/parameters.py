"""Numbers of licensing that an office may set by decree: the time it promises, apart from the time the law gives it."""

from __future__ import annotations

from collections.abc import Mapping

from regulation import errors
from regulation.casework.decrees import Field, Parameter
from regulation.licensing.rules import deadlines
from regulation.words import N_

#: A promise is for less than the law allows, or it is none.
MOST_DAYS = 19


def _days(typed: Mapping[str, str]) -> int:
    text = typed.get("days", "").strip()
    if not (text.isascii() and text.isdigit() and int(text) <= MOST_DAYS):
        raise errors.Invalid({"days": N_("请填写0至19之间的整数；0表示没有承诺时限")})
    return int(text)


PROMISED_DAYS: Parameter[int] = Parameter(
    deadlines.PROMISED,
    (Field("days", N_("承诺时限"), N_("个工作日")),),
    read=_days,
    written=int,
    restored=int,
    shown=lambda days: {"days": str(days)},
)

"""Numbers of licensing that an office may set by decree: the time it promises, apart from the time the law gives it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from regulation import errors
from regulation.casework.decrees import Field, Parameter
from regulation.firms.status import RegistrationKind
from regulation.law.period import Period
from regulation.licensing.rules import deadlines, dispatch_promise
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


#: Longer than a year, a check tells nothing about what was promised.
MOST_MONTHS = 12
_CHECK = deadlines.COMMITMENT_CHECK.values[-1].value


def _within(months: int) -> Period:
    return replace(_CHECK, n=months, provisional_note="")


def _months(typed: Mapping[str, str]) -> Period:
    text = typed.get("months", "").strip()
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= MOST_MONTHS):
        raise errors.Invalid({"months": N_("请填写1至12之间的整数")})
    return _within(int(text))


#: A district may check sooner than the city asks, not later.
CHECK_MONTHS: Parameter[Period] = Parameter(
    deadlines.COMMITMENT_CHECK,
    (Field("months", N_("履诺检查期限"), N_("个月")),),
    read=_months,
    written=lambda period: period.n,
    restored=_within,
    shown=lambda period: {"months": str(period.n)},
    stricter=lambda one, other: one if one.n <= other.n else other,
)


def _open(typed: Mapping[str, str]) -> int:
    text = typed.get("open", "").strip()
    if text not in ("0", "1"):
        raise errors.Invalid({"open": N_("请填写1或者0：1表示实行，0表示不实行")})
    return int(text)


DISPATCH_COMMITMENT: Parameter[int] = Parameter(
    dispatch_promise.OPEN,
    (Field("open", N_("实行告知承诺"), N_("（1实行，0不实行）")),),
    read=_open,
    written=int,
    restored=int,
    shown=lambda value: {"open": str(value)},
)
#: The decree that opens a track, by kind of licence.
TRACK_OPENED_BY: Mapping[RegistrationKind, Parameter[int]] = {
    RegistrationKind.DISPATCH_LICENCE: DISPATCH_COMMITMENT
}

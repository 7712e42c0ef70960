"""Which numbers of inspections an office may set by decree: rates, caps, the wait after a visit, the smallest sample."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from regulation import errors
from regulation.casework.decrees import Field, Parameter
from regulation.inspections import rules
from regulation.inspections.rules import Rate
from regulation.words import N_

#: What the log calls the entry of a draft.
DRAFTED = N_("拟订草稿")
TIER_LABELS = {"A": N_("A级"), "B": N_("B级"), "C": N_("C级"), "D": N_("D级")}


def _percents(typed: Mapping[str, str]) -> dict[str, Rate]:
    found: dict[str, Rate] = {}
    wrong: dict[str, str] = {}
    for tier in rules.TIERS:
        try:
            share = Fraction(typed.get(tier, "").strip()) / 100
        except (ValueError, ZeroDivisionError):
            wrong[tier] = N_("请填写0至100之间的百分比")
            continue
        if not 0 <= share <= 1 or share.denominator > rules.NO_MAXIMUM:
            wrong[tier] = N_("请填写0至100之间的百分比")
        found[tier] = Rate(share.numerator, share.denominator)
    if wrong:
        raise errors.Invalid(wrong)
    return found


def _whole(text: str, lowest: int, highest: int) -> int | None:
    plain = text.strip()
    return int(plain) if plain.isascii() and plain.isdigit() and lowest <= int(plain) <= highest else None


def _caps(typed: Mapping[str, str]) -> dict[str, int]:
    found = {tier: _whole(typed.get(tier, ""), 0, 12) for tier in rules.TIERS}
    wrong = {tier: N_("请填写0至12之间的整数") for tier, number in found.items() if number is None}
    if wrong:
        raise errors.Invalid(wrong)
    return {tier: number for tier, number in found.items() if number is not None}


def _one(key: str, lowest: int, highest: int, message: str, typed: Mapping[str, str]) -> int:
    number = _whole(typed.get(key, ""), lowest, highest)
    if number is None:
        raise errors.Invalid({key: message})
    return number


RATES: Parameter[dict[str, Rate]] = Parameter(
    rules.RATES,
    tuple(Field(tier, TIER_LABELS[tier], "%", is_decimal=True) for tier in rules.TIERS),
    read=_percents,
    written=lambda rates: {tier: [rate.num, rate.den] for tier, rate in rates.items()},
    restored=lambda kept: {tier: Rate(*kept[tier]) for tier in rules.TIERS},
    shown=lambda rates: {tier: f"{rate.percent:g}" for tier, rate in rates.items()},
)
CAPS: Parameter[dict[str, int]] = Parameter(
    rules.CAPS,
    tuple(Field(tier, TIER_LABELS[tier], N_("次")) for tier in rules.TIERS),
    read=_caps,
    written=dict,
    restored=lambda kept: {tier: int(kept[tier]) for tier in rules.TIERS},
    shown=lambda caps: {tier: str(number) for tier, number in caps.items()},
    stricter=lambda one, other: {tier: min(one[tier], other[tier]) for tier in rules.TIERS},
)
RECENT_MONTHS: Parameter[int] = Parameter(
    rules.RECENT_MONTHS,
    (Field("months", N_("月数"), N_("个月")),),
    read=lambda typed: _one("months", 0, 60, N_("请填写0至60之间的整数"), typed),
    written=int,
    restored=int,
    shown=lambda months: {"months": str(months)},
)
AT_LEAST: Parameter[int] = Parameter(
    rules.AT_LEAST,
    (Field("firms", N_("家数"), N_("家")),),
    read=lambda typed: _one("firms", 0, 1000, N_("请填写0至1000之间的整数"), typed),
    written=int,
    restored=int,
    shown=lambda firms: {"firms": str(firms)},
)

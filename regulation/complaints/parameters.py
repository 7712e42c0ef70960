"""What the office's decree says of rewards and of the hotline's time."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar

from regulation import errors
from regulation.casework import decrees
from regulation.casework.decrees import Field, InForce, Parameter
from regulation.complaints import reward_rules, rules
from regulation.complaints.reward_rules import Grade, Scheme
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from uuid import UUID

    from regulation.law.period import Period

Value = TypeVar("Value")
TABLE, DECIDE, CLAIM = "table", "decide_days", "claim_days"


def _days(typed: Mapping[str, str], field: str, most: int) -> int:
    text = typed.get(field, "").strip()
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= most):
        raise errors.Invalid({field: N_("请填写1至%(most)s之间的整数")}, most=most)
    return int(text)


def _read(typed: Mapping[str, str]) -> Scheme:
    try:
        grades = reward_rules.read(typed.get(TABLE, ""))
    except reward_rules.BadLine as wrong:
        raise errors.Invalid({TABLE: wrong.message}, **wrong.params) from None
    if not grades:
        raise errors.Invalid({TABLE: N_("请照文件逐行填写奖励等级")})
    return Scheme(
        grades,
        _days(typed, DECIDE, reward_rules.LONGEST_DAYS),
        _days(typed, CLAIM, reward_rules.LONGEST_DAYS),
    )


def _written(scheme: Scheme) -> dict[str, Any]:
    return {
        TABLE: [[each.name, str(each.least), str(each.most)] for each in scheme.grades],
        DECIDE: scheme.decide_days,
        CLAIM: scheme.claim_days,
    }


def _restored(kept: Mapping[str, Any]) -> Scheme:
    grades = tuple(Grade(name, Decimal(least), Decimal(most)) for name, least, most in kept[TABLE])
    return Scheme(grades, kept[DECIDE], kept[CLAIM])


REWARDS: Parameter[Scheme] = Parameter(
    reward_rules.REWARDS,
    (
        Field(TABLE, N_("奖励等级表（等级、最低金额、最高金额）"), "", is_table=True),
        Field(DECIDE, N_("审批期限"), N_("个工作日")),
        Field(CLAIM, N_("领取期限"), N_("日")),
    ),
    read=_read,
    written=_written,
    restored=_restored,
    shown=lambda scheme: {
        TABLE: reward_rules.written(scheme.grades),
        DECIDE: str(scheme.decide_days),
        CLAIM: str(scheme.claim_days),
    },
)

_START = rules.HOTLINE.values[-1].value


def _within(days: int) -> Period:
    return replace(_START, n=days, provisional_note="")


#: A district may be quicker than the city asks, not slower.
HOTLINE: Parameter[Period] = Parameter(
    rules.HOTLINE,
    (Field("days", N_("12345工单办理期限"), N_("个工作日")),),
    read=lambda typed: _within(_days(typed, "days", 60)),
    written=lambda period: period.n,
    restored=_within,
    shown=lambda period: {"days": str(period.n)},
    stricter=lambda one, other: one if one.n <= other.n else other,
)


async def in_force(parameter: Parameter[Value], organ_id: UUID, day: date) -> InForce[Value]:
    """What holds for an organ on a day."""
    return await decrees.in_force(parameter, organ_id, max(day, parameter.law.values[0].in_force_from))

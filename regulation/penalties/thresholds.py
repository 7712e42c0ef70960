"""Which numbers of a case an office may set by decree: from where a fine is large, and from where a case is always reviewed."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from regulation import errors
from regulation.casework import decrees
from regulation.casework.decrees import Field, Parameter
from regulation.penalties.rules.hearing import HEARING_THRESHOLD, Threshold
from regulation.penalties.rules.review import REVIEWED_FROM
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

_AMOUNT = N_("请填写大于零的金额，最多两位小数")
NONE_LISTED = "—"


def _amount(text: str) -> Decimal | None:
    try:
        found = Decimal(text.replace(",", "").strip())
    except InvalidOperation:
        return None
    if not found.is_finite() or not 0 < found < Decimal(10) ** 12 or found != round(found, 2):
        return None
    return found


def _threshold(typed: Mapping[str, str]) -> Threshold:
    found = {each: _amount(typed.get(each, "")) for each in ("citizen", "entity")}
    if wrong := {each: _AMOUNT for each, amount in found.items() if amount is None}:
        raise errors.Invalid(wrong)
    return Threshold(found["citizen"] or Decimal(0), found["entity"] or Decimal(0))


def _reviewed_from(typed: Mapping[str, str]) -> Decimal | None:
    text = typed.get("amount", "").strip()
    if text in {"", NONE_LISTED}:
        return None
    found = _amount(text)
    if found is None:
        raise errors.Invalid({"amount": _AMOUNT})
    return found


HEARING: Parameter[Threshold] = Parameter(
    HEARING_THRESHOLD,
    (
        Field("citizen", N_("公民"), N_("元"), is_decimal=True),
        Field("entity", N_("法人和其他组织"), N_("元"), is_decimal=True),
    ),
    read=_threshold,
    written=lambda value: [str(value.citizen), str(value.entity)],
    restored=lambda kept: Threshold(Decimal(kept[0]), Decimal(kept[1])),
    shown=lambda value: {"citizen": f"{value.citizen:f}", "entity": f"{value.entity:f}"},
    # The lower amount gives more parties the right.
    stricter=lambda one, other: Threshold(min(one.citizen, other.citizen), min(one.entity, other.entity)),
)
REVIEW: Parameter[Decimal | None] = Parameter(
    REVIEWED_FROM,
    (Field("amount", N_("罚款、没收合计达到"), N_("元"), is_decimal=True),),
    read=_reviewed_from,
    written=lambda value: None if value is None else str(value),
    restored=lambda kept: None if kept is None else Decimal(kept),
    shown=lambda value: {"amount": NONE_LISTED if value is None else f"{value:f}"},
)


async def threshold(organ_id: UUID | None, day: date) -> Threshold:
    """From which amounts this organ grants a hearing on a day."""
    return (
        await decrees.in_force(HEARING, organ_id, max(day, HEARING_THRESHOLD.values[0].in_force_from))
    ).value


async def reviewed_from(organ_id: UUID | None, day: date) -> Decimal | None:
    """From which amount this organ has every case reviewed; None where it leaves it at the law's list."""
    return (await decrees.in_force(REVIEW, organ_id, max(day, REVIEWED_FROM.values[0].in_force_from))).value

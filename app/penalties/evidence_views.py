"""What the pages of evidence show: choices, and moments typed as day and hour."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from app import clock
from regulation import errors
from regulation.law import beijing
from regulation.penalties.actions import doors

Row = dict[str, Any]


async def takers(case: Row) -> list[tuple[str, str]]:
    """Officers of the organ with a valid certificate, as options of a form."""
    return [
        (str(each["id"]), f"{each['name']} {each['certificate']}")
        for each in await doors.officers(case["organ"], [], today=clock.today())
    ]


def new_values(case: Row) -> Row:
    """What the form of a piece starts with: today, the case's own officers, an original."""
    return {
        "obtained_on": clock.today(),
        "form": "original",
        "officers": [str(each) for each in (case["officer_a"], case["officer_b"]) if each],
    }


def moment(on: date | None, hour: str, field: str = "on") -> datetime | None:
    """A day and an hour of Beijing as an instant; None where neither was given. Raises Invalid for half of it."""
    if on is None and not hour:
        return None
    if on is None or not hour:
        raise errors.Invalid({field: "日期和时间须一并填写"})
    typed = hour.replace("：", ":")
    return datetime.combine(on, time.fromisoformat(typed.zfill(5)), beijing.BEIJING)

"""Which matters may be about the same thing, and the signs that say so. Pure: a person decides.

The words are the register's own; no article speaks of joining. What is joined keeps its clock and its answer
(《关于实施〈劳动保障监察条例〉若干规定》第十八条).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from regulation.recruiter_accounts import spelling
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

SAME_FIRM = N_("反映同一家登记机构")
SAME_NAME = N_("名称相同")
SAME_BRAND = N_("字号相同")
SAME_ADDRESS = N_("地址相同")
SAME_PHONE = N_("出现同一个电话号码")
SAME_TOPIC = N_("反映的问题相同")
#: Matters received further apart are not offered.
WITHIN_DAYS = 180
#: So many are offered at most.
MOST = 10
#: A topic alone says nothing; these say who.
WHO = frozenset({SAME_FIRM, SAME_NAME, SAME_BRAND, SAME_ADDRESS, SAME_PHONE})
#: A brand of one character is shared by hundreds.
SHORTEST_BRAND = 2


@dataclass(frozen=True, slots=True)
class Matter:
    """What is known of a matter without who wrote it."""

    id: UUID
    firm: UUID | None
    respondent: str
    address: str
    topic: str
    account: str
    received_on: date


def signs(one: Matter, other: Matter) -> list[str]:
    """What the two have in common, in words; empty where nothing says that they are about the same subject."""
    found = []
    if one.firm is not None and one.firm == other.firm:
        found.append(SAME_FIRM)
    elif spelling.name(one.respondent) == spelling.name(other.respondent):
        found.append(SAME_NAME)
    elif not (one.firm and other.firm) and _brand(one) and _brand(one) == _brand(other):
        found.append(SAME_BRAND)
    address = spelling.address(one.address)
    if address and address == spelling.address(other.address):
        found.append(SAME_ADDRESS)
    if set(_phones(one)) & set(_phones(other)):
        found.append(SAME_PHONE)
    if not WHO.isdisjoint(found) and one.topic == other.topic:
        found.append(SAME_TOPIC)
    return found


def candidates(one: Matter, others: Iterable[Matter]) -> list[tuple[Matter, list[str]]]:
    """Others that may be about the same thing with the signs, those with most signs first, then the nearest in time."""
    found = []
    for each in others:
        if each.id != one.id and abs((each.received_on - one.received_on).days) <= WITHIN_DAYS:
            common = signs(one, each)
            if common:
                found.append((each, common))
    found.sort(
        key=lambda pair: (-len(pair[1]), abs((pair[0].received_on - one.received_on).days), str(pair[0].id))
    )
    return found[:MOST]


def _brand(matter: Matter) -> str:
    found = spelling.brand(spelling.core(spelling.name(matter.respondent)))
    return found if len(found) >= SHORTEST_BRAND else ""


def _phones(matter: Matter) -> list[str]:
    return spelling.phones_in(f"{matter.address} {matter.account}")

"""Whether two values say the same, and what a new delivery does to what is open. Pure."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TYPE_CHECKING

from regulation.firms import names

if TYPE_CHECKING:
    from collections.abc import Collection


def says_the_same(key: str, ours: str, theirs: str) -> bool:
    """Width, blanks, kind of bracket and case make no difference, nor do zeros at the end of an amount."""
    if key == "capital":
        return _capital(ours) == _capital(theirs)
    return names.key(ours) == names.key(theirs)


def _capital(value: str) -> tuple[Decimal | None, str]:
    amount, _, currency = value.partition(" ")
    try:
        return Decimal(amount), currency
    except InvalidOperation:
        return None, currency


class Effect(StrEnum):
    """What a fact of a delivery leads to."""

    NOTHING = "nothing"  #: both say the same, and nothing was open
    SETTLE = "settle"  #: both say the same by now: what was open ends
    KEEP = "keep"  #: it is open already, or was rejected already
    OPEN = "open"
    REPLACE = "replace"  #: something else was open: it ends, this takes its place


def effect(
    key: str, ours: str, theirs: str, open_value: str | None, rejected: Collection[tuple[str, str]]
) -> Effect:
    """What to do about one fact. `rejected` are pairs of register's and shared value that a clerk turned down.

    What was rejected comes back only when one of the two sides says something new.
    """
    if says_the_same(key, ours, theirs):
        return Effect.SETTLE if open_value is not None else Effect.NOTHING
    if open_value is not None:
        return Effect.KEEP if says_the_same(key, open_value, theirs) else Effect.REPLACE
    if (ours, theirs) in rejected:
        return Effect.KEEP
    return Effect.OPEN

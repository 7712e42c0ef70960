"""What a process of its own computes of a draw: the record, and how many candidates each slot had. Pure."""

from __future__ import annotations

from typing import Any

from regulation.inspections.draw import breadth, record
from regulation.ledger.jcs import Refusal

#: So many narrow slots are kept for the page; the verifier prints the rest.
KEPT = 200


def conclude(value: dict[str, Any]) -> tuple[dict[str, Any], list[tuple[str, int, int]]]:
    """The record of this input, and its slots with fewer than four candidates."""
    result = record.run(value)
    narrow = [each for each in breadth.breadth(value, result) if each[2] < breadth.ENOUGH]
    return result, narrow[:KEPT]


def recompute(value: dict[str, Any]) -> dict[str, Any] | tuple[list[str | int], str]:
    """The record of this input; for one that is refused, where and why."""
    try:
        return record.run(value)
    except Refusal as refusal:
        return list(refusal.path), refusal.reason

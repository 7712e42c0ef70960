"""What the database refused to write, told as a refusal with its article instead of as a fault of the system."""

from __future__ import annotations

import importlib
from functools import cache

import asyncpg

from regulation import errors
from regulation.casework import kept
from regulation.casework.kept import Kept
from regulation.law import house_rules

AREAS = (
    "casework",
    "complaints",
    "leads",
    "penalties",
    "remedies",
    "radar",
    "campaigns",
    "case_files",
    "publicity",
)


@cache
def known() -> dict[str, Kept]:
    """Every area's table in one. A name in two of them is a ValueError."""
    found: dict[str, Kept] = {}
    for area in AREAS:
        table = importlib.import_module(f"regulation.{area}.kept").KEPT
        if twice := found.keys() & table.keys():
            raise ValueError(sorted(twice))
        found |= table
    return found


def refusal(error: asyncpg.PostgresError) -> errors.Refused | None:
    """What the database meant; None where it says no more than that the program is wrong."""
    if isinstance(error, asyncpg.UniqueViolationError):
        return errors.AlreadyMoved(kept.ONCE, citation=house_rules.FIRST_COME)
    named = getattr(error, "constraint_name", None)
    meant = known().get(named) if named else kept.read(str(error), known())
    return errors.Refused(meant.message, citation=meant.citation) if meant else None

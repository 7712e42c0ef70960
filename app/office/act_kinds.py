"""The shape in which `acts` and its chapters tell the log: a kind of matter with the words of its acts and states."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from regulation.casework.steps import Step


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of matter: its name, the words of its acts and states, and the address of one by its id."""

    name: str
    acts: Mapping[Any, str]
    states: Mapping[Any, str]
    address: str = ""


def labels(*tables: Mapping[str, Step]) -> dict[str, str]:
    """What the steps of these tables are called."""
    return {name: each.label for table in tables for name, each in table.items()}

"""Parts that the papers of an investigation share."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from reports.documents import parts


@dataclass(frozen=True, kw_only=True)
class Thing:
    """One thing of the list."""

    TEXT: ClassVar[str] = "name"

    name: str
    quantity: str = ""
    condition: str = ""


@dataclass(frozen=True, kw_only=True)
class Opinion:
    """What an official thinks or decides."""

    text: str
    name: str
    on: date


@dataclass(frozen=True, kw_only=True)
class CasePaper(parts.Paper):
    """A paper of an investigation."""

    party: parts.Party
    case_number: str
    cause: str

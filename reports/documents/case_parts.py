"""Parts that the papers of an investigation share."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
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
class Refund:
    """What workers paid and what of it is ordered back, in how many days from service. 《就业促进法》第六十六条, 《劳动合同法》第八十四条."""

    amount: Decimal
    heads: int
    #: What came back already.
    returned: Decimal = Decimal(0)
    days: int = 0


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

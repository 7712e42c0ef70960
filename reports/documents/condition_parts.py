"""What the papers about conditions, restrictions and suspensions have in common."""

from dataclasses import dataclass
from datetime import date

from reports.documents import parts


@dataclass(frozen=True, kw_only=True)
class Duty:
    """One thing that a suspended firm must or must not do, and where that stands."""

    text: str
    label: str


@dataclass(frozen=True, kw_only=True)
class ConditionPaper(parts.Paper):
    party: parts.Party
    matter_number: str
    registration_title: str
    registration_number: str
    #: 附加条件, 限制 or 暂停经营.
    kind: str
    act: str
    verb: str
    ground: str
    citations: tuple[parts.Article, ...]
    #: What is not certain about the ground.
    doubt: str = ""
    facts: str
    #: Another body's order: its name, the number and the day of its document.
    issuing_body: str = ""
    document_number: str = ""
    document_on: date | None = None
    is_public: bool = True
    #: Of a suspension.
    must_not: tuple[Duty, ...] = ()
    must: tuple[Duty, ...] = ()

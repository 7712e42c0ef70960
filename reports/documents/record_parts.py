"""What interview and on-site records share: pages that were signed one by one."""

from dataclasses import dataclass
from datetime import datetime

from reports.documents import case_parts, parts


@dataclass(frozen=True, kw_only=True)
class Line:
    """A question with its answer; a fact has no question."""

    answer: str
    question: str = ""


@dataclass(frozen=True, kw_only=True)
class Page:
    """What stood on one page when it was signed."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Who was asked, or was present."""

    name: str
    capacity: str
    sex: str = ""
    born: str = ""
    identity: str = ""
    employer: str = ""
    post: str = ""
    address: str = ""
    phone: str = ""


@dataclass(frozen=True, kw_only=True)
class RecordPaper(case_parts.CasePaper):
    person: Asked
    place: str
    started_at: datetime
    ended_at: datetime
    officers: tuple[parts.Officer, ...]
    #: What was answered when the right to ask for recusal was told.
    recusal: str
    pages: tuple[Page, ...]
    #: 本人阅读 or 向本人宣读.
    reading: str
    #: What the person said to the whole.
    words: str
    #: Why the person did not sign, and who saw it.
    refusal: str = ""
    #: The paper was signed by hand; the scan is in the file beside it.
    by_hand: bool = False
    title: str = "询问（调查）笔录"
    signature_images: tuple[parts.SignatureImage, ...] = ()


def check(paper: RecordPaper) -> list[str]:
    """What the record may not lack."""
    problems = []
    if len(paper.officers) < 2:
        problems.append("officers: a record is made by at least two")
    if not paper.pages:
        problems.append("pages: a record says something")
    return problems

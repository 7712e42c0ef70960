"""What became of each statement of the party. 《行政处罚法》第四十五条: what holds is adopted, and the decision says why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from regulation import database, errors
from regulation.law.citation import PENALTY_LAW
from regulation.penalties import papers_hearing
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from regulation.actor import Actor

Row = dict[str, Any]
#: Characters of a statement that a paper quotes in full; of a longer one it prints the gist.
LONGEST_QUOTED = 300
SHORTEST_REASON = 4


@dataclass(frozen=True, slots=True)
class Answer:
    """What is made of one statement."""

    adopted: str
    reason: str
    #: What was said in short; needed where it is too long to be quoted.
    gist: str = ""


def field(name: str, place: int, count: int) -> str:
    """The form's field of one statement: the plain name where there is only one."""
    return name if count == 1 else f"{name}_{place}"


def for_each(
    statements: Sequence[Row], answers: Sequence[Answer], adopted: str, opinion: str
) -> list[Answer]:
    """One answer for each statement, in their order; one opinion may hold for all. Raises Invalid, at the field."""
    found = list(answers) or [Answer(adopted, opinion) for _ in statements]
    if len(found) != len(statements):
        raise errors.Invalid(
            {"opinion": "当事人又提出了意见，请刷新后逐份复核"}, citation=PENALTY_LAW.article(45)
        )
    problems = {}
    for place, (said, each) in enumerate(zip(statements, found, strict=True), start=1):
        if each.adopted not in papers_hearing.ADOPTED:
            problems[field("adopted", place, len(found))] = N_("请选择是否采纳当事人的意见")
        if len(each.reason.strip()) < SHORTEST_REASON:
            name = field("reason", place, len(found)) if answers else "opinion"
            problems[name] = N_("当事人提出了意见，请写明是否采纳和理由")
        if answers and len(said["text"]) > LONGEST_QUOTED and len(each.gist.strip()) < SHORTEST_REASON:
            problems[field("gist", place, len(found))] = N_("意见较长，请写明要点，决定书中载明")
    if problems:
        raise errors.Invalid(problems, citation=PENALTY_LAW.article(45))
    return found


async def keep(statements: Sequence[Row], answers: Sequence[Answer], *, on: date, actor: Actor) -> list[Row]:
    """Write the answers, in the caller's transaction; the statements with them."""
    said = []
    for each, answer in zip(statements, answers, strict=True):
        kept = {"adopted": answer.adopted, "gist": answer.gist.strip(), "reason": answer.reason.strip()}
        await database.execute(
            """insert into case_statement_answer (id, statement, adopted, gist, reason, answered_on, answered_by)
               values ($1,$2,$3,$4,$5,$6,$7)""",
            uuid4(),
            each["id"],
            *kept.values(),
            on,
            actor.name,
        )
        said.append({**each, **kept})
    return said

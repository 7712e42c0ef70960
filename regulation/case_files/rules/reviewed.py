"""What the file must hold of a reconsideration or a suit against the decision: the organ's written answer to each instance, and the outcome's paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from regulation.case_files.rules.checklist import Line, State
from regulation.law.citation import LITIGATION_LAW, PENALTY_LAW, RECONSIDERATION_LAW
from regulation.law.coverage import rule
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer that was owed: to a reviewing government, or to a court of either instance."""

    is_suit: bool
    #: Number of the paper; empty where there is none.
    number: str = ""
    due_on: date | None = None
    #: The review ended without a word on the decision: withdrawn or not admitted.
    is_moot: bool = False


@dataclass(frozen=True, slots=True)
class Ended:
    """One outcome that was entered: of a reconsideration, or of either instance of a suit."""

    is_suit: bool
    #: Number of the decision or judgment.
    number: str
    is_second: bool = False
    #: Whether the paper is kept.
    is_kept: bool = False


@rule(PENALTY_LAW.article(47))
def outcome_lines(ended: Sequence[Ended]) -> list[Line]:
    """The decision or judgment itself belongs to the file of the penalty, which is kept whole from beginning to end."""
    return [
        Line(
            (N_("二审裁判文书") if each.is_second else N_("一审裁判文书"))
            if each.is_suit
            else N_("行政复议决定书"),
            State.PRESENT if each.is_kept else State.MISSING,
            PENALTY_LAW.article(47),
            (each.number,) if each.is_kept else (),
        )
        for each in ended
    ]


@rule(RECONSIDERATION_LAW.article(48), RECONSIDERATION_LAW.article(54), LITIGATION_LAW.article(67))
def answer_lines(answers: Sequence[Answer], today: date) -> list[Line]:
    """A written answer to every reconsideration and every suit, by its last day; none is owed to what was withdrawn before."""
    return [_line(each, today) for each in answers]


def _line(each: Answer, today: date) -> Line:
    name = N_("行政诉讼答辩状") if each.is_suit else N_("行政复议答复书")
    cited = LITIGATION_LAW.article(67) if each.is_suit else RECONSIDERATION_LAW.article(48)
    if each.number:
        return Line(name, State.PRESENT, cited, (each.number,))
    if each.is_moot:
        return Line(name, State.NOT_NEEDED, cited, why=N_("复议、诉讼未作实体处理"))
    is_late = each.due_on is not None and each.due_on < today
    return Line(name, State.MISSING if is_late else State.NOT_YET, cited)

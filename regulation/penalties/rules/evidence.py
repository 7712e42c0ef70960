"""Evidence of a case: what counts, what is kept by registration, how a record is cut into pages."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime

from regulation.law.citation import PENALTY_LAW
from regulation.law.coverage import rule
from regulation.penalties.rules.fines import Refusal
from regulation.words import N_


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of evidence as the decision sees it."""

    excluded: bool = False
    #: Its file is not what was registered.
    changed: bool = False


# --- 第四十条, 第四十六条: what a decision may rest on ------------------------------------------------------


@rule(PENALTY_LAW.article(46, 3))
def standing(pieces: Sequence[Piece]) -> int:
    """How many pieces a decision may rest on: what was obtained unlawfully or not verified is no ground for a fact."""
    return sum(not each.excluded for each in pieces)


@rule(PENALTY_LAW.article(46, 2))
def changed_refused(pieces: Sequence[Piece]) -> Refusal | None:
    """Evidence must be verified before facts rest on it: a file that changed after registration stops the decision.

    Either the registered bytes are put back, or the piece is excluded.
    """
    if any(each.changed and not each.excluded for each in pieces):
        return Refusal(
            N_("有证据文件与登记时不一致，须查明恢复或者排除该证据后再行决定"), PENALTY_LAW.article(46, 2)
        )
    return None


@rule(PENALTY_LAW.article(46, 2))
def copy_refused(form: str, checked_by: str) -> Refusal | None:
    """A copy proves what the original proves only when somebody signed that the two agree."""
    if form == "copy" and not checked_by.strip():
        return Refusal(N_("复制件须由提供人或者执法人员签注与原件核对一致"), PENALTY_LAW.article(46, 2))
    return None


# --- 第五十六条: preservation by registration ----------------------------------------------------------------


@rule(PENALTY_LAW.article(56))
def keeping_refused(*, is_approved: bool, items: int) -> Refusal | None:
    """Evidence is kept by registration only when the organ's head has approved it, against a list."""
    if not is_approved:
        return Refusal(N_("先行登记保存须经行政机关负责人批准"), PENALTY_LAW.article(56))
    if not items:
        return Refusal(N_("先行登记保存须开列清单"), PENALTY_LAW.article(56))
    return None


@rule(PENALTY_LAW.article(56))
def handling_refused(due_on: date, on: date) -> Refusal | None:
    """What becomes of the things is decided within seven days, which are working days (第八十五条)."""
    if on > due_on:
        return Refusal(
            N_("七个工作日内未作出处理决定，登记保存已经解除，不能再作处理"), PENALTY_LAW.article(56)
        )
    return None


@rule(PENALTY_LAW.article(56))
def has_lapsed(due_on: date, on: date) -> bool:
    """Past its last day nothing is kept any more.

    Reading: the article orders a decision in time and is silent on delay; a hold on a party's things without a
    decision has no basis left, so it ends.
    """
    return on > due_on


# --- 第五十五条: records ---------------------------------------------------------------------------------------


@rule(PENALTY_LAW.article(55))
def overlap_refused(
    started_at: datetime, ended_at: datetime | None, others: Sequence[tuple[datetime, datetime | None]]
) -> Refusal | None:
    """An officer who sits in one interview sits in no other before it has ended; an open one has no end yet."""
    if any(
        (ended_at is None or begun < ended_at) and (ended is None or started_at < ended)
        for begun, ended in others
    ):
        return Refusal(N_("执法人员在同一时间还有另一份询问笔录，不能同时询问两人"), PENALTY_LAW.article(55))
    return None


@rule(PENALTY_LAW.article(55))
def unsigned_pages(pages_of_record: int, signed: AbstractSet[tuple[int, str]]) -> dict[str, list[int]]:
    """The pages that each of the three still has to sign; a scan of the whole paper stands for every page (page 0)."""
    return {
        who: [
            page
            for page in range(1, pages_of_record + 1)
            if (page, who) not in signed and (0, who) not in signed
        ]
        for who in ("person", "first", "second")
    }


@dataclass(frozen=True, slots=True)
class Line:
    """One question with its answer, or one fact (no question)."""

    question: str
    answer: str


#: Characters of one line of a record, and lines of one page, as its paper sets them.
COLUMNS, LINES = 34, 22


def _height(text: str) -> int:
    return sum(-(-max(len(part), 1) // COLUMNS) for part in text.split("\n"))


def pages(lines: Sequence[Line]) -> list[list[Line]]:
    """The record cut into the pages that are signed one by one: the paper sets the very same pages.

    The first says who was asked and what was told, and is signed like the others.

    A line longer than a page is cut between its characters, so that nothing stands on a page that was not signed.
    """
    found: list[list[Line]] = [[]]
    left = 0
    for line in (piece for each in lines for piece in _cut(each)):
        needed = _height(line.answer) + (_height(line.question) if line.question else 0)
        if needed > left:
            found.append([])
            left = LINES
        found[-1].append(line)
        left -= needed
    return found


def _cut(line: Line) -> list[Line]:
    room = COLUMNS * (LINES - 2) - (_height(line.question) * COLUMNS if line.question else 0)
    if _height(line.answer) * COLUMNS <= room:
        return [line]
    found, rest, question = [], line.answer, line.question
    while rest:
        taken = rest[: _fitting(rest, room // COLUMNS)]
        found.append(Line(question, taken))
        rest, question, room = rest[len(taken) :], "", COLUMNS * (LINES - 2)
    return found


def _fitting(text: str, height: int) -> int:
    """How many characters of a text fill that many lines."""
    used = column = 0
    for at, letter in enumerate(text):
        if letter == "\n" or column == COLUMNS:
            used, column = used + 1, 0 if letter == "\n" else 1
        else:
            column += 1
        if used >= height:
            return at
    return len(text)

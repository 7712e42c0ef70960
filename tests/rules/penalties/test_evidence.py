"""What a decision may rest on, how long things are kept by registration, and how a record is cut into pages."""

from datetime import UTC, date, datetime, timedelta

import pytest

from regulation.law.calendar import CalendarDay, WorkCalendar
from regulation.penalties.rules import deadlines, evidence
from regulation.penalties.rules.evidence import Line, Piece

NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("pieces", "counted", "stops"),
    [
        ([], 0, False),
        ([Piece()], 1, False),
        ([Piece(excluded=True)], 0, False),
        ([Piece(), Piece(changed=True)], 2, True),
        ([Piece(), Piece(changed=True, excluded=True)], 1, False),
    ],
)
def test_what_was_excluded_counts_no_more_and_what_changed_stops_the_decision(pieces, counted, stops):
    assert evidence.standing(pieces) == counted
    refused = evidence.changed_refused(pieces)
    assert (refused is not None) == stops
    if refused is not None:
        assert (refused.citation.article, refused.citation.paragraph) == (46, 2)


@pytest.mark.parametrize(
    ("form", "signer", "refused"),
    [("original", "", False), ("copy", "", True), ("copy", " ", True), ("copy", "张某签注", False)],
)
def test_a_copy_needs_who_checked_it_against_the_original(form, signer, refused):
    assert (evidence.copy_refused(form, signer) is not None) == refused


@pytest.mark.parametrize(
    ("approved", "items", "refused"), [(False, 1, True), (True, 0, True), (True, 1, False)]
)
def test_nothing_is_kept_by_registration_without_the_heads_word_and_a_list(approved, items, refused):
    found = evidence.keeping_refused(is_approved=approved, items=items)
    assert (found is not None) == refused
    assert found is None or found.citation.article == 56


CALENDAR = WorkCalendar.of(
    [CalendarDay(date(2026, 2, day), working=False, reason="春节") for day in range(15, 24)]
    + [CalendarDay(date(2026, 2, 14), working=True, reason="调休")],
    {2026: ""},
)


@pytest.mark.parametrize(
    ("kept", "due"),
    [
        (date(2026, 3, 2), date(2026, 3, 11)),
        (date(2026, 3, 6), date(2026, 3, 17)),
        (date(2026, 3, 7), date(2026, 3, 17)),
        # The working Saturday counts, the holiday does not.
        (date(2026, 2, 12), date(2026, 3, 2)),
    ],
)
def test_seven_working_days_to_decide_on_what_is_kept(kept, due):
    assert deadlines.PRESERVATION.due(kept, CALENDAR).due_on == due
    assert evidence.handling_refused(due, due) is None
    assert evidence.handling_refused(due, due + timedelta(days=1)).citation.article == 56
    assert not evidence.has_lapsed(due, due)
    assert evidence.has_lapsed(due, due + timedelta(days=1))


@pytest.mark.parametrize(
    ("begun", "ended", "refused"),
    [
        (NOON, None, True),
        (NOON - HOUR, None, True),
        (NOON - HOUR, NOON, False),
        (NOON + HOUR, None, False),
        (NOON + HOUR / 2, NOON + 2 * HOUR, True),
    ],
)
def test_an_officer_sits_in_one_interview_at_a_time(begun, ended, refused):
    found = evidence.overlap_refused(begun, ended, [(NOON, NOON + HOUR)])
    assert (found is not None) == refused
    assert found is None or found.citation.article == 55


def test_one_still_open_has_no_end():
    assert evidence.overlap_refused(NOON, None, [(NOON - HOUR, None)]) is not None
    assert evidence.overlap_refused(NOON - 2 * HOUR, NOON - HOUR, [(NOON - HOUR, None)]) is None


# --- pages -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sizes", [[1], [10] * 5, [40] * 60, [3000], [700, 700, 700], [34 * 20], [34 * 20 + 1]]
)
@pytest.mark.parametrize("question", ["", "请说明收费的经过？"])
def test_every_word_stands_on_one_signed_page_and_no_page_overflows(sizes, question):
    said = [Line(question, chr(0x4E00 + at) * size) for at, size in enumerate(sizes)]
    pages = evidence.pages(said)
    assert "".join(line.answer for page in pages for line in page) == "".join(line.answer for line in said)
    asked = [line.question for page in pages for line in page if line.question]
    assert asked == [line.question for line in said if line.question]
    for number, page in enumerate(pages):
        height = sum(
            -(-len(text) // evidence.COLUMNS) for line in page for text in (line.question, line.answer)
        )
        assert height <= (evidence.LINES if number else 0)
        assert page or number == 0


def test_lines_of_an_answer_are_kept():
    pages = evidence.pages([Line("问", "\n".join("答" for _ in range(50)))])
    assert len(pages) == 4
    assert "".join(line.answer for page in pages for line in page).count("答") == 50


def test_who_still_has_to_sign_which_page():
    assert evidence.unsigned_pages(2, {(1, "person"), (0, "second")}) == {
        "person": [2],
        "first": [1, 2],
        "second": [],
    }

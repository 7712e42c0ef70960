"""What must be in hand before anybody enters."""

from datetime import date, timedelta

import pytest

from regulation.inspections import rules_approval as rules
from regulation.inspections.rules_approval import Frequency

DAY = date(2026, 6, 2)


@pytest.mark.parametrize(
    ("used", "cap", "refused"), [(0, 1, False), (1, 1, True), (2, 1, True), (1, 2, False), (9, None, False)]
)
def test_cap_refusal(used, cap, refused):
    assert (rules.cap_refusal(Frequency(used, cap)) is not None) == refused


@pytest.mark.parametrize(("used", "cap", "left"), [(0, 1, 1), (1, 1, 0), (3, 2, 0), (3, None, None)])
def test_how_many_visits_are_left(used, cap, left):
    assert Frequency(used, cap).left == left


@pytest.mark.parametrize(
    ("basis", "standing", "lawful"),
    [
        ("plan", "adopted", True), ("plan", "superseded", True), ("plan", "draft", False), ("plan", "discarded", False), ("plan", "", False),
        ("special", "approved", True), ("special", "draft", False), ("special", "closed", False),
        ("lead", "drawn", True), ("lead", "approved", True), ("lead", "recorded", False), ("lead", "dismissed", False),
    ],
)  # fmt: skip
def test_source_refusal(basis, standing, lawful):
    assert (rules.source_refusal(basis, standing) is None) == lawful


@pytest.mark.parametrize(
    ("start", "end", "assistants", "wrong"),
    [
        (0, 5, 0, set()), (0, 0, 20, set()), (-1, 5, 0, {"visit_from"}), (3, 2, 0, {"visit_until"}),
        (0, 10, 0, set()), (0, 11, 0, {"visit_until"}), (0, 5, -1, {"assistants"}), (0, 5, 21, {"assistants"}),
        (-1, 11, 99, {"visit_from", "visit_until", "assistants"}),
    ],
)  # fmt: skip
def test_window_gaps(start, end, assistants, wrong):
    found = rules.window_gaps(
        DAY + timedelta(start), DAY + timedelta(end), DAY + timedelta(10), DAY, assistants
    )
    assert set(found) == wrong


@pytest.mark.parametrize(("day", "enters"), [(-1, False), (0, True), (4, True), (5, False)])
def test_entry_refusal(day, enters):
    assert (rules.entry_refusal(DAY, DAY + timedelta(4), DAY + timedelta(day)) is None) == enters


def test_there_are_five_prohibitions():
    assert len(rules.PROHIBITIONS.on(DAY)) == 5

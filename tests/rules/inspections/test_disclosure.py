"""Section 8 of hrdraw-1, row by row: what is public before the entropy, at the result, and in the end."""

from datetime import UTC, datetime, timedelta

import pytest

from regulation.inspections import disclosure
from regulation.inspections.disclosure import Shown
from regulation.inspections.status import DrawStatus as Draw

AT = datetime(2026, 6, 2, 3, 0, tzinfo=UTC)
NOTHING, ROSTER = Shown(), Shown(subjects=True)
SELECTION = Shown(subjects=True, selection=True)
TEAMS = Shown(subjects=True, selection=True, inspectors=True)
ALL = Shown(subjects=True, selection=True, inspectors=True, lists=True)


@pytest.mark.parametrize(
    ("status", "way", "is_sealed", "is_disclosed", "expected"),
    [
        (Draw.COMMITTED, "open", False, False, ROSTER),
        (Draw.COMMITTED, "after", True, False, NOTHING),
        (Draw.ENTROPY, "open", False, False, ROSTER),
        (Draw.ENTROPY, "closed", True, False, NOTHING),
        (Draw.VOID, "after", True, False, NOTHING),
        (Draw.ABANDONED, "open", False, False, ROSTER),
        (Draw.DRAWN, "open", False, False, ALL),
        (Draw.DRAWN, "after", False, False, SELECTION),
        (Draw.DRAWN, "closed", False, False, SELECTION),
        (Draw.INFEASIBLE, "after", False, False, SELECTION),
        (Draw.DRAWN, "after", True, False, NOTHING),
        (Draw.DRAWN, "closed", True, False, NOTHING),
        (Draw.DRAWN, "after", True, True, ALL),
        (Draw.DRAWN, "closed", True, True, TEAMS),
        (Draw.DRAWN, "closed", False, True, TEAMS),
    ],
)
def test_shown_follows_the_table(status, way, is_sealed, is_disclosed, expected):
    found = disclosure.shown(status, way, is_sealed=is_sealed, is_committed=True, is_disclosed=is_disclosed)
    assert found == expected
    assert found.whole == (expected == ALL)


@pytest.mark.parametrize("status", list(Draw))
def test_nothing_is_public_without_a_commitment(status):
    assert (
        disclosure.shown(status, "open", is_sealed=False, is_committed=False, is_disclosed=False) == NOTHING
    )


@pytest.mark.parametrize(
    ("still_open", "has_tasks", "later", "due"),
    [
        (1, True, timedelta(days=1), False),
        (0, True, timedelta(0), True),
        (0, False, timedelta(days=29, hours=23), False),
        (0, False, timedelta(days=30), True),
        (3, True, timedelta(days=30) - timedelta(seconds=1), False),
        (3, True, timedelta(days=30), True),
    ],
)
def test_is_due_when_the_inspections_are_over_or_after_thirty_days(still_open, has_tasks, later, due):
    assert disclosure.is_due(AT, still_open, AT + later, has_tasks=has_tasks) == due


@pytest.mark.parametrize(
    ("way", "is_sealed", "wrong"),
    [("open", False, False), ("open", True, True), ("after", True, False), ("closed", True, False), ("never", False, True)],
)  # fmt: skip
def test_a_sealed_draw_is_not_declared_open(way, is_sealed, wrong):
    assert bool(disclosure.way_problem(way, is_sealed=is_sealed)) == wrong
    assert disclosure.at_once(way, is_sealed=is_sealed) == (way == "open" and not is_sealed)

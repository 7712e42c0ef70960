"""How often a firm may be entered in a year, and who is left alone."""

from datetime import date

import pytest

from regulation.inspections import rules
from regulation.inspections.rules import Limits, Past

TODAY = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("basis", "method", "outcome", "counts"),
    [
        ("plan", "on_site", "no_problem", True),
        ("special", "on_site", "ordered", True),
        ("plan", "on_site", "", True),
        ("plan", "on_site", "refused", True),
        ("lead", "on_site", "no_problem", False),
        ("plan", "papers", "no_problem", False),
        ("plan", "online", "no_problem", False),
        ("plan", "on_site", "unreachable", False),
    ],
)
def test_only_planned_and_special_entries_count_under_the_cap(basis, method, outcome, counts):
    assert rules.counts_under_cap(basis, method, outcome) is counts


def test_the_start_values_are_one_visit_for_every_tier_and_say_their_doubt():
    since = rules.CAPS.since(TODAY)
    assert since.value == {"A": 1, "B": 1, "C": 1, "D": 1}
    assert since.doubt
    assert rules.AT_LEAST.since(TODAY).doubt


@pytest.mark.parametrize(("cap", "used", "left"), [(1, 0, 1), (1, 1, 0), (2, 1, 1), (1, 3, 0), (0, 0, 0)])
def test_visits_left_are_never_negative(cap, used, left):
    assert rules.visits_left(cap, used) == left


@pytest.mark.parametrize(
    ("past", "limits", "expected"),
    [
        (Past("operating", visits=1), Limits(1, 0), ("excluded", "cap-reached")),
        (Past("operating", visits=1), Limits(2, 0), ("eligible", "")),
        (Past("operating", visits=0), Limits(0, 0), ("excluded", "cap-reached")),
        (Past("operating", visits=1, was_carried=True), Limits(1, 0), ("excluded", "cap-reached")),
        (Past("operating", visits=1, last_visit_on=date(2026, 1, 5)), Limits(1, 12), ("excluded", "inspected-12m")),
        (Past("operating", visits=1, last_visit_on=date(2026, 1, 5)), Limits(1, 3), ("excluded", "cap-reached")),
        (Past("operating", is_undisturbed=True), Limits(1, 12), ("excluded", "do-not-disturb")),
        (Past("operating", is_undisturbed=True, was_carried=True), Limits(1, 12), ("excluded", "do-not-disturb")),
        (Past("operating", is_undisturbed=True, has_open_task=True), Limits(1, 12), ("excluded", "task-open")),
    ],
)  # fmt: skip
def test_a_firm_at_its_cap_or_in_the_list_is_left_out_with_a_published_reason(past, limits, expected):
    assert rules.roster_status(past, TODAY, limits) == expected
    assert expected[1] == "" or expected[1] in rules.REASONS


@pytest.mark.parametrize(
    ("last", "months", "code"),
    [
        (date(2025, 6, 1), 12, ""),
        (date(2025, 6, 2), 12, "inspected-12m"),
        (date(2025, 12, 1), 6, ""),
        (date(2025, 12, 2), 6, "recent-visit"),
        (date(2024, 12, 2), 18, "recent-visit"),
    ],
)
def test_the_wait_after_a_visit_ends_on_the_corresponding_day(last, months, code):
    assert rules.roster_status(Past("operating", last_visit_on=last), TODAY, Limits(1, months))[1] == code


@pytest.mark.parametrize(
    ("day", "ended_on", "holds"),
    [
        (date(2026, 5, 31), None, False),
        (date(2026, 6, 1), None, True),
        (date(2026, 12, 31), None, True),
        (date(2027, 1, 1), None, False),
        (date(2026, 8, 31), date(2026, 9, 1), True),
        (date(2026, 9, 1), date(2026, 9, 1), False),
    ],
)
def test_an_entry_of_the_do_not_disturb_list_holds_from_its_first_to_its_last_day(day, ended_on, holds):
    assert rules.is_undisturbed(date(2026, 6, 1), date(2026, 12, 31), ended_on, day) is holds


def test_places_left_fall_with_every_inspection_and_leave_means_none():
    assert rules.places_left(None, 40, is_on_leave=False) is None
    assert rules.places_left(30, 12, is_on_leave=False) == 18
    assert rules.places_left(30, 31, is_on_leave=False) == 0
    assert rules.places_left(None, 0, is_on_leave=True) == 0


def test_who_has_no_entry_in_the_roster_still_holds_the_certificate():
    assert rules.qualifications(()) == ["enforcement"]
    assert rules.qualifications(["online", "enforcement"]) == ["enforcement", "online"]
    assert set(rules.qualifications(rules.QUALIFICATIONS)) == set(rules.QUALIFICATIONS)


def test_limits_are_read_per_tier():
    assert rules.limits({"A": 0, "B": 1, "C": 1, "D": 2}, 6, "D") == Limits(2, 6)

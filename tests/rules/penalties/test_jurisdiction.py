"""Who has a case, who keeps away, against whom it goes on, how long a breach counts, and more time to correct."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from regulation.law.calendar import WorkCalendar
from regulation.law.citation import LABOUR_SUPERVISION_REGULATIONS
from regulation.penalties.rules import deadlines, jurisdiction
from regulation.penalties.rules.jurisdiction import Other

A, B = UUID(int=1), UUID(int=2)
DAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("others", "designated", "refused"),
    [
        ([], False, False),
        ([Other(A, "甲案")], False, False),
        ([Other(B, "乙案")], False, True),
        ([Other(A, "甲案"), Other(B, "乙案")], False, True),
        ([Other(B, "乙案")], True, False),
    ],
)
def test_who_opened_first_has_the_case_unless_the_superior_designates(others, designated, refused):
    found = jurisdiction.first_to_open_refused(A, others, designated=designated)
    assert (found is not None) == refused
    if found is not None:
        assert (found.citation.article, found.citation.paragraph, found.params) == (
            25,
            1,
            (("number", "乙案"),),
        )


@pytest.mark.parametrize(("designated", "refused"), [(None, False), (A, False), (B, True)])
def test_a_case_designated_elsewhere_is_not_decided_here(designated, refused):
    found = jurisdiction.designated_elsewhere(A, designated)
    assert (found is not None) == refused
    assert found is None or (found.citation.article, found.citation.paragraph) == (25, 2)


@pytest.mark.parametrize(
    ("kind", "began", "ended", "refused"),
    [
        ("once", None, DAY, False),
        ("once", DAY + timedelta(days=1), DAY, True),
        ("continuing", None, DAY, True),
        ("continuing", DAY, DAY, True),
        ("continuing", DAY - timedelta(days=1), DAY, False),
        ("ongoing", None, DAY, True),
        ("ongoing", None, DAY + timedelta(days=5), False),
    ],
)
def test_a_continuing_breach_has_two_days_and_one_that_goes_on_has_not_ended(kind, began, ended, refused):
    found = jurisdiction.act_days_refused(kind, began, ended, DAY + timedelta(days=5))
    assert (found is not None) == refused
    assert found is None or (found.citation.article, found.citation.paragraph) == (36, 2)


@pytest.mark.parametrize(
    ("ended", "harmful", "last_day"),
    [
        (date(2024, 2, 29), False, date(2026, 2, 28)),
        (date(2024, 2, 28), False, date(2026, 2, 28)),
        (date(2024, 3, 1), False, date(2026, 3, 1)),
        (date(2023, 12, 31), False, date(2025, 12, 31)),
        (date(2024, 1, 1), False, date(2026, 1, 1)),
        (date(2024, 2, 29), True, date(2029, 2, 28)),
        (date(2023, 3, 31), True, date(2028, 3, 31)),
        (date(2023, 2, 28), True, date(2028, 2, 28)),
        (date(2021, 12, 31), True, date(2026, 12, 31)),
    ],
)
def test_limitation_to_the_day_from_the_end_of_the_breach(ended, harmful, last_day):
    assert not deadlines.is_time_barred(ended, last_day, harmful=harmful)
    assert deadlines.is_time_barred(ended, last_day + timedelta(days=1), harmful=harmful)


def test_an_undecided_recusal_stops_the_decision_alone():
    assert jurisdiction.recusal_open(0) is None
    assert jurisdiction.recusal_open(1).citation.article == 43


@pytest.mark.parametrize(
    ("decider", "instead", "refused"),
    [(A, "", True), (B, "", False), (B, "board", False), (B, "friend", True)],
)
def test_nobody_decides_on_the_own_recusal(decider, instead, refused):
    found = jurisdiction.recusal_decider_refused(A, decider, decided_instead=instead)
    assert (found is not None) == refused


@pytest.mark.parametrize(("merged", "refused"), [(False, False), (True, True)])
def test_a_merged_party_is_confirmed_before_the_decision_names_it(merged, refused):
    found = jurisdiction.party_refused(is_merged=merged)
    assert (found is not None) == refused
    assert found is None or found.citation.article == 59


@pytest.mark.parametrize(
    ("asked", "until", "words"),
    [
        (DAY, DAY + timedelta(days=10), None),
        (DAY + timedelta(days=1), DAY + timedelta(days=10), "已经届满"),
        (DAY, DAY, "晚于原期限"),
        (DAY, DAY + timedelta(days=60), None),
        (DAY, DAY + timedelta(days=61), "上限"),
    ],
)
def test_more_time_is_asked_for_in_time_and_stays_within_the_longest(asked, until, words):
    found = jurisdiction.extension_refused(DAY, asked, until, DAY + timedelta(days=60))
    assert (found is None) == (words is None)
    assert found is None or words in found.message


@pytest.mark.parametrize(
    ("two", "certified", "refused"), [(True, True, False), (False, True, True), (True, False, True)]
)
def test_an_order_on_the_spot_needs_two_certified_officers(two, certified, refused):
    found = jurisdiction.on_the_spot_refused(by_inspector=two, certified=certified)
    assert (found is not None) == refused
    assert found is None or found.citation.article == 31


@pytest.mark.parametrize(
    ("period", "due"),
    [
        (deadlines.DECISION, date(2026, 5, 31)),
        (deadlines.INVESTIGATION, date(2026, 5, 25)),
        (deadlines.EXTENDED_INVESTIGATION, date(2026, 7, 6)),
        (deadlines.SPOT_FILING, date(2026, 3, 4)),
    ],
)
def test_ninety_days_are_days_and_sixty_and_thirty_are_working_days(period, due):
    assert period.due(DAY, WorkCalendar({})).due_on == due


@pytest.mark.parametrize(("today", "may"), [(date(2026, 5, 29), True), (date(2026, 6, 1), False)])
def test_an_investigation_is_made_longer_only_while_it_runs(today, may):
    found = jurisdiction.longer_investigation_refused(date(2026, 5, 29), today)
    assert (found is None) is may
    assert may or found.citation == LABOUR_SUPERVISION_REGULATIONS.article(17)


@pytest.mark.parametrize(("ended", "discovered", "barred"), [
    # Two years before the law of 2021 came into force the old law had closed the matter: five years do not open it again.
    (date(2019, 7, 14), date(2021, 8, 2), True),
    (date(2019, 7, 15), date(2021, 8, 2), False),
    (date(2018, 1, 2), date(2022, 1, 4), True),
])  # fmt: skip
def test_the_five_years_of_the_new_law_do_not_revive_what_was_out_of_time(ended, discovered, barred):
    assert deadlines.is_time_barred(ended, discovered, harmful=True) is barred

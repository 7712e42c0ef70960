"""A correction touches what was wrong in each version, and leaves every day and every other word as it was."""

import itertools
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from regulation.firms.correcting import corrected
from regulation.firms.registrations import Projected
from regulation.firms.status import RegistrationKind, RegistrationStatus
from regulation.firms.timelines import Span

S = RegistrationStatus
ISSUED, RENEWED, ENDED = date(2020, 2, 29), date(2023, 12, 29), date(2025, 1, 1)
NOW = Projected(
    None, RegistrationKind.HR_LICENCE, "1", S.VALID, None, ISSUED, date(2028, 2, 28), None, ("甲",)
)
BEFORE = replace(NOW, expires_on=date(2024, 2, 28))
OVER = replace(NOW, status=S.CANCELLED, ended_on=ENDED)


def believed(change, spans):
    kept = [each for each in spans if each not in change.closed]
    return sorted([*kept, *change.opened], key=lambda each: each.since)


def test_a_renewed_term_is_corrected_and_the_term_before_it_stays():
    spans = [Span(BEFORE, ISSUED, RENEWED), Span(NOW, RENEWED)]
    right = replace(NOW, expires_on=date(2029, 2, 28))
    change = corrected(spans, NOW, right)
    assert change.closed == (spans[1],)
    assert change.opened == (Span(right, RENEWED),)


def test_a_day_of_issue_moves_the_beginning_of_the_first_version():
    spans = [Span(BEFORE, ISSUED, RENEWED), Span(NOW, RENEWED)]
    right = replace(NOW, issued_on=date(2020, 1, 31))
    first, second = believed(corrected(spans, NOW, right), spans)
    assert (first.since, first.until, second.since) == (date(2020, 1, 31), RENEWED, RENEWED)
    assert {first.value.issued_on, second.value.issued_on} == {date(2020, 1, 31)}
    assert first.value.expires_on == BEFORE.expires_on


def test_a_day_of_issue_after_the_renewal_leaves_one_version():
    spans = [Span(BEFORE, ISSUED, RENEWED), Span(NOW, RENEWED)]
    right = replace(NOW, issued_on=date(2024, 2, 29))
    assert believed(corrected(spans, NOW, right), spans) == [Span(right, date(2024, 2, 29))]


def test_a_day_of_ending_moves_both_sides_of_the_end():
    spans = [Span(NOW, ISSUED, ENDED), Span(OVER, ENDED)]
    for day in (date(2024, 12, 31), date(2025, 3, 1)):
        first, second = believed(corrected(spans, OVER, replace(OVER, ended_on=day)), spans)
        assert (first.until, second.since, second.value.ended_on, first.value.ended_on) == (
            day,
            day,
            day,
            None,
        )


def test_number_and_kind_are_put_right_in_every_version():
    spans = [Span(NOW, ISSUED, ENDED), Span(OVER, ENDED)]
    right = replace(OVER, number="2", kind=RegistrationKind.DISPATCH_LICENCE)
    change = corrected(spans, OVER, right)
    assert change.closed == tuple(spans)
    assert {(each.value.kind, each.value.number) for each in change.opened} == {(right.kind, "2")}


days = st.dates(date(2019, 1, 1), date(2030, 1, 1))


@settings(deadline=None)
@given(st.lists(days, min_size=2, max_size=5, unique=True), days, st.none() | days)
def test_of_each_day_one_thing_is_believed_whatever_day_was_wrong(cuts, issued, ended):
    cuts = sorted(cuts)
    wrong = replace(NOW, issued_on=cuts[0], status=S.CANCELLED, ended_on=cuts[-1])
    spans = [
        Span(replace(wrong, status=S.VALID, ended_on=None, expires_on=since), since, until)
        for since, until in itertools.pairwise(cuts)
    ] + [Span(wrong, cuts[-1])]
    right = replace(wrong, issued_on=issued, ended_on=max(issued, ended or wrong.ended_on))
    after = believed(corrected(spans, wrong, right), spans)
    for one, other in itertools.pairwise(after):
        assert one.until is not None
        assert one.until <= other.since
    assert after[-1].until is None
    assert after[-1].since == right.ended_on
    assert after[0].since >= right.issued_on
    assert all(not each.is_empty for each in after)
    assert not any(each.holds_on(right.issued_on - timedelta(days=1)) for each in after)

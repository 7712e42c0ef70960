"""What was known at an instant never changes, whatever is learned later; and of each day one thing is believed."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulation.firms import registrations, timelines
from regulation.firms.registrations import Projected
from regulation.firms.status import RegistrationKind, RegistrationStatus
from regulation.firms.timelines import Span

FIRST = date(2024, 2, 20)
DAYS = [FIRST + timedelta(days=n) for n in range(20)]  # across 29 February


@dataclass(frozen=True)
class Kept:
    span: Span
    known_from: int
    known_to: int | None = None


class Store:
    """What the database keeps: versions that are closed in time of knowledge and never changed otherwise."""

    def __init__(self):
        self.rows = []
        self.at = 0

    def believed(self, at=None):
        at = self.at if at is None else at
        return [
            each.span
            for each in self.rows
            if each.known_from <= at and (each.known_to is None or each.known_to > at)
        ]

    def learn(self, value, since=None, until=None):
        now = self.at + 1
        change = timelines.amended(self.believed(), value, since, until)
        self.rows = [
            replace(each, known_to=now) if each.known_to is None and each.span in change.closed else each
            for each in self.rows
        ] + [Kept(span, now) for span in change.opened]
        self.at = now

    def said(self, day, at=None):
        found = [span.value for span in self.believed(at) if span.holds_on(day)]
        assert len(found) <= 1, "two things are believed of one day"
        return found[0] if found else None

    def whole(self, at=None):
        return [self.said(day, at) for day in DAYS]


maybe_day = st.none() | st.sampled_from(DAYS)
acts = st.tuples(st.none() | st.sampled_from("ABC"), maybe_day, maybe_day)


@given(st.lists(acts, max_size=12))
def test_what_was_known_at_an_instant_never_changes(learned):
    store, memory = Store(), {}
    for value, since, until in learned:
        store.learn(value, since, until)
        memory[store.at] = store.whole()
    assert {at: store.whole(at) for at in memory} == memory


@given(st.lists(acts, max_size=8), acts)
def test_what_is_learned_holds_on_its_days_and_nothing_else_is_touched(before, act):
    store = Store()
    for each in before:
        store.learn(*each)
    untouched, (value, since, until) = store.whole(), act
    store.learn(value, since, until)
    for day, was in zip(DAYS, untouched, strict=True):
        inside = (since is None or since <= day) and (until is None or day < until)
        assert store.said(day) == (value if inside else was)


def test_a_change_leaves_the_days_before_as_they_were():
    [old] = [Span("A", date(2020, 1, 1))]
    change = timelines.amended([old], "B", date(2024, 2, 29))
    assert change.closed == (old,)
    assert change.opened == (
        Span("A", date(2020, 1, 1), date(2024, 2, 29)),
        Span("B", date(2024, 2, 29)),
    )


def test_a_past_period_put_right_splits_what_was_believed():
    change = timelines.amended([Span("A")], "B", date(2024, 1, 1), date(2024, 3, 1))
    assert change.opened == (
        Span("A", None, date(2024, 1, 1)),
        Span("A", date(2024, 3, 1)),
        Span("B", date(2024, 1, 1), date(2024, 3, 1)),
    )


# --- Registrations ----------------------------------------------------------------------------------------

TODAY = date(2026, 3, 2)
LICENCE = Projected(
    None,
    RegistrationKind.HR_LICENCE,
    "测1",
    RegistrationStatus.VALID,
    issued_on=date(2024, 2, 29),
    expires_on=date(2029, 2, 28),
)


@pytest.mark.parametrize(
    ("status", "days", "over"),
    [
        (RegistrationStatus.REVOKED, {"ended_on": date(2026, 1, 1)}, date(2026, 1, 1)),
        (RegistrationStatus.CANCELLED, {"ended_on": date(2026, 3, 2)}, date(2026, 3, 2)),
        (RegistrationStatus.EXPIRED, {"expires_on": date(2025, 12, 31)}, date(2026, 1, 1)),
    ],
)
def test_one_that_is_over_stood_valid_until_the_day_it_ended(status, days, over):
    ended = replace(LICENCE, status=status, **days)
    living, dead = registrations.first_spans(ended)
    assert (living.value.status, living.since, living.until) == (
        RegistrationStatus.VALID,
        date(2024, 2, 29),
        over,
    )
    assert (dead.value, dead.since, dead.until) == (ended, over, None)


def test_the_same_state_again_is_no_news():
    assert registrations.amended([Span(LICENCE, LICENCE.issued_on)], LICENCE, TODAY) is None


def test_a_new_state_holds_from_today_and_an_end_from_its_own_day():
    held = [Span(LICENCE, LICENCE.issued_on)]
    renewing = replace(LICENCE, status=RegistrationStatus.RENEWAL_PENDING)
    assert registrations.amended(held, renewing, TODAY).opened[-1].since == TODAY
    revoked = replace(LICENCE, status=RegistrationStatus.REVOKED, ended_on=date(2026, 2, 1))
    assert registrations.amended(held, revoked, TODAY).opened == (
        Span(LICENCE, LICENCE.issued_on, date(2026, 2, 1)),
        Span(revoked, date(2026, 2, 1)),
    )


def test_a_state_cannot_begin_before_the_one_it_follows():
    held = [Span(LICENCE, LICENCE.issued_on)]
    earlier = replace(LICENCE, status=RegistrationStatus.SET_ASIDE, ended_on=date(2024, 1, 1))
    assert registrations.amended(held, earlier, TODAY).opened == (Span(earlier, LICENCE.issued_on),)


def test_a_correction_says_that_it_always_stood_so():
    wrong = [Span(LICENCE, LICENCE.issued_on, TODAY), Span(replace(LICENCE, conditions="附条件"), TODAY)]
    right = replace(LICENCE, expires_on=date(2028, 2, 28))
    change = registrations.amended(wrong, replace(right, is_correction=True), TODAY)
    assert change.closed == tuple(wrong)
    assert change.opened == (Span(right, LICENCE.issued_on),)

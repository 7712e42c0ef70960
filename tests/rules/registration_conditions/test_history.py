"""What a history of acts says of a day."""

import itertools
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from regulation.registration_conditions.rules import history as rules
from regulation.registration_conditions.rules.history import Event, Terms
from regulation.registration_conditions.status import CHANGES, Act, Phase

A, B, NOTHING = Terms("甲"), Terms("乙", "B"), Terms("")
NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)


def line(act, on, *, terms=NOTHING, since=None, until=None, days=0):
    return Event(act, NOON + timedelta(days=days), on, terms, since, until)


def imposed(since, until=None, terms=A):
    return line(Act.IMPOSED, since, terms=terms, since=since, until=until)


FIRST, LAST = date(2026, 3, 2), date(2026, 6, 30)


def says(history, on):
    found = rules.in_force(history, on)
    return found.value.text if found else None


def test_it_holds_from_its_first_to_its_last_day_and_runs_out_by_itself():
    history = [imposed(FIRST, LAST)]
    day = timedelta(days=1)
    assert [says(history, on) for on in (FIRST - day, FIRST, LAST, LAST + day)] == [None, "甲", "甲", None]
    assert rules.phase(history, FIRST - day) is Phase.UPCOMING
    assert rules.phase(history, LAST) is Phase.IN_FORCE
    assert rules.phase(history, LAST + day) is Phase.EXPIRED
    assert rules.phase([], FIRST) is Phase.NONE


def test_without_a_last_day_it_lasts_until_it_is_lifted():
    history = [imposed(FIRST)]
    assert says(history, date(2036, 1, 1)) == "甲"
    history.append(line(Act.LIFTED, date(2026, 5, 4)))
    assert says(history, date(2026, 5, 3)) == "甲"
    assert says(history, date(2026, 5, 4)) is None
    assert rules.phase(history, date(2026, 5, 4)) is Phase.LIFTED
    assert rules.phase(history, date(2026, 5, 3)) is Phase.IN_FORCE


def test_a_variation_leaves_the_days_before_it_as_they_were():
    history = [imposed(FIRST, LAST), line(Act.VARIED, date(2026, 4, 1), terms=B, until=date(2026, 4, 30))]
    assert says(history, date(2026, 3, 31)) == "甲"
    assert says(history, date(2026, 4, 1)) == "乙"
    assert says(history, date(2026, 5, 1)) is None, "the new last day is the earlier one"


def test_an_extension_keeps_the_words_and_moves_the_last_day():
    history = [imposed(FIRST, LAST), line(Act.EXTENDED, LAST, until=date(2026, 9, 30))]
    found = rules.in_force(history, date(2026, 9, 30))
    assert (found.value, found.since, rules.last_day(found)) == (A, FIRST, date(2026, 9, 30))


def test_a_correction_changes_what_is_known_of_every_day_and_not_what_was_known():
    history = [
        imposed(FIRST, LAST),
        line(Act.CORRECTED, FIRST, terms=B, since=date(2026, 3, 9), until=LAST, days=10),
    ]
    assert says(history, FIRST) is None
    assert says(history, date(2026, 3, 9)) == "乙"
    then = rules.known(history, NOON + timedelta(days=9))
    assert says(then, FIRST) == "甲"


def test_what_should_not_have_been_entered_holds_on_no_day():
    history = [imposed(FIRST, LAST), line(Act.ANNULLED, FIRST, days=3)]
    assert rules.timeline(history) == ()
    assert rules.phase(history, FIRST) is Phase.VOID


def test_lifted_before_it_began_it_never_holds():
    history = [imposed(FIRST, LAST), line(Act.LIFTED, FIRST)]
    assert says(history, FIRST) is None
    assert rules.phase(history, LAST + timedelta(days=9)) is Phase.LIFTED


@pytest.mark.parametrize(
    ("today", "soon"),
    [
        (date(2026, 5, 30), None),
        (date(2026, 5, 31), LAST),
        (LAST, LAST),
        (date(2026, 7, 1), None),
    ],
)
def test_it_ends_soon_within_thirty_days_of_its_last(today, soon):
    assert rules.ends_soon([imposed(FIRST, LAST)], today) == soon
    assert rules.ends_soon([imposed(FIRST)], today) is None


@pytest.mark.parametrize(
    ("since", "until"),
    [
        # A leap day is a day like any other, as first and as last.
        (date(2028, 2, 29), date(2028, 2, 29)),
        (date(2026, 12, 31), date(2027, 1, 1)),
    ],
)
def test_a_single_day_and_the_turn_of_the_year(since, until):
    history = [imposed(since, until)]
    assert says(history, since) == "甲"
    assert says(history, until) == "甲"
    assert says(history, until + timedelta(days=1)) is None


def test_what_is_over_is_only_corrected():
    over = [imposed(FIRST, LAST)]
    after = LAST + timedelta(days=1)
    for act in CHANGES:
        wrong = rules.wrong_change(over, act, on=after, since=FIRST, until=date(2026, 12, 31), today=after)
        assert bool(wrong) is (act not in {Act.CORRECTED, Act.ANNULLED}), act
    lifted = [imposed(FIRST), line(Act.LIFTED, date(2026, 4, 1))]
    assert rules.wrong_change(lifted, Act.LIFTED, on=after, since=None, until=None, today=after)


def test_a_change_fits_the_days_of_what_it_changes():
    held = [imposed(FIRST, LAST)]
    today = date(2026, 4, 1)

    def wrong(act, *, on=today, since=None, until=None, history=held):
        return set(rules.wrong_change(history, act, on=on, since=since, until=until, today=today))

    assert wrong(Act.EXTENDED, until=LAST) == {"until"}
    assert wrong(Act.EXTENDED, until=LAST + timedelta(days=1)) == set()
    assert wrong(Act.EXTENDED, until=LAST, history=[imposed(FIRST)]) == {"act"}
    assert wrong(Act.LIFTED, on=FIRST - timedelta(days=1)) == {"on"}
    assert wrong(Act.LIFTED, on=LAST + timedelta(days=1)) == {"on"}
    assert wrong(Act.VARIED, until=date(2026, 3, 31)) == {"until"}
    assert wrong(Act.CORRECTED, since=LAST, until=FIRST) == {"until"}


DAYS = some.dates(date(2026, 1, 1), date(2026, 3, 1))


@settings(deadline=None)
@given(
    since=DAYS,
    length=some.integers(0, 60) | some.none(),
    changes=some.lists(some.tuples(some.sampled_from(CHANGES), DAYS, some.integers(0, 90)), max_size=5),
    asked=DAYS,
)
def test_whatever_is_done_a_day_has_one_answer_and_no_act_touches_the_days_before_it(
    since, length, changes, asked
):
    """Acts that `wrong_change` lets pass, in any order: the timeline stays a list of days that do not overlap."""
    until = None if length is None else since + timedelta(days=length)
    history = [imposed(since, until)]
    for step, (act, on, more) in enumerate(changes, 1):
        end = on + timedelta(days=more)
        if rules.wrong_change(history, act, on=on, since=on, until=end, today=on):
            continue
        if act is Act.ANNULLED and history[-1].act is Act.ANNULLED:
            continue
        before = rules.timeline(history)
        if not before and act is Act.EXTENDED:
            continue
        history.append(
            line(
                act,
                on,
                terms=B if act in {Act.VARIED, Act.CORRECTED} else NOTHING,
                since=on if act is Act.CORRECTED else None,
                until=end if act in {Act.VARIED, Act.EXTENDED, Act.CORRECTED} else None,
                days=step,
            )
        )
        if act in {Act.VARIED, Act.LIFTED, Act.EXTENDED} and asked < on:
            held = [each for each in before if each.holds_on(asked)]
            now_held = rules.in_force(history, asked)
            assert [each.value for each in held] == ([now_held.value] if now_held else [])
    spans = rules.timeline(history)
    assert sum(each.holds_on(asked) for each in spans) <= 1
    for earlier, later in itertools.pairwise(spans):
        assert earlier.until is not None
        assert earlier.until <= later.since
    assert (rules.phase(history, asked) is Phase.IN_FORCE) is (rules.in_force(history, asked) is not None)
    known_first = rules.known(history, NOON)
    assert rules.timeline(known_first) == rules.timeline([imposed(since, until)])

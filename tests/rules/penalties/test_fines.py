"""What may be fined, on which condition, between which amounts: the law's sentences, the boundaries by table."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulation.penalties import tables
from regulation.penalties.rules import fines
from regulation.penalties.rules.fines import Proposal
from regulation.penalties.rules.violations import VIOLATIONS, WITHOUT_ORDER, Ground, Measure

D = Decimal
DAY = date(2026, 3, 2)
EACH = pytest.mark.parametrize("violation", VIOLATIONS.values(), ids=list(VIOLATIONS))


@EACH
def test_no_fine_follows_without_the_condition_of_its_article(violation):
    known = {"order_refused": False, "gains": D(0), "reviewed_no_gains": False}
    refused = fines.fine_refused(violation, **known)
    assert (refused is None) == (violation.ground is Ground.AT_ONCE)
    if violation.ground is Ground.REFUSAL:
        assert fines.fine_refused(violation, **(known | {"order_refused": True})) is None
        # Gains do not stand in for the refusal.
        assert fines.fine_refused(violation, **(known | {"gains": D(9)})) is not None
    if violation.ground is Ground.GAINS:
        assert fines.fine_refused(violation, **(known | {"gains": D(9)})) is None
        assert fines.fine_refused(violation, **(known | {"reviewed_no_gains": True})) is None
    if violation.ground is Ground.NONE:
        assert (
            fines.fine_refused(violation, order_refused=True, gains=D(9), reviewed_no_gains=True) is not None
        )


@pytest.mark.parametrize(
    ("key", "gains", "heads", "least", "most"),
    [
        ("V-01", 20000, 0, 10000, 50000),
        ("V-02", 0, 0, 5000, 10000),
        ("V-03", 0, 0, 5000, 10000),
        ("V-04", 0, 0, 5000, 10000),
        ("V-05", 0, 0, 5000, 10000),
        ("V-06", 0, 0, 5000, 10000),
        ("V-07", 0, 0, 10000, 50000),
        ("V-08", 0, 0, 10000, 50000),
        ("V-09", 0, 0, 10000, 50000),
        ("V-10", 0, 0, 10000, 50000),
        ("V-13", 0, 3, 1500, 6000),
        ("V-15", 1, 0, 10000, 50000),
        ("V-16", 1, 0, 10000, 50000),
        ("V-17", 0, 2, 10000, 10000),
        ("V-18", 1, 0, 10000, 50000),
        ("V-23", 0, 0, 20000, 100000),
        ("V-24", 0, 0, 20000, 100000),
        ("V-25", 0, 0, 10000, 50000),
        ("V-30", 12345.67, 0, 12345.67, 61728.35),
        ("V-30", 0, 0, 0, 50000),
        ("V-32", 0, 10, 50000, 100000),
        ("V-35", 0, 0, 2000, 20000),
        ("V-42", 0, 1, 500, 2000),
    ],
)
def test_a_fine_stays_between_the_amounts_of_its_article(key, gains, heads, least, most):
    violation = VIOLATIONS[key]
    gains, least, most = D(str(gains)), D(str(least)), D(str(most))
    assert fines.range_of(violation, on=DAY, gains=gains, heads=heads) == (least, most)

    def said(fine, mitigation=""):
        return fines.amount_refused(
            violation, Proposal(fine=fine, gains=gains, heads=heads, mitigation=mitigation), on=DAY
        )

    assert said(most) is None
    assert said(most + D("0.01")) is not None
    assert said(most + D("0.01"), "merit") is not None
    if least:
        assert said(least) is None
        assert said(least - D("0.01")) is not None
        assert said(least - D("0.01"), "merit") is None


@pytest.mark.parametrize("key", ["V-19", "V-53"])
def test_an_article_without_a_fine_has_no_range(key):
    assert fines.range_of(VIOLATIONS[key], on=DAY, gains=D(0), heads=1) is None
    assert fines.amount_refused(VIOLATIONS[key], Proposal(fine=D(1)), on=DAY) is not None


@pytest.mark.parametrize("key", ["V-13", "V-17", "V-32", "V-42"])
def test_a_fine_per_head_needs_the_number_of_heads(key):
    assert fines.amount_refused(VIOLATIONS[key], Proposal(fine=D(500)), on=DAY) is not None


def test_workers_are_refunded_before_the_rest_is_confiscated():
    violation = VIOLATIONS["V-01"]
    assert (
        fines.confiscation_refused(violation, Proposal(gains=D(100), refunded=D(60), confiscated=D(40)))
        is None
    )
    assert fines.confiscation_refused(
        violation, Proposal(gains=D(100), refunded=D(60), confiscated=D("40.01"))
    )
    assert fines.confiscation_refused(VIOLATIONS["V-06"], Proposal(gains=D(100), confiscated=D(40)))


@EACH
def test_only_the_penalties_of_the_article_may_be_chosen(violation):
    for measure in Measure:
        refused = fines.measures_refused(violation, Proposal(measures=(measure,)))
        assert (refused is None) == (measure in violation.measures)


@EACH
def test_every_violation_says_what_was_breached_on_what_it_rests_and_what_an_order_asks(violation):
    assert violation.breached
    assert violation.basis
    assert violation.demand
    assert (violation.fine is None) == (violation.ground is Ground.NONE)


def test_the_database_names_the_same_exceptions_as_the_catalogue():
    constraint = tables.PenaltyCase.fine_has_its_ground.condition
    for ground in (Ground.GAINS, Ground.AT_ONCE):
        keys = ", ".join(f"'{key}'" for key, each in VIOLATIONS.items() if each.ground is ground)
        assert f"ground = '{ground}' and violation in ({keys})" in constraint
    assert {key for key in VIOLATIONS if f"'{key}'" in constraint} == WITHOUT_ORDER


# --- never heavier for having spoken ----------------------------------------------------------------


@given(
    st.decimals(0, 50000, places=2),
    st.decimals(0, 50000, places=2),
    st.sets(st.sampled_from(list(Measure))),
    st.sets(st.sampled_from(list(Measure))),
)
def test_a_penalty_is_heavier_when_any_part_of_it_is(noticed, decided, told, chosen):
    heavier = fines.is_heavier(
        Proposal(fine=noticed, measures=tuple(told)), Proposal(fine=decided, measures=tuple(chosen))
    )
    assert heavier == (decided > noticed or not chosen <= told)
    same = Proposal(fine=noticed, confiscated=decided, measures=tuple(told))
    assert not fines.is_heavier(same, same)
    assert fines.is_heavier(same, Proposal(fine=noticed, confiscated=decided + 1, measures=tuple(told)))


# --- surcharge --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days_late", "stayed", "owed"),
    [
        (-3, 0, "0"),
        (0, 0, "0"),
        (1, 0, "300"),
        (2, 0, "600"),
        (33, 0, "9900"),
        (34, 0, "10000"),
        (400, 0, "10000"),
        (10, 10, "0"),
        (12, 10, "600"),
    ],
)
def test_three_per_cent_a_day_from_the_day_after_and_never_more_than_the_fine(days_late, stayed, owed):
    due_on = date(2026, 3, 20)
    assert fines.surcharge(D(10000), due_on, due_on + timedelta(days=days_late), stayed) == D(owed)


@given(st.decimals("0.01", 10**7, places=2), st.integers(-50, 2000))
def test_a_surcharge_grows_with_the_days_and_stops_at_the_fine(fine, days):
    due_on = date(2026, 3, 20)
    first = fines.surcharge(fine, due_on, due_on + timedelta(days=days))
    then = fines.surcharge(fine, due_on, due_on + timedelta(days=days + 1))
    assert 0 <= first <= then <= fine

"""What may be fined, on which condition, between which amounts: the law's sentences, the boundaries by table."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulation.law.citation import (
    CHILD_LABOUR_PROVISIONS,
    E_COMMERCE_LAW,
    HRM_REGULATIONS,
    PENALTY_LAW,
)
from regulation.law.dated import DatedValue, Since
from regulation.penalties.rules import fines, procedure
from regulation.penalties.rules.fines import Proposal
from regulation.penalties.rules.violations import (
    REVOKES,
    VIOLATIONS,
    Capacity,
    Ground,
    Handler,
    Measure,
    Per,
    Range,
)

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


@pytest.mark.parametrize("key", ["V-19", "V-53"])
def test_an_article_without_a_fine_has_no_range(key):
    assert fines.range_of(VIOLATIONS[key], on=DAY, gains=D(0), heads=1) is None
    assert fines.amount_refused(VIOLATIONS[key], Proposal(fine=D(1)), on=DAY) is not None


@pytest.mark.parametrize("key", ["V-13", "V-17", "V-32", "V-42", "V-48", "V-52"])
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


def test_what_the_victims_paid_is_theirs_before_it_is_the_treasurys():
    violation, due = VIOLATIONS["V-01"], D("60.50")
    short = Proposal(gains=D(100), refunded=D("60.49"), confiscated=D("39.51"))
    assert fines.confiscation_refused(violation, short, due).citation == PENALTY_LAW.article(28, 2)
    whole = Proposal(gains=D(100), refunded=D("60.50"), confiscated=D("39.50"))
    assert fines.confiscation_refused(violation, whole, due) is None
    # Where nothing is confiscated, what is taken goes back by the order.
    assert fines.confiscation_refused(VIOLATIONS["V-13"], Proposal(), due) is None


@EACH
def test_only_the_penalties_of_the_article_may_be_chosen(violation):
    for measure in Measure:
        refused = fines.measures_refused(violation, Proposal(measures=(measure,), is_serious=True))
        assert (refused is None) == (measure in violation.measures)


@EACH
def test_what_asks_for_gravity_or_a_refusal_is_refused_without_it(violation):
    for measure in violation.measures:
        chosen = Proposal(measures=(measure,))
        serious = Proposal(measures=(measure,), is_serious=True)
        assert (fines.measures_refused(violation, chosen) is not None) == (measure in violation.if_serious)
        refused = fines.measures_refused(violation, serious, order_refused=False)
        assert (refused is not None) == (measure in violation.if_refused)


@EACH
def test_every_violation_says_what_was_breached_on_what_it_rests_and_what_an_order_asks(violation):
    assert violation.breached
    assert violation.basis
    assert bool(violation.demand) == violation.is_ours
    assert (violation.fine is None) == (violation.ground is Ground.NONE)
    assert set(violation.if_serious) | set(violation.if_refused) <= set(violation.measures)
    assert violation.is_ours or not violation.has_sanction


@EACH
def test_what_is_not_ours_cannot_become_a_case_and_says_why(violation):
    refused = fines.not_ours(violation)
    assert (refused is None) == violation.is_ours
    if refused:
        assert refused.citation == violation.basis[0]
        assert "%(" not in refused.message % dict(refused.params)


def test_the_catalogue_is_whole():
    assert [key for key in VIOLATIONS if key != "V-35-4"] == [f"V-{n:02}" for n in range(1, 59)]


def test_the_local_regulations_of_uncertain_force_are_an_entry_that_refuses():
    assert VIOLATIONS["V-51"].handler is Handler.NOT_LOADED
    assert VIOLATIONS["V-51"].basis[0].is_doubtful
    assert fines.not_ours(VIOLATIONS["V-51"]) is not None


def test_the_two_licences_are_taken_by_two_measures():
    by_measure = {
        measure: {key for key, each in VIOLATIONS.items() if measure in each.measures} for measure in REVOKES
    }
    assert by_measure[Measure.REVOKE_DISPATCH] == {"V-32"}
    assert {"V-07", "V-18", "V-36", "V-17"} <= by_measure[Measure.REVOKE]
    assert not by_measure[Measure.REVOKE] & by_measure[Measure.REVOKE_DISPATCH]
    for measure in REVOKES:
        assert procedure.hearing_ground(Proposal(measures=(measure,)), DAY)


@pytest.mark.parametrize(
    ("key", "measure", "who"),
    [("V-07", Measure.REVOKE, {"agency", "platform"}), ("V-32", Measure.REVOKE_DISPATCH, {"dispatcher"})],
)
def test_a_licence_is_taken_from_who_acted_as_its_holder(key, measure, who):
    proposal = Proposal(measures=(measure,), is_serious=True)
    for capacity in Capacity:
        refused = fines.measures_refused(VIOLATIONS[key], proposal, capacity=capacity)
        assert (refused is None) == (capacity in who)
    warned = Proposal(measures=(Measure.WARNING,))
    assert fines.measures_refused(VIOLATIONS["V-53"], warned, capacity=Capacity.USER_UNIT) is None


@pytest.mark.parametrize(("key", "refunded", "confiscated", "left"), [
    ("V-18", "0", "0", "3,000.00"), ("V-18", "600", "2399.99", "0.01"), ("V-30", "0", "2999", "1.00"),
    ("V-07", "1000", "0", "2,000.00"), ("V-01", "0", "3000", ""), ("V-36", "3000", "0", ""),
])  # fmt: skip
def test_gains_that_are_not_given_back_are_confiscated_to_the_last_cent(key, refunded, confiscated, left):
    """第二十八条第二款: whoever is punished keeps nothing of what the breach brought."""
    said = Proposal(fine=D(10000), gains=D(3000), refunded=D(refunded), confiscated=D(confiscated))
    found = fines.confiscation_refused(VIOLATIONS[key], said)
    assert (found.params[0][1] if found else "") == left
    assert found is None or found.citation == PENALTY_LAW.article(28, 2)
    # Where nothing is imposed nothing is taken: the party is spared.
    assert fines.confiscation_refused(VIOLATIONS[key], Proposal(gains=D(3000))) is None


@pytest.mark.parametrize(("key", "said", "least"), [
    ("V-01", {"measures": (Measure.CLOSE,), "gains": D(3000), "confiscated": D(3000)}, "10,000.00"),
    ("V-18", {"gains": D(3000), "confiscated": D(3000)}, "10,000.00"),
    ("V-30", {"gains": D(3000), "confiscated": D(3000)}, "3,000.00"),
    ("V-17", {"measures": (Measure.REVOKE,), "heads": 2}, "10,000.00"),
    # 情节严重 stands for itself; without gains the fine waits for the reviewer; after an order only its refusal brings it.
    ("V-18", {"gains": D(1), "confiscated": D(1), "measures": (Measure.REVOKE,), "is_serious": True}, ""),
    ("V-01", {"measures": (Measure.CLOSE,)}, ""),
    ("V-07", {"gains": D(3000), "confiscated": D(3000)}, ""),
    ("V-18", {"gains": D(3000), "confiscated": D(3000), "mitigation": "merit"}, ""),
    ("V-18", {}, ""),
])  # fmt: skip
def test_a_fine_that_goes_with_the_confiscation_is_not_left_out(key, said, least):
    found = fines.fine_left_out(VIOLATIONS[key], Proposal(**said), on=DAY)
    assert (found.params[0][1] if found else "") == least
    assert found is None or found.citation == PENALTY_LAW.article(32)


@pytest.mark.parametrize(("key", "said", "least"), [
    ("V-07", {"gains": D(3000), "confiscated": D(3000)}, "10,000.00"),
    ("V-32", {"heads": 2, "measures": (Measure.REVOKE_DISPATCH,)}, "10,000.00"),
    ("V-23", {"measures": (Measure.STOP_BUSINESS,), "is_serious": True}, "100,000.00"),
    ("V-07", {"measures": (Measure.REVOKE,), "is_serious": True}, ""),
    ("V-07", {"gains": D(3000), "confiscated": D(3000), "mitigation": "merit"}, ""),
    ("V-07", {"gains": D(3000)}, ""),
])  # fmt: skip
def test_after_an_order_refused_the_fine_of_the_article_is_not_left_out(key, said, least):
    """拒不改正的，处: the article leaves the amount to the official, not whether to fine."""
    found = fines.fine_left_out(VIOLATIONS[key], Proposal(**said), on=DAY, order_refused=True)
    assert (found.params[0][1] if found else "") == least
    assert fines.fine_left_out(VIOLATIONS[key], Proposal(**said), on=DAY, order_refused=False) is None


@pytest.mark.parametrize(("said", "may"), [
    ({"measures": (Measure.STOP_BUSINESS,)}, True),
    ({"measures": ()}, False),
    ({"measures": (), "mitigation": "merit"}, True),
    ({"measures": (), "is_serious": False, "fine": D(20000)}, True),
    ({"measures": (), "fine": D(0)}, True),
])  # fmt: skip
def test_a_platform_fined_for_serious_conduct_is_stopped_as_well(said, may):
    """《电子商务法》第八十条: 情节严重的，责令停业整顿，并处……."""
    proposal = Proposal(**({"fine": D(100000), "is_serious": True} | said))
    for key in ("V-23", "V-24"):
        found = fines.serious_refused(VIOLATIONS[key], proposal)
        assert (found is None) is may
        assert may or found.citation == E_COMMERCE_LAW.article(80)
    assert fines.serious_refused(VIOLATIONS["V-07"], proposal) is None


# --- the law of the day of the act, the lighter one -------------------------------------------------------


def two(then, now):
    """A range that changed on the first of June; not declared, as the register of values is the law's own."""
    since = [
        Since(day, Range(D(least), D(most), per), HRM_REGULATIONS.article(44))
        for day, (least, most, per) in ((date(2020, 1, 1), then), (date(2026, 6, 1), now))
    ]
    made = object.__new__(DatedValue)
    object.__setattr__(made, "key", "tests.changed")
    object.__setattr__(made, "label", "")
    object.__setattr__(made, "values", tuple(since))
    return made


ACT, HEAD = Per.ACT, Per.WORKER


@pytest.mark.parametrize(
    ("then", "now", "applies"),
    [
        ((5, 10, ACT), (5, 10, ACT), "then"),
        ((5, 10, ACT), (3, 10, ACT), "now"),
        ((5, 10, ACT), (5, 9, ACT), "now"),
        ((5, 10, ACT), (3, 8, ACT), "now"),
        ((5, 10, ACT), (6, 10, ACT), "then"),
        ((5, 10, ACT), (5, 11, ACT), "then"),
        # One end up, the other down; or counted otherwise: for the official to say.
        ((5, 10, ACT), (3, 12, ACT), None),
        ((5, 10, ACT), (7, 8, ACT), None),
        ((5, 10, ACT), (5, 10, HEAD), None),
    ],
)
def test_the_law_of_the_day_of_the_act_unless_the_later_one_is_lighter(then, now, applies):
    dated = two(then, now)
    found = fines.versions(dated, act_on=date(2026, 5, 31), decided_on=date(2026, 6, 1))
    assert {"then": found.then, "now": found.now, None: None}[applies] == found.applies
    # Both on one side of the change: nothing to compare.
    assert fines.versions(dated, act_on=date(2026, 6, 1), decided_on=date(2026, 7, 1)).applies == found.now
    assert fines.versions(dated, act_on=date(2026, 1, 1), decided_on=date(2026, 5, 31)).applies == found.then


def test_an_act_before_its_article_is_not_fined_by_it():
    violation = VIOLATIONS["V-06"]
    fine = Proposal(fine=D(5000))
    assert fines.amount_refused(violation, fine, on=date(2018, 9, 30)).citation == PENALTY_LAW.article(37)
    assert fines.amount_refused(violation, fine, on=date(2018, 10, 1)) is None
    assert fines.versions(violation.fine, act_on=date(2018, 9, 30), decided_on=DAY).then is None


@pytest.mark.parametrize(("said", "held", "may"), [
    ({"measures": ()}, True, False),
    ({"measures": (Measure.REVOKE,)}, True, True),
    ({"measures": ()}, False, True),  # nothing to revoke
    ({"measures": (), "mitigation": "merit"}, True, True),
    ({"measures": (), "fine": D(0)}, True, True),
])  # fmt: skip
def test_an_agency_that_placed_a_child_loses_its_licence_with_the_fine(said, held, may):
    """《禁止使用童工规定》第七条: 并……吊销. No gravity is asked for, and nobody chooses."""
    proposal = Proposal(**{"fine": D(5000), "heads": 1, **said})
    found = fines.licence_refused(
        VIOLATIONS["V-17"], proposal, held=frozenset({Measure.REVOKE} if held else ())
    )
    assert (found is None) is may
    assert may or found.citation == CHILD_LABOUR_PROVISIONS.article(7)
    assert fines.licence_refused(VIOLATIONS["V-18"], proposal, held=frozenset({Measure.REVOKE})) is None


# --- grounds to go lower --------------------------------------------------------------------


def test_a_ground_of_mitigation_names_its_evidence():
    assert fines.mitigation_refused("merit", ()).citation == PENALTY_LAW.article(32)
    assert fines.mitigation_refused("merit", (2,)) is None
    assert fines.mitigation_refused("", ()) is None
    # After the notice a statement of the party may show it, if it was adopted.
    assert fines.mitigation_refused("merit", ("S1", "H")) is None
    assert fines.mitigation_refused("merit", (2, "S1"), rejected=1).citation == PENALTY_LAW.article(46, 2)
    assert fines.mitigation_refused("", (), rejected=1) is None


@pytest.mark.parametrize(("measures", "held", "may"), [
    ((Measure.REVOKE,), {Measure.REVOKE}, True),
    ((Measure.REVOKE,), {Measure.REVOKE_DISPATCH}, False),
    ((Measure.REVOKE_DISPATCH,), {Measure.REVOKE}, False),
    ((Measure.REVOKE, Measure.REVOKE_DISPATCH), {Measure.REVOKE}, False),
    ((Measure.REVOKE,), set(), False),
    ((Measure.CLOSE, Measure.WARNING), set(), True),
    ((), set(), True),
])  # fmt: skip
def test_only_a_licence_of_the_kind_that_is_in_force_is_revoked(measures, held, may):
    found = fines.revocation_refused(Proposal(fine=D(10000), measures=measures), held=frozenset(held))
    assert (found is None) is may
    assert may or found.citation == PENALTY_LAW.article(9, 1, 3)


@pytest.mark.parametrize(("gains", "may"), [("2999.99", True), ("3000", True), ("3000.01", False)])
def test_gains_shrink_by_the_defence_and_grow_only_by_a_new_notice(gains, may):
    found = fines.found_since_refused(Proposal(gains=D(3000)), Proposal(gains=D(gains)))
    assert (found is None) is may
    assert may or found.citation == PENALTY_LAW.article(44)


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


def test_a_fine_by_child_and_month_says_the_months_of_each_child():
    children = Proposal(fine=D(10000), heads=2, child_months=1)
    found = fines.amount_refused(VIOLATIONS["V-48"], children, on=DAY)
    assert "每名童工的月数" in found.message
    assert found.citation == CHILD_LABOUR_PROVISIONS.article(6)
    assert fines.amount_refused(VIOLATIONS["V-48"], replace(children, child_months=2), on=DAY) is None

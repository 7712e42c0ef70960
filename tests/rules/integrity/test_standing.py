"""Firms are supervised by class of credit: the class follows from facts, and says why."""

from datetime import date

import pytest

from regulation.integrity import rules
from regulation.integrity.rules import Fact
from regulation.integrity.status import FactKind, Tier

DAY = date(2026, 11, 22)
OLD = date(2015, 1, 1)


def fact(kind, day=date(2026, 9, 1), repaired_on=None, number="1"):
    return Fact(kind, day, number, repaired_on)


def test_a_firm_without_facts_has_the_full_score_and_is_a():
    found = rules.standing([], DAY, OLD)
    assert (found.score, found.tier) == (100, Tier.A)
    assert found.changes_on is None


def test_a_firm_less_than_twelve_months_on_the_register_is_at_best_b():
    assert rules.standing([], date(2026, 11, 21), date(2025, 11, 22)).tier is Tier.B
    assert rules.standing([], date(2026, 11, 22), date(2025, 11, 22)).tier is Tier.A


@pytest.mark.parametrize(
    ("facts", "score", "tier"),
    [
        ([FactKind.FINDING], 95, Tier.A),
        ([FactKind.PENALTY_GENERAL], 80, Tier.B),
        ([FactKind.PENALTY_GENERAL, FactKind.ORDER_REFUSED], 65, Tier.C),
        ([FactKind.PENALTY_GENERAL, FactKind.COMMITMENT_BROKEN], 55, Tier.D),
        ([FactKind.PENALTY_SERIOUS], 55, Tier.D),
        ([FactKind.CLEAN_VISIT], 100, Tier.A),
    ],
)
def test_facts_take_the_points_their_kind_weighs(facts, score, tier):
    found = rules.standing([fact(kind) for kind in facts], DAY, OLD)
    assert (found.score, found.tier) == (score, tier)


def test_serious_bad_credit_leads_to_d_whatever_the_score():
    facts = [fact(FactKind.PENALTY_SERIOUS)] + [fact(FactKind.HONOUR, number=str(n)) for n in range(9)]
    found = rules.standing(facts, DAY, OLD)
    assert found.score == 100
    assert found.tier is Tier.D


@pytest.mark.parametrize(
    ("day", "counts"),
    [
        (date(2026, 8, 31), False),
        (date(2026, 9, 1), True),
        (date(2026, 11, 30), True),
        (date(2026, 12, 1), False),
    ],
)
def test_a_minor_item_counts_for_three_months_from_its_day(day, counts):
    (line,) = rules.standing([fact(FactKind.PENALTY_MINOR)], day, OLD).lines
    assert line.counts is counts


def test_a_repaired_fact_no_longer_counts_but_is_still_shown():
    found = rules.standing([fact(FactKind.PENALTY_GENERAL, repaired_on=DAY)], DAY, OLD)
    assert found.score == 100
    assert [line.counts for line in found.lines] == [False]


def test_the_sum_names_the_day_on_which_time_alone_changes_it():
    assert rules.standing([fact(FactKind.PENALTY_MINOR)], DAY, OLD).changes_on == date(2026, 12, 1)


def test_the_order_of_the_facts_does_not_matter():
    facts = [fact(FactKind.FINDING, number=str(n)) for n in range(4)] + [fact(FactKind.PENALTY_GENERAL)]
    assert rules.standing(facts, DAY, OLD) == rules.standing(facts[::-1], DAY, OLD)


@pytest.mark.parametrize(
    ("kind", "earliest", "latest"),
    [
        (FactKind.PENALTY_MINOR, date(2026, 9, 1), date(2026, 12, 1)),
        (FactKind.PENALTY_GENERAL, date(2026, 12, 1), date(2027, 9, 1)),
        (FactKind.PENALTY_SERIOUS, date(2027, 9, 1), date(2029, 9, 1)),
    ],
)
def test_publicity_is_counted_from_the_deciding_document(kind, earliest, latest):
    assert rules.publicity_ends(kind, date(2026, 9, 1)) == (earliest, latest)


def test_a_finding_has_no_publicity_period_of_its_own():
    assert rules.publicity_ends(FactKind.FINDING, DAY) is None


def test_repair_needs_the_shortest_period_the_duties_and_a_promise():
    general = fact(FactKind.PENALTY_GENERAL)
    assert rules.unmet_repair_conditions(general, date(2026, 11, 30), duties_done=True, promised=True)
    assert not rules.unmet_repair_conditions(general, date(2026, 12, 1), duties_done=True, promised=True)
    assert (
        len(rules.unmet_repair_conditions(general, date(2026, 12, 1), duties_done=False, promised=False)) == 2
    )

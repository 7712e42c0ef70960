"""Too few, one too large, two too large, one that the next can estimate: withheld, unless those concerned consent."""

import dataclasses
import json
from decimal import Decimal

import pytest

from reports.statistics.disclosure import (
    DOUBTS,
    Aggregate,
    Measure,
    Parameters,
    Waiver,
    aggregate,
    fact,
    needed,
    primary,
    unsafe,
)

RULES = Parameters()


def of(*amounts):
    """Groups a, b, c ... with these amounts."""
    return aggregate((chr(97 + at), Decimal(str(amount))) for at, amount in enumerate(amounts))


@pytest.mark.parametrize(
    ("amounts", "reason"),
    [
        ((), ""),
        ((0, 0), ""),
        ((7,), "threshold"),
        ((7, 7), "threshold"),
        ((7, 7, 7), ""),
        ((7, 7, 0), "threshold"),
        ((70, 10, 10, 10), ""),
        (("70.01", "9.99", 10, 10), "dominance"),
        ((50, 35, 8, 7), ""),
        ((50, "35.01", 8, "6.99"), "dominance"),
        ((-70, -10, -10, -10), ""),
        ((-71, -9, 10, 10), "dominance"),
        ((90, -90, 1), "dominance"),
    ],
)
def test_each_rule_at_its_edge(amounts, reason):
    assert primary(of(*amounts), RULES) == reason


def test_the_second_must_not_be_able_to_estimate_the_first():
    loose = Parameters(one_firm=100, two_firms=100)
    assert primary(of(100, 50, 6, 4), loose) == ""
    assert primary(of(100, 50, 6, 3), loose) == "p"
    assert primary(of(100, 50, 6, 3), dataclasses.replace(loose, p=9)) == ""


def test_two_giants_do_not_close_the_city_but_every_cell_they_are_alone_in():
    """Two groups with 56 % of all revenue: the city's total passes, as the dossier's simulation says."""
    rest = [Decimal(44) / 2998] * 2998
    assert primary(of(33, 23, *rest), RULES) == ""
    assert primary(of(33, *rest[:400]), RULES) == "dominance"


def test_an_indicator_may_need_four():
    rules = Parameters(thresholds=(("train_persons", 4),))
    assert primary(of(7, 7, 7), rules, indicator="train_persons") == "threshold"
    assert primary(of(7, 7, 7), rules, indicator="staff_total") == ""


@pytest.mark.parametrize(
    ("amounts", "consenting", "reason"),
    [
        ((90, 5, 5), "a", ""),
        ((90, 5, 5), "b", "dominance"),
        ((90, 8, 2), "a", "dominance"),  # without the first the second stands alone
        ((90, 8, 2), "ab", ""),
        ((50, "35.01", 8, "6.99"), "a", "dominance"),
        ((50, "35.01", 8, "6.99"), "b", "dominance"),
        ((48, 40, 6, 6), "b", "dominance"),
        ((75, 8, 8, 9), "a", ""),
        ((75, 8, 8, 9), "b", "dominance"),
        ((7,), "a", ""),
        ((7, 7), "a", "threshold"),
        ((7, 7), "ab", ""),
        ((7, 7), "xyz", "threshold"),
    ],
)
def test_a_reason_falls_away_only_for_those_who_consent(amounts, consenting, reason):
    assert primary(of(*amounts), RULES, consenting=set(consenting)) == reason


def test_of_three_below_the_threshold_not_all_are_known_by_name():
    assert primary(of(7, 7, 7), Parameters(threshold=4), consenting=set("abc")) == "threshold"


def test_whoever_consents_lays_open_itself_not_the_second():
    loose = Parameters(one_firm=100, two_firms=100)
    assert primary(of(100, 50, 3), loose, consenting={"a"}) == "p"
    assert primary(of(100, 50, 8), loose, consenting={"a"}) == ""
    assert primary(of(100, 50, 3), loose, consenting={"b"}) == "p"
    assert primary(of(100, 50, 3), loose, consenting={"a", "b"}) == ""


def test_a_waiver_is_for_its_indicator_and_year():
    cells = {fact("rev_total", year, district="110105"): of(75, 8, 8, 9) for year in (2024, 2025)}
    cells[fact("tax_total", 2025, district="110105")] = of(75, 8, 8, 9)
    found = unsafe(cells, RULES, waivers=[Waiver("a", "rev_total", 2025)])
    assert set(found) == {
        fact("rev_total", 2024, district="110105"),
        fact("tax_total", 2025, district="110105"),
    }


def test_an_unnamed_group_has_consented_to_nothing():
    nobody = Aggregate(1, Decimal(7), Decimal(7))
    assert primary(nobody, RULES, consenting={""}) == "threshold"


def test_what_the_register_shows_is_not_withheld():
    cells = {fact("institutions", 2025, district="110109"): of(1)}
    measures = {"institutions": Measure(public=True)}
    assert unsafe(cells, RULES, measures=measures) == {}
    assert unsafe(cells, Parameters(counts_are_public=False), measures=measures)


def test_of_a_change_only_what_can_be_told_from_the_rest_counts():
    """One firm grows most nearly everywhere; one that stands alone with its change is seen."""
    grown = of(75, 8, 8, 9)
    assert primary(grown, RULES) == "dominance"
    assert primary(grown, RULES, is_change=True) == ""
    assert primary(of(90, 1, 1, 1), RULES, is_change=True) == "p"
    assert primary(of(90), RULES, is_change=True) == "threshold"


def test_protection_is_never_less_than_a_step_of_the_figures():
    assert needed(of(3), RULES) == Decimal("0.3")
    assert needed(of(3), RULES, Measure(grain=Decimal(1))) == 1
    assert needed(of(-50, 50), RULES) == 10


def test_every_number_has_its_doubt_until_it_is_adopted():
    numbers = {each.name for each in dataclasses.fields(Parameters)} - {"adopted_by", "thresholds"}
    assert numbers <= set(RULES.doubts) == set(DOUBTS)
    assert Parameters(adopted_by="京人社统发〔2026〕1号").doubts == {}


def test_parameters_can_be_kept_with_a_release():
    rules = Parameters(thresholds=(("train_persons", 4),), adopted_by="x")
    assert Parameters(**json.loads(json.dumps(dataclasses.asdict(rules)))) == rules

"""The monthly form of the monitoring points: every rule speaking up and keeping silent."""

from decimal import Decimal

import pytest

from regulation.indicators import catalogue, edits, reading
from regulation.indicators.edits.filing import Filing
from regulation.indicators.edits.monthly import ratio
from regulation.indicators.entries import monthly
from regulation.indicators.indicator import FormKind
from tests.builders.monitoring import VALUES


def spoken(changes=None, *, previous=None, without=()):
    values = {key: value for key, value in {**VALUES, **(changes or {})}.items() if key not in without}
    return {
        each.rule: each
        for each in edits.examine(Filing(2026, values, previous=previous, form=FormKind.MONTHLY))
    }


def test_a_plain_month_gives_no_cause_to_speak():
    assert spoken() == {}


CASES = [
    ("V080", {"sd_demand_new": 121}, {}),
    ("V081", {"sd_ind_d_c": 71}, {}),
    ("V082", {"sd_salary_p50": 5_999}, {}),
    ("V083", {"sd_dup_rate": Decimal("100.01")}, {}),
    ("V084", {"sd_seek_valid": 601}, {}),
    ("V085", {}, {"previous": {"sd_demand_valid": 59}}),
    ("V085", {}, {"previous": {"sd_demand_valid": 241}}),
    ("V086", {"sd_occ_e_dev": 81}, {}),
    ("V086", {}, {"without": ("sd_occ_e_dev",)}),
    ("V087", {"sd_salary_p25": 6, "sd_salary_p50": 8, "sd_salary_p75": 12}, {}),
    ("V088", {"sd_demand_valid": 0, "sd_demand_new": 0}, {}),
]


@pytest.mark.parametrize(("rule", "changes", "more"), CASES)
def test_the_rule_speaks_up(rule, changes, more):
    found = spoken(changes, **more)
    assert rule in found
    assert found[rule].level is edits.BY_KEY[rule].level
    assert set(found[rule].cells) <= set(catalogue.BY_KEY)


def test_every_monthly_rule_has_a_case():
    assert {rule for rule, _, _ in CASES} == {rule.key for rule in edits.MONTHLY_RULES}


@pytest.mark.parametrize(
    "changes",
    [
        {"sd_demand_new": 120},
        {"sd_salary_p50": 6_000},
        {"sd_dup_rate": Decimal("100.00")},
        {"sd_occ_e_dev": 80},
        {"sd_salary_p25": 1_000, "sd_salary_p50": 1_000},
    ],
)
def test_the_bound_itself_is_allowed(changes):
    assert spoken(changes) == {}


def test_half_and_twice_of_last_month_are_not_asked_about():
    assert "V085" not in spoken(previous={"sd_demand_valid": 60})
    assert "V085" not in spoken(previous={"sd_demand_valid": 240})
    assert "V085" not in spoken({"sd_demand_valid": 29, "sd_seek_valid": 29}, previous={"sd_demand_valid": 1})


def test_the_ratio_is_computed_and_needs_thirty_seekers():
    assert ratio(Decimal(45), Decimal(30)) == Decimal("1.5")
    assert ratio(Decimal(45), Decimal(29)) is None
    assert ratio(None, Decimal(30)) is None
    assert "sd_ratio" not in catalogue.BY_KEY


def test_an_empty_class_is_nobody_and_the_sums_hold():
    assert "sd_ind_d_a" not in VALUES
    assert spoken() == {}
    wrong = spoken({"sd_edu_s_bac": 44})["V081"]
    assert wrong.params["difference"] == Decimal(1)
    assert "sd_seek_valid" in wrong.cells


def test_vacancies_are_not_divided_by_sex():
    """《就业促进法》第二十七条: an employer may not refuse women for their sex, or ask for more of them."""
    assert monthly.BY_KEY["sex"].cells(monthly.DEMAND) == ()
    assert monthly.BY_KEY["sex"].cells(monthly.SEEK) == ("sd_sex_s_m", "sd_sex_s_f")


def test_only_the_monthly_form_asks_it_and_it_asks_nothing_else():
    asked = catalogue.on_form(1, FormKind.MONTHLY)
    assert asked == monthly.INDICATORS
    assert not {each.key for each in asked} & {each.key for each in catalogue.on_form(1)}
    assert [each.place for each in asked if each.place] == list(range(150, 150 + 145 + 1))[: len(asked) - 1]


def test_what_must_be_stated_are_the_totals_and_the_expectation():
    needed = {each.key for each in catalogue.missing(1, {}, form=FormKind.MONTHLY)}
    assert needed == {"sd_demand_new", "sd_demand_valid", "sd_seek_new", "sd_seek_valid", "sd_expect"}


def test_figures_reach_as_far_as_the_last_number():
    assert reading.figures({"sd_demand_new": 3}) == [*[None] * 149, 300]
    assert reading.figures({}) == []

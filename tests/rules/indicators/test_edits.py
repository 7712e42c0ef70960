"""Every edit rule, speaking up and keeping silent."""

from decimal import Decimal

import pytest

from regulation.indicators import edits
from regulation.indicators.edits.filing import Filing, Known, Level
from regulation.indicators.indicator import FormKind
from tests.builders.annual_reports import VALUES

FINE = Known(
    has_licence=True,
    has_filing=True,
    has_dispatch_licence=True,
    may_recruit_online=True,
    branches=0,
    established_year=2015,
)


def spoken(changes=None, *, known=FINE, previous=None, form_is_valid=True, without=()):
    values = {key: value for key, value in {**VALUES, **(changes or {})}.items() if key not in without}
    return {each.rule: each for each in edits.examine(Filing(2025, values, known, previous, form_is_valid))}


def known(**changes):
    from dataclasses import replace

    return replace(FINE, **changes)


def test_a_plain_report_gives_no_cause_to_speak():
    assert spoken() == {}


CASES = [
    ("V001", {}, {"known": known(code_is_valid=False)}),
    ("V002", {}, {"form_is_valid": False}),
    ("V003", {}, {"without": ("biz_types",)}),
    ("V010", {"staff_edu_hs": 4}, {}),
    ("V011", {"staff_qual": 22}, {}),
    ("V012", {"staff_qual": 20, "staff_title": 2}, {}),
    (
        "V013",
        {
            "staff_total": 2,
            "staff_edu_hs": 0,
            "staff_edu_college": 2,
            "staff_edu_post": 0,
            "staff_qual": 1,
            "staff_title": 0,
            "staff_age_35": 2,
            "staff_age_50": 0,
            "staff_age_over": 0,
        },
        {},
    ),
    ("V014", {"staff_age_35": 13}, {}),
    ("V020", {"rev_recruit": Decimal("530.52")}, {}),
    ("V021", {"rev_onbehalf": Decimal("1530.51")}, {}),
    ("V021", {"onbehalf_outsrc": Decimal("1000.01"), "rev_onbehalf": Decimal(1500)}, {}),
    ("V021", {"onbehalf_outsrc": Decimal("700.02")}, {}),
    ("V022", {"rev_recruit": Decimal(0), "rev_outsrc": Decimal("1530.50")}, {}),
    ("V023", {"rev_onbehalf": Decimal("1520.50"), "onbehalf_outsrc": Decimal(1000)}, {}),
    ("V024", {"rev_total": Decimal(50_000)}, {}),
    ("V025", {"rev_total": Decimal(15_305_000)}, {"previous": {"rev_total": Decimal("1530.00")}}),
    ("V025", {}, {"previous": {"rev_total": Decimal(15_300_000)}}),
    ("V026", {"biz_types": ("DISPATCH",), "rev_dispatch": Decimal(100), "onbehalf_dispatch": Decimal(0)}, {}),
    ("V027", {"profit_total": Decimal(600)}, {}),
    ("V028", {"tax_total": Decimal(0)}, {}),
    ("V028", {"tax_total": Decimal(400)}, {}),
    ("V030", {"inst_type": "PUB_TAL"}, {}),
    ("V040", {"fairs_n": 0}, {}),
    ("V040", {"fairs_emp": 0, "fairs_posts": 0, "fairs_seekers": 0}, {}),
    ("V041", {"fairs_emp": 8}, {}),
    ("V041", {"fairs_seekers": 99_999}, {}),
    ("V042", {"fixed_sites_n": 0, "fairs_n": 13}, {}),
    ("V043", {"online_posts": 5, "websites_n": 0}, {}),
    ("V043", {"online_posts": 5}, {"known": known(may_recruit_online=False)}),
    ("V044", {"persons_placed": 2318}, {}),
    ("V045", {"headhunt_success": 10, "rev_headhunt": Decimal(2000)}, {}),
    ("V047", {}, {"known": known(has_licence=False)}),
    ("V048", {"biz_types": ("DISPATCH",)}, {"known": known(has_dispatch_licence=False)}),
    ("V049", {"disp_workers": 10, "rev_dispatch": Decimal(1000)}, {}),
    ("V050", {"train_classes": 10, "train_persons": 20}, {}),
    ("V051", {"emp_served_mfg": 152}, {}),
    ("V060", {"staff_total": 21}, {"previous": {"staff_total": 50}}),
    ("V061", {}, {"previous": VALUES}),
    (
        "V062",
        {
            key: 100
            for key, value in VALUES.items()
            if isinstance(value, int) and not isinstance(value, bool) and value >= 10
        },
        {},
    ),
    ("V064", {"branches_n": 2}, {}),
]


@pytest.mark.parametrize(
    ("rule", "changes", "more"), CASES, ids=[f"{case[0]}-{at}" for at, case in enumerate(CASES)]
)
def test_the_rule_speaks_up(rule, changes, more):
    found = spoken(changes, **more)
    assert rule in found
    assert found[rule].level is edits.BY_KEY[rule].level
    assert found[rule].message % found[rule].params


def test_every_rule_has_a_case_here():
    common = {rule.key for rule in edits.RULES if edits.applies(rule, FormKind.OPERATING)}
    assert {rule for rule, _, _ in CASES} == common


def test_the_sum_is_told():
    found = spoken({"staff_edu_hs": 4})["V010"]
    assert found.message % found.params == "各部分相加为22，与从业人员总数21相差1"
    assert found.arithmetic == ("staff_edu_hs", "staff_edu_college", "staff_edu_post")


@pytest.mark.parametrize(
    ("rule", "changes"),
    [
        ("V011", {"staff_qual": 21}),
        ("V020", {"rev_recruit": Decimal("530.51")}),
        ("V021", {"rev_onbehalf": Decimal("1530.50"), "onbehalf_outsrc": Decimal(1000)}),
        ("V041", {"fairs_n": 1, "fairs_emp": 500, "fairs_seekers": 20_000}),
        ("V042", {"fixed_sites_n": 0, "fairs_n": 12}),
        ("V044", {"persons_placed": 2317}),
        ("V051", {"emp_served_mfg": 151}),
    ],
)
def test_at_its_bound_the_rule_keeps_silent(rule, changes):
    assert rule not in spoken(changes)


@pytest.mark.parametrize(
    "cell", ["staff_total", "staff_edu_hs", "rev_total", "rev_outsrc", "fairs_n", "tax_total"]
)
def test_rules_wait_for_cells_that_are_still_empty(cell):
    assert all(each.level is Level.SOFT for each in spoken(without=(cell,)).values())


def test_a_firm_founded_in_the_year_has_no_last_year():
    young = known(established_year=2025)
    assert "V060" not in spoken(known=young, previous={"staff_total": 500})
    assert "V025" not in spoken(known=young, previous={"rev_total": Decimal(15_300_000)})


def test_the_mistaken_unit_is_offered_by_value():
    found = spoken({"rev_total": Decimal(15_305_000)}, previous={"rev_total": Decimal("1530.00")})["V025"]
    assert found.suggestion == {"rev_total": Decimal("1530.50")}
    other_way = spoken({"rev_total": Decimal("0.15")}, previous={"rev_total": Decimal(1500)})["V025"]
    assert other_way.suggestion == {"rev_total": Decimal(1500)}


def test_a_change_below_the_floor_needs_no_words():
    assert "V060" not in spoken(previous={"staff_total": 11})

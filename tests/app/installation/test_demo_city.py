"""The invented city is shaped like the market the statistics have to cope with (`firms`, `head`, `return_cells`)."""

from collections import Counter
from datetime import date

import pytest

from app import cli
from app.demo import bodies, dispatch_cells, figures, firms, head, monthly_cells, return_cells, returns
from app.demo import city as demonstration
from app.demo.years import Years
from regulation.indicators import catalogue, edits
from regulation.indicators.edits.filing import Filing, Known
from regulation.indicators.indicator import FormKind
from regulation.indicators.options import PUBLIC_TYPES
from regulation.surveys import scoring

TODAY = date(2026, 11, 28)
FIRMS, SEED, YEAR = 3000, 2026, 2025


@pytest.fixture(scope="module")
def city():
    return firms.invent(FIRMS, SEED, TODAY)


@pytest.fixture(scope="module")
def public():
    return bodies.invent(FIRMS, SEED, after=FIRMS)


@pytest.fixture(scope="module")
def revenues(city):
    """In yuan, the largest first."""
    found = (return_cells.of(firm, YEAR, YEAR, SEED).get("rev_total", 0) for firm in city)
    return sorted((float(each) * 10_000 for each in found), reverse=True)


def gini(largest_first):
    ordered = largest_first[::-1]
    n = len(ordered)
    return 2 * sum((at + 1) * each for at, each in enumerate(ordered)) / (n * sum(ordered)) - (n + 1) / n


def test_the_two_largest_have_more_than_half_of_all_revenue(revenues):
    total = sum(revenues)
    assert 0.54 <= sum(revenues[:2]) / total <= 0.58
    assert 0.76 <= sum(revenues[:6]) / total <= 0.80
    assert 0.89 <= sum(revenues[:20]) / total <= 0.93
    assert 0.97 <= gini(revenues) <= 0.985
    assert 380e9 <= total <= 470e9


def test_the_head_is_explicit_and_the_body_is_small(revenues):
    bands = Counter(
        "giant" if each >= 100e9 else "ten" if each >= 10e9 else "one" if each >= 1e9 else "body"
        for each in revenues
    )
    assert (bands["giant"], bands["ten"], bands["one"]) == (2, 4, 14)
    body = sorted(each for each in revenues if 0 < each < 1e9)
    assert 2.4e6 <= body[len(body) // 2] <= 3.6e6


def test_three_online_recruiters_have_a_hundred_million_users(city):
    users = [
        return_cells.of(firm, year, YEAR, SEED).get("online_users", 0)
        for firm in city
        for year in (2024, 2025)
    ]
    assert sum(each >= 100_000_000 for each in users) == 6
    assert sum(0 < each < 100_000_000 for each in users) == 0


def test_types_districts_and_lines_are_those_of_the_scenario(city, public):
    n = len(city)
    types = Counter(firm.inst_type for firm in city)
    for kind, share in (("ENT_PRIV", 0.86), ("ENT_SOE", 0.05), ("ENT_FOR", 0.03), ("NPO_OTH", 0.04)):
        assert types[kind] / n == pytest.approx(share, abs=0.015), kind
    districts = Counter(firm.area for firm in city)
    for area, share in (("110105", 0.30), ("110108", 0.18), ("110106", 0.09), ("BDA", 0.03)):
        assert districts[area] / n == pytest.approx(share, abs=0.025), area
    lines = Counter(line for firm in city for line in firm.lines)
    for line, share in (("RECRUIT", 0.70), ("OUTSRC", 0.45), ("DISPATCH", 0.38), ("ASSESS", 0.07)):
        assert lines[line] / n == pytest.approx(share, abs=0.035), line
    assert len(public) == pytest.approx(380, abs=2)
    assert {firm.inst_type for firm in public} == PUBLIC_TYPES
    branches = sum(any(each.kind == "branch_report" for each in firm.registered) for firm in city)
    assert branches / n == pytest.approx(0.02, abs=0.01)


def test_one_group_has_the_largest_firm_and_five_subsidiaries(city):
    group = [firm for firm in city if firm.group]
    assert len(group) == 1 + head.SUBSIDIARIES
    assert [firm.rank for firm in group if firm.rank] == [1]


def test_every_return_is_complete_and_no_hard_edit_speaks(city, public):
    looked = Known(has_licence=True, has_filing=True, has_dispatch_licence=True, branches=0)
    asked_about = 0
    for firm in [*city, *public]:
        values = return_cells.of(firm, YEAR, YEAR, SEED)
        assert catalogue.missing(2, values, form=FormKind.RETURN) == [], firm.name
        found = edits.examine(Filing(YEAR, values, looked, form=FormKind.RETURN))
        assert edits.hard(found) == [], firm.name
        asked_about += bool(found)
        if firm.is_public:
            assert not any(key.startswith(("rev_", "onbehalf_")) for key in values)
    assert asked_about < len(city) * 0.45


def test_dispatched_workers_add_up_over_industries(city):
    for firm in city:
        values = return_cells.of(firm, YEAR, YEAR, SEED)
        if "disp_workers" in values:
            parts = [value for key, value in values.items() if key.startswith("disp_ind_")]
            assert (sum(parts), min(parts) >= 0, len(parts)) == (values["disp_workers"], True, 19)


def test_reports_on_dispatch_are_complete_and_agree_with_the_operating_report(city):
    looked = Known(has_dispatch_licence=True)
    for firm in city:
        if "DISPATCH" not in firm.lines:
            continue
        values = dispatch_cells.of(firm, YEAR, YEAR, SEED)
        assert catalogue.missing(1, values, form=FormKind.DISPATCH) == [], firm.name
        found = edits.examine(Filing(YEAR, values, looked, form=FormKind.DISPATCH))
        assert edits.hard(found) == [], firm.name
        operating = figures.of(firm, YEAR, YEAR, SEED)
        assert all(
            values[key] == operating[key]
            for key in dispatch_cells.SHARED
            if key in operating and key in values
        )


@pytest.mark.parametrize("stratum", ["public", "platform", "expansion-staffing", "ecological-search"])
def test_a_month_of_a_monitoring_point_is_complete_and_adds_up(stratum):
    for at in range(60):
        number, month = f"F{at:07}", f"{2024 + at // 24}-{at % 12 + 1:02}"
        values = monthly_cells.of(number, stratum, month, SEED)
        assert catalogue.missing(1, values, form=FormKind.MONTHLY) == []
        found = edits.examine(Filing(int(month[:4]), values, form=FormKind.MONTHLY))
        assert edits.hard(found) == [], (number, month)
        assert monthly_cells.of(number, stratum, month, SEED) == values


def test_the_same_seed_is_the_same_city(city, public):
    assert firms.invent(FIRMS, SEED, TODAY) == city
    assert bodies.invent(FIRMS, SEED, after=FIRMS) == public
    assert return_cells.of(city[7], YEAR, YEAR, SEED) == return_cells.of(city[7], YEAR, YEAR, SEED)
    assert firms.invent(FIRMS, SEED + 1, TODAY) != city


def test_a_firm_has_one_code_and_one_name(city, public):
    every = [*city, *public]
    for key in ("uscc", "name", "id"):
        assert len({getattr(firm, key) for firm in every}) == len(every), key


@pytest.mark.parametrize(
    ("today", "complete", "collecting"),
    [
        (date(2026, 11, 28), (2023, 2024, 2025), None),
        (date(2026, 10, 31), (2022, 2023, 2024), 2025),
        (date(2027, 1, 1), (2023, 2024, 2025), 2026),
    ],
)
def test_a_year_is_complete_in_the_autumn_after_it(today, complete, collecting):
    years = Years.on(today)
    assert (years.complete, years.collecting) == (complete, collecting)


@pytest.mark.parametrize("seed", [1, 2, 3, SEED])
def test_in_the_smallest_city_too_nobody_of_the_largest_is_missing(seed):
    """Of the largest no figure is estimated: no year is frozen while one of theirs has not come."""
    smallest = firms.invent(cli.LEAST_FIRMS, seed, TODAY)
    may_be_missing = returns.small(smallest, TODAY)
    asked = [each for each in smallest if each.registered and not each.dead]
    for year in (2024, YEAR):
        revenue = {each.id: return_cells.of(each, year, YEAR, seed).get("rev_total", 0) for each in asked}
        largest = sorted(revenue, key=lambda each: revenue[each], reverse=True)[: scoring.TOP.on(TODAY)]
        assert not may_be_missing & set(largest)
    assert may_be_missing
    own = demonstration.firms_of_sign_ins(smallest, TODAY)
    assert own["firm-signatory"] in may_be_missing
    assert own["firm2-signatory"] not in {each.id for each in asked}

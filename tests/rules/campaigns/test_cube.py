"""A case counted by hand: two districts, three departments, what is not known, and one firm visited twice."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import combinations

import pytest

from regulation.campaigns.rules import comparing, cube, tallies
from regulation.campaigns.rules.comparing import Year
from regulation.campaigns.rules.cube import Cell, Fact
from regulation.campaigns.rules.tallies import Line, Scope
from regulation.campaigns.status import Dimension, Measure, Target

SEP, OCT = date(2026, 9, 14), date(2026, 10, 8)
CHAOYANG, HAIDIAN = "110105", "110108"


def visit(day, area, party, outcome="no_problem", target="agency"):
    return Fact("visits", day, area, "hrss", target, "", outcome, Decimal(1), party)


FACTS = [
    visit(SEP, CHAOYANG, "firm a"),
    visit(SEP, CHAOYANG, "firm b", "ordered"),
    visit(OCT, CHAOYANG, "firm b", "corrected"),
    visit(OCT, HAIDIAN, "firm b", "no_problem", "dispatch"),
    Fact("orders", SEP, CHAOYANG, "hrss", "agency", "V-10", "served"),
    Fact("cases", OCT, CHAOYANG, "hrss", "unlicensed", "V-01", "served"),
    Fact("fines", OCT, CHAOYANG, "hrss", "unlicensed", "V-01", "served", Decimal("10000.50")),
    Fact("refunds", OCT, CHAOYANG, "hrss", "unlicensed", "V-01", "served", Decimal("1200.00")),
    Fact("refunds", OCT, HAIDIAN, "police", "", "", "", Decimal("300.25")),
    Fact("refunds", OCT, CHAOYANG, "police", "", "", "", None),
    Fact("visits", OCT, CHAOYANG, "police", "market", "", "", Decimal(40)),
    Fact("units", OCT, CHAOYANG, "police", "market", "", "", Decimal(35)),
    Fact("persons", OCT, CHAOYANG, "police", "", "", "", Decimal(120)),
    Fact("persons", OCT, HAIDIAN, "market", "", "", "", None),
]


def test_counted_by_hand():
    table = cube.roll_up(FACTS, "visits", "area", "month")
    assert table.rows == (CHAOYANG, HAIDIAN)
    assert table.columns == ("2026-09", "2026-10")
    assert {key: cell.value for key, cell in table.cells.items()} == {
        (CHAOYANG, "2026-09"): 2,
        (CHAOYANG, "2026-10"): 41,
        (HAIDIAN, "2026-10"): 1,
    }
    assert table.row_totals[CHAOYANG] == Cell(Decimal(43))
    assert table.column_totals["2026-10"] == Cell(Decimal(42))
    assert table.total == Cell(Decimal(44))


def test_a_firm_visited_thrice_is_one_unit_in_its_district_and_in_the_city():
    table = cube.roll_up(FACTS, "units", "area")
    # Chaoyang: firms a and b, and 35 that the police reported as units; its 40 visits say nothing of units.
    assert table.row_totals == {CHAOYANG: Cell(Decimal(37)), HAIDIAN: Cell(Decimal(1))}
    # b stands in both districts and is one firm in the city: totals are counted, not added.
    assert table.total == Cell(Decimal(37))


def test_who_reported_visits_and_no_units_visited_units_that_are_not_known():
    facts = [each for each in FACTS if each.measure != "units"]
    table = cube.roll_up(facts, "units", "area")
    assert table.row_totals == {CHAOYANG: Cell(Decimal(2), 1), HAIDIAN: Cell(Decimal(1))}
    only_theirs = [each for each in facts if each.department == "police"]
    assert cube.totals(only_theirs)["units"] == Cell(None, 1)


def test_what_is_not_known_is_not_nothing():
    table = cube.roll_up(FACTS, "persons", "department", row_keys=["hrss", "police", "market"])
    assert table.rows == ("hrss", "police", "market")
    assert table.row_totals.get("hrss") is None
    assert table.row_totals["market"] == Cell(None, 1)
    assert table.total == Cell(Decimal(120), 1)
    refunds = cube.roll_up(FACTS, "refunds", "area")
    assert refunds.row_totals[CHAOYANG] == Cell(Decimal("1200.00"), 1)
    assert refunds.total == Cell(Decimal("1500.25"), 1)


def test_our_records_know_that_there_was_nothing_and_others_do_not():
    found = cube.totals(FACTS)
    assert found["revoked"] == Cell(Decimal(0))
    assert found["exposed"] == Cell()
    assert cube.totals([])["units"] == Cell(Decimal(0))


def test_who_takes_part_and_reported_nothing_is_named():
    assert cube.silent(FACTS, ["hrss", "police", "market", "telecom"]) == ["telecom"]


@pytest.mark.parametrize(("rows", "columns"), list(combinations(Dimension, 2)))
@pytest.mark.parametrize("measure", [each for each in Measure if each is not Measure.UNITS])
def test_every_pair_of_dimensions_adds_up_to_the_same(measure, rows, columns):
    table = cube.roll_up(FACTS, measure, rows, columns)
    cells = table.cells.values()
    assert sum(cell.value or 0 for cell in cells) == (table.total.value or 0)
    assert sum(cell.unknown for cell in cells) == table.total.unknown
    assert sum(cell.value or 0 for cell in table.row_totals.values()) == (table.total.value or 0)


def test_what_is_frozen_comes_back_and_names_nobody():
    kept = cube.frozen(FACTS)
    again = cube.thawed(kept)
    assert cube.totals(again) == cube.totals(FACTS)
    assert cube.roll_up(again, "units", "area") == cube.roll_up(FACTS, "units", "area")
    assert {each[-1] for each in kept} == {"", "1", "2"}


def test_the_whole_cube_by_place():
    lines = cube.grouped(FACTS)
    assert sum(cell.value for place, cell in lines if place.measure == "visits") == 44
    assert {place.day.day for place, _ in lines} == {1}
    assert [place.measure for place, _ in lines] == sorted(
        (place.measure for place, _ in lines), key=list(Measure).index
    )


# --- Beside earlier years ---------------------------------------------------------------------------------


def totals(**said):
    return {measure: Cell(Decimal(value)) for measure, value in said.items()}


def test_years_side_by_side():
    years = [
        Year(2024, totals(visits=100, cases=0), from_paper=True, source="总结"),
        Year(2025, {**totals(visits=80, cases=4), "fines": Cell(Decimal(5), 1)}),
        Year(2026, totals(visits=120, cases=5, fines=10)),
    ]
    lines = {line.measure: line for line in comparing.compared(years)}
    assert lines["visits"].change == Decimal("50.0")
    assert lines["cases"].change == Decimal("25.0")
    # Of a sum with a part unknown nobody can say how it changed.
    assert lines["fines"].change is None
    assert lines["fines"].cells[0] == Cell()
    assert "persons" not in lines


def test_from_nothing_there_is_no_percentage():
    assert comparing.compared([Year(2025, totals(cases=0)), Year(2026, totals(cases=3))])[0].change is None
    assert comparing.compared([Year(2026, totals(cases=3))])[0].change is None


def test_what_was_counted_here_holds_before_what_was_copied():
    own, paper = [Year(2025, totals(visits=80))], [Year(2024, {}, True), Year(2025, {}, True)]
    found = comparing.merged([*own, Year(2026, {})], paper, before=2026)
    assert [(each.year, each.from_paper) for each in found] == [(2024, True), (2025, False)]


# --- What a department may report --------------------------------------------------------------------------

SCOPE = Scope(
    ["hrss", "police"], [CHAOYANG], ["agency", "market"], ["V-01"], date(2026, 9, 1), date(2026, 11, 30)
)
TODAY = date(2026, 10, 9)


def problems(**said):
    line = {
        "day": OCT, "department": "police", "area": CHAOYANG, "target": "market", "violation": "", "measure": "persons",
        "value": Decimal(12), "source": "函",
    }  # fmt: skip
    return set(tallies.problems(Line(**{**line, **said}), SCOPE, TODAY))


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({}, set()),
        ({"value": None}, set()),
        ({"value": Decimal(0)}, set()),
        ({"day": TODAY}, set()),
        ({"day": date(2026, 10, 10)}, {"day"}),
        ({"day": date(2026, 8, 31)}, {"day"}),
        ({"department": "telecom"}, {"department"}),
        ({"area": HAIDIAN}, {"area"}),
        ({"target": "employer"}, {"target"}),
        ({"violation": "V-02"}, {"violation"}),
        ({"violation": "V-01", "target": ""}, set()),
        ({"measure": "nonsense"}, {"measure"}),
        ({"value": Decimal("1.5")}, {"value"}),
        ({"value": Decimal(-1)}, {"value"}),
        ({"value": tallies.MOST + 1}, {"value"}),
        ({"measure": "fines", "value": Decimal("1.50")}, set()),
        ({"measure": "fines", "value": Decimal("1.505")}, {"value"}),
        ({"source": " "}, {"source"}),
        # Ours are counted from the records: entered as well they would be counted twice.
        ({"department": "hrss", "measure": "visits"}, {"measure"}),
        ({"department": "hrss", "measure": "persons"}, set()),
    ],
)
def test_a_line_is_of_the_campaign(said, wrong):
    assert problems(**said) == wrong


@pytest.mark.parametrize(
    ("held", "capacities", "target"),
    [
        ({"hr_licence"}, set(), Target.AGENCY),
        ({"hr_licence", "dispatch_licence"}, set(), Target.AGENCY),
        ({"dispatch_licence"}, {"dispatcher"}, Target.DISPATCH),
        (set(), {"dispatcher"}, Target.DISPATCH),
        (set(), {"employer", "user_unit"}, Target.EMPLOYER),
        (set(), {"employer", "agency"}, Target.UNLICENSED),
        (set(), set(), Target.UNLICENSED),
    ],
)
def test_whom_a_matter_is_about(held, capacities, target):
    assert tallies.target_of(held, capacities) is target
    assert tallies.target_of(held, capacities, is_account=True) is Target.ACCOUNT

"""T16 counted by hand: who responded, what is imputed, what the edits found; and no rate that tells one unit's revenue."""

from decimal import Decimal

import pytest

from regulation.surveys.queries.quality import Filled
from reports.statistics import t16_quality
from tests.builders.microdata import microdata, unit

CHAOYANG, HAIDIAN, DONGCHENG = "110105", "110108", "110101"


def city(*more, **changes):
    """Four respondents (one nil) and four silent in Chaoyang, three imputed; eight in Haidian, half of them silent."""
    units = [unit(f"a{at}", rev_total=100) for at in range(3)] + [unit("a3", nil=True)]
    units += [unit(f"b{at}", state="I") for at in range(3)] + [unit("b3", state="M")]
    units += [unit(f"c{at}", district=HAIDIAN, rev_total=50) for at in range(4)]
    units += [unit(f"d{at}", district=HAIDIAN, state="I") for at in range(4)]
    imputed = [(2025, f"b{at}", "rev_total", "ratio", 100) for at in range(3)]
    imputed += [(2025, f"d{at}", "rev_total", "ratio", 50) for at in range(4)]
    return microdata(*units, *more, imputed=imputed)


def row_of(table, row):
    return {column.key: table.cell(row, column.key) for column in table.columns}


def test_units_are_counted_by_how_they_answered():
    row = row_of(t16_quality.of(2025, city(), []), CHAOYANG)
    assert {key: row[key].value for key in ("population", "responded", "nil", "imputed", "missing")} == {
        "population": 8,
        "responded": 4,
        "nil": 1,
        "imputed": 3,
        "missing": 1,
    }
    assert row["rate"].value == 50
    assert row["by_revenue"].value == 50, "300 reported of 600 with estimates"


def test_city_types_and_districts_add_up():
    table = t16_quality.of(2025, city(unit("p1", kind="PUB_EMP", district=DONGCHENG)), [])
    population = {row.key: table.cell(row.key, "population").value for row in table.rows}
    assert population["total"] == 17
    assert population["PRIVATE"] + population["PUBLIC"] == 17
    assert sum(n for key, n in population.items() if key.isdigit() or key == "BDA") == 17


def test_response_of_the_table_is_that_of_the_city():
    table = t16_quality.of(2025, city(), [])
    assert (table.response.responded, table.response.in_scope) == (8, 16)
    assert table.response.by_revenue == Decimal(50_000) / Decimal(100_000)


@pytest.mark.parametrize("state", ["A", "I"])
def test_a_rate_by_revenue_with_one_unit_on_a_side_is_withheld_and_another_with_it(state):
    lonely = [unit("x0", district=DONGCHENG, rev_total=7, state=state)]
    lonely += [
        unit(f"y{at}", district=DONGCHENG, rev_total=9, state="I" if state == "A" else "A") for at in range(3)
    ]
    table = t16_quality.of(2025, city(*lonely), [])
    assert table.cell(DONGCHENG, "by_revenue").is_suppressed
    hidden = [row.key for row in table.rows if table.cell(row.key, "by_revenue").is_suppressed]
    assert len(hidden) == 2
    assert not table.cell("total", "by_revenue").is_suppressed


def test_that_the_only_respondent_reported_nil_is_not_told():
    table = t16_quality.of(2025, city(unit("x0", district=DONGCHENG, nil=True)), [])
    assert table.cell(DONGCHENG, "nil").is_suppressed
    assert table.cell(DONGCHENG, "responded").value == 1


def test_edits_are_counted_per_hundred_returns():
    filled = [
        Filled(CHAOYANG, "ENT_PRIV", returns=4, explained=2, sent_back=1),
        Filled(HAIDIAN, "ENT_PRIV", returns=4, explained=0, sent_back=1),
    ]
    table = t16_quality.of(2025, city(), filled)
    assert table.cell(CHAOYANG, "explained").value == 50
    assert table.cell(CHAOYANG, "sent_back").value == 25
    assert table.cell("total", "sent_back").value == 25
    assert table.cell(HAIDIAN, "explained").shown() == "-"


def test_a_district_without_units_has_counts_of_nothing_and_no_rates():
    row = row_of(t16_quality.of(2025, city(), []), DONGCHENG)
    assert row["population"].shown() == "-"
    assert row["rate"].value is None
    assert row["by_revenue"].value is None

"""The quarter's tables, against a small market counted by hand; and what may not be told."""

from dataclasses import replace
from decimal import Decimal

import pytest

from regulation.surveys.estimation import Asked, Quarter
from regulation.surveys.queries.monitoring import Collected
from reports.statistics import monitoring
from reports.statistics.disclosure import TOTAL, Parameters, fact
from reports.statistics.monitoring import Earlier, Vintage, of_collected
from reports.statistics.monitoring_protection import Before
from tests.builders.monitoring import VALUES

NOTHING = Earlier({}, {})
NUMBERS = {key: Decimal(value) for key, value in VALUES.items() if not isinstance(value, str)}


def scaled(by, **changes):
    return {key: value * by for key, value in NUMBERS.items()} | {
        key: Decimal(value) for key, value in changes.items()
    }


def point(unit, stratum, population, values, *, district="110101", expects="same", months=(1, 2, 3)):
    return [Asked(unit, stratum, at, population, values, expects, district) for at in months]


def market(*, publics=4, others=8, missing=0):
    """Public institutions of one size, a sample of half the others, all alike: 120 vacancies, 100 seekers, new 70 and 60."""
    rows = []
    for at in range(publics):
        rows += point(f"p{at}", "public", publics, NUMBERS)
    for at in range(others):
        answer = None if at < missing else NUMBERS
        rows += point(f"o{at}", "core-recruit", 2 * others, answer)
    return rows


def collected(rows, *, year=2026, number=1, groups=None):
    units = {each.unit for each in rows}
    return Collected(
        year,
        number,
        Quarter(rows),
        groups or {unit: unit for unit in units},
        ("2026-01", "2026-02", "2026-03"),
        "d" * 64,
    )


def report(rows, earlier=NOTHING, **more):
    return of_collected(collected(rows, **more), earlier, Parameters())


def test_totals_by_channel_add_up_and_bear_points_and_answers():
    table = report(market()).table("channels")
    # A point's quarter: 120 + 70 + 70 = 260 vacancies, 100 + 60 + 60 = 220 seekers. Weights 1 and 2.
    assert table.cell("public", "demand").value == 4 * 260
    assert table.cell("other", "demand").value == 16 * 260
    assert table.cell(TOTAL, "demand").value == 20 * 260
    assert table.cell(TOTAL, "seekers").value == 20 * 220
    assert table.cell(TOTAL, "ratio").shown() == "1.18"
    assert table.cell(TOTAL, "points").value == 12
    assert table.cell(TOTAL, "response").value == 100
    assert any("不可比" in note.zh for note in table.notes)


def test_non_respondents_are_weighted_for_and_counted():
    table = report(market(missing=4)).table("channels")
    assert table.cell("other", "demand").value == 16 * 260
    assert table.cell("other", "answered").value == 4
    assert table.cell("other", "response").value == 50


def test_changes_are_between_printed_figures_in_points():
    """As printed elsewhere: 2.13, -0.01 on last quarter, +0.27 on the year before."""
    earlier = Earlier(
        {("channels", TOTAL, "ratio"): Decimal("1.19"), ("by-edu", "bac", "demand_share"): Decimal("30.00")},
        {("channels", TOTAL, "ratio"): Decimal("0.91")},
    )
    found = report(market(), earlier)
    table = found.table("channels")
    assert table.cell(TOTAL, "ratio_quarter").value == Decimal("-0.01")
    assert table.cell(TOTAL, "ratio_year").value == Decimal("0.27")
    assert table.cell("public", "ratio_year").value is None
    # 40 of 120 vacancies ask for a bachelor: 33.33 %.
    assert found.table("by-edu").cell("bac", "demand_share").shown() == "33.33"
    assert found.table("by-edu").cell("bac", "demand_share_quarter").value == Decimal("3.33")


@pytest.mark.parametrize(("key", "side"), [("by-ind", "demand"), ("by-nat", "demand"), ("by-sex", "seekers")])
def test_classes_of_one_side_have_no_ratio(key, side):
    table = report(market()).table(key)
    assert {each.key.split("_")[0] for each in table.columns} == {side}
    assert round(sum(cell.value or 0 for cell in table.cells if cell.column == side), 9) == 20 * (
        260 if side == "demand" else 220
    )


def test_shortages_are_ranked_by_their_gap():
    table = report(market()).table("shortages")
    # Of 120 vacancies 80 for developers and 40 for carers; of 100 seekers 50 developers and no carer.
    assert [row.key for row in table.rows] == ["car", "dev"]
    gap = table.cell("car", "gap").rounded()
    assert gap == 1733
    assert table.cell("car", "ratio").value is None


def test_the_index_and_the_pay():
    table = report(market()).table("expectation")
    assert table.cell(TOTAL, "index").value == 50
    assert table.cell(TOTAL, "pay").value == 8000


# --- what may not be told ---------------------------------------------------------------------------


def test_two_platforms_alone_are_not_shown_nor_can_they_be_recomputed():
    rows = [*market(), *point("x", "platform", 2, scaled(3)), *point("y", "platform", 2, scaled(3))]
    table = report(rows).table("channels")
    hidden = {row.key for row in table.rows if table.cell(row.key, "demand").is_suppressed}
    assert "platform" in hidden
    assert len(hidden) >= 2
    assert TOTAL not in hidden
    for row in hidden:
        for column in ("demand", "seekers", "ratio", "error"):
            assert table.cell(row, column).value is None, (row, column)


def test_a_giant_in_a_class_hides_the_class_and_another():
    giant = scaled(1, sd_nat_d_priv=0, sd_nat_d_soe=30, sd_nat_d_hmt=90)
    plain = scaled(1, sd_nat_d_priv=89, sd_nat_d_soe=30, sd_nat_d_hmt=1)
    rows = [*point("g", "public", 5, giant)]
    for at in range(4):
        rows += point(f"p{at}", "public", 5, plain)
    table = report(rows).table("by-nat")
    assert table.cell("hmt", "demand").is_suppressed
    assert table.cell("hmt", "demand_share").value is None
    others = [
        row.key for row in table.rows if row.key != "hmt" and table.cell(row.key, "demand").is_suppressed
    ]
    assert others


def test_firms_of_one_enterprise_group_are_one_contributor():
    rows = market(publics=4, others=8)
    apart = report(rows).table("channels")
    assert not apart.cell("public", "demand").is_suppressed
    units = {each.unit for each in rows}
    together = {unit: "one" if unit.startswith("p") else unit for unit in units}
    assert report(rows, groups=together).table("channels").cell("public", "demand").is_suppressed


def test_a_rough_ratio_is_not_shown():
    rows = [
        *point("a", "core-recruit", 400, scaled(1, sd_demand_new=0, sd_demand_valid=600)),
        *point("b", "core-recruit", 400, scaled(1, sd_demand_new=0, sd_demand_valid=20)),
        *point("c", "core-recruit", 400, scaled(1, sd_demand_new=0, sd_demand_valid=10)),
        *point("d", "core-recruit", 400, scaled(1, sd_demand_new=0, sd_demand_valid=15)),
    ]
    cell = report(rows).table("channels").cell(TOTAL, "ratio")
    assert cell.shown() in {"F", "x"}
    assert cell.value is None


def test_the_same_filings_give_the_same_hash_and_other_rules_another():
    rows = market()
    one, same = report(rows), report(rows)
    assert one.snapshot_hash == same.snapshot_hash
    assert of_collected(collected(rows), NOTHING, Parameters(threshold=4)).snapshot_hash != one.snapshot_hash
    other = replace(collected(rows), digest="e" * 64)
    assert of_collected(other, NOTHING, Parameters()).snapshot_hash != one.snapshot_hash


def test_every_table_speaks_both_languages():
    for table in report(market()).tables:
        for each in (table.title, table.definition, table.stub, table.source, *table.notes):
            assert each.zh
            assert each.en
            assert each.en.isascii() or "÷" in each.en or "“" in each.en, each.en
        assert len({row.key for row in table.rows}) == len(table.rows)
        assert {cell.column for cell in table.cells} <= {column.key for column in table.columns}


def test_the_series_of_the_quarters_are_apart():
    assert [monitoring.series_of(each) for each in (1, 4)] == ["monitoring-q1", "monitoring-q4"]
    assert monitoring.quarters_before(2026, 1) == ((2025, 4), (2025, 1))
    assert monitoring.quarters_before(2026, 3) == ((2026, 2), (2025, 3))


def test_what_an_earlier_vintage_withheld_stays_withheld_and_what_it_printed_is_out():
    rows = market()
    first = report(rows)
    hidden = fact("sd_demand_valid", 2026, channel="public", quarter="1")
    assert hidden not in first.withheld
    again = of_collected(collected(rows), NOTHING, Parameters(), Before(withheld=frozenset({hidden})))
    assert again.withheld[hidden] == "earlier"
    assert len(again.withheld) >= 2


def test_a_quarter_that_is_protected_passes_the_attacker():
    rows = [*market(), *point("x", "platform", 2, scaled(3)), *point("y", "platform", 2, scaled(3))]
    found = report(rows)
    assert found.withheld
    assert found.breaches == ()


def test_a_figure_that_was_printed_and_tells_one_firms_is_refused():
    rows = [*market(), *point("x", "platform", 2, scaled(3)), *point("y", "platform", 2, scaled(3))]
    told = fact("sd_demand_valid", 2026, channel="platform", quarter="1")
    exposed = of_collected(collected(rows), NOTHING, Parameters(), Before(published={told: Decimal(6 * 260)}))
    assert exposed.breaches


# --- A later vintage of a quarter -------------------------------------------------------------------------


def again(first_rows, second_rows):
    """The second vintage, and what its reader can subtract: the figures that both print, with how much they moved."""
    first = report(first_rows)
    printed = {at: each.total for at, each in monitoring._facts_of(collected(first_rows)).aggregates.items()}
    told = {at: value for at, value in printed.items() if at not in first.withheld}
    out = Vintage("1", frozenset(told), collected(first_rows))
    second = replace(collected(second_rows), digest="e" * 64)
    found = of_collected(second, NOTHING, Parameters(), Before(told, frozenset(first.withheld)), [out])
    now = {at: each.total for at, each in monitoring._facts_of(second).aggregates.items()}
    moved = {at: now[at] - told[at] for at in told if at not in found.withheld and now[at] != told[at]}
    return found, moved


def test_one_point_that_corrects_is_not_told_by_subtraction():
    """A public institution says 90 more: every figure it moved alone is withheld, or the quarter is not published."""
    rows = market()
    corrected = [
        replace(each, answer=scaled(1, sd_demand_valid=210)) if each.unit == "p0" else each for each in rows
    ]
    found, moved = again(rows, corrected)
    assert found.breaches or not moved
    # Without the look at the vintage before, its correction would have been printed.
    blind = of_collected(collected(corrected), NOTHING, Parameters())
    assert fact("sd_demand_valid", 2026, channel="public", quarter="1") not in blind.withheld


def test_one_point_that_answers_late_is_not_told_by_subtraction():
    found, moved = again(market(missing=1), market())
    assert found.breaches or not moved


def test_many_points_that_correct_hide_each_other():
    rows = market(publics=8)
    corrected = [
        replace(each, answer=scaled(1, sd_demand_valid=130)) if each.unit.startswith("p") else each
        for each in rows
    ]
    found, moved = again(rows, corrected)
    assert found.breaches == ()
    assert moved
    assert not found.withheld


def test_the_same_answers_again_print_the_same():
    rows = [*market(), *point("x", "platform", 2, scaled(3)), *point("y", "platform", 2, scaled(3))]
    found, moved = again(rows, rows)
    assert moved == {}
    assert found.breaches == ()
    assert set(found.withheld) == set(report(rows).withheld)

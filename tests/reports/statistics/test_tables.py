"""The tables against cities counted by hand."""

from decimal import Decimal

import pytest

from regulation import database
from regulation.actor import SYSTEM
from regulation.annual_reports import bulk
from regulation.annual_reports.status import Status
from reports.statistics import (
    book,
    disclosure,
    firms_by_type,
    main_indicators,
    population,
    staff_by_education,
)
from reports.statistics.disclosure import TOTAL, Parameters
from tests.builders.annual_reports import NOW

RULES = Parameters(threshold=5)


def shown(table):
    return {(cell.row, cell.column): cell.shown() for cell in table.cells}


async def test_main_indicators_add_up(plain_city):
    table = shown(await main_indicators.compute(2025, RULES))
    assert table["institutions", "2025"] == "12"
    assert table["staff_total", "2025"] == "288"  # 6*13+15 and 6*30+15
    assert table["rev_total", "2025"] == "0.18"  # 615 + 1200 万元 in 亿元
    assert table["rev_onbehalf", "2025"] == "0.02"
    assert table["rev_net", "2025"] == "0.16"
    assert table["fairs_n", "2025"] == "-", "nobody held one"


async def test_institutions_by_type_and_district(plain_city):
    table = shown(await firms_by_type.compute(2025, RULES))
    assert table[TOTAL, TOTAL] == "12"
    assert table["110105", "PRIVATE"] == "4"
    assert table["110108", "PRIVATE"] == "2"
    assert table["110101", "SOE"] == "6"
    assert table["110101", "PRIVATE"] == "-"
    assert table[TOTAL, "SOE"] == "6"
    assert table["BDA", TOTAL] == "-"


async def test_staff_by_education(plain_city):
    table = shown(await staff_by_education.compute(2025, RULES))
    assert table["PRIVATE", TOTAL] == "93"
    assert table["PRIVATE", "staff_edu_hs"] == "12"
    assert table["PRIVATE", "staff_edu_college"] == "75"
    assert table["SOE", "staff_edu_post"] == "45"
    assert table[TOTAL, TOTAL] == "288"
    assert "x" not in table.values()


@pytest.mark.parametrize("status", [Status.DRAFT, Status.RETURNED])
async def test_a_draft_and_a_returned_report_do_not_count_and_a_submitted_one_does(plain_city, status):
    await plain_city.filer(status=status, edu=(1, 1, 1))
    await plain_city.filer(status=Status.SUBMITTED, edu=(2, 2, 2))
    table = shown(await main_indicators.compute(2025, RULES))
    assert table["institutions", "2025"] == "13"
    assert table["staff_total", "2025"] == "294"


async def test_coverage_counts_reports_of_the_firms_in_scope(plain_city):
    await plain_city.firm()
    outside = await plain_city.firm(licensed=False)
    await plain_city.report(outside, edu=(0, 1, 0))
    covered = await population.coverage(2025)
    assert (covered.counted, covered.in_scope) == (12, 13)
    assert f"{covered.share:.3f}" == "0.923"


async def test_tables_and_coverage_count_the_same_firms(plain_city):
    """Of 16 firms two owed nothing on 31 December 2025, although they filed, and two of the others did not file."""
    left = await plain_city.filer(edu=(0, 7, 0), rev_total=Decimal(900))
    await database.execute(
        "update registration_entry set ended_on = '2025-12-31', status = 'cancelled' where firm = $1", left
    )
    never = await plain_city.firm(licensed=False)
    await plain_city.report(never, edu=(0, 11, 0), rev_total=Decimal(900))
    last_day = await plain_city.firm(organ="110108")
    await database.execute(
        "update registration_entry set ended_on = '2026-01-01', status = 'cancelled' where firm = $1",
        last_day,
    )
    await plain_city.firm()
    computed = await book.compute(2025, RULES)
    assert (computed.coverage.counted, computed.coverage.in_scope) == (12, 14)
    by_type = shown(computed.table(firms_by_type.KEY))
    assert by_type[TOTAL, TOTAL] == "12"
    assert by_type["110105", "PRIVATE"] == "4"
    main = shown(computed.table(main_indicators.KEY))
    assert main["institutions", "2025"] == "12"
    assert main["staff_total", "2025"] == "288"
    assert main["rev_total", "2025"] == "0.18"
    assert shown(computed.table(staff_by_education.KEY))[TOTAL, TOTAL] == "288"


async def test_a_firm_that_leaves_the_scope_changes_the_hash_with_the_cells(plain_city):
    before = await book.compute(2025, RULES)
    await database.execute(
        "update registration_entry set ended_on = '2025-06-30', status = 'cancelled' where firm = $1",
        plain_city.firms[0],
    )
    after = await book.compute(2025, RULES)
    assert shown(after.table(firms_by_type.KEY))[TOTAL, TOTAL] == "11"
    assert after.snapshot_hash != before.snapshot_hash


async def test_years_stand_side_by_side(plain_city):
    for firm in plain_city.firms[:5]:
        await plain_city.report(firm, year=2024, edu=(1, 5, 1))
    table = await main_indicators.compute(2025, RULES)
    assert [column.key for column in table.columns] == ["2024", "2025"]
    assert shown(table)["staff_total", "2024"] == "35"
    only_before = await main_indicators.compute(2024, RULES)
    assert [column.key for column in only_before.columns] == ["2024"]


# --- disclosure ---------------------------------------------------------------------------------------


async def test_a_type_with_few_firms_is_withheld_and_cannot_be_had_from_the_total(plain_city):
    for at in range(3):
        await plain_city.filer(inst_type="ENT_FOR", edu=(3, 9 + at, 2))
    table = await staff_by_education.compute(2025, RULES)
    hidden = {(cell.row, cell.column): cell.reason for cell in table.cells if cell.is_suppressed}
    assert hidden["FOREIGN", TOTAL] == "threshold"
    assert {why for (row, _), why in hidden.items() if row == "FOREIGN"} == {"threshold"}
    # Every column in which FOREIGN is hidden hides another row too.
    for column in (TOTAL, *staff_by_education.PARTS):
        assert sum(edge[1] == column for edge in hidden) >= 2
    assert all(cell.value is None for cell in table.cells if cell.is_suppressed)


async def test_a_giant_is_withheld(plain_city):
    await plain_city.filer(inst_type="ENT_SOE", edu=(100, 900, 100))
    table = await staff_by_education.compute(2025, RULES)
    assert table.cell("SOE", TOTAL).reason == "dominance"
    assert table.cell("SOE", "staff_edu_college").shown() == "x"
    main = await main_indicators.compute(2025, RULES, linked=staff_by_education.withheld_totals(table))
    total_hidden = table.cell(TOTAL, TOTAL).is_suppressed
    assert main.cell("staff_total", "2025").is_suppressed == total_hidden


async def test_a_total_withheld_in_one_table_is_withheld_in_all(city):
    for at in range(3):
        await city.filer(edu=(1, 10 + at, 1), rev_total=Decimal(10), rev_onbehalf=Decimal(1))
    computed = await book.compute(2025, RULES)
    assert computed.table(main_indicators.KEY).cell("staff_total", "2025").shown() == "x"
    assert computed.table(staff_by_education.KEY).cell(TOTAL, TOTAL).shown() == "x"
    assert computed.table(main_indicators.KEY).cell("institutions", "2025").shown() == "3"


async def test_gross_collected_and_net_never_betray_each_other(city):
    for at in range(8):
        await city.filer(
            edu=(1, 10 + at, 1), rev_total=Decimal(100), rev_onbehalf=Decimal(80 if at == 0 else 0)
        )
    table = await main_indicators.compute(2025, RULES)
    hidden = {cell.row for cell in table.cells if cell.is_suppressed}
    assert hidden == {"rev_onbehalf", "rev_net"}


async def test_other_parameters_other_cells(plain_city):
    strict = await staff_by_education.compute(2025, Parameters(threshold=7))
    assert strict.cell("SOE", TOTAL).is_suppressed
    assert not (await staff_by_education.compute(2025, RULES)).cell("SOE", TOTAL).is_suppressed


# --- the book -------------------------------------------------------------------------------------------


async def test_the_same_filings_give_the_same_hash_and_one_changed_cell_another(plain_city):
    first = await book.compute(2025, RULES)
    assert (await book.compute(2025, RULES)).snapshot_hash == first.snapshot_hash
    assert (await book.compute(2025, Parameters(threshold=6))).snapshot_hash != first.snapshot_hash
    await plain_city.filer(edu=(1, 1, 1))
    assert (await book.compute(2025, RULES)).snapshot_hash != first.snapshot_hash


async def test_what_is_kept_of_a_release_holds_no_withheld_value(city):
    for at in range(3):
        await city.filer(edu=(1, 10 + at, 1))
    kept = book.rows_to_keep(await book.compute(2025, RULES))
    withheld = [cell for cell in kept if cell["symbol"] == "x"]
    assert withheld
    assert all(cell["value"] is None for cell in withheld)
    assert not any({"contributors", "reason"} & set(cell) for cell in kept)


async def test_a_figure_that_differs_from_what_was_published_is_marked_revised(plain_city):
    before = {
        ("main-indicators", "staff_total", "2025"): Decimal(280),
        ("main-indicators", "institutions", "2025"): Decimal(12),
    }
    table = (await book.compute(2025, earlier=before)).table(main_indicators.KEY)
    assert table.cell("staff_total", "2025").shown() == "288 (r)"
    assert table.cell("institutions", "2025").shown() == "12"


async def test_a_year_without_reports_gives_empty_tables(city):
    computed = await book.compute(2025, RULES)
    assert computed.coverage.counted == 0
    assert computed.table(main_indicators.KEY).columns == ()


async def test_sql_agrees_with_a_sum_in_python(plain_city):
    from regulation.indicators import reading

    rows = await database.rows("select cells from filed_report where year = 2025")
    total = sum(reading.from_json(row["cells"])["rev_total"] for row in rows)
    found = await population.sums(2025, ["rev_total"])
    assert found[None, "rev_total"].total == total
    assert found[None, "rev_total"].largest == Decimal(200)
    assert found[None, "rev_total"].contributors == 12


def test_joining_groups_keeps_the_two_largest():
    one = disclosure.Aggregate(3, Decimal(60), Decimal(30), Decimal(20))
    two = disclosure.Aggregate(2, Decimal(45), Decimal(25), Decimal(20))
    assert population.joined([one, two]) == disclosure.Aggregate(5, Decimal(105), Decimal(30), Decimal(25))
    assert population.joined([]) == disclosure.Aggregate(0, Decimal(0))


async def test_a_second_report_of_a_firm_for_a_year_is_refused_by_the_database(city):
    import asyncpg

    firm = await city.filer(edu=(1, 1, 1))
    with pytest.raises(asyncpg.UniqueViolationError):
        async with database.unit_of_work():
            await city.report(firm, edu=(1, 1, 1))


async def test_nothing_to_insert_is_nothing(city):
    assert await bulk.insert([], actor=SYSTEM, now=NOW) == 0

"""The book: protected as a whole, marked, hashed, the same bytes for the same microdata."""

import os
import subprocess
import sys
from decimal import Decimal

import pytest

from bench.invented import microdata as invented
from regulation import database, errors
from regulation.surveys import session
from regulation.surveys.status import Status as ReturnStatus
from reports.statistics import book, freezing, from_returns, history, protection, t04_staff_by_education
from reports.statistics.disclosure import TOTAL, Aggregate, Parameters, Waiver, by_group, change, fact
from reports.statistics.frames import figures
from reports.statistics.microdata import KEYS
from reports.statistics.protection import Before
from reports.statistics.table import Status
from tests.builders import returns
from tests.builders.microdata import microdata, seven_units, unit
from tests.builders.returns import NOW

YEAR = 2025


def by_number(tables):
    return {table.number: table for table in tables}


# --- pure: from the microdata alone ---------------------------------------------------------------------


def test_what_is_withheld_in_one_table_is_withheld_wherever_it_stands():
    tables, outcome = book.of_microdata(seven_units(), YEAR, Parameters())
    assert outcome.passed
    withheld = outcome.withheld
    assert fact("rev_total", YEAR) in withheld, "one group has 98 of 100"
    seen = 0
    for table in tables:
        for cell in table.cells:
            if cell.fact in withheld or any(each in withheld for each in cell.from_facts):
                assert (cell.value, cell.symbol) == (None, "x"), (table.number, cell)
                seen += 1
            elif cell.fact is not None:
                assert cell.value is not None
    assert seen > len(withheld), "some stand in more than one table"
    shown = by_number(tables)
    assert shown["T01"].cell("rev_total", "2025").shown() == "x"
    assert shown["T01"].cell("rev_total", "growth").shown() == "x", "growth would tell it"
    assert shown["T05"].cell(TOTAL, "rev_total").shown() == "x"
    assert shown["T05"].cell("SOE", "share").reason == protection.DERIVED
    assert shown["T02"].cell("110101", "SOE").shown() == "1", "numbers of institutions are public"


def test_a_written_consent_lets_a_figure_stand():
    private = [unit(f"P{at}", staff_total=10, rev_total=100 + at, rev_onbehalf=0) for at in range(5)]
    giant = unit("S", kind="ENT_SOE", staff_total=10, rev_total=1_500, rev_onbehalf=0)
    made = microdata(*private, giant)
    without = by_number(book.of_microdata(made, YEAR, Parameters())[0])["T05"]
    assert without.cell(TOTAL, "rev_total").shown() == "x"
    waivers = [Waiver("S", key, YEAR) for key in ("rev_total", "rev_net")]
    consented = by_number(book.of_microdata(made, YEAR, Parameters(), waivers=waivers)[0])["T05"]
    assert consented.cell(TOTAL, "rev_total").shown() == "2,010"
    assert consented.cell("SOE", "rev_total").shown() == "1,500"


def test_what_was_withheld_before_stays_withheld():
    made = microdata(*(unit(f"P{at}", edu=(4, 10 + at, 3)) for at in range(9)))
    assert book.of_microdata(made, YEAR, Parameters())[1].withheld == frozenset()
    at = fact("staff_edu_hs", YEAR)
    tables, outcome = book.of_microdata(made, YEAR, Parameters(), before=Before(withheld=frozenset([at])))
    assert outcome.status[at] == "earlier"
    assert by_number(tables)["T04"].cell(TOTAL, "staff_edu_hs").shown() == "x"
    assert outcome.passed


def test_sums_that_do_not_add_up_are_no_sums_for_the_protection_and_are_reported():
    made = microdata(*(unit(f"A{at}", edu=(1, 1, 1), staff_total=4) for at in range(5)))
    found = protection.problem(from_returns.drafts(made, YEAR))
    assert fact("staff_total", YEAR) in {each.whole for each in found.discrepancies}
    assert book.of_microdata(made, YEAR, Parameters())[1].passed


def test_a_single_new_firm_is_not_told_by_subtracting_last_year():
    """Nine firms train as many as last year, a tenth is new: both totals are safe, their difference is its figure."""
    old = [
        unit(f"P{at}", year=year, train_persons=100, lines=("TRAIN",))
        for at in range(9)
        for year in (2024, 2025)
    ]
    steady = by_number(book.of_microdata(microdata(*old), YEAR, Parameters())[0])["T11"]
    assert [steady.cell("train_persons", str(year)).shown() for year in (2024, 2025)] == ["900", "900"]
    made = microdata(*old, unit("NEW", train_persons=300, lines=("TRAIN",)))
    tables, outcome = book.of_microdata(made, YEAR, Parameters())
    both = [by_number(tables)["T11"].cell("train_persons", str(year)).shown() for year in (2024, 2025)]
    assert "x" in both
    assert by_number(tables)["T11"].cell("train_persons", "growth").shown() == "x"
    assert outcome.passed
    published = Before(published={fact("train_persons", 2024): Decimal(900)})
    tables, outcome = book.of_microdata(made, YEAR, Parameters(), before=published)
    both = [by_number(tables)["T11"].cell("train_persons", str(year)).shown() for year in (2024, 2025)]
    assert both == ["900", "x"], "what is out is out"


def test_what_two_earlier_releases_told_together_is_told_and_blocks_nothing():
    """Both years' totals are out as they stand. A book that prints them again tells nobody more, so it may be released;
    a total that was revised since is another figure, and goes.
    """
    old = [
        unit(f"P{at}", year=year, train_persons=100, lines=("TRAIN",))
        for at in range(9)
        for year in (2024, 2025)
    ]
    made = microdata(*old, unit("NEW", train_persons=300, lines=("TRAIN",)))
    out = {fact("train_persons", 2024): Decimal(900), fact("train_persons", 2025): Decimal(1_200)}
    tables, outcome = book.of_microdata(made, YEAR, Parameters(), before=Before(published=out))
    assert outcome.breaches == ()
    cells = [by_number(tables)["T11"].cell("train_persons", str(year)).shown() for year in (2024, 2025)]
    assert cells == ["900", "1,200"]
    out[fact("train_persons", 2025)] = Decimal(2_000)
    tables, outcome = book.of_microdata(made, YEAR, Parameters(), before=Before(published=out))
    assert outcome.breaches == ()
    assert by_number(tables)["T11"].cell("train_persons", "2025").shown() == "x"


def test_changes_are_counted_as_disclosure_counts_them():
    made = invented(400, (2024, 2025))
    now, then = figures(made, 2025), figures(made, 2024)
    seen = 0
    for key in KEYS:
        amounts = [
            by_group((group, Decimal(value) / 100) for group, value in each.rows() if value)
            for each in (made.completed(year).select("group", key) for year in (2024, 2025))
        ]
        wanted = change(*amounts, only_entrants=True)
        found = now.change(then, fact(key, 2025))
        assert (found or Aggregate(0, Decimal(0))) == wanted, key
        seen += found is not None
    assert 0 < seen < len(KEYS)


def test_two_tables_that_say_different_things_of_one_figure_are_refused():
    one, other = (
        t04_staff_by_education.compute(microdata(*(unit(f"A{at}", staff_total=n) for at in range(4))), YEAR)
        for n in (4, 5)
    )
    with pytest.raises(ValueError, match="staff_total 2025"):
        protection.problem([one, other])


SCRIPT = """
import hashlib, json
from reports.statistics import book, microdata
from reports.statistics.disclosure import Parameters
from bench.invented import microdata as invented
made = invented(600, (2024, 2025))
made = microdata.Microdata.from_parquet(made.parquet())
tables, outcome = book.of_microdata(made, 2025, Parameters())
said = [[t.frame(), [[c.row, c.column, str(c.value), c.symbol, str(c.status)] for c in t.cells]] for t in tables]
print(made.digest, hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest(), len(outcome.withheld))
"""


def test_the_same_snapshot_gives_the_same_bytes_in_two_processes():
    said = [
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert said[0] == said[1]
    assert int(said[0].split()[2]) > 0


# --- with the database ----------------------------------------------------------------------------------


async def test_the_book_has_the_tables_of_the_returns_and_the_others_in_order(plain_city):
    computed = await book.compute(YEAR)
    numbers = [table.number for table in computed.tables]
    assert numbers == [f"T{at:02d}" for at in range(1, 17)]
    assert computed.table("T04").cell(TOTAL, TOTAL).shown() == "288"
    assert computed.table("staff-by-education") is computed.table("T04")
    assert (computed.coverage.counted, computed.coverage.in_scope) == (12, 12)
    assert computed.narrowed == ()
    assert not computed.is_frozen
    assert await book.coverage(YEAR) == computed.coverage
    assert await book.years(2030) == [2025]


async def test_the_same_filings_give_the_same_hash_and_one_changed_cell_another(plain_city):
    first = await book.compute(YEAR)
    assert (await book.compute(YEAR)).snapshot_hash == first.snapshot_hash
    other_rules = await book.compute(YEAR, Parameters(threshold=6))
    assert other_rules.snapshot_hash != first.snapshot_hash
    assert other_rules.digest == first.digest
    await plain_city.filer(edu=(1, 1, 1))
    assert (await book.compute(YEAR)).digest != first.digest


async def test_the_frozen_snapshot_is_what_the_book_is_made_of(plain_city):
    await returns.gate(YEAR, "editing_closed")
    digest = await freezing.freeze(YEAR, actor=plain_city.cast.mo, now=NOW)
    await plain_city.filer(edu=(1, 1, 1))
    computed = await book.compute(YEAR)
    assert computed.is_frozen
    assert computed.digest == digest
    assert computed.table("T04").cell(TOTAL, TOTAL).shown() == "288"


async def test_a_consent_on_paper_is_read_from_its_record(plain_city):
    giant = await plain_city.filer(
        inst_type="ENT_FOR", edu=(1, 1, 1), rev_total=Decimal(5_500), rev_onbehalf=Decimal(0)
    )
    assert (await book.compute(YEAR)).table("T05").cell(TOTAL, "rev_total").shown() == "x"
    number = await database.value("select number from firm where id = $1", giant)
    async with session.statistics():
        await database.execute(
            """insert into disclosure_waiver (id, group_key, firm, indicators, since_year, until_year, paper, signed_by,
                                              recorded_by, recorded_at)
               values (gen_random_uuid(), $1, $2, '["rev_total", "rev_net"]', 2025, 2026, '函〔2026〕1号', '甲', '莫一', $3)""",
            number,
            giant,
            NOW,
        )
    assert (await book.compute(YEAR)).table("T05").cell(TOTAL, "rev_total").shown() == "7,315"


async def test_a_figure_that_differs_from_what_was_published_is_marked_revised(plain_city):
    before = {
        ("staff-by-education", TOTAL, TOTAL): Decimal(280),
        ("firms-by-type", TOTAL, TOTAL): Decimal(12),
        ("staff-by-education", "SOE", TOTAL): None,
    }
    computed = await book.compute(YEAR, earlier=before)
    assert computed.table("T04").cell(TOTAL, TOTAL).shown() == "288 (r)"
    assert computed.table("T02").cell(TOTAL, TOTAL).shown() == "12"
    assert computed.table("T04").cell("SOE", TOTAL).shown() == "195", "it was withheld, not another figure"


async def test_a_preliminary_book_says_so(plain_city):
    await plain_city.report(plain_city.firms[0], year=2024)
    await returns.City(plain_city.cast).answer(plain_city.firms[0], year=2024, edu=(1, 2, 1))
    computed = await book.compute(YEAR, provisional=True)
    main = computed.table("T01")
    assert main.cell("institutions", "2025").status == Status.PROVISIONAL
    assert main.cell("institutions", "2024").status == Status.NORMAL
    assert [column.zh for column in main.columns] == ["2024年", "2025年(p)", "比上年增长（%）"]
    assert "初步数" in computed.table("T04").period.zh


async def test_what_is_kept_of_a_release_holds_no_withheld_value_and_comes_back(plain_city):
    for at in range(2):
        await plain_city.filer(inst_type="ENT_FOR", edu=(3, 9 + at, 2))
    computed = await book.compute(YEAR)
    kept = book.rows_to_keep(computed)
    withheld = [cell for cell in kept if cell["symbol"] == "x"]
    assert withheld
    assert all(cell["value"] is None for cell in withheld)
    assert not any({"contributors", "reason"} & set(cell) for cell in kept)
    assert len({(cell["table_key"], cell["row_key"], cell["column_key"]) for cell in kept}) == len(kept)
    again = book.of_release(book.frames(computed)[3], kept)
    assert again.title == computed.table("T04").title
    assert [cell.shown() for cell in again.cells] == [cell.shown() for cell in computed.table("T04").cells]


async def test_what_was_sent_back_is_not_in_the_book(plain_city):
    firm = await plain_city.firm()
    await returns.City(plain_city.cast).answer(firm, status=ReturnStatus.RETURNED, edu=(9, 9, 9))
    computed = await book.compute(YEAR)
    staff = computed.table("T04").cell(TOTAL, TOTAL)
    assert (computed.coverage.counted, computed.coverage.in_scope) == (12, 13)
    assert staff.value > 288, "estimated"
    assert computed.imputation.cells["unit"].n_unique() == 1


async def test_a_year_without_returns_has_no_book(city):
    with pytest.raises(errors.NotFound):
        await book.compute(YEAR)


# --- earlier releases -----------------------------------------------------------------------------------


def test_what_was_printed_and_what_was_withheld_are_read_from_published_tables():
    tables, outcome = book.of_microdata(seven_units(), YEAR, Parameters())
    told = history.told(tables)
    assert outcome.withheld <= told.withheld
    assert not set(told.published) & told.withheld
    at = fact("persons_served", YEAR, type="PUBLIC")
    assert (at in told.withheld) == bool(outcome.status[at])
    open_city = microdata(*(unit(f"P{at}", edu=(4, 10 + at, 3), rev_total=12_345 + at) for at in range(9)))
    printed = history.told(book.of_microdata(open_city, YEAR, Parameters())[0]).published
    assert printed[fact("staff_total", YEAR)] == 9 * 17 + 36
    assert printed[fact("rev_total", YEAR)] == 9 * 12_345 + 36, (
        "in the unit of the form, whatever table prints it"
    )


async def test_the_next_book_withholds_what_a_release_withheld(plain_city):
    """First five foreign firms are too few; then more come, and last year's x stays x in this year's vintage."""
    from regulation.releases import actions

    for at in range(2):
        await plain_city.filer(inst_type="ENT_FOR", edu=(3, 9 + at, 2))
    first = await book.compute(YEAR)
    assert first.table("T04").cell("FOREIGN", TOTAL).shown() == "x"
    await actions.publish(
        book.SERIES,
        YEAR,
        snapshot_hash=first.snapshot_hash,
        code_version=book.CODE_VERSION,
        parameters=book.said(first.parameters),
        coverage={},
        tables=book.frames(first),
        cells=book.rows_to_keep(first),
        actor=plain_city.cast.mo,
        now=NOW,
    )
    for at in range(6):
        await plain_city.filer(inst_type="ENT_FOR", edu=(3, 9 + at, 2))
    second = await book.compute(YEAR)
    cell = second.table("T04").cell("FOREIGN", TOTAL)
    assert (cell.shown(), cell.reason) == ("x", "earlier")

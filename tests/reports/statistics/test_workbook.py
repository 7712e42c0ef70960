"""The workbook of a whole yearbook: contents, a sheet for each table, notes; numbers are numbers, signs are text."""

import io

import openpyxl
import pytest

from reports.statistics import keeping, workbook
from reports.statistics.table import of_frame
from tests.builders import editions as build


@pytest.fixture(scope="module")
def book():
    return openpyxl.load_workbook(io.BytesIO(workbook.write(build.an_edition())))


def test_there_is_a_sheet_for_each_table_between_contents_and_notes(book):
    assert book.sheetnames == ["目录 Contents", "T01", "T02", "T07", "说明 Notes"]


def test_contents_lead_to_the_sheets(book):
    page = book["目录 Contents"]
    links = {cell.value: cell.hyperlink.location for row in page for cell in row if cell.hyperlink}
    assert links["T02"] == "'T02'!A1"


def test_numbers_are_typed_with_their_decimals_and_signs_are_text(book):
    rows = {row[0].value: row for row in book["T01"].iter_rows(min_row=workbook.HEAD + 1)}
    revenue = rows["营业总收入"][4]
    assert (revenue.value, revenue.number_format) == (1.5, "#,##0.00")
    hidden = {row[0].value: row for row in book["T02"].iter_rows(min_row=workbook.HEAD + 1)}["东城区"][2]
    assert (hidden.value, hidden.data_type) == ("x", "s")


def test_no_cell_is_a_formula_and_nothing_withheld_is_in_the_file(book):
    content = workbook.write(build.an_edition())
    for page in book:
        for row in page.iter_rows():
            assert all(cell.data_type != "f" for cell in row)
            assert all(cell.value != float(build.SECRET) for cell in row)
    assert str(build.SECRET).encode() not in content


def test_the_heads_say_unit_and_response_in_both_languages(book):
    said = " ".join(str(row[0].value) for row in book["T01"].iter_rows(max_row=workbook.HEAD))
    assert "单位：家 Unit: institutions" in said
    assert "90 / 100 (90.0%)" in said


def test_notes_hold_vintage_checksum_and_signs(book):
    edition = build.an_edition()
    said = "\n".join(str(row[0].value or "") for row in book["说明 Notes"].iter_rows())
    assert edition.checksum in said
    assert edition.address in said
    assert "Withheld" in said


def test_the_same_edition_is_the_same_file_whenever_it_is_written():
    assert workbook.write(build.an_edition()) == workbook.write(build.an_edition())
    assert openpyxl.load_workbook(
        io.BytesIO(workbook.write(build.an_edition()))
    ).properties.created == build.AT.replace(tzinfo=None)


def test_a_release_keeps_which_figure_a_cell_is_and_an_old_one_without_that_is_read_too():
    table = build.main()
    frame = {**table.frame(), keeping.NAME: keeping.facts_of(table)}
    bare = [
        each.__class__(each.row, each.column, each.value, each.symbol, each.status, each.decimals)
        for each in table.cells
    ]
    again = of_frame(frame, keeping.with_facts(frame, bare))
    assert [cell.fact for cell in again.cells] == [cell.fact for cell in table.cells]
    old = of_frame(table.frame(), keeping.with_facts(table.frame(), bare))
    assert {cell.fact for cell in old.cells} == {None}


def test_a_release_keeps_how_often_each_edit_spoke_up():
    frames = [{"number": "T01"}, {"number": "T16", keeping.EDITS: [["V060", "soft", 9]]}]
    assert keeping.edits_of(frames) == (("V060", "soft", 9),)
    assert keeping.edits_of([{"number": "T01"}]) == ()


def test_the_line_under_a_table_says_what_is_preliminary():
    assert "第1版（初步数）" in build.an_edition(kind="p").line().zh
    assert "vintage 1," in build.an_edition().line().en

"""Exported tables: what goes out can be read back, exactly, and does nothing when opened."""

import csv as standard_csv
import datetime as dt
import io
import tracemalloc
import zipfile
from decimal import Decimal

import openpyxl
import pytest

from regulation.firms.imports import reading
from reports.exports import csv, xlsx
from reports.exports.columns import Column

COLUMNS = [
    Column("机构名称", width=40),
    Column("统一社会信用代码"),
    Column("从业人员", "count"),
    Column("营业收入", "money"),
    Column("发证日期", "day"),
    Column("提交时间", "moment"),
]
ROW = [
    "北京示例，“砚青”人力资源有限公司",
    "0110105000000001",
    38,
    Decimal("-1286.40"),
    dt.date(2026, 2, 28),
    dt.datetime(2026, 2, 27, 16, 41, tzinfo=dt.UTC),
]
FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
    '=cmd|"/c calc"!A1',
]


def csv_of(*rows: list[object]) -> bytes:
    return b"".join(csv.chunks(COLUMNS, rows))


def xlsx_of(*rows: list[object], notes: tuple[str, ...] = ()) -> bytes:
    return b"".join(xlsx.chunks(COLUMNS, rows, sheet="名单", notes=notes))


def test_a_csv_opens_in_excel_and_reads_back_exactly() -> None:
    data = csv_of(ROW, [None] * 6)
    assert data.startswith(b"\xef\xbb\xbf")
    header, first, blank = standard_csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert header == [column.title for column in COLUMNS]
    assert first == [ROW[0], ROW[1], "38", "-1286.40", "2026-02-28", "2026-02-28 00:41:00"]
    assert blank == [""] * 6


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_in_a_csv_is_a_formula(text: str) -> None:
    assert csv.written(Column("机构名称"), text) == f"'{text}"


def test_numbers_in_a_csv_stay_numbers() -> None:
    assert csv.written(Column("金额", "money"), Decimal("-5.00")) == "-5.00"
    assert csv.written(Column("人数", "count"), -5) == "-5"
    assert csv.written(Column("机构名称"), "北京-1") == "北京-1"


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_in_a_workbook_is_a_formula(text: str) -> None:
    data = xlsx_of([text, *ROW[1:]])
    sheet = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    assert openpyxl.load_workbook(io.BytesIO(data)).active["A2"].data_type == "s"


def test_a_workbook_keeps_types_and_leading_zeros() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_of(ROW))).active
    values = [cell.value for cell in sheet[2]]
    assert values[:4] == [ROW[0], "0110105000000001", 38, -1286.4]
    assert [value.isoformat() for value in values[4:]] == ["2026-02-28T00:00:00", "2026-02-28T00:41:00"]
    assert sheet.freeze_panes == "A2"
    assert sheet["A1"].font.bold


def test_an_amount_a_spreadsheet_would_round_is_kept_as_text() -> None:
    row = [*ROW[:3], Decimal("1234567890123456.78"), *ROW[4:]]
    assert openpyxl.load_workbook(io.BytesIO(xlsx_of(row))).active["D2"].value == "1234567890123456.78"


def test_the_notes_stand_on_a_sheet_of_their_own() -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx_of(ROW, notes=("来源：年度报告", "=1"))))
    assert book.sheetnames == ["名单", "说明"]
    assert [row[0].value for row in book["说明"]] == ["来源：年度报告", "=1"]


@pytest.mark.parametrize("written", [csv_of, xlsx_of])
def test_what_we_export_can_be_imported_again(written: object) -> None:
    table = reading.read_table(written(ROW, ROW), "export")
    assert table.header == [column.title for column in COLUMNS]
    assert table.rows[1] == [
        ROW[0],
        ROW[1],
        "38",
        table.rows[0][3],
        "2026-02-28",
        "2026-02-28 00:41:00",
    ]
    assert Decimal(table.rows[0][3]) == ROW[3]


def test_many_rows_pass_through_without_filling_the_memory() -> None:
    tracemalloc.start()
    size = sum(len(piece) for piece in csv.chunks(COLUMNS, (ROW for _ in range(20_000))))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size > 1_800_000
    assert peak < size / 2


def test_a_name_no_sheet_may_have_is_mended() -> None:
    data = b"".join(xlsx.chunks(COLUMNS, [ROW], sheet="2026/27 [名单]: 全市*" + "长" * 40))
    assert len(openpyxl.load_workbook(io.BytesIO(data)).sheetnames[0]) == 31


async def test_pages_have_the_workbook_made_in_another_process() -> None:
    book = openpyxl.load_workbook(
        io.BytesIO(await xlsx.workbook(COLUMNS, [ROW], sheet="List", notes=["x"], notes_sheet="Notes"))
    )
    assert book.sheetnames == ["List", "Notes"]
    assert book["List"]["A2"].value == ROW[0]

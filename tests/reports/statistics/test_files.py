"""A table as CSV and JSON: what the table prints and no more."""

import csv
import io
import json
from decimal import Decimal

from reports.statistics import files
from reports.statistics.table import Cell, Heading
from tests.builders import editions as build


def a_table(value, decimals=0):
    columns = [Heading("c", "收入", "Revenue", "亿元", "CNY 100 million")]
    cells = [Cell("r", "c", Decimal(value), decimals=decimals), Cell("s", "c", build.SECRET).suppressed("p")]
    return build.a_table("T12", "parks", columns, [Heading("r", "甲", "A"), Heading("s", "乙", "B")], cells)


def rows_of(table):
    text = files.as_csv(table)
    assert text.startswith(b"\xef\xbb\xbf"), "a mark, so that Excel reads the characters"
    return list(csv.reader(io.StringIO(text.decode("utf-8-sig"))))


def test_a_column_says_its_unit_in_both_languages():
    assert rows_of(a_table("1.5", 2))[0][-1] == "收入（亿元） Revenue (CNY 100 million)"


def test_a_file_says_no_more_than_the_table_prints():
    assert rows_of(a_table("1.23456", 2))[1][-1] == "1.23"
    assert rows_of(a_table("1.5"))[1][-1] == "2", "rounded as printed, not cut off"
    [shown, hidden] = json.loads(files.as_json(a_table("1.23456", 2), release={}))["cells"]
    assert (shown["value"], hidden["value"], hidden["symbol"]) == ("1.23", None, "x")


def test_a_withheld_cell_has_its_sign_and_nothing_of_its_reason():
    table = a_table("1")
    assert rows_of(table)[2][-1] == "x"
    text = files.as_json(table, release={}).decode()
    assert str(build.SECRET) not in text
    assert "reason" not in text
    assert "contributors" not in text

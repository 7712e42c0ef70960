"""A table as it is kept and as it is printed."""

import json
from decimal import Decimal

import pytest

from reports.statistics.table import Cell, Coverage, Heading, Response, Status, Table, Text, of_frame

OLD_FRAME = {
    "key": "firms-by-type",
    "number": "T02",
    "year": 2023,
    **{
        name: {"zh": "甲", "en": "a"}
        for name in ("title", "unit", "stub", "definition", "period", "denominator", "message")
    },
    "columns": [
        {
            "key": "total",
            "zh": "合计",
            "en": "Total",
            "unit": "",
            "unit_en": "",
            "indent": False,
            "is_total": True,
        }
    ],
    "rows": [],
    "coverage": {"counted": 3, "in_scope": 4},
    "notes": [{"zh": "注", "en": "note"}],
}


def a_table(**more):
    text = Text("甲", "a")
    return Table(
        "key", "T05", 2025, text, text, text, text, text, text,
        (Heading("total", "合计", "Total", is_total=True),), (Heading("SOE", "国有", "State-owned", indent=True),),
        (Cell("SOE", "total", Decimal("1.5")),), Coverage(9, 12), (text,), **more,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "printed"),
    [
        (Cell("", "", Decimal(0)), "-"),
        (Cell("", "", Decimal("0.4")), "…"),
        (Cell("", "", Decimal("-0.4")), "…"),
        (Cell("", "", Decimal("0.5")), "1"),
        (Cell("", "", Decimal("0.004"), decimals=2), "…"),
        (Cell("", "", Decimal("0.005"), decimals=2), "0.01"),
        (Cell("", "", Decimal("1234567.125"), decimals=2), "1,234,567.13"),
        (Cell("", "", None), ""),
        (Cell("", "", Decimal(7)).suppressed("threshold"), "x"),
        (Cell("", "", Decimal(7), status=Status.REVISED), "7 (r)"),
        (Cell("", "", Decimal(7), status=Status.PROVISIONAL), "7 (p)"),
        (Cell("", "", Decimal(7), status=Status.ESTIMATED), "7 (e)"),
        (Cell("", "", Decimal(7), status=Status.BREAK), "| 7"),
    ],
)
def test_a_value_is_printed_with_the_sign_of_its_status(cell, printed):
    assert cell.shown() == printed


def test_a_table_comes_back_from_its_frame_through_json():
    table = a_table(
        source=Text("人社统LM2表", "Form LM2"),
        response=Response(9, 12, Decimal("0.98765432109876543210")),
        imputed_share=Decimal("0.0123"),
    )
    again = of_frame(json.loads(json.dumps(table.frame())), table.cells)
    assert again == table
    assert again.response.rate == Decimal("0.75")


def test_a_frame_of_an_older_release_is_still_read():
    table = of_frame(OLD_FRAME, [Cell("total", "total", Decimal(3))])
    assert table.coverage.share == Decimal("0.75")
    assert table.response is None
    assert table.imputed_share is None
    assert table.source("zh") == ""


def test_nobody_in_scope_is_no_rate():
    assert Response(0, 0).rate is None

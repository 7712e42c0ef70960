"""The tables that an author chose stand in the report as the cube has them, in words, and no wider than a page."""

from datetime import date
from decimal import Decimal

import pytest

from regulation.campaigns.chosen import MOST, OUTCOMES, Choice, in_report
from regulation.campaigns.rules.cube import Fact
from regulation.campaigns.status import Measure
from regulation.penalties.status import CASE_NAMES

CAMPAIGN = {
    "areas": ["110105", "110108"],
    "lead_department": "hrss",
    "joint_departments": ["police"],
    "targets": ["agency"],
}


def facts():
    return [
        Fact("leads", date(2026, 3, 2), "110105", "hrss", "agency", "V-01", "raised"),
        Fact("leads", date(2026, 4, 2), "110105", "hrss", "agency", "V-01", "raised"),
        Fact("persons", date(2026, 3, 2), "110105", "police", value=Decimal(24)),
        Fact("persons", date(2026, 3, 3), "110108", "police", value=None),
    ]


def printed(*choices, groups=None):
    return in_report(CAMPAIGN | {"report_tables": [each.key for each in choices]}, facts(), groups)


def cells(table):
    return [row["cells"] for row in table["rows"]]


def test_rows_columns_sums_and_what_nobody_said():
    [table] = printed(Choice("persons", "department", "area"))
    assert table["title"] == "出动人员分部门、分地区（人次）"
    assert table["heads"] == ["部门", "朝阳区", "海淀区", "合计"]
    assert cells(table) == [
        ["人力资源社会保障部门", "未报", "未报", "未报"],
        ["公安机关", "24", "不详", "24（另1项不详）"],
        ["合计", "24", "不详", "24（另1项不详）"],
    ]


def test_chosen_tables_come_in_their_order_and_one_dimension_has_no_columns():
    first, second = printed(Choice("leads", "month"), Choice("leads", "violation", "target"))
    assert first["heads"] == ["月份", "合计"]
    assert cells(first) == [["2026-03", "1"], ["2026-04", "1"], ["合计", "2"]]
    assert cells(second)[0][0].startswith("V-01 ")
    assert printed() == []


def test_a_table_wider_than_the_page_goes_on_in_another_and_its_sum_stands_once():
    days = [Fact("leads", date(2026, 3, day), "110105", "hrss") for day in range(1, 15)]
    made = in_report(CAMPAIGN | {"report_tables": ["leads|area|day"]}, days)
    assert [len(each["heads"]) for each in made] == [7, 7, 4]
    assert [each["heads"][-1] == "合计" for each in made] == [False, False, True]
    assert [each["title"].endswith("（续）") for each in made] == [False, True, True]
    assert [cells(each)[0][-1] for each in made] == ["1", "1", "14"]


def test_outcomes_are_told_in_the_words_of_what_is_counted():
    for measure, said in (
        (Measure.LEADS, "dismissed"),
        (Measure.ORDERS, "corrected"),
        (Measure.CASES, "closed"),
    ):
        one = [Fact(str(measure), date(2026, 3, 2), "110105", "hrss", outcome=said)]
        [table] = in_report(CAMPAIGN | {"report_tables": [f"{measure}|outcome|"]}, one)
        assert cells(table)[0] == [OUTCOMES.get(measure, CASE_NAMES)[said], "1"]
    clusters = [Fact("clusters", date(2026, 3, 2), "110105", "hrss", outcome="open")]
    [table] = in_report(CAMPAIGN | {"report_tables": ["clusters|outcome|"]}, clusters, {"open": "待核查"})
    assert cells(table)[0] == ["待核查", "1"]


@pytest.mark.parametrize(
    ("measure", "rows", "columns", "known"),
    [
        ("leads", "month", "", True),
        ("leads", "month", "area", True),
        ("leads", "month", "month", False),
        ("lead", "month", "", False),
        ("leads", "", "", False),
        ("leads", "month", "sex", False),
    ],
)
def test_only_tables_of_the_cube_can_be_chosen(measure, rows, columns, known):
    choice = Choice(measure, rows, columns)
    assert choice.is_known is known
    assert Choice.of(choice.key) == choice
    assert len(choice.key) <= 40
    assert MOST == 12

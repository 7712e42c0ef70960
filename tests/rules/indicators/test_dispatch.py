"""The report on dispatch: which cells it asks, how the list of user units is read, what its edits say."""

from dataclasses import replace
from decimal import Decimal

import pytest

from regulation.indicators import catalogue, edits, reading
from regulation.indicators.edits.filing import Filing, Known
from regulation.indicators.indicator import FormKind, Kind, Publish
from tests.builders.annual_reports import DISPATCH_VALUES

UNITS = catalogue.BY_KEY["disp_unit_list"]
FINE = Filing(2025, DISPATCH_VALUES, Known(has_dispatch_licence=True), form=FormKind.DISPATCH)


def spoken(changes=(), **more):
    filing = replace(FINE, values={**DISPATCH_VALUES, **dict(changes)}, **more)
    return {each.rule: each for each in edits.examine(filing)}


def test_a_report_in_order_raises_nothing():
    assert spoken() == {}


CASES = [
    ("D001", {"disp_idle": 3}),
    ("D002", {"disp_emp": 3}),
    ("D003", {"disp_union": 121}),
    ("D004", {"disp_fee": Decimal("100.01")}),
    ("D005", {"disp_signed": 119}),
    ("D005", {"disp_injury": 119}),
    ("D006", {"disp_unit_list": ("甲厂\t70\tAUXILIARY\t12\t10.01", "乙店\t48\tTEMPORARY\t6\t10")}),
    ("D007", {"disp_unit_list": ("甲厂\t70\tAUXILIARY\t12\t10", "乙店\t48\tTEMPORARY\t7\t10")}),
    ("D008", {"disp_audited": False}),
]


@pytest.mark.parametrize(("rule", "changes"), CASES)
def test_the_rule_speaks_up(rule, changes):
    found = spoken(changes)
    assert rule in found
    assert found[rule].level is edits.BY_KEY[rule].level
    assert found[rule].message % found[rule].params


def test_who_holds_no_licence_any_more_says_why():
    assert "D009" in spoken(known=Known(has_dispatch_licence=False))


def test_every_rule_of_dispatch_has_a_case_here():
    assert {rule for rule, _ in CASES} | {"D009"} == {
        rule.key for rule in edits.RULES if rule.key.startswith("D")
    }


def test_the_limits_themselves_are_allowed():
    """Ten per cent and six months are still within the law."""
    units = ("甲厂\t70\tAUXILIARY\t12\t10", "乙店\t48\tTEMPORARY\t6\t10.00")
    assert spoken({"disp_unit_list": units}) == {}


def test_a_unit_with_two_kinds_of_posts_is_one_unit():
    units = ("甲厂\t60\tAUXILIARY\t12\t8", "甲厂\t10\tTEMPORARY\t3\t8", "乙店\t48\tSUBSTITUTE\t6\t2")
    assert spoken({"disp_unit_list": units}) == {}


def test_the_rules_of_the_operating_report_keep_silent_here_and_these_there():
    keys = {each.rule for each in edits.examine(replace(FINE, values={}, known=Known()))}
    assert not keys
    operating = replace(FINE, values={**DISPATCH_VALUES, "disp_union": 121}, form=FormKind.OPERATING)
    assert not {each.rule for each in edits.examine(operating) if each.rule.startswith("D")}


def test_shared_cells_stand_on_both_forms_under_one_key():
    shared = {
        each.key for each in catalogue.on_form(1, FormKind.DISPATCH) if each.is_on(1, FormKind.OPERATING)
    }
    assert shared == {
        "identity_ok", "identity_note", "actual_address", "rev_dispatch", "onbehalf_dispatch", "disp_workers", "disp_emp",
    }  # fmt: skip
    assert not any(each.key.startswith("disp_units") for each in catalogue.on_form(1, FormKind.OPERATING))


def test_the_dispatch_form_asks_whatever_lines_were_ticked_and_little_of_who_dispatched_nobody():
    keys = {each.key for each in catalogue.asked(1, {"disp_operated": True}, form=FormKind.DISPATCH)}
    assert {"disp_workers", "rev_dispatch", "disp_unit_list"} <= keys
    assert "disp_auditor" not in keys
    nil = {each.key for each in catalogue.asked(1, {"disp_operated": False}, form=FormKind.DISPATCH)}
    assert "disp_capital_paid" in nil
    assert not {"disp_workers", "rev_dispatch", "disp_unit_list", "disp_no_fee"} & nil


def test_an_answer_calls_for_another_and_then_it_may_not_stay_empty():
    missing = {
        each.key
        for each in catalogue.missing(
            1,
            {"disp_operated": True, "disp_audited": True, "disp_pay_on_time": False},
            form=FormKind.DISPATCH,
        )
    }
    assert {"disp_auditor", "disp_pay_note"} <= missing


def test_clients_are_never_published():
    assert UNITS.publish is Publish.NEVER
    assert {each.publish for each in catalogue.on_form(1, FormKind.DISPATCH) if each.kind is Kind.TEXT} <= {
        Publish.NEVER,
        Publish.ALWAYS,
    }


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("甲厂\t70\t辅助性\t12\t8", ("甲厂\t70\tAUXILIARY\t12\t8",)),
        ("甲厂，70，临时性，6，9.5%", ("甲厂\t70\tTEMPORARY\t6\t9.5",)),
        ("Plant A, 70, substitute, 6, 3", ("Plant A\t70\tSUBSTITUTE\t6\t3",)),
        ("甲厂\t1,070\t辅助性\t12\t8\t\t", ("甲厂\t1070\tAUXILIARY\t12\t8",)),
        ("\n甲厂\t７０\t辅助性\t12\t8\n\n", ("甲厂\t70\tAUXILIARY\t12\t8",)),
    ],
)
def test_a_block_pasted_from_a_spreadsheet_is_read(typed, kept):
    assert reading.read(UNITS, [typed]) == kept
    assert reading.read(UNITS, [reading.typed(UNITS, kept)]) == kept


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (
            "甲厂\t70\t辅助性\t12",
            "第1行应有5列：用工单位名称、派遣人数、岗位性质、用工期限（月）、派遣用工占比（%）",
        ),
        ("甲厂\t70\t辅助性\t12\t8\n乙店\t多\t辅助性\t12\t8", "第2行的“派遣人数”应为整数"),
        ("甲厂\t70\t正式\t12\t8", "第1行的“岗位性质”应为临时性、辅助性、替代性之一"),
        ("甲厂\t70\t辅助性\t12\t100.01", "第1行的“派遣用工占比（%）”应为0至100之间的数，最多两位小数"),
        ("\t70\t辅助性\t12\t8", "第1行没有填写“用工单位名称”或者过长"),
        ("甲厂\t=SUM(A1)\t辅助性\t12\t8", "第1行的“派遣人数”应为整数"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(typed, words):
    with pytest.raises(reading.Unreadable) as refused:
        reading.read(UNITS, [typed])
    assert refused.value.message % refused.value.params == words


def test_more_lines_than_anybody_has_are_refused():
    with pytest.raises(reading.Unreadable):
        reading.read(UNITS, ["甲厂\t1\t辅助性\t12\t8\n" * (reading.MOST_ROWS + 1)])


def test_the_list_survives_storage():
    values = {"disp_unit_list": DISPATCH_VALUES["disp_unit_list"]}
    assert reading.from_json(reading.to_json(values)) == values
    assert reading.rows(UNITS, values["disp_unit_list"])[0] == {
        "name": "甲厂", "workers": "70", "post": "AUXILIARY", "months": "12", "share": "8",
    }  # fmt: skip

"""What people type, and what it means."""

import json
import pickle
import re
from decimal import Decimal

import pytest

from regulation.indicators import catalogue, reading
from regulation.words import InBoth

CHINESE = re.compile(r"[\u3400-\u9fff]")

STAFF = catalogue.BY_KEY["staff_total"]
REVENUE = catalogue.BY_KEY["rev_total"]
PROFIT = catalogue.BY_KEY["profit_total"]
LINES = catalogue.BY_KEY["biz_types"]
TYPE = catalogue.BY_KEY["inst_type"]
NOTE = catalogue.BY_KEY["identity_note"]


@pytest.mark.parametrize(
    ("indicator", "typed", "value"),
    [
        (STAFF, "１２", 12),
        (STAFF, "1,234", 1234),
        (STAFF, "1，234", 1234),
        (STAFF, " 12 ", 12),
        (STAFF, "1 234", 1234),
        (STAFF, "12.0", 12),
        (STAFF, "0", 0),
        (REVENUE, "1234.5", Decimal("1234.50")),
        (REVENUE, "1000000000", Decimal("1000000000.00")),
        (REVENUE, "１,２３４.５６", Decimal("1234.56")),
        (PROFIT, "-12.3", Decimal("-12.30")),
        (PROFIT, "－１２.３", Decimal("-12.30")),
        (PROFIT, "−12.3", Decimal("-12.30")),
        (PROFIT, "-0", Decimal("0.00")),
        (STAFF, "", None),
        (STAFF, "   ", None),
        (TYPE, "ENT_SOE", "ENT_SOE"),
        (NOTE, " 地址有变 ", "地址有变"),
    ],
)
def test_what_can_be_read(indicator, typed, value):
    assert reading.read(indicator, [typed]) == value


@pytest.mark.parametrize(
    ("indicator", "typed", "words"),
    [
        (STAFF, "二十", "请填写数字"),
        (STAFF, "12人", "单位已经标在格后"),
        (REVENUE, "1.5万", "单位已经标在格后"),
        (REVENUE, "1e9", "科学计数法"),
        (STAFF, "-1", "不能是负数"),
        (REVENUE, "-0.01", "不能是负数"),
        (STAFF, "1.5", "整数"),
        (REVENUE, "1.234", "两位小数"),
        (STAFF, "1,23", "请填写数字"),
        (STAFF, "999999999999", "过大"),
        (STAFF, "=1+1", "请填写数字"),
        (STAFF, "NaN", "请填写数字"),
        (STAFF, "Infinity", "请填写数字"),
        (STAFF, "1\x002", "不能保存的字符"),
        (STAFF, "1\n2", "请填写数字"),
        (REVENUE, "120\t35", "请填写数字"),
        (TYPE, "ENT_XX", "给出的选项"),
        (LINES, "XX", "给出的选项"),
        (NOTE, "长" * 501, "最多填写"),
    ],
)
def test_what_cannot_be_read_is_asked_about_and_never_guessed(indicator, typed, words):
    with pytest.raises(reading.Unreadable, match=words):
        reading.read(indicator, [typed])


def test_several_choices_come_in_the_order_of_the_form():
    assert reading.read(LINES, ["OUTSRC", "RECRUIT"]) == ("RECRUIT", "OUTSRC")


def test_what_is_stored_comes_back_as_it_was():
    values = {
        "staff_total": 12,
        "rev_total": Decimal("0.10"),
        "biz_types": ("RECRUIT",),
        "operated": True,
        "identity_note": "甲",
    }
    assert reading.from_json(reading.to_json(values)) == values
    assert json.loads(reading.to_json(values))["rev_total"] == "0.10"


def test_what_is_shown_comes_back_when_typed():
    for key, value in {
        "staff_total": 1234,
        "rev_total": Decimal("1234.50"),
        "operated": False,
        "inst_type": "ENT_SOE",
    }.items():
        indicator = catalogue.BY_KEY[key]
        assert reading.read(indicator, [reading.typed(indicator, value)]) == value


def test_figures_are_whole_hundredths_in_their_places():
    row = reading.figures({"staff_total": 12, "rev_total": Decimal("0.10"), "operated": True})
    assert row[STAFF.place - 1] == 1200
    assert row[REVENUE.place - 1] == 10
    assert sum(each is not None for each in row) == 2


# --- the catalogue ----------------------------------------------------------------------------------


def test_keys_and_places_are_given_once_and_every_group_is_known():
    keys = [each.key for each in catalogue.INDICATORS]
    places = [each.place for each in catalogue.INDICATORS if each.place]
    assert len(set(keys)) == len(keys)
    assert len(set(places)) == len(places)
    assert min(places) == 1
    assert max(places) == catalogue.PLACES_USED
    assert {each.group for each in catalogue.INDICATORS} == set(catalogue.BY_GROUP)


def test_every_indicator_speaks_both_languages():
    for each in catalogue.INDICATORS:
        assert each.zh
        assert each.en
        assert each.definition
        assert each.definition_en
        assert each.en.isascii() or each.key == "premises_area", each.key


def test_a_line_that_is_not_ticked_is_not_asked_about():
    keys = {each.key for each in catalogue.asked(1, {"operated": True, "biz_types": ("TRAIN",)})}
    assert {"train_persons", "rev_train", "rev_total"} <= keys
    assert not keys & {"fairs_n", "disp_workers", "rev_recruit", "onbehalf_dispatch"}


def test_a_nil_report_still_counts_its_staff():
    groups = {each.group for each in catalogue.asked(1, {"operated": False})}
    assert groups == {"identity", "profile", "staff", "compliance"}


def test_what_differs_must_be_said():
    missing = {each.key for each in catalogue.missing(1, {"identity_ok": False}, "identity")}
    assert missing == {"identity_note"}
    assert not catalogue.missing(1, {"identity_ok": True}, "identity")


def test_a_table_that_cannot_be_read_names_its_columns_in_both_languages():
    units = catalogue.BY_KEY["disp_unit_list"]
    for typed in (
        "甲厂\t70",
        "甲厂\t70\tNIGHT\t12\t8",
        "甲厂\tmany\tAUXILIARY\t12\t8",
        "\t70\tAUXILIARY\t12\t8",
    ):
        with pytest.raises(reading.Unreadable) as refused:
            reading.read(units, [typed])
        names = [each for each in refused.value.params.values() if isinstance(each, str)]
        assert names
        for each in names:
            carried = pickle.loads(pickle.dumps(each))
            assert isinstance(carried, InBoth)
            assert CHINESE.search(carried)
            assert carried.en == each.en
            assert not CHINESE.search(carried.en)

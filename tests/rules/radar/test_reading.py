"""A list as people have it: rows to match, and rows set aside with the reason."""

from __future__ import annotations

import pytest

from regulation import errors
from regulation.radar import reading
from regulation.radar.status import Aside, ListKind


def read(*lines, kind=ListKind.ADVERT):
    return reading.read("\r\n".join(lines).encode(), "list.csv", kind)


def test_columns_are_found_by_their_titles_and_every_number_in_a_cell_counts():
    found = read(
        "标题,电话,公司名称,网址", "急招日结工,13800000001/13800000002,某某招聘部,https://a.example/1"
    )
    (row,) = found.rows
    assert row.line == 2
    assert (row.advert.name, row.advert.phones) == ("某某招聘部", ("13800000001", "13800000002"))
    assert row.advert.text == "急招日结工"
    assert row.advert.is_online


def test_what_cannot_be_matched_is_set_aside_with_its_line_and_the_reason():
    found = read("名称,电话", "甲,13800000001", ",", "甲,13800000001", f"{'长' * 201},1")
    assert [(line, why) for line, _, why in found.aside] == [
        (3, Aside.EMPTY),
        (4, Aside.REPEATED),
        (5, Aside.TOO_LONG),
    ]
    assert len(found.rows) == 1


def test_of_a_list_of_telephones_each_row_is_one():
    found = read("号码,备注", "010-65123456,x", "不详,y", kind=ListKind.PHONE)
    assert found.rows[0].advert.phones == ("01065123456",)
    assert [why for _, _, why in found.aside] == [Aside.NO_PHONE]


@pytest.mark.parametrize("text", ["甲,乙\r\n1,2", "备注\r\nx"])
def test_a_file_without_any_column_to_match_is_refused(text):
    with pytest.raises(errors.Invalid) as refused:
        reading.read(text.encode(), "list.csv", ListKind.ADVERT)
    assert refused.value.errors["file"] == reading.NO_COLUMN


def test_a_list_of_accounts_needs_accounts():
    with pytest.raises(errors.Invalid):
        read("电话", "13800000001", kind=ListKind.ACCOUNT)

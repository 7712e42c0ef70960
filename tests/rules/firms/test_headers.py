"""Columns under all the names they were seen with."""

import pytest

from regulation.firms.imports import headers
from regulation.firms.imports.headers import Field


@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("企业名称", Field.NAME),
        ("行政相对人名称", Field.NAME),
        ("单位名称", Field.NAME),
        (" 机构名称* ", Field.NAME),
        ("统一社会信用代码", Field.USCC),
        ("统一社会\n信用代码：", Field.USCC),
        ("行政相对人代码_1(统一社会信用代码)", Field.USCC),
        ("行政相对人代码＿１（统一社会信用代码）", Field.USCC),
        ("工商登记码", Field.OLD_NUMBER),
        ("注册日期", Field.ESTABLISHED_ON),
        ("成立日期", Field.ESTABLISHED_ON),
        ("法人代表", Field.LEGAL_REPRESENTATIVE),
        ("法定代表人（负责人）", Field.LEGAL_REPRESENTATIVE),
        ("注册资金", Field.CAPITAL),
        ("注册资本（万元）", Field.CAPITAL),
        ("经营范围", Field.SCOPE),
        ("所在省份", Field.PROVINCE),
        ("地区", Field.DISTRICT),
        ("注册地址", Field.DOMICILE),
        ("许可证书编号", Field.LICENCE_NUMBER),
        ("许可证编号", Field.LICENCE_NUMBER),
        ("许可编号", Field.LICENCE_NUMBER),
        ("证书编号", Field.LICENCE_NUMBER),
        ("行政许可决定文书号", Field.LICENCE_NUMBER),
        ("行政许可决定书文号", Field.LICENCE_NUMBER),
        ("文号", Field.LICENCE_NUMBER),
        ("许可决定日期", Field.LICENCE_FROM),
        ("发证日期", Field.LICENCE_FROM),
        ("有效期至", Field.LICENCE_UNTIL),
        ("许可机关", Field.LICENCE_ORGAN),
        ("uscc", Field.USCC),
        ("Name", Field.NAME),
    ],
)
def test_a_column_is_known_by_its_name(title, field):
    assert headers.suggest(["其他", title]) == {field: 1}


@pytest.mark.parametrize(
    "title", ["许可机关统一社会信用代码", "数据来源单位", "备注", "发布日期", "更新时间", ""]
)
def test_columns_of_others_are_not_the_firms(title):
    assert headers.suggest([title]) == {}


def test_of_two_columns_for_one_field_the_better_named_is_taken():
    assert headers.suggest(["地址", "住所"])[Field.DOMICILE] == 1
    assert headers.suggest(["有效期自", "许可决定日期"])[Field.LICENCE_FROM] == 0


def test_no_column_serves_two_fields():
    header = ["名称", "代码", "注册号", "地址", "经营地址", "法人"]
    columns = list(headers.suggest(header).values())
    assert len(columns) == len(set(columns)) == 6


def test_a_list_without_names_cannot_be_imported():
    assert headers.missing(headers.suggest(["统一社会信用代码", "地址"])) == [Field.NAME]
    assert headers.missing(headers.suggest(["名称"])) == []


def test_a_header_in_the_middle_is_recognised():
    assert headers.is_repeated(["名称", "代码"], [" 名称", "代 码", ""])
    assert not headers.is_repeated(["名称", "代码"], ["名称", "91"])

"""The list for double publicity: columns of the form, 万元 to the cent, empty beside missing, and nothing personal."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from reports.exports import double_publicity
from reports.exports.double_publicity import (
    LICENCES,
    PENALTIES,
    Licence,
    Penalty,
    Wrong,
    in_ten_thousands,
    licence,
    penalty,
)

FIELDS, CODES = PENALTIES.fields, PENALTIES.codes


def row(each):
    return penalty(each)


def problems(line):
    return double_publicity.problems(PENALTIES, line)


def reread(content):
    return double_publicity.reread(PENALTIES, content)


ONE = Penalty(
    party="测试甲人力资源有限公司",
    code="91110105MA00000012",
    address="北京市朝阳区示例街1号",
    representative="甲某",
    number="京朝人社罚决〔2026〕1号",
    violation="未按规定提交经营情况年度报告",
    facts="未按规定提交经营情况年度报告",
    basis="《人力资源市场暂行条例》第四十四条",
    kinds=("罚款",),
    content="罚款2,000.00元",
    fine=Decimal("2000.00"),
    confiscated=Decimal(0),
    taken="",
    decided_on=date(2026, 3, 2),
    shown_until=date(2027, 3, 2),
    organ="北京市朝阳区人力资源和社会保障局",
    organ_code="11110105MB0000001C",
)


@pytest.mark.parametrize(
    ("yuan", "said"),
    [
        ("2000", "0.2"),
        ("0", ""),
        ("0.01", "0.000001"),
        ("10000", "1"),
        ("123456.78", "12.345678"),
        ("50000000.00", "5000"),
        ("100", "0.01"),
    ],
)
def test_amounts_are_ten_thousands_exact_to_the_cent(yuan, said):
    assert in_ten_thousands(Decimal(yuan)) == said


def test_a_gain_with_more_than_two_decimals_is_not_rounded_away():
    with pytest.raises(ValueError, match="finer"):
        in_ten_thousands(Decimal("100.001"))


def test_the_columns_are_those_of_the_form_in_its_order():
    assert len(FIELDS) == 28
    assert (CODES[0], CODES[6], CODES[11], CODES[17], CODES[22], CODES[27]) == (
        "A000001",
        "CF_XDR_MC",
        "CF_WSH",
        "CF_NR_FK",
        "CF_GSJZQ",
        "BZ",
    )
    assert len(set(CODES)) == 28
    assert tuple(row(ONE)) == CODES


def test_what_the_register_does_not_keep_is_empty_and_no_problem():
    line = row(ONE)
    assert problems(line) == []
    assert {code for code in CODES if not line[code]} == {
        "A000003",
        "A000004",
        "A000005",
        "CF_XDR_SYDW",
        "CF_XDR_SHZZ",
        "CF_FR_SFZH",
        "CF_NR_WFFF",
        "CF_NR_ZKDX",
        "CF_YXQ",
        "BZ",
    }


@pytest.mark.parametrize(
    ("change", "code"),
    [({"code": ""}, "A000002"), ({"number": ""}, "CF_WSH"), ({"kinds": ()}, "CF_CFLB")],
)
def test_what_a_row_must_say_and_does_not_is_missing(change, code):
    assert problems(row(replace(ONE, **change))) == [(code, Wrong.MISSING)]


def test_an_organ_without_its_code_is_missing_in_both_places():
    assert problems(row(replace(ONE, organ_code=""))) == [
        ("CF_CFJGDM", Wrong.MISSING), ("CF_SJLYDM", Wrong.MISSING),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("column", "value", "wrong"),
    [
        ("CF_FR_SFZH", "110101199003077758", Wrong.PERSONAL),
        ("CF_FR_SFZH", "已脱敏", Wrong.PERSONAL),
        ("CF_SY", "收取王某（身份证号110101199003077758）押金", Wrong.NUMBER),
        ("CF_NR", "罚款，联系13800001111", Wrong.NUMBER),
        ("BZ", "11010119900307775X", Wrong.NUMBER),
        ("A000002", "91110105MA0000001A", Wrong.CODE),
        ("A000002", "91110105MA000000", Wrong.CODE),
        ("A000002", "110101199003077758", Wrong.CODE),
        ("CF_CFJGDM", "11110105000000000X", Wrong.CODE),
        ("CF_NR_FK", "2,000", Wrong.AMOUNT),
        ("CF_NR_FK", "0.1234567", Wrong.AMOUNT),
        ("CF_NR_WFFF", "-1", Wrong.AMOUNT),
        ("CF_JDRQ", "2026年3月2日", Wrong.DAY),
        ("CF_GSJZQ", "2026-03-01", Wrong.ORDER),
    ],
)
def test_what_a_column_cannot_hold_is_named_with_its_column(column, value, wrong):
    assert problems(row(ONE) | {column: value}) == [(column, wrong)]


def test_what_ends_on_the_day_it_began_is_in_order():
    assert problems(row(ONE) | {"CF_GSJZQ": "2026-03-02"}) == []


GRANT = Licence(
    party="测试甲人力资源有限公司",
    code="91110105MA00000012",
    address="北京市朝阳区示例街1号",
    representative="甲某",
    paper="准予行政许可决定书",
    number="京朝人社许〔2026〕9号",
    certificate="人力资源服务许可证",
    certificate_number="（京）人服证字〔2023〕第1101050008号",
    content="职业中介活动",
    decided_on="2026-11-09",
    valid_from="2026-11-09",
    valid_to="2031-11-08",
    organ="北京市朝阳区人力资源和社会保障局",
    organ_code="11110105MB0000001C",
)


def test_a_licence_is_complete_in_the_columns_of_its_own_form():
    line = licence(GRANT)
    assert tuple(line) == LICENCES.codes
    assert len(LICENCES.fields) == 26
    assert double_publicity.problems(LICENCES, line) == []
    assert {code for code in LICENCES.codes if not line[code]} == {
        "A000003", "A000004", "A000005", "XK_XDR_SYDW", "XK_XDR_SHZZ", "XK_FR_SFZH", "BZ",
    }  # fmt: skip
    assert double_publicity.reread(LICENCES, double_publicity.as_csv(LICENCES, [line])) == [line]


@pytest.mark.parametrize(
    ("column", "value", "wrong"),
    [
        ("XK_FR_SFZH", "110101199003077758", Wrong.PERSONAL),
        ("XK_XKBH", "", Wrong.MISSING),
        ("XK_YXQZI", "2026-11-08", Wrong.ORDER),
        ("XK_YXQZ", "2026年11月9日", Wrong.DAY),
        ("XK_XKJGDM", "11110105MB0000001X", Wrong.CODE),
    ],
)
def test_what_a_licence_row_cannot_say_is_named(column, value, wrong):
    assert double_publicity.problems(LICENCES, licence(GRANT) | {column: value}) == [(column, wrong)]


def test_the_file_reads_as_it_was_written_names_first_codes_below():
    lines = [row(ONE), row(replace(ONE, number="=1+1", content='罚款"两千"元,\n警告'))]
    content = double_publicity.as_csv(PENALTIES, lines)
    assert reread(content) == lines
    assert lines[1]["CF_NR"] == '罚款"两千"元, 警告'
    head, codes, *_ = content.decode("utf-8-sig").split("\r\n")
    assert head.startswith("企业名称,统一社会信用代码,")
    assert codes.startswith("A000001,A000002,")
    assert b",=1+1" not in content


def test_a_file_with_other_columns_is_not_read():
    content = double_publicity.as_csv(PENALTIES, [row(ONE)]).replace(b"CF_WSH", b"CF_XXX")
    with pytest.raises(ValueError, match="columns"):
        reread(content)

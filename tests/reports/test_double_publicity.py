"""The list for double publicity: columns of the form, 万元 to the cent, empty beside missing, and nothing personal."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from reports.exports import double_publicity
from reports.exports.double_publicity import CODES, FIELDS, Penalty, in_ten_thousands, problems, reread, row

ONE = Penalty(
    party="测试甲人力资源有限公司",
    code="91110105MA0000001A",
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
    organ_code="11110105000000000X",
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
    assert problems(row(replace(ONE, **change))) == [code]


def test_an_organ_without_its_code_is_missing_in_both_places():
    assert problems(row(replace(ONE, organ_code=""))) == ["CF_CFJGDM", "CF_SJLYDM"]


def test_a_number_of_a_person_is_refused_wherever_it_came_from():
    assert problems(row(ONE) | {"CF_FR_SFZH": "110101199003077758"}) == ["CF_FR_SFZH"]


def test_an_amount_in_yuan_and_a_day_in_words_are_refused():
    assert problems(row(ONE) | {"CF_NR_FK": "2,000"}) == ["CF_NR_FK"]
    assert problems(row(ONE) | {"CF_JDRQ": "2026年3月2日"}) == ["CF_JDRQ"]


def test_the_file_reads_as_it_was_written_names_first_codes_below():
    lines = [row(ONE), row(replace(ONE, number="=1+1", content='罚款"两千"元,\n警告'))]
    content = double_publicity.as_csv(lines)
    assert reread(content) == lines
    assert lines[1]["CF_NR"] == '罚款"两千"元, 警告'
    head, codes, *_ = content.decode("utf-8-sig").split("\r\n")
    assert head.startswith("企业名称,统一社会信用代码,")
    assert codes.startswith("A000001,A000002,")
    assert b",=1+1" not in content


def test_a_file_with_other_columns_is_not_read():
    content = double_publicity.as_csv([row(ONE)]).replace(b"CF_WSH", b"CF_XXX")
    with pytest.raises(ValueError, match="columns"):
        reread(content)

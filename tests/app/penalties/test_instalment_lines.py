"""Instalments as people write them: what is meant is read, what cannot be meant is said with its line."""

from datetime import date
from decimal import Decimal

import pytest

from app.penalties.instalment_lines import parts_of
from regulation import errors
from regulation.penalties.rules.payment import Part

D = Decimal
JANUARY, FEBRUARY = date(2027, 1, 31), date(2027, 2, 28)


@pytest.mark.parametrize(
    "text",
    [
        "2027-01-31 3000\n2027-02-28 2000.50",
        "2027-01-31  3,000 \r\n\r\n 2027-02-28\t2,000.5",
        "２０２７－０１－３１　３０００\n２０２７年２月２８日：２，０００．５０元",
        "2027年1月31日，3000元\n2027年2月28日，2000.50元",
        "2027/1/31,3000\n2027.2.28、￥2,000.50",
        "2027-01-31: 人民币3000元\n2027-02-28; ¥2000.50",
        "2027-01-31 3 000\n2027-02-28 2 000.50",
    ],
)
def test_what_is_meant_is_read(text):
    assert parts_of(text) == [Part(JANUARY, D(3000)), Part(FEBRUARY, D("2000.50"))]


def test_the_order_is_the_writers_and_blank_lines_are_none():
    assert [each.on for each in parts_of("\n2027-02-28 1\n\n\n2027-01-31 1\n")] == [FEBRUARY, JANUARY]
    assert parts_of(" \n　\n") == []


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("2027-01-31 3000.001", "两位小数"),
        ("2027-02-30 3000", "不存在"),
        ("2027-13-01 3000", "不存在"),
        ("2027-01-31", "看不懂"),
        ("3000", "看不懂"),
        ("一月底 三千元", "看不懂"),
        ("2027-01-31 -3000", "看不懂"),
        ("2027-01-31 3e3", "看不懂"),
        ("2027-01-31 3_000", "看不懂"),
        ("2027-01-31 3,00", "看不懂"),
        ("2027-01-31 1,2345", "看不懂"),
        ("2027-01-31 3000 4000.5.1", "看不懂"),
        ("2027-01-31 \u0663\u0660\u0660\u0660", "看不懂"),
        ("\u202e2027-01-31 3000", "看不懂"),
        ("<script>alert(1)</script>", "看不懂"),
    ],
)
def test_every_line_that_cannot_be_meant_is_said_with_its_number(line, says):
    with pytest.raises(errors.Invalid) as found:
        parts_of(f"2027-01-31 1000\n{line}\n\nnor this")
    said = found.value.params["wrong"]
    assert says in said.split("；")[0]
    assert [each[:3] for each in said.split("；")] == ["第2行", "第4行"]
    assert said.endswith("第4行看不懂：nor this")
    assert "%(wrong)s" in found.value.errors["lines"]


def test_what_is_said_back_of_a_line_is_short():
    with pytest.raises(errors.Invalid) as found:
        parts_of("x" * 900)
    assert found.value.params["wrong"] == f"第1行看不懂：{'x' * 40}"

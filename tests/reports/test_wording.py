"""Money in words, days and numbers of papers."""

import datetime as dt
from decimal import Decimal

import pytest

from reports import wording


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0", "零元整"),
        ("0.05", "伍分"),
        ("0.50", "伍角整"),
        ("1.05", "壹元零伍分"),
        ("10", "壹拾元整"),
        ("5000", "伍仟元整"),
        ("10000", "壹万元整"),
        ("10005", "壹万零伍元整"),
        ("10050.50", "壹万零伍拾元伍角整"),
        ("12345.67", "壹万贰仟叁佰肆拾伍元陆角柒分"),
        ("100000", "壹拾万元整"),
        ("107000.53", "壹拾万柒仟元伍角叁分"),
        ("1001000", "壹佰万壹仟元整"),
        ("1000100", "壹佰万零壹佰元整"),
        ("100000001", "壹亿零壹元整"),
        ("100010000", "壹亿零壹万元整"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("325.04", "叁佰贰拾伍元零肆分"),
    ],
)
def test_an_amount_in_words(amount: str, words: str) -> None:
    assert wording.capitals(Decimal(amount)) == words


@pytest.mark.parametrize("amount", ["-1", "1e16"])
def test_what_is_no_amount_for_a_paper_is_refused(amount: str) -> None:
    with pytest.raises(ValueError, match="not an amount"):
        wording.capitals(Decimal(amount))


def test_a_moment_is_told_by_the_clocks_of_beijing() -> None:
    evening = dt.datetime(2026, 12, 31, 16, 5, tzinfo=dt.UTC)
    assert wording.moment(evening) == "2027年1月1日0时05分"
    assert wording.day(evening) == "2027年1月1日"


@pytest.mark.parametrize(
    "number",
    ["京朝人社罚[2026]9号", "京朝人社罚【2026】9号", "京朝人社罚（2026）9号", "京朝人社罚〔2026〕9号"],
)
def test_the_year_of_a_number_stands_in_the_official_brackets(number: str) -> None:
    assert wording.brackets(number) == "京朝人社罚〔2026〕9号"


def test_the_province_in_front_of_a_licence_number_keeps_its_round_brackets() -> None:
    assert wording.brackets("（京）人服证字[2024]第0105000123号") == "（京）人服证字〔2024〕第0105000123号"

"""Days and numbers of papers."""

import datetime as dt

import pytest

from regulation.law import wording


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

"""Citations as people type them."""

import pytest

from regulation.law import citation, numerals


@pytest.mark.parametrize(
    "text",
    [
        "《人力资源市场暂行条例》第三十五条第一款", "《人力资源市场暂行条例》", "《中华人民共和国行政处罚法》第四十二条第一款第三项",
        "《国务院办公厅关于推广随机抽查规范事中事后监管的通知》（国办发〔2015〕58号）",
    ],
)  # fmt: skip
def test_what_is_printed_is_read_back(text):
    assert citation.from_text(text).zh == text


def test_arabic_digits_are_read_too():
    assert citation.from_text(" 《人力资源市场暂行条例》第35条 ").zh == "《人力资源市场暂行条例》第三十五条"


@pytest.mark.parametrize(
    "text",
    [
        "人力资源市场暂行条例第三十五条",
        "《人力资源市场暂行条例》第某条",
        "《人力资源市场暂行条例》第三十五",
        "",
    ],
)
def test_what_is_no_citation_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011 - any wording
        citation.from_text(text)


def test_an_unknown_instrument_is_refused():
    with pytest.raises(KeyError):
        citation.from_text("《没有这部法》第一条")


@pytest.mark.parametrize("value", [1, 10, 11, 20, 35, 100, 101, 110, 111, 999, 1260])
def test_numerals_are_read_back(value):
    assert numerals.number(numerals.chinese(value)) == value

from datetime import date

import pytest

from regulation.law import citation, numerals
from regulation.law.citation import Confidence, Instrument


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (0, "零"),
        (1, "一"),
        (9, "九"),
        (10, "十"),
        (11, "十一"),
        (19, "十九"),
        (20, "二十"),
        (42, "四十二"),
        (82, "八十二"),
        (99, "九十九"),
        (100, "一百"),
        (101, "一百零一"),
        (110, "一百一十"),
        (111, "一百一十一"),
        (119, "一百一十九"),
        (203, "二百零三"),
        (1000, "一千"),
        (1001, "一千零一"),
        (1010, "一千零一十"),
        (1100, "一千一百"),
        (1260, "一千二百六十"),
        (9999, "九千九百九十九"),
    ],
)
def test_articles_are_numbered_as_statutes_write_them(number, written):
    assert numerals.chinese(number) == written


@pytest.mark.parametrize("number", [-1, 10_000])
def test_no_article_has_such_a_number(number):
    with pytest.raises(ValueError, match="no article"):
        numerals.chinese(number)


@pytest.mark.parametrize(
    ("cited", "zh", "en"),
    [
        (
            citation.HRM_REGULATIONS.article(19),
            "《人力资源市场暂行条例》第十九条",
            "Interim Regulations on the Human Resources Market, Article 19",
        ),
        (
            citation.HRM_REGULATIONS.article(42, 2),
            "《人力资源市场暂行条例》第四十二条第二款",
            "Interim Regulations on the Human Resources Market, Article 42(2)",
        ),
        (
            citation.LICENSING_LAW.article(32, 1, 4),
            "《中华人民共和国行政许可法》第三十二条第一款第四项",
            "Administrative Licensing Law, Article 32(1), item 4",
        ),
        (
            citation.LICENSING_LAW.article(69, item=2),
            "《中华人民共和国行政许可法》第六十九条第二项",
            "Administrative Licensing Law, Article 69, item 2",
        ),
        (
            citation.CREDIT_REPAIR_PLAN.part("第四项", "item 4"),
            "《关于进一步完善信用修复制度的实施方案》（国办发〔2025〕22号）第四项",
            "Implementation Plan for the Credit Repair System (国办发〔2025〕22号), item 4",
        ),
        (
            citation.CREDIT_REPAIR_MEASURES.whole(),
            "《信用修复管理办法》",
            "Measures for the Administration of Credit Repair",
        ),
    ],
)
def test_a_place_in_the_law_is_cited_in_both_languages(cited, zh, en):
    assert cited.zh == str(cited) == zh
    assert cited.en == en


@pytest.mark.parametrize(
    "cited",
    [
        citation.PENALTY_LAW.article(60),
        citation.PENALTY_LAW.article(66, 2),
        citation.LICENSING_LAW.article(32, 1, 4),
        citation.LICENSING_LAW.article(69, item=2),
        citation.CREDIT_REPAIR_PLAN.part("第四项", "item 4"),
        citation.ORDER_44.whole(),
    ],
)
def test_a_stored_citation_reads_back_as_the_same_place(cited):
    assert citation.from_key(cited.key) == cited


@pytest.mark.parametrize("key", ["nowhere:1", "penalty-law:first", "penalty-law::2"])
def test_a_key_that_names_no_place_is_not_read(key):
    with pytest.raises((KeyError, ValueError)):
        citation.from_key(key)


def test_an_item_needs_an_article():
    with pytest.raises(ValueError, match="belongs to an article"):
        citation.Citation(citation.PENALTY_LAW, paragraph=1)


@pytest.mark.parametrize("numbers", [(0,), (1, 0), (1, 1, 0), (-3,)])
def test_articles_are_counted_from_one(numbers):
    with pytest.raises(ValueError, match="counted from one"):
        citation.PENALTY_LAW.article(*numbers)


def test_a_doubtful_place_says_so_and_is_still_the_same_place():
    doubted = citation.HRM_REGULATIONS.article(19, doubt="工作日或自然日待确认")
    assert doubted.is_doubtful
    assert not citation.HRM_REGULATIONS.article(19).is_doubtful
    assert doubted == citation.HRM_REGULATIONS.article(19)


def test_a_text_that_was_not_read_makes_every_article_of_it_doubtful():
    assert citation.ORDER_50.article(5).is_doubtful
    assert citation.STATISTICS_LAW.article(25).is_doubtful


def test_credit_repair_before_april_2026_followed_the_older_measures():
    older, newer = citation.CREDIT_REPAIR_MEASURES_2023, citation.CREDIT_REPAIR_MEASURES
    table = {
        date(2023, 4, 30): (False, False),
        date(2023, 5, 1): (True, False),
        date(2026, 3, 31): (True, False),
        date(2026, 4, 1): (False, True),
    }
    assert {day: (older.is_in_force(day), newer.is_in_force(day)) for day in table} == table


def test_an_instrument_without_a_known_day_is_taken_as_in_force():
    assert Instrument("x", "某办法", "Some Measures", "", None).is_in_force(date(1990, 1, 1))


def test_the_marks_of_confidence_are_four_and_labelled():
    assert len({mark.label for mark in Confidence}) == len(Confidence) == 4


def test_titles_and_keys_of_instruments_are_unique():
    instruments = citation.INSTRUMENTS.values()
    assert len({each.title for each in instruments}) == len(instruments)
    assert all(key == each.key for key, each in citation.INSTRUMENTS.items())


def test_a_title_inside_a_title_stands_in_single_marks():
    assert citation.LABOUR_SUPERVISION_RULES.zh == "《关于实施〈劳动保障监察条例〉若干规定》"
    assert not [each for each in citation.INSTRUMENTS.values() if "《" in each.title]

from datetime import date

import pytest

from regulation.law import citation, dated
from regulation.law.dated import DatedValue, NotYetInForce, Since

ARTICLE = citation.PENALTY_LAW.article(51)


@pytest.fixture(autouse=True)
def _no_trace(monkeypatch):
    """What these tests declare stays in them."""
    monkeypatch.setattr(dated, "_DECLARED", {})


def summary_fine():
    return DatedValue(
        "test.summary_fine",
        "当场处罚对单位罚款上限",
        (
            Since(date(1996, 10, 1), 1_000, ARTICLE),
            Since(date(2021, 7, 15), 3_000, ARTICLE, note="修订后提高"),
        ),
    )


@pytest.mark.parametrize(
    ("day", "value"),
    [
        (date(1996, 10, 1), 1_000),
        (date(2021, 7, 14), 1_000),
        (date(2021, 7, 15), 3_000),
        (date(2026, 11, 22), 3_000),
    ],
)
def test_a_case_is_judged_by_the_number_of_its_day(day, value):
    assert summary_fine().on(day) == value


def test_before_the_first_day_there_is_no_value():
    with pytest.raises(NotYetInForce, match=r"test\.summary_fine"):
        summary_fine().on(date(1996, 9, 30))


def test_the_value_comes_with_its_article_and_note():
    value = summary_fine()
    assert value.citation(date(2026, 1, 1)) == ARTICLE
    assert value.since(date(2026, 1, 1)).note == "修订后提高"


def test_every_value_declared_is_listed_by_its_key():
    later, earlier = DatedValue("test.z", "乙", (Since(date(2020, 1, 1), 1, ARTICLE),)), summary_fine()
    assert dated.declared() == [earlier, later]


def test_two_values_never_share_a_key():
    summary_fine()
    with pytest.raises(ValueError, match=r"two values are called test\.summary_fine"):
        summary_fine()


@pytest.mark.parametrize(
    "days", [(), (date(2021, 1, 1), date(2020, 1, 1)), (date(2021, 1, 1), date(2021, 1, 1))]
)
def test_values_stand_in_order_of_time(days):
    with pytest.raises(ValueError, match=r"test\.order"):
        DatedValue("test.order", "次序", tuple(Since(day, 1, ARTICLE) for day in days))
    assert dated.declared() == []

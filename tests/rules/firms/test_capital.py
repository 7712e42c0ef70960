"""Every way in which lists were seen to write the registered capital."""

from decimal import Decimal

import pytest

from regulation.firms.imports import capital


@pytest.mark.parametrize(
    ("cell", "amount", "currency"),
    [
        ("200(万元人民币)", "2000000", "CNY"),
        ("200(万元)", "2000000", "CNY"),
        ("200万人民币", "2000000", "CNY"),
        ("200(万人民币元)", "2000000", "CNY"),
        ("200（万元）", "2000000", "CNY"),
        ("200万元", "2000000", "CNY"),
        ("200(万元(人民币))", "2000000", "CNY"),
        ("200万人民币元", "2000000", "CNY"),
        ("200万元人民币", "2000000", "CNY"),
        ("200(万人民币 )", "2000000", "CNY"),
        ("200(万元（人民币）)", "2000000", "CNY"),
        ("2000000人民币元", "2000000", "CNY"),
        ("2,000,000元", "2000000", "CNY"),
        ("３，０００(万元人民币)", "30000000", "CNY"),
        ("3,397.2857(万元人民币)", "33972857", "CNY"),
        ("50(万美元)", "500000", "USD"),
        ("50万美元", "500000", "USD"),
        ("50(万元美元)", "500000", "USD"),
        ("50(万元(美元))", "500000", "USD"),
        ("50(万美元 )", "500000", "USD"),
        ("50(万香港元)", "500000", "HKD"),
        ("50(万港币)", "500000", "HKD"),
        ("50万港币", "500000", "HKD"),
        ("50(万港元)", "500000", "HKD"),
        ("50万港元", "500000", "HKD"),
        ("50(万元(港币))", "500000", "HKD"),
        ("5000(万日元)", "50000000", "JPY"),
        ("5(万欧元)", "50000", "EUR"),
        ("5(万德国马克)", "50000", "DEM"),
        ("2亿元", "200000000", "CNY"),
    ],
)
def test_amount_and_currency(cell, amount, currency):
    found = capital.read(cell)
    assert (found.amount, found.currency, found.problem) == (Decimal(amount), currency, "")


@pytest.mark.parametrize("cell", ["200(万)", "200万"])
def test_a_bare_wan_is_taken_as_yuan_and_says_so(cell):
    found = capital.read(cell)
    assert (found.amount, found.currency) == (Decimal(2000000), "CNY")
    assert found.note


@pytest.mark.parametrize("cell", ["200", "200()", "200.5 ( )"])
def test_a_number_without_unit_is_no_amount(cell):
    assert capital.read(cell).amount is None
    assert "没有单位" in capital.read(cell).problem


@pytest.mark.parametrize("cell", ["万元", "若干", "200万贝壳", "1,00万元", "-5万元", "200万元整"])
def test_what_cannot_be_read_is_not_guessed(cell):
    assert capital.read(cell).amount is None
    assert capital.read(cell).problem


def test_an_amount_beyond_the_column_is_refused():
    assert capital.read("999999999999万元").problem


def test_what_is_shown_for_editing_can_be_read_again():
    from regulation.firms import entries

    for cell in ("200(万元)", "50万美元", "5(万德国马克)", "5000(万日元)"):
        found = capital.read(cell)
        shown = entries.written("capital", f"{found.amount} {found.currency}")
        again = capital.read(shown)
        assert (again.amount, again.currency) == (found.amount, found.currency)

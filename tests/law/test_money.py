from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regulation.law import money

AMOUNTS = st.integers(0, 999_999_999_999_999_999).map(lambda cents: Decimal(cents).scaleb(-2))

CAPITALS = [
    ("0", "零元整"),
    ("0.01", "壹分"),
    ("0.10", "壹角"),
    ("0.11", "壹角壹分"),
    ("1", "壹元整"),
    ("1.05", "壹元零伍分"),
    ("1.50", "壹元伍角"),
    ("10", "壹拾元整"),
    ("10.50", "壹拾元零伍角"),
    ("15", "壹拾伍元整"),
    ("100", "壹佰元整"),
    ("101", "壹佰零壹元整"),
    ("110", "壹佰壹拾元整"),
    ("200", "贰佰元整"),
    ("325.04", "叁佰贰拾伍元零肆分"),
    ("1001", "壹仟零壹元整"),
    ("1010", "壹仟零壹拾元整"),
    ("1100", "壹仟壹佰元整"),
    ("1409.50", "壹仟肆佰零玖元伍角"),
    ("1680.32", "壹仟陆佰捌拾元零叁角贰分"),
    ("3000", "叁仟元整"),
    ("5000", "伍仟元整"),
    ("6007.14", "陆仟零柒元壹角肆分"),
    ("10000", "壹万元整"),
    ("10001", "壹万零壹元整"),
    ("10500", "壹万零伍佰元整"),
    ("12000", "壹万贰仟元整"),
    ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
    ("30000.30", "叁万元零叁角"),
    ("50000", "伍万元整"),
    ("100000", "壹拾万元整"),
    ("100001", "壹拾万零壹元整"),
    ("107000.53", "壹拾万柒仟元零伍角叁分"),
    ("300500", "叁拾万零伍佰元整"),
    ("1000000", "壹佰万元整"),
    ("10010000", "壹仟零壹万元整"),
    ("20000000", "贰仟万元整"),
    ("100000000", "壹亿元整"),
    ("100000001", "壹亿零壹元整"),
    ("100010000", "壹亿零壹万元整"),
    ("170000000", "壹亿柒仟万元整"),
    ("1000100010", "壹拾亿零壹拾万零壹拾元整"),
    ("1000000000001", "壹万亿零壹元整"),
    ("-5", "负伍元整"),
]


@pytest.mark.parametrize(("amount", "written"), CAPITALS)
def test_a_decision_writes_the_amount_in_capital_characters(amount, written):
    assert money.capital(Decimal(amount)) == written


@pytest.mark.parametrize(("amount", "written"), CAPITALS)
def test_capital_characters_read_back_as_the_amount(amount, written):
    assert money.from_capital(written) == Decimal(amount)
    assert money.from_capital("人民币" + written) == Decimal(amount)


@settings(max_examples=60, deadline=None)
@given(AMOUNTS)
def test_every_amount_that_can_be_stored_can_be_written_in_capitals_and_read_back(amount):
    written = money.capital(amount)
    assert "零零" not in written
    assert money.from_capital(written) == amount


@pytest.mark.parametrize(
    "text", ["", "元整", "一万元整", "壹贰元整", "壹元零", "壹万元整元", "12元", "人民币整"]
)
def test_what_is_no_amount_in_capitals_is_refused(text):
    with pytest.raises(money.NotAnAmount):
        money.from_capital(text)


def test_the_permitted_variants_of_zero_and_of_the_close_are_read():
    assert money.from_capital("壹仟陆佰捌拾元叁角贰分") == Decimal("1680.32")
    assert money.from_capital("壹拾万零柒仟元伍角叁分") == Decimal("107000.53")
    assert money.from_capital("伍佰元正") == Decimal(500)


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("0", "0.00"),
        ("12000", "12000.00"),
        ("12,000", "12000.00"),
        ("1,234,567.8", "1234567.80"),
        (" 5000.00 元 ", "5000.00"),
        ("¥5000", "5000.00"),
        ("￥５，０００．５０", "5000.50"),
        ("1.5万元", "15000.00"),
        ("2万", "20000.00"),
        ("0.000001万元", "0.01"),
        ("-3.20", "-3.20"),
        ("007", "7.00"),
    ],
)
def test_amounts_are_read_as_people_type_them(typed, amount):
    assert str(money.parse(typed)) == amount


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "请填写金额"),
        ("  ", "请填写金额"),
        ("¥", "请填写金额"),
        ("五千", "金额应为数字，例如 12000.00"),
        ("1,23", "金额应为数字，例如 12000.00"),
        ("1e5", "金额应为数字，例如 12000.00"),
        ("NaN", "金额应为数字，例如 12000.00"),
        ("5.", "金额应为数字，例如 12000.00"),
        ("--5", "金额应为数字，例如 12000.00"),
        ("元", "金额应为数字，例如 12000.00"),
        ("٣", "金额应为数字，例如 12000.00"),
        ("0.001", "金额精确到分，最多两位小数"),
        ("1.500", "金额精确到分，最多两位小数"),
        ("1.1234567万元", "金额精确到分，最多两位小数"),
        ("99999999999999999", "金额超出可以记录的范围"),
    ],
)
def test_what_is_no_amount_is_refused_with_the_reason(typed, message):
    with pytest.raises(money.NotAnAmount) as refused:
        money.parse(typed)
    assert refused.value.message == message


@pytest.mark.parametrize("value", [5000.0, 0.1, True])
def test_money_is_never_a_float(value):
    with pytest.raises(TypeError, match="never a float"):
        money.yuan(value)
    with pytest.raises(TypeError, match="only text"):
        money.parse(value)


@pytest.mark.parametrize("value", ["0.001", "NaN", "Infinity", "1E+17"])
def test_an_exact_amount_has_two_decimals_and_fits_the_register(value):
    with pytest.raises(ValueError, match=r"cent|amount"):
        money.yuan(value)


def test_amounts_always_carry_two_decimals():
    assert str(money.yuan(5000)) == "5000.00"
    assert str(money.yuan("9999999999999999.99")) == "9999999999999999.99"
    assert str(money.yuan("-0")) == "0.00"


@pytest.mark.parametrize(
    ("value", "cents"), [("0.005", "0.01"), ("0.0049", "0.00"), ("-0.005", "-0.01"), ("150.125", "150.13")]
)
def test_results_are_rounded_half_up_to_the_cent(value, cents):
    assert str(money.rounded(Decimal(value))) == cents


@pytest.mark.parametrize(
    ("amount", "formatted", "figures", "wan"),
    [
        ("0", "¥0.00", "0.00", "0万元"),
        ("5000", "¥5,000.00", "5,000.00", "0.5万元"),
        ("10000", "¥10,000.00", "10,000.00", "1万元"),
        ("1234567.8", "¥1,234,567.80", "1,234,567.80", "123.45678万元"),
        ("100000000", "¥100,000,000.00", "100,000,000.00", "10,000万元"),
        ("-50", "-¥50.00", "-50.00", "-0.005万元"),
    ],
)
def test_amounts_are_shown_in_yuan_and_in_ten_thousands(amount, formatted, figures, wan):
    assert money.formatted(Decimal(amount)) == formatted
    assert money.figures(Decimal(amount)) == figures
    assert money.formatted_wan(Decimal(amount)) == wan


@settings(max_examples=25, deadline=None)
@given(AMOUNTS)
def test_the_publicity_export_in_ten_thousands_loses_no_cent(amount):
    assert money.in_wan(amount) * 10_000 == amount

"""Registered capital as lists write it: an amount, a multiplier and a currency, in every order of brackets. Pure."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from regulation.words import N_

#: Words for currencies as met in lists; the longest is looked for first.
CURRENCIES = {
    "人民币": "CNY",
    "美元": "USD",
    "美金": "USD",
    "港元": "HKD",
    "港币": "HKD",
    "香港元": "HKD",
    "澳门元": "MOP",
    "澳元": "AUD",
    "澳大利亚元": "AUD",
    "新台币": "TWD",
    "台币": "TWD",
    "日元": "JPY",
    "日币": "JPY",
    "欧元": "EUR",
    "英镑": "GBP",
    "韩元": "KRW",
    "加拿大元": "CAD",
    "加元": "CAD",
    "新加坡元": "SGD",
    "新元": "SGD",
    "瑞士法郎": "CHF",
    "法国法郎": "FRF",
    "德国马克": "DEM",
}
_NAMES = sorted(CURRENCIES, key=len, reverse=True)
_FORM = re.compile(r"(?P<amount>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<unit>\D*)")
#: Room of the column.
_MOST = Decimal(10) ** 15
_YUAN = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Capital:
    """Either an amount in a currency, or a problem; `note` says what had to be assumed."""

    amount: Decimal | None = None
    currency: str = ""
    note: str = ""
    problem: str = ""


def read(cell: str) -> Capital:
    """Parse a cell. The unit is never invented: a bare number, or one with empty brackets, is no amount."""
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", cell))
    found = _FORM.fullmatch(text.replace("¥", ""))
    if not found:
        return Capital(problem=N_("注册资本无法识别，未采用"))
    unit = found["unit"].replace("(", "").replace(")", "")
    if not unit:
        return Capital(problem=N_("注册资本没有单位，未采用"))
    multiplier, unit = _multiplier(unit)
    currency, unit = _currency(unit)
    if unit not in {"", "元", "圆"} or (not multiplier and not currency and not unit):
        return Capital(problem=N_("注册资本的单位无法识别，未采用"))
    note = ""
    if not currency:
        currency = "CNY"
        if not unit:
            note = N_("注册资本只写“万”，按人民币万元采用")
    amount = Decimal(found["amount"].replace(",", "")) * (multiplier or 1)
    if amount >= _MOST:
        return Capital(problem=N_("注册资本数额过大，未采用"))
    exact = amount.quantize(_YUAN)
    if exact != amount:
        note = N_("注册资本不足一分的部分已四舍五入")
    return Capital(exact, currency, note)


def _multiplier(unit: str) -> tuple[int, str]:
    for word, factor in (("万", 10_000), ("亿", 100_000_000), ("千", 1_000), ("百万", 1_000_000)):
        if unit.startswith(word):
            return factor, unit[len(word) :]
    return 0, unit


def _currency(unit: str) -> tuple[str, str]:
    for name in _NAMES:
        if name in unit:
            return CURRENCIES[name], unit.replace(name, "", 1)
    return "", unit

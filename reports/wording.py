"""How papers write days, moments, money and numbers of documents. Pure."""

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal

from regulation.law import beijing

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "万亿")
_CENT = Decimal("0.01")


def day(value: dt.date) -> str:
    """2026年11月22日. An instant is written as its day in Beijing."""
    if isinstance(value, dt.datetime):
        value = beijing.legal_day(value)
    return f"{value.year}年{value.month}月{value.day}日"


def moment(value: dt.datetime) -> str:
    """2026年11月22日14时03分, on the clocks of Beijing."""
    local = beijing.in_beijing(value)
    return f"{day(local.date())}{local.hour}时{local.minute:02d}分"


def yuan(amount: Decimal) -> str:
    """¥12,345.00."""
    return f"¥{amount.quantize(_CENT, ROUND_HALF_UP):,}"


def capitals(amount: Decimal) -> str:
    """The amount in the characters that cannot be altered by a stroke: 壹万贰仟叁佰肆拾伍元整.

    As on cheques: 整 closes an amount without 分; one 零 stands for any run of empty places inside.
    """
    amount = amount.quantize(_CENT, ROUND_HALF_UP)
    if not 0 <= amount < Decimal(10) ** 16:
        raise ValueError(f"{amount} is not an amount for a paper")
    whole, cents = divmod(int(amount * 100), 100)
    tenth, hundredth = divmod(cents, 10)
    written = _whole(whole) + "元" if whole else ""
    if not cents:
        return (written or "零元") + "整"
    if tenth:
        written += _DIGITS[tenth] + "角"
    elif whole:
        written += "零"
    return written + (_DIGITS[hundredth] + "分" if hundredth else "整")


def _whole(number: int) -> str:
    written = ""
    gap = False
    for group in range(len(_GROUPS) - 1, -1, -1):
        four = number // 10 ** (4 * group) % 10_000
        if not four:
            gap = bool(written)
            continue
        # A group without thousands is announced by 零, as is the group after an empty one.
        if written and (gap or four < 1000):
            written += "零"
        written += _four(four) + _GROUPS[group]
        gap = False
    return written


def _four(number: int) -> str:
    written = ""
    gap = False
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if not digit:
            gap = bool(written)
            continue
        written += ("零" if gap else "") + _DIGITS[digit] + _PLACES[place]
        gap = False
    return written


def brackets(number: str) -> str:
    """A document number with its year in the brackets of official papers: 〔2026〕, not [2026] or 【2026】."""
    return re.sub(r"[\[【（(［]\s*(\d{4})\s*[\]】）)］]", r"〔\1〕", number)

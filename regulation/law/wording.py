"""How papers write days, moments and numbers of documents. Pure."""

import datetime as dt
import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from regulation.law import beijing, money


def day(value: dt.date) -> str:
    """2026年11月22日. An instant is written as its day in Beijing."""
    if isinstance(value, dt.datetime):
        value = beijing.legal_day(value)
    return f"{value.year}年{value.month}月{value.day}日"


def moment(value: dt.datetime) -> str:
    """2026年11月22日14时03分, on the clocks of Beijing."""
    local = beijing.in_beijing(value)
    return f"{day(local.date())}{local.hour}时{local.minute:02d}分"


def brackets(number: str) -> str:
    """A document number with its year in the brackets of official papers: 〔2026〕, not [2026] or 【2026】."""
    return re.sub(r"[\[【（(［]\s*(\d{4})\s*[\]】）)］]", r"〔\1〕", number)


def stopped(text: str) -> str:
    """What somebody wrote, as a sentence that another may follow: 已改正 becomes 已改正。"""
    said = text.strip()
    return said if not said or said[-1] in "。！？；…" else f"{said.rstrip('，、,;.')}。"


#: An amount as the program writes it in running text: 1,000.00元.
_WRITTEN = re.compile(r"(?<![\d,.])\d{1,3}(?:,?\d{3})*\.\d\d元")


def amount(value: Decimal) -> str:
    """An amount as papers write it, in capitals and in figures: 人民币壹仟元整（¥1,000.00）."""
    return f"人民币{money.capital(value)}（{money.formatted(value)}）"


def in_capitals(text: str) -> str:
    """Running text with the capitals beside every amount: 罚款1,000.00元 becomes 罚款人民币壹仟元整（¥1,000.00）."""
    return _WRITTEN.sub(lambda found: amount(money.parse(found[0])), text)


def labels(articles: Iterable[Any]) -> str:
    """Articles one after the other, each instrument named once: 《行政处罚法》第六十三条、第六十四条."""
    said, before = [], ""
    for each in articles:
        instrument, end, place = each.label.partition("》")
        said.append(place if end and place and instrument == before else each.label)
        before = instrument
    return "、".join(said)

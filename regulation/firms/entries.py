"""What an official types into the register, made into the value of a fact. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regulation.firms import places
from regulation.firms.imports import capital, codes, dates
from regulation.firms.status import BusinessState, InstType
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

NAME_MISSING = N_("请填写机构名称")
CODE_INVALID = N_("统一社会信用代码不正确，请核对；没有代码时请留空")
DAY_INVALID = N_("请按 2026-11-22 的格式填写日期；不知道时请留空")
CAPITAL_INVALID = N_("请写明数额、单位和币种，例如“200万元人民币”")
CHOICE_INVALID = N_("请从给出的选项中选择")
AREA_DIFFERS = N_("住所写的是另一个区，请核对所在区")


def read(entered: Mapping[str, str], latest: date) -> tuple[dict[str, str], dict[str, str]]:
    """Values and problems by key. An empty entry says that the fact is not known."""
    values: dict[str, str] = {}
    problems: dict[str, str] = {}
    for key, text in entered.items():
        value, problem = _one(key, text.strip(), latest)
        if problem:
            problems[key] = problem
        else:
            values[key] = value
    if "name" in entered and not values.get("name") and "name" not in problems:
        problems["name"] = NAME_MISSING
    if "area" in values and "domicile" in values:
        located = places.locate("", "", values["domicile"]).area
        if located in places.AREAS and located != values["area"]:
            problems["area"] = AREA_DIFFERS
    return values, problems


def _one(key: str, text: str, latest: date) -> tuple[str, str]:
    if not text:
        return "", ""
    match key:
        case "uscc":
            code = codes.read(text)
            return (code.value, "") if code.kind is codes.CodeKind.USCC else ("", CODE_INVALID)
        case "established_on":
            day = dates.read(text, latest)
            return (day.on.isoformat(), "") if day.on else ("", DAY_INVALID)
        case "capital":
            amount = capital.read(text)
            if amount.amount is None:
                return "", CAPITAL_INVALID
            return f"{amount.amount} {amount.currency}", ""
        case "business_state":
            return (text, "") if text in set(BusinessState) else ("", CHOICE_INVALID)
        case "inst_type":
            return (text, "") if text in set(InstType) else ("", CHOICE_INVALID)
        case "area":
            known = text in places.AREAS or text in {places.CITY, places.ELSEWHERE}
            return (text, "") if known else ("", CHOICE_INVALID)
        case _:
            return text, ""


def written(key: str, value: str) -> str:
    """A fact as it is shown for editing: the capital in words that can be typed again."""
    if key == "capital" and value:
        amount, _, currency = value.partition(" ")
        return f"{amount}元{_CURRENCY_WORDS.get(currency, currency)}"
    return value


_CURRENCY_WORDS = {"CNY": "人民币"} | {
    code: word for word, code in capital.CURRENCIES.items() if code != "CNY"
}

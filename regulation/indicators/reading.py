"""From what people type to the value of a cell, and back to text. Pure.

Nothing is guessed: a number with a unit word, an exponent or a decimal too many is asked about.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from regulation.indicators import catalogue
from regulation.indicators.indicator import Column, FormKind, Indicator, Kind, Value, Values
from regulation.words import N_, InBoth

#: Above this no figure of one firm makes sense, in any unit of the form.
LARGEST = Decimal(10) ** 11
LONGEST_TEXT = 500
#: Lines of a table in one cell, and characters of a text in it: the largest firms serve some thousand units.
MOST_ROWS = 5_000
LONGEST_CELL = 120
CHOOSE = N_("请从给出的选项中选择")
NEEDS_NUMBER = N_("请填写数字，例如 1234")
_NUMBER = re.compile(r"-?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?")


class Unreadable(ValueError):
    """What was typed is no value of the cell. `message` is Chinese with parameters, for the page."""

    def __init__(self, message: str, **params: object) -> None:
        super().__init__(message)
        self.message = message
        self.params = params


def read(indicator: Indicator, typed: Sequence[str]) -> Value | None:
    """The value of a cell from what came with the form; None when it was left empty. Raises Unreadable."""
    texts = [text.strip() for text in typed if text.strip()]
    if any("\x00" in text for text in texts):
        raise Unreadable(N_("填写的内容含有不能保存的字符"))
    if indicator.kind is Kind.CHOICES:
        return _chosen(indicator, texts)
    if not texts:
        return None
    text = texts[-1]
    if indicator.kind is Kind.ROWS:
        # Not stripped: a first column left empty begins with a tab.
        return _rows(indicator, next(each for each in reversed(typed) if each.strip()))
    if indicator.kind is Kind.TEXT:
        if len(text) > LONGEST_TEXT:
            raise Unreadable(N_("最多填写%(n)s个字"), n=LONGEST_TEXT)
        return text
    if indicator.kind in {Kind.CHOICE, Kind.YES_NO}:
        if indicator.option(text) is None:
            raise Unreadable(CHOOSE)
        return text == "yes" if indicator.kind is Kind.YES_NO else text
    return _number(indicator, text)


def _rows(indicator: Indicator, text: str) -> tuple[str, ...]:
    """The lines of a table, each with its columns parted by tabs. Lines pasted from a spreadsheet have them already;
    who types parts the columns by commas. Raises Unreadable with the number of the line.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_ROWS:
        raise Unreadable(N_("最多填写%(n)s行"), n=MOST_ROWS)
    return tuple(_row(indicator.columns, line, number) for number, line in enumerate(lines, 1))


def _row(columns: tuple[Column, ...], line: str, number: int) -> str:
    parts = [part.strip() for part in (line.split("\t") if "\t" in line else re.split("[,，]", line))]
    while len(parts) > len(columns) and not parts[-1]:
        parts.pop()
    if len(parts) != len(columns):
        names = InBoth("、".join(each.zh for each in columns), ", ".join(each.en for each in columns))
        raise Unreadable(
            N_("第%(line)s行应有%(n)s列：%(columns)s"), line=number, n=len(columns), columns=names
        )
    return "\t".join(_part(column, part, number) for column, part in zip(columns, parts, strict=True))


def _part(column: Column, text: str, line: int) -> str:
    plain = unicodedata.normalize("NFKC", text)
    named = InBoth(column.zh, column.en)
    if not text or len(text) > LONGEST_CELL:
        raise Unreadable(N_("第%(line)s行没有填写“%(column)s”或者过长"), line=line, column=named)
    if column.options:
        for option in column.options:
            if plain.casefold() in {option.code.casefold(), option.zh, option.en.casefold()}:
                return option.code
        known = InBoth(
            "、".join(option.zh for option in column.options),
            ", ".join(option.en for option in column.options),
        )
        raise Unreadable(
            N_("第%(line)s行的“%(column)s”应为%(known)s之一"), line=line, column=named, known=known
        )
    if column.is_count or column.is_share:
        plain = plain.replace(",", "").removesuffix("%" if column.is_share else "")
        limit = Decimal(100) if column.is_share else LARGEST
        is_fine = re.fullmatch(r"\d{1,11}" if column.is_count else r"\d{1,3}(?:\.\d{1,2})?", plain)
        if not is_fine or Decimal(plain) > limit:
            message = (
                N_("第%(line)s行的“%(column)s”应为0至100之间的数，最多两位小数")
                if column.is_share
                else N_("第%(line)s行的“%(column)s”应为整数")
            )
            raise Unreadable(message, line=line, column=named)
        return f"{Decimal(plain):f}"
    return text


def rows(indicator: Indicator, value: Value | None) -> list[dict[str, str]]:
    """The lines of a table, by the keys of its columns."""
    keys = [column.key for column in indicator.columns]
    lines = value if isinstance(value, tuple) else ()
    return [dict(zip(keys, line.split("\t"), strict=False)) for line in lines]


def _chosen(indicator: Indicator, texts: list[str]) -> tuple[str, ...]:
    known = [option.code for option in indicator.options]
    if set(texts) - set(known):
        raise Unreadable(CHOOSE)
    return tuple(code for code in known if code in texts)


def _number(indicator: Indicator, text: str) -> Value:
    # Blanks may part thousands; a tab or a new line parts two cells, and two numbers are not one.
    bare = re.sub(r"[^\S\t\r\n]", "", unicodedata.normalize("NFKC", text))
    bare = bare.replace("−", "-").replace("，", ",")
    if not _NUMBER.fullmatch(bare):
        if re.search(r"\d[eE][+-]?\d", bare):
            raise Unreadable(N_("请写出完整的数字，不要用科学计数法"))
        if re.search(r"[万亿元人家个次]", bare):
            raise Unreadable(N_("只填写数字，单位已经标在格后"))
        raise Unreadable(NEEDS_NUMBER)
    number = Decimal(bare.replace(",", ""))
    if abs(number) > LARGEST:
        raise Unreadable(N_("数字过大，请核对单位"))
    if number < 0 and not indicator.may_be_negative:
        raise Unreadable(N_("此项不能是负数"))
    if indicator.kind is Kind.COUNT:
        if number != number.to_integral_value():
            raise Unreadable(N_("此项应为整数"))
        return int(number)
    if number != number.quantize(Decimal("0.01")):
        raise Unreadable(N_("最多保留两位小数"))
    return number.quantize(Decimal("0.01")) + Decimal(0)


def typed(indicator: Indicator, value: Value | None) -> str | list[str]:
    """The value as the form shows it in its input."""
    if value is None:
        return [] if indicator.kind is Kind.CHOICES else ""
    if indicator.kind is Kind.ROWS and isinstance(value, tuple):
        return "\n".join(_named(indicator.columns, line, "zh") for line in value)
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def shown(indicator: Indicator, value: Value | None, lang: str = "zh") -> str:
    """The value for people, without its unit; empty when there is none."""
    if value is None or value in ("", ()):
        return ""
    if indicator.options:
        given = typed(indicator, value)
        names = [
            option.name(lang)
            for option in indicator.options
            if option.code == given or (isinstance(given, list) and option.code in given)
        ]
        return (", " if lang == "en" else "、").join(names)
    if isinstance(value, tuple):
        return "\n".join(_named(indicator.columns, line, lang) for line in value)
    if isinstance(value, Decimal):
        return f"{value:,.2f}"
    return f"{value:,}" if isinstance(value, int) else str(value)


def _named(columns: tuple[Column, ...], line: str, lang: str) -> str:
    """A line with the names of its codes, as people write it and as it may be typed again."""
    parts = line.split("\t")
    for at, column in enumerate(columns[: len(parts)]):
        parts[at] = next((each.name(lang) for each in column.options if each.code == parts[at]), parts[at])
    return "\t".join(parts)


def with_unit(indicator: Indicator, value: Value | None, lang: str = "zh") -> str:
    """The value with its unit, as papers write it."""
    text = shown(indicator, value, lang)
    return f"{text} {indicator.unit_name(lang)}".strip() if text and indicator.is_number else text


def plain(value: Value) -> Any:
    """One value as stored: amounts as text so that no digit is lost."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    return list(value) if isinstance(value, tuple) else value


def to_json(values: Values) -> str:
    """As stored: amounts as text so that no digit is lost, keys in order so that equal reports have equal hashes."""
    found = {key: plain(value) for key, value in values.items()}
    return json.dumps(found, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_json(stored: str | Mapping[str, Any]) -> dict[str, Value]:
    """Read back what `to_json` wrote; keys of older editions included."""
    written = json.loads(stored) if isinstance(stored, str) else stored
    found: dict[str, Value] = {}
    for key, value in written.items():
        indicator = catalogue.BY_KEY.get(key)
        if indicator is None or value is None:
            continue
        if indicator.kind is Kind.DECIMAL:
            found[key] = Decimal(str(value))
        elif indicator.kind in {Kind.CHOICES, Kind.ROWS}:
            found[key] = tuple(value)
        else:
            found[key] = value
    return found


def kept(edition: int, values: Values, form: FormKind = FormKind.OPERATING) -> dict[str, Value]:
    """What is filed: the asked cells that hold something. Answers to questions that fell away are dropped."""
    return {
        each.key: values[each.key]
        for each in catalogue.asked(edition, values, form=form)
        if values.get(each.key) not in (None, "", ())
    }


def figures(values: Values) -> list[int | None]:
    """The numbers in their places up to the last one stated, in hundredths, for the database to add up.

    Beyond the end of an array PostgreSQL reads null, so that a short form keeps a short row.
    """
    places = [
        indicator.place for key in values if (indicator := catalogue.BY_KEY.get(key)) and indicator.place
    ]
    row: list[int | None] = [None] * max(places, default=0)
    for key, value in values.items():
        indicator = catalogue.BY_KEY.get(key)
        if indicator is not None and indicator.place and isinstance(value, int | Decimal):
            row[indicator.place - 1] = int(value * catalogue.SCALE)
    return row

"""The sums and marks of the law read the same in both languages."""

import ast
import re
from datetime import date
from pathlib import Path

import regulation
from app.shell import clocks, i18n
from regulation.law import almanac
from regulation.law.citation import CIVIL_CODE, LITIGATION_LAW
from regulation.law.period import Period, Roll, Unit

LAW = Path(regulation.__file__).parent


def marked():
    for path in [*sorted(LAW.glob("law/*.py")), LAW / "errors.py"]:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "N_":
                yield ast.literal_eval(node.args[0])


def test_every_word_of_the_law_has_its_english_with_the_same_parameters():
    english = i18n.english()
    wrong = [
        text
        for text in marked()
        if re.search(r"[一-鿿]", english.gettext(text))
        or sorted(re.findall(r"%\(\w+\)s", text)) != sorted(re.findall(r"%\(\w+\)s", english.gettext(text)))
    ]
    assert wrong == []


def test_a_sum_is_told_in_english_too():
    half_year = Period(6, Unit.MONTHS, "知道行政行为", Roll.NEXT_WORKING_DAY, LITIGATION_LAW.article(46, 1))
    due = half_year.due(date(2026, 8, 31), almanac.known())
    spoken = i18n.language()
    i18n.use("en")
    try:
        told = [clocks.sentence(line) for line in due.lines]
    finally:
        i18n.use(spoken)
    assert told[2:4] == [
        "The last month has no corresponding day; its last day, 28 Feb 2027, is the end",
        "The last day, 28 Feb 2027, is a day off (Sunday); it moves to 1 Mar 2027",
    ]
    assert due.lines[2].citation == CIVIL_CODE.article(202)

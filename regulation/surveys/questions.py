"""A quick survey's own cells: composed by the statistician, checked, and read as every other cell. Pure.

A survey is data: a list of questions in `survey_form.cells`. No survey needs code of its own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from regulation.indicators import reading
from regulation.indicators.indicator import FormKind, Indicator, Kind, Option, Span, Unit, Value
from regulation.law.citation import STATISTICS_LAW
from regulation.words import N_

#: 《统计法》第十七条: a form bears its number, who issues it, the approval and the day it expires; one that does not
#: may be refused, and so may one that has expired.
FORM_MARKS = STATISTICS_LAW.article(17, doubt=N_("条文序号按2024年修正文本，待核对"))
MOST_QUESTIONS = 30
MOST_OPTIONS = 20
LONGEST_LABEL = 120
KINDS: Mapping[Kind, str] = {
    Kind.COUNT: N_("整数"),
    Kind.DECIMAL: N_("两位小数"),
    Kind.YES_NO: N_("是或否"),
    Kind.CHOICE: N_("单选"),
    Kind.CHOICES: N_("多选"),
    Kind.TEXT: N_("文字"),
}
CHOOSING = frozenset({Kind.CHOICE, Kind.CHOICES})
NUMBERS = frozenset({Kind.COUNT, Kind.DECIMAL})
_KEY = re.compile(r"[a-z][a-z0-9_]{1,30}")


#: The key of a survey stands in `survey_round.period`.
LONGEST_KEY = 10


def is_key(text: str) -> bool:
    """Whether a text can be the key of a survey; a month never looks like one."""
    return len(text) <= LONGEST_KEY and _KEY.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class Question:
    """One cell of a quick survey."""

    key: str
    kind: Kind
    zh: str
    en: str
    unit: str = ""
    unit_en: str = ""
    options: tuple[Option, ...] = ()
    least: Decimal | None = None
    most: Decimal | None = None
    is_required: bool = True

    def indicator(self, place: int) -> Indicator:
        """As the form engine reads and shows it."""
        yes_no = (Option("yes", "是", "Yes"), Option("no", "否", "No"))
        return Indicator(
            self.key,
            "quick",
            self.kind,
            self.zh,
            self.en,
            place=place if self.kind in NUMBERS else 0,
            unit=Unit(self.unit, self.unit_en or self.unit) if self.unit else None,
            forms={FormKind.QUICK: Span()},
            options=yes_no if self.kind is Kind.YES_NO else self.options,
            is_required=self.is_required,
            may_be_negative=self.least is not None and self.least < 0,
        )


def indicators(questions: Sequence[Question]) -> dict[str, Indicator]:
    """The cells of a survey by their keys, in order."""
    return {each.key: each.indicator(at) for at, each in enumerate(questions, 1)}


def problems(questions: Sequence[Question]) -> list[tuple[int, str]]:
    """What is wrong with a list of questions: number of the question (0: the list), Chinese message."""
    found: list[tuple[int, str]] = []
    if not questions:
        found.append((0, N_("至少要有一个问题")))
    if len(questions) > MOST_QUESTIONS:
        found.append((0, N_("问题太多，请精简到三十个以内")))
    seen: set[str] = set()
    for at, each in enumerate(questions, 1):
        if each.key in seen:
            found.append((at, N_("代号与前面的问题重复")))
        seen.add(each.key)
        found += [(at, problem) for look in (_of_words, _of_options, _of_numbers) for problem in look(each)]
    return found


def _of_words(question: Question) -> Iterator[str]:
    if not _KEY.fullmatch(question.key):
        yield N_("代号应以小写字母开头，只含小写字母、数字和下划线")
    if not question.zh.strip() or not question.en.strip():
        yield N_("请写出中文和英文的问题")
    elif len(question.zh) > LONGEST_LABEL or len(question.en) > 2 * LONGEST_LABEL:
        yield N_("问题太长")


def _of_options(question: Question) -> Iterator[str]:
    codes = [option.code for option in question.options]
    if question.kind not in CHOOSING:
        if codes:
            yield N_("只有选择题才有选项")
    elif not 2 <= len(codes) <= MOST_OPTIONS:
        yield N_("选项应为二至二十个")
    elif len(set(codes)) < len(codes) or not all(_KEY.fullmatch(code) for code in codes):
        yield N_("选项代号应为小写字母开头的字母、数字或下划线，且不重复")
    elif not all(option.zh.strip() and option.en.strip() for option in question.options):
        yield N_("请写出每个选项的中文和英文")


def _of_numbers(question: Question) -> Iterator[str]:
    least, most = question.least, question.most
    if question.kind not in NUMBERS:
        if least is not None or most is not None:
            yield N_("只有数字题才有上下限")
        if question.unit:
            yield N_("只有数字题才有单位")
    elif least is not None and most is not None and least > most:
        yield N_("下限高于上限")


def to_json(questions: Sequence[Question]) -> str:
    """As `survey_form.cells` keeps them."""
    return json.dumps(
        [
            {
                "key": each.key,
                "kind": str(each.kind),
                "zh": each.zh,
                "en": each.en,
                "unit": each.unit,
                "unit_en": each.unit_en,
                "options": [[option.code, option.zh, option.en] for option in each.options],
                "least": None if each.least is None else f"{each.least:f}",
                "most": None if each.most is None else f"{each.most:f}",
                "is_required": each.is_required,
            }
            for each in questions
        ],
        ensure_ascii=False,
    )


def of_json(text: str | Sequence[Mapping[str, Any]]) -> tuple[Question, ...]:
    """Read back what `to_json` wrote."""
    kept = json.loads(text) if isinstance(text, str) else text
    return tuple(
        Question(
            each["key"],
            Kind(each["kind"]),
            each["zh"],
            each["en"],
            each["unit"],
            each["unit_en"],
            tuple(Option(*option) for option in each["options"]),
            _limit(each["least"]),
            _limit(each["most"]),
            each["is_required"],
        )
        for each in kept
    )


def _limit(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def read(
    questions: Sequence[Question], typed: Mapping[str, Sequence[str]]
) -> tuple[dict[str, Value], dict[str, reading.Unreadable]]:
    """What was typed, as values; and what is wrong with it, cell by cell: unreadable or outside the limits."""
    cells = indicators(questions)
    values: dict[str, Value] = {}
    wrong: dict[str, reading.Unreadable] = {}
    for each in questions:
        try:
            value = reading.read(cells[each.key], typed.get(each.key, ()))
            if value is not None and value != ():
                _check_limits(each, value)
                values[each.key] = value
        except reading.Unreadable as problem:
            wrong[each.key] = problem
    return values, wrong


def _check_limits(question: Question, value: Value) -> None:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return
    if question.least is not None and value < question.least:
        raise reading.Unreadable(N_("不能小于%(n)s"), n=question.least)
    if question.most is not None and value > question.most:
        raise reading.Unreadable(N_("不能大于%(n)s"), n=question.most)


def missing(questions: Sequence[Question], values: Mapping[str, Value]) -> list[str]:
    """Questions that must be answered and are not."""
    return [each.key for each in questions if each.is_required and each.key not in values]


def values_of_json(questions: Sequence[Question], stored: str | Mapping[str, Any]) -> dict[str, Value]:
    """Values as the answers keep them."""
    plain = json.loads(stored) if isinstance(stored, str) else stored
    kinds = {each.key: each.kind for each in questions}
    found: dict[str, Value] = {}
    for key, value in plain.items():
        match kinds.get(key):
            case None:
                continue
            case Kind.DECIMAL:
                found[key] = Decimal(str(value))
            case Kind.CHOICES:
                found[key] = tuple(value)
            case _:
                found[key] = value
    return found


@dataclass(frozen=True, slots=True)
class Marks:
    """What a form bears on its head."""

    number: str
    title: str
    issuing_body: str
    approval_number: str
    approving_body: str
    expires_on: Any


def missing_marks(marks: Marks, last_day: Any) -> dict[str, str]:
    """第十七条: what the form lacks, by field; an approval that runs out before the last day lacks too."""
    found = {}
    for field in ("number", "title", "issuing_body", "approval_number", "approving_body"):
        if not getattr(marks, field).strip():
            found[field] = N_(
                "统计调查表应当标明表号、制定机关、批准或者备案文号、有效期限，未标明的调查对象有权拒绝填报"
            )
    if marks.expires_on is None:
        found["expires_on"] = N_(
            "统计调查表应当标明表号、制定机关、批准或者备案文号、有效期限，未标明的调查对象有权拒绝填报"
        )
    elif marks.expires_on < last_day:
        found["expires_on"] = N_("有效期在填报截止前已满，调查对象有权拒绝填报")
    return found

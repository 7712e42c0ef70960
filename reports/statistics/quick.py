"""What a quick survey says: per question counts, shares or sums, so that no single answer can be told. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from regulation.indicators.indicator import Kind, Option
from regulation.surveys.queries.quick import Answered
from regulation.surveys.questions import NUMBERS, Question
from reports.statistics.disclosure import Parameters, aggregate, complete_sum, primary

_YES_NO = (Option("yes", "是", "Yes"), Option("no", "否", "No"))
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Line:
    """An option with its answers. `count` None: withheld."""

    option: Option
    count: int | None
    share: Decimal | None


@dataclass(frozen=True, slots=True)
class Result:
    """A question with what may be said of its answers. `total` and `mean` None: withheld, or no number."""

    question: Question
    answered: int
    lines: tuple[Line, ...] = ()
    total: Decimal | None = None
    mean: Decimal | None = None
    is_withheld: bool = False


def results(questions: Sequence[Question], answers: Sequence[Answered], rules: Parameters) -> list[Result]:
    """Every question in order. Words that somebody wrote are only counted."""
    return [_result(each, answers, rules) for each in questions]


def _result(question: Question, answers: Sequence[Answered], rules: Parameters) -> Result:
    given = [(each.group, each.values[question.key]) for each in answers if question.key in each.values]
    if question.kind in NUMBERS:
        amounts = [(group, Decimal(value)) for group, value in given if isinstance(value, int | Decimal)]
        found = aggregate(amounts)
        groups = len({group for group, _ in amounts})
        hidden = bool(amounts) and (groups < rules.threshold or bool(primary(found, rules)))
        if hidden or not amounts:
            return Result(question, len(given), is_withheld=hidden)
        return Result(question, len(given), total=found.total, mean=found.total / len(amounts))
    if question.kind is Kind.TEXT:
        return Result(question, len(given))
    options = _YES_NO if question.kind is Kind.YES_NO else question.options
    chosen = {
        each.code: {group for group, value in given if _is_chosen(value, each.code)} for each in options
    }
    counts = {each.code: sum(_is_chosen(value, each.code) for _, value in given) for each in options}
    hidden_codes = {code for code, groups in chosen.items() if 0 < len(groups) < rules.threshold}
    if question.kind is not Kind.CHOICES:
        # The options of one choice add up to the answers, so one withheld count alone could be recomputed.
        parts = {code: Decimal(count) for code, count in counts.items()}
        hidden_codes |= complete_sum(parts, hidden_codes)
    return Result(
        question,
        len(given),
        tuple(
            Line(option, None, None)
            if option.code in hidden_codes
            else Line(
                option,
                counts[option.code],
                counts[option.code] * _HUNDRED / len(given) if given else None,
            )
            for option in options
        ),
        is_withheld=bool(hidden_codes),
    )


def _is_chosen(value: object, code: str) -> bool:
    if isinstance(value, bool):
        return code == ("yes" if value else "no")
    return code in value if isinstance(value, tuple) else value == code

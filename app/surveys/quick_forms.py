"""A quick survey as the composing page sends it: marks, window, target, numbered questions."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from app.shell.i18n import gettext as _
from regulation.firms.places import AREAS
from regulation.indicators.indicator import Kind, Option
from regulation.indicators.options import TYPE_GROUPS
from regulation.surveys.actions.quick import Design
from regulation.surveys.queries.quick import KINDS, Filter
from regulation.surveys.questions import MOST_QUESTIONS, Marks, Question

TEXTS = ("key", "number", "title", "issuing_body", "approval_number", "approving_body", "purpose")
DAYS = ("expires_on", "opens_on", "closes_on")
LISTS = ("kinds", "areas", "types")
PARTS = ("key", "kind", "zh", "en", "unit", "unit_en", "least", "most", "options", "optional")
#: Rows of the page to begin with.
ROWS = 6
_FIELD = re.compile(r"q(\d{1,2})-([a-z_]+)")
_LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Composed:
    """What was read. `problems` are of single fields; the design is None where a day cannot be read."""

    design: Design | None
    problems: dict[str, str]
    rows: int


def read(sent: Mapping[str, Sequence[str]]) -> Composed:
    """The design, and what of it cannot be read."""
    problems: dict[str, str] = {}
    unknown = [name for name in sent if not _is_known(name)]
    if unknown or any(len(text) > _LONGEST for texts in sent.values() for text in texts):
        problems["form"] = _("表单中有本页没有的项目，请刷新页面后重新填写")
    days = {name: _day(sent, name, problems) for name in DAYS}
    rows = min(
        max([ROWS, *(int(found[1]) for name in sent if (found := _FIELD.fullmatch(name)))]), MOST_QUESTIONS
    )
    asked = tuple(
        question for at in range(1, rows + 1) if (question := _question(sent, at, problems)) is not None
    )
    one = {name: (sent.get(name) or [""])[-1].strip() for name in (*TEXTS, "sample_size")}
    sample = _whole(one["sample_size"], problems)
    opens_on, closes_on = days["opens_on"], days["closes_on"]
    if opens_on is None or closes_on is None:
        return Composed(None, problems, rows)
    lists = {name: tuple(sent.get(name, ())) for name in LISTS}
    for name, known in (("kinds", KINDS), ("areas", AREAS), ("types", TYPE_GROUPS)):
        if set(lists[name]) - set(known):
            problems[name] = _("请从给出的选项中选择")
    return Composed(
        Design(
            one["key"],
            Marks(
                one["number"],
                one["title"],
                one["issuing_body"],
                one["approval_number"],
                one["approving_body"],
                days["expires_on"],
            ),
            one["purpose"],
            asked,
            Filter(**lists),
            sample,
            opens_on,
            closes_on,
            two_persons=bool(sent.get("two_persons")),
        ),
        problems,
        rows,
    )


def _is_known(name: str) -> bool:
    found = _FIELD.fullmatch(name)
    if found:
        return found[2] in PARTS and 1 <= int(found[1]) <= MOST_QUESTIONS
    return name in {*TEXTS, *DAYS, *LISTS, "sample_size", "two_persons", "then"}


def _day(sent: Mapping[str, Sequence[str]], name: str, problems: dict[str, str]) -> date | None:
    text = (sent.get(name) or [""])[-1].strip()
    try:
        return date.fromisoformat(text)
    except ValueError:
        if text or name != "expires_on":
            problems[name] = _("请填写日期")
        return None


def _whole(text: str, problems: dict[str, str]) -> int | None:
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or len(text) > 6:
        problems["sample_size"] = _("请填写正整数，或者留空")
        return None
    return int(text)


def _question(sent: Mapping[str, Sequence[str]], at: int, problems: dict[str, str]) -> Question | None:
    one = {part: (sent.get(f"q{at}-{part}") or [""])[-1].strip() for part in PARTS}
    if not any(one[part] for part in PARTS if part != "kind"):
        return None
    limits = {part: _limit(one[part]) for part in ("least", "most")}
    for part, limit in limits.items():
        if one[part] and limit is None:
            problems[f"q{at}-{part}"] = _("请填写数字")
    try:
        kind = Kind(one["kind"])
    except ValueError:
        kind = Kind.TEXT
        problems[f"q{at}-kind"] = _("请从给出的选项中选择")
    return Question(
        one["key"],
        kind,
        one["zh"],
        one["en"],
        one["unit"],
        one["unit_en"],
        tuple(_option(line) for line in one["options"].splitlines() if line.strip()),
        limits["least"],
        limits["most"],
        is_required=not one["optional"],
    )


def _limit(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _option(line: str) -> Option:
    """代号|中文|English, as one line."""
    parts = [part.strip() for part in re.split(r"[|｜]", line)]
    return Option(*[*parts, "", "", ""][:3])

"""Quick surveys are data: their questions are checked, read and limited by the same engine as every form."""

from datetime import date
from decimal import Decimal

import pytest

from regulation.indicators.indicator import Kind, Option
from regulation.surveys import questions
from regulation.surveys.questions import Marks, Question

STAFF = Question(
    "vacancies", Kind.COUNT, "在招岗位", "Open posts", "个", "posts", least=Decimal(0), most=Decimal(500)
)
FEELING = Question(
    "feeling",
    Kind.CHOICE,
    "招聘难度",
    "Hiring is",
    options=(Option("easy", "容易", "Easy"), Option("hard", "困难", "Hard")),
)
WAYS = Question(
    "ways",
    Kind.CHOICES,
    "渠道",
    "Channels",
    options=(Option("web", "网络", "Web"), Option("fair", "招聘会", "Fair")),
)
PAY = Question("pay", Kind.DECIMAL, "薪酬增幅", "Pay growth", "%", "%", least=Decimal(-100))
KEPT = Question("kept", Kind.YES_NO, "是否续签", "Renewed", is_required=False)
SAID = Question("said", Kind.TEXT, "说明", "Remarks", is_required=False)
ALL = (STAFF, FEELING, WAYS, PAY, KEPT, SAID)


def test_a_sound_list_has_no_problem_and_is_kept_word_for_word():
    assert questions.problems(ALL) == []
    assert questions.of_json(questions.to_json(ALL)) == ALL


@pytest.mark.parametrize(
    ("wrong", "at"),
    [
        ([], 0),
        ([STAFF] * 31, 0),
        ([STAFF, STAFF], 2),
        ([Question("Bad", Kind.TEXT, "问", "Q")], 1),
        ([Question("ok", Kind.TEXT, "问", " ")], 1),
        ([Question("ok", Kind.CHOICE, "问", "Q", options=(Option("a1", "甲", "A"),))], 1),
        (
            [
                Question(
                    "ok", Kind.CHOICE, "问", "Q", options=(Option("a1", "甲", "A"), Option("a1", "乙", "B"))
                )
            ],
            1,
        ),
        ([Question("ok", Kind.TEXT, "问", "Q", options=FEELING.options)], 1),
        ([Question("ok", Kind.TEXT, "问", "Q", most=Decimal(1))], 1),
        ([Question("ok", Kind.TEXT, "问", "Q", unit="人")], 1),
        ([Question("ok", Kind.COUNT, "问", "Q", least=Decimal(2), most=Decimal(1))], 1),
    ],
)
def test_an_unsound_list_is_named_by_its_question(wrong, at):
    assert at in {number for number, _ in questions.problems(wrong)}


def test_answers_are_read_and_limited():
    typed = {
        "vacancies": ["1,2"],
        "feeling": ["hard"],
        "ways": ["fair", "web"],
        "pay": ["-3.5"],
        "kept": ["yes"],
    }
    values, wrong = questions.read(ALL, typed)
    assert set(wrong) == {"vacancies"}
    assert values == {"feeling": "hard", "ways": ("web", "fair"), "pay": Decimal("-3.50"), "kept": True}


@pytest.mark.parametrize(
    ("typed", "ok"), [("0", True), ("500", True), ("501", False), ("-1", False), ("1.5", False)]
)
def test_limits_hold_at_their_bounds(typed, ok):
    values, wrong = questions.read((STAFF,), {"vacancies": [typed]})
    assert bool(values) == ok
    assert bool(wrong) != ok


def test_what_must_be_answered_is_named():
    assert questions.missing(ALL, {}) == ["vacancies", "feeling", "ways", "pay"]


def test_values_survive_their_json():
    from regulation.indicators import reading

    values = {"vacancies": 3, "ways": ("web",), "pay": Decimal("-3.50"), "kept": False, "said": "无"}
    assert questions.values_of_json(ALL, reading.to_json(values)) == values


MARKS = Marks(
    "京人社调1号",
    "用工快速调查",
    "北京市人力资源和社会保障局",
    "京统函〔2026〕5号",
    "北京市统计局",
    date(2026, 12, 31),
)


@pytest.mark.parametrize("field", ["number", "issuing_body", "approval_number", "expires_on"])
def test_a_form_without_its_marks_may_be_refused(field):
    """《统计法》第十七条: 对未标明……的统计调查表，统计调查对象有权拒绝填报."""
    from dataclasses import replace

    lacking = replace(MARKS, **{field: None if field == "expires_on" else " "})
    assert set(questions.missing_marks(lacking, date(2026, 12, 1))) == {field}


def test_an_approval_must_last_as_long_as_the_survey():
    assert questions.missing_marks(MARKS, date(2026, 12, 31)) == {}
    assert set(questions.missing_marks(MARKS, date(2027, 1, 1))) == {"expires_on"}

"""What a correction of a publication may say: the served words, and something other than what is published."""

from datetime import date

import pytest

from regulation.law.calendar import WorkCalendar
from regulation.publicity.rules import correcting

SERVED = "当事人：北京示例职介有限公司\n统一社会信用代码：91110105MA00000012\n处罚依据为《人力资源市场暂行条例》第四十四条。\n罚款人民币贰仟元整（¥2,000.00）。"


@pytest.mark.parametrize(
    ("fields", "is_person", "refused"),
    [
        ({}, False, ""),
        ({"party": "北京示例职介有限公司"}, False, ""),
        ({"content": "罚款人民币贰仟元整 （¥2,000.00）"}, False, ""),
        ({"content": "罚款200元"}, False, "与送达的决定书不一致"),
        ({"party": "北京示例职业介绍有限公司"}, False, "与送达的决定书不一致"),
        ({"organ": "北京示例职介有限公司"}, False, "不能在公示中更正"),
        # A human being stands masked, and no correction takes the mask off.
        ({"party": "北京示例职介有限公司"}, True, "不能在公示中更正"),
        ({"basis": "《人力资源市场暂行条例》第四十四条"}, True, ""),
    ],
)
def test_a_correction_says_what_was_served_word_for_word(fields, is_person, refused):
    found = correcting.field_refused(SERVED, fields, is_person=is_person)
    assert (refused in found.message and "第四十八条" in found.citation.zh) if refused else found is None


PUBLISHED = {"party": "甲", "content": "罚款", "text": ["一", "二"], "until": date(2027, 3, 2), "organ": "局"}


@pytest.mark.parametrize(
    ("change", "says_something"),
    [
        ({}, False),
        ({"corrected_on": "2026-11-28", "organ": "另一局"}, False),
        ({"content": "罚款两千元"}, True),
        ({"text": ["一", "〔依法不公开〕"]}, True),
        ({"until": date(2027, 6, 2)}, True),
    ],
)
def test_a_correction_changes_something_that_the_public_reads(change, says_something):
    found = correcting.nothing_corrected(PUBLISHED, PUBLISHED | change)
    assert (found is None) is says_something
    if found:
        assert "第十二条" in found.citation.zh


def test_the_answer_is_due_on_the_twentieth_working_day_and_says_that_the_days_are_a_reading():
    due = correcting.ANSWER.due(date(2026, 3, 2), WorkCalendar({}))
    assert due.due_on == date(2026, 3, 30)
    assert "及时" in correcting.ANSWER.provisional_note
    assert "第十三条" in correcting.ANSWER.citation.zh


def test_each_refusal_stops_and_the_served_word_passes():
    assert correcting.field_refused(SERVED, {"organ": "局"}, is_person=False)
    assert correcting.field_refused(SERVED, {"content": "罚款200元"}, is_person=False)
    assert correcting.field_refused(SERVED, {"party": "北京示例职介有限公司"}, is_person=False) is None
    assert correcting.nothing_corrected(PUBLISHED, PUBLISHED)
    assert correcting.nothing_corrected(PUBLISHED, PUBLISHED | {"text": ["一"]}) is None

"""What earns a reward, and how the decree's grades are read. 《劳动保障监察条例》第九条第三款."""

from decimal import Decimal

import pytest

from regulation.complaints import reward_rules as rules
from regulation.complaints import rules as receiving


@pytest.mark.parametrize("is_major", [True, False])
@pytest.mark.parametrize("gave_lead", [True, False])
@pytest.mark.parametrize("gave_evidence", [True, False])
@pytest.mark.parametrize("has_scheme", [True, False])
def test_all_of_it_is_needed(is_major, gave_lead, gave_evidence, has_scheme):
    facts = {
        "is_major": is_major,
        "gave_lead": gave_lead,
        "gave_evidence": gave_evidence,
        "has_scheme": has_scheme,
    }
    assert (rules.why_not_reward(**facts) == "") is all(facts.values())


def test_grades_are_read_from_bars_or_tabs_and_written_back():
    found = rules.read("一级｜3,000｜10000\n\n二级\t500\t3000")
    assert [(each.name, each.least, each.most) for each in found] == [
        ("一级", Decimal(3000), Decimal(10000)),
        ("二级", Decimal(500), Decimal(3000)),
    ]
    assert rules.read(rules.written(found)) == found


@pytest.mark.parametrize(
    "line",
    ["一级", "一级｜5", "｜1｜2", "一级｜2｜1", "一级｜0｜5", "一级｜-1｜5", "一级｜1.001｜5", "一级｜NaN｜5",
     "一级｜多｜少", "一级｜1｜1e99", "一级｜1｜2\n一级｜1｜2", f"{'级' * 41}｜1｜2"],
)  # fmt: skip
def test_a_line_that_is_no_grade_is_told(line):
    with pytest.raises(rules.BadLine):
        rules.read(line)


def test_no_amount_is_in_the_law_and_the_value_says_so():
    start = rules.REWARDS.values[-1]
    assert start.value.grades == ()
    assert start.doubt


@pytest.mark.parametrize(
    ("matters", "respondents", "noted"), [(4, 4, False), (5, 1, False), (5, 2, True), (90, 40, True)]
)
def test_many_matters_against_several_are_noted_and_many_against_one_are_a_persistent_person(
    matters, respondents, noted
):
    assert receiving.is_pattern(matters, respondents) is noted


def test_the_time_of_the_hotline_is_marked_as_not_from_a_text_that_was_read():
    start = receiving.HOTLINE.values[-1]
    assert start.doubt
    assert start.value.provisional_note

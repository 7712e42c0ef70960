"""The days of the organ as respondent, counted by hand, and what a missed one costs."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from regulation.law import almanac
from regulation.law.citation import LITIGATION_LAW, PENALTY_LAW, RECONSIDERATION_LAW
from regulation.penalties.rules import deadlines
from regulation.remedies import rules
from regulation.remedies.status import (
    MOOT,
    NAMES,
    OPEN,
    OUTCOME_NAMES,
    STEPS,
    TONES,
    UNDOES,
    Outcome,
    Status,
    Way,
    step_in,
)
from regulation.roles import Role

KNOWN = almanac.known()


@pytest.mark.parametrize(
    ("way", "simple", "received", "due"),
    [
        # Monday 2 March: ten days of work end on Monday 16 March, five on Monday 9 March.
        (Way.RECONSIDERATION, False, date(2026, 3, 2), date(2026, 3, 16)),
        (Way.RECONSIDERATION, True, date(2026, 3, 2), date(2026, 3, 9)),
        # 30, 31 December, Sunday 4 January is worked, 5, 6, 7.
        (Way.RECONSIDERATION, True, date(2025, 12, 29), date(2026, 1, 6)),
        # Fifteen calendar days end within the Spring Festival: the 24th.
        (Way.SUIT, False, date(2026, 2, 2), date(2026, 2, 24)),
        (Way.SUIT, True, date(2024, 2, 14), date(2024, 2, 29)),
    ],
)
def test_days_to_answer(way, simple, received, due):
    assert rules.answer_period(way, simple=simple).due(received, KNOWN).due_on == due


@pytest.mark.parametrize(
    ("answered", "today", "missed"),
    [
        (None, date(2026, 3, 16), False),
        (None, date(2026, 3, 17), True),
        (date(2026, 3, 16), date(2026, 4, 1), False),
        (date(2026, 3, 17), date(2026, 4, 1), True),
    ],
)
def test_without_an_answer_in_time_the_decision_has_no_evidence(answered, today, missed):
    assert rules.is_without_evidence(date(2026, 3, 16), answered, today) is missed
    assert rules.is_without_evidence(None, answered, today) is False


def test_what_is_handed_in_here_is_passed_on_in_five_working_days():
    assert rules.PASSING.due(date(2026, 3, 2), KNOWN).due_on == date(2026, 3, 9)


def test_an_application_after_its_sixty_days_is_to_be_objected_to():
    served = date(2026, 3, 2)
    # Sixty days end on 1 May, Labour Day; work begins on Wednesday 6 May.
    assert rules.filing_note(Way.RECONSIDERATION, date(2026, 5, 6), served, KNOWN) is None
    late = rules.filing_note(Way.RECONSIDERATION, date(2026, 5, 7), served, KNOWN)
    assert late.citation == RECONSIDERATION_LAW.article(20)
    assert rules.filing_note(Way.SUIT, date(2026, 5, 7), served, KNOWN) is None


def test_every_state_has_a_name_a_tone_and_a_way_out_and_the_end_has_none():
    assert set(NAMES) == set(TONES) == set(Status)
    for status in Status:
        assert any(status in each.before for each in STEPS.values()) is (status in OPEN)
    assert set(OUTCOME_NAMES) == set(Outcome)
    assert not MOOT & UNDOES


def test_the_organs_clerks_and_its_legal_staff_answer():
    head = {"appeal_ourselves"}
    assert {role for name in STEPS.keys() - head for role in STEPS[name].by} == {
        Role.CLERK,
        Role.LEGAL_REVIEWER,
    }
    assert {role for name in head for role in STEPS[name].by} == {Role.DECIDER}


def test_the_organ_appeals_on_its_last_day_and_not_after_it():
    received = date(2026, 3, 2)
    assert rules.appeal_refused(received, date(2026, 3, 17), KNOWN) is None
    late = rules.appeal_refused(received, date(2026, 3, 18), KNOWN)
    assert (late.citation, late.params) == (LITIGATION_LAW.article(85), (("day", "2026-03-17"),))


def test_an_appeal_of_the_last_day_is_waited_for_unless_the_judgment_undoes_the_decision():
    """《行政诉讼法》第八十五条: 逾期不提起上诉的，人民法院的第一审判决或者裁定发生法律效力."""
    last = date(2026, 3, 20)
    waits = [rules.waits_for_word(last, last + timedelta(n), undoes=False) for n in (0, 1, 10, 11)]
    assert waits == [True, True, True, False]
    assert [rules.waits_for_word(last, last + timedelta(n), undoes=True) for n in (0, 1)] == [True, False]


def test_the_appeal_period_says_that_it_is_the_one_against_a_judgment():
    assert "裁定的上诉期为十日" in rules.APPEAL.provisional_note
    assert rules.APPEAL.due(date(2026, 3, 2), KNOWN).due_on == date(2026, 3, 2) + timedelta(days=15)


@pytest.mark.parametrize(("way", "article"), [(Way.RECONSIDERATION, 42), (Way.SUIT, 56)])
@pytest.mark.parametrize(
    "stops",
    [{"is_final": True}, {"is_suspended": True}, {"has_asked": True}],
    ids=lambda each: next(iter(each)),
)
def test_execution_is_suspended_only_while_it_is_reviewed_and_once(way, article, stops):
    nothing = {"is_final": False, "is_suspended": False, "has_asked": False}
    assert rules.suspension_refused(way, **nothing) is None
    refused = rules.suspension_refused(way, **nothing | stops)
    assert (refused.citation.article, refused.citation.doubt) == (article, "")


#: Period, article, day that starts it, last day, and how it was counted by hand. New Year 2026: off from Thursday 1 to Saturday
#: 3 January, Sunday 4 worked. Spring Festival 2026: off from Sunday 15 to Monday 23 February, Saturdays 14 and 28 worked.
#: National Day 2025: off from 1 to 8 October, Sunday 28 September and Saturday 11 October worked; 2026: 1 to 7 October, Saturday
#: 10 worked.
TABLE = (
    # 24, 25, 26, 29, 30, 31, Sunday 4, 5, 6, 7.
    (rules.ANSWER, RECONSIDERATION_LAW.article(48), date(2025, 12, 23), date(2026, 1, 7)),
    # 12, 13, Saturday 14, 24 to 27, Saturday 28, 2 and 3 March.
    (rules.ANSWER, RECONSIDERATION_LAW.article(48), date(2026, 2, 11), date(2026, 3, 3)),
    # Sunday 28, 29, 30, 9, 10, Saturday 11, 13 to 16.
    (rules.ANSWER, RECONSIDERATION_LAW.article(48), date(2025, 9, 26), date(2025, 10, 16)),
    # Received on a Saturday that is worked; 24 to 27, Saturday 28.
    (rules.SIMPLE_ANSWER, RECONSIDERATION_LAW.article(54), date(2026, 2, 14), date(2026, 2, 28)),
    # 30, 8, 9, Saturday 10, 12.
    (rules.SIMPLE_ANSWER, RECONSIDERATION_LAW.article(54), date(2026, 9, 29), date(2026, 10, 12)),
    # Fifteen calendar days end on Friday 2 January, a day off: Sunday the 4th is worked.
    (rules.SUIT_ANSWER, LITIGATION_LAW.article(67), date(2025, 12, 18), date(2026, 1, 4)),
    # They end on Saturday 14 February, which is worked.
    (rules.SUIT_ANSWER, LITIGATION_LAW.article(67), date(2026, 1, 30), date(2026, 2, 14)),
    # They end in the holiday, on the 16th.
    (rules.SUIT_ANSWER, LITIGATION_LAW.article(67), date(2026, 2, 1), date(2026, 2, 24)),
    # 31, Sunday 4, 5, 6, 7.
    (rules.PASSING, RECONSIDERATION_LAW.article(32), date(2025, 12, 30), date(2026, 1, 7)),
    # They end on New Year's Day.
    (rules.APPEAL, LITIGATION_LAW.article(85), date(2025, 12, 17), date(2026, 1, 4)),
    (rules.APPEAL, LITIGATION_LAW.article(85), date(2026, 3, 2), date(2026, 3, 17)),
    # They end on 5 October.
    (rules.TO_SUE, LITIGATION_LAW.article(45), date(2025, 9, 20), date(2025, 10, 9)),
    (rules.TO_SUE, LITIGATION_LAW.article(45), date(2026, 9, 25), date(2026, 10, 10)),
    # Sunday 4, 5, 6.
    (deadlines.WITHDRAWAL, PENALTY_LAW.article(48, 2), date(2025, 12, 31), date(2026, 1, 6)),
    # Saturday 14, 24, 25.
    (deadlines.WITHDRAWAL, PENALTY_LAW.article(48, 2), date(2026, 2, 13), date(2026, 2, 25)),
    # Saturday 10, 12, 13.
    (deadlines.WITHDRAWAL, PENALTY_LAW.article(48, 2), date(2026, 10, 9), date(2026, 10, 13)),
)


@pytest.mark.parametrize(("period", "article", "starts", "ends"), TABLE)
def test_every_clock_of_a_remedy_to_the_day_over_new_year_and_days_of_work_made_up(
    period, article, starts, ends
):
    due = period.due(starts, KNOWN)
    assert (due.due_on, due.provisional) == (ends, False)
    assert period.citation == article


def test_a_year_whose_arrangement_is_not_yet_told_is_counted_and_marked():
    # 31 December, 4 to 7 January 2027.
    due = rules.SIMPLE_ANSWER.due(date(2026, 12, 30), KNOWN)
    assert (due.due_on, due.provisional) == (date(2027, 1, 7), True)


def test_in_a_reconsideration_the_organ_suspends_and_in_a_suit_the_court_does_on_its_word_too():
    # 第四十二条第一项: 被申请人认为需要停止执行; 《行政诉讼法》第五十六条: 裁定停止执行.
    assert "organ" not in rules.grounds_of_others(Way.RECONSIDERATION)
    assert set(rules.grounds_of_others(Way.SUIT)) == set(rules.SUSPENSION_GROUNDS)
    assert rules.is_organs_own(Way.RECONSIDERATION, "organ")
    assert not rules.is_organs_own(Way.SUIT, "organ")
    assert not rules.is_organs_own(Way.RECONSIDERATION, "body")


def test_an_act_rests_on_the_law_of_its_way():
    assert step_in("answer", Way.RECONSIDERATION).cites == (RECONSIDERATION_LAW.article(48),)
    assert step_in("answer", Way.SUIT).cites == (LITIGATION_LAW.article(67),)
    assert step_in("note_hearing", Way.SUIT).cites == ()
    assert step_in("judge", Way.SUIT) == STEPS["judge"]


def test_against_a_penalty_on_the_spot_reconsideration_comes_before_the_suit():
    """第二十三条第一款第一项."""
    found = rules.suit_first_refused(Way.SUIT, on_the_spot=True, is_reviewed=False)
    assert found is not None
    assert found.citation == RECONSIDERATION_LAW.article(23, 1, 1)
    assert rules.suit_first_refused(Way.SUIT, on_the_spot=True, is_reviewed=True) is None
    assert rules.suit_first_refused(Way.SUIT, on_the_spot=False, is_reviewed=False) is None
    assert rules.suit_first_refused(Way.RECONSIDERATION, on_the_spot=True, is_reviewed=False) is None


def test_only_an_application_against_a_penalty_on_the_spot_is_handed_in_at_the_organ():
    """第三十二条第一款."""
    found = rules.handed_in_refused(on_the_spot=False)
    assert found is not None
    assert found.citation == RECONSIDERATION_LAW.article(32)
    assert rules.handed_in_refused(on_the_spot=True) is None


def test_who_decided_on_the_spot_takes_no_part_in_its_review():
    one, two, third = uuid4(), uuid4(), uuid4()
    for officer in (one, two):
        found = rules.officers_apart(officer, [one, two])
        assert found is not None
        assert found.citation == PENALTY_LAW.article(43)
    assert rules.officers_apart(third, [one, two]) is None
    assert rules.officers_apart(one, []) is None
    assert rules.officers_apart(None, [one, two]) is None


def test_silence_is_entered_of_a_reconsideration_whose_time_has_passed():
    """第六十二条: sixty days, thirty in the simple procedure."""
    filed = date(2026, 3, 9)
    for simple, last in ((False, date(2026, 5, 8)), (True, date(2026, 4, 8))):
        early = rules.silence_refused(
            "reconsideration", filed, last - timedelta(days=1), KNOWN, simple=simple
        )
        assert early is not None
        assert early.citation == RECONSIDERATION_LAW.article(62)
        assert rules.silence_refused("reconsideration", filed, last, KNOWN, simple=simple) is None
    of_a_suit = rules.silence_refused("suit", filed, date(2027, 1, 1), KNOWN, simple=False)
    assert of_a_suit is not None
    assert of_a_suit.citation == LITIGATION_LAW.article(45)

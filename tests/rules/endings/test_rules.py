"""When a licence is set aside or withdrawn, and how its holder is heard."""

import itertools
from datetime import date

import pytest

from regulation.casework.steps import possible
from regulation.endings import rules
from regulation.endings.status import (
    ENDING_STATUSES,
    GROUNDS,
    STEPS,
    EndingKind,
    EndingStatus,
    Ground,
    Sparing,
)
from regulation.law import almanac
from regulation.roles import Role

CALENDAR = almanac.known()
FAULT = {Ground.FRAUD, Ground.PROMISE_NOT_KEPT, Ground.FALSE_PROMISE}


def test_each_ground_has_its_own_place_in_the_law():
    assert set(GROUNDS) == set(Ground)
    first = [rules.basis_of(each).item for each in list(Ground)[:5]]
    assert first == [1, 2, 3, 4, 5]
    assert rules.basis_of(Ground.FRAUD).paragraph == 2
    assert rules.basis_of(Ground.FALSE_PROMISE).article == 33
    assert rules.basis_of(Ground.LAW_CHANGED).article == 8


def test_what_was_lawful_is_withdrawn_and_what_was_not_is_set_aside():
    assert set(rules.grounds_of(EndingKind.WITHDRAW)) == {Ground.LAW_CHANGED, Ground.FACTS_CHANGED}
    assert set(rules.grounds_of(EndingKind.SET_ASIDE)) == set(Ground) - {
        Ground.LAW_CHANGED,
        Ground.FACTS_CHANGED,
    }


@pytest.mark.parametrize("ground", list(Ground))
def test_what_was_obtained_by_deceit_must_be_set_aside_and_nothing_is_compensated(ground):
    assert rules.must_end(ground) is (ground in FAULT)
    assert rules.is_compensated(ground) is (ground not in FAULT)


def test_a_false_promise_counts_as_no_licence_and_needs_no_order_first():
    assert [each for each in Ground if rules.counts_as_unlicensed(each)] == [Ground.FALSE_PROMISE]
    assert [each for each in Ground if rules.needs_order_first(each)] == [Ground.PROMISE_NOT_KEPT]
    assert {each for each in Ground if rules.bars_commitment_track(each)} == {
        Ground.PROMISE_NOT_KEPT,
        Ground.FALSE_PROMISE,
    }


@pytest.mark.parametrize("ground", list(Ground))
def test_grave_harm_to_the_public_spares_a_set_aside_alone(ground):
    is_withdrawal = ground in rules.grounds_of(EndingKind.WITHDRAW)
    assert (Sparing.PUBLIC_HARM in rules.may_spare(ground)) is not is_withdrawal
    assert Sparing.NOT_ESTABLISHED in rules.may_spare(ground)


@pytest.mark.parametrize("ground", list(Ground))
def test_where_the_law_says_shall_the_organ_has_no_choice(ground):
    assert (Sparing.NOT_CALLED_FOR in rules.may_spare(ground)) is (ground not in FAULT)


def test_a_promise_not_kept_needs_an_order_whose_time_is_over():
    day, before = date(2026, 12, 1), date(2026, 11, 30)
    kept = Ground.PROMISE_NOT_KEPT
    assert rules.lacks_order(kept, correct_by=None, still_unmet=False, today=day)
    assert rules.lacks_order(kept, correct_by=day, still_unmet=True, today=day)
    assert rules.lacks_order(kept, correct_by=before, still_unmet=False, today=day)
    assert rules.lacks_order(kept, correct_by=before, still_unmet=True, today=day) is None
    assert rules.lacks_order(Ground.FALSE_PROMISE, correct_by=None, still_unmet=False, today=day) is None
    assert {each for each in Ground if rules.is_of_promise(each)} == {
        Ground.PROMISE_NOT_KEPT,
        Ground.FALSE_PROMISE,
    }


def test_nothing_is_decided_while_the_holder_may_still_ask_for_a_hearing():
    last = date(2026, 11, 9)
    silent = {"waived": False, "hearing_held": False}
    assert not rules.may_decide(today=last, heard_by=last, **silent)
    assert rules.may_decide(today=date(2026, 11, 10), heard_by=last, **silent)
    assert rules.may_decide(today=last, heard_by=last, waived=True, hearing_held=False)
    assert rules.may_decide(today=last, heard_by=last, waived=False, hearing_held=True)


def test_who_examined_does_not_preside():
    assert not rules.may_preside(" 安一 ", frozenset({"安一"}))
    assert rules.may_preside("方一", frozenset({"安一"}))


def test_the_organ_that_decided_or_its_superior_opens_the_matter():
    assert rules.may_open(is_licensing_organ=True, is_superior=False)
    assert rules.may_open(is_licensing_organ=False, is_superior=True)
    assert not rules.may_open(is_licensing_organ=False, is_superior=False)


@pytest.mark.parametrize(
    ("told_on", "due"),
    [
        (date(2026, 11, 2), date(2026, 11, 9)),
        # Over the holidays of 1 to 7 October 2026; the 10th is worked instead.
        (date(2026, 9, 29), date(2026, 10, 12)),
    ],
)
def test_the_holder_is_heard_within_five_working_days(told_on, due):
    assert rules.statement_due(told_on, CALENDAR).due_on == due


def test_a_hearing_is_held_within_twenty_working_days_and_told_seven_before():
    due = rules.hearing_due(date(2026, 11, 2), CALENDAR).due_on
    assert due == date(2026, 11, 30)
    assert rules.hearing_told_by(due, CALENDAR) == date(2026, 11, 19)


EXPECTED = {
    EndingStatus.OPENED: {"tell", "receive_notice", "abandon"},
    EndingStatus.TOLD: {"state", "waive", "record_statement", "ask_hearing"},
    EndingStatus.HEARING: {"withdraw_hearing", "hold_hearing"},
    EndingStatus.HEARD: {"propose", "ask_hearing"},
    EndingStatus.PROPOSED: {"send_back", "end", "drop"},
    EndingStatus.DECIDED: {"take_effect", "receive_decision"},
    EndingStatus.ENDED: set(),
    EndingStatus.DROPPED: set(),
    EndingStatus.ABANDONED: set(),
}
HOLDER = {"receive_notice", "state", "waive", "ask_hearing", "withdraw_hearing", "receive_decision"}
BY = {
    Role.CLERK: {"tell", "record_statement", "hold_hearing", "propose", "take_effect"},
    Role.DECIDER: {"abandon", "send_back", "end", "drop"},
    Role.FIRM_SIGNATORY: HOLDER,
    Role.FIRM_ADMIN: HOLDER,
}


def test_every_state_with_every_role_allows_these_steps_and_no_others():
    for status, role in itertools.product(EndingStatus, Role):
        allowed = EXPECTED[status] & BY.get(role, set())
        assert set(possible(STEPS, status, frozenset({role}))) == allowed, (status, role)
    assert {each.after for each in STEPS.values()} | {"opened"} == set(EndingStatus) == set(ENDING_STATUSES)


def test_no_way_leads_to_a_decision_past_hearing_the_holder():
    """Walk every path: whoever reaches the decision came through being told and heard."""
    paths = [(EndingStatus.OPENED,)]
    ends = []
    while paths:
        path = paths.pop()
        following = {each.after for each in STEPS.values() if path[-1] in each.before} - set(path)
        if not following:
            ends.append(path)
        paths += [(*path, EndingStatus(each)) for each in following]
    for path in ends:
        if path[-1] in (EndingStatus.ENDED, EndingStatus.DROPPED):
            assert {EndingStatus.TOLD, EndingStatus.HEARD} <= set(path)

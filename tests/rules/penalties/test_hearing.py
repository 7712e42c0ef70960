"""The hearing: who may ask until when, how it is called, closed, held, signed. Each refused with its article, and passed."""

from datetime import date, timedelta

import pytest

from regulation.law import almanac
from regulation.penalties.rules import deadlines, hearing

KNOWN = almanac.known()
SERVED = date(2026, 3, 2)
#: Five working days after Monday 2 March 2026.
LAST = date(2026, 3, 9)


def test_the_last_day_to_ask_is_the_fifth_working_day():
    assert deadlines.HEARING_REQUEST.due(SERVED, KNOWN).due_on == LAST


@pytest.mark.parametrize(
    ("ground", "served_on", "asked_on", "today", "refused"),
    [
        ("吊销许可证件", SERVED, SERVED, SERVED, None),
        ("吊销许可证件", SERVED, LAST, LAST, None),
        # On paper within its time, entered later.
        ("吊销许可证件", SERVED, LAST, LAST + timedelta(days=3), None),
        ("吊销许可证件", SERVED, LAST + timedelta(days=1), LAST + timedelta(days=1), 64),
        ("吊销许可证件", SERVED, SERVED - timedelta(days=1), LAST, 64),
        ("吊销许可证件", SERVED, LAST, SERVED, 64),
        ("", SERVED, SERVED, SERVED, 63),
        ("吊销许可证件", None, SERVED, SERVED, 44),
    ],
)
def test_a_hearing_is_asked_for_within_five_working_days_where_there_is_a_right(
    ground, served_on, asked_on, today, refused
):
    found = hearing.asking_refused(ground, served_on, asked_on, today, KNOWN)
    assert (found.citation.article if found else None) == refused


@pytest.mark.parametrize(
    ("held_on", "told_on", "may"),
    [
        (date(2026, 3, 20), date(2026, 3, 11), True),
        (date(2026, 3, 20), date(2026, 3, 12), False),
        # Over the May holiday: seven working days are more than two weeks.
        (date(2026, 5, 11), date(2026, 4, 27), True),
        (date(2026, 5, 11), date(2026, 4, 29), False),
    ],
)
def test_time_and_place_are_told_seven_working_days_before(held_on, told_on, may):
    assert (hearing.call_refused(told_on, held_on, KNOWN) is None) is may


@pytest.mark.parametrize(
    ("is_public", "ground", "may"),
    [
        (True, "", True),
        (False, "privacy", True),
        (False, "business_secret", True),
        (False, "state_secret", True),
        (False, "", False),
        (False, "inconvenient", False),
        (True, "privacy", False),
    ],
)
def test_only_secrets_and_privacy_close_a_hearing(is_public, ground, may):
    found = hearing.closing_refused(is_public=is_public, ground=ground)
    assert (found is None) is may
    assert may or found.citation.article == 64


def test_one_or_two_agents_and_no_third():
    assert [hearing.agent_refused(n) is None for n in range(4)] == [True, True, False, False]
    assert hearing.agent_refused(2).citation.article == 64


@pytest.mark.parametrize(
    ("called_for", "told_on", "held_on", "today", "may"),
    [
        (LAST, SERVED, LAST, LAST, True),
        (LAST, SERVED, LAST, LAST + timedelta(days=5), True),
        (None, None, LAST, LAST, False),
        (LAST, None, LAST, LAST, False),
        (LAST, SERVED, LAST, LAST - timedelta(days=1), False),
        (LAST, SERVED, LAST + timedelta(days=1), LAST + timedelta(days=1), False),
    ],
)
def test_a_hearing_is_held_on_the_day_of_which_the_party_was_told_and_entered_afterwards(
    called_for, told_on, held_on, today, may
):
    found = hearing.holding_refused(called_for, told_on, held_on, today)
    assert (found is None) is may
    assert may or found.citation.article == 64


@pytest.mark.parametrize(
    ("is_signed", "note", "may"),
    [(True, "", True), (False, "当事人拒绝签字", True), (False, "  ", False)],
)
def test_the_record_is_signed_or_the_refusal_noted(is_signed, note, may):
    assert (hearing.signature_refused(is_signed=is_signed, note=note) is None) is may


def test_while_the_chair_is_challenged_the_hearing_waits():
    assert hearing.challenge_pending_refused(pending=True).citation.article == 64
    assert hearing.challenge_pending_refused(pending=False) is None


def test_every_act_of_a_hearing_begins_where_a_hearing_can_stand():
    assert set().union(*hearing.BEFORE.values()) == hearing.PENDING
    assert set(hearing.HEARING_NAMES) == set(hearing.HearingStatus)

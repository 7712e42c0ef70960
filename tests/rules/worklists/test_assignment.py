"""Who gets what, worked by hand; until when a claim lasts; whom an @ means."""

from datetime import date
from uuid import UUID

import pytest

from regulation.casework.steps import possible
from regulation.law.calendar import WorkCalendar
from regulation.roles import Role
from regulation.worklists import rules
from regulation.worklists.status import ABSENCE_STEPS, CLAIM_STEPS, LEADERS, RULE_STEPS, WORKERS

AN, BAI, CHEN = (rules.Official(UUID(int=n), name) for n, name in ((1, "A安"), (2, "B白"), (3, "C陈")))


def _names(given):
    return {matter: each.name for matter, each in given.items()}


def test_in_turn_goes_on_after_the_last_one_whatever_the_order_of_the_list():
    for officials in ([AN, BAI, CHEN], [CHEN, AN, BAI]):
        given = rules.assign(["1", "2", "3", "4"], officials, "round_robin", last=AN.person)
        assert _names(given) == {"1": "B白", "2": "C陈", "3": "A安", "4": "B白"}


def test_in_turn_begins_at_the_first_where_the_last_one_is_gone():
    given = rules.assign(["1", "2"], [BAI, CHEN], "round_robin", last=AN.person)
    assert _names(given) == {"1": "B白", "2": "C陈"}


def test_by_load_fills_up_whoever_has_least_and_then_goes_in_turn():
    busy = rules.Official(AN.person, AN.name, load=2)
    given = rules.assign(["1", "2", "3", "4", "5"], [busy, BAI], "least_loaded", last=None)
    assert _names(given) == {"1": "B白", "2": "B白", "3": "A安", "4": "B白", "5": "A安"}


def test_whoever_must_keep_away_is_passed_over_and_a_matter_for_nobody_stays():
    barred = {"1": frozenset({AN.person}), "2": frozenset({AN.person, BAI.person})}
    given = rules.assign(["1", "2", "3"], [AN, BAI], "round_robin", last=None, barred=barred)
    assert _names(given) == {"1": "B白", "3": "A安"}
    assert rules.assign(["1"], [], "round_robin", last=None) == {}


@pytest.mark.parametrize(
    ("claimed_on", "until"),
    [
        (date(2026, 11, 27), date(2026, 12, 4)),  # Friday: five working days end on the next Friday
        (date(2026, 11, 28), date(2026, 12, 4)),  # claimed on a Saturday
    ],
)
def test_a_claim_lasts_five_working_days(claimed_on, until):
    assert rules.claim_until(claimed_on, WorkCalendar({})) == until


def test_the_longer_of_two_names_is_meant_and_nobody_by_half_a_name():
    long = rules.Official(UUID(int=4), "A安宁")
    assert rules.mentioned("@A安宁 请看，＠B白", [AN, long, BAI]) == [long, BAI]
    assert rules.mentioned("a@b.cn @ A安", [AN]) == []


@pytest.mark.parametrize("role", list(Role))
def test_steps_by_state_and_office(role):
    mine = frozenset({role})
    may = role in {*WORKERS, *LEADERS}
    assert possible(CLAIM_STEPS, "held", mine) == (["release"] if may else [])
    assert possible(ABSENCE_STEPS, "entered", mine) == (["cancel"] if may else [])
    assert possible(RULE_STEPS, "active", mine) == (["end"] if role in LEADERS else [])
    for table, state in ((CLAIM_STEPS, "released"), (ABSENCE_STEPS, "cancelled"), (RULE_STEPS, "ended")):
        assert possible(table, state, mine) == []

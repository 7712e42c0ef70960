"""Who may take which step of an entry: every state with every step and every office, written out."""

import itertools

import pytest

from regulation.casework.steps import possible
from regulation.registration_conditions.status import (
    ACTS,
    CONDITION_STATUSES,
    OPEN,
    PHASES,
    STEPS,
    Act,
    ConditionStatus,
    Phase,
)
from regulation.roles import FIRM_ROLES, Role

S = ConditionStatus
SIGNERS = {Role.FIRM_SIGNATORY, Role.FIRM_ADMIN}
#: State -> office -> steps. An office that is not named has none.
EXPECTED = {
    S.OPENED: {
        Role.CLERK: {"tell", "drop", "drop_change"},
        **{each: {"receive_notice"} for each in SIGNERS},
    },
    S.TOLD: {
        Role.CLERK: {"record_statement", "term_passed"},
        Role.FIRM_SIGNATORY: {"state", "waive"},
        Role.FIRM_ADMIN: {"state", "waive"},
    },
    S.READY: {Role.DECIDER: {"decide", "enter", "annul", "decline", "keep"}},
    S.DECIDED: {Role.CLERK: {"serve"}, **{each: {"receive"} for each in SIGNERS}},
    S.ENTERED: {Role.CLERK: {"propose_burden", "propose_change"}},
    S.DECLINED: {},
    S.VOID: {},
}


@pytest.mark.parametrize(("status", "role"), list(itertools.product(S, Role)))
def test_each_office_has_its_steps_in_each_state_and_no_other(status, role):
    assert set(possible(STEPS, status, frozenset({role}))) == EXPECTED[status].get(role, set())


def test_every_step_leads_somewhere_and_cites():
    leads = {name: str(each.after) for name, each in STEPS.items()}
    assert leads == {
        "tell": "told",
        "receive_notice": "told",
        "drop": "declined",
        "drop_change": "entered",
        "state": "ready",
        "waive": "ready",
        "record_statement": "ready",
        "term_passed": "ready",
        "decide": "decided",
        "enter": "entered",
        "annul": "void",
        "decline": "declined",
        "keep": "entered",
        "serve": "entered",
        "receive": "entered",
        "propose_burden": "opened",
        "propose_change": "ready",
        "lapse": "declined",
        "follow": "entered",
    }
    assert all(each.cites for each in STEPS.values())
    assert [name for name, each in STEPS.items() if not each.by] == ["lapse", "follow"]


def test_the_clerk_proposes_and_never_decides():
    deciding = {"decide", "enter", "annul", "decline", "keep"}
    assert {name for name, each in STEPS.items() if Role.DECIDER in each.by} == deciding
    assert all(STEPS[name].by == {Role.DECIDER} for name in deciding)
    assert {name for name, each in STEPS.items() if each.by & FIRM_ROLES} == {
        *("state", "waive", "receive_notice", "receive")
    }


def test_every_state_act_and_phase_has_a_word_and_every_open_state_a_way_out():
    assert set(CONDITION_STATUSES) == set(S)
    assert set(ACTS) == set(Act)
    assert set(PHASES) == set(Phase)
    assert all(any(status in each.before for each in STEPS.values()) for status in OPEN)

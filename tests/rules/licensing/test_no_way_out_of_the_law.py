"""Whatever is done to a licence in whatever order, it stands in a state the law knows, and ends by one of its verbs."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulation.casework.steps import possible
from regulation.firms.status import RegistrationStatus
from regulation.licensing.rules import ending
from regulation.licensing.status import (
    LICENCE_STATUSES,
    LICENCE_STEPS,
    LIVING,
    RESTORING_STEPS,
    TAKING_STEPS,
    TO_BE_CANCELLED,
    LicenceStatus,
)
from regulation.roles import Role

L = LicenceStatus
STEPS = sorted(LICENCE_STEPS)
#: Filings end; licences are cancelled.
LAWFUL = LIVING | TO_BE_CANCELLED | {L.CANCELLED}


def walk(names):
    """The states a licence passes when these acts are tried in order; one that does not fit is refused.

    Only what a quashed decision revoked comes back, and with it the story begins anew.
    """
    state, passed, ended_by = L.VALID, [L.VALID], ""
    for name in names:
        if state not in LICENCE_STEPS[name].before or (name in RESTORING_STEPS and ended_by != "revoke"):
            continue
        state = L(LICENCE_STEPS[name].after)
        if name in TAKING_STEPS or name in {"expire", "cancel"}:
            # What is cancelled because it was revoked is still out by the revocation.
            ended_by = "revoke" if name == "cancel" and ended_by == "revoke" else name
        elif name in RESTORING_STEPS:
            ended_by, passed = "", []
        passed.append(state)
    return passed


@given(st.lists(st.sampled_from(STEPS), max_size=30))
def test_no_sequence_of_acts_leaves_the_states_of_the_law(names):
    passed = walk(names)
    assert set(passed) <= LAWFUL
    ends = [each for each in passed if each not in LIVING]
    # Once ended it never lives again, and nothing comes after its cancellation.
    assert passed[len(passed) - len(ends) :] == ends
    assert L.CANCELLED not in ends[:-1]


@given(st.lists(st.sampled_from(STEPS), max_size=30))
def test_from_wherever_it_stands_a_licence_can_be_closed(names):
    state = walk(names)[-1]
    while state is not L.CANCELLED:
        grounds = ending.grounds_for(state, requested=False)
        if state is L.RENEWAL_PENDING:
            state = L.VALID
        else:
            assert grounds
            state = L(LICENCE_STEPS["cancel"].after)


@pytest.mark.parametrize(("step", "state"), list(itertools.product(TAKING_STEPS, RegistrationStatus)))
def test_a_licence_is_taken_back_while_it_lives_and_set_aside_after_its_term_too(step, state):
    expected = state in LIVING or (step == "set_aside" and state is L.EXPIRED)
    assert (state in LICENCE_STEPS[step].before) is expected


def test_nobody_takes_a_licence_back_by_a_button_on_the_licence():
    """Each is the effect of a decision in a procedure of its own: no office does it to the licence directly, or undoes it."""
    for status, role in itertools.product(LICENCE_STATUSES, Role):
        assert not set(possible(LICENCE_STEPS, status, frozenset({role}))) & {*TAKING_STEPS, *RESTORING_STEPS}

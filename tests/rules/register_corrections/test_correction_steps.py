"""The steps of a correction, each status with each step and each office."""

import itertools

import pytest

from regulation.casework.steps import possible
from regulation.register_corrections.status import CORRECTION_STATUSES, STEPS, CorrectionStatus
from regulation.roles import Role

S = CorrectionStatus
ALLOWED = {
    (S.PROPOSED, "confirm", Role.DECIDER): S.CONFIRMED,
    (S.PROPOSED, "decline", Role.DECIDER): S.DECLINED,
    (S.PROPOSED, "take_back", Role.CLERK): S.TAKEN_BACK,
}


@pytest.mark.parametrize(("status", "name", "role"), list(itertools.product(S, STEPS, Role)))
def test_each_step_from_each_status_by_each_office(status, name, role):
    may = name in possible(STEPS, status, frozenset({role}))
    assert may == ((status, name, role) in ALLOWED)
    if may:
        assert STEPS[name].after == ALLOWED[status, name, role]


def test_every_status_has_a_word_and_can_be_reached():
    assert set(CORRECTION_STATUSES) == set(S)
    assert {step.after for step in STEPS.values()} | {S.PROPOSED} == set(S)

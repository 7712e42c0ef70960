"""The steps of a merger, each status with each step and each office."""

import itertools

import pytest

from regulation.casework.steps import possible
from regulation.firms.status import MERGER_STATUSES, MERGER_STEPS, MergerStatus
from regulation.roles import Role

S = MergerStatus
ALLOWED = {
    (S.PROPOSED, "confirm", Role.DECIDER): S.CONFIRMED,
    (S.PROPOSED, "decline", Role.DECIDER): S.DECLINED,
    (S.CONFIRMED, "propose_undo", Role.CLERK): S.UNDO_PROPOSED,
    (S.UNDO_PROPOSED, "undo", Role.DECIDER): S.UNDONE,
    (S.UNDO_PROPOSED, "keep", Role.DECIDER): S.CONFIRMED,
}


@pytest.mark.parametrize(("status", "name", "role"), list(itertools.product(S, MERGER_STEPS, Role)))
def test_each_step_from_each_status_by_each_office(status, name, role):
    may = name in possible(MERGER_STEPS, status, frozenset({role}))
    assert may == ((status, name, role) in ALLOWED)
    if may:
        assert MERGER_STEPS[name].after == ALLOWED[status, name, role]


def test_every_status_has_a_word_and_can_be_reached():
    assert set(MERGER_STATUSES) == set(S)
    assert {step.after for step in MERGER_STEPS.values()} | {S.PROPOSED} == set(S)

"""The tables of steps, tried out in full: every status, every step, every office."""

import itertools

import pytest

from regulation.casework.steps import possible
from regulation.inspections import status as states
from regulation.inspections.status import (
    AMENDMENT_STEPS,
    DRAW_STEPS,
    PLAN_STEPS,
    TASK_STEPS,
    AmendmentStatus,
    DrawStatus,
    PlanStatus,
    TaskStatus,
)
from regulation.roles import Role

P, D, T, R, A = PlanStatus, DrawStatus, TaskStatus, Role, AmendmentStatus
PLAN = {
    (P.DRAFT, "adopt", R.DIRECTOR): P.ADOPTED,
    (P.DRAFT, "adopt", R.DECIDER): P.ADOPTED,
    (P.DRAFT, "discard", R.CLERK): P.DISCARDED,
    (P.ADOPTED, "supersede", R.DIRECTOR): P.SUPERSEDED,
    (P.ADOPTED, "supersede", R.DECIDER): P.SUPERSEDED,
}
DRAW = {
    (D.PREPARED, "commit", R.DRAW_SUPERVISOR): D.COMMITTED,
    (D.COMMITTED, "enter_entropy", R.DRAW_SUPERVISOR): D.ENTROPY,
    (D.ENTROPY, "conclude", R.DRAW_SUPERVISOR): D.DRAWN,
    (D.ENTROPY, "conclude", R.SYSTEM): D.DRAWN,
    (D.ENTROPY, "fail", R.DRAW_SUPERVISOR): D.INFEASIBLE,
    (D.ENTROPY, "fail", R.SYSTEM): D.INFEASIBLE,
    (D.PREPARED, "abandon", R.DRAW_SUPERVISOR): D.ABANDONED,
    (D.COMMITTED, "abandon", R.DRAW_SUPERVISOR): D.ABANDONED,
    (D.ENTROPY, "void", R.AUDITOR): D.VOID,
}
_DECIDERS = (R.DIRECTOR, R.DECIDER)
L, X, LI, U = states.LeadStatus, states.SpecialStatus, states.ListStatus, states.UndisturbedStatus
LEAD = {
    **{
        (L.RECORDED, name, role): after
        for role in _DECIDERS
        for name, after in (("approve", L.APPROVED), ("merge", L.MERGED))
    },
    **{(before, "dismiss", role): L.DISMISSED for role in _DECIDERS for before in (L.RECORDED, L.APPROVED)},
    **{(L.APPROVED, "draw", role): L.DRAWN for role in states.LEAD_STEPS["draw"].by},
}
SPECIAL = {
    **{(X.DRAFT, "approve", role): X.APPROVED for role in _DECIDERS},
    **{(X.APPROVED, "close", role): X.CLOSED for role in (R.CLERK, *_DECIDERS)},
    (X.DRAFT, "discard", R.CLERK): X.DISCARDED,
}
LIST = {
    **{(LI.DRAFT, "adopt", role): LI.ADOPTED for role in _DECIDERS},
    (LI.DRAFT, "discard", R.CLERK): LI.DISCARDED,
}
UNDISTURBED = {
    **{
        (U.PROPOSED, name, role): after
        for role in _DECIDERS
        for name, after in (("enter", U.ENTERED), ("refuse", U.REFUSED))
    },
    **{(U.ENTERED, "end", role): U.ENDED for role in (*_DECIDERS, R.SYSTEM)},
}
AMENDMENT = {
    (A.REQUESTED, "grant_amendment", R.DRAW_SUPERVISOR): A.GRANTED,
    (A.REQUESTED, "refuse_amendment", R.DRAW_SUPERVISOR): A.REFUSED,
    **{
        (A.REQUESTED, "withdraw_amendment", role): A.WITHDRAWN
        for role in (R.CLERK, R.INSPECTOR, R.FIRM_SIGNATORY, R.FIRM_PREPARER, R.FIRM_ADMIN)
    },
}
TASK = {
    (T.ASSIGNED, "request_approval", R.CLERK): T.PROPOSED,
    (T.PROPOSED, "approve_visit", R.DECIDER): T.APPROVED,
    (T.PROPOSED, "decline_visit", R.DECIDER): T.ASSIGNED,
    (T.APPROVED, "notify", R.CLERK): T.NOTIFIED,
    **{
        (before, "reopen", role): T.ASSIGNED
        for before in (T.PROPOSED, T.APPROVED, T.NOTIFIED)
        for role in (R.CLERK, R.DRAW_SUPERVISOR, R.SYSTEM)
    },
    (T.NOTIFIED, "start", R.INSPECTOR): T.STARTED,
    (T.STARTED, "submit", R.INSPECTOR): T.SUBMITTED,
    (T.NOTIFIED, "unable", R.INSPECTOR): T.SUBMITTED,
    (T.STARTED, "unable", R.INSPECTOR): T.SUBMITTED,
    (T.SUBMITTED, "return", R.INSPECTOR): T.STARTED,
    (T.SUBMITTED, "confirm", R.INSPECTOR): T.CONFIRMED,
    (T.CONFIRMED, "publish", R.CLERK): T.PUBLISHED,
    (T.CONFIRMED, "publish", R.DECIDER): T.PUBLISHED,
    **{
        (before, "carry_over", role): T.CARRIED
        for before in (T.ASSIGNED, T.APPROVED, T.NOTIFIED)
        for role in (R.CLERK, R.DECIDER)
    },
    (T.ASSIGNED, "replace", R.DRAW_SUPERVISOR): T.REPLACED,
    (T.ASSIGNED, "replace", R.SYSTEM): T.REPLACED,
}
TABLES = [
    (P, PLAN_STEPS, PLAN),
    (D, DRAW_STEPS, DRAW),
    (T, TASK_STEPS, TASK),
    (A, AMENDMENT_STEPS, AMENDMENT),
    (L, states.LEAD_STEPS, LEAD),
    (X, states.SPECIAL_STEPS, SPECIAL),
    (LI, states.LIST_STEPS, LIST),
    (U, states.UNDISTURBED_STEPS, UNDISTURBED),
]


@pytest.mark.parametrize(
    ("statuses", "steps", "allowed"),
    TABLES,
    ids=["plan", "draw", "task", "amendment", "lead", "special", "list", "undisturbed"],
)
def test_every_step_from_every_status_by_every_office(statuses, steps, allowed):
    for status, name, role in itertools.product(statuses, steps, Role):
        may = name in possible(steps, status, frozenset({role}))
        assert may == ((status, name, role) in allowed), (status, name, role)
        if may:
            assert steps[name].after == allowed[status, name, role]


def test_every_state_and_result_has_a_name():
    named = [
        (P, states.PLAN_NAMES), (D, states.DRAW_NAMES), (T, states.TASK_NAMES), (A, states.AMENDMENT_NAMES), (states.Answer, states.ANSWER_NAMES),
        (states.Unable, states.UNABLE_NAMES), (states.Outcome, states.OUTCOME_NAMES), (states.FirmSign, states.FIRM_SIGN_NAMES),
        (states.ApprovalStatus, states.APPROVAL_NAMES), (L, states.LEAD_NAMES), (states.LeadKind, states.LEAD_KIND_NAMES),
        (X, states.SPECIAL_NAMES), (LI, states.LIST_NAMES), (U, states.UNDISTURBED_NAMES),
    ]  # fmt: skip
    for kind, names in named:
        assert set(kind) == set(names)


def test_no_step_leads_to_the_firm_but_from_the_notice():
    for name, step in TASK_STEPS.items():
        if name in {"start", "unable"}:
            assert step.before <= {T.NOTIFIED, T.STARTED}


def test_once_the_source_may_have_spoken_no_step_leads_back():
    for step in DRAW_STEPS.values():
        if D.ENTROPY in step.before:
            assert step.after in {D.DRAWN, D.INFEASIBLE, D.VOID}

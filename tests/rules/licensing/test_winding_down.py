"""《劳务派遣暂行规定》第十一条: after the end of a dispatch licence the contracts run on; exhaustively over ends, states and offices."""

from datetime import date

import pytest

from regulation.casework.steps import possible
from regulation.licensing.rules import winding_down as rules
from regulation.licensing.rules.ending import Ground
from regulation.licensing.rules.winding_down import WINDING_STATUSES, WINDING_STEPS, Running, WindingStatus
from regulation.licensing.status import SIGNERS, LicenceStatus
from regulation.roles import Role

L = LicenceStatus
RUN_ON = {L.EXPIRED, L.REVOKED, L.SET_ASIDE, L.WITHDRAWN}
DAY = date(2026, 11, 23)


@pytest.mark.parametrize("status", list(L))
@pytest.mark.parametrize("ground", ["", *Ground])
def test_contracts_run_on_after_every_end_but_those_that_leave_no_contract(status, ground):
    expected = status in RUN_ON or (status is L.CANCELLED and ground in (Ground.EXPIRED, Ground.TAKEN_BACK))
    assert rules.winds_down(status, ground) is expected


@pytest.mark.parametrize("state", list(WindingStatus))
@pytest.mark.parametrize("role", list(Role))
def test_the_firm_lists_and_the_clerk_closes_and_nobody_does_anything_else(state, role):
    expected = []
    if state is WindingStatus.DUE and role in SIGNERS:
        expected = ["list_contracts"]
    if state is WindingStatus.RUNNING and role is Role.CLERK:
        expected = ["close"]
    assert possible(WINDING_STEPS, state, frozenset({role})) == expected


def test_every_state_has_a_word():
    assert set(WINDING_STATUSES) == set(WindingStatus)


def test_the_last_day_and_the_workers_left_count_only_what_still_runs():
    ended = Running("甲公司", 5, date(2030, 1, 1), ended_on=DAY)
    soon, late = Running("乙公司", 3, date(2027, 2, 28)), Running("丙公司", 4, date(2028, 2, 29))
    assert rules.last_day([ended, soon, late]) == date(2028, 2, 29)
    assert rules.workers_left([ended, soon, late]) == 7
    assert rules.last_day([ended]) is None
    assert rules.workers_left([]) == 0


def test_it_closes_with_the_last_contract_and_not_before():
    running = Running("乙公司", 3, DAY)
    assert not rules.may_close([running])
    assert rules.may_close([Running("乙公司", 3, DAY, ended_on=DAY)])
    assert rules.may_close([])


@pytest.mark.parametrize(("today", "late"), [(DAY, 0), (date(2026, 11, 24), 1)])
def test_a_contract_is_overdue_the_day_after_its_last_day(today, late):
    contracts = [Running("乙公司", 3, DAY), Running("甲公司", 1, date(2020, 1, 1), ended_on=date(2020, 1, 1))]
    assert len(rules.overdue(contracts, today)) == late


def test_a_holder_gives_the_licence_up_only_after_the_proof():
    assert rules.may_cancel_at_request(settled=True)
    assert not rules.may_cancel_at_request(settled=False)


@pytest.mark.parametrize(
    ("today", "since"),
    [
        (date(2026, 11, 23), date(2023, 11, 23)),
        (date(2028, 2, 29), date(2025, 2, 28)),
        (date(2027, 1, 1), date(2024, 1, 1)),
    ],
)
def test_one_term_is_looked_back_for_what_another_system_left(today, since):
    assert rules.reaches_back_to(today) == since

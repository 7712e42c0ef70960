"""The table of steps, every state with every step and every office."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from regulation import errors
from regulation.actor import Actor
from regulation.casework.steps import possible
from regulation.licensing import permissions
from regulation.licensing.permissions import FIRM_STEPS
from regulation.licensing.status import (
    APPLICATION_STATUSES,
    CHECK_STEPS,
    HELD_STEPS,
    LICENCE_STEPS,
    STEPS,
    ApplicationStatus,
    CheckStatus,
    LicenceStatus,
)
from regulation.roles import Level, Role

ORGAN, FIRM = uuid4(), uuid4()
HANDLER = UUID(int=7)


def someone(role, *, organ=ORGAN, firm=FIRM, person=None):
    firm_side = role in {Role.FIRM_PREPARER, Role.FIRM_SIGNATORY, Role.FIRM_ADMIN}
    return Actor(
        person_id=person or uuid4(),
        account_id=uuid4(),
        login="x",
        name="某人",
        number="PX",
        roles=frozenset({role}),
        organ_id=None if firm_side else organ,
        organ_level=None if firm_side else Level.DISTRICT,
        firm_ids=frozenset({firm}) if firm_side else frozenset(),
    )


def application(status, **more):
    return {"status": status, "firm": FIRM, "organ": ORGAN, "handler": HANDLER, "accepted_by": HANDLER} | more


@pytest.mark.parametrize("name", list(STEPS))
def test_a_step_is_open_exactly_from_its_states_to_its_offices(name):
    step = STEPS[name]
    wrong = [
        (status, role)
        for status in ApplicationStatus
        for role in Role
        if permissions.can_take(someone(role), application(status), name)
        is not (status in step.before and role in step.by)
    ]
    assert not wrong


def test_the_table_leads_only_to_states_that_exist_and_leaves_none_unreachable():
    assert {each.after for each in STEPS.values()} | {"draft"} == set(ApplicationStatus)
    assert set(APPLICATION_STATUSES) == set(ApplicationStatus)


def test_closed_states_have_no_way_out():
    closed = {"granted", "refused", "declined", "not_needed", "retracted", "deemed", "discarded"}
    assert not [name for name, each in STEPS.items() if each.before & closed]


def test_every_open_state_has_a_way_on():
    for status in ("draft", "received", "correcting", "supplement", "accepted", "proposed"):
        assert any(status in each.before for each in STEPS.values())


def test_acts_of_the_organ_cite_the_law():
    tables = (STEPS, LICENCE_STEPS, CHECK_STEPS)
    uncited = [name for table in tables for name, each in table.items() if not each.cites]
    # Taking one's own application back needs no article, by one's own hand or by a letter that the clerk notes.
    assert uncited == ["retract", "retract_on_request"]


def test_the_system_alone_accepts_by_silence_and_lets_expire():
    assert not STEPS["accept_by_silence"].by
    assert not LICENCE_STEPS["expire"].by
    assert "accept_by_silence" not in possible(STEPS, "received", frozenset(Role))


@pytest.mark.parametrize("step", ["grant", "refuse"])
def test_the_person_who_handled_never_decides(step):
    decider = someone(Role.DECIDER, person=HANDLER)
    with pytest.raises(errors.Refused):
        permissions.check_can_take(decider, application("proposed"), step)
    other = someone(Role.DECIDER)
    with pytest.raises(errors.Refused):
        permissions.check_can_take(other, application("proposed"), step, handlers={other.person_id})
    assert permissions.can_take(other, application("proposed"), step)


@pytest.mark.parametrize("name", sorted(set(STEPS) - FIRM_STEPS - {"accept_by_silence", "renew_by_silence"}))
def test_the_neighbouring_organ_finds_nothing_and_the_city_only_looks(name):
    role = next(iter(STEPS[name].by))
    status = next(iter(STEPS[name].before))
    with pytest.raises(errors.NotFound):
        permissions.check_can_take(someone(role, organ=uuid4()), application(status), name)
    city = replace(someone(role, organ=uuid4()), organ_level=Level.MUNICIPAL)
    assert permissions.may_see(city, application(status))
    with pytest.raises(errors.NotPermitted):
        permissions.check_can_take(city, application(status), name)


@pytest.mark.parametrize("name", sorted(FIRM_STEPS))
def test_another_firm_finds_nothing(name):
    stranger = someone(Role.FIRM_SIGNATORY, firm=uuid4())
    with pytest.raises(errors.NotFound):
        permissions.check_can_take(stranger, application(next(iter(STEPS[name].before))), name)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("status", list(LicenceStatus))
def test_what_may_be_done_to_a_licence_from_every_state_by_every_office(status, role):
    """Written out: the table of the law is not compared with itself."""
    signer = {Role.FIRM_SIGNATORY, Role.FIRM_ADMIN}
    wanted = {
        LicenceStatus.VALID: {
            "ask_renewal": signer,
            "renew": {Role.DECIDER},
            "change": {Role.DECIDER},
        },
        LicenceStatus.RENEWAL_PENDING: {
            "renew": {Role.DECIDER},
            "close_renewal": signer | {Role.CLERK, Role.DECIDER},
        },
    }
    held = {name: LICENCE_STEPS[name] for name in HELD_STEPS}
    open_to = set(possible(held, status, frozenset({role})))
    assert open_to == {name for name, roles in wanted.get(status, {}).items() if role in roles}


@pytest.mark.parametrize("status", list(LicenceStatus))
def test_only_a_decider_cancels_and_only_what_is_not_closed(status):
    licence = {"status": status, "kind": "hr_licence", "firm": FIRM, "organ": ORGAN}
    able = {role for role in Role if permissions.can_cancel(someone(role), licence)}
    assert able == ({Role.DECIDER} if status in LICENCE_STEPS["cancel"].before else set())


def test_a_licence_without_a_procedure_here_is_not_cancelled_here():
    licence = {"status": LicenceStatus.VALID, "kind": "branch_report", "firm": FIRM, "organ": ORGAN}
    assert not permissions.can_cancel(someone(Role.DECIDER), licence)


@pytest.mark.parametrize(
    ("status", "offices"),
    [
        (CheckStatus.DUE, {Role.CLERK, Role.INSPECTOR}),
        (CheckStatus.FAILED, {Role.CLERK, Role.INSPECTOR}),
        (CheckStatus.PASSED, set()),
    ],
)
def test_clerks_and_inspectors_record_checks_that_are_not_passed(status, offices):
    check = {"status": status, "firm": FIRM, "organ": ORGAN}
    assert {role for role in Role if permissions.can_record(someone(role), check)} == offices


def test_a_draft_is_the_firms_alone():
    draft = application("draft")
    assert permissions.may_see(someone(Role.FIRM_PREPARER), draft)
    assert not permissions.may_see(someone(Role.CLERK), draft)
    assert permissions.can_edit(someone(Role.FIRM_PREPARER), draft)
    assert not permissions.can_edit(someone(Role.FIRM_PREPARER), application("received"))
    assert not permissions.can_sign(someone(Role.FIRM_PREPARER), FIRM)
    assert permissions.can_sign(someone(Role.FIRM_ADMIN), FIRM)


def test_a_conflict_of_interest_closes_every_office_act():
    clerk = someone(Role.CLERK)
    away = {clerk.person_id}
    assert permissions.can_take(clerk, application("received"), "accept")
    assert not permissions.can_take(clerk, application("received"), "accept", conflicted=away)
    assert not permissions.can_verify(clerk, application("accepted"), away)
    assert permissions.can_verify(clerk, application("accepted"))
    assert permissions.can_serve(clerk, application("granted"))

"""Whether a licence stands behind an account."""

import itertools
from datetime import date

import pytest

from regulation.casework.steps import possible
from regulation.law import almanac
from regulation.recruiter_accounts import rules
from regulation.recruiter_accounts.status import (
    ACCOUNT_STATUSES,
    ANSWERS,
    GOOD,
    STEPS,
    AccountKind,
    AccountStatus,
    Answer,
)
from regulation.roles import Role

CALENDAR = almanac.known()


@pytest.mark.parametrize(
    ("verified_on", "until"),
    [
        (date(2026, 1, 15), date(2026, 7, 15)),
        # No 31st of February: the last day of that month.
        (date(2026, 8, 31), date(2027, 2, 28)),
        (date(2027, 8, 31), date(2028, 2, 29)),
    ],
)
def test_an_account_is_verified_at_least_every_six_months(verified_on, until):
    assert rules.verified_until(verified_on, CALENDAR).due_on == until


def test_what_an_account_shows_is_updated_within_ten_working_days():
    # Ten working days from 28 September 2026: 29 and 30, the holidays of 1 to 7 October passed over.
    found = rules.update_due(date(2026, 9, 28), CALENDAR)
    assert len(found.counted_days) == 10
    assert not {date(2026, 10, day) for day in range(1, 8)} & set(found.counted_days)


def standing(**changed):
    given = {
        "kind": AccountKind.COMMERCIAL, "status": AccountStatus.CONFIRMED, "is_verified": True, "has_licence": True, "is_online": True,
    }  # fmt: skip
    return rules.Standing(**(given | changed))


@pytest.mark.parametrize(
    ("account", "said"),
    [
        (None, Answer.UNKNOWN),
        (standing(), Answer.LICENSED),
        (standing(is_online=False), Answer.NOT_ONLINE),
        (standing(has_licence=False, is_online=False), Answer.LICENCE_ENDED),
        (standing(is_verified=False), Answer.NOT_VERIFIED),
        (standing(status=AccountStatus.DECLARED, is_verified=False), Answer.NOT_VERIFIED),
        # What stands in the way comes before what is only not yet checked.
        (standing(status=AccountStatus.LAPSED, is_verified=False, has_licence=False), Answer.LICENCE_ENDED),
        (standing(status=AccountStatus.SUSPENDED), Answer.SUSPENDED),
        (standing(status=AccountStatus.CLOSED, has_licence=False), Answer.CLOSED),
        (standing(kind=AccountKind.OWN, has_licence=False, is_online=False), Answer.OWN_ONLY),
        (standing(kind=AccountKind.PUBLIC, is_public_body=True, has_licence=False), Answer.PUBLIC),
        (standing(kind=AccountKind.PUBLIC, is_public_body=False), Answer.NOT_VERIFIED),
    ],
)
def test_the_public_is_told_whether_an_account_is_licensed(account, said):
    assert rules.answer(account) is said
    assert said in ANSWERS


def test_no_account_without_a_living_licence_and_its_online_item_is_ever_called_licensed():
    for kind, status, verified, licence, online, public in itertools.product(
        AccountKind, AccountStatus, *[(False, True)] * 4
    ):
        said = rules.answer(rules.Standing(kind, status, verified, licence, online, public))
        if said is Answer.LICENSED:
            assert kind is AccountKind.COMMERCIAL
            assert licence
            assert online
            assert verified
        if said in GOOD:
            assert status not in (AccountStatus.SUSPENDED, AccountStatus.CLOSED)
            assert kind is not AccountKind.OWN


def test_a_commercial_account_confirms_each_thing_it_has_to_show():
    given = {"platform": "某平台", "handle": "某号", "kind": "commercial", "holder_name": "甲", "phone": "1"}
    assert {each.field for each in rules.missing(given)} == set(rules.TO_SHOW)
    assert rules.missing(given | {"shown": list(rules.TO_SHOW)}) == []
    assert rules.missing(given | {"kind": "own"}) == []
    assert [each.field for each in rules.missing(given | {"kind": "own", "handle": ""})] == ["handle"]


def test_one_account_is_one_however_it_is_typed():
    assert rules.key_of("某 平台", "@ＡＢＣ 招聘") == rules.key_of("某平台", "abc招聘")
    assert rules.key_of("甲", "乙丙") != rules.key_of("甲乙", "丙")


EXPECTED = {
    AccountStatus.DECLARED: {"confirm", "refuse", "update", "suspend", "close"},
    AccountStatus.CONFIRMED: {"verify_again", "update", "suspend", "close"},
    AccountStatus.LAPSED: {"declare_again", "suspend", "close"},
    AccountStatus.REFUSED: {"declare_again", "close"},
    AccountStatus.SUSPENDED: {"lift", "close"},
    AccountStatus.CLOSED: set(),
}
BY = {
    Role.CLERK: {"confirm", "refuse"},
    Role.DECIDER: {"suspend", "lift"},
    **{
        key: {"declare_again", "verify_again", "update", "close"}
        for key in (Role.FIRM_PREPARER, Role.FIRM_SIGNATORY, Role.FIRM_ADMIN)
    },
}


def test_every_state_with_every_role_allows_these_steps_and_no_others():
    for status, role in itertools.product(AccountStatus, Role):
        allowed = EXPECTED[status] & BY.get(role, set())
        assert set(possible(STEPS, status, frozenset({role}))) == allowed, (status, role)
    assert (
        {each.after for each in STEPS.values()} | {"declared"} == set(AccountStatus) == set(ACCOUNT_STATUSES)
    )

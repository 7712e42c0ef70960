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
from regulation.recruiter_accounts.traditional import simplified
from regulation.roles import Role

CALENDAR = almanac.known()


@pytest.mark.parametrize(
    ("verified_on", "until"),
    [
        (date(2026, 1, 15), date(2026, 7, 15)),
        # No 31st of February: the last day of that month.
        (date(2026, 8, 31), date(2027, 2, 28)),
        (date(2027, 8, 31), date(2028, 2, 29)),
        (date(2027, 8, 29), date(2028, 2, 29)),
        (date(2028, 2, 29), date(2028, 8, 29)),
        # The end of a day on which no office works stays: six months bind the account, not the office.
        (date(2026, 8, 17), date(2027, 2, 17)),
        # Verified before the notice came into force.
        (date(2025, 10, 31), date(2026, 4, 30)),
    ],
)
def test_an_account_is_verified_at_least_every_six_months(verified_on, until):
    assert rules.verified_until(verified_on, CALENDAR).due_on == until


def test_what_an_account_shows_is_updated_within_ten_working_days():
    # Ten working days from 28 September 2026: 29 and 30, the holidays of 1 to 7 October passed over.
    found = rules.update_due(date(2026, 9, 28), CALENDAR)
    assert len(found.counted_days) == 10
    assert not {date(2026, 10, day) for day in range(1, 8)} & set(found.counted_days)


@pytest.mark.parametrize(
    ("changed_on", "due"),
    [
        # Over the Spring Festival of 2026: 15 to 23 February are days off, Saturday the 14th and the 28th are worked.
        (date(2026, 2, 12), date(2026, 3, 4)),
        # Over New Year 2026: 1 to 3 January off, Sunday the 4th worked.
        (date(2025, 12, 29), date(2026, 1, 13)),
        (date(2026, 11, 23), date(2026, 12, 7)),
    ],
)
def test_holidays_are_passed_over_and_worked_saturdays_count(changed_on, due):
    found = rules.update_due(changed_on, CALENDAR)
    assert (found.due_on, len(found.counted_days)) == (due, 10)


def test_what_was_verified_holds_to_its_last_day_while_the_next_declaration_is_looked_at():
    last = date(2026, 7, 15)
    for status in AccountStatus:
        holds = status not in {AccountStatus.LAPSED, AccountStatus.REFUSED, AccountStatus.CLOSED}
        assert rules.is_verified(status, last, last) is holds
        assert not rules.is_verified(status, last, date(2026, 7, 16))
        assert not rules.is_verified(status, None, last)


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
        (standing(is_halted=True, is_online=False), Answer.LICENCE_HALTED),
        (standing(is_halted=True, has_licence=False), Answer.LICENCE_ENDED),
        (standing(is_halted=True, kind=AccountKind.OWN), Answer.OWN_ONLY),
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
    for kind, status, verified, licence, online, public, halted in itertools.product(
        AccountKind, AccountStatus, *[(False, True)] * 5
    ):
        said = rules.answer(rules.Standing(kind, status, verified, licence, online, public, halted))
        if said is Answer.LICENSED:
            assert kind is AccountKind.COMMERCIAL
            assert licence
            assert online
            assert verified
            assert not halted
        if said in GOOD:
            assert status not in (AccountStatus.SUSPENDED, AccountStatus.CLOSED)
            assert kind is not AccountKind.OWN


GIVEN = {
    "platform": "某平台",
    "handle": "某号",
    "kind": "own",
    "holder_name": "甲",
    "phone": "1",
    "shown_name": "某公司",
}
COMMERCIAL = GIVEN | {
    "kind": "commercial", "shown_licence": "某字1号", "shown_scope": ["intermediation", "online"], "shown": list(rules.TO_SHOW),
}  # fmt: skip


def lacking(**changed):
    return [each.field for each in rules.missing(COMMERCIAL | changed)]


def test_a_declaration_says_what_the_account_shows():
    assert rules.missing(GIVEN) == rules.missing(COMMERCIAL) == []
    assert lacking(shown_licence="", shown_scope=[]) == ["shown_licence", "shown_scope"]
    assert lacking(shown=["fees"]) == ["shown"]
    assert lacking(handle="") == ["handle"]
    # Nothing but blanks nobody sees: it could never be found.
    assert lacking(handle="\u200b\u3000") == ["handle"]
    assert lacking(platform="\u2060") == ["platform"]
    # One sign that is compared as eighteen letters.
    assert lacking(handle="\ufdfa" * 60, platform="\ufdfa" * 3) == ["handle"]
    assert lacking(url="javascript:alert(1)") == ["url"]
    assert lacking(url="https://demo.example/1") == []


@pytest.mark.parametrize(
    ("kind", "has_licence", "is_online", "is_public", "may"),
    [
        (kind, licence, online, public, may)
        for kind, may_if in (
            ("commercial", lambda licence, online, _public: licence and online),
            ("public", lambda _licence, _online, public: public),
            ("own", lambda *_: True),
        )
        for licence, online, public in itertools.product((False, True), repeat=3)
        for may in (may_if(licence, online, public),)
    ],
)
def test_who_may_hold_which_account(kind, has_licence, is_online, is_public, may):
    found = rules.not_entitled(AccountKind(kind), rules.Holder(has_licence, is_online, is_public))
    assert (found is None) is may
    assert found is None or (found.field == "kind" and found.citation)


def test_a_suspended_licence_lets_nobody_declare_a_commercial_account():
    halted = rules.Holder(has_licence=True, is_online=True, is_public_body=False, is_suspended=True)
    assert rules.not_entitled(AccountKind.COMMERCIAL, halted).citation is rules.HALTED
    assert rules.not_entitled(AccountKind.OWN, halted) is None


REGISTER = rules.of_register(
    {
        "name": "某人力资源有限公司", "uscc": "9111", "legal_representative": "甲", "domicile": "某路1号", "licence_number": "（京）字〔2024〕第1号",
        "scope": ["开展网络招聘服务", "职业中介活动"], "expires_on": date(2029, 5, 31),
    }
)  # fmt: skip
SHOWN = {
    "shown_name": "某人力资源 有限公司", "shown_licence": "(京)字[2024]第1号", "shown_scope": ["intermediation", "online"],
    "shown_until": "2029-05-31",
}  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "differing"),
    [
        ({}, []),
        ({"shown_name": "某人力资源有限责任公司"}, ["name"]),
        ({"shown_licence": "(京)字[2024]第2号"}, ["licence_number"]),
        ({"shown_scope": ["intermediation"]}, ["scope"]),
        ({"shown_until": ""}, ["expires_on"]),
        ({"shown_until": "2029-06-01", "shown_licence": ""}, ["licence_number", "expires_on"]),
    ],
)
def test_what_the_account_shows_is_laid_beside_the_register(changed, differing):
    lines = rules.compare(AccountKind.COMMERCIAL, SHOWN | changed, REGISTER)
    assert [each.key for each in lines] == ["name", "licence_number", "scope", "expires_on"]
    assert [each.key for each in lines if not each.is_same] == differing
    assert [each.key for each in rules.compare(AccountKind.OWN, SHOWN, REGISTER)] == ["name"]


def test_a_change_is_what_the_account_shows_and_a_lost_licence_is_none():
    assert rules.changed(REGISTER, REGISTER) == ()
    for key in (*rules.OF_FIRM, "licence_number", "expires_on"):
        assert rules.changed(REGISTER, REGISTER | {key: "另"}) == (key,)
    assert rules.changed(REGISTER, REGISTER | {"scope": ["职业中介活动"]}) == ("scope",)
    gone = REGISTER | {"licence_number": "", "scope": [], "expires_on": ""}
    assert rules.changed(REGISTER, gone) == ()
    assert rules.changed(REGISTER, gone | {"name": "另"}) == ("name",)


def test_the_days_run_from_the_first_change_but_not_before_the_register_had_it():
    assert rules.changed_on([(date(2026, 12, 1), date(2026, 12, 10))]) == date(2026, 12, 10)
    assert rules.changed_on([(date(2026, 12, 20), date(2026, 12, 10)), (None, date(2026, 12, 15))]) == date(
        2026, 12, 15
    )


@pytest.mark.parametrize(
    "typed", ["abc招聘", "ＡＢＣ招聘", "@abc 招聘", "ABC\u200b招聘", "　abc招聘　", "abc・招聘", "abc招聘\n"]
)
def test_one_account_is_one_however_it_is_typed(typed):
    assert rules.key_of("某平台", typed) == rules.key_of("某 平臺", "abc招聘")


def test_different_accounts_stay_different():
    assert rules.key_of("甲", "乙丙") != rules.key_of("甲乙", "丙")
    assert rules.key_of("甲", "abc1") != rules.key_of("甲", "abc2")


def test_traditional_characters_are_read_as_simplified_ones():
    assert simplified("臺灣網絡招聘機構發佈職業介紹資訊") == "台湾网络招聘机构发布职业介绍资讯"
    plain = "北京乾坤人力资源服务有限公司，能力出众的人才干一番事业"
    assert simplified(plain) == plain, "what is simplified stays as it is"
    assert simplified(simplified("萬國職業介紹")) == simplified("萬國職業介紹")


EXPECTED = {
    AccountStatus.DECLARED: {"confirm", "ask", "refuse", "update", "suspend", "close"},
    AccountStatus.ASKED: {"answer", "refuse", "suspend", "close"},
    AccountStatus.CONFIRMED: {"verify_again", "update", "suspend", "close"},
    AccountStatus.LAPSED: {"verify_again", "suspend", "close"},
    AccountStatus.REFUSED: {"declare_again", "close"},
    AccountStatus.SUSPENDED: {"lift", "end"},
    AccountStatus.CLOSED: set(),
}
BY = {
    Role.CLERK: {"confirm", "ask", "refuse"},
    Role.DECIDER: {"suspend", "lift", "end"},
    **{
        key: {"answer", "declare_again", "verify_again", "update", "close"}
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

"""On what an entry may rest, and what follows from it."""

from datetime import date

import pytest

from regulation.firms.status import LICENCES, LimitKind, RegistrationKind
from regulation.law import almanac
from regulation.law.citation import Confidence
from regulation.registration_conditions.rules import effects, grounds
from regulation.registration_conditions.rules.grounds import GROUNDS, Ground, Origin

CALENDAR = almanac.known()
K, L = RegistrationKind, LimitKind


def test_every_ground_cites_and_what_is_not_read_carries_a_doubt():
    assert set(GROUNDS) == set(Ground)
    for ground, basis in GROUNDS.items():
        assert basis.citations, ground
        if basis.citation.instrument.confidence in {Confidence.SUMMARY, Confidence.UNCONFIRMED}:
            assert basis.doubt, ground
        # Where the power is another body's, the doubt says that the bureau only writes it down.
        if basis.origin is Origin.OTHER:
            assert "记载" in basis.doubt, ground


def test_the_bureau_itself_suspends_nobody_by_hand():
    """No text read gives it that power but a penalty, and that comes with the penalty procedure."""
    for registration in K:
        for ground, kind in grounds.offered(registration):
            assert GROUNDS[ground].origin is not Origin.PROCEDURE
            if kind is L.SUSPENSION:
                assert GROUNDS[ground].origin is Origin.OTHER


def test_what_is_offered_belongs_to_the_registration():
    offered = {registration: set(grounds.offered(registration)) for registration in K}
    assert (Ground.TELECOM_LICENCE, L.CONDITION) in offered[K.HR_LICENCE]
    assert all((Ground.TELECOM_LICENCE, L.CONDITION) not in offered[each] for each in set(K) - {K.HR_LICENCE})
    assert all(((Ground.PROMISE_ORDER, L.CONDITION) in offered[each]) is (each in LICENCES) for each in K)
    assert all((Ground.COURT, L.SUSPENSION) in offered[each] for each in K)
    assert all((Ground.COURT, L.CONDITION) not in offered[each] for each in K)


def test_the_bureaus_own_act_is_heard_first_and_another_bodys_is_named():
    own = {each for each in Ground if grounds.is_heard_first(each)}
    others = {each for each in Ground if grounds.needs_document(each)}
    assert own == {Ground.TELECOM_LICENCE, Ground.PROMISE_ORDER, Ground.TRACK_BARRED}
    assert others == {Ground.PERSONAL_INFORMATION, Ground.OTHER_AUTHORITY, Ground.COURT}
    assert {each for each in Ground if grounds.needs_last_day(each)} == {Ground.PROMISE_ORDER}
    assert {each for each in Ground if not grounds.needs_living(each)} == {Ground.WINDING_DOWN}


def test_an_order_to_correct_and_a_bar_on_a_track_are_not_public():
    assert {each for each in Ground if not grounds.is_public(each)} == {
        Ground.PROMISE_ORDER,
        Ground.TRACK_BARRED,
    }


@pytest.mark.parametrize(
    ("told_on", "due"),
    [
        (date(2026, 11, 2), date(2026, 11, 9)),
        # Over the holidays of 1 to 7 October 2026; the 10th is worked instead.
        (date(2026, 9, 29), date(2026, 10, 12)),
    ],
)
def test_the_firm_is_heard_within_five_working_days(told_on, due):
    assert grounds.statement_due(told_on, CALENDAR).due_on == due


def test_nothing_is_decided_before_the_firm_was_heard_or_let_its_time_pass():
    last = date(2026, 11, 9)
    assert not grounds.may_decide(today=last, stated=False, heard_by=last)
    assert grounds.may_decide(today=date(2026, 11, 10), stated=False, heard_by=last)
    assert grounds.may_decide(today=last, stated=True, heard_by=last)
    assert not grounds.may_decide(today=last, stated=False, heard_by=None)


@pytest.mark.parametrize("registration", list(K))
def test_a_suspension_says_what_the_firm_must_and_must_not_do_each_with_its_article(registration):
    plain = effects.of_suspension(registration)
    by_penalty = effects.of_suspension(registration, by_penalty=True)
    assert plain.must_not
    assert plain.must
    assert by_penalty.must_not == plain.must_not
    assert by_penalty.must[0].citation.zh == "《中华人民共和国行政处罚法》第六十六条"
    assert set(plain.must) < set(by_penalty.must)
    for line in (*plain.must_not, *by_penalty.must):
        assert line.citation.article


def test_a_suspended_dispatcher_goes_on_paying_and_sends_nobody_new():
    meant = effects.of_suspension(K.DISPATCH_LICENCE)
    assert any("新派遣" in line.text and line.citation.article == 57 for line in meant.must_not)
    assert any("最低工资" in line.text and line.citation.article == 58 for line in meant.must)

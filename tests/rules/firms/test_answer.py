"""Lawful or not, for what, until when: the first sentence of a firm's page."""

from datetime import date
from itertools import product

import pytest

from regulation.firms import rules
from regulation.firms.status import (
    BusinessState,
    RegistrationKind,
    RegistrationStatus,
    Standing,
)
from regulation.law.citation import ORDER_22

TODAY = date(2026, 11, 22)
HR, DISPATCH, FILING, REPORT = RegistrationKind


def held(kind=HR, status=RegistrationStatus.VALID, expires=date(2028, 1, 1), **more):
    return rules.Registration(kind, "1", status, date(2023, 1, 1), expires, **more)


def test_a_valid_licence_is_the_answer_with_its_last_day():
    [said] = rules.answer([held()], TODAY)
    assert said.tone == "good"
    assert "可以依法从事职业中介活动" in said.message
    assert said.params == {"until": date(2028, 1, 1)}
    assert said.citation.zh == "《人力资源市场暂行条例》第十八条第一款"


def test_the_last_day_of_the_term_still_counts_and_the_next_does_not():
    licence = held(expires=TODAY)
    assert licence.is_living(TODAY)
    assert not licence.is_living(date(2026, 11, 23))
    assert licence.status_on(date(2026, 11, 23)) is RegistrationStatus.EXPIRED


def test_a_renewal_under_way_keeps_the_licence_alive_beyond_its_term():
    licence = held(status=RegistrationStatus.RENEWAL_PENDING, expires=date(2026, 1, 1))
    assert licence.is_living(TODAY)
    [said] = rules.answer([licence], TODAY)
    assert "正在办理延续" in said.message


@pytest.mark.parametrize(
    ("status", "word"),
    [
        (RegistrationStatus.EXPIRED, "届满且未延续"),
        (RegistrationStatus.REVOKED, "被吊销"),
        (RegistrationStatus.SET_ASIDE, "被撤销"),
        (RegistrationStatus.WITHDRAWN, "被撤回"),
        (RegistrationStatus.CANCELLED, "已注销"),
    ],
)
def test_each_way_to_end_has_its_own_word_and_forbids(status, word):
    [said] = rules.answer([held(status=status)], TODAY)
    assert word in said.message
    assert "不得从事职业中介活动" in said.message
    assert said.tone == "bad"


def test_a_new_licence_after_a_revoked_one_is_what_counts():
    said = rules.answer([held(status=RegistrationStatus.REVOKED), held()], TODAY)
    assert [each.tone for each in said] == ["good"]


def test_a_filing_is_not_a_licence():
    said = rules.answer([held(FILING, expires=None)], TODAY)
    assert "备案不是许可" in said[0].message
    assert "不得从事职业中介活动" in said[1].message


def test_a_dispatch_licence_does_not_allow_intermediation():
    [said] = rules.answer([held(DISPATCH)], TODAY)
    assert "劳务派遣业务" in said.message
    assert "职业中介" not in said.message


def test_nothing_in_the_register_is_said_as_such():
    [said] = rules.answer([], TODAY)
    assert "没有该机构的许可或者备案记录" in said.message
    [said] = rules.answer([], TODAY, is_local=False)
    assert "住所在北京市以外" in said.message


def test_a_deregistered_firm_is_gone_whatever_it_held():
    [said] = rules.answer([held()], TODAY, business_state=BusinessState.DEREGISTERED)
    assert said.tone == "bad"


@pytest.mark.parametrize(
    ("registrations", "standing"),
    [
        ([], Standing.NONE),
        ([held()], Standing.LICENSED),
        ([held(DISPATCH)], Standing.LICENSED),
        ([held(FILING)], Standing.FILED),
        ([held(REPORT)], Standing.REPORTED),
        ([held(FILING), held(status=RegistrationStatus.REVOKED)], Standing.FILED),
        ([held(expires=date(2026, 11, 21))], Standing.EXPIRED),
        ([held(status=RegistrationStatus.REVOKED)], Standing.REVOKED),
        ([held(FILING, RegistrationStatus.ENDED)], Standing.ENDED),
        (
            [held(FILING, RegistrationStatus.ENDED), held(status=RegistrationStatus.SET_ASIDE)],
            Standing.SET_ASIDE,
        ),
    ],
)
def test_the_standing_is_the_strongest_living_registration(registrations, standing):
    assert rules.standing(registrations, TODAY) is standing


@pytest.mark.parametrize(("kind", "status"), list(product(RegistrationKind, RegistrationStatus)))
def test_every_kind_in_every_state_has_an_answer_and_a_word(kind, status):
    registration = held(kind, status)
    assert rules.answer([registration], TODAY)
    assert registration.label_on(TODAY)
    assert rules.standing([registration], TODAY) in Standing


def test_a_filing_is_recorded_and_not_valid():
    assert held(FILING).label_on(TODAY) == "已备案"
    assert held(REPORT).label_on(TODAY) == "已报告"
    assert held().label_on(TODAY) == "有效"


@pytest.mark.parametrize("status", list(RegistrationStatus))
def test_contracts_of_an_ended_dispatch_licence_run_on_and_those_of_the_other_are_not_spoken_of(status):
    runs_on = status in {
        RegistrationStatus.EXPIRED,
        RegistrationStatus.REVOKED,
        RegistrationStatus.SET_ASIDE,
        RegistrationStatus.WITHDRAWN,
    }
    said = rules.answer([held(DISPATCH, status=status)], TODAY)
    assert [each.citation for each in said[1:]] == ([ORDER_22.article(11)] if runs_on else [])
    if runs_on:
        assert "不得新派遣" in said[1].message
    assert len(rules.answer([held(status=status)], TODAY)) == 1


def test_a_firm_that_reported_a_branch_is_not_called_one():
    branch = held(RegistrationKind.BRANCH_REPORT, expires=None)
    [said] = rules.answer([branch], TODAY)
    assert "是已向本市报告的分支机构" in said.message
    for own in (held(), held(DISPATCH), held(DISPATCH, status=RegistrationStatus.EXPIRED)):
        assert not any("分支机构" in each.message for each in rules.answer([branch, own], TODAY))

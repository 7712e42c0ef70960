"""What a change says, when a message is tried again, what is the same in two registers."""

from datetime import UTC, datetime, timedelta

import pytest

from regulation.firms.status import RegistrationKind, RegistrationStatus
from regulation.following import rules, tokens
from regulation.following.tokens import Purpose
from regulation.licensing.status import LICENCE_STEPS
from regulation.sharing import rules as sharing
from regulation.sharing.rules import Effect

NOW = datetime(2026, 11, 28, 4, tzinfo=UTC)


@pytest.mark.parametrize("name", sorted(LICENCE_STEPS))
def test_the_stream_knows_where_every_step_of_a_licence_leads(name):
    assert rules.state_after("hr_licence", name) == str(LICENCE_STEPS[name].after)


def test_states_of_the_file_are_nobodys_business():
    assert rules.public_state("proposed") == rules.public_state("") == ""
    assert {rules.public_state(each) for each in RegistrationStatus} == set(RegistrationStatus)
    assert rules.state_after("publication", "cancel") == ""
    assert all(rules.state_after(kind, "grant") == "valid" for kind in RegistrationKind)


def test_waits_grow_and_end():
    tried, now = [], NOW
    attempts = 1
    while (again := rules.next_attempt(attempts, now)) is not None:
        tried.append(again - now)
        now, attempts = again, attempts + 1
    assert tried == sorted(tried)
    assert tried[0] == timedelta(minutes=1)
    assert attempts == rules.MOST_ATTEMPTS
    assert timedelta(days=3) < now - NOW < timedelta(days=5)


def test_a_token_is_good_for_one_purpose_one_row_and_one_installation():
    from uuid import UUID

    row, other = UUID(int=7), UUID(int=8)
    token = tokens.made(Purpose.STOP, row, b"s" * 32)
    assert tokens.read(Purpose.STOP, token, b"s" * 32) == row
    assert tokens.read(Purpose.MANAGE, token, b"s" * 32) is None
    assert tokens.read(Purpose.STOP, token, b"t" * 32) is None
    assert tokens.read(Purpose.STOP, other.hex + token[32:], b"s" * 32) is None
    for wrong in ("", "x", token[:-1], token.upper(), token + "0", "０" * 72):
        assert tokens.read(Purpose.STOP, wrong, b"s" * 32) is None


@pytest.mark.parametrize(
    ("key", "ours", "theirs", "is_same"),
    [
        ("name", "甲（北京）公司", "甲(北京) 公司", True), ("name", "甲公司", "乙公司", False), ("name", "", "甲", False),
        ("capital", "2000000.00 CNY", "2000000 CNY", True), ("capital", "2000000.00 CNY", "2000000.00 USD", False),
        ("capital", "", "1.00 CNY", False), ("domicile", "北京市 1号", "北京市1号", True), ("domicile", "1号", "11号", False),
    ],
)  # fmt: skip
def test_what_is_the_same_in_two_registers(key, ours, theirs, is_same):
    assert sharing.says_the_same(key, ours, theirs) is is_same


@pytest.mark.parametrize(
    ("theirs", "open_value", "rejected", "effect"),
    [
        ("甲", None, (), Effect.NOTHING), ("甲", "乙", (), Effect.SETTLE), ("乙", None, (), Effect.OPEN),
        ("乙", "乙", (), Effect.KEEP), ("丙", "乙", (), Effect.REPLACE), ("乙", None, {("甲", "乙")}, Effect.KEEP),
        ("乙", None, {("旧", "乙")}, Effect.OPEN), ("丙", None, {("甲", "乙")}, Effect.OPEN),
    ],
)  # fmt: skip
def test_what_a_fact_of_a_delivery_leads_to(theirs, open_value, rejected, effect):
    assert sharing.effect("name", "甲", theirs, open_value, rejected) is effect

"""What is left of a phrase in the words of an act: blanks, word for word, altered, taken out; who may change one."""

import pytest

from regulation.casework.steps import possible
from regulation.roles import Role
from regulation.worklists import rules
from regulation.worklists.status import PHRASE_EDITORS, PHRASE_KINDS, PHRASE_STATUSES, PHRASE_STEPS
from regulation.worklists.tables import Phrase

LEASE = "经营场所证明：租赁合同的期限不足一年，请补交【租赁期限】以上的合同"


def test_blanks_are_those_in_black_brackets_and_not_the_brackets_of_a_number():
    assert rules.blanks(LEASE) == ["【租赁期限】"]
    assert rules.blanks("京朝人社许〔2026〕12号（副本）[一]") == []
    assert rules.blanks("【 】和【\n】") == ["【 】"]


@pytest.mark.parametrize(
    ("said", "verbatim"),
    [
        (LEASE, True),
        ("章程：缺公章\n经营场所证明：租赁合同的期限不足一年，请补交两年以上的合同\n其他", True),
        ("经营场所证明：租赁合同 的期限不足一年，请补交 一年 以上的合同", True),
        ("经营场所证明：租赁合同的期限不足一年，请补交以上的合同", False),
        ("经营场所证明：租赁合同的期限不足一年，\n请补交两年以上的合同", False),
        ("经营场所证明：租赁合同的期限不足两年，请补交两年以上的合同", False),
    ],
)
def test_word_for_word_but_for_what_fills_the_blank(said, verbatim):
    assert rules.is_verbatim(said, LEASE) is verbatim


def test_a_phrase_of_several_lines_is_found_over_several_lines():
    assert rules.is_verbatim("一、请\n补交章程\n并盖章\n二", "补交章程\n并盖章")


def test_altered_is_not_taken_out():
    assert rules.is_adapted("经营场所证明：租赁合同期限只剩三个月，请补交一年以上的合同", LEASE)
    assert not rules.is_adapted("章程：缺公章", LEASE)
    assert not rules.is_adapted("", LEASE)
    assert not rules.is_adapted("任何话", "【全部】")


@pytest.mark.parametrize("name", PHRASE_STEPS)
@pytest.mark.parametrize("status", PHRASE_STATUSES)
@pytest.mark.parametrize("role", list(Role))
def test_only_director_and_decider_and_only_what_is_in_use(name, status, role):
    allowed = status == "active" and role in PHRASE_EDITORS
    assert (name in possible(PHRASE_STEPS, status, {role})) is allowed


def test_the_table_knows_the_same_kinds():
    said = Phrase.phrase_kind_among._meta.params["condition"]
    assert {word.strip("' ") for word in said.partition("(")[2].rstrip(")").split(",")} == set(PHRASE_KINDS)

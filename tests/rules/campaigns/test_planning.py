"""A campaign outside the plan needs the government; it starts after its approval; no trade is told to stop."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from regulation.campaigns.rules import planning
from regulation.campaigns.rules.planning import Approval

FIRST, LAST = date(2026, 9, 1), date(2026, 11, 30)
AN, BAI = UUID(int=1), UUID(int=2)
GOVERNMENTS = ["北京市朝阳区人民政府", "北京市人民政府"]
GIVEN = Approval("北京市朝阳区人民政府", "朝政批〔2026〕8号", date(2026, 8, 20), has_paper=True)


def halt(**said):
    return planning.halt_refusal(
        **{"halts": False, "ground": "", "approval": "", "measures": "逐户检查职业中介机构", **said}
    )


def test_a_whole_trade_is_not_told_to_stop():
    assert halt() is None
    refused = halt(halts=True)
    assert refused.citation == planning.NO_HALT
    assert "第五十九条" in refused.citation.zh


@pytest.mark.parametrize("word", planning.HALTING_WORDS)
def test_words_that_tell_a_trade_to_stop_are_noticed(word):
    assert halt(measures=f"对全市职业中介机构{word}七日").citation == planning.NO_HALT


@pytest.mark.parametrize("ground", ["life", "accident", "state_event"])
def test_the_three_exceptions_need_an_approval(ground):
    assert halt(halts=True, ground=ground).citation == planning.NO_HALT
    assert halt(halts=True, ground=ground, approval="京政批〔2026〕1号", measures="一律停业") is None


def test_another_reason_is_no_exception():
    assert halt(halts=True, ground="publicity", approval="京政批〔2026〕1号") is not None


def problems(approval=GIVEN, basis="unplanned", today=date(2026, 8, 25)):
    return planning.approval_problems(basis, approval, GOVERNMENTS, today)


def test_an_unplanned_campaign_needs_government_number_day_and_paper():
    assert problems() == {}
    assert problems(None).keys() == {"government"}
    bare = Approval("北京市朝阳区人力资源和社会保障局", " ", date(2026, 8, 26), has_paper=False)
    assert problems(bare).keys() == {"government", "number", "on", "paper"}


def test_a_planned_one_needs_none_and_its_plan():
    assert problems(None, basis="plan") == {}
    assert planning.plan_refusal("plan", "adopted", 2026, FIRST) is None
    assert planning.plan_refusal("unplanned", None, None, FIRST) is None
    for status, year in (("draft", 2026), ("adopted", 2025), (None, None)):
        assert planning.plan_refusal("plan", status, year, FIRST).citation == planning.NO_SWEEP


def test_another_person_approves_before_the_first_day():
    def refused(approver, today):
        return planning.approving_refusal(drafters={AN}, approver=approver, from_on=FIRST, today=today)

    assert refused(BAI, FIRST) is None
    assert refused(AN, FIRST).citation == planning.UNPLANNED
    assert refused(None, FIRST) is not None
    assert refused(BAI, date(2026, 9, 2)).citation == planning.UNPLANNED


def test_it_starts_on_its_day():
    assert planning.starting_refusal(FIRST, date(2026, 8, 31)).citation == planning.UNPLANNED
    assert planning.starting_refusal(FIRST, FIRST) is None


@pytest.mark.parametrize(
    ("day", "taken"),
    [
        (date(2026, 8, 31), False),
        (FIRST, True),
        (LAST, True),
        (date(2026, 12, 1), False),
        (None, False),
    ],
)
def test_only_what_was_done_in_the_period_is_taken(day, taken):
    assert (planning.taking_refusal(day, FIRST, LAST) is None) is taken


def test_who_closed_the_count_does_not_sign():
    assert planning.signing_refusal(closer=AN, signer=AN).citation == planning.UNPLANNED
    assert planning.signing_refusal(closer=AN, signer=None) is not None
    assert planning.signing_refusal(closer=AN, signer=BAI) is None

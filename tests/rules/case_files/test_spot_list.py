"""What the file of a penalty on the spot must hold. 《行政处罚法》第四十七条、第五十二条、第七十条、第七十一条."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from regulation.case_files.rules.checklist import Path, State, later_list
from regulation.case_files.rules.spot_list import ON_THE_PAPER, Spot, spot_list, spot_missing
from regulation.law.citation import COMPULSION_LAW, PENALTY_LAW

DECIDED = date(2026, 3, 2)
WHOLE = Spot(
    number="京人社当罚〔2026〕1号",
    written=frozenset(ON_THE_PAPER),
    certificates=("京0001", "京0002"),
    defence="没有提出",
    is_signed=True,
    is_handwritten=True,
    copies=1,
    served_on=DECIDED,
    fine=Decimal(100),
    collected=True,
    receipt="票123",
    handed_in_on=date(2026, 3, 3),
    hand_in_by=date(2026, 3, 4),
    banked_on=date(2026, 3, 5),
    bank_by=date(2026, 3, 5),
    filed_on=date(2026, 3, 4),
    file_by=date(2026, 3, 4),
)
LATER = date(2026, 6, 1)


def states(spot: Spot, today: date) -> dict[str, State]:
    return {each.name: each.state for each in spot_list(spot, today)}


def test_a_whole_file_lacks_nothing():
    assert spot_missing(WHOLE, LATER) == []
    known = states(WHOLE, LATER)
    assert known.pop("罚没款缴款通知") is State.NOT_NEEDED, "the money was taken there"
    assert set(known.values()) == {State.PRESENT}


@pytest.mark.parametrize(
    ("change", "name", "article"),
    [
        ({"certificates": ("京0001",)}, "两名执法人员的执法证号", "第四十二条第一款"),
        ({"certificates": ("京0001", " ")}, "两名执法人员的执法证号", "第四十二条第一款"),
        ({"defence": ""}, "当事人陈述、申辩的记录", "第四十五条第一款"),
        ({"is_signed": False}, "当事人签收，或者拒绝签收的注明", "第五十二条第一款"),
        ({"copies": 0}, "手写决定书存根的扫描件或者照片", "第四十七条"),
        ({"served_on": None}, "当场交付的记录", "第五十二条第一款"),
        ({"receipt": ""}, "财政部门统一制发的专用票据", "第七十条"),
        ({"handed_in_on": None}, "罚款交至本机关的记录", "第七十一条"),
        ({"banked_on": None}, "罚款缴付银行的记录", "第七十一条"),
        ({"filed_on": None}, "报所属机关备案", "第三十二条"),
    ],
)
def test_what_is_not_there_is_missing_with_the_article_that_asks_for_it(change, name, article):
    (lacking,) = spot_missing(replace(WHOLE, **change), LATER)
    assert lacking.name == name
    assert lacking.citation.zh.endswith(article)


@pytest.mark.parametrize("part", sorted(ON_THE_PAPER))
def test_the_paper_says_all_that_article_52_paragraph_2_wants(part):
    (lacking,) = spot_missing(replace(WHOLE, written=WHOLE.written - {part}), LATER)
    assert lacking.numbers == (ON_THE_PAPER[part],)
    assert lacking.citation.zh.endswith("第五十二条第二款")


def test_a_noted_refusal_to_sign_stands_for_the_signature():
    assert spot_missing(replace(WHOLE, is_signed=False, signature_note="当事人拒绝签收"), LATER) == []


@pytest.mark.parametrize(
    ("today", "state"),
    [(date(2026, 3, 4), State.NOT_YET), (date(2026, 3, 5), State.MISSING)],
)
def test_it_is_filed_within_two_days_and_missing_only_after_them(today, state):
    assert states(replace(WHOLE, filed_on=None), today)["报所属机关备案"] is state


def test_the_bank_waits_for_the_office_and_has_its_own_two_days():
    open_still = replace(WHOLE, handed_in_on=None, banked_on=None, bank_by=None)
    assert states(open_still, LATER)["罚款缴付银行的记录"] is State.NOT_YET
    assert states(replace(WHOLE, banked_on=None), date(2026, 3, 5))["罚款缴付银行的记录"] is State.NOT_YET


@pytest.mark.parametrize(("fine", "why"), [(Decimal(100), "没有当场收缴罚款"), (Decimal(0), "没有罚款")])
def test_where_nothing_was_taken_on_the_spot_no_receipt_is_asked_for(fine, why):
    bare = replace(WHOLE, fine=fine, collected=False, receipt="", handed_in_on=None, banked_on=None)
    spared = [each for each in spot_list(bare, LATER) if each.state is State.NOT_NEEDED]
    assert {each.why for each in spared} == {why}
    assert len(spared) == (3 if fine else 4)
    # What is to be paid at the bank has its slip. 第六十七条.
    assert [each.name for each in spot_missing(bare, LATER)] == (["罚没款缴款通知"] if fine else [])
    assert spot_missing(replace(bare, slips=("京人社缴〔2026〕1号",)), LATER) == []


def test_what_follows_a_decision_on_the_spot_is_asked_for_by_the_articles_of_a_case():
    path = Path(
        decided=True,
        served=True,
        surcharged=True,
        demanded=True,
        papers={"surcharge_decision": ("京朝人社加罚〔2026〕1号",)},
    )
    lines = {each.name: each for each in later_list(path)}
    assert (lines["加处罚款决定书"].state, lines["加处罚款决定书"].citation) == (
        State.PRESENT,
        PENALTY_LAW.article(72, 1, 1),
    )
    # Demanded, and the demand is not in the file; nobody asked for time or went to court.
    demand = lines["履行行政处罚决定催告书"]
    assert (demand.state, demand.citation) == (State.MISSING, COMPULSION_LAW.article(54))
    assert lines["延期（分期）缴纳罚款通知书"].state is State.NOT_NEEDED
    assert lines["强制执行申请书"].state is State.NOT_NEEDED

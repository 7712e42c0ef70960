"""What the file of a case must hold, by the path it took: there, missing, not due, not needed; and where it is bound."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from regulation.case_files.rules.checklist import ASKED, Path, State, check_list, later_list, missing
from regulation.case_files.rules.contents import (
    Entry,
    Part,
    Volume,
    described,
    ordered,
    part_of,
    volume_of,
)
from regulation.law.citation import PENALTY_LAW

DAY = date(2026, 3, 2)
#: Every paper of a penalty that rests on a refusal, was heard, reviewed, discussed, paid and published.
WHOLE = Path(
    ends="penalty",
    opened=True,
    reported=True,
    noticed=True,
    considered=True,
    decided=True,
    served=True,
    closed=True,
    rests_on_order=True,
    spoke=True,
    spoke_orally=True,
    hearing="held",
    review_needed=True,
    discussion_needed=True,
    owes=True,
    preserved=True,
    took_away=True,
    published=True,
    evidence=3,
    papers={
        kind: (f"{kind}号",)
        for kind in (
            "case_opening_form",
            "order_to_correct",
            "recheck_record",
            "preservation_notice",
            "preservation_handling",
            "evidence_receipt",
            "investigation_report",
            "prior_notice",
            "statement_record",
            "statement_review",
            "case_hearing_notice",
            "case_hearing_record",
            "case_hearing_report",
            "legal_review_opinion",
            "discussion_minutes",
            "penalty_decision",
            "credit_repair_notice",
            "payment_notice",
            "publicity_abstract",
            "closing_form",
        )
    },
    served_kinds=frozenset({"order_to_correct", "prior_notice", "case_hearing_notice", "penalty_decision"}),
)


def states(path):
    return {each.name: each.state for each in check_list(path)}


def test_a_whole_file_lacks_nothing():
    assert missing(WHOLE) == []
    assert State.NOT_YET not in states(WHOLE).values()


@pytest.mark.parametrize("kind", sorted(WHOLE.papers))
def test_each_paper_that_is_taken_out_is_missed_by_name(kind):
    without = replace(WHOLE, papers={k: v for k, v in WHOLE.papers.items() if k != kind})
    lacking = missing(without)
    assert len(lacking) == 1
    assert lacking[0].citation.article is not None or lacking[0].citation.instrument is not None


@pytest.mark.parametrize("kind", sorted(WHOLE.served_kinds))
def test_a_paper_that_was_never_served_is_missed_though_it_is_there(kind):
    lacking = missing(replace(WHOLE, served_kinds=WHOLE.served_kinds - {kind}))
    assert len(lacking) == 1
    assert "送达" in lacking[0].name


@pytest.mark.parametrize("kind", ["deferral_decision", "surcharge_decision", "demand_notice"])
def test_a_paper_on_money_is_served_before_the_case_is_closed(kind):
    made = replace(WHOLE, papers={**WHOLE.papers, kind: ("1号",)})
    assert [each.state for each in missing(made)] == [State.MISSING]
    assert missing(replace(made, served_kinds=made.served_kinds | {kind})) == []
    assert (
        missing(
            replace(made, closed=False, papers={k: v for k, v in made.papers.items() if k != "closing_form"})
        )
        == []
    )


def test_no_evidence_is_missed_with_the_article_that_forbids_a_penalty_without():
    (lacking,) = missing(replace(WHOLE, evidence=0))
    assert (lacking.name, lacking.citation) == ("证据", PENALTY_LAW.article(40))


@pytest.mark.parametrize(
    ("change", "name", "why"),
    [
        ({"hearing": ""}, "行政处罚听证笔录", "没有举行听证"),
        ({"hearing": "given_up"}, "行政处罚听证报告", "没有举行听证"),
        ({"review_needed": False}, "重大行政处罚决定法制审核意见书", "不属于应当法制审核的情形"),
        ({"discussion_needed": False}, "行政处罚案件集体讨论记录", "不属于应当集体讨论的情形"),
        ({"rests_on_order": False}, "责令限期改正指令书", "处罚不以拒不改正为前提"),
        ({"owes": False}, "罚没款缴款通知", "没有罚没款"),
        ({"spoke": False}, "陈述申辩复核意见书", "当事人没有陈述、申辩"),
        ({"published": False, "is_minor": True}, "行政处罚信息摘要", "轻微失信信息原则上不公示"),
        ({"ends": "no_penalty"}, "行政处罚事先告知书", "本案未作出处罚或者处理决定"),
        ({"sparing": ""}, "守法经营承诺书", "不是按轻微违法行为清单不予处罚"),
        ({"recused": False}, "回避决定书", "没有人申请或者应当回避"),
        ({"ends": "not_opened"}, "证据", "不予立案"),
    ],
)
def test_what_the_path_does_not_need_says_why(change, name, why):
    line = next(
        each for each in check_list(replace(WHOLE, papers={}, evidence=0, **change)) if each.name == name
    )
    assert (line.state, line.why) == (State.NOT_NEEDED, why)


def test_before_its_step_a_paper_is_not_missing_but_not_due():
    early = Path(opened=True, papers={"case_opening_form": ("1号",)})
    assert missing(early) == []
    found = states(early)
    assert found["立案审批表"] is State.PRESENT
    assert found["案件调查终结报告"] is State.NOT_YET
    assert found["行政处罚决定书"] is State.NOT_YET
    assert states(replace(early, papers={}))["立案审批表"] is State.MISSING


@pytest.mark.parametrize(
    ("ends", "name"),
    [
        ("no_penalty", "不予行政处罚决定书"),
        ("handled", "劳动保障监察行政处理决定书"),
        ("withdrawn", "撤销立案决定书"),
        ("transferred", "案件移送函"),
    ],
)
def test_each_end_asks_for_its_own_paper(ends, name):
    assert states(Path(ends=ends, opened=True, decided=True))[name] is State.MISSING
    assert "行政处罚决定书" not in states(Path(ends=ends, opened=True, decided=True))


def test_somebody_asked_to_keep_away_needs_an_answer_and_its_paper():
    asked = Path(opened=True, recusal_asked=True)
    assert states(asked)["回避决定书"] is State.NOT_YET
    assert states(replace(asked, recusal_asked=False, recused=True))["回避决定书"] is State.MISSING


def test_after_a_decision_on_the_spot_its_later_papers_are_asked_for_and_those_alone():
    spot = Path(decided=True, served=True, owes=True, is_minor=True)
    found = {each.name: each.state for each in later_list(spot)}
    assert State.MISSING not in found.values()
    assert "结案审批表" not in found
    late = replace(spot, surcharged=True, demanded=True, papers={"surcharge_decision": ("加罚1号",)})
    after = {each.name: each.state for each in later_list(late)}
    assert after["加处罚款决定书"] is State.PRESENT
    assert after["履行行政处罚决定催告书"] is State.MISSING
    assert set(after) - set(found) == {"加处罚款决定书的送达"}


def test_the_list_of_minor_breaches_takes_three_papers_for_one_case():
    spared = Path(ends="no_penalty", opened=True, decided=True, sparing="minor_listed")
    found = states(spared)
    for name in ("不予行政处罚决定书", "守法经营承诺书", "行政监管建议书"):
        assert found[name] is State.MISSING
    assert states(replace(spared, sparing="minor"))["守法经营承诺书"] is State.NOT_NEEDED


def test_what_is_handled_instead_of_punished_was_announced_too():
    assert states(Path(ends="handled", opened=True, noticed=True))["行政处罚事先告知书"] is State.MISSING


def test_every_end_is_closed_by_a_form_except_what_was_never_opened():
    for ends in ("penalty", "no_penalty", "handled", "withdrawn", "transferred"):
        assert states(Path(ends=ends, opened=True, closed=True))["结案审批表"] is State.MISSING
    assert states(Path(ends="not_opened", closed=True))["结案审批表"] is State.NOT_NEEDED


def test_a_thing_without_a_file_is_described_with_its_holder_and_the_hands_it_went_through():
    piece = {
        "kind": "object", "form": "original", "checked_by": "", "source": "当事人", "place": "经营场所",
        "obtained_by": [{"name": "示例甲", "certificate": "京A1"}], "receipt_number": "收据1号",
    }  # fmt: skip
    at = datetime(2026, 3, 2, 1, tzinfo=UTC)
    hands = [
        {"at": at, "from_whom": "甲", "to_whom": f"乙{n}", "place": f"柜{n}", "reason": "移交"}
        for n in range(12)
    ]
    found = dict(described(piece, hands))
    assert (found["证据种类"], found["保管人"], found["存放地点"]) == ("物证", "乙11", "柜11")
    assert "交接2" not in found
    assert found["交接12"] == "2026年3月2日 甲 → 乙11：移交"
    assert dict(described(piece, []))["保管人"] == "未登记"


def test_every_line_is_bound_in_a_known_place():
    assert all(
        part_of(kind) is not Part.EVIDENCE or kind.startswith(("preservation", "evidence"))
        for each in ASKED
        for kind in each.kinds
    )


def entry(kind, on=DAY, number="", position=0):
    return Entry(kind, kind, number, on, document=UUID(int=0), position=position)


def test_reviews_and_discussions_are_never_in_the_main_volume():
    assert {volume_of(each) for each in ("legal_review_opinion", "discussion_minutes")} == {Volume.SIDE}
    assert {volume_of(each) for each in WHOLE.papers} - {Volume.MAIN} == {Volume.SIDE}
    assert volume_of("evidence") is volume_of("penalty_decision") is Volume.MAIN


def test_the_decision_comes_first_evidence_keeps_its_numbers_and_the_side_volume_is_last():
    found = ordered(
        [
            entry("discussion_minutes"),
            entry("evidence", date(2026, 3, 1), "证据10", 10),
            entry("evidence", date(2026, 3, 9), "证据2", 2),
            entry("closing_form"),
            entry("something_new"),
            entry("prior_notice", date(2026, 4, 2)),
            entry("prior_notice", date(2026, 3, 2)),
            entry("penalty_decision"),
        ]
    )
    assert [each.kind for each in found] == [
        "penalty_decision",
        "evidence",
        "evidence",
        "something_new",
        "prior_notice",
        "prior_notice",
        "closing_form",
        "discussion_minutes",
    ]
    assert [each.number for each in found[1:3]] == ["证据2", "证据10"]
    assert found[4].on < found[5].on

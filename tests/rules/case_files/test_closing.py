"""What stops the closing of a case, each with its article, and that it passes when the piece is there; how long a file is kept."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from regulation.case_files.chronology import counted
from regulation.case_files.rules import closing as rules
from regulation.case_files.rules.closing import (
    Standing,
    closing_refused,
    kept_until,
    kept_years,
    open_matters,
)
from regulation.casework.record import Entry
from regulation.law.citation import (
    COMPULSION_LAW,
    DOUBLE_PUBLICITY_GUIDANCE,
    EMPLOYMENT_PROMOTION_LAW,
    LABOUR_SUPERVISION_REGULATIONS,
    LITIGATION_LAW,
    PENALTY_LAW,
)

TODAY = date(2026, 11, 28)
OVER = Standing()
HARD = [
    (rules.service_open, {"is_served": False}, PENALTY_LAW.article(61), "尚未送达"),
    (rules.money_open, {"left": Decimal("0.01")}, PENALTY_LAW.article(67), "尚有%(left)s元未缴清"),
    (rules.plan_open, {"plan_asked": True}, PENALTY_LAW.article(66, 2), "申请尚未答复"),
    (rules.refund_open, {"to_refund": Decimal(5000)}, PENALTY_LAW.article(48, 2), "尚未退还"),
    (
        rules.given_back_open,
        {"ordered_back": Decimal("0.01"), "ordered_back_by": EMPLOYMENT_PROMOTION_LAW.article(66, 2)},
        EMPLOYMENT_PROMOTION_LAW.article(66, 2),
        "没有退还的凭证，不能结案",
    ),
    (rules.court_open, {"court_asked": True}, COMPULSION_LAW.article(57), "尚无结果"),
    (rules.publicity_open, {"lacks_publication": True}, DOUBLE_PUBLICITY_GUIDANCE.whole(), "尚未公示"),
    (rules.withdrawal_open, {"publicity_to_withdraw": True}, PENALTY_LAW.article(48, 2), "公示尚未撤回"),
    (rules.remedies_open, {"remedies_open": 1}, LITIGATION_LAW.article(46), "尚未终结"),
    (rules.preservation_open, {"preserved": 1}, PENALTY_LAW.article(56), "尚未作出处理"),
    (
        rules.evidence_open,
        {"undisposed": ("账册",)},
        LABOUR_SUPERVISION_REGULATIONS.article(15),
        "尚未写明去向",
    ),
    (rules.changed_open, {"changed": ("合同扫描件",)}, PENALTY_LAW.article(46), "与登记时不一致"),
]
EXPLAINED = [
    (
        rules.given_back_unlisted,
        {"ordered_back_unlisted": Decimal(500)},
        PENALTY_LAW.article(28, 2),
        "没有列入受害人名单",
    ),
    (rules.file_open, {"lacking": ("行政处罚信息摘要",)}, PENALTY_LAW.article(47), "案卷缺少"),
    (rules.remedy_time_open, {"remedy_until": TODAY}, LITIGATION_LAW.article(46), "期限至%(day)s届满"),
]


def test_nothing_open_closes():
    assert open_matters(OVER, TODAY) == []
    assert closing_refused(OVER, TODAY, "") is None


@pytest.mark.parametrize(("stops", "change", "cited", "words"), HARD)
def test_what_is_open_stops_the_closing_whatever_is_explained(stops, change, cited, words):
    assert stops(OVER) is None
    assert stops(replace(OVER, **change)).citation == cited
    found = closing_refused(replace(OVER, **change), TODAY, "理由很充分，先行结案")
    assert found is not None
    assert (found.citation, words in found.message) == (cited, True)


@pytest.mark.parametrize(("stops", "change", "cited", "words"), EXPLAINED)
def test_what_the_law_leaves_to_a_person_takes_a_reason(stops, change, cited, words):
    today = (TODAY,) if stops is rules.remedy_time_open else ()
    assert stops(OVER, *today) is None
    assert stops(replace(OVER, **change), *today).citation == cited
    still = replace(OVER, **change)
    found = closing_refused(still, TODAY, " 无 ")
    assert found is not None
    assert (found.citation, words in found.message) == (cited, True)
    assert closing_refused(still, TODAY, "当事人书面表示不起诉") is None


def test_the_last_day_of_the_time_to_sue_still_counts_and_the_next_does_not():
    until = replace(OVER, remedy_until=TODAY)
    assert closing_refused(until, TODAY, "") is not None
    assert closing_refused(until, TODAY + timedelta(days=1), "") is None


def test_a_paper_that_needs_no_service_waits_for_none():
    assert closing_refused(replace(OVER, needs_service=False, is_served=False), TODAY, "") is None


def test_after_the_ruling_of_the_court_what_was_not_given_back_takes_a_reason():
    ruled = replace(OVER, ordered_back=Decimal(500), court_ruled=True)
    found = closing_refused(ruled, TODAY, "")
    assert found is not None
    assert (found.citation, "人民法院已经裁定" in found.message) == (PENALTY_LAW.article(28, 2), True)
    assert closing_refused(ruled, TODAY, "人民法院裁定终结执行") is None


def test_everything_open_is_listed_at_once():
    whole = OVER
    for _stops, change, _cited, _words in HARD + EXPLAINED:
        whole = replace(whole, **change)
    assert len(open_matters(whole, TODAY)) == len(HARD) + len(EXPLAINED)
    assert [each.may_be_explained for each in open_matters(whole, TODAY)].count(True) == len(EXPLAINED)


def test_how_long_a_file_is_kept():
    assert kept_years(is_grave=False, on=TODAY) < kept_years(is_grave=True, on=TODAY)
    assert kept_years(is_grave=False, on=date(2020, 1, 1)) == kept_years(is_grave=False, on=TODAY)
    assert kept_until(10, date(2026, 1, 1)) == kept_until(10, date(2026, 12, 31)) == date(2036, 12, 31)


def act(number, day, hour=2):
    at = datetime(2026, 3, day, hour, tzinfo=UTC)
    return Entry(number, "penalty_case", UUID(int=1), at, "pay", "", "", None, "", "甲", "", "", (), "", {})


def test_the_day_of_opening_is_day_nought_and_days_are_those_of_beijing():
    # Sixteen o'clock in Greenwich is the next day in Beijing.
    found = counted([act(3, 9, 16), act(1, 1), act(2, 2)], date(2026, 3, 2))
    assert [(each["on"].day, each["day"], each["since"]) for each in found] == [
        (1, None, None),
        (2, 0, 1),
        (10, 8, 8),
    ]

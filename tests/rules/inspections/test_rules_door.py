"""When a firm need not open, and when it may rate."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from regulation.inspections import rules_door as rules
from regulation.inspections.rules_door import Door
from regulation.inspections.status import TaskStatus

DAY = date(2026, 6, 4)
OPEN = Door(DAY, "notified", DAY - timedelta(2), DAY + timedelta(2), is_named=True)


def test_door_refusal_is_none_for_the_officer_named_on_the_day_of_the_code():
    assert rules.door_refusal(OPEN, DAY) is None
    assert rules.door_refusal(replace(OPEN, status="started"), DAY) is None


@pytest.mark.parametrize(
    ("changed", "today", "says"),
    [
        ({}, DAY + timedelta(1), "不是今天的"), ({}, DAY - timedelta(1), "不是今天的"),
        ({"status": "approved"}, DAY, "没有有效的审批"), ({"status": "assigned"}, DAY, "没有有效的审批"),
        ({"status": "carried"}, DAY, "没有有效的审批"), ({"visit_from": None}, DAY, "没有有效的审批"),
        ({"visit_until": DAY - timedelta(1)}, DAY, "检查期间"), ({"visit_from": DAY + timedelta(1)}, DAY, "检查期间"),
        ({"is_named": False}, DAY, "不在批准的名单上"),
    ],
)  # fmt: skip
def test_door_refusal_says_why_nobody_need_open(changed, today, says):
    assert says in rules.door_refusal(replace(OPEN, **changed), today)


BEGAN = datetime(2026, 6, 4, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("status", "began", "has", "day", "may"),
    [
        ("started", BEGAN, False, 0, True), ("published", BEGAN, False, 30, True), ("published", BEGAN, False, 31, False),
        ("confirmed", BEGAN, True, 1, False), ("notified", None, False, 0, False), ("carried", None, False, 0, False),
    ],
)  # fmt: skip
def test_rating_refusal(status, began, has, day, may):
    assert (rules.rating_refusal(status, began, has, DAY + timedelta(day)) is None) == may


def test_rating_is_visible_to_the_team_after_the_close_and_to_the_desk_at_once():
    for status in TaskStatus:
        assert rules.rating_is_visible_to(False, status)
        assert rules.rating_is_visible_to(True, status) == (status in {"confirmed", "published"})


def test_a_report_says_what_was_seen_and_not_of_a_time_to_come():
    assert rules.report_gaps("有三人自称执法人员", BEGAN, BEGAN) == {}
    assert set(rules.report_gaps(" 来人 ", BEGAN + timedelta(seconds=1), BEGAN)) == {"facts", "happened_at"}

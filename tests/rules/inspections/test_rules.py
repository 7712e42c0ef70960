"""Rates, waits, exclusions, values, results."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest

from regulation.inspections import items, rules
from regulation.inspections.draw import schema
from regulation.inspections.rules import Entry, Limits, Past, Rate
from regulation.inspections.status import Answer, DrawStatus, FirmSign, Outcome, Unable

SESSION = datetime(2026, 6, 2, 3, 0, tzinfo=UTC)
TODAY = date(2026, 6, 1)
LIST = items.ITEM_LIST.on(TODAY)


def test_a_plan_is_public_by_the_end_of_march():
    assert rules.plan_due(2026) == date(2026, 3, 31)


@pytest.mark.parametrize(
    ("code", "number", "expected"),
    [("110105", 1, "BJ110105-2026-0001"), ("BJ", 12, "BJ-2026-0012"), ("BDA", 3, "BJBDA-2026-0003")],
)
def test_the_number_of_a_draw(code, number, expected):
    assert rules.draw_id(code, 2026, number) == expected


def test_the_start_values_are_one_five_twenty_and_a_hundred_percent():
    assert [Fraction(r.num, r.den) * 100 for r in rules.RATES.on(TODAY).values()] == [1, 5, 20, 100]


@pytest.mark.parametrize(
    ("rate", "at_least", "eligible", "expected"),
    [(Rate(1, 100), 0, 101, 2), (Rate(1, 100), 1, 50, 1), (Rate(1, 100), 5, 3, 3), (Rate(1, 1), 0, 7, 7), (Rate(0, 1), 0, 9, 0)],
)  # fmt: skip
def test_the_sample_is_rounded_up_and_never_more_than_there_are(rate, at_least, eligible, expected):
    assert rules.sample_size(rate, at_least, eligible) == expected


@pytest.mark.parametrize(
    ("past", "expected"),
    [
        (Past("operating"), ("eligible", "")),
        (Past("operating", last_visit_on=date(2025, 6, 2)), ("excluded", "inspected-12m")),
        (Past("operating", last_visit_on=date(2025, 6, 1)), ("eligible", "")),
        (Past("operating", has_open_task=True), ("excluded", "task-open")),
        (Past("operating", was_carried=True), ("certain", "carry-over")),
        (Past("operating", last_visit_on=date(2026, 5, 1), was_carried=True), ("certain", "carry-over")),
        (Past("deregistered", was_carried=True), ("excluded", "deregistered")),
        (Past("moved_away"), ("excluded", "moved-away")),
        (Past("licence_revoked"), ("excluded", "licence-revoked")),
        (Past("suspended"), ("excluded", "suspended")),
        (Past("unknown"), ("eligible", "")),
    ],
)
def test_roster_status_leaves_out_whom_the_cap_protects_and_says_why(past, expected):
    assert rules.roster_status(past, TODAY, Limits(1, 12)) == expected
    assert expected[1] == "" or expected[1] in rules.REASONS


@pytest.mark.parametrize(
    ("status", "later", "refused"),
    [
        (DrawStatus.PREPARED, timedelta(hours=1), False),
        (DrawStatus.COMMITTED, -timedelta(seconds=1), False),
        (DrawStatus.COMMITTED, timedelta(0), True),
        (DrawStatus.COMMITTED, timedelta(hours=2), True),
        (DrawStatus.COMMITTED, timedelta(hours=2, seconds=1), False),
    ],
)
def test_abandon_refusal_while_the_source_may_have_spoken(status, later, refused):
    deadline = SESSION + timedelta(hours=2)
    said = rules.abandon_refusal(status, SESSION, deadline, SESSION + later, by_beacon=False)
    assert (said is not None) == refused


@pytest.mark.parametrize(
    ("later", "refused"),
    [
        (-timedelta(seconds=1), False),
        (timedelta(0), True),
        (timedelta(hours=3), True),
        (timedelta(days=99), True),
    ],
)
def test_whoever_waits_for_the_deadline_of_a_beacon_cannot_throw_again(later, refused):
    deadline = SESSION + timedelta(hours=2)
    said = rules.abandon_refusal(DrawStatus.COMMITTED, SESSION, deadline, SESSION + later, by_beacon=True)
    assert (said is not None) == refused


OK = Entry("displayed", Answer.COMPLIANT)
BAD = Entry("displayed", Answer.PROBLEM, "未明示收费标准")
MENDED = Entry("displayed", Answer.PROBLEM, "未明示收费标准", was_corrected=True)
GRAVE = Entry("fees-deposits", Answer.PROBLEM, "收取押金每人五百元")


@pytest.mark.parametrize(
    ("entries", "unable", "expected"),
    [
        ([OK], None, Outcome.NO_PROBLEM),
        ([Entry("online", Answer.NOT_APPLICABLE)], None, Outcome.NO_PROBLEM),
        ([OK, MENDED], None, Outcome.CORRECTED),
        ([MENDED, Entry("prices", Answer.PROBLEM, "没有公开")], None, Outcome.ORDERED),
        ([BAD], None, Outcome.ORDERED),
        ([BAD, GRAVE], None, Outcome.TRANSFERRED),
        ([], Unable.UNREACHABLE, Outcome.UNREACHABLE),
        ([], Unable.NOT_OPERATING, Outcome.NOT_OPERATING),
        ([GRAVE], Unable.REFUSED, Outcome.REFUSED),
    ],
)
def test_the_outcome_follows_from_the_form(entries, unable, expected):
    assert rules.outcome(entries, unable, LIST) == expected


@pytest.mark.parametrize(
    ("entries", "sign", "representative", "refusal", "missing"),
    [
        ([OK], FirmSign.SIGNED, "甲某", "", []),
        ([], FirmSign.SIGNED, "甲某", "", ["item-displayed"]),
        ([Entry("displayed", Answer.PROBLEM, "无")], FirmSign.ABSENT, "", "", ["item-displayed"]),
        ([OK], None, "", "", ["sign"]),
        ([OK], FirmSign.SIGNED, " ", "", ["representative"]),
        ([OK], FirmSign.REFUSED, "", "", ["sign_refusal"]),
        ([OK], FirmSign.REFUSED, "", "称须请示总公司", []),
    ],
)
def test_form_gaps_name_what_is_missing(entries, sign, representative, refusal, missing):
    assert list(rules.form_gaps(["displayed"], entries, sign, representative, refusal)) == missing


def test_capacity_lets_the_lot_breathe():
    assert rules.capacity(20, 4) == 8
    assert rules.capacity(0, 4) == 3


def test_every_item_has_a_basis_and_an_id_the_procedure_takes():
    assert len(set(LIST.ids)) == len(LIST.items) >= 10
    for item in LIST.items:
        assert item.basis
        assert schema.ID.fullmatch(item.id)
    assert items.version(LIST.version) is LIST
    with pytest.raises(KeyError):
        items.version("none")

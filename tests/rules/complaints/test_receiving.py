"""What the law says about receiving complaints; the tracking code."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulation.complaints import rules, tracking
from regulation.complaints.status import (
    ELSEWHERE,
    KIND_WORDS,
    NUMBERED,
    STATUS_NAMES,
    STEPS_OF,
    TONES,
    TOPIC_NAMES,
    ComplaintKind,
    ComplaintStatus,
    Topic,
    grounds_of,
    status_names,
)
from regulation.law import almanac
from regulation.law.period import Unit
from regulation.roles import Role

SECRET = b"secret"


def test_a_complaint_is_accepted_within_five_working_days_of_its_receipt():
    period = rules.acceptance_period(is_complaint=True)
    assert (period.n, period.unit) == (5, Unit.WORKING_DAYS)
    # Monday to Monday.
    assert period.due(date(2026, 3, 2), almanac.known()).due_on == date(2026, 3, 9)
    assert rules.acceptance_period(is_complaint=False).provisional_note


def test_a_complicated_investigation_takes_thirty_working_days_more_from_the_same_day():
    assert rules.EXTENDED_INVESTIGATION.n - rules.INVESTIGATION.n == 30
    assert rules.INVESTIGATION.citation.article == 17


#: Day of receipt, or of acceptance -> the last of 5, of 60 and of 90 working days, counted by hand in the calendar of 2026:
#: over the Spring Festival (15 to 23 February, with two Saturdays at work), Labour Day, the Dragon Boat and the National Day.
DAYS = [
    (date(2026, 1, 5), date(2026, 1, 12), date(2026, 4, 3), date(2026, 5, 20)),
    (date(2026, 2, 13), date(2026, 2, 27), date(2026, 5, 19), date(2026, 7, 1)),
    (date(2026, 2, 14), date(2026, 2, 28), date(2026, 5, 20), date(2026, 7, 2)),
    (date(2026, 3, 2), date(2026, 3, 9), date(2026, 5, 28), date(2026, 7, 10)),
    (date(2026, 3, 8), date(2026, 3, 13), date(2026, 6, 3), date(2026, 7, 16)),
    (date(2026, 4, 30), date(2026, 5, 11), date(2026, 7, 28), date(2026, 9, 8)),
    (date(2026, 6, 18), date(2026, 6, 26), date(2026, 9, 11), date(2026, 10, 29)),
    (date(2026, 9, 30), date(2026, 10, 13), date(2026, 12, 29), None),
]


@pytest.mark.parametrize(("on", "accepted", "investigated", "extended"), DAYS)
def test_the_days_of_a_complaint_are_working_days_to_the_day(on, accepted, investigated, extended):
    for period, due in (
        (rules.ACCEPTANCE, accepted),
        (rules.TIP_ACCEPTANCE, accepted),
        (rules.INVESTIGATION, investigated),
        (rules.EXTENDED_INVESTIGATION, extended),
    ):
        assert due in {None, period.due(on, almanac.known()).due_on}


@pytest.mark.parametrize(
    ("happened_on", "too_old"),
    [
        (date(2024, 3, 2), False),
        (date(2024, 3, 1), True),
        (date(2026, 3, 2), False),
        (None, False),
    ],
)
def test_a_breach_is_not_looked_into_after_two_years(happened_on, too_old):
    assert rules.is_too_old(happened_on, date(2026, 3, 2)) is too_old


def test_two_years_from_a_leap_day_end_on_the_last_of_february():
    assert not rules.is_too_old(date(2024, 2, 29), date(2026, 2, 28))
    assert rules.is_too_old(date(2024, 2, 29), date(2026, 3, 1))


def test_a_complaint_names_its_writer_a_report_need_not():
    known = {"happened_on": None, "received_on": date(2026, 3, 2), "has_respondent": True}
    assert rules.unmet_tests(**known, claims_own_right=True, is_named=True) == []
    assert rules.unmet_tests(**known, claims_own_right=False, is_named=False) == []
    assert len(rules.unmet_tests(**known, claims_own_right=True, is_named=False)) == 1
    assert (
        len(rules.unmet_tests(**(known | {"has_respondent": False}), claims_own_right=False, is_named=True))
        == 1
    )


ROLES = list(Role)


#: Step -> the states from which it may be taken: of a complaint, of a report. A report lacks what hangs on a party.
ALLOWED = {
    "complaint": {
        "accept": {"received"},
        "ask_supplement": {"received"},
        "decline": {"received", "incomplete"},
        "direct": {"received"},
        "transfer": {"received", "accepted"},
        "uphold": {"accepted"},
        "reject": {"accepted"},
    },
    "tip": {
        "accept": {"received"},
        "decline": {"received"},
        "direct": {"received"},
        "transfer": {"received", "accepted"},
        "uphold": {"accepted"},
        "reject": {"accepted"},
    },
}


@pytest.mark.parametrize("kind", list(ComplaintKind))
def test_every_step_of_both_objects_is_as_the_table_of_the_office_says(kind):
    found = STEPS_OF[kind]
    assert {name: set(map(str, each.before)) for name, each in found.items()} == ALLOWED[kind]
    for each in found.values():
        assert each.by == {Role.CLERK}
        assert each.cites


def test_the_two_are_counted_apart_and_a_report_has_no_word_of_acceptance():
    assert len(set(NUMBERED.values())) == 2
    assert not {"incomplete", "withdrawn"} & set(map(str, status_names("tip")))
    assert not [words for words in status_names("tip").values() if "受理" in words]
    assert set(grounds_of("tip")) == {"too_old", "unclear"}


def test_every_word_that_a_page_needs_is_there():
    assert set(STATUS_NAMES) == set(TONES) == set(ComplaintStatus)
    assert set(TOPIC_NAMES) == set(Topic)
    assert set(KIND_WORDS) == set(ComplaintKind)
    assert {"arbitration", "police", "hotline"} <= set(ELSEWHERE)


# --- tracking codes ------------------------------------------------------------------------------


@given(st.text(min_size=1, max_size=64))
def test_a_code_can_be_typed_in_many_ways_and_means_the_same(key):
    code = tracking.code_of(key, SECRET)
    assert code == tracking.code_of(key, SECRET)
    bare = tracking.read(code)
    assert bare is not None
    assert len(bare) == 17
    assert tracking.read(code.lower().replace("-", " ")) == bare
    assert tracking.written(bare) == code
    assert tracking.read(code[:16].replace("0", "O").replace("1", "l") + code[16:]) == bare


@given(st.integers(0, 15), st.sampled_from(tracking.LETTERS))
def test_one_wrong_character_is_no_code(place, letter):
    bare = tracking.read(tracking.code_of("key", SECRET))
    wrong = bare[:place] + letter + bare[place + 1 :]
    assert tracking.read(wrong) == (bare if wrong == bare else None)


@pytest.mark.parametrize("typed", ["", "x", "0" * 16, "0" * 18, "ÄÖÜ", "0000-0000-0000-0000-\x00", "U" * 17])
def test_what_cannot_be_a_code_is_none(typed):
    assert tracking.read(typed) is None


def test_codes_have_eighty_bits_and_depend_on_key_and_secret():
    assert len(tracking.LETTERS) ** tracking.LENGTH == 2**80
    codes = {tracking.code_of(str(n), SECRET) for n in range(2000)}
    assert len(codes) == 2000
    assert tracking.code_of("1", SECRET) != tracking.code_of("1", b"other")
    assert tracking.digest("A", SECRET) != tracking.digest("A", b"other")
    assert "key" not in tracking.receipt_key("key")


def test_the_investigation_of_an_unknown_day_is_never_refused():
    assert not rules.is_too_old(None, date(2026, 3, 2) + timedelta(days=4000))


# --- the second secret ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "pin", ["", "12345", "123456", "987654", "aaaaaaaa", "abcdef", "  12345  ", "１２３４５６"]
)
def test_what_the_first_guesses_would_be_is_no_secret(pin):
    assert tracking.is_easily_guessed(pin)


@pytest.mark.parametrize("pin", ["135790", "蓝色自行车7", "a1b2c3", "  a1b2c3 "])
def test_anything_else_of_six_characters_is_one(pin):
    assert not tracking.is_easily_guessed(pin)


def test_a_drawn_secret_has_eight_digits_and_belongs_to_its_form():
    drawn = {tracking.pin_of(str(n), SECRET) for n in range(500)}
    assert len(drawn) > 495
    assert all(len(each) == 8 and each.isdigit() for each in drawn)
    assert tracking.pin_of("1", SECRET) != tracking.pin_of("1", b"other")


def test_the_digest_of_a_second_secret_is_of_one_code_alone():
    assert tracking.pin_digest("A", "135790", SECRET) != tracking.pin_digest("B", "135790", SECRET)
    assert tracking.pin_digest("A", "135790", SECRET) == tracking.pin_digest("A", " １３５７９０ ", SECRET)
    assert tracking.pin_digest("A", "135790", SECRET) != tracking.pin_digest("A", "135790", b"other")


def test_a_ticket_lasts_two_hours_and_cannot_be_written_by_anybody_else():
    matter, now = UUID(int=7), datetime(2026, 3, 2, 9, tzinfo=UTC)
    made = tracking.ticket(matter, SECRET, now)
    assert tracking.ticket_holder(made, SECRET, now + timedelta(hours=2)) == matter
    assert tracking.ticket_holder(made, SECRET, now + timedelta(hours=2, seconds=1)) is None
    assert tracking.ticket_holder(made, b"other", now) is None
    name, until, mark = made.split(".")
    for wrong in (
        f"{name}.{int(until) + 9}.{mark}",
        f"{UUID(int=8)}.{until}.{mark}",
        "",
        "x.y.z",
        f"{'-' * 36}.1.{mark}",
    ):
        assert tracking.ticket_holder(wrong, SECRET, now) is None


# --- turning away --------------------------------------------------------------------------------

OLD = {"too_old": True, "has_lapsed": False, "is_incomplete": False}
LAPSED = {"too_old": False, "has_lapsed": True, "is_incomplete": True}
WAITING = {"too_old": False, "has_lapsed": False, "is_incomplete": True}
PLAIN = {"too_old": False, "has_lapsed": False, "is_incomplete": False}


@pytest.mark.parametrize(
    ("ground", "facts", "may"),
    [
        ("too_old", OLD, True),
        ("too_old", PLAIN, False),
        ("too_old", WAITING | {"too_old": True}, True),
        ("unclear", PLAIN, True),
        ("unclear", WAITING, False),
        ("unclear", LAPSED, True),
        ("not_supplemented", LAPSED, True),
        ("not_supplemented", WAITING, False),
        ("not_supplemented", PLAIN, False),
        ("untrue_party", PLAIN, True),
    ],
)
def test_nobody_is_turned_away_on_a_ground_that_is_not_so(ground, facts, may):
    assert (rules.why_not_decline(ground, **facts) == "") is may


@pytest.mark.parametrize(
    ("representatives", "others", "files", "fields"),
    [
        (0, 0, 0, set()),
        (5, 40, 1, set()),
        (6, 0, 1, {"representatives"}),
        (1, 0, 0, {"files"}),
        (0, 3, 1, {"representatives"}),
        (6, 3, 0, {"representatives", "files"}),
    ],
)
def test_at_most_five_speak_for_all_and_show_that_they_may(representatives, others, files, fields):
    assert set(rules.group_problems(representatives, others, files)) == fields


def test_the_time_to_add_something_is_the_clerks_and_marked_as_not_from_the_text():
    period = rules.supplement_period(15)
    assert (period.n, period.unit) == (15, Unit.WORKING_DAYS)
    assert period.provisional_note

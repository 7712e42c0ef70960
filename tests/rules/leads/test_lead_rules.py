"""What the law says about leads: met or not, dismissed by two, opened promptly, and an alarm when not."""

from datetime import date, timedelta

import pytest

from regulation import errors
from regulation.law import almanac
from regulation.law.period import Unit
from regulation.leads import parameters, rules
from regulation.leads.rules_clocks import OFFICIAL
from regulation.leads.status import (
    ACT_NAMES,
    GROUNDS,
    LIVE,
    NOT_OPENED,
    OPENING,
    SOURCE_NAMES,
    STATUS_NAMES,
    STEPS,
    TONES,
    TURNS,
    LeadSource,
    LeadStatus,
)
from regulation.roles import Role

WORKING = {Role.CLERK, Role.INSPECTOR}
#: Step -> from where, to where, by whom: as an official would say it.
TABLE = {
    "meet_standard": ({"recorded"}, "standard_met", WORKING),
    "propose_dismissal": ({"recorded", "standard_met"}, "dismissal_proposed", WORKING),
    "dismiss": ({"dismissal_proposed"}, "dismissed", {Role.DECIDER}),
    "return": ({"dismissal_proposed"}, "recorded", {Role.DECIDER}),
    "insist": ({"dismissal_proposed"}, "standard_met", {Role.DECIDER}),
    "merge": ({"recorded", "standard_met"}, "merged", WORKING),
    "propose_case": ({"recorded", "standard_met"}, "proposed", {Role.CLERK}),
    "open": ({"proposed"}, "opened", {Role.DECIDER}),
    "decline": ({"proposed"}, "dismissed", {Role.DECIDER}),
}


def test_the_table_of_steps_is_whole():
    assert set(STEPS) == set(TABLE)
    assert set(STATUS_NAMES) == set(TONES) == set(LeadStatus)
    assert set(SOURCE_NAMES) == set(LeadSource)
    assert set(STEPS) <= set(ACT_NAMES)
    assert set(TURNS) == LIVE


@pytest.mark.parametrize("status", list(LeadStatus))
@pytest.mark.parametrize("name", list(TABLE))
def test_every_step_from_every_status_by_every_office(name, status):
    before, after, by = TABLE[name]
    assert (status in STEPS[name].before) == (status in before)
    assert STEPS[name].after == after
    assert {role for role in Role if role in STEPS[name].by} == by
    assert STEPS[name].cites


def test_what_has_ended_goes_nowhere():
    ended = {LeadStatus.OPENED, LeadStatus.DISMISSED, LeadStatus.MERGED}
    assert not [name for name, each in STEPS.items() if each.before & ended]


@pytest.mark.parametrize(
    ("violations", "facts", "party"),
    [
        ((), "收取求职者押金二百元不予退还", "某公司"),
        (("V-01",), "收押金", "某公司"),
        (("V-01",), "收取求职者押金二百元不予退还", " "),
    ],
)
def test_no_standard_is_met_without_party_conduct_and_facts(violations, facts, party):
    refused = rules.standard_refused(violations, facts, party)
    assert refused is not None
    assert refused.citation == OPENING


def test_a_named_party_conduct_and_facts_meet_it():
    assert rules.standard_refused(("V-01",), "收取求职者押金二百元不予退还", "某公司") is None


def test_who_asks_for_a_dismissal_does_not_decide_it():
    refused = rules.dismissal_refused(asked_by=1, decided_by=1)
    assert refused is not None
    assert refused.citation == NOT_OPENED
    assert rules.dismissal_refused(asked_by=1, decided_by=2) is None


def test_a_standard_that_was_met_is_not_looked_into_anew():
    refused = rules.return_refused(date(2026, 3, 2))
    assert refused is not None
    assert refused.citation == NOT_OPENED
    assert rules.return_refused(None) is None


def test_a_catalogue_names_its_violations_with_two_digits():
    assert rules.unknown_violations(("V-01", "V-58")) == []
    assert rules.unknown_violations(("V-1", "<b>", "V-001")) == ["V-1", "<b>", "V-001"]


def test_promptly_is_seven_working_days_and_says_that_the_law_gives_no_number():
    since = rules.PROMPTLY.since(date(2026, 3, 2))
    assert (since.value.n, since.value.unit) == (7, Unit.WORKING_DAYS)
    assert since.doubt
    assert since.value.provisional_note == since.doubt
    assert since.value.due(date(2026, 3, 2), almanac.known()).due_on == date(2026, 3, 11)


@pytest.mark.parametrize("status", list(LeadStatus))
def test_the_alarm_sounds_the_day_after_and_only_while_no_case_is_open(status):
    met, due = date(2026, 3, 2), date(2026, 3, 11)
    waits = status in {"recorded", "standard_met", "dismissal_proposed", "proposed"}
    assert rules.is_alarming(status, met, due, due + timedelta(days=1)) == waits
    assert not rules.is_alarming(status, met, due, due)
    assert not rules.is_alarming(status, None, None, due + timedelta(days=1))


@pytest.mark.parametrize("typed", ["", "0", "31", "七", "-1", "1.5"])
def test_a_decree_cannot_make_promptly_longer_than_a_month(typed):
    with pytest.raises(errors.Invalid):
        parameters.PROMPTLY.read({"days": typed})


def test_a_decree_settles_the_doubt_and_the_stricter_of_two_holds():
    five = parameters.PROMPTLY.read({"days": "5"})
    assert (five.n, five.provisional_note) == (5, "")
    assert parameters.PROMPTLY.restored(parameters.PROMPTLY.written(five)) == five
    assert parameters.PROMPTLY.stricter(five, parameters.PROMPTLY.read({"days": "9"})) == five


def test_the_days_of_a_party_are_no_official_s_breach():
    assert not {
        ("correction_order", "correction"),
        ("penalty_case", "payment"),
        ("penalty_case", "statement"),
    } & set(OFFICIAL)


def test_every_ground_has_its_article():
    assert {key: cite.key.split("/")[0] for key, (_words, cite) in GROUNDS.items()}.keys() == set(GROUNDS)
    assert all(words and cite for words, cite in GROUNDS.values())

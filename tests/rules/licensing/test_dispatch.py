"""《劳务派遣行政许可实施办法》 and 《劳动合同法》第五十七条: conditions, papers and days of the dispatch licence. Worked by hand."""

from datetime import date
from decimal import Decimal

import pytest

from regulation.firms.status import RegistrationKind
from regulation.law import almanac
from regulation.law.citation import LABOUR_CONTRACT_LAW, ORDER_19
from regulation.licensing import procedures
from regulation.licensing.procedure import Effect, Event
from regulation.licensing.rules import (
    dispatch,
    dispatch_papers,
    dispatch_promise,
    dispatch_terms,
    hr,
    renewal,
)
from regulation.licensing.status import LicenceStatus, Purpose, Track

CALENDAR = almanac.known()
DAY = date(2026, 11, 23)
SUBJECT = {
    "name": "甲",
    "uscc": "91110105MA00000001",
    "domicile": "北京市朝阳区测试路1号",
    "legal_representative": "甲一",
    "organ": "110105",
    "contact_name": "甲一",
    "contact_phone": "010-55550000",
}
ANSWERS = {
    "subject": SUBJECT,
    "capital": {"registered_capital": "2000000.00"},
    "workplace": {
        "address": "某路1号",
        "right": "rent",
        "facilities": "桌椅",
        "information_system": "某系统",
    },
    "management": {"rules": list(dispatch_papers.MANAGEMENT)},
}
PAPERS = frozenset(dispatch_papers.PAPERS_NEEDED)
HELD = {
    "name": "甲",
    "domicile": "北京市朝阳区测试路1号",
    "legal_representative": "甲一",
    "registered_capital": "2000000.00",
    "address": "北京市朝阳区测试路1号",
    "online": False,
}
REPORT = {"operations": dict.fromkeys(dispatch_papers.HEADINGS, "无")}


def lacks(found):
    return {(each.group, each.field) for each in found}


@pytest.mark.parametrize(
    ("capital", "enough"),
    [("1999999.99", False), ("2000000.00", True), ("2000000.01", True), ("0.00", False)],
)
def test_capital_is_at_least_two_million_to_the_cent(capital, enough):
    assert dispatch_terms.has_enough_capital(Decimal(capital), DAY) is enough
    found = dispatch_papers.missing(
        Track.GENERAL, ANSWERS | {"capital": {"registered_capital": capital}}, PAPERS, DAY
    )
    assert (("capital", "registered_capital") not in lacks(found)) is enough


@pytest.mark.parametrize("said", ["", "二百万", "NaN", "Infinity", None])
def test_what_is_no_amount_is_no_capital(said):
    answers = ANSWERS | {"capital": {"registered_capital": said}}
    assert dispatch_papers.capital_of(answers) is None
    assert lacks(dispatch_papers.missing(Track.GENERAL, answers, PAPERS, DAY)) == {
        ("capital", "registered_capital")
    }


def test_a_complete_application_lacks_nothing_and_each_paper_of_article_8_is_missed_by_itself():
    assert dispatch_papers.missing(Track.GENERAL, ANSWERS, PAPERS, DAY) == []
    for kind in PAPERS:
        found = dispatch_papers.missing(Track.GENERAL, ANSWERS, PAPERS - {kind}, DAY)
        assert lacks(found) == {("papers", kind)}
        assert found[0].citation == ORDER_19.article(8)


def test_a_business_licence_is_asked_for_only_where_the_register_does_not_know_the_code():
    unknown = ANSWERS | {"subject": SUBJECT | {"uscc": ""}}
    assert lacks(dispatch_papers.missing(Track.GENERAL, unknown, PAPERS, DAY)) == {
        ("papers", "business_licence")
    }
    assert dispatch_papers.missing(Track.GENERAL, unknown, PAPERS | {"business_licence"}, DAY) == []


def test_each_of_the_six_management_rules_is_needed():
    for name in dispatch_papers.MANAGEMENT:
        rules = [each for each in dispatch_papers.MANAGEMENT if each != name]
        found = dispatch_papers.missing(
            Track.GENERAL, ANSWERS | {"management": {"rules": rules}}, PAPERS, DAY
        )
        assert lacks(found) == {("management", "rules")}


def test_a_renewal_reports_under_ten_headings_and_brings_no_paper_when_nothing_changed():
    assert len(dispatch_papers.HEADINGS) == 10
    renewing = ANSWERS | REPORT | {"held": HELD}
    assert dispatch_papers.missing_of_renewal(Track.GENERAL, renewing, frozenset(), DAY) == []
    for name in dispatch_papers.HEADINGS:
        told = renewing | {"operations": REPORT["operations"] | {name: "  "}}
        assert lacks(dispatch_papers.missing_of_renewal(Track.GENERAL, told, frozenset(), DAY)) == {
            ("operations", name)
        }


@pytest.mark.parametrize(
    ("answers", "paper"),
    [
        ({"subject": SUBJECT | {"domicile": "北京市海淀区新路2号"}}, "premises_proof"),
        ({"subject": SUBJECT | {"legal_representative": "甲二"}}, "identity"),
        ({"capital": {"registered_capital": "3000000.00"}}, "capital_report"),
    ],
)
def test_a_change_brings_the_proof_of_what_is_new_and_nothing_else(answers, paper):
    changing = ANSWERS | {"held": HELD, "event": {"event": "ordinary"}} | answers
    assert set(dispatch_papers.papers_of_holder(changing)) == {paper}
    found = dispatch_papers.missing_of_change(Track.GENERAL, changing, frozenset(), DAY)
    assert lacks(found) == {("papers", paper)}
    assert dispatch_papers.missing_of_change(Track.GENERAL, changing, frozenset({paper}), DAY) == []


def test_a_new_name_needs_no_paper_and_the_same_capital_written_otherwise_is_no_change():
    renamed = ANSWERS | {
        "held": HELD,
        "event": {"event": "ordinary"},
        "subject": SUBJECT | {"name": "甲新"},
        "capital": {"registered_capital": "2000000"},
    }
    assert dispatch_papers.missing_of_change(Track.GENERAL, renamed, frozenset(), DAY) == []
    same = renamed | {"subject": SUBJECT}
    assert lacks(dispatch_papers.missing_of_change(Track.GENERAL, same, frozenset(), DAY)) == {
        ("event", "event")
    }


def test_a_capital_that_an_earlier_system_did_not_keep_is_not_held_against_the_holder():
    unknown = {name: value for name, value in HELD.items() if name != "registered_capital"}
    renewing = ANSWERS | REPORT | {"held": unknown}
    assert dispatch_papers.missing_of_renewal(Track.GENERAL, renewing, frozenset(), DAY) == []


@pytest.mark.parametrize(
    ("event", "open_to_it"), [("ordinary", True), ("merger", True), ("division", True), ("new_firm", False)]
)
def test_of_a_merger_or_division_the_surviving_firm_changes_and_a_new_one_applies_anew(event, open_to_it):
    changing = ANSWERS | {"held": HELD, "event": {"event": event}, "subject": SUBJECT | {"name": "甲新"}}
    found = dispatch_papers.missing_of_change(Track.GENERAL, changing, frozenset(), DAY)
    assert (found == []) is open_to_it
    if not open_to_it:
        assert found[0].citation == ORDER_19.article(17)


# --- days -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ends", "last"),
    [
        # Back over New Year: 31 January 2027 less sixty days is 2 December 2026.
        (date(2027, 1, 31), date(2026, 12, 2)),
        # Through a February of 29 days: 30 April 2028 less sixty days is 1 March; of 28 days, 1 March 2027 too.
        (date(2028, 4, 29), date(2028, 2, 29)),
        (date(2027, 4, 29), date(2027, 2, 28)),
        # The last day is a Sunday and stays: the article gives the firm no later day.
        (date(2026, 12, 31), date(2026, 11, 1)),
        # The first day of the holidays of the National Day, all the same.
        (date(2026, 11, 30), date(2026, 10, 1)),
    ],
)
def test_renewal_is_asked_for_sixty_calendar_days_before_the_end(ends, last):
    assert dispatch_terms.renewal_asked_by(ends, CALENDAR) == last
    assert dispatch.LICENCE.renewal_asked_by(ends, CALENDAR) == last
    for day, late in ((last, False), (date.fromordinal(last.toordinal() + 1), True)):
        assert (
            renewal.is_a_new_application(dispatch.LICENCE, LicenceStatus.VALID, ends, day, CALENDAR) is late
        )
        assert renewal.is_asked_in_time(day, ends, CALENDAR, dispatch_terms.RENEWAL_REQUEST) is not late


def test_only_the_dispatch_licence_turns_a_late_request_into_a_new_application():
    late, ends = date(2026, 12, 30), date(2026, 12, 31)
    for status in LicenceStatus:
        is_new = renewal.is_a_new_application(dispatch.LICENCE, status, ends, late, CALENDAR)
        assert is_new is (status is LicenceStatus.VALID)
        assert not renewal.is_a_new_application(hr.LICENCE, status, ends, late, CALENDAR)
    assert not renewal.is_a_new_application(dispatch.LICENCE, LicenceStatus.VALID, None, late, CALENDAR)


@pytest.mark.parametrize(
    ("begins", "ends"),
    [
        (date(2026, 11, 23), date(2029, 11, 22)),
        (date(2024, 2, 29), date(2027, 2, 28)),
        (date(2025, 3, 1), date(2028, 2, 29)),
        (date(2027, 1, 1), date(2029, 12, 31)),
    ],
)
def test_the_term_is_three_years(begins, ends):
    assert dispatch_terms.valid_to(begins) == ends


def test_the_collection_notice_is_due_in_five_working_days_over_new_year():
    # Decided on Wednesday 30 December 2026: 31 December is the first working day, New Year's Day is off.
    due = dispatch_terms.collection_due(date(2026, 12, 30), CALENDAR)
    assert due.due_on == CALENDAR.add_working_days(date(2026, 12, 30), 5)
    assert due.due_on > date(2027, 1, 5)
    assert dispatch_terms.COLLECTION.on(DAY).n == 5


def test_a_make_up_saturday_counts_as_a_working_day():
    # 10 October 2026 is a Saturday on which people work for the holidays of 1 to 7 October.
    assert dispatch_terms.change_due(date(2026, 9, 30), CALENDAR).due_on == date(2026, 10, 20)
    assert dispatch_terms.collection_due(date(2026, 9, 30), CALENDAR).due_on == date(2026, 10, 13)


def test_the_decision_has_twenty_working_days_and_ten_more_when_extended():
    plain = dispatch_terms.decision_due(DAY, CALENDAR)
    longer = dispatch_terms.decision_due(DAY, CALENDAR, extended=True)
    assert plain.due_on == date(2026, 12, 21)
    assert CALENDAR.add_working_days(plain.due_on, 10) == longer.due_on


def test_the_licence_number_names_year_organ_and_serial():
    assert dispatch_terms.licence_number("110105", 2026, 7) == "（京）劳派证字〔2026〕第1101050007号"


# --- the procedures -----------------------------------------------------------------------------------


@pytest.mark.parametrize("purpose", list(Purpose))
def test_every_purpose_has_a_procedure_and_only_a_new_licence_another_track_than_the_general_one(purpose):
    procedure = procedures.of(RegistrationKind.DISPATCH_LICENCE, purpose)
    assert set(procedure.groups) - procedure.decreed == {Track.GENERAL}
    assert (Track.COMMITMENT in procedure.groups) is (purpose is Purpose.NEW)
    assert set(procedure.groups) == set(procedure.track_words)
    for track in procedure.groups:
        assert set(procedure.groups_of(track)) <= set(procedure.titles) & set(procedure.group_basis)
    assert procedure.issues["collect"] == "collection_notice"


@pytest.mark.parametrize("purpose", list(Purpose))
def test_a_grant_is_collected_in_five_working_days_and_a_refusal_served_in_ten(purpose):
    procedure = procedures.of(RegistrationKind.DISPATCH_LICENCE, purpose)
    for event, clock, days in ((Event.GRANT, "dispatch_collection", 5), (Event.REFUSAL, "delivery", 10)):
        (limit,) = procedure.starting(event, Track.GENERAL)
        assert (limit.clock, limit.period.on(DAY).n, limit.ends) == (clock, days, Event.SERVICE)
    assert "五个工作日" in procedure.handed_over


def test_on_a_promise_no_paper_is_asked_for_but_the_zone_and_the_promise():
    lacking = dispatch_promise.missing(Track.COMMITMENT, ANSWERS, frozenset(), DAY)
    assert lacks(lacking) == {("commitment", "in_zone"), ("commitment", "agreed")}
    assert all(each.citation.doubt or each.field == "agreed" for each in lacking)
    promised = ANSWERS | {"commitment": {"in_zone": True, "agreed": True}}
    assert dispatch_promise.missing(Track.COMMITMENT, promised, frozenset(), DAY) == []
    poor = promised | {"capital": {"registered_capital": "1999999.99"}}
    assert lacks(dispatch_promise.missing(Track.COMMITMENT, poor, frozenset(), DAY)) == {
        ("capital", "registered_capital")
    }
    general = dispatch_promise.missing(Track.GENERAL, ANSWERS, frozenset(), DAY)
    assert general == dispatch_papers.missing(Track.GENERAL, ANSWERS, frozenset(), DAY) != []


def test_without_a_decree_the_promise_is_closed_and_shown_as_not_certain():
    since = dispatch_promise.OPEN.since(DAY)
    assert since.value == 0
    assert since.doubt
    assert dispatch_promise.NOTICE.doubt


def test_each_licence_is_checked_for_its_own_points():
    points = [kind.check_points for kind in procedures.KINDS.values()]
    assert len({tuple(each) for each in points}) == len(points)
    assert all(len(each) == 6 for each in points)


def test_a_grant_rests_on_the_articles_of_the_dispatch_licence_not_on_those_of_the_other():
    for procedure in dispatch.PROCEDURES:
        cited = {each.instrument.key for each in procedure.step("grant").cites}
        assert "hrm-regulations" not in cited
        assert "order-19" in cited
        assert procedure.step("submit").cites[-1] == procedure.basis[-1]
    assert LABOUR_CONTRACT_LAW.article(57) in dispatch.NEW.step("refuse").cites


def test_a_renewal_may_also_be_refused_for_what_happened_during_the_term():
    assert set(dispatch.RENEWAL.grounds) - set(dispatch.NEW.grounds) == {"reports", "penalties"}
    assert dispatch.RENEWAL.grants is Effect.NEW_TERM
    assert "decision_before_expiry" in {each.clock for each in dispatch.RENEWAL.limits}


def test_a_change_is_decided_ten_working_days_from_receipt_and_cannot_be_extended():
    limit = dispatch.CHANGE.limit("dispatch_change")
    assert (limit.starts, limit.period.on(DAY).n) == (Event.FIRST_RECEIPT, 10)
    assert dispatch.CHANGE.extension is None

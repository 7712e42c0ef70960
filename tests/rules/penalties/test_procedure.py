"""The order of a case: periods, hearing, review, separate persons, what is missing before the decision."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from regulation.integrity.status import FactKind
from regulation.law import almanac
from regulation.law.citation import PENALTY_LAW
from regulation.law.period import Unit
from regulation.penalties.rules import deadlines, hearing, procedure
from regulation.penalties.rules.fines import Proposal
from regulation.penalties.rules.violations import Measure
from regulation.penalties.status import (
    CASE_NAMES,
    CASE_TONES,
    OPEN,
    ORDER_NAMES,
    ORDER_STEPS,
    ORDER_TONES,
    STEPS,
    TURNS,
    CaseStatus,
    OrderStatus,
)
from regulation.roles import FIRM_ROLES, Role

D = Decimal
DAY = date(2026, 3, 2)
KNOWN = almanac.known()

# --- periods ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("period", "n", "unit"),
    [
        (deadlines.DECISION, 90, Unit.CALENDAR_DAYS),
        (deadlines.INVESTIGATION, 60, Unit.WORKING_DAYS),
        (deadlines.EXTENDED_INVESTIGATION, 90, Unit.WORKING_DAYS),
        (deadlines.STATEMENT, 5, Unit.WORKING_DAYS),
        (deadlines.HEARING_REQUEST, 5, Unit.WORKING_DAYS),
        (deadlines.HEARING_NOTICE, 7, Unit.WORKING_DAYS),
        (deadlines.SERVICE, 7, Unit.WORKING_DAYS),
        (deadlines.PAYMENT, 15, Unit.CALENDAR_DAYS),
        (deadlines.PUBLICITY, 7, Unit.WORKING_DAYS),
        (deadlines.RECONSIDERATION, 60, Unit.CALENDAR_DAYS),
        (deadlines.LITIGATION, 6, Unit.MONTHS),
    ],
)
def test_two_three_five_and_seven_days_are_working_days_the_others_calendar_days(period, n, unit):
    assert (period.n, period.unit) == (n, unit)


def test_a_case_is_decided_within_ninety_days_of_its_opening():
    assert deadlines.DECISION.due(DAY, KNOWN).due_on == DAY + timedelta(days=90)


def test_payment_due_on_a_day_off_moves_to_the_next_working_day():
    # 15 days after 17 April 2026 is 2 May, inside the May holiday.
    due = deadlines.PAYMENT.due(date(2026, 4, 17), KNOWN)
    assert due.due_on > date(2026, 5, 2)
    assert KNOWN.is_working(due.due_on)


@pytest.mark.parametrize(
    ("ended", "harmful", "barred"),
    [
        (date(2024, 3, 2), False, False),
        (date(2024, 3, 1), False, True),
        (date(2024, 3, 1), True, False),
        (date(2021, 3, 2), True, False),
        (date(2021, 3, 1), True, True),
    ],
)
def test_limitation_is_two_years_and_five_where_life_health_or_finances_were_harmed(ended, harmful, barred):
    assert deadlines.is_time_barred(ended, DAY, harmful=harmful) is barred


# --- refusal to correct ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("served_on", "days_after", "declared", "may"),
    [
        (DAY, 0, False, False),
        (DAY, 1, False, True),
        (DAY, -5, True, True),
        (None, 1, False, False),
        (None, 1, True, False),
    ],
)
def test_refusal_needs_a_served_order_and_its_last_day_over_or_a_declaration(
    served_on, days_after, declared, may
):
    due_on = DAY + timedelta(days=15)
    order = procedure.Order(due_on, served_on)
    refused = procedure.refusal_refused(order, due_on + timedelta(days=days_after), declared=declared)
    assert (refused is None) is may


# --- hearing, review, discussion ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("proposal", "has"),
    [
        (Proposal(fine=D(5000)), False),
        (Proposal(fine=D("49999.99")), False),
        (Proposal(fine=D(50000)), True),
        (Proposal(confiscated=D(50000), gains=D(50000)), True),
        (Proposal(measures=(Measure.WARNING,)), False),
        (Proposal(measures=(Measure.REVOKE,)), True),
        (Proposal(measures=(Measure.CLOSE,)), True),
        (Proposal(measures=(Measure.STOP_BUSINESS,)), True),
    ],
)
def test_a_hearing_may_be_asked_for_where_the_penalty_is_heavy(proposal, has):
    assert bool(procedure.hearing_ground(proposal, DAY)) is has
    assert procedure.needs_discussion(proposal, DAY, is_complicated=False) is has
    assert procedure.needs_discussion(proposal, DAY, is_complicated=True)


def test_the_party_is_told_of_the_hearing_seven_working_days_before():
    held = date(2026, 3, 20)
    last = deadlines.HEARING_NOTICE.last_day_before(held, KNOWN)
    assert last == date(2026, 3, 11)
    assert hearing.call_refused(last, held, KNOWN) is None
    assert hearing.call_refused(last + timedelta(days=1), held, KNOWN).citation.article == 64


@pytest.mark.parametrize(
    ("proposal", "kind"),
    [
        (Proposal(measures=(Measure.WARNING,)), FactKind.PENALTY_MINOR),
        (Proposal(fine=D(5000)), FactKind.PENALTY_GENERAL),
        (Proposal(confiscated=D(5), gains=D(5)), FactKind.PENALTY_GENERAL),
        (Proposal(fine=D(100000)), FactKind.PENALTY_SERIOUS),
        (Proposal(measures=(Measure.REVOKE,)), FactKind.PENALTY_SERIOUS),
    ],
)
def test_warnings_are_minor_revocation_and_very_large_fines_serious_the_rest_general(proposal, kind):
    assert procedure.seriousness(proposal, DAY) is kind


# --- what is missing before the decision ----------------------------------------------------------------------

COMPLETE = procedure.Progress(
    evidence=2,
    officers=2,
    notice_served_on=DAY,
    statement_due_on=DAY + timedelta(days=7),
    waived=False,
    statements=1,
    considered=True,
    hearing_asked=True,
    hearing_held=True,
    noticed=Proposal(fine=D(60000)),
    proposed=Proposal(fine=D(60000)),
    is_complicated=True,
    fine_without_gains=False,
    review_passed=True,
    discussed=True,
)
LATER = DAY + timedelta(days=8)


def test_nothing_is_missing_from_a_complete_case():
    assert procedure.missing_before_decision(COMPLETE, LATER) == []


@pytest.mark.parametrize(
    ("without", "article"),
    [
        ({"officers": 1}, 42),
        ({"evidence": 0}, 40),
        ({"notice_served_on": None}, 44),
        ({"statement_due_on": LATER}, 45),
        ({"considered": False}, 45),
        ({"hearing_held": False}, 64),
        ({"hearing_reported": False}, 65),
        ({"hearing_asked": False, "hearing_held": False, "hearing_due_on": LATER}, 64),
        ({"proposed": Proposal(fine=D(60001))}, 45),
        ({"review_passed": False}, 58),
        ({"discussed": False}, 57),
    ],
)
def test_each_missing_piece_stops_the_decision_and_names_its_article(without, article):
    missing = procedure.missing_before_decision(replace(COMPLETE, **without), LATER)
    assert [each.citation.article for each in missing] == [article]


@pytest.mark.parametrize(
    ("without", "article"),
    [
        ({"is_complicated": False, "hearing_asked": False, "hearing_held": False, **more}, 58)
        for more in (
            {"stated_grounds": frozenset({"public_interest"})},
            {"listed_from": D(60000)},
            {"fine_without_gains": True},
        )
    ],
)
def test_a_case_that_is_listed_or_stated_waits_for_its_review(without, article):
    plain = replace(COMPLETE, **without)
    assert procedure.missing_before_decision(plain, LATER) == []
    missing = procedure.missing_before_decision(replace(plain, review_passed=False), LATER)
    assert [(each.citation.article, each.act) for each in missing] == [(article, "review")]


def test_what_other_parts_miss_stops_the_decision_too():
    changed = procedure.Refusal("证据与登记时不符", PENALTY_LAW.article(46))
    assert procedure.missing_before_decision(replace(COMPLETE, investigation=(None, changed)), LATER) == [
        changed
    ]


@pytest.mark.parametrize(
    ("fine", "is_person", "has"),
    [("2999.99", True, False), ("3000", True, True), ("3000", False, False), ("50000", False, True)],
)
def test_the_amount_from_which_a_hearing_may_be_asked_for_differs_for_citizens_and_entities(
    fine, is_person, has
):
    assert bool(procedure.hearing_ground(Proposal(fine=D(fine)), DAY, is_person=is_person)) is has
    own = hearing.Threshold(citizen=D(1), entity=D(20000))
    assert procedure.hearing_ground(Proposal(fine=D(20000)), DAY, threshold=own)


def test_a_handling_decision_too_rests_on_evidence_officers_and_nothing_left_open():
    """What ends a case against its party without a penalty asks the same of the facts as a penalty does."""
    assert procedure.facts_lacking(COMPLETE) == []
    left = procedure.Refusal("有证据文件与登记时不一致", PENALTY_LAW.article(46, 2))
    for without, article in (
        ({"evidence": 0}, 40),
        ({"officers": 1}, 42),
        ({"investigation": (None, left)}, 46),
    ):
        (found,) = procedure.facts_lacking(replace(COMPLETE, **without))
        assert found.citation.article == article


def test_a_waiver_ends_the_time_to_speak_early():
    early = replace(COMPLETE, statement_due_on=LATER, waived=True)
    assert procedure.missing_before_decision(early, LATER) == []


# --- the tables of steps, every status and step and office ---------------------------------------------------------

C, D_, L = Role.CLERK, Role.DECIDER, Role.LEGAL_REVIEWER
SIGNERS = {Role.FIRM_SIGNATORY, Role.FIRM_ADMIN}
CASE_TABLE = {
    "open": ({"proposed"}, "investigating", {D_}),
    "decline_opening": ({"proposed"}, "not_opened", {D_}),
    "add_evidence": ({"investigating"}, "investigating", {C, Role.INSPECTOR}),
    "choose_basis": ({"investigating"}, "investigating", {C}),
    "list_victim": ({"investigating"}, "investigating", {C}),
    "strike_victim": ({"investigating"}, "investigating", {C}),
    "report": ({"investigating"}, "reported", {C}),
    "return": ({"reported", "notified", "heard"}, "investigating", {C, D_, L}),
    "notify": ({"reported"}, "notified", {C}),
    "serve_notice": ({"notified"}, "notified", {C}),
    "receive_notice": ({"notified"}, "notified", SIGNERS),
    "state": ({"notified"}, "notified", {C, *FIRM_ROLES}),
    "ask_hearing": ({"notified"}, "notified", {C, *FIRM_ROLES}),
    "waive": ({"notified"}, "notified", {C, *FIRM_ROLES}),
    "withdraw_hearing": ({"notified"}, "notified", {C, *FIRM_ROLES}),
    "call_hearing": ({"notified"}, "notified", {C}),
    "serve_call": ({"notified"}, "notified", {C}),
    "receive_call": ({"notified"}, "notified", SIGNERS),
    "name_agent": ({"notified"}, "notified", {C, *FIRM_ROLES}),
    "challenge_chair": ({"notified"}, "notified", {C, *FIRM_ROLES}),
    "answer_challenge": ({"notified"}, "notified", {D_, Role.DIRECTOR}),
    "miss_hearing": ({"notified"}, "notified", {C, D_, L, Role.DIRECTOR}),
    "hold_hearing": ({"notified"}, "notified", {C, D_, L, Role.DIRECTOR}),
    "report_hearing": ({"notified"}, "notified", {C, D_, L, Role.DIRECTOR}),
    "consider": ({"notified"}, "heard", {C}),
    "amend": ({"heard"}, "heard", {C}),
    "require_review": ({"heard"}, "heard", {C, D_, Role.DIRECTOR}),
    "review": ({"heard"}, "heard", {L}),
    "discuss": ({"heard"}, "heard", {C}),
    "decide": ({"heard"}, "decided", {D_}),
    "propose_handling": ({"reported"}, "reported", {C}),
    "handle": ({"heard"}, "handled", {D_}),
    "spare": ({"reported", "heard"}, "no_penalty", {D_}),
    "withdraw": ({"investigating", "reported", "notified", "heard"}, "withdrawn", {D_}),
    "take_back": ({"transferred"}, "investigating", {C, D_}),
    "transfer": ({"investigating", "reported", "notified", "heard"}, "transferred", {D_}),
    "serve_decision": ({"decided"}, "served", {C}),
    "announce_decision": ({"decided"}, "decided", {C}),
    "announced": ({"decided"}, "served", set()),
    "receive_decision": ({"decided"}, "served", SIGNERS),
    "ask_plan": ({"served"}, "served", {C, *FIRM_ROLES}),
    "grant_plan": ({"served"}, "served", {D_}),
    "refuse_plan": ({"served"}, "served", {D_}),
    "impose_surcharge": ({"served"}, "served", {D_}),
    "serve_paper": ({"served"}, "served", {C}),
    "receive_paper": ({"served"}, "served", SIGNERS),
    "announce_paper": ({"served"}, "served", {C}),
    "paper_announced": ({"served"}, "served", set()),
    "demand": ({"served"}, "served", {C}),
    "serve_demand": ({"served"}, "served", {C}),
    "answer_demand": ({"served"}, "served", {C, *FIRM_ROLES}),
    "apply_court": ({"served"}, "served", {D_}),
    "court_accepts": ({"served"}, "served", {C}),
    "court_rules": ({"served"}, "served", {C}),
    "quash": ({"served", "closed"}, "quashed", set()),
    "change": ({"served", "closed"}, "served", set()),
    "pay": ({"served"}, "served", {C}),
    "propose_publication": ({"served"}, "served", {C}),
    "return_publication": ({"served"}, "served", {C, L}),
    "publish": ({"served"}, "served", {C, L}),
    "close": ({"served"}, "closed", {D_}),
    "reopen": ({"closed"}, "served", {D_}),
}
ORDER_TABLE = {
    "serve": ({"issued"}, "served", {C}),
    "receive": ({"issued"}, "served", SIGNERS),
    "corrected": ({"served"}, "corrected", {C}),
    "partly": ({"served"}, "served", {C}),
    "refused": ({"served"}, "refused", {C}),
    "complied": ({"issued", "served"}, "corrected", set()),
    "withdraw": ({"issued", "served"}, "withdrawn", {D_}),
}


@pytest.mark.parametrize(
    ("steps", "table", "statuses"),
    [(STEPS, CASE_TABLE, CaseStatus), (ORDER_STEPS, ORDER_TABLE, OrderStatus)],
    ids=["case", "order"],
)
def test_every_step_leads_from_where_it_may_to_where_it_must_by_whom_it_may(steps, table, statuses):
    assert set(steps) == set(table)
    for name, (before, after, by) in table.items():
        for status in statuses:
            for role in Role:
                assert (status in steps[name].before and role in steps[name].by) == (
                    status in before and role in by
                ), (name, status, role)
        assert steps[name].after == after
        assert steps[name].cites, name


def test_no_open_case_is_nobodys_turn_and_no_ended_case_moves():
    assert set(TURNS) == OPEN
    ended = set(CaseStatus) - OPEN
    # What a review or a court takes away from a performed decision is entered after the head took the closed case up again;
    # the police may hand a case back that needs no criminal penalty (第二十七条第一款).
    assert {name for name, each in STEPS.items() if each.before & ended} == {"reopen", "take_back"}
    assert set(CASE_NAMES) == set(CASE_TONES) == set(CaseStatus)
    assert set(ORDER_NAMES) == set(ORDER_TONES) == set(OrderStatus)


def test_ninety_days_unless_laws_or_regulations_provide_otherwise():
    """第六十条：自行政处罚案件立案之日起九十日内作出行政处罚决定；法律、法规、规章另有规定的，从其规定."""
    assert deadlines.time_to_handle(by_labour_supervision=False) is deadlines.DECISION
    labour = deadlines.time_to_handle(by_labour_supervision=True)
    assert (labour.n, labour.unit, labour.citation.article) == (60, Unit.WORKING_DAYS, 17)
    back = [deadlines.time_to_handle(by_labour_supervision=each, is_returned=True) for each in (False, True)]
    assert [(period.n, period.unit) for period in back] == [(90, Unit.CALENDAR_DAYS), (60, Unit.WORKING_DAYS)]
    assert all(period.provisional_note for period in back)

"""On the spot: what may be decided, collected, handed over; each limit on both sides."""

from datetime import date
from decimal import Decimal

import pytest

from regulation.law import almanac
from regulation.penalties.rules import summary
from regulation.penalties.rules.fines import Proposal
from regulation.penalties.rules.violations import VIOLATIONS, Measure

D = Decimal
DAY = date(2026, 3, 2)
WARNED = VIOLATIONS["V-53"]


def refused(violation, proposal, **more):
    known = {"is_person": False, "officers": 2, "order_refused": False}
    found = summary.summary_refused(violation, proposal, DAY, **(known | more))
    return found.citation.article if found else None


def test_two_officers_warn_on_the_spot_where_the_article_knows_a_warning():
    warning = Proposal(measures=(Measure.WARNING,))
    assert refused(WARNED, warning) is None
    assert refused(WARNED, warning, officers=1) == 42
    assert refused(VIOLATIONS["V-04"], warning) == VIOLATIONS["V-04"].basis[0].article


@pytest.mark.parametrize(
    ("fine", "is_person", "over"),
    [("200", True, False), ("200.01", True, True), ("3000", False, False), ("3000.01", False, True)],
)
def test_the_limit_is_200_yuan_for_a_citizen_and_3000_for_an_entity(fine, is_person, over):
    found = refused(VIOLATIONS["V-04"], Proposal(fine=D(fine)), is_person=is_person, order_refused=True)
    # Within the limit it is the range of the article that stops it: it begins at 5,000 yuan.
    assert found == (51 if over else 32)


@pytest.mark.parametrize(
    "proposal",
    [
        Proposal(),
        Proposal(confiscated=D(10), gains=D(10), measures=(Measure.WARNING,)),
        Proposal(measures=(Measure.REVOKE,)),
        Proposal(measures=(Measure.WARNING, Measure.STOP_BUSINESS)),
    ],
)
def test_nothing_but_warnings_and_small_fines(proposal):
    assert refused(WARNED, proposal) == 51


def test_a_fine_on_the_spot_needs_what_its_article_asks_for():
    assert refused(VIOLATIONS["V-04"], Proposal(fine=D(100))) == VIOLATIONS["V-04"].basis[0].article


@pytest.mark.parametrize(
    ("fine", "ground", "reason", "receipt", "article"),
    [
        ("100", "small", "", "票1", None),
        ("100.01", "small", "", "票1", 68),
        ("2000", "hard", "当事人无固定住所", "票1", None),
        ("2000", "hard", "", "票1", 68),
        ("2000", "remote", "当事人书面提出", "票1", None),
        ("2000", "remote", "", "票1", 69),
        ("100", "small", "", " ", 70),
        ("100", "convenient", "方便", "票1", 68),
        ("0", "small", "", "票1", 68),
    ],
)
def test_money_is_collected_on_the_spot_only_by_the_articles_and_against_the_receipt(
    fine, ground, reason, receipt, article
):
    found = summary.collecting_refused(D(fine), ground, reason=reason, receipt=receipt, on=DAY)
    assert (found.citation.article if found else None) == article


@pytest.mark.parametrize(("on", "article"), [(DAY, None), (date(2026, 3, 3), 68)])
def test_money_is_collected_where_and_when_it_was_decided_and_not_on_another_day(on, article):
    found = summary.collecting_refused(D(100), "small", reason="", receipt="票1", on=on, decided_on=DAY)
    assert (found.citation.article if found else None) == article


def test_a_refusal_to_sign_is_noted():
    assert summary.handing_refused(is_signed=True, note="") is None
    assert summary.handing_refused(is_signed=False, note="拒绝签收，已宣读") is None
    assert summary.handing_refused(is_signed=False, note="").citation.article == 52


def test_the_paper_is_filed_within_two_days_and_the_money_within_two_working_days_twice():
    known = almanac.known()
    friday = date(2026, 3, 6)
    assert summary.FILING.due(friday, known).due_on == date(2026, 3, 8)
    assert summary.HAND_IN.due(friday, known).due_on == date(2026, 3, 10)
    assert summary.TO_BANK.due(date(2026, 3, 10), known).due_on == date(2026, 3, 12)

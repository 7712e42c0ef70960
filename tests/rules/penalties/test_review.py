"""Legal review and discussion: when, by whom, what passes. Each refused with its article, and passed."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from regulation.penalties.rules import review
from regulation.penalties.rules.review import Member, Outcome, Reviewed

HANDLER, AWAY = uuid4(), uuid4()


@pytest.mark.parametrize(
    ("case", "grounds"),
    [
        (Reviewed(), []),
        (Reviewed(hearing_held=True), ["hearing"]),
        (Reviewed(is_complicated=True), ["complicated"]),
        (Reviewed(is_complicated=True, stated=frozenset({"complicated"})), ["complicated"]),
        (Reviewed(fine_without_gains=True), ["fine_without_gains"]),
        (Reviewed(stated=frozenset({"public_interest"})), ["public_interest"]),
        (Reviewed(stated=frozenset({"off_precedence"})), ["off_precedence"]),
        (Reviewed(amount=Decimal(9999), listed_from=Decimal(10000)), []),
        (Reviewed(amount=Decimal(10000), listed_from=Decimal(10000)), ["listed"]),
        (Reviewed(amount=Decimal(10**9)), []),
    ],
)
def test_a_case_is_reviewed_on_the_grounds_of_the_law_and_of_the_office(case, grounds):
    assert review.review_grounds(case) == grounds
    assert set(grounds) <= set(review.GROUNDS)


@pytest.mark.parametrize(
    ("first", "qualification", "may"),
    [
        (None, "A2020", True),
        (date(2017, 12, 31), "", True),
        (date(2018, 1, 1), "", False),
        (date(2018, 1, 1), "A2020", True),
        (None, "  ", False),
    ],
)
def test_a_first_time_reviewer_holds_the_legal_qualification(first, qualification, may):
    found = review.reviewer_refused(first, qualification)
    assert (found is None) is may
    assert may or found.citation.article == 58


@pytest.mark.parametrize(
    ("outcome", "found", "may"),
    [
        (Outcome.PASSED, {}, True),
        (Outcome.PASSED, {"basis": " "}, True),
        (Outcome.PASSED, {"basis": "引用条文有误"}, False),
        (Outcome.CHANGES, {"basis": "引用条文有误"}, True),
        (Outcome.CHANGES, {}, False),
        (Outcome.RETURNED, {"evidence": "缺少询问笔录"}, True),
        (Outcome.RETURNED, {}, False),
    ],
)
def test_a_review_passes_with_nothing_wrong_and_says_what_is_when_something_is(outcome, found, may):
    refused = review.opinion_refused(outcome, found)
    assert (refused is None) is may
    assert may or refused.citation.article == 58


def members(*names, opinion="同意", person=None):
    return [Member(name, opinion, person) for name in names]


@pytest.mark.parametrize(
    ("present", "article"),
    [
        (members("甲", "乙", "丙"), None),
        (members("甲", "乙"), 57),
        (members("甲", "乙", "乙"), 57),
        (members("甲", "乙", "丙", opinion=" "), 57),
        ([*members("甲", "乙", "丙"), *members("丁", person=HANDLER)], 57),
        # A head without an account is known by the name alone.
        (members("甲", "乙", "承办人"), 57),
        ([*members("甲", "乙", "丙"), *members("丁", person=AWAY)], 43),
    ],
)
def test_at_least_three_heads_discuss_each_with_an_opinion_and_none_who_handles_or_is_recused(
    present, article
):
    found = review.discussion_refused(present, {HANDLER}, {"承办人"}, {AWAY})
    assert (found.citation.article if found else None) == article

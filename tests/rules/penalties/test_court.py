"""The three months in which a court may be asked, to the day. Days counted by hand."""

from datetime import date, timedelta

import pytest

from regulation.law import almanac
from regulation.law.citation import COMPULSION_LAW, LITIGATION_LAW, PENALTY_LAW, RECONSIDERATION_LAW
from regulation.penalties.rules import court
from regulation.penalties.rules.court import Remedy, Way, Window
from regulation.penalties.rules.fines import Refusal

KNOWN = almanac.known()
SERVED = date(2026, 3, 5)


@pytest.mark.parametrize(
    ("served", "base", "closes"),
    [
        # Six months from 5 March end on Saturday 5 September: the next day of work is Monday the 7th.
        (date(2026, 3, 5), date(2026, 9, 7), date(2026, 12, 7)),
        # 1 January 2026 is New Year; Sunday the 4th is worked.
        (date(2025, 7, 1), date(2026, 1, 4), date(2026, 4, 4)),
        # 15 February 2026 begins the Spring Festival, work begins on the 24th.
        (date(2025, 8, 15), date(2026, 2, 24), date(2026, 5, 24)),
        # Saturday 14 February 2026 is worked: no moving.
        (date(2025, 8, 14), date(2026, 2, 14), date(2026, 5, 14)),
        # No 31st in February: the last day of the month, the 29th in a leap year.
        (date(2023, 8, 31), date(2024, 2, 29), date(2024, 5, 29)),
        # 30 November 2025 is a Sunday.
        (date(2025, 5, 30), date(2025, 12, 1), date(2026, 3, 1)),
    ],
)
def test_unused_remedies_three_months_from_the_end_of_the_longest(served, base, closes):
    found = court.window(served, KNOWN)
    assert (found.base_on, found.opens_on, found.closes_on) == (base, base + timedelta(days=1), closes)
    assert found.citation == COMPULSION_LAW.article(53)


@pytest.mark.parametrize("way", list(Way))
def test_no_window_while_a_remedy_is_pending(way):
    found = court.window(SERVED, KNOWN, remedies=[Remedy(way)])
    assert isinstance(found, Refusal)
    assert found.citation == COMPULSION_LAW.article(53)


def test_after_a_reconsideration_fifteen_days_to_sue_and_then_three_months():
    # Received on 10 June 2026; fifteen days end on 25 June, a Thursday.
    found = court.window(SERVED, KNOWN, remedies=[Remedy(Way.RECONSIDERATION, date(2026, 6, 10))])
    assert (found.opens_on, found.closes_on) == (date(2026, 6, 26), date(2026, 9, 25))
    assert found.citation == LITIGATION_LAW.article(97)


def test_a_remedy_that_was_withdrawn_counts_as_not_taken_but_not_before_its_end():
    early = court.window(
        SERVED, KNOWN, remedies=[Remedy(Way.RECONSIDERATION, date(2026, 6, 10), is_moot=True)]
    )
    late = court.window(SERVED, KNOWN, remedies=[Remedy(Way.SUIT, date(2026, 10, 12), is_moot=True)])
    assert early.base_on == date(2026, 9, 7)
    assert (late.opens_on, late.closes_on) == (date(2026, 10, 13), date(2027, 1, 12))


def test_after_a_judgment_it_is_the_judgment_that_is_enforced():
    lost = [Remedy(Way.RECONSIDERATION, date(2026, 6, 10)), Remedy(Way.SUIT, date(2026, 12, 1))]
    found = court.window(SERVED, KNOWN, remedies=lost)
    assert (found.opens_on, found.closes_on) == (date(2026, 12, 2), date(2028, 12, 1))
    assert found.citation == LITIGATION_LAW.article(95)
    assert court.JUDGMENT_MONTHS.since(date(2026, 12, 1)).doubt


@pytest.mark.parametrize(
    ("ends", "opens", "closes"),
    [
        # Before the remedies have passed it moves nothing.
        (date(2026, 6, 30), date(2026, 9, 8), date(2026, 12, 7)),
        (date(2026, 12, 31), date(2027, 1, 1), date(2027, 3, 31)),
        (date(2026, 11, 30), date(2026, 12, 1), date(2027, 2, 28)),
    ],
)
def test_a_deferral_moves_the_window_to_its_own_end(ends, opens, closes):
    found = court.window(SERVED, KNOWN, deferral_ends_on=ends)
    assert (found.opens_on, found.closes_on) == (opens, closes)


def test_the_article_on_deferral_is_cited_where_it_decides():
    found = court.window(SERVED, KNOWN, deferral_ends_on=date(2026, 12, 31))
    assert found.citation == PENALTY_LAW.article(72, 2)


WINDOW = Window(date(2026, 9, 7), date(2026, 9, 8), date(2026, 12, 7), "", COMPULSION_LAW.article(53))


def asked(on, *, demand=date(2026, 5, 1), owes=True, found=WINDOW):
    return court.application_refused(found, demand_due_on=demand, owes=owes, on=on)


@pytest.mark.parametrize("on", [WINDOW.opens_on, WINDOW.closes_on])
def test_the_first_and_the_last_day_of_the_window_are_in_it(on):
    assert asked(on) is None
    assert WINDOW.holds(on)


@pytest.mark.parametrize(
    ("on", "given", "says"),
    [
        (WINDOW.base_on, {}, "尚未届满"),
        (WINDOW.closes_on + timedelta(days=1), {}, "已于"),
        (WINDOW.opens_on, {"demand": None}, "催告"),
        (WINDOW.opens_on, {"demand": WINDOW.opens_on}, "十个工作日"),
        (WINDOW.opens_on, {"owes": False}, "已经履行"),
    ],
)
def test_an_application_outside_the_window_or_without_demand_is_refused_with_its_article(on, given, says):
    found = asked(on, **given)
    assert says in found.message
    assert found.citation.instrument == COMPULSION_LAW


def test_a_pending_remedy_refuses_the_application_whatever_the_day():
    pending = court.window(SERVED, KNOWN, remedies=[Remedy(Way.SUIT)])
    assert asked(WINDOW.opens_on, found=pending) == pending


def test_the_court_rules_within_seven_working_days():
    # Over National Day: 29, 30 September, 8, 9, Saturday 10, 12, 13 October.
    assert court.RULING.due(date(2026, 9, 28), KNOWN).due_on == date(2026, 10, 13)


@pytest.mark.parametrize(
    ("way", "cited"),
    [(Way.RECONSIDERATION, RECONSIDERATION_LAW.article(78, item=2)), (Way.SUIT, LITIGATION_LAW.article(95))],
)
def test_what_a_review_or_a_suit_changed_is_not_collected_as_it_was_decided(way, cited):
    ended = date(2026, 6, 10)
    found = court.changed_refused([Remedy(way, ended), Remedy(way, ended, is_changed=True)])
    assert (found.citation, "变更或者撤销" in found.message) == (cited, True)


def test_what_stands_after_every_remedy_is_collected():
    stands = [
        Remedy(Way.RECONSIDERATION, date(2026, 6, 10)),
        Remedy(Way.SUIT, date(2026, 7, 1), is_moot=True),
    ]
    assert court.changed_refused(stands) is None


def test_where_reconsideration_comes_first_the_start_of_the_months_is_marked_as_doubtful():
    """《行政强制法》第五十三条 and 法释〔2018〕1号 第一百五十六条 are silent on who could not sue without a reconsideration."""
    plain, first = court.window(SERVED, KNOWN), court.window(SERVED, KNOWN, review_first=True)
    assert (first.opens_on, first.closes_on) == (plain.opens_on, plain.closes_on)
    assert not plain.doubt
    assert first.doubt
    reviewed = [Remedy(Way.RECONSIDERATION, date(2026, 6, 10))]
    assert not court.window(SERVED, KNOWN, remedies=reviewed, review_first=True).doubt

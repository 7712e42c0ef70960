"""What is owed on a day: the surcharge to the day, stays, instalments, what may be deferred. Days counted by hand."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulation.law import almanac
from regulation.law.citation import COMPULSION_LAW, PENALTY_LAW
from regulation.penalties.rules import deadlines, payment
from regulation.penalties.rules.payment import Part

D = Decimal
KNOWN = almanac.known()
DUE = date(2026, 3, 20)
FINE = D(10000)
ONE = [Part(DUE, FINE)]


# --- fifteen calendar days -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("received", "last"),
    [
        # 5 + 15 = 20 March, a Friday.
        (date(2026, 3, 5), date(2026, 3, 20)),
        # 1 January is New Year, 2 and 3 too; Sunday the 4th is worked instead.
        (date(2025, 12, 17), date(2026, 1, 4)),
        # 15 February begins the Spring Festival, which ends on the 23rd; Saturday the 14th is worked.
        (date(2026, 1, 31), date(2026, 2, 24)),
        (date(2026, 1, 30), date(2026, 2, 14)),
        # A leap year's February has its 29th.
        (date(2024, 2, 14), date(2024, 2, 29)),
        (date(2023, 2, 14), date(2023, 3, 1)),
    ],
)
def test_fifteen_calendar_days_to_pay_and_a_last_day_off_moves_to_the_next_day_of_work(received, last):
    assert deadlines.PAYMENT.due(received, KNOWN).due_on == last


@pytest.mark.parametrize(
    ("served", "last"),
    [
        # Monday 2 March: ten days of work end on Monday the 16th.
        (date(2026, 3, 2), date(2026, 3, 16)),
        # Over the Spring Festival: 10, 11, 12, 13, Saturday 14, then 24, 25, 26, 27, Saturday 28 February.
        (date(2026, 2, 9), date(2026, 2, 28)),
    ],
)
def test_the_ten_days_of_a_demand_are_working_days(served, last):
    assert payment.DEMAND.due(served, KNOWN).due_on == last


# --- surcharge --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days_late", "owed"),
    [(-3, 0), (0, 0), (1, 300), (2, 600), (33, 9900), (34, 10000), (35, 10000), (400, 10000)],
)
def test_three_per_cent_a_day_from_the_day_after_and_never_more_than_the_fine(days_late, owed):
    assert payment.surcharge(FINE, ONE, [], DUE + timedelta(days=days_late)) == owed


def test_the_thirty_fourth_day_reaches_the_cap():
    assert payment.cap_reached_on(DUE) == DUE + timedelta(days=34) == date(2026, 4, 23)


@pytest.mark.parametrize(
    ("due", "until", "stays", "owed"),
    [
        # 21 to 29 February and 1 to 5 March of a leap year: nine and five days.
        (date(2024, 2, 20), date(2024, 3, 5), [], 4200),
        (date(2023, 2, 20), date(2023, 3, 5), [], 3900),
        # Over New Year: 30, 31 December, 1, 2 January. The surcharge knows no days off.
        (date(2025, 12, 29), date(2026, 1, 2), [], 1200),
        # A stay from its first to its last day, both not counted: 5 to 9 January, 10 to 12 February.
        (date(2026, 1, 4), date(2026, 2, 12), [(date(2026, 1, 10), date(2026, 2, 9))], 2400),
        # Two stays, the second still open: 5 to 9 January, 10 to 28 February.
        (
            date(2026, 1, 4),
            date(2026, 3, 31),
            [(date(2026, 1, 10), date(2026, 2, 9)), (date(2026, 3, 1), None)],
            7200,
        ),
        # Begun before the due day and ended after it.
        (date(2026, 1, 4), date(2026, 1, 20), [(date(2025, 12, 20), date(2026, 1, 19))], 300),
        # A reconsideration and a suit that overlap are not counted twice.
        (
            date(2026, 1, 4),
            date(2026, 1, 20),
            [(date(2026, 1, 8), date(2026, 1, 15)), (date(2026, 1, 12), date(2026, 1, 18))],
            1500,
        ),
    ],
)
def test_days_within_a_review_or_a_suit_are_not_counted(due, until, stays, owed):
    assert payment.surcharge(FINE, [Part(due, FINE)], [], until, stays) == owed


@pytest.mark.parametrize(
    ("payments", "until", "owed"),
    [
        # Paid on the day after: one day late.
        ([Part(date(2026, 3, 21), FINE)], date(2026, 5, 1), 300),
        # Paid on the last day: none.
        ([Part(DUE, FINE)], date(2026, 5, 1), 0),
        # A part in time: three per cent of what is left, ten days.
        ([Part(DUE, D(4000))], date(2026, 3, 30), 1800),
        # A part on the fifth day: five days of the whole, five of the rest.
        ([Part(date(2026, 3, 25), D(4000))], date(2026, 3, 30), 2400),
    ],
)
def test_a_part_that_was_paid_bears_no_surcharge_from_the_next_day(payments, until, owed):
    assert payment.surcharge(FINE, ONE, payments, until) == owed


def test_the_reckoning_says_day_by_day_how_the_surcharge_came_about():
    # Due 20 March. 4,000 paid on the 25th; a review from 28 March to 6 April; the cap is far off.
    said = payment.stretches(
        FINE,
        ONE,
        [Part(date(2026, 3, 25), D(4000))],
        date(2026, 4, 10),
        [(date(2026, 3, 28), date(2026, 4, 6))],
    )
    assert [(each.from_on.day, each.to_on.day, each.days, each.base, each.amount) for each in said] == [
        (21, 25, 5, D(10000), D(1500)),
        (26, 27, 2, D(6000), D(360)),
        (28, 6, 10, D(6000), D(0)),
        (7, 10, 4, D(6000), D(720)),
    ]
    assert [each.is_stayed for each in said] == [False, False, True, False]


def test_the_reckoning_ends_on_the_day_of_the_cap_and_adds_up_to_the_cent():
    (only,) = payment.stretches(D("333.33"), [Part(DUE, D("333.33"))], [], DUE + timedelta(days=400))
    assert (only.to_on, only.amount) == (payment.cap_reached_on(DUE), D("333.33"))


@given(st.decimals("0.01", 10**6, places=2), st.integers(1, 60), st.integers(0, 60))
def test_the_reckoning_never_differs_from_the_sum(fine, days, paid_after):
    paid = [Part(DUE + timedelta(days=paid_after), fine / 2)]
    said = payment.stretches(fine, [Part(DUE, fine)], paid, DUE + timedelta(days=days))
    assert sum(each.amount for each in said) == payment.surcharge(
        fine, [Part(DUE, fine)], paid, DUE + timedelta(days=days)
    )
    assert all(first.to_on < then.from_on for first, then in pairwise(said))


def test_the_base_of_the_surcharge_is_a_reading_and_says_so():
    assert payment.SURCHARGE_BASE.since(DUE).doubt


@given(st.decimals("0.01", 10**7, places=2), st.integers(-50, 400))
def test_a_surcharge_grows_with_the_days_and_stops_at_the_fine(fine, days):
    dues = [Part(DUE, fine)]
    first = payment.surcharge(fine, dues, [], DUE + timedelta(days=days))
    then = payment.surcharge(fine, dues, [], DUE + timedelta(days=days + 1))
    assert 0 <= first <= then <= fine


# --- instalments ------------------------------------------------------------------------------------------

THREE = [
    Part(date(2026, 4, 30), D(10000)),
    Part(date(2026, 5, 31), D(10000)),
    Part(date(2026, 6, 30), D(10000)),
]


@pytest.mark.parametrize(
    ("payments", "today", "broken"),
    [
        ([], date(2026, 4, 30), None),
        ([], date(2026, 5, 1), date(2026, 4, 30)),
        ([Part(date(2026, 4, 30), D(10000))], date(2026, 5, 31), None),
        ([Part(date(2026, 4, 30), D(10000))], date(2026, 6, 1), date(2026, 5, 31)),
        # Paid ahead counts for the next.
        ([Part(date(2026, 4, 2), D(20000))], date(2026, 6, 30), None),
        # Late is broken, also when it was paid in the end.
        ([Part(date(2026, 5, 2), D(30000))], date(2026, 6, 1), date(2026, 4, 30)),
    ],
)
def test_a_schedule_is_broken_by_the_first_instalment_not_paid_by_its_day(payments, today, broken):
    assert payment.broken_on(THREE, payments, today) == broken


def test_after_a_missed_instalment_the_rest_is_due_and_bears_the_surcharge():
    paid = [Part(date(2026, 4, 30), D(10000))]
    fallen = payment.fallen_due(THREE, paid, date(2026, 6, 10))
    assert [each.on for each in fallen] == [date(2026, 4, 30), date(2026, 5, 31), date(2026, 5, 31)]
    # 1 to 10 June on twenty thousand.
    assert payment.surcharge(D(30000), THREE, paid, date(2026, 6, 10)) == 6000


def test_a_schedule_that_is_kept_bears_no_surcharge():
    paid = [Part(each.on, each.amount) for each in THREE]
    assert payment.fallen_due(THREE, paid, date(2026, 7, 30)) == THREE
    assert payment.surcharge(D(30000), THREE, paid, date(2026, 7, 30)) == 0


OWED = D(30000)


def refused(dues=THREE, owed=OWED, asked=DUE, pay_due=DUE):
    return payment.deferral_refused(dues, owed=owed, asked_on=asked, pay_due_on=pay_due)


def test_instalments_asked_for_on_the_last_day_to_pay_are_allowed():
    assert refused() is None


@pytest.mark.parametrize(
    ("given_", "says"),
    [
        ({"asked": DUE + timedelta(days=1)}, "期限届满前"),
        ({"dues": []}, "每期"),
        ({"dues": [Part(date(2026, 4, 30), D(0)), *THREE[1:]]}, "每期"),
        ({"dues": [Part(DUE - timedelta(days=1), D(1)), *THREE]}, "早于申请之日"),
        ({"dues": list(reversed(THREE))}, "由早到晚"),
        ({"dues": [THREE[0], *THREE]}, "由早到晚"),
        ({"dues": [Part(DUE, OWED)]}, "晚于原缴款期限"),
        ({"owed": D(29999)}, "合计"),
        ({"dues": [Part(date(2027, 3, 21), OWED)]}, "最长期限"),
    ],
)
def test_a_deferral_is_refused_with_its_article(given_, says):
    found = refused(**given_)
    assert says in found.message
    assert found.citation == PENALTY_LAW.article(66, 2)


def test_twelve_months_are_the_longest_deferral():
    assert refused(dues=[Part(date(2027, 3, 20), OWED)]) is None


def test_equal_instalments_fall_on_the_same_day_of_each_month_and_the_last_takes_the_rest():
    found = payment.equal_parts(D("100.00"), date(2026, 1, 31), 3)
    assert [each.on for each in found] == [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31)]
    assert [each.amount for each in found] == [D("33.33"), D("33.33"), D("33.34")]


# --- demand -------------------------------------------------------------------------------------------------


def test_a_demand_waits_for_the_day_after_the_last_day_to_pay():
    early = payment.demand_refused(left=FINE, last_due_on=DUE, today=DUE)
    assert early.citation == COMPULSION_LAW.article(54)
    assert payment.demand_refused(left=FINE, last_due_on=DUE, today=DUE + timedelta(days=1)) is None


@pytest.mark.parametrize(
    ("halts", "on", "due"),
    [
        # 20 March is the last day. Suspended from the 10th to the 19th: ten days, the 30th.
        ([(date(2026, 3, 10), date(2026, 3, 19))], date(2026, 5, 1), date(2026, 3, 30)),
        # From the last day itself: one day was left, and is left on 1 April after twelve days.
        ([(DUE, date(2026, 3, 31))], date(2026, 5, 1), date(2026, 4, 1)),
        # Begun after the last day: it had passed.
        ([(date(2026, 3, 21), date(2026, 4, 30))], date(2026, 5, 1), DUE),
        # Still open: no day falls due, whichever day it is.
        ([(date(2026, 3, 10), None)], date(2026, 3, 20), date(2026, 3, 31)),
        ([(date(2026, 3, 10), None)], date(2026, 12, 31), DUE + timedelta(days=297)),
        # Not begun yet on the day that is asked for.
        ([(date(2026, 3, 10), date(2026, 3, 19))], date(2026, 3, 9), DUE),
        # Twice, over a leap day: four and five days.
        (
            [(date(2024, 2, 26), date(2024, 2, 29)), (date(2026, 3, 1), date(2026, 3, 5))],
            date(2026, 5, 1),
            DUE + timedelta(days=9),
        ),
    ],
)
def test_the_days_of_a_suspension_are_added_to_what_was_left_of_the_time_to_pay(halts, on, due):
    assert payment.moved([Part(DUE, FINE)], halts, on) == [Part(due, FINE)]
    assert payment.moved([Part(DUE, FINE)], [], on) == [Part(DUE, FINE)]


def test_nothing_is_executed_on_a_suspended_day_and_everything_on_the_next():
    halts = [(date(2026, 3, 10), date(2026, 3, 19))]
    refused = [payment.suspended_refused(date(2026, 3, n), halts) for n in (9, 10, 19, 20)]
    assert [each is not None for each in refused] == [False, True, True, False]
    assert refused[1].citation == PENALTY_LAW.article(73, 1)


def test_a_surcharge_that_was_decided_is_told_before_it_is_demanded():
    untold = payment.demand_refused(left=FINE, last_due_on=DUE, today=date(2026, 6, 1), is_untold=True)
    assert untold.citation == COMPULSION_LAW.article(45, 1)
    assert payment.demand_refused(left=FINE, last_due_on=DUE, today=date(2026, 6, 1), is_untold=False) is None


@pytest.mark.parametrize(("left", "last"), [(D(0), DUE), (FINE, None)])
def test_nobody_is_asked_for_what_is_not_owed(left, last):
    assert payment.demand_refused(left=left, last_due_on=last, today=date(2026, 6, 1)) is not None


def test_a_stay_includes_its_first_and_its_last_day():
    stays = [(date(2026, 1, 10), date(2026, 1, 12))]
    days = [date(2026, 1, day) for day in (9, 10, 12, 13)]
    assert [payment.is_stayed(day, stays) for day in days] == [False, True, True, False]


def said(refusal):
    return refusal.message, refusal.citation


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"has_plan": True}, "已有延期、分期的申请"),
        ({"owed": D(0)}, "没有应缴的罚款"),
        ({"pay_due_on": None}, "没有应缴的罚款"),
    ],
)
def test_a_deferral_is_asked_for_once_at_a_time_and_for_a_fine_that_is_owed(wrong, words):
    """第六十六条第二款: 当事人确有经济困难, 需要延期或者分期缴纳罚款的, 经当事人申请和行政机关批准."""
    right = {"has_plan": False, "owed": FINE, "pay_due_on": DUE}
    assert payment.asking_refused(**right) is None
    assert said(payment.asking_refused(**(right | wrong))) == (words, PENALTY_LAW.article(66, 2))


def test_what_is_granted_is_of_what_is_owed_that_day_and_its_days_lie_ahead():
    parts = payment.equal_parts(FINE, DUE, 2)
    assert payment.granting_refused(parts, owed=FINE, today=DUE) is None
    paid = payment.granting_refused(parts, owed=FINE - 1, today=DUE)
    late = payment.granting_refused(parts, owed=FINE, today=DUE + timedelta(days=1))
    assert ["已有缴款" in paid.message, "第一期的截止日已过" in late.message] == [True, True]
    assert {paid.citation, late.citation} == {PENALTY_LAW.article(66, 2)}


@pytest.mark.parametrize(("overdue_on", "surcharge"), [(None, FINE), (DUE, D(0))])
def test_a_surcharge_is_imposed_on_a_fine_that_is_overdue(overdue_on, surcharge):
    """第七十二条第一款第一项: 到期不缴纳罚款的, 每日按罚款数额的百分之三加处罚款."""
    assert payment.surcharge_refused(overdue_on=DUE, surcharge=FINE) is None
    refused = payment.surcharge_refused(overdue_on=overdue_on, surcharge=surcharge)
    assert refused.citation == PENALTY_LAW.article(72, 1, 1)


def test_one_demand_at_a_time_is_on_its_way_and_the_party_answers_one_that_it_received():
    """《行政强制法》第五十四条, 第三十六条: 当事人收到催告书后有权进行陈述和申辩."""
    owed = {"left": FINE, "last_due_on": DUE, "today": DUE + timedelta(days=1)}
    assert payment.demand_refused(**owed, is_on_its_way=False) is None
    two = payment.demand_refused(**owed, is_on_its_way=True)
    assert said(two) == ("已有尚未送达的催告书", COMPULSION_LAW.article(54))
    assert payment.answer_refused(is_served=True) is None
    assert said(payment.answer_refused(is_served=False)) == ("催告书尚未送达", COMPULSION_LAW.article(36))

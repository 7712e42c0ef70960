"""What the page tells the party to pay, until when; how each instalment stands."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from regulation.penalties import debts
from regulation.penalties.debts import Payable
from regulation.penalties.rules import payment
from tests.rules.penalties.day_tables import day, parts, rows

D = Decimal
DUE = date(2026, 3, 20)


def account(on, *, dues="2026-03-20 10000", paid="", taken="0", taken_paid="0"):
    """As `debts.account` makes it, of these payments of the fine."""
    planned, of_fine = parts(dues), [each for each in parts(paid) if each.on <= on]
    fine = sum(each.amount for each in planned)
    counted = payment.stretches(fine, planned, of_fine, on)
    return debts.Account(
        fine=fine,
        confiscated=D(taken),
        surcharge=sum((each.amount for each in counted), D(0)),
        fine_paid=sum((each.amount for each in of_fine), D(0)),
        confiscated_paid=D(taken_paid),
        surcharge_paid=D(0),
        dues=tuple(payment.fallen_due(planned, of_fine, on)),
        broken_on=payment.broken_on(planned, of_fine, on) if len(planned) > 1 else None,
        stretches=tuple(counted),
        pay_due_on=DUE,
    )


PAYABLE = rows("""
dues                             | paid             | gains | on         | to pay | until      | late | why
2026-03-20 10000                 |                  | 0     | 2026-03-10 | 10000  | 2026-03-20 |      | the whole fine
2026-03-20 10000                 | 2026-03-09 4000  | 0     | 2026-03-10 | 6000   | 2026-03-20 |      | what is left of it
2026-03-20 10000                 |                  | 5000  | 2026-03-20 | 15000  | 2026-03-20 |      | fine and gains on their last day
2026-03-20 10000                 |                  | 5000  | 2026-03-21 | 15300  | 2026-03-20 | late | and a day's surcharge
2026-03-20 10000                 | 2026-03-22 10000 | 0     | 2026-04-01 | 600    | 2026-03-20 | late | the surcharge alone
2026-04-30 3000; 2026-05-31 7000 |                  | 0     | 2026-04-01 | 3000   | 2026-04-30 |      | the first instalment
2026-04-30 3000; 2026-05-31 7000 | 2026-04-15 1000  | 0     | 2026-04-16 | 2000   | 2026-04-30 |      | its rest
2026-04-30 3000; 2026-05-31 7000 | 2026-04-30 3000  | 0     | 2026-05-01 | 7000   | 2026-05-31 |      | the second
2026-04-30 3000; 2026-05-31 7000 | 2026-04-30 3000  | 0     | 2026-06-02 | 7420   | 2026-05-31 | late | missed: 2 x 210
2026-04-30 3000; 2026-05-31 7000 |                  | 0     | 2026-05-02 | 10600  | 2026-04-30 | late | the first missed: all, 2 x 300
2026-04-30 3000; 2026-05-31 7000 |                  | 5000  | 2026-03-15 | 5000   | 2026-03-20 |      | gains are not deferred
""")


@pytest.mark.parametrize(("dues", "paid", "gains", "on", "amount", "until", "late", "why"), PAYABLE)
def test_one_sum_and_one_day(dues, paid, gains, on, amount, until, late, why):
    found = debts.payable(account(day(on), dues=dues, paid=paid, taken=gains), day(on))
    assert found == Payable(D(amount), day(until), bool(late)), why


def test_nothing_is_to_pay_once_all_is_paid():
    assert debts.payable(account(DUE, paid="2026-03-20 10000"), date(2026, 5, 1)) is None


@pytest.mark.parametrize(
    ("paid", "on", "states"),
    [
        ("", date(2026, 4, 30), ["open", "open"]),
        ("2026-04-30 3000", date(2026, 5, 31), ["paid", "open"]),
        ("2026-04-30 3000", date(2026, 6, 1), ["paid", "missed"]),
        ("", date(2026, 5, 1), ["missed", "fallen"]),
        ("2026-04-30 2999.99", date(2026, 5, 1), ["missed", "fallen"]),
        ("2026-04-30 10000", date(2026, 5, 1), ["paid", "paid"]),
    ],
)
def test_how_each_instalment_stands(paid, on, states):
    dues = "2026-04-30 3000; 2026-05-31 7000"
    assert debts.states(parts(dues), account(on, dues=dues, paid=paid), on) == states


def test_a_surcharge_is_owed_where_a_decision_imposed_it():
    """第七十二条第一款: 作出行政处罚决定的行政机关可以采取下列措施; 《行政强制法》第四十五条: 加处罚款的标准应当告知当事人."""
    on = date(2026, 3, 21)
    owed = account(on)
    waits = replace(owed, is_imposed=False)
    assert (owed.left, waits.left) == (D(10300), D(10000))
    assert (owed.surcharge_waiting, waits.surcharge_waiting) == (0, D(300))
    # The fine paid late: without the decision nothing is owed, and it may still be imposed.
    paid_on = date(2026, 4, 1)
    late = account(paid_on, paid="2026-03-22 10000")
    waits = replace(late, is_imposed=False)
    assert (late.left > 0, waits.left) == (True, 0)
    assert debts.overdue_since(late, paid_on) == debts.late_since(waits, paid_on) == DUE
    assert debts.overdue_since(waits, paid_on) is None

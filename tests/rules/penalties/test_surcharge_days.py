"""The surcharge to the day. 《行政处罚法》第六十六条第二款, 第七十二条第一款第一项, 第七十三条第三款. Every sum was made by hand.

A fine of 10,000 yuan: three per cent are 300 a day, the thirty-fourth day reaches the fine. 20 March 2026 is a Friday.
"""

from decimal import Decimal
from itertools import pairwise

import pytest

from regulation.penalties.rules import payment
from tests.rules.penalties.day_tables import day, parts, rows, spans

SURCHARGES = rows("""
due                                | paid                             | reviews and suits                              | on         | surcharge | article and sum
2026-03-20 10000                   |                                  |                                                | 2026-03-19 | 0         | 67(3) not due
2026-03-20 10000                   |                                  |                                                | 2026-03-20 | 0         | 67(3) the last day is in time
2026-03-20 10000                   |                                  |                                                | 2026-03-21 | 300       | 72(1)1 the first day
2026-03-20 10000                   |                                  |                                                | 2026-03-31 | 3300      | 72(1)1 eleven days of March
2026-03-20 10000                   |                                  |                                                | 2026-04-22 | 9900      | 72(1)1 11 + 22 = 33 days
2026-03-20 10000                   |                                  |                                                | 2026-04-23 | 10000     | 72(1)1 34 days would be 10,200: never above the fine
2026-03-20 10000                   |                                  |                                                | 2027-03-20 | 10000     | 72(1)1 a year later
2027-02-20 10000                   |                                  |                                                | 2027-03-01 | 2700      | 72(1)1 21 to 28 February, 1 March: 9 days
2028-02-20 10000                   |                                  |                                                | 2028-03-01 | 3000      | 72(1)1 the same with a 29th: 10 days
2028-02-29 10000                   |                                  |                                                | 2028-03-31 | 9300      | 72(1)1 due on the leap day: 31 days of March
2026-12-25 10000                   |                                  |                                                | 2027-01-05 | 3300      | 72(1)1 over New Year: 6 + 5 days, holidays count
2026-02-13 10000                   |                                  |                                                | 2026-02-23 | 3000      | 72(1)1 over the Spring Festival: 10 days
2026-03-20 10000                   |                                  | 2026-03-01..2026-03-15                         | 2026-03-22 | 600       | 73(3) over before it was due: 2 days
2026-03-20 10000                   |                                  | 2026-03-10..2026-03-21                         | 2026-03-22 | 300       | 73(3) the first day lies in it
2026-03-20 10000                   |                                  | 2026-03-21..2026-03-31                         | 2026-03-31 | 0         | 73(3) its last day is not counted
2026-03-20 10000                   |                                  | 2026-03-21..2026-03-31                         | 2026-04-01 | 300       | 73(3) the day after it is
2026-03-20 10000                   |                                  | 2026-03-25..2026-03-25                         | 2026-03-26 | 1500      | 73(3) one day: 21 to 24, 26
2026-03-20 10000                   |                                  | 2026-03-25..2026-04-03                         | 2026-04-05 | 1800      | 73(3) 21 to 24 March, 4 and 5 April: 6 days
2026-03-20 10000                   |                                  | 2026-03-25..2026-04-10; 2026-04-11..2026-05-31 | 2026-06-02 | 1800      | 73(3) the suit follows at once: 4 + 2 days
2026-03-20 10000                   |                                  | 2026-03-25..2026-04-10; 2026-04-20..           | 2026-05-30 | 3900      | 73(3) nine days between them: 4 + 9
2026-03-20 10000                   |                                  | 2026-03-25..2026-04-10; 2026-04-01..2026-04-20 | 2026-04-25 | 2700      | 73(3) overlapping, not twice: 4 + 5 days
2026-03-20 10000                   |                                  | 2026-03-25..2026-04-20; 2026-04-01..2026-04-05 | 2026-04-21 | 1500      | 73(3) one within the other: 4 + 1 days
2026-03-20 10000                   |                                  | 2026-04-01..2026-04-10; 2026-03-25..           | 2026-12-31 | 1200      | 73(3) the open one holds: 4 days
2026-03-20 10000                   |                                  | 2026-04-01..                                   | 2026-12-31 | 3300      | 73(3) still open: the eleven days before it
2026-03-20 10000                   |                                  | 2026-03-25..2026-04-03                         | 2026-05-02 | 9900      | 73(3) ten days later than without: the 33rd
2026-03-20 10000                   |                                  | 2026-03-25..2026-04-03                         | 2026-05-03 | 10000     | 73(3) and the 34th
2026-03-20 10000                   |                                  | 2026-05-01..                                   | 2026-06-01 | 10000     | 73(3) begun after the fine was reached
2027-12-30 10000                   |                                  | 2028-02-01..2028-02-29                         | 2028-03-01 | 9900      | 73(3) 1 + 31 days, the leap month stands still, 1: 33 days
2026-03-20 10000                   | 2026-03-20 10000                 |                                                | 2026-12-31 | 0         | 67(3) paid on the last day
2026-03-20 10000                   | 2026-03-21 10000                 |                                                | 2026-12-31 | 300       | 72(1)1 the day of payment is the last one
2026-03-20 10000                   | 2026-03-30 10000                 |                                                | 2026-12-31 | 3000      | 72(1)1 ten days
2026-03-20 10000                   | 2026-03-20 4000                  |                                                | 2026-03-30 | 1800      | 72(1)1 on 6,000: 180 a day, reading
2026-03-20 10000                   | 2026-03-25 4000                  |                                                | 2026-03-30 | 2400      | 72(1)1 5 x 300 + 5 x 180
2026-03-20 10000                   | 2026-03-25 4000; 2026-04-04 6000 |                                                | 2026-12-31 | 3300      | 72(1)1 5 x 300 + 10 x 180
2026-03-20 10000                   | 2026-03-20 5000                  |                                                | 2026-05-25 | 9900      | 72(1)1 66 x 150: half the base, the same cap
2026-03-20 10000                   | 2026-03-20 5000                  |                                                | 2026-05-26 | 10000     | 72(1)1 67 x 150 would be 10,050
2026-03-20 10000                   | 2026-03-20 9999                  |                                                | 2026-03-30 | 0.30      | 72(1)1 3 fen a day
2026-03-20 10000                   | 2026-04-01 4000                  | 2026-03-25..2026-04-03                         | 2026-04-05 | 1560      | 73(3) paid within it: 4 x 300 + 2 x 180
2026-04-30 3000; 2026-05-31 7000   |                                  |                                                | 2026-04-30 | 0         | 66(2) the first instalment's last day
2026-04-30 3000; 2026-05-31 7000   |                                  |                                                | 2026-05-01 | 300       | 66(2) missed: all is due, reading
2026-04-30 3000; 2026-05-31 7000   | 2026-04-30 3000                  |                                                | 2026-05-31 | 0         | 66(2) kept
2026-04-30 3000; 2026-05-31 7000   | 2026-04-30 3000                  |                                                | 2026-06-10 | 2100      | 66(2) the second missed: 10 x 210
2026-04-30 3000; 2026-05-31 7000   | 2026-05-01 3000                  |                                                | 2026-05-03 | 720       | 66(2) one day late: 300 + 2 x 210
2026-04-30 3000; 2026-05-31 7000   | 2026-04-29 2999.99               |                                                | 2026-05-01 | 210       | 66(2) a fen short: 7,000.01 x 3%
2026-04-30 3000; 2026-05-31 7000   | 2026-04-30 3000                  | 2026-06-05..2026-06-14                         | 2026-06-20 | 2100      | 66(2), 73(3) 1 to 4, 15 to 20 June: 10 x 210
2026-12-31 3000; 2027-01-31 7000   | 2026-12-31 3000; 2027-02-02 7000 |                                                | 2027-12-31 | 420       | 66(2) 1 and 2 February: 2 x 210
2026-06-30 10000                   |                                  |                                                | 2026-06-30 | 0         | 66(2) deferred as one
""")


@pytest.mark.parametrize(("due", "paid", "reviews", "on", "surcharge", "why"), SURCHARGES)
def test_the_surcharge_to_the_day(due, paid, reviews, on, surcharge, why):
    dues, until = parts(due), day(on)
    fine = sum(each.amount for each in dues)
    said = payment.stretches(fine, dues, parts(paid), until, spans(reviews))
    assert sum((each.amount for each in said), Decimal(0)) == Decimal(surcharge), why
    # The lines that the party reads leave out no day and count none twice.
    assert all(first.to_on < then.from_on for first, then in pairwise(said))
    assert all(each.amount == 0 for each in said if each.is_stayed)

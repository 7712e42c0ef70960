"""The last day on which a breach can still be found out. 《行政处罚法》第三十六条. Every day was taken from the calendar by hand.

Two years, five where life, health or finances were harmed; of a continuing breach from its end. No last day moves off a
holiday: the period binds the office.
"""

from datetime import timedelta

import pytest

from regulation.penalties.rules import deadlines
from tests.rules.penalties.day_tables import day, rows

LAST_DAYS = rows("""
began      | ended      | harm | last day   | 第三十六条
2024-11-28 | 2024-11-28 |      | 2026-11-28 | (1) two years
2024-12-31 | 2024-12-31 |      | 2026-12-31 | (1) at the end of a year
2025-01-01 | 2025-01-01 |      | 2027-01-01 | (1) New Year's Day itself
2024-02-29 | 2024-02-29 |      | 2026-02-28 | (1) from a leap day: February has no 29th
2026-02-28 | 2026-02-28 |      | 2028-02-28 | (1) into a leap year: the 28th, not the 29th
2022-02-28 | 2022-02-28 |      | 2024-02-28 | (1) the same two years ago
2024-02-15 | 2024-02-15 |      | 2026-02-15 | (1) the first day of the Spring Festival: not moved
2024-10-01 | 2024-10-01 |      | 2026-10-01 | (1) National Day: not moved
2020-01-01 | 2025-06-30 |      | 2027-06-30 | (2) continuing: from the end, whenever it began
2020-02-29 | 2024-02-29 |      | 2026-02-28 | (2) continuing over four years to a leap day
2021-11-28 | 2021-11-28 | yes  | 2026-11-28 | (1) five years
2024-02-29 | 2024-02-29 | yes  | 2029-02-28 | (1) five years from a leap day
2023-02-28 | 2023-02-28 | yes  | 2028-02-28 | (1) five years into a leap year
2023-03-01 | 2023-03-01 | yes  | 2028-03-01 | (1) the day after
2018-05-01 | 2022-08-31 | yes  | 2027-08-31 | (2) continuing, begun under the law of before, ended under this one
2019-07-15 | 2019-07-15 | yes  | 2024-07-15 | (1) not yet out of time when the five years came in, reading
2021-07-14 | 2021-07-14 | yes  | 2026-07-14 | (1) the day before this law came into force, reading
2018-05-01 | 2021-07-15 | yes  | 2026-07-15 | (2) continuing until the day it came into force
""")


@pytest.mark.parametrize(("began", "ended", "harm", "last", "why"), LAST_DAYS)
def test_limitation_to_the_day(began, ended, harm, last, why):
    assert day(began) <= day(ended), why
    barred = [
        deadlines.is_time_barred(day(ended), day(last) + timedelta(days=n), harmful=bool(harm))
        for n in (0, 1)
    ]
    assert barred == [False, True], why

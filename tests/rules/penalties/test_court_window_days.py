"""First and last day to ask the court. 《行政强制法》第五十三条 and what moves it. Every day was taken from the calendar by hand.

Six months from service, to the next day of work (the office's calendar of 2026), then three months, which move off no holiday:
they bind the office. A reconsideration that ended leaves fifteen days to sue first.
"""

from datetime import timedelta

import pytest

from regulation.law import almanac
from regulation.penalties.rules import court
from regulation.penalties.rules.court import Remedy, Way
from tests.rules.penalties.day_tables import day, rows

KNOWN = almanac.known()
WAYS = {"reconsideration": Way.RECONSIDERATION, "suit": Way.SUIT}
#: served | remedy, the day its outcome was received or took effect, moot | deferred to | counted from | last day | article | why
WINDOWS = rows("""
served     | remedy                          | deferred   | base       | last day   | article          | why
2026-03-05 |                                 |            | 2026-09-07 | 2026-12-07 | 强制法 53        | 5 September is a Saturday: Monday the 7th
2026-01-01 |                                 |            | 2026-07-01 | 2026-10-01 | 强制法 53        | the last day is National Day: not moved
2025-11-15 |                                 |            | 2026-05-15 | 2026-08-15 | 强制法 53        | the last day is a Saturday: not moved
2026-05-30 |                                 |            | 2026-11-30 | 2027-02-28 | 强制法 53        | 30 November, and February has no 30th
2025-08-31 |                                 |            | 2026-02-28 | 2026-05-28 | 强制法 53        | Saturday 28 February 2026 is worked
2023-08-31 |                                 |            | 2024-02-29 | 2024-05-29 | 强制法 53        | six months end on the leap day
2023-08-29 |                                 |            | 2024-02-29 | 2024-05-29 | 强制法 53        | the same from the 29th
2025-07-01 |                                 |            | 2026-01-04 | 2026-04-04 | 强制法 53        | New Year to the 3rd; Sunday the 4th is worked
2025-08-15 |                                 |            | 2026-02-24 | 2026-05-24 | 强制法 53        | the Spring Festival ends on the 23rd
2026-04-01 |                                 |            | 2026-10-08 | 2027-01-08 | 强制法 53        | National Day to the 7th
2026-03-05 | reconsideration 2026-06-10      |            | 2026-06-25 | 2026-09-25 | 诉讼法 97        | fifteen days to sue: 25 June
2026-03-05 | reconsideration 2026-09-17      |            | 2026-10-08 | 2027-01-08 | 诉讼法 97        | 2 October: the next day of work is the 8th
2026-03-05 | reconsideration 2026-11-15      |            | 2026-11-30 | 2027-02-28 | 诉讼法 97        | 30 November again
2026-03-05 | reconsideration 2026-06-10 moot |            | 2026-09-07 | 2026-12-07 | 强制法 53        | withdrawn: as if it had not been asked for
2026-03-05 | suit 2026-10-12 moot            |            | 2026-10-12 | 2027-01-12 | 强制法 53        | withdrawn after the six months
2026-03-05 | suit 2026-11-30                 |            | 2026-11-30 | 2028-11-30 | 诉讼法 95        | a judgment, two years: doubtful, marked
2027-09-01 | suit 2028-02-29                 |            | 2028-02-29 | 2030-02-28 | 诉讼法 95        | the same from a leap day
2026-03-05 |                                 | 2026-08-31 | 2026-09-07 | 2026-12-07 | 强制法 53        | deferred to before the end of the remedies: moves nothing
2026-03-05 |                                 | 2026-09-07 | 2026-09-07 | 2026-12-07 | 强制法 53        | to their very last day: nothing
2026-03-05 |                                 | 2026-09-08 | 2026-09-08 | 2026-12-08 | 处罚法 72(2)     | one day later: one day
2026-03-05 |                                 | 2026-11-30 | 2026-11-30 | 2027-02-28 | 处罚法 72(2)     | to 30 November
2027-03-05 |                                 | 2027-11-30 | 2027-11-30 | 2028-02-29 | 处罚法 72(2)     | the same into a leap year
2026-03-05 |                                 | 2026-12-31 | 2026-12-31 | 2027-03-31 | 处罚法 72(2)     | to the end of the year
2026-03-05 | reconsideration 2026-06-10      | 2027-01-31 | 2027-01-31 | 2027-04-30 | 处罚法 72(2)     | both: the later one
2026-03-05 | reconsideration 2026-11-15      | 2026-10-31 | 2026-11-30 | 2027-02-28 | 诉讼法 97        | both the other way round
""")
ARTICLES = {
    "强制法 53": court.COMPULSION_LAW.article(53),
    "诉讼法 95": court.LITIGATION_LAW.article(95),
    "诉讼法 97": court.LITIGATION_LAW.article(97),
    "处罚法 72(2)": court.PENALTY_LAW.article(72, 2),
}


@pytest.mark.parametrize(("served", "remedy", "deferred", "base", "last", "article", "why"), WINDOWS)
def test_the_window_for_the_court_to_the_day(served, remedy, deferred, base, last, article, why):
    way, ended, *moot = [*remedy.split(), "", ""]
    remedies = [Remedy(WAYS[way], day(ended), is_moot=moot[0] == "moot")] if way else []
    found = court.window(day(served), KNOWN, remedies=remedies, deferral_ends_on=day(deferred))
    assert (found.base_on, found.closes_on) == (day(base), day(last)), why
    assert found.opens_on == day(base) + timedelta(days=1)
    assert found.citation == ARTICLES[article]
    held = [
        found.holds(each) for each in (day(base), found.opens_on, day(last), day(last) + timedelta(days=1))
    ]
    assert held == [False, True, True, False]

"""A fine lowered by whoever reviewed it: what comes back, what is still owed, from when it costs more, who may enforce it."""

from datetime import date
from decimal import Decimal

import pytest

from regulation.law import almanac
from regulation.law.citation import LITIGATION_LAW, RECONSIDERATION_LAW
from regulation.penalties.debts import Account
from regulation.penalties.rules import court, payment
from regulation.penalties.rules.court import Remedy, Way
from regulation.penalties.rules.fines import Refusal
from regulation.penalties.rules.payment import Part

KNOWN = almanac.known()
#: Served on Thursday 5 March 2026: to be paid by Friday the 20th.
SERVED, DUE = date(2026, 3, 5), date(2026, 3, 20)
#: Reviewed from 25 March to 20 May, both days without surcharge.
REVIEW = (date(2026, 3, 25), date(2026, 5, 20))


def yuan(n):
    return Decimal(n)


def paid(*parts):
    return [Part(on, yuan(amount)) for on, amount in parts]


@pytest.mark.parametrize(
    ("fine", "payments", "on", "back", "left", "surcharge"),
    [
        # 10,000 paid in time, 6,000 left of it: 4,000 come back.
        (6000, [(date(2026, 3, 18), 10000)], date(2026, 5, 20), 4000, 0, 0),
        # Paid to the cent what is left of it.
        (6000, [(date(2026, 3, 18), 6000)], date(2026, 5, 20), 0, 0, 0),
        # Nothing paid: 21 to 24 March are four days of 3 % of what the fine is now, and the review none.
        (6000, [], date(2026, 5, 20), 0, 6000, 720),
        # The day after it ended is the fifth.
        (6000, [], date(2026, 5, 21), 0, 6000, 900),
        # The cap is the fine as it is now: 34 days after all.
        (6000, [], date(2026, 12, 31), 0, 6000, 6000),
        # Half of it paid in time: 3 % of the 3,000 that are overdue.
        (6000, [(date(2026, 3, 18), 3000)], date(2026, 5, 21), 0, 3000, 450),
        # Lowered to nothing: everything comes back, and nothing was ever late.
        (0, [(date(2026, 3, 18), 10000)], date(2026, 12, 31), 10000, 0, 0),
    ],
)
def test_what_comes_back_what_is_left_and_what_it_costs(fine, payments, on, back, left, surcharge):
    dues, parts = payment.within([Part(DUE, yuan(10000))], yuan(fine)), paid(*payments)
    owed = Account(
        fine=yuan(fine),
        confiscated=yuan(0),
        surcharge=payment.surcharge(yuan(fine), dues, parts, on, [REVIEW]),
        fine_paid=sum((each.amount for each in parts), yuan(0)),
        confiscated_paid=yuan(0),
        surcharge_paid=yuan(0),
    )
    assert (owed.overpaid, owed.fine_left, owed.surcharge) == (yuan(back), yuan(left), yuan(surcharge))


def test_of_instalments_agreed_on_before_the_last_ones_fall_away():
    plan = [Part(date(2026, month, 20), yuan(2500)) for month in (4, 5, 6, 7)]
    left = payment.within(plan, yuan(6000))
    assert left == [
        Part(date(2026, 4, 20), yuan(2500)),
        Part(date(2026, 5, 20), yuan(2500)),
        Part(date(2026, 6, 20), yuan(1000)),
    ]
    # Who paid the 6,000 by their days is late with nothing, though the plan once went on.
    parts = paid((date(2026, 4, 20), 2500), (date(2026, 5, 20), 2500), (date(2026, 6, 20), 1000))
    assert payment.surcharge(yuan(6000), left, parts, date(2026, 12, 31)) == 0
    assert payment.broken_on(left, parts, date(2026, 12, 31)) is None
    assert payment.within(plan, yuan(10000)) == plan
    assert payment.within(plan, yuan(0)) == []


def test_changed_by_a_reconsideration_it_is_the_government_that_enforces():
    found = court.window(
        SERVED, KNOWN, remedies=[Remedy(Way.RECONSIDERATION, date(2026, 5, 20), is_changed=True)]
    )
    assert isinstance(found, Refusal)
    assert found.citation == RECONSIDERATION_LAW.article(78, item=2)
    refused = court.application_refused(
        found, demand_due_on=date(2026, 6, 30), owes=True, on=date(2026, 8, 3)
    )
    assert refused == found
    # A suit taken back afterwards says nothing of the decision: what the government changed stays its own.
    suit = Remedy(Way.SUIT, date(2026, 9, 1), is_moot=True)
    again = court.window(
        SERVED,
        KNOWN,
        remedies=[Remedy(Way.RECONSIDERATION, date(2026, 5, 20), is_changed=True), suit],
    )
    assert again == found


@pytest.mark.parametrize(
    ("remedies", "opens", "closes", "article"),
    [
        # Left standing: fifteen days to sue end on 4 June; three months.
        ([Remedy(Way.RECONSIDERATION, date(2026, 5, 20))], date(2026, 6, 5), date(2026, 9, 4), 97),
        # Changed by a judgment that nobody appealed, in effect on 10 June: the judgment is enforced, within two years.
        ([Remedy(Way.SUIT, date(2026, 6, 10), is_changed=True)], date(2026, 6, 11), date(2028, 6, 10), 95),
        # Changed by the government, and by a judgment after it.
        (
            [
                Remedy(Way.RECONSIDERATION, date(2026, 5, 20), is_changed=True),
                Remedy(Way.SUIT, date(2026, 11, 2)),
            ],
            date(2026, 11, 3),
            date(2028, 11, 2),
            95,
        ),
    ],
)
def test_from_when_the_court_may_be_asked(remedies, opens, closes, article):
    found = court.window(SERVED, KNOWN, remedies=remedies)
    assert (found.opens_on, found.closes_on) == (opens, closes)
    assert found.citation == LITIGATION_LAW.article(article)

"""For every violation V-01 to V-58 a worked case: the facts, the range, what is refused on both sides of it."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

import pytest

from regulation.penalties.rules import fines
from regulation.penalties.rules.fines import Proposal
from regulation.penalties.rules.violations import VIOLATIONS, Ground, Handler, Measure

D = Decimal
CENT = D("0.01")
ON = date(2026, 3, 2)


@dataclass(frozen=True)
class Worked:
    """Facts, and what the article makes of them: `least` to `most`, or no fine."""

    key: str
    facts: str
    least: str = ""
    most: str = ""
    said: dict = field(default_factory=dict)
    #: Measures that the article allows on these facts.
    measures: tuple[Measure, ...] = ()
    refused_order: bool = False


R, RD, STOP, CLOSE, WARN = (
    Measure.REVOKE,
    Measure.REVOKE_DISPATCH,
    Measure.STOP_BUSINESS,
    Measure.CLOSE,
    Measure.WARNING,
)
GRAVE = {"is_serious": True}


def gains(amount, **more):
    return {"gains": D(amount), **more}


CASES = (
    Worked("V-01", "a shop without a licence earned 20,000", "10000", "50000", gains("20000"), (CLOSE,)),
    Worked("V-02", "filing business not filed, ordered, not obeyed", "5000", "10000", refused_order=True),
    Worked("V-03", "a branch not reported, ordered, not obeyed", "5000", "10000", refused_order=True),
    Worked("V-04", "nothing displayed, ordered, not obeyed", "5000", "10000", refused_order=True),
    Worked("V-05", "no ledger, ordered, not obeyed", "5000", "10000", refused_order=True),
    Worked("V-06", "no annual report, ordered, not obeyed", "5000", "10000", refused_order=True),
    Worked("V-07", "wages that nobody pays, seriously", "10000", "50000", GRAVE, (R,), refused_order=True),
    Worked("V-08", "workers coerced, ordered, not obeyed", "10000", "50000", GRAVE, (R,), refused_order=True),
    Worked("V-09", "no complaint system, ordered", "10000", "50000", GRAVE, (R,), refused_order=True),
    Worked("V-10", "workers turned into traders", "10000", "50000", GRAVE, (R,), refused_order=True),
    Worked("V-11", "false recruiting not stopped", "10000", "50000", GRAVE, (R,), refused_order=True),
    Worked("V-12", "Order 50's data duties: the cyberspace office"),
    Worked("V-13", "a deposit from three workers", "1500", "6000", {"heads": 3}),
    Worked("V-14", "a fee beyond the display: text unread, only an order"),
    Worked("V-15", "a licence lent for 800 yuan", "10000", "50000", gains("800", **GRAVE), (R,)),
    Worked("V-16", "serving an employer without papers", "10000", "50000", gains("1"), ()),
    Worked("V-17", "two children placed", "10000", "10000", {"heads": 2}, (R,)),
    Worked("V-17", "two children placed, unregistered", "20000", "20000", {"heads": 2, "is_unregistered": True}, (R,)),
    Worked("V-18", "posts that do not exist", "10000", "50000", gains("3600.50", **GRAVE), (R,)),
    Worked("V-19", "identity cards held: return, police"),
    Worked("V-20", "harmful training: text unread, only an order"),
    Worked("V-21", "a recruiting site without a licence", "10000", "50000", gains("9000"), (CLOSE,)),
    Worked("V-22", "no display on the home page: text unread, only an order"),
    Worked("V-23", "entrants unverified, ordered", "20000", "100000", refused_order=True),
    Worked("V-23", "the same, seriously", "100000", "500000", GRAVE, (STOP,), refused_order=True),
    Worked("V-24", "records kept one year, ordered", "20000", "100000", refused_order=True),
    Worked("V-24", "the same, seriously", "100000", "500000", GRAVE, (STOP,), refused_order=True),
    Worked("V-25", "a fair without a plan, ordered", "10000", "50000", GRAVE, (R,), refused_order=True),
    Worked("V-26", "a fair of 2,000 without the police's licence: the police"),
    Worked("V-27", "network rules broken, ordered", "10000", "50000", GRAVE, (R,), refused_order=True),
    Worked("V-28", "men only, ordered, not taken down", "10000", "50000", GRAVE, (R,), refused_order=True),
    Worked("V-29", "an agency of the government: its superior"),
    Worked("V-30", "dispatch without a licence, gains 12,345.67", "12345.67", "61728.35", gains("12345.67")),
    Worked("V-30", "dispatch without a licence, no gains", "0", "50000"),
    Worked("V-31", "a dispatch licence lent: text unread, only an order"),
    Worked("V-32", "ten workers below equal pay, ordered", "50000", "100000", {"heads": 10}, (RD,), refused_order=True),
    Worked("V-33", "no dispatch report: no direct fine"),
    Worked("V-34", "harm to the worker: damages"),
    Worked("V-35", "the books hidden from the inspectors", "2000", "20000"),
    Worked("V-36", "the old general clause", "10000", "50000", gains("500", **GRAVE), (R,)),
    Worked("V-37", "no permit, the old clause: closed", measures=(CLOSE,)),
    Worked("V-38", "no business licence: market regulation"),
    Worked("V-39", "premises for it: market regulation"),
    Worked("V-40", "a public institution charges: its superior"),
    Worked("V-41", "an official takes money: discipline"),
    Worked("V-42", "an employer takes 500 from one worker", "500", "2000", {"heads": 1}),
    Worked("V-43", "an employer holds identity cards: return, police"),
    Worked("V-44", "beyond the licence's scope: by the special law"),
    Worked("V-45", "false papers at the application: a warning", measures=(WARN,)),
    Worked("V-46", "unlawful handling of data: the cyberspace office"),
    Worked("V-47", "a false promise: set aside, then V-01"),
    Worked("V-48", "two children, five months together", "25000", "25000", {"heads": 2, "child_months": 5}),
    Worked("V-48", "the same, unregistered", "50000", "50000", {"heads": 2, "child_months": 5, "is_unregistered": True}),
    Worked("V-49", "price manipulation: market regulation"),
    Worked("V-50", "forced labour: the police"),
    Worked("V-51", "the city's old regulations: not loaded"),
    Worked("V-52", "four workers sent back, ordered", "20000", "40000", {"heads": 4}, refused_order=True),
    Worked("V-53", "auxiliary posts without discussion: a warning at once", measures=(WARN,)),
    Worked("V-54", "a second probation: an order, damages"),
    Worked("V-55", "unlawful ending: damages"),
    Worked("V-56", "online data duties: the cyberspace office"),
    Worked("V-57", "a public institution online: its superior"),
    Worked("V-58", "the fee not given back: text unread, only an order"),
)  # fmt: skip
NAMES = [f"{each.key} {each.facts}" for each in CASES]


def test_every_violation_has_its_worked_case():
    assert {each.key for each in CASES} == set(VIOLATIONS)


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_the_range_and_both_sides_of_it(case):
    violation = VIOLATIONS[case.key]
    facts = Proposal(**case.said)

    def refused(fine, mitigation=""):
        said = Proposal(fine=fine, mitigation=mitigation, **case.said)
        return fines.fine_refused(
            violation, order_refused=case.refused_order, gains=facts.gains, reviewed_no_gains=False
        ) or fines.amount_refused(violation, said, on=ON)

    if not case.most:
        assert fines.span_of(violation, facts, ON) is None
        assert refused(CENT) is not None
        assert fines.amount_refused(violation, Proposal(fine=CENT), on=ON) is not None
        return
    least, most = D(case.least), D(case.most)
    assert fines.span_of(violation, facts, ON) == (least, most)
    assert refused(most) is None
    assert refused(least) is None
    # Above the ceiling never, not even on a ground; below the floor only on a ground.
    assert refused(most + CENT) is not None
    assert refused(most + CENT, "merit") is not None
    if least:
        assert refused(least - CENT) is not None
        assert refused(least - CENT, "merit") is None


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_its_measures_and_no_others(case):
    violation = VIOLATIONS[case.key]
    for measure in Measure:
        said = Proposal(measures=(measure,), **case.said)
        refused = fines.measures_refused(violation, said, order_refused=case.refused_order)
        assert (refused is None) == (measure in case.measures)


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_no_fine_without_its_condition_and_nothing_here_of_what_is_not_ours(case):
    violation = VIOLATIONS[case.key]
    if not violation.is_ours:
        assert fines.not_ours(violation) is not None
        assert violation.ground is Ground.NONE
        assert violation.handler is not Handler.OURS
    if violation.ground is Ground.REFUSAL:
        assert fines.fine_refused(
            violation, order_refused=False, gains=D(9), reviewed_no_gains=True
        ).citation == violation.basis[0]  # fmt: skip
    if violation.ground is Ground.GAINS:
        # Note N-1: without gains only on the reviewer's word.
        known = {"order_refused": False, "gains": D(0)}
        assert fines.fine_refused(violation, reviewed_no_gains=False, **known).citation == violation.basis[0]
        assert fines.fine_refused(violation, reviewed_no_gains=True, **known) is None

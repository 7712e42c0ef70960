"""Two thousand random lives of a case: whatever is tried by whomever in whatever order, no life reaches an unlawful state.

The model asks the rules at every act; what is checked here is said again in plain words, without them.
"""

from collections import Counter

import pytest

from regulation.case_files.rules import closing
from regulation.penalties.rules import (
    basis,
    benchmarks,
    court,
    evidence,
    fines,
    hearing,
    jurisdiction,
    outcomes,
    payment,
    persons,
    procedure,
    redaction,
    review,
    summary,
)
from regulation.penalties.status import STEPS, CaseStatus
from tests.rules.penalties.case_life import a_life
from tests.rules.penalties.life_oracle import DECIDED, faults

LIVES = 2000


@pytest.fixture(scope="module")
def lives():
    return [a_life(seed) for seed in range(LIVES)]


def test_no_life_reaches_an_unlawful_state(lives):
    assert [(seed, found) for seed, life in enumerate(lives) if (found := faults(life))] == []


def test_the_lives_reach_every_state_and_take_every_act(lives):
    """Otherwise the test above would be true of nothing."""
    states = Counter(life.status for life in lives)
    acts = Counter(act for life in lives for act, _day, _who in life.log)
    ends = {
        CaseStatus.CLOSED,
        CaseStatus.NO_PENALTY,
        CaseStatus.HANDLED,
        CaseStatus.WITHDRAWN,
    }
    assert ends <= set(states), states
    assert {name for name in STEPS if name not in acts} <= OUTSIDE
    decided = [life for life in lives if life.status in DECIDED]
    assert sum(life.held for life in decided) > 0
    assert sum(life.passed for life in decided) > 0


#: What happens by itself is nobody's act in the model; each has tests of its own.
OUTSIDE = {name for name, each in STEPS.items() if not each.by}


#: A rule, what it would say if it were not there, and what some life then shows.
LOST = (
    (procedure, "missing_before_decision", [], "no legal review|no discussion"),
    (procedure, "facts_lacking", [], "decided on|decided while"),
    (procedure, "needs_discussion", False, "no discussion"),
    (review, "review_grounds", [], "no legal review"),
    (fines, "is_heavier", False, "heavier than announced"),
    (fines, "amount_refused", None, "outside its range"),
    (fines, "fine_refused", None, "without its ground|nobody read as open"),
    (fines, "measures_refused", None, "a measure that the article does not have"),
    (fines, "confiscation_refused", None, "neither given back nor confiscated"),
    (fines, "fine_left_out", None, "left out"),
    (fines, "mitigation_refused", None, "nothing shows"),
    (fines, "refund_refused", None, "not ordered back"),
    (fines, "revocation_refused", None, "nobody holds"),
    (benchmarks, "benchmark_refused", None, "outside the line|no reason for none"),
    (benchmarks, "outside_refused", None, "outside the line"),
    (benchmarks, "graver_refused", None, "a graver line"),
    (basis, "twice_refused", None, "fined twice"),
    (persons, "apart_refused", None, "in two parts"),
    (hearing, "call_refused", None, "told of the hearing too late"),
    (evidence, "changed_refused", None, "evidence that changed"),
    (evidence, "handling_refused", None, "after seven working days"),
    (jurisdiction, "recusal_open", None, "asked to keep away"),
    (jurisdiction, "party_refused", None, "a party that is another now"),
    (jurisdiction, "longer_investigation_refused", None, "made longer after its end"),
    (outcomes, "sparing_refused", None, "spared"),
    (outcomes, "withdrawal_refused", None, "outside labour supervision"),
    (summary, "summary_refused", None, "on the spot"),
    (redaction, "publishing_refused", None, "one pair of eyes"),
    (payment, "suspended_refused", None, "execution is suspended"),
    (payment, "demand_refused", None, "demanded"),
    (payment, "is_stayed", False, "more surcharge"),
    (payment, "deferral_refused", None, "after the last day"),
    (court, "application_refused", None, "the court asked"),
    (closing, "closing_refused", None, "closed"),
)


@pytest.mark.parametrize(("module", "rule", "stands_for", "word"), LOST, ids=lambda each: str(each)[:40])
def test_without_a_rule_some_life_becomes_unlawful(monkeypatch, module, rule, stands_for, word):
    """Each rule is what keeps the lives lawful: taken away, they are not, and the law's own words notice."""
    monkeypatch.setattr(module, rule, lambda *_args, **_more: stands_for)
    if rule == "is_heavier":
        monkeypatch.setattr(procedure, "is_heavier", lambda *_args, **_more: False)
    assert any(
        each in fault for seed in range(LIVES) for fault in faults(a_life(seed)) for each in word.split("|")
    )

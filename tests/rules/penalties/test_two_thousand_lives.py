"""Two thousand random lives of a case: whatever is tried by whomever in whatever order, no life reaches an unlawful state.

The model asks the rules at every act; what is checked here is said again in plain words, without them.
"""

from collections import Counter
from datetime import timedelta
from decimal import Decimal

import pytest

from regulation.penalties.rules import fines, persons, procedure
from regulation.penalties.status import OPEN, STEPS, CaseStatus
from tests.rules.penalties.case_life import INVESTIGATORS, a_life

LIVES = 2000
DECIDED = {CaseStatus.DECIDED, CaseStatus.SERVED, CaseStatus.CLOSED}


#: Acts that lead back to the investigation: a new notice, a new hearing, a new review.
BACK = {
    name
    for name, each in STEPS.items()
    if each.after == CaseStatus.INVESTIGATING
    and each.before - {CaseStatus.PROPOSED, CaseStatus.INVESTIGATING}
}


def faults(life):
    """What is unlawful in a life, in words; empty when nothing is."""
    found = []
    acts = [act for act, _day, _who in life.log]
    days = [day for _act, day, _who in life.log]
    if days != sorted(days):
        found.append("an act before its precondition")
    # The acts since the case was last sent back: only those carry a decision.
    since = max((place + 1 for place, act in enumerate(acts) if act in BACK), default=0)
    last = acts[since:]
    when = dict(zip(last, days[since:], strict=True))
    served = when.get("serve_notice") or when.get("receive_notice")
    if life.status in DECIDED:
        found += _decision_faults(life, last, when, served)
    if life.status not in DECIDED and life.published:
        found.append("published without a decision")
    if life.status == CaseStatus.CLOSED and not (life.published and life.paid):
        found.append("closed before it was performed and published")
    if life.status == CaseStatus.HANDLED and served is None:
        found.append("handled without notice")
    if life.status == CaseStatus.WITHDRAWN and not life.by_labour_supervision:
        found.append("an opening withdrawn outside labour supervision")
    # 第二十七条: what was transferred may come back; a closed case is reopened first; nothing else that has ended moves.
    ended = [
        place
        for place, act in enumerate(acts)
        if STEPS[act].after not in OPEN | {CaseStatus.TRANSFERRED}
        and acts[place : place + 2] != ["close", "reopen"]
    ]
    if ended and ended[0] != len(acts) - 1:
        found.append("an ended case moved")
    return found


def _decision_faults(life, last, when, served):
    found = []
    if served is None or when["decide"] < served:
        found.append("no served notice")
        return found
    if when["decide"] <= life.due_on and not life.waived:
        found.append("time to speak not over")
    if life.statements and "consider" not in last:
        found.append("a statement that nobody weighed")
    return found + _hearing_faults(life, last, when) + _penalty_faults(life)


def _hearing_faults(life, last, when):
    found = []
    if life.asked_on and not ("hold_hearing" in last and "report_hearing" in last):
        found.append("a hearing asked for and not held and reported")
    if life.held and when["hold_hearing"] - life.told_on < timedelta(days=7):
        found.append("told of the hearing too late")
    if (life.held or life.is_complicated) and not life.passed:
        found.append("no legal review")
    heavy = bool(life.proposed.measures) or life.proposed.fine >= Decimal(50000)
    if (heavy or life.is_complicated) and not life.discussed:
        found.append("no discussion")
    return found


def _penalty_faults(life):
    found = []
    if life.proposed.fine > life.noticed.fine or not set(life.proposed.measures) <= set(
        life.noticed.measures
    ):
        found.append("heavier than announced")
    if life.proposed.fine and not life.order_refused:
        found.append("a fine without its ground")
    if life.proposed.fine > 50000 or (0 < life.proposed.fine < 10000 and not life.proposed.mitigation):
        found.append("a fine outside its range")
    parts = [
        life.reviewer,
        life.decider,
        life.chair if life.held else None,
        life.recorder if life.held else None,
    ]
    known = [each for each in parts if each]
    if len(set(known)) != len(known) or set(known) & INVESTIGATORS:
        found.append("one person in two parts")
    return found


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


@pytest.mark.parametrize(
    ("module", "rule", "stands_for", "word"),
    [
        (procedure, "missing_before_decision", [], "time to speak|no legal review|no discussion"),
        (fines, "is_heavier", False, "heavier than announced"),
        (fines, "amount_refused", None, "outside its range"),
        (persons, "apart_refused", None, "two parts"),
    ],
)
def test_without_a_rule_some_life_becomes_unlawful(monkeypatch, module, rule, stands_for, word):
    """Each rule is what keeps the lives lawful: taken away, they are not."""
    monkeypatch.setattr(module, rule, lambda *_args, **_more: stands_for)
    if rule == "is_heavier":
        monkeypatch.setattr(procedure, "is_heavier", lambda *_args, **_more: False)
    found = " ".join(fault for seed in range(400) for fault in faults(a_life(seed)))
    assert any(each in found for each in word.split("|")), found[:200]

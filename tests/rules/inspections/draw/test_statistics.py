"""Section 10: chances are equal where the specification says so. Seeds are fixed, so never flaky."""

import math
from collections import Counter
from hashlib import sha256

import pytest

from regulation.inspections.draw import assignment, selection
from regulation.inspections.draw.eligibility import inspector_of, slots_of, task_of
from regulation.inspections.draw.keys import Keys
from tests.rules.inspections.draw import rosters

N, K = 40, 6
SELECTIONS = 20_000
ASSIGNMENTS = 6_000


def upper_tail(chi_square: float, degrees: int) -> float:
    """P(X >= chi_square) for a chi-square variable: the regularised incomplete gamma function."""
    a, x = degrees / 2, chi_square / 2
    term = total = 1 / a
    n = a
    while term > total * 1e-15:
        n += 1
        term *= x / n
        total += term
    return 1 - total * math.exp(-x + a * math.log(x) - math.lgamma(a))


def chi_square(counts: Counter, cells: int, total: int) -> float:
    expected = total / cells
    seen = sum((count - expected) ** 2 for count in counts.values())
    return (seen + (cells - len(counts)) * expected**2) / expected


def inclusion(counts: Counter, n: int, k: int, draws: int) -> float:
    """Chi-square of how often each of n was among k, scaled for drawing without replacement."""
    return chi_square(counts, n, draws * k) * (n - 1) / n / (1 - k / n)


def seeded(seed: object) -> Keys:
    return Keys(sha256(str(seed).encode()).digest())


def selections(draws: int) -> tuple[Counter, Counter]:
    """How often each of 40 subjects was drawn, and was first, in draws of 6."""
    subjects = [rosters.subject(f"F{n:02d}") for n in range(N)]
    strata = [rosters.stratum(num=0, min=K, max=K)]
    drawn, first = Counter(), Counter()
    for seed in range(draws):
        ranked = selection.select(strata, subjects, seeded(seed))[0].ranked
        drawn.update(ranked[:K])
        first[ranked[0]] += 1
    return drawn, first


def plausible(chi: float, degrees: int) -> bool:
    return 0.001 <= upper_tail(chi, degrees) <= 0.999


@pytest.mark.parametrize(
    ("chi", "degrees", "p"), [(3.841, 1, 0.05), (20.515, 5, 0.001), (72.055, 39, 0.001), (16.273, 39, 0.9995)]
)
def test_the_tail_of_the_chi_square_distribution(chi, degrees, p):
    assert upper_tail(chi, degrees) == pytest.approx(p, rel=0.01)


def test_every_subject_is_drawn_and_is_first_equally_often():
    drawn, first = selections(SELECTIONS)
    assert plausible(inclusion(drawn, N, K, SELECTIONS), N - 1)
    assert plausible(chi_square(first, N, SELECTIONS), N - 1)


def test_equal_inspectors_lead_pair_and_bear_the_extra_load_equally_often():
    slots = slots_of([rosters.slot("lead"), rosters.slot()])
    tasks = [task_of(rosters.subject(f"F{n}"), slots) for n in range(4)]
    inspectors = [inspector_of(rosters.inspector(f"P{n}")) for n in range(6)]
    leads, pairs, extra = Counter(), Counter(), Counter()
    for seed in range(ASSIGNMENTS):
        result = assignment.assign(tasks, inspectors, [], seeded(seed))
        lead, other = result.teams["F2"]
        leads[lead] += 1
        pairs[frozenset((lead, other))] += 1
        extra.update(who for who, load in result.loads.items() if load == 2)
    assert plausible(chi_square(leads, 6, ASSIGNMENTS), 5)
    assert plausible(chi_square(pairs, 15, ASSIGNMENTS), 14)
    assert plausible(inclusion(extra, 6, 2, ASSIGNMENTS), 5)


def test_loads_of_equal_inspectors_differ_by_at_most_one():
    slots = slots_of([rosters.slot("lead"), rosters.slot(), rosters.slot()])
    tasks = [task_of(rosters.subject(f"F{n:02d}"), slots) for n in range(11)]
    inspectors = [inspector_of(rosters.inspector(f"P{n}", load_before=2)) for n in range(7)]
    for seed in range(50):
        loads = assignment.assign(tasks, inspectors, [], seeded(seed)).loads
        assert sorted(loads.values()) == [4, 4, 5, 5, 5, 5, 5]


def test_another_firm_more_or_less_leaves_the_order_of_the_rest_as_it_was():
    subjects = [rosters.subject(f"F{n:02d}") for n in range(N)]
    strata = [rosters.stratum(num=0, min=K, max=K)]
    whole = selection.select(strata, subjects, seeded("x"))[0].ranked
    for gone in range(N):
        fewer = [record for index, record in enumerate(subjects) if index != gone]
        ranked = selection.select(strata, fewer, seeded("x"))[0].ranked
        assert ranked == [name for name in whole if name != f"F{gone:02d}"]

"""The engine and the program given away, against exhaustive enumeration and against each other.

Whole records are compared, hashes and amendments included, so that a difference anywhere shows.
"""

import itertools
from collections import Counter

import pytest

from regulation.inspections.draw import record, verify_draw
from regulation.inspections.draw.eligibility import eligible, inspector_of, slots_of, task_of
from regulation.inspections.draw.pools import Pools
from tests.rules.inspections.draw import definition, rosters

SEEDS = range(1000)
CROWDED_SEEDS = range(100)
ODD_SEEDS = range(150)


def alone(value: rosters.Object) -> rosters.Object:
    """The record according to the one-file program."""
    verify_draw.conform(value, verify_draw.INPUT, ())
    verify_draw.check_input(value, ())
    return verify_draw.recompute(value, ())[0]


def disagreements(seeds: range) -> list[int]:
    """Seeds where engine and definition differ."""
    found = []
    for seed in seeds:
        value = rosters.tangled(seed)
        if record.run(value) != definition.record(value):
            found.append(seed)
    return found


def test_engine_and_program_find_what_enumeration_finds():
    statuses, outcomes = set(), set()
    for seed in SEEDS:
        value = rosters.amended(rosters.tangled(seed), seed, record.run)
        result = record.run(value)
        assert result == definition.record(value), seed
        assert result == alone(value), seed
        assignment = result["assignment"]
        statuses.add((assignment["status"], min(assignment["level"], 2), bool(assignment["certificates"])))
        outcomes |= {(entry["kind"], entry["outcome"]) for entry in result["amendments"]}
    # The rosters are of use only if everything that can come out does come out.
    assert {("complete", 0, False), ("complete", 1, True), ("complete", 2, True)} <= statuses
    assert {("infeasible", 0, True), ("infeasible", 2, True)} <= statuses
    assert outcomes == {
        *itertools.product(["replace_subject"], ["assigned", "infeasible", "kept-team", "no-reserve"]),
        *itertools.product(["replace_inspector"], ["assigned", "infeasible"]),
    }


def test_engine_and_program_agree_where_nobody_can_enumerate():
    levels = set()
    for seed in CROWDED_SEEDS:
        value = rosters.amended(rosters.crowded(seed), seed, record.run, most=3)
        result = record.run(value)
        assert result == alone(value), seed
        levels.add((result["assignment"]["status"], result["assignment"]["level"]))
    assert len(levels) >= 7


def test_engine_and_program_agree_on_the_unusual():
    sizes = set()
    for seed in ODD_SEEDS:
        value = rosters.amended(rosters.odd(seed), seed, record.run, most=3)
        result = record.run(value)
        assert result == alone(value), seed
        sizes.add((result["assignment"]["status"], len(result["assignment"]["teams"])))
    assert {("complete", 0), ("complete", 3), ("infeasible", 0)} <= sizes


@pytest.mark.parametrize("relaxed", [[], ["district"], ["rotation"], ["capacity", "district", "rotation"]])
def test_pools_hold_the_eligible_and_nobody_else(relaxed):
    for seed in range(150):
        value = rosters.tangled(seed)
        slots = slots_of(value["params"]["teams"]["one"])
        tasks = [task_of(s, slots) for s in value["subjects"]]
        inspectors = [inspector_of(i) for i in value["inspectors"]]
        relaxations = Counter(relaxed)
        pools = Pools(tasks, inspectors, relaxations)
        for number, (task, index) in enumerate(pools.places):
            for who, person in enumerate(inspectors):
                wanted = eligible(person, slots[index], tasks[task], relaxations)
                assert bool(pools.candidates[number] >> who & 1) == wanted
                assert bool(pools.eligible[who] >> number & 1) == wanted

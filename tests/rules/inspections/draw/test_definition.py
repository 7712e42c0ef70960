"""The engine against exhaustive enumeration: loads, teams, level and every certificate."""

import copy
import itertools
import random
from collections import Counter

import pytest

from regulation.inspections.draw import record
from regulation.inspections.draw.eligibility import eligible, inspector_of, slots_of, task_of
from regulation.inspections.draw.pools import Pools
from tests.rules.inspections.draw import definition, rosters

SEEDS = range(400)
AMENDED_SEEDS = range(400)


def without_items(assignment: rosters.Object) -> rosters.Object:
    """The engine's assignment in the shape of the definition's."""
    teams = {team["subject"]: [m["inspector"] for m in team["members"]] for team in assignment["teams"]}
    return {**assignment, "teams": teams}


def disagreements(seeds: range) -> list[int]:
    """Seeds where engine and definition differ."""
    found = []
    for seed in seeds:
        value = rosters.tangled(seed)
        if without_items(record.run(value)["assignment"]) != definition.assignment(value):
            found.append(seed)
    return found


def test_the_engine_finds_what_enumeration_finds():
    assert disagreements(SEEDS) == []


def test_the_rosters_cover_every_kind_of_outcome():
    outcomes = {
        (result["status"], min(result["level"], 2), bool(result["certificates"]))
        for result in (record.run(rosters.tangled(seed))["assignment"] for seed in SEEDS)
    }
    assert {("complete", 0, False), ("complete", 1, True), ("complete", 2, True)} <= outcomes
    assert {("infeasible", 0, True), ("infeasible", 2, True)} <= outcomes


def with_amendments(value: rosters.Object, seed: int) -> rosters.Object:
    """The draw with up to five allowed amendments, each chosen from the state after the last."""
    r = random.Random(seed)
    value = copy.deepcopy(value)
    for _ in range(5):
        result = record.run(value)
        places = {team["subject"]: team["members"] for team in result["assignment"]["teams"]}
        for done in result["amendments"]:
            if done["kind"] == "replace_subject":
                del places[done["subject"]]
            holder = done["new_subject"] or (done["subject"] if done["kind"] == "replace_inspector" else "")
            if holder:
                places[holder] = done["members"]
        choices = [("replace_subject", name, "") for name in places]
        for name, members in places.items():
            choices += [("replace_inspector", name, member["inspector"]) for member in members] * 2
        if not choices:
            break
        kind, name, who = r.choice(choices)
        value["amendments"].append({"kind": kind, "subject": name, "inspector": who, "reason": "moved"})
    return value


def test_amendments_follow_the_definition():
    outcomes = set()
    for seed in AMENDED_SEEDS:
        value = rosters.tangled(seed)
        if record.run(value)["assignment"]["status"] == "infeasible":
            continue
        value = with_amendments(value, seed)
        result = record.run(value)["amendments"]
        bare = [{k: v for k, v in entry.items() if k not in ("prev", "hash")} for entry in result]
        assert bare == definition.amended(value), seed
        outcomes |= {(entry["kind"], entry["outcome"]) for entry in result}
    assert outcomes == {
        *itertools.product(["replace_subject"], ["assigned", "infeasible", "kept-team", "no-reserve"]),
        *itertools.product(["replace_inspector"], ["assigned", "infeasible"]),
    }


@pytest.mark.parametrize("relaxed", [[], ["district"], ["rotation"], ["capacity", "district", "rotation"]])
def test_pools_hold_the_eligible_and_nobody_else(relaxed):
    for seed in range(150):
        value = rosters.tangled(seed)
        slots = slots_of(value["params"]["teams"]["std"])
        tasks = [task_of(s, slots) for s in value["subjects"]]
        inspectors = [inspector_of(i) for i in value["inspectors"]]
        relaxations = Counter(relaxed)
        pools = Pools(tasks, inspectors, relaxations)
        for number, (task, index) in enumerate(pools.places):
            for who, person in enumerate(inspectors):
                wanted = eligible(person, slots[index], tasks[task], relaxations)
                assert bool(pools.candidates[number] >> who & 1) == wanted
                assert bool(pools.eligible[who] >> number & 1) == wanted

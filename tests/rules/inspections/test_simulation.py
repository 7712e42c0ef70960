"""The chances of a plan: exact ones against every possible outcome, tried ones against exact ones."""

import time
from datetime import date
from fractions import Fraction
from itertools import combinations

import pytest

from regulation.inspections import rules, simulation
from regulation.inspections.rules import Limits, Rate
from regulation.inspections.simulation import Firm, Round

START = date(2026, 1, 1)
YEAR = 2026


def limits(cap=1, months=12):
    return dict.fromkeys("ABCD", Limits(cap, months))


def a_round(month, num=1, den=2, at_least=0):
    return Round(month, dict.fromkeys("ABCD", Rate(num, den)), at_least)


def firms(count, tier="B", scope=(0, 1), available_on=date.min, start=0, **more):
    return [
        Firm(f"F{n:05d}", tier, "110105", frozenset(scope), available_on, **more)
        for n in range(start, start + count)
    ]


def enumerated(members, rounds, allowed, years):
    """Every outcome with its probability, by drawing every subset in every round: visits of year one, never visited."""
    held = simulation.schedule(rounds, YEAR, years)
    visits = dict.fromkeys((each.id for each in members), Fraction(0))
    never = dict.fromkeys(visits, Fraction(0))

    def walk(place, back, seen, share):
        if place == len(held):
            for firm in visits:
                never[firm] += share * (firm not in seen)
            return
        this = held[place]
        pool = [each.id for each in members if back[each.id] <= this.day and this.place in each.scope]
        size = rules.sample_size(rounds[this.place].rates["B"], rounds[this.place].at_least, len(pool))
        outcomes = list(combinations(pool, size))
        for taken in outcomes:
            part = share / len(outcomes)
            if this.day.year == YEAR:
                for firm in taken:
                    visits[firm] += part
            after = {**back, **dict.fromkeys(taken, simulation.returns_on(this.day, allowed["B"]))}
            walk(place + 1, after, seen | set(taken), part)

    walk(0, {each.id: each.available_on for each in members}, frozenset(), Fraction(1))
    return visits, never


@pytest.mark.parametrize("years", [1, 2])
@pytest.mark.parametrize(
    ("members", "rounds", "months"),
    [
        (firms(5), [a_round(3), a_round(9)], 12),
        (
            firms(4) + firms(2, start=10, available_on=date(2026, 7, 1)),
            [a_round(3, 1, 3), a_round(9, 1, 3)],
            12,
        ),
        (firms(4), [a_round(3), a_round(9)], 3),
        (firms(3) + firms(2, start=10, scope=(1,)), [a_round(3), a_round(3)], 12),
        (firms(5, scope=(0,)), [a_round(6, 1, 5, at_least=2)], 18),
    ],
)
def test_counted_chances_are_those_of_every_possible_outcome(monkeypatch, members, rounds, months, years):
    monkeypatch.setattr(simulation, "YEARS", years)
    monkeypatch.setattr(simulation, "schedule", lambda r, y, n=years: SCHEDULE(r, y, n))
    allowed = limits(months=months)
    # Firms of one round only beside firms of both: the rounds overlap in part, which is not counted.
    overlapping = {each.scope for each in members} == {frozenset({0, 1}), frozenset({1})}
    found = simulation.forecast(members, rounds, allowed, YEAR)
    assert (found.inexact == ("B",)) is overlapping
    visits, never = enumerated(members, rounds, allowed, years)
    for firm in visits:
        chance = found.chances[firm]
        if overlapping:
            assert chance.visits == pytest.approx(float(visits[firm]), abs=0.3)
        else:
            assert chance.visits == pytest.approx(float(visits[firm]), abs=1e-12)
            assert chance.never == pytest.approx(float(never[firm]), abs=1e-12)


SCHEDULE = simulation.schedule


def test_visits_of_all_firms_are_the_visits_of_all_rounds():
    members = (
        firms(101)
        + firms(40, "A", start=200)
        + firms(7, "D", start=300)
        + firms(3, "D", start=400, is_certain=True)
    )
    rates = {"A": Rate(1, 100), "B": Rate(1, 20), "C": Rate(1, 5), "D": Rate(1, 1)}
    rounds = [Round(4, rates, 1), Round(10, rates, 1)]
    found = simulation.forecast(members, rounds, limits(), YEAR)
    total = sum(each.visits for each in found.chances.values())
    assert total == pytest.approx(sum(found.by_round.values()))
    # A: 1 of 40, then 1 of 39; B: 6 of 101, 5 of 95; D: all of them in the first round, nobody in the second.
    assert found.by_round == {(0, "A"): 1, (1, "A"): 1, (0, "B"): 6, (1, "B"): 5, (0, "D"): 10}
    b = found.chances["F00000"]
    assert b.visited == pytest.approx(1 - (1 - 6 / 101) * (1 - 5 / 95))
    assert found.chances["F00400"].visited == found.chances["F00300"].visited == 1.0
    assert not found.inexact


def test_a_cap_of_none_means_no_visit_and_a_blocked_firm_is_never_drawn():
    members = [*firms(5), Firm("F9", "B", "110105", frozenset({0}), None)]
    none = simulation.forecast(members, [a_round(3)], limits(cap=0), YEAR)
    assert {each.visits for each in none.chances.values()} == {0.0}
    blocked = simulation.forecast(members, [a_round(3)], limits(), YEAR)
    assert blocked.chances["F9"] == simulation.Chance(0.0, 0.0, 1.0, is_exact=True)


@pytest.mark.parametrize(
    ("day", "cap", "months", "expected"),
    [
        (date(2026, 3, 15), 1, 12, date(2027, 3, 15)),
        (date(2026, 3, 15), 1, 6, date(2027, 1, 1)),
        (date(2026, 9, 15), 1, 6, date(2027, 3, 15)),
        (date(2026, 3, 15), 2, 6, date(2026, 9, 15)),
    ],
)
def test_a_visited_firm_returns_after_the_wait_and_within_the_cap(day, cap, months, expected):
    assert simulation.returns_on(day, Limits(cap, months)) == expected


def test_what_is_tried_agrees_with_what_is_counted():
    members, rounds = firms(60), [a_round(3, 1, 10), a_round(9, 1, 10)]
    counted = simulation.forecast(members, rounds, limits(), YEAR)
    chances, by_round = {}, dict.fromkeys([(0, "B"), (1, "B")], 0.0)
    held = simulation.schedule(rounds, YEAR)
    simulation._try(members, held, rounds, limits()["B"], YEAR, chances, by_round)
    assert by_round == pytest.approx(counted.by_round)
    mean = sum(each.visits for each in chances.values()) / 60
    assert mean == pytest.approx(counted.chances["F00000"].visits)
    never = sum(each.never for each in chances.values()) / 60
    assert never == pytest.approx(counted.chances["F00000"].never, abs=0.03)


def test_the_cap_holds_where_a_firm_may_come_twice():
    rounds = [a_round(month, 1, 1) for month in (2, 5, 8, 11)]
    found = simulation.forecast(firms(4, scope=(0, 1, 2, 3)), rounds, limits(cap=2, months=3), YEAR)
    assert found.inexact == ("B",)
    assert {each.visits for each in found.chances.values()} == {2.0}


def an_officer(place, **more):
    return {
        "id": f"o{place}", "district": "110105", "dept": "hrss", "quals": ["enforcement"], "capacity": None, "load_before": 0,
        "conflicts": [], "rotation": [], **more,
    }  # fmt: skip


def test_the_load_is_two_places_a_visit_and_spares_whom_the_roster_spares():
    officers = [an_officer(0), an_officer(1), an_officer(2), an_officer(3, capacity=0)]
    found = simulation.load(firms(30), [a_round(4), a_round(9)], limits(), officers, YEAR)
    # 15 of 30 in April, 8 of the other 15 in September.
    by_month = {month: sum(n for (_, m), n in found.mean.items() if m == month) for month in (4, 9)}
    assert by_month == pytest.approx({4: 30, 9: 16})
    assert found.spread["o3"] == (0, 0)
    assert not found.infeasible
    again = simulation.load(firms(30), [a_round(4), a_round(9)], limits(), officers, YEAR)
    assert again == found


def test_a_round_without_lawful_teams_is_reported():
    found = simulation.load(
        firms(4), [a_round(4)], limits(), [an_officer(0), an_officer(1, capacity=0)], YEAR
    )
    assert found.infeasible == {0: simulation.LOADS}
    assert found.mean == {}


def test_three_thousand_firms_take_no_more_than_seconds():
    rates = {"A": Rate(1, 100), "B": Rate(1, 20), "C": Rate(1, 5), "D": Rate(1, 1)}
    members = [
        Firm(
            f"F{n:05d}", "AABBBBCD"[n % 8], "110105", frozenset(range(4)), date(2026, 1 + n % 12, 1 + n % 28)
        )
        for n in range(3000)
    ]
    rounds = [Round(month, rates, 1) for month in (3, 5, 8, 11)]
    # Of this process: what others do on the machine is not held against the rule.
    begun = time.process_time()
    found = simulation.forecast(members, rounds, limits(), YEAR)
    counted = time.process_time()
    loads = simulation.load(members, rounds, limits(), [an_officer(n) for n in range(40)], YEAR)
    tried = time.process_time()
    assert not found.inexact
    assert sum(loads.mean.values()) == pytest.approx(2 * sum(found.by_round.values()))
    assert counted - begun < 5
    assert tried - counted < 60

"""The panel: certainty first, the rest by permanent random numbers, a quarter of it new each year."""

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import permutations

import pytest

from regulation.surveys import panel
from regulation.surveys.panel import Parameters, Point, Reason, Unit, plan, ranked

RULES = panel.PARAMETERS.on(date(2026, 1, 1))
SEED = "seed of the tests"


def units(n, *, group="core", line="recruit", first=1):
    return [Unit(f"F{at:07}", group, line) for at in range(first, first + n)]


def first_plan(frame, *, seed=SEED, rules=RULES, month="2024-01"):
    return plan(frame, (), month, ranked(seed), rules, turns=False)


def test_public_institutions_and_platforms_are_all_in_with_weight_one():
    frame = [
        *units(100),
        Unit("F0000901", "core", "recruit", "public"),
        Unit("F0000902", "core", "recruit", "platform"),
    ]
    found = first_plan(frame)
    assert {"F0000901", "F0000902"} <= {each.number for each in found.points}
    assert found.sizes["public"].weight == found.sizes["platform"].weight == 1
    assert {each.group for each in found.points if each.stratum in {"public", "platform"}} == {0}


@pytest.mark.parametrize(
    ("population", "points"), [(1, 1), (3, 3), (4, 4), (5, 4), (40, 4), (41, 5), (100, 10), (101, 11)]
)
def test_a_tenth_of_a_stratum_rounded_up_at_least_four_at_most_all(population, points):
    found = first_plan(units(population))
    assert len(found.points) == points
    assert found.sizes["core-recruit"].weight == (Decimal(population) / points).quantize(Decimal("0.0001"))


def test_every_district_group_and_line_is_a_stratum_of_its_own():
    frame = [*units(50), *units(50, line="search", first=51), *units(50, group="plain", first=101)]
    found = first_plan(frame)
    assert Counter(each.stratum for each in found.points) == {
        "core-recruit": 5,
        "core-search": 5,
        "plain-recruit": 5,
    }


def test_the_same_seed_and_frame_give_the_same_panel_in_any_order_of_the_frame():
    frame = units(200)
    assert first_plan(frame) == first_plan(list(reversed(frame)))
    assert panel.digest(frame) == panel.digest(list(reversed(frame)))
    assert first_plan(frame, seed="another").points != first_plan(frame).points
    assert panel.digest(frame) != panel.digest(units(199))


def test_by_enumeration_of_all_orders_every_institution_is_as_likely_and_the_total_is_unbiased():
    """Six institutions, two points: all 720 orders of the random numbers, one after the other."""
    rules = Parameters(share=Decimal("0.1"), least=2, groups=2, platforms=0)
    frame = units(6)
    value = {unit.number: at**2 for at, unit in enumerate(frame)}
    chosen, pairs, totals = Counter(), Counter(), []
    for order in permutations(range(6)):
        rank = {unit.number: place for unit, place in zip(frame, order, strict=True)}
        found = plan(frame, (), "2024-01", rank.__getitem__, rules, turns=False)
        members = tuple(each.number for each in found.points)
        chosen.update(members)
        pairs[members] += 1
        totals.append(sum(value[each] for each in members) * found.sizes["core-recruit"].weight)
    assert set(chosen.values()) == {720 * 2 // 6}
    assert len(pairs) == 15
    assert set(pairs.values()) == {720 // 15}
    assert sum(totals) / len(totals) == sum(value.values())


def years(frame, how_many, *, start=2024):
    """The panels of successive years, each turned in January, with who left when."""
    found = [first_plan(frame, month=f"{start}-01")]
    left = {}
    for year in range(start + 1, start + how_many):
        month = f"{year}-01"
        following = plan(frame, found[-1].points, month, ranked(SEED), RULES, turns=True, left=left)
        left |= {point.number: month for point, _ in following.leave}
        found.append(following)
    return found


def test_one_group_leaves_each_year_and_three_quarters_stay():
    for following in years(units(400), 9)[1:]:
        assert len(following.leave) == len(following.enter) == 10
        assert len(following.stay) == 30
        assert {why for _, why in following.leave} == {Reason.TURN}
        assert {point.group for point, _ in following.leave} == {
            panel.group_that_leaves(int(following.month[:4]), RULES)
        }
        assert set(Counter(each.group for each in following.points).values()) == {10}


def test_after_the_first_round_everybody_stays_exactly_four_years():
    for following in years(units(400), 12)[5:]:
        for point, _ in following.leave:
            assert int(following.month[:4]) - int(point.since[:4]) == 4


def test_nobody_comes_back_before_everybody_else_was_in():
    seen = Counter()
    found = years(units(100), 60)
    seen.update(each.number for each in found[0].enter)
    for following in found[1:]:
        seen.update(each.number for each in following.enter)
        assert max(seen.values()) - min(seen.get(unit.number, 0) for unit in units(100)) <= 2
    assert set(seen) == {unit.number for unit in units(100)}


def test_a_stratum_of_which_all_are_points_does_not_turn():
    frame = units(4)
    (_, following) = years(frame, 2)
    assert not following.leave
    assert not following.enter


def test_where_too_few_others_wait_some_whose_turn_it_was_stay():
    frame = units(5)  # four points, one waiting
    for before, after in zip(years(frame, 6), years(frame, 6)[1:], strict=False):
        assert len(after.points) == 4
        assert len({each.number for each in after.points} - {each.number for each in before.points}) <= 1


def test_who_has_left_the_register_is_replaced_at_once_and_the_others_stay():
    frame = units(100)
    before = first_plan(frame)
    gone = before.points[0].number
    after = plan(
        [each for each in frame if each.number != gone],
        before.points,
        "2024-06",
        ranked(SEED),
        RULES,
        turns=False,
    )
    assert [(point.number, why) for point, why in after.leave] == [(gone, Reason.GONE)]
    assert len(after.enter) == 1
    assert after.enter[0].group == before.points[0].group
    assert after.enter[0].since == "2024-06"


def test_a_newly_registered_institution_has_its_number_like_the_others():
    """Births enter by the order of the numbers, not at the end of a queue."""
    frame = units(100)
    before = first_plan(frame)
    grown = units(400)
    after = plan(grown, before.points, "2025-01", ranked(SEED), RULES, turns=False)
    assert {each.number for each in before.points} <= {each.number for each in after.points}
    assert len(after.points) == 40
    rank = ranked(SEED)
    waiting = sorted((u.number for u in grown if u.number not in {p.number for p in before.points}), key=rank)
    assert {each.number for each in after.enter} == set(waiting[:30])


def test_a_stratum_that_shrinks_lets_the_oldest_go():
    before = first_plan(units(100))
    after = plan(units(60), before.points, "2025-01", ranked(SEED), RULES, turns=False)
    assert len(after.points) == 6
    assert {why for _, why in after.leave} <= {Reason.GONE, Reason.SIZE}


def test_a_point_whose_line_changed_is_counted_where_it_is_now():
    frame = units(100)
    before = first_plan(frame)
    moving = before.points[0].number
    moved = [replace(each, line="search") if each.number == moving else each for each in frame]
    after = plan(moved, before.points, "2024-06", ranked(SEED), RULES, turns=False)
    assert next(each for each in after.points if each.number == moving).stratum == "core-search"
    assert sum(size.population for size in after.sizes.values()) == 100


def test_a_firm_that_becomes_a_platform_is_certain_and_leaves_no_more():
    frame = units(100)
    before = first_plan(frame)
    point = before.points[0]
    raised = [replace(each, certainty="platform") if each.number == point.number else each for each in frame]
    after = plan(raised, before.points, "2025-01", ranked(SEED), RULES, turns=True)
    assert Point(point.number, "platform", 0, point.since) in after.stay


def test_a_plan_is_kept_word_for_word():
    found = years(units(100), 2)[1]
    assert panel.of_json(found.as_json()) == found


def test_every_line_and_district_has_a_stratum():
    from regulation.accounts import organs
    from regulation.indicators.options import BUSINESS_LINES

    assert {panel.line_of(each.code) for each in BUSINESS_LINES} == set(panel.LINES)
    areas = [each.code for each in organs.ORGANS if not each.is_municipal]
    assert "elsewhere" not in {panel.district_group(area) for area in areas}
    assert panel.district_group("elsewhere") == "elsewhere"
    assert panel.line_of("OUTSRC") == "staffing"

"""What a book withholds, so that nobody's figures can be inferred from any of its tables together."""

import random
from decimal import Decimal

import pytest

from reports.statistics.disclosure import (
    Aggregate,
    Axis,
    Effort,
    Equation,
    Measure,
    Parameters,
    Waiver,
    across,
    audit,
    crossing,
    fact,
    protect,
)
from reports.statistics.disclosure.search import Search, Solution
from tests.builders.disclosure import book, counted, firm, firms_of, recomputable

RULES = Parameters()
KIND = Axis.flat("type", ["FOREIGN", "PRIVATE", "SOE"])
PLACE = Axis.flat("district", ["110101", "110105", "110108"])
MANY = (30, 25, 20, 15, 10)


def square(lonely=(90, 5, 5)):
    """Nine cells; one district's state-owned firms are one large and two small."""
    firms = []
    for district in ("110101", "110105", "110108"):
        for kind in ("FOREIGN", "PRIVATE", "SOE"):
            cell = lonely if (district, kind) == ("110105", "SOE") else MANY
            firms += firms_of(cell, district=district, type=kind)
    return firms


UNSAFE = fact("rev_total", 2025, district="110105", type="SOE")


def test_nothing_unsafe_nothing_withheld():
    aggregates, equations = book(square(lonely=MANY), PLACE, KIND)
    outcome = protect(aggregates, equations, RULES)
    assert outcome.passed
    assert set(outcome.status.values()) == {""}
    assert outcome.intervals == {}


def test_one_cell_takes_three_and_the_margins_stay():
    aggregates, equations = book(square(), PLACE, KIND)
    outcome = protect(aggregates, equations, RULES)
    assert outcome.passed
    assert outcome.status[UNSAFE] == "dominance"
    more = [each for each, status in outcome.status.items() if status == "secondary"]
    assert len(more) == 3
    assert all(len(each.dims) == 2 for each in more)
    assert recomputable(equations, outcome.withheld) == set()


def test_a_withheld_cell_stays_uncertain_by_a_tenth():
    aggregates, equations = book(square(), PLACE, KIND)
    low, high = protect(aggregates, equations, RULES).intervals[UNSAFE]
    assert low <= 90
    assert high >= 110


def test_who_is_wanted_closer_needs_more():
    """Small neighbours cannot hide a large figure: what is withheld beside it must have room."""
    firms = [
        *firms_of((900, 40, 30, 30), district="110101", type="SOE"),
        *firms_of((1, 1, 1, 1), district="110101", type="FOREIGN"),
        *firms_of((400, 350, 350), district="110101", type="PRIVATE"),
    ]
    aggregates, equations = book(firms, KIND)
    outcome = protect(aggregates, equations, RULES)
    assert outcome.passed
    assert outcome.status[fact("rev_total", 2025, type="PRIVATE")] == "secondary"
    assert outcome.status[fact("rev_total", 2025, type="FOREIGN")] == ""


def test_nothing_is_nobodys_and_hides_nobody():
    firms = [each for each in square() if (each.codes["district"], each.codes["type"]) != ("110101", "SOE")]
    aggregates, equations = book(firms, PLACE, KIND)
    outcome = protect(aggregates, equations, RULES)
    assert outcome.passed
    assert outcome.status[fact("rev_total", 2025, district="110101", type="SOE")] == ""
    assert outcome.status[fact("rev_total", 2025, district="110108", type="SOE")] == "secondary"


def test_a_figure_that_is_its_own_margin_takes_the_margin_with_it():
    firms = [
        *firms_of((90, 5, 5), district="110105", type="SOE"),
        *firms_of(MANY, district="110101", type="SOE"),
    ]
    firms += firms_of(MANY, district="110108", type="PRIVATE")
    aggregates, equations = book(firms, PLACE, KIND)
    outcome = protect(aggregates, equations, RULES)
    assert outcome.passed
    assert outcome.status[fact("rev_total", 2025, district="110105")] == "dominance"


def test_through_another_table_it_would_be_known():
    """Gross = collected + net: a gross figure withheld beside its two parts would be told by them."""
    kinds, sums = crossing("rev_total", 2025, KIND)
    firms = [*firms_of((900, 50, 50), type="SOE"), *firms_of((400, 300, 300, 200), type="PRIVATE")]
    firms += firms_of((300, 250, 200, 150), type="FOREIGN")
    aggregates, equations = counted(firms, kinds), list(sums)
    for share, key in ((Decimal("0.25"), "rev_net"), (Decimal("0.75"), "rev_onbehalf")):
        facts, more = crossing(key, 2025, KIND)
        aggregates |= counted([each._replace(amount=each.amount * share) for each in firms], facts)
        equations += more
    equations += across("rev_total", ("rev_onbehalf", "rev_net"), kinds)
    alone = {fact("rev_total", 2025, type="SOE"), fact("rev_total", 2025, type="FOREIGN")}
    assert recomputable(equations, alone) == alone, "two of a column are enough for one table, not for three"
    outcome = protect(aggregates, equations, RULES)
    assert outcome.passed
    assert recomputable(equations, outcome.withheld) == set()
    for key in ("rev_onbehalf", "rev_net", "rev_total"):
        assert outcome.status[fact(key, 2025, type="SOE")] == "dominance"


def test_through_two_other_tables_it_would_be_known():
    """By district and by line the same total: what the districts hide the lines must not give."""
    line = Axis.flat("line", ["DISPATCH", "RECRUIT", "TRAIN"])
    firms = []
    for at, (district, kind) in enumerate(
        (d, k) for d in ("110101", "110105", "110108") for k in ("SOE", "PRIVATE")
    ):
        firms += [
            firm(
                f"{district}{kind}{n}",
                amount,
                district=district,
                type=kind,
                line=("DISPATCH", "RECRUIT", "TRAIN")[n % 3],
            )
            for n, amount in enumerate((30 + at, 25, 22, 19, 15, 11, 9, 8, 7))
        ]
    firms.append(firm("giant", 3_000, district="110105", type="SOE", line="DISPATCH"))
    kinds = Axis.flat("type", ["PRIVATE", "SOE"])
    aggregates, equations = book(firms, PLACE, kinds)
    for axes in ((line, kinds), (PLACE, line)):
        more, sums = book(firms, *axes)
        aggregates |= more
        equations += sums
    outcome = protect(aggregates, equations, RULES)
    assert outcome.passed
    assert recomputable(equations, outcome.withheld) == set()
    assert outcome.status[fact("rev_total", 2025, district="110105", type="SOE")] == "dominance"


def city(seed=20261122, firms=3_000):
    """Two giants among three thousand, drawn as the dossier draws them."""
    chance = random.Random(seed)
    drawn = [min(chance.lognormvariate(5.7, 1.8), 99_000) for _ in range(firms)]
    body = sum(drawn)
    drawn[:2] = [body * 0.72, body * 0.52]
    places = ["110105", "110108", "110101"]
    found = []
    for at, amount in enumerate(drawn):
        district = chance.choices(places, (5, 3, 2))[0]
        kind = chance.choices(("PRIVATE", "SOE", "FOREIGN"), (86, 8, 6))[0]
        if at < 2:
            district, kind = "110105", ("SOE", "PRIVATE")[at]
        found.append(firm(f"g{at}", round(amount), district=district, type=kind))
    return found


def test_two_giants_are_found_and_hidden_and_the_city_is_told():
    firms = city()
    aggregates, equations = book(firms, PLACE, KIND)
    total = aggregates[fact("rev_total", 2025)]
    assert Decimal("0.54") < (total.largest + total.second) / total.total < Decimal("0.58")
    outcome = protect(aggregates, equations, RULES)
    assert outcome.passed
    assert outcome.status[fact("rev_total", 2025)] == ""
    assert outcome.status[UNSAFE] == "dominance"
    assert outcome.status[fact("rev_total", 2025, type="SOE")] == "dominance"
    for each in (UNSAFE, fact("rev_total", 2025, type="SOE")):
        low, high = outcome.intervals[each]
        assert low <= aggregates[each].total * Decimal("0.9")
        assert high is None or high >= aggregates[each].total * Decimal("1.1")


def test_a_giant_that_consents_is_shown_where_it_is_the_reason_only():
    aggregates, equations = book(city(), PLACE, KIND)
    lonely = [
        each for each, status in protect(aggregates, equations, RULES).status.items() if status == "dominance"
    ]
    consents = [Waiver("g0", "rev_total", 2025)]
    outcome = protect(aggregates, equations, RULES, waivers=consents)
    assert outcome.passed
    freed = {each for each in lonely if outcome.status[each] != "dominance"}
    assert freed
    assert all(aggregates[each].largest_group == "g0" for each in freed)


def test_the_order_of_what_is_handed_over_does_not_matter():
    aggregates, equations = book(city(firms=200), PLACE, KIND)
    first = protect(aggregates, equations, RULES)
    items = list(aggregates.items())
    for seed in range(3):
        random.Random(seed).shuffle(items)
        again = protect(dict(items), equations, RULES)
        assert repr(again) == repr(first)
    random.Random(3).shuffle(equations)
    assert protect(aggregates, equations, RULES).cost == pytest.approx(first.cost)


def test_print_that_says_less_hides_more():
    """Printed in hundreds, forty of one firm cannot be had from the total: nothing else must go."""
    firms = [
        *firms_of((30, 5, 5), type="SOE"),
        *firms_of((2300, 1800, 1200, 900), type="PRIVATE"),
        *firms_of((1300, 800, 700, 600), type="FOREIGN"),
    ]
    aggregates, equations = book(firms, KIND)
    exact = protect(aggregates, equations, RULES)
    rounded = protect(aggregates, equations, RULES, measures={"rev_total": Measure(printed=Decimal(100))})
    assert [exact.passed, rounded.passed] == [True, True]
    assert sorted(exact.status.values()) == ["", "", "dominance", "secondary"]
    assert sorted(rounded.status.values()) == ["", "", "", "dominance"]


def test_the_rest_of_a_rounded_table_can_still_give_it_away():
    firms = [
        *firms_of((3000, 50, 50), type="SOE"),
        *firms_of((2300, 1800, 1200, 900), type="PRIVATE"),
        *firms_of((1300, 800, 700, 600), type="FOREIGN"),
    ]
    aggregates, equations = book(firms, KIND)
    outcome = protect(aggregates, equations, RULES, measures={"rev_total": Measure(printed=Decimal(100))})
    assert sorted(outcome.status.values()) == ["", "", "dominance", "secondary"]


def test_of_persons_one_is_the_least_that_counts():
    """Of three persons a tenth is less than a person: whoever knows that they are whole would know the figure."""
    firms = [
        *firms_of((2, 1), type="SOE"),
        *firms_of((2, 2, 1, 1), type="FOREIGN"),
        *firms_of((9, 8, 7), type="PRIVATE"),
    ]
    aggregates, equations = book(firms, KIND, indicator="staff_total")
    outcome = protect(aggregates, equations, RULES, measures={"staff_total": Measure(grain=Decimal(1))})
    low, high = outcome.intervals[fact("staff_total", 2025, type="SOE")]
    assert low <= 2
    assert high >= 4


def test_losses_leave_no_floor_to_stand_on():
    """Profit may be below nothing, so a reader cannot bound one cell by what is left of the total."""
    firms = [
        *firms_of((900, 50, -50), type="SOE"),
        *firms_of((-400, 300, 300, 200), type="PRIVATE"),
        *firms_of((300, 250, -200, 150), type="FOREIGN"),
    ]
    aggregates, equations = book(firms, KIND, indicator="profit_total")
    outcome = protect(aggregates, equations, RULES, measures={"profit_total": Measure(signed=True)})
    assert outcome.passed
    assert outcome.status[fact("profit_total", 2025, type="SOE")] == "dominance"
    assert outcome.intervals[fact("profit_total", 2025, type="SOE")] == (None, None)


def test_a_table_that_does_not_add_up_is_no_table():
    aggregates, equations = book(square(), PLACE, KIND)
    wrong = counted([*square(), firm("z", 1, district="110101", type="SOE")], [fact("rev_total", 2025)])
    with pytest.raises(ValueError, match="its parts are"):
        protect(aggregates | wrong, equations, RULES)
    del aggregates[UNSAFE]
    with pytest.raises(ValueError, match="nothing is known of rev_total 2025 district=110105 type=SOE"):
        protect(aggregates, equations, RULES)


def test_whoever_is_alone_in_a_neighbour_reads_it_off_its_own_books():
    """Two single firms in one row would each know the other's figure if only these two were withheld."""
    firms = [firm("a", 70, type="SOE"), firm("b", 80, type="FOREIGN"), *firms_of(MANY, type="PRIVATE")]
    aggregates, equations = book(firms, KIND)
    outcome = protect(aggregates, equations, RULES)
    assert outcome.passed
    assert outcome.status[fact("rev_total", 2025, type="PRIVATE")] == "secondary" or (
        outcome.status[fact("rev_total", 2025)] == "secondary"
    )


def test_an_estimate_beside_the_only_respondent_makes_the_sum_nobodys_own():
    """Of two behind a figure one answered and one was estimated: neither reads the sum off its own books."""
    whole, part = fact("staff_edu_post", 2025), fact("staff_edu_post", 2025, type="OTHER")
    rest = fact("staff_edu_post", 2025, type="PRIVATE")
    aggregates = {
        part: Aggregate(1, Decimal(4), Decimal(2), Decimal(2), "answered", "estimated"),
        rest: Aggregate(9, Decimal(90), Decimal(12), Decimal(11), "p1", "p2"),
        whole: Aggregate(10, Decimal(94), Decimal(12), Decimal(11), "p1", "p2"),
    }
    measures = {"staff_edu_post": Measure(grain=Decimal(1))}
    outcome = protect(aggregates, [Equation(whole, (part, rest))], RULES, measures=measures)
    assert outcome.breaches == ()
    assert outcome.status[part] == "threshold"
    assert "" in {outcome.status[whole], outcome.status[rest]}
    assert (
        audit(aggregates, [Equation(whole, (part, rest))], RULES, outcome.status, measures=measures).breaches
        == ()
    )


def test_every_withheld_figure_is_needed():
    """The mutants: with any one of the further cells shown again the attacker succeeds."""
    aggregates, equations = book(city(firms=120), PLACE, KIND)
    outcome = protect(aggregates, equations, RULES)
    more = [each for each, status in outcome.status.items() if status == "secondary"]
    assert more
    for each in more:
        assert not audit(aggregates, equations, RULES, {**outcome.status, each: ""}).passed, each


def test_what_the_search_misses_the_attacker_finds_and_more_is_withheld(monkeypatch):
    """A mutant of the search that protects nothing: the book is protected all the same, at a higher price."""
    aggregates, equations = book(square(), PLACE, KIND)
    chosen = protect(aggregates, equations, RULES)
    monkeypatch.setattr(Search, "run", lambda self: Solution(self.component.forced.copy(), 0.0, 0.0, 0, {}))
    outcome = protect(aggregates, equations, RULES)
    assert outcome.passed
    assert chosen.withheld < outcome.withheld


def test_broken_off_at_once_the_choice_is_dearer_but_protected():
    aggregates, equations = book(city(firms=120), PLACE, KIND)
    best = protect(aggregates, equations, RULES)
    hasty = protect(aggregates, equations, RULES, effort=Effort(programmes=0, rounds=0))
    assert hasty.passed
    assert hasty.bound <= best.bound <= best.cost <= hasty.cost
    assert best.cost == pytest.approx(best.bound)

"""What two releases, two years, or a figure and its rest give away by subtraction is refused or withheld."""

from decimal import Decimal

from reports.statistics.disclosure import (
    EARLIER,
    Axis,
    Measure,
    Parameters,
    aggregate,
    all_except,
    as_printed_in,
    audit,
    by_group,
    change,
    difference,
    entrants,
    fact,
    protect,
)
from tests.builders.disclosure import book, counted, firm, firms_of, recomputable

RULES = Parameters()
PLACE = Axis.flat("district", ["110101", "110105", "110108"])
CITY = fact("rev_total", 2025)
CHAOYANG = fact("rev_total", 2025, district="110105")
FIRMS = [
    *firms_of((40, 35, 30), district="110101"),
    *firms_of((900, 30, 25), district="110105"),
    *firms_of((400, 350, 300), district="110108"),
]


def test_all_and_all_except_one_are_never_both_published():
    aggregates, equations = book(FIRMS, PLACE)
    rest = all_except(CHAOYANG, "district")
    aggregates[rest.parts[1]] = aggregate(
        (each.group, Decimal(each.amount)) for each in FIRMS if each.codes["district"] != "110105"
    )
    outcome = protect(aggregates, [*equations, rest], RULES)
    assert outcome.passed
    assert outcome.status[CHAOYANG] == "dominance"
    assert {outcome.status[CITY], outcome.status[rest.parts[1]]} == {"", "secondary"}
    assert recomputable([*equations, rest], outcome.withheld) == set()


def test_all_except_one_published_before_is_refused_with_its_name():
    aggregates, equations = book(FIRMS, PLACE)
    rest = all_except(CHAOYANG, "district")
    without = rest.parts[1]
    aggregates[without] = aggregate(
        (each.group, Decimal(each.amount)) for each in FIRMS if each.codes["district"] != "110105"
    )
    told = {each: aggregates[each].total for each in (CITY, without)}
    outcome = protect(aggregates, [*equations, rest], RULES, published=told)
    assert not outcome.passed
    breach = next(each for each in outcome.breaches if each.fact == CHAOYANG)
    assert breach.reason == "published"
    assert set(breach.because) == {CITY, without}
    assert f"{CHAOYANG}: published" in str(breach)


def test_what_was_published_unsafe_is_named():
    aggregates, equations = book(FIRMS, PLACE)
    outcome = protect(aggregates, equations, RULES, published={CHAOYANG: aggregates[CHAOYANG].total})
    assert not outcome.passed
    assert [(each.fact, each.reason) for each in outcome.breaches] == [(CHAOYANG, "published")]


def test_what_is_revised_beyond_recognition_can_still_be_withheld():
    aggregates, equations = book(FIRMS, PLACE)
    assert protect(aggregates, equations, RULES, published={CHAOYANG: Decimal(300)}).passed


def test_a_margin_published_before_is_not_taken_back():
    aggregates, equations = book(FIRMS, PLACE)
    free = protect(aggregates, equations, RULES)
    (other,) = [each for each, status in free.status.items() if status == "secondary"]
    told = {each: aggregates[each].total for each in (CITY, other)}
    outcome = protect(aggregates, equations, RULES, published=told)
    assert outcome.passed
    assert outcome.status[other] == ""
    assert [each for each, status in outcome.status.items() if status == "secondary"]


def test_withheld_once_withheld_always_and_not_to_be_computed():
    safe = [*firms_of((40, 35, 30), district="110101"), *firms_of((90, 80, 75), district="110105")]
    safe += firms_of((400, 350, 300), district="110108")
    aggregates, equations = book(safe, PLACE)
    outcome = protect(aggregates, equations, RULES, withheld={CHAOYANG})
    assert outcome.passed
    assert outcome.status[CHAOYANG] == EARLIER
    assert "secondary" in outcome.status.values()
    assert recomputable(equations, outcome.withheld) == set()
    again = audit(aggregates, equations, RULES, {}, withheld={CHAOYANG})
    assert [(each.fact, each.reason) for each in again.breaches] == [(CHAOYANG, "shown")]


def test_what_was_withheld_for_another_needs_no_more_room_than_not_to_be_computed():
    """The next book must be possible: a large figure withheld for a small one has only the small one's room."""
    kinds = Axis.flat("type", ["PRIVATE", "SOE"])
    firms = [*firms_of((90, 5, 5), type="SOE"), *firms_of((2000, 1900, 1800, 1700), type="PRIVATE")]
    aggregates, equations = book(firms, kinds)
    first = protect(aggregates, equations, RULES)
    assert sorted(first.status.values()) == ["", "dominance", "secondary"]
    told = {each: aggregates[each].total for each, status in first.status.items() if not status}
    again = protect(aggregates, equations, RULES, published=told, withheld=first.withheld)
    assert again.passed
    assert again.status == {
        each: status.replace("secondary", EARLIER) for each, status in first.status.items()
    }


LATE = firm("late", 33, district="110101")


def releases(before, after):
    """The figures of a second release, with those of the first as printed and the changes between them."""
    aggregates, equations = book(after, PLACE)
    first, _ = book(before, PLACE)
    published = {}
    for each in list(aggregates):
        step = difference(as_printed_in("2026-06", each), each, "2026-06")
        then, between = step.parts
        equations.append(step)
        published[then] = first[each].total
        aggregates[between] = change(
            *(
                by_group(
                    (f.group, Decimal(f.amount))
                    for f in firms
                    if f.codes["district"] == (each.code("district") or f.codes["district"])
                )
                for firms in (before, after)
            )
        )
    return aggregates, equations, published


PLAIN_FIRMS = [
    *firms_of((40, 35, 30), district="110101"),
    *firms_of((90, 80, 75), district="110105"),
    *firms_of((400, 350, 300), district="110108"),
]


def test_who_alone_reported_late_is_not_told_by_the_second_release():
    aggregates, equations, published = releases(PLAIN_FIRMS, [*PLAIN_FIRMS, LATE])
    outcome = protect(aggregates, equations, RULES, published=published)
    assert outcome.passed
    assert outcome.status[fact("rev_total", 2025, district="110101")] == "secondary"
    assert outcome.status[CITY] == "secondary"
    assert outcome.status[CHAOYANG] == ""


def test_a_second_release_that_is_out_already_is_refused():
    aggregates, equations, published = releases(PLAIN_FIRMS, [*PLAIN_FIRMS, LATE])
    published[CITY] = aggregates[CITY].total
    outcome = protect(aggregates, equations, RULES, published=published)
    assert not outcome.passed
    assert any(each.reason == "published" and CITY in each.because for each in outcome.breaches)


def test_many_late_ones_hide_each_other():
    late = [firm(f"late{n}", 30 + n, district="110101") for n in range(4)]
    aggregates, equations, published = releases(PLAIN_FIRMS, [*PLAIN_FIRMS, *late])
    outcome = protect(aggregates, equations, RULES, published=published)
    assert outcome.passed
    assert set(outcome.status.values()) == {""}


def test_nothing_revised_nothing_withheld():
    aggregates, equations, published = releases(PLAIN_FIRMS, PLAIN_FIRMS)
    outcome = protect(aggregates, equations, RULES, published=published)
    assert set(outcome.status.values()) == {""}


def test_print_of_the_first_release_is_read_as_printed():
    """In steps of a hundred 33 more cannot be seen."""
    aggregates, equations, published = releases(PLAIN_FIRMS, [*PLAIN_FIRMS, LATE])
    step = Decimal(100)
    published = {each: (value / step).quantize(Decimal(1)) * step for each, value in published.items()}
    measures = {"rev_total": Measure(printed=step)}
    outcome = protect(aggregates, equations, RULES, published=published, measures=measures)
    assert outcome.passed
    assert set(outcome.status.values()) == {""}


def years(entrants):
    """Two years of one district in which nobody else changed much."""
    before = [firm(f"g{n}", 200 + n, district="110101") for n in range(6)]
    after = [firm(f"g{n}", 200 + n + n % 2, district="110101") for n in range(6)] + entrants
    place = fact("staff_total", 2025, district="110101")
    facts = {
        place.__class__(place.indicator, year, place.dims): firms
        for year, firms in ((2024, before), (2025, after))
    }
    aggregates = {each: counted(firms, [each])[each] for each, firms in facts.items()}
    then, now = sorted(aggregates)
    step = difference(then, now, "2024")
    amounts = [by_group((each.group, Decimal(each.amount)) for each in firms) for firms in facts.values()]
    aggregates[step.parts[1]] = change(*amounts, only_entrants=True)
    return aggregates, [step], then, now


def test_a_single_entrant_is_not_told_by_the_growth():
    aggregates, equations, then, now = years([firm("new", 80, district="110101")])
    outcome = protect(aggregates, equations, RULES)
    assert outcome.passed
    assert sorted([outcome.status[then], outcome.status[now]]) == ["", "secondary"]
    told = {then: aggregates[then].total}
    assert protect(aggregates, equations, RULES, published=told).status[now] == "secondary"
    both = {each: aggregates[each].total for each in (then, now)}
    refused = protect(aggregates, equations, RULES, published=both)
    assert not refused.passed
    assert {each.reason for each in refused.breaches} == {"published"}


def test_the_year_before_is_brought_along_where_it_tells_a_single_entrant():
    aggregates, equations, then, now = years([firm("new", 80, district="110101")])
    between = equations[0].parts[1]

    def compared(earlier, later):
        return (aggregates[then], aggregates[between]) if (earlier, later) == (then, now) else None

    more, sums = entrants({now: aggregates[now]}, {then}, compared, RULES)
    assert sums == tuple(equations)
    assert more == {each: aggregates[each] for each in (then, between)}
    assert entrants({now: aggregates[now]}, set(), compared, RULES) == ({}, ())
    assert entrants(aggregates, {then}, compared, RULES) == ({}, ()), "it stands among the sums already"
    told = {then: aggregates[then].total}
    outcome = protect({now: aggregates[now]} | more, sums, RULES, published=told)
    assert outcome.status[now] == "secondary"


def test_entrants_that_hide_each_other_and_plain_growth_are_told():
    for new in ([], [firm(f"new{n}", 50 + n, district="110101") for n in range(4)]):
        aggregates, equations, then, now = years(new)
        outcome = protect(aggregates, equations, RULES)
        assert [outcome.status[then], outcome.status[now]] == ["", ""]

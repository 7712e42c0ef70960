"""Wide needles and their tallies against the plainest way of counting them."""

import random
from collections import Counter

from regulation.firms import tallies, wide

AREAS = ("110105", "110108")


def some_rows():
    """Names that share their words, with former names, figures and letters, of two districts and two standings."""
    draw = random.Random(7)
    rows = []
    for _each in range(400):
        lines = [
            "北京"
            + "".join(draw.choices("甲乙丙丁12", k=draw.randint(1, 4)))
            + draw.choice(("人力资源有限公司", "人力人力服务", "劳务"))
            for _line in range(draw.choice((1, 1, 2)))
        ]
        letters = "".join(draw.choices("bjrlzy", k=5))
        rows.append(
            ("\n".join([*lines, letters]), wide.Sort(draw.choice(AREAS), None, draw.randint(0, 1), 1))
        )
    return rows


def test_every_part_that_enough_names_hold_is_found_and_no_other():
    haystacks = [haystack for haystack, _sort in some_rows()]
    held = Counter(
        part
        for haystack in haystacks
        for part in {
            line[start:end]
            for line in haystack.split("\n")
            for start in range(len(line))
            for end in range(start + 1, len(line) + 1)
        }
    )
    enough = {part for part, count in held.items() if count >= 20 and not wide.is_number(part)}
    assert wide.needles(haystacks, 20) == {"", *enough}
    assert {"人力资源有限公司", "北京", "1"} <= enough
    assert not any("\n" in needle for needle in enough)


def test_a_needle_counts_each_firm_once_however_often_it_stands_in_its_names(monkeypatch):
    monkeypatch.setattr(wide, "HELD", 30)
    rows = some_rows()
    counting = wide.Tallies(wide.needles([haystack for haystack, _sort in rows], 20))
    for start in range(0, len(rows), 60):
        counting.add(rows[start : start + 60])
    told = dict(counting.told())
    assert len(told) > 50
    for needle, sorts in told.items():
        assert dict(sorts) == Counter(sort for haystack, sort in rows if needle in haystack), needle


def test_a_needle_with_figures_is_not_counted_ahead_since_licence_numbers_are_searched_too():
    haystacks = ["北京2026人力"] * 5
    found = wide.needles(haystacks, 5)
    assert {"202", "人力"} <= found
    assert not found & {"2026", "京2026", "026人"} - {"026人"}
    assert "6人力" in found


def test_how_far_one_walks_until_a_page_is_full():
    listed = [1_000, 500, 100]

    def passed(carried, rows=20, *, is_by_standing=True, is_backward=False):
        return tallies.passed(carried, listed, rows, is_by_standing=is_by_standing, is_backward=is_backward)

    assert passed([100, 5, 0]) == 200, "one in ten"
    assert passed([0, 0, 50]) == 40, "the standings that nobody has are skipped"
    assert passed([10, 50, 0]) == 1_000 + 100, "the first standing has not enough of them"
    assert passed([10, 50, 0], is_backward=True) == 200
    assert passed([0, 3, 0]) == 500, "all are looked at"
    assert passed([0, 16, 0], is_by_standing=False) == 1_600
    assert passed([0, 40, 0], is_by_standing=False) == 800

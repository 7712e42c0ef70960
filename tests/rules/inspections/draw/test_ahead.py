"""Tickets computed ahead save time and change nothing, whether the helper is quick, slow, dead or absent."""

import hashlib
import itertools
import select

import pytest

from regulation.inspections.draw import ahead, record
from tests.rules.inspections.draw import rosters

SEEDS = range(0, 60, 3)


@pytest.fixture
def plain():
    return [record.run(rosters.crowded(seed)) for seed in SEEDS]


@pytest.fixture
def eager(monkeypatch):
    """Every draw is worth a helper, and only a few of the lowest tickets are sent."""
    monkeypatch.setattr(ahead, "WORTH", 0)
    monkeypatch.setattr(ahead, "WANTED", 3)


@pytest.mark.usefixtures("eager")
def test_with_a_helper_everything_comes_out_as_without(plain, monkeypatch):
    used = []
    hasty = ahead.Ahead.of

    def patient(helper, place):
        if helper._process is not None and place in helper.due:
            # Wait for the list, so that it is certain to be used.
            while place not in helper._lists and helper._process is not None:
                select.select([helper._process.stdout], [], [], 10)
                helper._receive()
        found = hasty(helper, place)
        used.append(found is not None)
        return found

    monkeypatch.setattr(ahead.Ahead, "due", set(), raising=False)
    share = ahead._share

    def shared(jobs):
        places = share(jobs)
        ahead.Ahead.due = set(places)
        return places

    monkeypatch.setattr(ahead, "_share", shared)
    monkeypatch.setattr(ahead.Ahead, "of", patient)
    assert [record.run(rosters.crowded(seed)) for seed in SEEDS] == plain
    assert used.count(True) > used.count(False) > 0


@pytest.mark.usefixtures("eager")
@pytest.mark.parametrize("python", ["/bin/false", "/bin/cat", "/nowhere/python", ""])
def test_a_helper_that_fails_changes_nothing(plain, monkeypatch, python):
    monkeypatch.setattr(ahead.sys, "executable", python)
    assert [record.run(rosters.crowded(seed)) for seed in SEEDS] == plain


def test_the_lowest_tickets_are_all_of_them_below_the_limit():
    frames = [number.to_bytes(4, "big") for number in range(1000)]
    key = b"k" * 32
    order = sorted(range(1000), key=lambda number: hashlib.sha256(key + frames[number]).digest())
    found = ahead.lowest(key, frames, range(1000), ahead.limit(1000))
    assert found == order[: len(found)]
    assert ahead.WANTED / 3 < len(found) < ahead.WANTED * 3
    assert ahead.lowest(key, frames, range(ahead.WANTED), ahead.limit(ahead.WANTED)) == [
        number for number in order if number < ahead.WANTED
    ]


def test_the_share_of_the_helper_runs_all_along_the_order():
    jobs = [(b"", range(130 if place % 2 else 2000)) for place in range(1000)]
    places = ahead._share(jobs)
    theirs = sum(len(jobs[place][1]) for place in places)
    assert theirs / sum(len(candidates) for _, candidates in jobs) == pytest.approx(
        ahead.SHARE / (1 + ahead.SHARE), abs=0.01
    )
    assert max(later - earlier for earlier, later in itertools.pairwise(places)) < 10

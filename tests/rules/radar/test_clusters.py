"""Rows that share a telephone, an account or a name are one undertaking, unless a person said otherwise."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regulation.radar.rules import clusters
from regulation.radar.rules.signals import Advert

A, B, C = "phone:13800000001", "phone:13800000002", "name:新起点招工"


def test_what_joins_a_row():
    row = Advert(
        "7", name="新起点招工", account="起点直聘", text="电话13800000001", phones=("138 0000 0002",)
    )
    assert clusters.keys(row) == (B, A, "account:起点直聘", C)


def test_a_row_with_nothing_stands_alone():
    assert clusters.keys(Advert("7", name="招工")) == ("row:7",)


def test_a_chain_is_one():
    first, second, third = clusters.of([(A, C), (B, C), ("phone:9",)])
    assert first == second == {A, B, C}
    assert third == {"phone:9"}


def test_what_was_said_to_be_apart_never_meets():
    first, second = clusters.of([(A, C), (B, C)], apart=[(A, B)])
    assert (A in first, B in second) == (True, True)
    assert first != second


def test_of_a_shared_telephone_the_names_that_were_set_apart_decide():
    other = "name:好运来家政"
    first, second = clusters.of([(A, C), (A, other)], apart=[(C, other)])
    assert C in first
    assert other in second
    assert first.isdisjoint(second)


def test_what_was_said_to_be_the_same_is_one_without_any_sign():
    first, second = clusters.of([(A,), (B,)], same=[(B, A)])
    assert first == second


@pytest.mark.parametrize(
    ("names", "together"), [(clusters.MOST_NAMES, True), (clusters.MOST_NAMES + 1, False)]
)
def test_a_hotline_joins_nobody(names, together):
    found = clusters.of([(A, f"name:第{n}家招聘部") for n in range(names)])
    assert (len(set(found)) == 1) is together


@pytest.mark.parametrize(
    ("phones", "together"), [(clusters.MOST_PHONES, True), (clusters.MOST_PHONES + 1, False)]
)
def test_a_common_word_joins_nobody(phones, together):
    found = clusters.of([(f"phone:{n}", "name:高薪招聘") for n in range(phones)])
    assert (len(set(found)) == 1) is together


def test_the_oldest_cluster_goes_on():
    held = {A: (5, "five"), B: (2, "two")}
    assert clusters.owner({A, B}, held) == "two"
    assert clusters.owner({C}, held) is None


_KEYS = st.integers(0, 9).map(lambda n: f"phone:{n}")
_PAIRS = st.lists(st.tuples(_KEYS, _KEYS).filter(lambda pair: pair[0] != pair[1]), max_size=4)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.lists(_KEYS, min_size=1, max_size=3, unique=True).map(tuple), max_size=8),
    _PAIRS,
    st.randoms(),
)
def test_the_order_of_the_rows_changes_nothing_and_nobody_apart_meets(rows, apart, draw):
    found = dict(zip(rows, clusters.of(rows, apart=apart), strict=True))
    shuffled = draw.sample(rows, len(rows))
    assert dict(zip(shuffled, clusters.of(shuffled, apart=apart), strict=True)) == found
    for cluster in found.values():
        assert not any({one, other} <= cluster for one, other in apart)

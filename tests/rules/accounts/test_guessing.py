"""Guessing is slow for everybody; strangers cannot spend the tries of the owner."""

import pytest

from regulation.accounts import rules


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("", ""),
        ("testclient", "testclient"),
    ],
)
def test_a_place_is_what_its_user_cannot_choose(address, place):
    assert rules.place_of(address) == place


def test_strangers_share_one_count_wherever_they_are():
    counts = {rules.bucket_of("kuaiji", f"203.0.113.{n}", is_known=False) for n in range(9)}
    assert len(counts) == 1


def test_a_known_place_has_a_count_of_its_own_for_this_login_alone():
    known = rules.bucket_of("kuaiji", "203.0.113.7", is_known=True)
    assert known != rules.bucket_of("kuaiji", "203.0.113.7", is_known=False)
    assert known != rules.bucket_of("kuaiji", "203.0.113.8", is_known=True)
    assert known != rules.bucket_of("chuna", "203.0.113.7", is_known=True)


def test_the_mark_of_a_place_tells_neither_login_nor_place():
    mark = rules.mark_of("kuaiji", "203.0.113.7")
    assert len(mark) == 64
    assert "kuaiji" not in mark
    assert "203" not in rules.bucket_of("kuaiji", "203.0.113.7", is_known=True).partition(mark)[0]

"""What the next list for double publicity says of each decision."""

import pytest

from regulation.publicity.rules.batches import Act, Sent, hash_of, next_list

NEW, CHANGED, WITHDRAWN = Act.NEW, Act.CHANGED, Act.WITHDRAWN


@pytest.mark.parametrize(
    ("sent", "ready", "public", "said"),
    [
        (None, "a", True, NEW),
        (Sent(NEW, "a"), "a", True, None),
        (Sent(CHANGED, "a"), "a", True, None),
        (Sent(NEW, "a"), "b", True, CHANGED),
        (Sent(NEW, "a"), None, False, WITHDRAWN),
        (Sent(CHANGED, "a"), None, False, WITHDRAWN),
        # Public still, but the row lacks something today: neither sent nor said to be withdrawn.
        (Sent(NEW, "a"), None, True, None),
        (None, None, True, None),
        # Withdrawn once is withdrawn; public again, it is new, even if it reads as before.
        (Sent(WITHDRAWN, "a"), None, False, None),
        (Sent(WITHDRAWN, "a"), "a", True, NEW),
    ],
)
def test_a_list_says_what_the_last_one_did_not(sent, ready, public, said):
    key = "京朝人社罚决〔2026〕1号"
    found = next_list({key: sent} if sent else {}, {key: ready} if ready else {}, {key} if public else set())
    assert found == ({key: said} if said else {})


def test_a_row_is_the_same_whatever_the_order_of_its_columns():
    assert hash_of({"a": "1", "b": "2"}) == hash_of({"b": "2", "a": "1"})
    assert hash_of({"a": "1", "b": "2"}) != hash_of({"a": "1", "b": "3"})

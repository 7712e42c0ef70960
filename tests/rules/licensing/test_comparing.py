"""Side by side: what is another fact, what is only written otherwise, and where the difference stands."""

import pytest

from regulation.licensing.rules import comparing


@pytest.mark.parametrize(
    ("given", "known", "other"),
    [
        ("北京市朝阳区测试路1号", "北京市朝阳区测试路 1 号", False),
        ("（北京）ABC", "(北京)abc", False),
        ("北京市朝阳区测试路1号", "北京市朝阳区测试路2号", True),
        ("", "北京", True),
    ],
)
def test_width_spaces_and_case_are_no_difference(given, known, other):
    assert comparing.differs(given, known) is other


def test_what_is_otherwise_is_marked_and_all_of_the_text_is_there():
    assert comparing.pieces("测试路12号", "测试路2号") == [("测试路", False), ("1", True), ("2号", False)]
    assert comparing.pieces("新", "") == [("新", True)]
    assert comparing.pieces("", "旧") == []


def test_lists_are_compared_item_by_item_whatever_their_order():
    assert not comparing.items_differ("猎头、培训", "培训、猎头", "、")
    assert comparing.items_differ("猎头、培训", "培训", "、")
    assert comparing.item_pieces("猎头、培训", "培训、测评", "、") == [
        ("猎头", True),
        ("、", False),
        ("培训", False),
    ]

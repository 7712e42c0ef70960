"""Which matters may be about the same thing, with the signs in words."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from regulation.complaints import duplicates as rules

DAY = date(2026, 3, 2)
FIRM, OTHER = UUID(int=1), UUID(int=2)


def matter(n, **more):
    known = {
        "firm": None,
        "respondent": f"无关门店{n}",
        "address": "",
        "topic": "fees",
        "account": "",
        "received_on": DAY,
    }
    return rules.Matter(UUID(int=100 + n), **known | more)


@pytest.mark.parametrize(
    ("one", "other", "signs"),
    [
        ({"firm": FIRM}, {"firm": FIRM}, [rules.SAME_FIRM, rules.SAME_TOPIC]),
        ({"firm": FIRM}, {"firm": FIRM, "topic": "deposit"}, [rules.SAME_FIRM]),
        ({"firm": FIRM}, {"firm": OTHER}, []),
        ({"respondent": "聚才人力"}, {"respondent": "聚纔 人力"}, [rules.SAME_NAME, rules.SAME_TOPIC]),
        ({"respondent": "北京聚才人力资源有限公司"}, {"respondent": "聚才劳务"}, [rules.SAME_BRAND, rules.SAME_TOPIC]),
        ({"account": "打 139 1234 5678"}, {"address": "+86-13912345678"}, [rules.SAME_PHONE, rules.SAME_TOPIC]),
        (
            {"address": "北京市朝阳区示例路18号院3号楼"},
            {"address": "朝阳区示例路18号院3号楼"},
            [rules.SAME_ADDRESS, rules.SAME_TOPIC],
        ),
        ({}, {}, []),
        ({"address": "朝阳区"}, {"address": "朝阳区"}, []),
    ],
)  # fmt: skip
def test_each_sign_is_said_and_a_kind_of_problem_alone_is_none(one, other, signs):
    left, right = matter(1, **one), matter(2, **other)
    assert rules.signs(left, right) == signs
    assert rules.signs(right, left) == signs


def test_the_most_alike_come_first_half_a_year_apart_is_too_far_and_ten_are_enough():
    own = matter(0, firm=FIRM)
    far = matter(1, firm=FIRM, received_on=DAY - timedelta(days=181))
    edge = matter(2, firm=FIRM, received_on=DAY - timedelta(days=180))
    less = matter(3, firm=FIRM, topic="deposit")
    found = rules.candidates(own, [own, far, less, edge])
    assert [each.id for each, _signs in found] == [edge.id, less.id]
    assert len(rules.candidates(own, [matter(n, firm=FIRM) for n in range(1, 30)])) == rules.MOST

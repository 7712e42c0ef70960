"""An error of entry is put right; what this office decided or numbered is not an error of entry."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from regulation.firms.status import RegistrationKind as K
from regulation.firms.status import RegistrationStatus as R
from regulation.register_corrections import rules
from regulation.register_corrections.rules import Held, Stated

TODAY = date(2026, 3, 2)
LICENCE = Stated(K.HR_LICENCE, "京朝人社旧1号", date(2024, 2, 29), date(2029, 2, 28), None, ("职业中介活动",))
FILING = Stated(K.FILING, "备旧1号", date(2025, 5, 6), None, None, ("人力资源培训",))
BRANCH = Stated(K.BRANCH_REPORT, "分旧1号", date(2025, 5, 6), None, None, ("测试分公司",))
ENDED = replace(LICENCE, ended_on=date(2025, 6, 1))
TAKEN_OVER, OURS, LISTED = Held(R.VALID, True), Held(R.VALID, True, True), Held(R.VALID)


@pytest.mark.parametrize(
    ("wrong", "right", "held", "said"),
    [
        (LICENCE, {}, TAKEN_OVER, {"form": rules.NO_CHANGE}),
        (LICENCE, {"number": "京朝人社旧2号"}, TAKEN_OVER, {}),
        (LICENCE, {"number": "京朝人社旧2号"}, OURS, {"number": rules.GIVEN_HERE}),
        (LICENCE, {"number": ""}, TAKEN_OVER, {"number": rules.NUMBER_MISSING}),
        (LICENCE, {"number": "号" * 60}, TAKEN_OVER, {}),
        (LICENCE, {"number": "号" * 61}, TAKEN_OVER, {"number": rules.NUMBER_LONG}),
        (LICENCE, {"kind": K.DISPATCH_LICENCE}, TAKEN_OVER, {}),
        (LICENCE, {"kind": K.DISPATCH_LICENCE, "scope": ("劳务派遣",)}, OURS, {"kind": rules.GIVEN_HERE}),
        (LICENCE, {"kind": K.FILING, "expires_on": None, "scope": ("人力资源培训",)}, TAKEN_OVER, {"kind": rules.OTHER_MATTER}),
        (LICENCE, {"kind": K.FILING, "expires_on": None, "scope": ("人力资源培训",)}, LISTED, {}),
        (LICENCE, {"issued_on": TODAY}, OURS, {}),
        (LICENCE, {"issued_on": TODAY + timedelta(1)}, OURS, {"issued_on": rules.IN_FUTURE}),
        (LICENCE, {"expires_on": date(2024, 2, 29)}, OURS, {}),
        (LICENCE, {"expires_on": date(2024, 2, 28)}, OURS, {"expires_on": rules.BEFORE_ISSUE}),
        (LICENCE, {"expires_on": None}, OURS, {"expires_on": rules.TERM_MISSING}),
        (LICENCE, {"ended_on": TODAY}, OURS, {"ended_on": rules.LIVING_NO_END}),
        (LICENCE, {"scope": ("职业中介活动", "劳务派遣")}, OURS, {"scope": rules.NOT_AN_ITEM}),
        (LICENCE, {"scope": ("职业中介活动", rules.hr.ONLINE_ITEM)}, OURS, {}),
        (LICENCE, {"scope": (rules.hr.ONLINE_ITEM,)}, OURS, {"scope": rules.NOT_AN_ITEM}),
        (LICENCE, {"scope": ("职业介绍",)}, TAKEN_OVER, {}),
        (LICENCE, {"scope": ()}, TAKEN_OVER, {"scope": rules.SCOPE_MISSING}),
        (LICENCE, {"scope": ("业" * 61,)}, TAKEN_OVER, {"scope": rules.SCOPE_LONG}),
        (LICENCE, {"issued_on": date(2024, 3, 1)}, replace(TAKEN_OVER, is_under_way=True), {"form": rules.UNDER_WAY}),
        (ENDED, {"ended_on": TODAY}, Held(R.CANCELLED, True), {}),
        (ENDED, {"ended_on": TODAY + timedelta(1)}, Held(R.CANCELLED, True), {"ended_on": rules.IN_FUTURE}),
        (ENDED, {"ended_on": date(2024, 2, 28)}, Held(R.CANCELLED, True), {"ended_on": rules.BEFORE_ISSUE}),
        (ENDED, {"ended_on": None}, Held(R.CANCELLED, True), {"ended_on": rules.END_MISSING}),
        (replace(LICENCE, expires_on=date(2026, 2, 1)), {"expires_on": TODAY}, Held(R.EXPIRED), {"expires_on": rules.REVIVES}),
        (replace(LICENCE, expires_on=date(2026, 2, 1)), {"expires_on": date(2026, 3, 1)}, Held(R.EXPIRED), {}),
        (FILING, {"issued_on": date(2025, 5, 1)}, replace(OURS, started_on=date(2025, 5, 1)), {}),
        (FILING, {"issued_on": date(2025, 4, 30)}, replace(OURS, started_on=date(2025, 5, 1)), {"issued_on": rules.BEFORE_START}),
        (FILING, {"expires_on": date(2027, 1, 1)}, TAKEN_OVER, {"expires_on": rules.NO_TERM}),
        (FILING, {"scope": ("职业介绍",)}, TAKEN_OVER, {"scope": rules.NOT_A_SERVICE}),
        (BRANCH, {"number": "分旧2号"}, LISTED, {}),
        (BRANCH, {"scope": ("测试二分公司",)}, Held(R.VALID, has_paper=True), {"form": rules.REPORTED_HERE}),
    ],
)  # fmt: skip
def test_what_stands_against_a_correction(wrong, right, held, said):
    assert rules.problems(wrong, replace(wrong, **right), held, TODAY) == said


def test_what_is_kept_reads_the_same_again():
    for each in (LICENCE, FILING, BRANCH, ENDED):
        assert rules.stated(each.stored) == each


def test_only_what_the_paper_states_makes_it_due():
    right = replace(LICENCE, number="别号", expires_on=date(2029, 3, 1))
    assert rules.on_paper(LICENCE, right) == {"registered_expires_on": ("2029-02-28", "2029-03-01")}

"""Who may use which track, and what an application must show."""

from datetime import date

import pytest

from regulation.licensing.rules import conditions
from regulation.licensing.rules.conditions import Credit
from regulation.licensing.status import Track

DAY = date(2026, 11, 23)
COMPLETE = {
    "subject": {
        "name": "测试甲",
        "uscc": "91110105MA0000001A",
        "domicile": "测试路1号",
        "legal_representative": "甲某",
        "organ": "110105",
        "contact_name": "甲一",
        "contact_phone": "010-55550000",
    },
    "scope": {"activities": ["to_employers"]},
    "premises": {"address": "测试路1号", "right": "rent", "facilities": "桌椅", "funds": "1"},
    "staff": {"staff": "甲一 顾问\n甲二，顾问\n甲三"},
    "systems": {"systems": ["articles"]},
}
PAPERS = frozenset({"articles", "premises_proof"})


def fields(track, answers, papers=PAPERS):
    return [each.field for each in conditions.missing(track, answers, papers, DAY)]


def test_anybody_may_use_the_commitment_track_whose_credit_is_sound():
    assert conditions.barred_from_commitment(Credit()) is None


def test_serious_bad_credit_bars_the_commitment_track_until_repaired():
    assert "不良信用" in conditions.barred_from_commitment(Credit(has_serious_item=True))


def test_an_earlier_commitment_that_was_not_kept_bars_the_track():
    assert "未履行" in conditions.barred_from_commitment(Credit(broke_a_commitment=True))


def test_the_general_track_asks_for_papers_and_the_commitment_track_for_the_letter():
    assert "papers" in conditions.groups_of(Track.GENERAL)
    assert "commitment" not in conditions.groups_of(Track.GENERAL)
    assert "commitment" in conditions.groups_of(Track.COMMITMENT)
    assert "papers" not in conditions.groups_of(Track.COMMITMENT)


def test_a_complete_application_lacks_nothing():
    assert fields(Track.GENERAL, COMPLETE) == []
    assert fields(Track.COMMITMENT, COMPLETE | {"commitment": {"agreed": True}}, frozenset()) == []


def test_an_empty_application_lacks_everything_at_once():
    groups = {each.group for each in conditions.missing(Track.GENERAL, {}, frozenset(), DAY)}
    assert groups == set(conditions.groups_of(Track.GENERAL))


@pytest.mark.parametrize(
    ("staff", "enough"), [("甲\n乙", False), ("甲\n乙\n丙", True), ("甲\n\n乙\n \n", False)]
)
def test_three_full_time_staff_are_needed(staff, enough):
    assert ("staff" not in fields(Track.GENERAL, COMPLETE | {"staff": {"staff": staff}})) is enough


def test_no_floor_area_and_no_amount_of_funds_is_demanded():
    premises = COMPLETE["premises"] | {"funds": "0.01"}
    assert fields(Track.GENERAL, COMPLETE | {"premises": premises}) == []


def test_a_telecom_licence_is_asked_for_only_where_telecom_business_is_involved():
    online = {"activities": ["online"], "website": "例.example", "needs_telecom": "no"}
    assert fields(Track.GENERAL, COMPLETE | {"scope": online}) == []
    assert fields(Track.GENERAL, COMPLETE | {"scope": online | {"needs_telecom": "yes"}}) == [
        "telecom_number"
    ]
    assert fields(Track.GENERAL, COMPLETE | {"scope": {"activities": ["online"]}}) == [
        "website",
        "needs_telecom",
    ]


def test_without_the_letter_of_commitment_the_application_is_not_complete():
    assert fields(Track.COMMITMENT, COMPLETE, frozenset()) == ["agreed"]


def test_every_missing_thing_has_its_article():
    assert all(
        each.citation.article or each.citation.instrument
        for each in conditions.missing(Track.GENERAL, {}, frozenset(), DAY)
    )


@pytest.mark.parametrize(
    ("names", "enough"),
    [(("安一", "安二"), True), (("安一",), False), (("安一", "安一"), False), (("安一", " "), False)],
)
def test_two_different_officials_go_on_site(names, enough):
    assert conditions.enough_officials(names) is enough


def test_what_does_not_concern_the_firm_is_not_unmet():
    points = dict.fromkeys(conditions.CHECK_POINTS, "yes") | {"telecom": "na", "staff": "no"}
    assert conditions.unmet_points(points, conditions.CHECK_POINTS) == ["staff"]


def test_what_is_missing_is_told_once_only():
    assert conditions.may_request_supplement(asked_before=False)
    assert not conditions.may_request_supplement(asked_before=True)

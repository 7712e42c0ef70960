"""《行政许可法》第四十九条: what an application says otherwise than the licence, and what is asked for it."""

from datetime import date

import pytest

from regulation.licensing.rules import change
from regulation.licensing.status import Track

HELD = {
    "number": "第1号",
    "valid_to": "2031-11-22",
    "name": "甲公司",
    "domicile": "甲街1号",
    "legal_representative": "甲一",
    "address": "甲街1号",
    "online": False,
}


def said(**more):
    answers = {
        "held": HELD,
        "subject": {
            "name": "甲公司",
            "uscc": "91110105MA00010A1X",
            "domicile": "甲街1号",
            "legal_representative": "甲一",
            "organ": "110105",
            "contact_name": "甲二",
            "contact_phone": "010-1",
        },
        "scope": {"activities": ["to_employers"]},
        "premises": {"address": "甲街1号", "right": "rent", "facilities": "桌椅", "funds": "1"},
        "staff": {"staff": "甲一\n甲二\n甲三"},
        "systems": {"systems": ["articles"]},
        "commitment": {"agreed": True},
    }
    for group, given in more.items():
        answers[group] = answers[group] | given
    return answers


@pytest.mark.parametrize(
    ("more", "items"),
    [
        ({}, []),
        ({"subject": {"name": "乙公司"}}, ["name"]),
        ({"subject": {"legal_representative": "乙一"}}, ["legal_representative"]),
        ({"subject": {"domicile": "乙街2号"}, "premises": {"address": "乙街2号"}}, ["domicile", "address"]),
        ({"scope": {"activities": ["online"]}}, ["online"]),
        # Which other activities a holder offers is not on the licence.
        ({"scope": {"activities": ["fairs", "executive"]}}, []),
    ],
)
def test_changes_are_the_items_of_the_licence_alone(more, items):
    assert [each.item for each in change.changes(said(**more))] == items


def test_an_added_and_a_dropped_note_on_online_recruitment():
    added = said(scope={"activities": ["online"], "needs_telecom": "no", "website": "jia.example"})
    assert change.adds_online(added)
    assert change.is_online(added)
    dropped = said(held={"online": True})
    assert [(each.before, each.after) for each in change.changes(dropped)] == [("开展", "不开展")]
    assert not change.adds_online(dropped)


def test_only_a_move_needs_a_paper():
    assert change.papers_needed(said()) == ()
    assert change.papers_needed(said(subject={"name": "乙公司"})) == ()
    assert change.papers_needed(said(premises={"address": "乙街2号"})) == ("premises_proof",)


def names(found):
    return sorted((each.group, each.field) for each in found)


@pytest.mark.parametrize("track", list(Track))
def test_a_change_wants_something_changed_and_asks_for_no_staff(track):
    on = date(2026, 11, 23)
    same = said(staff={"staff": ""}, systems={"systems": []})
    assert names(change.missing_of_change(track, same, frozenset(), on)) == [("scope", "activities")]
    other = said(subject={"name": "乙公司"}, staff={"staff": ""}, systems={"systems": []})
    assert change.missing_of_change(track, other, frozenset(), on) == []
    assert "staff" not in change.groups_of_change(track)


def test_online_recruitment_is_not_noted_without_its_telecom_licence():
    on = date(2026, 11, 23)
    added = said(scope={"activities": ["online"], "needs_telecom": "yes", "website": "jia.example"})
    assert names(change.missing_of_change(Track.GENERAL, added, frozenset(), on)) == [
        ("scope", "telecom_number")
    ]


def test_a_renewal_shows_that_the_conditions_are_still_met_without_the_papers_of_the_first_time():
    on = date(2026, 11, 23)
    assert change.missing_of_renewal(Track.GENERAL, said(), frozenset(), on) == []
    two = said(staff={"staff": "甲一\n甲二"})
    assert names(change.missing_of_renewal(Track.GENERAL, two, frozenset(), on)) == [("staff", "staff")]
    moved = said(premises={"address": "乙街2号"})
    assert names(change.missing_of_renewal(Track.GENERAL, moved, frozenset(), on)) == [
        ("papers", "premises_proof")
    ]
    assert change.missing_of_renewal(Track.GENERAL, moved, frozenset({"premises_proof"}), on) == []


def test_a_new_representative_is_asked_about_nothing_else():
    """《行政许可法》第三十一条: nothing that has nothing to do with the matter."""
    on = date(2026, 11, 23)
    bare = said(subject={"legal_representative": "乙一"})
    bare["premises"], bare["scope"] = {"address": "甲街1号"}, {}
    assert change.missing_of_change(Track.GENERAL, bare, frozenset(), on) == []


def test_a_move_is_asked_about_the_new_place():
    on = date(2026, 11, 23)
    moved = said()
    moved["premises"] = {"address": "乙街2号"}
    assert names(change.missing_of_change(Track.COMMITMENT, moved, frozenset(), on)) == [
        ("premises", "facilities"),
        ("premises", "funds"),
        ("premises", "right"),
    ]

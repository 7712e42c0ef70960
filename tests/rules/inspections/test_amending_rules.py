"""Who may ask for which replacement, and which slots a roster is too narrow for."""

import pytest

from regulation.inspections import rules, rules_amending
from regulation.inspections.draw import schema
from regulation.inspections.status import TaskStatus

SUBJECT, OFFICER = "replace_subject", "replace_inspector"


@pytest.mark.parametrize(
    ("side", "kind", "reason", "inspector", "field"),
    [
        ("office", SUBJECT, "moved-away", "", None),
        ("office", SUBJECT, "moved-away", "i-1", "inspector"),
        ("office", SUBJECT, "too-busy", "", "reason"),
        ("office", SUBJECT, "ill", "", "reason"),
        ("office", OFFICER, "left-office", "i-1", None),
        ("office", OFFICER, "moved-away", "i-1", "reason"),
        ("office", "assign", "", "", "kind"),
        ("officer", OFFICER, "recusal-declared", "i-1", None),
        ("officer", OFFICER, "recusal-asked", "i-1", "reason"),
        ("firm", OFFICER, "recusal-asked", "i-1", None),
        ("firm", OFFICER, "ill", "i-1", "reason"),
        ("firm", SUBJECT, "moved-away", "", "reason"),
    ],
)
def test_request_problems_name_the_field(side, kind, reason, inspector, field):
    assert list(rules_amending.request_problems(side, kind, reason, inspector)) == ([field] if field else [])


def test_a_signed_form_changes_no_more_and_a_firm_not_once_it_was_entered():
    signed = {
        TaskStatus.SUBMITTED,
        TaskStatus.CONFIRMED,
        TaskStatus.PUBLISHED,
        TaskStatus.CARRIED,
        TaskStatus.REPLACED,
    }
    for kind, allowed in rules_amending.REPLACEABLE.items():
        assert not allowed & signed, kind
    assert TaskStatus.STARTED not in rules_amending.REPLACEABLE[SUBJECT]


def test_every_outcome_says_what_comes_next():
    assert set(rules_amending.OUTCOMES) == set(rules_amending.NEXT)


def officers(count, district="110105", dept="hrss", capacity=3):
    return [{"district": district, "dept": dept, "capacity": capacity} for _ in range(count)]


FIRMS = [{"district": "110105", "status": "eligible"}, {"district": "110108", "status": "excluded"}]


@pytest.mark.parametrize(
    ("districts", "departments", "roster", "expected"),
    [
        ("any", (), officers(4), []),
        ("any", (), officers(3), [3, 3]),
        ("any", (), officers(4) + officers(9, capacity=0), []),
        ("local-cross", (), officers(4) + officers(4, "110108"), []),
        ("local-cross", (), officers(1) + officers(9, "110108"), [1]),
        ("local-any", (), officers(2) + officers(9, "110108"), [2]),
        ("any", ("samr",), officers(4) + officers(1, dept="samr"), [1]),
        ("any", ("samr",), officers(4), [0]),
    ],
)
def test_narrow_slots_are_those_with_fewer_than_four_candidates(districts, departments, roster, expected):
    found = rules.narrow_slots(rules.team_slots(districts, departments), FIRMS, roster)
    assert [each["candidates"] for each in found] == expected


@pytest.mark.parametrize("districts", list(rules.DISTRICT_RULES))
@pytest.mark.parametrize("departments", [(), ("samr",), ("fire", "samr")])
def test_team_slots_are_what_the_procedure_accepts(districts, departments):
    slots = rules.team_slots(districts, departments)
    assert len(slots) == 2 + len(departments)
    assert [each["dept"] for each in slots[:2]] == (["hrss"] * 2 if departments else [""] * 2)
    entropy = [
        {
            "sources": [{"id": "dice", "kind": "dice", "description": "", "pattern": "[1-6]{50}"}],
            "deadline": "2026-06-02T05:00:00Z",
        }
    ]
    params = rules.params(
        "BJ-2026-0001", "", [rules.certain_stratum("L", ["displayed"])], entropy, slots=slots
    )
    schema.check_params(params, ("params",))


def test_leads_with_the_same_items_share_a_stratum():
    assert rules.lead_strata([("a",), ("a",)]) == {("a",): "L"}
    assert rules.lead_strata([("a",), ("b", "a"), ("a",)]) == {("a",): "L1", ("b", "a"): "L2"}

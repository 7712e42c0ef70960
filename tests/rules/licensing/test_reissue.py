"""A licence's paper anew: who may do what in which state, and what the new paper says."""

from datetime import date

import pytest

from regulation.casework.steps import possible
from regulation.licensing.rules import reissue
from regulation.licensing.rules.reissue import RequestStatus
from regulation.roles import Role

MAY = {
    "issue": {Role.CLERK, Role.DECIDER},
    "decline": {Role.CLERK, Role.DECIDER},
    "take_back": {Role.FIRM_SIGNATORY, Role.FIRM_ADMIN},
}


@pytest.mark.parametrize("status", RequestStatus)
@pytest.mark.parametrize("role", Role)
def test_every_state_with_every_office(status, role):
    expected = [name for name, roles in MAY.items() if role in roles and status is RequestStatus.ASKED]
    assert possible(reissue.STEPS, status, frozenset({role})) == expected


def test_nothing_leads_back_to_waiting():
    assert all(each.after != RequestStatus.ASKED for each in reissue.STEPS.values())
    assert {each.after for each in reissue.STEPS.values()} == set(RequestStatus) - {RequestStatus.ASKED}


SNAPSHOT = {
    "number": "（京）人服证字〔2026〕第0105000456号",
    "token": "7KQ4M2XW9RBT3HCP",
    "firm": {"name": "旧名公司", "address": "旧址", "representative": "旧人"},
    "issued_on": "2026-11-20",
    "valid_to": "2031-11-19",
    "changes": [{"changed_on": "2026-12-01", "item": "住所", "text": "…"}],
}
TODAY = {"name": "新名公司", "address": "旧址", "representative": "新人", "on": "2028-02-29"}


@pytest.mark.parametrize("reason", ["lost", "damaged"])
def test_a_lost_paper_comes_back_with_its_old_words(reason):
    said = reissue.says(SNAPSHOT, reason, TODAY)
    assert said == {name: value for name, value in SNAPSHOT.items() if name != "token"}


def test_a_paper_out_of_date_says_what_the_register_says_and_lists_what_changed():
    said = reissue.says(SNAPSHOT, "outdated", TODAY)
    assert said["firm"] == {"name": "新名公司", "address": "旧址", "representative": "新人"}
    assert [(each["item"], each["changed_on"]) for each in said["changes"]] == [
        ("住所", "2026-12-01"),
        ("名称", "2028-02-29"),
        ("法定代表人", "2028-02-29"),
    ]
    assert (said["issued_on"], said["valid_to"], said["number"]) == (
        SNAPSHOT["issued_on"],
        SNAPSHOT["valid_to"],
        SNAPSHOT["number"],
    )
    assert SNAPSHOT["firm"]["name"] == "旧名公司"


def test_the_note_names_the_old_code_and_the_day():
    assert (
        reissue.note("lost", old_token="7KQ4M2XW9RBT3HCP", on=date(2028, 2, 29))
        == "遗失补发：核验码7KQ4M2XW9RBT3HCP的原证自2028年2月29日起作废。"
    )
    assert "此前颁发的纸质证照自2026年11月28日起作废" in reissue.note(
        "damaged", old_token="", on=date(2026, 11, 28)
    )

"""When a branch, a change or an ending is reported, to whom, and what the report says."""

import itertools
from datetime import date

import pytest

from regulation.casework.steps import possible
from regulation.law import almanac
from regulation.roles import Role
from regulation.written_reports import rules
from regulation.written_reports.status import (
    MOVE_STATUSES,
    MOVE_STEPS,
    NEW_ORGANS,
    OLD_ORGANS,
    REPORT_KINDS,
    REPORT_STATUSES,
    STEPS,
    MoveStatus,
    ReportKind,
    ReportStatus,
)

CALENDAR = almanac.known()
TODAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("registered_on", "due"),
    [
        (date(2026, 11, 2), date(2026, 11, 17)),
        # The fifteenth day is a Saturday off: Monday.
        (date(2026, 11, 6), date(2026, 11, 23)),
        # A Saturday that is worked for a holiday is no day off: 10 October 2026.
        (date(2026, 9, 25), date(2026, 10, 10)),
        # Into the holidays of October: the first working day after them.
        (date(2026, 9, 17), date(2026, 10, 8)),
        # Over the 29th of February.
        (date(2024, 2, 20), date(2024, 3, 6)),
        # Before the Regulations: counted by them.
        (date(2015, 3, 2), date(2015, 3, 17)),
    ],
)
@pytest.mark.parametrize("kind", sorted(set(ReportKind) - rules.WITHOUT_PERIOD))
def test_reports_are_due_fifteen_days_after_the_registration(kind, registered_on, due):
    assert rules.report_due(kind, registered_on, CALENDAR).due_on == due


def test_lateness_is_computed_and_never_negative():
    assert rules.days_late(date(2026, 11, 17), date(2026, 11, 20)) == 3
    assert rules.days_late(date(2026, 11, 17), date(2026, 11, 17)) == 0
    assert rules.days_late(date(2026, 11, 17), date(2026, 11, 2)) == 0


def test_a_branch_is_reported_where_it_is_and_not_at_the_head_office():
    where = {"branch_area": "110108", "firm_organ": "110105"}
    assert rules.reported_to(ReportKind.BRANCH_OPENED, **where) == "110108"
    assert rules.reported_to(ReportKind.BRANCH_ENDED, **where) == "110108"
    assert rules.reported_to(ReportKind.DISPATCH_FILING, **where) == "110108"
    assert rules.reported_to(ReportKind.DISPATCH_BRANCH, **where, licence_organ="110102") == "110102"
    assert rules.reported_to(ReportKind.BRANCH_CHANGED, **where) == "110108"
    assert rules.reported_to(ReportKind.CONTACT, **where) == "110105"
    assert rules.reported_to(ReportKind.CHANGE, **where) == "110105"
    assert rules.reported_to(ReportKind.CHANGE, **where, new_area="110106") == "110106"


@pytest.mark.parametrize(
    ("old", "new", "moves"),
    [
        ("110105", "110108", True),
        ("110105", "BDA", True),
        ("110105", "110105", False),
        ("110105", "", False),
        ("elsewhere", "110105", False),
        ("110105", "elsewhere", False),
    ],
)
def test_a_domicile_in_another_district_takes_the_file_there(old, new, moves):
    assert rules.moves_file(old, new) is moves


def test_a_firm_for_which_no_district_answers_reports_to_the_municipal_bureau():
    where = {"branch_area": "", "firm_organ": ""}
    assert rules.reported_to(ReportKind.CHANGE, **where) == "BJ"
    # Whoever leaves the city reports to the organ that has the file.
    where = {"branch_area": "", "firm_organ": "110105", "new_area": "elsewhere"}
    assert rules.reported_to(ReportKind.CHANGE, **where) == "110105"


def test_a_firm_from_elsewhere_reports_its_branches_and_nothing_else():
    assert (
        set(rules.offered(is_local=False, holds_online=True, dispatches=True))
        == set(rules.offered(is_local=False, holds_online=False, dispatches=False))
        == rules.OF_BRANCHES
    )
    offline = rules.offered(is_local=True, holds_online=False, dispatches=True, has_filed=True)
    assert set(ReportKind) - set(offline) == {ReportKind.ONLINE_ENDING}
    not_dispatching = rules.offered(is_local=True, holds_online=True, dispatches=False, has_filed=True)
    assert set(ReportKind) - set(not_dispatching) == rules.OF_DISPATCH
    not_filed = rules.offered(is_local=True, holds_online=True, dispatches=True)
    assert set(ReportKind) - set(not_filed) == {ReportKind.CONTACT}


@pytest.mark.parametrize(
    ("branch_area", "licence_organ", "apart"),
    [
        ("110108", "110105", True),
        ("110105", "110105", False),
        ("BDA", "BDA-SP", False),
        ("110105", "BJ", True),
        ("elsewhere", "110105", False),
    ],
)
def test_one_report_does_where_both_organs_are_one(branch_area, licence_organ, apart):
    assert rules.files_apart(branch_area, licence_organ) is apart


def test_no_period_was_read_for_the_branch_of_a_dispatch_firm():
    for kind in rules.WITHOUT_PERIOD:
        assert rules.report_due(kind, date(2026, 1, 5), CALENDAR) is None
    assert rules.days_late(None, TODAY) == 0


def test_a_dispatch_firm_reports_a_branch_and_never_a_subsidiary():
    given = WHOLE[ReportKind.DISPATCH_BRANCH] | {"legal_form": "subsidiary"}
    (found,) = rules.missing(ReportKind.DISPATCH_BRANCH, given, PRESENT, TODAY, proofs=0)
    assert (found.field, found.citation) == ("legal_form", rules.DISPATCH)


@pytest.mark.parametrize("kind", [ReportKind.DISPATCH_BRANCH, ReportKind.ONLINE_ENDING, ReportKind.CONTACT])
def test_steps_of_what_another_text_asks_for_rest_on_its_own_article(kind):
    for name, step in STEPS.items():
        own = rules.step_of(kind, name)
        assert own.cites == ((rules.BASIS[kind],) if step.cites else ())
        assert (own.before, own.after, own.by) == (step.before, step.after, step.by)
        assert rules.step_of(ReportKind.CHANGE, name) is step


@pytest.mark.parametrize(
    ("announced_on", "short"),
    [(date(2026, 12, 1), 0), (date(2026, 12, 2), 0), (date(2026, 12, 3), 1), (date(2027, 1, 1), 30)],
)
def test_a_notice_that_came_too_late_is_short_by_so_many_days(announced_on, short):
    assert rules.days_short(announced_on, date(2027, 1, 1), CALENDAR) == short


@pytest.mark.parametrize("kind", [ReportKind.ENDING, ReportKind.ONLINE_ENDING])
def test_an_ending_is_shown(kind):
    lacking = rules.missing(kind, WHOLE[kind], PRESENT, TODAY, proofs=0)
    assert [each.field for each in lacking] == ["file"]


def test_the_other_reports_ask_for_no_paper():
    for kind in set(ReportKind) - set(rules.PROOF):
        assert rules.missing(kind, WHOLE[kind], PRESENT, TODAY, proofs=0) == []


def test_a_new_domicile_says_in_which_district_it_is():
    given = {"domicile": "海淀区二号", "registered_on": TODAY}
    lacking = rules.missing(ReportKind.CHANGE, given, PRESENT, TODAY, proofs=0)
    assert [each.field for each in lacking] == ["new_area"]
    assert rules.missing(ReportKind.CHANGE, given | {"new_area": "110108"}, PRESENT, TODAY, proofs=0) == []


def test_only_what_waits_for_its_decision_keeps_a_file_from_leaving():
    open_ones = {"received", "correcting", "supplement", "accepted", "proposed"}
    assert {each for each in open_ones if rules.stays(each)} == {"proposed"}
    assert open_ones - {"proposed"} == rules.GOES_ALONG


def test_the_end_of_online_recruitment_is_announced_thirty_days_before():
    assert rules.announced_by(date(2027, 1, 1), CALENDAR) == date(2026, 12, 2)


PRESENT = {"name": "甲公司", "domicile": "朝阳区一号", "legal_representative": "赵一"}
WHOLE = {
    ReportKind.BRANCH_OPENED: {
        "branch_name": "甲公司海淀分公司", "branch_area": "110108", "branch_address": "海淀区二号", "person_in_charge": "钱二",
        "scope": "职业中介活动", "registered_on": TODAY,
    },
    ReportKind.BRANCH_CHANGED: {"branch": "x", "person_in_charge": "李四", "registered_on": TODAY},
    ReportKind.CONTACT: {"contact_phone": "010-1"},
    ReportKind.BRANCH_ENDED: {"branch": "x", "reason": "撤并", "registered_on": TODAY},
    ReportKind.CHANGE: {"legal_representative": "孙三", "registered_on": TODAY},
    ReportKind.ENDING: {"reason": "解散", "registered_on": TODAY},
    ReportKind.ONLINE_ENDING: {"ending_on": date(2027, 1, 1), "announced_on": date(2026, 11, 20)},
}  # fmt: skip
WHOLE[ReportKind.DISPATCH_BRANCH] = WHOLE[ReportKind.BRANCH_OPENED] | {"legal_form": "branch"}
WHOLE[ReportKind.DISPATCH_FILING] = WHOLE[ReportKind.BRANCH_OPENED] | {"licence_number": "京派〔2026〕1号"}


@pytest.mark.parametrize("kind", list(ReportKind))
def test_a_whole_report_lacks_nothing_and_each_thing_it_lacks_is_named(kind):
    assert rules.missing(kind, WHOLE[kind], PRESENT, TODAY, proofs=1) == []
    for key in rules.CONTENT[kind]:
        assert key in [
            each.field for each in rules.missing(kind, WHOLE[kind] | {key: ""}, PRESENT, TODAY, proofs=1)
        ]


def test_a_day_to_come_is_not_the_day_of_a_registration():
    given = WHOLE[ReportKind.ENDING] | {"registered_on": date(2026, 11, 29)}
    assert [each.field for each in rules.missing(ReportKind.ENDING, given, PRESENT, TODAY, proofs=1)] == [
        "registered_on"
    ]
    given = WHOLE[ReportKind.ENDING] | {"registered_on": None}
    assert [each.field for each in rules.missing(ReportKind.ENDING, given, PRESENT, TODAY, proofs=1)] == [
        "registered_on"
    ]


def test_a_change_that_changes_nothing_is_none():
    given = {"legal_representative": " 赵一 ", "registered_on": TODAY}
    assert [each.field for each in rules.missing(ReportKind.CHANGE, given, PRESENT, TODAY, proofs=1)] == [
        "name"
    ]
    assert rules.changes({"domicile": "海淀区二号", "name": "甲公司"}, PRESENT) == {
        "domicile": ("朝阳区一号", "海淀区二号")
    }


EXPECTED = {
    ReportStatus.DRAFT: {"send", "discard"},
    ReportStatus.SENT: {"ask", "note", "correct"},
    ReportStatus.ASKED: {"answer", "correct"},
    ReportStatus.NOTED: {"correct"},
    ReportStatus.CORRECTED: set(),
    ReportStatus.DISCARDED: set(),
}
BY = {
    Role.CLERK: {"ask", "note"},
    Role.FIRM_PREPARER: {"discard"},
    Role.FIRM_SIGNATORY: {"send", "discard", "answer", "correct"},
    Role.FIRM_ADMIN: {"send", "discard", "answer", "correct"},
}


def test_every_state_of_a_report_with_every_role_allows_these_steps_and_no_others():
    for status, role in itertools.product(ReportStatus, Role):
        allowed = EXPECTED[status] & BY.get(role, set())
        assert set(possible(STEPS, status, frozenset({role}))) == allowed, (status, role)
    assert {each.after for each in STEPS.values()} | {"draft"} == set(ReportStatus) == set(REPORT_STATUSES)
    assert set(REPORT_KINDS) == set(ReportKind) == set(rules.BASIS)


MOVES = {
    MoveStatus.ASKED: {"hand_over", "drop"},
    MoveStatus.SENT: {"query", "receive", "drop"},
    MoveStatus.QUERIED: {"hand_over", "drop"},
    MoveStatus.RECEIVED: set(),
    MoveStatus.DROPPED: set(),
}


def test_every_state_of_a_move_allows_these_steps_and_each_belongs_to_one_side():
    for status, role in itertools.product(MoveStatus, Role):
        allowed = MOVES[status] if role is Role.CLERK else set()
        assert set(possible(MOVE_STEPS, status, frozenset({role}))) == allowed, (status, role)
    # A report that is corrected takes the move with it; nobody presses that.
    assert set(MOVE_STEPS) - {"lapse"} == OLD_ORGANS | NEW_ORGANS
    assert not MOVE_STEPS["lapse"].by
    assert not OLD_ORGANS & NEW_ORGANS
    assert {each.after for each in MOVE_STEPS.values()} | {"asked"} == set(MoveStatus) == set(MOVE_STATUSES)


BRANCH_NOW = {
    "branch_name": "甲公司海淀分公司",
    "branch_area": "110108",
    "branch_address": "海淀区二号",
    "person_in_charge": "钱二",
}


@pytest.mark.parametrize(
    ("given", "lacking"),
    [
        ({"person_in_charge": "钱二"}, ["branch_name"]),
        ({"person_in_charge": "李四"}, []),
        ({"branch_area": "110106"}, ["branch_address"]),
        ({"branch_area": "110106", "branch_address": "丰台区三号"}, []),
        ({"branch_area": "110108"}, ["branch_name"]),
        ({"branch_name": "甲公司海淀第一分公司"}, []),
    ],
)
def test_a_changed_branch_says_what_differs_and_where_it_is_now(given, lacking):
    answers = {"branch": "x", "registered_on": TODAY} | given
    found = rules.missing(ReportKind.BRANCH_CHANGED, answers, BRANCH_NOW, TODAY, proofs=0)
    assert [each.field for each in found] == lacking


def test_a_branch_that_is_not_chosen_is_asked_for_first():
    found = rules.missing(ReportKind.BRANCH_CHANGED, {"registered_on": TODAY}, {}, TODAY, proofs=0)
    assert [each.field for each in found] == ["branch"]


def test_whom_to_call_has_no_day_and_no_lateness():
    now = {"contact_name": "甲", "contact_phone": "1"}
    assert [each.field for each in rules.missing(ReportKind.CONTACT, now, now, TODAY, proofs=0)] == [
        "contact_name"
    ]
    assert rules.missing(ReportKind.CONTACT, {"contact_phone": "2"}, now, TODAY, proofs=0) == []

"""第四十八条、第五十条: what of a served decision the public does not read, by two persons, and until when it is public."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from regulation.integrity.status import FactKind
from regulation.penalties.rules import redaction
from regulation.penalties.rules.redaction import What

FIRM, CODE = "北京示例职介有限公司", "91110105MA01ABCD1X"
TEXT = (
    f"当事人：{FIRM}\n统一社会信用代码：{CODE}\n"
    "2026年3月2日收取王小芳（身份证号110105199003071234，电话13800001111）押金500元，退款账号6222 0200 1234 5678。"
    "王小芳住址：朝阳区示例路1号院2单元301室，邮箱wang@example.cn。"
)
KEPT = [FIRM, CODE]


def found(text=TEXT, names=("王小芳",)):
    return {each.passage: each.what for each in redaction.proposed(text, names, KEPT)}


def test_numbers_homes_and_names_of_human_beings_are_proposed():
    assert found() == {
        "王小芳": What.NAME,
        "110105199003071234": What.IDENTITY,
        "13800001111": What.PHONE,
        "6222 0200 1234 5678": What.ACCOUNT,
        "朝阳区示例路1号院2单元301室": What.ADDRESS,
        "wang@example.cn": What.MAIL,
    }


def test_the_code_of_a_firm_looks_like_no_account_and_stays():
    assert CODE not in found(f"{FIRM} {CODE}")
    assert found("依据（2026）京0105行初123号，罚款12345678901.00元以内", names=()) == {}


@pytest.mark.parametrize(
    "number", ["11010519900307123X", "110105900307123", "010-65001234", "1380000 1111", "138-0000-1111"]
)
def test_numbers_are_found_in_the_forms_people_write(number):
    assert number in found(f"联系{number}。", names=())


def test_what_stays_is_what_was_served_to_the_letter():
    masks = redaction.proposed(TEXT, ["王小芳"], KEPT)
    pieces = redaction.pieces(TEXT, masks)
    assert "".join(each.served for each in pieces) == TEXT
    shown = redaction.published(TEXT, masks)
    assert "王某某" in shown
    assert FIRM in shown
    assert CODE in shown
    assert not any(each.passage in shown for each in masks)


def test_a_longer_name_is_covered_before_the_shorter_one_in_it():
    masks = [redaction.mask("王小", What.NAME), redaction.mask("王小芳", What.NAME)]
    assert redaction.published("王小芳和王小", masks) == "王某某和王某"


@pytest.mark.parametrize("passage", [FIRM, FIRM[2:6], f"当事人：{FIRM}", CODE])
def test_who_was_punished_is_never_covered(passage):
    refused = redaction.masks_refused(TEXT, [redaction.mask(passage, What.OTHER)], KEPT)
    assert refused is not None
    assert "第四十八条" in refused.citation.zh


def test_only_what_the_decision_says_can_be_covered():
    assert redaction.masks_refused(TEXT, [redaction.mask("李四", What.OTHER)], KEPT) is not None
    assert redaction.masks_refused(TEXT, [redaction.mask("押金500元", What.OTHER)], KEPT) is None


def every():
    return redaction.proposed(TEXT, ["王小芳"], KEPT)


def without(*passages, **more):
    covered = frozenset(each.passage for each in every() if each.passage not in passages)
    return redaction.chosen(every(), redaction.Choice(covered=covered, **more))


def test_what_was_proposed_is_covered_or_each_passage_has_its_reason():
    phone, mail = "13800001111", "wang@example.cn"
    masks, left = redaction.chosen(every(), redaction.everything(every()))
    assert (masks, left) == (every(), [])
    assert redaction.left_open_refused(left) is None
    why = "该号码是机构对外公布的热线"
    _, left = without(phone, mail, reasons={phone: why})
    refused = redaction.left_open_refused(left)
    assert refused is not None, "the reason of one passage is not the other's"
    assert dict(refused.params) == {"passage": mail}
    assert "第五十条" in refused.citation.zh
    masks, left = without(phone, mail, reasons={phone: why, mail: "机构对外公布的邮箱"})
    assert redaction.left_open_refused(left) is None
    assert {each.passage for each in masks} == {each.passage for each in every()} - {phone, mail}


def test_a_reason_given_once_serves_what_is_open_of_its_kind_and_no_other():
    text = TEXT + "热线010-65001234。"
    found = redaction.proposed(text, ["王小芳"], KEPT)
    phones = {each.passage for each in found if each.what is What.PHONE}
    assert len(phones) == 2
    choice = redaction.Choice(
        covered=frozenset(each.passage for each in found),
        open_kinds=frozenset({What.PHONE}),
        kind_reasons={What.PHONE: "均为机构对外公布的热线"},
        reasons={"13800001111": "当事人自己公布"},
    )
    masks, left = redaction.chosen(found, choice)
    assert phones.isdisjoint(each.passage for each in masks)
    assert {(each.passage, each.reason, each.for_its_kind) for each in left} == {
        ("13800001111", "当事人自己公布", False),
        ("010-65001234", "均为机构对外公布的热线", True),
    }
    assert redaction.left_open_refused(left) is None
    _, left = redaction.chosen(found, replace(choice, open_kinds=frozenset({What.PHONE, What.MAIL})))
    assert dict(redaction.left_open_refused(left).params) == {"passage": "wang@example.cn"}


def test_what_is_covered_by_hand_has_a_kind_and_where_no_human_being_is_meant_a_reason():
    added = {What.NAME: ["王小"], What.OTHER: ["押金500元", "押金500元", ""]}
    masks, left = without("王小芳", reasons={"王小芳": "姓名已经当事人公开"}, added=added)
    assert [(m.what, m.passage, m.cover) for m in masks if m.by_hand] == [
        (What.NAME, "王小", "王某"), (What.OTHER, "押金500元", "〔依法不公开〕"),
    ]  # fmt: skip
    assert len(left) == 1
    refused = redaction.hidden_for_no_reason(masks)
    assert refused is not None
    assert "第四十八条" in refused.citation.zh
    masks, left = without("王小芳", added={**added, What.NAME: ["王小芳"]}, other_reason="涉及商业秘密")
    assert redaction.hidden_for_no_reason(masks) is None
    assert left == [], "what is covered by hand is not left open"


def test_neither_who_proposed_nor_who_decided_publishes():
    proposer, decider, other = uuid4(), uuid4(), uuid4()
    assert redaction.publishing_refused(proposer, other, decider) is None
    for person in (proposer, decider, None):
        assert redaction.publishing_refused(proposer, person, decider) is not None


@pytest.mark.parametrize(
    ("kind", "months", "until"),
    [
        (FactKind.PENALTY_GENERAL, None, date(2027, 8, 31)),
        (FactKind.PENALTY_GENERAL, 6, date(2027, 2, 28)),
        (FactKind.PENALTY_GENERAL, 3, date(2026, 11, 30)),
        # The line cannot leave the limits of the class.
        (FactKind.PENALTY_GENERAL, 36, date(2027, 8, 31)),
        (FactKind.PENALTY_SERIOUS, 6, date(2027, 8, 31)),
        (FactKind.PENALTY_SERIOUS, 36, date(2029, 8, 31)),
        (FactKind.PENALTY_MINOR, 0, date(2026, 11, 30)),
    ],
)  # fmt: skip
def test_publicity_ends_as_the_benchmarks_line_says_counted_from_the_decision(kind, months, until):
    assert redaction.shown_until(kind, date(2026, 8, 31), months)[1] == until


def test_in_beijing_what_was_not_performed_stays():
    assert redaction.stays(owes=True, is_quashed=False)
    assert not redaction.stays(owes=False, is_quashed=False)
    assert not redaction.stays(owes=True, is_quashed=True)


@pytest.mark.parametrize(
    ("performed_on", "ended_on"),
    [
        (date(2026, 3, 1), date(2026, 12, 31)),
        (date(2026, 12, 30), date(2026, 12, 31)),
        # Done on the last day itself or later: the night after.
        (date(2026, 12, 31), date(2027, 1, 1)),
        (date(2027, 1, 1), date(2027, 1, 2)),
        (date(2027, 2, 28), date(2027, 3, 1)),
        (date(2028, 2, 28), date(2028, 2, 29)),
        (None, None),
    ],
)
def test_what_is_performed_late_ends_on_the_night_after(performed_on, ended_on):
    """The nights of two years, as the daily job sees them: what was done until the day before is done."""
    last = redaction.shown_until(FactKind.PENALTY_GENERAL, date(2025, 12, 31), None)[1]
    assert last == date(2026, 12, 31)
    nights = (last + timedelta(days=n) for n in range(730))
    ended = (
        night
        for night in nights
        if not redaction.stays(owes=performed_on is None or performed_on >= night, is_quashed=False)
    )
    assert next(ended, None) == ended_on


def test_a_quashed_decision_does_not_stay_however_much_is_owed():
    assert not redaction.stays(owes=True, is_quashed=True)

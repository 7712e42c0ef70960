"""第四十八条、第五十条: what of a served decision the public does not read, by two persons, and until when it is public."""

from datetime import date
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


def test_what_was_proposed_is_covered_or_the_reason_is_given():
    every = redaction.proposed(TEXT, ["王小芳"], KEPT)
    assert redaction.left_open_refused(every, every, "") is None
    refused = redaction.left_open_refused(every, every[1:], "")
    assert refused is not None
    assert "第五十条" in refused.citation.zh
    assert redaction.left_open_refused(every, every[1:], "该号码是机构对外公布的热线") is None


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

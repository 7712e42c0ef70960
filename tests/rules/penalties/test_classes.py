"""The class of a published penalty: 《北京市优化营商环境条例》第七十三条, 《信用修复管理办法》."""

from datetime import date
from decimal import Decimal

import pytest

from regulation.integrity.status import FactKind
from regulation.penalties.rules import classes
from regulation.penalties.rules.fines import Proposal
from regulation.penalties.rules.hearing import Threshold
from regulation.penalties.rules.violations import Measure

DAY = date(2026, 11, 28)
MINOR, GENERAL, SERIOUS = FactKind.PENALTY_MINOR, FactKind.PENALTY_GENERAL, FactKind.PENALTY_SERIOUS


@pytest.mark.parametrize(
    ("proposal", "listed", "kind"),
    [
        (Proposal(fine=Decimal(5000)), None, GENERAL),
        (Proposal(fine=Decimal(5000)), SERIOUS, SERIOUS),
        (Proposal(fine=Decimal(100000)), None, SERIOUS),
        (Proposal(fine=Decimal(100000)), GENERAL, GENERAL),
        (Proposal(measures=(Measure.WARNING,)), SERIOUS, MINOR),
        (Proposal(measures=(Measure.REVOKE,)), GENERAL, SERIOUS),
        (Proposal(fine=Decimal(5000), measures=(Measure.STOP_BUSINESS,)), GENERAL, SERIOUS),
    ],
)
def test_the_list_takes_the_place_of_the_amount_and_of_nothing_else(proposal, listed, kind):
    assert classes.class_of(proposal, DAY, listed) is kind


def test_a_list_reads_as_it_was_written_from_bars_and_from_a_spreadsheet():
    found = classes.read("V-06 | 一般\n\nV-13\t严重\nV-01｜严重")
    assert found == {"V-06": GENERAL, "V-13": SERIOUS, "V-01": SERIOUS}
    assert classes.read(classes.written(found)) == found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("V-99 | 一般", "没有"),
        ("V-06 | 轻微", "两栏"),
        ("V-06", "两栏"),
        ("V-06 | 一般 | 12", "两栏"),
        ("V-06 | 一般\nV-06 | 严重", "重复"),
    ],
)
def test_a_line_that_is_no_line_is_refused_by_its_number(text, words):
    with pytest.raises(classes.BadLine) as refused:
        classes.read(text)
    assert words in refused.value.message
    assert refused.value.params["line"] == len(text.splitlines())


def test_no_list_was_found_so_none_is_in_the_code_and_the_doubt_is_said():
    assert [since.value for since in classes.CLASSES.values] == [{}]
    assert classes.CLASSES.values[0].doubt


@pytest.mark.parametrize(
    ("fine", "is_person", "threshold", "kind"),
    [
        ("2999.99", True, None, GENERAL),
        ("3000", True, None, SERIOUS),
        ("5000", True, None, SERIOUS),
        ("5000", False, None, GENERAL),
        # The amount that the organ set by decree takes the place of the law's.
        ("20000", False, Threshold(citizen=Decimal(1000), entity=Decimal(20000)), SERIOUS),
        ("19999.99", False, Threshold(citizen=Decimal(1000), entity=Decimal(20000)), GENERAL),
        ("1000", True, Threshold(citizen=Decimal(1000), entity=Decimal(20000)), SERIOUS),
    ],
)
def test_large_is_what_a_hearing_may_be_asked_for_of_this_party_and_organ(fine, is_person, threshold, kind):
    proposal = Proposal(fine=Decimal(fine))
    assert classes.class_of(proposal, DAY, None, is_person=is_person, threshold=threshold) is kind


def test_of_several_kinds_in_one_decision_the_gravest_sets_the_period():
    proposal = Proposal(fine=Decimal(5000), measures=(Measure.REVOKE,))
    assert classes.class_of(proposal, DAY, None) is SERIOUS
    with_warning = Proposal(fine=Decimal(5000), measures=(Measure.WARNING,))
    assert classes.class_of(with_warning, DAY, None) is GENERAL

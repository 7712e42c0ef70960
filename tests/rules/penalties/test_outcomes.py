"""Cases that end without a penalty: each ground with what it needs, and each refused with its article without it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from regulation.penalties.rules import outcomes
from regulation.penalties.rules.outcomes import Item, Sparing
from regulation.penalties.status import SPARING

FOUND = date(2026, 3, 2)
ITEM = Item("V-04", most_affected=10, decree_number="示例1号")
GOOD = Sparing(
    act_ended_on=FOUND,
    discovered_on=FOUND,
    corrected_on=date(2026, 3, 3),
    proof="报送系统故障的截图",
    education="当面讲解有关规定",
    item=ITEM,
    affected=3,
)
BARRED = {"act_ended_on": date(2024, 3, 1)}


def test_every_ground_has_its_article():
    assert set(outcomes.CITED) == set(SPARING)


@pytest.mark.parametrize("ground", sorted(SPARING))
def test_each_ground_passes_when_what_it_needs_is_there(ground):
    case = replace(GOOD, **BARRED) if ground == "time_barred" else GOOD
    assert outcomes.sparing_refused(ground, case) is None


@pytest.mark.parametrize(
    ("ground", "without", "article"),
    [
        ("minor", {"is_harmful": True}, 33),
        ("minor", {"corrected_on": None}, 33),
        ("minor", {"order_refused": True}, 33),
        ("minor", {"education": ""}, 33),
        # What victims paid is not given back yet: nothing is put right.
        ("minor", {"owed": Decimal("0.01")}, 33),
        ("first", {"owed": Decimal(500)}, 33),
        ("minor_listed", {"owed": Decimal(500)}, None),
        ("first", {"earlier": [date(2019, 5, 1)]}, 33),
        ("first", {"corrected_on": None}, 33),
        ("first", {"order_refused": True}, 33),
        ("first", {"education": " "}, 33),
        ("faultless", {"proof": ""}, 33),
        ("faultless", {"education": ""}, 33),
        ("time_barred", {}, 36),
        # Two years to the day are not over; harm to life, health or finances makes them five.
        ("time_barred", {"act_ended_on": date(2024, 3, 2)}, 36),
        ("time_barred", BARRED | {"is_harmful": True}, 36),
        ("minor_listed", {"item": None}, None),
        ("minor_listed", {"affected": 11}, None),
        ("minor_listed", {"earlier_same": [date(2025, 3, 3)]}, None),
        ("minor_listed", {"is_harmful": True}, None),
        ("minor_listed", {"corrected_on": None}, None),
        ("minor_listed", {"order_refused": True}, None),
    ],
)
def test_each_ground_is_refused_with_its_article_without_what_it_needs(ground, without, article):
    found = outcomes.sparing_refused(ground, replace(GOOD, **without))
    assert found is not None
    assert found.citation.article == article
    if article is None:
        assert found.citation.instrument.key == "beijing-minor-breach-list"


def test_a_first_breach_may_have_done_slight_harm_and_an_unproved_one_needs_no_lesson():
    assert outcomes.sparing_refused("first", replace(GOOD, is_harmful=True)) is None
    assert outcomes.sparing_refused("unproved", replace(GOOD, education="", corrected_on=None)) is None


def test_the_same_breach_more_than_a_year_ago_does_not_count():
    assert outcomes.listed_refused(replace(GOOD, earlier_same=[date(2025, 3, 2)])) is None


@pytest.mark.parametrize(
    ("more", "may"),
    [
        ({"has_licence": True}, True),
        ({"has_licence": False}, False),
        ({"has_licence": True, "gains": Decimal(1)}, False),
        ({"has_licence": True, "is_harmful": True}, False),
        # The licence corrects; it does not undo an order refused, nor give back what workers paid.
        ({"has_licence": True, "order_refused": True}, False),
        ({"has_licence": True, "owed": Decimal(500)}, False),
    ],
)
def test_business_without_a_licence_is_spared_without_gains_and_with_the_licence_got_in_time(more, may):
    unlicensed = replace(GOOD, corrected_on=None, item=Item("V-01", 10, needs_licence=True), **more)
    assert (outcomes.listed_refused(unlicensed) is None) is may


@pytest.mark.parametrize(
    ("by_labour_supervision", "is_corrected", "proved", "may"),
    [
        (True, True, True, True),
        (True, False, False, True),
        (True, False, True, False),
        (False, True, True, False),
    ],
)
def test_only_a_labour_case_without_breach_or_corrected_is_withdrawn(
    by_labour_supervision, is_corrected, proved, may
):
    found = outcomes.withdrawal_refused(
        by_labour_supervision=by_labour_supervision, is_corrected=is_corrected, proved=proved
    )
    assert (found is None) is may
    assert may or found.citation.article == 18


@pytest.mark.parametrize(
    ("more", "may"),
    [
        ({}, True),
        ({"by_labour_supervision": False}, False),
        ({"has_penalty": True}, False),
        ({"demands": " "}, False),
        ({"days": 0}, False),
    ],
)
def test_a_handling_decision_orders_something_in_a_labour_case_without_penalty(more, may):
    given = {"by_labour_supervision": True, "has_penalty": False, "demands": "退还身份证件", "days": 7}
    found = outcomes.handling_refused(**(given | more))
    assert (found is None) is may
    assert may or found.citation.article == 18

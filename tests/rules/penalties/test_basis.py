"""The chooser: which bases stand side by side, what comes first, what the law settles, what it leaves open."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from regulation.law.citation import LABOUR_SUPERVISION_REGULATIONS, PENALTY_LAW
from regulation.penalties.rules import basis
from regulation.penalties.rules.basis import CANDIDATES, Conduct, Facts
from regulation.penalties.rules.fines import Proposal
from regulation.penalties.rules.violations import VIOLATIONS, Capacity

D = Decimal
ACT, DECIDED = date(2026, 3, 2), date(2026, 5, 4)
AGENCY, EMPLOYER, DISPATCHER, USER, OTHER, PLATFORM = (
    Capacity.AGENCY,
    Capacity.EMPLOYER,
    Capacity.DISPATCHER,
    Capacity.USER_UNIT,
    Capacity.OTHER,
    Capacity.PLATFORM,
)


def facts(capacity=AGENCY, *, act=ACT, refused="", **said):
    return Facts(capacity, act, DECIDED, Proposal(**said), refused)


def found(conduct, known):
    return {each.violation.key: each for each in basis.applicable(conduct, known)}


@pytest.mark.parametrize(
    ("conduct", "known", "usable", "fining", "highest"),
    [
        # False job information (V-07, V-18, V-36): gains make EPL 65 fine, LSS 28 yields.
        (Conduct.FALSE_INFORMATION, facts(gains=D(3000)), "V-18 V-07 V-36", "V-18 V-36", "V-18"),
        (Conduct.FALSE_INFORMATION, facts(), "V-18 V-07 V-36", "V-36", ""),
        (Conduct.FALSE_INFORMATION, facts(refused="V-07"), "V-18 V-07 V-36", "V-07 V-36", "V-07"),
        (Conduct.FALSE_INFORMATION, facts(refused="V-07", gains=D(1)), "V-18 V-07 V-36", "V-18 V-07 V-36", "V-18 V-07"),
        (Conduct.FALSE_INFORMATION, facts(EMPLOYER, refused="V-07"), "V-07", "V-07", "V-07"),
        # Without a licence (V-01, V-21, V-37).
        (Conduct.NO_LICENCE, facts(OTHER, gains=D(9)), "V-01 V-21 V-37", "V-01 V-21", "V-01 V-21"),
        # Deposits (V-13, V-42, V-36): who took it decides; three workers.
        (Conduct.DEPOSIT, facts(heads=3), "V-13 V-36", "V-13 V-36", "V-13"),
        (Conduct.DEPOSIT, facts(EMPLOYER, heads=3), "V-42", "V-42", "V-42"),
        # Discriminating advertisements (V-28, V-07).
        (Conduct.DISCRIMINATION, facts(refused="V-28"), "V-28 V-07 V-36", "V-28 V-36", "V-28"),
        # Workers sent back (V-52, V-32).
        (Conduct.RETURN, facts(USER, refused="V-52", heads=2), "V-52 V-32", "V-52", "V-52"),
        # Papers held (V-19, V-43): no fine of this organ for either.
        (Conduct.PAPERS_HELD, facts(), "V-19", "", ""),
        (Conduct.PAPERS_HELD, facts(EMPLOYER), "V-43", "", ""),
        # A platform: the e-commerce law's serious tier is the highest.
        (
            Conduct.NETWORK, facts(PLATFORM, refused="V-23", is_serious=True), "V-23 V-24 V-27", "V-23", "V-23",
        ),
    ],
)  # fmt: skip
def test_the_bases_side_by_side(conduct, known, usable, fining, highest):
    candidates = found(conduct, known)
    assert set(candidates) == set(CANDIDATES[conduct])
    assert {key for key, each in candidates.items() if each.barred is None} == set(usable.split())
    assert {key for key, each in candidates.items() if each.can_fine} == set(fining.split())
    assert {key for key, each in candidates.items() if each.is_highest} == set(highest.split())
    order = [key for key, each in candidates.items() if each.barred is None]
    assert [candidates[key].rank for key in order] == sorted(candidates[key].rank for key in order)


def test_statute_before_regulation_before_the_old_clause():
    ranks = [basis.rank_of(VIOLATIONS[key]) for key in ("V-18", "V-07", "V-36")]
    assert ranks == [1, 2, 3]


def test_the_labour_supervision_regulations_yield_only_to_a_rule_of_another_law():
    known = facts(gains=D(5))
    assert found(Conduct.FALSE_INFORMATION, known)["V-36"].yields == LABOUR_SUPERVISION_REGULATIONS.article(
        32
    )
    # Nothing else with a sanction: V-14 and V-58 are orders only, V-08 is barred for an act before it was law.
    early = found(Conduct.FEES, facts(gains=D(5), act=date(2018, 9, 30)))
    assert early["V-08"].barred.citation == PENALTY_LAW.article(37)
    assert early["V-36"].yields is None


def test_where_several_rules_fine_the_highest_fine_is_the_one():
    # Two rules of equal rank for one act, one of them serious: 20,000 to 100,000 against 10,000 to 50,000.
    known = facts(PLATFORM, refused="V-23")
    candidates = basis.applicable(Conduct.NETWORK, known)
    assert basis.choice_refused(candidates, "V-23") is None
    deposits = basis.applicable(Conduct.DEPOSIT, facts(heads=3))
    # The old clause's 50,000 is no higher rule: it yields.
    assert basis.choice_refused(deposits, "V-13") is None
    both = basis.applicable(Conduct.CHILD, facts(heads=2, child_months=7))
    assert basis.choice_refused(both, "V-48") is None
    refused = basis.choice_refused(both, "V-17")
    assert refused.citation == PENALTY_LAW.article(29)
    assert dict(refused.params) == {"key": "V-48"}


@pytest.mark.parametrize(
    ("conduct", "known", "key", "off"),
    [
        (Conduct.FALSE_INFORMATION, facts(gains=D(1)), "V-18", False),
        (Conduct.FALSE_INFORMATION, facts(gains=D(1)), "V-07", True),
        (Conduct.FALSE_INFORMATION, facts(gains=D(1)), "V-36", True),
        # No gains, the order of V-07 refused: the statute cannot fine now, the regulations can.
        (Conduct.FALSE_INFORMATION, facts(refused="V-07"), "V-07", False),
        (Conduct.FALSE_INFORMATION, facts(refused="V-07"), "V-18", True),
        # Nothing can fine yet: the statute comes first all the same.
        (Conduct.FALSE_INFORMATION, facts(), "V-18", False),
        (Conduct.FALSE_INFORMATION, facts(), "V-07", True),
        (Conduct.DEPOSIT, facts(heads=3), "V-13", False),
        (Conduct.DEPOSIT, facts(heads=3), "V-36", True),
        (Conduct.RETURN, facts(USER, refused="V-52", heads=1), "V-52", False),
        (Conduct.RETURN, facts(USER, refused="V-52", heads=1), "V-32", True),
    ],
)
def test_a_choice_off_the_precedence_asks_for_more(conduct, known, key, off):
    choice = basis.choice_of(basis.applicable(conduct, known), key)
    assert choice.is_off_precedence == off
    assert choice.least_reason == (30 if off else 10)


@pytest.mark.parametrize(
    ("conduct", "known", "key"),
    [
        (Conduct.DEPOSIT, facts(EMPLOYER, heads=1), "V-13"),  # not against an employer
        (Conduct.DATA, facts(), "V-46"),  # not ours
        (Conduct.NO_LICENCE, facts(OTHER), "V-38"),  # not ours
        (Conduct.DEPOSIT, facts(heads=1), "V-07"),  # not of this conduct
        (Conduct.NO_LICENCE, facts(OTHER, act=date(2018, 9, 30)), "V-01"),  # not yet law
    ],
)
def test_what_cannot_apply_cannot_be_chosen(conduct, known, key):
    assert basis.choice_refused(basis.applicable(conduct, known), key).citation


def test_conduct_that_several_acts_punish_asks_for_a_choice():
    for key in ("V-01", "V-07", "V-13", "V-18", "V-21", "V-28", "V-32", "V-36", "V-52"):
        assert basis.needs_choice(key)
    for key in ("V-02", "V-03", "V-05", "V-06", "V-35"):
        assert not basis.needs_choice(key)


def test_every_candidate_is_an_entry_and_every_conduct_has_one_of_ours():
    for keys in CANDIDATES.values():
        assert set(keys) <= set(VIOLATIONS)
        assert any(VIOLATIONS[key].is_ours for key in keys)
    assert set(CANDIDATES) == set(Conduct) == set(basis.CONDUCT_NAMES)


def test_a_basis_that_is_not_in_force_on_the_day_of_the_decision_is_barred():
    """V-58 only orders: no range says since when it holds, its instrument does."""
    early = replace(facts(), decided_on=date(2000, 1, 1), act_on=date(2000, 1, 1))
    barred = basis._candidate("V-58", early).barred
    assert "已经失效" in barred.message
    assert barred.citation == PENALTY_LAW.article(37)
    assert basis._candidate("V-58", facts()).barred is None


MARCH = (date(2026, 3, 1), date(2026, 3, 31))


@pytest.mark.parametrize(("fined", "days", "meets"), [
    ("V-18", MARCH, True),
    ("V-07", MARCH, True),  # the same conduct by another article
    ("V-36", (date(2026, 2, 1), date(2026, 3, 1)), True),  # one day in common
    ("V-18", (date(2026, 2, 1), date(2026, 2, 28)), False),
    ("V-18", (date(2026, 4, 1), date(2026, 4, 1)), False),
    ("V-13", MARCH, False),
])  # fmt: skip
def test_one_act_is_not_fined_twice_unless_somebody_tells_the_two_apart(fined, days, meets):
    earlier = [basis.Fined("京朝人社罚决〔2026〕1号", fined, *days)]
    found = basis.twice_refused("V-18", *MARCH, earlier, "")
    assert (found is not None) is meets
    if found:
        assert found.citation == PENALTY_LAW.article(29)
        assert basis.twice_refused("V-18", *MARCH, earlier, "另一岗位的") is not None
        assert basis.twice_refused("V-18", *MARCH, earlier, "前案处罚的是另一个岗位的虚假信息") is None

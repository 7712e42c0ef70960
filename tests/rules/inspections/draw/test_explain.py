"""What a firm, an auditor and the application ask of a draw besides its result."""

from fractions import Fraction

import pytest

from regulation.inspections.draw import commitment, explain, record, selection
from regulation.inspections.draw.keys import Keys
from regulation.ledger import tree
from regulation.ledger.jcs import Refusal
from tests.rules.inspections.draw import rosters


def drawn() -> tuple[rosters.Object, rosters.Object]:
    subjects = [rosters.subject(f"F{n}") for n in range(7)]
    subjects[3] |= {"status": "excluded", "reason": "inspected-12m"}
    subjects[5] |= {"status": "certain", "reason": "carry-over"}
    value = rosters.draw(
        subjects,
        [rosters.inspector(f"P{n}") for n in range(4)],
        strata=[rosters.stratum(num=1, den=3, pool=["a", "b", "c"], pool_k=2)],
    )
    return value, record.run(value)


def told(value: rosters.Object, result: rosters.Object, name: str) -> explain.Explanation:
    return explain.explain(value["params"], value["subjects"], bytes.fromhex(result["prk"]), name)


def test_every_firm_learns_its_rank_and_its_exact_chance():
    value, result = drawn()
    picked = set(result["strata"][0]["selected"])
    found = [told(value, result, f"F{n}") for n in range(7) if n not in (3, 5)]
    assert {one.subject for one in found if one.drawn} == picked
    assert {one.probability for one in found} == {Fraction(2, 5)}
    assert sorted(one.rank for one in found) == [1, 2, 3, 4, 5]
    assert all((one.ticket <= one.cutoff) == one.drawn for one in found)


def test_the_excluded_and_the_certain_have_no_ticket():
    value, result = drawn()
    excluded, certain = told(value, result, "F3"), told(value, result, "F5")
    assert (excluded.probability, excluded.drawn, excluded.ticket) == (0, False, "")
    assert (certain.probability, certain.drawn, certain.ticket) == (1, True, "")
    with pytest.raises(KeyError):
        told(value, result, "F8")


def test_a_firm_checks_itself_with_the_selection_key_and_the_cutoff_alone():
    value, result = drawn()
    one = told(value, result, "F1")
    key = Keys(bytes.fromhex(result["prk"])).select
    assert selection.ticket(key, "A", "F1").hex() == one.ticket


def test_the_manifest_is_known_before_the_entropy_and_does_not_change():
    value, result = drawn()
    manifest = commitment.manifest(value["params"], value["subjects"], value["inspectors"])
    assert manifest == result["manifest"]
    assert commitment.commitment(manifest).hex() == result["commitment"]


def test_one_record_of_a_roster_can_be_shown_without_the_others():
    value, result = drawn()
    leaves = [commitment.record_leaf(subject) for subject in value["subjects"]]
    proof = tree.inclusion_proof(leaves, 4)
    root = bytes.fromhex(result["manifest"]["subjects_root"])
    assert tree.verify_inclusion(leaves[4], 4, 7, proof, root)
    assert not tree.verify_inclusion(leaves[3], 4, 7, proof, root)


def test_a_malformed_roster_never_gets_a_manifest():
    value, _ = drawn()
    with pytest.raises(Refusal):
        commitment.manifest(value["params"], value["subjects"][::-1], value["inspectors"])


def test_a_person_is_bound_to_a_pseudonym_in_one_draw_only():
    salt = bytes(32)
    link = commitment.link("D-1", "P1", "京A0001", salt)
    assert link == commitment.link("D-1", "P1", "京A0001", salt)
    others = [
        ("D-2", "P1", "京A0001"),
        ("D-1", "P2", "京A0001"),
        ("D-1", "P1", "京A0002"),
        ("D-1P", "1", "京A0001"),
    ]
    assert link not in {commitment.link(*other, salt) for other in others}


def test_pool_items_follow_the_fixed_items_in_ascending_order():
    _, result = drawn()
    for team in result["assignment"]["teams"]:
        assert team["items"][0] == "licence"
        assert team["items"][1:] == sorted(team["items"][1:])
        assert len(team["items"]) == 3

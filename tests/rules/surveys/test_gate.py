"""The release gate, by the sentences it rests on."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from regulation.surveys import gate
from regulation.surveys.gate import Gate, Held, Signature

NOW = datetime(2026, 6, 1, 1, tzinfo=UTC)
CHAOYANG, HAIDIAN = uuid4(), uuid4()


def signed(act, number="P1", *, organ=None, digest="d1", turn=1, **said):
    return Signature(turn, act, organ, digest, said, "某人", number, "某局", NOW)


def held(*signatures, at=Gate.DISCLOSURE_PASSED, digest="d1", turn=1):
    return Held(at, turn, digest, None, signatures, frozenset({CHAOYANG, HAIDIAN}))


def test_every_district_with_returns_signs_these_very_tables():
    none = held()
    assert gate.waiting_districts(none) == {CHAOYANG, HAIDIAN}
    one = held(signed("cosigned", organ=CHAOYANG))
    assert gate.waiting_districts(one) == {HAIDIAN}
    other_tables = held(signed("cosigned", organ=CHAOYANG), signed("cosigned", organ=HAIDIAN, digest="d0"))
    assert gate.waiting_districts(other_tables) == {HAIDIAN}
    both = held(signed("cosigned", organ=CHAOYANG), signed("cosigned", organ=HAIDIAN))
    assert not gate.waiting_districts(both)


def test_a_signature_of_an_earlier_turn_counts_for_nothing():
    earlier = held(signed("cosigned", organ=CHAOYANG, turn=1), turn=2)
    assert gate.waiting_districts(earlier) == {CHAOYANG, HAIDIAN}
    assert held(signed("disclosure_passed", tables="t1", turn=1), turn=2).tables_hash == ""


def test_a_changed_snapshot_voids_what_was_signed():
    assert not held(signed("imputation_frozen")).is_changed
    assert held(signed("imputation_frozen"), digest="d2").is_changed


@pytest.mark.parametrize("act", ["editing_closed", "imputation_frozen", "disclosure_passed", "cosigned"])
def test_who_compiled_or_cosigned_does_not_sign_for_the_city(act):
    assert not gate.may_sign_for_city(held(signed(act, "P7")), "P7")
    assert gate.may_sign_for_city(held(signed(act, "P7")), "P8")


def test_compiling_an_earlier_turn_does_not_bar_from_signing_this_one():
    assert gate.may_sign_for_city(held(signed("editing_closed", "P7", turn=1), turn=2), "P7")


def test_before_publication_only_the_list_sees_the_figures():
    reader, director = uuid4(), uuid4()
    for each in gate.SECRET:
        assert gate.may_look(each, reader, {reader})
        assert not gate.may_look(each, director, {reader})
        assert not gate.may_look(each, None, {reader})
    for each in (Gate.PUBLISHED, Gate.ARCHIVED):
        assert gate.may_look(each, director, set())


def test_what_was_filed_is_reviewed_before_it_is_counted():
    assert gate.unreviewed({"submitted": 2, "district_passed": 3, "city_passed": 9, "draft": 1}) == 5
    assert gate.unreviewed({"city_passed": 9}) == 0


def test_the_gate_goes_one_way_and_reopening_leads_back_to_the_beginning():
    order = list(Gate)
    forward = [act for act in gate.MOVES if act != "reopened"]
    assert [gate.MOVES[act][1] for act in forward] == order[1:]
    assert all(gate.MOVES[act][0] == {order[at]} for at, act in enumerate(forward))
    befores, after = gate.MOVES["reopened"]
    assert after is Gate.OPEN
    assert befores == set(Gate) - {Gate.OPEN}


def test_the_release_names_offices_and_no_persons():
    printed = gate.public_signatures(
        held(
            signed("disclosure_passed"),
            signed("cosigned", organ=CHAOYANG),
            signed("city_signed"),
            signed("embargoed"),
        )
    )
    assert [each["act"] for each in printed] == ["disclosure_passed", "cosigned", "city_signed"]
    assert "某人" not in str(printed)
    assert "P1" not in str(printed)


def test_the_last_signature_of_an_act():
    later = signed("published", "P9")
    assert gate.latest([signed("published"), later], "published") is later
    assert gate.latest([], "published") is None
    assert timedelta(0) == later.signed_at - NOW

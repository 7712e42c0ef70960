"""Wrong draws that look right: each must be caught by a check of this folder."""

import hashlib
import json
import random

from regulation.inspections.draw import assignment, keys, record, schema, selection, verify
from regulation.ledger.hashing import frame, mac
from tests.rules.inspections.draw import rosters
from tests.rules.inspections.draw.test_definition import disagreements
from tests.rules.inspections.draw.test_statistics import K, N, chi_square, inclusion, plausible, selections
from tests.rules.inspections.draw.test_vectors import VECTORS

FEWER = 1_000


def vectors_hold() -> bool:
    return all(verify.verify_text(path.read_bytes()).code == verify.EQUAL for path in VECTORS)


def selection_is_fair() -> bool:
    drawn, first = selections(FEWER)
    return plausible(inclusion(drawn, N, K, FEWER), N - 1) and plausible(chi_square(first, N, FEWER), N - 1)


def test_the_unchanged_engine_passes_the_checks_used_here():
    assert vectors_hold()
    assert selection_is_fair()
    assert disagreements(range(120)) == []


def test_taking_the_roster_order_is_caught(monkeypatch):
    monkeypatch.setattr(selection, "ticket", lambda *_: b"")
    assert not selection_is_fair()
    assert not vectors_hold()


def test_shuffling_is_caught(monkeypatch):
    shuffled = random.Random(1)
    monkeypatch.setattr(selection, "ticket", lambda *_: shuffled.randbytes(32))
    # Fair, but nobody can recompute it.
    assert selection_is_fair()
    assert not vectors_hold()


def test_a_modulo_bias_is_caught(monkeypatch):
    # One byte of ticket, folded: ties go to the lower id far too often.
    monkeypatch.setattr(selection, "ticket", lambda *parts: bytes([mac(parts[0], frame(*parts[1:]))[0] % 7]))
    assert not selection_is_fair()
    assert not vectors_hold()


def test_one_key_for_two_purposes_is_caught(monkeypatch):
    monkeypatch.setattr(keys.Keys, "expand", lambda self, _: mac(self.prk, b"hrdraw-1/select\x01"))
    assert not vectors_hold()


def test_rounding_the_sample_down_is_caught(monkeypatch):
    def floored(stratum, base, eligible):
        wanted = stratum["num"] * base // stratum["den"]
        return min(max(wanted, stratum["min"]), stratum["max"], eligible)

    monkeypatch.setattr(selection, "sample_size", floored)
    assert not vectors_hold()


def test_filling_slots_without_looking_ahead_is_caught(monkeypatch):
    def hasty(network, inspector, closed):
        at_once = network.open[inspector] & network.free
        if not at_once:
            return 0
        network.apply([(inspector, assignment.lowest(at_once))])
        return None

    monkeypatch.setattr(assignment, "_win_one", hasty)
    assert disagreements(range(120))


def test_looking_only_one_step_ahead_is_caught(monkeypatch):
    def short_sighted(search, goal):
        return assignment.lowest(search.reached & goal) if search.reached & goal else assignment.NOBODY

    monkeypatch.setattr(assignment.Search, "find", short_sighted)
    assert disagreements(range(120))


def test_forgetting_the_places_inside_a_task_is_caught(monkeypatch):
    monkeypatch.setattr(assignment.Search, "_within_tasks", lambda *_: None)
    assert disagreements(range(480, 600))


def test_an_unsorted_roster_is_caught(monkeypatch):
    value = rosters.draw([rosters.subject("F2"), rosters.subject("F1")], [rosters.inspector("P1")])
    document = json.dumps({"description": "", "input": value, "expected": {}}).encode()
    assert verify.verify_text(document).code == verify.REFUSED
    monkeypatch.setattr(schema, "_roster", lambda value, path, _: schema._entries(value, path))
    assert verify.verify_text(document).code != verify.REFUSED


def test_the_order_of_other_members_of_an_object_does_not_matter():
    value = rosters.tangled(3)
    turned = json.loads(json.dumps(value), object_pairs_hook=lambda pairs: dict(reversed(pairs)))
    assert record.run(turned) == record.run(value)
    assert (
        hashlib.sha256(json.dumps(turned).encode()).digest()
        != hashlib.sha256(json.dumps(value).encode()).digest()
    )

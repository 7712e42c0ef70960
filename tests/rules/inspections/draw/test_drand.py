"""A round of the public beacon is believed for its signature only. The two rounds are as the network published them."""

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from regulation.inspections.draw import drand
from tests.rules.inspections.draw.test_verify import ROOT

SIGNATURE = "b713718a38ae728dfd477991af2822e08d2f305e47718cef9f7848ce4050e7be41076862b98fad56e91a6b85b89cd97b"
RANDOMNESS = "fc1873a13f3545aeade8401532ef5519920652eee6b0d2b19ca12643b87b3587"
EARLY_SIGNATURE = (
    "b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39"
)
EARLY_RANDOMNESS = "fe290beca10872ef2fb164d2aa4442de4566183ec51c56ff3cd603d930e54fdd"
GENERATOR = "97f1d3a73197d7942695638c4fa9ac0fc3688c4f9774b905a14e3a3f171bac586c55e83ff97a1aeffb3af00adb22c6bb"

WRONG = "the signature is not that of this round"
NO_POINT = "the signature is not a point of the curve"
NO_MEMBER = "the signature is not a point of the group of signatures"


def test_a_published_round_is_genuine():
    before = sys.getrecursionlimit()
    assert drand.verify(657_413, SIGNATURE) == RANDOMNESS
    # The library raises the limit where it is imported; a nested text would then run off the stack.
    assert sys.getrecursionlimit() == before
    assert "py_ecc" not in sys.modules


def test_a_genuine_signature_says_nothing_about_another_round():
    with pytest.raises(drand.NotGenuine, match=WRONG):
        drand.verify(657_414, SIGNATURE)


def test_a_crash_is_not_a_verdict(monkeypatch):
    monkeypatch.setattr(drand, "__file__", "/nowhere")
    with pytest.raises(subprocess.CalledProcessError):
        drand.verify(657_413, SIGNATURE)


def test_every_other_point_is_refused():
    cases = [
        (1_000, EARLY_SIGNATURE, None),
        (1_000, SIGNATURE, WRONG),
        (1_000, GENERATOR, WRONG),
        # The other root of the same x is the negative of the point.
        (657_413, "97" + SIGNATURE[2:], WRONG),
        # Not compressed; x above the modulus; x without a root; infinity with a stray bit.
        (657_413, "37" + SIGNATURE[2:], NO_POINT),
        (657_413, "9f" + "ff" * 47, NO_POINT),
        (657_413, "80" + "00" * 46 + "01", NO_POINT),
        (657_413, "e0" + "00" * 47, NO_POINT),
        (657_413, "c0" + "00" * 46 + "01", NO_POINT),
        (657_413, "c0" + "00" * 47, NO_MEMBER),
        # x = 4 has a root, and the point lies outside the group of prime order.
        (657_413, "80" + "00" * 46 + "04", NO_MEMBER),
    ]
    asked = json.dumps([(round_, signature) for round_, signature, _ in cases])
    code = (
        "import json, sys; from regulation.inspections.draw import drand; "
        "print(json.dumps([drand.fault(r, bytes.fromhex(s)) for r, s in json.loads(sys.argv[1])]))"
    )
    answer = subprocess.run([sys.executable, "-c", code, asked], cwd=ROOT, capture_output=True, check=True)
    assert json.loads(answer.stdout) == [fault for _, _, fault in cases]
    assert drand.randomness_of(EARLY_SIGNATURE) == EARLY_RANDOMNESS


@pytest.mark.parametrize(
    "signature",
    ["", "0" * 95, SIGNATURE[:-2], SIGNATURE + "00", SIGNATURE.upper(), "0x" + SIGNATURE[2:],
     SIGNATURE + "\n", " " + SIGNATURE[1:], "９" + SIGNATURE[1:], None, 7, SIGNATURE.encode()],
)  # fmt: skip
def test_what_is_no_signature_at_all_is_refused(signature):
    with pytest.raises(drand.NotGenuine, match="96 lowercase hex digits"):
        drand.verify(657_413, signature)


@pytest.mark.parametrize("round_", [0, -1, 2**64, True, "657413", 657_413.0, None])
def test_what_is_no_round_is_refused(round_):
    with pytest.raises(drand.NotGenuine, match="a positive number"):
        drand.verify(round_, SIGNATURE)


def test_a_round_follows_from_the_time_alone():
    # 2023-08-23T15:09:27Z, the first round, by the network's published genesis time.
    assert datetime.fromtimestamp(1_692_803_367, UTC) == drand.GENESIS
    assert drand.round_at(drand.GENESIS) == 1
    assert drand.round_at(drand.GENESIS + timedelta(seconds=2.999)) == 1
    assert drand.round_at(drand.GENESIS + timedelta(seconds=3)) == 2
    assert drand.moment_of(657_413) == datetime(2023, 9, 15, 11, 0, 3, tzinfo=UTC)
    assert drand.round_at(drand.moment_of(657_413)) == 657_413
    with pytest.raises(ValueError, match="before the first round"):
        drand.round_at(drand.GENESIS - timedelta(microseconds=1))


def test_the_module_can_be_imported_by_a_bare_python():
    code = f"from regulation.inspections.draw import drand; print(drand.randomness_of({SIGNATURE!r}))"
    answer = subprocess.run(
        [sys.executable, "-S", "-c", code], cwd=ROOT, capture_output=True, check=True, text=True
    )
    assert answer.stdout.strip() == RANDOMNESS

"""A round of the public beacon is believed for its signature only. The two rounds are as published by the network."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from regulation.inspections.draw import drand
from tests.rules.inspections.draw.test_verify import ROOT

ROUNDS = {
    657_413: (
        "b713718a38ae728dfd477991af2822e08d2f305e47718cef9f7848ce4050e7be41076862b98fad56e91a6b85b89cd97b",
        "fc1873a13f3545aeade8401532ef5519920652eee6b0d2b19ca12643b87b3587",
    ),
    1_000: (
        "b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39",
        "fe290beca10872ef2fb164d2aa4442de4566183ec51c56ff3cd603d930e54fdd",
    ),
}
SIGNATURE, RANDOMNESS = ROUNDS[657_413]


def refused(round_: object, signature: object) -> str:
    with pytest.raises(drand.NotGenuine) as caught:
        drand.verify(round_, signature)
    return caught.value.reason


def outside_the_group() -> str:
    """The compressed form of a point of the curve that is not in the group of prime order."""
    from py_ecc.bls.point_compression import decompress_G1

    for x in range(1, 99):
        try:
            decompress_G1(1 << 383 | x)
        except ValueError:
            continue
        return (1 << 383 | x).to_bytes(48, "big").hex()
    raise AssertionError


@pytest.mark.parametrize("round_", ROUNDS)
def test_a_published_round_is_genuine(round_):
    signature, randomness = ROUNDS[round_]
    assert drand.verify(round_, signature) == randomness


def test_a_genuine_signature_says_nothing_about_another_round():
    assert refused(657_414, SIGNATURE) == "the signature is not that of this round"


def test_a_point_of_the_group_that_nobody_signed_is_refused():
    from py_ecc.bls.g2_primitives import G1_to_pubkey
    from py_ecc.optimized_bls12_381 import G1

    assert refused(1_000, G1_to_pubkey(G1).hex()) == "the signature is not that of this round"
    # The other root of the same x is the negative of the point.
    turned = bytes([bytes.fromhex(SIGNATURE)[0] ^ 0x20]).hex() + SIGNATURE[2:]
    assert refused(657_413, turned) == "the signature is not that of this round"


@pytest.mark.parametrize(
    "signature",
    ["", "00" * 48, SIGNATURE[:-2], SIGNATURE + "00", SIGNATURE[:-1], SIGNATURE.upper(), "0x" + SIGNATURE[2:],
     SIGNATURE + "\n", " " + SIGNATURE[1:], "ff" * 48, "９" + SIGNATURE[1:], None, 7, SIGNATURE.encode(),
     # not compressed; an x above the modulus; infinity with and without a stray bit
     "37" + SIGNATURE[2:], "9f" + "ff" * 47, "c0" + "00" * 47, "e0" + "00" * 47, "c0" + "00" * 46 + "01"],
)  # fmt: skip
def test_what_is_no_signature_at_all_is_refused(signature):
    assert refused(657_413, signature).startswith(("a signature is", "the signature is not a point"))


def test_a_point_that_is_not_on_the_curve_or_not_in_the_group_is_refused():
    no_point = next(
        f"{SIGNATURE[:-2]}{last:02x}"
        for last in range(256)
        if "of the curve" in refused(657_413, f"{SIGNATURE[:-2]}{last:02x}")
    )
    assert no_point != SIGNATURE
    assert refused(657_413, outside_the_group()) == "the signature is not a point of the group of signatures"


@pytest.mark.parametrize("round_", [0, -1, 2**64, True, "657413", 657_413.0, None])
def test_what_is_no_round_is_refused(round_):
    assert refused(round_, SIGNATURE) == "a round is a positive number below 2^64"


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

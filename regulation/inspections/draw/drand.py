"""Whether a round of the drand beacon is genuine, told offline from its signature and the pinned key.

The network is `quicknet`: one round every three seconds, each signed by a threshold of independent
organisations over the round's number alone (scheme `bls-unchained-g1-rfc9380`: signatures on G1 of
BLS12-381, the key on G2). Whoever holds the key below needs nobody's word for a round, and nobody
can have known the value before that threshold signed it.

The mathematics is that of py_ecc and takes a second or two. It runs in a process of its own, because
py_ecc raises Python's limit of recursion for the whole process that imports it, and that limit is
what stops a hostile nested text elsewhere. Recomputing a draw needs the value only, so everything
but `verify` works where py_ecc is not installed.
"""

import hashlib
import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta

CHAIN_HASH = "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971"
SCHEME = "bls-unchained-g1-rfc9380"
PUBLIC_KEY = (
    "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d106451"
    "0d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a"
)
GENESIS = datetime(2023, 8, 23, 15, 9, 27, tzinfo=UTC)
PERIOD = timedelta(seconds=3)

DOMAIN = b"BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_"
#: 48 bytes, the compressed form of a point on G1; lowercase, so that a signature has one spelling
SIGNATURE = re.compile(r"[0-9a-f]{96}")
ROUND_LIMIT = 2**64
#: Exit code of the other process for a signature that is not genuine; a crash has another.
FALSE = 3
TIME_LIMIT = 120


class NotGenuine(ValueError):
    """What was given is not the network's signature of that round."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def round_at(moment: datetime) -> int:
    """The latest round at a moment, by the formula of section 4.2."""
    if moment < GENESIS:
        raise ValueError("before the first round")
    return (moment - GENESIS) // PERIOD + 1


def moment_of(round_: int) -> datetime:
    """When a round is signed: nobody, the network included, can know its value earlier."""
    return GENESIS + (round_ - 1) * PERIOD


def randomness_of(signature_hex: str) -> str:
    """The round's value: SHA-256 of the signature, as the transcript holds it. Verifies nothing."""
    return hashlib.sha256(bytes.fromhex(signature_hex)).hexdigest()


def verify(round_: int, signature_hex: str) -> str:
    """The round's randomness in hex, once the signature has been checked; else raises NotGenuine.

    Waits for another process for a second or two: call it in a thread, not on an event loop.
    """
    if type(round_) is not int or not 1 <= round_ < ROUND_LIMIT:
        raise NotGenuine("a round is a positive number below 2^64")
    if type(signature_hex) is not str or SIGNATURE.fullmatch(signature_hex) is None:
        raise NotGenuine("a signature is 96 lowercase hex digits")
    asked = [sys.executable, "-I", __file__, str(round_), signature_hex]
    answer = subprocess.run(asked, capture_output=True, text=True, check=False, timeout=TIME_LIMIT)
    if answer.returncode == FALSE:
        raise NotGenuine(answer.stdout.strip())
    answer.check_returncode()
    return randomness_of(signature_hex)


def fault(round_: int, signature: bytes) -> str | None:
    """Why the bytes are not the signature of the round, or None. Only for the process of its own."""
    from py_ecc.bls.g2_primitives import pubkey_to_G1, signature_to_G2, subgroup_check  # noqa: PLC0415
    from py_ecc.bls.hash_to_curve import hash_to_G1  # noqa: PLC0415
    from py_ecc.optimized_bls12_381 import G2, is_inf, pairing  # noqa: PLC0415

    try:
        point = pubkey_to_G1(signature)  # type: ignore[arg-type]
    except ValueError:
        return "the signature is not a point of the curve"
    # The curve has points outside the group of prime order, and infinity would fit every message.
    if is_inf(point) or not subgroup_check(point):
        return "the signature is not a point of the group of signatures"
    message = hashlib.sha256(round_.to_bytes(8, "big")).digest()
    hashed = hash_to_G1(message, DOMAIN, hashlib.sha256)  # type: ignore[arg-type]
    key = signature_to_G2(bytes.fromhex(PUBLIC_KEY))  # type: ignore[arg-type]
    return None if pairing(G2, point) == pairing(key, hashed) else "the signature is not that of this round"


def main() -> int:
    """Answer the process that asked: nothing and 0, or the fault and the code that means one."""
    found = fault(int(sys.argv[1]), bytes.fromhex(sys.argv[2]))
    if found is None:
        return 0
    print(found)
    return FALSE


if __name__ == "__main__":
    sys.exit(main())

"""What an outside witness does: remember the last tree it signed for, and sign only what grew out of it.

Pure, so that the auditor's own machine and the tests run the same few lines.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from regulation.ledger import checkpoint
from regulation.ledger.note import WITNESS, Malformed, unbase64

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regulation.ledger.checkpoint import Checkpoint
    from regulation.ledger.note import Signer, Verifier


class Inconsistent(Exception):
    """The log shows two histories. Both signed checkpoints together are the evidence."""


@dataclass(frozen=True, slots=True)
class Witnessed:
    """What the witness keeps, and the line it sends back."""

    checkpoint: Checkpoint
    line: str


def cosign(
    signer: Signer,
    log: Sequence[Verifier],
    last: Checkpoint | None,
    shown: str | bytes,
    proof: Sequence[bytes],
    *,
    at: int,
) -> Witnessed:
    """Sign the checkpoint shown, if it is the log's own and grew out of the last one signed.

    Raises Malformed when it is not the log's, Inconsistent when the log shrank, changed or cannot prove that it grew.
    """
    if signer.verifier.kind != WITNESS:
        raise Malformed("a witness signs with a key of type 4")
    signed = checkpoint.opened(shown, log)
    now = signed.checkpoint
    if last is not None:
        if now.origin != last.origin:
            raise Malformed(f"this is the log {now.origin}, not {last.origin}")
        if now.size < last.size:
            raise Inconsistent(f"the log had {last.size} entries and now shows {now.size}")
        if not last.grew_into(now, proof):
            raise Inconsistent(f"the tree of {now.size} entries does not continue the tree of {last.size}")
    return Witnessed(now, signer.sign(now.text, at=at))


def read_proof(lines: str) -> list[bytes]:
    """A consistency proof as C2SP writes it: one hash in Base64 a line. Raises Malformed."""
    proof = [unbase64(each) for each in lines.split("\n") if each]
    if len(proof) > 63 or any(len(each) != 32 for each in proof):
        raise Malformed("not a consistency proof")
    return proof

"""A receipt: one leaf, its place in a signed tree, and what it commits to; checked with nothing but the log's key.

The file is a C2SP tlog-proof. Its `extra` line holds the leaf as it was hashed, and for whoever may see it the
opening: the salt with the private part or the hash of the paper. The extra is not signed; it counts for what its
hashes prove.
"""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from regulation.ledger import checkpoint, jcs, leaves, tree
from regulation.ledger.note import LONGEST, Malformed, unbase64

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regulation.ledger.checkpoint import Signed
    from regulation.ledger.note import Verifier

HEADER = "c2sp.org/tlog-proof@v1"
_INDEX = re.compile(r"index (0|[1-9][0-9]{0,17})")
_EXTRA = {"leaf", "salt", "private", "document"}


@dataclass(frozen=True, slots=True)
class Opening:
    """What stands behind a leaf's salted hashes; the private part and the paper's SHA-256 may be empty."""

    salt: bytes
    private: str = ""
    document: bytes = b""


@dataclass(frozen=True, slots=True)
class Receipt:
    """A leaf with its proof, as somebody keeps it."""

    leaf: str
    index: int
    path: tuple[bytes, ...]
    checkpoint: str
    opening: Opening | None = None

    def text(self) -> str:
        """The file."""
        extra: dict[str, Any] = {"leaf": self.leaf}
        if self.opening is not None:
            extra["salt"] = self.opening.salt.hex()
            if self.opening.private:
                extra["private"] = self.opening.private
            if self.opening.document:
                extra["document"] = self.opening.document.hex()
        lines = [HEADER, f"extra {base64.b64encode(jcs.encode(extra)).decode()}", f"index {self.index}"]
        lines += [base64.b64encode(each).decode() for each in self.path]
        return "\n".join(lines) + "\n\n" + self.checkpoint

    @classmethod
    def read(cls, data: bytes) -> Receipt:
        """Raises Malformed."""
        if len(data) > 2 * LONGEST:
            raise Malformed("a receipt of this length is not read")
        try:
            head, blank, note = data.decode().partition("\n\n")
        except UnicodeDecodeError:
            raise Malformed("not UTF-8") from None
        lines = head.split("\n")
        if not blank or lines[0] != HEADER or len(lines) < 3 or not lines[1].startswith("extra "):
            raise Malformed("not a receipt of this log: header, extra, index, path, checkpoint")
        index = _INDEX.fullmatch(lines[2])
        if index is None or len(lines) > 3 + 64:
            raise Malformed("not a receipt of this log: index and path")
        path = tuple(unbase64(each) for each in lines[3:])
        if any(len(each) != 32 for each in path):
            raise Malformed("a hash of the path has not 32 bytes")
        leaf, opening = _extra(unbase64(lines[1].removeprefix("extra ")))
        return cls(leaf, int(index[1]), path, note, opening)

    def verify(self, log: Sequence[Verifier], witnesses: Sequence[Verifier] = ()) -> Signed:
        """What the receipt rests on; raises Malformed with the first thing that does not hold."""
        signed = checkpoint.opened(self.checkpoint, log, witnesses)
        size, root = signed.checkpoint.size, signed.checkpoint.root
        hashed = tree.leaf_hash(self.leaf.encode())
        if not tree.verify_inclusion(hashed, self.index, size, self.path, root):
            raise Malformed("the leaf is not at this place of the signed tree")
        said = self.said()
        if said.get("seq") != self.index:
            raise Malformed("the leaf says another number than its place in the tree")
        if self.opening is not None:
            wrong = unopened(said, self.opening)
            if wrong:
                raise Malformed(f"the opening does not open {wrong} of the leaf")
        return signed

    def said(self) -> dict[str, Any]:
        """The leaf's content."""
        try:
            said = jcs.parse(self.leaf.encode())
        except jcs.Refusal as refusal:
            raise Malformed(f"the leaf is not canonical JSON: {refusal}") from refusal
        if not isinstance(said, dict):
            raise Malformed("the leaf is not an object")
        return said


def unopened(said: dict[str, Any], opening: Opening) -> str:
    """Which of a leaf's salted hashes the opening does not open; empty when it opens all that it speaks of."""
    if said.get("commit") != (leaves.commit_of(opening.salt, opening.private) if opening.private else ""):
        return "commit"
    if said.get("doc") != (leaves.doc_of(opening.salt, opening.document) if opening.document else ""):
        return "doc"
    return ""


def _extra(data: bytes) -> tuple[str, Opening | None]:
    try:
        said = jcs.parse(data)
    except jcs.Refusal as refusal:
        raise Malformed(f"extra: {refusal}") from refusal
    if not isinstance(said, dict) or not said.keys() <= _EXTRA or not isinstance(said.get("leaf"), str):
        raise Malformed("extra: not a leaf with its opening")
    if not all(isinstance(each, str) for each in said.values()):
        raise Malformed("extra: not a leaf with its opening")
    if "salt" not in said:
        return said["leaf"], None
    try:
        opening = Opening(
            bytes.fromhex(said["salt"]), said.get("private", ""), bytes.fromhex(said.get("document", ""))
        )
    except ValueError:
        raise Malformed("extra: salt and document are written in hex") from None
    if len(opening.salt) != 32 or len(opening.document) not in (0, 32):
        raise Malformed("extra: salt and document have 32 bytes")
    return said["leaf"], opening

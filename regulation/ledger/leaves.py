"""What a leaf says, and the hashes it is made of. Pure, so that an outsider can rebuild every byte."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from regulation.ledger import jcs, tree
from regulation.ledger.hashing import frame, sha256

#: What may stand in a leaf: identifiers of machines and offices, never words about people.
OPAQUE = re.compile(r"[A-Za-z0-9._:-]{1,64}")
WORD = re.compile(r"[a-z0-9_.-]{1,60}")
#: What a leaf says, besides its version.
FIELDS = ("seq", "entity", "eseq", "type", "at", "actor", "act", "doc", "commit", "prev_state")


@dataclass(frozen=True, slots=True)
class Entry:
    """One leaf as published. `doc` and `commit` are salted hashes in hex, or empty."""

    seq: int
    entity: str
    eseq: int
    type: str
    at: datetime
    actor: str
    act: str
    doc: str = ""
    commit: str = ""
    prev_state: str = ""

    def __post_init__(self) -> None:
        for name in ("entity", "actor"):
            if OPAQUE.fullmatch(getattr(self, name)) is None:
                raise ValueError(f"{name} of a leaf is not an opaque id")
        for name in ("type", "act", "prev_state"):
            word = getattr(self, name)
            if WORD.fullmatch(word) is None and (name, word) != ("prev_state", ""):
                raise ValueError(f"{name} of a leaf is not a word of the code")

    def data(self) -> bytes:
        """The bytes that are hashed."""
        return jcs.encode(
            {
                "v": 1,
                "seq": self.seq,
                "entity": self.entity,
                "eseq": self.eseq,
                "type": self.type,
                "at": self.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
                "actor": self.actor,
                "act": self.act,
                "doc": self.doc,
                "commit": self.commit,
                "prev_state": self.prev_state,
            }
        )

    def hash(self) -> bytes:
        """The leaf's hash in the tree."""
        return tree.leaf_hash(self.data())


def read(text: str) -> dict[str, Any]:
    """What a leaf says. Raises ValueError for a text that is no leaf."""
    said = jcs.parse(text.encode())
    if not isinstance(said, dict) or set(said) != {"v", *FIELDS}:
        raise ValueError("not a leaf")
    return said


def private_text(private: dict[str, Any]) -> str:
    """The private part in its one spelling; what people typed is brought into normal form first."""
    return jcs.encode(_normal(private)).decode()


def _normal(value: Any) -> Any:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, dict):
        return {key: _normal(each) for key, each in value.items()}
    return [_normal(each) for each in value] if isinstance(value, list) else value


def commit_of(salt: bytes, private: str) -> str:
    """Commitment to a private part; without the salt nobody can try out what it may have been."""
    return sha256(frame("hrlog/commit", salt, private)).hex()


def doc_of(salt: bytes, digest: bytes) -> str:
    """Commitment to a paper by the SHA-256 of its bytes."""
    return sha256(frame("hrlog/doc", salt, digest)).hex()

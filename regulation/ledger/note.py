"""Signed notes of C2SP (signed-note, tlog-cosignature) with Ed25519: what a log and its witnesses sign.

A note is text ending in a newline, a blank line, and signature lines. Type 0x01 signs the text, type 0x04 signs
the text under a header with the time: the cosignature of a witness.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from regulation.ledger.hashing import sha256

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Signature types: a log's signature over the note, and a witness's over note and time.
LOG, WITNESS = 0x01, 0x04
PRIVATE = "PRIVATE+KEY"
#: C2SP obliges readers to take at least sixteen lines; a note with more is not one of ours.
MOST_LINES = 64
LONGEST = 64 * 1024
LAST_SECOND = 2**63 - 1

_NAME = re.compile(r"[^\s+\x00-\x1f\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]{1,200}")
_LINE = re.compile("\u2014 ([^ ]+) ([A-Za-z0-9+/]+={0,2})")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")


class Malformed(ValueError):
    """The text is not a note, a key or a proof as C2SP writes them."""


def key_id(name: str, kind: int, public: bytes) -> bytes:
    """Four bytes by which a signature line names its key."""
    return sha256(name.encode() + b"\n" + bytes([kind]) + public)[:4]


def unbase64(text: str) -> bytes:
    """Standard Base64 in its one spelling. Raises Malformed."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise Malformed("not Base64") from None
    if base64.b64encode(data).decode() != text:
        raise Malformed("not Base64 in its one spelling")
    return data


def _read_key(text: str, what: str) -> tuple[str, int, bytes]:
    """Name, type and 32 bytes of `name+hex+base64(type || bytes)`."""
    name, plus, rest = text.partition("+")
    hexed, again, packed = rest.partition("+")
    if not (plus and again and _NAME.fullmatch(name) and re.fullmatch(r"[0-9a-f]{8}", hexed)):
        raise Malformed(f"not a {what} of the form name+hash+key")
    data = unbase64(packed)
    if len(data) != 33 or data[0] not in (LOG, WITNESS):
        raise Malformed(f"not an Ed25519 {what}")
    return name, data[0], data[1:]


@dataclass(frozen=True, slots=True)
class Verifier:
    """A public key with its owner's name: what an outsider is given once, on paper or by a call."""

    name: str
    kind: int
    public: bytes

    @classmethod
    def read(cls, text: str) -> Verifier:
        """From `name+hash+key`. Raises Malformed, also when the hash is not that of name and key."""
        name, kind, public = _read_key(text.strip(), "verifier key")
        read = cls(name, kind, public)
        if str(read) != text.strip():
            raise Malformed("the hash in the verifier key is not that of its name and key")
        return read

    def __str__(self) -> str:
        packed = base64.b64encode(bytes([self.kind]) + self.public).decode()
        return f"{self.name}+{self.id.hex()}+{packed}"

    @property
    def id(self) -> bytes:
        """As signature lines name it."""
        return key_id(self.name, self.kind, self.public)

    def holds(self, text: str, line: Line) -> bool:
        """Whether the line is this key's signature of the text."""
        if (line.name, line.key) != (self.name, self.id):
            return False
        signed, signature = text.encode(), line.rest
        if self.kind == WITNESS:
            if len(signature) != 72 or line.at > LAST_SECOND:
                return False
            signed, signature = cosigned(text, line.at), signature[8:]
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, signed)
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True, slots=True)
class Signer:
    """A private key with its name. Its text goes to a file that only its owner reads, and nowhere else."""

    verifier: Verifier
    seed: bytes = field(repr=False)

    @classmethod
    def new(cls, name: str, kind: int) -> Signer:
        """A fresh key. Raises Malformed for a name that C2SP does not allow."""
        if _NAME.fullmatch(name) is None:
            raise Malformed("a key's name has no spaces and no plus sign")
        return cls.of(name, kind, Ed25519PrivateKey.generate().private_bytes_raw())

    @classmethod
    def of(cls, name: str, kind: int, seed: bytes) -> Signer:
        """The key that grows from this seed."""
        public = Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()
        return cls(Verifier(name, kind, public), seed)

    @classmethod
    def read(cls, text: str) -> Signer:
        """From `PRIVATE+KEY+name+hash+key`. Raises Malformed without repeating any of it."""
        if not text.startswith(PRIVATE + "+"):
            raise Malformed("not a private key of the form PRIVATE+KEY+name+hash+key")
        rest = text.strip().removeprefix(PRIVATE + "+")
        read = cls.of(*_read_key(rest, "private key"))
        if rest.split("+")[1] != read.verifier.id.hex():
            raise Malformed("the hash in the private key is not that of its name and key")
        return read

    def private_text(self) -> str:
        """As `read` takes it."""
        kept = self.verifier
        packed = base64.b64encode(bytes([kept.kind]) + self.seed).decode()
        return f"{PRIVATE}+{kept.name}+{kept.id.hex()}+{packed}"

    def sign(self, text: str, *, at: int | None = None) -> str:
        """The signature line of a text; a witness says the second at which it signs."""
        _check_text(text)
        if (self.verifier.kind == WITNESS) != (at is not None):
            raise ValueError("a witness states the time, a log does not")
        key = Ed25519PrivateKey.from_private_bytes(self.seed)
        if at is None:
            rest = key.sign(text.encode())
        else:
            rest = at.to_bytes(8, "big") + key.sign(cosigned(text, at))
        return str(Line(self.verifier.name, self.verifier.id, rest))


@dataclass(frozen=True, slots=True)
class Line:
    """One signature line: whose key, and what follows the key's four bytes."""

    name: str
    key: bytes
    rest: bytes

    @classmethod
    def read(cls, text: str) -> Line:
        """Raises Malformed."""
        found = _LINE.fullmatch(text.removesuffix("\n"))
        if found is None or _NAME.fullmatch(found[1]) is None:
            raise Malformed("not a signature line")
        data = unbase64(found[2])
        if len(data) < 5:
            raise Malformed("a signature line without a signature")
        return cls(found[1], data[:4], data[4:])

    def __str__(self) -> str:
        return f"\u2014 {self.name} {base64.b64encode(self.key + self.rest).decode()}\n"

    @property
    def at(self) -> int:
        """The second that a witness states."""
        return int.from_bytes(self.rest[:8], "big")


@dataclass(frozen=True, slots=True)
class Note:
    """A text with its signature lines."""

    text: str
    lines: tuple[Line, ...]

    @classmethod
    def read(cls, data: str | bytes) -> Note:
        """Raises Malformed unless every byte is as C2SP writes it."""
        if len(data) > LONGEST:
            raise Malformed("a note of this length is not read")
        try:
            whole = data.decode() if isinstance(data, bytes) else data
        except UnicodeDecodeError:
            raise Malformed("not UTF-8") from None
        text, blank, signatures = whole.rpartition("\n\n")
        text += "\n"
        if not blank or not signatures.endswith("\n"):
            raise Malformed("not a text, a blank line and signature lines")
        _check_text(text)
        lines = signatures.removesuffix("\n").split("\n")
        if len(lines) > MOST_LINES:
            raise Malformed("too many signature lines")
        return cls(text, tuple(Line.read(each) for each in lines))

    def __str__(self) -> str:
        return f"{self.text}\n{''.join(map(str, self.lines))}"

    def by(self, verifiers: Sequence[Verifier]) -> list[tuple[Verifier, Line]]:
        """The known keys that signed; raises Malformed when a line of a known key is not its signature."""
        found = []
        for line in self.lines:
            for each in verifiers:
                if (line.name, line.key) != (each.name, each.id):
                    continue
                if not each.holds(self.text, line):
                    raise Malformed(f"the signature of {each.name} is not right")
                found.append((each, line))
        return found


def cosigned(text: str, at: int) -> bytes:
    """What a witness signs: that this was the largest consistent tree it had seen at that second."""
    return f"cosignature/v1\ntime {at}\n{text}".encode()


def _check_text(text: str) -> None:
    if not text.endswith("\n") or _CONTROL.search(text):
        raise Malformed("a note's text ends with a newline and holds no other control character")

"""The signature of a paper: PAdES baseline B-B by pyHanko, with the key of the organ that issues the paper.

Only the printing process imports pyHanko and reads a private key. The signature is made in the file's first and only
revision: its place is left open while the file is written, and filled when all the other bytes are known.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding, pkcs7

#: The place of the signature in the file while it is written, and of the four numbers that say what it covers.
RANGE = b"[0 1111111111 2222222222 3333333333]"
DIGEST = "sha256"
#: Before the moment the signer claims.
DATE_MARK = b"/M (D:"
#: Room for what differs between two signatures of one key.
SPARE = 64


class Unusable(ValueError):
    """The key cannot be read or cannot sign; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Key:
    """Where the key of an organ lies, and what the signature says besides the paper."""

    file: Path
    #: A traceback or a log line that prints this object does not show it.
    passphrase: bytes = field(repr=False)
    #: Who signs, and what for.
    name: str
    reason: str
    at: datetime


def placeholder(key: Key) -> bytes:
    """The signature's place, in the length this key needs."""
    return b"<" + b"0" * (2 * _signer(key).room) + b">"


def dictionary(key: Key) -> dict[str, Any]:
    """The signature dictionary without the two entries whose place matters (ISO 32000-2, 12.8.1; EN 319 142-1, 6.3)."""
    return {
        "Type": "/Sig",
        "Filter": "/Adobe.PPKLite",
        "SubFilter": "/ETSI.CAdES.detached",
        "M": f"(D:{key.at:%Y%m%d%H%M%S}Z)",
    }


def signed(content: bytes, key: Key) -> bytes:
    """The file with its signature over everything but the signature itself."""
    gap = placeholder(key)
    start = content.index(gap)
    end = start + len(gap)
    if content.count(RANGE) != 1 or content.find(gap, end) != -1:
        raise Unusable("the file has no single place for a signature")
    numbers = b"[0 %d %d %d]" % (start, end, len(content) - end)
    content = content.replace(RANGE, numbers.ljust(len(RANGE)))
    covered = hashlib.sha256(content[:start])
    covered.update(content[end:])
    made = _cms(_signer(key).own, covered.digest()).hex().encode()
    return content[: start + 1] + made.ljust(len(gap) - 2, b"0") + content[end - 1 :]


@dataclass(frozen=True, slots=True)
class _Signer:
    own: Any
    #: Bytes its signature may take.
    room: int


def _signer(key: Key) -> _Signer:
    try:
        state = key.file.stat()
        if state.st_mode & 0o077:
            raise Unusable(
                f"{key.file} can be read by others: chmod 400, and make a new key if others may have it"
            )
        return _read(key.file, state.st_mtime_ns, key.passphrase)
    except OSError as problem:
        raise Unusable(f"{key.file}: {problem.strerror}") from None


@lru_cache(maxsize=64)
def _read(file: Path, _changed: int, passphrase: bytes) -> _Signer:
    from pyhanko.sign.signers import SimpleSigner  # noqa: PLC0415 - the printing process alone pays for it

    found = SimpleSigner.load_pkcs12(str(file), passphrase=passphrase)
    if found is None:
        raise Unusable(f"{file} cannot be opened with the passphrase of the settings")
    return _Signer(found, len(_cms(found, hashlib.new(DIGEST).digest())) + SPARE)


def _cms(signer: Any, digest: bytes) -> bytes:
    made = asyncio.run(signer.async_sign(digest, DIGEST, use_pades=True))
    der: bytes = made.dump()
    return der


@dataclass(frozen=True, slots=True)
class Seen:
    """The signature of a file as a page shows it: the signer's certificate (DER), and when the signer says it was made."""

    certificate: bytes
    at: datetime


def seen(content: bytes) -> Seen | None:
    """The signature of a file that was made here; None where there is none. Nothing is verified."""
    place = _SIGNATURE.search(content)
    if place is None:
        return None
    container = bytes.fromhex(place["cms"].decode())
    # Behind the container the place is filled up with zeros; its own length stands at its beginning.
    size = int.from_bytes(container[2:4], "big") + 4
    chain = pkcs7.load_der_pkcs7_certificates(container[:size])
    issuers = {each.issuer for each in chain if each.issuer != each.subject}
    signers = [each for each in chain if each.subject not in issuers and each.issuer != each.subject] or chain
    at = datetime.strptime(place["at"].decode(), "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    return Seen(signers[0].public_bytes(Encoding.DER), at)


_SIGNATURE = re.compile(
    rb"/SubFilter /ETSI\.CAdES\.detached/M \(D:(?P<at>\d{14})Z\).{0,4000}?/Contents <(?P<cms>3082[0-9a-f]+)>",
    re.DOTALL,
)

"""The three primitives every commitment is made of: SHA-256, HMAC-SHA-256 and length framing."""

import hashlib
import hmac


def sha256(data: bytes) -> bytes:
    """SHA-256 of the bytes, 32 bytes."""
    return hashlib.sha256(data).digest()


def mac(key: bytes, data: bytes) -> bytes:
    """HMAC-SHA-256 (RFC 2104), 32 bytes."""
    return hmac.digest(key, data, "sha256")


def frame(*parts: str | bytes) -> bytes:
    """Each part behind its length in four bytes, so that no two lists of parts give the same bytes."""
    framed = bytearray()
    for part in parts:
        data = part.encode("utf-8") if isinstance(part, str) else part
        framed += len(data).to_bytes(4, "big") + data
    return bytes(framed)

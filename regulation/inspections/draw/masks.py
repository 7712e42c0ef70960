"""Sets of slots or inspectors as integers: one bit each, thousands of members per operation."""

from collections.abc import Iterable, Iterator
from itertools import compress

TRUTH = bytes.maketrans(b"01", b"\x00\x01")


def mask_of(bits: Iterable[int]) -> int:
    """The mask with these bits set; building it bit by bit would copy it every time."""
    octets = bytearray()
    for bit in bits:
        if bit >> 3 >= len(octets):
            octets.extend(bytes((bit >> 3) + 1 - len(octets)))
        octets[bit >> 3] |= 1 << (bit & 7)
    return int.from_bytes(octets, "little")


def bits_of(mask: int) -> Iterator[int]:
    """The bits of a mask in ascending order."""
    digits = bin(mask)[:1:-1]
    if mask.bit_count() << 3 > len(digits):
        return compress(range(len(digits)), digits.encode("ascii").translate(TRUTH))
    return _sparse(digits)


def _sparse(digits: str) -> Iterator[int]:
    at = digits.find("1")
    while at >= 0:
        yield at
        at = digits.find("1", at + 1)


def lowest(mask: int) -> int:
    """The lowest bit of a mask that is not empty."""
    return (mask & -mask).bit_length() - 1

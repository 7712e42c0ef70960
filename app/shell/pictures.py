"""Is this a picture? Read from its own structure, without decoding it: what is no picture proves nothing.

A signature of which only the first bytes are right would be a blank in the record, and a small file that unpacks
to a gigantic picture would stop whoever prints it.
"""

from __future__ import annotations

import zlib
from typing import Final

#: More than any phone takes; what a picture needs in memory grows with it.
MOST_PIXELS: Final = 120_000_000
_PNG: Final = b"\x89PNG\r\n\x1a\n"
#: Markers of JPEG that stand alone, and those that state the size.
_ALONE: Final = frozenset({0x01, *range(0xD0, 0xD8)})
_SIZED: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_SCAN: Final = 0xDA


def is_png(data: bytes) -> bool:
    """A header with a size, image data, an end; every part with its right checksum."""
    if not data.startswith(_PNG):
        return False
    at = len(_PNG)
    seen: list[bytes] = []
    while at + 12 <= len(data):
        size, name = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        end = at + 8 + size
        if end + 4 > len(data) or zlib.crc32(data[at + 4 : end]) != int.from_bytes(
            data[end : end + 4], "big"
        ):
            return False
        if not seen and not (name == b"IHDR" and size == 13 and _fits(data[at + 8 : at + 16], 4)):
            return False
        seen.append(name)
        if name == b"IEND":
            return b"IDAT" in seen
        at = end + 4
    return False


def is_jpeg(data: bytes) -> bool:
    """Segments up to the first scan, one of them with the size, and an end of the image after it."""
    if not data.startswith(b"\xff\xd8"):
        return False
    at, is_sized = 2, False
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:  # filling
            at += 1
            continue
        if marker in _ALONE:
            at += 2
            continue
        size = int.from_bytes(data[at + 2 : at + 4], "big")
        if size < 2:
            return False
        if marker in _SIZED:
            is_sized = _fits(data[at + 5 : at + 9], 2)
            if not is_sized:
                return False
        at += 2 + size
        if marker == _SCAN:
            return is_sized and data.find(b"\xff\xd9", at) > 0
    return False


def _fits(sides: bytes, width: int) -> bool:
    """Whether two sides of so many bytes each make a picture that can be shown."""
    first, second = int.from_bytes(sides[:width], "big"), int.from_bytes(sides[width:], "big")
    return len(sides) == 2 * width and 0 < first * second <= MOST_PIXELS

"""A screenshot without what cameras and programs add, and the row that its name leads to. Pure.

Nothing is decoded: parts of the file that say where, when, by whom and with what a picture was made are left out, and the
picture itself stays as it is, byte for byte. That it lies on its side is part of the picture, and is kept.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from regulation.firms import names

if TYPE_CHECKING:
    from collections.abc import Iterable

PNG = b"\x89PNG\r\n\x1a\n"
#: What a PNG may say besides its image: colours, sizes, transparency; no words, no day, no EXIF.
_KEPT = frozenset(
    {
        b"IHDR",
        b"PLTE",
        b"IDAT",
        b"IEND",
        b"tRNS",
        b"gAMA",
        b"cHRM",
        b"sRGB",
        b"iCCP",
        b"sBIT",
        b"pHYs",
        b"bKGD",
    }
)
_APP, _COMMENT, _SCAN, _END, _ALONE = range(0xE0, 0xF0), 0xFE, 0xDA, 0xD9, range(0xD0, 0xD8)
#: JFIF and Adobe's colour transform: without them the colours are other ones.
_NEEDED = frozenset({0xE0, 0xEE})
_ICC = b"ICC_PROFILE\x00"
_ROW = re.compile(r"(?:第)?0*(\d{1,7})(?:行)?(?:[-_ (（].*)?")


def cleaned(data: bytes) -> bytes:
    """The picture without notes about it. The file has been checked to be a whole PNG or JPEG."""
    return _png(data) if data.startswith(PNG) else _jpeg(data)


def _png(data: bytes) -> bytes:
    kept, at = [PNG], len(PNG)
    while at + 12 <= len(data):
        size, name = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        end = at + 12 + size
        if name in _KEPT:
            kept.append(data[at:end])
        # What stands after the end belongs to no picture.
        if name == b"IEND":
            break
        at = end
    return b"".join(kept)


def _jpeg(data: bytes) -> bytes:
    kept, at, turned = [], 2, 1
    while at + 2 <= len(data) and data[at] == 0xFF and data[at + 1] != _END:
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == 0x01 or marker in _ALONE:
            kept.append(data[at : at + 2])
            at += 2
            continue
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == _SCAN:
            end = _end_of_scan(data, end)
        segment = data[at:end]
        if marker == 0xE1 and segment[4:10] == b"Exif\x00\x00":
            turned = _orientation(segment[10:])
        is_note = marker == _COMMENT or (marker in _APP and marker not in _NEEDED)
        if not is_note or (marker == 0xE2 and segment[4:].startswith(_ICC)):
            kept.append(segment)
        at = end
    # What a program adds behind the end (a second picture, a film) is not this picture.
    return b"".join([b"\xff\xd8", *([_turn(turned)] if turned > 1 else []), *kept, b"\xff\xd9"])


def _end_of_scan(data: bytes, at: int) -> int:
    """Where the next marker stands: in the data of a scan FF is followed by zero or by a restart."""
    while (at := data.find(b"\xff", at)) >= 0 and at + 1 < len(data):
        if data[at + 1] != 0 and data[at + 1] not in _ALONE and data[at + 1] != 0xFF:
            return at
        at += 1
    return len(data)


def _orientation(tiff: bytes) -> int:
    """Tag 0x0112 of the first directory; 1 where there is none that can be read."""
    order = {b"II": "little", b"MM": "big"}.get(tiff[:2])
    if order is None:
        return 1

    def number(at: int, width: int) -> int:
        return int.from_bytes(tiff[at : at + width], "little" if order == "little" else "big")

    begin = number(4, 4)
    for entry in range(min(number(begin, 2), 200)):
        at = begin + 2 + 12 * entry
        if number(at, 2) == 0x0112:
            said = number(at + 8, 2)
            return said if 1 <= said <= 8 else 1
    return 1


def _turn(orientation: int) -> bytes:
    """An EXIF part that says how to hold the picture, and nothing else."""
    tiff = b"MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01" + orientation.to_bytes(2, "big")
    body = b"Exif\x00\x00" + tiff + b"\x00\x00\x00\x00\x00\x00"
    return b"\xff\xe1" + (len(body) + 2).to_bytes(2, "big") + body


def rows_of(filename: str, rows: Iterable[tuple[int, str]]) -> list[int]:
    """The rows (number, file name as the list wrote it) of a screenshot: those that name it, else the one it is called after.

    `12.png`, `第12行.png` and `12-2.png` are screenshots of row 12.
    """
    path = PurePosixPath(filename.replace("\\", "/"))
    held = list(rows)
    whole, stem = names.key(path.name), names.key(path.stem)
    named = [
        number
        for number, written in held
        if written and names.key(PurePosixPath(written.replace("\\", "/")).name) in {whole, stem}
    ]
    if named:
        return named
    found = _ROW.fullmatch(path.stem.strip())
    return [number for number, _ in held if found and number == int(found[1])]

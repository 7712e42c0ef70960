"""What a photo says besides its picture: place, time, owner and serial number of the camera. Taken out. Pure.

The parts of the file are walked without decoding the picture, so that nothing of what it shows changes. The way up
of a photo is kept: without it half of them lie on their side. Files of other kinds are given back as they are.
"""

from __future__ import annotations

from typing import Final

_PNG: Final = b"\x89PNG\r\n\x1a\n"
#: What a reader needs to draw the picture; text, time, profile, camera data and private parts go.
_DRAWN: Final = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"pHYs", b"bKGD"}
)
_APP0, _APP1, _APP14, _APP15, _COMMENT, _SCAN, _END = 0xE0, 0xE1, 0xEE, 0xEF, 0xFE, 0xDA, 0xD9
_RESTARTS: Final = range(0xD0, 0xD8)
_WAY_UP: Final = 0x0112


def stripped(media_type: str, data: bytes) -> bytes:
    """The picture alone."""
    if media_type == "image/jpeg":
        return _jpeg(data)
    if media_type == "image/png":
        return _png(data)
    return data


def _png(data: bytes) -> bytes:
    kept, at = [_PNG], len(_PNG)
    while at + 12 <= len(data):
        end = at + 12 + int.from_bytes(data[at : at + 4], "big")
        name = data[at + 4 : at + 8]
        if name in _DRAWN:
            kept.append(data[at:end])
        at = end
        if name == b"IEND":
            break
    return b"".join(kept)


def _jpeg(data: bytes) -> bytes:
    kept, at, way_up = [b"\xff\xd8"], 2, 1
    while at + 4 <= len(data):
        marker = data[at + 1]
        if marker == 0xFF:  # filling
            at += 1
            continue
        if marker == _END:
            break
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        segment, at = data[at:end], end
        if marker == _APP1:
            way_up = _way_up(segment) or way_up
        elif marker == _APP0:
            # The resolution stays, the preview that may follow it goes.
            kept += [b"\xff\xe0\x00\x10" + segment[4:16] + b"\x00\x00"] if segment[4:9] == b"JFIF\x00" else []
        elif (marker == _APP14 and segment[4:9] == b"Adobe") or not (
            _APP0 <= marker <= _APP15 or marker == _COMMENT
        ):
            kept.append(segment)
        if marker == _SCAN:
            at = _after_scan(data, end)
            kept.append(data[end:at])
    if way_up != 1:
        kept.insert(1, _only_way_up(way_up))
    # What follows the end of the picture, a film for instance, goes.
    return b"".join(kept) + b"\xff\xd9"


def _after_scan(data: bytes, at: int) -> int:
    """Where the next part begins after the packed picture."""
    while (at := data.find(b"\xff", at)) >= 0 and at + 1 < len(data):
        if data[at + 1] not in {0x00, 0xFF, *_RESTARTS}:
            return at
        at += 1 if data[at + 1] == 0xFF else 2
    return len(data)


def _way_up(segment: bytes) -> int:
    """The entry of the camera data that says how the picture is held, 2 to 8; 0 for none."""
    tiff = segment[10:]
    if segment[4:10] != b"Exif\x00\x00" or tiff[:2] not in {b"II", b"MM"}:
        return 0
    is_little = tiff[:2] == b"II"

    def number(at: int, size: int) -> int:
        return int.from_bytes(tiff[at : at + size], "little" if is_little else "big")

    first = number(4, 4)
    for place in range(min(number(first, 2), 200)):
        entry = first + 2 + 12 * place
        if number(entry, 2) == _WAY_UP:
            value = number(entry + 8, 2)
            return value if 2 <= value <= 8 else 0
    return 0


def _only_way_up(value: int) -> bytes:
    entry = _WAY_UP.to_bytes(2, "big") + b"\x00\x03\x00\x00\x00\x01" + value.to_bytes(2, "big") + b"\x00\x00"
    said = b"Exif\x00\x00MM\x00\x2a\x00\x00\x00\x08\x00\x01" + entry + b"\x00\x00\x00\x00"
    return b"\xff\xe1" + (len(said) + 2).to_bytes(2, "big") + said

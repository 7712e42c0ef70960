"""Pictures out of what was sent: one by one, or an archive as somebody else's program made it."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from app.radar import forms as shapes
from app.shell import uploads
from regulation.radar.actions.picturing import MOST_AT_ONCE, Picture

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: Files that were not kept, as many as a message can name.
NAMED: Final = 10
_LARGEST: Final = shapes.PICTURE.megabytes * 1024 * 1024
_UTF8: Final = 0x800
_ENCRYPTED: Final = 0x1


def unpacked(sent: Iterable[uploads.Upload]) -> tuple[list[Picture], list[str]]:
    """The pictures, and the names of what is none. Nothing is written to a disk, so no name leads anywhere."""
    found: list[Picture] = []
    refused: list[str] = []
    for each in sent:
        for name, data in _files(each):
            try:
                held = uploads.checked(name, data, shapes.PICTURE)
            except uploads.UploadRefused:
                refused.append(name)
                continue
            if len(found) < MOST_AT_ONCE:
                found.append(Picture(held.name, held.media_type, held.data))
            else:
                refused.append(name)
    return found, refused


def _files(sent: uploads.Upload) -> Iterator[tuple[str, bytes]]:
    if sent.kind != "zip":
        yield sent.name, sent.data
        return
    with zipfile.ZipFile(BytesIO(sent.data)) as package:
        for part in package.infolist():
            name = PurePosixPath(_called(part).replace("\\", "/"))
            if part.is_dir() or "__MACOSX" in name.parts or name.name.startswith("."):
                continue
            yield name.name, _content(package, part)


def _content(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """Empty for what is locked, broken, or larger than a screenshot."""
    if part.flag_bits & _ENCRYPTED or part.file_size > _LARGEST:
        return b""
    try:
        with package.open(part) as opened:
            data = opened.read(_LARGEST + 1)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, RuntimeError, ValueError, zlib.error):
        return b""
    return data if len(data) <= _LARGEST else b""


def _called(part: zipfile.ZipInfo) -> str:
    """Programs of Chinese desktops write names in GB18030 without saying so."""
    if part.flag_bits & _UTF8:
        return part.filename
    try:
        return part.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return part.filename

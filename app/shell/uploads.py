"""Files that people send: name, content and size must agree before anything else looks at them."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from litestar.exceptions import HTTPException

from app.shell import pdf_content, pictures
from app.shell.i18n import gettext as _
from app.shell.plain_text import file_name

if TYPE_CHECKING:
    from litestar.datastructures import UploadFile

#: Extension -> kind.
EXTENSIONS: Final = {
    "pdf": "pdf",
    "png": "png",
    "jpg": "jpeg",
    "jpeg": "jpeg",
    "xlsx": "xlsx",
    "csv": "csv",
    "txt": "txt",
    "zip": "zip",
}
MEDIA_TYPES: Final = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpeg": "image/jpeg",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "zip": "application/zip",
}
#: A workbook that unpacks to more than this is an attack, not a table.
_UNPACKED_LIMIT: Final = 200 * 1024 * 1024


class UploadRefused(HTTPException):
    """The file cannot be taken: 413 too large, 415 not what it must be. `detail` is for the person."""

    def __init__(self, message: str, status_code: int) -> None:
        super().__init__(detail=message, status_code=status_code)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that passed the check."""

    name: str
    kind: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Accepts:
    """What a form field takes: `file: Annotated[Upload, Accepts("pdf", "png", megabytes=10)]`."""

    kinds: tuple[str, ...]
    megabytes: int

    def __init__(self, *kinds: str, megabytes: int = 10) -> None:
        unknown = set(kinds) - set(MEDIA_TYPES)
        if unknown or not kinds:
            message = f"unknown kinds of file: {sorted(unknown)}"
            raise ValueError(message)
        object.__setattr__(self, "kinds", kinds)
        object.__setattr__(self, "megabytes", megabytes)

    @property
    def words(self) -> str:
        """PDF, PNG: as shown in the hint."""
        return _("、").join(kind.upper() for kind in self.kinds)

    @property
    def attribute(self) -> str:
        """Value of the input's `accept`."""
        return ",".join(f".{ext}" for ext, kind in EXTENSIONS.items() if kind in self.kinds)


async def read(upload: UploadFile, accepts: Accepts) -> Upload:
    """The file in memory, after checking size, extension and content."""
    limit = accepts.megabytes * 1024 * 1024
    data = await upload.read(limit + 1)
    return checked(file_name(upload.filename), data, accepts)


def checked(name: str, data: bytes, accepts: Accepts) -> Upload:
    """The file, or `UploadRefused` with the reason."""
    if len(data) > accepts.megabytes * 1024 * 1024:
        raise UploadRefused(_("文件超过 %(n)s MB，请压缩后再上传", n=accepts.megabytes), 413)
    kind = EXTENSIONS.get(PurePath(name).suffix.lower().removeprefix("."), "")
    if kind not in accepts.kinds:
        raise UploadRefused(_("只能上传 %(kinds)s 文件", kinds=accepts.words), 415)
    if not data:
        raise UploadRefused(_("文件是空的，请重新选择"), 415)
    if not _MAGIC[kind](data):
        raise UploadRefused(_("文件内容与扩展名不符，请确认文件没有损坏"), 415)
    if kind == "pdf" and (active := pdf_content.problem(data)):
        raise UploadRefused(_(active), 415)
    return Upload(name, kind, MEDIA_TYPES[kind], data)


def _is_xlsx(data: bytes) -> bool:
    """An office package with a workbook in it that does not unpack without bounds."""
    names = _parts(data)
    return "[Content_Types].xml" in names and any(name.startswith("xl/") for name in names)


def _parts(data: bytes) -> set[str]:
    """What an archive holds; nothing for what is none, or says of itself that it unpacks without bounds."""
    if not data.startswith(b"PK\x03\x04"):
        return set()
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, ValueError):
        return set()
    small = sum(part.file_size for part in parts) <= _UNPACKED_LIMIT
    return {part.filename for part in parts} if small else set()


def _is_csv(data: bytes) -> bool:
    """Text in UTF-8 or GB18030 without control characters."""
    if b"\x00" in data:
        return False
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return all(char >= " " or char in "\r\n\t" for char in text[:20_000])
    return False


_MAGIC: Final = {
    "pdf": lambda data: data[:1024].lstrip().startswith(b"%PDF-") and b"%%EOF" in data[-2048:],
    "png": pictures.is_png,
    "jpeg": pictures.is_jpeg,
    "xlsx": _is_xlsx,
    "csv": _is_csv,
    "txt": _is_csv,
    "zip": lambda data: bool(_parts(data)),
}

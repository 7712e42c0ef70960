"""Uploaded workbooks are weighed before they are opened: nothing is unpacked that could be a burden or an attack."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from regulation.words import N_

#: Elements that only a workbook made to do harm begins with, in the encodings XML may have.
DOCTYPES = (
    b"<!DOCTYPE",
    "<!DOCTYPE".encode("utf-16-le"),
    "<!DOCTYPE".encode("utf-16-be"),
)
#: The ratio of very small parts says nothing.
RATIO_FROM = 1024 * 1024

NOT_A_WORKBOOK = N_("这是一个压缩包，不是 XLSX 表格。请上传解压后的 CSV 或 XLSX 文件")
ENCRYPTED = N_("XLSX 文件已加密。请取消密码后重新上传")
TOO_HEAVY = N_("XLSX 文件解压后过大，已拒绝打开。请拆分后分批上传")
FORBIDDEN = N_("XLSX 文件中有不允许的内容（DOCTYPE），已拒绝打开")
DAMAGED = N_("XLSX 文件已损坏，无法打开。请重新导出后上传")


@dataclass(frozen=True, slots=True)
class Limits:
    """What a workbook may unpack to."""

    entries: int = 2_000
    unpacked: int = 200 * 1024 * 1024
    #: XML tables pack ten to twenty times; a bomb packs a thousand times and more.
    ratio: int = 150


def weigh(data: bytes, unusable: Callable[[str], Exception], limits: Limits | None = None) -> list[str]:
    """The names of the parts of a workbook. Raises what `unusable` makes of the words when it is none, or too heavy."""
    limits = limits or Limits()
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        parts = archive.infolist()
    except Exception as error:
        raise unusable(DAMAGED) from error
    if "xl/workbook.xml" not in {part.filename for part in parts}:
        raise unusable(NOT_A_WORKBOOK)
    if any(part.flag_bits & 0x1 for part in parts):
        raise unusable(ENCRYPTED)
    heavy = (
        len(parts) > limits.entries
        or sum(part.file_size for part in parts) > limits.unpacked
        or any(
            part.file_size > RATIO_FROM and part.file_size > limits.ratio * max(1, part.compress_size)
            for part in parts
        )
    )
    if heavy:
        raise unusable(TOO_HEAVY)
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            try:
                with archive.open(part) as stream:
                    start = stream.read(65_536)
            except Exception as error:
                raise unusable(DAMAGED) from error
            if any(doctype in start for doctype in DOCTYPES):
                raise unusable(FORBIDDEN)
    return [part.filename for part in parts]

"""What a PDF that somebody sends would do when it is opened. A file for the record says something and does nothing.

A look at the file's own words, not a reader of PDF: what hides behind several filters is not found. That is why such a file is
always handed out as a download and never shown in our own origin.
"""

import re
import zlib
from typing import Final

from regulation.words import N_

SCRIPT: Final = N_("PDF 中有脚本或者会运行程序的动作，不能接收。请打印为 PDF 或者重新扫描后上传")
LOCKED: Final = N_("PDF 设有密码或者权限限制，不能长期保存。请去掉限制后重新上传")

_ACTIVE: Final = re.compile(rb"/(?:JavaScript|JS|Launch)(?![A-Za-z0-9])")
_ENCRYPTED: Final = re.compile(rb"/Encrypt(?![A-Za-z0-9])")
_STREAM: Final = re.compile(rb"stream\r?\n")
_ESCAPED: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
#: Names stand in the part of a file that is text: what a stream unpacks to beyond this is no list of objects.
_MOST: Final = 16 * 1024 * 1024
#: A dictionary before a stream is short.
_HEAD: Final = 4_000


def problem(data: bytes) -> str:
    """Why it cannot be taken, to be translated; empty when nothing is found."""
    position, end = 0, len(data)
    while position < end:
        found = _STREAM.search(data, position)
        text = data[position : found.start() if found else end]
        if said := _said(text):
            return said
        if found is None:
            break
        closing = data.find(b"endstream", found.end())
        closing = end if closing < 0 else closing
        if b"/ObjStm" in text[-_HEAD:] and (said := _said(_unpacked(data[found.end() : closing]))):
            return said
        position = closing + len(b"endstream")
    return ""


def _said(text: bytes) -> str:
    plain = _ESCAPED.sub(lambda each: bytes([int(each[1], 16)]), text)
    if _ACTIVE.search(plain):
        return SCRIPT
    return LOCKED if _ENCRYPTED.search(plain) else ""


def _unpacked(packed: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, _MOST)
    except zlib.error:
        return packed[:_MOST]

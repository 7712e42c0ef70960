"""`data.json` inside a paper: what it says, for programs. Format 1.

    {"format": "zhiheng/paper/1",
     "kind": "licence",            the kind of paper, as in `reports/documents/registry.py`
     "form": "licence_copy",       in which form it was printed, where a kind has several
     "title": "人力资源服务许可证（副本）",
     "said": {...}}                every field of the paper by the name of its dataclass

Days are ISO 8601, amounts are text, what is empty is left out. `said` holds what the form was filled from and nothing else:
keys that a snapshot keeps for the register do not leave with the paper. Pictures of signatures stay on the page.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import re
import zlib
from decimal import Decimal
from typing import Any

from regulation.law import beijing
from reports import archive

FORMAT = "zhiheng/paper/1"
#: On the page alone.
PICTURES = frozenset({"signature_images"})
#: More than any paper of ours carries; what unpacks to more was not made here.
LARGEST = 1024 * 1024

_STREAM = re.compile(rb"/Type\s*/EmbeddedFile\b[^\n]{0,400}?>>\s*stream\r?\n", re.DOTALL)


def carried(kind: str, form: str, title: str, paper: Any) -> archive.Data:
    """What the file of this paper carries."""
    said = {
        "format": FORMAT,
        "kind": kind,
        "form": form,
        "title": title,
        "said": {
            name: plain
            for name, plain in _plain(paper).items()
            if name not in PICTURES and plain not in ("", None, [], {})
        },
    }
    text = json.dumps(said, ensure_ascii=False, indent=1, sort_keys=False)
    return archive.Data(
        text.encode(), dt.datetime.combine(paper.issued_on, dt.time(), beijing.BEIJING).astimezone(dt.UTC)
    )


def read(content: bytes) -> dict[str, Any] | None:
    """The data inside a file, or None: not a paper of ours, or written anew by another program.

    The file comes from a stranger. Nothing of it is interpreted but one stream, which may not unpack to more than a paper.
    """
    for place in _STREAM.finditer(content):
        unpacked = zlib.decompressobj()
        try:
            text = unpacked.decompress(content[place.end() :], LARGEST)
            found = json.loads(text) if unpacked.eof else None
        except (zlib.error, ValueError, RecursionError):
            continue
        if isinstance(found, dict) and found.get("format") == FORMAT and isinstance(found.get("said"), dict):
            return found
    return None


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {each.name: _plain(getattr(value, each.name)) for each in dataclasses.fields(value)}
    if isinstance(value, dict):
        return {str(name): _plain(each) for name, each in value.items()}
    if isinstance(value, tuple | list | frozenset | set):
        return [_plain(each) for each in value]
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return value

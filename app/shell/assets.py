"""Static files under names that carry their content's hash, so that browsers keep them for ever.

The folder is read once at the start: a file is served under `/static/<name>.<sha8>.<ext>` with an
immutable cache, already compressed, and under its plain name with a revalidated one.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Final

FOLDER: Final = Path(__file__).parent / "static"
PREFIX: Final = "/static"
_TYPES: Final = {
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}
_COMPRESSED: Final = {".js", ".mjs", ".css", ".svg", ".json", ".webmanifest"}


@dataclass(frozen=True, slots=True)
class Asset:
    """One file as it is sent."""

    name: str
    hashed_name: str
    digest: str
    media_type: str
    body: bytes
    compressed: bytes | None


@lru_cache(maxsize=1)
def shelf() -> dict[str, Asset]:
    """Every file of the folder, by plain and by hashed name."""
    found: dict[str, Asset] = {}
    for path in sorted(FOLDER.rglob("*")):
        if not path.is_file() or path.name.startswith("."):
            continue
        name = PurePosixPath(path.relative_to(FOLDER)).as_posix()
        body = path.read_bytes()
        digest = hashlib.sha256(body).hexdigest()
        plain = PurePosixPath(name)
        hashed = plain.with_name(f"{plain.stem}.{digest[:8]}{plain.suffix}").as_posix()
        kind = _TYPES.get(path.suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
        small = gzip.compress(body, 9, mtime=0) if path.suffix in _COMPRESSED else None
        found[name] = found[hashed] = Asset(name, hashed, digest, kind, body, small)
    return found


def static(name: str) -> str:
    """Address of a static file: `static("zhiheng.css")`. A file that is not there is an error."""
    try:
        return f"{PREFIX}/{shelf()[name].hashed_name}"
    except KeyError:
        message = f"no static file {name}; `make setup` copies those from npm"
        raise LookupError(message) from None

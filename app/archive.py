"""A backup as one file: the database as pg_dump writes it, the attachments, the installation's secret, and a list of checksums."""

import hashlib
import io
import json
import os
import shutil
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any

FORMAT = 1
DUMP = "database.dump"
MANIFEST = "manifest.json"
SECRET = "secret"  # noqa: S105 - the name of a file
#: The files of published yearbooks too: a newer program would print them with other bytes than the checksums that were read.
FOLDERS = ("attachments", "yearbooks")
BLOCK = 1 << 20


class Damaged(Exception):
    """The file is not a backup of ours, or not all of it, or not as it was written."""


@dataclass(frozen=True)
class Contents:
    """What a backup says of itself."""

    made_at: str
    postgres: int
    migrations: list[str]
    files: dict[str, str]


def write(target: Path, dump: Path, var: Path, *, postgres: int, migrations: list[str]) -> Contents:
    """Writes beside `target` and renames, so that a file of this name is always a whole backup."""
    unfinished = target.with_name(f".{target.name}.unfinished")
    files: dict[str, str] = {}
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as raw, tarfile.open(fileobj=raw, mode="w") as tar:
        for name, path in [(DUMP, dump), *_kept(var)]:
            files[name] = checksum(path)
            tar.add(path, name, recursive=False)
        contents = Contents(datetime.now(UTC).isoformat(timespec="seconds"), postgres, migrations, files)
        manifest = json.dumps({"format": FORMAT, **vars(contents)}, indent=1).encode()
        entry = tarfile.TarInfo(MANIFEST)
        entry.size, entry.mode = len(manifest), 0o600
        tar.addfile(entry, io.BytesIO(manifest))
    unfinished.replace(target)
    return contents


def _kept(var: Path) -> Iterator[tuple[str, Path]]:
    if (var / SECRET).exists():
        yield SECRET, var / SECRET
    for folder in FOLDERS:
        for path in sorted((var / folder).rglob("*")):
            if path.is_file():
                yield path.relative_to(var).as_posix(), path


def unpack(source: Path, into: Path) -> Contents:
    """Takes the backup apart into an empty folder and compares every file with its checksum. Raises Damaged."""
    try:
        with tarfile.open(source) as tar:
            for member in tar:
                _take(tar, member, into)
        said: dict[str, Any] = json.loads((into / MANIFEST).read_text())
    except (tarfile.TarError, OSError, ValueError, EOFError) as reason:
        raise Damaged(str(reason)) from reason
    if said.pop("format", None) != FORMAT:
        raise Damaged("format")
    contents = Contents(**said)
    found = {path.relative_to(into).as_posix() for path in into.rglob("*") if path.is_file()} - {MANIFEST}
    if found != set(contents.files):
        raise Damaged(", ".join(sorted(found ^ set(contents.files))))
    for name, expected in contents.files.items():
        if checksum(into / name) != expected:
            raise Damaged(name)
    return contents


def _take(tar: tarfile.TarFile, member: tarfile.TarInfo, into: Path) -> None:
    """One plain file under `into`: no links, no devices, no name that leads elsewhere (Debian's 3.11.2 has no filters)."""
    name = PurePosixPath(member.name)
    content = tar.extractfile(member) if member.isreg() else None
    if content is None or name.is_absolute() or ".." in name.parts:
        raise Damaged(member.name)
    target = into / name
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as file:
        shutil.copyfileobj(content, file, BLOCK)


def put_back(unpacked: Path, var: Path) -> None:
    """Puts the files where the installation looks for them, in place of those that are there."""
    var.mkdir(parents=True, exist_ok=True)
    for folder in FOLDERS:
        shutil.rmtree(var / folder, ignore_errors=True)
        if (unpacked / folder).is_dir():
            shutil.move(unpacked / folder, var / folder)
    if (unpacked / SECRET).exists():
        shutil.move(unpacked / SECRET, var / SECRET)
        (var / SECRET).chmod(0o600)


def checksum(path: Path) -> str:
    """SHA-256 of a file of any size."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()

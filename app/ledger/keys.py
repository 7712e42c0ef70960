"""What the register log keeps outside its database: the signing key, and what it has stated so far.

In the folder `log_folder`: `key` (private, for its owner only), `verifier` (public keys, newest first), `last-signed` and
`last-cosigned` (the newest checkpoint, and the newest one that an outside witness has signed too). A database that was
exchanged or brought back from an old backup contradicts them.
"""

from __future__ import annotations

import os
import re
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from app.settings import settings
from regulation.ledger import checkpoint
from regulation.ledger.note import LOG, Malformed, Note, Signer, Verifier

if TYPE_CHECKING:
    from regulation.ledger.checkpoint import Checkpoint

#: How long the old key signs beside the new one, so that everybody can learn the new one from a note the old one signed.
ROTATION = timedelta(days=30)
SIGNED, COSIGNED = "last-signed", "last-cosigned"
_RETIRES = re.compile(r"# until (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)")
_STAMP = "%Y-%m-%dT%H:%M:%SZ"


class NoKey(Exception):
    """There is no signing key here, or none that may be used; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Keys:
    """The folder."""

    folder: Path

    @property
    def file(self) -> Path:
        """The private keys."""
        return self.folder / "key"

    def signers(self, now: datetime) -> list[Signer]:
        """The keys that sign today, newest first. Raises NoKey."""
        try:
            mode = self.file.stat().st_mode
            lines = self.file.read_text().splitlines()
        except FileNotFoundError:
            raise NoKey("the register log has no signing key: run `zhiheng log new-key`") from None
        except PermissionError:
            raise NoKey(f"{self.file} cannot be read by this process") from None
        if mode & 0o077:
            raise NoKey(
                f"{self.file} can be read by others: chmod 400, and make a new key if others may have it"
            )
        found, until = [], None
        for line in lines:
            if said := _RETIRES.fullmatch(line):
                until = datetime.strptime(said[1], _STAMP).replace(tzinfo=UTC)
                continue
            try:
                signer = Signer.read(line)
            except Malformed as reason:
                raise NoKey(f"{self.file}: {reason}") from None
            if until is None or now < until:
                found.append(signer)
            until = None
        if not found:
            raise NoKey(f"{self.file} holds no key that signs today")
        return found

    def verifiers(self) -> list[Verifier]:
        """The public keys the log has had, newest first; what `log verify` trusts."""
        try:
            return [Verifier.read(line) for line in (self.folder / "verifier").read_text().splitlines()]
        except FileNotFoundError:
            return []

    def make(self, origin: str) -> Signer:
        """The first key of a log of this name; of two who make it at once, one wins. Raises FileExistsError."""
        signer = Signer.new(origin, LOG)
        self._begin(signer)
        return signer

    def _begin(self, signer: Signer) -> None:
        self._put("key", signer.private_text() + "\n", 0o400, once=True)
        self._put("verifier", f"{signer.verifier}\n", 0o444)

    def rotate(self, now: datetime) -> Signer:
        """A further key of the same log; the old one goes on signing for thirty days. Raises NoKey."""
        old = self.signers(now)
        signer = Signer.new(old[0].verifier.name, LOG)
        retires = f"# until {now + ROTATION:{_STAMP}}"
        known = [str(each) for each in self.verifiers()] or [str(each.verifier) for each in old]
        # The public half first: whoever verifies must know the new key before anything is signed with it.
        self._put("verifier", "\n".join([str(signer.verifier), *known]) + "\n", 0o444)
        lines = [signer.private_text(), retires, old[0].private_text()]
        self._put("key", "\n".join(lines) + "\n", 0o400)
        return signer

    def end(self, now: datetime, begins: Signer) -> None:
        """This log has ended, one of another name begins. What it stated and its keys are set aside, not deleted."""
        aside = self.folder / f"ended-{now:%Y%m%dT%H%M%SZ}"
        aside.mkdir(mode=0o700)
        for name in ("key", "verifier", SIGNED, COSIGNED):
            if (self.folder / name).exists():
                (self.folder / name).rename(aside / name)
        self._begin(begins)

    def ended(self) -> list[Verifier]:
        """Public keys of logs that ended here; their checkpoints are still in the database."""
        found = []
        for path in sorted(self.folder.glob("ended-*/verifier")):
            found += [Verifier.read(line) for line in path.read_text().splitlines()]
        return found

    def remembered(self) -> list[Checkpoint]:
        """What must still be the beginning of the log in the database."""
        found = []
        for name in (SIGNED, COSIGNED):
            note = self.note(name)
            if note is not None:
                found.append(checkpoint.Checkpoint.read(note.text))
        return found

    def note(self, name: str) -> Note | None:
        """A kept note, or None."""
        try:
            return Note.read((self.folder / name).read_bytes())
        except FileNotFoundError:
            return None

    def remember(self, name: str, note: str) -> None:
        """Keep a note in place of the one before; on the disk when this returns."""
        self._put(name, note, 0o444)

    def _put(self, name: str, content: str, mode: int, *, once: bool = False) -> None:
        self.folder.mkdir(mode=0o755, parents=True, exist_ok=True)
        descriptor, made = tempfile.mkstemp(dir=self.folder, prefix=f".{name}-")
        try:
            with os.fdopen(descriptor, "w") as file:
                file.write(content)
                file.flush()
                os.fchmod(file.fileno(), mode)
                os.fsync(file.fileno())
            if once:
                Path(self.folder / name).hardlink_to(made)
            else:
                Path(made).replace(self.folder / name)
        finally:
            Path(made).unlink(missing_ok=True)
        folder = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def keys() -> Keys:
    """Those of this installation."""
    return Keys(settings().log_folder)


def usual_origin() -> str:
    """The log's name when nobody chooses another: its public address without the scheme, as C2SP advises."""
    return f"{urlsplit(settings().base_url).netloc}/log"


def next_origin(ended: str) -> str:
    """The name of the log that follows one which ended: `…/log`, `…/log-2`, `…/log-3`."""
    base, dash, number = ended.rpartition("-")
    return f"{base}-{int(number) + 1}" if dash and number.isdigit() else f"{ended}-2"

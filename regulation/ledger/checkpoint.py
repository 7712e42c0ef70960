"""What a log states at a moment: its name, its size, its root (C2SP tlog-checkpoint)."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regulation.ledger import tree
from regulation.ledger.note import LOG, Malformed, Note, Verifier, unbase64

if TYPE_CHECKING:
    from collections.abc import Sequence

_SIZE = re.compile(r"0|[1-9][0-9]{0,17}")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Origin, number of leaves, root."""

    origin: str
    size: int
    root: bytes

    @classmethod
    def read(cls, text: str) -> Checkpoint:
        """From the text of a note. Extension lines are refused: nobody could audit what they say."""
        lines = text.split("\n")
        if len(lines) != 4 or lines[3] or not lines[0] or _SIZE.fullmatch(lines[1]) is None:
            raise Malformed("not a checkpoint: origin, size, root")
        root = unbase64(lines[2])
        if len(root) != 32:
            raise Malformed("the root of a checkpoint has 32 bytes")
        return cls(lines[0], int(lines[1]), root)

    @property
    def text(self) -> str:
        """The exact bytes that are signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"

    def grew_into(self, later: Checkpoint, proof: Sequence[bytes]) -> bool:
        """Whether the later tree only added leaves to this one."""
        if self.origin != later.origin or self.size > later.size:
            return False
        if self.size == 0:
            return not proof
        return tree.verify_consistency(self.size, later.size, self.root, later.root, proof)


@dataclass(frozen=True, slots=True)
class Signed:
    """A checkpoint whose log signature was verified, with the cosignatures of known witnesses."""

    checkpoint: Checkpoint
    note: Note
    witnesses: tuple[tuple[Verifier, int], ...] = ()


def opened(data: str | bytes, log: Sequence[Verifier], witnesses: Sequence[Verifier] = ()) -> Signed:
    """Read a signed checkpoint; raises Malformed unless a known key of the log signed exactly this.

    The key's name is the origin, so a checkpoint of another log by the same hand is refused too.
    """
    note = Note.read(data)
    checkpoint = Checkpoint.read(note.text)
    by = note.by([*log, *witnesses])
    if not any(each in log and each.kind == LOG and each.name == checkpoint.origin for each, _ in by):
        raise Malformed("no known key of this log signed the checkpoint")
    seen = {each: line.at for each, line in by if each in witnesses}
    return Signed(checkpoint, note, tuple(seen.items()))

"""From commitment and announced values to one key per purpose (HKDF with SHA-256)."""

from dataclasses import dataclass
from typing import Any

from regulation.inspections.draw import SPEC
from regulation.ledger import jcs
from regulation.ledger.hashing import frame, mac


@dataclass(frozen=True, slots=True)
class Keys:
    """A pseudorandom key and the five keys expanded from it, one for each kind of ticket."""

    prk: bytes

    def expand(self, label: str) -> bytes:
        """The key of one purpose; no two purposes share a key, so no ticket is used twice."""
        return mac(self.prk, f"{SPEC}/{label}".encode("ascii") + b"\x01")

    @property
    def select(self) -> bytes:
        """Orders the subjects of a stratum."""
        return self.expand("select")

    @property
    def item(self) -> bytes:
        """Picks the pool items of a task."""
        return self.expand("item")

    @property
    def load(self) -> bytes:
        """Orders the inspectors within a level of load."""
        return self.expand("load")

    @property
    def order(self) -> bytes:
        """Orders the tasks for assignment."""
        return self.expand("order")

    @property
    def assign(self) -> bytes:
        """Orders the candidates of a slot."""
        return self.expand("assign")

    def amended(self, kind: str, subject: str, inspector: str) -> "Keys":
        """Keys of an amendment. No counter enters, because a counter could be ground."""
        return Keys(mac(self.prk, frame(f"{SPEC}/amend", kind, subject, inspector)))


def of_draw(commitment: bytes, transcript: dict[str, Any]) -> Keys:
    """Keys of a draw: neither the commitment nor the announced values alone determine them."""
    return Keys(mac(commitment, frame(f"{SPEC}/entropy", jcs.encode_checked(transcript))))

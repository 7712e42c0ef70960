"""Entries that a phone keeps while it has no network, each bound to the one before by its hash. Pure.

An entry is a JSON text. Its hash is SHA-256 of that very text, taken when it was made; the text names the
hash of the entry before it on the same device, the first one the hash of the task bundle the officer had in
hand. So nothing can be slipped in, taken out or changed between the place and the server without being seen
(《行政处罚法》第四十七条 asks for a record of the whole course). What entries may say is each area's `Dialect`.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from regulation.words import N_

if TYPE_CHECKING:
    from enum import StrEnum

#: Entries that one message may bring, and that one device may make in one matter.
MOST_AT_ONCE, MOST_OF_DEVICE = 200, 5000
LONGEST_TEXT = 20_000
#: What a clock on a device can show: it begins in 1970, and a moment of the last year cannot be said in Beijing time.
YEARS = range(1970, 9999)
#: A device whose clock is off by more is taken at its word, but flagged.
CLOCK_TOLERANCE = timedelta(minutes=10)
#: A picture of more bytes is refused at once, before anybody sends it.
LARGEST_PICTURE = 10 * 1024 * 1024


class Broken(Exception):
    """An entry that proves nothing: its hash, its form or its place in the chain is wrong. `code` is for programs."""

    MESSAGES = {  # noqa: RUF012 - read only
        "hash": N_("内容与采集时的哈希值不符"),
        "form": N_("记录的格式不符合约定"),
        "matter": N_("记录不属于这个事项"),
        "chain": N_("记录不能与前一条衔接"),
        "bundle": N_("任务包不是本系统发给您的"),
        "key": N_("同一编号已有不同的内容"),
    }

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
        self.message = self.MESSAGES[code]


# --- what an entry may say ----------------------------------------------------------------------------

_HASH = re.compile(r"[0-9a-f]{64}")
_MADE_AT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z")
#: What JSON can spell and no database keeps: NUL, and half of a pair.
_NO_TEXT = re.compile(r"[\x00\ud800-\udfff]")

Check = Callable[[object], bool]


def line(longest: int, shortest: int = 0) -> Check:
    """A text of so many characters."""
    return lambda value: (
        isinstance(value, str) and shortest <= len(value) <= longest and _NO_TEXT.search(value) is None
    )


def one_of(kind: type[StrEnum], *, or_nothing: bool = False) -> Check:
    """A word of a list."""
    allowed = {str(each) for each in kind} | ({""} if or_nothing else set())
    return lambda value: isinstance(value, str) and value in allowed


def matches(pattern: re.Pattern[str], *, or_nothing: bool = False) -> Check:
    """A text of a form."""
    return lambda value: (
        isinstance(value, str) and ((or_nothing and not value) or pattern.fullmatch(value) is not None)
    )


def a_hash(*, or_nothing: bool = False) -> Check:
    """The hash of bytes or of another entry."""
    return matches(_HASH, or_nothing=or_nothing)


def hashes(value: object) -> bool:
    """Hashes of other entries."""
    return isinstance(value, list) and len(value) <= 500 and all(map(a_hash(), value))


def flag(value: object) -> bool:
    """Yes or no."""
    return isinstance(value, bool)


def size(value: object) -> bool:
    """How many bytes a picture has."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value <= LARGEST_PICTURE


@dataclass(frozen=True, slots=True)
class Dialect:
    """What entries of one sort of matter may say."""

    #: Name and version of the form; stands in every entry and in every seal.
    spec: str
    #: What the text calls the matter it belongs to.
    matter: str
    #: Kinds of entries with the fields of their bodies.
    bodies: Mapping[str, Mapping[str, Check]]
    #: Kinds whose bytes follow under the hash they announce.
    pictures: frozenset[str]


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as it was written on the device."""

    text: str
    hash: str
    matter: UUID
    device: UUID
    seq: int
    key: UUID
    kind: str
    made_at: datetime
    prev: str
    body: Mapping[str, Any]
    #: Hash of the bytes that must follow; empty when none.
    picture: str

    @property
    def item(self) -> str:
        """The item it is about; empty for the matter as a whole."""
        return str(self.body.get("item", ""))


def hash_of(text: str) -> str:
    """The hash of a text, as the device takes it."""
    return hashlib.sha256(text.encode()).hexdigest()


def _no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError
    return found


def _no_number(_text: str) -> Any:
    raise ValueError


def read(text: str, claimed: str, dialect: Dialect) -> Entry:
    """The entry of a text. Raises Broken when the hash taken at capture is not the text's, or its form is wrong."""
    if len(text) > LONGEST_TEXT:
        raise Broken("form")
    try:
        found = hash_of(text)
    except UnicodeEncodeError:
        raise Broken("form") from None
    if found != claimed:
        raise Broken("hash")
    try:
        said = json.loads(
            text, object_pairs_hook=_no_twins, parse_float=_no_number, parse_constant=_no_number
        )
        return _entry(text, claimed, said, dialect)
    except (ValueError, TypeError, KeyError, RecursionError):
        raise Broken("form") from None


def _id(value: object) -> UUID:
    """An id in its one writing."""
    if not isinstance(value, str) or str(UUID(value)) != value:
        raise ValueError
    return UUID(value)


def _entry(text: str, claimed: str, said: dict[str, Any], dialect: Dialect) -> Entry:
    known = {"spec", dialect.matter, "device", "seq", "key", "kind", "made_at", "prev", "body"}
    body = said["body"]
    if set(said) != known or said["spec"] != dialect.spec or not isinstance(body, dict):
        raise ValueError
    seq = said["seq"]
    if isinstance(seq, bool) or not isinstance(seq, int) or not 1 <= seq <= MOST_OF_DEVICE:
        raise ValueError
    if not _MADE_AT.fullmatch(said["made_at"]) or not _HASH.fullmatch(said["prev"]):
        raise ValueError
    if int(said["made_at"][:4]) not in YEARS:
        raise ValueError
    wanted = dialect.bodies[said["kind"]]
    if set(body) != set(wanted) or not all(check(body[name]) for name, check in wanted.items()):
        raise ValueError
    return Entry(
        text=text,
        hash=claimed,
        matter=_id(said[dialect.matter]),
        device=_id(said["device"]),
        seq=seq,
        key=_id(said["key"]),
        kind=said["kind"],
        made_at=datetime.fromisoformat(said["made_at"]).astimezone(UTC),
        prev=said["prev"],
        body=body,
        picture=str(body["sha256"]) if said["kind"] in dialect.pictures else "",
    )


@dataclass(frozen=True, slots=True)
class Head:
    """Where a device's chain stands at the server."""

    seq: int
    hash: str


def check_follows(entry: Entry, head: Head) -> None:
    """Raise Broken unless the entry is the very next one after what the server has of this device."""
    if entry.seq != head.seq + 1 or entry.prev != head.hash:
        raise Broken("chain")


# --- the bundle ---------------------------------------------------------------------------------------


def seal(  # noqa: PLR0917 - what is sealed, in its order
    dialect: Dialect, key: bytes, person: UUID, matter: UUID, bundle_hash: str, issued_at: datetime
) -> str:
    """What shows, later and without a table, that this bundle was given to this person at this time."""
    said = f"{dialect.spec}\n{person}\n{matter}\n{bundle_hash}\n{issued_at.astimezone(UTC).isoformat()}"
    return hmac.new(key, said.encode(), hashlib.sha256).hexdigest()


@dataclass(frozen=True, slots=True)
class Bundle:
    """The task bundle on which a device's chain rests, as the device states it."""

    hash: str
    issued_at: datetime
    seal: str

    def is_ours(self, dialect: Dialect, key: bytes, person: UUID, matter: UUID) -> bool:
        """Whether we gave it to this person for this matter."""
        try:
            expected = seal(dialect, key, person, matter, self.hash, self.issued_at)
        except OverflowError:  # a moment outside the calendar in UTC
            return False
        return hmac.compare_digest(expected, self.seal)


# --- the clock of the device --------------------------------------------------------------------------


def happened_at(made_at: datetime, off: timedelta, issued_at: datetime, now: datetime) -> datetime:
    """When it was, as near as one can know: the device's time put right by how far its clock is off.

    Never before the bundle was given out and never after the server took it.
    """
    try:
        reckoned = made_at + off
    except OverflowError:
        reckoned = now
    return max(min(reckoned, now), min(issued_at, now))


def is_clock_off(off: timedelta) -> bool:
    """Whether the device's clock is so wrong that readers of the record should know."""
    return abs(off) > CLOCK_TOLERANCE

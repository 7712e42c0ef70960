"""What a phone keeps while it has no network: entries of a visit, each bound to the one before by its hash. Pure.

An entry is a JSON text. Its hash is SHA-256 of that very text, taken when it was made; the text names the
hash of the entry before it on the same device, the first one the hash of the task bundle the officer had in
hand. So nothing can be slipped in, taken out or changed between the visit and the server without being seen
(《行政处罚法》第四十七条 asks for a record of the whole course; 《优化营商环境条例》第五十八条 likewise).
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from regulation.inspections.status import Answer, FirmSign, Unable
from regulation.words import N_

SPEC = "zhiheng-visit-1"
#: Entries that one message may bring, and that one device may make in one visit.
MOST_AT_ONCE, MOST_OF_DEVICE = 200, 5000
LONGEST_TEXT = 20_000
#: What a clock on a device can show: it begins in 1970, and a moment of the last year cannot be said in Beijing time.
YEARS = range(1970, 9999)
#: A device whose clock is off by more is taken at its word, but flagged.
CLOCK_TOLERANCE = timedelta(minutes=10)
#: A picture of more bytes is refused at once, before anybody sends it.
LARGEST_PICTURE = 10 * 1024 * 1024


class Kind(StrEnum):
    """What an entry records."""

    START = "start"  #: the firm's code was scanned or typed, certificates shown, rights told
    ITEM = "item"  #: what was found on one item
    FIRM = "firm"  #: what the firm said and whether it signs
    PHOTO = "photo"  #: a picture was taken; its bytes follow under their hash
    DROP = "drop"  #: a picture that was not sent is given up, with the reason
    SIGNATURE = "signature"  #: somebody signed on the glass; the drawing follows under its hash
    UNABLE = "unable"  #: the visit could not be carried out
    SUBMIT = "submit"  #: the lead signs the whole form
    CONFIRM = "confirm"  #: the second officer signs the record as read


KIND_NAMES: dict[Kind, str] = {
    Kind.START: N_("扫码开始检查"),
    Kind.ITEM: N_("检查事项"),
    Kind.FIRM: N_("机构一方"),
    Kind.PHOTO: N_("照片"),
    Kind.DROP: N_("放弃照片"),
    Kind.SIGNATURE: N_("签名"),
    Kind.UNABLE: N_("无法检查"),
    Kind.SUBMIT: N_("提交检查单"),
    Kind.CONFIRM: N_("确认并签名"),
}


class Result(StrEnum):
    """What became of an entry."""

    TAKEN = "taken"
    CONFLICT = "conflict"  #: the other officer had found something else meanwhile; both are kept
    REFUSED = "refused"  #: kept as evidence, without effect


class How(StrEnum):
    """How the firm's code came into the phone."""

    CAMERA = "camera"
    TYPED = "typed"


class NoScan(StrEnum):
    """Why a code was typed and not scanned."""

    NO_CAMERA = "no_camera"
    NOT_SHOWN = "not_shown"
    UNREADABLE = "unreadable"


NO_SCAN_NAMES: dict[NoScan, str] = {
    NoScan.NO_CAMERA: N_("本机不能扫码"),
    NoScan.NOT_SHOWN: N_("机构没有出示证照"),
    NoScan.UNREADABLE: N_("证照上没有二维码，或者不能识别"),
}


class Role(StrEnum):
    """Who signed on the glass."""

    LEAD = "lead"
    SECOND = "second"
    FIRM = "firm"


ROLE_NAMES: dict[Role, str] = {
    Role.LEAD: N_("第一名执法人员"),
    Role.SECOND: N_("第二名执法人员"),
    Role.FIRM: N_("机构在场人员"),
}


class Broken(Exception):
    """An entry that proves nothing: its hash, its form or its place in the chain is wrong. `code` is for programs."""

    MESSAGES = {  # noqa: RUF012 - read only
        "hash": N_("内容与采集时的哈希值不符"),
        "form": N_("记录的格式不符合约定"),
        "visit": N_("记录不属于这次检查"),
        "chain": N_("记录不能与前一条衔接"),
        "bundle": N_("任务包不是本系统发给您的"),
        "key": N_("同一编号已有不同的内容"),
    }

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
        self.message = self.MESSAGES[code]


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as it was written on the device."""

    text: str
    hash: str
    visit: UUID
    device: UUID
    seq: int
    key: UUID
    kind: Kind
    made_at: datetime
    prev: str
    body: Mapping[str, Any]

    @property
    def item(self) -> str:
        """The item it is about; empty for the visit as a whole."""
        return str(self.body.get("item", ""))

    @property
    def picture(self) -> str:
        """Hash of the bytes that must follow; empty when none."""
        return str(self.body["sha256"]) if self.kind in {Kind.PHOTO, Kind.SIGNATURE} else ""


def hash_of(text: str) -> str:
    """The hash of a text, as the device takes it."""
    return hashlib.sha256(text.encode()).hexdigest()


# --- what an entry may say ----------------------------------------------------------------------------

_HASH = re.compile(r"[0-9a-f]{64}")
_MADE_AT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z")
_PLACE = re.compile(r"-?\d{1,2}\.\d{1,6},-?\d{1,3}\.\d{1,6},\d{1,6}")

#: What JSON can spell and no database keeps: NUL, and half of a pair.
_NO_TEXT = re.compile(r"[\x00\ud800-\udfff]")

Check = Callable[[object], bool]


def _line(longest: int, shortest: int = 0) -> Check:
    return lambda value: (
        isinstance(value, str) and shortest <= len(value) <= longest and _NO_TEXT.search(value) is None
    )


def _one_of(kind: type[StrEnum], *, or_nothing: bool = False) -> Check:
    allowed = {str(each) for each in kind} | ({""} if or_nothing else set())
    return lambda value: isinstance(value, str) and value in allowed


def _matches(pattern: re.Pattern[str], *, or_nothing: bool = False) -> Check:
    return lambda value: (
        isinstance(value, str) and ((or_nothing and not value) or pattern.fullmatch(value) is not None)
    )


def _hashes(value: object) -> bool:
    return isinstance(value, list) and len(value) <= 500 and all(map(_matches(_HASH), value))


def _flag(value: object) -> bool:
    return isinstance(value, bool)


def _size(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value <= LARGEST_PICTURE


_NAME, _VERSION = _line(200), _line(64)

BODIES: dict[Kind, dict[str, Check]] = {
    Kind.START: {
        "place": _line(400, 1),
        "told": _flag,
        "how": _one_of(How),
        "code": _line(500, 1),
        "why_typed": _one_of(NoScan, or_nothing=True),
        "where": _matches(_PLACE, or_nothing=True),
    },
    Kind.ITEM: {
        "item": _line(40, 1),
        "answer": _one_of(Answer),
        "note": _line(2000),
        "was_corrected": _flag,
        "base": _VERSION,
        "settles": _hashes,
    },
    Kind.FIRM: {
        "representative": _line(100),
        "representative_title": _line(100),
        "statement": _line(5000),
        "sign": _one_of(FirmSign, or_nothing=True),
        "sign_refusal": _line(1000),
        "base": _VERSION,
        "settles": _hashes,
    },
    Kind.PHOTO: {"item": _line(40), "sha256": _matches(_HASH), "size": _size, "name": _line(200, 1)},
    Kind.DROP: {"sha256": _matches(_HASH), "reason": _line(300, 1)},
    Kind.SIGNATURE: {
        "role": _one_of(Role),
        "sha256": _matches(_HASH),
        "size": _size,
        "name": _line(100, 1),
        "typed": _flag,
    },
    Kind.UNABLE: {"unable": _one_of(Unable), "note": _line(2000, 1)},
    Kind.SUBMIT: {
        "seen": lambda value: isinstance(value, list) and len(value) <= 300 and all(map(_VERSION, value))
    },
    Kind.CONFIRM: {"record": _matches(_HASH)},
}


def _no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError
    return found


def _no_number(_text: str) -> Any:
    raise ValueError


def read(text: str, claimed: str) -> Entry:
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
        entry = _entry(text, claimed, said)
    except (ValueError, TypeError, KeyError, RecursionError):
        raise Broken("form") from None
    wanted = BODIES[entry.kind]
    if set(entry.body) != set(wanted) or not all(check(entry.body[name]) for name, check in wanted.items()):
        raise Broken("form")
    return entry


def _id(value: object) -> UUID:
    """An id in its one writing."""
    if not isinstance(value, str) or str(UUID(value)) != value:
        raise ValueError
    return UUID(value)


def _entry(text: str, claimed: str, said: dict[str, Any]) -> Entry:
    known = {"spec", "visit", "device", "seq", "key", "kind", "made_at", "prev", "body"}
    if set(said) != known or said["spec"] != SPEC or not isinstance(said["body"], dict):
        raise ValueError
    seq = said["seq"]
    if isinstance(seq, bool) or not isinstance(seq, int) or not 1 <= seq <= MOST_OF_DEVICE:
        raise ValueError
    if not _MADE_AT.fullmatch(said["made_at"]) or not _HASH.fullmatch(said["prev"]):
        raise ValueError
    if int(said["made_at"][:4]) not in YEARS:
        raise ValueError
    return Entry(
        text=text,
        hash=claimed,
        visit=_id(said["visit"]),
        device=_id(said["device"]),
        seq=seq,
        key=_id(said["key"]),
        kind=Kind(said["kind"]),
        made_at=datetime.fromisoformat(said["made_at"]).astimezone(UTC),
        prev=said["prev"],
        body=said["body"],
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


def seal(key: bytes, person: UUID, visit: UUID, bundle_hash: str, issued_at: datetime) -> str:
    """What shows, later and without a table, that this bundle was given to this person at this time."""
    said = f"{SPEC}\n{person}\n{visit}\n{bundle_hash}\n{issued_at.astimezone(UTC).isoformat()}"
    return hmac.new(key, said.encode(), hashlib.sha256).hexdigest()


@dataclass(frozen=True, slots=True)
class Bundle:
    """The task bundle on which a device's chain rests, as the device states it."""

    hash: str
    issued_at: datetime
    seal: str

    def is_ours(self, key: bytes, person: UUID, visit: UUID) -> bool:
        """Whether we gave it to this person for this visit."""
        try:
            expected = seal(key, person, visit, self.hash, self.issued_at)
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


# --- the firm's code ----------------------------------------------------------------------------------

_NOT_A_CODE = re.compile(r"[^0-9A-Z一-鿿]")
_RUN = re.compile(r"[0-9A-Z]{8,40}")


def plain_code(text: str) -> str:
    """A number as it is compared: full-width forms narrowed, capitals, no brackets, dashes or spaces."""
    return _NOT_A_CODE.sub("", unicodedata.normalize("NFKC", text).upper())


def codes_in(text: str) -> list[str]:
    """Every code that a scanned or typed text may mean: the whole of it, and each run of letters and digits in it."""
    narrowed = unicodedata.normalize("NFKC", text[:500]).upper()
    return list(dict.fromkeys([plain_code(narrowed), *_RUN.findall(narrowed)]))


def fingerprint(visit: UUID, code: str) -> str:
    """What the phone holds of an expected code: enough to know it again, not to print it."""
    return hash_of(f"{visit}:{plain_code(code)}")


def is_code_of(expected: Mapping[str, str], scanned: str) -> str:
    """Which of the firm's codes (plain code -> what it is) a text carries; empty when none."""
    return next((expected[code] for code in codes_in(scanned) if code in expected), "")


# --- two officers, one form ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Version:
    """What the form says now of one item, and whose entry that is."""

    hash: str
    person: UUID | None


def is_conflict(current: Version | None, base: str, person: UUID, *, is_same: bool) -> bool:
    """Whether an entry was made without knowing what the other officer had found meanwhile, and says otherwise."""
    return current is not None and not is_same and current.person != person and current.hash != base

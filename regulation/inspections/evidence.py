"""What a phone writes of a visit while it has no network, in the chain of `casework.chain`. Pure.

《行政处罚法》第四十七条 asks for a record of the whole course; 《优化营商环境条例》第五十八条 likewise.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from regulation.casework import chain
from regulation.inspections.status import Answer, FirmSign, Unable
from regulation.words import N_


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


_PLACE = re.compile(r"-?\d{1,2}\.\d{1,6},-?\d{1,3}\.\d{1,6},\d{1,6}")
_VERSION = chain.line(64)

BODIES: dict[str, dict[str, chain.Check]] = {
    Kind.START: {
        "place": chain.line(400, 1),
        "told": chain.flag,
        "how": chain.one_of(How),
        "code": chain.line(500, 1),
        "why_typed": chain.one_of(NoScan, or_nothing=True),
        "where": chain.matches(_PLACE, or_nothing=True),
    },
    Kind.ITEM: {
        "item": chain.line(40, 1),
        "answer": chain.one_of(Answer),
        "note": chain.line(2000),
        "was_corrected": chain.flag,
        "base": _VERSION,
        "settles": chain.hashes,
    },
    Kind.FIRM: {
        "representative": chain.line(100),
        "representative_title": chain.line(100),
        "statement": chain.line(5000),
        "sign": chain.one_of(FirmSign, or_nothing=True),
        "sign_refusal": chain.line(1000),
        "base": _VERSION,
        "settles": chain.hashes,
    },
    Kind.PHOTO: {
        "item": chain.line(40),
        "sha256": chain.a_hash(),
        "size": chain.size,
        "name": chain.line(200, 1),
    },
    Kind.DROP: {"sha256": chain.a_hash(), "reason": chain.line(300, 1)},
    Kind.SIGNATURE: {
        "role": chain.one_of(Role),
        "sha256": chain.a_hash(),
        "size": chain.size,
        "name": chain.line(100, 1),
        "typed": chain.flag,
    },
    Kind.UNABLE: {"unable": chain.one_of(Unable), "note": chain.line(2000, 1)},
    Kind.SUBMIT: {
        "seen": lambda value: isinstance(value, list) and len(value) <= 300 and all(map(_VERSION, value))
    },
    Kind.CONFIRM: {"record": chain.a_hash()},
}


#: What phones write of a visit.
DIALECT = chain.Dialect("zhiheng-visit-1", "visit", BODIES, frozenset({Kind.PHOTO, Kind.SIGNATURE}))


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
    return chain.hash_of(f"{visit}:{plain_code(code)}")


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

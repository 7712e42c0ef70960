"""How fairs are shown: words, tones, days, the lines of a plan."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Any

from app.shell import i18n
from app.shell.i18n import gettext as _
from regulation.accounts.organs import ORGANS
from regulation.errors import Invalid
from regulation.job_fairs.status import (
    FAIR_KINDS,
    FAIR_STATUSES,
    MODES,
    POLICE_BODIES,
    FairKind,
    FairStatus,
    Mode,
    PoliceBody,
)

TONES = {
    FairStatus.DRAFT: "neutral",
    FairStatus.FILED: "info",
    FairStatus.RETURNED: "warn",
    FairStatus.LISTED: "good",
    FairStatus.CALLED_OFF: "bad",
    FairStatus.HELD: "info",
    FairStatus.REPORTED: "done",
    FairStatus.DISCARDED: "done",
}


def pill(status: str) -> tuple[str, str]:
    """Word and tone of a status."""
    return _(FAIR_STATUSES[FairStatus(status)]), TONES[FairStatus(status)]


def mode(value: str) -> str:
    """How it is held."""
    return _(MODES[Mode(value)])


def kind(value: str) -> str:
    """Regular or one-off."""
    return _(FAIR_KINDS[FairKind(value)])


def police(value: str) -> str:
    """Who grants the safety licence."""
    return _(POLICE_BODIES[PoliceBody(value)])


def organ(row: dict[str, Any]) -> str:
    """The organ in the visitor's language."""
    return (i18n.language() == i18n.ENGLISH and row.get("organ_name_en")) or row.get("organ_name") or ""


def areas() -> list[tuple[str, str]]:
    """Districts to choose from: the organs that answer for one."""
    return [
        (each.code, each.area_en if i18n.language() == i18n.ENGLISH else each.area)
        for each in ORGANS
        if not each.is_municipal
    ]


_SPLIT = re.compile(r"[\t,，;；]")
_DAY = re.compile(r"^(\d{4})\D(\d{1,2})\D(\d{1,2})\D?$")


def read_lines(text: str) -> list[dict[str, Any]]:
    """Lines of a plan: day, name, venue, people expected. What cannot be read is left open and named by the rule."""
    found = []
    for line in text.splitlines():
        cells = [each.strip() for each in _SPLIT.split(line)]
        if not any(cells):
            continue
        cells += [""] * (4 - len(cells))
        found.append(
            {
                "day": _day(cells[0]),
                "name": cells[1][:200],
                "venue": cells[2][:300],
                "expected": _count(cells[3]),
            }
        )
    return found


def _plain(text: str) -> str:
    """Full-width digits as digits; names stay as they were written."""
    return unicodedata.normalize("NFKC", text).replace(" ", "")


def _day(text: str) -> date | None:
    match = _DAY.match(_plain(text))
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def _count(text: str) -> int | None:
    digits = _plain(text).removesuffix("人")
    return int(digits) if digits.isdigit() and len(digits) <= 7 else None


def area(code: str) -> str:
    """A district's name in the visitor's language."""
    return dict(areas()).get(code, code)


def refused(invalid: Invalid) -> dict[str, str]:
    """Field errors in the visitor's language, their numbers filled in."""
    return {name: _(text, **invalid.params) for name, text in invalid.errors.items()}

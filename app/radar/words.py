"""A reason as a person reads it: what is alike, with which firm, and where the two differ."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.shell.i18n import gettext as _
from regulation.radar.rules.signals import HOLDINGS, KINDS, VERDICTS, WARNINGS, Kind, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

TONES = {
    Verdict.LICENSED: "good",
    Verdict.PROBABLY: "good",
    Verdict.REBORN: "bad",
    Verdict.UNCERTAIN: "warn",
    Verdict.NOT_FOUND: "neutral",
}
CLUSTER_TONES = {"open": "warn", "dismissed": "neutral", "raised": "good", "merged": "neutral"}
LIST_TONES = {"received": "neutral", "matching": "warn", "matched": "good", "failed": "bad"}


def verdict(code: str) -> tuple[str, str]:
    """In words, and its tone."""
    return _(VERDICTS[Verdict(code)]), TONES[Verdict(code)]


def kind(code: str) -> str:
    """A reason in words."""
    return _(KINDS[Kind(code)])


def warnings(codes: Sequence[str]) -> list[str]:
    """What a person should look at."""
    return [_(WARNINGS[code]) for code in codes]  # type: ignore[index]


def holding(code: str) -> str:
    """What the firm holds."""
    return _(HOLDINGS[code]) if code else ""  # type: ignore[index]


def marked(signal: dict[str, Any]) -> list[tuple[str, bool]]:
    """What the list wrote, in pieces, each with whether it differs from the register."""
    differs = set(signal["at"])
    pieces: list[tuple[str, bool]] = []
    for place, sign in enumerate(signal["theirs"]):
        if pieces and pieces[-1][1] == (place in differs):
            pieces[-1] = (pieces[-1][0] + sign, pieces[-1][1])
        else:
            pieces.append((sign, place in differs))
    return pieces


def sum_of(signals: Sequence[dict[str, Any]], firm: str) -> str:
    """How the score came about: what each reason leaves open, multiplied."""
    told = [
        f"{_(KINDS[Kind(each['kind'])])} {round(each['weight'] * 100)}"
        for each in signals
        if each["firm"] == firm
    ]
    return " · ".join(told)

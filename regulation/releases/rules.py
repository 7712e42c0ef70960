"""What kind of publication may follow which, what it revised, and the hash of what it says. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from regulation.law.citation import STATISTICS_LAW, STATISTICS_REGULATIONS
from regulation.law.coverage import rule
from regulation.words import N_

#: 统计资料 are published by the department that surveyed them.
RELEASE = STATISTICS_LAW.article(27, doubt=N_("条文序号按2024年修正文本，待核对"))
#: Figures that were revised are published in time, with what they rest on and why.
REVISION = STATISTICS_REGULATIONS.article(26)
#: Before publication nobody passes figures on or gains from them.
SECRECY = STATISTICS_REGULATIONS.article(28)


class Kind(StrEnum):
    """What kind of publication a vintage is."""

    PRELIMINARY = "p"
    FINAL = "final"
    REVISED = "r"


KINDS: dict[Kind, str] = {
    Kind.PRELIMINARY: N_("初步数"),
    Kind.FINAL: N_("最终数"),
    Kind.REVISED: N_("修订数"),
}

#: Reading: preliminary figures in June, final ones in October, revised ones with the next year's release; nothing preliminary
#: once the final figures stand.
_AFTER: dict[Kind | None, frozenset[Kind]] = {
    None: frozenset({Kind.PRELIMINARY, Kind.FINAL}),
    Kind.PRELIMINARY: frozenset({Kind.PRELIMINARY, Kind.FINAL}),
    Kind.FINAL: frozenset({Kind.REVISED}),
    Kind.REVISED: frozenset({Kind.REVISED}),
}


def kinds_after(before: Kind | None) -> list[Kind]:
    """What may be published next of a year, given its latest vintage."""
    return [each for each in Kind if each in _AFTER[before]]


@rule(SECRECY)
def is_embargoed(embargo_until: datetime | None, now: datetime) -> bool:
    """Until the instant that was set nobody publishes; at that instant it is free."""
    return embargo_until is not None and now < embargo_until


@rule(REVISION)
def revisions(
    before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]], *, reason: str, approver: str
) -> list[dict[str, str]]:
    """Each published cell that now says something else, as printed: old, new, why, and who approved it.

    A cell that was not there before is new, not revised; one that is gone counts as revised to nothing.
    """
    old = {_place(each): _shown(each) for each in before}
    new = {_place(each): _shown(each) for each in after}
    return [
        {
            "table": place[0],
            "row": place[1],
            "column": place[2],
            "old": old[place],
            "new": new.get(place, ""),
            "reason": reason,
            "approver": approver,
        }
        for place in sorted(old)
        if old[place] != new.get(place, "")
    ]


def _place(cell: Mapping[str, Any]) -> tuple[str, str, str]:
    return cell["table_key"], cell["row_key"], cell["column_key"]


def _shown(cell: Mapping[str, Any]) -> str:
    value = cell["value"]
    if value is None:
        return str(cell["symbol"])
    return f"{Decimal(value).quantize(Decimal(1).scaleb(-cell['decimals'])):f}"


def tables_hash(tables: Sequence[Mapping[str, Any]], cells: Sequence[Mapping[str, Any]]) -> str:
    """SHA-256 of all that the public will read: heads, stubs, notes, and every cell as printed."""
    said = {
        "tables": list(tables),
        "cells": [
            [*_place(each), _shown(each), each["status"]]
            for each in sorted(cells, key=lambda each: (*_place(each), each["position"]))
        ],
    }
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()

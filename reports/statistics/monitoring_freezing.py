"""The answers of a quarter as they are frozen: one canonical text, named by its digest. What is frozen is what is computed."""

from __future__ import annotations

import hashlib
import json
import zlib
from decimal import Decimal
from typing import TYPE_CHECKING

from regulation.surveys import months
from regulation.surveys.actions import quarters
from regulation.surveys.estimation import Asked, Quarter
from regulation.surveys.queries import monitoring as collecting
from regulation.surveys.queries import pseudonyms, snapshots
from regulation.surveys.queries.monitoring import Collected

if TYPE_CHECKING:
    from datetime import datetime

    from regulation.actor import Actor

#: Raised whenever the same answers would give another text.
CODE_VERSION = "1"


async def freeze(year: int, number: int, *, actor: Actor, now: datetime) -> str:
    """Freeze the answers of the moment; the digest of the snapshot."""
    found = await present(year, number)
    text = as_text(found)
    digest = hashlib.sha256(text).hexdigest()
    await quarters.freeze(
        months.quarter_text(year, number),
        digest,
        zlib.compress(text, 9),
        len(found.quarter.asked),
        CODE_VERSION,
        actor=actor,
        now=now,
    )
    return digest


async def frozen(year: int, number: int, digest: str | None = None) -> Collected | None:
    """What was frozen last of a quarter, or under a digest; None where nothing was."""
    content = await snapshots.of_quarter(months.quarter_text(year, number), digest)
    return None if content is None else of_text(zlib.decompress(content))


async def present(year: int, number: int) -> Collected:
    """The answers of the moment under pseudonyms, in their order: with a snapshot alone no row leads back to a firm."""
    found = await collecting.quarter(year, number)
    units = await pseudonyms.of_units({each.unit for each in found.quarter.asked})
    groups = await pseudonyms.of_groups(set(found.groups.values()))
    asked = [
        Asked(
            units[each.unit],
            each.stratum,
            each.month,
            each.population,
            each.answer,
            each.expects,
            each.district,
        )
        for each in found.quarter.asked
    ]
    return Collected(
        found.year,
        found.number,
        Quarter(sorted(asked, key=lambda each: (each.month, each.unit))),
        {units[unit]: groups[group] for unit, group in found.groups.items()},
        found.months,
        found.digest,
    )


def as_text(found: Collected) -> bytes:
    """The same answers, the same bytes."""
    said = {
        "year": found.year,
        "quarter": found.number,
        "months": found.months,
        "filings": found.digest,
        "groups": found.groups,
        "asked": [
            [
                each.unit,
                each.stratum,
                each.month,
                each.population,
                None if each.answer is None else {key: f"{value:f}" for key, value in each.answer.items()},
                each.expects,
                each.district,
            ]
            for each in found.quarter.asked
        ],
    }
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def of_text(text: bytes) -> Collected:
    """Read back what `as_text` wrote."""
    said = json.loads(text)
    asked = [
        Asked(
            unit,
            stratum,
            month,
            population,
            None if answer is None else {key: Decimal(value) for key, value in answer.items()},
            expects,
            district,
        )
        for unit, stratum, month, population, answer, expects, district in said["asked"]
    ]
    return Collected(
        said["year"], said["quarter"], Quarter(asked), said["groups"], tuple(said["months"]), said["filings"]
    )

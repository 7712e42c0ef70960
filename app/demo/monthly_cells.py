"""A month of an invented monitoring point: vacancies and job seekers, divided every way the form asks, adding up every way."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

from regulation.indicators.entries.monthly import CLASSIFICATIONS, DEMAND, EMPLOYING, SEEK
from regulation.surveys.panel import PLATFORM, PUBLIC

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Vacancies of a point in an ordinary month, by its channel; the platforms are drawn apart.
USUAL = {PUBLIC: (40, 260), PLATFORM: (60_000, 240_000)}
OTHERS = (15, 420)
#: The market of the year: full after the spring festival, quiet at its end. From January.
SEASON = (0.86, 0.95, 1.22, 1.15, 1.08, 1.04, 1.02, 1.0, 1.03, 0.98, 0.9, 0.84)
#: Vacancies per job seeker, by year; what is not listed is the last.
TIGHTNESS = {2023: 1.22, 2024: 1.18, 2025: 1.24, 2026: 1.31}
#: A platform's vacancies have fewer of their seekers registered with it than a public service's.
OF_CHANNEL = {PUBLIC: 1.12, PLATFORM: 0.94}
#: How much the classes of a division differ in size.
STEEPNESS = 1.5


def of(number: str, stratum: str, month: str, seed: int) -> dict[str, Any]:
    """Values by indicator key; the same every time for the same seed."""
    steady = random.Random(f"{seed}:point:{number}")  # noqa: S311 - a demonstration must be repeatable
    draw = random.Random(f"{seed}:month:{number}:{month}")  # noqa: S311 - a demonstration must be repeatable
    year, at = int(month[:4]), int(month[5:])
    least, most = USUAL.get(stratum, OTHERS)
    usual = least * (most / least) ** steady.random()
    demand = max(1, round(usual * SEASON[at - 1] * draw.uniform(0.9, 1.1)))
    ratio = (
        TIGHTNESS.get(year, 1.2)
        * OF_CHANNEL.get(stratum, 1.0)
        * steady.uniform(0.75, 1.3)
        * draw.uniform(0.95, 1.05)
    )
    # The fewer vacancies of the winter meet the same people: the ratio falls at the year's end.
    seekers = max(1, round(demand / ratio / SEASON[at - 1] ** 0.3))
    values: dict[str, Any] = {
        "sd_demand_new": round(demand * draw.uniform(0.35, 0.6)),
        "sd_demand_valid": demand,
        "sd_seek_new": round(seekers * draw.uniform(0.35, 0.6)),
        "sd_seek_valid": seekers,
    }
    for division in CLASSIFICATIONS:
        for side, total in ((DEMAND, demand), (SEEK, seekers)):
            parts = _parts(steady, total, len(division.classes.get(side, ())))
            values |= _some(division.cells(side), parts)
        if EMPLOYING in division.classes:
            wanted = [values.get(key, 0) for key in division.cells(DEMAND)]
            values |= _some(
                division.cells(EMPLOYING),
                [max(1, round(each / steady.uniform(1.5, 9))) if each else 0 for each in wanted],
            )
    middle = round(steady.uniform(5_500, 13_500) * (1.03 ** (year - 2024)), -2)
    values |= {
        "sd_salary_p25": round(middle * 0.74),
        "sd_salary_p50": round(middle),
        "sd_salary_p75": round(middle * 1.42),
        "sd_expect": draw.choices(("up", "same", "down"), (3, 5, 2))[0],
    }
    if stratum == PLATFORM:
        values |= {
            "sd_posts_online": round(demand * draw.uniform(0.5, 0.7)),
            "sd_cv_online": seekers * draw.randint(2, 4),
        }
    return values


def _parts(draw: random.Random, total: int, count: int) -> list[int]:
    """Whole numbers that add up to the total, a few large and many small."""
    if not count:
        return []
    weights = [draw.random() ** STEEPNESS + 0.02 for _ in range(count)]
    whole = sum(weights)
    parts = [int(total * weight / whole) for weight in weights]
    parts[max(range(count), key=weights.__getitem__)] += total - sum(parts)
    return parts


def _some(keys: Sequence[str], parts: Sequence[int]) -> dict[str, int]:
    """What there is none of is left empty, as the form asks."""
    return {key: part for key, part in zip(keys, parts, strict=True) if part}

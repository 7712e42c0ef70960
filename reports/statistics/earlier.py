"""The releases before a book with the microdata they were made of, to see what it tells by subtraction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from regulation.releases import queries
from regulation.surveys.queries import snapshots
from reports.late import pl
from reports.statistics import history
from reports.statistics.disclosure import Aggregate, Earlier, Fact
from reports.statistics.frames import WIDE_BANDS, Figures
from reports.statistics.microdata import Microdata, Unreadable
from reports.statistics.t07_revenue_bands import COUNTED

#: Under this name a release keeps, among its parameters, the digest of the microdata it was made of.
SNAPSHOT = "snapshot"


@dataclass(frozen=True, slots=True)
class Vintage:
    """A release: what it printed, and what it was made of; none where that was not kept."""

    name: str
    told: frozenset[Fact]
    microdata: Microdata | None


async def vintages(series: str, year: int) -> tuple[Vintage, ...]:
    """Every release that may have printed a figure of the year's book, oldest first: a book prints its year and the one before."""
    found = []
    for each in reversed(await queries.all_releases(series)):
        if abs(each.year - year) > 1:
            continue
        kept = await _kept(each.year, str(each.parameters.get(SNAPSHOT) or ""))
        before = history.told(await history.tables_of(each))
        found.append(Vintage(f"{each.year}.{each.vintage}", frozenset(before.published), kept))
    return tuple(found)


async def _kept(year: int, digest: str) -> Microdata | None:
    snapshot = await snapshots.latest(year, digest) if digest else None
    if snapshot is None:
        return None
    try:
        return Microdata.from_parquet(snapshot.content, expected=digest)
    except Unreadable:  # kept by a form of microdata that this code no longer knows
        return None


# --- pure ---------------------------------------------------------------------------------------------------


def compared(microdata: Microdata, releases: Sequence[Vintage]) -> tuple[Earlier, ...]:
    """The releases as disclosure control asks them; those made of the same microdata have nothing to tell."""
    return tuple(
        _earlier(microdata, each.microdata, each)
        for each in releases
        if each.microdata is not None and each.microdata.digest != microdata.digest
    )


def _earlier(now: Microdata, then: Microdata, release: Vintage) -> Earlier:
    pairs: dict[int, tuple[Figures, Figures] | None] = {}

    def changed(fact: Fact) -> Aggregate | None:
        if not (fact.year in now.years and fact.year in then.years):
            return None
        if fact.year not in pairs:
            pairs[fact.year] = _revised(now, then, fact.year)
        pair = pairs[fact.year]
        if pair is None:
            return Aggregate(0, Decimal(0))
        after, before = pair
        if fact.indicator == COUNTED:
            # Who moved between two bands is told a band, which is wider than what protects anybody's revenue.
            return Aggregate(0, _counted(after, fact) - _counted(before, fact))
        try:
            return after.revision(before, fact)
        except KeyError:  # counted by something that is no cell of the form
            return None

    return Earlier(release.name, release.told, changed)


def _counted(found: Figures, fact: Fact) -> Decimal:
    band = fact.code("band") or ""
    cut = "wide_band" if band in WIDE_BANDS else "band" if band else ""
    each = found.counted(cut).get(band)
    return each.total if each else Decimal(0)


def _revised(now: Microdata, then: Microdata, year: int) -> tuple[Figures, Figures] | None:
    """The figures of those units alone of which anything differs: the others change nothing, and there are many."""
    units = [each.of_year(year) for each in (now, then)]
    cells = [each.imputed_of(year) for each in (now, then)]
    differ = {*_unlike(*units), *_unlike(*cells)}
    if not differ:
        return None
    kept = [
        Microdata.of(*(frame.filter(pl.col("unit").is_in(differ)) for frame in each))
        for each in zip(units, cells, strict=True)
    ]
    return Figures(kept[0], year), Figures(kept[1], year)


def _unlike(one: pl.DataFrame, other: pl.DataFrame) -> set[str]:
    """Units with a row that the other frame has not."""
    hashed = [each.select("unit", pl.Series("row", each.hash_rows())) for each in (one, other)]
    return {
        unit
        for own, others in (hashed, hashed[::-1])
        for unit in own.join(others, on=["unit", "row"], how="anti")["unit"]
    }

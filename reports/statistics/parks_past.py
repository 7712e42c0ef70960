"""What earlier releases of the yearbook told of the parks, with the reports that were in when each passed the check."""

from __future__ import annotations

from datetime import datetime

from regulation.releases import queries
from regulation.releases.queries import Published
from reports.statistics import history, t12_parks
from reports.statistics.parks_protection import Past, Vintage, of_parks
from reports.statistics.protection import Before


async def known(series: str, year: int, before: Before) -> Past:
    """Every release of the year, and the tenants' figures of the year before as they stand."""
    vintages = []
    for release in reversed(await queries.all_releases(series)):
        if release.year != year:
            continue
        printed = of_parks(history.told(await history.tables_of(release))).published
        if printed:
            then = await t12_parks.gather(year, then=_checked_at(release))
            vintages.append(Vintage(f"{release.year}.{release.vintage}", printed, then))
    return Past(before, tuple(vintages), await t12_parks.gather(year - 1))


def _checked_at(release: Published) -> datetime:
    """When the tables were computed: at the check that they passed, else at the latest when they were published."""
    passed = [each["at"] for each in release.signatures if each["act"] == "disclosure_passed"]
    return datetime.fromisoformat(passed[-1]) if passed else release.published_at

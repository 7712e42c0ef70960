"""The openings of the log's leaves that the statistics keep, for the check of the whole log."""

from __future__ import annotations

from regulation.ledger import checking
from regulation.surveys.session import statistical


@statistical
async def found() -> checking.Openings:
    """What lies behind the leaves of the statistics."""
    return await checking.openings()

"""Papers and log entries of returns: kept with the rights of the statistics, shown to the respondent and to whoever holds the paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation.casework import documents
from regulation.ledger import queries as ledger
from regulation.surveys.session import statistical

if TYPE_CHECKING:
    from uuid import UUID

    from regulation.ledger.receipt import Opening

#: As `casework.documents`, on the papers of the statistics.
by_token = statistical(documents.by_token)
stored_bytes = statistical(documents.stored_bytes)
store_bytes = statistical(documents.store_bytes)


@statistical
async def log_entry(return_id: UUID) -> tuple[int, Opening | None] | None:
    """The newest filing of a return in the register log, with what its leaf commits to; None before the first."""
    found = [
        seq
        for act in ("submit", "resubmit")
        if (seq := await ledger.last_of(str(return_id), "statistical_return", act)) is not None
    ]
    if not found:
        return None
    return max(found), await ledger.opening(max(found))


@statistical
async def receipt_of(return_id: UUID, version: int = 0) -> dict[str, Any] | None:
    """The receipt of a return: the latest, or that of a version."""
    papers = [
        each
        for each in await documents.of_matter("statistical_return", return_id)
        if each["kind"] == "statistical_return_receipt"
    ]
    if version:
        papers = papers[version - 1 : version]
    return papers[-1] if papers else None

"""What the verifications of reports on dispatch found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import database

if TYPE_CHECKING:
    from uuid import UUID


async def of_report(report_id: UUID) -> list[dict[str, Any]]:
    """All of one report, newest first; `is_standing` unless the report was opened again for correction."""
    return await database.rows(
        """select verification.*, filed.version, fact.annulled_on is null as is_standing,
                  document.number
             from dispatch_verification as verification join filed_report as filed on filed.id = verification.filed
                  join integrity_fact as fact on fact.id = verification.fact
                  join document on document.id = verification.document
            where verification.report = $1 order by verification.given_at desc""",
        report_id,
    )

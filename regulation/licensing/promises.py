"""Reading what belongs to the check of a promise: its period here, its order to correct, its files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import database
from regulation.casework import attachments, decrees, documents, service
from regulation.licensing import parameters

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from regulation.law.period import Period

Row = dict[str, Any]

MATTER = "commitment_check"
#: Files of the holder's own report; all others are the officials' evidence, by the point they show.
CORRECTION = "correction"


async def check_within(organ_id: UUID | None, on: date) -> Period:
    """The period of the check for promises accepted by this organ on a day: the notice's, unless a decree set another."""
    return (await decrees.in_force(parameters.CHECK_MONTHS, organ_id, on)).value


async def order_of(check_id: UUID) -> Row | None:
    """The order to correct that the first look led to, with the day of its service; None before it."""
    for paper in await documents.of_matter(MATTER, check_id):
        if paper["kind"] == "order_to_correct" and paper["withdrawn_at"] is None:
            return paper | {"served_on": await service.first_served_on(paper["id"])}
    return None


async def files_of(check_id: UUID) -> list[Row]:
    """Photographs and other files, the oldest first."""
    return await attachments.of(MATTER, check_id)


async def corrections_of(check_id: UUID) -> list[Row]:
    """What the holder reported as put right, the latest first."""
    return await database.rows(
        """select reason, at, actor_name from case_log
           where matter_kind = $1 and matter_id = $2 and action = 'report_correction' order by at desc""",
        MATTER,
        check_id,
    )


async def of_firm(firm_id: UUID) -> list[Row]:
    """Checks of a firm's promises, the open ones first."""
    return await database.rows(
        """select commitment_check.*, licence.number as licence_number
           from commitment_check join licence on licence.id = commitment_check.licence
           where commitment_check.firm = $1 order by (commitment_check.status = 'passed'), due_on desc""",
        firm_id,
    )

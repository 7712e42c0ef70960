"""The telephone numbers that firms gave in their matters: what tells an official that two entries may be one firm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regulation import database

if TYPE_CHECKING:
    from uuid import UUID


async def of_firms() -> list[tuple[str, UUID]]:
    """Each number with the firm that gave it, digits alone."""
    found = await database.rows(
        r"""select distinct regexp_replace(contact_phone, '\D', '', 'g') as phone, firm from filing
             where char_length(regexp_replace(contact_phone, '\D', '', 'g')) >= 8"""
    )
    return [(row["phone"], row["firm"]) for row in found]

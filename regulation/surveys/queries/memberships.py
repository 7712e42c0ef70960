"""Which firms are one enterprise group on a day: contributors of a figure are counted by group."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from regulation import database
from regulation.surveys.session import statistical


@statistical
async def of_firms(day: date) -> dict[UUID, str]:
    """The group of every firm that belongs to one."""
    found = await database.rows(
        """select firm, group_key from enterprise_group
            where since <= $1 and (until is null or until >= $1) order by firm, since""",
        day,
    )
    return {each["firm"]: each["group_key"] for each in found}

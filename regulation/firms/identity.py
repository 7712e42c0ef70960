"""Who a firm is, for the pages and papers of other areas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import database, errors

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID


async def of(firm_id: UUID) -> dict[str, Any]:
    """The current row of a firm. Raises NotFound."""
    found = await database.row("select * from firm where id = $1", firm_id)
    if found is None:
        raise errors.NotFound
    return found


async def of_all(firm_ids: Iterable[UUID]) -> list[dict[str, Any]]:
    """The current rows of several firms, by name."""
    return await database.rows(
        "select * from firm where id = any($1::uuid[]) order by name, id", list(firm_ids)
    )


async def by_code(code: str) -> dict[str, Any] | None:
    """The firm of a register number or of a code that is one firm's alone; None when none or several bear it."""
    asked = code.strip().upper()
    found = await database.rows(
        """select * from firm
            where id in (select coalesce(merged_into, id) from firm where number = $1 or uscc = $1) limit 2""",
        asked,
    )
    return found[0] if len(found) == 1 else None

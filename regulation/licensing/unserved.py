"""Papers of an organ's applications and their licences that still wait for their service."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import database, errors

if TYPE_CHECKING:
    from uuid import UUID

Row = dict[str, Any]
#: What the applicant gave, and what stays in the file: nobody is served with it.
NOT_SERVED = ("application_form", "commitment_letter", "verification_record")

_PAPERS = """
    select document.id, document.kind, document.number as paper_number, document.issued_at, application.number,
           application.firm_name, application.firm
      from document
      join application on (document.matter_kind = 'application' and document.matter_id = application.id)
        or (document.matter_kind = 'licence' and document.matter_id in (
                select licence.id from licence where licence.application = application.id))
     where application.organ = $1 and document.withdrawn_at is null and document.kind <> all($2::text[])
       and not exists (select from service where service.document = document.id)
"""


async def of_organ(organ_id: UUID, *, limit: int) -> list[Row]:
    """The oldest first."""
    return await database.rows(
        f"{_PAPERS} order by document.issued_at, document.id limit $3",
        organ_id,
        list(NOT_SERVED),
        limit,
    )


async def find(organ_id: UUID, document_id: UUID) -> Row:
    """One of them, with the application to which it belongs. Raises NotFound when it was served, or is another organ's."""
    found = await database.row(
        f"{_PAPERS} and document.id = $3",
        organ_id,
        list(NOT_SERVED),
        document_id,
    )
    if found is None:
        raise errors.NotFound
    return found

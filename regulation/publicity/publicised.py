"""What is public of penalties and licences, as the lists for double publicity need it; and what is public no longer."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from regulation import database
from regulation.casework import publication

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date
    from uuid import UUID

Row = dict[str, Any]


async def penalties(organ_id: UUID, *, today: date) -> list[Row]:
    """Penalties of an organ that are public today, the earliest first; each with its case.

    What stays past its last day is among them; what was quashed and waits to be taken down is not, nor are human beings,
    who have a form of their own.
    """
    found = await database.rows(
        f"""select p.id as publication, p.number, p.from_on, p.latest_end_on,
                   case when p.latest_end_on <= $1 then p.kept_reason else '' end as kept_reason, p.body, p.organ_name,
                   c.party, c.measures, c.fine, c.confiscated, c.decided_on,
                   array(select r.kind || ' ' || r.number from registration_entry as r where r.firm = c.firm
                         and r.kind in ('hr_licence', 'dispatch_licence') order by r.kind, r.number) as licences
            from (select * from publication where {publication.CURRENT} and kind = 'penalty' and organ_id = $2) as p
                 join penalty_case as c on c.id = p.matter_id
            where not coalesce((c.party ->> 'is_person')::boolean, false) and c.status <> 'quashed'
            order by p.from_on, p.number""",  # noqa: S608
        today,
        organ_id,
    )
    return [{**each, "party": json.loads(each["party"]), "body": json.loads(each["body"])} for each in found]


async def licences(organ_id: UUID, *, today: date) -> list[Row]:
    """Decisions granting a licence of an organ that are public today, the earliest first; the address as registered."""
    found = await database.rows(
        f"""select p.id as publication, p.from_on, p.body, p.organ_name,
                   (select domicile from firm where firm.id = p.firm_id) as address
            from (select * from publication where {publication.CURRENT} and kind = 'licence_grant' and organ_id = $2) as p
            order by p.from_on, p.number""",  # noqa: S608
        today,
        organ_id,
    )
    return [{**each, "body": json.loads(each["body"])} for each in found]


async def endings(publications: Collection[UUID]) -> dict[UUID, Row]:
    """When and why these publications ended."""
    found = await database.rows(
        "select id, ended_on, end_reason, latest_end_on from publication where id = any($1)",
        list(publications),
    )
    return {each["id"]: each for each in found}

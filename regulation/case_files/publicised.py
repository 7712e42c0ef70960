"""Penalties that are public, as the list for double publicity needs them: by the day on which they were published."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from regulation import database

if TYPE_CHECKING:
    from datetime import date

    from regulation.actor import Actor

Row = dict[str, Any]


async def between(actor: Actor, since: date, until: date, *, today: date) -> list[Row]:
    """What was published on these days within reach and is public still, the earliest first; each with its case.

    What was taken down or has ended is not sent again. Human beings are not among them: they have a form of their own.
    """
    found = await database.rows(
        """select p.number, p.from_on, p.latest_end_on, p.seriousness, c.party, c.party_name, c.violation, c.measures,
                  c.fine, c.confiscated, c.decided_on, c.firm, organ.name as organ_name, organ.code as organ_own_code,
                  p.body ->> 'basis' as basis, p.body ->> 'content' as content, p.body ->> 'violation' as said,
                  array(select r.kind || ' ' || r.number from registration_entry as r where r.firm = c.firm
                        and r.kind in ('hr_licence', 'dispatch_licence') order by r.kind, r.number) as licences
           from publication as p join penalty_case as c on c.id = p.matter_id join organ on organ.id = c.organ
           where p.kind = 'penalty' and p.from_on between $1 and $2 and p.from_on <= $3 and p.ended_on is null
             and (p.latest_end_on is null or p.latest_end_on > $3)
             and not coalesce((c.party ->> 'is_person')::boolean, false)
             and ($4::uuid is null or c.organ = $4)
           order by p.from_on, p.number""",
        since,
        until,
        today,
        None if actor.is_municipal else actor.organ_id,
    )
    return [{**each, "party": json.loads(each["party"])} for each in found]

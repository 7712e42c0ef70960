"""Reading the evidence of cases for pages: tallies, and the cases an officer takes evidence in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import database
from regulation.penalties.status import OPEN

if TYPE_CHECKING:
    from uuid import UUID

    from regulation.actor import Actor

Row = dict[str, Any]


async def tally(case_id: UUID) -> Row:
    """What the case page says in a line: pieces that changed, records, preservations."""
    found = await database.row(
        """select (select count(*) from case_record where case_id = $1 and status <> 'void') as records,
                  (select count(*) from case_preservation where case_id = $1 and status <> 'refused') as kept,
                  (select count(*) from case_evidence as e join evidence_alarm as a
                          on a.evidence = e.id and a.restored_at is null
                   where e.case_id = $1
                     and not exists (select from evidence_exclusion as x where x.evidence = e.id)) as changed""",
        case_id,
    )
    return dict(found or {})


async def own_cases(actor: Actor) -> list[Row]:
    """Open cases in which this person is one of the two officers, those under investigation first."""
    return await database.rows(
        """select c.id, c.number, c.status, c.party_name, c.violation, c.opened_on,
                  (select count(*) from case_evidence as e where e.case_id = c.id) as pieces
           from penalty_case as c where $1 in (c.officer_a, c.officer_b) and c.organ = $2 and c.status = any($3::text[])
           order by c.status = 'investigating' desc, c.opened_on desc nulls last, c.number limit 200""",
        actor.person_id,
        actor.organ_id,
        sorted(OPEN),
    )


async def pending(organ_id: UUID, *, is_municipal: bool) -> list[Row]:
    """What waits for a word in an organ: recusals, extensions, transfers to be received, and for the city designations."""
    return await database.rows(
        """select 'recusal' as what, c.number, c.party_name, '/desk/cases/' || c.id || '/recusals' as url
           from case_recusal as r join penalty_case as c on c.id = r.case_id where r.status = 'asked' and c.organ = $1
           union all
           select 'extension', o.number, o.party_name, '/desk/orders/' || o.id || '/extension'
           from order_extension as e join correction_order as o on o.id = e.order_id where e.status = 'asked' and o.organ = $1
           union all
           select 'transfer', t.number, t.party_name, '/desk/transfers'
           from case_transfer as t where t.status = 'sent' and t.counterpart_organ = $1
           union all
           select 'designation', c.number, c.party_name, '/desk/cases/' || c.id || '/jurisdiction'
           from case_designation as d join penalty_case as c on c.id = d.case_id where d.status = 'asked' and $2
           order by 1, 2 limit 200""",
        organ_id,
        is_municipal,
    )

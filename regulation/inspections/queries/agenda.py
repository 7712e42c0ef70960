"""Tasks as a calendar shows them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from regulation import database

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

#: Visits that fell away stay so long, so that a calendar which imported them can strike them out.
CANCELLED = timedelta(days=60)


async def of_person(person: UUID, *, now: datetime) -> list[dict[str, Any]]:
    """Open tasks of an officer with the days of their permission, and those that fell away lately.

    `sequence` grows with every act in the matter, `changed_at` is the last one.
    """
    return await database.rows(
        """select task.id, task.number, task.status, task.visit_by, task.assigned_on, firm.name as firm_name,
                  coalesce(nullif(firm.place_of_business, ''), firm.domicile, '') as address,
                  approval.visit_from, approval.visit_until, coalesce(approval.announced, false) as announced,
                  log.sequence, log.changed_at
           from inspection_task as task
                join task_member as member on member.task = task.id and member.person = $1
                join firm on firm.id = task.firm
                left join inspection_approval as approval on approval.task = task.id and approval.status = 'approved'
                cross join lateral (select count(*) as sequence, max(at) as changed_at from case_log
                                     where matter_kind = 'inspection_task' and matter_id = task.id) as log
           where task.status in ('assigned', 'proposed', 'approved', 'notified', 'started', 'submitted')
              or (task.status = 'carried' and log.changed_at > $2)
           order by coalesce(approval.visit_from, task.visit_by), task.number""",
        person,
        now - CANCELLED,
    )

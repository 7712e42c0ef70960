"""Which visits were drawn to check a yearly report, and what they found of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import database

if TYPE_CHECKING:
    from uuid import UUID


async def year_of(task_id: UUID) -> int | None:
    """The year whose report the task's draw was about; None for every other draw."""
    found: int | None = await database.value(
        """select plan_line.reported_year from inspection_task as task
             join inspection_draw as draw on draw.id = task.draw join plan_line on plan_line.id = draw.plan_line
            where task.id = $1""",
        task_id,
    )
    return found


async def accepted(firm_id: UUID, year: int) -> UUID | None:
    """The accepted filing of a firm's operating report."""
    found: UUID | None = await database.value(
        """select filed from annual_report where firm = $1 and year = $2 and kind = 'operating'
            and status = 'accepted'""",
        firm_id,
        year,
    )
    return found


async def of_task(task_id: UUID) -> dict[str, Any] | None:
    """What was found in a visit."""
    return await database.row("select * from report_check where task = $1", task_id)


async def of_firm(firm_id: UUID, year: int) -> list[dict[str, Any]]:
    """What was found of a firm's report of a year, newest first."""
    return await database.rows(
        """select checked.*, filed.version, task.number as task_number, task.id as task_id
             from report_check as checked join filed_report as filed on filed.id = checked.filed_report
                  join inspection_task as task on task.id = checked.task
            where filed.firm_id = $1 and filed.year = $2 and filed.kind = 'operating' order by checked.given_at desc""",
        firm_id,
        year,
    )

"""The firm's side of a visit: the page behind an officer's code, what firms reported, how they rated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation import database, errors
from regulation.inspections import permissions, rules_door
from regulation.inspections.queries import approvals, tasks
from regulation.inspections.status import ApprovalStatus

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from regulation.actor import Actor


async def by_token(token: str) -> dict[str, Any]:
    """The code with its task, its approval and the officer who shows it. Raises NotFound."""
    code = await database.row("select * from door_code where token = $1", token.strip().upper())
    if code is None:
        raise errors.NotFound
    task = await tasks.any_task(code["task"])
    approval = await approvals.living(code["task"])
    if approval is not None and (
        approval["status"] != ApprovalStatus.APPROVED or approval["notified_at"] is None
    ):
        approval = None
    return {"code": code, "task": task, "approval": approval}


def door_of(found: Mapping[str, Any]) -> rules_door.Door:
    """The bridge from rows to what the rules see."""
    approval = found["approval"]
    named = {each["person"] for each in approval["officers"]} if approval else set()
    return rules_door.Door(
        day=found["code"]["day"],
        status=found["task"]["status"],
        visit_from=approval["visit_from"] if approval else None,
        visit_until=approval["visit_until"] if approval else None,
        is_named=str(found["code"]["person"]) in named,
    )


async def rating(task_id: UUID) -> dict[str, Any] | None:
    """What the firm said of a visit."""
    return await database.row("select * from visit_rating where task = $1", task_id)


async def scans(task_id: UUID) -> list[dict[str, Any]]:
    """The codes shown for a visit, with the moment the firm opened each."""
    return await database.rows("select * from door_code where task = $1 order by day, made_at", task_id)


async def reports_of_task(task_id: UUID) -> list[dict[str, Any]]:
    """What was reported about a visit, oldest first."""
    return await database.rows("select * from entry_report where task = $1 order by reported_at", task_id)


REPORT = """
select report.*, organ.name as organ_name, organ.name_en as organ_name_en, task.number as task_number
from entry_report as report join organ on organ.id = report.organ
     left join inspection_task as task on task.id = report.task
"""


async def reports(
    actor: Actor, *, statuses: Sequence[str] = (), limit: int = 100, offset: int = 0
) -> tuple[int, list[dict[str, Any]]]:
    """Reports within reach, those without an answer first: how many, and rows."""
    reach = None if actor.is_municipal else actor.organ_id
    where = (
        "($1::uuid is null or report.organ = $1) and (cardinality($2::text[]) = 0 or report.status = any($2))"
    )
    total: int = await database.value(
        f"select count(*) from entry_report as report where {where}",  # noqa: S608
        reach,
        list(statuses),
    )
    found = await database.rows(
        f"""{REPORT} where {where} order by report.status = 'answered', report.reported_at desc limit $3 offset $4""",
        reach,
        list(statuses),
        limit,
        offset,
    )
    return total, found


async def report(actor: Actor, report_id: UUID) -> dict[str, Any]:
    """One report within reach. Raises NotFound."""
    found = await database.row(f"{REPORT} where report.id = $1", report_id)
    if found is None:
        raise errors.NotFound
    permissions.check_in_scope(actor, found["organ"])
    return found


async def report_by_tracking(tracking: str) -> dict[str, Any]:
    """One report for who sent it. Raises NotFound."""
    found = await database.row(f"{REPORT} where report.tracking = $1", tracking.strip().upper())
    if found is None:
        raise errors.NotFound
    return found


async def ratings_by_organ(actor: Actor, *, from_on: date, until_on: date) -> list[dict[str, Any]]:
    """How firms rated the visits of each organ within reach in a time: counts and shares, no visit and no person."""
    return await database.rows(
        """select organ.name, organ.name_en, count(*) as n, avg(rating.score)::numeric(4,2) as mean,
                  count(*) filter (where rating.score <= 2) as low,
                  count(*) filter (where rating.showed_code) as showed_code,
                  count(*) filter (where rating.showed_certificates) as showed_certificates,
                  count(*) filter (where rating.kept_to_form) as kept_to_form
           from visit_rating as rating join organ on organ.id = rating.organ
           where ($1::uuid is null or rating.organ = $1)
             and (rating.rated_at at time zone 'Asia/Shanghai')::date between $2 and $3
           group by organ.id, organ.name, organ.name_en, organ.position order by organ.position, organ.name""",
        None if actor.is_municipal else actor.organ_id,
        from_on,
        until_on,
    )

"""Approvals of visits and what they are decided on: the count under the cap, the officers' certificates."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from regulation import database
from regulation.inspections import rules, rules_approval
from regulation.inspections.queries import caps, lists, rosters

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from uuid import UUID

    from regulation.actor import Actor


async def _read(found: dict[str, Any]) -> dict[str, Any]:
    return {**await lists.known(found), "officers": json.loads(found["officers"])}


async def living(task_id: UUID) -> dict[str, Any] | None:
    """The approval a task rests on or waits for; None before it is proposed and after it was returned."""
    found = await database.row(
        "select * from inspection_approval where task = $1 and status in ('proposed', 'approved')", task_id
    )
    return await _read(found) if found else None


async def of_task(task_id: UUID) -> list[dict[str, Any]]:
    """Every approval form of a task, oldest first."""
    found = await database.rows(
        "select * from inspection_approval where task = $1 order by proposed_at, number", task_id
    )
    return [await _read(each) for each in found]


async def frequency(task: Mapping[str, Any], *, on: date) -> rules_approval.Frequency:
    """How often the task's firm was visited in the year of a day, this task not among it, and how often it may be.

    To the visits that were made come those that are approved or wait for approval: two forms on two
    desks must not share the last visit of the year.
    """
    cap = await caps.of_firm(task["firm"], today=on, without_task=task["id"])
    reserved: int = await database.value(
        """select count(*) from inspection_approval as approval join inspection_task as task on task.id = approval.task
           where task.firm = $1 and task.id <> $2 and task.started_at is null and task.confirmed_at is null
             and approval.status in ('proposed', 'approved') and approval.cap is not null
             and extract(year from approval.visit_from) = $3""",
        task["firm"],
        task["id"],
        on.year,
    )
    counts = rules.counts_under_cap(task["basis"], task["method"], "")
    return rules_approval.Frequency(cap.used + reserved, cap.cap if counts else None)


async def lapsed(task: Mapping[str, Any], *, on: date) -> list[str]:
    """Names of the team's officers who may not inspect on a day: out of office, or without a valid certificate."""
    certified = await rosters.certified([each["person"] for each in task["members"]], today=on)
    return [each["name"] for each in task["members"] if each["person"] not in certified]


async def waiting(actor: Actor, *, limit: int = 500) -> list[dict[str, Any]]:
    """Forms that wait for a decider of the actor's own organ, those of one draw together."""
    found = await database.rows(
        """select approval.*, task.number as task_number, task.visit_by, task.stratum, task.basis,
                  firm.name as firm_name, firm.number as firm_number, draw.draw_id, draw.title as draw_title
           from inspection_approval as approval join inspection_task as task on task.id = approval.task
                join firm on firm.id = task.firm join inspection_draw as draw on draw.id = task.draw
           where approval.status = 'proposed' and task.organ = $1
           order by draw.draw_id, approval.visit_from, approval.number limit $2""",
        actor.organ_id,
        limit,
    )
    return [await _read(each) for each in found]


def likeness(approval: Mapping[str, Any]) -> tuple[Any, ...]:
    """Forms that are alike in this may be approved together: everything but firm and officers."""
    return (
        approval["draw_id"],
        tuple(approval["items"]),
        approval["visit_from"],
        approval["visit_until"],
        approval["announced"],
        approval["assistants"],
    )


async def to_propose(actor: Actor) -> list[dict[str, Any]]:
    """Draws of the actor's organ with tasks whose form nobody has filled in, those due first."""
    return await database.rows(
        """select draw.draw_id, draw.title, count(*) as n, min(task.visit_by) as visit_by
           from inspection_task as task join inspection_draw as draw on draw.id = task.draw
           where task.status = 'assigned' and task.organ = $1
           group by draw.draw_id, draw.title order by min(task.visit_by), draw.draw_id""",
        actor.organ_id,
    )


async def to_notify(actor: Actor, *, limit: int = 500) -> list[dict[str, Any]]:
    """Approved visits of the actor's organ whose notice was not issued, those that begin first."""
    found = await database.rows(
        """select approval.*, task.number as task_number, firm.name as firm_name, draw.draw_id
           from inspection_approval as approval join inspection_task as task on task.id = approval.task
                join firm on firm.id = task.firm join inspection_draw as draw on draw.id = task.draw
           where task.status = 'approved' and approval.status = 'approved' and task.organ = $1
           order by approval.visit_from, approval.number limit $2""",
        actor.organ_id,
        limit,
    )
    return [await _read(each) for each in found]

"""Publish what a visit found; carry over what was not visited."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from regulation import database, errors
from regulation.casework import clocks, publication, record
from regulation.inspections import items
from regulation.inspections.actions import approving
from regulation.inspections.queries import tasks
from regulation.inspections.status import (
    FINDINGS,
    OUTCOME_NAMES,
    TASK_STEPS,
    Answer,
    Outcome,
    TaskStatus,
)
from regulation.inspections.tables import InspectionTask
from regulation.integrity import actions as integrity
from regulation.integrity import rules as publicity
from regulation.integrity.status import FactKind
from regulation.law import beijing
from regulation.ledger import actions as ledger
from regulation.notices import actions as notices
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import datetime

    from regulation.actor import Actor


async def publish(task_id: UUID, *, actor: Actor, now: datetime) -> UUID:
    """Publish the result with the items concerned, and enter it in the firm's record; the publication's id.

    Who inspected does not publish. Raises AlreadyMoved when it was published before.
    """
    task = await tasks.at_desk(actor, task_id)
    if actor.person_id in {each["person"] for each in task["members"]}:
        raise errors.NotPermitted("检查人员不能公示自己的检查结果")
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        await record.record_step(
            InspectionTask,
            task_id,
            "publish",
            TASK_STEPS["publish"],
            actor=actor,
            now=now,
            also={"published_on": today},
        )
        outcome = Outcome(task["outcome"])
        visited_on = beijing.legal_day(task["started_at"])
        kind = _fact_of(outcome)
        ends = publicity.publicity_ends(kind, visited_on) if kind else None
        list_ = items.version(task["items_version"])
        answered = tasks.in_order(task, await tasks.entries(task_id))
        made = await publication.publish(
            "inspection_result",
            task["number"],
            OUTCOME_NAMES[outcome],
            organ_id=task["organ"],
            organ_name=task["organ_name"],
            firm_id=task["firm"],
            matter_kind="inspection_task",
            matter_id=task_id,
            body={
                "firm": task["firm_name"],
                "firm_number": task["firm_number"],
                "uscc": task["uscc"] or "",
                "draw_id": task["draw_id"],
                "plan": task["plan_number"],
                "visited_on": visited_on,
                "outcome": str(outcome),
                "items": len(task["items"]),
                "problems": [
                    list_.item(each.item).label for each in answered if each.answer is Answer.PROBLEM
                ]
                if not task["unable"]
                else [],
            },
            from_on=today,
            earliest_end_on=ends[0] if ends else None,
            latest_end_on=ends[1] if ends else None,
            actor=actor,
            now=now,
        )
        if kind:
            await integrity.record_fact(
                task["firm"],
                kind,
                source_kind="inspection_task",
                source_number=task["number"],
                occurred_on=visited_on,
                organ_id=task["organ"],
                actor=actor,
                now=now,
            )
        await clocks.meet(task_id, "publish", on=today)
        await notices.tell(
            N_("检查%(number)s的结果已公示"),
            f"/firm/visits/{task_id}",
            kind="inspection",
            now=now,
            firm_id=task["firm"],
            number=task["number"],
        )
        await ledger.append(
            str(task_id),
            "inspection_task",
            "publish",
            actor=actor,
            now=now,
            prev_state=str(TaskStatus.CONFIRMED),
            private={"number": task["number"], "outcome": str(outcome)},
        )
    return made


def _fact_of(outcome: Outcome) -> FactKind | None:
    """What a result means for the firm's record; a firm that was not there is the register's matter first."""
    if outcome in FINDINGS:
        return FactKind.FINDING
    return FactKind.CLEAN_VISIT if outcome is Outcome.NO_PROBLEM else None


async def carry_over(task_id: UUID, *, reason: str, actor: Actor, now: datetime) -> None:
    """The visit did not take place: the firm is certain in the organ's next draw; an approval becomes void.

    Raises Invalid, AlreadyMoved.
    """
    task = await tasks.at_desk(actor, task_id)
    if not reason.strip():
        raise errors.Invalid({"reason": "请说明理由"})
    async with database.unit_of_work():
        await record.record_step(
            InspectionTask,
            task_id,
            "carry_over",
            TASK_STEPS["carry_over"],
            actor=actor,
            now=now,
            reason=reason,
            also={"carried_reason": reason.strip()},
        )
        await approving.end(task, "转入下次抽查", now=now)
        await clocks.stop(task_id, "visit", reason="转入下次抽查")

"""Publish what a visit found; carry over what was not visited."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import asyncpg

from regulation import database, errors
from regulation.casework import clocks, numbering, publication, record
from regulation.inspections import items, papers
from regulation.inspections.actions import approving, issuing
from regulation.inspections.queries import tasks
from regulation.inspections.rules_results import correction_gaps
from regulation.inspections.status import (
    OUTCOME_NAMES,
    TASK_STEPS,
    Answer,
    Outcome,
    TaskStatus,
)
from regulation.inspections.tables import InspectionTask
from regulation.integrity import actions as integrity
from regulation.integrity import queries as standing
from regulation.law import beijing
from regulation.ledger import actions as ledger
from regulation.notices import actions as notices
from regulation.roles import Role
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from regulation.actor import Actor


async def publish(
    task_id: UUID, *, orders: Sequence[Mapping[str, Any]] = (), actor: Actor, now: datetime
) -> UUID:
    """Publish the result with the items concerned, and enter it in the firm's record; the publication's id.

    The firm is told in writing first, if it was not before. `orders` are the orders to correct that
    follow. Who inspected does not publish. Raises AlreadyMoved when it was published before.
    """
    task = await tasks.at_desk(actor, task_id)
    _check_not_of_team(actor, task)
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
        await issuing.tell_result(task_id, orders=orders, actor=actor, now=now)
        outcome = Outcome(task["outcome"])
        answered = tasks.in_order(task, await tasks.entries(task_id))
        problems = [] if task["unable"] else [each.item for each in answered if each.answer is Answer.PROBLEM]
        made = await _publish(
            task, outcome, problems, orders, matter=("inspection_task", task_id), actor=actor, now=now
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


def _check_not_of_team(actor: Actor, task: Mapping[str, Any]) -> None:
    if actor.person_id in {each["person"] for each in task["members"]}:
        raise errors.NotPermitted("检查人员不能公示自己的检查结果")


async def _publish(
    task: Mapping[str, Any],
    outcome: Outcome,
    problems: Sequence[str],
    orders: Sequence[Mapping[str, Any]],
    *,
    matter: tuple[str, UUID],
    correction: Mapping[str, Any] | None = None,
    actor: Actor,
    now: datetime,
) -> UUID:
    """The public entry, in the columns of the credit system's results, and the fact on the firm's record."""
    visited_on = beijing.legal_day(task["started_at"])
    earliest, latest = issuing.public_days(outcome, visited_on)
    list_ = items.version(task["items_version"])
    body = {
        "firm": task["firm_name"],
        "firm_number": task["firm_number"],
        "uscc": task["uscc"] or "",
        "task_number": task["number"],
        "draw_id": task["draw_id"],
        "basis": task["basis"],
        "plan": task["plan_number"] or task["special_number"] or task["lead_number"] or "",
        "organ": task["organ_name"],
        "visited_on": visited_on,
        "checked": [list_.item(each).label for each in task["items"]],
        "outcome": str(outcome),
        "result": OUTCOME_NAMES[outcome],
        "follow_up": papers.follow_up(outcome, orders),
        "orders": [each["number"] for each in orders],
        "items": len(task["items"]),
        "problems": [list_.item(each).label for each in problems],
    }
    if correction is not None:
        body |= {"corrects": task["number"], "correction_reason": correction["reason"]}
    kind = issuing.fact_of(outcome)
    if kind and all(each["kind"] != kind for each in await _facts(task)):
        await integrity.record_fact(
            task["firm"],
            kind,
            source_kind="inspection_task",
            source_number=correction["number"] if correction is not None else task["number"],
            occurred_on=visited_on,
            organ_id=task["organ"],
            actor=actor,
            now=now,
        )
    # Last: others who enter something in the log wait for it, and may hold the firm's standing meanwhile.
    return await publication.publish(
        "inspection_result",
        correction["number"] if correction is not None else task["number"],
        OUTCOME_NAMES[outcome],
        organ_id=task["organ"],
        organ_name=task["organ_name"],
        firm_id=task["firm"],
        matter_kind=matter[0],
        matter_id=matter[1],
        body=body,
        from_on=beijing.legal_day(now),
        earliest_end_on=earliest,
        latest_end_on=latest,
        actor=actor,
        now=now,
    )


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


async def remind_overdue(*, today: date) -> int:
    """The day after the result of a visit was due, the organ's directors are told that it is not public; how many visits."""
    late = await database.rows(
        """select task.id, task.number, task.organ, firm.name as firm_name from inspection_task as task
           join clock on clock.matter_id = task.id and clock.kind = 'publish' join firm on firm.id = task.firm
           where task.status = 'confirmed' and clock.met_on is null and clock.stopped_reason = ''
             and clock.due_on = $1::date - 1""",
        today,
    )
    for each in late:
        directors = await database.rows(
            """select distinct person from appointment where organ = $1 and role in ('director', 'decider')
               and from_on <= $2 and (to_on is null or to_on >= $2)""",
            each["organ"],
            today,
        )
        for director in directors:
            await notices.tell(
                N_("%(firm)s的检查结果（%(number)s）逾期没有公示"),
                f"/desk/visits/{each['id']}",
                kind="result_overdue",
                now=beijing.start_of_day(today),
                person_id=director["person"],
                firm=each["firm_name"],
                number=each["number"],
            )
    return len(late)


async def propose_correction(
    task_id: UUID,
    outcome: Outcome,
    problems: Sequence[str],
    *,
    reason: str,
    actor: Actor,
    now: datetime,
) -> str:
    """Propose that a published result be corrected; its number. Somebody else decides.

    `problems` are the items that are not compliant after it. Raises Invalid, Refused while nothing was
    published, AlreadyMoved while another correction waits.
    """
    task = await tasks.at_desk(actor, task_id)
    actor.check_holds(Role.CLERK, Role.DECIDER)
    _check_own(actor, task)
    wrong = correction_gaps(Outcome(task["outcome"]), outcome, problems, task["items"], reason)
    if wrong:
        raise errors.Invalid(wrong)
    today = beijing.legal_day(now)
    try:
        async with database.unit_of_work():
            held = await database.row("select status from inspection_task where id = $1 for update", task_id)
            if held is None or held["status"] != TaskStatus.PUBLISHED:
                raise errors.Refused("结果公示后才能更正公示")
            taken = await numbering.next_number(task["organ_code"], "result_correction", today.year)
            number = numbering.formatted(task["organ_short"], "人社检更", today.year, taken)
            made = uuid4()
            await database.execute(
                """insert into result_correction (id, number, task, outcome_before, outcome_after, problems, reason, status,
                       proposed_by, proposed_by_name, proposed_at)
                   values ($1,$2,$3,$4,$5,$6,$7,'proposed',$8,$9,$10)""",
                made,
                number,
                task_id,
                task["outcome"],
                str(outcome),
                list(problems),
                reason.strip(),
                actor.person_id,
                actor.name,
                now,
            )
            await record.record_event(
                InspectionTask,
                task_id,
                "propose_correction",
                actor=actor,
                now=now,
                reason=reason.strip(),
                data={"number": number, "outcome": str(outcome)},
            )
    except asyncpg.UniqueViolationError:
        raise errors.AlreadyMoved("本次检查已有一份更正等待审批") from None
    return number


def _check_own(actor: Actor, task: Mapping[str, Any]) -> None:
    if actor.organ_id != task["organ"]:
        raise errors.NotPermitted("由作出结果的机关更正")
    if actor.person_id in {each["person"] for each in task["members"]}:
        raise errors.NotPermitted("检查人员不能更正自己的检查结果")


async def decide_correction(
    correction_id: UUID, is_right: bool, *, answer: str = "", actor: Actor, now: datetime
) -> UUID | None:
    """A decider who did not propose it publishes the correction, or declines it with a reason.

    The new result is a publication of its own; the old one stays and is shown as corrected. The firm's
    record follows. Raises NotFound, NotPermitted, AlreadyMoved.
    """
    found = await database.row("select * from result_correction where id = $1", correction_id)
    if found is None:
        raise errors.NotFound
    task = await tasks.at_desk(actor, found["task"])
    actor.check_holds(Role.DECIDER)
    _check_own(actor, task)
    if actor.person_id == found["proposed_by"]:
        raise errors.NotPermitted("提出更正的人员不能自己审批")
    if not is_right and not answer.strip():
        raise errors.Invalid({"answer": N_("请说明理由")})
    async with database.unit_of_work():
        touched = await database.execute(
            """update result_correction set status = $2, decided_by = $3, decided_by_name = $4, decided_at = $5, answer = $6
               where id = $1 and status = 'proposed'""",
            correction_id,
            "published" if is_right else "declined",
            actor.person_id,
            actor.name,
            now,
            answer.strip(),
        )
        if not touched:
            raise errors.AlreadyMoved
        act = "correct_result" if is_right else "decline_correction"
        await record.record_event(
            InspectionTask, task["id"], act, actor=actor, now=now, reason=answer.strip() or found["reason"]
        )
        if not is_right:
            return None
        await _annul_facts(task, Outcome(found["outcome_after"]), found, actor=actor, now=now)
        await database.execute(
            "update inspection_task set outcome = $2 where id = $1", task["id"], found["outcome_after"]
        )
        made = await _publish(
            task,
            Outcome(found["outcome_after"]),
            found["problems"],
            (),
            matter=("result_correction", correction_id),
            correction=found,
            actor=actor,
            now=now,
        )
        await notices.tell(
            N_("检查%(number)s公示的结果已更正"),
            f"/firm/visits/{task['id']}",
            kind="inspection",
            now=now,
            firm_id=task["firm"],
            number=task["number"],
        )
        await ledger.append(
            str(task["id"]),
            "inspection_task",
            "correct",
            actor=actor,
            now=now,
            prev_state=str(TaskStatus.PUBLISHED),
            private={"number": found["number"], "outcome": found["outcome_after"]},
        )
    return made


async def _facts(task: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The living facts that rest on this visit, or on a correction of its result."""
    corrected = await database.rows("select number from result_correction where task = $1", task["id"])
    numbers = {task["number"], *(each["number"] for each in corrected)}
    return [
        each
        for each in await standing.facts(task["firm"])
        if each["source_kind"] == "inspection_task" and each["source_number"] in numbers
    ]


async def _annul_facts(
    task: Mapping[str, Any], after: Outcome, correction: Mapping[str, Any], *, actor: Actor, now: datetime
) -> None:
    """The facts of the old result have no effect any more, unless the new result says the same."""
    kept = issuing.fact_of(after)
    for fact in await _facts(task):
        if fact["kind"] != kept:
            await integrity.annul_fact(
                fact["id"], reason=f"检查结果已更正（{correction['number']}）", actor=actor, now=now
            )

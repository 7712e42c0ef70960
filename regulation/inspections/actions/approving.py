"""Nobody enters a firm without an approval and a notice: propose, approve, return, notify, reopen."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.casework import documents, numbering, record, service
from regulation.inspections import papers, rules_approval
from regulation.inspections.queries import approvals, rosters, tasks
from regulation.inspections.status import TASK_STEPS, ApprovalStatus, TaskStatus
from regulation.inspections.tables import InspectionTask
from regulation.law import beijing
from regulation.law.citation import ENTERPRISE_INSPECTION_OPINIONS, PENALTY_LAW
from regulation.ledger import actions as ledger
from regulation.notices import actions as notices
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from regulation.actor import Actor


async def propose(
    task_id: UUID,
    *,
    visit_from: date,
    visit_until: date,
    assistants: int = 0,
    announced: bool = True,
    actor: Actor,
    now: datetime,
) -> str:
    """Fill in the approval form of one task; its number.

    Items, officers and source come from the task, nobody types them. Raises Invalid by field, Refused
    when the firm was visited as often as the year allows or nothing lawful stands behind the task,
    AlreadyMoved when the form was filled in before.
    """
    task = await tasks.at_desk(actor, task_id)
    today = beijing.legal_day(now)
    await check_may_propose(task, actor, max(visit_from, today))
    # A special inspection ends with the period that its government approved.
    last = min(task["visit_by"], task["special_until"] or task["visit_by"])
    gaps = rules_approval.window_gaps(visit_from, visit_until, last, today, assistants)
    if gaps:
        raise errors.Invalid(gaps)
    async with database.unit_of_work():
        frequency = await _counted(task, visit_from)
        taken = await numbering.next_number(task["organ_code"], "inspection_approval", today.year)
        number = numbering.formatted(task["organ_short"], "人社检批", today.year, taken)
        await record.record_step(
            InspectionTask,
            task_id,
            "request_approval",
            TASK_STEPS["request_approval"],
            actor=actor,
            now=now,
            data={"approval": number},
        )
        await database.execute(
            """insert into inspection_approval (id, number, task, status, source, items, items_version, officers, assistants,
                   visit_from, visit_until, announced, used, cap, proposed_by, proposed_by_name, proposed_at)
               values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17)""",
            uuid4(),
            number,
            task_id,
            ApprovalStatus.PROPOSED,
            tasks.source_of(task),
            task["items"],
            task["items_version"],
            json.dumps(
                [
                    {
                        "name": each["name"],
                        "certificate": each["certificate_number"],
                        "person": str(each["person"]),
                    }
                    for each in task["members"]
                ],
                ensure_ascii=False,
            ),
            assistants,
            visit_from,
            visit_until,
            announced,
            frequency.used,
            frequency.cap,
            actor.person_id,
            actor.name,
            now,
        )
    return number


async def check_may_propose(task: Mapping[str, Any], actor: Actor, on: date) -> None:
    """Refuse before a form opens: wrong organ, no lawful source, cap reached, certificate lapsed on the day."""
    if actor.organ_id != task["organ"]:
        raise errors.NotPermitted("只能为本机关的检查报批")
    if task["status"] != TaskStatus.ASSIGNED:
        raise errors.AlreadyMoved
    standing = {"plan": task["plan_status"], "special": task["special_status"], "lead": task["lead_status"]}
    refusal = rules_approval.source_refusal(task["basis"], standing[task["basis"]] or "")
    if refusal:
        raise errors.Refused(refusal, citation=ENTERPRISE_INSPECTION_OPINIONS.whole())
    if await tasks.vacant_slots(task):
        raise errors.Refused("检查组缺员，不能报批；空缺由抽取程序补入，任何人不能指定")
    _check_cap(await approvals.frequency(task, on=on))
    await check_certified(task, on)


async def _counted(task: Mapping[str, Any], on: date) -> rules_approval.Frequency:
    """The count under the cap, while nobody else proposes a visit of the same firm."""
    await database.execute("select from firm where id = $1 for no key update", task["firm"])
    frequency = await approvals.frequency(task, on=on)
    _check_cap(frequency)
    return frequency


def _check_cap(frequency: rules_approval.Frequency) -> None:
    refusal = rules_approval.cap_refusal(frequency)
    if refusal:
        raise errors.Refused(refusal, cap=frequency.cap, citation=ENTERPRISE_INSPECTION_OPINIONS.whole())


async def check_certified(task: Mapping[str, Any], on: date) -> None:
    """Raise Refused when an officer of the team may not inspect on a day."""
    lapsed = await approvals.lapsed(task, on=on)
    if lapsed:
        raise errors.Refused(
            "%(name)s的执法证件在检查期间无效，不能报批、批准或者进入",
            name="、".join(lapsed),
            citation=PENALTY_LAW.article(55),
        )


async def propose_many(
    task_ids: Sequence[UUID],
    *,
    visit_from: date,
    visit_until: date,
    assistants: int = 0,
    announced: bool = True,
    actor: Actor,
    now: datetime,
) -> tuple[list[str], dict[UUID, errors.DomainError]]:
    """Fill in the forms of many tasks alike: numbers of those proposed, and why each other one was not."""
    made: list[str] = []
    refused: dict[UUID, errors.DomainError] = {}
    for task_id in task_ids:
        try:
            async with database.unit_of_work():
                made.append(
                    await propose(
                        task_id,
                        visit_from=visit_from,
                        visit_until=visit_until,
                        assistants=assistants,
                        announced=announced,
                        actor=actor,
                        now=now,
                    )
                )
        except errors.Refused as refusal:
            refused[task_id] = refusal
    return made, refused


async def approve(task_id: UUID, *, actor: Actor, now: datetime) -> None:
    """A decider of the organ permits the visit: the approval form is issued.

    Raises NotPermitted for who proposed it, belongs to the team or has an interest in the firm, Refused
    when the cap was reached or a certificate lapsed meanwhile, AlreadyMoved for a second click.
    """
    task = await tasks.at_desk(actor, task_id)
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        await record.record_step(
            InspectionTask, task_id, "approve_visit", TASK_STEPS["approve_visit"], actor=actor, now=now
        )
        approval = await _proposed(task_id)
        await _check_decider(task, approval, actor, today)
        await _counted(task, approval["visit_from"])
        await check_certified(task, max(approval["visit_from"], today))
        paper = await documents.issue(
            "inspection_approval",
            approval["number"],
            "inspection_task",
            task_id,
            papers.approval_form(task, approval, actor.name, today),
            organ_id=task["organ"],
            firm_id=None,
            now=now,
        )
        await database.execute(
            """update inspection_approval set status = 'approved', decided_by = $2, decided_by_name = $3, decided_at = $4,
                      paper = $5 where id = $1""",
            approval["id"],
            actor.person_id,
            actor.name,
            now,
            paper["id"],
        )
        await _enter(task, "approve", actor=actor, now=now, number=approval["number"])


async def approve_many(task_ids: Sequence[UUID], *, actor: Actor, now: datetime) -> int:
    """Approve forms that are alike with one signature, all or none; how many. Raises Refused when they differ."""
    wanted = set(task_ids)
    waiting = [each for each in await approvals.waiting(actor) if each["task"] in wanted]
    if len(waiting) != len(wanted):
        raise errors.AlreadyMoved
    if len({approvals.likeness(each) for each in waiting}) > 1:
        raise errors.Refused("所选的审批表事项、期间或者人数不同，不能一并批准")
    async with database.unit_of_work():
        for each in waiting:
            await approve(each["task"], actor=actor, now=now)
    return len(waiting)


async def _proposed(task_id: UUID) -> dict[str, Any]:
    approval = await approvals.living(task_id)
    if approval is None:
        raise errors.AlreadyMoved
    return approval


async def _check_decider(
    task: Mapping[str, Any], approval: Mapping[str, Any], actor: Actor, today: date
) -> None:
    if actor.organ_id != task["organ"]:
        raise errors.NotPermitted("由实施检查的机关的负责人审批")
    if actor.person_id == approval["proposed_by"]:
        raise errors.NotPermitted("报批人不能批准自己填写的审批表")
    if actor.person_id in {each["person"] for each in task["members"]}:
        raise errors.NotPermitted("检查人员不能批准自己参加的检查")
    assert actor.person_id is not None
    conflicted = await rosters.conflicts([actor.person_id], today=today)
    if task["firm"] in conflicted.get(actor.person_id, set()):
        raise errors.NotPermitted("您与该机构有利害关系，应当回避", citation=PENALTY_LAW.article(43))


async def decline(task_id: UUID, *, reason: str, actor: Actor, now: datetime) -> None:
    """The decider does not permit it: the form goes back with a reason, and stays in the file."""
    task = await tasks.at_desk(actor, task_id)
    if not reason.strip():
        raise errors.Invalid({"reason": N_("请说明理由")})
    async with database.unit_of_work():
        await record.record_step(
            InspectionTask,
            task_id,
            "decline_visit",
            TASK_STEPS["decline_visit"],
            actor=actor,
            now=now,
            reason=reason,
        )
        approval = await _proposed(task_id)
        await _check_decider(task, approval, actor, beijing.legal_day(now))
        await database.execute(
            """update inspection_approval set status = 'returned', decided_by = $2, decided_by_name = $3, decided_at = $4,
                      reason = $5 where id = $1""",
            approval["id"],
            actor.person_id,
            actor.name,
            now,
            reason.strip(),
        )


async def notify(task_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Issue the notice. An announced visit's goes to the firm at once, a surprise visit's is served at the door."""
    task = await tasks.at_desk(actor, task_id)
    if actor.organ_id != task["organ"]:
        raise errors.NotPermitted("由实施检查的机关作出通知书")
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        await record.record_step(
            InspectionTask, task_id, "notify", TASK_STEPS["notify"], actor=actor, now=now
        )
        approval = await _proposed(task_id)
        await check_certified(task, max(approval["visit_from"], today))
        taken = await numbering.next_number(task["organ_code"], "inspection_notice", today.year)
        paper = await documents.issue(
            "inspection_notice",
            numbering.formatted(task["organ_short"], "人社检通", today.year, taken),
            "inspection_task",
            task_id,
            papers.notice(task, approval, today),
            organ_id=task["organ"],
            # A surprise would be none if the firm could open the paper before the door.
            firm_id=task["firm"] if approval["announced"] else None,
            now=now,
        )
        await database.execute(
            "update inspection_approval set notice = $2, notified_at = $3 where id = $1",
            approval["id"],
            paper["id"],
            now,
        )
        if approval["announced"]:
            if await service.may_serve_electronically(task["firm"], today):
                await _served(approval["id"], paper["id"], task, "electronic", actor=actor, now=now)
            else:
                # Told, not served: without the firm's signed consent the notice is handed over at the door.
                await _tell_firm(task, now=now)
        for member in task["members"]:
            await notices.tell(
                N_("检查%(number)s已批准并通知，检查期间%(from_on)s至%(until_on)s"),
                f"/field/visits/{task_id}",
                kind="inspection",
                now=now,
                person_id=member["person"],
                number=task["number"],
                from_on=approval["visit_from"],
                until_on=approval["visit_until"],
            )
        await _enter(task, "notify", actor=actor, now=now, number=paper["number"])


async def notify_many(task_ids: Sequence[UUID], *, actor: Actor, now: datetime) -> int:
    """Issue the notices of many approved visits, all or none; how many."""
    async with database.unit_of_work():
        for task_id in task_ids:
            await notify(task_id, actor=actor, now=now)
    return len(task_ids)


async def _served(
    approval_id: UUID, paper_id: UUID, task: Mapping[str, Any], method: str, *, actor: Actor, now: datetime
) -> None:
    receipt = "机构账户" if method == "electronic" else "检查现场当面送达"
    await service.serve(paper_id, method, beijing.legal_day(now), receipt, actor=actor, now=now)
    await database.execute("update inspection_approval set served_at = $2 where id = $1", approval_id, now)
    await database.execute("update document set firm_id = $2 where id = $1", paper_id, task["firm"])
    await _tell_firm(task, now=now)


async def _tell_firm(task: Mapping[str, Any], *, now: datetime) -> None:
    await notices.tell(
        N_("您收到行政检查通知书（检查%(number)s）"),
        f"/firm/visits/{task['id']}",
        kind="inspection",
        now=now,
        firm_id=task["firm"],
        number=task["number"],
    )


async def served_at_door(task: Mapping[str, Any], *, actor: Actor, now: datetime) -> None:
    """The officers hand the notice over as they begin; nothing happens where it went out before."""
    approval = await approvals.living(task["id"])
    if approval is not None and approval["notice"] is not None and approval["served_at"] is None:
        await _served(approval["id"], approval["notice"], task, "direct", actor=actor, now=now)


async def check_may_enter(task: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """The approval under which officers may enter now. Raises Refused without approval, notice, or out of its time."""
    approval = await approvals.living(task["id"])
    if approval is None or approval["status"] != ApprovalStatus.APPROVED or approval["notice"] is None:
        raise errors.Refused(
            "检查未经批准或者没有作出通知书，不能进入", citation=ENTERPRISE_INSPECTION_OPINIONS.whole()
        )
    refusal = rules_approval.entry_refusal(
        approval["visit_from"], approval["visit_until"], beijing.legal_day(now)
    )
    if refusal:
        raise errors.Refused(refusal, citation=ENTERPRISE_INSPECTION_OPINIONS.whole())
    named = [each["person"] for each in approval["officers"]]
    if named != [str(each["person"]) for each in task["members"]]:
        raise errors.Refused("检查人员与审批表、通知书载明的不同，须重新报批")
    return approval


async def reopen(task_id: UUID, *, reason: str, actor: Actor, now: datetime) -> None:
    """The approval no longer fits (time passed, team changed by lot, firm moved): void it and propose anew.

    For amendments of a draw as well: call it in their transaction. The papers stay verifiable as withdrawn.
    """
    task = await tasks.at_desk(actor, task_id)
    if not reason.strip():
        raise errors.Invalid({"reason": N_("请说明理由")})
    async with database.unit_of_work():
        await record.record_step(
            InspectionTask,
            task_id,
            "reopen",
            TASK_STEPS["reopen"],
            actor=actor,
            now=now,
            reason=reason,
        )
        await end(task, reason, now=now)
        await _enter(task, "reopen", actor=actor, now=now, number=task["number"])


async def end(task: Mapping[str, Any], reason: str, *, now: datetime) -> None:
    """Void the living approval of a task, if there is one, with its papers; a firm that was notified is told."""
    approval = await approvals.living(task["id"])
    if approval is None:
        return
    await database.execute(
        "update inspection_approval set status = 'void', reason = $2 where id = $1",
        approval["id"],
        reason.strip(),
    )
    for paper in (approval["paper"], approval["notice"]):
        if paper is not None:
            await documents.withdraw(paper, now=now)
    if approval["served_at"] is not None or (approval["announced"] and approval["notified_at"] is not None):
        await notices.tell(
            N_("检查%(number)s的通知书已撤回：%(reason)s"),
            f"/firm/visits/{task['id']}",
            kind="inspection",
            now=now,
            firm_id=task["firm"],
            number=task["number"],
            reason=reason.strip(),
        )


async def _enter(task: Mapping[str, Any], act: str, *, actor: Actor, now: datetime, number: str) -> None:
    await ledger.append(
        str(task["id"]),
        "inspection_task",
        act,
        actor=actor,
        now=now,
        prev_state=task["status"],
        private={"number": number},
    )

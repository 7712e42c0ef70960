"""What waits of inspections on the desk's home."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.access.guards import may
from app.access.permissions import Permission
from app.office.queue import Queue, Turn, Waiting
from regulation.casework import clocks
from regulation.inspections import rules
from regulation.inspections.queries import (
    amendments,
    approvals,
    doors,
    draws,
    leads,
    plans,
    results,
    specials,
    tasks,
    undisturbed,
)
from regulation.inspections.status import AmendmentStatus, DrawStatus, PlanStatus, TaskStatus
from regulation.law import period as periods
from regulation.words import N_

if TYPE_CHECKING:
    from datetime import date

    from regulation.actor import Actor
    from regulation.law.calendar import WorkCalendar

MOST = 200


async def queue(actor: Actor, *, today: date, calendar: WorkCalendar) -> Queue:
    """Plans to adopt, draws to commit or run, results to publish."""
    found = Queue()
    if may(actor, Permission.INSPECTIONS_ADOPT):
        await _plans(found, actor, today, calendar)
        await _bases(found, actor)
    if may(actor, Permission.INSPECTIONS_DRAW):
        await _draws(found, actor)
        await _amendments(found, actor)
    if may(actor, Permission.INSPECTIONS_WITNESS):
        await _deposits(found, actor)
    await _approvals(found, actor, today, calendar)
    if may(actor, Permission.AUDIT_READ):
        waiting, _rows = await doors.reports(actor, statuses=["received"], limit=1)
        found.waiting.append(Waiting(N_("机构反映待核实"), waiting, "/desk/visit-reports"))
    if may(actor, Permission.INSPECTIONS_PUBLISH):
        await _results(found, actor, today, calendar)
    return found


async def _plans(found: Queue, actor: Actor, today: date, calendar: WorkCalendar) -> None:
    drafts = [
        each
        for each in await plans.of_actor(actor)
        if each["status"] == PlanStatus.DRAFT and each["lines"] and each["organ"] == actor.organ_id
    ]
    for each in drafts:
        due = rules.plan_due(each["year"])
        found.turns.append(
            Turn(
                N_("年度检查计划待批准"),
                each["number"],
                each["organ_name"],
                f"/desk/plans/{each['id']}",
                due_on=due,
                days_left=periods.days_left(due, today, calendar),
            )
        )
    found.waiting.append(Waiting(N_("计划待批准"), len(drafts), "/desk/plans"))
    due = rules.plan_due(today.year)
    without = any(each["id"] == actor.organ_id for each in await plans.organs_without(today.year))
    if without and not any(each["year"] == today.year for each in drafts):
        found.turns.append(
            Turn(
                N_("本年度检查计划尚未公布"),
                str(today.year),
                actor.organ_name,
                "/desk/plans",
                due_on=due,
                days_left=periods.days_left(due, today, calendar),
            )
        )


async def _bases(found: Queue, actor: Actor) -> None:
    """Leads to decide, special inspections whose approval is to be recorded, entries of the do-not-disturb list."""
    for each in await leads.waiting(actor):
        found.turns.append(
            Turn(N_("检查线索待决定"), each["number"], each["firm_name"], f"/desk/leads/{each['id']}")
        )
    for each in await specials.waiting(actor):
        found.turns.append(
            Turn(N_("专项检查待记录批准"), each["number"], each["title"], f"/desk/specials/{each['id']}")
        )
    for each in await undisturbed.waiting(actor):
        found.turns.append(
            Turn(
                N_("无事不扰名单待决定"), each["number"], each["firm_name"], f"/desk/undisturbed/{each['id']}"
            )
        )


async def _draws(found: Queue, actor: Actor) -> None:
    labels = {
        DrawStatus.PREPARED: N_("抽取待公布承诺"),
        DrawStatus.COMMITTED: N_("抽取待录入随机数"),
        DrawStatus.ENTROPY: N_("抽取待计算"),
    }
    waiting = await draws.of_actor(actor, statuses=[*labels])
    for each in waiting:
        found.turns.append(
            Turn(
                labels[DrawStatus(each["status"])],
                each["draw_id"],
                each["organ_name"],
                f"/desk/draws/{each['draw_id']}",
            )
        )
    found.waiting.append(Waiting(N_("抽取"), len(waiting), "/desk/draws"))


async def _approvals(found: Queue, actor: Actor, today: date, calendar: WorkCalendar) -> None:
    """Draws whose forms are to be filled in, forms to decide, notices to issue: one line for each draw."""
    lines: dict[str, dict[str, tuple[int, date]]] = {}
    if may(actor, Permission.INSPECTIONS_PLAN):
        lines[N_("检查待报批")] = {
            each["draw_id"]: (each["n"], each["visit_by"]) for each in await approvals.to_propose(actor)
        }
        lines[N_("检查通知书待作出")] = _per_draw(await approvals.to_notify(actor))
    if may(actor, Permission.INSPECTIONS_APPROVE):
        lines[N_("检查待审批")] = _per_draw(await approvals.waiting(actor))
        corrections = await results.corrections_waiting(actor)
        found.turns.extend(
            Turn(N_("更正公示待审批"), each["number"], each["firm_name"], f"/desk/visits/{each['task']}")
            for each in corrections
        )
        found.waiting.append(Waiting(N_("更正公示待审批"), len(corrections), "/desk/visits?status=published"))
    for what, per_draw in lines.items():
        for draw_id, (count, due_on) in per_draw.items():
            found.turns.append(
                Turn(
                    what,
                    draw_id,
                    "",
                    "/desk/approvals",
                    due_on=due_on,
                    days_left=periods.days_left(due_on, today, calendar),
                )
            )
            found.waiting.append(Waiting(what, count, "/desk/approvals"))


def _per_draw(approvals_: list[dict[str, Any]]) -> dict[str, tuple[int, date]]:
    """How many of each draw, and the first day on which one of them may be visited no more."""
    counted: dict[str, tuple[int, date]] = {}
    for each in approvals_:
        n, due_on = counted.get(each["draw_id"], (0, each["visit_until"]))
        counted[each["draw_id"]] = (n + 1, min(due_on, each["visit_until"]))
    return counted


async def _amendments(found: Queue, actor: Actor) -> None:
    waiting = [
        each
        for each in await amendments.of_actor(actor, statuses=[AmendmentStatus.REQUESTED])
        if each["requested_by"] != actor.person_id
    ]
    for each in waiting:
        found.turns.append(
            Turn(
                N_("更换申请待决定"),
                each["number"],
                each["firm_name"],
                f"/desk/amendments/{each['id']}",
            )
        )
    found.waiting.append(Waiting(N_("更换申请待决定"), len(waiting), "/desk/draws"))


async def _deposits(found: Queue, actor: Actor) -> None:
    """What the auditor of a draw with secrets has to take or to open."""
    waiting = await draws.deposits_waiting(actor)
    for each in waiting:
        found.turns.append(
            Turn(
                N_("秘密值待封存") if each["status"] == DrawStatus.PREPARED else N_("秘密值尚未公开"),
                each["draw_id"],
                each["organ_name"],
                f"/desk/draws/{each['draw_id']}/parties/{each['party']}",
            )
        )
    if waiting:
        found.waiting.append(Waiting(N_("秘密值待办理"), len(waiting), "/desk/draws"))


async def _results(found: Queue, actor: Actor, today: date, calendar: WorkCalendar) -> None:
    total, rows, _facets = await tasks.search(actor, statuses=[TaskStatus.CONFIRMED], limit=MOST)
    overdue = 0
    for each in rows:
        running = [clock for clock in await clocks.of(each["id"], calendar=calendar) if clock.is_running]
        first = min(running, key=lambda clock: clock.due.due_on, default=None)
        left = first.days_left(today, calendar) if first else None
        overdue += left is not None and left < 0
        found.turns.append(
            Turn(
                N_("检查结果待公示"),
                each["number"],
                each["firm_name"],
                f"/desk/visits/{each['id']}",
                due_on=first.due.due_on if first else None,
                days_left=left,
                unit=first.due.period.unit.label if first else "",
                is_provisional=bool(first and first.due.provisional),
            )
        )
    found.waiting.append(Waiting(N_("检查结果待公示"), total, "/desk/visits?status=confirmed", overdue))

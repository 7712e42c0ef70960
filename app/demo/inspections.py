"""A year's plan, a draw that was carried out, one whose dice are to be thrown, one that was abandoned."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from app.demo import people, visit_sequels
from regulation import database
from regulation.inspections import rules
from regulation.inspections.actions import approving, check_form, drawing, plans, results, rosters, visiting
from regulation.inspections.draw import record
from regulation.inspections.evidence import How
from regulation.inspections.queries import draws, tasks
from regulation.inspections.status import Answer, FirmSign, TaskStatus, Unable
from regulation.law import beijing
from regulation.roles import Role

if TYPE_CHECKING:
    from app.demo.people import Staff
    from regulation.actor import Actor

ITEMS = ("licence-scope", "displayed", "prices", "ledger", "information", "personal-information")
NOTES = {"displayed": "监督电话没有明示", "prices": "收费标准没有公开", "ledger": "台账缺少服务结果"}
#: What becomes of the tasks of the draw that was carried out, in turn; None: nobody has gone yet.
FATES = (
    "published",
    "ordered",
    "confirmed",
    "submitted",
    "started",
    "notified",
    "approved",
    "proposed",
    None,
    "carried",
    "unreachable",
    "amended",
    "corrected",
    "doubted",
    "published",
)
#: Where each organ begins in them: the first shows every state.
BEGINS = {"110105": 0, "110108": 10}
#: Fates whose form says that something was wrong.
WRONG = frozenset({"ordered", "corrected", "amended", "doubted"})
#: Where the papers of a task end whose visit did not begin.
UNDER_WAY = {
    "proposed": TaskStatus.PROPOSED,
    "approved": TaskStatus.APPROVED,
    "notified": TaskStatus.NOTIFIED,
}


async def add_inspections(
    staff: dict[str, Staff], supervisor: Actor, gone: Actor, seed: int, *, now: datetime
) -> int:
    """Chaoyang in every state, one finished draw in Haidian; how many tasks."""
    # Sessions are announced to the minute.
    now = now.replace(second=0, microsecond=0)
    draw = random.Random(f"{seed}:inspections")  # noqa: S311 - a demonstration must be repeatable
    made = 0
    for code, watcher in (("110105", supervisor), ("110108", gone)):
        clerk, decider = staff[code].clerk, staff[code].decider
        planned = now.replace(month=2, day=10)
        plan = await plans.draft(now.year, f"{now.year}年度行政检查计划（演示）", actor=clerk, now=planned)
        first, second = [
            await _line(plan, month, title, clerk, planned)
            for month, title in ((9, "第三季度随机抽查"), (11, "第四季度随机抽查"))
        ]
        await plans.adopt(plan, actor=decider, now=planned + timedelta(days=3))
        begun = now - timedelta(days=58)
        made += await _carried_out(draw, first, staff[code], watcher, begun, now)
        if code == "110105":
            await _waiting(second, clerk, watcher, now)
    return made


async def _line(plan: UUID, month: int, title: str, clerk: Actor, at: datetime) -> UUID:
    return await plans.add_line(
        plan,
        month=month,
        title=title,
        kinds=["hr_licence", "filing"],
        rates=rules.RATES.on(at.date()),
        at_least=5,
        item_ids=list(ITEMS),
        actor=clerk,
        now=at,
    )


async def _waiting(line: UUID, clerk: Actor, watcher: Actor, now: datetime) -> None:
    """One abandoned for a mistake in its roster, one committed whose dice may be thrown from now on."""
    mistaken = await rosters.prepare(
        line, source="dice", session_at=now + timedelta(hours=20), actor=clerk, now=now - timedelta(days=6)
    )
    await drawing.abandon(
        mistaken, reason="名录漏列本月新备案机构，重新准备", actor=watcher, now=now - timedelta(days=5)
    )
    committed = now - timedelta(hours=30)
    waiting = await rosters.prepare(
        line,
        source="dice",
        session_at=now - timedelta(hours=1),
        actor=clerk,
        now=committed - timedelta(hours=2),
    )
    await drawing.commit(waiting, actor=watcher, now=committed)


async def _carried_out(  # noqa: PLR0917 - one draw's story
    draw: random.Random, line: UUID, staff: Staff, watcher: Actor, begun: datetime, now: datetime
) -> int:
    session = begun + timedelta(hours=26)
    draw_id = await rosters.prepare(line, source="dice", session_at=session, actor=staff.clerk, now=begun)
    await drawing.commit(draw_id, actor=watcher, now=begun + timedelta(minutes=20))
    dice = "".join(str(draw.randint(1, 6)) for _ in range(50))
    await drawing.enter_entropy(
        draw_id, dice, witnesses=["演示见证人甲", "演示见证人乙"], actor=watcher, now=session
    )
    found = await draws.draw(watcher, draw_id)
    await drawing.conclude(
        draw_id, record.run(await draws.material(found)), actor=watcher, now=session + timedelta(minutes=5)
    )
    todo = await tasks.of_draw(found["id"])
    for place, task in enumerate(todo):
        fate = FATES[(BEGINS[staff.clerk.organ_code] + place) % len(FATES)]
        if fate is None:
            continue
        if fate == "carried":
            await results.carry_over(
                task["id"],
                reason="机构正在搬迁，本次检查期限内无法检查（演示）",
                actor=staff.clerk,
                now=now - timedelta(days=2),
            )
            continue
        at = min(session + timedelta(days=3 + place), now - timedelta(days=3))
        if fate in UNDER_WAY:
            # What waits, waits since yesterday and for the days to come.
            at = now
        await _permit(
            task, staff, at, until=UNDER_WAY.get(fate, TaskStatus.NOTIFIED), announced=place % 3 > 0
        )
        if fate not in UNDER_WAY:
            await _visit(draw, task["id"], fate, staff, (at, now))
        if fate not in UNDER_WAY and fate not in {"carried", "started", "submitted", "unreachable"}:
            await visit_sequels.rated(task["id"], place, at + timedelta(days=2, hours=6))
    return len(todo)


async def _permit(
    task: dict[str, Any], staff: Staff, at: datetime, *, until: TaskStatus, announced: bool
) -> None:
    """The approval form, its approval and the notice, as far as a state."""
    proposed = at - timedelta(hours=30)
    first = beijing.legal_day(at)
    await approving.propose(
        task["id"],
        visit_from=first,
        visit_until=max(first, min(first + timedelta(days=20), task["visit_by"])),
        assistants=0 if announced else 1,
        announced=announced,
        actor=staff.clerk,
        now=proposed,
    )
    if until is TaskStatus.PROPOSED:
        return
    await approving.approve(task["id"], actor=staff.decider, now=proposed + timedelta(hours=4))
    if until is TaskStatus.NOTIFIED:
        await approving.notify(task["id"], actor=staff.clerk, now=proposed + timedelta(hours=5))


async def _visit(
    draw: random.Random, task_id: UUID, fate: str, staff: Staff, times: tuple[datetime, datetime]
) -> None:
    at, now = times
    first, second = [await _officer(each["person"]) for each in await tasks.members(task_id)]
    if fate == "unreachable":
        await visiting.unable(
            task_id, Unable.UNREACHABLE, "上午到登记住所，门锁无人，物业称已搬走", actor=first, now=at
        )
    else:
        code = await database.value(
            "select firm.number from firm join inspection_task as task on task.firm = firm.id where task.id = $1",
            task_id,
        )
        scan = visiting.Scan(code, How.CAMERA, made_at=at)
        await visiting.start(task_id, place="登记的经营场所", told=True, scan=scan, actor=first, now=at)
        if fate == "started":
            if first.organ_code == "110105":
                await visit_sequels.reported(task_id, first, at)
            return
        await _fill(draw, task_id, fate, first, at)
        await visiting.submit(task_id, actor=first, now=at + timedelta(hours=1))
    if fate == "submitted":
        return
    await visiting.confirm(task_id, actor=second, now=at + timedelta(hours=2))
    if fate == "confirmed":
        return
    closed = at + timedelta(hours=3)
    follow_up = await visit_sequels.ordered(task_id, staff.clerk, closed, now) if fate == "ordered" else []
    await results.publish(task_id, orders=follow_up, actor=staff.clerk, now=at + timedelta(days=1))
    if fate in {"amended", "doubted"}:
        await visit_sequels.corrected(task_id, staff, at + timedelta(days=2), is_decided=fate == "amended")


async def _fill(draw: random.Random, task_id: UUID, fate: str, officer: Actor, at: datetime) -> None:
    wrong = draw.choice(sorted(NOTES)) if fate in WRONG else ""
    for item in await database.value("select items from inspection_task where id = $1", task_id):
        await check_form.save_entry(
            task_id,
            item,
            Answer.PROBLEM if item == wrong else Answer.COMPLIANT,
            note=NOTES.get(item, "") if item == wrong else "",
            was_corrected=item == wrong and fate == "corrected",
            actor=officer,
            now=at,
        )
    await check_form.save_firm_side(
        task_id,
        representative="在场负责人（演示）",
        representative_title="经理",
        statement="无异议",
        sign=FirmSign.SIGNED,
        actor=officer,
        now=at,
    )


async def _officer(person: UUID) -> Actor:
    known = await database.row(
        """select person.name, person.number, organ.code from person
           join appointment on appointment.person = person.id and appointment.role = 'inspector'
           join organ on organ.id = appointment.organ where person.id = $1""",
        person,
    )
    if known is None:
        raise LookupError(person)
    return people.acting(person, known["name"], known["number"], known["code"], Role.INSPECTOR)

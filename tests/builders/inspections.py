"""Plans, draws and tasks in any state, made by walking the real steps."""

from datetime import UTC, date, datetime, timedelta

from regulation import database
from regulation.accounts.organs import BY_CODE
from regulation.actor import SYSTEM
from regulation.firms import actions as firms
from regulation.firms.status import FactSource, RegistrationKind, RegistrationStatus
from regulation.inspections import rules
from regulation.inspections.actions import (
    amending,
    approving,
    check_form,
    drawing,
    plans,
    results,
    rosters,
    visiting,
)
from regulation.inspections.draw import record
from regulation.inspections.evidence import How
from regulation.inspections.queries import draws, tasks
from regulation.inspections.status import Answer, DrawStatus, FirmSign, PlanStatus, TaskStatus
from regulation.law import beijing
from tests import cast as people

#: A Monday, 10:00 in Beijing, in a year whose calendar is known.
NOW = datetime(2026, 6, 1, 2, 0, tzinfo=UTC)
THROWS = "35261443526163524115236614352614352361452361435261"
ITEMS = ("licence-scope", "displayed", "prices", "ledger")
RATES = {"A": rules.Rate(1, 2), "B": rules.Rate(1, 2), "C": rules.Rate(1, 1), "D": rules.Rate(1, 1)}


async def some_firms(count, *, organ_code="110105", start=1):
    """Licensed firms of an organ; their ids."""
    made = []
    for place in range(start, start + count):
        organ = BY_CODE[organ_code]
        facts = {
            "name": f"抽查{place:03d}人力资源有限公司", "uscc": f"9111{organ_code[-2:]}{place:012d}", "area": organ.code,
            "district": organ.area, "domicile": f"北京市{organ.area}抽查路{place}号", "legal_representative": "甲某",
            "business_state": "operating", "established_on": "2015-06-01",
        }  # fmt: skip
        firm = await firms.register_firm(
            facts, source=FactSource.SHARING, actor=SYSTEM, now=datetime(2020, 1, 1, tzinfo=UTC)
        )
        await a_registration(firm, f"许可{organ_code}{place:04d}", organ_code)
        made.append(firm)
    return made


async def a_registration(firm, number, organ_code="110105"):
    await firms.project_registration(
        firm, RegistrationKind.HR_LICENCE, number, RegistrationStatus.VALID, organ_id=BY_CODE[organ_code].id,
        issued_on=date(2024, 1, 1), expires_on=date(2029, 1, 1), now=NOW,
    )  # fmt: skip


async def a_plan(
    cast,
    *,
    at=PlanStatus.ADOPTED,
    year=2026,
    now=NOW,
    rates=None,
    at_least=1,
    items=ITEMS,
    reported_year=None,
):
    """A plan with one line; ids of the plan and of the line."""
    plan = await plans.draft(year, f"{year}年度行政检查计划", actor=cast.an, now=now)
    line = await plans.add_line(
        plan, month=6, title="第一批随机抽查", kinds=["hr_licence"], rates=rates or RATES, at_least=at_least,
        item_ids=items, reported_year=reported_year, actor=cast.an, now=now,
    )  # fmt: skip
    if at is PlanStatus.ADOPTED:
        await plans.adopt(plan, actor=cast.bai, now=now)
    elif at is PlanStatus.DISCARDED:
        await plans.discard(plan, reason="另行拟订", actor=cast.an, now=now)
    return plan, line


async def a_draw(cast, *, at=DrawStatus.DRAWN, now=NOW, firms=4, source="dice", line=None, value=THROWS):
    """A draw of Chaoyang in a state; its draw_id. The dice are thrown 25 hours after `now`."""
    if line is None:
        if firms:
            await some_firms(firms)
        line = (await a_plan(cast, now=now))[1]
    session = (now + timedelta(hours=25)).replace(second=0, microsecond=0)
    draw_id = await rosters.prepare(line, source=source, session_at=session, actor=cast.an, now=now)
    if at is DrawStatus.PREPARED:
        return draw_id
    if at is DrawStatus.ABANDONED:
        await drawing.abandon(draw_id, reason="名录有误", actor=cast.gu, now=now)
        return draw_id
    await drawing.commit(draw_id, actor=cast.gu, now=now)
    if at is DrawStatus.COMMITTED:
        return draw_id
    await drawing.enter_entropy(draw_id, value, witnesses=["证一", "证二"], actor=cast.gu, now=session)
    if at is DrawStatus.ENTROPY:
        return draw_id
    found = await draws.draw(cast.gu, draw_id)
    await drawing.conclude(
        draw_id, record.run(await draws.material(found)), actor=cast.gu, now=session + timedelta(minutes=5)
    )
    return draw_id


async def amended(cast, request, *, now):
    """Let the procedure compute a replacement and grant it; the outcome."""
    _found, material = await amending.input_of(request, actor=cast.gu)
    return await amending.grant(request, record.run(material)["amendments"][-1], actor=cast.gu, now=now)


async def acting_of(member, role=people.Role.INSPECTOR, organ_code=people.CHAOYANG):
    """The actor behind a member of a team, or behind another person in an office of the organ."""
    number = await database.value("select number from person where id = $1", member["person"])
    organ = BY_CODE[organ_code]
    return people.Actor(
        person_id=member["person"], account_id=None, login="", name=member["name"], number=number, roles=frozenset({role}),
        organ_id=organ.id, organ_code=organ.code, organ_name=organ.name,
        organ_level=people.Level.MUNICIPAL if organ.is_municipal else people.Level.DISTRICT,
    )  # fmt: skip


async def tasks_of(cast, draw_id):
    found = await draws.draw(cast.gu, draw_id)
    return await tasks.of_draw(found["id"])


async def team_of(cast, task_id):
    """The actors of a team, the first officer first."""
    by_person = {actor.person_id: actor for actor in (cast.chen, cast.cui)}
    return [by_person[each["person"]] for each in await tasks.members(task_id)]


async def permitted(cast, task_id, *, at=TaskStatus.NOTIFIED, now, announced=True, visit_from=None, days=30):
    """The approval form of a task proposed by An, approved by Bai, its notice issued, as far as `at`."""
    first = visit_from or beijing.legal_day(now)
    last = min(
        first + timedelta(days=days),
        await database.value("select visit_by from inspection_task where id = $1", task_id),
    )
    await approving.propose(
        task_id, visit_from=first, visit_until=last, assistants=1, announced=announced, actor=cast.an, now=now
    )
    if at is TaskStatus.PROPOSED:
        return
    await approving.approve(task_id, actor=cast.bai, now=now + timedelta(hours=1))
    if at is not TaskStatus.APPROVED:
        await approving.notify(task_id, actor=cast.an, now=now + timedelta(hours=2))


async def a_task(
    cast,
    *,
    at=TaskStatus.ASSIGNED,
    now=NOW,
    problem="",
    unable=None,
    corrected=False,
    draw=None,
    announced=True,
):
    """A task of a concluded draw in a state; its id. `problem` is the item that is not compliant."""
    draw = draw or await a_draw(cast, now=now)
    task_id = (await tasks_of(cast, draw))[0]["id"]
    later = now + timedelta(days=3)
    if at is TaskStatus.ASSIGNED:
        return task_id
    if at is TaskStatus.CARRIED:
        await results.carry_over(task_id, reason="机构搬迁期间", actor=cast.an, now=later)
        return task_id
    await permitted(cast, task_id, at=at, now=now + timedelta(hours=26), announced=announced)
    if at in {TaskStatus.PROPOSED, TaskStatus.APPROVED, TaskStatus.NOTIFIED}:
        return task_id
    first, second = await team_of(cast, task_id)
    if unable:
        await visiting.unable(
            task_id, unable, "6月4日上午到登记住所，门锁无人，物业称已搬走", actor=first, now=later
        )
    else:
        scan = await a_scan(task_id)
        await visiting.start(
            task_id, place="北京市朝阳区抽查路1号", told=True, scan=scan, actor=first, now=later
        )
        if at is TaskStatus.STARTED:
            return task_id
        await filled(task_id, first, later, problem=problem, corrected=corrected)
        await visiting.submit(task_id, actor=first, now=later + timedelta(hours=1))
    if at is TaskStatus.SUBMITTED:
        return task_id
    await visiting.confirm(task_id, actor=second, now=later + timedelta(hours=2))
    if at is TaskStatus.CONFIRMED:
        return task_id
    await results.publish(task_id, actor=cast.an, now=later + timedelta(days=1))
    return task_id


async def a_scan(task_id):
    """The firm's credit code, read by the camera."""
    code = await database.value(
        "select firm.uscc from firm join inspection_task on inspection_task.firm = firm.id where inspection_task.id = $1",
        task_id,
    )
    return visiting.Scan(code, How.CAMERA)


async def filled(task_id, officer, now, *, problem="", corrected=False):
    """Every item answered, the firm's side taken down."""
    for item in await database.value("select items from inspection_task where id = $1", task_id):
        bad = item == problem
        await check_form.save_entry(
            task_id, item, Answer.PROBLEM if bad else Answer.COMPLIANT, note="未明示收费标准" if bad else "",
            was_corrected=corrected and bad, actor=officer, now=now,
        )  # fmt: skip
    await check_form.save_firm_side(
        task_id, representative="甲某", representative_title="经理", statement="无异议", sign=FirmSign.SIGNED, actor=officer, now=now
    )  # fmt: skip


async def more_inspectors(cast, count):
    """Inspectors of Chaoyang without a sign-in of their own in the cast."""
    return [
        await people._official(f"i{n}", f"检{n}", people.CHAOYANG, {people.Role.INSPECTOR})
        for n in range(count)
    ]

"""Nobody enters a firm without an approval and a notice."""

from datetime import date, timedelta
from uuid import uuid4

import asyncpg
import pytest

from regulation import database, errors
from regulation.casework import documents, record
from regulation.inspections import rules_approval
from regulation.inspections.actions import amending, approving, preparing, results, visiting
from regulation.inspections.queries import approvals, tasks
from regulation.inspections.status import DrawStatus, TaskStatus, Unable
from regulation.ledger import queries as ledger
from regulation.roles import Role
from tests.builders import inspections as build
from tests.builders.inspections import NOW
from tests.regulation.inspections import test_other_draws as others

LATER = NOW + timedelta(hours=26)
FIRST, LAST = date(2026, 6, 2), date(2026, 6, 30)


def propose(cast, task_id, **changed):
    said = {"visit_from": FIRST, "visit_until": LAST, "actor": cast.an, "now": LATER} | changed
    return approving.propose(task_id, **said)


async def test_the_form_says_what_the_lot_and_the_plan_say(cast):
    task_id = await build.a_task(cast, at=TaskStatus.NOTIFIED)
    task = await tasks.at_desk(cast.an, task_id)
    approval = await approvals.living(task_id)
    assert approval["items"] == task["items"]
    assert [each["person"] for each in approval["officers"]] == [
        str(each["person"]) for each in task["members"]
    ]
    assert task["plan_number"] in approval["source"]
    assert task["draw_id"] in approval["source"]
    assert (approval["used"], approval["cap"], approval["assistants"]) == (0, 1, 1)
    form, notice = await documents.of_matter("inspection_task", task_id)
    assert form["firm_id"] is None, "the form is the organ's own"
    assert notice["firm_id"] == task["firm"]
    assert notice["snapshot"]["approval_number"] == approval["number"] == form["number"]
    assert notice["snapshot"]["prohibitions"]
    assert len(notice["snapshot"]["officers"]) == 2
    assert [each.act for each in await ledger.of_entity(str(task_id))] == ["approve", "notify"]


async def test_a_second_click_approves_nothing_twice(cast):
    task_id = await build.a_task(cast, at=TaskStatus.PROPOSED)
    await approving.approve(task_id, actor=cast.bai, now=LATER)
    for decider in (cast.bai, cast.bo):
        with pytest.raises(errors.AlreadyMoved):
            await approving.approve(task_id, actor=decider, now=LATER)
    papers = await documents.of_matter("inspection_task", task_id)
    assert [each["kind"] for each in papers] == ["inspection_approval"]
    with pytest.raises(errors.AlreadyMoved):
        await propose(cast, task_id)


async def test_another_districts_decider_finds_nothing_and_the_city_does_not_sign_for_a_district(cast):
    task_id = await build.a_task(cast, at=TaskStatus.PROPOSED)
    with pytest.raises(errors.NotFound):
        await approving.approve(task_id, actor=cast.ding, now=LATER)
    with pytest.raises(errors.NotPermitted):
        await approving.approve(task_id, actor=cast.jin, now=LATER)
    with pytest.raises(errors.NotPermitted):
        await approving.approve(task_id, actor=cast.an, now=LATER)
    assert (await tasks.at_desk(cast.an, task_id))["status"] == TaskStatus.PROPOSED


async def test_who_goes_does_not_permit_and_who_asks_does_not_answer(cast):
    task_id = await build.a_task(cast, at=TaskStatus.PROPOSED)
    first, _second = await build.team_of(cast, task_id)
    goes = with_office(first, Role.DECIDER)
    asks = with_office(cast.an, Role.DECIDER)
    for actor in (goes, asks):
        with pytest.raises(errors.NotPermitted):
            await approving.approve(task_id, actor=actor, now=LATER)
        with pytest.raises(errors.NotPermitted):
            await approving.decline(task_id, reason="不需要", actor=actor, now=LATER)


async def test_a_decider_with_an_interest_in_the_firm_steps_aside(cast):
    task_id = await build.a_task(cast, at=TaskStatus.PROPOSED)
    firm = (await tasks.at_desk(cast.an, task_id))["firm"]
    await database.execute(
        "insert into conflict (id, person, firm_id, reason, declared_on) values ($1, $2, $3, '亲属', '2026-01-01')",
        uuid4(),
        cast.bai.person_id,
        firm,
    )
    with pytest.raises(errors.NotPermitted, match="回避"):
        await approving.approve(task_id, actor=cast.bai, now=LATER)
    await approving.approve(task_id, actor=cast.bo, now=LATER)


def with_office(actor, role):
    return build.people.Actor(
        **{name: getattr(actor, name) for name in actor.__dataclass_fields__ if name != "roles"},
        roles=actor.roles | {role},
    )


async def test_the_time_is_fixed_beforehand_within_the_day_due(cast):
    task_id = await build.a_task(cast)
    visit_by = (await tasks.at_desk(cast.an, task_id))["visit_by"]
    for field, changed in {
        "visit_from": {"visit_from": date(2026, 6, 1)},
        "visit_until": {"visit_until": visit_by + timedelta(days=1)},
        "assistants": {"assistants": 21},
    }.items():
        with pytest.raises(errors.Invalid) as wrong:
            await propose(cast, task_id, **changed)
        assert list(wrong.value.errors) == [field]
    await propose(cast, task_id, visit_until=visit_by)


async def test_the_cap_is_checked_before_the_form_opens(cast):
    """A firm that was entered this year is not entered again; a visit that found nobody was no entry."""
    draw_id = await build.a_draw(cast)
    task_id = (await build.tasks_of(cast, draw_id))[0]["id"]
    task = await tasks.at_desk(cast.an, task_id)
    earlier = await another_task(task)
    await database.execute("update inspection_task set started_at = $2 where id = $1", earlier, NOW)
    assert (await approvals.frequency(task, on=FIRST)).used == 1
    with pytest.raises(errors.Refused, match="1次上限"):
        await propose(cast, task_id)
    with pytest.raises(errors.Refused):
        await approving.check_may_propose(task, cast.an, FIRST)
    assert (await approvals.frequency(task, on=date(2027, 1, 4))).used == 0
    await database.execute("update inspection_task set outcome = 'unreachable' where id = $1", earlier)
    await propose(cast, task_id)


async def another_task(task):
    """The same firm drawn a second time, by copying rows: in life the exclusion list prevents it."""
    made, draw = uuid4(), uuid4()
    await database.execute(
        """insert into inspection_draw (id, draw_id, organ, basis, plan_line, year, title, status, items_version, source,
               session_at, params, prepared_by, prepared_at)
           select $2, 'BJ110105-2026-0900', organ, basis, plan_line, year, title, 'prepared', items_version, source,
               session_at, params, prepared_by, prepared_at from inspection_draw where id = $1""",
        task["draw"],
        draw,
    )
    await database.execute(
        """insert into inspection_task (id, number, draw, organ, firm, stratum, items, items_version, status, assigned_on, visit_by)
           values ($1, '京朝人社检〔2026〕900号', $2, $3, $4, 'B', $5, $6, 'assigned', $7, $8)""",
        made,
        draw,
        task["organ"],
        task["firm"],
        task["items"],
        task["items_version"],
        task["assigned_on"],
        task["visit_by"],
    )
    return made


async def test_a_visit_approved_counts_before_it_takes_place(cast):
    """Two forms on two desks do not share the last visit of the year."""
    draw_id = await build.a_draw(cast)
    task_id = (await build.tasks_of(cast, draw_id))[0]["id"]
    second = await tasks.at_desk(cast.an, await another_task(await tasks.at_desk(cast.an, task_id)))
    await propose(cast, task_id)
    counted = await approvals.frequency(second, on=FIRST)
    assert (counted.used, counted.left) == (1, 0)
    assert rules_approval.cap_refusal(counted) is not None
    await approving.reopen(task_id, reason="改由第二次抽取检查", actor=cast.an, now=LATER)
    assert (await approvals.frequency(second, on=FIRST)).used == 0


async def test_no_approval_without_a_plan_that_holds(cast):
    task_id = await build.a_task(cast)
    await database.execute("update inspection_plan set status = 'discarded'")
    with pytest.raises(errors.Refused, match="没有有效的来源"):
        await propose(cast, task_id)


async def test_a_lapsed_certificate_stops_the_form_the_approval_and_the_notice(cast):
    task_id = await build.a_task(cast)
    lapse = "update appointment set certificate_until = $2 where person = $1"
    first, _second = await build.team_of(cast, task_id)
    await database.execute(lapse, first.person_id, FIRST - timedelta(days=1))
    with pytest.raises(errors.Refused, match=first.name):
        await propose(cast, task_id)
    await database.execute(lapse, first.person_id, FIRST)
    await propose(cast, task_id)
    await database.execute(lapse, first.person_id, FIRST - timedelta(days=1))
    with pytest.raises(errors.Refused, match=first.name):
        await approving.approve(task_id, actor=cast.bai, now=LATER)
    await database.execute(lapse, first.person_id, FIRST)
    await approving.approve(task_id, actor=cast.bai, now=LATER)
    await database.execute(lapse, first.person_id, FIRST - timedelta(days=1))
    with pytest.raises(errors.Refused, match=first.name):
        await approving.notify(task_id, actor=cast.an, now=LATER)


async def test_a_returned_form_stays_in_the_file_and_a_new_one_takes_a_new_number(cast):
    task_id = await build.a_task(cast, at=TaskStatus.PROPOSED)
    with pytest.raises(errors.Invalid):
        await approving.decline(task_id, reason=" ", actor=cast.bai, now=LATER)
    await approving.decline(task_id, reason="期间过长", actor=cast.bai, now=LATER)
    assert await approvals.living(task_id) is None
    await propose(cast, task_id)
    kept = await approvals.of_task(task_id)
    assert [(each["status"], each["reason"]) for each in kept] == [("returned", "期间过长"), ("proposed", "")]
    assert len({each["number"] for each in kept}) == 2


@pytest.mark.parametrize("at", [TaskStatus.ASSIGNED, TaskStatus.PROPOSED, TaskStatus.APPROVED])
async def test_without_notice_nobody_starts_and_nobody_says_the_firm_was_not_there(cast, at):
    task_id = await build.a_task(cast, at=at)
    first, _second = await build.team_of(cast, task_id)
    with pytest.raises(errors.Refused, match="不能进入"):
        await visiting.start(
            task_id, place="抽查路1号", told=True, scan=await build.a_scan(task_id), actor=first, now=LATER
        )
    with pytest.raises(errors.Refused, match="不能进入"):
        await visiting.unable(
            task_id, Unable.UNREACHABLE, "上午到登记住所，门锁无人，物业称已搬走", actor=first, now=LATER
        )
    for status in ("started", "submitted"):
        with pytest.raises(asyncpg.CheckViolationError):
            async with database.unit_of_work():
                await database.execute(
                    "update inspection_task set status = $2 where id = $1", task_id, status
                )


@pytest.mark.parametrize(
    ("day", "enters"),
    [(-1, False), (0, True), (30, True), (31, False)],
    ids=["before", "first", "last", "after"],
)
async def test_officers_enter_on_the_days_that_were_notified(cast, day, enters):
    task_id = await build.a_task(cast)
    await build.permitted(cast, task_id, now=LATER, visit_from=date(2026, 6, 8))
    first, _second = await build.team_of(cast, task_id)
    at = NOW + timedelta(days=7 + day)
    if enters:
        await visiting.start(
            task_id, place="抽查路1号", told=True, scan=await build.a_scan(task_id), actor=first, now=at
        )
        return
    with pytest.raises(errors.Refused, match="期间"):
        await visiting.start(
            task_id, place="抽查路1号", told=True, scan=await build.a_scan(task_id), actor=first, now=at
        )


async def test_a_surprise_is_served_at_the_door_and_not_seen_before(cast):
    task_id = await build.a_task(cast, at=TaskStatus.NOTIFIED, announced=False)
    task = await tasks.at_desk(cast.an, task_id)
    notice = (await documents.of_matter("inspection_task", task_id))[-1]
    assert notice["firm_id"] is None
    assert await database.value("select count(*) from notice where firm_id = $1", task["firm"]) == 0
    first, _second = await build.team_of(cast, task_id)
    at = NOW + timedelta(days=3)
    await visiting.start(
        task_id, place="抽查路1号", told=True, scan=await build.a_scan(task_id), actor=first, now=at
    )
    assert (await documents.by_id(notice["id"]))["firm_id"] == task["firm"]
    assert (await approvals.living(task_id))["served_at"] == at
    assert await database.value("select method from service where document = $1", notice["id"]) == "direct"
    assert await database.value("select count(*) from notice where firm_id = $1", task["firm"]) == 1


async def test_an_approval_that_no_longer_fits_is_void_with_its_papers_and_the_firm_is_told(cast):
    task_id = await build.a_task(cast, at=TaskStatus.NOTIFIED)
    firm = (await tasks.at_desk(cast.an, task_id))["firm"]
    with pytest.raises(errors.Invalid):
        await approving.reopen(task_id, reason="", actor=cast.an, now=LATER)
    await approving.reopen(task_id, reason="检查期间已过", actor=cast.an, now=LATER)
    assert (await tasks.at_desk(cast.an, task_id))["status"] == TaskStatus.ASSIGNED
    papers = await documents.of_matter("inspection_task", task_id)
    assert all(each["withdrawn_at"] for each in papers)
    told = await database.value(
        "select title from notice where firm_id = $1 order by created_at desc, id limit 1", firm
    )
    assert told is not None
    await build.permitted(cast, task_id, now=LATER)
    assert (await tasks.at_desk(cast.an, task_id))["status"] == TaskStatus.NOTIFIED


async def test_a_team_that_is_not_the_one_approved_does_not_enter(cast):
    """An officer replaced by an amendment needs a new approval: the paper in the firm's hand names the old one."""
    await build.more_inspectors(cast, 1)
    task_id = await build.a_task(cast, at=TaskStatus.NOTIFIED)
    leaver, stays = await tasks.members(task_id)
    request = await amending.ask(
        task_id, "replace_inspector", "left-office", "已调往其他部门，见任免通知", inspector=leaver["pseudonym"], actor=cast.an, now=LATER
    )  # fmt: skip
    assert await build.amended(cast, request, now=LATER) == "assigned"
    assert await approvals.living(task_id) is None
    assert (await approvals.of_task(task_id))[0]["status"] == "void"
    assert stays["person"] in {each["person"] for each in await tasks.members(task_id)}
    assert (await tasks.at_desk(cast.an, task_id))["status"] == TaskStatus.ASSIGNED


async def test_a_visit_carried_over_loses_its_approval(cast):
    task_id = await build.a_task(cast, at=TaskStatus.NOTIFIED)
    await results.carry_over(task_id, reason="机构搬迁期间", actor=cast.an, now=LATER)
    assert await approvals.living(task_id) is None
    assert (await approvals.of_task(task_id))[0]["status"] == "void"


async def test_many_alike_are_proposed_approved_and_notified_with_one_signature(cast):
    draw_id = await build.a_draw(cast, firms=6)
    ids = [each["id"] for each in await build.tasks_of(cast, draw_id)]
    assert len(ids) == 3
    said = {"visit_from": FIRST, "visit_until": LAST, "actor": cast.an, "now": LATER}
    made, refused = await approving.propose_many(ids, **said)
    assert (len(made), refused) == (3, {})
    made, refused = await approving.propose_many(ids, **said)
    assert (made, set(refused)) == ([], set(ids))
    assert await approving.approve_many(ids, actor=cast.bai, now=LATER) == 3
    with pytest.raises(errors.AlreadyMoved):
        await approving.approve_many(ids, actor=cast.bai, now=LATER)
    assert await approving.notify_many(ids, actor=cast.an, now=LATER) == 3


async def test_forms_that_differ_are_not_approved_together(cast):
    draw_id = await build.a_draw(cast, firms=4)
    one, other = [each["id"] for each in await build.tasks_of(cast, draw_id)]
    await propose(cast, one)
    await propose(cast, other, announced=False)
    with pytest.raises(errors.Refused, match="不能一并批准"):
        await approving.approve_many([one, other], actor=cast.bai, now=LATER)
    assert len(await approvals.waiting(cast.bai)) == 2


async def test_what_was_proposed_does_not_change_and_is_not_deleted(cast):
    await build.a_task(cast, at=TaskStatus.NOTIFIED)
    # The firm has not agreed to electronic service: the notice is handed over at the door, once.
    await database.execute("update inspection_approval set served_at = now() where served_at is null")
    for statement in (
        "update inspection_approval set assistants = 5",
        "update inspection_approval set officers = '[]'",
        "update inspection_approval set visit_until = visit_until + 1",
        "update inspection_approval set used = 0, cap = null",
        "update inspection_approval set status = 'proposed'",
        "update inspection_approval set served_at = now() + interval '1 day'",
        "delete from inspection_approval",
    ):
        with pytest.raises(asyncpg.PostgresError):
            async with database.unit_of_work():
                await database.execute(statement)


async def test_a_task_is_never_born_past_its_approval(cast):
    task_id = await build.a_task(cast)
    with pytest.raises(asyncpg.CheckViolationError):
        async with database.unit_of_work():
            await database.execute(
                """insert into inspection_task (id, number, draw, organ, firm, stratum, items, items_version, status,
                       assigned_on, visit_by)
                   select gen_random_uuid(), 'x', draw, organ, $2, stratum, items, items_version, 'notified',
                       assigned_on, visit_by from inspection_task where id = $1""",
                task_id,
                cast.firm,
            )


async def test_the_history_tells_who_asked_and_who_permitted(cast):
    task_id = await build.a_task(cast, at=TaskStatus.NOTIFIED)
    acts = [(each.action, each.actor_name) for each in await record.history("inspection_task", task_id)]
    assert acts[-3:] == [
        ("request_approval", cast.an.name),
        ("approve_visit", cast.bai.name),
        ("notify", cast.an.name),
    ]


async def test_a_draw_that_was_not_concluded_has_nothing_to_approve(cast):
    await build.a_draw(cast, at=DrawStatus.COMMITTED)
    assert await approvals.to_propose(cast.an) == []
    assert await approvals.waiting(cast.bai) == []


# --- leads and special inspections ----------------------------------------------------------------------


async def a_lead_task(cast):
    """A complaint about Chaoyang's firm, followed: its officers drawn by lot."""
    lead = await others.an_approved_lead(cast, number="12345-77")
    draw_id = await preparing.prepare_for_leads([lead], others.SLOW, actor=cast.an, now=NOW)
    [task] = await others.concluded(cast, draw_id)
    return task["id"]


async def test_a_lead_is_outside_the_cap_and_names_its_number_and_nothing_of_who_complained(cast):
    task_id = await a_lead_task(cast)
    task = await tasks.at_desk(cast.an, task_id)
    assert (await approvals.frequency(task, on=FIRST)).cap is None
    await propose(cast, task_id)
    await approving.approve(task_id, actor=cast.bo, now=LATER)
    await approving.notify(task_id, actor=cast.an, now=LATER)
    approval = await approvals.living(task_id)
    assert approval["cap"] is None
    assert task["lead_number"] in approval["source"]
    for paper in await documents.of_matter("inspection_task", task_id):
        said = str(paper["snapshot"])
        assert "12345-77" not in said, "the number of the complaint leads to who complained"
        assert "反映未明示" not in said
        assert "不计入" in paper["snapshot"]["frequency"]


async def test_a_lead_that_was_dismissed_carries_no_visit(cast):
    task_id = await a_lead_task(cast)
    await database.execute("update inspection_lead set status = 'dismissed'")
    with pytest.raises(errors.Refused, match="没有有效的来源"):
        await propose(cast, task_id)


async def test_a_special_inspection_ends_with_the_period_its_government_approved(cast):
    await build.some_firms(2)
    special = await others.a_special(cast)
    draw_id = await preparing.prepare_special(special, others.SLOW, actor=cast.an, now=NOW)
    task_id = (await others.concluded(cast, draw_id))[0]["id"]
    with pytest.raises(errors.Invalid) as late:
        await propose(cast, task_id, visit_until=date(2026, 7, 1))
    assert list(late.value.errors) == ["visit_until"]
    await propose(cast, task_id, visit_until=date(2026, 6, 30))
    approval = await approvals.living(task_id)
    assert (approval["used"], approval["cap"]) == (0, 1)
    assert "朝阳区人民政府朝政〔2026〕1号批准" in approval["source"]

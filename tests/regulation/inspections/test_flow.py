"""From the plan to the published result, and what stands in the way of short cuts."""

import dataclasses
from datetime import timedelta

import asyncpg
import pytest

from regulation import database, errors
from regulation.casework import clocks, documents, publication
from regulation.casework.calendar import current
from regulation.inspections.actions import check_form, drawing, officers, plans, results, rosters, visiting
from regulation.inspections.draw import record
from regulation.inspections.queries import draws, tasks
from regulation.inspections.queries import rosters as lists
from regulation.inspections.status import Answer, DrawStatus, Outcome, PlanStatus, TaskStatus, Unable
from regulation.integrity import queries as integrity
from regulation.ledger import checking
from regulation.ledger import queries as ledger
from tests.builders import inspections as build
from tests.builders.inspections import NOW

SESSION = NOW + timedelta(hours=25)
WITNESSES = ["证一", "证二"]


async def test_a_plan_leads_to_a_published_result(cast):
    task_id = await build.a_task(cast, at=TaskStatus.PUBLISHED, problem="displayed")
    task = await tasks.at_desk(cast.an, task_id)
    assert (task["status"], task["outcome"]) == (TaskStatus.PUBLISHED, Outcome.ORDERED)
    shown = await publication.current(today=NOW.date() + timedelta(days=30), kinds=["inspection_result"])
    assert [each["number"] for each in shown] == [task["number"]]
    assert shown[0]["body"]["problems"] == ["在服务场所明示证照、服务项目、监督机关和电话"]
    facts = await integrity.facts(task["firm"])
    assert [(each["kind"], each["source_number"]) for each in facts] == [("finding", task["number"])]
    papers = await documents.of_matter("inspection_task", task_id)
    by_kind = {each["kind"]: each["snapshot"] for each in papers}
    assert list(by_kind) == [
        "inspection_approval", "inspection_notice", "inspection_check_form", "inspection_record",
        "inspection_result_notice",
    ]  # fmt: skip
    assert len(papers) == 5
    assert by_kind["inspection_record"]["approval_number"] == by_kind["inspection_approval"]["number"]
    assert by_kind["inspection_result_notice"]["problems"][0]["note"] == "未明示收费标准"
    assert [each["result"] for each in by_kind["inspection_check_form"]["checks"]].count("不符合") == 1
    held = {each.kind: each for each in await clocks.of(task_id, calendar=await current())}
    assert held["publish"].met_on is not None
    assert held["visit"].met_on is not None
    found = await tasks.finding(cast.an, task_id)
    assert found["number"] == task["number"]
    assert found["facts"] == ["在服务场所明示证照、服务项目、监督机关和电话：未明示收费标准"]
    assert found["citations"]


async def test_a_clean_visit_is_a_fact_in_favour_and_no_finding(cast):
    task_id = await build.a_task(cast, at=TaskStatus.PUBLISHED)
    task = await tasks.at_desk(cast.an, task_id)
    assert [each["kind"] for each in await integrity.facts(task["firm"])] == ["clean_visit"]
    with pytest.raises(errors.NotFound):
        await tasks.finding(cast.an, task_id)


async def test_an_absent_firm_is_published_and_no_fact(cast):
    task_id = await build.a_task(cast, at=TaskStatus.PUBLISHED, unable=Unable.UNREACHABLE)
    task = await tasks.at_desk(cast.an, task_id)
    assert task["outcome"] == Outcome.UNREACHABLE
    assert await integrity.facts(task["firm"]) == []


# --- plan ------------------------------------------------------------------------------------------------


async def test_a_year_has_one_plan_and_its_drafter_does_not_adopt_it(cast):
    plan, _line = await build.a_plan(cast, at=PlanStatus.DRAFT)
    with pytest.raises(errors.Invalid):
        await plans.draft(2026, "又一份", actor=cast.an, now=NOW)
    with pytest.raises(errors.NotPermitted):
        await plans.adopt(plan, actor=cast.an, now=NOW)
    await plans.adopt(plan, actor=cast.bai, now=NOW)
    with pytest.raises(errors.AlreadyMoved):
        await plans.adopt(plan, actor=cast.bo, now=NOW)
    with pytest.raises(errors.AlreadyMoved):
        await plans.discard(plan, reason="太晚", actor=cast.an, now=NOW)


async def test_who_holds_both_offices_still_cannot_adopt_the_own_draft(cast):
    plan = await plans.draft(2026, "海淀计划", actor=cast.ding, now=NOW)
    with pytest.raises(errors.NotPermitted):
        await plans.adopt(plan, actor=cast.ding, now=NOW)


async def test_a_plan_without_rounds_is_not_adopted(cast):
    plan = await plans.draft(2026, "空计划", actor=cast.an, now=NOW)
    with pytest.raises(errors.Refused):
        await plans.adopt(plan, actor=cast.bai, now=NOW)


async def test_a_draft_cannot_be_drawn_from(cast):
    await build.some_firms(2)
    _plan, line = await build.a_plan(cast, at=PlanStatus.DRAFT)
    with pytest.raises(errors.Refused):
        await rosters.prepare(line, source="dice", session_at=SESSION, actor=cast.an, now=NOW)


async def test_plans_and_draws_of_a_neighbour_do_not_exist(cast):
    plan, line = await build.a_plan(cast)
    draw_id = (
        await build.a_draw(cast, line=line, firms=2, at=DrawStatus.PREPARED)
        if await build.some_firms(2)
        else ""
    )
    with pytest.raises(errors.NotFound):
        await build.plans.adopt(plan, actor=cast.ding, now=NOW)
    with pytest.raises(errors.NotFound):
        await draws.draw(cast.ding, draw_id)
    with pytest.raises(errors.NotFound):
        await rosters.edit_inspector(draw_id, "i-0", 1, explanation="x", actor=cast.ding, now=NOW)


# --- rosters ---------------------------------------------------------------------------------------------


async def test_the_roster_holds_everybody_and_says_who_is_left_out(cast):
    made = await build.some_firms(5)
    await database.execute("update firm set business_state = 'deregistered' where id = $1", made[0])
    await database.execute("delete from registration_entry where firm = $1", made[1])
    await database.execute(
        "insert into conflict (id, person, firm_id, reason, declared_on) values (gen_random_uuid(), $1, $2, '亲属', '2026-01-01')",
        cast.chen.person_id,
        made[2],
    )
    draw_id = await build.a_draw(cast, at=DrawStatus.PREPARED, line=(await build.a_plan(cast))[1], firms=0)
    found = await draws.draw(cast.an, draw_id)
    roster = {each["firm"]: each for each in await lists.subjects(found["id"])}
    assert set(roster) == {made[0], *made[2:]}
    assert (roster[made[0]]["status"], roster[made[0]]["reason"]) == ("excluded", "deregistered")
    officers = {each["person"]: each for each in await lists.officers(found["id"])}
    assert set(officers) == {cast.chen.person_id, cast.cui.person_id}
    assert officers[cast.chen.person_id]["conflicts"] == [roster[made[2]]["subject"]]
    assert all(cast.chen.name not in each["pseudonym"] for each in officers.values())


async def test_a_lapsed_certificate_keeps_an_inspector_out(cast):
    await build.some_firms(2)
    line = (await build.a_plan(cast))[1]
    await database.execute(
        "update appointment set certificate_until = '2026-05-31' where person = $1", cast.chen.person_id
    )
    with pytest.raises(errors.Refused, match="不足两名"):
        await rosters.prepare(line, source="dice", session_at=SESSION, actor=cast.an, now=NOW)


async def test_a_firm_inspected_lately_is_left_out_and_one_carried_over_is_certain(cast):
    await build.some_firms(4)
    line = (await build.a_plan(cast, rates=dict.fromkeys("ABCD", build.rules.Rate(1, 1))))[1]
    first = await build.a_draw(cast, line=line, firms=0)
    done, carried, *_rest = [each["id"] for each in await build.tasks_of(cast, first)]
    await build.a_task(cast, at=TaskStatus.CONFIRMED, draw=first)
    await results.carry_over(carried, reason="搬迁", actor=cast.an, now=NOW + timedelta(days=4))
    second = await build.a_draw(
        cast, line=line, firms=0, now=NOW + timedelta(days=60), at=DrawStatus.PREPARED
    )
    found = await draws.draw(cast.an, second)
    by_firm = {each["firm"]: (each["status"], each["reason"]) for each in await lists.subjects(found["id"])}
    firm_of = {each["id"]: each["firm"] for each in await build.tasks_of(cast, first)}
    assert by_firm[firm_of[done]] == ("excluded", "inspected-12m")
    assert by_firm[firm_of[carried]] == ("certain", "carry-over")
    assert sorted(status for status, _ in by_firm.values()) == ["certain", "excluded", "excluded", "excluded"]
    loads = [each["load_before"] for each in await lists.officers(found["id"])]
    assert loads == [4, 4]


async def test_rosters_are_edited_before_the_commitment_only_and_the_editor_cannot_supervise(cast):
    draw_id = await build.a_draw(cast, at=DrawStatus.PREPARED)
    found = await draws.draw(cast.an, draw_id)
    subject = (await lists.subjects(found["id"]))[0]["subject"]
    with pytest.raises(errors.Invalid):
        await rosters.edit_subject(
            draw_id, subject, "excluded", "inspected-12m", explanation="x", actor=cast.an, now=NOW
        )
    with pytest.raises(errors.Invalid):
        await rosters.edit_subject(draw_id, subject, "certain", "", explanation="x", actor=cast.an, now=NOW)
    await rosters.edit_subject(
        draw_id, subject, "excluded", "suspended", explanation="已申报歇业", actor=cast.ann, now=NOW
    )
    await rosters.edit_subject(
        draw_id, subject, "eligible", "", explanation="已恢复营业", actor=cast.ann, now=NOW
    )
    assert await draws.editors(found["id"]) == {cast.an.person_id, cast.ann.person_id}
    await drawing.commit(draw_id, actor=cast.gu, now=NOW)
    with pytest.raises(errors.AlreadyMoved):
        await rosters.edit_subject(
            draw_id, subject, "excluded", "suspended", explanation="晚了", actor=cast.an, now=NOW
        )


async def test_the_database_itself_refuses_a_roster_edited_after_the_commitment(cast):
    draw_id = await build.a_draw(cast, at=DrawStatus.COMMITTED)
    for statement in (
        "update draw_subject set status = 'excluded', reason = 'suspended'",
        "delete from draw_inspector",
        "update inspection_draw set params = '{}'",
        "update draw_commitment set commitment = repeat('0', 64)",
        (
            "insert into draw_commitment (id, draw, manifest, commitment, committed_at, committed_by)"
            " select gen_random_uuid(), draw, manifest, repeat('0', 64), committed_at, '' from draw_commitment"
        ),
    ):
        with pytest.raises(asyncpg.PostgresError):
            async with database.unit_of_work():
                await database.execute(statement)
    assert await database.value("select count(*) from draw_commitment") == 1
    assert (await draws.public_draw(draw_id))["status"] == DrawStatus.COMMITTED


@pytest.mark.parametrize(
    ("at", "statement"),
    [
        (DrawStatus.COMMITTED, "update inspection_draw set status = 'prepared'"),
        (DrawStatus.COMMITTED, "update inspection_draw set status = 'drawn'"),
        (DrawStatus.ENTROPY, "update inspection_draw set status = 'committed'"),
        (DrawStatus.ENTROPY, "update inspection_draw set status = 'abandoned', ended_reason = '不满意'"),
        (DrawStatus.ENTROPY, """update inspection_draw set witnesses = '["别人"]'"""),
        (DrawStatus.DRAWN, "update inspection_draw set status = 'abandoned', ended_reason = '不满意'"),
        (DrawStatus.DRAWN, "update inspection_draw set status = 'entropy'"),
        (
            DrawStatus.DRAWN,
            "update inspection_task set firm = (select id from firm order by number desc limit 1)",
        ),
        (DrawStatus.DRAWN, "update inspection_task set items = '{}'"),
    ],
)
async def test_the_database_itself_lets_no_draw_go_back_and_no_task_change_its_firm(cast, at, statement):
    draw_id = await build.a_draw(cast, at=at)
    with pytest.raises(asyncpg.CheckViolationError):
        async with database.unit_of_work():
            await database.execute(statement)
    assert (await draws.public_draw(draw_id))["status"] == at


async def test_the_database_itself_gives_no_officer_to_a_firm_outside_the_roster(cast):
    await build.a_draw(cast)
    outside = cast.other_firm
    task = await database.value(
        """insert into inspection_task (id, number, draw, organ, firm, stratum, items, items_version, status, assigned_on, visit_by)
           select gen_random_uuid(), number || 'x', draw, organ, $1, stratum, items, items_version, 'assigned', assigned_on, visit_by
           from inspection_task limit 1 returning id""",
        outside,
    )
    with pytest.raises(asyncpg.CheckViolationError):
        async with database.unit_of_work():
            await database.execute(
                """insert into task_member (id, task, slot, role, pseudonym, person, name, certificate_number, from_at, left_reason)
                   select gen_random_uuid(), $1, 0, 'lead', pseudonym, person, name, certificate_number, now(), ''
                   from draw_inspector limit 1""",
                task,
            )


async def test_a_supervisor_who_edited_the_rosters_does_not_commit(cast):
    draw_id = await build.a_draw(cast, at=DrawStatus.PREPARED)
    found = await draws.draw(cast.an, draw_id)
    await build.rosters.edit_inspector(
        draw_id,
        (await lists.officers(found["id"]))[0]["pseudonym"],
        5,
        explanation="调休",
        actor=cast.an,
        now=NOW,
    )
    both = build.people.Actor(
        person_id=cast.an.person_id, account_id=cast.an.account_id, login="an", name=cast.an.name, number=cast.an.number,
        roles=frozenset({build.people.Role.DRAW_SUPERVISOR}), organ_id=cast.an.organ_id, organ_code=cast.an.organ_code,
        organ_name=cast.an.organ_name, organ_level=cast.an.organ_level,
    )  # fmt: skip
    with pytest.raises(errors.NotPermitted):
        await drawing.commit(draw_id, actor=both, now=NOW)


async def test_who_edited_the_standing_roster_since_the_last_draw_does_not_supervise_the_next(cast):
    await officers.enter(
        cast.chen.person_id,
        quals=[],
        capacity=1,
        note="按处室安排",
        actor=cast.ann,
        now=NOW - timedelta(days=1),
    )
    draw_id = await build.a_draw(cast, at=DrawStatus.PREPARED)
    both = dataclasses.replace(cast.ann, roles=frozenset({build.people.Role.DRAW_SUPERVISOR}))
    with pytest.raises(errors.NotPermitted):
        await drawing.commit(draw_id, actor=both, now=NOW)
    await drawing.commit(draw_id, actor=cast.gu, now=NOW)
    # What was frozen into one draw does not follow the person into all later ones.
    await drawing.abandon(draw_id, reason="名录有误，重新准备", actor=cast.gu, now=NOW)
    line = await database.value("select id from plan_line")
    later = NOW + timedelta(minutes=1)
    second = await rosters.prepare(line, session_at=later + timedelta(hours=25), actor=cast.an, now=later)
    await drawing.commit(second, actor=both, now=later)


async def test_who_edited_the_rosters_does_not_abandon_the_draw_either(cast):
    draw_id = await build.a_draw(cast, at=DrawStatus.PREPARED)
    both = dataclasses.replace(cast.an, roles=frozenset({build.people.Role.DRAW_SUPERVISOR}))
    with pytest.raises(errors.NotPermitted):
        await drawing.abandon(draw_id, reason="不满意这份名录", actor=both, now=NOW)


async def test_a_beacon_that_has_spoken_is_entered_and_not_waited_out(cast):
    draw_id = await build.a_draw(cast, at=DrawStatus.PREPARED)
    await rosters.reschedule(draw_id, source="drand", session_at=SESSION, actor=cast.an, now=NOW)
    await drawing.commit(draw_id, actor=cast.gu, now=NOW)
    with pytest.raises(errors.Refused):
        await drawing.abandon(
            draw_id,
            reason="截止时间已过，没有录入",
            actor=cast.gu,
            now=SESSION + timedelta(hours=2, seconds=1),
        )


# --- the lot ---------------------------------------------------------------------------------------------


async def test_a_commitment_too_near_the_session_is_refused_until_it_is_moved(cast):
    draw_id = await build.a_draw(cast, at=DrawStatus.PREPARED)
    late = NOW + timedelta(hours=2)
    with pytest.raises(errors.Refused):
        await drawing.commit(draw_id, actor=cast.gu, now=late)
    await rosters.reschedule(
        draw_id, source="dice", session_at=late + timedelta(hours=24), actor=cast.an, now=late
    )
    assert len(await drawing.commit(draw_id, actor=cast.gu, now=late)) == 64


async def test_the_value_comes_in_its_time_its_form_and_once(cast):
    draw_id = await build.a_draw(cast, at=DrawStatus.COMMITTED)
    enter = drawing.enter_entropy
    with pytest.raises(errors.Invalid) as early:
        await enter(
            draw_id, build.THROWS, witnesses=WITNESSES, actor=cast.gu, now=SESSION - timedelta(seconds=1)
        )
    assert list(early.value.errors) == ["dice"]
    with pytest.raises(errors.Invalid) as alone:
        await enter(draw_id, build.THROWS, witnesses=["证一", "证一"], actor=cast.gu, now=SESSION)
    assert list(alone.value.errors) == ["witnesses"]
    with pytest.raises(errors.NotPermitted):
        await enter(draw_id, build.THROWS, witnesses=WITNESSES, actor=cast.an, now=SESSION)
    await enter(draw_id, build.THROWS, witnesses=WITNESSES, actor=cast.gu, now=SESSION)
    with pytest.raises(errors.AlreadyMoved):
        await enter(draw_id, build.THROWS[::-1], witnesses=WITNESSES, actor=cast.gu, now=SESSION)
    with pytest.raises(errors.AlreadyMoved):
        await drawing.abandon(draw_id, reason="不满意", actor=cast.gu, now=SESSION)


async def test_a_record_of_another_input_is_no_result_of_this_draw(cast):
    draw_id = await build.a_draw(cast, at=DrawStatus.ENTROPY)
    found = await draws.draw(cast.gu, draw_id)
    result = record.run(await draws.material(found))
    forged = result | {"assignment": result["assignment"] | {"level": 1}}
    with pytest.raises(ValueError, match="not the result"):
        await drawing.conclude(draw_id, forged, actor=cast.gu, now=SESSION)
    await drawing.conclude(draw_id, result, actor=cast.gu, now=SESSION)
    with pytest.raises(errors.AlreadyMoved):
        await drawing.conclude(draw_id, result, actor=cast.gu, now=SESSION)


async def test_every_firm_drawn_has_its_task_with_two_officers_of_the_record(cast):
    draw_id = await build.a_draw(cast, firms=6)
    result = (await draws.published_file(await draws.public_draw(draw_id)))["expected"]
    made = await build.tasks_of(cast, draw_id)
    teams = {
        each["subject"]: [m["inspector"] for m in each["members"]] for each in result["assignment"]["teams"]
    }
    assert {each["firm_number"]: each["team"] for each in made} == teams
    assert all(len(set(team)) == 2 for team in teams.values())
    leaves = [each.act for each in await ledger.of_entity(draw_id)]
    assert leaves == ["commit", "enter_entropy", "conclude"]
    assert (await checking.check()).faults == []


async def test_without_a_lawful_team_the_selection_stands_and_nobody_is_assigned(cast):
    made = await build.some_firms(3)
    for firm in made:
        await database.execute(
            "insert into conflict (id, person, firm_id, reason, declared_on) values (gen_random_uuid(), $1, $2, '亲属', '2026-01-01')",
            cast.chen.person_id,
            firm,
        )
    draw_id = await build.a_draw(cast, line=(await build.a_plan(cast))[1], firms=0)
    found = await draws.public_draw(draw_id)
    assert found["status"] == DrawStatus.INFEASIBLE
    assert await build.tasks_of(cast, draw_id) == []
    assert (await draws.result(found["id"]))["assignment"]["certificates"]


async def test_an_abandoned_draw_keeps_its_number_and_reason(cast):
    first = await build.a_draw(cast, at=DrawStatus.ABANDONED)
    found = await draws.public_draw(first)
    assert found["ended_reason"] == "名录有误"
    line = await database.value("select id from plan_line")
    second = await build.a_draw(cast, line=line, firms=0, at=DrawStatus.COMMITTED)
    assert (first[-4:], second[-4:]) == ("0001", "0002")
    with pytest.raises(errors.Refused):
        await drawing.abandon(second, reason="再来一次", actor=cast.gu, now=SESSION)
    await drawing.abandon(
        second, reason="掷骰未举行", actor=cast.gu, now=SESSION + timedelta(hours=2, seconds=1)
    )


# --- the visit -------------------------------------------------------------------------------------------


async def test_only_the_team_opens_and_writes(cast):
    task_id = await build.a_task(cast, at=TaskStatus.STARTED)
    [other] = await build.more_inspectors(cast, 1)
    for stranger in (other, cast.an, cast.ding, cast.e):
        with pytest.raises(errors.NotFound):
            await tasks.of_team(stranger, task_id)
        with pytest.raises(errors.NotFound):
            await check_form.save_entry(task_id, "displayed", Answer.COMPLIANT, actor=stranger, now=NOW)


async def test_nothing_outside_the_form_is_checked_and_nothing_before_the_start(cast):
    task_id = await build.a_task(cast, at=TaskStatus.NOTIFIED)
    first, _second = await build.team_of(cast, task_id)
    at = NOW + timedelta(days=2)
    with pytest.raises(errors.AlreadyMoved):
        await check_form.save_entry(task_id, "displayed", Answer.COMPLIANT, actor=first, now=at)
    with pytest.raises(errors.Invalid):
        await visiting.start(
            task_id, place="抽查路1号", told=False, scan=await build.a_scan(task_id), actor=first, now=at
        )
    await visiting.start(
        task_id, place="抽查路1号", told=True, scan=await build.a_scan(task_id), actor=first, now=at
    )
    with pytest.raises(errors.Refused, match="不在本次检查单内"):
        await check_form.save_entry(task_id, "dispatch", Answer.COMPLIANT, actor=first, now=at)


async def test_a_certificate_that_lapsed_since_the_lot_stops_the_visit(cast):
    task_id = await build.a_task(cast, at=TaskStatus.NOTIFIED)
    first, second = await build.team_of(cast, task_id)
    await database.execute(
        "update appointment set certificate_until = '2026-06-03' where person = $1", second.person_id
    )
    with pytest.raises(errors.Refused, match=second.name):
        await visiting.start(
            task_id,
            place="抽查路1号",
            told=True,
            scan=await build.a_scan(task_id),
            actor=first,
            now=NOW + timedelta(days=3),
        )


async def test_the_first_submits_the_second_confirms_or_sends_back(cast):
    task_id = await build.a_task(cast, at=TaskStatus.SUBMITTED)
    first, second = await build.team_of(cast, task_id)
    later = NOW + timedelta(days=4)
    with pytest.raises(errors.NotPermitted):
        await visiting.confirm(task_id, actor=first, now=later)
    await visiting.send_back(task_id, reason="第二项与所见不符", actor=second, now=later)
    with pytest.raises(errors.NotPermitted):
        await visiting.submit(task_id, actor=second, now=later)
    await check_form.save_entry(
        task_id, "displayed", Answer.PROBLEM, note="未明示电话", was_corrected=True, actor=second, now=later
    )
    await visiting.submit(task_id, actor=first, now=later)
    assert await visiting.confirm(task_id, actor=second, now=later) is Outcome.CORRECTED
    with pytest.raises(errors.AlreadyMoved):
        await visiting.confirm(task_id, actor=second, now=later)


async def test_the_firm_reads_its_record_after_the_close_and_nobody_elses(cast):
    task_id = await build.a_task(cast, at=TaskStatus.SUBMITTED)
    firm = (await tasks.at_desk(cast.an, task_id))["firm"]
    with pytest.raises(errors.NotFound):
        await tasks.of_firm(firm, task_id)
    _first, second = await build.team_of(cast, task_id)
    await visiting.confirm(task_id, actor=second, now=NOW + timedelta(days=4))
    assert (await tasks.of_firm(firm, task_id))["outcome"] == Outcome.NO_PROBLEM
    with pytest.raises(errors.NotFound):
        await tasks.of_firm(cast.firm, task_id)


async def test_results_are_published_once_and_by_the_own_organ(cast):
    task_id = await build.a_task(cast, at=TaskStatus.CONFIRMED)
    later = NOW + timedelta(days=5)
    with pytest.raises(errors.NotFound):
        await results.publish(task_id, actor=cast.ding, now=later)
    await results.publish(task_id, actor=cast.an, now=later)
    with pytest.raises(errors.AlreadyMoved):
        await results.publish(task_id, actor=cast.ann, now=later)


async def test_what_was_begun_cannot_be_carried_over(cast):
    task_id = await build.a_task(cast, at=TaskStatus.STARTED)
    with pytest.raises(errors.AlreadyMoved):
        await results.carry_over(task_id, reason="太忙", actor=cast.an, now=NOW + timedelta(days=4))

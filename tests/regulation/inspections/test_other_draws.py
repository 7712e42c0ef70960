"""Draws that rest on leads, on a special inspection, on a draw without teams; teams of two districts and of two departments."""

import dataclasses
import json
from datetime import date, timedelta
from uuid import uuid4

import pytest

from regulation import database, errors
from regulation.inspections import sources
from regulation.inspections.actions import check_form, drawing, leads, partners, preparing, rosters, visiting
from regulation.inspections.actions.composing import Terms
from regulation.inspections.draw import record, verify
from regulation.inspections.queries import draws, tasks
from regulation.inspections.queries import rosters as lists
from regulation.inspections.status import Answer, DrawStatus, TaskStatus
from regulation.ledger import jcs
from tests import cast as people
from tests.builders import inspections as build
from tests.builders.inspections import NOW

SOON = NOW + timedelta(minutes=10)
SESSION = NOW + timedelta(hours=25)
FAST = Terms(sources.preset("drand", SOON + timedelta(minutes=5)))
SLOW = Terms(sources.preset("dice", SESSION))
WITNESSES = ["证一", "证二"]


async def concluded(cast, draw_id, *, now=NOW):
    """Commit, throw, compute; the tasks."""
    await drawing.commit(draw_id, actor=cast.gu, now=now)
    at = now + timedelta(hours=25)
    await drawing.enter_entropy(draw_id, build.THROWS, witnesses=WITNESSES, actor=cast.gu, now=at)
    found = await draws.draw(cast.gu, draw_id)
    await drawing.conclude(draw_id, record.run(await draws.material(found)), actor=cast.gu, now=at)
    return await build.tasks_of(cast, draw_id)


async def an_approved_lead(cast, *, items=("displayed",), firm=None, number="12345-1"):
    lead = await leads.record_lead(
        firm or cast.firm, "complaint", source_number=number, facts="反映未明示收费标准。", item_ids=items, actor=cast.an, now=NOW
    )  # fmt: skip
    await leads.approve(lead, reason="情况具体，需要核查", actor=cast.bai, now=NOW)
    return lead


async def test_the_officers_of_a_lead_come_by_lot_and_the_firm_is_certain(cast):
    lead = await an_approved_lead(cast)
    draw_id = await preparing.prepare_for_leads([lead], SLOW, actor=cast.an, now=NOW)
    found = await draws.draw(cast.an, draw_id)
    [row] = await lists.subjects(found["id"])
    assert (row["firm"], row["stratum"], row["status"], row["reason"]) == (cast.firm, "L", "certain", "lead")
    assert await draws.leads_waiting(cast.an) == []
    with pytest.raises(errors.AlreadyMoved):
        await preparing.prepare_for_leads([lead], SLOW, actor=cast.ann, now=NOW)
    [task] = await concluded(cast, draw_id)
    assert (task["basis"], task["lead"], task["items"]) == ("lead", lead, ["displayed"])
    assert await database.value("select status from inspection_lead where id = $1", lead) == "drawn"
    file = await draws.published_file(await draws.public_draw(draw_id))
    assert verify.verify_text(jcs.encode(file)).code == verify.EQUAL


async def test_a_beacon_of_ten_minutes_is_fast_enough_for_a_lead(cast):
    lead = await an_approved_lead(cast)
    with pytest.raises(errors.Invalid):
        await preparing.prepare_for_leads([lead], Terms(sources.preset("drand", NOW + timedelta(minutes=9))), actor=cast.an, now=NOW)  # fmt: skip
    draw_id = await preparing.prepare_for_leads([lead], FAST, actor=cast.an, now=NOW)
    assert await drawing.commit(draw_id, actor=cast.gu, now=NOW)


async def test_an_abandoned_draw_gives_its_leads_back(cast):
    lead = await an_approved_lead(cast)
    draw_id = await preparing.prepare_for_leads([lead], SLOW, actor=cast.an, now=NOW)
    await drawing.abandon(draw_id, reason="名录有误，重新准备", actor=cast.gu, now=NOW)
    assert [each["id"] for each in await draws.leads_waiting(cast.an)] == [lead]


async def test_two_leads_on_one_firm_are_one_visit_and_other_items_another_stratum(cast):
    [other] = await build.some_firms(1)
    mine = [
        await an_approved_lead(cast, items=("displayed",), number="1"),
        await an_approved_lead(cast, items=("prices",), number="2"),
        await an_approved_lead(cast, items=("ledger",), firm=other, number="3"),
    ]
    draw_id = await preparing.prepare_for_leads(mine, SLOW, actor=cast.an, now=NOW)
    # The second lead of a firm is followed by this very draw, too: it is not drawn again.
    assert await draws.leads_waiting(cast.an) == []
    made = {each["firm"]: each for each in await concluded(cast, draw_id)}
    assert made[cast.firm]["items"] == ["displayed", "prices"]
    statuses = await database.rows("select status from inspection_lead")
    assert [each["status"] for each in statuses] == ["drawn"] * 3
    assert (made[other]["items"], {each["stratum"] for each in made.values()}) == (["ledger"], {"L1", "L2"})


async def test_a_lead_that_nobody_approved_and_a_neighbours_lead_are_not_drawn(cast):
    lead = await leads.record_lead(
        cast.firm, "complaint", source_number="1", facts="反映未明示收费标准。", item_ids=["displayed"], actor=cast.an, now=NOW
    )  # fmt: skip
    for ids, actor in (([lead], cast.an), ([uuid4()], cast.an), ([], cast.an)):
        with pytest.raises((errors.AlreadyMoved, errors.Invalid)):
            await preparing.prepare_for_leads(ids, SLOW, actor=actor, now=NOW)
    approved = await an_approved_lead(cast, number="2")
    with pytest.raises(errors.AlreadyMoved):
        await preparing.prepare_for_leads([approved], SLOW, actor=cast.ding, now=NOW)


async def a_special(cast, status="approved"):
    made = uuid4()
    await database.execute(
        """insert into special_inspection (id, number, organ, title, problem, kinds, rates, at_least, items, items_version, from_on,
               until_on, status, drafted_by, drafted_at, approving_government, approval_number, approved_on, published_on,
               filed_with, filed_on)
           values ($1, '京朝专1', $2, '职业介绍收费专项检查', '乱收费', '{hr_licence}', '{"A": [1,1], "B": [1,1], "C": [1,1], "D": [1,1]}',
               0, '{prices}', $3, '2026-06-01', '2026-06-30', $4, '安一', $5, '朝阳区人民政府',
               '朝政〔2026〕1号', '2026-05-30', '2026-05-31', '市局', '2026-05-31')""",
        made, cast.an.organ_id, build.rules.catalogue.ITEM_LIST.on(NOW.date()).version, status, NOW,
    )  # fmt: skip
    return made


async def test_a_special_inspection_draws_over_its_roster_and_leaves_the_do_not_disturb_list_aside(cast):
    made = await build.some_firms(3)
    special = await a_special(cast)
    await database.execute(
        """insert into do_not_disturb (id, number, organ, firm, ground, facts, from_on, until_on, status, proposed_by, proposed_at,
               entered_by, entered_on) values (gen_random_uuid(), '扰1', $1, $2, 'credit', '', '2026-01-01', '2026-12-31',
               'entered', '安一', now(), '白一', '2026-01-01')""",
        cast.an.organ_id, made[0],
    )  # fmt: skip
    draw_id = await preparing.prepare_special(special, SLOW, actor=cast.an, now=NOW)
    found = await draws.draw(cast.an, draw_id)
    assert {each["status"] for each in await lists.subjects(found["id"])} == {"eligible"}
    drawn = await concluded(cast, draw_id)
    assert {(each["basis"], each["lead"]) for each in drawn} == {("special", None)}
    assert len(drawn) == 3


async def test_without_approval_or_outside_its_period_nothing_is_drawn(cast):
    await build.some_firms(2)
    special = await a_special(cast, "draft")
    with pytest.raises(errors.Refused, match="政府批准"):
        await preparing.prepare_special(special, SLOW, actor=cast.an, now=NOW)
    await database.execute("update special_inspection set status = 'approved'")
    with pytest.raises(errors.Refused, match="期间"):
        await preparing.prepare_special(special, SLOW, actor=cast.an, now=NOW - timedelta(days=1))
    with pytest.raises(errors.NotFound):
        await preparing.prepare_special(special, SLOW, actor=cast.ding, now=NOW)


async def test_a_draw_without_teams_is_followed_by_one_of_officers_alone(cast):
    made = await build.some_firms(3)
    for firm in made:
        await database.execute(
            "insert into conflict (id, person, firm_id, reason, declared_on) values (gen_random_uuid(), $1, $2, '亲属', '2026-01-01')",
            cast.chen.person_id,
            firm,
        )
    first = await build.a_draw(cast, line=(await build.a_plan(cast))[1], firms=0)
    found = await draws.draw(cast.an, first)
    assert found["status"] == DrawStatus.INFEASIBLE
    picked = {each["subject"] for each in await draws.without_team(found)}
    await build.more_inspectors(cast, 2)
    later = NOW + timedelta(days=2)
    again = await preparing.prepare_reassignment(
        first, Terms(sources.preset("dice", later + timedelta(hours=25))), actor=cast.an, now=later
    )
    fresh = await draws.draw(cast.an, again)
    assert fresh["reassigns_id"] == first
    assert [each["max"] for each in fresh["params"]["strata"]] == [0] * len(fresh["params"]["strata"])
    drawn = await concluded(cast, again, now=later)
    assert {each["firm_number"] for each in drawn} == picked
    assert {each["basis"] for each in drawn} == {"plan"}
    assert await draws.without_team(found) == []
    with pytest.raises(errors.Refused, match="都有检查组"):
        await preparing.prepare_reassignment(first, Terms(sources.preset("dice", later + timedelta(hours=30))), actor=cast.an, now=later)  # fmt: skip


async def test_the_city_sends_one_officer_of_the_district_and_one_from_elsewhere(cast):
    await database.execute("update firm set organ = $1", cast.hao.organ_id)
    await build.some_firms(4)
    await database.execute("update firm set organ = $1", cast.hao.organ_id)
    for place in range(3):
        await people._official(f"h{place}", f"海{place}", people.HAIDIAN, {people.Role.INSPECTOR})
    plan = await build.plans.draft(2026, "市级计划", actor=cast.hao, now=NOW)
    line = await build.plans.add_line(
        plan, month=6, title="跨区抽查", kinds=["hr_licence"], rates=build.RATES, at_least=1, item_ids=build.ITEMS, actor=cast.hao, now=NOW
    )  # fmt: skip
    await build.plans.adopt(plan, actor=cast.jin, now=NOW)
    terms = Terms(sources.preset("dice", SESSION), districts="local-cross")
    draw_id = await rosters.prepare(line, terms=terms, actor=cast.hao, now=NOW)
    found = await draws.draw(cast.hao, draw_id)
    home = {each["pseudonym"]: each["district"] for each in await lists.officers(found["id"])}
    assert set(home.values()) == {people.CHAOYANG, people.HAIDIAN}
    drawn = await concluded(cast, draw_id)
    assert [[home[each] for each in task["team"]] for task in drawn] == [
        [people.CHAOYANG, people.HAIDIAN]
    ] * len(drawn)


async def a_partner(cast, department="samr", count=1, until=date(2026, 12, 31)):
    made = []
    for place in range(count):
        who = await people._official(
            f"{department}{place}", f"{department}{place}", people.CHAOYANG, {people.Role.PARTNER_INSPECTOR}
        )
        await database.execute(
            "update appointment set certificate_number = 'S' where person = $1", who.person_id
        )
        await partners.enter(
            who.person_id, department=department, department_name="市场监督管理局", certificate_until=until, letter="朝市监函〔2026〕5号",
            actor=cast.an, now=NOW,
        )  # fmt: skip
        made.append(who)
    return made


async def joint_items(cast):
    """A list adopted by decree in which one item is another department's; the visits are checked by it."""
    by_code = [
        dataclasses.asdict(each)
        | {
            "basis": [cited.key for cited in each.basis],
            "department": "市场监督管理局" if each.id == "prices" else "",
        }
        for each in build.rules.catalogue.ITEM_LIST.on(NOW.date()).items
    ]
    await database.execute(
        """insert into inspection_item_list (id, version, organ, based_on, items, decree_number, decreed_on, issued_by, from_on,
               note, status, drafted_by, drafted_at, adopted_by, adopted_on)
           values (gen_random_uuid(), '2026-joint', $1, '', $2, '京朝人社发〔2026〕1号', '2026-05-01', '朝阳区人社局', '2026-05-02', '',
               'adopted', '安一', $3, '白一', '2026-05-01')""",
        cast.an.organ_id, json.dumps(by_code, ensure_ascii=False), NOW,
    )  # fmt: skip
    await database.execute("update inspection_task set items_version = '2026-joint'")


async def test_another_departments_officer_comes_along_by_lot_and_opens_this_visit_alone(cast):
    await build.some_firms(4)
    line = (await build.a_plan(cast))[1]
    others = await a_partner(cast, count=2)
    terms = Terms(sources.preset("dice", SESSION), departments=("samr",))
    draw_id = await rosters.prepare(line, terms=terms, actor=cast.an, now=NOW)
    drawn = await concluded(cast, draw_id)
    by_person = {each.person_id: each for each in others}
    for task in drawn:
        team = await tasks.members(task["id"])
        assert [each["role"] for each in team] == ["lead", "second", "partner"]
        assert {each["person"] for each in team[:2]} == {cast.chen.person_id, cast.cui.person_id}
        assert team[2]["person"] in by_person
    task_id = drawn[0]["id"]
    partner = by_person[(await tasks.members(task_id))[2]["person"]]
    await build.permitted(cast, task_id, now=NOW + timedelta(hours=26))
    first, _second = [await build.acting_of(each) for each in (await tasks.members(task_id))[:2]]
    later = NOW + timedelta(days=3)
    with pytest.raises(errors.NotPermitted):
        await visiting.start(
            task_id, place="抽查路1号", told=True, scan=await build.a_scan(task_id), actor=partner, now=later
        )
    await visiting.start(
        task_id, place="抽查路1号", told=True, scan=await build.a_scan(task_id), actor=first, now=later
    )
    await check_form.save_entry(task_id, "prices", Answer.COMPLIANT, actor=partner, now=later)
    await joint_items(cast)
    await check_form.save_entry(task_id, "prices", Answer.COMPLIANT, actor=partner, now=later)
    with pytest.raises(errors.NotPermitted, match="本部门"):
        await check_form.save_entry(task_id, "displayed", Answer.COMPLIANT, actor=partner, now=later)
    await build.filled(task_id, first, later)
    with pytest.raises(errors.NotPermitted):
        await visiting.submit(task_id, actor=partner, now=later)
    strangers = [
        each
        for each in others
        if each is not partner and each.person_id not in {m["person"] for m in await tasks.members(task_id)}
    ]
    for stranger in strangers:
        with pytest.raises(errors.NotFound):
            await tasks.of_team(stranger, task_id)
    file = await draws.published_file(await draws.public_draw(draw_id))
    assert {each["dept"] for each in file["input"]["inspectors"]} == {"hrss", "samr"}
    assert (await tasks.at_desk(cast.an, task_id))["status"] == TaskStatus.STARTED


async def test_a_partner_is_appointed_certified_and_in_nobody_elses_roster(cast):
    await build.some_firms(2)
    enter = {"department_name": "市场监督管理局", "letter": "函1", "actor": cast.an, "now": NOW}
    with pytest.raises(errors.Invalid) as stranger:
        await partners.enter(
            cast.chen.person_id, department="samr", certificate_until=date(2026, 12, 31), **enter
        )
    assert list(stranger.value.errors) == ["person"]
    [who] = await a_partner(cast)
    for wrong, field in (
        ({"department": "hrss"}, "department"),
        ({"department": "市监"}, "department"),
        ({"certificate_until": date(2026, 5, 31)}, "certificate_until"),
        ({}, "person"),
    ):
        with pytest.raises(errors.Invalid) as refusal:
            await partners.enter(
                who.person_id,
                **{"department": "samr", "certificate_until": date(2026, 12, 31)} | enter | wrong,
            )
        assert field in refusal.value.errors
    assert who.person_id not in {
        each["id"] for each in await lists.inspectors(cast.an.organ_id, today=NOW.date())
    }
    assert [each["id"] for each in await lists.partners(cast.an.organ_id, ["samr"], today=NOW.date())] == [
        who.person_id
    ]
    entry = await database.value("select id from partner_officer")
    with pytest.raises(errors.AlreadyMoved):
        await partners.end(entry, actor=cast.ding, now=NOW)
    await partners.end(entry, actor=cast.an, now=NOW)
    assert await lists.partners(cast.an.organ_id, ["samr"], today=NOW.date() + timedelta(days=1)) == []

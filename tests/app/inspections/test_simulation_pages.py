"""The simulation of a plan at the desk."""

from datetime import timedelta

import pytest

from app import clock
from regulation import database
from regulation.inspections.actions import plans, undisturbed
from regulation.inspections.queries import plans as lists
from regulation.inspections.queries import simulations
from regulation.inspections.status import PlanStatus
from tests.builders import inspections as build
from tests.cast import sign_in

NOW = build.NOW
TODAY = NOW.date()


@pytest.fixture
def at(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(clock, "today", (NOW + timedelta(hours=8)).date)


async def test_a_plan_is_tried_before_it_is_adopted_and_compared_with_other_rates(client, cast, at):
    await build.some_firms(10)
    plan, _line = await build.a_plan(cast, at=PlanStatus.DRAFT)
    address = f"/desk/plans/{plan}/simulation"
    await sign_in(client, cast.an)
    assert address in (await client.get(f"/desk/plans/{plan}")).text
    shown = (await client.get(address)).text
    # Ten firms of one tier, half of them drawn in the one round of each year, everybody within three.
    assert "50.0%" in shown
    assert "没有检查过" in shown
    assert "其他比例：三年不查" not in shown
    asked = {"rate_a": "20", "rate_b": "20", "rate_c": "20", "rate_d": "20", "at_least": "0"}
    compared = (await client.get(address, params=asked)).text
    assert "其他比例：三年不查" in compared
    assert "20.0%" in compared
    assert "50.0%" in compared
    assert await database.value("select count(*) from plan_line") == 1
    for wrong in ({"rate_a": "x"}, {"rate_d": "101"}, {"at_least": "-1"}, {"rate_b": "1/0"}):
        assert (await client.get(address, params=asked | wrong)).status_code == 422, wrong
    lines = (await client.get(f"{address}/unvisited.csv")).content.decode("utf-8-sig").strip().splitlines()
    assert len(lines) == 11
    assert "0.500000" in lines[1]
    assert "Simulation" in (await client.get(f"{address}?lang=en")).text


async def test_the_load_of_officers_is_tried_with_the_real_procedure(client, cast, at):
    await build.some_firms(10)
    plan, _line = await build.a_plan(cast, at=PlanStatus.DRAFT)
    await sign_in(client, cast.an)
    address = f"/desk/plans/{plan}/simulation/load"
    whole = (await client.get(address)).text
    assert "<h1>" in whole
    piece = (await client.get(address, headers={"hx-request": "true"})).text
    assert "<h1>" not in piece
    assert cast.chen.name in piece
    # Five visits, two officers: each goes to all of them.
    assert piece.count("<strong>5.0</strong>") == 2
    await database.execute(
        "update appointment set certificate_until = '2026-05-01' where person = $1", cast.chen.person_id
    )
    assert "无法给每家机构配齐执法人员" in (await client.get(address)).text


async def test_the_plan_of_a_neighbour_is_not_simulated_and_an_empty_one_is_refused(client, cast, at):
    plan, _line = await build.a_plan(cast, at=PlanStatus.DRAFT)
    empty = await plans.draft(2027, "空", actor=cast.an, now=NOW)
    await sign_in(client, cast.ding)
    for path in ("", "/load"):
        assert (await client.get(f"/desk/plans/{plan}/simulation{path}")).status_code == 404
    await sign_in(client, cast.an)
    assert (await client.get(f"/desk/plans/{empty}/simulation")).status_code == 409


async def test_what_keeps_a_firm_out_today_keeps_it_out_of_the_simulation_as_long(cast):
    made = await build.some_firms(3)
    await database.execute("update firm set business_state = 'suspended' where id = $1", made[0])
    entry = await undisturbed.propose(
        made[1],
        ground="credit",
        facts="A级",
        from_on=TODAY,
        until_on=TODAY + timedelta(days=100),
        actor=cast.an,
        now=NOW,
    )
    await undisturbed.enter(entry, actor=cast.bai, now=NOW)
    plan, _line = await build.a_plan(cast, at=PlanStatus.DRAFT)
    material, roster = await simulations.material(await lists.plan(cast.an, plan), today=TODAY)
    number = {each.firm: each.number for each in roster}
    day = {each.id: each.available_on for each in material.firms}
    assert day[number[made[0]]] is None
    assert day[number[made[1]]] == TODAY + timedelta(days=101)
    assert day[number[made[2]]] <= TODAY

"""The page on which a visit's finding about a report is entered."""

from uuid import UUID

import pytest

from app import clock
from regulation import database
from regulation.actor import SYSTEM
from regulation.annual_reports import bulk
from regulation.annual_reports.status import Status
from regulation.inspections.status import TaskStatus
from tests.builders import annual_reports
from tests.builders import inspections as build
from tests.builders.annual_reports import VALUES
from tests.builders.inspections import NOW
from tests.cast import post, sign_in


@pytest.fixture
async def visited(cast, monkeypatch):
    """A confirmed visit of a firm drawn for its report of 2025; its address."""
    firms = await build.some_firms(3)
    await annual_reports.a_window(cast)
    given = [
        bulk.Given(
            firm_id=each,
            firm_number=await database.value("select number from firm where id = $1", each),
            year=2025,
            organ_id=cast.an.organ_id,
            district="110105",
            values=VALUES,
            status=Status.ACCEPTED,
            number=f"京朝年报旧〔2025〕{at}号",
            filed_at=annual_reports.NOW,
        )
        for at, each in enumerate(firms)
    ]
    await bulk.insert(given, actor=SYSTEM, now=NOW)
    line = (await build.a_plan(cast, reported_year=2025))[1]
    task = await build.a_task(cast, at=TaskStatus.CONFIRMED, draw=await build.a_draw(cast, line=line))
    monkeypatch.setattr(clock, "now", lambda: NOW.replace(day=20))
    monkeypatch.setattr(clock, "today", NOW.replace(day=20).date)
    return f"/desk/visits/{task}"


async def test_found_to_differ_it_stands_on_the_visit_and_on_the_report(client, cast, visited):
    await sign_in(client, cast.an)
    assert "核对2025年度报告" in (await client.get(visited)).text
    page = (await client.get(f"{visited}/report-check")).text
    assert "1,530.50 万元" in page
    wrong = await post(client, f"{visited}/report-check", {"result": "differs"})
    assert wrong.status_code == 422
    assert "请勾选不一致的项目" in wrong.text
    sent = {"result": "differs", "cells": "staff_total", "note": "工资表只有十八人"}
    assert (await post(client, f"{visited}/report-check", sent)).status_code == 303
    assert (await post(client, f"{visited}/report-check", sent)).status_code == 409
    assert "工资表只有十八人" in (await client.get(f"{visited}/report-check")).text
    number = await database.value(
        "select firm.number from firm join inspection_task on inspection_task.firm = firm.id where inspection_task.id = $1",
        UUID(visited.rsplit("/", 1)[1]),
    )
    review = (await client.get(f"/desk/annual-reports/2025/{number}")).text
    assert "随机核对" in review
    assert "核对不一致" in review


async def test_the_neighbour_and_the_firm_do_not_reach_it(client, cast, visited):
    for who in (cast.ding, cast.e):
        await sign_in(client, who)
        assert (await client.get(f"{visited}/report-check")).status_code in {403, 404}
        answer = await post(client, f"{visited}/report-check", {"result": "verified"})
        assert answer.status_code in {403, 404}

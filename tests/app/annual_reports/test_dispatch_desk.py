"""The desk of the report on dispatch: its own window and list, review, verification; who may and who may not."""

import pytest

from app import clock
from regulation.annual_reports.queries import reports, windows
from regulation.annual_reports.status import Status
from regulation.indicators.indicator import FormKind
from tests.builders import annual_reports as build
from tests.builders.annual_reports import NOW, YEAR
from tests.cast import post, sign_in

HOME = "/desk/dispatch-reports"


@pytest.fixture(autouse=True)
def at(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(clock, "today", NOW.date)


@pytest.fixture
async def filed(cast):
    """E's report on dispatch waits at the desk; its address."""
    await build.a_registration(cast.firm, "dispatch_licence")
    await build.a_window(cast, kind=FormKind.DISPATCH)
    return f"{HOME}/{YEAR}/{await build.a_dispatch_report(cast)}"


async def state(cast):
    return (await reports.of_firm(cast.firm, YEAR, FormKind.DISPATCH)).status


async def test_the_two_windows_are_set_on_pages_of_their_own(client, cast):
    await sign_in(client, cast.hao)
    form_id, _form = (await windows.forms(FormKind.DISPATCH))[0]
    sent = {
        "year": "2025",
        "opens_on": "2026-01-01",
        "closes_on": "2026-03-31",
        "form_version": str(form_id),
        "notice": "通知",
    }
    answer = await post(client, f"{HOME}/windows", sent)
    assert answer.headers["location"] == f"{HOME}/windows"
    assert (await windows.all_windows()) == []
    other, _form = (await windows.forms())[0]
    wrong = await post(client, f"{HOME}/windows", {**sent, "year": "2024", "form_version": str(other)})
    assert wrong.status_code == 422
    assert "所选报表不是这种报告的报表" in wrong.text


async def test_the_list_names_who_owes_and_who_filed(client, cast, filed):
    await sign_in(client, cast.an)
    page = (await client.get(HOME)).text
    assert "劳务派遣经营情况报告" in page
    assert filed in page
    sheet = await client.get(f"{HOME}.csv")
    assert "京朝派报〔2026〕1号" in sheet.text
    await sign_in(client, cast.ding)
    assert filed not in (await client.get(HOME)).text
    assert (await client.get(filed)).status_code == 404


async def test_the_review_page_shows_the_user_units_and_offers_verification(client, cast, filed):
    await sign_in(client, cast.an)
    page = (await client.get(filed)).text
    assert "甲厂" in page
    assert "确认核验结果" in page
    assert 'name="mark-disp_injury"' in page


async def test_verifying_needs_a_result_and_a_description_of_problems(client, cast, filed):
    await sign_in(client, cast.an)
    for sent in ({"version": "1"}, {"version": "1", "result": "problems"}, {"version": "1", "result": "x"}):
        assert (await post(client, f"{filed}/verify", sent)).status_code == 422
    assert await state(cast) is Status.SUBMITTED
    sent = {"version": "1", "result": "problems", "facts": "与参保记录核对，少三人", "cells": "disp_injury"}
    assert (await post(client, f"{filed}/verify", sent)).status_code == 303
    page = (await client.get(filed)).text
    assert "核验发现问题" in page
    assert "京朝派核〔2026〕1号" in page
    assert await state(cast) is Status.ACCEPTED


async def test_pressed_twice_it_is_verified_once(client, cast, filed):
    await sign_in(client, cast.an)
    sent = {"version": "1", "result": "consistent"}
    assert (await post(client, f"{filed}/verify", sent)).status_code == 303
    assert (await post(client, f"{filed}/verify", sent)).status_code == 409


async def test_the_neighbour_the_decider_and_the_firm_do_not_verify(client, cast, filed):
    for who, status in ((cast.ding, 404), (cast.ning, 403), (cast.e, 403)):
        await sign_in(client, who)
        answer = await post(client, f"{filed}/verify", {"version": "1", "result": "consistent"})
        assert answer.status_code == status, who.login
    assert await state(cast) is Status.SUBMITTED


async def test_no_accepting_without_verification(client, cast, filed):
    await sign_in(client, cast.an)
    assert (await post(client, f"{filed}/accept", {"version": "1"})).status_code in {404, 405}


async def test_marked_cells_go_back_to_the_firm(client, cast, filed):
    await sign_in(client, cast.an)
    sent = {"version": "1", "mark-disp_injury": "1", "note-disp_injury": "少三人", "reason": "请核对工伤保险"}
    answer = await post(client, f"{filed}/return", sent)
    assert answer.headers["location"] == filed
    assert await state(cast) is Status.RETURNED

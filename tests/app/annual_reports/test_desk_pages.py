"""The desk's pages: windows, lists, review."""

from datetime import UTC, datetime

import pytest

from app import clock
from regulation.annual_reports.queries import reports, windows
from regulation.annual_reports.status import Status
from tests.builders import annual_reports as build
from tests.builders.annual_reports import NOW, YEAR
from tests.cast import post, sign_in

HOME = "/desk/annual-reports"


@pytest.fixture
def at(monkeypatch):
    """Sets the clock on the wall."""

    def set_clock(now):
        monkeypatch.setattr(clock, "now", lambda: now)
        monkeypatch.setattr(clock, "today", now.date)

    set_clock(NOW)
    return set_clock


@pytest.fixture
async def licensed(cast, at):
    await build.a_registration(cast.firm)
    await build.a_registration(cast.other_firm)
    await build.a_window(cast)
    return cast


async def test_a_municipal_clerk_sets_the_window(client, cast, at):
    await sign_in(client, cast.hao)
    assert "还没有设定填报期" in (await client.get(HOME)).text
    form_id, _form = (await windows.forms())[0]
    sent = {
        "year": "2025",
        "opens_on": "2026-01-01",
        "closes_on": "2026-03-31",
        "form_version": str(form_id),
        "notice": "通知",
    }
    assert (await post(client, f"{HOME}/windows", sent)).status_code == 303
    assert "填报期内" in (await client.get(f"{HOME}/windows")).text
    again = await post(client, f"{HOME}/windows", sent)
    assert again.status_code == 422
    assert "该年度的填报期已经设定" in again.text
    unknown = await post(client, f"{HOME}/windows", {**sent, "nonsense": "1"})
    assert unknown.status_code == 422
    assert "本页没有的项目" in unknown.text
    never = await post(client, f"{HOME}/windows", {**sent, "year": "2024", "opens_on": "2025-02-30"})
    assert never.status_code == 422


async def test_an_expired_form_is_refused_at_its_field(client, cast, at):
    await sign_in(client, cast.hao)
    await post(
        client,
        f"{HOME}/windows/forms",
        {
            "number": "旧",
            "title": "旧表",
            "issuing_body": "机关",
            "valid_from": "2020-01-01",
            "expires_on": "2021-12-31",
        },
    )
    form_id, form = (await windows.forms())[0]
    assert form.number == "旧"
    sent = {
        "year": "2025",
        "opens_on": "2026-01-01",
        "closes_on": "2026-03-31",
        "form_version": str(form_id),
        "notice": "通知",
    }
    answer = await post(client, f"{HOME}/windows", sent)
    assert answer.status_code == 422
    assert "不能开放填报" in answer.text
    assert "不在有效期内" in answer.text


async def test_a_district_clerk_reads_the_window_but_does_not_set_it(client, licensed):
    await sign_in(client, licensed.an)
    page = await client.get(f"{HOME}/windows")
    assert "保存填报期" not in page.text
    form_id, _form = (await windows.forms())[0]
    sent = {
        "year": "2024",
        "opens_on": "2025-01-01",
        "closes_on": "2025-03-31",
        "form_version": str(form_id),
        "notice": "通知",
    }
    assert (await post(client, f"{HOME}/windows", sent)).status_code == 403


async def test_the_window_can_be_prolonged(client, licensed):
    await sign_in(client, licensed.hao)
    form_id, _form = (await windows.forms())[0]
    sent = {
        "year": "2025",
        "opens_on": "2026-01-01",
        "closes_on": "2026-04-15",
        "form_version": str(form_id),
        "notice": "延期",
    }
    assert (await post(client, f"{HOME}/windows/2025", sent)).status_code == 303
    assert (await post(client, f"{HOME}/windows/2025", {**sent, "opens_on": "2026-01-02"})).status_code == 422


async def test_the_list_its_facets_and_its_file(client, licensed, at):
    await build.a_report(licensed)
    await sign_in(client, licensed.hao)
    page = await client.get(f"{HOME}?year=2025")
    assert "测试甲人力资源有限公司" in page.text
    assert "测试乙人力资源有限公司" in page.text
    narrowed = await client.get(f"{HOME}?year=2025&status=submitted")
    assert "测试乙" not in narrowed.text
    file = await client.get(f"{HOME}.csv?year=2025&status=submitted")
    assert file.text.startswith("\ufeff报告年度")
    assert "测试甲" in file.text
    assert "测试乙" not in file.text
    at(datetime(2026, 4, 1, tzinfo=UTC))
    overdue = await client.get(f"{HOME}?year=2025&due=overdue")
    assert "测试乙" in overdue.text
    assert "测试甲" not in overdue.text
    assert (await client.get(f"{HOME}?year=2025&q=%25&sort=nonsense&page=99")).status_code == 200


async def test_a_clerk_reviews_with_register_last_year_and_findings_side_by_side(client, licensed):
    number = await build.a_report(licensed)
    await sign_in(client, licensed.an)
    page = await client.get(f"{HOME}/{YEAR}/{number}")
    assert page.status_code == 200
    assert "登记信息" in page.text
    assert "V001" in page.text, "the invented credit code has a wrong check digit"
    back = await post(
        client,
        f"{HOME}/{YEAR}/{number}/return",
        {
            "version": "1",
            "reason": "请核对",
            "mark-rev_total": "1",
            "note-rev_total": "偏高",
            "note-tax_total": "",
        },
    )
    assert back.status_code == 303
    assert (await reports.of_firm(licensed.firm, YEAR)).marks == {"rev_total": "偏高"}


async def test_a_return_without_a_reason_keeps_the_marks(client, licensed):
    number = await build.a_report(licensed)
    await sign_in(client, licensed.an)
    back = await post(client, f"{HOME}/{YEAR}/{number}/return", {"version": "1", "mark-rev_total": "1"})
    assert back.status_code == 422
    assert "请写明退回的理由" in back.text
    assert 'name="mark-rev_total" value="1" checked' in back.text
    assert (await reports.of_firm(licensed.firm, YEAR)).status is Status.SUBMITTED


async def test_a_stale_page_decides_nothing(client, licensed):
    number = await build.a_report(licensed, at=Status.ACCEPTED)
    await sign_in(client, licensed.an)
    assert (await post(client, f"{HOME}/{YEAR}/{number}/accept", {"version": "1"})).status_code == 409
    assert (await post(client, f"{HOME}/{YEAR}/{number}/accept", {"version": "7"})).status_code == 409
    assert (
        await post(client, f"{HOME}/{YEAR}/{number}/accept", {"version": "1", "cells": "{}"})
    ).status_code == 422


async def test_accepting_and_reopening(client, licensed):
    number = await build.a_report(licensed)
    await sign_in(client, licensed.an)
    assert (await post(client, f"{HOME}/{YEAR}/{number}/accept", {"version": "1"})).status_code == 303
    assert "审核通过" in (await client.get(f"{HOME}/{YEAR}/{number}")).text
    reopened = await post(
        client, f"{HOME}/{YEAR}/{number}/reopen", {"version": "1", "reason": "机构申请更正"}
    )
    assert reopened.status_code == 303
    assert (await reports.of_firm(licensed.firm, YEAR)).status is Status.RETURNED


@pytest.mark.parametrize(
    "register", [{"name": "测试甲人力资源有限公司", "uscc": "x"}, {"name": "只有名称"}, {}]
)
async def test_a_report_taken_over_with_little_of_the_register_is_reviewed_all_the_same(
    client, licensed, register
):
    number = await build.a_report_taken_over(licensed, register)
    await sign_in(client, licensed.an)
    page = await client.get(f"{HOME}/{YEAR}/{number}")
    assert page.status_code == 200
    assert f'action="/desk/annual-reports/{YEAR}/{number}/accept"' in page.text
    refused = await post(client, f"{HOME}/{YEAR}/{number}/accept", {"version": "1", "nonsense": "1"})
    assert refused.status_code == 422
    assert (await post(client, f"{HOME}/{YEAR}/{number}/accept", {"version": "1"})).status_code == 303
    assert (await reports.of_firm(licensed.firm, YEAR)).status is Status.ACCEPTED


async def test_another_districts_report_does_not_exist(client, licensed):
    number = await build.a_report(licensed)
    await sign_in(client, licensed.ding)
    assert (await client.get(f"{HOME}/{YEAR}/{number}")).status_code == 404
    assert (await post(client, f"{HOME}/{YEAR}/{number}/accept", {"version": "1"})).status_code == 404
    for act in ("accept", "return", "reopen"):
        answer = await post(client, f"{HOME}/{YEAR}/{number}/{act}", {"nonsense": "1"})
        assert answer.status_code == 404, act
    assert "测试甲" not in (await client.get(f"{HOME}?year=2025")).text
    await sign_in(client, licensed.hao)
    assert (await client.get(f"{HOME}/{YEAR}/{number}")).status_code == 200


@pytest.mark.parametrize("version", ["9" * 5000, "9" * 12, "-1", "x"])
async def test_a_version_that_never_was_is_a_stale_page(client, licensed, version):
    number = await build.a_report(licensed)
    await sign_in(client, licensed.an)
    for act in ("accept", "return", "reopen"):
        sent = {"version": version} | ({} if act == "accept" else {"reason": "x"})
        answer = await post(client, f"{HOME}/{YEAR}/{number}/{act}", sent)
        assert answer.status_code in {409, 422}, act


async def test_who_may_only_read_may_not_review(client, licensed):
    number = await build.a_report(licensed)
    await sign_in(client, licensed.ning)
    page = await client.get(f"{HOME}/{YEAR}/{number}")
    assert page.status_code == 200
    assert "退回机构更正" not in page.text
    assert (await post(client, f"{HOME}/{YEAR}/{number}/accept", {"version": "1"})).status_code == 403
    await sign_in(client, licensed.mo)
    assert (await client.get(f"{HOME}/{YEAR}/{number}")).status_code == 403

"""Job fairs as the organizer, the clerk, the public and a stranger see them."""

from datetime import date, timedelta

import pytest

from app import clock
from app.job_fairs import words
from regulation import database
from regulation.job_fairs import queries
from regulation.job_fairs.actions import filing, running
from tests import cast as people
from tests.builders import fairs as build
from tests.builders.fairs import FORM, NOW

FIRST = date(2026, 12, 20)


@pytest.fixture(autouse=True)
def at(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(clock, "today", lambda: date(2026, 11, 23))


def typed(seen_at, **changes):
    given = {key: value for key, value in (FORM | changes).items() if value not in ("", False, None)}
    days = {
        f"{key}-{part}": str(getattr(day, part))
        for key in ("first_day", "last_day")
        if (day := given.pop(key, None))
        for part in ("year", "month", "day")
    }
    ticked = {key: "on" for key, value in given.items() if value is True}
    return {**{key: str(value) for key, value in given.items()}, **ticked, **days, "seen_at": seen_at}


async def a_draft(client, cast):
    await people.sign_in(client, cast.e)
    made = await people.post(client, "/firm/job-fairs", {"request_key": "k" * 20})
    assert made.status_code == 303
    fair = await database.row("select number, updated_at from fair")
    return fair["number"], fair["updated_at"].isoformat()


async def test_the_organizer_files_the_clerk_lists_and_the_public_reads(client, cast):
    number, seen = await a_draft(client, cast)
    path = f"/firm/job-fairs/{number}/form"
    filed = await people.post(client, path, typed(seen) | {"act": "file", "request_key": "f" * 20})
    assert filed.status_code == 303, filed.text
    given = "ZPH-110105-2026-0001"
    assert filed.headers["location"] == f"/firm/job-fairs/{given}"
    assert "招聘会备案回执" in (await client.get(f"/firm/job-fairs/{given}")).text
    await people.sign_in(client, None)
    assert (await client.get(f"/job-fairs/{given}")).status_code == 404, "not listed yet"
    await people.sign_in(client, cast.an)
    assert "举办日无有效许可" in (await client.get("/desk/job-fairs?status=filed")).text
    refused = await people.post(client, f"/desk/job-fairs/{given}/list", {})
    assert (refused.status_code, "请写明列入日历的理由" in refused.text) == (422, True)
    unlisted = await people.post(client, "/desk/job-fairs", {"fair": given})
    assert (unlisted.status_code, unlisted.headers["location"]) == (303, "/desk/job-fairs?status=filed")
    assert (
        await people.post(client, "/desk/job-fairs", {"fair": given, "reason": "与区政府共同主办"})
    ).status_code == 303
    await people.sign_in(client, None)
    shown = await client.get("/job-fairs?month=2026-12")
    assert "秋季综合招聘会" in shown.text
    listed = (await client.get("/job-fairs.json?month=2026-12&area=110105")).json()
    assert (listed["total"], listed["rows"][0]["number"]) == (1, given)
    assert (await client.get("/job-fairs.json?month=2027-01")).json()["total"] == 0
    assert "秋季综合招聘会" in (await client.get("/job-fairs.csv?month=2026-12")).text
    assert f"UID:{given}@" in (await client.get("/job-fairs.ics")).text
    assert "按计划" in shown.text


async def test_what_is_wrong_is_told_at_its_field_and_nothing_typed_is_lost(client, cast):
    number, seen = await a_draft(client, cast)
    path = f"/firm/job-fairs/{number}/form"
    wrong = await people.post(
        client, path, typed(seen, venue="", booths=None) | {"act": "file", "request_key": "f" * 20}
    )
    assert wrong.status_code == 422
    assert "请填写举办地点" in wrong.text
    assert "请填写数量，没有的填0" in wrong.text
    assert "秋季综合招聘会" in wrong.text
    assert (await people.post(client, path, typed(seen, expected="很多"))).status_code == 422
    kept = (await queries.visible(cast.ee, number))["updated_at"]
    await filing.save(number, FORM, seen_at=kept, actor=cast.ee, now=NOW + timedelta(minutes=3))
    stale = await people.post(client, path, typed(seen, name="另一个名称"))
    assert (stale.status_code, "刚刚保存过" in stale.text, "另一个名称" in stale.text) == (409, True, True)


async def test_a_plan_is_pasted_and_its_lines_are_refused_by_place(client, cast):
    await people.sign_in(client, cast.e)
    sent = {
        "year": "2027",
        "organ": "110105",
        "contact_name": "甲",
        "contact_phone": "1",
        "request_key": "p" * 20,
    }
    wrong = await people.post(
        client,
        "/firm/job-fairs/plan",
        sent | {"lines": "2027-01-09\t周六招聘会\t人才市场\t300\n2027年2月30日,周六招聘会,人才市场,300"},
    )
    assert (wrong.status_code, "第2行" in wrong.text, "2027年2月30日" in wrong.text) == (422, True, True)
    right = "2027-01-09\t周六招聘会\t人才市场\t300\n2027年1月16日，周六招聘会，人才市场，300人\n"
    assert (await people.post(client, "/firm/job-fairs/plan", sent | {"lines": right})).status_code == 303
    assert await database.value("select count(*) from fair where kind = 'regular' and status = 'filed'") == 2


async def test_figures_are_reported_through_the_page_and_stand_in_the_month(client, cast):
    number = await build.a_listed_fair(cast)
    await running.pass_days(now=NOW + timedelta(days=30))
    await people.sign_in(client, cast.ee)
    path = f"/firm/job-fairs/{number}/figures"
    wrong = await people.post(client, path, {"employers": "5"})
    assert wrong.status_code == 422
    sent = {key: str(value) for key, value in build.FIGURES.items()}
    assert (await people.post(client, path, sent)).status_code == 303
    await people.sign_in(client, cast.an)
    month = await client.get("/desk/job-fairs/month?month=2026-12")
    assert "1,200" in month.text
    assert "1200" in (await client.get("/desk/job-fairs/month.csv?month=2026-12")).text
    assert (await client.get("/desk/job-fairs/month.xlsx?month=2026-12")).content[:2] == b"PK"


async def test_strangers_find_nothing(client, cast):
    number = await build.a_filed_fair(cast)
    for actor, paths in (
        (
            cast.f,
            (
                f"/firm/job-fairs/{number}",
                f"/firm/job-fairs/{number}/form",
                f"/firm/job-fairs/{number}/figures",
            ),
        ),
        (cast.ding, (f"/desk/job-fairs/{number}",)),
    ):
        await people.sign_in(client, actor)
        for path in paths:
            assert (await client.get(path)).status_code == 404, path
    await people.sign_in(client, cast.ding)
    assert (await people.post(client, f"/desk/job-fairs/{number}/list", {"reason": "x"})).status_code == 404
    for odd in ("?month=2026-13", "?month=九月", "?area=%00", "?mode=sideways", "?page=-1"):
        await people.sign_in(client, None)
        assert (await client.get(f"/job-fairs{odd}")).status_code == 200, odd


def test_a_pasted_line_keeps_its_words_and_reads_full_width_figures():
    (line,) = words.read_lines("２０２７年１月８日\t招聘会（第１场）\t大厅（Ａ）\t５００人")
    assert line == {
        "day": date(2027, 1, 8),
        "name": "招聘会（第１场）",
        "venue": "大厅（Ａ）",
        "expected": 500,
    }

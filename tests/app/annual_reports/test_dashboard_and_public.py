"""The dashboard, the public list with its twins, and naming who did not file, over HTTP."""

from datetime import UTC, date, datetime

import pytest

from app import clock
from regulation.annual_reports import parameters
from regulation.annual_reports.status import Status
from regulation.casework import decrees
from regulation.indicators.indicator import FormKind
from tests.builders import annual_reports as build
from tests.builders.annual_reports import NOW, YEAR
from tests.cast import post, sign_in

AFTER = datetime(2026, 4, 2, 1, 0, tzinfo=UTC)


@pytest.fixture
def at(monkeypatch):
    def set_clock(now):
        monkeypatch.setattr(clock, "now", lambda: now)
        monkeypatch.setattr(clock, "today", now.date)

    set_clock(NOW)
    return set_clock


@pytest.fixture
async def owing(cast, at):
    await build.a_registration(cast.firm)
    await build.a_registration(cast.other_firm)
    await build.a_window(cast)
    return cast


async def test_the_dashboard_shows_a_district_its_own_and_the_city_all(client, owing):
    await build.a_report(owing)
    await sign_in(client, owing.hao)
    page = (await client.get("/desk/annual-reports/dashboard")).text
    assert "50%" in page or "50.0%" in page
    assert "朝阳区" in page
    assert "海淀区" in page
    await sign_in(client, owing.ding)
    page = (await client.get("/desk/annual-reports/dashboard")).text
    assert "朝阳区" not in page
    sheet = (await client.get("/desk/annual-reports/dashboard.csv")).text
    assert "海淀区" in sheet
    assert "朝阳区" not in sheet
    await sign_in(client, owing.e)
    assert (await client.get("/desk/annual-reports/dashboard")).status_code in {403, 404}


async def test_without_a_window_there_is_no_dashboard(client, cast, at):
    await sign_in(client, cast.hao)
    assert (await client.get("/desk/dispatch-reports/dashboard")).status_code == 404


async def test_the_public_list_and_its_twins_say_the_same(client, owing):
    number = await build.a_report(owing, at=Status.ACCEPTED)
    page = (await client.get("/annual-reports")).text
    assert number in page
    assert "民营性质的服务企业" in page
    plain = (await client.get(f"/annual-reports.json?year={YEAR}")).json()
    assert plain["total"] == 1
    [row] = plain["rows"]
    assert (row["number"], row["values"]["inst_type"]) == (number, "ENT_PRIV")
    assert "rev_total" not in row["values"]
    sheet = (await client.get("/annual-reports.csv")).text
    assert number in sheet
    assert "1,530.50" not in sheet


async def test_a_draft_and_dispatch_reports_are_not_in_the_public_list(client, owing):
    await build.a_registration(owing.firm, "dispatch_licence")
    await build.a_window(owing, kind=FormKind.DISPATCH)
    await build.a_dispatch_report(owing)
    await build.a_draft(owing, who=owing.f)
    assert (await client.get("/annual-reports.json")).json()["total"] == 0


async def test_the_desk_says_why_nobody_is_named_and_names_with_a_decree(client, owing, at):
    at(AFTER)
    await sign_in(client, owing.hao)
    home = f"/desk/annual-reports?year={YEAR}"
    page = (await client.get(home)).text
    assert "没有明确规定公布未报送机构的名单" in page
    assert "name-missing" not in page
    assert (await post(client, f"/desk/annual-reports/{YEAR}/name-missing")).status_code == 409
    drafted = await decrees.draft(
        parameters.PUBLISH_MISSING.law.key,
        {"months": "3"},
        decree_number="京人社发〔2026〕9号",
        decreed_on=date(2026, 2, 9),
        issued_by="北京市人力资源和社会保障局",
        text="公示三个月",
        from_on=date(2026, 2, 10),
        actor=owing.hao,
        now=NOW,
    )
    await decrees.adopt(drafted, actor=owing.lu, now=NOW)
    assert "name-missing" in (await client.get(home)).text
    assert (await post(client, f"/desk/annual-reports/{YEAR}/name-missing")).status_code == 303
    assert (await post(client, f"/desk/annual-reports/{YEAR}/name-missing")).status_code == 409
    shown = (await client.get("/disclosures.json?kind=report_missing")).json()
    assert shown["total"] == 2
    assert "公示至" in (await client.get(home)).text


async def test_returned_and_late_reports_come_first(client, owing):
    await build.a_report(owing, at=Status.RETURNED)
    await build.a_report(owing, signatory=owing.f, at=Status.ACCEPTED)
    await sign_in(client, owing.hao)
    page = (await client.get("/desk/annual-reports")).text
    assert page.index("已退回，待更正</") < page.rindex("已通过审核</")

"""What the public reads of a firm's reports."""

import pytest

from app import clock
from regulation import database
from regulation.annual_reports.status import Status
from tests.builders import annual_reports as build
from tests.builders.annual_reports import NOW, VALUES


@pytest.fixture(autouse=True)
def at(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(clock, "today", NOW.date)


@pytest.mark.parametrize(("agreed", "shown"), [(True, True), (False, False)])
async def test_an_accepted_report_shows_its_extract_and_finances_only_where_agreed(
    client, cast, agreed, shown
):
    await build.a_registration(cast.firm)
    await build.a_window(cast)
    await build.a_report(cast, at=Status.ACCEPTED, values={**VALUES, "figures_public": agreed})
    number = await database.value("select number from firm where id = $1", cast.firm)
    page = await client.get(f"/firms/{number}")
    assert page.status_code == 200
    assert "2025年度" in page.text
    assert "民营性质的服务企业" in page.text
    assert ("21 人" in page.text) is shown
    assert ("1,530.50 万元" in page.text) is shown


async def test_a_draft_is_nobodys_business_and_a_filed_report_shows_no_figures_yet(client, cast):
    await build.a_registration(cast.firm)
    await build.a_window(cast)
    await build.a_draft(cast)
    number = await database.value("select number from firm where id = $1", cast.firm)
    assert "2025年度" not in (await client.get(f"/firms/{number}")).text
    await build.a_registration(cast.other_firm)
    other = await build.a_report(cast, signatory=cast.f)
    page = await client.get(f"/firms/{other}")
    assert "2025年度" in page.text
    assert "民营性质的服务企业" not in page.text

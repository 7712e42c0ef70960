"""The statistician's pages: the panel drawn and confirmed, a month opened and looked through, a quarter published."""

import pytest

from app import clock
from regulation import database
from regulation.surveys.queries import monitoring, panel
from tests import cast as people
from tests.builders import monitoring as built
from tests.builders.annual_reports import a_registration
from tests.builders.monitoring import FILING, VALUES, a_filed_month, a_month

HOME = "/desk/monitoring"
PAGES = (
    HOME,
    f"{HOME}/panel",
    f"{HOME}/form",
    f"{HOME}/months/2026-01",
    f"{HOME}/quarters/2026Q1/gate",
    f"{HOME}/quick",
)


@pytest.fixture
def at(monkeypatch):
    def set_clock(instant):
        monkeypatch.setattr(clock, "now", lambda: instant)

    set_clock(FILING)
    return set_clock


async def test_supervision_finds_none_of_it(client, cast, at):
    """《统计法》第二十八条: for whoever supervises these pages do not exist."""
    await a_month(cast)
    await a_filed_month(cast, cast.e)
    number = await database.value("select number from firm where id = $1", cast.firm)
    for who in (cast.an, cast.bai, cast.lu, cast.pan):
        await people.sign_in(client, who)
        # A statistician of a district sees of a quarter how far its release is, and co-signs it.
        for page in (
            *(each for each in PAGES if who is not cast.pan or not each.endswith("/gate")),
            f"{HOME}/months/2026-01/{number}",
        ):
            assert (await client.get(page)).status_code == 404, (who.name, page)
        assert (await people.post(client, f"{HOME}/months", {"month": "2026-02"})).status_code == 404
        assert (await people.post(client, f"{HOME}/panel", {"month": "2026-03"})).status_code == 404
    for who in (cast.chen, cast.ou, cast.e):
        await people.sign_in(client, who)
        assert (await client.get(HOME)).status_code == 404


async def test_every_page_opens_in_both_languages(client, cast, at):
    await a_month(cast)
    await a_filed_month(cast, cast.e)
    number = await database.value("select number from firm where id = $1", cast.firm)
    await people.sign_in(client, cast.mo)
    for page in (*PAGES, f"{HOME}/months/2026-01/{number}"):
        for lang in ("zh", "en"):
            assert (await client.get(f"{page}?lang={lang}")).status_code == 200, (page, lang)
    for page in (
        f"{HOME}/months/2030-01",
        f"{HOME}/quarters/2026Q3",
        f"{HOME}/quarters/2026Q3/gate",
        f"{HOME}/quarters/x/gate",
        f"{HOME}/quick/none",
    ):
        assert (await client.get(page)).status_code == 404, page


async def test_from_the_first_draw_to_the_designated_points(client, cast, at):
    at(built.NOW)
    await built.licensed_firms(12)
    await people.sign_in(client, cast.mo)
    drawn = await people.post(client, f"{HOME}/panel", {"month": "2026-01"})
    assert drawn.status_code == 303
    plan = drawn.headers["location"]
    text = (await client.get(plan)).text
    assert "SHA-256" in text
    assert "待确定" in text
    frame = await client.get(f"{plan}/frame.csv")
    assert frame.text.count("\r\n") == 13
    assert sum(line.split(",")[3] == "1" for line in frame.text.splitlines()[1:]) == 4
    short = await people.post(client, f"{plan}/drop", {"reason": "不"})
    assert short.status_code == 422
    assert (await people.post(client, f"{plan}/confirm")).status_code == 303
    assert len(await panel.points("2026-01")) == 4
    assert (await people.post(client, f"{plan}/confirm")).status_code == 409
    again = await people.post(client, f"{HOME}/panel", {"month": "2025-01"})
    assert again.status_code == 409
    assert "不早于" in again.text


async def test_the_form_is_approved_and_the_month_opened(client, cast, at):
    await a_registration(cast.firm)
    await built.a_panel(cast)
    await people.sign_in(client, cast.mo)
    refused = await people.post(client, f"{HOME}/months", {"month": "2026-01"})
    assert refused.status_code == 409
    assert "批准或者备案文号" in refused.text
    missing = await people.post(client, f"{HOME}/form", {"number": "京人社监1表"})
    assert missing.status_code == 422
    entered = {
        "number": "京人社监1表",
        "title": "供求监测月报",
        "issuing_body": "北京市人力资源和社会保障局",
        "approval_number": "京统函〔2025〕9号",
        "approving_body": "北京市统计局",
        "valid_from": "2025-01-01",
        "expires_on": "2027-12-31",
    }
    assert (await people.post(client, f"{HOME}/form", entered)).status_code == 303
    assert (await people.post(client, f"{HOME}/months", {"month": "1月"})).status_code == 422
    assert (await people.post(client, f"{HOME}/months", {"month": "2026-01"})).status_code == 303
    text = (await client.get(f"{HOME}/months/2026-01")).text
    assert "尚未填报" in text
    assert (await people.post(client, f"{HOME}/months/2026-01/remind")).status_code == 303


async def test_a_point_is_looked_through_and_sent_back(client, cast, at):
    await a_month(cast)
    await a_filed_month(cast, cast.e)
    number = await database.value("select number from firm where id = $1", cast.firm)
    page = f"{HOME}/months/2026-01/{number}"
    await people.sign_in(client, cast.mo)
    text = (await client.get(page)).text
    assert "1.20" in text
    assert (await people.post(client, page, {"reason": "与平台数据不符"})).status_code == 422
    assert (await people.post(client, page, {"mark-sd_cv_online": "true", "reason": ""})).status_code == 422
    assert (await people.post(client, page, {"sd_cv_online": "3", "reason": "改成三"})).status_code == 422
    sent = {"mark-sd_cv_online": "true", "reason": "与平台数据不符"}
    assert (await people.post(client, page, sent)).status_code == 303
    assert (await monitoring.point("2026-01", number)).status == "returned"
    assert (await monitoring.point("2026-01", number)).values["sd_cv_online"] == VALUES["sd_cv_online"]

"""The pages on which missed reports are ordered: list, proposal, confirmation, progress; who may and who may not."""

from datetime import UTC, date, datetime

import pytest

from app import clock
from regulation import database
from regulation.penalties import missed
from regulation.penalties.status import BatchStatus
from tests.builders import annual_reports as build
from tests.builders.annual_reports import YEAR
from tests.cast import post, sign_in

HOME = "/desk/orders/missed"
AFTER = datetime(2026, 4, 1, 1, 0, tzinfo=UTC)


@pytest.fixture
async def owing(cast, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: AFTER)
    monkeypatch.setattr(clock, "today", AFTER.date)
    await build.a_registration(cast.firm)
    await build.a_registration(cast.other_firm)
    await build.a_window(cast, late_until=date(2026, 6, 30))
    return cast


def sent(**more):
    return {"kind": "operating", "year": str(YEAR), "days": "15", **more}


async def number_of(firm_id):
    return await database.value("select number from firm where id = $1", firm_id)


async def test_the_list_shows_a_districts_own_missing_firms(client, owing):
    await sign_in(client, owing.an)
    page = (await client.get(HOME)).text
    assert await number_of(owing.firm) in page
    assert await number_of(owing.other_firm) not in page
    assert "第四十四条" in page
    assert "条文没有规定改正期限的长短" in page


async def test_shown_confirmed_and_issued(client, owing):
    await sign_in(client, owing.an)
    made = await post(client, HOME, sent(firms=await number_of(owing.firm)))
    address = made.headers["location"]
    page = (await client.get(address)).text
    assert "第一家的指令书" in page
    assert "当事人没有报送" in page
    assert await database.value("select count(*) from correction_order") == 0
    assert (await post(client, f"{address}/confirm")).status_code == 303
    page = (await client.get(address)).text
    assert "作出1份" in page
    order_id = await database.value("select id from correction_order")
    order = (await client.get(f"/desk/orders/{order_id}")).text
    assert "来源：未报送的报告" in order
    assert "没有发出提醒" in order
    assert "已作出" in (await client.get(HOME)).text


async def test_confirmed_twice_and_proposed_again_nothing_is_ordered_twice(client, owing):
    await sign_in(client, owing.an)
    made = await post(client, HOME, sent(every="true"))
    address = made.headers["location"]
    assert (await post(client, f"{address}/confirm")).status_code == 303
    assert (await post(client, f"{address}/confirm")).status_code == 409
    assert (await post(client, HOME, sent(every="true"))).status_code == 409
    assert await database.value("select count(*) from correction_order") == 1


async def test_nothing_ticked_a_bad_term_and_unknown_fields_are_said(client, owing):
    await sign_in(client, owing.an)
    assert "请勾选机构" in (await post(client, HOME, sent())).text
    answer = await post(client, HOME, sent(every="true", days="91"))
    assert answer.status_code == 422
    assert "改正期限应当为1至90日" in answer.text
    assert (await post(client, HOME, sent(every="true", nonsense="1"))).status_code == 422


async def test_others_do_not_see_and_do_not_confirm(client, owing):
    await sign_in(client, owing.an)
    address = (await post(client, HOME, sent(every="true"))).headers["location"]
    await sign_in(client, owing.ann)
    assert "只有生成清单的人可以确认" in (await client.get(address)).text
    assert (await post(client, f"{address}/confirm")).status_code == 404
    await sign_in(client, owing.ding)
    assert (await client.get(address)).status_code == 404
    assert (await post(client, f"{address}/stop")).status_code == 404
    await sign_in(client, owing.bai)
    assert (await client.get(HOME)).status_code in {403, 404}
    await sign_in(client, owing.e)
    assert (await client.get(HOME)).status_code in {403, 404}


async def test_a_firm_that_files_late_is_done_with_its_order(client, owing):
    await sign_in(client, owing.an)
    address = (await post(client, HOME, sent(every="true"))).headers["location"]
    await post(client, f"{address}/confirm")
    await build.a_draft(owing, who=owing.e, now=AFTER)
    await sign_in(client, owing.e)
    filed = await post(client, f"/firm/annual-reports/{YEAR}/submit", {"declared": "true"})
    assert filed.status_code == 303
    assert await database.value("select status from correction_order") == "corrected"


async def test_stopping(client, owing):
    await sign_in(client, owing.an)
    address = (await post(client, HOME, sent(every="true"))).headers["location"]
    assert (await post(client, f"{address}/stop")).status_code == 303
    batch = await database.value("select id from order_batch")
    assert (await missed.visible_batch(owing.an, batch))["status"] == BatchStatus.STOPPED

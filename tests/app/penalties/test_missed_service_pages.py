"""The page on which the service of many orders is recorded: chosen, looked over, confirmed."""

from datetime import UTC, date, datetime

import pytest

from app import clock
from regulation import database
from regulation.indicators.indicator import FormKind
from regulation.penalties.actions import missed_reports
from tests.builders import annual_reports as build
from tests.builders.annual_reports import YEAR
from tests.cast import a_firm, post, sign_in

HOME = "/desk/orders/missed/service"
AFTER = datetime(2026, 4, 1, 1, 0, tzinfo=UTC)


@pytest.fixture
async def ordered(cast, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: AFTER)
    monkeypatch.setattr(clock, "today", AFTER.date)
    third = await a_firm("第三人力资源有限公司", "91110105MA00000X3C", "110105")
    await build.a_registration(cast.firm)
    await build.a_registration(third)
    await build.a_window(cast, late_until=date(2026, 6, 30))
    made = [
        str((await missed_reports.order(FormKind.OPERATING, YEAR, firm, actor=cast.an, now=AFTER))["id"])
        for firm in (cast.firm, third)
    ]
    return cast, made


def sent(**more):
    return {"method": "post", "served_on": "2026-04-01", **more}


async def served():
    return await database.value("select count(*) from correction_order where status = 'served'")


async def test_chosen_looked_over_and_confirmed(client, ordered):
    cast, made = ordered
    await sign_in(client, cast.an)
    assert HOME in (await client.get("/desk/orders/missed")).text
    listed = (await client.get(HOME)).text
    assert all(each in listed for each in made)
    shown = await post(client, HOME, sent(orders=made, receipt="", **{f"receipt-{made[0]}": "EMS 1"}))
    assert shown.status_code == 200
    assert "可以登记送达1份，共2份" in shown.text
    assert "请填写送达回证的情况" in shown.text
    assert f'name="orders" value="{made[0]}"' in shown.text
    assert f'name="orders" value="{made[1]}"' not in shown.text
    assert await served() == 0
    done = await post(
        client,
        HOME,
        sent(orders=made, receipt="前台签收", confirmed="true", **{f"receipt-{made[0]}": "EMS 1"}),
    )
    assert "已登记送达2份，共2份" in done.text
    assert await served() == 2
    receipts = await database.value("select array_agg(receipt order by receipt) from service")
    assert receipts == ["EMS 1", "前台签收"]
    again = await post(client, HOME, sent(orders=made, receipt="前台签收", confirmed="true"))
    assert "已登记送达0份，共2份" in again.text
    assert "没有等待送达的指令书" in (await client.get(HOME)).text


async def test_nothing_ticked_unknown_fields_and_a_bad_day_are_said_and_what_was_typed_stays(client, ordered):
    cast, made = ordered
    await sign_in(client, cast.an)
    nothing = await post(client, HOME, sent(**{f"receipt-{made[0]}": "EMS 77"}))
    assert nothing.status_code == 422
    assert "请勾选要送达的指令书" in nothing.text
    assert "EMS 77" in nothing.text
    assert (await post(client, HOME, sent(orders=made, nonsense="1"))).status_code == 422
    future = await post(client, HOME, sent(orders=made, served_on="2026-04-02", receipt="x"))
    assert "送达日期不能晚于今天" in future.text
    assert await served() == 0


async def test_another_districts_orders_are_not_there(client, ordered):
    cast, made = ordered
    await sign_in(client, cast.ding)
    assert made[0] not in (await client.get(HOME)).text
    answer = await post(client, HOME, sent(orders=made, receipt="x", confirmed="true"))
    assert made[0] not in answer.text
    assert await served() == 0
    await sign_in(client, cast.e)
    assert (await client.get(HOME)).status_code == 403

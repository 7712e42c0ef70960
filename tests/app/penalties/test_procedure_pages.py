"""Recusal, jurisdiction, transfers, more time and talks in the browser's terms."""

from datetime import timedelta

import pytest

from app import clock
from regulation import database
from regulation.penalties.status import CaseStatus, OrderStatus
from tests import cast as people
from tests.builders import penalties as build


@pytest.fixture
def office(cast):
    return build.Office(cast.an, cast.bai, cast.fang, (cast.chen.person_id, cast.cui.person_id))


def ago(days):
    return clock.today() - timedelta(days=days)


async def test_the_party_asks_for_recusal_on_its_page_and_the_head_decides_on_the_desk(client, cast, office):
    case_id = await build.a_case(office, cast.firm, to=CaseStatus.NOTIFIED, on=ago(40))
    await people.sign_in(client, cast.e)
    own = f"/firm/cases/{case_id}/recusals"
    assert own in (await client.get(f"/firm/cases/{case_id}")).text
    given = {"person": str(cast.chen.person_id), "ground": "<b>与竞争对手有亲属关系</b>"}
    assert (await people.post(client, own, given)).status_code == 303
    page = await client.get(own)
    assert "待决定" in page.text
    assert "<b>与竞争" not in page.text
    await people.sign_in(client, cast.f)
    assert (await client.get(own)).status_code == 404
    await people.sign_in(client, cast.bai)
    desk = f"/desk/cases/{case_id}/recusals"
    assert desk in (await client.get("/desk")).text
    asked = await database.value("select id from case_recusal where case_id = $1", case_id)
    answer = await people.post(client, f"{desk}/{asked}", {"grant": "true", "reason": "情况属实应当回避"})
    assert answer.status_code == 422
    assert 'id="e-replaced_by"' in answer.text
    assert (
        await people.post(client, f"{desk}/{asked}", {"grant": "false", "reason": "经查没有亲属关系"})
    ).status_code == 303
    assert "已驳回申请" in (await client.get(desk)).text


async def test_a_transferred_case_gets_its_letter_receipt_and_return(client, cast, office):
    case_id = await build.a_case(office, cast.firm, to=CaseStatus.TRANSFERRED, on=ago(40))
    await people.sign_in(client, cast.an)
    base = f"/desk/cases/{case_id}/jurisdiction"
    wrong = await people.post(client, f"{base}/send", {"kind": "police"})
    assert 'id="e-counterpart"' in wrong.text
    assert (
        await people.post(client, f"{base}/send", {"kind": "police", "counterpart": "公安分局"})
    ).status_code == 303
    docket = await database.value("select id from case_transfer where case_id = $1", case_id)
    today = clock.today().isoformat()
    received = {"received_on": today, "receipt": "民警张某"}
    assert (await people.post(client, f"/desk/transfers/{docket}/receive", received)).status_code == 303
    back = {"returned_on": today, "return_kind": "not_prosecuted", "reason": "不起诉决定书"}
    assert (await people.post(client, f"/desk/transfers/{docket}/return", back)).status_code == 303
    assert "调查取证" in (await client.get(f"/desk/cases/{case_id}")).text
    incoming = {
        "counterpart": "市场监管局",
        "party_name": "示例中介",
        "facts": "无照从事职业中介活动的线索",
        "received_on": today,
    }
    assert (await people.post(client, "/desk/transfers", incoming)).status_code == 303
    assert "示例中介" in (await client.get("/desk/transfers")).text
    await people.sign_in(client, cast.ding)
    assert "示例中介" not in (await client.get("/desk/transfers")).text
    assert (await client.get(base)).status_code == 404


async def test_the_firm_asks_for_more_time_and_a_talk_is_put_on_record(client, cast, office):
    order_id = await build.an_order(office, cast.firm, to=OrderStatus.SERVED, on=clock.today())
    own = f"/firm/orders/{order_id}/extension"
    await people.sign_in(client, cast.e)
    until = (clock.today() + timedelta(days=30)).isoformat()
    assert (await people.post(client, own, {"until": until, "reason": "装修尚未完工"})).status_code == 303
    await people.sign_in(client, cast.f)
    assert (await client.get(own)).status_code == 404
    await people.sign_in(client, cast.bai)
    desk = f"/desk/orders/{order_id}/extension"
    assert (
        await people.post(client, f"{desk}/decide", {"grant": "true", "reason": "理由属实"})
    ).status_code == 303
    assert "准予延长" in (await client.get(desk)).text
    await people.sign_in(client, cast.an)
    number = await database.value("select number from firm where id = $1", cast.firm)
    said = {
        "request_key": "a" * 32,
        "kind": "reminder",
        "firm": number,
        "held_on": clock.today().isoformat(),
        "matter": "多次被投诉收费不明示",
        "demands": "明示收费标准",
    }
    for _twice in range(2):
        assert (await people.post(client, "/desk/talks", said)).status_code == 303
    assert await database.value("select count(*) from regulatory_talk") == 1
    assert (await people.post(client, "/desk/talks", said | {"firm": "没有"})).status_code == 422


async def test_an_order_on_the_spot_is_shown_before_it_is_entered(client, cast, office):
    await people.sign_in(client, cast.an)
    number = await database.value("select number from firm where id = $1", cast.firm)
    given = {
        "request_key": "b" * 32,
        "firm": number,
        "violation": "V-04",
        "found_on": clock.today().isoformat(),
        "facts": "服务大厅前台没有明示收费标准",
        "demands": "当场明示收费标准",
        "days": "0",
        "spot_first": str(cast.chen.person_id),
        "spot_second": str(cast.cui.person_id),
        "spot_receipt": "店长签收",
    }
    shown = await people.post(client, "/desk/orders/new", given)
    assert shown.status_code == 200
    assert await database.value("select count(*) from correction_order") == 0
    done = await people.post(client, "/desk/orders/new", given | {"confirm": "yes"})
    page = done.headers["location"]
    assert "文书副本尚未备案" in (await client.get(page)).text
    assert (await people.post(client, f"{page}/file")).status_code == 303
    assert "文书副本尚未备案" not in (await client.get(page)).text

"""The record as the firm, the desk and the neighbour see it; repair from form to answer."""

from datetime import date

from app import clock
from regulation import database
from regulation.integrity import actions
from regulation.integrity.status import FactKind
from tests import cast as people


async def a_penalty(cast, day=date(2026, 1, 5)):
    return await actions.record_fact(
        cast.firm, FactKind.PENALTY_GENERAL, source_kind="penalty_case", source_number="京朝人社罚〔2026〕1号",
        occurred_on=day, organ_id=cast.an.organ_id, actor=cast.bai, now=clock.now(),
    )  # fmt: skip


async def test_the_firm_sees_the_sum_and_the_desk_the_same(client, cast):
    await a_penalty(cast, clock.today())
    await people.sign_in(client, cast.e)
    own = await client.get("/firm/integrity")
    assert "京朝人社罚〔2026〕1号" in own.text
    assert "80分" in own.text
    await people.sign_in(client, cast.an)
    assert "80分" in (await client.get(f"/desk/integrity/{cast.firm}")).text


async def test_the_neighbour_finds_nothing(client, cast):
    await people.sign_in(client, cast.ding)
    assert (await client.get(f"/desk/integrity/{cast.firm}")).status_code == 404
    assert str(cast.firm) not in (await client.get("/desk/integrity")).text


async def test_another_firm_cannot_ask_for_repair_of_what_is_not_its_own(client, cast):
    fact = await a_penalty(cast)
    await people.sign_in(client, cast.f)
    assert (await client.get(f"/firm/integrity/{fact}/repair")).status_code == 404
    assert (
        await people.post(client, f"/firm/integrity/{fact}/repair", {"statement": "x"})
    ).status_code == 404


async def test_repair_travels_from_the_form_to_the_decision(client, cast):
    fact = await a_penalty(cast)
    await people.sign_in(client, cast.e)
    missing = await people.post(client, f"/firm/integrity/{fact}/repair", {"statement": "已整改"})
    assert missing.status_code == 422
    assert "已整改" in missing.text
    given = {"statement": "已整改", "duties_done": "true", "promised": "true"}
    assert (await people.post(client, f"/firm/integrity/{fact}/repair", given)).status_code == 303
    request = await database.value("select id from repair_request")
    address = f"/desk/integrity/repairs/{request}"
    await people.sign_in(client, cast.bai)
    assert (await people.post(client, address, {"decision": "accept"})).status_code == 303
    assert (await people.post(client, address, {"decision": "accept"})).status_code == 409
    assert (await people.post(client, address, {"decision": "grant"})).status_code == 403
    await people.sign_in(client, cast.bo)
    assert (await people.post(client, address, {"decision": "decline"})).status_code == 422
    assert (await people.post(client, address, {"decision": "grant", "reason": ""})).status_code == 303
    assert await database.value("select status from repair_request") == "repaired"


async def test_the_list_says_what_it_holds(client, cast):
    await a_penalty(cast, clock.today())
    await people.sign_in(client, cast.an)
    listed = await client.get("/desk/integrity?tier=B")
    assert "测试甲人力资源有限公司" in listed.text
    assert "测试甲人力资源有限公司" not in (await client.get("/desk/integrity?tier=D")).text

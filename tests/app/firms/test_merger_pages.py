"""Duplicates at the desk, and where a merged number leads a stranger."""

from datetime import UTC, date, datetime

import pytest

from regulation.actor import SYSTEM
from regulation.firms import actions, queries
from regulation.firms.status import FactSource, RegistrationKind, RegistrationStatus
from tests.cast import post, sign_in

NOW = datetime(2026, 2, 20, 2, tzinfo=UTC)


@pytest.fixture
async def two(cast):
    firms = []
    for name, number in (("测试鸿雁人力有限公司", ""), ("北京测试鸿雁人力有限责任公司", "测雁1号")):
        firm_id = await actions.register_firm(
            {"name": name, "uscc": "91110105MA00QQQQ1X", "area": "110105", "domicile": "测试路1号"},
            source=FactSource.IMPORT, actor=SYSTEM, now=NOW,
        )  # fmt: skip
        if number:
            await actions.project_registration(
                firm_id, RegistrationKind.HR_LICENCE, number, RegistrationStatus.VALID,
                issued_on=date(2024, 1, 1), expires_on=date(2098, 12, 31), now=NOW,
            )  # fmt: skip
        firms.append(await queries.firm(firm_id))
    return firms


async def test_a_pair_is_found_proposed_confirmed_and_undone(client, cast, two):
    first, second = two
    await sign_in(client, cast.an)
    found = await client.get("/desk/firms/duplicates")
    assert f"/desk/firms/duplicates/{first.number}/{second.number}" in found.text
    assert "统一社会信用代码相同" in found.text
    address = f"/desk/firms/duplicates/{first.number}/{second.number}"
    beside = await client.get(address)
    assert first.name in beside.text
    assert second.name in beside.text
    entered = {"survivor": first.number, "merged": second.number}
    assert (await post(client, address, {**entered, "reason": ""})).status_code == 422
    answer = await post(client, address, {**entered, "reason": "同一机构", "paper": "材1"})
    assert answer.status_code == 303
    merger = answer.headers["location"]
    assert (await post(client, merger, {"decision": "confirm"})).status_code == 403
    await sign_in(client, cast.bai)
    assert "重复登记归并" in (await client.get("/desk")).text
    assert (await post(client, merger, {"decision": "confirm"})).status_code == 303
    moved = await client.get(f"/firms/{second.number}")
    assert moved.status_code == 303
    assert moved.headers["location"].startswith(f"/firms/{first.number}?")
    assert (
        (await client.get(f"/firms/{second.number}.json"))
        .headers["location"]
        .startswith(f"/firms/{first.number}.json")
    )
    page = await client.get(f"/firms/{first.number}")
    assert second.number in page.text
    assert "测雁1号" in page.text
    kept = await client.get(f"/firms/{second.number}?as_known=2026-02-21")
    assert "测雁1号" in kept.text
    assert "归并到" in kept.text
    await sign_in(client, cast.an)
    undo = await post(client, f"{merger}/undo", {"reason": "是两家"})
    assert undo.status_code == 303
    await sign_in(client, cast.bai)
    assert (await post(client, merger, {"decision": "undo"})).status_code == 303
    assert (await client.get(f"/firms/{second.number}")).status_code == 200


async def test_the_neighbour_sees_neither_pair_nor_merger(client, cast, two):
    first, second = two
    await sign_in(client, cast.ding)
    assert first.number not in (await client.get("/desk/firms/duplicates")).text
    address = f"/desk/firms/duplicates/{first.number}/{second.number}"
    assert (await client.get(address)).status_code == 404
    assert (
        await post(client, address, {"survivor": first.number, "merged": second.number, "reason": "x"})
    ).status_code == 404
    assert (await client.get("/desk/mergers/00000000-0000-0000-0000-000000000000")).status_code == 404

"""Bodies that license and are not the bureau: entered and changed by the city on a page, not by code."""

import pytest

from regulation import database
from regulation.accounts import organs
from regulation.casework import record
from tests.cast import CHAOYANG, HAIDIAN, post, sign_in

HOME = "/desk/licensing-bodies"
SAID = {
    "beside": CHAOYANG,
    "name": "北京市朝阳区行政审批局",
    "name_en": "Chaoyang District Administrative Approval Bureau",
    "short": "京朝审",
    "reviewer": "北京市朝阳区人民政府",
    "court": "北京市朝阳区人民法院",
}


@pytest.mark.parametrize("who", ["ou", "lu"])
async def test_the_citys_administrators_enter_a_bureau_once_and_change_it_with_a_reason(client, cast, who):
    await sign_in(client, getattr(cast, who))
    refused = await post(client, HOME, SAID | {"short": "京朝", "court": ""})
    assert refused.status_code == 422
    for words in ("其他机关已经使用这个文号简称", "请填写有管辖权的人民法院"):
        assert words in refused.text
    assert (await post(client, HOME, SAID)).status_code == 303
    assert (await post(client, HOME, SAID | {"short": "京朝批"})).status_code == 409
    made = await organs.by_code(f"{CHAOYANG}-SP")
    assert (made["name"], made["is_approval_bureau"]) == (SAID["name"], True)
    page = await client.get(HOME)
    assert SAID["name"] in page.text
    assert "没有划转的许可权" in page.text
    said = {name: text for name, text in SAID.items() if name != "beside"} | {
        "name": "北京市朝阳区政务服务管理局"
    }
    address = f"{HOME}/{CHAOYANG}-SP"
    assert (await post(client, address, said)).status_code == 422
    assert (await post(client, address, said | {"reason": "机构改革"})).status_code == 303
    assert (await organs.by_code(f"{CHAOYANG}-SP"))["name"] == "北京市朝阳区政务服务管理局"
    history = await record.history("organ", made["id"])
    assert [each.action for each in history] == ["establish", "change_organ"]
    assert history[1].data["before"]["name"] == SAID["name"]
    assert "机构改革" in (await client.get(address)).text


@pytest.mark.parametrize("who", ["an", "bai", "ding", "chen", "e"])
async def test_nobody_else_does(client, cast, who):
    await sign_in(client, getattr(cast, who))
    assert (await post(client, HOME, SAID)).status_code in {403, 404}
    assert await database.value("select count(*) from organ where is_approval_bureau") == 0


async def test_an_official_can_be_proposed_for_a_bureau(client, cast):
    await sign_in(client, cast.ou)
    await post(client, HOME, SAID | {"beside": HAIDIAN, "short": "京海审"})
    assert SAID["name"] in (await client.get("/desk/officials/new")).text
    assert (await client.get(f"{HOME}/{CHAOYANG}")).status_code == 404

"""An account that nobody declared: looked up, told to the network regulator by a letter that only informs."""

from app import clock
from regulation.casework import documents, record
from regulation.recruiter_accounts.actions import informing
from tests.builders import accounts as build
from tests.cast import post, sign_in

HOME = "/desk/recruiter-accounts/undeclared"
TOLD = {
    "body": "示例网络主管部门",
    "platform": "演示短视频",
    "handle": "高薪直招",
    "url": "",
    "facts": "直播中为三家单位招聘，没有展示许可证。",
}


def told(**more):
    return TOLD | {"seen_on": str(clock.today())} | more


async def test_the_decider_signs_a_letter_and_it_is_numbered_logged_and_listed(client, cast):
    await sign_in(client, cast.bai)
    asked = await client.get(f"{HOME}?platform=演示短视频&handle=高薪直招")
    assert "没有机构申报过这个账号" in asked.text
    wrong = await post(client, HOME, told(facts="短", body=""))
    assert wrong.status_code == 422
    draft = await post(client, HOME, told(act="preview"))
    assert draft.content.startswith(b"%PDF")
    assert await informing.letters(cast.bai) == []
    assert (await post(client, HOME, told())).status_code == 303
    [letter] = await informing.letters(cast.bai)
    assert letter["number"].startswith("京朝人社网函〔")
    assert letter["number"] in (await client.get(HOME)).text
    paper = await documents.by_id(letter["id"])
    assert paper["firm_id"] is None
    [entry] = await record.history("platform", paper["matter_id"])
    assert (entry.action, entry.actor_name) == ("inform_regulator", cast.bai.name)


async def test_a_declared_account_is_dealt_with_where_it_was_declared(client, cast):
    await build.a_confirmed_account(cast)
    await sign_in(client, cast.bai)
    refused = await post(client, HOME, told(handle="测试甲招聘"))
    assert refused.status_code == 409
    assert await informing.letters(cast.bai) == []


async def test_a_clerk_reads_and_does_not_sign_and_a_neighbour_sees_no_letter(client, cast):
    await sign_in(client, cast.bai)
    await post(client, HOME, told())
    await sign_in(client, cast.an)
    assert "签发情况通报函</button>" not in (await client.get(f"{HOME}?handle=x")).text
    assert (await post(client, HOME, told())).status_code == 403
    assert await informing.letters(cast.ding) == []
    await sign_in(client, cast.e)
    assert (await client.get(HOME)).status_code in {403, 404}

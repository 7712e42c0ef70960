"""Recruiting accounts as the firm, the clerk, the decider, the public and a stranger see them."""

from datetime import date

import pytest

from app import clock
from regulation import database
from regulation.firms.status import RegistrationStatus
from regulation.recruiter_accounts.actions import checking
from tests import cast as people
from tests.builders import accounts as build
from tests.builders.accounts import CONTENT, LICENCE, NOW

TODAY = date(2026, 11, 23)
NUMBER = "ZPZH-110105-2026-0001"


@pytest.fixture(autouse=True)
def at(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(clock, "today", lambda: TODAY)


def typed(**changes):
    given = {key: value for key, value in (CONTENT | changes).items() if value}
    day = given.pop("shown_until")
    return {**given, **{f"shown_until-{part}": str(getattr(day, part)) for part in ("year", "month", "day")}}


async def test_the_firm_declares_the_clerk_confirms_and_the_public_asks(client, cast):
    await build.a_licence(cast.firm)
    await people.sign_in(client, cast.ee)
    wrong = await people.post(client, "/firm/recruiter-accounts/new", typed(phone="", shown=["fees"]))
    assert wrong.status_code == 422
    assert "请填写账号公示的联系电话" in wrong.text
    assert "请先在账号页面补齐" in wrong.text
    assert "测试甲招聘" in wrong.text, "nothing typed is lost"
    made = await people.post(client, "/firm/recruiter-accounts/new", typed())
    assert (made.status_code, made.headers["location"]) == (303, f"/firm/recruiter-accounts/{NUMBER}")
    assert "待核验" in (await client.get("/firm/recruiter-accounts")).text
    await people.sign_in(client, None)
    assert "尚未核对" in (await client.get("/recruiter-accounts?name=测试甲招聘")).text
    assert "测试甲人力资源有限公司" not in (await client.get("/recruiter-accounts?name=测试甲招聘")).text

    await people.sign_in(client, cast.an)
    assert "待核对的招聘账号" in (await client.get("/desk")).text
    assert NUMBER in (await client.get("/desk/recruiter-accounts?pile=check&q=测试甲")).text
    looked = await people.post(client, "/desk/recruiter-accounts", {"account": NUMBER})
    assert f'value="{NUMBER}:1"' in looked.text
    done = await people.post(client, "/desk/recruiter-accounts/confirm", {"account": f"{NUMBER}:1"})
    assert done.status_code == 303

    await people.sign_in(client, None)
    shown = await client.get("/recruiter-accounts", params={"platform": "演示短視頻", "name": "@測試甲招聘"})
    assert "持证：演示短视频的“测试甲招聘”由测试甲人力资源有限公司申报" in shown.text
    assert LICENCE in shown.text
    told = (await client.get("/recruiter-accounts.json?name=测试甲招聘")).json()
    assert (told["answer"], told["rows"][0]["verified_until"]) == ("licensed", "2027-05-23")
    assert (await client.get("/recruiter-accounts.json")).json()["total"] == 1
    pasted = {"name": f"复制打开 {CONTENT['url']}?from=share&token={'x' * 200} 看看"}
    assert "持证：演示短视频的“测试甲招聘”" in (await client.get("/recruiter-accounts", params=pasted)).text
    assert "测试甲招聘" in (await client.get("/recruiter-accounts.csv")).text
    firm = (await client.get(f"/firms/{told['rows'][0]['firm_number']}")).text
    assert "招聘账号" in firm
    assert "测试甲招聘" in firm
    await build.a_licence(cast.firm, status=RegistrationStatus.REVOKED, ended_on=TODAY)
    assert "没有有效的人力资源服务许可证" in (await client.get("/recruiter-accounts?name=测试甲招聘")).text
    assert (await client.get("/recruiter-accounts.json?name=测试甲招聘")).json()["answer"] == "licence_ended"


async def test_an_unknown_account_is_no_record_and_the_complaint_is_filled_in(client, cast):
    await build.a_confirmed_account(cast)
    shown = await client.get("/recruiter-accounts", params={"platform": "别的平台", "name": "没人申报<b>"})
    assert "没有申报记录" in shown.text
    assert "<b>" not in shown.text
    link = "/complaints/new?unregistered=1&respondent=%E6%B2%A1"
    assert link in shown.text.replace("&amp;", "&")
    form = await client.get(
        "/complaints/new",
        params={"unregistered": "1", "respondent": "没人申报", "topic": "no_licence", "name": "不预填"},
    )
    assert 'value="没人申报"' in form.text
    assert "不预填" not in form.text
    assert '<option value="no_licence" selected>' in form.text
    elsewhere = await client.get("/recruiter-accounts", params={"platform": "别的平台", "name": "测试甲招聘"})
    assert "其他平台有同名账号" in elsewhere.text
    assert (await client.get("/recruiter-accounts.json?name=x&platform=y")).json() == {
        "total": 0, "rows": [], "answer": "unknown",
    }  # fmt: skip


async def test_a_list_is_pasted_and_its_lines_are_refused_by_place(client, cast):
    await build.a_licence(cast.firm)
    await people.sign_in(client, cast.ee)
    shared = {
        key: value
        for key, value in typed().items()
        if key not in {"platform", "handle", "holder_name", "phone", "url"}
    } | {"request_key": "p" * 20}
    wrong = await people.post(
        client,
        "/firm/recruiter-accounts/paste",
        shared | {"lines": "演示短视频\t甲号\t鄂一\t010\n演示短视频,甲号,鄂一,010"},
    )
    assert (wrong.status_code, "第2行" in wrong.text) == (422, True)
    right = "演示短视频\t甲号\t鄂一\t010-1\thttps://demo.example/1\n演示微博，乙号，鄂二，010-2\n"
    assert (
        await people.post(client, "/firm/recruiter-accounts/paste", shared | {"lines": right})
    ).status_code == 303
    assert await database.value("select count(*) from recruiter_account") == 2
    assert await database.value("select count(*) from platform") == 2


async def test_what_differs_is_marked_left_out_of_the_bulk_and_confirmed_with_a_reason(client, cast):
    number = await build.a_declared_account(cast, shown_licence="旧号")
    await people.sign_in(client, cast.an)
    looked = await people.post(client, "/desk/recruiter-accounts", {"account": number})
    assert "请逐个办理" in looked.text
    assert f"{number}:1" not in looked.text
    forced = await people.post(client, "/desk/recruiter-accounts/confirm", {"account": f"{number}:1"})
    assert forced.status_code == 303
    assert await database.value("select status from recruiter_account") == "declared"
    page = await client.get(f"/desk/recruiter-accounts/{number}")
    assert "<mark>旧号</mark>" in page.text
    path = f"/desk/recruiter-accounts/{number}/confirm"
    assert (await people.post(client, path, {"version": "1"})).status_code == 422
    assert (await people.post(client, path, {"version": "7", "reason": "x"})).status_code == 409
    assert (await people.post(client, path, {"version": "1", "reason": "换证期间"})).status_code == 303
    odd = await people.post(client, "/desk/recruiter-accounts/confirm", {"account": f"{number}:²"})
    assert odd.status_code == 404


async def test_a_question_is_answered_in_the_matter_itself(client, cast):
    number = await build.a_declared_account(cast)
    await people.sign_in(client, cast.an)
    path = f"/desk/recruiter-accounts/{number}"
    assert (await people.post(client, f"{path}/ask", {})).status_code == 422
    assert (await people.post(client, f"{path}/ask", {"text": "主页在哪里"})).status_code == 303
    await people.sign_in(client, cast.ee)
    assert "主页在哪里" in (await client.get("/firm")).text
    assert "主页在哪里" in (await client.get(f"/firm/recruiter-accounts/{number}/answer")).text
    sent = typed() | {"version": "1"}
    stale = await people.post(
        client, f"/firm/recruiter-accounts/{number}/answer", sent | {"version": "9", "text": "x"}
    )
    assert (stale.status_code, "测试甲招聘" in stale.text) == (409, True)
    assert (await people.post(client, f"/firm/recruiter-accounts/{number}/answer", sent)).status_code == 422
    done = await people.post(client, f"/firm/recruiter-accounts/{number}/answer", sent | {"text": "见附页"})
    assert done.status_code == 303
    await people.sign_in(client, cast.an)
    assert "见附页" in (await client.get(path)).text
    assert (await people.post(client, f"{path}/refuse", {"missing": "不属于该机构"})).status_code == 303


async def test_the_decider_previews_and_sends_a_letter_and_the_public_is_told(client, cast):
    number = await build.a_confirmed_account(cast)
    path = f"/desk/recruiter-accounts/{number}"
    said = {"body": "演示平台公司", "reason": "发布虚假岗位"}
    await people.sign_in(client, cast.an)
    assert (await people.post(client, f"{path}/suspend", said | {"act": "send"})).status_code == 403
    await people.sign_in(client, cast.bai)
    draft = await people.post(client, f"{path}/suspend", said | {"act": "preview"})
    assert (draft.status_code, draft.content[:5]) == (200, b"%PDF-")
    assert await database.value("select count(*) from document where kind = 'platform_letter'") == 0
    assert (await people.post(client, f"{path}/suspend", {"act": "send"})).status_code == 422
    assert (await people.post(client, f"{path}/suspend", said | {"act": "send"})).status_code == 303
    assert "京朝人社招函〔2026〕1号" in (await client.get(path)).text
    assert (await people.post(client, f"{path}/reply", {"text": "已暂停"})).status_code == 303
    await people.sign_in(client, None)
    assert "已要求演示短视频暂停" in (await client.get("/recruiter-accounts?name=测试甲招聘")).text
    await people.sign_in(client, cast.bai)
    assert (await people.post(client, f"{path}/lift", said | {"act": "send"})).status_code == 303
    await people.sign_in(client, cast.e)
    assert (await people.post(client, f"/firm/recruiter-accounts/{number}/close", {})).status_code == 303
    await people.sign_in(client, None)
    assert "停用" in (await client.get("/recruiter-accounts?name=测试甲招聘")).text


async def test_strangers_find_nothing(client, cast):
    number = await build.a_declared_account(cast)
    await checking.ask(number, text="x", actor=cast.an, now=NOW)
    for actor, paths in (
        (cast.f, (f"/firm/recruiter-accounts/{number}", f"/firm/recruiter-accounts/{number}/answer")),
        (cast.ding, (f"/desk/recruiter-accounts/{number}",)),
    ):
        await people.sign_in(client, actor)
        for path in paths:
            assert (await client.get(path)).status_code == 404, path
    assert (
        await people.post(client, f"/desk/recruiter-accounts/{number}/ask", {"text": "x"})
    ).status_code == 404
    await people.sign_in(client, cast.ee)
    assert (await client.get(f"/firm/recruiter-accounts/{number}/nonsense")).status_code == 404
    unknown = await people.post(
        client, f"/firm/recruiter-accounts/{number}/answer", typed(status="confirmed", version="1", text="x")
    )
    assert unknown.status_code == 422, "unknown fields are refused"
    for strange in ("\ufdfa" * 120, "a\x00b", "=cmd|x", "<script>", "\u202e号"):
        await people.post(client, "/firm/recruiter-accounts/new", typed(handle=strange))
    assert (
        "<script>"
        not in (await client.get("/firm/recruiter-accounts")).text.split("<main")[1].split("</main")[0]
    )
    await people.sign_in(client, None)
    for odd in ("?name=%00", "?name=%20%20", "?page=-1", "?q=%25", "?platform=x", "?name=" + "长" * 500):
        assert (await client.get(f"/recruiter-accounts{odd}")).status_code == 200, odd
        assert (await client.get(f"/recruiter-accounts.json{odd}")).status_code == 200, odd

"""Renewal and change, people concerned and their hearing, and moved powers, through the pages."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest

from app import clock
from app.access import sessions as cookies
from regulation import database
from regulation.accounts import sessions
from regulation.licensing import queries
from regulation.licensing.actions import hearings
from regulation.licensing.status import ApplicationStatus
from tests.builders import licensing as build
from tests.builders.licensing import MONDAY
from tests.cast import post

S = ApplicationStatus
NEW = "/firm/licensing/new"


@pytest.fixture
def today(monkeypatch):
    """Sets the clock of the pages; a test moves it."""

    def to(now):
        monkeypatch.setattr(clock, "now", lambda: now)

    to(MONDAY)
    return to


async def sign_in(client, who):
    """A session of the day that the test has, whatever day it is run."""
    if cookies.COOKIE in client.cookies:
        client.cookies.delete(cookies.COOKIE)
    session_id = f"test-{uuid4().hex}"
    now = clock.now()
    await database.execute(
        "insert into session (key, account, started_at, expires_at) values ($1, $2, $3, $4)",
        sessions.key_of(session_id),
        who.account_id,
        now,
        now + timedelta(hours=8),
    )
    client.cookies.set(cookies.COOKIE, session_id, domain="testserver.local", path="/")


async def begun(client, purpose, track="general"):
    page = await client.get(f"{NEW}?kind=hr_licence&purpose={purpose}")
    key = re.search(r'name="request_key" value="([^"]+)"', page.text)[1]
    said = {"track": track, "request_key": key, "kind": "hr_licence", "purpose": purpose}
    answer = await post(client, NEW, said)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


async def test_a_holder_is_offered_renewal_and_change_and_no_second_licence(client, cast, tmp_path, today):
    await build.a_licence(cast, folder=tmp_path)
    await sign_in(client, cast.e)
    page = (await client.get("/firm/licensing")).text
    assert "purpose=renewal" in page
    assert "purpose=change" in page
    assert "申请人力资源服务许可</a>" not in page
    early = (await client.get(f"{NEW}?purpose=renewal")).text
    assert "最迟申请日" in early
    assert "2031年10月23日" in early
    assert "已经超过申请延续的期限" not in early


async def test_a_late_holder_is_told_what_late_means(client, cast, tmp_path, today):
    await build.a_licence(cast, folder=tmp_path)
    today(MONDAY.replace(year=2031, month=10, day=24))
    await sign_in(client, cast.e)
    assert "已经超过申请延续的期限" in (await client.get(f"{NEW}?purpose=renewal")).text
    today(MONDAY.replace(year=2031, month=11, day=23))
    await sign_in(client, cast.e)
    assert "请重新申请" in (await client.get(f"{NEW}?purpose=renewal")).text


@pytest.mark.parametrize("address", [f"{NEW}?purpose=renewal", f"{NEW}?purpose=change"])
async def test_who_holds_nothing_finds_nothing_to_renew(client, cast, today, address):
    await sign_in(client, cast.e)
    assert (await client.get(address)).status_code == 404


@pytest.mark.parametrize("query", ["purpose=theft", "kind=filing", "kind=%00", "purpose=&kind=nonsense"])
async def test_an_address_that_names_no_procedure_is_not_found(client, cast, today, query):
    await sign_in(client, cast.e)
    assert (await client.get(f"{NEW}?{query}")).status_code == 404


async def test_a_change_of_name_is_shown_beside_what_the_licence_says(client, cast, tmp_path, today):
    await build.a_licence(cast, folder=tmp_path)
    await sign_in(client, cast.e)
    where = await begun(client, "change")
    page = (await client.get(f"{where}/subject")).text
    assert "许可证现载：测试甲人力资源有限公司" in page
    assert "许可机关" not in re.findall(r"<label[^>]*>([^<]*)</label>", page)
    said = {
        "name": "测试甲新名有限公司",
        "domicile": "北京市朝阳区测试路1号",
        "legal_representative": "甲某",
        "contact_name": "甲一",
        "contact_phone": "010-55550000",
        "e_service": "yes",
    }
    answer = await post(client, f"{where}/subject", said)
    assert answer.status_code == 303, answer.text
    check = (await client.get(f"{where}/check")).text
    assert "<mark>测试甲新名有限公司</mark>" in check
    number = (await post(client, f"{where}/check", {"truthful": "on"})).headers["location"].split("/")[-2]
    await sign_in(client, cast.an)
    desk = (await client.get(f"/desk/applications/{number}")).text
    assert "与许可证现载内容不同" in desk
    assert "人力资源服务许可变更申请" in desk


async def test_whom_a_licence_concerns_is_heard_on_one_page(client, cast, tmp_path, today):
    number = await build.an_application(cast, at=S.ACCEPTED, folder=tmp_path)
    page = f"/desk/applications/{number}/hearing"
    await sign_in(client, cast.an)
    bad = await post(client, f"{page}/tell", {"parties": "邻里物业"})
    assert bad.status_code == 422
    told = await post(client, f"{page}/tell", {"parties": "邻里物业，示例路2号，共用出入口"})
    assert told.status_code == 303, told.text
    assert "尚未届满" in (await client.get(f"/desk/applications/{number}")).text
    assert (
        f"/desk/applications/{number}/propose" not in (await client.get(f"/desk/applications/{number}")).text
    )

    await sign_in(client, cast.e)
    assert "要求听证" in (await client.get(f"/firm/licensing/{number}")).text
    # On the home the five days are the firm's own, with their article; the organ's day is another.
    home = (await client.get("/firm")).text
    assert "可以在期限内要求听证" in home
    assert "第四十七条" in home
    under_way = home.partition("正在办理")[2].partition("</table>")[0]
    assert "2026年12月21日" in under_way
    assert "2026年11月30日" not in under_way
    assert (await post(client, f"/firm/licensing/{number}/hearing", {"answer": "hearing"})).status_code == 303
    home = (await client.get("/firm")).text
    assert "可以在期限内要求听证" not in home
    # While the hearing is prepared the organ has twenty working days for it; the days for the decision stand still.
    assert "2026年12月21日" in home.partition("正在办理")[2].partition("</table>")[0]

    await sign_in(client, cast.an)
    said = {"held_on": "2026-12-09", "at": "9:30", "place": "二层听证室", "presider": "安一"}
    refused = await post(client, f"{page}/call", said)
    assert refused.status_code == 422
    assert "审查该申请以外的人员" in refused.text
    called = await post(client, f"{page}/call", said | {"presider": "方一"})
    assert called.status_code == 303, called.text
    matter = (await client.get(f"/desk/applications/{number}")).text
    assert "起停止计算" in matter, "a clock that stands still is seen to stand still"
    today(MONDAY + timedelta(days=16, hours=4))
    await sign_in(client, cast.an)
    held = await post(
        client,
        f"{page}/hold",
        {"held_on": "2026-12-09", "attendees": "甲一\n邻里物业", "record": "各自陈述。"},
    )
    assert held.status_code == 303, held.text
    form = (await client.get(f"/desk/applications/{number}/propose")).text
    assert "对听证笔录的采纳情况" in form
    said = {"proposal": "grant", "reason": "可以"}
    assert (await post(client, f"/desk/applications/{number}/propose", said)).status_code == 422
    done = await post(client, f"/desk/applications/{number}/propose", said | {"considered": "采纳"})
    assert done.status_code == 303, done.text


async def test_the_hearing_is_nobody_elses(client, cast, tmp_path, today):
    number = await build.an_application(cast, at=S.ACCEPTED, folder=tmp_path)
    told = [{"name": "邻里物业", "contact": "", "interest": "共用出入口"}]
    await hearings.tell(number, parties=told, actor=cast.an, now=MONDAY)
    await sign_in(client, cast.ding)
    assert (await client.get(f"/desk/applications/{number}/hearing")).status_code == 404
    await sign_in(client, cast.f)
    answer = await post(client, f"/firm/licensing/{number}/hearing", {"answer": "hearing"})
    assert answer.status_code == 404
    application = await queries.own_application(cast.firm, number)
    assert await queries.hearing_of(application["id"]) is None
    await sign_in(client, cast.an)
    strange = await post(
        client,
        f"/desk/applications/{number}/hearing/answer",
        {"party": "not-an-id", "answer": "hearing", "answered_on": "2026-11-23"},
    )
    assert strange.status_code == 404


async def test_the_citys_director_moves_the_power_and_nobody_else(client, cast, today):
    said = {
        "kind": "hr_licence",
        "from_organ": "110105",
        "to_organ": "110108",
        "from_on": "2026-11-30",
        "decree_number": "京政发〔2026〕8号",
    }
    await sign_in(client, cast.bai)
    assert "登记划转</button>" not in (await client.get("/desk/powers")).text
    assert (await post(client, "/desk/powers", said)).status_code in {403, 404}
    await sign_in(client, cast.lu)
    refused = await post(client, "/desk/powers", said | {"from_on": "2026-11-01"})
    assert refused.status_code == 422
    assert (await post(client, "/desk/powers", said)).status_code == 303
    assert "京政发〔2026〕8号" in (await client.get("/desk/powers")).text
    assert await database.value("select count(*) from power_transfer") == 1


async def test_concealment_is_refused_and_the_organ_told_to_warn(client, cast, tmp_path, today):
    number = await build.an_application(cast, folder=tmp_path)
    await sign_in(client, cast.an)
    page = f"/desk/applications/{number}/decline-concealed"
    assert (await client.get(page)).status_code == 200
    assert (await post(client, page, {"reason": "租赁合同系伪造"})).status_code == 303
    row = await database.row("select status, is_concealed from application where number = $1", number)
    assert (row["status"], row["is_concealed"]) == ("declined", True)
    told = await database.rows("select title from notice where organ_id is not null")
    assert any("警告" in each["title"] for each in told)


async def test_a_refusal_names_its_grounds_with_their_articles(client, cast, tmp_path, today):
    number = await build.an_application(cast, at=S.PROPOSED, folder=tmp_path)
    await sign_in(client, cast.bai)
    page = f"/desk/applications/{number}/refuse"
    bad = await post(client, page, {"reasons": "不足3名", "grounds": ["the-weather"]})
    assert bad.status_code == 422
    assert (
        await post(client, page, {"reasons": "不足3名", "grounds": ["staff", "concealed"]})
    ).status_code == 303
    paper = await database.value("select snapshot from document where kind = 'refusal_decision'")
    assert "第七十八条" in paper
    assert "第六条" in paper

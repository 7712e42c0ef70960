"""A licence is set aside through the pages: the clerk opens, the holder is heard, another decides, the register shows it."""

from datetime import timedelta

import pytest

from regulation import database
from regulation.endings.actions import hearing
from regulation.endings.status import EndingKind, EndingStatus, Ground
from tests.builders import endings as build
from tests.builders import licensing as granting
from tests.builders.endings import MONDAY
from tests.cast import post, sign_in

S = EndingStatus
DAY = "2026-11-23"
SERVED = {"method": "direct", "served_on": DAY, "receipt": "本人签收"}


@pytest.fixture
async def licence(cast, tmp_path):
    return await granting.a_licence(cast, folder=tmp_path)


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch):
    from app import clock

    monkeypatch.setattr(clock, "now", lambda: MONDAY)
    monkeypatch.setattr(clock, "today", MONDAY.date)


async def done(client, where, data):
    answer = await post(client, where, data)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


async def test_from_the_licence_to_the_register(client, cast, licence):
    await sign_in(client, cast.an)
    shown = await client.get(f"/desk/licences/{licence['id']}")
    assert f"/desk/licences/{licence['id']}/end" in shown.text
    assert (await client.get(f"/desk/licences/{licence['id']}/end")).status_code == 200
    where = await done(
        client,
        f"/desk/licences/{licence['id']}/end",
        {
            "kind": "set_aside",
            "ground": "fraud",
            "source": "report",
            "facts": build.FACTS,
            "evidence": "出租方书面说明",
        },
    )
    await done(client, f"{where}/notice", {})
    await done(client, f"{where}/tell", SERVED)
    firms_page = where.replace("/desk/", "/firm/")
    await sign_in(client, cast.e)
    assert build.FACTS in (await client.get(firms_page)).text
    assert firms_page in (await client.get("/firm/licensing")).text
    assert firms_page in (await client.get("/firm")).text
    await done(client, f"{firms_page}/waiver", {"agreed": "yes"})
    await sign_in(client, cast.ann)
    await done(client, f"{where}/propose", {"proposal": "end", "reason": "伪造属实，应予撤销。"})
    await sign_in(client, cast.bai)
    assert where in (await client.get("/desk")).text
    await done(client, f"{where}/decide", {"reason": "同意经办人员意见。"})
    await sign_in(client, cast.an)
    await done(client, f"{where}/serve", SERVED)
    await sign_in(client, cast.bai)
    assert "待注销的许可证" in (await client.get("/desk")).text
    number = await database.value("select number from firm where id = $1", cast.firm)
    client.cookies.clear()
    public = await client.get(f"/firms/{number}")
    assert "该机构的人力资源服务许可已被撤销" in public.text
    assert "许可撤销" in (await client.get("/disclosures")).text


@pytest.mark.parametrize(
    ("state", "path"),
    [
        (S.OPENED, "notice"),
        (S.OPENED, "abandon"),
        (S.TOLD, "statement"),
        (S.HEARD, "propose"),
        (S.PROPOSED, "decide"),
        (S.PROPOSED, "drop"),
        (S.PROPOSED, "send-back"),
        (S.DECIDED, "serve"),
    ],
)
async def test_every_step_shows_its_page_and_says_what_is_missing(client, cast, licence, state, path):
    made = await build.a_matter(cast, licence, at=state, kind=EndingKind.WITHDRAW, ground=Ground.LAW_CHANGED)
    await sign_in(client, cast.bai if path in ("abandon", "decide", "drop", "send-back") else cast.an)
    detail = await client.get(f"/desk/endings/{made}")
    assert f"/desk/endings/{made}/{path}" in detail.text
    assert (await client.get(f"/desk/endings/{made}/{path}")).status_code == 200
    answer = await post(client, f"/desk/endings/{made}/{path}", {"strange": "1"})
    assert answer.status_code == 422
    assert await build.status(made) == state


async def test_a_hearing_is_called_and_recorded(client, cast, licence):
    made = await build.a_matter(cast, licence, at=S.TOLD)
    await sign_in(client, cast.e)
    await done(client, f"/firm/endings/{made}/hearing", {"reason": "要求当面说明"})
    await sign_in(client, cast.an)
    called = {"day": "2026-12-09", "time": "9点", "place": "二层听证室", "presider": "方一"}
    assert (await post(client, f"/desk/endings/{made}/call", called)).status_code == 422
    await done(client, f"/desk/endings/{made}/call", called | {"time": "09:30"})
    assert "2026-12-09T01:30" in str(
        (await database.value("select hearing_at from ending where id = $1", made)).isoformat()
    )
    early = await post(
        client,
        f"/desk/endings/{made}/hearing",
        {"held_on": DAY, "attendees": "鄂一", "record": "主持人宣布听证开始。"},
    )
    assert early.status_code == 422


async def test_the_list_is_the_organs_own_and_strangers_find_nothing(client, cast, licence):
    made = await build.a_matter(cast, licence, at=S.TOLD)
    await sign_in(client, cast.an)
    assert str(made) in (await client.get("/desk/endings?kind=set_aside&status=told&q=测试甲")).text
    await sign_in(client, cast.ding)
    assert str(made) not in (await client.get("/desk/endings")).text
    assert (await client.get(f"/desk/endings/{made}")).status_code == 404
    await sign_in(client, cast.f)
    assert (await client.get(f"/firm/endings/{made}")).status_code == 404


async def test_the_right_to_a_hearing_is_offered_as_long_as_it_lasts(client, cast, licence):
    made = await build.a_matter(cast, licence, at=S.TOLD)
    await hearing.state(made, statement="合同系代办公司提供。", actor=cast.e, now=MONDAY)
    await sign_in(client, cast.e)
    assert f"/firm/endings/{made}/hearing" in (await client.get(f"/firm/endings/{made}")).text
    await database.execute(
        "update ending set heard_by = $2 where id = $1", made, (MONDAY - timedelta(days=1)).date()
    )
    assert f"/firm/endings/{made}/hearing" not in (await client.get(f"/firm/endings/{made}")).text

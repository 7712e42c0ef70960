"""An entry through the pages: a clerk proposes, the firm reads and answers, another decides, the public reads the register."""

from datetime import timedelta
from io import BytesIO
from urllib.parse import quote

import openpyxl
import pytest

from regulation import database
from regulation.casework import documents
from regulation.firms.status import LimitKind
from regulation.registration_conditions import queries
from regulation.registration_conditions.rules.grounds import Ground
from regulation.registration_conditions.status import ConditionStatus
from tests.builders import conditions as build
from tests.builders import licensing as granting
from tests.builders.conditions import MONDAY, NUMBER, TEXT
from tests.cast import post, sign_in

S = ConditionStatus
SERVED = {"method": "direct", "served_on": "2026-11-23", "receipt": "本人签收"}
NEW = f"/desk/conditions/new?kind=hr_licence&number={quote(NUMBER)}"
ORDER = {
    "what": "other_authority:suspension",
    "text": TEXT,
    "text_en": "Job intermediation is suspended.",
    "since": "2026-11-23",
    "until": "2027-02-22",
    "facts": "收到处理决定的抄送件。",
    "issuing_body": "示例网信部门",
    "document_number": "示网信罚〔2026〕18号",
    "document_on": "2026-11-20",
}


@pytest.fixture
async def licence(cast):
    return await build.a_registration(cast)


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch):
    from app import clock

    monkeypatch.setattr(clock, "now", lambda: MONDAY + timedelta(hours=2))
    monkeypatch.setattr(clock, "today", MONDAY.date)


async def done(client, where, data):
    answer = await post(client, where, data)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


async def test_another_bodys_order_from_the_firms_page_to_the_public_register(client, cast, licence):
    number = await database.value("select number from firm where id = $1", cast.firm)
    await sign_in(client, cast.an)
    assert "/desk/conditions/new?kind=hr_licence" in (await client.get(f"/desk/firms/{number}")).text
    assert "《中华人民共和国个人信息保护法》第六十六条" in (await client.get(NEW)).text
    answer = await post(client, NEW, ORDER | {"document_number": "", "until": "2026-11-22"})
    assert answer.status_code == 422
    assert "请填写文书编号" in answer.text
    assert "截止日期不能早于开始日期" in answer.text
    where = await done(client, NEW, ORDER)
    shown = await client.get(where)
    assert shown.status_code == 200
    assert "/enter" not in shown.text, "who proposed is offered no decision"
    await sign_in(client, cast.bai)
    assert where in (await client.get("/desk")).text
    shown = (await client.get(f"{where}/enter")).text
    assert "暂停期间不得做的事项" in shown, "what the decision means is shown before it is taken"
    await done(client, f"{where}/enter", {"reason": "与来文核对一致。"})
    await sign_in(client, cast.e)
    home = (await client.get("/firm")).text
    assert where.replace("/desk/", "/firm/") in home
    assert "查看必须做和不得做的事项" in home
    assert 'href="/firm/conditions">条件和限制' in home, "beside the state of the licence"
    own = (await client.get(where.replace("/desk/", "/firm/"))).text
    assert "举办招聘会" in own
    assert "保存服务台账不少于两年" in own
    assert "本机关只按来文记载" in own
    client.cookies.clear()
    public = (await client.get(f"/firms/{number}")).text
    assert public.index("期间不得从事职业中介活动") < public.index("条件和限制")
    assert "示网信罚〔2026〕18号" in public
    data = (await client.get(f"/firms/{number}.json")).json()
    assert data["status"] == "suspended"
    assert data["limits"][0]["text_en"] == "Job intermediation is suspended."
    assert data["conditions"][0]["must_not"][0]["basis"] == "order-50:5:2"
    past = (await client.get(f"/firms/{number}.json?as_of=2026-11-22")).json()
    assert (past["status"], past["limits"]) == ("licensed", [])
    assert number in (await client.get("/register?status=suspended")).text
    english = (await client.get(f"/firms/{number}", headers={"Accept-Language": "en"})).text
    assert "Until then it may not carry on job intermediation" in english


async def test_the_bureaus_own_condition_is_told_answered_and_served(client, cast, licence):
    await sign_in(client, cast.an)
    own = {
        "what": "telecom_licence:condition",
        "text": "取得电信业务经营许可证前，不得从事涉及经营电信业务的网络招聘服务。",
        "since": "2026-11-23",
        "facts": "网站提供收费会员服务，未见电信业务经营许可证。",
    }
    where = await done(client, NEW, own)
    firms_page = where.replace("/desk/", "/firm/")
    await done(client, f"{where}/notice", {})
    await sign_in(client, cast.e)
    assert (await client.get(firms_page)).status_code == 404, "not told yet"
    await sign_in(client, cast.an)
    await done(client, f"{where}/tell", SERVED)
    await sign_in(client, cast.e)
    assert firms_page in (await client.get("/firm")).text
    assert (
        await post(client, f"{firms_page}/statement", {"statement": "x", "other": "1"})
    ).status_code == 422
    await done(client, f"{firms_page}/statement", {"statement": "电信许可已经申请，预计两个月取得。"})
    await sign_in(client, cast.bai)
    await done(client, f"{where}/decide", {"reason": "应当先取得许可。"})
    await sign_in(client, cast.an)
    await done(client, f"{where}/serve", SERVED)
    await done(
        client,
        f"{where}/change",
        {"act": "lifted", "on": "2026-11-23", "reason": "已取得电信业务经营许可证。"},
    )
    await sign_in(client, cast.bai)
    await done(client, f"{where}/enter", {"reason": "许可证已核对。"})
    entry_id = where.rsplit("/", 1)[1]
    assert [
        line["act"] for line in (await queries.lines([entry_id_of(entry_id)]))[entry_id_of(entry_id)]
    ] == [
        "imposed",
        "lifted",
    ]
    await sign_in(client, cast.e)
    assert "已解除" in (await client.get("/firm/conditions")).text


def entry_id_of(text):
    from uuid import UUID

    return UUID(text)


async def test_the_list_narrows_and_its_workbook_holds_what_it_shows(client, cast, licence):
    await build.an_entry(cast, licence)
    await build.an_entry(
        cast, licence, at=S.OPENED, ground=Ground.TELECOM_LICENCE, kind=LimitKind.CONDITION, until=None
    )
    await sign_in(client, cast.an)
    everything = (await client.get("/desk/conditions")).text
    assert "共 2 条" in everything
    assert "共 1 条" in (await client.get("/desk/conditions?kind=suspension&phase=in_force")).text
    assert "没有符合条件的登记" in (await client.get("/desk/conditions?soon=30")).text
    file = await client.get("/desk/conditions.xlsx?kind=suspension")
    rows = list(openpyxl.load_workbook(BytesIO(file.content)).active.iter_rows(values_only=True))
    said = [row for row in rows if row and TEXT in row]
    assert len(said) == 1
    assert "示网信罚〔2026〕18号" in said[0]
    await sign_in(client, cast.ding)
    assert "没有符合条件的登记" in (await client.get("/desk/conditions")).text


async def test_the_note_is_served_where_the_firm_has_not_signed_for_electronic_service(client, cast, licence):
    await database.execute("delete from service_consent where firm_id = $1", cast.firm)
    made = await build.an_entry(cast, licence)
    await sign_in(client, cast.an)
    where = f"/desk/conditions/{made}"
    assert f"{where}/serve-note" in (await client.get(where)).text
    await done(client, f"{where}/serve-note", SERVED)
    assert f"{where}/serve-note" not in (await client.get(where)).text
    assert (await post(client, f"{where}/serve-note", SERVED)).status_code == 409


@pytest.mark.parametrize(
    ("state", "path"),
    [
        (S.OPENED, "notice"),
        (S.OPENED, "drop"),
        (S.TOLD, "statement"),
        (S.READY, "decide"),
        (S.READY, "decline"),
        (S.DECIDED, "serve"),
        (S.ENTERED, "change"),
    ],
)
async def test_every_step_shows_its_page_and_refuses_what_it_does_not_know(
    client, cast, licence, state, path
):
    made = await build.an_entry(
        cast, licence, at=state, ground=Ground.TELECOM_LICENCE, kind=LimitKind.CONDITION, until=None
    )
    await sign_in(client, cast.bai if path in {"decide", "decline"} else cast.an)
    where = f"/desk/conditions/{made}"
    assert f"{where}/{path}" in (await client.get(where)).text
    assert (await client.get(f"{where}/{path}")).status_code == 200
    assert (await post(client, f"{where}/{path}", {"strange": "1"})).status_code == 422
    assert (await queries.for_update(made))["status"] == state


async def test_the_desk_asks_what_was_known_of_an_entry_on_a_day(client, cast, licence):
    made = await build.an_entry(cast, licence)
    await sign_in(client, cast.an)
    where = f"/desk/conditions/{made}"
    then = await client.get(f"{where}?as_of=2026-11-23&as_known=2026-11-22")
    assert "这不是现在的状态" in then.text
    assert "该日有效" not in then.text, "nothing was known of it on the day before"
    now = await client.get(f"{where}?as_of=2026-11-23")
    assert "该日有效" in now.text
    assert (await client.get(f"{where}?as_of=2027-01-01")).status_code == 422


async def test_the_licence_in_a_strangers_hand_reads_as_suspended(client, cast, tmp_path):
    licence = await granting.a_licence(cast, folder=tmp_path)
    token = (await documents.by_id(licence["document"]))["token"]
    assert "有效。该机构可以从事许可证载明的业务。" in (await client.get(f"/verify/{token}")).text
    await build.an_entry(cast, ("hr_licence", licence["number"]), since=licence["issued_on"])
    shown = (await client.get(f"/verify/{token}")).text
    assert "许可证没有终止，但正在暂停经营期间" in shown
    assert TEXT in shown


async def test_strangers_find_nothing_at_any_address(client, cast, licence):
    made = await build.an_entry(cast, licence)
    for stranger, addresses in (
        (cast.ding, (f"/desk/conditions/{made}", f"/desk/conditions/{made}/change", NEW)),
        (cast.f, (f"/firm/conditions/{made}",)),
    ):
        await sign_in(client, stranger)
        for address in addresses:
            assert (await client.get(address)).status_code == 404, address
    assert (await post(client, f"/firm/conditions/{made}/waiver", {"agreed": "yes"})).status_code == 404
    client.cookies.clear()
    assert (await client.get(f"/desk/conditions/{made}")).status_code in {302, 303, 401}

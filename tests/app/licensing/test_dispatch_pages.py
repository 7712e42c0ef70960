"""The dispatch licence through the pages: each group of questions, a late renewal, what runs on, the proof, the record of a term."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest

from app import clock
from app.access import sessions as cookies
from regulation import database
from regulation.accounts import sessions
from regulation.integrity import actions as integrity
from regulation.integrity.status import FactKind
from regulation.licensing.actions import ending, winding
from regulation.licensing.status import ApplicationStatus
from tests.builders import dispatch as build
from tests.builders import licensing
from tests.builders.licensing import MONDAY, PDF, subject
from tests.cast import post

NEW = "/firm/licensing/new?kind=dispatch_licence"
#: The licence of the builder ends with 2029-11-22; renewal was to be asked for by 2029-09-23.
LATE = MONDAY.replace(year=2029, month=9, day=24)
AFTER = MONDAY.replace(year=2029, month=11, day=23)


@pytest.fixture(autouse=True)
def uploads_aside(tmp_path, monkeypatch):
    from app.licensing import apply

    monkeypatch.setattr(apply, "folder", lambda: tmp_path)


@pytest.fixture
def at(monkeypatch):
    """Sets the clock of the pages."""
    return lambda now: monkeypatch.setattr(clock, "now", lambda: now)


@pytest.fixture(autouse=True)
def on_monday(at):
    at(MONDAY)


async def sign_in(client, who):
    """A session of the day that the test has, whatever day it is run."""
    if cookies.COOKIE in client.cookies:
        client.cookies.delete(cookies.COOKIE)
    session_id, now = f"test-{uuid4().hex}", clock.now()
    await database.execute(
        "insert into session (key, account, started_at, expires_at) values ($1, $2, $3, $4)",
        sessions.key_of(session_id),
        who.account_id,
        now,
        now + timedelta(hours=36),
    )
    client.cookies.set(cookies.COOKIE, session_id, domain="testserver.local", path="/")


async def test_a_firm_fills_in_every_group_and_submits(client, cast):
    await sign_in(client, cast.e)
    page = await client.get(NEW)
    assert "该许可只有一般程序" in page.text
    assert "告知承诺的后果" not in page.text
    key = re.search(r'name="request_key" value="([^"]+)"', page.text)[1]
    asked = {"kind": "dispatch_licence", "purpose": "new", "track": "general", "request_key": key}
    where = (await post(client, "/firm/licensing/new", asked)).headers["location"]
    firm = await database.row("select * from firm where id = $1", cast.firm)
    own = {name: value for name, value in subject(firm).items() if name not in ("name", "uscc")}
    for group, values in {"subject": own, **build.ANSWERS}.items():
        assert (await client.get(f"{where}/{group}")).status_code == 200
        answer = await post(client, f"{where}/{group}", values)
        assert answer.status_code == 303, answer.text
    for kind in build.PAPERS:
        answer = await post(
            client,
            f"{where}/papers/add",
            {"kind": kind},
            files={"file": (f"{kind}.pdf", PDF, "application/pdf")},
        )
        assert answer.status_code == 303, answer.text
    assert (await post(client, f"{where}/check", {"truthful": "true"})).status_code == 303


@pytest.mark.parametrize(
    ("group", "values", "said"),
    [
        ("capital", {"registered_capital": "1,999,999.99"}, "不得少于二百万元"),
        ("capital", {"registered_capital": "2000000", "currency": "USD"}, "currency"),
        ("management", {"rules": ["contracts"]}, "六项"),
        ("management", {"rules": ["contracts", "bribes"]}, ""),
        ("workplace", {"address": "某路1号"}, "请填写信息管理系统"),
    ],
)
async def test_what_is_lacking_or_was_not_asked_is_said_at_the_field(
    client, cast, tmp_path, group, values, said
):
    number = await build.a_draft(cast, folder=tmp_path)
    await sign_in(client, cast.e)
    answer = await post(client, f"/firm/licensing/{number}/{group}", values)
    assert answer.status_code in {400, 422}
    assert said in answer.text


async def test_groups_of_the_other_licence_are_not_here(client, cast, tmp_path):
    number = await build.a_draft(cast, folder=tmp_path)
    await sign_in(client, cast.e)
    for group in ("scope", "staff", "commitment", "operations"):
        assert (await client.get(f"/firm/licensing/{number}/{group}")).status_code == 404


async def test_a_late_renewal_is_offered_as_a_new_application(client, cast, tmp_path, at):
    await build.a_licence(cast, folder=tmp_path)
    at(LATE)
    await sign_in(client, cast.e)
    page = await client.get(NEW + "&purpose=renewal")
    assert "按照新申请经营许可办理" in page.text
    assert "2029" in page.text
    assert 'href="/firm/licensing/new?kind=dispatch_licence"' in page.text
    assert "该许可只有一般程序" in (await client.get(NEW)).text


async def test_the_firm_lists_reports_and_the_desk_closes(client, cast, tmp_path, at):
    licence = await build.a_licence(cast, folder=tmp_path)
    await ending.expire_due_ones(now=AFTER)
    await winding.begin_due_ones(now=AFTER)
    at(AFTER)
    own, desk = (f"/{side}/licences/{licence['id']}/winding-down" for side in ("firm", "desk"))
    await sign_in(client, cast.e)
    assert "报告许可终止后仍在履行的派遣合同" in (await client.get("/firm")).text
    page = await client.get(own)
    assert "不得招用新的被派遣劳动者" in page.text
    assert (
        await post(client, own, {"user_unit": "", "workers": "3", "last_on": "2030-01-01"})
    ).status_code == 422
    given = {"user_unit": "示例制造厂", "workers": "3", "last_on": "2029-11-23"}
    assert (await post(client, own, given)).status_code == 303
    assert (await post(client, f"{own}/complete", {})).status_code == 422
    assert (await post(client, f"{own}/complete", {"complete": "true"})).status_code == 303
    contract = await database.value("select id from running_contract")
    at(AFTER + timedelta(days=1))
    assert "已过届满日期" in (await client.get(own)).text
    assert (await client.get(f"{own}/{contract}")).status_code == 200

    await sign_in(client, cast.an)
    assert "示例制造厂" in (await client.get(desk)).text
    assert licence["number"] in (await client.get("/desk/winding-down")).text
    assert "原有派遣合同" in (await client.get("/desk")).text
    assert (await post(client, desk, {"reason": "查"})).status_code == 409

    await sign_in(client, cast.e)
    told = {"ended_on": "2029-11-24", "how": "expired"}
    assert (await post(client, f"{own}/{contract}", told | {"how": "vanished"})).status_code == 422
    assert (await post(client, f"{own}/{contract}", told)).status_code == 303
    await sign_in(client, cast.an)
    assert (await post(client, desk, {"reason": "已核实合同终止"})).status_code == 303
    assert "已全部终止" in (await client.get(desk)).text


async def test_it_is_nobody_elses(client, cast, tmp_path):
    licence = await build.a_licence(cast, folder=tmp_path)
    await ending.expire_due_ones(now=AFTER)
    await winding.begin_due_ones(now=AFTER)
    await sign_in(client, cast.f)
    for path in ("winding-down", "settlement"):
        assert (await client.get(f"/firm/licences/{licence['id']}/{path}")).status_code == 404
    await sign_in(client, cast.ding)
    for path in ("winding-down", "settlement", "term"):
        assert (await client.get(f"/desk/licences/{licence['id']}/{path}")).status_code == 404


async def test_the_proof_comes_before_the_request(client, cast, tmp_path):
    licence = await build.a_licence(cast, folder=tmp_path)
    base = f"/firm/licences/{licence['id']}"
    await sign_in(client, cast.e)
    answer = await client.get(f"{base}/cancellation")
    assert answer.headers["location"] == f"{base}/settlement"
    told = {"workers": "12", "relations": "全部协商解除", "insurance": "已转移", "truthful": "true"}
    file = {"file": ("证明.pdf", PDF, "application/pdf")}
    bad = {"file": ("证明.pdf", b"MZ not a pdf", "application/pdf")}
    assert (await post(client, f"{base}/settlement", told, files=bad)).status_code in {415, 422}
    assert (await post(client, f"{base}/settlement", told, files=file)).status_code == 303
    assert "劳务派遣业务" in (await client.get(f"{base}/cancellation")).text
    assert (await post(client, f"{base}/cancellation", {"reason": "不再经营"})).status_code == 303
    await sign_in(client, cast.bai)
    assert "全部协商解除" in (await client.get(f"/desk/licences/{licence['id']}/term")).text
    assert (await client.get(f"/desk/licences/{licence['id']}/settlement")).content == PDF


async def test_the_file_of_a_renewal_counts_the_penalties_of_the_term(client, cast, tmp_path, at):
    await build.a_licence(cast, folder=tmp_path)
    now = LATE - timedelta(days=10)
    for n in (1, 2):
        await integrity.record_fact(
            cast.firm,
            FactKind.PENALTY_GENERAL,
            source_kind="penalty_decision",
            source_number=f"朝人社监罚〔2028〕{n}号",
            occurred_on=MONDAY.replace(year=2028, month=n).date(),
            organ_id=None,
            actor=cast.bai,
            now=now,
        )
    at(now)
    number = await build.a_renewal(cast, at=ApplicationStatus.ACCEPTED, now=now)
    await sign_in(client, cast.an)
    page = await client.get(f"/desk/applications/{number}")
    assert "有法定不予延续的情形" in page.text
    assert "朝人社监罚〔2028〕2号" in page.text
    assert "第二十条未见原文" in page.text


async def test_the_other_licence_has_no_such_record(client, cast, tmp_path):
    licence = await licensing.a_licence(cast, folder=tmp_path)
    await sign_in(client, cast.an)
    assert (await client.get(f"/desk/licences/{licence['id']}/term")).status_code == 404


async def test_the_page_of_a_decision_names_the_articles_that_its_paper_names(client, cast, tmp_path):
    """A dispatch licence does not rest on the regulations of the human-resources market."""
    number = await build.an_application(cast, at=ApplicationStatus.PROPOSED, folder=tmp_path)
    await sign_in(client, cast.bai)
    for act in ("grant", "refuse"):
        shown = (await client.get(f"/desk/applications/{number}/{act}")).text
        assert "《劳务派遣行政许可实施办法》" in shown
        assert "《人力资源市场暂行条例》" not in shown


async def test_the_page_of_service_offers_only_what_is_served(client, cast, tmp_path):
    number = await build.an_application(cast, at=ApplicationStatus.ACCEPTED, folder=tmp_path)
    await sign_in(client, cast.an)
    shown = (await client.get(f"/desk/applications/{number}/serve")).text
    options = re.findall(r"<option[^>]*>([^<]*)", shown)
    assert any("受理通知书" in each for each in options)
    assert not any("申请表" in each for each in options)

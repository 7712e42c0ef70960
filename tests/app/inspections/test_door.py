"""At the door, without signing in: check, refuse, report, rate."""

import re
from datetime import timedelta

import pytest

from app import clock
from app.ledger import standing
from regulation import database
from regulation.inspections.actions import approving
from regulation.inspections.status import TaskStatus
from regulation.ledger import checkpoints
from tests.builders import inspections as build
from tests.cast import post, sign_in

NOW = build.NOW
AT = NOW + timedelta(days=3)
REPORT = {"kind": "officer", "facts": "来了三人，其中一人不在名单上", "was_refused": "true"}
RATING = {
    "score": "4", "showed_code": "true", "showed_certificates": "true", "kept_to_form": "false", "words": "多看了一项",
}  # fmt: skip


@pytest.fixture
def at(monkeypatch):
    def set_clock(now):
        monkeypatch.setattr(clock, "now", lambda: now)
        monkeypatch.setattr(clock, "today", (now + timedelta(hours=8)).date)

    set_clock(AT)
    return set_clock


async def shown(client, cast, task_id):
    """The officer shows the code; the address the firm opens."""
    first, _second = await build.team_of(cast, task_id)
    await sign_in(client, first)
    text = (await client.get(f"/field/visits/{task_id}/code")).text
    assert "data:image/svg+xml" in text
    await sign_in(client, None)
    token = await database.value("select token from door_code where task = $1 order by made_at desc", task_id)
    return f"/visit-check/{token}"


async def test_the_firm_sees_who_comes_why_and_what_is_left(client, cast, at):
    task_id = await build.a_task(cast, at=TaskStatus.NOTIFIED)
    address = await shown(client, cast, task_id)
    answer = await client.get(address)
    assert answer.headers["cache-control"] == "no-store"
    text = answer.text
    for each in (
        "检查有效",
        "陈一",
        "陈二",
        "京朝人社检批",
        "上限1次，已用0次；本次之后还剩0次",
        "辅助人员1人",
        "/draws/BJ110105-2026-0001/firms/",
    ):
        assert each in text, each
    assert "The visit is valid" in (await client.get(f"{address}?lang=en")).text


async def test_a_code_of_yesterday_says_do_not_let_them_in(client, cast, at):
    task_id = await build.a_task(cast, at=TaskStatus.NOTIFIED)
    address = await shown(client, cast, task_id)
    at(AT + timedelta(days=1))
    text = (await client.get(address)).text
    assert "请勿放行" in text
    assert "京朝人社检批" not in text


async def test_an_approval_that_became_void_says_do_not_let_them_in(client, cast, at):
    task_id = await build.a_task(cast, at=TaskStatus.NOTIFIED)
    address = await shown(client, cast, task_id)
    await approving.reopen(task_id, reason="检查组依法变更", actor=cast.an, now=AT)
    assert "请勿放行" in (await client.get(address)).text


async def test_while_the_database_takes_nothing_a_code_opens_and_nothing_is_noted(
    client, cast, at, monkeypatch
):
    task_id = await build.a_task(cast, at=TaskStatus.NOTIFIED)
    address = await shown(client, cast, task_id)

    async def contradicted():
        return checkpoints.Regressed("")

    monkeypatch.setattr(standing, "refusal", contradicted)
    assert "检查有效" in (await client.get(address)).text
    assert await database.value("select scanned_at from door_code where task = $1", task_id) is None
    monkeypatch.undo()
    first, _second = await build.team_of(cast, task_id)
    await sign_in(client, first)
    monkeypatch.setattr(standing, "refusal", contradicted)
    assert (await client.get(f"/field/visits/{task_id}/code")).status_code == 503


async def test_unknown_codes_are_answered_and_guessing_is_slowed(client, cast, at):
    for _try in range(20):
        answer = await client.get("/visit-check/ABCDEFGHJKMNPQRS")
        assert answer.status_code == 404
    assert "有权拒绝" in answer.text
    assert (await client.get("/visit-check/ABCDEFGHJKMNPQRS")).status_code == 429
    assert (await client.get("/visit-check", params={"q": "abcd efgh-jkmn pqrs"})).headers["location"] == (
        "/visit-check/ABCDEFGHJKMNPQRS"
    )


async def test_a_refusal_is_kept_and_a_flood_of_them_is_not(client, cast, at):
    task_id = await build.a_task(cast, at=TaskStatus.NOTIFIED)
    address = await shown(client, cast, task_id)
    assert (await post(client, f"{address}/report", {**REPORT, "facts": ""})).status_code == 422
    sent = await post(client, f"{address}/report", REPORT)
    assert "已收到您的反映" in sent.text
    for _again in range(4):
        assert (await post(client, f"{address}/report", REPORT)).status_code == 200
    assert (await post(client, f"{address}/report", REPORT)).status_code == 429
    assert await database.value("select count(*) from entry_report") == 5
    tracking = re.search(r'<strong class="code">(\w{16})', sent.text).group(1)
    followed = await post(client, "/visit-reports/track", {"code": tracking.lower()})
    assert "正在核实" in followed.text
    assert (await post(client, "/visit-reports/track", {"code": "x"})).status_code == 422
    assert (await post(client, f"{address}/report", {**REPORT, "kind": "unheard"})).status_code == 422


async def test_supervisors_answer_and_nobody_else_reads_who_reported(client, cast, at):
    task_id = await build.a_task(cast, at=TaskStatus.NOTIFIED)
    address = await shown(client, cast, task_id)
    sent = await post(client, f"{address}/report", REPORT | {"contact": "13800000000"})
    tracking = re.search(r'<strong class="code">(\w{16})', sent.text).group(1)
    report = await database.value("select id from entry_report")
    page = f"/desk/visit-reports/{report}"
    for stranger, status in (
        (cast.an, 403),
        (cast.bai, 403),
        (cast.ding, 403),
        (cast.chen, 403),
        (cast.e, 403),
    ):
        await sign_in(client, stranger)
        assert (await client.get(page)).status_code == status
    await sign_in(client, cast.ning)
    assert "13800000000" in (await client.get(page)).text
    assert "机构反映待核实" in (await client.get("/desk")).text
    assert (await post(client, f"{page}/answer", {"answer": "经核实，来人为辅助人员"})).status_code == 403
    await sign_in(client, cast.lu)
    assert "京朝人社检报" in (await client.get("/desk/visit-reports")).text
    assert (await post(client, f"{page}/answer", {"answer": "知道"})).status_code == 422
    assert (
        await post(client, f"{page}/answer", {"answer": "经核实，来人为事先报批的辅助人员"})
    ).status_code == 303
    assert (
        await post(client, f"{page}/answer", {"answer": "经核实，来人为事先报批的辅助人员"})
    ).status_code == 409
    await sign_in(client, None)
    assert "事先报批的辅助人员" in (await post(client, "/visit-reports/track", {"code": tracking})).text


async def test_a_report_sent_twice_is_one_report_with_one_tracking_code(client, cast, at):
    task_id = await build.a_task(cast, at=TaskStatus.NOTIFIED)
    address = await shown(client, cast, task_id)
    unplanned = {
        "organ": "110105", "firm": "某人力公司", "place": "朝阳区某路1号", "happened_at": "2026-06-04T09:30",
        "facts": "两人未出示证件要求查看合同",
    }  # fmt: skip
    for page, action, said in (
        (address, f"{address}/report", REPORT),
        ("/visit-reports/new", "/visit-reports/new", unplanned),
    ):
        key = re.search(r'name="request_key" value="([^"]+)"', (await client.get(page)).text)[1]
        sent = [await post(client, action, said | {"request_key": key}) for _twice in range(2)]
        codes = [re.search(r'<strong class="code">(\w{16})', each.text)[1] for each in sent]
        assert codes[0] == codes[1]
        other = await post(client, action, said | {"request_key": key, "officers": "别人"})
        assert other.status_code == 409
    assert await database.value("select count(*) from entry_report") == 2


async def test_a_visit_without_any_code_is_reported_by_anybody(client, cast, at):
    sent = {
        "organ": "110105", "firm": "某人力公司", "place": "朝阳区某路1号", "happened_at": "2026-06-04T09:30",
        "facts": "两人未出示证件要求查看合同",
    }  # fmt: skip
    assert "反映没有通知的检查" in (await client.get("/visit-reports/new")).text
    assert (await post(client, "/visit-reports/new", {**sent, "organ": ""})).status_code == 422
    assert (
        await post(client, "/visit-reports/new", {**sent, "happened_at": "2026-07-04T09:30"})
    ).status_code == 422
    assert (await post(client, "/visit-reports/new", {**sent, "extra": "1"})).status_code == 422
    for _again in range(10):
        assert (await post(client, "/visit-reports/new", sent)).status_code == 200
    assert (await post(client, "/visit-reports/new", sent)).status_code == 429
    happened = await database.value("select distinct happened_at from entry_report")
    assert happened.isoformat() == "2026-06-04T01:30:00+00:00"


async def test_the_holder_of_the_code_rates_once_and_the_team_reads_it_after_the_close(client, cast, at):
    task_id = await build.a_task(cast, at=TaskStatus.NOTIFIED)
    address = await shown(client, cast, task_id)
    assert (await post(client, f"{address}/rate", RATING)).status_code == 409, "nothing has happened yet"
    first, _second = await build.team_of(cast, task_id)
    scan = await build.a_scan(task_id)
    await build.visiting.start(task_id, place="抽查路1号", told=True, scan=scan, actor=first, now=AT)
    at(AT + timedelta(days=1))
    assert "评价本次检查" in (await client.get(address)).text
    assert (await post(client, f"{address}/rate", {**RATING, "score": "6"})).status_code == 422
    assert (await post(client, f"{address}/rate", RATING)).status_code == 303
    assert (await post(client, f"{address}/rate", RATING)).status_code == 409
    await sign_in(client, first)
    assert "多看了一项" not in (await client.get(f"/field/visits/{task_id}")).text


async def a_user_of(client, cast, firm):
    """E files for the inspected firm."""
    await database.execute("update firm_member set firm_id = $2 where person = $1", cast.e.person_id, firm)
    await sign_in(client, cast.e)


async def test_the_firm_knows_of_its_visit_from_the_notice_on(client, cast, at):
    task_id = await build.a_task(cast, at=TaskStatus.NOTIFIED)
    firm = await database.value("select firm from inspection_task where id = $1", task_id)
    page = f"/firm/visits/{task_id}"
    await sign_in(client, cast.f)
    assert (await client.get(page)).status_code == 404
    assert (await post(client, f"{page}/rate", RATING)).status_code == 404
    await a_user_of(client, cast, firm)
    text = (await client.get(page)).text
    assert "行政检查通知书" in text
    assert "行政检查审批表" not in text, "the form is the organ's own"
    assert "待检查" in (await client.get("/firm/visits")).text
    assert (await client.get(f"{page}?lang=en")).status_code == 200


async def test_the_firm_does_not_know_of_a_surprise(client, cast, at):
    task_id = await build.a_task(cast, at=TaskStatus.NOTIFIED, announced=False)
    firm = await database.value("select firm from inspection_task where id = $1", task_id)
    await a_user_of(client, cast, firm)
    assert (await client.get(f"/firm/visits/{task_id}")).status_code == 404
    assert "待检查" not in (await client.get("/firm/visits")).text


async def test_the_firm_rates_its_closed_visit_once(client, cast, at):
    task_id = await build.a_task(cast, at=TaskStatus.PUBLISHED)
    firm = await database.value("select firm from inspection_task where id = $1", task_id)
    at(NOW + timedelta(days=6))
    await a_user_of(client, cast, firm)
    page = f"/firm/visits/{task_id}"
    assert "评价本次检查" in (await client.get(page)).text
    assert (await post(client, f"{page}/rate", {**RATING, "score": ""})).status_code == 422
    assert (await post(client, f"{page}/rate", RATING)).status_code == 303
    assert "多看了一项" in (await client.get(page)).text
    assert (await post(client, f"{page}/rate", RATING)).status_code == 409
    await sign_in(client, cast.lu)
    text = (await client.get("/desk/visit-reports?lang=en")).text
    assert "4.00" in text
    assert "多看了一项" not in text

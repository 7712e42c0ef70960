"""What neighbours, strangers and latecomers get; and that the arithmetic leaves the server free."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from app import clock
from app.inspections import running
from regulation import database
from regulation.inspections import rules, sources
from regulation.inspections.draw import record
from regulation.inspections.status import DrawStatus, PlanStatus, TaskStatus
from tests.builders import inspections as build
from tests.builders.pictures import JPEG
from tests.cast import post, sign_in

NOW = build.NOW
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def at(monkeypatch):
    """Sets the clock on the wall."""

    def set_clock(now):
        monkeypatch.setattr(clock, "now", lambda: now)
        monkeypatch.setattr(clock, "today", (now + timedelta(hours=8)).date)

    set_clock(NOW)
    return set_clock


async def test_ding_of_the_neighbouring_district_finds_nothing(client, cast, at):
    task_id = await build.a_task(cast)
    plan = await database.value("select id from inspection_plan")
    await sign_in(client, cast.ding)
    for path in (
        f"/desk/plans/{plan}",
        "/desk/draws/BJ110105-2026-0001",
        f"/desk/visits/{task_id}",
        "/desk/draws/BJ110105-2026-0001/roster",
    ):
        assert (await client.get(path)).status_code == 404, path
    for path in (f"/desk/plans/{plan}/adopt", f"/desk/visits/{task_id}/publish"):
        assert (await post(client, path)).status_code == 404, path
    for path in ("/desk/plans", "/desk/draws", "/desk/visits"):
        shown = await client.get(path)
        assert shown.status_code == 200
        assert "抽查00" not in shown.text
        assert "BJ110105" not in shown.text


async def test_an_inspector_outside_the_team_finds_nothing(client, cast, at):
    task_id = await build.a_task(cast, at=TaskStatus.STARTED)
    [other] = await build.more_inspectors(cast, 1)
    await sign_in(client, other)
    assert str(task_id) not in (await client.get("/field")).text
    for path in (
        "",
        "/start",
        "/items/displayed",
        "/firm",
        "/photos",
        "/submit",
        "/confirm",
        "/unable",
        "/return",
    ):
        address = f"/field/visits/{task_id}{path}"
        data = {
            "answer": "compliant",
            "reason": "x",
            "unable": "refused",
            "note": "到场后被拒之门外，多次说明无效",
            "place": "x",
        }
        wanted = {k: v for k, v in data.items() if k in FIELDS.get(path, ())}
        files = {"photo": ("a.jpg", JPEG, "image/jpeg")} if path == "/photos" else None
        answer = await post(client, address, wanted, files=files) if path else await client.get(address)
        assert answer.status_code == 404, path


FIELDS = {
    "/items/displayed": ("answer",),
    "/return": ("reason",),
    "/unable": ("unable", "note"),
    "/start": ("place",),
}


async def test_the_firm_sees_its_own_record_after_the_close(client, cast, at):
    await build.a_registration(cast.firm, "许可甲")
    await build.a_registration(cast.other_firm, "许可乙", "110108")
    line = (await build.a_plan(cast))[1]
    draw = await build.a_draw(cast, line=line, firms=0)
    task_id = await build.a_task(cast, draw=draw, at=TaskStatus.SUBMITTED)
    await sign_in(client, cast.e)
    before = (await client.get(f"/firm/visits/{task_id}")).text
    assert "行政检查通知" in before
    assert "未发现问题" not in before
    assert "检查单</h2>" not in before, "the record is the firm's once both officers have signed"
    _first, second = await build.team_of(cast, task_id)
    await sign_in(client, second)
    assert (await post(client, f"/field/visits/{task_id}/confirm")).status_code == 303
    await sign_in(client, cast.e)
    assert "未发现问题" in (await client.get(f"/firm/visits/{task_id}")).text
    assert str(task_id) in (await client.get("/firm/visits")).text
    await sign_in(client, cast.f)
    assert (await client.get(f"/firm/visits/{task_id}")).status_code == 404


async def test_before_the_result_only_what_is_fixed_is_public(client, cast, at):
    draw_id = await build.a_draw(cast, at=DrawStatus.COMMITTED)
    file = (await client.get(f"/draws/{draw_id}.json")).json()
    assert set(file) == {
        "description",
        "status",
        "disclosure",
        "params",
        "manifest",
        "commitment",
        "subjects",
    }
    assert len(file["subjects"]) == 4
    pseudonym = await database.value("select pseudonym from draw_inspector limit 1")
    for path in (f"/draws/{draw_id}", f"/draws/{draw_id}.json", f"/draws/{draw_id}/firms?q=抽查"):
        answer = await client.get(path)
        assert answer.status_code == 200
        assert pseudonym not in answer.text
        assert cast.chen.name not in answer.text
    subject = file["subjects"][0]["id"]
    assert (await client.get(f"/draws/{draw_id}/firms/{subject}")).status_code == 404


async def test_after_the_result_no_name_of_an_inspector_is_public(client, cast, at):
    draw_id = await build.a_draw(cast)
    for path in (f"/draws/{draw_id}", f"/draws/{draw_id}.json"):
        answer = await client.get(path)
        assert cast.chen.name not in answer.text
        assert cast.cui.name not in answer.text


async def test_every_firm_of_the_roster_reads_why(client, cast, at):
    draw_id = await build.a_draw(cast, firms=5)
    found = {
        each["subject"]: each["status"]
        for each in await database.rows("select subject, status from draw_subject")
    }
    drawn = {each["firm_number"] for each in await build.tasks_of(cast, draw_id)}
    for subject in found:
        shown = (await client.get(f"/draws/{draw_id}/firms/{subject}")).text
        assert ("没有抽中" not in shown) == (subject in drawn)
    assert (await client.get(f"/draws/{draw_id}/firms/F9999999")).status_code == 404


async def test_an_abandoned_draw_stays_in_the_list_with_its_reason(client, cast, at):
    draw_id = await build.a_draw(cast, at=DrawStatus.ABANDONED)
    listed = await client.get("/draws?status=abandoned&year=2026&organ=110105")
    assert draw_id in listed.text
    assert "名录有误" in listed.text
    assert draw_id not in (await client.get("/draws?status=drawn")).text
    assert (await client.get("/draws?year=abc&status=nonsense")).status_code == 200


async def test_a_stale_page_changes_nothing(client, cast, at):
    draw_id = await build.a_draw(cast, at=DrawStatus.COMMITTED)
    await sign_in(client, cast.an)
    sent = {"source": "drand", "session_at": "2026-06-05T10:00"}
    assert (await post(client, f"/desk/draws/{draw_id}/schedule", sent)).status_code == 409
    subject = await database.value("select subject from draw_subject limit 1")
    edit = {"subject": subject, "status": "excluded", "reason": "suspended", "explanation": "晚了"}
    assert (await post(client, f"/desk/draws/{draw_id}/subjects", edit)).status_code == 409
    unknown = await post(client, f"/desk/draws/{draw_id}/schedule", {**sent, "inspector": "i-1"})
    assert unknown.status_code == 422


async def test_no_form_of_the_draw_names_an_officer_for_a_firm(application):
    posted = [
        route.path
        for route in application.routes
        if route.path.startswith(("/desk/draws", "/desk/visits")) and "POST" in getattr(route, "methods", ())
    ]
    acts = {path.rpartition("/")[2] for path in posted}
    assert acts == {
        "draws", "subjects", "inspectors", "schedule", "commit", "entropy", "compute", "abandon", "publish", "carry",
        "propose", "approve", "decline", "notify", "reopen",
        "commitment", "deposit", "reveal", "open", "void", "disclose", "state", "replace", "partners", "end",
        "correct", "tell", "{correction_id:uuid}", "report-check",
    }  # fmt: skip


async def test_a_draft_plan_is_not_public(client, cast, at):
    plan, _line = await build.a_plan(cast, at=PlanStatus.DRAFT)
    assert (await client.get(f"/draws/plans/{plan}")).status_code == 404
    await sign_in(client, cast.an)
    shown = await client.get(f"/desk/plans/{plan}")
    assert "增加批次" in shown.text
    wrong = await post(client, f"/desk/plans/{plan}/lines", {"month": "13", "title": "", "rate_a": "101"})
    assert wrong.status_code == 422


async def test_the_item_list_shows_basis_and_doubt(client, cast):
    shown = (await client.get("/draws/items")).text
    assert "第三十二条" in shown
    assert "待主管机关公布后调整" in shown


async def test_the_command_needs_neither_database_nor_web_libraries(client, cast, at, tmp_path):
    draw_id = await build.a_draw(cast)
    file = tmp_path / "draw.json"
    file.write_bytes((await client.get(f"/draws/{draw_id}.json")).content)
    lean = "import sys\nfor name in ('asyncpg', 'piccolo', 'litestar'):\n    sys.modules[name] = None\n"
    run = f"{lean}from app.cli import main\nsys.exit(main(['verify-draw', {str(file)!r}]))"
    done = subprocess.run([sys.executable, "-c", run], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.startswith("equal")) == (0, True), done.stderr
    missing = run.replace(str(file), str(tmp_path / "none.json"))
    assert (
        subprocess.run([sys.executable, "-c", missing], cwd=ROOT, capture_output=True, check=False).returncode
        == 2
    )


def dies(_material):
    """What a process does that is killed in the middle of computing."""
    os._exit(9)


async def test_a_process_killed_while_computing_changes_nothing_and_may_be_tried_again(
    client, cast, at, monkeypatch
):
    draw_id = await build.a_draw(cast, at=DrawStatus.ENTROPY)
    await sign_in(client, cast.gu)
    with monkeypatch.context() as broken:
        broken.setattr(running.draw_computing, "conclude", dies)
        failed = await post(client, f"/desk/draws/{draw_id}/compute")
    assert failed.status_code == 409
    assert "什么都没有改变" in failed.text
    assert await database.value("select count(*) from inspection_task") == 0
    assert (await post(client, f"/desk/draws/{draw_id}/compute")).status_code == 303
    assert await database.value("select count(*) from inspection_task") > 0


async def test_three_thousand_firms_are_drawn_beside_the_event_loop(monkeypatch):
    strata = rules.strata(rules.RATES.on(NOW.date()), 1, ["displayed"])
    entropy = sources.declared(sources.preset("dice", NOW + timedelta(hours=25)))
    material = {
        "params": rules.params("BJ110105-2026-0001", "大名录", strata, entropy),
        "subjects": [
            {"id": f"F{n:07d}", "stratum": "ABCD"[n % 4], "district": "110105", "status": "eligible", "reason": "", "groups": [], "salt": ""}
            for n in range(3000)
        ],
        "inspectors": [
            {"id": f"i-{n:02d}", "district": "110105", "dept": "hrss", "quals": [], "capacity": 200, "load_before": 0,
             "conflicts": [], "rotation": [], "salt": ""}
            for n in range(20)
        ],
        "transcript": {"alternative": 0, "entropy": [{"id": "dice", "value": build.THROWS}], "secrets": []},
        "amendments": [],
    }  # fmt: skip
    here = record.run(material)

    def not_here(_value):
        raise AssertionError("computed in the web process")

    # Another process has its own copy of the module; this one would trip.
    monkeypatch.setattr(record, "run_checked", not_here)
    assert await running.result_of(material) == here
    assert len(here["assignment"]["teams"]) == 8 + 38 + 150 + 750


async def test_a_finding_leads_to_an_order_or_a_case(client, cast, at):
    task_id = await build.a_task(cast, at=TaskStatus.CONFIRMED, problem="displayed")
    await sign_in(client, cast.an)
    shown = (await client.get(f"/desk/visits/{task_id}")).text
    assert "/desk/orders/new?source=finding&amp;number=" in shown
    assert "/desk/cases/new?source=finding&amp;number=" in shown
    assert "/publish" in shown


async def test_a_visit_not_made_is_carried_over_with_its_reason(client, cast, at):
    task_id = await build.a_task(cast)
    await sign_in(client, cast.an)
    address = f"/desk/visits/{task_id}"
    assert (await post(client, f"{address}/carry", {"reason": ""})).status_code == 422
    assert (await post(client, f"{address}/carry", {"reason": "机构搬迁"})).status_code == 303
    assert (await post(client, f"{address}/carry", {"reason": "机构搬迁"})).status_code == 409
    assert "机构搬迁" in (await client.get(address)).text


async def test_a_failed_visit_is_written_up_and_confirmed_by_the_other(client, cast, at):
    task_id = await build.a_task(cast, at=TaskStatus.NOTIFIED)
    first, second = await build.team_of(cast, task_id)
    at(NOW + timedelta(days=3))
    address = f"/field/visits/{task_id}"
    note = "上午到登记住所，门锁无人，物业称已搬走"
    await sign_in(client, second)
    assert (
        await post(client, f"{address}/unable", {"unable": "unreachable", "note": note})
    ).status_code == 403
    await sign_in(client, first)
    assert (
        await post(client, f"{address}/unable", {"unable": "unreachable", "note": "没人"})
    ).status_code == 422
    assert (
        await post(client, f"{address}/unable", {"unable": "unreachable", "note": note})
    ).status_code == 303
    await sign_in(client, second)
    assert note in (await client.get(address)).text
    assert (await post(client, f"{address}/return", {"reason": "再去一次"})).status_code == 303
    assert "由第一名执法人员提交" in (await client.get(address)).text


async def test_every_page_speaks_english(client, cast, at):
    task_id = await build.a_task(cast, at=TaskStatus.PUBLISHED, problem="displayed")
    await sign_in(client, cast.an)
    wanted = {
        "/draws/items?lang=en": "Key item",
        "/draws/BJ110105-2026-0001?lang=en": "How to verify",
        f"/desk/visits/{task_id}?lang=en": "Problems found, correction ordered",
        "/desk/draws?lang=en": "Drawn by lot",
    }
    for path, words in wanted.items():
        assert words in (await client.get(path)).text, path


async def test_a_draw_without_lawful_teams_shows_the_firms_and_says_why(client, cast, at):
    made = await build.some_firms(3)
    for firm in made:
        await database.execute(
            "insert into conflict (id, person, firm_id, reason, declared_on)"
            " values (gen_random_uuid(), $1, $2, '亲属', '2026-01-01')",
            cast.chen.person_id,
            firm,
        )
    draw_id = await build.a_draw(cast, line=(await build.a_plan(cast))[1], firms=0)
    shown = (await client.get(f"/draws/{draw_id}")).text
    assert "按规则无法给每家机构分配两名执法人员" in shown
    drawn = (await client.get(f"/draws/{draw_id}.json")).json()["expected"]["strata"][0]["selected"]
    assert drawn
    assert all(f"/draws/{draw_id}/firms/{number}" in shown for number in drawn)

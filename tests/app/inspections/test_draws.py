"""The pages of a draw: sources and secrets through the forms, the room as a witness sees it, replacements, the fairness report."""

import hashlib
import re
from datetime import timedelta

import pytest

from app import clock
from app.commands import draw_secret, verify_draw
from regulation import database
from regulation.inspections.actions import announcing, leads
from regulation.inspections.draw import entropy
from regulation.inspections.queries import tasks
from regulation.inspections.status import DrawStatus
from tests.builders import inspections as build
from tests.cast import post, sign_in

NOW = build.NOW
SESSION = NOW + timedelta(hours=25)
PDF = b"%PDF-1.4\n%%EOF\n"
DRAW = "BJ110105-2026-0001"


@pytest.fixture
def at(monkeypatch):
    """Sets the clock on the wall."""

    def set_clock(now):
        monkeypatch.setattr(clock, "now", lambda: now)
        monkeypatch.setattr(clock, "today", (now + timedelta(hours=8)).date)

    set_clock(NOW)
    return set_clock


def secret(party):
    return hashlib.sha256(party.encode()).digest()


async def test_a_sealed_draw_through_its_pages(client, cast, at, tmp_path):
    await build.some_firms(5)
    line = (await build.a_plan(cast))[1]
    await sign_in(client, cast.an)
    sent = {
        "line": str(line), "source": "custom", "parties": ["discipline", "association"], "disclosure": "after",
        "a1_kinds": ["dice", "lottery"], "a1_game": "ssq", "a1_issue": "2026061", "a1_at": "2026-06-02T11:00",
        "a1_deadline": "2026-06-02T13:00", "a2_kinds": ["drand"], "a2_at": "2026-06-02T13:10", "a2_deadline": "2026-06-02T20:00",
    }  # fmt: skip
    for wrong, words in (
        ({"disclosure": "open"}, "只公开散列值"),
        ({"a1_kinds": ["lottery"]}, "不足64位"),
        ({"a2_at": "2026-06-02T12:00"}, "截止之后才产生"),
        ({"a1_at": "2026-06-02T08:00"}, "太早"),
    ):
        refused = await post(client, "/desk/draws", sent | wrong)
        assert (refused.status_code, words in refused.text) == (422, True), words
    key = re.search(r'name="request_key" value="([^"]+)"', (await client.get("/desk/draws/new")).text)[1]
    pressed = [await post(client, "/desk/draws", sent | {"request_key": key}) for _twice in range(2)]
    assert [each.headers["location"] for each in pressed] == [f"/desk/draws/{DRAW}"] * 2
    assert await database.value("select count(*) from inspection_draw") == 1
    room = f"/desk/draws/{DRAW}"
    assert "尚未交来" in (await client.get(room)).text
    for party in ("discipline", "association"):
        await sign_in(client, cast.an)
        commit = entropy.secret_commit(DRAW, party, secret(party))
        page = f"{room}/parties/{party}"
        assert (
            await post(client, f"{page}/commitment", {"commit": "ABC", "handed_in_by": ""})
        ).status_code == 422
        assert (
            await post(client, f"{page}/commitment", {"commit": commit, "handed_in_by": "来人"})
        ).status_code == 303
        assert (await post(client, f"{page}/deposit", {"envelope": "封1"})).status_code == 403
        await sign_in(client, cast.ning)
        assert (await post(client, f"{page}/deposit", {"envelope": ""})).status_code == 422
        assert (await post(client, f"{page}/deposit", {"envelope": "封1"})).status_code == 303
    await sign_in(client, cast.gu)
    assert (await post(client, f"{room}/commit")).status_code == 303
    await nothing_leads_to_the_firms(client)
    await opened(client, cast, at, room)
    await nothing_leads_to_the_firms(client)
    assert await database.value("select count(*) from document where kind = 'draw_notice'") == 0
    await announcing.disclose_due(now=SESSION + timedelta(days=31))
    file = tmp_path / "draw.json"
    file.write_bytes((await client.get(f"/draws/{DRAW}.json")).content)
    assert verify_draw.run(type("Args", (), {"files": (file,), "part": False})) == 0
    assert "为什么" in (await client.get(f"/draws/{DRAW}")).text


async def nothing_leads_to_the_firms(client):
    """What a stranger gets of a sealed draw, before and after its result."""
    await sign_in(client, None)
    subject = await database.value("select subject from draw_subject limit 1")
    paths = (
        f"/draws/{DRAW}",
        f"/draws/{DRAW}.json",
        f"/draws/{DRAW}/room",
        f"/draws/{DRAW}/room/state",
        f"/draws/{DRAW}/evidence",
        "/draws.json",
    )
    for path in paths:
        told = (await client.get(path)).text
        assert "抽查00" not in told, path
        assert not re.search(r"\bF\d{7}\b", told), path
        assert not any(secret(party).hex() in told for party in ("discipline", "association")), path
    assert (await client.get(f"/draws/{DRAW}/firms?q=抽查")).status_code == 404
    # The same answer for a firm that was drawn, one that was not, and one that does not exist.
    answers = {
        (await client.get(f"/draws/{DRAW}/firms/{each}")).status_code for each in (subject, "F9999999")
    }
    assert len(answers) == 1
    assert answers <= {303, 404}


async def opened(client, cast, at, room):
    """The dice and the lottery have spoken; one party opens its secret, the auditor the other's."""
    at(SESSION + timedelta(minutes=5))
    await sign_in(client, cast.gu)
    value = {
        "alternative": "0",
        "dice": build.THROWS,
        "lottery": "02,07,11,19,26,33+08",
        "witness_1": "证一",
        "witness_2": "证二",
    }
    assert (
        await post(client, f"{room}/entropy", value | {"lottery": "07,02,11,19,26,33+08"})
    ).status_code == 422
    assert (await post(client, f"{room}/entropy", value)).status_code == 303
    assert (await post(client, f"{room}/compute")).status_code == 409
    first = f"{room}/parties/discipline/reveal"
    assert (await post(client, first, {"value": secret("association").hex()})).status_code == 422
    assert (await post(client, first, {"value": secret("discipline").hex()})).status_code == 303
    await sign_in(client, cast.ning)
    envelope = f"{room}/parties/association/open"
    assert (await post(client, envelope, {"sealed": "00"})).status_code == 422
    assert (await post(client, envelope, {"sealed": secret("association").hex()})).status_code == 303
    await sign_in(client, cast.gu)
    assert (await post(client, f"{room}/compute")).status_code == 303


async def test_a_witness_follows_the_room_and_hears_of_each_change_once(client, cast, at):
    draw_id = await build.a_draw(cast, at=DrawStatus.COMMITTED)
    shown = (await client.get(f"/draws/{draw_id}/room")).text
    commitment = await database.value("select commitment from draw_commitment")
    assert commitment[:8] in shown
    assert 'aria-live="polite"' in shown
    assert "data:image/svg" in shown
    again = re.search(r'hx-get="([^"]+)"', shown)[1].replace("&amp;", "&")
    assert (await client.get(again)).status_code == 204
    at(SESSION + timedelta(minutes=1))
    await build.drawing.enter_entropy(
        draw_id, build.THROWS, witnesses=["证一", "证二"], actor=cast.gu, now=SESSION
    )
    changed = await client.get(again)
    assert (changed.status_code, build.THROWS in changed.text) == (200, True)
    await build.drawing.conclude(
        draw_id, build.record.run(await build.draws.material(await build.draws.draw(cast.gu, draw_id))), actor=cast.gu, now=SESSION
    )  # fmt: skip
    over = (await client.get(again)).text
    assert "hx-get" not in over
    assert "抽出" in over
    assert (await client.get("/draws/BJ110105-2026-0009/room")).status_code == 404


async def test_a_replacement_through_the_pages(client, cast, at):
    await build.more_inspectors(cast, 2)
    task_id = await build.a_task(cast)
    draw_id = (await tasks.at_desk(cast.an, task_id))["draw_id"]
    at(NOW + timedelta(days=2))
    leaver = (await tasks.members(task_id))[0]
    ask = f"/desk/visits/{task_id}/replace"
    sent = {
        "kind": "replace_inspector",
        "inspector": leaver["pseudonym"],
        "reason": "left-office",
        "explanation": "已调往其他部门，见通知",
    }
    await sign_in(client, cast.ding)
    assert (await post(client, ask, sent)).status_code == 404
    await sign_in(client, cast.an)
    assert "任何人不能指定" in (await client.get(ask)).text
    assert (await post(client, ask, sent | {"reason": "ill", "explanation": "病"})).status_code == 422
    assert (await post(client, ask, sent | {"new_inspector": "i-1"})).status_code == 422
    html = {"evidence": ("证明.pdf", b"<html>", "application/pdf")}
    assert (await post(client, ask, sent, files=html)).status_code == 422
    proof = {"evidence": ("证明.pdf", PDF, "application/pdf")}
    assert (await post(client, ask, sent, files=proof)).status_code == 303
    request = await database.value("select id from amendment_request")
    page = f"/desk/amendments/{request}"
    await sign_in(client, cast.ann)
    assert "撤回申请" not in (await client.get(page)).text
    assert (await post(client, f"{page}/withdraw")).status_code == 404
    await sign_in(client, cast.an)
    assert "撤回申请" in (await client.get(page)).text
    assert (await post(client, f"{page}/withdraw")).status_code == 303
    assert (await post(client, f"{page}/withdraw")).status_code == 409
    assert (await post(client, ask, sent, files=proof)).status_code == 303
    request = await database.value("select id from amendment_request where status = 'requested'")
    page = f"/desk/amendments/{request}"
    assert (await post(client, f"{page}/grant")).status_code == 403
    await sign_in(client, cast.gu)
    assert "同意并按号更换" in (await client.get(page)).text
    assert (
        "申请更换" in (await client.get(f"/desk/draws/{draw_id}")).text
        or "更换申请" in (await client.get(f"/desk/draws/{draw_id}")).text
    )
    file = await database.value("select id from attachment where matter_id = $1", request)
    assert (await client.get(f"{page}/files/{file}")).content == PDF
    assert (await client.get(f"{page}/files/{request}")).status_code == 404
    assert (await post(client, f"{page}/refuse", {"answer": ""})).status_code == 422
    assert (await post(client, f"{page}/grant")).status_code == 303
    assert (await post(client, f"{page}/grant")).status_code == 409
    assert "已按号补入" in (await client.get(page)).text
    await sign_in(client, None)
    public = (await client.get(f"/draws/{draw_id}")).text
    assert "首尾相接" in public
    assert leaver["name"] not in public
    subject = (await tasks.at_desk(cast.an, task_id))["firm_number"]
    assert "更换执法人员" in (await client.get(f"/draws/{draw_id}/firms/{subject}")).text
    assert len((await client.get(f"/draws/{draw_id}.json")).json()["expected"]["amendments"]) == 1


async def test_the_auditor_recomputes_and_the_statement_is_public(client, cast, at):
    draw_id = await build.a_draw(cast)
    room = f"/desk/draws/{draw_id}"
    for who in (cast.an, cast.gu, cast.lu):
        await sign_in(client, who)
        assert (await client.get(f"{room}/audit")).status_code == 403
        assert (await client.get(f"{room}/file")).status_code == 403
    await sign_in(client, cast.ning)
    assert cast.chen.name in (await client.get(f"{room}/audit")).text
    assert (await client.get(f"{room}/file")).json()["expected"]["result_hash"]
    assert (await post(client, f"{room}/state")).status_code == 303
    await sign_in(client, None)
    assert "已用全部名录重新计算" in (await client.get(f"/draws/{draw_id}")).text


async def test_the_fairness_report_is_public_and_the_list_of_the_unvisited_is_not(client, cast, at):
    await build.a_draw(cast, firms=8)
    for path in ("/draws/fairness", "/draws/fairness/2026", "/draws/fairness/2026?organ=110105&lang=en"):
        answer = await client.get(path)
        assert answer.status_code == 200
        assert "抽查001" not in answer.text
    assert (await client.get("/draws/fairness/2026?organ=nowhere")).status_code == 404
    lines = (await client.get("/draws/fairness/2026/table.csv")).content.decode("utf-8-sig").splitlines()
    tiers = [line.split(",") for line in lines if line.startswith("tier")]
    assert sum(float(line[3]) for line in tiers) == sum(int(line[4]) for line in tiers) > 0
    assert (await client.get("/desk/draws/fairness/2026")).status_code in {303, 401}
    await database.execute("update registration_entry set issued_on = '2020-01-01'")
    await sign_in(client, cast.an)
    assert "抽查001" in (await client.get("/desk/draws/fairness/2026")).text


async def test_the_form_of_a_draw_for_leads_and_the_partners_roster(client, cast, at):
    await sign_in(client, cast.an)
    assert (
        "没有等待抽取" in (await client.get("/desk/draws/new?leads=all")).text
        or (await client.get("/desk/draws/new?leads=all")).status_code == 200
    )
    assert (
        await post(client, "/desk/draws", {"source": "drand", "session_at": "2026-06-01T11:00"})
    ).status_code == 422
    assert (await client.get("/desk/draws/partners")).status_code == 200
    wrong = {
        "person": str(cast.chen.person_id),
        "department": "samr",
        "department_name": "市监",
        "certificate_until": "2026-12-31",
        "letter": "函1",
    }
    assert (await post(client, "/desk/draws/partners", wrong)).status_code == 422
    assert (await client.get("/draws/secret?draw=BJ-1&party=bureau")).status_code == 200


async def test_the_visit_of_a_lead_opens_on_every_page_and_the_firm_asks_for_recusal(client, cast, at):
    await build.more_inspectors(cast, 2)
    lead = await leads.record_lead(
        cast.firm, "complaint", source_number="1", facts="反映未明示收费标准。", item_ids=["displayed"], actor=cast.an, now=NOW
    )  # fmt: skip
    await leads.approve(lead, reason="情况具体，需要核查", actor=cast.bai, now=NOW)
    await sign_in(client, cast.an)
    assert "为1条线索抽取执法人员" in (await client.get("/desk/draws")).text
    sent = {"leads": [str(lead)], "source": "dice", "session_at": "2026-06-02T11:00"}
    made = await post(client, "/desk/draws", sent)
    assert made.status_code == 303
    draw_id = made.headers["location"].rpartition("/")[2]
    await build.drawing.commit(draw_id, actor=cast.gu, now=NOW)
    await build.drawing.enter_entropy(
        draw_id, build.THROWS, witnesses=["证一", "证二"], actor=cast.gu, now=SESSION
    )
    found = await build.draws.draw(cast.gu, draw_id)
    await build.drawing.conclude(
        draw_id, build.record.run(await build.draws.material(found)), actor=cast.gu, now=SESSION
    )
    task_id = (await build.tasks_of(cast, draw_id))[0]["id"]
    await build.permitted(cast, task_id, now=SESSION + timedelta(hours=1))
    at(SESSION + timedelta(hours=4))
    for path in (
        f"/desk/visits/{task_id}",
        "/desk/visits",
        f"/desk/draws/{draw_id}",
        f"/desk/draws/{draw_id}/roster",
    ):
        assert "线索检查对象" in (await client.get(path)).text, path
    officer = await database.row(
        "select account.id, person.name, person.id as person from task_member join person on person.id = task_member.person join account on account.person = person.id limit 1"
    )
    await sign_in(client, type("Officer", (), {"account_id": officer["id"]}))
    for path in ("/field", f"/field/visits/{task_id}", f"/field/visits/{task_id}/replace"):
        assert (await client.get(path)).status_code == 200, path
    await sign_in(client, cast.e)
    assert f"/firm/visits/{task_id}/recusal" in (await client.get(f"/firm/visits/{task_id}")).text
    named = (await tasks.members(task_id))[0]["pseudonym"]
    asked = {
        "kind": "replace_inspector",
        "reason": "recusal-asked",
        "inspector": named,
        "explanation": "该人员与本机构负责人系近亲属",
    }
    assert (await client.get(f"/firm/visits/{task_id}/recusal")).status_code == 200
    assert (
        await post(client, f"/firm/visits/{task_id}/recusal", asked | {"reason": "ill"})
    ).status_code == 422
    assert (await post(client, f"/firm/visits/{task_id}/recusal", asked)).status_code == 303
    await sign_in(client, cast.gu)
    assert "更换申请待决定" in (await client.get("/desk")).text
    await sign_in(client, cast.f)
    assert (await client.get(f"/firm/visits/{task_id}/recusal")).status_code == 404
    await sign_in(client, None)
    assert "线索检查对象" in (await client.get(f"/draws/{draw_id}")).text


def test_a_party_makes_its_secret_without_us(capsys):
    class Args:
        draw, party, check = DRAW, "bureau", "ab" * 32

    assert draw_secret.run(Args) == 0
    assert entropy.secret_commit(DRAW, "bureau", b"\xab" * 32) in capsys.readouterr().out
    Args.check = None
    assert draw_secret.run(Args) == 0
    value, commit = re.findall(r"[0-9a-f]{64}", capsys.readouterr().out)
    assert entropy.secret_commit(DRAW, "bureau", bytes.fromhex(value)) == commit
    for wrong in ({"check": "AB" * 32}, {"party": "rival"}, {"draw": "no such id"}):
        assert draw_secret.run(type("Wrong", (Args,), wrong)) == 2


async def test_a_number_that_was_given_is_seen_or_its_absence_is(client, cast, at):
    draw_id = await build.a_draw(cast, at=DrawStatus.PREPARED)
    listed = (await client.get("/draws")).text
    assert draw_id in listed
    assert "已经取用但没有记录" not in listed
    assert (await client.get(f"/draws/{draw_id}")).status_code == 404
    await database.execute("update document_number set last = last + 1 where kind = 'draw'")
    listed = (await client.get("/draws")).text
    assert "已经取用但没有记录" in listed
    assert "BJ110105-2026-0002" in listed

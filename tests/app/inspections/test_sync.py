"""What a phone brings back from a place without a network: verified, taken once, answered truthfully."""

import asyncio
import json
import random
from datetime import timedelta

import asyncpg
import pytest

from app import clock
from regulation import database
from regulation.casework import chain, documents, outbox
from regulation.inspections import evidence
from regulation.inspections.actions import syncing
from regulation.inspections.queries import devices, tasks
from regulation.inspections.status import TaskStatus
from tests.builders import inspections as build
from tests.builders.phone import JPEG, PNG, Phone, send, send_picture, sha
from tests.cast import post, sign_in

NOW = build.NOW
VISIT = NOW + timedelta(days=3)
LATER = VISIT + timedelta(hours=6)


@pytest.fixture
def at(monkeypatch):
    """Sets the clock on the wall."""

    def set_clock(now):
        monkeypatch.setattr(clock, "now", lambda: now)
        monkeypatch.setattr(clock, "today", (now + timedelta(hours=8)).date)

    set_clock(LATER)
    return set_clock


class Visit:
    """A notified task, its team, and what they need."""

    def __init__(self, id_, first, second, code, items):
        self.id, self.first, self.second, self.code, self.items = id_, first, second, code, items


async def a_visit(cast, status=TaskStatus.NOTIFIED):
    task_id = await build.a_task(cast, at=status)
    first, second = await build.team_of(cast, task_id)
    items = await database.value("select items from inspection_task where id = $1", task_id)
    return Visit(task_id, first, second, (await build.a_scan(task_id)).code, items)


async def a_phone(visit, officer=None, **more):
    return await Phone(officer or visit.first, **more).load(visit.id, VISIT - timedelta(hours=2))


async def sent(client, visit, phone, entries=None, *, by=None):
    """What the server says of each entry: results, and the reasons where there are any."""
    await sign_in(client, by or phone.officer)
    answer = await send(client, visit.id, phone.message(visit.id, LATER, entries))
    assert answer.status_code == 200, answer.text
    return answer.json()


def results(answer):
    return [each["result"] for each in answer["answers"]]


async def test_a_visit_made_without_a_network_arrives_whole(client, cast, at):
    visit = await a_visit(cast)
    phone = await a_phone(visit)
    phone.everything(visit.id, VISIT, visit.items, visit.code)
    answer = await sent(client, visit, phone)
    assert results(answer) == ["taken"] * (len(answer["answers"]) - 1) + ["wait"], (
        "who signs, signs for photos that are here"
    )
    assert answer["status"] == "started"
    for content, name, kind in (
        (JPEG, "大厅.jpg", "image/jpeg"),
        (PNG, "firm.png", "image/png"),
        (PNG + b"2", "lead.png", "image/png"),
    ):
        assert (await send_picture(client, visit.id, content, name=name, media_type=kind)).status_code == 200
    answer = await sent(client, visit, phone)
    assert results(answer)[-1] == "taken"
    assert answer["status"] == "submitted"
    assert all(each["again"] for each in answer["answers"][:-1])
    task = await tasks.of_team(visit.first, visit.id)
    assert task["started_at"] == VISIT, "when it was, not when the server heard of it"
    assert (task["ended_at"], task["submitted_at"]) == (VISIT + timedelta(minutes=33), LATER)
    kinds = {each["kind"] for each in await tasks.evidence(visit.id)}
    assert kinds == {visit.items[0], "signature-firm", "signature-lead"}
    begun = await database.value(
        "select data from case_log where matter_id = $1 and action = 'start'", visit.id
    )
    assert json.loads(begun)["scan"] == "camera"
    assert json.loads(begun)["where"] == "39.904200,116.407400,12"

    other = await Phone(visit.second).load(visit.id, LATER)
    other.sign(visit.id, LATER, "second", PNG + b"3")
    other.write(visit.id, "confirm", LATER, {"record": other.content["record"]})
    assert results(await sent(client, visit, other)) == ["taken", "wait"]
    assert (
        await send_picture(client, visit.id, PNG + b"3", name="second.png", media_type="image/png")
    ).status_code == 200
    answer = await sent(client, visit, other)
    assert (results(answer), answer["status"]) == (["taken", "taken"], "confirmed")
    record = (await documents.of_matter("inspection_task", visit.id))[-1]["snapshot"]
    assert record["started_at"].startswith("2026-06-04 02:00")
    assert record["ended_at"].startswith("2026-06-04 02:33"), "the paper says when they were there"


async def test_the_same_message_twice_has_the_same_answer_and_one_effect(client, cast, at):
    visit = await a_visit(cast)
    phone = await a_phone(visit)
    phone.start(visit.id, VISIT, visit.code)
    phone.item(visit.id, VISIT, visit.items[0], "problem", "大厅没有明示")
    phone.item(visit.id, VISIT, "no-such-item")
    first = await sent(client, visit, phone)
    at(LATER + timedelta(hours=1))
    second = await sent(client, visit, phone)
    assert results(first) == ["taken", "taken", "refused"]
    assert [{**each, "again": True} for each in first["answers"]] == second["answers"]
    assert len(await devices.of_task(visit.id)) == 3
    assert (
        await database.value(
            "select count(*) from case_log where matter_id = $1 and action = 'start'", visit.id
        )
        == 1
    )


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"text": "{}"}, "hash"),
        ({"hash": "0" * 64}, "hash"),
        ({"seq": 7}, "chain"),
        ({"prev": "a" * 64}, "chain"),
        ({"visit": "00000000-0000-4000-8000-000000000001"}, "matter"),
        ({"device": "00000000-0000-4000-8000-000000000001"}, "matter"),
        ({"made_at": "yesterday"}, "form"),
        ({"kind": "publish"}, "form"),
    ],
    ids=str,
)
async def test_what_does_not_prove_itself_is_not_kept_and_stops_the_batch(client, cast, at, changes, code):
    visit = await a_visit(cast)
    phone = await a_phone(visit)
    good = phone.start(visit.id, VISIT, visit.code)
    entry = phone.item(visit.id, VISIT, visit.items[0])
    bad = {**entry, **changes} if code == "hash" else again(entry, **changes)
    rest = phone.item(visit.id, VISIT, visit.items[1])
    answer = await sent(client, visit, phone, [good, bad, rest])
    assert results(answer) == ["taken", "broken", "unread"]
    assert answer["answers"][1]["code"] == code
    assert answer["answers"][1]["reason"]
    assert answer["head"] == 1
    assert len(await devices.of_task(visit.id)) == 1


def again(entry, **changes):
    """The entry with something else in it, and the hash to match: only its place betrays it."""
    text = json.dumps({**json.loads(entry["text"]), **changes}, ensure_ascii=False)
    return {"text": text, "hash": chain.hash_of(text)}


async def test_a_key_that_was_used_means_one_entry_for_ever(client, cast, at):
    visit = await a_visit(cast)
    phone = await a_phone(visit)
    begun = phone.start(visit.id, VISIT, visit.code)
    assert results(await sent(client, visit, phone)) == ["taken"]
    forged = again(begun, made_at="2026-06-04T01:00:00.000Z")
    answer = await sent(client, visit, phone, [forged])
    assert (results(answer), answer["answers"][0]["code"]) == (["broken"], "key")


async def test_a_chain_rests_on_a_bundle_that_was_given_to_this_officer(client, cast, at):
    visit = await a_visit(cast)
    phone = await a_phone(visit)
    phone.start(visit.id, VISIT, visit.code)
    message = phone.message(visit.id, LATER)
    await sign_in(client, visit.first)
    later = (VISIT - timedelta(hours=1)).isoformat()
    for forged in ({"seal": "0" * 64}, {"issued_at": later}, {"hash": "a" * 64}):
        answer = (await send(client, visit.id, {**message, "bundle": {**message["bundle"], **forged}})).json()
        assert (results(answer), answer["answers"][0]["code"]) == (["broken"], "bundle")
    answer = await sent(client, visit, phone, by=visit.second)
    assert answer["answers"][0]["code"] == "bundle", "the other officer's own bundle, or none"
    assert results(await sent(client, visit, phone)) == ["taken"]
    phone.item(visit.id, VISIT, visit.items[0])
    answer = await sent(client, visit, phone, phone.chains[str(visit.id)]["entries"][1:], by=visit.second)
    assert answer["answers"][0]["code"] == "chain", "nobody goes on with another's chain"


async def test_two_officers_who_found_different_things_decide_together(client, cast, at):
    visit = await a_visit(cast)
    item = visit.items[0]
    one, other = await a_phone(visit), await a_phone(visit, visit.second)
    one.start(visit.id, VISIT, visit.code)
    other.start(visit.id, VISIT, visit.code)
    mine = one.item(visit.id, VISIT, item)
    theirs = other.item(visit.id, VISIT, item, "problem", "大厅没有明示收费标准")
    same = other.item(visit.id, VISIT, visit.items[1])
    one.item(visit.id, VISIT, visit.items[1])
    assert results(await sent(client, visit, one)) == ["taken", "taken", "taken"]
    answer = await sent(client, visit, other)
    assert results(answer) == ["taken", "conflict", "taken"], "both scanned; the same finding is no conflict"
    stands = await tasks.entries(visit.id)
    assert (stands[item]["answer"], stands[item]["version"]) == ("compliant", mine["hash"]), (
        "nothing written over"
    )
    assert [each["hash"] for each in await devices.open_conflicts(visit.id)] == [theirs["hash"]]

    page = (await client.get(f"/field/visits/{visit.id}")).text
    assert "两名执法人员的记录不同" in page
    assert "大厅没有明示收费标准" in page
    assert visit.first.name in page

    for each in visit.items[2:]:
        one.item(visit.id, VISIT, each)
    one.firm(visit.id, VISIT)
    one.submit(visit.id, VISIT)
    refused = (await sent(client, visit, one))["answers"][-1]
    assert (refused["result"], refused["reason"]) == (
        "refused",
        "检查单在您签名之前被另一名执法人员修改过，请核对后再签名提交",
    )
    one.versions[str(visit.id), visit.items[1]] = same["hash"]
    one.submit(visit.id, VISIT)
    refused = (await sent(client, visit, one))["answers"][-1]
    assert (refused["result"], refused["reason"]) == ("refused", "两名执法人员的记录不同，请核对后重新填写")
    one.item(visit.id, VISIT, item, "problem", "大厅没有明示收费标准", settles=[theirs["hash"]])
    one.submit(visit.id, VISIT)
    assert (await sent(client, visit, one))["status"] == "submitted"
    assert await devices.open_conflicts(visit.id) == []
    told = [each for each in await devices.of_task(visit.id) if each["result"] == "conflict"]
    assert [each["settled_by"] for each in told] == [visit.first.name]


async def test_without_a_script_the_other_officers_finding_is_not_written_over_either(client, cast, at):
    visit = await a_visit(cast, TaskStatus.STARTED)
    address = f"/field/visits/{visit.id}/items/{visit.items[0]}"
    await sign_in(client, visit.second)
    assert (await post(client, address, {"answer": "compliant", "base": ""})).status_code == 303
    await sign_in(client, visit.first)
    late = await post(client, address, {"answer": "problem", "note": "没有明示", "base": ""})
    assert late.status_code == 422
    assert f"{visit.second.name}在此期间对同一项作了不同的记录" in late.text
    version = (await tasks.entries(visit.id))[visit.items[0]]["version"]
    seen = await post(client, address, {"answer": "problem", "note": "没有明示", "base": version})
    assert seen.status_code == 303


async def test_a_picture_must_be_the_one_that_was_announced_and_a_picture(client, cast, at):
    visit = await a_visit(cast)
    phone = await a_phone(visit)
    fake = b"<html>not a photo</html>" * 10
    phone.start(visit.id, VISIT, visit.code)
    phone.photo(visit.id, VISIT, visit.items[0])
    phone.photo(visit.id, VISIT, visit.items[0], fake)
    assert results(await sent(client, visit, phone)) == ["taken"] * 3
    unknown = await send_picture(client, visit.id, JPEG + b"other")
    assert unknown.status_code == 404
    other = await send_picture(client, visit.id, JPEG + b"other", under=sha(JPEG))
    assert other.status_code == 409
    assert "哈希值不符" in other.text
    refused = await send_picture(client, visit.id, fake)
    assert refused.status_code == 422
    assert "文件内容与扩展名不符" in refused.text
    for _twice in range(2):
        assert (await send_picture(client, visit.id, JPEG)).status_code == 200
    assert len(await tasks.evidence(visit.id)) == 1
    await sign_in(client, visit.second)
    assert (await send_picture(client, visit.id, JPEG)).status_code == 404, "announced by the other officer"
    phone.write(visit.id, "drop", VISIT, {"sha256": sha(JPEG), "reason": "误拍"})
    phone.write(visit.id, "drop", VISIT, {"sha256": sha(fake), "reason": "误拍"})
    assert results(await sent(client, visit, phone))[-2:] == ["refused", "taken"], (
        "what has arrived is evidence"
    )
    assert await devices.awaited_pictures(visit.id) == []


async def test_the_code_must_be_that_of_the_firm_and_typing_it_needs_a_reason(client, cast, at):
    visit = await a_visit(cast)
    phone = await a_phone(visit)
    phone.start(visit.id, VISIT, "91110108MA0000002B")
    phone.start(visit.id, VISIT, visit.code, how="typed")
    phone.start(visit.id, VISIT, visit.code, told=False)
    answer = await sent(client, visit, phone)
    assert results(answer) == ["refused"] * 3
    assert [each["reason"] for each in answer["answers"]] == [
        "这不是本次检查的机构的代码，请核对机构是否找对",
        "手工输入代码的，请说明没有扫码的原因",
        "两名执法人员出示证件并告知后才能开始检查",
    ]
    assert answer["status"] == "notified"
    phone.start(visit.id, VISIT, f"统一社会信用代码：{visit.code}", how="typed", why_typed="unreadable")
    assert (await sent(client, visit, phone))["status"] == "started"


async def test_nobody_else_learns_of_a_visit_or_adds_to_it(client, cast, at):
    visit = await a_visit(cast)
    phone = await a_phone(visit)
    phone.start(visit.id, VISIT, visit.code)
    await build.more_inspectors(cast, 1)
    outsider = await database.value("select id from account where login = 'i0'")
    stranger = type("Stranger", (), {"account_id": outsider})()
    await sign_in(client, stranger)
    assert (await send(client, visit.id, phone.message(visit.id, LATER))).status_code == 404
    assert (await send(client, visit.id, {"nonsense": 1})).status_code == 404
    assert (await send_picture(client, visit.id, JPEG)).status_code == 404
    given = (await client.get("/field/bundle.json")).json()
    assert given["tasks"] == []
    await sign_in(client, cast.an)
    assert (await client.get("/field/bundle.json")).status_code == 403


async def test_an_officer_whose_certificate_lapsed_begins_nothing(client, cast, at):
    visit = await a_visit(cast)
    phone = await a_phone(visit)
    phone.start(visit.id, VISIT, visit.code)
    await database.execute(
        "update appointment set certificate_until = $2 where person = $1", visit.second.person_id, NOW.date()
    )
    answer = await sent(client, visit, phone)
    assert results(answer) == ["refused"]
    assert "执法证件" in answer["answers"][0]["reason"]


async def test_after_the_signature_nothing_is_added(client, cast, at):
    visit = await a_visit(cast, TaskStatus.SUBMITTED)
    phone = await a_phone(visit)
    phone.item(visit.id, VISIT, visit.items[0])
    phone.photo(visit.id, VISIT, visit.items[0])
    phone.sign(visit.id, VISIT, "lead")
    phone.submit(visit.id, VISIT)
    answer = await sent(client, visit, phone)
    assert results(answer) == ["refused"] * 4
    assert {each["kind"] for each in await devices.of_task(visit.id)} == {
        "item",
        "photo",
        "signature",
        "submit",
    }, "but kept"


async def test_an_officer_signs_for_nobody_else(client, cast, at):
    visit = await a_visit(cast, TaskStatus.STARTED)
    phone = await a_phone(visit)
    phone.sign(visit.id, VISIT, "second")
    answer = await sent(client, visit, phone)
    assert answer["answers"][0]["reason"] == "执法人员只能在自己登录的设备上签名"


async def test_the_second_officer_signs_the_record_that_was_read(client, cast, at):
    visit = await a_visit(cast, TaskStatus.SUBMITTED)
    phone = await a_phone(visit, visit.second)
    phone.write(visit.id, "confirm", LATER, {"record": "0" * 64})
    answer = await sent(client, visit, phone)
    assert answer["answers"][0]["reason"] == "您阅读之后记录有改动，请重新核对后再签名"
    assert answer["status"] == "submitted"
    own = await a_phone(visit)
    own.write(visit.id, "confirm", LATER, {"record": own.content["record"]})
    assert results(await sent(client, visit, own)) == ["refused"], "not who submitted"
    phone.write(visit.id, "confirm", LATER, {"record": phone.content["record"]})
    assert (await sent(client, visit, phone))["status"] == "confirmed"


async def test_a_clock_a_year_off_is_taken_put_right_and_flagged(client, cast, at):
    visit = await a_visit(cast)
    phone = await a_phone(visit, slow=timedelta(days=365))
    phone.start(visit.id, VISIT, visit.code)
    assert results(await sent(client, visit, phone)) == ["taken"]
    kept = (await devices.of_task(visit.id))[0]
    assert kept["made_at"] == VISIT - timedelta(days=365)
    assert kept["happened_at"] == VISIT
    assert kept["off_seconds"] == 365 * 86_400
    await sign_in(client, cast.an)
    assert "有设备时间与服务器相差525600分钟" in (await client.get(f"/desk/visits/{visit.id}")).text


async def test_ten_thousand_entries_at_once_are_refused(client, cast, at):
    visit = await a_visit(cast)
    phone = await a_phone(visit)
    entry = phone.start(visit.id, VISIT, visit.code)
    await sign_in(client, visit.first)
    refused = await send(client, visit.id, phone.message(visit.id, LATER, [entry] * 201))
    assert refused.status_code == 422
    assert "分批" in refused.text
    huge = await send(client, visit.id, phone.message(visit.id, LATER, [entry] * 10_000))
    assert huge.status_code == 413
    for nonsense in ({}, {"entries": []}, {**phone.message(visit.id, LATER), "status": "published"}):
        assert (await send(client, visit.id, nonsense)).status_code == 422
    assert await devices.of_task(visit.id) == []


async def test_two_tabs_that_send_the_same_are_one(client, cast, at, committed_db):
    visit = await a_visit(cast)
    phone = await a_phone(visit)
    phone.start(visit.id, VISIT, visit.code)
    for item in visit.items:
        phone.item(visit.id, VISIT, item)
    await sign_in(client, visit.first)
    message = phone.message(visit.id, LATER)
    both = await asyncio.gather(*(send(client, visit.id, message) for _tab in range(4)))
    assert [each.status_code for each in both] == [200] * 4
    assert all(set(results(each.json())) == {"taken"} for each in both)
    assert len(await devices.of_task(visit.id)) == 1 + len(visit.items)


async def test_what_was_recorded_can_be_neither_changed_nor_removed(client, cast, at):
    visit = await a_visit(cast)
    phone = await a_phone(visit)
    phone.start(visit.id, VISIT, visit.code)
    await sent(client, visit, phone)
    for statement in (
        "update device_entry set text = ''",
        "delete from device_entry",
        "truncate device_entry cascade",
    ):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with database.unit_of_work():
                await database.execute(statement)


async def test_the_database_itself_keeps_the_chain(client, cast, at):
    visit = await a_visit(cast)
    phone = await a_phone(visit)
    phone.start(visit.id, VISIT, visit.code)
    phone.item(visit.id, VISIT, visit.items[0])
    await sent(client, visit, phone)
    columns = "task, device, kind, item, bundle, bundle_at, person, name, made_at, off_seconds, happened_at, received_at, picture, result, refusal"
    copy = f"insert into device_entry (id, key, seq, text, hash, prev, {columns}) select gen_random_uuid(), gen_random_uuid(), $2, $3, $4, $5, {columns} from device_entry where task = $1 order by seq desc limit 1"
    head = (await outbox.head(syncing.BOX, visit.id, phone.device))["hash"]
    for seq, text, digest, prev in (
        (4, "x", chain.hash_of("x"), head),
        (3, "x", chain.hash_of("x"), "0" * 64),
        (3, "x", chain.hash_of("y"), head),
    ):
        with pytest.raises(asyncpg.CheckViolationError):
            async with database.unit_of_work():
                await database.execute(copy, visit.id, seq, text, digest, prev)


async def test_the_bundle_holds_what_the_officer_needs_and_no_code_in_clear(client, cast, at):
    visit = await a_visit(cast)
    await sign_in(client, visit.first)
    given = (await client.get("/field/bundle.json")).json()
    task = given["tasks"][0]
    assert chain.hash_of(task["content"]) == task["hash"]
    content = json.loads(task["content"])
    assert [each["id"] for each in content["items"]] == visit.items
    for each in content["items"]:
        assert each["label"]["zh"] != each["label"]["en"]
        assert each["basis"][0]["en"]
    assert evidence.fingerprint(visit.id, visit.code) in content["codes"]
    assert given["person"] == visit.first.number
    again_given = (await client.get("/field/bundle.json")).json()
    assert again_given["tasks"][0]["hash"] == task["hash"], "nothing changed, nothing else to hash"


async def test_the_worker_and_the_manifest_are_served_as_browsers_ask(client, cast, at):
    worker = await client.get("/field/sw.js")
    assert worker.headers["service-worker-allowed"] == "/field"
    assert worker.headers["content-type"].startswith("text/javascript")
    named = json.loads(worker.text.split("SHELF = ", 1)[1].split(";\n", 1)[0])
    assert "/static/field/main.js" in named
    for path in named:
        assert (await client.get(path)).status_code == 200, path
    manifest = (await client.get("/field/manifest.webmanifest")).json()
    assert manifest["scope"] == "/field"
    await sign_in(client, cast.chen)
    page = await client.get("/field")
    assert "worker-src 'self'" in page.headers["content-security-policy"]
    assert "unsafe" not in page.headers["content-security-policy"]
    assert (await client.get("/field/offline")).status_code == 200
    await sign_in(client, None)
    here = await client.get("/field/here", headers={"accept": "application/json"})
    assert here.status_code == 401


async def test_however_the_messages_are_cut_and_repeated_the_record_is_the_same(client, cast, at):
    visit = await a_visit(cast)
    phone = await a_phone(visit)
    phone.start(visit.id, VISIT, visit.code)
    chance = random.Random(20261128)
    for turn in range(40):
        phone.item(visit.id, VISIT + timedelta(minutes=turn), chance.choice(visit.items), note=f"第{turn}次")
    entries = phone.chains[str(visit.id)]["entries"]
    taken = 0
    while taken < len(entries):
        # A message may begin anywhere in what was sent before: its answer may have been lost.
        begin, end = chance.randint(0, taken), min(len(entries), taken + chance.randint(0, 7))
        answer = await sent(client, visit, phone, entries[begin:end])
        assert set(results(answer)) <= {"taken"}
        taken = max(taken, end)
        assert answer["head"] == taken
    kept = await devices.of_task(visit.id)
    assert [each["hash"] for each in kept] == [each["hash"] for each in entries]
    stands = await tasks.entries(visit.id)
    for item, found in stands.items():
        last = [
            json.loads(each["text"])
            for each in entries
            if json.loads(each["text"])["body"].get("item") == item
        ][-1]
        assert found["note"] == last["body"]["note"]

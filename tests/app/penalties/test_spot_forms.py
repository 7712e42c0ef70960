"""Numbered forms for decisions on the spot: handed out, written on without a network, reported once, accounted for."""

import re
from dataclasses import replace
from datetime import UTC, date, timedelta
from decimal import Decimal
from uuid import uuid4

import asyncpg
import pytest

from app import clock
from regulation import database, errors
from regulation.casework import documents
from regulation.penalties.actions import booklets, spot_copies, spot_outbox, spot_signing, summary
from regulation.roles import Role
from tests.builders import penalties as build
from tests.builders.phone import PNG, Phone, send, send_picture, sha
from tests.cast import post, sign_in

MONDAY = date(2026, 3, 2)
MORNING, NOON, EVENING = (build.at(MONDAY, hour).astimezone(UTC) for hour in (9, 12, 18))
LIST = "/desk/spot/booklets"


@pytest.fixture
def at(monkeypatch):
    """Sets the clock on the wall."""

    def set_clock(now):
        monkeypatch.setattr(clock, "now", lambda: now)
        monkeypatch.setattr(clock, "today", (now + timedelta(hours=8)).date)

    set_clock(EVENING)
    return set_clock


async def a_booklet(cast, count=3):
    return await booklets.hand_out(
        cast.chen.person_id, count, request_key=uuid4().hex, actor=cast.an, now=MORNING
    )


def said(cast, number, **more):
    return {
        "item": number, "request_key": str(uuid4()), "firm": "91110105MA0000001A", "party_name": "", "party_address": "",
        "is_person": False, "violation": "V-53", "facts": "辅助性岗位的确定未经讨论、公示。", "place": "当事人的办公室", "was_told": True,
        "defence": "没有提出。", "warning": True, "fine": "", "other_act": "", "wants_english": True, "second_officer": str(cast.cui.person_id), "is_signed": False,
        "signature_note": "拒绝签收，已宣读", "signature": "", "collecting": "", "collecting_reason": "", "receipt": "",
        "facts_english": "Which posts are auxiliary was neither discussed nor shown.", "defence_english": "", "collecting_reason_english": "",
        "signature_note_english": "", "translated_by": "译者甲", **more,
    }  # fmt: skip


async def report(client, booklet, phone, entries=None, *, by=None):
    """What the server says of each entry."""
    await sign_in(client, by or phone.officer)
    answer = await send(client, booklet, phone.message(booklet, EVENING, entries), kind="booklets")
    assert answer.status_code == 200, answer.text
    return answer.json()["answers"]


async def test_a_decision_written_on_a_numbered_form_is_reported_once_with_its_own_moment_and_signature(
    client, cast, at
):
    booklet = await a_booklet(cast)
    phone = await Phone(cast.chen).load(booklet, MORNING)
    one, two, three = phone.content["numbers"]
    assert one == "京朝人社当罚〔2026〕1号"
    phone.write(
        booklet,
        "signature",
        NOON,
        {"item": one, "sha256": sha(PNG), "size": len(PNG), "name": "当事人", "typed": False},
    )
    phone.write(
        booklet, "decide", NOON, said(cast, one, is_signed=True, signature_note="", signature=sha(PNG))
    )
    answers = await report(client, booklet, phone)
    assert [each["result"] for each in answers] == ["taken", "wait"], "who signed, signed what is here"
    assert (
        await send_picture(client, booklet, PNG, name="party.png", media_type="image/png", kind="booklets")
    ).status_code == 200
    for again in (False, True):
        answers = await report(client, booklet, phone)
        assert [(each["result"], each["again"]) for each in answers] == [("taken", True), ("taken", again)]
    (made,) = await database.rows("select * from spot_penalty")
    assert (made["number"], made["decided_at"], made["decided_on"]) == (one, NOON, MONDAY), (
        "第五十二条: when it was handed over"
    )
    paper = await documents.by_id(made["document"])
    assert paper["snapshot"]["is_preprinted"] is True
    assert paper["snapshot"]["english_asked_on"] == MONDAY.isoformat(), (
        "who asked for English has it beside the Chinese"
    )
    assert paper["snapshot"]["translations"] == [
        {
            "source": "辅助性岗位的确定未经讨论、公示。",
            "text": "Which posts are auxiliary was neither discussed nor shown.",
            "by": "译者甲",
        }
    ], "the officer's English travels with the entry"
    assert paper["snapshot"]["remedies"]["review_first"] is True, "《行政复议法》第二十三条"
    assert (await spot_signing.of(made["id"]))["sha256"] == sha(PNG)
    assert (await client.get(f"/field/spot/{made['id']}/signature")).content == PNG

    # A number stands on one decision, on whatever phone; the server's own numbers go on behind the booklet.
    other = await Phone(cast.chen).load(booklet, EVENING)
    assert other.content["numbers"] == [two, three]
    other.write(booklet, "decide", NOON, said(cast, one, violation="V-54"))
    other.write(booklet, "decide", NOON, said(cast, two))
    other.write(booklet, "void", NOON, {"item": two, "reason": "写错当事人名称"})
    other.write(
        booklet,
        "signature",
        NOON,
        {"item": one, "sha256": sha(PNG), "size": len(PNG), "name": "当事人", "typed": False},
    )
    answers = await report(client, booklet, other)
    assert [each["result"] for each in answers] == ["refused", "refused", "taken", "refused"]
    assert "一个编号只能作出一份决定" in answers[0]["reason"]
    assert "不得重复处罚" in answers[1]["reason"], "both officers' phones bring one decision"
    online = await summary.decide_on_the_spot(
        cast.firm, "V-53", facts="辅助性岗位的确定未经讨论、公示。", defence="没有提出。", warning=True, second_officer=cast.cui.person_id,
        place="当事人的办公室", was_told=True, is_signed=True, actor=cast.chen, now=EVENING + timedelta(days=1),
    )  # fmt: skip
    assert online["number"] == "京朝人社当罚〔2026〕4号"

    # What the server had made already under the same key needs no form: the one in hand is to be voided.
    third = said(
        cast,
        three,
        violation="V-53",
        request_key="online-and-offline-1",
        second_officer=str(cast.cui.person_id),
    )
    await summary.decide_on_the_spot(
        cast.firm, "V-53", facts=third["facts"], defence="没有提出。", warning=True, second_officer=cast.cui.person_id,
        place="当事人的办公室", was_told=True, is_signed=True, request_key="online-and-offline-1", actor=cast.chen,
        now=EVENING + timedelta(days=2),
    )  # fmt: skip
    other.write(booklet, "decide", NOON, third)
    answer = (await report(client, booklet, other))[-1]
    assert (answer["result"], "5号作出" in answer["reason"]) == ("refused", True)

    # To the last one: void, returned to somebody else, closed; nothing changes any more.
    with pytest.raises(errors.NotPermitted):
        await booklets.take_back(
            booklet, actor=replace(cast.chen, roles=frozenset({Role.CLERK, Role.INSPECTOR})), now=EVENING
        )
    with pytest.raises(errors.Refused, match="已经作废") as gone:
        await booklets.void(booklet, two, reason="再次写坏", actor=cast.an, now=EVENING)
    assert gone.value.citation.article == 52
    await sign_in(client, cast.an)
    assert (await post(client, f"{LIST}/{booklet}/take-back")).status_code == 303
    page = (await client.get(f"{LIST}/{booklet}")).text
    for words in ("已使用", "作废不用", "写错当事人名称", "已交还", "已全部交清"):
        assert words in page
    assert (await post(client, f"{LIST}/{booklet}/take-back")).status_code == 409
    for change in ("status = 'out', changed_on = null, reason = ''", "number = 'x'"):
        with pytest.raises(asyncpg.CheckViolationError):
            async with database.unit_of_work():
                await database.execute(f"update spot_form set {change} where number = $1", two)


async def test_what_the_rules_refuse_stays_open_and_is_shown_to_the_office(client, cast, at):
    booklet = await a_booklet(cast, 1)
    phone = await Phone(cast.chen).load(booklet, MORNING)
    (number,) = phone.content["numbers"]
    for wrong, words in (
        ({"fine": "3000.01"}, "适用普通程序"),
        ({"firm": "NOTHING"}, "没有找到这家机构"),
        ({"second_officer": str(cast.chen.person_id)}, "不少于两人"),
        ({"is_signed": True}, "签名"),
        ({"was_told": False}, "告知"),
    ):
        phone.write(booklet, "decide", NOON, said(cast, number, **wrong))
        answers = await report(client, booklet, phone)
        assert answers[-1]["result"] == "refused"
        assert words in answers[-1]["reason"]
    assert [each["number"] for each in await spot_outbox.unsettled(booklet)] == [number]
    await sign_in(client, cast.an)
    assert "已报送但不能登录的决定" in (await client.get(f"{LIST}/{booklet}")).text
    phone.write(booklet, "decide", NOON, said(cast, number))
    assert (await report(client, booklet, phone))[-1]["result"] == "taken"
    assert await spot_outbox.unsettled(booklet) == []
    assert (await booklets.of_organ(cast.an))[0]["status"] == "closed", "the last form was used"
    await _the_copy_is_kept(client, cast)


async def _the_copy_is_kept(client, cast):
    """What was written by hand comes to the file: from the officer's phone or the office's scanner, and stays as it was filed."""
    spot = await database.value("select id from spot_penalty")
    field, desk = f"/field/spot/{spot}", f"/desk/spot/{spot}"
    bad = b"%PDF-1.4\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n%%EOF\n"
    await sign_in(client, cast.chen)
    assert "请在备案前上传机关存根" in (await client.get(field)).text
    for file, status, says in (
        (("a.pdf", bad, "application/pdf"), 422, "脚本"),
        (("a.svg", b"<svg onload='alert(1)'/>", "image/svg+xml"), 422, "只能上传"),
        (("a.png", b"MZ", "image/png"), 422, "扩展名不符"),
    ):
        answer = await post(client, f"{field}/copies", files={"scan": file})
        assert (answer.status_code, says in answer.text) == (status, True), (file[0], answer.text[-1500:])
    page = {"scan": ("存根.png", PNG, "image/png")}
    assert (await post(client, f"{field}/copies", files=page)).status_code == 303
    twice = await post(client, f"{field}/copies", files=page)
    assert (twice.status_code, "已经上传过" in twice.text) == (422, True)
    (kept,) = await spot_copies.of(spot)
    assert (kept["sha256"], kept["added_by"]) == (sha(PNG), cast.chen.name)
    await sign_in(client, cast.an)
    shown = (await client.get(desk)).text
    assert (f"{desk}/copies/{kept['id']}" in shown, "上传手写决定书的存根" in shown) == (True, True)
    read = await client.get(f"{desk}/copies/{kept['id']}")
    assert (read.content, read.headers["content-type"]) == (PNG, "image/png")
    assert read.headers["content-disposition"].startswith("attachment")
    second = {"scan": ("背面.pdf", b"%PDF-1.4\n%%EOF", "application/pdf")}
    assert (await post(client, f"{desk}/copies", files=second)).status_code == 303
    assert (await post(client, f"{desk}/file")).status_code == 303
    late = await post(
        client, f"{desk}/copies", files={"scan": ("c.pdf", b"%PDF-1.5\n%%EOF", "application/pdf")}
    )
    assert (late.status_code, "已经备案的存根" in late.text, "第四十七条" in late.text) == (409, True, True)
    # The other organ, and whoever is no officer of this decision.
    await sign_in(client, cast.ding)
    for path in (desk, field):
        assert (await client.get(f"{path}/copies/{kept['id']}")).status_code in {403, 404}
        assert (await post(client, f"{path}/copies")).status_code in {403, 404}


async def test_a_booklet_is_its_officers_and_its_offices(client, cast, at):
    await sign_in(client, cast.an)
    for wrong in ({"count": "26"}, {"officer": str(cast.an.person_id), "count": "5"}):
        form = {"request_key": uuid4().hex, "officer": str(cast.chen.person_id), **wrong}
        assert (await post(client, LIST, form)).status_code == 422
    form = {"request_key": uuid4().hex, "officer": str(cast.chen.person_id), "count": "2"}
    made, again = await post(client, LIST, form), await post(client, LIST, form)
    assert made.headers["location"] == again.headers["location"]
    assert await database.value("select count(*) from spot_form") == 2
    here = made.headers["location"]
    paper = re.search(r"/documents/[0-9a-f-]{36}\.pdf", (await client.get(here)).text)[0]
    assert (await client.get(paper)).content.startswith(b"%PDF")
    booklet = here.rsplit("/", 1)[1]
    phone = await Phone(cast.chen).load(booklet, MORNING)
    entry = phone.write(booklet, "void", NOON, {"item": phone.content["numbers"][0], "reason": "写坏作废"})
    await sign_in(client, cast.cui)
    assert (
        await send(client, booklet, phone.message(booklet, EVENING, [entry]), kind="booklets")
    ).status_code == 404
    await sign_in(client, cast.ding)
    assert (await client.get(here)).status_code == 404
    assert (await post(client, f"{here}/take-back")).status_code == 404


async def test_the_phone_shows_the_slip_and_an_officer_answers_for_every_yuan_until_it_is_handed_in(
    client, cast, at
):
    made = await summary.decide_on_the_spot(
        cast.firm, "V-35", facts="拒绝提供用工台账，经当场告知仍不提供。", defence="没有提出。", warning=False, fine=Decimal(2000),
        second_officer=cast.cui.person_id, place="当事人的办公室", was_told=True, is_signed=True, actor=cast.chen, now=NOON,
    )  # fmt: skip
    # 第二十九条: what was fined is not fined again by other officers either, until somebody writes down why it is another act.
    await database.execute(
        """insert into appointment (id, person, organ, role, from_on, certificate_number)
           values ($1, $2, $3, 'inspector', '2025-01-01', '京A0099')""",
        uuid4(),
        cast.ann.person_id,
        cast.an.organ_id,
    )
    with pytest.raises(errors.Refused, match="同类行为") as twice:
        await summary.decide_on_the_spot(
            cast.firm, "V-35", facts="拒绝提供职工名册，经当场告知仍不提供。", defence="没有提出。", warning=False, fine=Decimal(2000),
            second_officer=cast.ann.person_id, place="当事人的办公室", was_told=True, is_signed=True, actor=cast.chen, now=NOON,
        )  # fmt: skip
    assert twice.value.citation.article == 29
    here = f"/field/spot/{made['id']}"
    await sign_in(client, cast.chen)
    page = (await client.get(here)).text
    for words in (
        "2,000.00",
        "2026年3月17日",
        "缴款识别号",
        made["number"],
        "罚没款缴款通知",
        "data:image/svg+xml",
    ):
        assert words in page, "第六十七条: how much, until when, where, under which number"
    form = {"request_key": uuid4().hex, "ground": "small", "reason": "", "receipt": "票0001"}
    for wrong, article in (
        ({}, "第六十八条"),
        ({"ground": "hard"}, "第六十八条"),
        ({"ground": "remote"}, "第六十九条"),
    ):
        refused = await post(client, f"{here}/collect", form | wrong)
        assert (refused.status_code, article in refused.text) == (409, True)
        assert "票0001" in refused.text
    taken = form | {"ground": "hard", "reason": "当事人次日迁离本市"}
    for _twice in range(2):
        assert (await post(client, f"{here}/collect", taken)).status_code == 303
    assert f"{here}/collect" not in (await client.get(here)).text
    for who in (cast.chen, cast.cui):
        await sign_in(client, who)
        assert "手中应交至机关的罚款" in (await client.get("/field/spot")).text
    await sign_in(client, cast.an)
    desk = (await client.get("/desk/spot")).text
    assert "执法人员，待交至机关" in desk
    assert "2026年3月4日" in desk, "第七十一条: two working days from Monday"
    assert (
        await post(client, f"/desk/spot/{made['id']}/hand-in", {"on": MONDAY.isoformat()})
    ).status_code == 303
    assert "机关，待缴付银行" in (await client.get("/desk/spot")).text
    await sign_in(client, cast.chen)
    assert "手中应交至机关的罚款" not in (await client.get("/field/spot")).text
    await sign_in(client, cast.ding)
    assert (await post(client, f"{here}/collect", taken)).status_code in {403, 404}

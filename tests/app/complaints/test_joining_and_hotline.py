"""Matters looked into together, each its own; matters of the 12345 line with its number, its time and its answer."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import asyncpg
import pytest

from app import clock
from app.settings import settings
from regulation import database, errors
from regulation.complaints import actions, hotline, joining, queries, receiving, sealing
from regulation.complaints.status import ComplaintKind, Topic
from tests import cast as people
from tests.builders import complaints as build
from tests.builders.complaints import MONDAY, NOW
from tests.builders.pictures import PNG


async def clocks_of(complaint_id):
    return await database.rows(
        "select kind, due_on, met_on, stopped_reason from clock where matter_id = $1 order by kind",
        complaint_id,
    )


async def test_joined_each_keeps_its_clock_and_its_answer_and_it_is_undone(cast, tmp_path):
    one, _made = await build.received(cast, tmp_path)
    two, _made = await build.received(cast, tmp_path, kind=ComplaintKind.TIP)
    before = await clocks_of(one["id"])
    offered = await joining.offered(await queries.visible_complaint(cast.an, one["id"]))
    assert [(each["id"], len(signs)) for each, signs in offered] == [(two["id"], 3)]
    await joining.join(one["id"], main=two["number"], reason="同一家门店的同一次收费", actor=cast.an, now=NOW)
    held = await joining.joined_to(one["id"])
    assert held["number"] == two["number"]
    assert len(held["signs"]) == 3
    assert await clocks_of(one["id"]) == before
    await actions.accept(one["id"], actor=cast.an, now=NOW)
    await actions.uphold(one["id"], reply="属实，已责令退费。", actor=cast.an, now=NOW)
    still = await queries.visible_complaint(cast.an, two["id"])
    assert (still["status"], still["reply"]) == ("received", "")
    await joining.unjoin(one["id"], reason="并非同一件事", actor=cast.ann, now=NOW)
    assert await joining.joined_to(one["id"]) is None
    assert await database.value("select undone_reason from complaint_join") == "并非同一件事"
    with pytest.raises(errors.AlreadyMoved):
        await joining.unjoin(one["id"], reason="并非同一件事", actor=cast.ann, now=NOW)


async def test_no_chains_no_neighbours_nothing_that_ended_and_no_name(cast, tmp_path):
    one, two, three = [(await build.received(cast, tmp_path))[0] for _ in range(3)]
    told = {"reason": "同一次收费", "actor": cast.an, "now": NOW}
    for wrong in ("", one["number"], "京朝人社投〔2020〕1号"):
        with pytest.raises(errors.Invalid):
            await joining.join(one["id"], main=wrong, **told)
    with pytest.raises(errors.Invalid):
        await joining.join(one["id"], main=two["number"], **told | {"reason": "虚构人的同一次收费"})
    with pytest.raises(errors.NotFound):
        await joining.join(one["id"], main=two["number"], **told | {"actor": cast.ding})
    await joining.join(one["id"], main=two["number"], **told)
    for left, right in ((one, three), (three, one), (two, three)):
        with pytest.raises(errors.Refused):
            await joining.join(left["id"], main=right["number"], **told)
    await joining.join(three["id"], main=two["number"], **told)
    assert len(await joining.joined_here(two["id"])) == 2
    with pytest.raises(asyncpg.CheckViolationError):
        async with database.unit_of_work():
            await database.execute(
                """insert into complaint_join (id, complaint, main, signs, reason, joined_by, joined_name, joined_at,
                                               undone_name, undone_reason)
                   values (gen_random_uuid(), $1, $2, '{}', 'x', $1, '', now(), '', '')""",
                two["id"],
                one["id"],
            )


async def test_two_officials_join_crosswise_at_once_and_one_of_them_is_told(committed_db, cast, tmp_path):
    one, two = [(await build.received(cast, tmp_path))[0] for _ in range(2)]
    found = await asyncio.gather(
        joining.join(one["id"], main=two["number"], reason="同一次收费", actor=cast.an, now=NOW),
        joining.join(two["id"], main=one["number"], reason="同一次收费", actor=cast.ann, now=NOW),
        return_exceptions=True,
    )
    assert [type(each).__name__ for each in sorted(found, key=str)].count("Refused") == 1
    assert await database.value("select count(*) from complaint_join where undone_at is null") == 1


def a_call(**more):
    return receiving.Written(
        kind=ComplaintKind.TIP,
        topic=Topic.NO_LICENCE,
        account="每天在地铁口招人去工地，没有许可证。",
        respondent="地铁口招工点",
        organ_code="110105",
        **more,
    )


async def registered(cast, folder, *, number="2026030200012345", key="5" * 36, on=MONDAY, **more):
    made = await hotline.register(
        a_call(**more),
        order_number=number,
        received_on=on,
        request_key=key,
        secret=settings().secret_key,
        folder=folder,
        actor=cast.an,
        now=NOW,
    )
    return made, await database.row("select * from complaint where number = $1", made.number)


async def test_the_line_has_its_own_clock_beside_the_laws_and_is_answered_once(cast, tmp_path):
    made, report = await registered(cast, tmp_path)
    assert made.code
    assert len(made.pin) == 8, "the caller gets both, as anybody does"
    found = {each["kind"]: each["due_on"] for each in await clocks_of(report["id"])}
    assert set(found) == {"triage", "hotline"}
    await hotline.answer_hotline(report["id"], answer="已派员核查。", actor=cast.an, now=NOW)
    met = {each["kind"]: each["met_on"] for each in await clocks_of(report["id"])}
    assert met == {"triage": None, "hotline": MONDAY}, "the answer to the line is not the law's"
    with pytest.raises(errors.AlreadyMoved):
        await hotline.answer_hotline(report["id"], answer="已派员核查。", actor=cast.an, now=NOW)


async def test_its_time_is_the_decrees_where_there_is_one(cast, tmp_path):
    _made, one = await registered(cast, tmp_path)
    await build.decree(cast, "complaints.hotline", days="2")
    _made, two = await registered(cast, tmp_path, number="B-2", key="6" * 36)
    due = [
        await database.row("select due_on from clock where matter_id = $1 and kind = 'hotline'", each["id"])
        for each in (one, two)
    ]
    assert [(each["due_on"] - MONDAY).days for each in due] == [7, 2]


async def test_a_work_order_is_entered_once_and_only_where_it_belongs(cast, tmp_path):
    first, _row = await registered(cast, tmp_path)
    again, _row = await registered(cast, tmp_path)
    assert again.code == first.code
    with pytest.raises(errors.Invalid):
        await registered(cast, tmp_path, key="7" * 36)
    with pytest.raises(errors.Invalid):
        await registered(cast, tmp_path, number="C", key="8" * 36, on=MONDAY + timedelta(days=1))
    elsewhere = replace(a_call(), organ_code="110108")
    with pytest.raises(errors.Refused, match="退回工单") as refused:
        await hotline.register(
            elsewhere,
            order_number="D",
            received_on=MONDAY,
            request_key="9" * 36,
            secret=settings().secret_key,
            folder=tmp_path,
            actor=cast.an,
            now=NOW,
        )
    assert refused.value.citation == hotline.LINE[0]
    assert await database.value("select count(*) from complaint") == 1


async def test_the_caller_stays_sealed_in_list_export_and_answer(client, cast, tmp_path):
    _made, report = await registered(cast, tmp_path, name="来电虚构人", phone="13900009999")
    with pytest.raises(errors.Invalid):
        await hotline.answer_hotline(report["id"], answer="已联系来电虚构人。", actor=cast.an, now=NOW)
    await people.sign_in(client, cast.an)
    for path in ("/desk/complaints?channel=hotline", "/desk/complaints.csv?channel=hotline"):
        page = (await client.get(path)).text
        assert "2026030200012345" in page, path
        assert "来电虚构人" not in page
        assert "13900009999" not in page
    assert "2026030200012345" not in (await client.get("/desk/complaints.csv?channel=web")).text
    found = (await client.get("/desk/complaints?q=2026030200012345")).text
    assert report["number"] in found, "whoever has the work order's number finds it"
    assert "涉及金额" not in (await client.get(f"/desk/complaints/{report['id']}")).text, (
        "a report claims nothing"
    )


async def test_the_pages_of_hotline_and_joining(client, cast, tmp_path):
    await people.sign_in(client, cast.an)
    assert "登记12345工单" in (await client.get("/desk/complaints")).text
    day = clock.today()
    form = {
        "request_key": "9" * 36, "order_number": "W-77", "received_on": day.isoformat(), "kind": "tip",
        "respondent": "<script>x</script>招工点", "topic": "no_licence", "account": "每天在地铁口招人去工地。",
    }  # fmt: skip
    assert (
        await people.post(client, "/desk/complaints/hotline", form | {"account": "短"})
    ).status_code == 422
    nameless = form | {"kind": "complaint"}
    assert (await people.post(client, "/desk/complaints/hotline", nameless)).status_code == 422
    done = await people.post(client, "/desk/complaints/hotline", form)
    assert "请把查询码和查询密码告诉来电人" in done.text
    report = await database.row("select * from complaint where kind = 'tip'")
    own = f"/desk/complaints/{report['id']}"
    other, _made = await build.received(
        cast, tmp_path, kind=ComplaintKind.TIP, respondent=report["respondent"], organ_code="110105",
        now=clock.now(),
    )  # fmt: skip
    page = (await client.get(own)).text
    assert "可能反映同一件事" in page
    assert "<script>x" not in page
    told = {"main": other["number"], "reason": "同一个招工点"}
    assert (await people.post(client, f"{own}/join", told | {"main": "x"})).status_code == 422
    assert other["number"] in (await client.get(f"{own}/join")).text
    assert (await people.post(client, f"{own}/join", told)).status_code == 303
    assert "与其他事项合并调查" in (await client.get(own)).text
    assert "合并到本件调查的事项" in (await client.get(f"/desk/complaints/{other['id']}")).text
    assert (await people.post(client, f"{own}/unjoin", {"reason": "不是一件事"})).status_code == 303
    assert (await people.post(client, f"{own}/answer_hotline", {"answer": "已核查处理。"})).status_code == 303
    await people.sign_in(client, cast.bai)
    assert (await client.get("/desk/complaints/hotline")).status_code == 403


async def test_many_matters_of_one_writer_are_noted_by_numbers_alone_and_still_accepted(
    client, cast, tmp_path
):
    last = None
    for n in range(5):
        last, _made = await build.received(
            cast, tmp_path, respondent=f"门店{n}", organ_code="110105", now=clock.now()
        )
    assert await sealing.pattern(last["id"], clock.today() - timedelta(days=365)) == (5, 5)
    await people.sign_in(client, cast.an)
    page = (await client.get(f"/desk/complaints/{last['id']}")).text
    assert "近十二个月共5件" in page
    assert "13000000000" not in page
    assert (await people.post(client, f"/desk/complaints/{last['id']}/accept")).status_code == 303
    await people.sign_in(client, cast.bai)
    assert "近十二个月共5件" not in (await client.get(f"/desk/complaints/{last['id']}")).text


@pytest.mark.parametrize("name", ["长" * 201, "\u202e倒写的门店", "门店\u2066里\u2069面"])
async def test_names_too_long_are_refused_and_steering_signs_taken_out(client, cast, name):
    form = {
        "request_key": "8" * 36, "respondent": name, "organ_code": "110105", "topic": "fees",
        "account": "每天在地铁口招人去工地\u202e没有许可证。",
    }  # fmt: skip
    answer = await people.post(client, "/complaints/report", form)
    if len(name) > 200:
        assert answer.status_code == 422
        assert 'href="#f-respondent"' in answer.text
        return
    assert answer.status_code == 200
    row = await database.row("select respondent, account from complaint")
    assert not {"\u202e", "\u2066", "\u2069"} & set(row["respondent"] + row["account"])


async def test_a_file_of_two_hundred_megabytes_is_turned_away_before_it_is_kept(client, cast):
    form = {
        "request_key": "8" * 36, "respondent": "门店", "organ_code": "110105", "topic": "fees",
        "account": "每天在地铁口招人去工地，没有许可证。",
    }  # fmt: skip
    big = {"files": ("a.png", PNG + bytes(200 * 1024 * 1024), "image/png")}
    answer = await people.post(client, "/complaints/report", form, files=big)
    assert answer.status_code == 413
    assert await database.value("select count(*) from complaint") == 0

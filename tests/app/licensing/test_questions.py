"""A question in the matter itself: it stops no clock, is no supplement notice, and is the firm's and the organ's alone."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from app import clock
from app.licensing import duties
from regulation import database, errors
from regulation.casework import calendar
from regulation.law.calendar import WorkCalendar
from regulation.licensing import queries
from regulation.licensing.actions import questions, receipt
from regulation.licensing.rules import questions as rules
from regulation.licensing.status import ApplicationStatus
from regulation.notices import actions as notices
from tests import cast as people
from tests.builders import licensing as build

ASKED = "所填地址另有机构登记，请说明如何划分使用"
PDF = ("平面图.pdf", build.PDF, "application/pdf")


async def _open(cast, tmp_path, *, at=ApplicationStatus.RECEIVED):
    number = await build.an_application(cast, at=at, folder=tmp_path, now=clock.now() - timedelta(days=2))
    return number, await questions.ask(number, ASKED, actor=cast.an, now=clock.now())


def test_the_day_of_the_answer_counts_working_days_and_is_in_time_itself():
    known = WorkCalendar.of([], {})
    assert rules.answer_by(date(2026, 11, 26), known) == date(2026, 12, 1), "over a weekend"
    assert not rules.is_late("open", date(2026, 12, 1), date(2026, 12, 1))
    assert rules.is_late("open", date(2026, 12, 1), date(2026, 12, 2))
    assert not rules.is_late("answered", date(2026, 12, 1), date(2026, 12, 2))
    for days in (0, rules.LONGEST_DAYS + 1):
        with pytest.raises(ValueError, match=str(days)):
            rules.answer_by(date(2026, 11, 26), known, days)


async def test_asked_on_the_desk_answered_with_a_paper_and_read_by_both(client, cast, tmp_path):
    number = await build.an_application(cast, at=ApplicationStatus.RECEIVED, folder=tmp_path)
    before = await database.rows("select kind, due_on, pauses, met_on from clock order by kind")
    await people.sign_in(client, cast.an)
    address = f"/desk/applications/{number}/questions"
    shown = (await client.get(address)).text
    assert "不停止计算任何期限" in shown
    assert "不能代替一次性告知补正" in shown
    refused = await people.post(client, address, {"question": " ", "days": "99"})
    assert refused.status_code == 422
    assert 'href="#f-question"' in refused.text
    assert 'href="#f-days"' in refused.text
    assert (await people.post(client, address, {"question": ASKED, "days": "3"})).status_code == 303
    application = await queries.visible_application(cast.an, number)
    assert application["status"] == "received"
    assert application["supplement_asked_on"] is None
    assert await database.rows("select kind, due_on, pauses, met_on from clock order by kind") == before
    (asked,) = await questions.of(application["id"])
    mine = f"/firm/licensing/{number}/questions/{asked['id']}"
    await people.sign_in(client, cast.ee)
    assert mine in (await client.get("/firm")).text, "a duty with its day"
    assert ASKED in (await client.get(f"/firm/licensing/{number}")).text
    assert (await people.post(client, mine, {"answer": ""})).status_code == 422
    answered = await people.post(client, mine, {"answer": "东侧两间"}, files={"files": PDF})
    assert answered.status_code == 303
    page = (await client.get(f"/firm/licensing/{number}")).text
    assert "东侧两间" in page
    assert "安一" not in page, "officials have no names for the firm"
    assert (await people.post(client, mine, {"answer": "再答"})).status_code == 409
    (asked,) = await questions.of(application["id"])
    (paper,) = asked["files"]
    assert (await client.get(f"{mine}/files/{paper['id']}")).content == build.PDF
    (told,) = await notices.unread(person_id=cast.an.person_id)
    assert told["link"] == f"/desk/applications/{number}"
    await people.sign_in(client, cast.an)
    page = (await client.get(f"/desk/applications/{number}")).text
    assert page.count("东侧两间") == 2, "beside the question and in the history"
    assert (await client.get(f"{address}/{asked['id']}/files/{paper['id']}")).status_code == 200


async def test_nobody_else_asks_answers_or_reads(client, cast, tmp_path):
    number, made = await _open(cast, tmp_path)
    desk, mine = f"/desk/applications/{number}/questions", f"/firm/licensing/{number}/questions/{made}"
    await people.sign_in(client, cast.f)
    assert (await client.get(mine)).status_code == 404
    assert (await people.post(client, mine, {"answer": "x"})).status_code == 404
    assert (await client.get(desk)).status_code == 403
    await people.sign_in(client, cast.ding)
    assert (await client.get(desk)).status_code == 404
    assert (await people.post(client, desk, {"question": "x"})).status_code == 404
    await people.sign_in(client, cast.fang)
    assert (await people.post(client, desk, {"question": "x"})).status_code == 403
    await people.sign_in(client, cast.e)
    assert (await people.post(client, f"{desk}/{made}/withdraw")).status_code == 403
    assert (await client.get(f"/firm/licensing/{number}/questions/{uuid4()}")).status_code == 404
    assert (await client.get(f"{mine}/files/{uuid4()}")).status_code == 404
    wrong = await people.post(
        client, mine, {"answer": "x"}, files={"files": ("a.pdf", b"MZ", "application/pdf")}
    )
    assert wrong.status_code == 422, "no picture, no PDF"


async def test_a_decided_matter_is_neither_asked_nor_answered(cast, tmp_path):
    number, made = await _open(cast, tmp_path)
    assert len(await questions.open_of_firm(cast.firm)) == 1
    await receipt.tell_not_needed(number, reason="只做测评", actor=cast.an, now=clock.now())
    assert await questions.open_of_firm(cast.firm) == []
    with pytest.raises(errors.AlreadyMoved):
        await questions.ask(number, "再问", actor=cast.an, now=clock.now())
    with pytest.raises(errors.AlreadyMoved):
        await questions.answer(made, "晚了", folder=tmp_path, actor=cast.e, now=clock.now())


async def test_overdue_is_shown_and_what_is_not_needed_any_more_is_taken_back(client, cast, tmp_path):
    number, made = await _open(cast, tmp_path)
    await database.execute("update matter_question set answer_by = $1", clock.today() - timedelta(days=1))
    known = await calendar.current()
    owed = await duties.duties(cast.firm, today=clock.today(), now=clock.now(), calendar=known)
    assert [each.days_left < 0 for each in owed if str(made) in each.url] == [True]
    await people.sign_in(client, cast.an)
    address = f"/desk/applications/{number}/questions"
    assert "已过时间" in (await client.get(address)).text
    assert (await people.post(client, f"{address}/{made}/withdraw")).status_code == 303
    with pytest.raises(errors.AlreadyMoved):
        await questions.answer(made, "x", folder=tmp_path, actor=cast.e, now=clock.now())


async def test_not_more_than_ten_wait_at_once(cast, tmp_path):
    number, _made = await _open(cast, tmp_path, at=ApplicationStatus.ACCEPTED)
    for n in range(questions.MOST_OPEN - 1):
        await questions.ask(number, f"{ASKED}（{n}）", actor=cast.bai, now=clock.now())
    with pytest.raises(errors.Refused, match="没有回答"):
        await questions.ask(number, f"{ASKED}（又）", actor=cast.an, now=clock.now())

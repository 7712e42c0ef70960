"""The office's own pages: notices, the calendar of working days, officials, jobs, the log."""

from datetime import UTC, date, datetime

import pytest

from app.office import queue
from regulation import database
from regulation.casework import calendar
from regulation.notices import actions as notices
from tests import cast as people
from tests.builders import annual_reports

NOW = datetime(2026, 11, 22, 4, tzinfo=UTC)


async def test_the_organ_takes_note_of_its_notices_and_not_of_the_neighbours(client, cast):
    for who in (cast.an, cast.ding):
        await notices.tell("新的申请", "/desk", kind="test", now=NOW, organ_id=who.organ_id)
    await people.sign_in(client, cast.an)
    assert "新的申请" in (await client.get("/desk")).text
    await people.post(client, "/desk/notices")
    assert await notices.unread(organ_id=cast.an.organ_id) == []
    assert len(await notices.unread(organ_id=cast.ding.organ_id)) == 1


async def test_the_desk_does_not_say_that_nothing_waits_beside_a_pile_that_does(client, cast, monkeypatch):
    async def waits(_actor, **_day):
        return queue.Queue([queue.Waiting("待审核的年度报告", 55, "/desk/annual-reports")])

    monkeypatch.setattr(queue, "of", waits)
    await people.sign_in(client, cast.an)
    home = (await client.get("/desk")).text
    assert "55" in home
    assert "没有等您办理的事项" not in home


async def test_a_year_is_entered_from_its_notice_and_is_no_longer_provisional(client, cast):
    await people.sign_in(client, cast.hao)
    assert "暂定" in (await client.get("/desk/calendar?year=2027")).text
    form = {
        "year": "2027",
        "notice": "国办发明电〔2026〕9号",
        "days": "2027-01-01,休,元旦\n2027-01-03，班，元旦调休\n",
    }
    assert (await people.post(client, "/desk/calendar", form)).status_code == 303
    known = await calendar.current()
    assert not known.is_provisional(2027)
    assert known.is_working(date(2027, 1, 3))


async def test_a_line_that_cannot_be_read_is_named_and_nothing_is_kept(client, cast):
    await people.sign_in(client, cast.hao)
    form = {"year": "2027", "notice": "x", "days": "2027-01-01,休,元旦\n2027-02-30,休,x\n"}
    answer = await people.post(client, "/desk/calendar", form)
    assert answer.status_code == 422
    assert "第2行" in answer.text
    assert "2027-02-30" in answer.text
    assert await calendar.entered_years() == []


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ("2027-01-01,休,元旦\n2027-01-01,班,元旦", "2027年1月1日出现了两次"),
        ("2028-01-01,休,元旦", "不属于2027年"),
        ("2027-01-01,休," + "元" * 41, "第1行"),
        ('2027-01-01,休,"元旦\r班', "第2行"),
    ],
)
async def test_an_arrangement_with_a_slip_is_refused_in_words(client, cast, days, said):
    await people.sign_in(client, cast.hao)
    answer = await people.post(client, "/desk/calendar", {"year": "2027", "notice": "x", "days": days})
    assert answer.status_code == 422
    assert said in answer.text


async def test_a_year_that_begins_in_december_can_be_corrected(client, cast):
    await people.sign_in(client, cast.hao)
    for _ in range(2):
        form = {"year": "2027", "notice": "x", "days": "2026-12-31,休,元旦\n2027-01-01,休,元旦"}
        assert (await people.post(client, "/desk/calendar", form)).status_code == 303
    assert not (await calendar.current()).is_working(date(2026, 12, 31))


async def test_the_calendar_of_the_city_is_no_districts_to_change(client, cast):
    await people.sign_in(client, cast.an)
    assert "录入一年的安排" not in (await client.get("/desk/calendar")).text
    form = {"year": "2027", "notice": "x", "days": "2027-01-01,休,元旦"}
    assert (await people.post(client, "/desk/calendar", form)).status_code == 403


@pytest.mark.parametrize("year", ["9" * 5000, "0", "20270", "x"])
async def test_a_year_that_is_none_shows_this_years_calendar(client, cast, year):
    await people.sign_in(client, cast.an)
    assert (await client.get(f"/desk/calendar?year={year}")).status_code == 200


async def test_a_district_reads_the_log_of_its_own_organ(client, cast):
    await people.sign_in(client, cast.ning)
    assert (await client.get("/desk/audit")).status_code == 200
    assert (await client.get("/desk/audit?before=x")).status_code == 200
    assert (await client.get("/desk/jobs")).status_code == 200


async def test_the_log_is_told_in_words_with_the_matter_and_its_address(client, cast):
    from regulation.integrity import actions
    from regulation.integrity.status import FactKind
    from regulation.law import almanac

    fact = await actions.record_fact(
        cast.firm, FactKind.FINDING, source_kind="test", source_number="1", occurred_on=date(2026, 1, 5),
        organ_id=cast.an.organ_id, actor=cast.an, now=NOW,
    )  # fmt: skip
    await actions.ask_for_repair(
        cast.firm,
        fact,
        statement="已整改",
        duties_done=True,
        promised=True,
        calendar=almanac.known(),
        actor=cast.e,
        now=NOW,
    )
    request = await database.value("select id from repair_request")
    await people.sign_in(client, cast.ning)
    shown = (await client.get("/desk/audit")).text
    assert "记录信用信息" in shown
    assert "检查发现问题" in shown
    assert f"/desk/integrity/repairs/{request}" in shown
    assert "record_fact" not in shown


def test_every_act_of_every_table_of_steps_has_a_word_in_the_log():
    from app.office import acts

    for kind in acts.KINDS.values():
        assert kind.name
        assert all(word != name for name, word in kind.acts.items())


def test_every_daily_job_has_a_name():
    from app import jobs
    from app.office.pages import JOB_NAMES

    assert {each.name for each in jobs.JOBS} <= set(JOB_NAMES)


async def test_the_jobs_are_told_in_words(client, cast):
    from app import jobs
    from regulation.casework import jobs as runs

    await runs.run_due(jobs.JOBS, now=NOW)
    await people.sign_in(client, cast.ning)
    shown = (await client.get("/desk/jobs")).text
    assert "结束到期的公示" in shown
    assert "0 件" in shown
    assert "end_publications" not in shown
    assert "ended" not in shown


@pytest.mark.parametrize("who", ["bai", "lu", "hao", "an", "ning"])
async def test_no_list_of_reports_leads_where_its_reader_may_not_go(client, cast, who):
    await annual_reports.a_window(cast)
    await people.sign_in(client, getattr(cast, who))
    listed = (await client.get("/desk/annual-reports")).text
    leads_there = 'href="/desk/annual-reports/windows"' in listed
    assert leads_there == ((await client.get("/desk/annual-reports/windows")).status_code == 200)

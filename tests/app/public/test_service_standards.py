"""Times of decisions are public, and of few decisions nothing but that they are few."""

from datetime import date, timedelta

from regulation import database
from regulation.licensing import service_times
from regulation.licensing.actions import hearings
from regulation.licensing.rules import standards
from regulation.licensing.status import ApplicationStatus
from tests.builders import licensing as build


async def test_what_is_open_and_what_was_decided_is_told_by_organ(client, cast, tmp_path):
    await build.an_application(cast, at=ApplicationStatus.ACCEPTED, folder=tmp_path)
    found = (await client.get("/service-standards.json")).json()["rows"]
    assert [(each["organ_code"], each["open_today"]) for each in found] == [("", 1), ("110105", 1)]
    assert "今日在办" in (await client.get("/service-standards")).text
    assert (await client.get("/service-standards.csv")).text.count("\n") >= 3


async def test_of_one_decision_only_that_they_are_few(cast, tmp_path):
    await build.a_licence(cast, folder=tmp_path)
    (decided_on,) = (await database.row("select decided_on from application")).values()
    (city, organ) = await service_times.lines(
        standards.quarter_of(decided_on), today=decided_on, calendar=await _calendar()
    )
    assert (city.key[-1], organ.key[-1]) == ("", "110105")
    assert city.figures == standards.Figures(1, None, None, None, None)
    assert (city.open_now, city.late_now) == (0, 0)


async def test_what_stands_still_for_a_hearing_is_not_late(cast, tmp_path):
    """Asked on 23 November 2026: in January the days for the decision are not over, however long the hearing takes."""
    number = await build.an_application(cast, at=ApplicationStatus.ACCEPTED, folder=tmp_path)
    told = [{"name": "邻里物业", "contact": "示例路2号", "interest": "共用出入口"}]
    await hearings.tell(number, parties=told, actor=cast.an, now=build.MONDAY)
    january, known = date(2027, 1, 29), await _calendar()
    assert [line.late_now for line in await service_times.lines("2026Q4", today=january, calendar=known)] == [
        1,
        1,
    ]
    await hearings.answer_as_applicant(number, wants_hearing=True, actor=cast.e, now=build.MONDAY)
    assert [line.late_now for line in await service_times.lines("2026Q4", today=january, calendar=known)] == [
        0,
        0,
    ]


async def test_a_quarter_that_is_none_shows_the_last_full_one(client, cast):
    del cast
    for asked in ("1999Q1", "x", "2026Q9"):
        assert (await client.get(f"/service-standards?quarter={asked}")).status_code == 200


async def test_late_by_law_and_renewed_by_silence_are_late(cast, tmp_path):
    await build.a_licence(cast, folder=tmp_path)
    decided_on, known = await database.value("select decided_on from application"), await _calendar()
    quarter = standards.quarter_of(decided_on)
    case = (await database.rows(service_times.DECIDED, *standards.quarter_days(quarter)))[0]
    assert service_times._case(case, known).in_law
    await database.execute(
        "update clock set due_on = $1 where kind <> 'delivery'", decided_on - timedelta(days=1)
    )
    case = (await database.rows(service_times.DECIDED, *standards.quarter_days(quarter)))[0]
    assert not service_times._case(case, known).in_law
    assert not service_times._case({**case, "clocks": None, "status": "deemed"}, known).in_law


async def _calendar():
    from regulation.casework import calendar

    return await calendar.current()

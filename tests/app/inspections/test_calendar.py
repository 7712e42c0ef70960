"""An officer's tasks in a calendar: one event each under a lasting name, a secret address that can be renewed."""

from datetime import date, timedelta

import pytest
from icalendar import Calendar

from app import clock
from regulation import database
from regulation.inspections.actions import results, visiting
from regulation.inspections.status import TaskStatus
from tests.builders import inspections as build
from tests.cast import post, sign_in

NOW = build.NOW
LATER = NOW + timedelta(days=3)


@pytest.fixture
def at(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: LATER)
    monkeypatch.setattr(clock, "today", (LATER + timedelta(hours=8)).date)


def events(answer):
    """The events of a calendar by the id of their task."""
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/calendar")
    return {
        str(each["uid"]).split("@", 1)[0]: each for each in Calendar.from_ical(answer.content).walk("VEVENT")
    }


async def address_of(client):
    page = await post(client, "/field/calendar")
    assert page.status_code == 200
    return (
        page.text.split('id="calendar-address">', 1)[1].split("<", 1)[0].split("://", 1)[1].partition("/")[2]
    )


async def test_each_task_is_one_event_whose_sequence_grows(client, cast, at):
    task_id = await build.a_task(cast, at=TaskStatus.NOTIFIED)
    first, _second = await build.team_of(cast, task_id)
    await sign_in(client, first)
    before = events(await client.get("/field/tasks.ics"))[str(task_id)]
    assert before["dtstart"].dt == date(2026, 6, 2)
    assert before["dtend"].dt == date(2026, 7, 3), "the day after the last"
    assert "抽查" in before["summary"]
    assert "抽查路" in before["location"]
    await visiting.start(
        task_id, place="抽查路1号", told=True, scan=await build.a_scan(task_id), actor=first, now=LATER
    )
    after = events(await client.get("/field/tasks.ics"))[str(task_id)]
    assert after["uid"] == before["uid"]
    assert after["sequence"] > before["sequence"]
    await sign_in(client, cast.an)
    assert (await client.get("/field/tasks.ics")).status_code == 403


async def test_the_address_is_secret_renewed_and_ended(client, cast, at):
    task_id = await build.a_task(cast, at=TaskStatus.NOTIFIED)
    first, second = await build.team_of(cast, task_id)
    await sign_in(client, first)
    assert "还没有订阅地址" in (await client.get("/field/calendar")).text
    old = await address_of(client)
    stored = await database.value(
        "select token_hash from calendar_address where person = $1", first.person_id
    )
    assert stored not in old
    assert "只显示这一次" not in (await client.get("/field/calendar")).text
    await sign_in(client, None)
    assert str(task_id) in events(await client.get(f"/{old}"))
    await sign_in(client, first)
    new = await address_of(client)
    assert (await client.get(f"/{old}")).status_code == 404
    assert str(task_id) in events(await client.get(f"/{new}"))
    await sign_in(client, second)
    theirs = await address_of(client)
    assert theirs != new
    await sign_in(client, first)
    assert (await post(client, "/field/calendar/end")).status_code == 303
    assert (await client.get(f"/{new}")).status_code == 404
    assert str(task_id) in events(await client.get(f"/{theirs}"))
    await database.execute(
        "update appointment set to_on = $2 where person = $1", second.person_id, NOW.date()
    )
    assert (await client.get(f"/{theirs}")).status_code == 404, "who no longer inspects"


async def test_a_stranger_does_not_try_addresses_for_ever(client, cast, at):
    answers = [(await client.get(f"/field/calendar/guess-{number}.ics")).status_code for number in range(21)]
    assert answers == [404] * 20 + [429]


async def test_who_reads_the_address_does_not_learn_of_a_surprise(client, cast, at):
    task_id = await build.a_task(cast, at=TaskStatus.NOTIFIED, announced=False)
    first, _second = await build.team_of(cast, task_id)
    await sign_in(client, first)
    own = events(await client.get("/field/tasks.ics"))[str(task_id)]
    shared = events(await client.get(f"/{await address_of(client)}"))[str(task_id)]
    assert shared["uid"] == own["uid"]
    assert "location" in own
    assert "location" not in shared
    firm = await database.value(
        "select name from firm join inspection_task on inspection_task.firm = firm.id where inspection_task.id = $1",
        task_id,
    )
    assert firm in own["summary"]
    assert firm not in shared.to_ical().decode()


async def test_a_visit_that_fell_away_is_struck_out(client, cast, at):
    task_id = await build.a_task(cast, at=TaskStatus.NOTIFIED)
    first, _second = await build.team_of(cast, task_id)
    await results.carry_over(task_id, reason="机构搬迁期间", actor=cast.an, now=LATER)
    await sign_in(client, first)
    event = events(await client.get("/field/tasks.ics"))[str(task_id)]
    assert event["status"] == "CANCELLED"

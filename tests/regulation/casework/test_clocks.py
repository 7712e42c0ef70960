"""Clocks of a matter: due days are computed, paused, and computed anew when a year's notice is entered."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from regulation import database, errors
from regulation.casework import calendar, clocks
from regulation.law import almanac
from regulation.law.citation import HRM_REGULATIONS
from regulation.law.period import Period, Roll, Unit

NOW = datetime(2026, 11, 22, 4, tzinfo=UTC)
DECISION = Period(20, Unit.WORKING_DAYS, "收到申请", Roll.NONE, HRM_REGULATIONS.article(19))


async def test_a_clock_shows_its_due_day_and_its_article(db):
    matter, known = uuid4(), almanac.known()
    due = await clocks.start("application", matter, "decision", DECISION, date(2026, 11, 2), calendar=known)
    assert due.due_on == date(2026, 11, 30)
    (clock,) = await clocks.of(matter, calendar=known)
    assert clock.due.due_on == due.due_on
    assert clock.due.citation == HRM_REGULATIONS.article(19)
    assert clock.is_running


async def test_time_does_not_run_while_the_clock_stands_still(db):
    matter, known = uuid4(), almanac.known()
    await clocks.start("application", matter, "decision", DECISION, date(2026, 11, 2), calendar=known)
    await clocks.pause(matter, "decision", on=date(2026, 11, 9), calendar=known)
    await clocks.resume(matter, "decision", on=date(2026, 11, 16), calendar=known)
    (clock,) = await clocks.of(matter, calendar=known)
    assert clock.due.due_on == date(2026, 12, 7)
    assert await database.value("select due_on from clock where matter_id = $1", matter) == date(2026, 12, 7)


async def test_entering_the_notice_of_2027_moves_the_due_days_that_rest_on_it(cast):
    matter = uuid4()
    provisional = await clocks.start(
        "application", matter, "decision", DECISION, date(2026, 12, 25), calendar=await calendar.current()
    )
    assert provisional.provisional
    days = [(date(2027, 1, day), False, "元旦") for day in (1, 2, 3, 4, 5)]
    moved = await calendar.enter_year(2027, "国办发明电〔2026〕9号", days, actor=cast.hao, now=NOW)
    assert moved == 1
    (clock,) = await clocks.of(matter, calendar=await calendar.current())
    assert clock.due.due_on > provisional.due_on
    assert not clock.due.provisional


async def test_a_met_clock_is_left_alone(cast):
    matter = uuid4()
    await clocks.start(
        "application", matter, "decision", DECISION, date(2026, 12, 25), calendar=almanac.known()
    )
    await clocks.meet(matter, "decision", on=date(2026, 12, 28))
    days = [(date(2027, 1, 4), False, "元旦")]
    with pytest.raises(errors.NotPermitted, match="市级机关统一录入"):
        await calendar.enter_year(2027, "x", days, actor=cast.an, now=NOW)
    assert await calendar.enter_year(2027, "x", days, actor=cast.hao, now=NOW) == 0

"""The invented city can be founded at any hour of the day."""

from datetime import UTC, datetime

import pytest

from app.demo import standing
from app.demo.people import Staff
from regulation import database


@pytest.mark.parametrize("hour", [0, 13, 15, 16, 23])
async def test_the_decree_of_the_city_is_adopted_at_whatever_hour_the_city_is_founded(cast, hour):
    """Until its day is over: 13 to 16 UTC is nine in the evening to midnight in Beijing."""
    staff = Staff(clerk=cast.hao, decider=cast.jin, legal=cast.fang, statistician=cast.mo)
    await standing.add_decree(staff, datetime(2026, 10, 19, hour, 5, tzinfo=UTC))
    assert await database.value("select status from local_value") == "adopted"

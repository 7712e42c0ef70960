"""How well the returns of a year were filled in, counted from the filings that count."""

import pytest

from regulation.surveys.queries import calendar, quality
from regulation.surveys.status import Status
from tests.builders import returns


@pytest.fixture
async def city(cast):
    await returns.a_round(2025)
    return returns.City(cast)


async def test_returns_that_count_are_counted_by_district_and_type(city):
    await city.respondent(edu=(1, 1, 1))
    await city.respondent(organ="110108", inst_type="ENT_SOE", edu=(1, 1, 1))
    await city.respondent(status=Status.RETURNED, edu=(1, 1, 1))
    await city.respondent(status=Status.DRAFT)
    found = {(each.district, each.inst_type): each.returns for each in await quality.filled(2025)}
    assert found == {("110105", "ENT_PRIV"): 1, ("110108", "ENT_SOE"): 1}
    assert await quality.filled(2024) == []


async def test_the_calendar_shows_rounds_and_nothing_of_respondents(city):
    await city.respondent(edu=(1, 1, 1))
    [found] = await calendar.of_returns()
    assert (found.year, found.gate, found.embargo_until) == (2025, "open", None)


async def test_soft_findings_and_returns_sent_back_are_counted(city):
    firm = await city.firm()
    await city.answer(
        firm, edu=(1, 1, 1), findings=({"rule": "V060", "level": "soft"}, {"rule": "V062", "level": "soft"})
    )
    [found] = await quality.filled(2025)
    assert (found.returns, found.explained, found.sent_back) == (1, 2, 0)
    assert [(each.rule, each.level, each.times) for each in await quality.fired(2025)] == [
        ("V060", "soft", 1),
        ("V062", "soft", 1),
    ]

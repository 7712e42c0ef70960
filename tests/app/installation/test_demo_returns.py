"""The invented returns: everybody in the population has one, and what goes wrong in a real round went wrong in it."""

import json
import random
from datetime import UTC, date, datetime

import pytest

from app.demo import bodies, figures, firms, monitoring, people, registers, reports, returns, surveys
from app.demo.years import Years
from regulation import database
from regulation.indicators import reading
from regulation.surveys import session
from regulation.surveys.queries import frame, scope
from regulation.surveys.queries import monitoring as collected
from reports.statistics import monitoring as quarterly
from reports.statistics.disclosure import Parameters
from tests import cast as actors
from tests.conftest import rolled_back

TODAY = date(2026, 11, 28)
NOW = datetime(2026, 11, 28, 2, 0, tzinfo=UTC)
SEED = 2026


async def rows(sql, *args):
    async with session.statistics():
        return await database.rows(sql, *args)


@pytest.fixture(scope="module")
async def founded(database):
    """A small city with its register, its reports and its returns, founded once for all tests; its people, the firm spared."""
    async with rolled_back():
        cast = await actors.assemble()
        yield cast, await found(cast)


@pytest.fixture
def cast(founded, db):
    return founded[0]


@pytest.fixture
def city(founded, db):
    """The firm that is spared."""
    return founded[1]


async def found(cast):
    invented, public = firms.invent(600, SEED, TODAY), bodies.invent(600, SEED, after=600)
    await registers.add([*invented, *public], SEED, now=NOW)
    staff = await people.add_staff(random.Random(SEED), {}, today=TODAY)
    years = Years.on(TODAY)
    await reports.add_windows(TODAY, actor=cast.hao, now=NOW)
    await reports.add_reports(invented, SEED, set(), today=TODAY, now=NOW)
    await surveys.add_rounds(years, cast.mo, now=NOW)
    asked = set(await scope.firms(date(2025, 12, 31)))
    spared = next(firm for firm in invented if firm.id in asked and not firm.rank)
    await returns.add_returns([*invented, *public], SEED, {spared.id}, staff, years, now=NOW)
    await surveys.add_groups(invented, years, cast.mo, now=NOW)
    return spared


async def test_everybody_in_the_population_has_one_return_a_year_and_nobody_else(city):
    for year in (2023, 2024, 2025):
        asked = set(await scope.firms(date(year, 12, 31)))
        made = await rows("select firm from statistical_return where year = $1", year)
        assert len(made) == len({each["firm"] for each in made})
        missing = asked - {each["firm"] for each in made}
        assert {each["firm"] for each in made} <= asked
        # Who fills it in by hand, and one firm in each of two districts that never began.
        assert len(missing) == (3 if year == 2025 else 0)
    assert city.id in missing
    assert len(asked) > 500


async def test_what_goes_wrong_in_a_round_went_wrong_in_these(city):
    found = {
        (each["year"], each["status"]): each["n"]
        for each in await rows("select year, status, count(*) as n from statistical_return group by 1, 2")
    }
    for year in (2024, 2025):
        whole = sum(n for (of, _), n in found.items() if of == year)
        assert 0.02 <= found[year, "nonresponse"] / whole <= 0.06
        assert {status for of, status in found if of == year} == {
            "city_passed",
            "nonresponse",
            "out_of_scope",
        }
        (late,) = await rows(
            "select avg(is_late::int) as share from filed_return where year = $1 and version = 1", year
        )
        assert 0.07 <= late["share"] <= 0.15
        twice = await rows("select id from statistical_return where year = $1 and version = 2", year)
        assert 0.02 <= len(twice) / whole <= 0.08
    silent = await rows(
        """select max(cast(cells ->> 'staff_total' as int)) as staff from filed_return
            where year = 2023 and firm_id in (select firm from statistical_return where status = 'nonresponse')"""
    )
    assert silent[0]["staff"] <= 45


async def test_amounts_in_yuan_were_sent_back_and_put_right(city):
    errors = await rows(
        """select bad.cells as bad, good.cells as good, opinion.marks from filed_return as bad
             join filed_return as good on good.statistical_return = bad.statistical_return and good.version = 2
             join return_opinion as opinion on opinion.filed = bad.id and opinion.outcome = 'returned'
            where bad.version = 1 and opinion.marks ? 'rev_total'"""
    )
    assert errors
    for each in errors:
        bad, good = reading.from_json(each["bad"]), reading.from_json(each["good"])
        assert bad["rev_total"] == good["rev_total"] * 10_000


async def test_a_return_says_what_the_operating_report_says_or_why_not(city):
    pairs = await rows(
        """select filed.cells as stated, filed.differs as why, report.cells as reported
             from statistical_return as held join filed_return as filed on filed.id = held.filed
             join annual_report on annual_report.firm = held.firm and annual_report.year = held.year
             join filed_report as report on report.id = annual_report.filed
            where held.year in (2024, 2025)"""
    )
    explained = 0
    for each in pairs:
        stated, reported = reading.from_json(each["stated"]), reading.from_json(each["reported"])
        different = {key for key in stated.keys() & reported.keys() if stated[key] != reported[key]}
        why = json.loads(each["why"])
        assert different == set(why)
        explained += len(why)
        assert all(one["reason"] and one["value"] == str(stated[key]) for key, one in why.items())
    assert 0 < explained < len(pairs) * 0.05


async def test_the_earliest_year_has_the_main_figures_alone(city):
    (one,) = await rows(
        "select cells from filed_return where year = 2023 and not is_nil and inst_type = 'ENT_PRIV' limit 1"
    )
    cells = reading.from_json(one["cells"])
    assert {"staff_total", "rev_total", "rev_onbehalf", "persons_served"} <= set(cells)
    assert "premises_area" not in cells


async def test_it_is_the_same_every_time(city):
    (one,) = await rows(
        """select firm.uscc, cells from filed_return join firm on firm.id = firm_id
            where year = 2024 and filed_return.inst_type = 'ENT_PRIV' and differs = '{}' and version = 1
              and statistical_return in (select id from statistical_return where version = 1) limit 1"""
    )
    firm = next(each for each in firms.invent(600, SEED, TODAY) if each.uscc == one["uscc"])
    cells = reading.from_json(one["cells"])
    again = figures.of(firm, 2024, 2025, SEED)
    assert all(cells[key] == again[key] for key in cells.keys() & again.keys())


async def test_the_monitoring_has_eight_whole_quarters_and_a_month_under_way(city, cast):
    await surveys.approve_monthly_form(cast.mo, now=NOW)
    own = next(each for each in await frame.rows(TODAY) if each["id"] == city.id)["id"]
    made = await monitoring.add_monitoring(600, SEED, own, cast.mo, now=NOW)
    months = await rows(
        """select round.period, count(*) as points, count(held.id) as answered,
                  bool_or(held.firm = $1) as own from survey_round as round
             join round_target as target on target.survey_round = round.id
             left join statistical_return as held on held.survey_round = round.id and held.firm = target.firm
            where round.kind = 'monthly' group by 1 order by 1""",
        own,
    )
    assert [months[0]["period"], months[-1]["period"], len(months)] == ["2024-10", "2026-10", 25]
    assert all(0.88 <= each["answered"] / each["points"] <= 1 for each in months[:-1])
    assert 0.3 <= months[-1]["answered"] / months[-1]["points"] <= 0.6
    assert not months[-1]["own"]
    assert sum(each["answered"] for each in months) == made
    plans = await rows("select turns, status from panel_plan order by month")
    assert [tuple(each.values()) for each in plans] == [
        (False, "confirmed"),
        (True, "confirmed"),
        (True, "confirmed"),
    ]
    for number in (1, 2, 3):
        report = quarterly.of_collected(
            await collected.quarter(2026, number), quarterly.Earlier({}, {}), Parameters()
        )
        ratio = report.tables[0].cell("total", "ratio").value
        assert report.is_complete
        assert 1.0 <= ratio <= 1.6


async def test_the_group_of_the_largest_firm_is_known(city):
    (group,) = await rows("select group_key, count(*) as n from enterprise_group group by 1")
    assert group["n"] == 6

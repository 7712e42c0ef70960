"""The panel is drawn, looked at, confirmed; firms are told; every change is on record."""

from datetime import UTC, datetime
from uuid import uuid4

import asyncpg
import pytest

from regulation import database, errors
from regulation.indicators import catalogue
from regulation.surveys import panel, session
from regulation.surveys.actions import panel as actions
from regulation.surveys.queries import frame
from regulation.surveys.queries import panel as queries
from tests.builders import monitoring
from tests.builders.annual_reports import a_registration

NOW = monitoring.NOW
NEXT_YEAR = datetime(2027, 1, 4, 2, 0, tzinfo=UTC)


async def test_the_frame_is_who_registers_vacancies_and_seekers(cast):
    """Licence or public institution; a filing alone, or a licence that has ended, is not in it."""
    await a_registration(cast.firm)
    await a_registration(cast.other_firm, "filing")
    numbers = {each["number"] for each in await frame.rows(NOW.date())}
    mine, other = [
        await database.value("select number from firm where id = $1", each)
        for each in (cast.firm, cast.other_firm)
    ]
    assert mine in numbers
    assert other not in numbers
    await database.execute("update firm set inst_type = 'PUB_EMP' where id = $1", cast.other_firm)
    units = {each.number: each for each in await frame.units(NOW.date(), panel.PARAMETERS.on(NOW.date()))}
    assert units[other].stratum == "public"
    assert units[mine].stratum == "expansion-recruit"


def test_line_and_platform_come_from_the_latest_operating_report():
    rules = panel.PARAMETERS.on(NOW.date())

    def row(number, **figures):
        row = [None] * catalogue.PLACES_USED
        for key, value in figures.items():
            row[catalogue.BY_KEY[key].place - 1] = value
        return {"number": number, "area": "110101", "inst_type": None, "figures": row}

    found = frame.of_rows(
        [row(f"F{at}", online_posts=at * 100, rev_dispatch=500, rev_recruit=400) for at in range(8)]
        + [row("G1", rev_headhunt=1), {"number": "G2", "area": "x", "inst_type": "PUB_TAL", "figures": None}],
        rules,
    )
    strata = {each.number: each.stratum for each in found}
    assert [number for number, stratum in strata.items() if stratum == "platform"] == [
        "F3",
        "F4",
        "F5",
        "F6",
        "F7",
    ]
    assert strata["F0"] == "core-staffing"
    assert strata["G1"] == "core-search"
    assert strata["G2"] == "public"


async def test_a_drawn_panel_is_confirmed_and_the_firms_are_told(cast):
    numbers = await monitoring.licensed_firms(12)
    made = await actions.propose("2026-02", actor=cast.mo, now=NOW)
    assert await queries.points("2026-02") == []
    drawn = await queries.plan(made)
    assert len(drawn.seed) == 32
    assert drawn.frame_digest == panel.digest(await frame.units(NOW.date(), panel.PARAMETERS.on(NOW.date())))
    await actions.confirm(made, actor=cast.mo, now=NOW)
    points = await queries.points("2026-02")
    assert len(points) == 4
    assert {each["number"] for each in points} <= set(numbers)
    assert {each["weight"] for each in points} == {3}
    assert await queries.points("2026-01") == []
    told = await database.rows("select firm_id, title, link from notice where kind = 'monitoring'")
    assert {each["firm_id"] for each in told} == {each["firm"] for each in points}
    assert {each["act"] for each in await queries.changes()} == {"enter"}


async def test_anybody_can_draw_it_again_from_the_record(cast):
    await monitoring.licensed_firms(12)
    made = await monitoring.a_panel(cast)
    drawn = await queries.plan(made)
    units = [panel.Unit(number, *stratum.split("-")) for number, stratum in drawn.frame]
    assert panel.digest(units) == drawn.frame_digest
    again = panel.plan(
        units, (), drawn.month, panel.ranked(drawn.seed), panel.PARAMETERS.on(NOW.date()), turns=drawn.turns
    )
    assert again == drawn.plan


async def test_dropping_a_proposal_brings_no_other_institutions_in(cast):
    await monitoring.licensed_firms(12)
    first = await actions.propose("2026-02", actor=cast.mo, now=NOW)
    with pytest.raises(errors.Refused, match="待确定"):
        await actions.propose("2026-02", actor=cast.mo, now=NOW)
    await actions.drop(first, "样本分布不合适", actor=cast.mo, now=NOW)
    again = await actions.propose("2026-02", actor=cast.mo, now=NOW)
    assert (await queries.plan(again)).plan == (await queries.plan(first)).plan
    assert (await queries.plan(first)).status == "dropped"
    with pytest.raises(errors.AlreadyMoved):
        await actions.confirm(first, actor=cast.mo, now=NOW)


async def test_the_first_panel_of_the_next_year_turns(cast):
    await monitoring.licensed_firms(12)
    await monitoring.a_panel(cast)
    midyear = await actions.propose("2026-07", actor=cast.mo, now=datetime(2026, 7, 1, 2, tzinfo=UTC))
    assert not (await queries.plan(midyear)).turns
    await actions.drop(midyear, "没有变化", actor=cast.mo, now=NOW)
    before = {each["number"] for each in await queries.points("2026-12")}
    await monitoring.a_panel(cast, month="2027-01", now=NEXT_YEAR)
    after = {each["number"] for each in await queries.points("2027-01")}
    assert len(before - after) == len(after - before) == 1
    assert {each["number"] for each in await queries.points("2026-12")} == before
    acts = [each["act"] for each in await queries.changes() if each["month"] == "2027-01"]
    assert sorted(acts) == ["enter", "leave"]
    (gone,) = before - after
    assert (await queries.left())[gone] == "2027-01"


async def test_the_past_is_not_drawn_again(cast):
    await monitoring.licensed_firms(4)
    with pytest.raises(errors.Refused):
        await actions.propose("2025-12", actor=cast.mo, now=NOW)
    with pytest.raises(errors.Invalid):
        await actions.propose("2026-13", actor=cast.mo, now=NOW)
    await monitoring.a_panel(cast, month="2026-06")
    with pytest.raises(errors.Refused):
        await actions.propose("2026-05", actor=cast.mo, now=NOW)


async def test_only_the_municipal_statistician_draws(cast):
    for who in (cast.an, cast.jin, cast.lu, cast.pan, cast.e):
        with pytest.raises(errors.NotPermitted):
            await actions.propose("2026-02", actor=who, now=NOW)


async def test_an_empty_register_gives_no_panel(cast):
    with pytest.raises(errors.Refused, match="不能抽样"):
        await actions.propose("2026-02", actor=cast.mo, now=NOW)


async def test_the_database_keeps_a_drawn_panel_as_it_was_drawn(cast):
    await monitoring.licensed_firms(4)
    made = await monitoring.a_panel(cast)
    async with session.statistics():
        for act in (
            "update panel_plan set seed = 'another'",
            "delete from panel_plan",
            "update panel_plan set status = 'proposed'",
        ):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                async with database.unit_of_work():
                    await database.execute(act)
        with pytest.raises(asyncpg.PostgresError):
            async with database.unit_of_work():
                await database.execute("update panel_change set reason = 'x'")
        assert await database.value("select status from panel_plan where id = $1", made) == "confirmed"


async def test_a_stale_plan_is_not_confirmed(cast):
    await monitoring.licensed_firms(12)
    await monitoring.a_panel(cast)
    made = await actions.propose("2026-03", actor=cast.mo, now=NOW)
    async with session.statistics():
        await database.execute(
            """insert into panel_point (id, firm, stratum, is_certainty, weight, rotation_group, since, designated_by,
                                        designated_at) values ($1, $2, 'core-other', false, 1, 1, '2026-01', 'x', $3)""",
            uuid4(),
            cast.firm,
            NOW,
        )
    with pytest.raises(errors.Refused, match="重新抽样"):
        await actions.confirm(made, actor=cast.mo, now=NOW)

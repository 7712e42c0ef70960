"""Microdata from the database: who is in the population, what counts, what is frozen and stays so."""

from datetime import date
from decimal import Decimal

import asyncpg
import polars as pl
import pytest

from regulation import database, errors
from regulation.surveys import session
from regulation.surveys.actions import freezing as acts
from regulation.surveys.queries import pseudonyms, snapshots
from regulation.surveys.status import Status
from reports.statistics import freezing, gathering
from reports.statistics.microdata import IMPUTED, RESPONDED
from tests.builders import annual_reports as build
from tests.builders import returns
from tests.builders.returns import NOW


@pytest.fixture
async def city(cast):
    for year in (2024, 2025):
        await returns.a_round(year)
    return returns.City(cast)


async def name_of(firm):
    number = await database.value("select number from firm where id = $1", firm)
    return (await pseudonyms.of_groups([number]))[number]


async def rows(year=2025):
    found = (await gathering.gather(year)).microdata
    return {row["unit"]: row for row in found.of_year(year).iter_rows(named=True)}


async def test_an_answer_is_a_row_with_its_figures_in_hundredths(city):
    firm = await city.respondent(
        lines=("RECRUIT", "DISPATCH"),
        edu=(1, 5, 2),
        rev_total=Decimal("1530.05"),
        disp_ind_c=7,
        inst_type="ENT_HK",
        organ="110108",
    )
    found = await rows()
    row = found[await name_of(firm)]
    assert (row["staff_total"], row["rev_total"], row["disp_ind_c"]) == (800, 153005, 700)
    assert (row["tax_total"], row["archives_held"]) == (None, None)
    assert (row["district"], row["inst_type"], row["type_group"]) == ("110108", "ENT_HK", "HK_MO_TW")
    assert [line for line, ticked in row.items() if line.startswith("line_") and ticked] == [
        "line_RECRUIT",
        "line_DISPATCH",
    ]
    assert (row["has_licence"], row["has_filing"], row["is_public"], row["state"]) == (
        True,
        False,
        False,
        RESPONDED,
    )
    assert row["group"] == row["unit"]


async def test_the_population_is_the_register_of_the_last_day_of_the_year(city):
    """Nine firms: six are in, whether they answered or not."""
    inside = {
        "licensed": await city.respondent(staff_total=1),
        "recorded": await city.respondent(kind="filing", staff_total=1),
        "branch": await city.respondent(kind="branch_report", staff_total=1),
        "public": await city.firm(kind="", inst_type="PUB_EMP"),
        "silent": await city.firm(),
        "left on the day after": await city.firm(),
    }
    await database.execute(
        "update registration_entry set ended_on = '2026-01-01', status = 'cancelled' where firm = $1",
        inside["left on the day after"],
    )
    gone = await city.respondent(staff_total=1)
    await database.execute(
        "update registration_entry set ended_on = '2025-12-31', status = 'cancelled' where firm = $1", gone
    )
    only_dispatch = await city.respondent(kind="dispatch_licence", staff_total=1)
    not_asked = await city.firm()
    await city.answer(not_asked, status=Status.OUT_OF_SCOPE)
    found = await rows()
    assert {await name_of(firm) for firm in inside.values()} <= set(found)
    assert not {await name_of(firm) for firm in (gone, only_dispatch, not_asked)} & set(found)
    assert len(found) == 6
    public = found[await name_of(inside["public"])]
    assert (public["is_public"], public["type_group"], public["has_licence"]) == (True, "PUBLIC", False)


@pytest.mark.parametrize(
    ("status", "counts"),
    [
        (Status.DRAFT, False),
        (Status.RETURNED, False),
        (Status.NONRESPONSE, False),
        (Status.SUBMITTED, True),
        (Status.DISTRICT_PASSED, True),
        (Status.CITY_PASSED, True),
    ],
)
async def test_what_was_sent_back_or_never_filed_does_not_count_and_its_firm_stays(city, status, counts):
    await city.respondent(staff_total=3)
    firm = await city.firm()
    await city.answer(firm, status=status, staff_total=5)
    row = (await rows())[await name_of(firm)]
    assert (row["state"] == RESPONDED) is counts
    assert row["staff_total"] == (500 if counts else None)


async def test_the_type_of_a_silent_firm_is_what_it_last_said(city):
    await city.respondent(staff_total=3)
    firm = await city.respondent(year=2024, inst_type="ENT_SOE", staff_total=3)
    never = await city.firm()
    found = await rows()
    assert found[await name_of(firm)]["type_group"] == "SOE"
    assert (found[await name_of(never)]["inst_type"], found[await name_of(never)]["type_group"]) == (
        None,
        "OTHER",
    )


async def test_the_latest_version_counts_and_the_group_of_the_day(city):
    one = await city.respondent(staff_total=3, versions=3)
    two = await city.respondent(staff_total=3)
    left = await city.respondent(staff_total=3)
    await returns.group("测试集团", one, two)
    await returns.group("测试集团二", left, until=date(2025, 12, 31))
    found = await rows()
    assert len(found) == 3
    first, second, third = [found[await name_of(firm)] for firm in (one, two, left)]
    assert first["group"] == second["group"] != third["group"]
    assert third["group"] == third["unit"]
    assert first["group"] == (await pseudonyms.of_groups(["测试集团"]))["测试集团"]


async def test_no_name_and_no_register_number_stands_in_the_microdata(city):
    firm = await city.respondent(staff_total=3)
    number = await database.value("select number from firm where id = $1", firm)
    content = (await gathering.gather(2025)).microdata.parquet()
    unit = await name_of(firm)
    assert unit.startswith("U")
    assert number not in unit
    assert number.encode() not in content
    assert await pseudonyms.firms_of([unit]) == {unit: firm}
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with database.unit_of_work():
            await database.value("select salt from surveys.pseudonym_salt")


async def test_years_without_a_round_or_an_answer_are_not_there(city):
    with pytest.raises(errors.NotFound):
        await gathering.gather(2025)
    await city.respondent(staff_total=3)
    assert (await gathering.gather(2025)).microdata.years == (2025,)
    with pytest.raises(errors.NotFound):
        await gathering.gather(2023)


async def test_the_silent_are_imputed_from_their_operating_report_first(city):
    await build.a_window(city.cast, year=2025)
    for _ in range(21):
        await city.respondent(staff_total=10, rev_total=Decimal(100))
    silent = await city.firm()
    from tests.reports.statistics.conftest import City as Reports

    await Reports(city.cast).report(silent, staff_total=4, rev_total=Decimal(33))
    found = await gathering.gather(2025)
    assert found.imputation.may_be_frozen, "the 22nd by revenue"
    unit = await name_of(silent)
    assert sorted(
        found.imputation.cells.filter(pl.col("unit") == unit).select("key", "method", "value").rows()
    ) == [
        ("rev_total", "admin", 3300),
        ("staff_total", "admin", 400),
    ]
    states = dict(found.microdata.units.select("unit", "state").iter_rows())
    assert states[unit] == IMPUTED


# --- freezing -------------------------------------------------------------------------------------------


async def a_closed_city(city):
    firms = [await city.respondent(staff_total=10 + at, rev_total=Decimal(100 + at)) for at in range(25)]
    silent = await city.firm()
    await returns.gate(2025, "editing_closed")
    return firms, silent


async def test_what_was_frozen_is_read_back_and_later_filings_do_not_change_it(city):
    _, silent = await a_closed_city(city)
    digest = await freezing.freeze(2025, actor=city.cast.mo, now=NOW)
    await city.respondent(staff_total=1000)
    found = await gathering.frozen(2025)
    assert found.is_frozen
    assert found.microdata.digest == digest
    assert found.microdata.units.height == 26
    assert (await gathering.gather(2025)).microdata.digest != digest
    kept = await snapshots.latest(2025)
    assert (kept.number, kept.rows, kept.frozen_by) == (1, 26, "莫一")
    async with session.statistics():
        cells = await database.rows("select firm_id, key, method, basis from imputed_cell")
    assert {each["firm_id"] for each in cells} == {silent}
    assert {each["method"] for each in cells} == {"donor"}
    assert all(each["basis"].startswith("U") for each in cells)


async def test_freezing_the_same_again_keeps_one_snapshot_and_a_change_makes_another(city):
    firms, _ = await a_closed_city(city)
    first = await freezing.freeze(2025, actor=city.cast.mo, now=NOW)
    assert await freezing.freeze(2025, actor=city.cast.mo, now=NOW) == first
    await database.execute(
        "update registration_entry set ended_on = '2025-06-30', status = 'cancelled' where firm = $1",
        firms[0],
    )
    assert await freezing.freeze(2025, actor=city.cast.mo, now=NOW) != first
    async with session.statistics():
        numbers = await database.rows("select number from frozen_snapshot where year = 2025 order by number")
    assert [each["number"] for each in numbers] == [1, 2]


async def test_a_snapshot_is_neither_changed_nor_removed(city):
    await a_closed_city(city)
    await freezing.freeze(2025, actor=city.cast.mo, now=NOW)
    async with session.statistics():
        for act in ("update frozen_snapshot set digest = 'x'", "delete from frozen_snapshot"):
            with pytest.raises(asyncpg.PostgresError):
                async with database.unit_of_work():
                    await database.execute(act)


async def test_nothing_is_frozen_while_one_of_the_largest_is_silent(city):
    firms, silent = await a_closed_city(city)
    await city.answer(silent, year=2024, staff_total=10, rev_total=Decimal(99_999))
    await city.answer(firms[0], year=2024, staff_total=10, rev_total=Decimal(100))
    assert [(firm, large.rank) for firm, large in await freezing.to_phone(2025)] == [(silent, 1)]
    with pytest.raises(errors.Refused):
        await freezing.freeze(2025, actor=city.cast.mo, now=NOW)
    assert await gathering.frozen(2025) is None


async def test_freezing_is_the_city_statisticians_and_waits_for_the_end_of_editing(city):
    await a_closed_city(city)
    for who in (city.cast.pan, city.cast.an, city.cast.lu):
        with pytest.raises(errors.NotPermitted):
            await freezing.freeze(2025, actor=who, now=NOW)
    for state in ("open", "disclosure_passed", "published"):
        await returns.gate(2025, state)
        with pytest.raises(errors.Refused):
            await freezing.freeze(2025, actor=city.cast.mo, now=NOW)


async def test_an_estimate_for_nobody_on_the_register_is_refused(city):
    await a_closed_city(city)
    with pytest.raises(errors.Refused):
        await acts.freeze(
            2025,
            digest="0" * 64,
            content=b"",
            rows=0,
            code_version="1",
            estimates=[acts.Estimate("U0", "staff_total", "donor", 100)],
            actor=city.cast.mo,
            now=NOW,
        )


async def test_a_value_entered_by_hand_survives_and_is_used_last(city):
    await a_closed_city(city)
    alone = await city.firm(kind="", inst_type="PUB_TAL")
    with pytest.raises(errors.Refused):
        await freezing.freeze(2025, actor=city.cast.mo, now=NOW)
    async with session.statistics():
        await database.execute(
            """insert into imputed_cell (id, survey_round, firm_id, key, method, value, basis, made_at)
               select gen_random_uuid(), id, $1, 'staff_total', 'manual', 700, '电话', $2 from survey_round where year = 2025""",
            alone,
            NOW,
        )
    await freezing.freeze(2025, actor=city.cast.mo, now=NOW)
    found = (await gathering.frozen(2025)).microdata
    unit = await name_of(alone)
    assert found.imputed.filter(pl.col("unit") == unit).select("key", "method", "value").rows() == [
        ("staff_total", "manual", 700)
    ]
    async with session.statistics():
        assert await database.value("select count(*) from imputed_cell where method = 'manual'") == 1

"""T12 to T14 counted by hand: parks, the flow of the register, supervision."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

from regulation import database
from regulation.actor import SYSTEM
from regulation.firms import actions as firms
from regulation.firms.status import FactSource
from regulation.indicators.indicator import FormKind
from regulation.inspections.status import TaskStatus
from regulation.releases import actions
from reports.statistics import book, parks_protection, t12_parks, t13_registration, t14_supervision
from reports.statistics.disclosure import Parameters
from tests.builders import annual_reports as build
from tests.builders import inspections, returns
from tests.reports.statistics.conftest import city, plain_city  # noqa: F401 - fixtures

DAY = date(2025, 3, 1)
NOW = datetime(2026, 3, 1, tzinfo=UTC)


async def the_table(year=2025):
    """The table of parks as it may be shown where nothing else is."""
    table, outcome = parks_protection.protected(await t12_parks.gather(year), Parameters())
    assert outcome.passed
    return table


def row_of(table, row):
    return {column.key: table.cell(row, column.key).shown() for column in table.columns}


# --- T12 ------------------------------------------------------------------------------------------------


async def a_park(code, level="municipal", *, approved_on=date(2020, 1, 1), withdrawn_on=None):
    """A park with one zone; the zone's id."""
    park, zone = uuid4(), uuid4()
    await database.execute(
        """insert into park (id, code, name, level, organ, approved_on, withdrawn_on, created_at)
           select $1, $2, $2, $3, id, $4, $5, $6 from organ where code = 'BJ'""",
        park,
        code,
        level,
        approved_on,
        withdrawn_on,
        NOW,
    )
    await database.execute(
        "insert into zone (id, park, name, address, usable_area) values ($1, $2, '一区', '某路1号', 1000)",
        zone,
        park,
    )
    return zone


async def moved_in(zone, firm, *, from_on=DAY, to_on=None):
    await database.execute(
        "insert into tenancy (id, zone, firm, area, from_on, to_on, exit_reason) values ($1, $2, $3, 10, $4, $5, $6)",
        uuid4(),
        zone,
        firm,
        from_on,
        to_on,
        "moved" if to_on else None,
    )


async def tenants(place, zone, *sizes):
    """Tenants with this many staff each."""
    firms = [await place.filer(edu=(0, size, 0), rev_total=Decimal(size * 100)) for size in sizes]
    for firm in firms:
        await moved_in(zone, firm)
    return firms


async def test_tenants_of_the_last_day_are_counted_with_their_reports(city):  # noqa: F811
    zone = await a_park("PK-A")
    await tenants(city, zone, 10, 11, 12, 13)
    gone = await city.filer(edu=(0, 500, 0))
    await moved_in(zone, gone, to_on=date(2025, 12, 30))
    silent = await city.firm()
    await moved_in(zone, silent)
    row = row_of(await the_table(), "PK-A")
    assert (row["tenants"], row["reporting"], row["staff_total"]) == ("5", "4", "46")
    assert row["rev_total"] == "4,600"


async def test_where_no_tenant_reported_there_is_no_figure_and_where_there_is_no_tenant_there_is_nil(city):  # noqa: F811
    await moved_in(await a_park("PK-A"), await city.firm())
    await a_park("PK-B")
    table = await the_table()
    assert table.cell("PK-A", "tenants").value == 1
    assert table.cell("PK-A", "staff_total").shown() == ""
    assert table.cell("PK-B", "staff_total").shown() == "-"


async def test_a_tenants_report_on_dispatch_is_no_second_tenant(city):  # noqa: F811
    zone = await a_park("PK-A")
    firms = await tenants(city, zone, 10, 11, 12, 13)
    await build.a_window(city.cast, year=2025, kind=FormKind.DISPATCH)
    for firm in firms:
        await city.report(firm, kind=FormKind.DISPATCH)
    row = row_of(await the_table(), "PK-A")
    assert (row["tenants"], row["reporting"], row["staff_total"]) == ("4", "4", "46")


async def test_a_tenant_of_two_parks_is_counted_where_it_was_first_so_that_parks_add_up(city):  # noqa: F811
    first, second = await a_park("PK-A"), await a_park("PK-B", "district")
    [firm, *_] = await tenants(city, first, 10, 10, 10, 10)
    await tenants(city, second, 20, 20, 20)
    await moved_in(second, firm, from_on=date(2025, 6, 1))
    table = await the_table()
    assert [table.cell(row, "tenants").value for row in ("total", "PK-A", "PK-B")] == [7, 4, 3]
    assert table.cell("total", "staff_total").value == 100


async def test_few_tenants_tell_nothing_and_neither_do_the_others_together(city):  # noqa: F811
    await tenants(city, await a_park("PK-A"), 10, 11)
    await tenants(city, await a_park("PK-B"), 10, 11, 12, 13)
    await tenants(city, await a_park("PK-C"), 10, 11, 12, 13, 14)
    table = await the_table()
    assert table.cell("PK-A", "staff_total").is_suppressed
    shown = [
        row
        for row in ("PK-A", "PK-B", "PK-C", "municipal")
        if not table.cell(row, "staff_total").is_suppressed
    ]
    assert len(shown) <= 2, "with three of the four the fourth could be recomputed"
    assert table.cell("PK-A", "tenants").value == 2, "who is a tenant is public"


async def test_firms_of_one_group_are_one_contributor(city):  # noqa: F811
    firms = await tenants(city, await a_park("PK-A"), 10, 11, 12, 13)
    apart = await t12_parks.gather(2025)
    await returns.group("集团", *firms[:3])
    together = await t12_parks.gather(2025)
    assert apart.sums["PK-A", "staff_total"].contributors == 4
    assert together.sums["PK-A", "staff_total"].contributors == 2
    staff = t12_parks.address("staff_total", 2025, "PK-A")
    assert not parks_protection.protected(apart, Parameters())[1].status[staff]
    assert parks_protection.protected(together, Parameters())[1].status[staff]


async def test_a_park_not_yet_or_no_longer_recognised_is_not_in_the_table(city):  # noqa: F811
    await a_park("PK-NEW", approved_on=date(2026, 1, 1))
    await a_park("PK-OLD", withdrawn_on=date(2025, 12, 31))
    await a_park("PK-NOW")
    rows = {row.key for row in (await the_table()).rows}
    assert "PK-NOW" in rows
    assert not rows & {"PK-NEW", "PK-OLD"}


async def test_a_tenant_that_reports_after_the_first_release_is_not_told_by_the_second(plain_city):  # noqa: F811
    """The attack over releases: the park as printed now less the park as printed then is the latecomer's staff."""
    zone = await a_park("PK-A")
    for at in (0, 1, 4):
        await moved_in(zone, plain_city.firms[at])
    silent = await plain_city.firm()
    await moved_in(zone, silent)
    first = await book.compute(2025)
    printed = first.table("T12").cell("PK-A", "staff_total")
    assert printed.value
    await actions.publish(
        book.SERIES,
        2025,
        snapshot_hash=first.snapshot_hash,
        code_version=book.CODE_VERSION,
        parameters=book.said(first.parameters),
        coverage={},
        tables=book.frames(first),
        cells=book.rows_to_keep(first),
        actor=plain_city.cast.mo,
        now=NOW,
    )
    assert (await book.compute(2025)).table("T12").cell("PK-A", "staff_total") == printed
    await plain_city.report(silent, edu=(1, 20, 1), filed_at=NOW + timedelta(days=30))
    later = (await book.compute(2025)).table("T12")
    assert later.cell("PK-A", "reporting").value == 4
    for row in ("PK-A", "municipal", "total"):
        assert later.cell(row, "staff_total").shown() == "x", row
    assert later.cell("PK-A", "rev_total").value, "it had none: the figure is as it was"


# --- T13 ------------------------------------------------------------------------------------------------


async def flow(year=2025):
    return row_of(await t13_registration.compute(year), "hr_licence")


async def test_what_ends_is_counted_once_and_the_year_adds_up(city):  # noqa: F811
    firm = await city.firm(licensed=False)
    for issued, more in (
        (date(2023, 1, 5), {}),
        (date(2024, 1, 5), {}),
        (date(2025, 1, 1), {}),
        (date(2025, 12, 31), {}),
        (date(2026, 1, 1), {}),
        (date(2020, 6, 30), {"expires_on": date(2025, 6, 29), "status": "expired"}),
        (date(2021, 1, 1), {"ended_on": date(2025, 4, 1), "status": "cancelled"}),
        (date(2021, 1, 1), {"ended_on": date(2025, 4, 1), "status": "revoked"}),
        (date(2021, 1, 1), {"ended_on": date(2024, 4, 1), "status": "cancelled"}),
    ):
        await build.a_registration(firm, issued_on=issued, **more)
    table = await t13_registration.compute(2025)
    assert row_of(table, "hr_licence") == {
        "start": "5", "new": "2", "renewed": "-", "changed": "-", "expired": "1", "cancelled": "1", "taken_back": "1",
        "ended": "-", "end": "4",
    }  # fmt: skip
    for row in table.rows:
        value = {column.key: table.cell(row.key, column.key).value for column in table.columns}
        gone = sum(value[key] for key in t13_registration.LOSSES)
        assert value["start"] + value["new"] - gone == value["end"], row.key


async def test_a_licence_holds_through_the_last_day_of_its_term(city):  # noqa: F811
    firm = await city.firm(licensed=False)
    await build.a_registration(
        firm, issued_on=date(2021, 1, 1), expires_on=date(2025, 12, 31), status="expired"
    )
    assert (await flow())["end"] == "1"
    next_year = await flow(2026)
    assert (next_year["start"], next_year["expired"], next_year["end"]) == ("1", "1", "-")


async def test_a_change_of_name_in_the_year_is_a_change_and_a_first_name_is_none(city):  # noqa: F811
    firm, other = await city.firm(licensed=False), await city.firm(licensed=False)
    for each in (firm, other):
        await build.a_registration(each, issued_on=date(2023, 1, 1))

    await firms.change_facts(
        firm, {"name": "新名"}, source=FactSource.REPORT, valid_from=date(2025, 5, 1), actor=SYSTEM, now=NOW
    )
    await firms.change_facts(
        other, {"name": ""}, source=FactSource.CORRECTION, valid_to=date(2025, 2, 1), actor=SYSTEM, now=NOW
    )
    assert (await flow())["changed"] == "1"
    assert (await flow(2024))["changed"] == "-"


async def test_districts_and_kinds_both_add_up_to_all(city):  # noqa: F811
    for organ in ("110105", "110108"):
        firm = await city.firm(organ=organ, licensed=False)
        await build.a_registration(firm, kind="filing")
        await database.execute(
            "update registration_entry set organ = (select id from organ where code = $1) where firm = $2",
            organ,
            firm,
        )
    table = await t13_registration.compute(2025)
    value = {row.key: table.cell(row.key, "end").value for row in table.rows}
    assert value["total"] == value["filing"] == value["110105"] + value["110108"] == 2


# --- T14 ------------------------------------------------------------------------------------------------


async def test_a_visit_counts_in_the_year_its_result_was_confirmed_by_what_was_found(cast):
    task = await inspections.a_task(cast, at=TaskStatus.CONFIRMED)
    table = await t14_supervision.compute(2026, today=date(2026, 7, 1))
    chaoyang = row_of(table, "110105")
    assert (chaoyang["visits"], chaoyang["no_problem"], chaoyang["problems"]) == ("1", "1", "-")
    assert row_of(table, "total")["visits"] == "1"
    await database.execute(
        "update inspection_task set confirmed_at = $2 where id = $1",
        task,
        datetime(2026, 12, 31, 16, tzinfo=UTC),
    )
    assert row_of(await t14_supervision.compute(2026, today=date(2026, 7, 1)), "total")["visits"] == "-", (
        "midnight in Beijing is the next year"
    )


async def test_outcomes_of_every_kind_have_a_column():
    assert set(t14_supervision.OUTCOMES.values()) <= {each.key for each in t14_supervision.VISITS}
    from regulation.inspections.tables import InspectionTask

    known = InspectionTask._meta.constraints
    text = " ".join(str(each.condition) for each in known if "outcome" in str(getattr(each, "condition", "")))
    for outcome in t14_supervision.OUTCOMES:
        assert f"'{outcome}'" in text


async def test_classes_are_those_of_firms_in_force_on_the_last_day(plain_city):  # noqa: F811
    lapsed = await plain_city.firm(licensed=False)
    await build.a_registration(
        lapsed, issued_on=date(2019, 1, 1), expires_on=date(2025, 12, 30), status="expired"
    )
    table = await t14_supervision.compute(2025)
    assert sum(table.cell("total", tier.key).value for tier in t14_supervision.TIERS) == 12

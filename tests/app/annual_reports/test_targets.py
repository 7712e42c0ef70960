"""The plan's targets: which numbers, counted from accepted reports, gross and net apart, names within reach only."""

from decimal import Decimal

import pytest

from app import clock
from regulation.annual_reports import targets
from regulation.annual_reports.queries import targets as queries
from regulation.annual_reports.status import Status
from tests.builders import annual_reports as build
from tests.builders.annual_reports import NOW, VALUES, YEAR
from tests.cast import sign_in

BY_KEY = {each.key: each for each in targets.TARGETS.on(NOW.date())}
#: Gross above ten hundred million yuan, most of it passed on.
GIANT = {
    **VALUES,
    "rev_total": Decimal("100000.01"),
    "rev_recruit": Decimal("530.50"),
    "rev_outsrc": Decimal("99469.51"),
    "rev_onbehalf": Decimal("95000.00"),
    "onbehalf_outsrc": Decimal("95000.00"),
}


@pytest.fixture(autouse=True)
def at(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(clock, "today", NOW.date)


@pytest.fixture
async def reported(cast):
    await build.a_registration(cast.firm)
    await build.a_registration(cast.other_firm)
    await build.a_window(cast)
    await build.a_report(cast, at=Status.ACCEPTED, values=GIANT)
    await build.a_report(cast, at=Status.ACCEPTED, signatory=cast.f)
    return cast


def test_the_targets_are_the_plans_with_source_and_doubt():
    since = targets.TARGETS.since(NOW.date())
    assert [(each.threshold, each.least, each.most) for each in since.value] == [
        (10_000_000, 2, 2), (100_000, 20, 20), (100_000_000, 3, 3), (0, 5, 10),
    ]  # fmt: skip
    assert since.doubt
    assert since.citation.is_doubtful
    assert targets.is_reached(BY_KEY["parks"], 5)
    assert not targets.is_reached(BY_KEY["parks"], 4)


async def test_gross_and_net_are_counted_apart(reported):
    found = await queries.counts(targets.TARGETS.on(NOW.date()), YEAR)
    assert (found["above_1bn"].gross, found["above_1bn"].net) == (1, 0)
    assert (found["above_100bn"].gross, found["users_100m"].gross, found["users_100m"].net) == (0, 0, None)


async def test_the_threshold_itself_is_not_above_it(cast):
    await build.a_registration(cast.firm)
    await build.a_window(cast)
    at_it = {**GIANT, "rev_total": Decimal("100000.00"), "rev_outsrc": Decimal("99469.50")}
    await build.a_report(cast, at=Status.ACCEPTED, values=at_it)
    assert (await queries.counts([BY_KEY["above_1bn"]], YEAR))["above_1bn"].gross == 0


async def test_a_report_not_accepted_counts_nowhere(cast):
    await build.a_registration(cast.firm)
    await build.a_window(cast)
    await build.a_report(cast, values=GIANT)
    assert await queries.years() == []


async def test_the_public_reads_counts_and_no_name(client, reported):
    page = (await client.get("/annual-reports/targets")).text
    assert "未核对中文原文" in page
    name = (await client.get("/annual-reports.json")).json()["rows"][0]["name"]
    assert name not in page
    plain = (await client.get("/annual-reports/targets.json")).json()["rows"]
    assert {"target", "gross", "net"} <= set(plain[0])
    assert "2025" in (await client.get("/annual-reports/targets.csv")).text


async def test_the_office_reads_names_within_its_reach(client, reported):
    row = (await queries.named(BY_KEY["above_1bn"], YEAR, None))[0]
    assert (row["gross"], row["passed_on"], row["net"], row["is_net"]) == (100_000, 95_000, 5_000, False)
    await sign_in(client, reported.hao)
    assert row["name"] in (await client.get("/desk/annual-reports/targets")).text
    await sign_in(client, reported.ding)
    page = (await client.get("/desk/annual-reports/targets")).text
    assert row["name"] not in page
    assert "管辖范围内没有" in page
    await sign_in(client, reported.e)
    assert (await client.get("/desk/annual-reports/targets")).status_code in {403, 404}

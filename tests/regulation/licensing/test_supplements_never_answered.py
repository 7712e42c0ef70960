"""A supplement that is never handed in ends nothing: both sides are reminded, and only the applicant's wish closes the matter."""

from datetime import timedelta

import pytest

from regulation import database, errors
from regulation.casework import record
from regulation.licensing import queries
from regulation.licensing.actions import retracting
from regulation.licensing.status import ApplicationStatus
from tests.builders import licensing as build
from tests.builders.licensing import MONDAY

S = ApplicationStatus
TODAY = MONDAY.date()


@pytest.fixture
async def number(cast, tmp_path):
    return await build.an_application(cast, at=S.SUPPLEMENT, folder=tmp_path)


async def told(cast):
    return await database.value(
        "select count(*) from notice where title like '%没有补正%' or title like '补正告知已过%'"
    )


async def test_both_sides_are_reminded_every_fifteen_days_and_the_matter_stays_open(cast, number):
    for days, many in ((14, 0), (15, 2), (16, 2), (30, 4), (365 * 2, 4)):
        at = MONDAY + timedelta(days=days)
        await retracting.remind(on=TODAY + timedelta(days=days), now=at)
        assert await told(cast) == many, days
    assert (await queries.own_application(cast.firm, number))["status"] == S.SUPPLEMENT


async def test_the_clerk_closes_it_only_with_what_the_applicant_asked(cast, number):
    with pytest.raises(errors.Invalid):
        await retracting.retract_on_request(number, request=" ", actor=cast.an, now=MONDAY)
    for who in (cast.bai, cast.ding, cast.e):
        with pytest.raises((errors.NotFound, errors.NotPermitted)):
            await retracting.retract_on_request(number, request="来函撤回", actor=who, now=MONDAY)
    later = MONDAY + timedelta(days=40)
    await retracting.retract_on_request(number, request="2026年12月30日来函撤回", actor=cast.an, now=later)
    application = await queries.own_application(cast.firm, number)
    assert application["status"] == S.RETRACTED
    last = (await record.history("application", application["id"]))[-1]
    assert (last.action, last.reason) == ("retract_on_request", "2026年12月30日来函撤回")
    with pytest.raises(errors.AlreadyMoved):
        await retracting.retract_on_request(number, request="来函撤回", actor=cast.an, now=later)

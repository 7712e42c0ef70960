"""More services, fewer services, none: form only, the certificate follows at once, lateness is recorded and not punished."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from regulation import database, errors
from regulation.casework import documents, publication
from regulation.licensing import queries
from regulation.licensing.actions import filing_changes
from tests.builders import licensing as build
from tests.builders.licensing import MONDAY

TODAY = MONDAY.date()


async def add(cast, filing_id, services=("consulting",), started_on=date(2026, 11, 2), who=None, key=None):
    return await filing_changes.add_services(
        filing_id,
        services,
        started_on,
        request_key=key or str(uuid4()),
        actor=who or cast.e,
        now=MONDAY,
    )


async def end(cast, filing_id, services=("training",), ended_on=TODAY, who=None):
    return await filing_changes.end_services(
        filing_id, services, ended_on, reason="不再开展", actor=who or cast.e, now=MONDAY
    )


async def test_a_service_added_has_its_own_day_and_its_own_lateness(cast):
    filing_id = await build.a_filing(cast)
    filing = await add(cast, filing_id)
    assert filing["services"] == ["consulting", "training"]
    (added,) = filing["snapshot"]["added"]
    # Fifteen days from Monday, 2 November: Tuesday the 17th; filed on the 23rd.
    assert (added["due_on"], added["days_late"]) == ("2026-11-17", 6)
    # What was filed in time stays in time.
    assert filing["days_late"] == 0
    old, new = await documents.of_matter("filing", filing_id)
    assert (old["withdrawn_at"] is None, new["withdrawn_at"] is None) == (False, True)
    assert new["snapshot"]["items"] == ["人力资源管理咨询", "人力资源培训"]
    scope = await database.value("select scope from registration_entry where number = $1", filing["number"])
    assert scope == ["人力资源管理咨询", "人力资源培训"]
    shown = [each for each in await publication.current(today=TODAY) if each["kind"] == "filing"]
    assert [each["matter_id"] for each in shown] == [new["id"]]


async def test_a_filing_whose_certificate_an_earlier_system_gave_gets_its_first_one_here(cast):
    filing_id = await build.a_filing(cast)
    await database.execute("update filing set document = null where id = $1", filing_id)
    await database.execute("update document set withdrawn_at = now() where matter_id = $1", filing_id)
    filing = await add(cast, filing_id)
    paper = await documents.by_id(filing["document"])
    assert paper["withdrawn_at"] is None
    assert paper["snapshot"]["items"] == ["人力资源管理咨询", "人力资源培训"]


async def test_the_same_request_adds_once(cast):
    filing_id, key = await build.a_filing(cast), str(uuid4())
    for _ in range(2):
        await add(cast, filing_id, key=key)
    assert len(await documents.of_matter("filing", filing_id)) == 2


@pytest.mark.parametrize(
    ("services", "started_on", "wrong"),
    [
        ((), TODAY, {"services"}),
        (("training",), TODAY, {"services"}),
        (("headhunting",), TODAY, {"services"}),
        (("consulting",), TODAY + timedelta(days=1), {"started_on"}),
    ],
)
async def test_an_addition_is_checked_for_its_form_alone(cast, services, started_on, wrong):
    filing_id = await build.a_filing(cast)
    with pytest.raises(errors.Invalid) as refused:
        await add(cast, filing_id, services, started_on)
    assert set(refused.value.errors) == wrong


async def test_what_another_filing_of_the_firm_holds_is_not_filed_twice(cast):
    filing_id = await build.a_filing(cast)
    await build.a_filing(cast, services=("assessment",))
    with pytest.raises(errors.Invalid):
        await add(cast, filing_id, ("assessment",))


async def test_with_the_last_service_the_filing_ends_and_its_certificate_is_void(cast):
    filing_id = await build.a_filing(cast, services=("training", "consulting"))
    left = await end(cast, filing_id)
    assert (left["status"], left["services"]) == ("valid", ["consulting"])
    over = await end(cast, filing_id, ("consulting",))
    assert (over["status"], over["ended_on"]) == ("ended", TODAY)
    papers = await documents.of_matter("filing", filing_id)
    assert all(each["withdrawn_at"] is not None for each in papers)
    assert not [each for each in await publication.current(today=TODAY) if each["kind"] == "filing"]
    with pytest.raises(errors.AlreadyMoved):
        await end(cast, filing_id, ("consulting",))
    with pytest.raises(errors.AlreadyMoved):
        await add(cast, filing_id)
    # A filing that ended does not keep the service from being filed again.
    assert await build.a_filing(cast, services=("consulting",))


@pytest.mark.parametrize(
    ("services", "ended_on", "wrong"),
    [
        ((), TODAY, {"services"}),
        (("consulting",), TODAY, {"services"}),
        (("training",), TODAY + timedelta(days=1), {"ended_on"}),
        (("training",), TODAY - timedelta(days=1), {"ended_on"}),
    ],
)
async def test_an_end_is_checked_for_its_form_alone(cast, services, ended_on, wrong):
    filing_id = await build.a_filing(cast)
    with pytest.raises(errors.Invalid) as refused:
        await end(cast, filing_id, services, ended_on)
    assert set(refused.value.errors) == wrong


async def test_only_the_firms_own_signatory_changes_a_filing(cast):
    filing_id = await build.a_filing(cast)
    with pytest.raises(errors.NotFound):
        await add(cast, filing_id, who=cast.f)
    with pytest.raises(errors.NotFound):
        await end(cast, filing_id, who=cast.an)
    with pytest.raises(errors.NotPermitted):
        await end(cast, filing_id, who=cast.ee)
    assert (await queries.visible_filing(cast.an, filing_id))["status"] == "valid"

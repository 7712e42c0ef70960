"""Who looks at the place: two persons of the organ, or helped from elsewhere, never one person twice; with their certificates."""

from datetime import date, timedelta

import pytest

from regulation import database, errors
from regulation.casework import documents
from regulation.licensing import officials, queries
from regulation.licensing.actions import decision
from regulation.licensing.officials import Official
from regulation.licensing.status import ApplicationStatus
from tests.builders import licensing as build
from tests.builders.licensing import MONDAY

TODAY = MONDAY.date()
NEIGHBOUR = Official("丁二", None, "京B0042", "北京市海淀区人力资源和社会保障局")


@pytest.fixture
async def number(cast, tmp_path):
    return await build.an_application(cast, at=ApplicationStatus.ACCEPTED, folder=tmp_path)


async def verify(cast, number, *who, on=TODAY):
    await decision.record_verification(
        number,
        officials=who,
        visited_on=on,
        findings="与申请一致",
        actor=cast.an,
        now=MONDAY + timedelta(hours=3),
    )


async def test_the_record_prints_the_certificate_and_who_came_from_where(cast, number):
    await verify(cast, number, cast.chen.person_id, NEIGHBOUR)
    application = await queries.own_application(cast.firm, number)
    [record] = [
        each
        for each in await documents.of_matter("application", application["id"])
        if each["kind"] == "verification_record"
    ]
    ours, helper = record["snapshot"]["officers"]
    assert ours == {"name": "陈一", "certificate": f"京A{cast.chen.number}", "organ": ""}
    assert helper == {"name": "丁二", "certificate": "京B0042", "organ": NEIGHBOUR.organ}


async def test_one_person_is_one_however_often_named(cast, number):
    again = Official("陈一", None, f"京A{cast.chen.number}", "北京市朝阳区人力资源和社会保障局")
    for who in (
        (cast.chen.person_id,),
        (cast.chen.person_id, cast.chen.person_id),
        (cast.chen.person_id, again),
        (NEIGHBOUR, NEIGHBOUR),
    ):
        with pytest.raises(errors.Invalid) as said:
            await verify(cast, number, *who)
        assert said.value.errors == {"officials": "核查人员不少于两人"}


async def test_whoever_is_not_of_the_organ_is_entered_with_name_organ_and_certificate(cast, number):
    for who, field in (
        (cast.ding.person_id, "officials"),
        (cast.e.person_id, "officials"),
        (Official("丁二", None, "", "某局"), "helpers"),
        (Official("丁二", None, "京B1", ""), "helpers"),
    ):
        with pytest.raises(errors.Invalid) as said:
            await verify(cast, number, cast.chen.person_id, cast.cui.person_id, who)
        assert set(said.value.errors) == {field}


async def test_whoever_must_keep_away_does_not_look(cast, number):
    await database.execute(
        """insert into conflict (id, person, firm_id, reason, declared_on)
           values (gen_random_uuid(), $1, $2, 'former_job', $3)""",
        cast.cui.person_id,
        cast.firm,
        TODAY,
    )
    with pytest.raises(errors.Invalid) as said:
        await verify(cast, number, cast.chen.person_id, cast.cui.person_id)
    assert "回避" in said.value.errors["officials"]


async def test_a_certificate_is_printed_to_its_last_day_and_not_after(cast):
    await database.execute(
        "update appointment set certificate_until = $2 where person = $1", cast.chen.person_id, TODAY
    )
    certificates = [
        {each.person: each.certificate for each in await officials.of_organ(cast.an.organ_id, day)}
        for day in (TODAY, TODAY + timedelta(days=1))
    ]
    assert [each[cast.chen.person_id] for each in certificates] == [f"京A{cast.chen.number}", ""]
    await database.execute(
        "update appointment set to_on = $2 where person = $1", cast.chen.person_id, date(2026, 11, 1)
    )
    assert cast.chen.person_id not in {
        each.person for each in await officials.of_organ(cast.an.organ_id, TODAY)
    }

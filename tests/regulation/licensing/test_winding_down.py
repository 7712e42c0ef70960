"""The end of a dispatch licence: proof before it is given up, winding down after it ended otherwise, and what the register says."""

import asyncio
from datetime import date, timedelta

import asyncpg
import pytest

from regulation import database, errors
from regulation.casework import attachments
from regulation.licensing import winding as left
from regulation.licensing.actions import ending, winding
from regulation.licensing.rules.ending import Ground
from tests.builders import dispatch as build
from tests.builders import licensing
from tests.builders.licensing import MONDAY, PDF

#: The licence of `a_licence` ends with 2029-11-22.
AFTER = MONDAY.replace(year=2029, month=11, day=23)
FILE = ("处理证明.pdf", "application/pdf", PDF)


async def settled(cast, licence, folder, now=MONDAY):
    return await winding.settle(
        licence["id"],
        workers=12,
        relations="全部协商解除，已付经济补偿",
        insurance="已办理社会保险转移",
        file=FILE,
        folder=folder,
        actor=cast.e,
        now=now,
    )


async def expired(cast, folder):
    licence = await build.a_licence(cast, folder=folder)
    assert await ending.expire_due_ones(now=AFTER) == 1
    assert await winding.begin_due_ones(now=AFTER) == 1
    return licence


async def said(licence):
    return await database.value(
        "select conditions from registration_entry where number = $1", licence["number"]
    )


async def add(cast, licence, **more):
    given = {"user_unit": "北京某制造有限公司", "workers": 20, "last_on": date(2030, 6, 30)} | more
    return await winding.add(licence["id"], **given, actor=cast.e, now=AFTER)


async def test_a_licence_is_not_given_up_before_the_workers_are_taken_care_of(cast, tmp_path):
    licence = await build.a_licence(cast, folder=tmp_path)
    with pytest.raises(errors.Refused, match="劳动关系和社会保险"):
        await ending.request_cancellation(licence["id"], reason="不再经营", actor=cast.e, now=MONDAY)
    made = await settled(cast, licence, tmp_path)
    await ending.request_cancellation(licence["id"], reason="不再经营", actor=cast.e, now=MONDAY)
    await ending.cancel(licence["id"], ground=Ground.REQUEST, reason="已核实", actor=cast.bai, now=MONDAY)
    assert (await build.licence_of(cast.firm))["status"] == "cancelled"
    assert await winding.begin_due_ones(now=MONDAY) == 0
    assert await said(licence) == ""
    (proof,) = await attachments.of("settlement", made)
    assert proof["file_name"] == "处理证明.pdf"


async def test_the_other_licence_needs_no_such_proof(cast, tmp_path):
    licence = await licensing.a_licence(cast, folder=tmp_path)
    await ending.request_cancellation(licence["id"], reason="不再经营", actor=cast.e, now=MONDAY)
    with pytest.raises(errors.NotFound):
        await settled(cast, licence, tmp_path)


async def test_a_proof_is_never_changed(cast, tmp_path):
    licence = await build.a_licence(cast, folder=tmp_path)
    made = await settled(cast, licence, tmp_path)
    with pytest.raises(asyncpg.PostgresError):
        await database.execute("update settlement set workers = 0 where id = $1", made)


async def test_an_expired_licence_winds_down_and_the_register_says_so_until_the_last_contract_ends(
    cast, tmp_path
):
    licence = await expired(cast, tmp_path)
    assert await said(licence) == left.SAID
    assert await database.value("select act from leaf order by seq desc limit 1") == "wind_down"
    contract = await add(cast, licence)
    await winding.complete(licence["id"], actor=cast.e, now=AFTER)
    with pytest.raises(errors.Refused, match="还有合同"):
        await winding.close(licence["id"], reason="查", actor=cast.an, now=AFTER)
    later = AFTER + timedelta(days=200)
    await winding.end_contract(
        licence["id"], contract, ended_on=date(2030, 6, 1), how="agreed", actor=cast.e, now=later
    )
    with pytest.raises(errors.AlreadyMoved):
        await winding.end_contract(
            licence["id"], contract, ended_on=date(2030, 6, 1), how="agreed", actor=cast.e, now=later
        )
    await winding.close(licence["id"], reason="已核实", actor=cast.an, now=later)
    found = await left.of_licence(licence["id"])
    assert (found["status"], found["began_on"], found["closed_on"]) == (
        "closed",
        date(2029, 11, 22),
        date(2030, 6, 11),
    )
    assert await said(licence) == ""
    assert await database.value("select act from leaf order by seq desc limit 1") == "wound_down"
    with pytest.raises(errors.AlreadyMoved):
        await add(cast, licence)


async def test_it_begins_once_however_often_the_night_comes(cast, tmp_path):
    licence = await expired(cast, tmp_path)
    assert await winding.begin_due_ones(now=AFTER + timedelta(days=1)) == 0
    assert await winding.begin(licence["id"], now=AFTER) is False


async def test_a_new_licence_of_the_firm_leaves_nothing_to_wind_down(cast, tmp_path):
    await build.a_licence(cast, folder=tmp_path)
    await ending.expire_due_ones(now=AFTER)
    await build.a_licence(cast, now=AFTER, folder=tmp_path)
    assert await winding.begin_due_ones(now=AFTER) == 0


@pytest.mark.parametrize(
    ("more", "field"),
    [({"workers": 0}, "workers"), ({"last_on": date(2029, 11, 21)}, "last_on")],
)
async def test_what_had_ended_before_and_nobody_at_all_are_not_listed(cast, tmp_path, more, field):
    licence = await expired(cast, tmp_path)
    with pytest.raises(errors.Invalid) as refused:
        await add(cast, licence, **more)
    assert set(refused.value.errors) == {field}


async def test_only_the_firms_signers_list_and_only_the_organs_clerk_closes(cast, tmp_path):
    licence = await expired(cast, tmp_path)
    for stranger in (cast.f, cast.an):
        with pytest.raises(errors.NotFound):
            await winding.complete(licence["id"], actor=stranger, now=AFTER)
    await winding.complete(licence["id"], actor=cast.e, now=AFTER)
    for other in (cast.bai, cast.ding):
        with pytest.raises((errors.NotFound, errors.NotPermitted)):
            await winding.close(licence["id"], reason="查", actor=other, now=AFTER)
    await winding.close(licence["id"], reason="名单为空，已核实", actor=cast.an, now=AFTER)


async def test_two_persons_of_the_firm_report_one_end_at_once(cast, committed_db, tmp_path):
    licence = await expired(cast, tmp_path)
    contract = await add(cast, licence)

    async def report():
        await winding.end_contract(
            licence["id"], contract, ended_on=date(2029, 11, 23), how="expired", actor=cast.e, now=AFTER
        )

    found = await asyncio.gather(report(), report(), return_exceptions=True)
    assert sorted(type(each).__name__ for each in found) == ["AlreadyMoved", "NoneType"]

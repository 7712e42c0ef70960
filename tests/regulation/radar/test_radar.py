"""From an uploaded list to clusters, what people say of them, and a case with the list as its evidence."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, timedelta

import asyncpg
import pytest

from regulation import database, errors
from regulation.actor import SYSTEM
from regulation.firms import actions as firms
from regulation.firms import registrations
from regulation.firms.registrations import Projected
from regulation.firms.status import FactSource, RegistrationKind, RegistrationStatus
from regulation.radar import queries
from regulation.radar.actions import deciding, matching, receiving
from regulation.radar.status import ListKind

NOW = datetime(2026, 11, 28, 4, tzinfo=UTC)
TODAY = date(2026, 11, 28)
HEAD = "名称,电话,联系人,内容"
LOST = "北京快聘通劳务服务有限公司"


@pytest.fixture
async def lost(cast):
    """A firm whose licence was revoked."""
    made = await firms.register_firm(
        {"name": LOST, "area": "110105", "domicile": "北京市朝阳区测试路9号", "legal_representative": "钱大成",
         "business_state": "operating"},
        source=FactSource.IMPORT, actor=SYSTEM, now=NOW - timedelta(days=900),
    )  # fmt: skip
    await registrations.show(
        [
            Projected(
                made,
                RegistrationKind.HR_LICENCE,
                "（京）人服证字〔2021〕第0105009999号",
                RegistrationStatus.REVOKED,
                issued_on=date(2021, 1, 4),
                ended_on=date(2026, 3, 2),
            )
        ],
        now=NOW,
    )
    return made


async def upload(cast, *lines, by=None, kind=ListKind.ADVERT, now=NOW):
    made = await receiving.receive(
        "\r\n".join([HEAD, *lines]).encode(), "list.csv", kind,
        source="某网站搜索日结", collected_on=TODAY, actor=by or cast.an, now=now,
    )  # fmt: skip
    await matching.work(now)
    return made


async def open_ones(actor):
    _, found = await queries.clusters(actor, statuses=["open"], limit=50)
    return found


async def test_the_file_is_kept_as_it_came_with_its_hash(cast):
    made = await upload(cast, "新起点招工,13800000001,,日结")
    _, data = await queries.content(cast.an, made)
    found = await queries.one_list(cast.an, made)
    assert found["file_hash"] == hashlib.sha256(data).hexdigest()
    assert (found["status"], found["rows_total"], found["register_on"]) == ("matched", 1, TODAY)
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="stays as it came"):
        async with database.unit_of_work():
            await database.execute("update radar_list set content = 'x', file_hash = 'y' where id = $1", made)


async def test_the_same_bytes_are_the_list_that_is_there(cast):
    assert await upload(cast, "新起点招工,13800000001,,") == await upload(cast, "新起点招工,13800000001,,")
    assert await database.value("select count(*) from radar_row") == 1


async def test_a_file_that_is_no_list_fails_with_the_reason(cast):
    made = await receiving.receive(
        b"a,b\r\n1,2", "x.csv", ListKind.ADVERT, source="x", collected_on=TODAY, actor=cast.an, now=NOW
    )
    await matching.work(NOW)
    found = await queries.one_list(cast.an, made)
    assert found["status"] == "failed"
    assert found["note"]


async def test_rows_that_share_a_telephone_are_one_cluster_and_a_later_list_falls_to_it(cast):
    await upload(cast, "新起点招工,13800000001,,", "起点日结群,13800000001,,", "别家招聘部,13800000009,,")
    before = {each["serial"]: each["size"] for each in await open_ones(cast.an)}
    assert sorted(before.values()) == [1, 2]
    await upload(cast, "老起点招工部,138-0000-0001,,新")
    assert {each["serial"]: each["size"] for each in await open_ones(cast.an)} == {
        serial: size + (size == 2) for serial, size in before.items()
    }


async def test_a_row_that_joins_two_clusters_makes_the_older_go_on(cast):
    await upload(cast, "新起点招工,13800000001,,", "别家招聘部,13800000009,,")
    older, younger = sorted(await open_ones(cast.an), key=lambda each: each["serial"])
    await upload(cast, "新起点招工,13800000009,,")
    (left,) = await open_ones(cast.an)
    assert (left["id"], left["size"]) == (older["id"], 3)
    merged = await queries.cluster(cast.an, younger["id"])
    assert (merged["status"], merged["merged_into"]) == ("merged", older["id"])


async def test_what_was_dismissed_stays_dismissed(cast):
    await upload(cast, "新起点招工,13800000001,,")
    (only,) = await open_ones(cast.an)
    with pytest.raises(errors.Invalid):
        await deciding.dismiss(only["id"], "无", actor=cast.an, now=NOW)
    await deciding.dismiss(only["id"], "系用人单位自行招聘，已核实", actor=cast.an, now=NOW)
    await upload(cast, "起点招工二部,13800000001,,")
    assert await open_ones(cast.an) == []
    with pytest.raises(errors.AlreadyMoved):
        await deciding.dismiss(only["id"], "系用人单位自行招聘，已核实", actor=cast.ann, now=NOW)
    await deciding.reopen(only["id"], "又接到反映，重新核查", actor=cast.an, now=NOW)
    assert [each["size"] for each in await open_ones(cast.an)] == [2]


async def test_what_was_split_is_not_joined_again_by_a_later_list(cast):
    await upload(cast, "新起点招工,13800000001,,", "好运来家政,13800000001,,")
    (only,) = await open_ones(cast.an)
    rows = await queries.rows(only["id"])
    apart = next(each for each in rows if each["name"] == "好运来家政")
    # One telephone, two names: the names part, and the telephone goes with neither alone.
    with pytest.raises(errors.Invalid):
        await deciding.split(
            only["id"], [each["id"] for each in rows], "不是同一家，已核实", actor=cast.an, now=NOW
        )
    made = await deciding.split(only["id"], [apart["id"]], "不是同一家，已核实", actor=cast.an, now=NOW)
    await upload(cast, "好运来家政,13800000005,,")
    assert {each["id"]: each["size"] for each in await open_ones(cast.an)} == {only["id"]: 1, made: 2}


async def test_what_was_merged_is_joined_in_every_later_list(cast):
    await upload(cast, "新起点招工,13800000001,,", "别家招聘部,13800000009,,")
    older, younger = sorted(await open_ones(cast.an), key=lambda each: each["serial"])
    into = await deciding.merge(younger["id"], older["serial"], "同一老板，已核实", actor=cast.an, now=NOW)
    assert into == older["id"]
    await upload(cast, "别家招聘部,13800000008,,")
    assert [each["size"] for each in await open_ones(cast.an)] == [3]


async def test_what_people_said_stays_said(cast):
    await upload(cast, "新起点招工,13800000001,,", "别家招聘部,13800000009,,")
    older, younger = sorted(await open_ones(cast.an), key=lambda each: each["serial"])
    await deciding.merge(younger["id"], older["serial"], "同一老板，已核实", actor=cast.an, now=NOW)
    for statement in ("delete from radar_pair", "update radar_pair set is_same = false"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError, match="what was said of two signs"):
            async with database.unit_of_work():
                await database.execute(statement)


async def test_a_firm_of_the_register_that_lost_its_licence_is_found_again(cast, lost):
    await upload(cast, f"{LOST},13800000001,,", "新面孔招工部,13800000002,钱大成,")
    first, second = [await queries.rows(each["id"]) for each in await open_ones(cast.an)]
    assert [(each["verdict"], each["holding"]) for each in first] == [("reborn", "revoked")]
    (row,) = second
    assert (row["verdict"], row["firm"]) == ("uncertain", lost)
    assert [each["kind"] for each in row["signals"]] == ["representative"]


async def test_nobody_else_sees_the_lists(cast):
    made = await upload(cast, "新起点招工,13800000001,,")
    (only,) = await open_ones(cast.an)
    for stranger in (cast.ding, cast.ning, cast.ou, cast.e, cast.fang):
        with pytest.raises(errors.NotFound):
            await queries.one_list(stranger, made)
        with pytest.raises(errors.NotFound):
            await queries.cluster(stranger, only["id"])
    with pytest.raises(errors.NotPermitted):
        await deciding.dismiss(only["id"], "系用人单位自行招聘，已核实", actor=cast.bai, now=NOW)


async def test_a_list_from_tomorrow_or_from_nowhere_is_refused(cast):
    with pytest.raises(errors.Invalid) as refused:
        await receiving.receive(
            b"x",
            "x.csv",
            ListKind.ADVERT,
            source=" ",
            collected_on=TODAY + timedelta(days=1),
            actor=cast.an,
            now=NOW,
        )
    assert set(refused.value.errors) == {"source", "collected_on"}

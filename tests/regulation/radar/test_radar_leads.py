"""A group becomes a lead and a case, the lists go along as evidence, and what led nowhere comes back with the reason."""

from __future__ import annotations

import hashlib
import io
from datetime import UTC, date, datetime, timedelta

import asyncpg
import pytest
from PIL import Image

from regulation import database, errors
from regulation.casework import attachments
from regulation.leads.actions import checking
from regulation.penalties.actions import opening
from regulation.radar import queries
from regulation.radar.actions import deciding, evidence, keeping, leading, matching, picturing, receiving
from regulation.radar.numbers import number
from regulation.radar.rules import excerpts
from regulation.radar.status import ListKind

NOW = datetime(2026, 11, 28, 4, tzinfo=UTC)
TODAY = date(2026, 11, 28)
HEAD = "名称,电话,联系人,内容,截图"
FACTS = "在网络平台以新起点招工名义介绍工作并收取费用"


async def upload(cast, *lines, now=NOW):
    made = await receiving.receive(
        "\r\n".join([HEAD, *lines]).encode(), "list.csv", ListKind.ADVERT,
        source="某网站搜索日结", collected_on=TODAY, actor=cast.an, now=now,
    )  # fmt: skip
    await matching.work(now)
    return made


async def group():
    return await database.row("select * from radar_cluster order by serial limit 1")


@pytest.fixture
async def raised(cast):
    """A group of one row with its lead."""
    await upload(cast, "新起点招工,13800000001,,日结,a.png")
    made = await leading.make_lead(
        (await group())["id"], party_name="新起点招工", facts=FACTS, actor=cast.an, now=NOW
    )
    return (await group()), made


async def case_on(cast, lead):
    return await opening.propose_case(
        "monitoring", lead["number"], None, "V-01", cause=FACTS, act_ended_on=TODAY, discovered_on=TODAY,
        officers=[cast.chen.person_id, cast.cui.person_id], unregistered={"name": "新起点招工"}, by_labour_supervision=True, actor=cast.an, now=NOW,
    )  # fmt: skip


async def dismissed(cast, lead, now=NOW):
    await checking.propose_dismissal(
        lead["id"], ground="unproved", reason="系用人单位自行招聘", actor=cast.an, now=now
    )
    await checking.dismiss(lead["id"], reason="同意，证据在卷", actor=cast.bai, now=now)


async def test_a_lead_knows_its_group_and_the_group_its_lead(cast, raised):
    cluster, made = raised
    lead = await database.row("select * from case_lead where id = $1", made["id"])
    assert (lead["source_kind"], lead["source_number"]) == ("radar", number(cluster["serial"]))
    assert (cluster["status"], cluster["reason"]) == ("raised", made["number"])
    assert [each["number"] for each in await queries.leads_of(cluster)] == [made["number"]]
    with pytest.raises(errors.AlreadyMoved):
        await leading.make_lead(cluster["id"], party_name="新起点招工", facts=FACTS, actor=cast.an, now=NOW)


async def test_who_may_not_make_a_lead(cast):
    await upload(cast, "新起点招工,13800000001,,,")
    cluster = await group()
    for who, refusal in ((cast.bai, errors.NotPermitted), (cast.ding, errors.NotFound)):
        with pytest.raises(refusal):
            await leading.make_lead(cluster["id"], party_name="新起点招工", facts=FACTS, actor=who, now=NOW)
    with pytest.raises(errors.Invalid):
        await leading.make_lead(cluster["id"], party_name="", facts="短", actor=cast.an, now=NOW)
    assert (await group())["status"] == "open"


async def test_a_dismissed_lead_brings_its_group_back_with_the_reason_once(cast, raised, tmp_path):
    cluster, made = raised
    assert await leading.follow(tmp_path, now=NOW) == ""
    await dismissed(cast, made)
    assert await leading.follow(tmp_path, now=NOW) == "1 returned"
    assert await leading.follow(tmp_path, now=NOW) == ""
    back = await group()
    assert (back["status"], back["reason"]) == ("open", f"{made['number']}：系用人单位自行招聘")
    again = await leading.make_lead(
        cluster["id"], party_name="新起点招工", facts=FACTS + "，又有新广告", actor=cast.an, now=NOW
    )
    assert again["number"] != made["number"]
    assert await leading.follow(tmp_path, now=NOW) == ""


async def test_a_declined_opening_brings_the_group_back_too(cast, raised, tmp_path):
    _cluster, made = raised
    case = await case_on(cast, made)
    await opening.decline_opening(case["id"], reason="证据不足以立案", actor=cast.bai, now=NOW)
    assert await leading.follow(tmp_path, now=NOW) == "1 returned"
    assert "证据不足以立案" in (await group())["reason"]


OTHERS = "别家好工作,13911112222,王某某,与本案无关,b.png"


async def excerpt_of(folder, case, position):
    """A piece of evidence as the case has it."""
    kept = await database.value(
        "select attachment from case_evidence where case_id = $1 and position = $2", case["id"], position
    )
    return excerpts.from_bytes((await attachments.read(folder, kept))[1])


async def test_when_the_case_opens_its_rows_and_screenshots_go_along_and_nobody_elses(cast, tmp_path):
    list_id = await upload(cast, "新起点招工,13800000001,,日结,a.png", OTHERS)
    cluster = await group()
    made = await leading.make_lead(
        cluster["id"], party_name="新起点招工", facts=FACTS, actor=cast.an, now=NOW
    )
    await picturing.add(list_id, [picturing.Picture("a.png", "image/png", picture())], actor=cast.an, now=NOW)
    with pytest.raises(errors.Refused, match="还没有由本线索形成的案件"):
        await evidence.register(tmp_path, cluster["id"], actor=cast.an, now=NOW)
    case = await case_on(cast, made)
    assert (await queries.case_of(cluster))["number"] == case["number"]
    assert await leading.follow(tmp_path, now=NOW) == ""
    await opening.open_case(case["id"], actor=cast.bai, now=NOW)
    assert await leading.follow(tmp_path, now=NOW) == "2 registered"
    assert await leading.follow(tmp_path, now=NOW) == ""
    pieces = await database.rows(
        "select kind, sha256, title, obtained_by from case_evidence where case_id = $1 order by position",
        case["id"],
    )
    assert pieces[1]["sha256"] == hashlib.sha256(picture()).hexdigest()
    for kept in tmp_path.rglob("*"):
        assert kept.is_dir() or not any(each.encode() in kept.read_bytes() for each in OTHERS.split(",")[:4])
    taken = await excerpt_of(tmp_path, case, 1)
    assert [each["cells"] for each in taken["rows"]] == [
        HEAD.split(","),
        ["新起点招工", "13800000001", "", "日结", "a.png"],
    ]
    assert taken["list"]["file_sha256"] == await database.value("select file_hash from radar_list")
    logged = await database.value(
        "select data ->> 'rows_root' from case_log where action = 'match' and matter_id = $1", list_id
    )
    assert excerpts.is_true(taken, logged), "that it is from the file is proved by what the log said that day"
    assert all(each["kind"] == "electronic" and cast.an.name in each["obtained_by"] for each in pieces)
    # A list that comes later is registered by a person.
    await upload(cast, "新起点招工,13800000001,,又一条,")
    assert await evidence.register(tmp_path, cluster["id"], actor=cast.an, now=NOW) == 1
    assert await evidence.register(tmp_path, cluster["id"], actor=cast.an, now=NOW) == 0


async def test_a_lead_that_was_merged_leads_on_to_the_other_and_its_case(cast, raised):
    cluster, made = raised
    other = await leading.leads.raise_lead(
        "monitoring", "", party_name="新起点招工", facts=FACTS, actor=cast.an, now=NOW
    )
    await checking.merge(made["id"], into=other["number"], reason="同一当事人", actor=cast.an, now=NOW)
    case = await case_on(cast, other)
    assert {each["number"] for each in await queries.leads_of(cluster)} == {made["number"], other["number"]}
    assert (await queries.case_of(cluster))["number"] == case["number"]


# --- screenshots --------------------------------------------------------------------------------------------------


def picture(colour="red", kind="PNG", **more):
    out = io.BytesIO()
    Image.new("RGB", (8, 4), colour).save(out, kind, **more)
    return out.getvalue()


async def test_screenshots_go_to_the_rows_that_name_them_once_and_stay_as_they_came(cast):
    list_id = await upload(cast, "新起点招工,13800000001,,,a.png", "好运来家政,13800000002,,,")
    sent = [
        picturing.Picture("截图/A.PNG", "image/png", picture()),
        picturing.Picture("3.png", "image/png", picture("blue")),
        picturing.Picture("holiday.png", "image/png", picture("green")),
    ]
    assert await picturing.add(list_id, sent, actor=cast.an, now=NOW) == (2, ["holiday.png"])
    assert await picturing.add(list_id, sent[:2], actor=cast.an, now=NOW) == (0, [])
    with pytest.raises(errors.Refused, match="一次最多上传500张"):
        await picturing.add(list_id, sent[:1] * (picturing.MOST_AT_ONCE + 1), actor=cast.an, now=NOW)
    (place, (first,)) = next(
        each for each in (await picturing.of_rows(cast.an, (await group())["id"])).items() if each[0][1] == 2
    )
    assert place == (list_id, 2)
    assert (await picturing.shown(cast.an, first))[0] == "image/png"
    for stranger in (cast.ding, cast.ning, cast.e):
        with pytest.raises(errors.NotFound):
            await picturing.shown(stranger, first)
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="stays as it came"):
        async with database.unit_of_work():
            await database.execute("update radar_picture set filename = 'x.png'")


async def test_no_screenshot_before_the_list_is_matched(cast):
    list_id = await receiving.receive(
        f"{HEAD}\n新起点招工,,,,".encode(), "x.csv", ListKind.ADVERT, source="x", collected_on=TODAY, actor=cast.an, now=NOW
    )  # fmt: skip
    with pytest.raises(errors.Refused):
        await picturing.add(list_id, [], actor=cast.an, now=NOW)


# --- the term -----------------------------------------------------------------------------------------------------

LAST = datetime(2028, 11, 28, 4, tzinfo=UTC)


async def test_what_came_to_nothing_goes_the_day_after_its_term_and_the_hash_stays(cast):
    list_id = await upload(cast, "新起点招工,13800000001,,日结,a.png", "x,not a phone,,,")
    await picturing.add(list_id, [picturing.Picture("a.png", "image/png", picture())], actor=cast.an, now=NOW)
    before = await queries.one_list(cast.an, list_id)
    assert await keeping.take_out(now=LAST) == 0
    assert await keeping.take_out(now=LAST + timedelta(days=1)) == 2
    after = await queries.one_list(cast.an, list_id)
    assert (after["file_hash"], after["rows_total"], after["rows_out"], after["size"]) == (
        before["file_hash"],
        2,
        2,
        0,
    )
    with pytest.raises(errors.NotFound):
        await queries.content(cast.an, list_id)
    assert {each["status"] for each in await database.rows("select status, name from radar_cluster")} == {
        "forgotten"
    }
    assert await database.value("select count(*) from radar_row") == 0
    (gone,) = await database.rows(
        "select octet_length(content) + octet_length(shown) as size, file_hash from radar_picture"
    )
    assert gone == {"size": 0, "file_hash": hashlib.sha256(picture()).hexdigest()}
    (logged,) = await database.rows("select data ->> 'rows' as rows from case_log where action = 'take_out'")
    assert logged["rows"] == "2"
    assert await keeping.take_out(now=LAST + timedelta(days=2)) == 0


async def test_what_a_lead_or_a_case_goes_back_to_stays_and_of_its_file_an_excerpt(cast, tmp_path):
    list_id = await upload(cast, "新起点招工,13800000001,,日结,a.png", OTHERS)
    cluster, listed = await group(), await database.row("select * from radar_list")
    made = await leading.make_lead(
        cluster["id"], party_name="新起点招工", facts=FACTS, actor=cast.an, now=NOW
    )
    day = LAST + timedelta(days=1)
    assert await keeping.take_out(now=LAST) == 0
    assert (await queries.content(cast.an, list_id)) == ("csv", listed["content"])
    assert await keeping.take_out(now=day) == 1
    assert len(await queries.rows(cluster["id"])) == 1
    ending, data = await queries.content(cast.an, list_id)
    assert (ending, b"13911112222" in data, b"13800000001" in data) == ("json", False, True)
    assert excerpts.is_true(excerpts.from_bytes(data), listed["rows_root"])
    assert await keeping.take_out(now=day + timedelta(days=1)) == 0
    assert await database.value("select count(*) from case_log where action = 'take_out'") == 1
    # The case that is opened later gets the same excerpt as it would have got of the file.
    case = await case_on(cast, made)
    await opening.open_case(case["id"], actor=cast.bai, now=NOW)
    assert await leading.follow(tmp_path, now=NOW) == "1 registered"
    assert excerpts.is_true(await excerpt_of(tmp_path, case, 1), listed["rows_root"])
    for change in ("content = ''", "rows_root = ''", "cut_on = null", "rows_secret = 'x'"):
        with pytest.raises((asyncpg.InsufficientPrivilegeError, asyncpg.CheckViolationError)):
            async with database.unit_of_work():
                await database.execute(f"update radar_list set {change}")


async def test_what_people_said_goes_when_its_term_is_past_and_a_sign_is_gone(cast):
    await upload(cast, "新起点招工,13800000001,,,", "别家招聘部,13800000009,,,")
    one, other = await database.rows("select id, serial from radar_cluster order by serial")
    gone = await deciding.merge(other["id"], one["serial"], "同一老板王某，已核实", actor=cast.an, now=NOW)
    assert gone == one["id"]
    day = LAST + timedelta(days=1)
    assert await keeping.forget_sayings(now=day) == 0, "both still stand in rows"
    await keeping.take_out(now=day)
    assert await keeping.forget_sayings(now=LAST) == 0, "the term is not past"
    assert await keeping.forget_sayings(now=day) == 1
    assert await database.value("select count(*) from radar_pair") == 0
    assert {
        (each["name"], each["reason"]) for each in await database.rows("select * from radar_cluster")
    } == {("", keeping.FORGOTTEN)}


async def test_what_was_said_of_what_a_lead_keeps_stays(cast):
    await upload(cast, "新起点招工,13800000001,,,", "别家招聘部,13800000009,,,")
    one, other = await database.rows("select id, serial from radar_cluster order by serial")
    await deciding.merge(other["id"], one["serial"], "同一老板，已核实", actor=cast.an, now=NOW)
    await leading.make_lead(one["id"], party_name="新起点招工", facts=FACTS, actor=cast.an, now=NOW)
    await keeping.take_out(now=LAST + timedelta(days=400))
    assert await keeping.forget_sayings(now=LAST + timedelta(days=400)) == 0


async def test_what_was_dismissed_late_is_kept_for_the_term_from_then_on(cast, raised, tmp_path):
    _cluster, made = raised
    await dismissed(cast, made, LAST)
    await leading.follow(tmp_path, now=LAST)
    assert await keeping.take_out(now=LAST + timedelta(days=1)) == 0
    assert await keeping.take_out(now=LAST.replace(year=2030) + timedelta(days=1)) == 1


async def test_the_bytes_cannot_go_without_the_day_or_come_back(cast):
    list_id = await upload(cast, "新起点招工,13800000001,,,")
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="stays as it came"):
        async with database.unit_of_work():
            await database.execute("update radar_list set content = '' where id = $1", list_id)


async def test_a_reopened_group_after_its_case_ended_gets_another_lead(cast, raised):
    cluster, made = raised
    await deciding.reopen(cluster["id"], "又出现新的广告", actor=cast.an, now=NOW)
    same = await leading.make_lead(cluster["id"], party_name="x", facts=FACTS, actor=cast.an, now=NOW)
    # While the first is under way there is one.
    assert same["number"] == made["number"]

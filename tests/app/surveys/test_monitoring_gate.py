"""A quarter goes through the gate: closed, frozen, protected, co-signed where there are points, signed, published, archived."""

import hashlib
from datetime import timedelta

import pytest

from app import clock
from regulation import database, errors
from regulation.releases import queries as releases
from regulation.surveys import session
from regulation.surveys.actions import gate, monthly
from regulation.surveys.gate import Gate
from regulation.surveys.queries import gate as queries
from regulation.surveys.queries import monitoring, panel
from reports.statistics import monitoring_freezing, t15_supply_demand
from tests import cast as people
from tests.builders import monitoring as built
from tests.builders import quarters as build
from tests.builders.monitoring import a_filed_month, a_month
from tests.builders.quarters import NOW, OUT, QUARTER

HOME = "/desk/monitoring/quarters/2026Q1"
GATE = f"{HOME}/gate"
RULES = {
    "threshold": "3",
    "one_firm": "70",
    "two_firms": "85",
    "p": "10",
    "adopted_by": "京人社统发〔2026〕2号",
}


@pytest.fixture(autouse=True)
def at(monkeypatch):
    def set_clock(instant):
        monkeypatch.setattr(clock, "now", lambda: instant)

    set_clock(NOW)
    return set_clock


async def state():
    return (await queries.of(QUARTER)).gate


async def test_the_whole_way_through_the_pages(client, cast, at):
    await build.a_quarter(cast, at=at)
    await people.sign_in(client, cast.mo)
    assert "2026年第1季度供求监测发布流程" in (await client.get(GATE)).text
    assert (await client.get(HOME)).status_code == 404, "not on the list"
    assert (await people.post(client, f"{GATE}/freeze")).status_code == 409
    assert (await people.post(client, f"{GATE}/close")).status_code == 303
    assert (await people.post(client, f"{GATE}/freeze")).status_code == 303
    sent = {**RULES, "kind": "p"}
    assert (await people.post(client, f"{GATE}/disclosure", sent)).status_code == 422, "never preliminary"
    assert (await people.post(client, f"{GATE}/disclosure", {**RULES, "kind": "final"})).status_code == 303
    signers = await build.signers(cast)
    assert {each.organ_code for each in signers} == {each["area"] for each in await panel.points("2026-01")}
    tables = (await queries.of(QUARTER)).held.tables_hash
    for each in signers:
        await people.sign_in(client, each)
        shown = (await client.get(HOME)).text
        assert "不得外传" in shown
        assert f'name="tables" value="{tables}"' in shown
        signed = {"tables": tables, "confirmed": "true"}
        assert (
            await people.post(client, f"{GATE}/cosign", {**signed, "tables": "0" * 64})
        ).status_code == 409
        assert (await people.post(client, f"{GATE}/cosign", signed)).status_code == 303
        assert (await people.post(client, f"{GATE}/cosign", signed)).status_code == 409, "once is enough"
    await people.sign_in(client, cast.mo)
    assert (await people.post(client, f"{GATE}/sign", signed)).status_code == 403, (
        "who compiled does not sign"
    )
    await people.sign_in(client, cast.mu)
    assert (await people.post(client, f"{GATE}/sign", signed)).status_code == 303
    assert (await people.post(client, f"{GATE}/embargo", {"until": "2026-04-28 10:00"})).status_code == 303
    assert (await people.post(client, f"{HOME}/publish", {"confirmed": "true"})).status_code == 409
    assert await releases.all_releases("monitoring-q1") == []
    assert (await client.get("/statistics/monitoring/2026Q1")).status_code == 404
    at(OUT)
    out = await people.post(client, f"{HOME}/publish", {"confirmed": "true"})
    assert out.headers["location"] == "/statistics/monitoring/2026Q1"
    release = await releases.release("monitoring-q1", 2026)
    assert len(release.signatures) == len(signers) + 2
    assert release.parameters["adopted_by"] == "京人社统发〔2026〕2号"
    assert (await client.get(f"{GATE}/archive")).status_code == 200
    assert (await people.post(client, f"{GATE}/archive")).status_code == 303
    assert await state() is Gate.ARCHIVED
    assert (await people.post(client, f"{GATE}/archive")).status_code == 409


async def test_everybody_reads_what_was_published_and_the_yearbook_repeats_it(client, cast, at):
    await build.a_quarter(cast, at=at)
    assert (await t15_supply_demand.compute(2026)).cells == ()
    await build.walk(cast, to=Gate.PUBLISHED)
    await people.sign_in(client, None)
    assert "2026Q1" in (await client.get("/statistics/monitoring")).text
    for lang in ("zh", "en"):
        assert (await client.get(f"/statistics/monitoring/2026Q1?lang={lang}")).status_code == 200
    assert "不可比" in (await client.get("/statistics/monitoring/2026Q1?lang=zh")).text
    tables = (await client.get("/statistics/monitoring/2026Q1.json")).json()
    assert {each["key"] for each in tables} >= {"channels", "by-occ", "shortages", "expectation"}
    csv = await client.get("/statistics/monitoring/2026Q1/channels.csv")
    assert csv.content.startswith(b"\xef\xbb\xbf")
    assert "求人倍率" in csv.text
    one = (await client.get("/statistics/monitoring/2026Q1/by-edu.json")).json()
    assert one["release"]["vintage"] == 1
    for missing in ("2026Q2", "2026Q1/none.csv", "2026Q1/channels.exe", "2026Q1.csv", "2026Q1?vintage=7"):
        assert (await client.get(f"/statistics/monitoring/{missing}")).status_code == 404, missing
    table = await t15_supply_demand.compute(2026)
    assert [each.key for each in table.columns][-4:] == ["2026Q1", "2026Q2", "2026Q3", "2026Q4"]
    assert table.cell("ratio", "2026Q1").shown() == "1.18"
    assert table.coverage.counted == 4
    assert t15_supply_demand.published(table)
    assert table.cell("ratio", "2026Q2").value is None


async def test_nobody_off_the_list_sees_a_figure_whatever_the_office(client, cast, at):
    await build.a_quarter(cast, at=at)
    await build.walk(cast, to=Gate.DISCLOSURE_PASSED)
    for who in (cast.an, cast.bai, cast.lu, cast.mo, cast.mu, cast.pan, cast.ning, cast.e):
        await people.sign_in(client, who)
        assert (await client.get(HOME)).status_code == 404, who.name
    async with session.statistics():
        assert await database.value("select count(*) from case_log where action = 'early_look'") == 0
    await people.sign_in(client, cast.mo)
    assert (
        await people.post(client, f"{GATE}/readers", {"login": "lu", "why": "新闻发布"})
    ).status_code == 303
    await people.sign_in(client, cast.lu)
    assert HOME in (await client.get("/desk/statistics")).text
    assert "1.18" in (await client.get(HOME)).text
    assert (await client.get(GATE)).status_code == 404, "the director looks and does nothing"
    [look] = await queries.looks((await queries.of(QUARTER)).id)
    assert (look["actor_name"], look["page"]) == (cast.lu.name, HOME)


async def test_an_unfinished_quarter_is_not_closed(client, cast, at):
    await a_month(cast)
    await a_filed_month(cast, cast.e)
    await people.sign_in(client, cast.mo)
    assert "三个月的月报都布置以后才能发布" in (await client.get(GATE)).text
    assert (await people.post(client, f"{GATE}/close")).status_code == 409
    assert await state() is Gate.OPEN


async def test_the_quarter_is_not_closed_while_points_may_still_answer(cast, at):
    await build.a_quarter(cast)
    with pytest.raises(errors.Refused, match="填报期未结束"):
        await gate.close_editing(QUARTER, actor=cast.mo, now=NOW - timedelta(days=6))


async def test_closed_months_take_nothing_until_the_editing_is_open_again(cast, at):
    """A form that was sent back and not corrected counts as no answer; opened again, the point can be asked again."""
    await build.a_quarter(cast)
    point = (await panel.points("2026-02"))[0]
    number = point["number"]
    marks = {"sd_cv_online": "与平台数据不符"}
    await monthly.send_back("2026-01", number, marks, "与平台数据不符", actor=cast.mo, now=NOW)
    await gate.close_editing(QUARTER, actor=cast.mo, now=NOW)
    assert (await monitoring.point("2026-01", number)).status == "nonresponse"
    with pytest.raises(errors.Refused):
        await monthly.send_back("2026-02", number, marks, "与平台数据不符", actor=cast.mo, now=NOW)
    with pytest.raises(errors.Refused):
        await built.file_for(point["firm"], "2026-01", now=NOW, by=number)
    await gate.reopen(QUARTER, "一家监测点更正", actor=cast.mo, now=NOW)
    await monthly.send_back("2026-01", number, marks, "与平台数据不符", actor=cast.mo, now=NOW)
    assert (await monitoring.point("2026-01", number)).status == "returned"


async def test_what_was_frozen_is_what_is_computed(cast, at):
    """The snapshot has pseudonyms, the same answers are the same snapshot, and later answers do not change the tables."""
    await build.a_quarter(cast)
    walked = await build.walk(cast, to=Gate.IMPUTATION_FROZEN)
    digest = (await queries.of(QUARTER)).held.digest
    frozen = await monitoring_freezing.frozen(2026, 1)
    numbers = {each["number"] for each in await panel.points("2026-01")}
    assert len(frozen.quarter.asked) == 12, "four points in three months"
    assert not numbers & {each.unit for each in frozen.quarter.asked}
    assert not numbers & set(frozen.groups.values())
    assert monitoring_freezing.of_text(monitoring_freezing.as_text(frozen)) == frozen
    assert await walked.freeze(actor=cast.mo, now=NOW) == digest
    with pytest.raises(errors.Refused):
        await gate.freeze(
            QUARTER, freezing=lambda: walked.freeze(actor=cast.mo, now=NOW), actor=cast.mo, now=NOW
        )
    async with session.statistics():
        with pytest.raises(Exception, match="permission denied"):
            await database.execute("update frozen_quarter set digest = 'x'")


async def test_a_second_vintage_is_another_turn_with_its_own_signatures_and_archive(client, cast, at):
    await build.a_quarter(cast, at=at)
    walked = await build.walk(cast, to=Gate.PUBLISHED)
    files = {each.name: each.sha256 for each in await walked.files(1)}
    await gate.archive(QUARTER, files, actor=cast.mo, now=OUT + timedelta(hours=2))
    await gate.reopen(QUARTER, "一家监测点更正", actor=cast.mo, now=OUT + timedelta(days=1))
    point = (await panel.points("2026-02"))[0]
    number = point["number"]
    later = OUT + timedelta(days=2)
    await monthly.send_back(
        "2026-02", number, {"sd_cv_online": "核对"}, "请核对简历数", actor=cast.mo, now=later
    )
    values = built.VALUES | {"sd_seek_new": 61, "sd_cv_online": 901}
    await built.file_for(point["firm"], "2026-02", now=later, by=number, values=values, revision=1)
    await build.walk(cast, now=later, until=later + timedelta(days=1))
    await build.publish(cast.mo, at=later + timedelta(days=1), note="一家监测点更正")
    at(later + timedelta(days=2))
    await people.sign_in(client, cast.mo)
    page = (await client.get(f"{GATE}/archive")).text
    assert "第1版" in page, "the second is not archived yet"
    assert (await people.post(client, f"{GATE}/archive")).status_code == 303
    page = (await client.get(f"{GATE}/archive")).text
    assert "?vintage=1" in page
    assert "第1版" in (await client.get(f"{GATE}/archive?vintage=1")).text
    assert (await client.get(f"{GATE}/archive?vintage=7")).status_code == 404


async def test_the_archive_is_shown_and_its_checksums_can_be_verified(client, cast, at):
    await build.a_quarter(cast, at=at)
    await people.sign_in(client, cast.mo)
    assert "还没有归档" in (await client.get(f"{GATE}/archive")).text
    walked = await build.walk(cast, to=Gate.DISTRICTS_SIGNED)
    await people.sign_in(client, cast.mu)
    await client.get(HOME)
    tables = (await queries.of(QUARTER)).held.tables_hash
    await gate.sign_for_city(QUARTER, tables, actor=cast.mu, now=NOW)
    await gate.set_embargo(QUARTER, OUT, actor=cast.mo, now=NOW)
    await build.publish(cast.mo)
    files = {each.name: each.sha256 for each in await walked.files(1)}
    with pytest.raises(errors.Refused, match="发布文件不全"):
        await gate.archive(QUARTER, {**files, "2026Q1.json": ""}, actor=cast.mo, now=OUT + timedelta(hours=2))
    await gate.archive(QUARTER, files, actor=cast.mo, now=OUT + timedelta(hours=2))
    page = (await client.get(f"{GATE}/archive")).text
    held = (await queries.of(QUARTER)).held
    for said in (held.digest, held.tables_hash, *files, *files.values(), "核对并签署", cast.mu.name, HOME):
        assert said in page, said
    assert "全部一致" in page
    assert "不一致" not in page
    csv = await client.get("/statistics/monitoring/2026Q1/channels.csv")
    sum_ = hashlib.sha256(csv.content).hexdigest()
    assert "与归档的文件一致：2026Q1/channels.csv" in (await client.get(f"{GATE}/archive?sha256={sum_}")).text
    assert "没有这个校验值" in (await client.get(f"{GATE}/archive?sha256={'0' * 64}")).text
    assert "64个十六进制字符" in (await client.get(f"{GATE}/archive?sha256=abc")).text
    assert (await client.get(f"{GATE}/archive?lang=en")).status_code == 200


async def test_the_archive_names_the_file_that_is_not_what_it_was(client, cast, at):
    """A file that gives another checksum than on the day of archiving, for whatever reason, is shown."""
    await build.a_quarter(cast, at=at)
    walked = await build.walk(cast, to=Gate.PUBLISHED)
    files = {each.name: each.sha256 for each in await walked.files(1)}
    await gate.archive(
        QUARTER,
        {**files, "2026Q1/channels.csv": "0" * 64, "2026Q1/gone.csv": "1" * 64},
        actor=cast.mo,
        now=OUT,
    )
    await people.sign_in(client, cast.mo)
    page = (await client.get(f"{GATE}/archive")).text
    assert "1个文件与归档时不一致" in page
    assert page.count("不在本机") == 1


async def test_the_pages_of_the_gate_in_english(client, cast, at):
    await build.a_quarter(cast, at=at)
    await build.walk(cast, to=Gate.DISCLOSURE_PASSED)
    await build.signers(cast)
    await people.sign_in(client, cast.pan)
    for path in (HOME, GATE, "/desk/statistics"):
        assert (await client.get(f"{path}?lang=en")).status_code == 200

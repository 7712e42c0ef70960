"""The gate at the desk: every step by its page, and nobody sees a figure early who is not on the list."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from app import clock
from regulation import database
from regulation.releases import queries as releases
from regulation.surveys import session
from regulation.surveys.gate import Gate
from regulation.surveys.queries import gate as queries
from tests.builders import release
from tests.builders import returns as build
from tests.builders.annual_reports import a_registration
from tests.cast import a_firm, post, sign_in
from tests.reports.statistics.conftest import city, plain_city  # noqa: F401 - fixtures

NOW = datetime(2026, 6, 1, 2, tzinfo=UTC)
UNTIL = datetime(2026, 6, 30, 2, tzinfo=UTC)
HOME = "/desk/statistics"
GATE = f"{HOME}/2025/gate"
EARLY = (f"{HOME}/2025", f"{HOME}/2025/preview.xlsx", f"{HOME}/2025/preview.json")


@pytest.fixture(autouse=True)
def at(monkeypatch):
    """Sets the clock on the wall."""

    def set_clock(now):
        monkeypatch.setattr(clock, "now", lambda: now)
        monkeypatch.setattr(clock, "today", now.date)

    set_clock(NOW)
    return set_clock


async def state():
    return (await queries.of_year(2025)).gate


async def test_the_whole_way_through_the_pages(client, plain_city, at):  # noqa: F811
    cast = plain_city.cast
    await sign_in(client, cast.mo)
    assert "结束审核" in (await client.get(GATE)).text
    signers = await release.district_statisticians(cast, 2025)
    assert (await post(client, f"{GATE}/close")).status_code == 303
    assert (await post(client, f"{GATE}/close")).status_code == 409
    assert (await post(client, f"{GATE}/freeze")).status_code == 303
    assert await state() is Gate.IMPUTATION_FROZEN
    rules = {
        "threshold": "3",
        "one_firm": "70",
        "two_firms": "85",
        "p": "10",
        "adopted_by": "京人社统发〔2026〕2号",
    }
    assert (await post(client, f"{GATE}/disclosure", {**rules, "kind": "r"})).status_code == 422, (
        "nothing to revise"
    )
    assert (
        await post(client, f"{GATE}/disclosure", {**rules, "kind": "final", "threshold": "1"})
    ).status_code == 422
    assert (await post(client, f"{GATE}/disclosure", {**rules, "kind": "final"})).status_code == 303
    tables = (await queries.of_year(2025)).held.tables_hash
    for each in signers:
        await sign_in(client, each)
        shown = (await client.get(f"{HOME}/2025")).text
        assert "288" in shown
        assert f'name="tables" value="{tables}"' in shown
        assert (
            await post(client, f"{GATE}/cosign", {"tables": "0" * 64, "confirmed": "true"})
        ).status_code == 409
        assert (await post(client, f"{GATE}/cosign", {"tables": tables})).status_code == 303, (
            "not ticked: back to the tables"
        )
        assert (
            await post(client, f"{GATE}/cosign", {"tables": tables, "confirmed": "true"})
        ).status_code == 303
    assert await state() is Gate.DISTRICTS_SIGNED
    sent = {"tables": tables, "confirmed": "true"}
    await sign_in(client, cast.mo)
    assert "代表市级签发" not in (await client.get(f"{HOME}/2025")).text
    assert (await post(client, f"{GATE}/sign", sent)).status_code == 403
    await sign_in(client, cast.mu)
    assert "代表市级签发" in (await client.get(f"{HOME}/2025")).text
    assert (await post(client, f"{GATE}/sign", sent)).status_code == 303
    assert (await post(client, f"{GATE}/sign", sent)).status_code == 409
    assert (await post(client, f"{GATE}/embargo", {"until": "明天"})).status_code == 422
    assert (await post(client, f"{GATE}/embargo", {"until": "2026-05-01 10:00"})).status_code == 422
    assert (await post(client, f"{GATE}/embargo", {"until": "2026-06-30 10:00"})).status_code == 303
    assert (await queries.of_year(2025)).held.embargo_until == UNTIL
    assert (await post(client, f"{HOME}/2025/publish", {"confirmed": "true"})).status_code == 409
    at(UNTIL)
    assert (await post(client, f"{HOME}/2025/publish", {"confirmed": "true"})).status_code == 303
    published = await releases.release("yearbook", 2025)
    assert published.parameters["adopted_by"] == "京人社统发〔2026〕2号"
    assert len(published.signatures) == len(signers) + 2
    assert (await post(client, f"{GATE}/reopen", {"reason": ""})).status_code == 422
    assert (await post(client, f"{GATE}/reopen", {"reason": "一家机构更正"})).status_code == 303
    shown = (await client.get(GATE)).text
    assert "第2轮" in shown
    assert "一家机构更正" in shown


async def test_what_is_in_the_way_is_said_with_a_way_to_it(client, plain_city):  # noqa: F811
    giant = await a_firm("巨头人力集团有限公司", "91110105MA0000006F", "110105")
    await a_registration(giant)
    await build.City(plain_city.cast).answer(giant, year=2024, rev_total=999_999)
    await sign_in(client, plain_city.cast.mo)
    assert "大机构缺报，不得插补：巨头人力集团有限公司" in (await client.get(GATE)).text
    await post(client, f"{GATE}/close")
    refused = await post(client, f"{GATE}/freeze")
    assert refused.status_code == 409
    assert "请逐家联系" in refused.text
    assert await state() is Gate.EDITING_CLOSED


@pytest.mark.parametrize(
    "name", ["an", "bai", "hao", "jin", "lu", "ning", "ou", "fang", "mo", "mu", "pan", "e"]
)
async def test_nobody_off_the_list_sees_a_figure_whatever_the_office(client, plain_city, name):  # noqa: F811
    await sign_in(client, getattr(plain_city.cast, name))
    for path in EARLY:
        assert (await client.get(path)).status_code == 404, path
    overview = await client.get(HOME)
    assert f'{HOME}/2025"' not in overview.text
    async with session.statistics():
        assert await database.value("select count(*) from case_log where action = 'early_look'") == 0


async def test_who_is_on_the_list_sees_page_and_files_and_each_look_is_kept(client, plain_city):  # noqa: F811
    cast = plain_city.cast
    await sign_in(client, cast.mo)
    assert (await post(client, f"{GATE}/readers", {"login": "nobody", "why": "理由"})).status_code == 422
    assert (await post(client, f"{GATE}/readers", {"login": "lu", "why": ""})).status_code == 422
    assert (await post(client, f"{GATE}/readers", {"login": "lu", "why": "准备新闻发布"})).status_code == 303
    assert (await post(client, f"{GATE}/readers", {"login": "lu", "why": "准备新闻发布"})).status_code == 422
    await sign_in(client, cast.lu)
    shown = await client.get(EARLY[0])
    assert "288" in shown.text
    assert "不得外传" in shown.text
    assert (await client.get(EARLY[1])).content.startswith(b"PK")
    assert json.loads((await client.get(EARLY[2])).content)["vintage"] == 0
    assert (await client.get(GATE)).status_code == 404, "the director looks and does nothing"
    await sign_in(client, cast.mo)
    page = (await client.get(GATE)).text
    for path in EARLY:
        assert path in page
    reader = next(
        each for each in (await queries.of_year(2025)).readers if each.person_id == cast.lu.person_id
    )
    assert (await post(client, f"{GATE}/readers/{reader.id}/end")).status_code == 303
    await sign_in(client, cast.lu)
    assert (await client.get(EARLY[0])).status_code == 404


async def test_the_gate_is_the_statisticians_alone(client, plain_city):  # noqa: F811
    acts = ("close", "freeze", "disclosure", "cosign", "sign", "embargo", "archive", "reopen", "readers")
    for who in (
        plain_city.cast.hao,
        plain_city.cast.lu,
        plain_city.cast.an,
        plain_city.cast.ning,
        plain_city.cast.e,
    ):
        await sign_in(client, who)
        assert (await client.get(GATE)).status_code == 404
        assert (await client.get(f"{HOME}/2025/publish")).status_code == 404
        for act in acts:
            assert (await post(client, f"{GATE}/{act}", {"reason": "理由"})).status_code == 404, act
    assert await state() is Gate.OPEN


async def test_a_district_only_cosigns(client, plain_city):  # noqa: F811
    await sign_in(client, plain_city.cast.pan)
    assert "其余步骤由市级办理" in (await client.get(GATE)).text
    for act in ("close", "freeze", "archive"):
        assert (await post(client, f"{GATE}/{act}")).status_code in {403, 404}, act
    sent = {"login": "lu", "why": "理由"}
    assert (await post(client, f"{GATE}/readers", sent)).status_code == 403
    assert await state() is Gate.OPEN


async def test_before_the_tables_passed_there_is_nothing_to_publish(client, plain_city):  # noqa: F811
    await sign_in(client, plain_city.cast.mo)
    assert (await client.get(f"{HOME}/2025/publish")).status_code == 409
    assert (await client.get(f"{HOME}/2019/gate")).status_code == 404


async def test_after_publication_the_preview_is_open_and_archived(client, plain_city, at):  # noqa: F811
    await release.walk(plain_city.cast, now=NOW, until=UNTIL)
    at(UNTIL + timedelta(hours=1))
    await sign_in(client, plain_city.cast.mo)
    assert (await post(client, f"{HOME}/2025/publish", {"confirmed": "true"})).status_code == 303
    await sign_in(client, plain_city.cast.lu)
    assert (await client.get(EARLY[0])).status_code == 200


async def test_the_gate_in_english(client, plain_city):  # noqa: F811
    await release.walk(plain_city.cast, to=Gate.DISCLOSURE_PASSED, now=NOW)
    await sign_in(client, plain_city.cast.mo)
    for path in (GATE, HOME, EARLY[0]):
        assert (await client.get(f"{path}?lang=en")).status_code == 200

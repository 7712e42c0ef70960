"""The radar over its pages: a pasted list, its clusters with their reasons, an act, and who gets nothing."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app import clock
from regulation import database
from regulation.radar.actions import matching
from tests import cast as people

NOW = datetime(2026, 11, 28, 4, tzinfo=UTC)
PASTED = "名称\t电话\t内容\n新起点招工\t13800000001\t<script>alert(1)</script>\n起点日结群\t13800000001\t日结"


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


async def send(client, url, **fields):
    return await people.post(client, url, fields)


async def test_from_a_pasted_list_to_a_decision(client, cast):
    await people.sign_in(client, cast.an)
    sent = await send(
        client, "/desk/radar/lists", kind="advert", source="某网站", collected_on="2026-11-28", pasted=PASTED
    )
    assert sent.status_code == 303
    assert "等待比对" in (await client.get(sent.headers["location"])).text
    await matching.work(NOW)
    assert "已比对" in (await client.get(sent.headers["location"])).text
    cluster = await database.value("select id from radar_cluster")
    assert f"/desk/radar/{cluster}" in (await client.get("/desk/radar")).text
    shown = (await client.get(f"/desk/radar/{cluster}")).text
    assert "&lt;script&gt;" in shown
    assert "<script>alert" not in shown
    refused = await send(client, f"/desk/radar/{cluster}", act="dismiss", reason="")
    assert refused.status_code == 422
    assert (
        await send(client, f"/desk/radar/{cluster}", act="dismiss", reason="已核实为自行招聘")
    ).status_code == 303
    assert "已排除" in (await client.get(f"/desk/radar/{cluster}")).text


async def test_an_empty_list_is_refused_at_its_fields(client, cast):
    await people.sign_in(client, cast.an)
    sent = await send(
        client, "/desk/radar/lists", kind="advert", source="", collected_on="2026-11-29", pasted=""
    )
    assert sent.status_code == 422


@pytest.mark.parametrize("who", ["ning", "ou", "e", "fang"])
async def test_who_does_not_work_on_leads_finds_nothing(client, cast, who):
    await people.sign_in(client, getattr(cast, who))
    assert (await client.get("/desk/radar")).status_code in {403, 404}
    assert (await client.get("/desk/radar/lists")).status_code in {403, 404}

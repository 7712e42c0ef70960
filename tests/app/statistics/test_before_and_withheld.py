"""The public pages before anything is out, and what they withhold once it is: each test with a city of its own."""

import re

import pytest

from tests.app.statistics.test_pages import published
from tests.app.statistics.test_public import set_clock_and_folder
from tests.cast import sign_in
from tests.reports.statistics.conftest import city, plain_city  # noqa: F401 - fixtures


@pytest.fixture(autouse=True)
def at(monkeypatch, tmp_path):
    set_clock_and_folder(monkeypatch, tmp_path)


async def test_before_anything_is_published_the_pages_say_when(client, city):  # noqa: F811
    page = await client.get("/statistics")
    assert "还没有发布统计资料" in page.text
    assert (await client.get("/statistics/calendar")).status_code == 200


async def test_a_withheld_figure_is_in_no_file_and_on_no_page(client, plain_city):  # noqa: F811
    await plain_city.filer(inst_type="ENT_FOR", edu=(77_777, 1, 1))
    await published(client, plain_city)
    await sign_in(client, None)
    paths = [
        "/v1",
        "/v1/T03",
        "/v1/T01",
        "/v1/T03.csv",
        "/v1/T03.json",
        "/v1/yearbook.json",
        "/v1/yearbook.sdmx.csv",
    ]
    for path in paths:
        text = (await client.get(f"/statistics/2025{path}")).text
        assert not re.search(r"77,?77\d", text), path

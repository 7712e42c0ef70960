"""A firm adds a service to its filing and ends it, on its own pages; strangers find no filing."""

import re

from tests.builders import licensing as build
from tests.cast import post, sign_in


def day(name, text):
    return dict(zip([f"{name}-{part}" for part in ("year", "month", "day")], text.split("-"), strict=True))


async def test_a_service_is_added_and_the_filing_ends(client, cast):
    filing_id = await build.a_filing(cast, started_on=build.MONDAY.date().replace(year=2024))
    where = f"/firm/filings/{filing_id}"
    await sign_in(client, cast.e)
    page = await client.get(f"{where}/add")
    key = re.search(r'name="request_key" value="([^"]+)"', page.text)[1]
    given = {"services": "consulting", "truthful": "true", "request_key": key}
    assert (await post(client, f"{where}/add", given)).status_code == 422
    assert (await post(client, f"{where}/add", given | day("started_on", "2024-02-29"))).status_code == 303
    shown = (await client.get(where)).text
    assert "增加的业务" in shown
    assert "已失效" in shown
    ended = {"services": ["training", "consulting"], "truthful": "true", "reason": "停业"}
    over = await post(client, f"{where}/end", ended | day("ended_on", "2026-01-01"))
    assert over.status_code == 303
    assert "备案已终止" in (await client.get(where)).text
    assert (await post(client, f"{where}/end", ended | day("ended_on", "2026-01-01"))).status_code == 409


async def test_the_filing_of_another_firm_is_not_found(client, cast):
    filing_id = await build.a_filing(cast)
    await sign_in(client, cast.f)
    for page in ("", "/add", "/end"):
        assert (await client.get(f"/firm/filings/{filing_id}{page}")).status_code == 404

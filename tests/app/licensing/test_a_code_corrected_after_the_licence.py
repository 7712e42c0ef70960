"""A code corrected after the licence is out: the register says so at once, the paper follows by one button, the old one is void."""

from datetime import timedelta

from regulation import database
from regulation.casework import documents
from regulation.firms import actions as firms
from regulation.firms.status import FactSource
from tests.builders import licensing as build
from tests.builders.licensing import MONDAY
from tests.cast import post, sign_in

WRONG, RIGHT = "91110105MA0000001A", "91110105MA00QQQQ2Y"


async def test_from_the_correction_to_the_new_paper(client, cast, tmp_path):
    licence = await build.a_licence(cast, folder=tmp_path)
    old = await documents.by_id(licence["document"])
    assert old["snapshot"]["firm"]["code"] == WRONG
    await firms.change_facts(
        cast.firm,
        {"uscc": RIGHT},
        source=FactSource.CORRECTION,
        reason="录入错误",
        actor=cast.an,
        now=MONDAY + timedelta(days=1),
    )
    number = await database.value("select number from firm where id = $1", cast.firm)
    # Until the paper is issued anew it holds, and its page says what the register says otherwise.
    page = (await client.get(f"/verify/{old['token']}")).text
    assert RIGHT in page
    await sign_in(client, cast.an)
    desk = (await client.get(f"/desk/firms/{number}")).text
    assert "换发证书，原证作废" in desk
    due = await database.value("select id from paper_due where firm = $1", cast.firm)
    button = f"/desk/firms/{number}/papers/{due}/reissue"
    assert f'action="{button}"' in desk
    await sign_in(client, cast.ding)
    assert (await post(client, button, {})).status_code == 404
    await sign_in(client, cast.an)
    assert (await post(client, button, {})).status_code == 303
    assert (await post(client, button, {})).status_code == 409
    now = await database.value("select document from licence where id = $1", licence["id"])
    new = await documents.by_id(now)
    assert (new["number"], new["snapshot"]["firm"]["code"]) == (licence["number"], RIGHT)
    assert (await documents.by_id(old["id"]))["withdrawn_at"] is not None
    assert new["token"] in (await client.get(f"/verify/{old['token']}")).text
    # What was printed is not rewritten.
    assert (await documents.by_id(old["id"]))["snapshot"]["firm"]["code"] == WRONG
    assert RIGHT in (await client.get(f"/verify/{new['token']}")).text

"""A draft that colleagues share, and an application beside everything that is known of its firm."""

import re

from regulation import database
from regulation.licensing import queries
from regulation.licensing.actions import drafting
from regulation.licensing.status import ApplicationStatus
from tests import cast as people
from tests.builders import licensing as build


async def _premises(number):
    application = await queries.for_update(number)
    return application["answers"]["premises"]


def _seen(html):
    return re.search(r'name="seen" value="([0-9a-f]{16})"', html)[1]


async def test_a_stale_save_keeps_what_the_colleague_wrote_and_shows_both(client, cast, tmp_path):
    number = await build.a_draft(cast, folder=tmp_path)
    address = f"/firm/licensing/{number}/premises"
    await people.sign_in(client, cast.e)
    shown = (await client.get(address)).text
    mine = {"address": "我的地址", "right": "rent", "facilities": "桌椅", "funds": "500000"}
    theirs = build.ANSWERS["premises"] | {"address": "同事的地址"}
    await drafting.save(number, "premises", theirs, actor=cast.ee, now=build.MONDAY)
    stale = await people.post(client, address, mine | {"seen": _seen(shown)})
    assert stale.status_code == 409
    assert "鄂二" in stale.text
    assert "同事的地址" in stale.text
    assert 'value="我的地址"' in stale.text, "what was typed is not lost"
    assert (await _premises(number))["address"] == "同事的地址"
    again = await people.post(client, address, mine | {"seen": _seen(stale.text)})
    assert again.status_code == 303, "now it is a decision"
    assert (await _premises(number))["address"] == "我的地址"


async def test_the_same_words_saved_by_both_are_no_conflict(client, cast, tmp_path):
    number = await build.a_draft(cast, folder=tmp_path)
    address = f"/firm/licensing/{number}/staff"
    await people.sign_in(client, cast.e)
    shown = (await client.get(address)).text
    said = {"staff": "甲一 顾问\n甲二 顾问\n甲三 顾问"}
    await drafting.save(number, "staff", said, actor=cast.ee, now=build.MONDAY)
    assert (await people.post(client, address, said | {"seen": _seen(shown)})).status_code == 303
    assert "鄂一" in (await client.get(f"/firm/licensing/{number}")).text, "who edited last"


async def test_every_fact_stands_beside_what_is_known_of_it(client, cast, tmp_path):
    number = await build.an_application(cast, at=ApplicationStatus.RECEIVED, folder=tmp_path)
    await build.a_filing(cast)
    await database.execute(
        """update application set answers = jsonb_set(answers, '{subject,legal_representative}', '"乙某"')
           where number = $1""",
        number,
    )
    await people.sign_in(client, cast.an)
    page = (await client.get(f"/desk/applications/{number}")).text
    table = page[page.index("项不一致，共对照") - 40 :]
    table = table[: table.index("</table>")]
    rows = {
        re.search(r'scope="row"[^>]*>([^<]*)<', row)[1]: row
        for row in table.split("<tr")
        if 'scope="row"' in row
    }
    assert {"机构名称", "统一社会信用代码", "住所", "法定代表人", "经营场所地址", "联系人"} <= set(rows)
    assert "不一致" in rows["法定代表人"]
    assert "<mark>乙</mark>某" in rows["法定代表人"]
    assert "一致" in rows["住所"]
    assert "<mark>" not in rows["住所"]
    assert "备案" in rows["联系电话"], "where the other value comes from"
    assert "登记中没有" in rows["专职工作人员"]

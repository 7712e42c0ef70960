"""The library of phrases: written by those who decide, used in the forms of acts, kept with the act that used it."""

import re
from dataclasses import replace
from uuid import uuid4

import pytest

from regulation import database, errors
from regulation.licensing import queries
from regulation.licensing.status import ApplicationStatus
from regulation.worklists import phrases
from tests import cast as people
from tests.builders import licensing as build

NOW = build.MONDAY
LEASE = {
    "kind": "supplement",
    "title": "租赁期限不足",
    "text": "经营场所证明：租赁合同不足一年，请补交【期限】的合同",
    "article": "《行政许可法》第三十二条第一款第四项",
}


async def a_phrase(actor, **changes):
    return await phrases.write(
        (LEASE | changes)["kind"],
        **{k: v for k, v in (LEASE | changes).items() if k != "kind"},
        actor=actor,
        now=NOW,
    )


def _keys(html):
    return re.findall(r'name="phrase_add" value="([^"]+)"', html)


async def test_a_clerk_uses_a_phrase_and_the_notice_keeps_its_version(client, cast, tmp_path):
    made = await a_phrase(cast.bai)
    await a_phrase(cast.jin, title="全市的")
    await a_phrase(cast.ding, title="邻区的")
    number = await build.an_application(cast, at=ApplicationStatus.RECEIVED, folder=tmp_path)
    address = f"/desk/applications/{number}/supplement"
    await people.sign_in(client, cast.an)
    shown = (await client.get(address)).text
    assert len(_keys(shown)) == 2, "the organ's own and the city's, not the neighbour's"
    key = f"{made}:1"
    with_phrase = await people.post(client, f"{address}/phrase", {"phrase_add": key, "items": "章程：缺页"})
    assert with_phrase.status_code == 200
    assert "章程：缺页\n经营场所证明：租赁合同不足一年" in with_phrase.text
    assert f'name="phrases" value="{key}"' in with_phrase.text
    form = {"items": f"章程：缺页\n{LEASE['text']}", "phrases": key}
    refused = await people.post(client, address, form)
    assert refused.status_code == 422
    assert "请把【期限】换成本案的内容" in refused.text
    assert (await queries.visible_application(cast.an, number))["status"] == "received"
    form["items"] = form["items"].replace("【期限】", "两年")
    await phrases.revise(
        made,
        1,
        title="租期不足",
        text="改过的话，与前一版完全不同",
        article=LEASE["article"],
        actor=cast.bo,
        now=NOW,
    )
    assert (await people.post(client, address, form)).status_code == 303
    application = await queries.visible_application(cast.an, number)
    (uses,) = (await phrases.used_in("application", application["id"])).values()
    assert [(each["version"], each["is_verbatim"], each["used_by"]) for each in uses] == [(1, True, "安一")]
    logged = await database.row("select * from case_log where id = $1", uses[0]["entry"])
    assert logged["action"] == "request_supplement"
    page = (await client.get(f"/desk/applications/{number}")).text
    assert f"/desk/phrases/{made}" in page
    assert number in (await client.get(f"/desk/phrases/{made}")).text
    await people.sign_in(client, cast.e)
    assert f"/desk/phrases/{made}" not in (await client.get(f"/firm/licensing/{number}")).text


async def test_a_phrase_that_was_taken_out_or_is_not_ours_is_not_kept(cast):
    ours, theirs = await a_phrase(cast.bai), await a_phrase(cast.ding)
    matter = uuid4()
    await database.execute(
        """insert into case_log (matter_kind, matter_id, at, action, status_before, status_after, actor_number,
               actor_name, actor_organ, actor_role, articles, reason, data)
           values ('application', $1, $2, 'x', '', '', '', '', '', '', '[]', '', '{}')""",
        matter,
        NOW,
    )
    about = {"matter_kind": "application", "matter_id": matter, "matter": "/desk", "number": "1"}
    await phrases.record_use(["junk", f"{ours}:1"], "别的理由", **about, actor=cast.an, now=NOW)
    await phrases.record_use([f"{theirs}:1"], LEASE["text"], **about, actor=cast.an, now=NOW)
    assert await phrases.used_in("application", matter) == {}
    said = "经营场所证明：租赁合同仅剩半年，请补交一年的合同"
    await phrases.record_use([f"{ours}:1"], said, **about, actor=cast.an, now=NOW)
    (kept,) = (await phrases.used_in("application", matter)).values()
    assert [each["is_verbatim"] for each in kept] == [False]


async def test_only_the_deciders_and_the_director_of_the_own_organ_write(client, cast):
    made, city = await a_phrase(cast.bai), await a_phrase(cast.lu)
    change = {**{k: v for k, v in LEASE.items() if k != "kind"}, "version": "1"}
    await people.sign_in(client, cast.an)
    assert (await client.get("/desk/phrases")).status_code == 200
    assert (await client.get("/desk/phrases/new")).status_code == 403
    assert (await people.post(client, "/desk/phrases/new", LEASE)).status_code == 403
    assert (await people.post(client, f"/desk/phrases/{made}/edit", change)).status_code == 403
    assert (await people.post(client, f"/desk/phrases/{made}/retire")).status_code == 403
    await people.sign_in(client, cast.bai)
    assert (await people.post(client, f"/desk/phrases/{city}/edit", change)).status_code == 403
    await people.sign_in(client, cast.ding)
    assert (await client.get(f"/desk/phrases/{made}")).status_code == 404
    assert (await client.get(f"/desk/phrases/{city}")).status_code == 200
    assert (await people.post(client, f"/desk/phrases/{made}/edit", change)).status_code == 404
    await people.sign_in(client, cast.mo)
    assert (await client.get("/desk/phrases")).status_code == 404
    await people.sign_in(client, cast.e)
    assert (await client.get("/desk/phrases")).status_code == 403


async def test_versions_only_grow_a_stale_change_is_refused_and_retired_ones_stay(client, cast):
    await people.sign_in(client, cast.bai)
    wrong = await people.post(client, "/desk/phrases/new", LEASE | {"article": "某办法第三条", "title": ""})
    assert wrong.status_code == 422
    assert 'href="#f-article"' in wrong.text
    assert 'href="#f-title"' in wrong.text
    written = await people.post(client, "/desk/phrases/new", LEASE)
    address = written.headers["location"]
    change = {"title": "新名", "text": "新的话", "article": LEASE["article"], "version": "1"}
    assert (await people.post(client, f"{address}/edit", change)).status_code == 303
    stale = await people.post(client, f"{address}/edit", change | {"text": "同时写的另一句"})
    assert stale.status_code == 409, "seen before the change"
    assert "同事已改为第2版：新的话" in stale.text
    assert "同时写的另一句" in stale.text, "nothing is typed twice"
    assert 'name="version" value="2"' in stale.text
    shown = (await client.get(address)).text
    assert LEASE["title"] in shown
    assert "新的话" in shown
    assert (await people.post(client, f"{address}/retire")).status_code == 303
    assert "新名" not in (await client.get("/desk/phrases")).text
    assert "新名" in (await client.get("/desk/phrases?status=retired")).text
    assert (await people.post(client, f"{address}/edit", change | {"version": "2"})).status_code == 409


async def test_an_order_to_correct_keeps_its_phrases(client, cast):
    made = await a_phrase(
        cast.bai, kind="order", text="公示营业执照、服务项目、收费标准和监督机关", title="公示"
    )
    await people.sign_in(client, cast.an)
    assert f"{made}:1" in (await client.get("/desk/orders/new")).text
    form = {
        "request_key": uuid4().hex,
        "source": "monitoring",
        "firm": "91110105MA0000001A",
        "violation": "V-04",
        "found_on": str(build.MONDAY.date()),
        "facts": "服务场所没有公示收费标准",
        "demands": "公示营业执照、服务项目、收费标准和监督机关",
        "days": "15",
        "phrases": f"{made}:1",
    }
    looked = await people.post(client, "/desk/orders/new", form)
    assert looked.status_code == 200
    assert f'name="phrases" value="{made}:1"' in looked.text
    issued = await people.post(client, "/desk/orders/new", form | {"confirm": "yes"})
    assert issued.status_code == 303
    assert await database.value("select is_verbatim from phrase_use where phrase = $1", made)


async def test_a_person_of_no_organ_writes_nothing(cast):
    with pytest.raises(errors.NotFound):
        await a_phrase(replace(cast.bai, organ_id=None))
    with pytest.raises(errors.Invalid):
        await a_phrase(cast.bai, kind="poetry")


async def test_one_phrase_is_not_added_twice(cast):
    await a_phrase(cast.bai)
    with pytest.raises(errors.AlreadyMoved):
        await a_phrase(cast.bo)
    await a_phrase(cast.bai, text="经营场所证明：请补交【期限】的合同")
    await a_phrase(cast.ding)
    assert await database.value("select count(*) from phrase") == 3

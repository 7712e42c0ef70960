"""The check of a promise on a phone at the door: big answers, photographs first, nothing lost; and the firm's own page."""

from datetime import timedelta

import pytest

from app import clock
from regulation import database
from regulation.casework import documents
from regulation.licensing.status import Track
from tests.builders import licensing as build
from tests.builders import pictures
from tests.builders.licensing import MONDAY
from tests.cast import post, sign_in

MET = dict.fromkeys(("premises", "systems", "staff", "address"), "yes") | {
    "telecom": "na",
    "protection": "na",
}
FOUND = MET | {
    "visited_on": MONDAY.date().isoformat(),
    "note": "",
    "correct_by": "",
}


def _found(cast):
    return FOUND | {"officials": [str(cast.chen.person_id), str(cast.cui.person_id)]}


PHOTO = ("门面.jpg", pictures.JPEG, "image/jpeg")


@pytest.fixture
def today(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: MONDAY + timedelta(hours=3))


@pytest.fixture
async def check(cast, tmp_path, today):
    licence = await build.a_licence(cast, track=Track.COMMITMENT, folder=tmp_path)
    return await database.value("select id from commitment_check where licence = $1", licence["id"])


async def test_photographs_are_kept_before_anything_else_is_asked(client, cast, check):
    await sign_in(client, cast.chen)
    assert "测试甲人力资源有限公司" in (await client.get("/field/checks")).text
    address = f"/field/checks/{check}"
    page = await post(client, address, {"staff": "yes", "act": "keep"}, files={"photos_premises": PHOTO})
    assert page.status_code == 200
    assert "照片已保存" in page.text
    kept = await database.row("select id, kind, file_name from attachment where matter_id = $1", check)
    assert (kept["kind"], kept["file_name"]) == ("premises", "门面.jpg")
    assert 'name="staff" value="yes" checked' in page.text
    # Something is missing: the second photograph is kept all the same.
    half = await post(
        client, address, _found(cast) | {"officials": str(cast.chen.person_id)}, files={"photos_staff": PHOTO}
    )
    assert half.status_code == 422
    assert "核查人员不少于两人" in half.text
    assert await database.value("select count(*) from attachment where matter_id = $1", check) == 2
    assert (await post(client, address, _found(cast))).status_code == 303
    shown = await client.get(f"{address}/files/{kept['id']}")
    assert (shown.content, shown.headers["x-content-type-options"]) == (pictures.JPEG, "nosniff")
    papers = await documents.of_matter("commitment_check", check)
    assert len(papers[0]["snapshot"]["photographs"]) == 2
    assert (await post(client, address, _found(cast))).status_code == 409


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("照片.jpg", b"PK\x03\x04word/vbaProject.bin"),
        ("照片.docm", b"PK\x03\x04word/vbaProject.bin"),
        ("照片.jpg", pictures.JPEG[:40]),
        ("照片.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
    ],
)
async def test_what_is_no_photograph_is_refused_at_its_field_and_the_answers_stay(
    client, cast, check, name, content
):
    await sign_in(client, cast.chen)
    refused = await post(
        client, f"/field/checks/{check}", _found(cast), files={"photos_staff": (name, content, "image/jpeg")}
    )
    assert refused.status_code == 422
    assert 'id="e-photos_staff"' in refused.text
    assert "本次选择的照片没有保存" in refused.text
    assert 'name="telecom" value="na" checked' in refused.text
    assert await database.value("select status from commitment_check where id = $1", check) == "due"


async def test_the_firm_sees_what_was_found_confirms_the_order_and_reports(client, cast, check):
    await sign_in(client, cast.an)
    desk = f"/desk/checks/{check}"
    unmet = _found(cast) | {"staff": "no", "note": "在岗两人", "correct_by": "2026-12-18"}
    assert (await post(client, desk, unmet, files={"photos_staff": PHOTO})).status_code == 303
    assert "登记指令书送达" in (await client.get(desk)).text
    await sign_in(client, cast.e)
    own = f"/firm/checks/{check}"
    page = (await client.get(own)).text
    for words in ("未履行承诺，责令限期整改", "在岗两人", "确认签收", "报告整改情况"):
        assert words in page
    assert f'href="{own}">去签收' in (await client.get("/firm/letters")).text
    photo = await database.value("select id from attachment where matter_id = $1", check)
    assert (await client.get(f"{own}/files/{photo}")).status_code == 404
    assert (await post(client, f"{own}/receipt", {})).status_code == 303
    assert (await post(client, f"{own}/receipt", {})).status_code == 409
    said = await post(
        client,
        f"{own}/correction",
        {"account": "第三人已到岗"},
        files={"files": ("合同.pdf", build.PDF, "application/pdf")},
    )
    assert said.status_code == 303
    assert "第三人已到岗" in (await client.get(own)).text
    await sign_in(client, cast.chen)
    again = (await client.get(f"/field/checks/{check}")).text
    assert "第三人已到岗" in again
    assert "合同.pdf" in again
    # Before the day has passed nobody is found to have missed it.
    early = await post(client, f"/field/checks/{check}", unmet | {"correct_by": ""})
    assert early.status_code == 422


async def test_it_is_nobody_elses(client, cast, check):
    for who, address in (
        (cast.ding, f"/desk/checks/{check}"),
        (cast.f, f"/firm/checks/{check}"),
        (cast.e, f"/field/checks/{check}"),
        (cast.mo, f"/desk/checks/{check}"),
    ):
        await sign_in(client, who)
        assert (await client.get(address)).status_code in {403, 404}, address
    await sign_in(client, cast.bai)
    assert (await client.get(f"/desk/checks/{check}")).status_code == 200
    assert (await post(client, f"/desk/checks/{check}", _found(cast))).status_code in {403, 404}

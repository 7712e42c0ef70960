"""A paper is seen before the act: marked as a draft, without a number, and nothing has happened."""

import io

import pypdf

from regulation import database
from regulation.licensing import queries
from regulation.licensing.status import ApplicationStatus
from tests import cast as people
from tests.builders import licensing as build


def _text(answer):
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/pdf"
    return "".join(each.extract_text() for each in pypdf.PdfReader(io.BytesIO(answer.content)).pages)


async def _state(number, cast):
    return (
        (await queries.visible_application(cast.an, number))["status"],
        await database.value("select count(*) from document"),
        await database.value("select count(*) from case_log"),
        await database.value("select count(*) from leaf"),
        await database.value("select coalesce(sum(last), 0) from document_number"),
    )


async def test_the_refusal_as_a_draft_and_then_in_earnest_with_the_first_number(client, cast, tmp_path):
    number = await build.an_application(cast, at=ApplicationStatus.PROPOSED, folder=tmp_path)
    before = await _state(number, cast)
    await people.sign_in(client, cast.bai)
    form = {"reasons": "专职工作人员不足3名", "grounds": "staff"}
    text = _text(await people.post(client, f"/desk/applications/{number}/refuse/preview", form))
    assert "草稿" in text
    assert "未编号" in text
    assert "专职工作人员不足3名" in text
    assert await _state(number, cast) == before
    assert (await people.post(client, f"/desk/applications/{number}/refuse", form)).status_code == 303
    assert (await queries.visible_application(cast.an, number))["decision_number"].endswith("1号")


async def test_a_grant_shows_both_its_papers(client, cast, tmp_path):
    number = await build.an_application(cast, at=ApplicationStatus.PROPOSED, folder=tmp_path)
    before = await _state(number, cast)
    await people.sign_in(client, cast.bai)
    address = f"/desk/applications/{number}/grant/preview"
    both = await people.post(client, address, {"checked": "yes"})
    assert both.status_code == 200
    assert "?paper=2" in both.text
    for paper in ("1", "2"):
        text = _text(await people.post(client, f"{address}?paper={paper}", {"checked": "yes"}))
        assert "未编号" in text
        assert "人服证字" not in text, "no number of a licence that does not exist"
    assert await _state(number, cast) == before


async def test_nobody_previews_what_is_not_theirs_and_wrong_forms_are_shown_again(client, cast, tmp_path):
    number = await build.an_application(cast, at=ApplicationStatus.PROPOSED, folder=tmp_path)
    address = f"/desk/applications/{number}/refuse/preview"
    await people.sign_in(client, cast.ding)
    assert (await people.post(client, address, {"reasons": "x"})).status_code == 404
    await people.sign_in(client, cast.an)
    assert (await people.post(client, address, {"reasons": "x"})).status_code == 403
    await people.sign_in(client, cast.bai)
    assert (await people.post(client, address, {"reasons": " "})).status_code == 422
    assert (await people.post(client, address, {"reasons": "x", "extra": "1"})).status_code == 422


async def test_after_a_supplement_the_desk_shows_what_changed(client, cast, tmp_path):
    from regulation.licensing.actions import drafting, receipt

    number = await build.an_application(cast, at=ApplicationStatus.RECEIVED, folder=tmp_path)
    await receipt.request_supplement(
        number, items=[{"name": "人员名单", "note": ""}], actor=cast.an, now=build.MONDAY
    )
    staff = {"staff": "甲一 招聘顾问\n甲二 招聘顾问\n甲三 客服\n甲四 新增"}
    await drafting.save(number, "staff", staff, actor=cast.e, now=build.MONDAY)
    await drafting.submit(number, actor=cast.e, now=build.MONDAY)
    await people.sign_in(client, cast.an)
    shown = (await client.get(f"/desk/applications/{number}")).text
    assert "与上次提交对照" in shown
    assert "甲四" in shown.split("与上次提交对照", 1)[1].split("</table>")[0]

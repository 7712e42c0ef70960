"""A firm reports through its pages, the desk notes; hostile input is answered at the field or not at all."""

import re

import pytest

from regulation import database
from tests.builders import dispatch
from tests.builders import written_reports as build
from tests.cast import post, sign_in

FIRM, DESK, MOVES = "/firm/written-reports", "/desk/written-reports", "/desk/moves"
#: The clock of the pages is today's, and a registration cannot lie ahead of it.
DAY = {"registered_on-year": "2024", "registered_on-month": "2", "registered_on-day": "29"}


@pytest.fixture(autouse=True)
def uploads_aside(tmp_path, monkeypatch):
    from app.written_reports import desk, firm

    for pages in (desk, firm):
        monkeypatch.setattr(pages, "folder", lambda: tmp_path)


async def begun(client, kind):
    page = await client.get(f"{FIRM}/new")
    key = re.search(r'name="request_key" value="([^"]+)"', page.text)[1]
    answer = await post(client, f"{FIRM}/new", {"kind": kind, "request_key": key})
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


async def test_a_change_is_reported_received_and_noted(client, cast):
    await sign_in(client, cast.e)
    assert "还没有书面报告" in (await client.get(FIRM)).text
    where = await begun(client, "change")
    assert "甲某" in (await client.get(where)).text
    empty = await post(client, where, {"name": "", **DAY})
    assert empty.status_code == 422
    assert "请至少填写一项与登记不同的内容" in empty.text
    kept = await post(client, where, {"legal_representative": "乙某", **DAY})
    assert kept.headers["location"] == f"{where}/check"
    assert "<mark>乙某</mark>" in (await client.get(f"{where}/check")).text
    unsigned = await post(client, f"{where}/send", {})
    assert unsigned.status_code == 422
    sent = await post(client, f"{where}/send", {"truthful": "true"})
    assert sent.status_code == 303
    record = (await client.get(where)).text
    number = re.search(r"BG-110105-\d{4}-0001", record)[0]
    assert "打开回执" in record
    # Late by years: told, with the article, and no fine.
    assert "逾期本身不罚款" in record
    await sign_in(client, cast.an)
    assert number in (await client.get("/desk")).text
    assert number in (await client.get(DESK)).text
    detail = await client.get(f"{DESK}/{number}")
    assert "<mark>乙某</mark>" in detail.text
    silent = await post(client, f"{DESK}/{number}/ask", {"question": " "})
    assert silent.status_code == 422
    assert (await post(client, f"{DESK}/{number}/note", {"status": "noted"})).status_code == 422
    assert (await post(client, f"{DESK}/{number}/note", {})).status_code == 303
    assert (await post(client, f"{DESK}/{number}/note", {})).status_code == 409
    representative = "select legal_representative from firm where id = $1"
    assert await database.value(representative, cast.firm) == "乙某"


async def test_an_ending_brings_its_proof(client, cast):
    await sign_in(client, cast.e)
    where = await begun(client, "ending")
    lacking = await post(client, where, {"reason": "解散", **DAY})
    assert lacking.status_code == 422
    assert "请上传注销登记的证明" in lacking.text
    macro = {"file": ("证明.pdf", b"PK\x03\x04 not a pdf", "application/pdf")}
    refused = await post(client, f"{where}/papers", {}, files=macro)
    assert refused.status_code == 422
    good = {"file": ("证明.pdf", build.PDF, "application/pdf")}
    assert (await post(client, f"{where}/papers", {}, files=good)).status_code == 303
    assert (await post(client, where, {"reason": "解散", **DAY})).headers["location"] == f"{where}/check"


async def test_strangers_find_nothing(client, cast):
    number = await build.a_report(cast.e)
    draft = await build.a_draft(cast.e)
    await sign_in(client, cast.f)
    for address in (f"{FIRM}/{number}", f"{FIRM}/{draft}", f"{FIRM}/{draft}/check"):
        assert (await client.get(address)).status_code == 404
    assert (await post(client, f"{FIRM}/{draft}/send", {"truthful": "true"})).status_code == 404
    await sign_in(client, cast.ding)
    assert (await client.get(f"{DESK}/{number}")).status_code == 404
    assert (await post(client, f"{DESK}/{number}/note", {})).status_code == 404
    await sign_in(client, cast.hao)
    assert (await client.get(f"{DESK}/{number}")).status_code == 200
    assert (await post(client, f"{DESK}/{number}/note", {})).status_code == 403


async def test_an_area_that_does_not_exist_is_refused_at_its_field(client, cast):
    await sign_in(client, cast.e)
    where = await begun(client, "change")
    answer = await post(client, where, {"domicile": "某地", "new_area": "990000", **DAY})
    assert answer.status_code == 422
    assert "请从列表中选择" in answer.text


async def test_a_file_moves_through_the_pages_of_both_organs(client, cast):
    report = await build.a_report(cast.e, answers=build.MOVE)
    move = await database.value("select number from file_move")
    await sign_in(client, cast.e)
    assert "本机构的档案正在移交" in (await client.get(FIRM)).text
    await sign_in(client, cast.ding)
    assert "原机关移交后可以查阅" in (await client.get(f"{MOVES}/{move}")).text
    assert (await post(client, f"{MOVES}/{move}/hand-over", {})).status_code == 403
    await sign_in(client, cast.an)
    assert move in (await client.get("/desk")).text
    assert "移交即以本人名义签署" in (await client.get(f"{MOVES}/{move}")).text
    assert (await post(client, f"{MOVES}/{move}/hand-over", {})).status_code == 303
    await sign_in(client, cast.ding)
    assert report in (await client.get(f"{MOVES}/{move}")).text
    assert (await post(client, f"{MOVES}/{move}/query", {"question": ""})).status_code == 422
    assert (await post(client, f"{MOVES}/{move}/drop", {"reason": ""})).status_code == 422
    assert (await post(client, f"{MOVES}/{move}/receive", {})).status_code == 303
    paper = re.search(r"/documents/[0-9a-f-]+\.pdf", (await client.get(f"{MOVES}/{move}")).text)[0]
    assert (await client.get(paper)).content.startswith(b"%PDF")
    await sign_in(client, cast.an)
    # The old organ keeps reading what it handed over.
    assert (await client.get(f"{MOVES}/{move}")).status_code == 200


async def test_a_branch_of_a_dispatch_firm_goes_to_two_organs_and_a_subsidiary_to_none(
    client, cast, tmp_path
):
    await sign_in(client, cast.e)
    assert "dispatch_branch" not in (await client.get(f"{FIRM}/new")).text
    await dispatch.a_licence(cast, folder=tmp_path)
    where = await begun(client, "dispatch_branch")
    told = {name: text for name, text in build.DISPATCHING.items() if name != "registered_on"} | DAY
    own_house = await post(client, where, told | {"legal_form": "subsidiary"})
    assert own_house.status_code == 422
    assert "应当以子公司的名义单独申请劳务派遣经营许可" in own_house.text
    assert (await post(client, where, told | {"legal_form": "branch"})).status_code == 303
    assert (await post(client, f"{where}/send", {"truthful": "true"})).status_code == 303
    record = (await client.get(where)).text
    assert "还须向分公司所在地备案" in record
    assert "逾期" not in record
    like = re.search(r'name="like" value="([^"]+)"', record)[1]
    key = re.search(r'name="request_key" value="([^"]+)"', record)[1]
    asked = {"kind": "dispatch_filing", "like": like, "request_key": key}
    filing = (await post(client, f"{FIRM}/new", asked)).headers["location"]
    again = (await post(client, f"{FIRM}/new", asked)).headers["location"]
    assert filing == again, "a double click begins one filing"
    assert told["branch_name"] in (await client.get(f"{filing}/check")).text
    assert (await post(client, f"{filing}/send", {"truthful": "true"})).status_code == 303
    assert "还须向分公司所在地备案" not in (await client.get(where)).text
    await sign_in(client, cast.ding)
    number = re.search(r"BG-110108-\d{4}-0001", (await client.get(DESK)).text)[0]
    assert (await post(client, f"{DESK}/{number}/note", {})).status_code == 303

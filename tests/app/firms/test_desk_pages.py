"""Firms and lists at the desk: who sees what, changes with history, an import from upload to held row."""

import asyncio
import re

import pytest
from stdnum.cn import uscc

from regulation import database
from regulation.firms import queries
from regulation.firms.importing import lists, working
from regulation.firms.status import ImportStatus, Outcome
from tests import cast as people

HEADER = "企业名称,统一社会信用代码,注册日期,法人代表,注册资金,经营范围,所在省份,地区,注册地址"


def code(n):
    first = f"91110105MA0{n:06d}"
    return first + uscc.calc_check_digit(first)


def a_list(*rows, header=HEADER):
    return "\n".join([header, *rows, ""]).encode()


GOOD = (
    f"测试上传甲有限公司,{code(1)},2004-07-20,甲某,200(万元人民币),劳务派遣,北京,朝阳,北京市朝阳区测试路1号"
)
HELD = f"测试上传乙有限公司,{code(2)},2003-02-30,乙某,N/A,职业介绍,北京,朝阳,北京市朝阳区测试路2号"


async def number_of(firm_id):
    return (await queries.firm(firm_id)).number


async def test_a_district_sees_its_own_firms_and_the_city_all(client, cast):
    own, other = await number_of(cast.firm), await number_of(cast.other_firm)
    await people.sign_in(client, cast.an)
    listed = (await client.get("/desk/firms")).text
    assert own in listed
    assert other not in listed
    assert (await client.get(f"/desk/firms/{own}")).status_code == 200
    for path in ("", "/history", "/edit"):
        assert (await client.get(f"/desk/firms/{other}{path}")).status_code == 404
    await people.sign_in(client, cast.hao)
    assert other in (await client.get("/desk/firms")).text
    assert (await client.get(f"/desk/firms/{other}")).status_code == 200


async def the_form(client, number):
    text = (await client.get(f"/desk/firms/{number}/edit")).text
    return {
        "name": "测试甲人力资源有限公司",
        "area": "110105",
        "domicile": "北京市朝阳区测试路1号",
        "legal_representative": "甲某",
        "place_of_business": "北京市朝阳区测试路1号",
        "established_on": "2015-06-01",
        "business_state": "operating",
        "source": "report",
        "reason": "变更报告",
        "valid_from-year": "2026",
        "valid_from-month": "11",
        "valid_from-day": "1",
        "seen": re.search(r'name="seen" value="(\w+)"', text)[1],
    }


async def test_a_reported_change_is_recorded_with_its_history(client, cast):
    number = await number_of(cast.firm)
    await people.sign_in(client, cast.an)
    form = await the_form(client, number) | {"legal_representative": "新某"}
    answer = await people.post(client, f"/desk/firms/{number}/edit", form)
    # The cast's code is invented and has no right check digit: the form says so at the field.
    if answer.status_code == 422:
        assert "统一社会信用代码" in answer.text
        answer = await people.post(client, f"/desk/firms/{number}/edit", form | {"uscc": ""})
    assert answer.status_code == 303
    firm = await queries.firm(cast.firm)
    assert firm.legal_representative == "新某"
    history = (await client.get(f"/desk/firms/{number}/history")).text
    assert "新某" in history
    assert "甲某" in history
    page = (await client.get(f"/desk/firms/{number}")).text
    assert "登记变更" in page
    assert "第二十一条" in page


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": ""}, "机构名称"),
        ({"uscc": "123"}, "统一社会信用代码不正确"),
        ({"established_on": "2003-02-30"}, "格式填写日期"),
        ({"capital": "200"}, "单位和币种"),
        ({"domicile": "北京市海淀区测试路1号"}, "另一个区"),
        ({"business_state": "sleeping"}, "选项"),
        ({"valid_from-month": "13"}, "月"),
        ({"valid_from-year": "", "valid_from-month": "", "valid_from-day": ""}, "变更日期"),
        ({"unknown_field": "1"}, "unknown_field"),
        ({"reason": ""}, "说明"),
    ],
)
async def test_wrong_entries_are_said_at_their_fields_and_change_nothing(client, cast, wrong, said):
    number = await number_of(cast.firm)
    before = await queries.present_facts(cast.firm)
    await people.sign_in(client, cast.an)
    form = await the_form(client, number) | {"legal_representative": "新某"} | wrong
    answer = await people.post(client, f"/desk/firms/{number}/edit", form)
    assert answer.status_code == 422
    assert said in answer.text
    assert await queries.present_facts(cast.firm) == before


async def test_a_form_without_what_it_was_opened_with_is_shown_again(client, cast):
    await people.sign_in(client, cast.an)
    number = await database.value("select number from firm where id = $1", cast.firm)
    answer = await people.post(client, f"/desk/firms/{number}/edit", {"name": "测试甲人力资源有限公司"})
    assert answer.status_code == 422


async def test_a_page_left_open_does_not_undo_what_another_did(client, cast):
    number = await number_of(cast.firm)
    await people.sign_in(client, cast.an)
    form = await the_form(client, number)
    first = await people.post(client, f"/desk/firms/{number}/edit", form | {"legal_representative": "新某"})
    assert first.status_code == 303
    stale = await people.post(client, f"/desk/firms/{number}/edit", form | {"legal_representative": "旧某"})
    assert stale.status_code == 409
    assert (await queries.firm(cast.firm)).legal_representative == "新某"


# --- Imports ---------------------------------------------------------------------------------------------


async def upload(client, data, name="名录.csv"):
    return await people.post(client, "/desk/imports", files={"file": (name, data, "text/csv")})


async def test_an_upload_is_previewed_and_changes_nothing_until_it_is_started(client, cast):
    await people.sign_in(client, cast.an)
    answer = await upload(client, a_list(GOOD, HELD))
    assert answer.status_code == 303
    page = (await client.get(answer.headers["location"])).text
    assert "测试上传甲有限公司" in page
    assert "新增机构" in page
    assert "日期不存在" in page
    assert await queries.firms_by_code(code(1)) == []


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("名录.csv", b""),
        ("名录.pdf", b"%PDF-1.4"),
        ("名录.xlsx", b"not a workbook"),
        ("名录.xls", b"\xd0\xcf\x11\xe0rest"),
        ("名录.csv", "企业名称\n".encode()),
        ("名录.csv", b"<html><table></table></html>"),
    ],
)
async def test_a_wrong_file_is_refused_at_the_field(client, cast, name, data):
    await people.sign_in(client, cast.an)
    answer = await upload(client, data, name)
    assert answer.status_code == 422
    assert await database.value("select count(*) from firm_import") == 0


async def test_columns_can_be_chosen_and_are_checked(client, cast):
    await people.sign_in(client, cast.an)
    data = a_list(GOOD, header=HEADER.replace("企业名称", "甲栏"))
    address = (await upload(client, data)).headers["location"]
    assert "请指定" in (await client.get(address)).text
    assert (await people.post(client, f"{address}/start")).status_code == 422
    twice = await people.post(client, f"{address}/columns", {"column_name": "0", "column_uscc": "0"})
    assert twice.status_code == 422
    assert (await people.post(client, f"{address}/columns", {"column_wrong": "0"})).status_code == 422
    assert (await people.post(client, f"{address}/columns", {"column_name": "99"})).status_code == 422
    assert (
        await people.post(client, f"{address}/columns", {"column_name": "0", "column_uscc": "1"})
    ).status_code == 303
    assert "测试上传甲有限公司" in (await client.get(address)).text


async def test_an_import_runs_beside_the_page_and_ends_with_its_result(committed_db, client, cast):
    await people.sign_in(client, cast.an)
    rows = [
        f"测试后台{n:03d}有限公司,{code(n)},,,,,北京,朝阳,北京市朝阳区测试路{n}号" for n in range(10, 410)
    ]
    answer = await upload(client, a_list(GOOD, HELD, *rows))
    address = answer.headers["location"]
    assert (await people.post(client, f"{address}/start")).status_code == 303
    import_id = await database.value("select id from firm_import")
    async with asyncio.timeout(60):
        while (await lists.view(import_id)).status is not ImportStatus.DONE:
            progress = await client.get(address)
            assert progress.status_code == 200
            await asyncio.sleep(0.05)
    page = (await client.get(address)).text
    assert "导入结果" in page
    assert "测试上传甲有限公司" in page
    table = (await client.get(f"{address}/result.csv")).text
    assert len(table.strip().splitlines()) == 403
    assert (await client.get(f"{address}/result.xlsx")).content.startswith(b"PK")
    again = await upload(client, a_list(GOOD, HELD, *rows), "又一次.csv")
    assert again.headers["location"] == address
    assert "此前已经上传" in (await client.get(address)).text
    assert (await people.post(client, f"{address}/start")).status_code == 409


async def test_a_held_row_is_decided_by_a_person_and_logged(client, cast):
    await people.sign_in(client, cast.an)
    address = (await upload(client, a_list(HELD))).headers["location"]
    import_id = await database.value("select id from firm_import")
    await working.start(import_id, actor=cast.an, now=importing_now())
    await working.work_on(import_id, actor=cast.an, now=importing_now())
    [row] = await lists.rows(import_id, outcome=Outcome.HELD, limit=2)
    listed = (await client.get(f"{address}?outcome=held")).text
    assert f"/desk/imports/rows/{row.id}" in listed
    place = f"/desk/imports/rows/{row.id}"
    assert "2003-02-30" in (await client.get(place)).text
    form = {
        "decision": "new",
        "name": "测试上传乙有限公司",
        "uscc": code(2),
        "domicile": "北京市朝阳区测试路2号",
    }
    wrong = await people.post(client, place, {**form, "established_on": "2003-02-30", "reason": "核对"})
    assert wrong.status_code == 422
    good = {**form, "established_on": "2003-02-28", "reason": "核对营业执照"}
    assert (await people.post(client, place, good)).status_code == 303
    assert (await people.post(client, place, good)).status_code == 409
    [firm] = await queries.firms_by_code(code(2))
    assert firm.established_on.isoformat() == "2003-02-28"
    logged = await database.row("select reason, actor_name from case_log where action = 'settle_repaired'")
    assert (logged["reason"], logged["actor_name"]) == ("核对营业执照", "安一")


def importing_now():
    from app import clock

    return clock.now()


async def test_a_list_is_not_the_neighbours_to_see_start_or_settle(client, cast):
    await people.sign_in(client, cast.an)
    address = (await upload(client, a_list(GOOD, HELD))).headers["location"]
    import_id = await database.value("select id from firm_import")
    row = await database.value("select id from firm_import_row where firm_import = $1 limit 1", import_id)
    await people.sign_in(client, cast.ding)
    assert address not in (await client.get("/desk/imports")).text
    for path in ("", "/result.csv", "/result.xlsx"):
        assert (await client.get(address + path)).status_code == 404, path
    for act in ("columns", "start", "discard", "resume"):
        assert (await people.post(client, f"{address}/{act}")).status_code == 404, act
    place = f"/desk/imports/rows/{row}"
    assert (await client.get(place)).status_code == 404
    form = {
        "decision": "reject",
        "reason": "x",
        "firm_number": "",
        "name": "",
        "uscc": "",
        "established_on": "",
    }
    assert (await people.post(client, place, form | {"domicile": ""})).status_code == 404
    same = await upload(client, a_list(GOOD, HELD))
    assert same.status_code == 409
    assert "其他机关" in same.text
    assert await database.value("select status from firm_import where id = $1", import_id) == "received"
    await people.sign_in(client, cast.hao)
    assert address in (await client.get("/desk/imports")).text


async def test_a_column_number_of_any_length_is_only_a_wrong_choice(client, cast):
    await people.sign_in(client, cast.an)
    address = (await upload(client, a_list(GOOD))).headers["location"]
    for wrong in ("9" * 5000, "-1", "0x0", "00"):
        answer = await people.post(client, f"{address}/columns", {"column_name": wrong})
        assert answer.status_code == 422, wrong


async def test_who_does_not_import_does_not_see_imports(client, cast):
    for who in (cast.bai, cast.e, cast.ou):
        await people.sign_in(client, who)
        assert (await client.get("/desk/imports")).status_code == 403

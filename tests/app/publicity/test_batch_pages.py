"""Lists for double publicity: only complete rows, only what is new, kept with their bytes, and each organ's own."""

import csv
import hashlib
import io
import re
from datetime import timedelta

import asyncpg
import pytest

from app import clock
from regulation import database
from regulation.casework import publication
from regulation.penalties.status import CaseStatus
from regulation.publicity import publicised
from reports.exports.double_publicity import LICENCES, PENALTIES, reread
from tests import cast as people
from tests.builders import penalties as build

#: Codes with a right check character: of the organ, of the firm.
CODE, FIRM_CODE = "11110105MB0000001C", "91110105MA00000012"
HOME = "/desk/double-publicity"


@pytest.fixture
async def case_id(cast):
    await database.execute("update firm set uscc = $2 where id = $1", cast.firm, FIRM_CODE)
    office = build.Office(cast.an, cast.bai, cast.fang, (cast.chen.person_id, cast.cui.person_id))
    return await build.a_case(office, cast.firm, to=CaseStatus.CLOSED, on=clock.today() - timedelta(days=90))


async def make(client, after, kind="penalty", code=CODE):
    return await people.post(client, HOME, {"kind": kind, "code": code, "after": str(after)})


async def lines(client, made, form=PENALTIES):
    return reread(form, (await client.get(f"{made.headers['location']}/list.csv")).content)


async def test_a_list_holds_what_the_last_one_did_not_and_is_the_same_file_for_ever(client, cast, case_id):
    number = await database.value("select decision_number from penalty_case where id = $1", case_id)
    shown = await database.value(
        "select id from publication where matter_id = $1 and kind = 'penalty'", case_id
    )
    await people.sign_in(client, cast.an)
    first = await client.get(HOME)
    assert number in first.text
    assert "处罚机关统一社会信用代码：缺少" in first.text
    assert "生成第1批" not in first.text
    assert "生成第1批" in (await client.get(f"{HOME}?code={CODE}")).text

    made = await make(client, 0)
    assert made.status_code == 303
    (line,) = await lines(client, made)
    assert (line["CF_WSH"], line["CF_NR_FK"], line["CF_CFJGDM"], line["CF_FR_SFZH"]) == (
        number,
        "0.5",
        CODE,
        "",
    )
    content = (await client.get(f"{made.headers['location']}/list.csv")).content
    page = (await client.get(made.headers["location"])).text
    assert hashlib.sha256(content).hexdigest() in page
    book = await client.get(f"{made.headers['location']}/list.xlsx")
    assert book.content.startswith(b"PK")
    assert hashlib.sha256(book.content).hexdigest() in page
    assert (await make(client, 0)).status_code == 409, "pressed twice, it is made once"
    again = await make(client, 1)
    assert again.status_code == 422
    assert "没有新增、变更或者停止公示的信息" in again.text

    # It stays public past its last day: the row says so from that day on. A name that is put right reads differently at once.
    await publication.keep_past_its_end(shown, reason="尚未履行")
    last = await database.value("select latest_end_on from publication where id = $1", shown)
    said = [await publicised.penalties(cast.an.organ_id, today=day) for day in (clock.today(), last)]
    assert [each["kept_reason"] for (each,) in said] == ["", "尚未履行"]
    await database.execute(
        """update penalty_case set party = party || '{"representative": "后来人"}' where id = $1""", case_id
    )
    changed = await make(client, 1)
    (line,) = await lines(client, changed)
    assert "后来人" in line.values()
    assert "变更" in (await client.get(changed.headers["location"])).text
    await publication.end(shown, on=clock.today(), reason="撤回", actor=cast.an, now=clock.now())
    gone = await make(client, 2)
    assert await lines(client, gone) == []
    named = (await client.get(f"{gone.headers['location']}/withdrawn.csv")).content.decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(named)))[1:] == [
        [number, "测试甲人力资源有限公司", FIRM_CODE, clock.today().isoformat(), "撤回"]
    ]
    assert (await make(client, 3)).status_code == 422, "said once"
    assert (await client.get(f"{made.headers['location']}/list.csv")).content == content
    assert len(re.findall(r"第\d批</a>", (await client.get(HOME)).text)) == 3

    for table in ("publicity_batch", "publicity_batch_file", "publicity_batch_row"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with database.unit_of_work():
                await database.execute(f"delete from {table}")
    # Another district makes its own and sees nothing of this one.
    await people.sign_in(client, cast.ding)
    for path in ("", "/list.csv", "/other.csv"):
        assert (await client.get(made.headers["location"] + path)).status_code == 404
    assert number not in (await client.get(f"{HOME}?code={CODE}")).text
    assert (await client.get(f"{HOME}?code=1")).status_code == 422
    assert (await client.get(f"{HOME}?kind=other")).status_code == 404
    wrong = await make(client, 0, code="11110105MB0000001X")
    assert wrong.status_code == 422
    assert 'id="e-code"' in wrong.text


async def test_what_a_row_lacks_is_named_and_what_is_no_firm_is_not_listed(client, cast, case_id):
    await database.execute(
        """update penalty_case set party = party || '{"address": "示例路1号，联系13800001111"}' where id = $1""",
        case_id,
    )
    await people.sign_in(client, cast.an)
    shown = await client.get(f"{HOME}?code={CODE}")
    assert "注册地址：含有个人的证件号码或者电话" in shown.text
    assert "生成第1批" not in shown.text
    assert (await make(client, 0)).status_code == 422
    await database.execute(
        """update penalty_case set party = party || '{"is_person": true}' where id = $1""", case_id
    )
    assert "没有需要报送的" in (await client.get(f"{HOME}?code={CODE}")).text
    await publication.publish(
        "licence_grant", "证1", "行政许可决定公示", organ_id=cast.an.organ_id,
        organ_name=cast.an.organ_name, firm_id=cast.firm, matter_kind="application", matter_id=case_id,
        body={"party": "测试甲人力资源有限公司", "code": FIRM_CODE, "decision_number": "京朝人社许〔2026〕9号",
              "certificate": "人力资源服务许可证", "certificate_number": "证1", "content": "职业中介活动",
              "decided_on": "2026-11-09", "valid_from": "2026-11-09", "valid_to": "2031-11-08",
              "legal_representative": "甲某"},
        from_on=clock.today(), actor=cast.an, now=clock.now(),
    )  # fmt: skip
    made = await make(client, 0, kind="licence")
    (line,) = await lines(client, made, LICENCES)
    assert (line["XK_WSH"], line["XK_XKBH"], line["XK_ZT"]) == ("京朝人社许〔2026〕9号", "证1", "有效")

"""A fine by instalments that are not kept: asked for on a phone, granted, missed, counted to the day, demanded, taken to the court."""

import io
import json
import re
import zipfile
from datetime import timedelta

import asyncpg
import pypdf
import pytest

from tests.conftest import address
from tests.journeys.office import CITY
from tests.journeys.test_6_whole_case import act

MEMBER = "person = (select person from account where login = 'firm2-signatory')"
#: What of a served decision has a day of its own, and how its rows are found.
DATED = {
    "penalty_case": "id = $1",
    "case_delivery": "case_id = $1",
    "case_payment": "case_id = $1",
    "payment_plan": "case_id = $1",
    "payment_plan_part": "plan in (select id from payment_plan where case_id = $1)",
    "surcharge_decision": "case_id = $1",
    "demand_notice": "case_id = $1",
    "clock": "matter_id = $1",
}


@pytest.fixture(scope="module")
async def known(office):
    """A decision of Chaoyang that waits for its service; for this journey the second signatory works for its firm."""
    owner = await asyncpg.connect(address(CITY))
    theirs = await owner.fetchval(f"select firm_id from firm_member where {MEMBER}")
    case = await owner.fetchrow(
        """select c.id, c.firm, c.fine from penalty_case as c join organ on organ.id = c.organ
            where organ.code = '110105' and c.status = 'decided' and c.fine = 5000 and c.confiscated = 0
              and c.firm is not null order by c.number limit 1"""
    )
    await owner.execute(f"update firm_member set firm_id = $1 where {MEMBER}", case["firm"])
    yield {
        "owner": owner,
        "id": case["id"],
        "desk": f"/desk/cases/{case['id']}",
        "own": f"/firm/cases/{case['id']}",
    }
    await owner.execute(f"update firm_member set firm_id = $1 where {MEMBER}", theirs)
    await owner.close()


async def days_go_by(known, days):
    """So many days later: everything of this decision happened so many days earlier."""
    owner, case = known["owner"], known["id"]
    async with owner.transaction():
        await owner.execute("set local session_replication_role = replica")
        for table, found in DATED.items():
            dated = await owner.fetch(
                """select column_name from information_schema.columns
                    where table_schema = 'public' and table_name = $1 and data_type = 'date'""",
                table,
            )
            earlier = ", ".join(f"{each[0]} = {each[0]} - {days}" for each in dated)
            await owner.execute(f"update {table} set {earlier} where {found}", case)
        await owner.execute(
            f"""update payment_plan set parts = (
                  select jsonb_agg(jsonb_build_object('due_on', (p ->> 'due_on')::date - {days}, 'amount', p ->> 'amount')
                                   order by n)
                    from jsonb_array_elements(parts) with ordinality as each (p, n)) where case_id = $1""",
            case,
        )


async def signed_for(firm, name):
    """The firm confirms a paper among its letters."""
    await firm.open("/firm/letters")
    await firm.press("确认签收", within=firm.page.locator("tr", has_text=name))


async def test_the_firm_asks_on_a_phone_and_hears_at_once_what_is_wrong(visitor, office, known):
    firm, today = await visitor("firm2-signatory", width=390), office.today
    await firm.open("/firm/consent")
    if await firm.page.get_by_label("联系电话").count():
        await firm.fill({"联系电话": "010-55550000"})
        await firm.tick(re.compile("同意"))
        await firm.press(re.compile("签订"))
    await firm.open(known["own"])
    await firm.press("确认签收")
    await firm.sees("现在应缴", "¥5,000.00", "代收银行", "缴款识别号", "不按期缴纳会怎样")
    first, last = today + timedelta(days=20), today + timedelta(days=50)
    reason = {"理由": "主要客户拖欠服务费，一次缴清会拖欠工资。"}
    for lines, status, says in (
        (f"{first} 2000.005\n{last} 3000", 422, "多于两位小数"),
        (f"{first} 2000\n{last} 2000", 409, "合计4,000.00元"),
        (f"{today - timedelta(days=1)} 2000\n{last} 3000", 409, "早于申请之日"),
        (f"{first} 2000\n{today + timedelta(days=500)} 3000", 409, "最长期限"),
    ):
        await firm.fill({"各期不等额的，逐期填写": lines, **reason})
        await firm.press("提交申请")
        assert firm.status == status, await firm.text()
        await firm.sees(says)
        assert await firm.page.locator("textarea[name=lines]").input_value() == lines
    await firm.fill({"各期不等额的，逐期填写": f"{first:%Y年%-m月%-d日} ２，０００\n{last} 3000元"})
    await firm.press("提交申请")
    await firm.sees("申请已提交", "待决定")
    assert await firm.page.locator("textarea[name=lines]").count() == 0, "one application at a time"


async def test_the_head_decides_and_the_firm_signs_for_the_answer(visitor, known):
    clerk, decider = await visitor("chaoyang-clerk"), await visitor("chaoyang-decider")
    await clerk.open(known["desk"])
    await clerk.sees("待决定", "¥2,000.00", "¥3,000.00")
    assert await clerk.page.get_by_role("link", name="准予延期、分期缴纳罚款").count() == 0, "not the clerk"
    await act(decider, known["desk"], "准予延期、分期缴纳罚款", {"理由": "确有经济困难，准予分期缴纳。"})
    firm = await visitor("firm2-signatory", width=390)
    await firm.open(known["own"])
    await firm.sees("有文书等待签收", "已批准", "未到期")
    await signed_for(firm, "延期（分期）缴纳罚款通知书")
    await firm.open(known["own"])
    await firm.does_not_see("有文书等待签收")
    await firm.sees("¥2,000.00")


async def test_the_first_is_paid_the_second_missed_and_both_sides_read_the_same_sum(visitor, office, known):
    clerk, today = await visitor("chaoyang-clerk"), office.today
    await days_go_by(known, 21)
    yesterday = today - timedelta(days=1)
    paid = {"缴款日期": yesterday.isoformat(), "票据号码": "演示0017", "罚款": "2,000"}
    await act(clerk, known["desk"], "登记缴款", paid)
    await clerk.does_not_see("未按期缴足")
    await days_go_by(known, 35)
    # The second was due six days ago: 3 per cent of 3,000 yuan are 90 a day.
    firm = await visitor("firm2-signatory", width=390)
    for person, path in ((clerk, known["desk"]), (firm, known["own"])):
        await person.open(path)
        await person.sees("¥3,000.00", "已经逾期", "未按期缴足", "加处罚款至今天为¥540.00", "已缴")
        row = person.page.locator("tr", has_text="3%").first
        said = re.sub(r"\s+", " ", await row.inner_text())
        assert re.search(r"\b6\b.*¥3,000\.00.*¥540\.00", said), said


async def test_the_surcharge_is_decided_the_demand_served_and_answered(visitor, office, known):
    clerk, decider = await visitor("chaoyang-clerk"), await visitor("chaoyang-decider")
    firm = await visitor("firm2-signatory", width=390)
    await clerk.open(known["desk"])
    await act(decider, known["desk"], "作出加处罚款决定", {"理由": "第二期逾期未缴"})
    await clerk.open(f"{known['desk']}/handle/demand")
    await clerk.press("作出催告书")
    assert clerk.status == 409, "the surcharge was not told yet"
    await clerk.sees("尚未送达", "第四十五条")
    await signed_for(firm, "加处罚款决定书")
    await act(clerk, known["desk"], "作出催告书")
    served = {
        "送达方式": "直接送达",
        "送达日期": office.today.isoformat(),
        "签收人": "前台 虚某",
        "送达地点": "当事人住所",
    }
    await act(clerk, known["desk"], "送达催告书", served)
    await firm.open(known["own"])
    await firm.fill({"陈述、申辩意见": "下月回款后缴清。"})
    await firm.press("提交意见")
    await clerk.open(known["desk"])
    await clerk.sees("下月回款后缴清", "现在不能申请强制执行")
    assert await decider.page.get_by_role("link", name="申请人民法院强制执行").count() == 0


async def test_the_court_is_asked_in_its_window_with_the_papers_of_the_list(visitor, known):
    clerk, decider = await visitor("chaoyang-clerk"), await visitor("chaoyang-decider")
    await days_go_by(known, 140)
    await clerk.open(known["desk"])
    # 146 days late: the surcharge has long reached the fine.
    await clerk.sees("¥8,000.00", "已达到上限")
    await decider.open(f"{known['desk']}/decide/apply_court")
    await decider.sees("随申请书提交的材料", "加处罚款决定书", "已达到上限")
    state = {"被申请人和执行标的情况": "正常经营，有银行存款可供执行。"}
    await act(decider, known["desk"], "申请人民法院强制执行", state, "我已核对申请书和材料清单")
    await clerk.open(known["desk"])
    package = zipfile.ZipFile(
        io.BytesIO(await clerk.download(await clerk.href("下载提交法院的全部材料（ZIP）")))
    )
    names = package.namelist()
    assert names[0].startswith("01_强制执行申请书")
    assert all(package.read(each).startswith(b"%PDF") for each in names)
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(package.read(names[0]))).pages)
    text = re.sub(r"\s", "", text)
    listed = json.loads(
        await known["owner"].fetchval(
            """select d.snapshot from document as d join court_application as a on a.document = d.id
                where a.case_id = $1""",
            known["id"],
        )
    )["materials"]
    papers = [each for each in listed if not each["name"].startswith("证据")]
    assert [f"{each['name']}_{each['note']}" for each in papers] == [
        each[3:].removesuffix(".pdf") for each in names[1:]
    ]
    kinds = {"行政处罚决定书", "延期（分期）缴纳罚款通知书", "加处罚款决定书", "催告书", "送达回证"}
    assert kinds <= {each["name"] for each in papers}
    assert all(each["note"] in text for each in papers)
    assert "下月回款后缴清" in text

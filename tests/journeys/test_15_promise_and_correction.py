"""On a promise a holder adds online recruitment; it is looked up at the door; a clerk's slip in the register is put right by two."""

import json
import re

import asyncpg
import pytest

from tests.conftest import address
from tests.journeys.office import CITY

BASE = "/firm/licensing"
MEMBER = "person = (select person from account where login = 'firm2-signatory')"


@pytest.fixture(scope="module")
async def holder(office):
    """A licence of Chaoyang without online recruitment and with nothing under way; the second signatory works for its holder."""
    owner = await asyncpg.connect(address(CITY))
    theirs = await owner.fetchval(f"select firm_id from firm_member where {MEMBER}")
    found = await owner.fetchrow(
        """select licence.firm, licence.number, firm.number as firm_number, entry.id as entry
             from licence join firm on firm.id = licence.firm join organ on organ.id = licence.organ
                  join registration_entry as entry on entry.firm = licence.firm and entry.number = licence.number
            where organ.code = '110105' and firm.organ = licence.organ and licence.kind = 'hr_licence'
              and licence.status = 'valid' and licence.scope::text not like '%网络%' and licence.document is not null
              and not exists (select from application where application.firm = licence.firm
                               and status in ('draft', 'received', 'correcting', 'supplement', 'accepted', 'proposed'))
              and not exists (select from commitment_check where commitment_check.firm = licence.firm)
              and not exists (select from registration_condition where registration_condition.firm = licence.firm)
            order by licence.number desc limit 1"""
    )
    await owner.execute(f"update firm_member set firm_id = $1 where {MEMBER}", found["firm"])
    yield dict(found)
    await owner.execute(f"update firm_member set firm_id = $1 where {MEMBER}", theirs)
    await owner.close()


async def promised(firm):
    """An application for the item, on a promise; its number."""
    await firm.open(BASE)
    await firm.follow("申请变更人力资源服务许可")
    await firm.tick("告知承诺")
    await firm.press("开始填写")
    start = firm.path
    await firm.open(f"{start}/scope")
    await firm.tick("为用人单位推荐劳动者", "开展网络招聘服务")
    await firm.fill({"网站、应用程序的名称或者地址": "https://jobs.example.cn"})
    await firm.choose("是否涉及经营电信业务", "否")
    await firm.press("保存并继续")
    await firm.open(f"{start}/commitment")
    await firm.sees("许可机关告知", "派两名以上人员实地核查")
    await firm.tick("我已阅读并代表本机构作出以上承诺")
    await firm.press("保存并继续")
    await firm.open(f"{start}/check")
    await firm.sees("与许可证现载内容不同")
    await firm.tick(re.compile("真实性负责"))
    await firm.press("提交申请")
    await firm.sees("申请已提交")
    return firm.path.split("/")[-2]


async def test_online_recruitment_is_added_on_a_promise(visitor, holder):
    number = await promised(await visitor("firm2-signatory"))
    clerk, decider = await visitor("chaoyang-clerk"), await visitor("chaoyang-decider")
    await clerk.open(f"/desk/applications/{number}/accept")
    await clerk.press("受理")
    await decider.open(f"/desk/applications/{number}/grant")
    await decider.sees("沿用原编号", "开展网络招聘服务")
    await decider.tick("我已核对申请内容和经办人员意见")
    await decider.press("准予许可")
    await decider.sees("准予变更行政许可决定书", "告知承诺书")
    someone = await visitor()
    await someone.open(f"/firms/{holder['firm_number']}")
    await someone.sees("开展网络招聘服务")


async def test_the_promise_is_found_kept_on_a_phone(visitor, holder):
    officer = await visitor("chaoyang-inspector", width=390)
    await officer.open("/field/checks")
    await officer.follow(
        re.compile("."),
        within=officer.page.locator("main li, main article").filter(has_text=holder["number"]),
    )
    for point in ("premises", "systems", "staff", "protection"):
        await officer.page.locator(f'input[name="{point}"][value="yes"]').check()
    for point in ("address", "telecom"):
        await officer.page.locator(f'input[name="{point}"][value="na"]').check()
    for place in (0, 1):
        await officer.page.locator('input[name="officials"]').nth(place).check()
    await officer.fill({"核查情况": "网站已作个人信息保护提示。"})
    await officer.press("记录核查结果")
    await officer.sees("已履行承诺")


async def test_a_slip_in_the_register_is_put_right_by_two_officials(visitor, holder):
    clerk = await visitor("chaoyang-clerk")
    await clerk.open(f"/desk/firms/{holder['firm_number']}/registrations/{holder['entry']}/correct")
    await clerk.date("颁发、备案或者报告日期", 2026, 1, 5)
    await clerk.fill({"理由": "与决定书所载日期不一致", "证明材料编号": "档案一号"})
    await clerk.press("提出更正")
    assert await clerk.page.get_by_label("确认更正").count() == 0, "who proposes does not confirm"
    someone = await visitor()
    register = f"/firms/{holder['firm_number']}.json"
    decider = await visitor("chaoyang-decider")
    await decider.open(clerk.path)
    await decider.tick("确认更正")
    await decider.press("提交")
    await decider.sees("已更正")
    entries = json.loads(await someone.download(register))["registrations"]
    assert "2026-01-05" in [each["issued_on"] for each in entries if each["number"] == holder["number"]]

"""From an uploaded list to a group, a lead and a proposed case; leads merged, dismissed by two, and the alarm that a director sees."""

import asyncio
import re
import sys

from tests.conftest import ROOT

#: One waking of the worker, as it comes once a minute.
WAKE = """
import asyncio
from app import jobs
from regulation import database

async def once():
    engine = database.engine()
    await engine.start_connection_pool(min_size=1, max_size=2)
    await jobs.look()
    await engine.close_connection_pool()

asyncio.run(once())
"""
LIST = "名称,电话,内容\n旅程日结招工,15900000161,收报名费\n旅程二部,159-0000-0161,押金三百\n别家小店,15900000169,自用"


async def worker_wakes(office):
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", WAKE, cwd=ROOT, env=office.environment()
    )
    assert await process.wait() == 0


async def record(clerk, party, facts):
    await clerk.open("/desk/case-leads/new")
    await clerk.fill({"当事人名称": party, "涉嫌违法的事实": facts})
    await clerk.press("登记案件线索")
    return re.search(r"\S+人社案线〔\d+〕\d+号", await clerk.text())[0]


async def test_a_list_becomes_a_group_a_lead_and_a_proposed_case(visitor, office):
    clerk = await visitor("chaoyang-clerk")
    await clerk.open("/desk/radar/lists")
    await clerk.fill({"来源": "旅程网站搜索日结", "粘贴名单": LIST})
    await clerk.press("上传并比对")
    await clerk.sees("等待比对")
    uploaded = clerk.path
    await worker_wakes(office)
    await clerk.open(uploaded)
    await clerk.sees("已比对", "登记簿中没有找到")
    await clerk.open("/desk/radar?q=15900000161")
    await clerk.follow(re.compile("^旅程"))
    group = clerk.path
    await clerk.sees("旅程日结招工", "旅程二部", "SHA-256")
    await clerk.does_not_see("别家小店")
    await clerk.follow("形成案件线索")
    assert "旅程" in await clerk.page.get_by_label("涉嫌违法的事实").input_value()
    await clerk.press("登记案件线索")
    await clerk.sees("黑中介比对", "待核查")
    await clerk.follow("提请立案")
    today = office.today.isoformat()
    await clerk.fill({"违法行为终了日期": today, "发现日期": today})
    await clerk.page.get_by_label("违法行为", exact=True).select_option("V-01")
    officers = clerk.page.get_by_role("group", name="执法人员（两名）").locator("input")
    await officers.nth(0).check()
    await officers.nth(1).check()
    await clerk.choose("办案程序", "劳动保障监察程序")
    await clerk.press("提请立案")
    assert re.search(r"/desk/cases/[0-9a-f-]{36}$", clerk.path), await clerk.text()
    await clerk.open(group)
    await clerk.sees("已形成案件线索", "已提请立案，待批准", "人社案〔")


async def test_leads_are_merged_and_one_is_dismissed_by_a_second_person(visitor):
    clerk = await visitor("chaoyang-clerk")
    first = await record(clerk, "旅程甲劳务部", "收取求职者押金二百元不予退还")
    into = clerk.path
    await record(clerk, "旅程甲劳务部", "没有许可证从事职业中介活动")
    second = clerk.path
    await clerk.follow("并入其他线索")
    await clerk.sees(first)
    await clerk.fill({"并入的线索编号": first, "理由": "同一门店，合并办理"})
    await clerk.press("并入其他线索")
    await clerk.sees("已并入其他线索")
    await clerk.open(into)
    await clerk.sees("已并入本线索")
    await clerk.follow("提请不予立案")
    await clerk.tick(re.compile("违法事实不能成立"))
    await clerk.fill({"理由": "到场核查，没有发现收费"})
    await clerk.press("提请不予立案")
    await clerk.does_not_see("决定不予立案")
    decider = await visitor("chaoyang-decider", lang="en", width=390)
    await decider.open(into)
    await decider.follow("Decide to open no case")
    await decider.fill({"Reason": "同意"})
    await decider.press("Decide to open no case")
    assert decider.status == 422, "a reason is more than a word"
    await decider.fill({"Reason": "同意经办人员意见"})
    await decider.press("Decide to open no case")
    await decider.sees("Not opened")
    await clerk.open(second)
    await clerk.sees("已并入其他线索")


async def test_a_standard_met_without_a_case_is_seen_by_the_director(visitor):
    director = await visitor("chaoyang-director")
    await director.open("/desk/case-leads?alarm=alarm")
    await director.sees("宏运劳务部", "已报警")
    await director.open("/desk/supervision?act=case_lead%2Fopening&state=open")
    await director.sees("符合立案标准后立案", "逾期未办", "《中华人民共和国行政处罚法》第五十四条第二款")

"""A campaign from its draft to its public totals: another approves, a lead and a department's figures count, the author chooses the
tables, the count is frozen, another signs; an earlier year stands beside it and everybody reads the sums.
"""

import io
import re
from datetime import timedelta

import pypdf

from app.demo.standing import PAPER

NAME = "旅程清理整顿专项行动"
PARTY = "旅程街口招工处"


async def drafts(clerk, today):
    """The scope, the departments, the period."""
    await clerk.open("/desk/campaigns/new")
    until = today + timedelta(days=40)
    await clerk.fill(
        {
            "名称": NAME,
            "针对的问题": "旺季街头无证招工多发。",
            "开始日期": today.isoformat(),
            "结束日期": until.isoformat(),
            "采取的措施": "联合检查自发劳务市场。",
        }
    )
    await clerk.choose("依据", re.compile("计划以外"))
    await clerk.choose("对象", re.compile("未经许可"))
    await clerk.choose("违法行为", re.compile("^V-01 "))
    await clerk.choose("参加部门", "公安机关")
    await clerk.press("保存草稿")
    await clerk.sees("草稿已建立，由另一人批准")
    await clerk.does_not_see("批准并公布")
    return clerk.path


async def approves(decider, home, today):
    await decider.open(home)
    await decider.tick(re.compile("朝阳区人民政府"))
    await decider.fill({"批准文号": "朝政批〔2026〕18号", "批准日期": today.isoformat()})
    await decider.page.set_input_files(
        "input[name=paper]", {"name": "批准.pdf", "mimeType": "application/pdf", "buffer": PAPER}
    )
    await decider.press("批准并公布")
    await decider.sees("专项行动已批准并公布")


async def takes_a_lead(clerk, home):
    """What the register knows is counted from the register: a lead, by its number."""
    await clerk.open("/desk/case-leads/new")
    await clerk.fill({"当事人名称": PARTY, "涉嫌违法的事实": "没有许可证在街口招工并收取报名费"})
    await clerk.press("登记案件线索")
    lead = re.search(r"\S+人社案线〔\d+〕\d+号", await clerk.text())[0]
    await clerk.open(f"{home}/matters")
    await clerk.fill({"或者按编号纳入": lead})
    await clerk.page.locator("select[name=target]").select_option("unlicensed")
    await clerk.press("纳入")
    await clerk.sees(lead)


async def reports(clerk, home, today):
    """What only the police know is entered, with the paper that says so; an earlier year from its paper."""
    await clerk.open(f"{home}/tallies")
    form = clerk.page.locator(f"form[action='{home}/tallies']")
    await form.locator("[name=day]").fill(today.isoformat())
    await form.locator("[name=department]").select_option("police")
    await form.locator("[name=measure]").select_option("persons")
    await form.locator("[name=value]").fill("36")
    await form.locator("[name=source]").fill("朝阳分局联络函")
    await clerk.press("填报", within=form)
    await clerk.sees("朝阳分局联络函")
    await clerk.page.get_by_text("从纸质材料录入往年合计").click()
    earlier = clerk.page.locator(f"form[action='{home}/earlier']")
    await earlier.locator("[name=earlier_year]").fill(str(today.year - 1))
    await earlier.locator("[name=earlier_source]").fill("上年总结")
    await earlier.locator("[name=persons]").fill("24")
    await clerk.press("录入", within=earlier)


async def chooses(clerk, home):
    """One table of the cube goes into the report; a second one is taken out again."""
    for rows, columns in (("target", "area"), ("month", "")):
        await clerk.open(f"{home}/cube?measure=leads&rows={rows}&columns={columns}")
        await clerk.press("列入报告")
        await clerk.sees("已列入报告")
    await clerk.press("移出报告")
    await clerk.does_not_see("已列入报告")


async def test_a_campaign_is_approved_counted_frozen_signed_and_public(visitor, office):
    today = office.today
    clerk, decider = await visitor("chaoyang-clerk"), await visitor("chaoyang-decider")
    home = await drafts(clerk, today)
    await approves(decider, home, today)
    await clerk.open(home)
    await clerk.press("开始")
    await takes_a_lead(clerk, home)
    await reports(clerk, home, today)
    await chooses(clerk, home)
    await clerk.open(home)
    await clerk.page.get_by_text("填写总结并结束").click()
    said = "联合检查街头招工点，查处一处。"
    await clerk.fill({"主要做法和成效": said, "发现的问题": said, "下一步工作": said})
    await clerk.press("结束并固定数据")
    await clerk.sees("由另一人签发报告")
    await clerk.does_not_see("签发报告后")

    await decider.open(home)
    await decider.sees("发现线索", "报告中自选的表", "上年总结", "+50.0%")
    await decider.press("签发报告")
    await decider.sees("报告已签发")
    paper = await decider.download(await decider.href(re.compile("总结报告")))
    words = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(paper)).pages)
    for each in ("发现线索分对象、分地区", "与往年比较", "+50.0%", "联合检查街头招工点", "36"):
        assert each in words, words
    assert "发现线索分月份" not in words
    assert PARTY not in words

    anyone = await visitor(lang="en", width=390)
    await anyone.open(home.replace("/desk", ""))
    await anyone.sees("36", NAME)
    await anyone.does_not_see(PARTY, "朝阳分局联络函")

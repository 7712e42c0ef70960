"""An organizer files a large fair and a year's plan, the clerk lists the fair, the public reads it; figures come after the day."""

from datetime import timedelta

import pytest

HOME, FAIR = "/firm/job-fairs", "虚构大型招聘会"


@pytest.fixture(scope="module")
def known():
    """What one step of the journey leaves to the next."""
    return {}


async def test_a_large_fair_is_filed_with_its_receipt_and_needs_the_police(visitor, office, known):
    firm = await visitor("firm-signatory")
    await firm.open(HOME)
    await firm.press("备案一次性招聘会")
    on = office.today + timedelta(days=30)
    day = (on.year, on.month, on.day)
    await firm.fill(
        {
            "招聘会名称": FAIR,
            "举办地所在区": "朝阳区",
            "举办地点": "演示展馆一号馆",
            "开始日期": day,
            "结束日期": day,
        }
    )
    await firm.fill({"预计每场人数": "1200"})
    await firm.press("保存草稿")
    # A thousand people at one place: the police of the district, twenty days ahead.
    await firm.sees("公安", "安全许可")
    await firm.press("提交备案")
    assert firm.status == 422, "the three plans are promised"
    await firm.fill({"展位数": "60", "用人单位数": "60", "岗位数": "300", "现场投诉台电话": "010-00000000"})
    await firm.fill({"联系人": "演示甲", "联系电话": "010-00000001"})
    await firm.tick(
        "已制定：招聘会组织实施办法", "已制定：应急预案", "已制定：安全保卫工作方案", "将核实参会用人单位"
    )
    await firm.press("提交备案")
    await firm.sees("招聘会备案回执", "登记文号")
    await firm.fill({"安全许可文号": "京公朝许〔2026〕88号"})
    await firm.press("登记文号")
    known["fair"] = firm.path.rsplit("/", 1)[1]
    receipt = await firm.download(await firm.href("招聘会备案回执"))
    assert receipt.startswith(b"%PDF-")


async def test_the_clerk_lists_it_and_the_public_reads_it(visitor, known):
    public = await visitor(width=390)
    await public.open("/job-fairs")
    await public.does_not_see(FAIR)
    clerk = await visitor("chaoyang-clerk")
    await clerk.open(f"/desk/job-fairs/{known['fair']}")
    await clerk.press("列入公开日历")
    await clerk.sees("已列入")
    await public.open("/job-fairs")
    await public.sees(FAIR)
    assert FAIR in (await public.download("/job-fairs.ics")).decode()
    stranger = await visitor("haidian-clerk")
    await stranger.open(f"/desk/job-fairs/{known['fair']}")
    assert stranger.status == 404


async def test_a_plan_is_pasted_and_figures_are_reported_after_the_day(visitor, office):
    firm = await visitor("firm-signatory")
    await firm.open(f"{HOME}/plan")
    year = office.today.year + 2
    lines = [f"{year}-01-{day:02}\t每周招聘会（虚构）\t演示市场\t500" for day in (8, 15)]
    await firm.fill(
        {"年度": str(year), "招聘会": "\n".join(lines), "联系人": "演示甲", "联系电话": "010-00000001"}
    )
    await firm.press("报送计划")
    await firm.sees("每周招聘会（虚构）", str(year))
    await firm.follow("报送统计")
    figures = ("58", "290", "800", "1200", "500", "210")
    names = (
        "参会用人单位（家）",
        "提供岗位（个）",
        "招聘人数（人）",
        "入场求职者（人次）",
        "其中：高校毕业生（人次）",
        "初步达成意向（人）",
    )
    await firm.fill(dict(zip(names, figures, strict=True)))
    await firm.press("报送统计")
    await firm.sees("更正统计", "1,200")

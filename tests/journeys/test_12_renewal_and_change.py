"""A holder renews its licence and has an item of it changed: as the firm, the clerk and the decider see it."""

import re

import pytest

BASE = "/firm/licensing"


@pytest.fixture(scope="module")
def known():
    return {}


async def handled(visitor, number, *, says):
    """The clerk accepts and proposes, another person grants; each sees what would change."""
    clerk = await visitor("chaoyang-clerk")
    await clerk.open(f"/desk/applications/{number}")
    await clerk.sees(*says)
    await clerk.follow("受理")
    await clerk.press("受理")
    await clerk.sees("已受理，受理通知书已签发")
    await clerk.follow("提出审查意见")
    await clerk.tick("准予许可")
    await clerk.fill({"理由": "仍符合条件"})
    await clerk.press("提出审查意见")
    decider = await visitor("chaoyang-decider")
    await decider.open(f"/desk/applications/{number}")
    await decider.follow("准予许可")
    await decider.sees("将换发的许可证", "沿用原编号")
    await decider.tick("我已核对申请内容和经办人员意见")
    await decider.press("准予许可")
    await decider.sees("准予")
    return decider


async def test_the_firm_renews_with_what_is_known_filled_in(visitor, known):
    firm = await visitor("firm-signatory")
    await firm.open(BASE)
    await firm.follow("申请延续人力资源服务许可")
    await firm.sees("最迟申请日", "视为准予延续")
    await firm.tick("一般程序")
    await firm.press("开始填写")
    start = firm.path
    await firm.open(f"{start}/subject")
    await firm.fill({"联系人": "虚一", "联系电话": "010-55550000"})
    await firm.press("保存并继续")
    await firm.open(f"{start}/scope")
    if not await firm.page.get_by_label("为用人单位推荐劳动者").is_checked():
        await firm.tick("为用人单位推荐劳动者")
    if await firm.page.get_by_label("开展网络招聘服务").is_checked():
        await firm.fill({"网站、应用程序的名称或者地址": "https://jobs.example.cn"})
        await firm.choose("是否涉及经营电信业务", "否")
    await firm.press("保存并继续")
    await firm.open(f"{start}/premises")
    await firm.choose("使用经营场所的依据", "租赁")
    await firm.fill({"办公设施": "办公桌椅、电脑、电话", "开办资金": "500,000"})
    await firm.press("保存并继续")
    await firm.open(f"{start}/staff")
    await firm.fill({"专职工作人员": "虚一 招聘顾问\n虚二 招聘顾问\n虚三 客服"})
    await firm.press("保存并继续")
    await firm.open(f"{start}/systems")
    await firm.tick("机构章程", "招聘信息发布审查制度")
    await firm.press("保存并继续")
    await firm.sees("可以提交")
    await firm.follow("核对并提交")
    await firm.tick(re.compile("真实性负责"))
    await firm.press("提交申请")
    await firm.sees("申请已提交")
    known["number"] = firm.path.split("/")[-2]
    await firm.open(BASE)
    await firm.sees("延续办理中")


async def test_the_organ_renews_and_the_register_says_until_when(visitor, known):
    await handled(visitor, known["number"], says=["延续申请", "届满前作出决定"])
    firm = await visitor("firm-signatory")
    await firm.open(f"{BASE}/{known['number']}")
    await firm.sees("准予延续行政许可决定书", "正本")
    await firm.open(BASE)
    await firm.sees("有效")


async def test_the_firm_changes_an_item_of_its_licence(visitor, known):
    firm = await visitor("firm-signatory", width=390)
    await firm.open(BASE)
    await firm.follow("申请变更人力资源服务许可")
    await firm.tick("一般程序")
    await firm.press("开始填写")
    start = firm.path
    await firm.open(f"{start}/check")
    await firm.sees("没有需要变更的事项")
    await firm.open(f"{start}/subject")
    await firm.sees("许可证现载")
    await firm.fill({"法定代表人": "虚新任"})
    await firm.press("保存并继续")
    await firm.open(f"{start}/check")
    await firm.sees("与许可证现载内容不同", "虚新任")
    await firm.tick(re.compile("真实性负责"))
    await firm.press("提交申请")
    number = firm.path.split("/")[-2]
    decider = await handled(visitor, number, says=["与许可证现载内容不同", "虚新任"])
    await decider.follow(re.compile("许可证"), within=decider.page.locator("main"))
    await decider.sees("虚新任")

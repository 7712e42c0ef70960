"""A dispatch licence: applied for, examined by two, granted by another, collected; renewed; given up. And what runs on after one."""

import io
import re

import pypdf
import pytest

from regulation.licensing.rules import dispatch_papers
from tests.builders.licensing import PDF

BASE = "/firm/licensing"


@pytest.fixture(scope="module")
def known():
    """What one step of the journey leaves to the next."""
    return {}


async def upload(firm, label, kind):
    await firm.tick(label)
    await firm.page.get_by_label("文件", exact=True).set_input_files(
        {"name": f"{kind}.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    await firm.press("上传")


async def submitted(firm):
    await firm.tick(re.compile("真实性负责"))
    await firm.press("提交申请")
    await firm.sees("申请已提交")
    return firm.path.split("/")[-2]


async def filled_in(firm):
    """Every group of questions, with what is refused on the way; the number of the application."""
    await firm.open(BASE)
    await firm.follow("申请劳务派遣经营许可")
    await firm.sees("注册资本不得少于人民币二百万元", "该许可只有一般程序")
    await firm.press("开始填写")
    start = firm.path
    await firm.follow(re.compile("."), within=firm.page.locator(".task-list"))
    await firm.choose("是否同意电子送达文书", "是")
    await firm.fill({"联系人": "虚一", "联系电话": "010-55550000"})
    if not await firm.page.get_by_label("住所", exact=True).input_value():
        await firm.fill({"住所": "北京市朝阳区虚构路1号", "法定代表人": "虚某"})
    await firm.page.get_by_label("许可机关").select_option("110105")
    await firm.press("保存并继续")
    await firm.fill({"注册资本": "1,999,999.99"})
    await firm.press("保存并继续")
    assert firm.status == 422
    await firm.sees("注册资本不得少于二百万元")
    await firm.fill({"注册资本": "2,000,000"})
    await firm.press("保存并继续")
    await firm.choose("使用经营场所的依据", "租赁")
    await firm.fill(
        {
            "经营场所地址": "北京市朝阳区虚构路1号",
            "办公设施设备": "办公桌椅、电脑、档案柜",
            "信息管理系统": "派遣人员管理系统",
        }
    )
    await firm.press("保存并继续")
    rules = list(dispatch_papers.MANAGEMENT.values())
    await firm.tick(*rules[:5])
    await firm.press("保存并继续")
    assert firm.status == 422, "work discipline is missing"
    await firm.tick(*rules)
    await firm.press("保存并继续")
    for kind in dispatch_papers.PAPERS_NEEDED:
        await upload(firm, dispatch_papers.PAPERS[kind], kind)
    await firm.open(f"{start}/check")
    await firm.sees("2,000,000.00", "劳动纪律")
    return await submitted(firm)


async def decided(clerk, decider, number, *, verified=False):
    """The clerk accepts, two officials look, the clerk proposes; another person grants."""
    await clerk.open(f"/desk/applications/{number}")
    await clerk.follow("受理")
    await clerk.press("受理")
    if verified:
        await clerk.open(f"/desk/applications/{number}/verify")
        await clerk.page.locator('input[name="officials"]:not(:checked)').first.check()
        await clerk.fill({"核查情况": "场所、设施和制度与申请一致"})
        await clerk.press(re.compile("^记录"))
        await clerk.sees("核查")
    await clerk.open(f"/desk/applications/{number}/propose")
    await clerk.tick("准予许可")
    await clerk.fill({"理由": "材料齐全，符合条件"})
    await clerk.press("提出审查意见")
    await decider.open(f"/desk/applications/{number}/grant")
    await decider.sees("劳务派遣")
    await decider.tick("我已核对申请内容和经办人员意见")
    await decider.press("准予许可")


async def changed(firm, clerk, decider):
    """Another legal representative, with proof; a firm newly founded by a merger is told to apply anew."""
    await firm.open(BASE)
    await firm.follow("申请变更劳务派遣经营许可")
    await firm.press("开始填写")
    start = firm.path
    await firm.open(f"{start}/subject")
    await firm.sees("许可证现载")
    await firm.fill({"法定代表人": "虚新任"})
    await firm.press("保存并继续")
    await firm.open(f"{start}/event")
    await firm.tick(dispatch_papers.EVENTS["new_firm"])
    await firm.press("保存并继续")
    assert firm.status == 422
    await firm.sees("应当重新申请劳务派遣经营许可")
    await firm.tick(dispatch_papers.EVENTS["ordinary"])
    await firm.press("保存并继续")
    await firm.open(f"{start}/papers")
    await upload(firm, dispatch_papers.PAPERS["identity"], "identity")
    await firm.open(f"{start}/check")
    await firm.sees("与许可证现载内容不同", "虚新任")
    await decided(clerk, decider, await submitted(firm))
    await decider.sees("准予变更行政许可决定书", "领取许可证通知书")


async def given_up(firm, decider, licence):
    """The proof comes first, then the request; another person cancels."""
    await firm.open(BASE)
    await firm.follow("申请注销", within=firm.page.locator("tr", has_text=licence))
    await firm.sees("劳动关系和社会保险")
    await firm.fill(
        {
            "涉及的被派遣劳动者人数": "12",
            "劳动关系的处理情况": "12人全部协商一致解除，已付经济补偿",
            "社会保险的处理情况": "已全部转出，没有欠费",
        }
    )
    await firm.page.get_by_label("证明材料", exact=True).set_input_files(
        {"name": "处理证明.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    await firm.tick("以上内容真实，材料与原件一致")
    await firm.press("提交证明")
    await firm.fill({"申请注销的理由": "不再经营劳务派遣业务"})
    await firm.press("提交注销申请")
    await firm.sees("办结前许可证仍然有效")
    await decider.open(f"/desk/licences?q={licence}")
    await decider.follow(re.compile("公司|中心|机构"), within=decider.page.locator("tbody"))
    await decider.follow("办理注销")
    await decider.press("注销许可")
    await decider.sees("许可已注销", "已注销")


async def the_office(visitor):
    """A firm, and the two officials who deal with it."""
    return [await visitor(login) for login in ("firm2-signatory", "chaoyang-clerk", "chaoyang-decider")]


async def test_the_firm_applies_two_look_another_decides_and_it_is_told_to_collect(visitor, known):
    firm, clerk, decider = await the_office(visitor)
    number = await filled_in(firm)
    await decided(clerk, decider, number, verified=True)
    await decider.sees("已准予许可", "领取许可证通知书", "通知领取许可证")
    await firm.open(BASE)
    known["licence"] = licence = re.search(r"（京）劳派证字〔\d{4}〕第\d+号", await firm.text())[0]
    paper = await firm.download(await firm.href("正本", within=firm.page.locator("tr", has_text=licence)))
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(paper)).pages)
    assert licence in text
    assert "贰佰万元" in text
    someone = await visitor()
    await someone.open(f"/register?q={licence}")
    await someone.follow(re.compile("公司|中心|机构"), within=someone.page.locator("tbody"))
    await someone.sees("可以依法经营劳务派遣业务")


async def test_it_is_renewed_on_a_report_of_ten_headings_and_given_up_after_its_workers_are_settled(
    visitor, known
):
    firm, clerk, decider = await the_office(visitor)
    await firm.open(BASE)
    await firm.follow("申请延续劳务派遣经营许可")
    await firm.sees("六十日前")
    await firm.press("开始填写")
    start = firm.path
    await firm.open(f"{start}/operations")
    await firm.press("保存并继续")
    assert firm.status == 422, "each heading is answered, if with 无"
    await firm.fill(
        {f"{n}. {label}": "无重大变化" for n, label in enumerate(dispatch_papers.HEADINGS.values(), start=1)}
    )
    await firm.press("保存并继续")
    await firm.open(f"{start}/check")
    number = await submitted(firm)
    await decided(clerk, decider, number)
    await decider.sees("准予延续行政许可决定书", "领取许可证通知书")
    await changed(firm, clerk, decider)
    await given_up(firm, decider, known["licence"])


async def test_after_a_term_that_ended_the_contracts_run_on_and_both_sides_of_the_counter_see_it(visitor):
    clerk = await visitor("chaoyang-clerk")
    await clerk.open("/desk/winding-down")
    await clerk.follow(re.compile("（演示）"), within=clerk.page.locator("tbody"))
    await clerk.sees("演示物流中心", "不得招用新的被派遣劳动者")
    licence = re.search(r"京演派〔\d{4}〕\d+号", await clerk.text())[0]
    someone = await visitor()
    await someone.open(f"/register?q={licence}")
    await someone.follow(re.compile("公司|中心|机构"), within=someone.page.locator("tbody"))
    await someone.sees("不得新派遣劳动者")

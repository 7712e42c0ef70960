"""A newcomer gets its licence: applied for, accepted, proposed, granted by another person, printed, verified by anybody."""

import io
import re

import pypdf
import pytest

from tests.builders.licensing import PDF

BASE = "/firm/licensing"


def text_of(content):
    return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)


async def answer_all_groups(firm):
    """Each page leads to the next; afterwards the task list."""
    await firm.choose("是否同意电子送达文书", "是")
    await firm.fill({"联系人": "虚一", "联系电话": "010-55550000"})
    if not await firm.page.get_by_label("住所", exact=True).input_value():
        await firm.fill({"住所": "北京市朝阳区虚构路1号", "法定代表人": "虚某"})
    await firm.page.get_by_label("许可机关").select_option("110105")
    await firm.press("保存并继续")
    await firm.tick("为用人单位推荐劳动者", "开展高级人才寻访（猎头）服务")
    await firm.press("保存并继续")
    await firm.choose("使用经营场所的依据", "租赁")
    await firm.fill({"办公设施": "办公桌椅、电脑、电话", "开办资金": "50万"})
    await firm.press("保存并继续")
    assert firm.status == 422, "money is a number of yuan"
    await firm.fill({"开办资金": "500,000"})
    await firm.sees("伍拾万元整")
    await firm.press("保存并继续")
    await firm.fill({"专职工作人员": "虚一 招聘顾问"})
    await firm.press("保存并继续")
    assert firm.status == 422
    await firm.sees("不少于3名")
    await firm.fill({"专职工作人员": "虚一 招聘顾问\n虚二 招聘顾问\n虚三 客服"})
    await firm.press("保存并继续")
    await firm.tick("机构章程", "招聘信息发布审查制度", "投诉处理制度")
    await firm.press("保存并继续")


async def upload(firm, kind, name):
    await firm.tick(kind)
    await firm.page.get_by_label("文件", exact=True).set_input_files(
        {"name": name, "mimeType": "application/pdf", "buffer": PDF}
    )
    await firm.press("上传")
    await firm.sees(f"已上传：{name}")


@pytest.fixture(scope="module")
def known():
    """What one step of the journey leaves to the next."""
    return {}


async def test_the_firm_applies(visitor, known):
    firm = await visitor("firm2-signatory")
    await firm.open(BASE)
    await firm.follow("申请人力资源服务许可")
    await firm.tick("告知承诺")
    await firm.press("开始填写")
    await firm.sees("已完成 0 项")
    start = firm.path
    await firm.follow(re.compile("."), within=firm.page.locator(".task-list"))
    await answer_all_groups(firm)
    await firm.sees("许可机关告知", "申请人承诺")
    await firm.tick("我已阅读并代表本机构作出以上承诺")
    await firm.press("保存并继续")
    await firm.sees("可以提交")

    await firm.follow("更换程序")
    await firm.tick("一般程序")
    await firm.press("保存并继续")
    await firm.sees("填写完成后才能提交")
    await firm.open(f"{start}/papers")
    await upload(firm, "机构章程和管理制度", "章程.pdf")
    await upload(firm, "经营场所的所有权、使用权或者租赁证明", "租赁合同.pdf")
    await firm.open(start)
    await firm.follow("核对并提交")
    await firm.sees("虚三", "章程.pdf", "500,000.00")
    await firm.press("提交申请")
    assert firm.status == 422, "the declaration is not ticked for anybody"
    await firm.tick(re.compile("真实性负责"))
    # A hand that clicks twice sends once.
    button = firm.page.get_by_role("button", name="提交申请")
    async with firm.page.expect_navigation():
        await button.dblclick()
    await firm.page.wait_for_load_state()
    await firm.look()
    await firm.sees("申请已提交", "五个工作日")
    known["number"] = firm.path.split("/")[-2]
    await firm.open(BASE)
    assert await firm.page.get_by_role("link", name=re.compile("人力资源服务许可申请")).count() == 1


async def test_the_district_accepts_proposes_and_another_person_grants(visitor, known):
    number = known["number"]
    clerk = await visitor("chaoyang-clerk")
    await clerk.open("/desk")
    await clerk.open("/desk/applications?turn=organ")
    assert number in await clerk.text()
    await clerk.open(f"/desk/applications/{number}")
    await clerk.sees("还剩", "与登记信息对照")
    stale = await visitor("chaoyang-clerk")
    await stale.open(f"/desk/applications/{number}/accept")
    await clerk.follow("受理")
    await clerk.press("受理")
    await clerk.sees("已受理，受理通知书已签发")
    await stale.press("受理")
    assert stale.status == 409
    await stale.sees("状态已经改变")

    await clerk.follow("提出审查意见")
    await clerk.tick("准予许可")
    await clerk.fill({"理由": "材料齐全，符合条件"})
    await clerk.press("提出审查意见")
    await clerk.sees("审查意见已提交审批负责人")
    assert await clerk.page.get_by_role("link", name="准予许可").count() == 0

    decider = await visitor("chaoyang-decider")
    await decider.open(f"/desk/applications/{number}")
    await decider.sees("经办人员意见：准予许可")
    await decider.follow("准予许可")
    await decider.sees("将载入许可证的内容", "不能撤回")
    await decider.tick("我已核对申请内容和经办人员意见")
    await decider.press("准予许可")
    await decider.sees("已准予许可，许可证已编号")
    known["licence"] = re.search(r"（京）人服证字〔\d{4}〕第\d+号", await decider.text())[0]


async def test_anybody_reads_the_paper_and_verifies_it(visitor, known):
    firm = await visitor("firm2-signatory")
    await firm.open(BASE)
    await firm.sees(known["licence"], "有效")
    # The firm may hold a dispatch licence as well.
    row = firm.page.locator("tr", has_text=known["licence"])
    for link in ("正本", "副本"):
        paper = await firm.download(await firm.href(link, within=row))
        text = text_of(paper)
        assert known["licence"] in text
    token = re.search(r"核验码\s*([0-9A-Z]{16,})", text)[1]
    await firm.open("/firm/letters")
    await firm.sees("受理通知书")
    await firm.press("确认签收")

    someone = await visitor(width=390)
    await someone.open(f"/verify/{token}")
    await someone.sees("有效。该机构可以从事许可证载明的业务。", known["licence"])
    await someone.open("/verify")
    await someone.page.get_by_role("searchbox").fill("AAAA-BBBB-CCCC-DDDD")
    await someone.press("验证")
    assert someone.status == 404
    await someone.sees("没有查到此文书")
    await someone.open(f"/register?q={known['licence']}")
    await someone.follow(re.compile("公司|中心|机构"), within=someone.page.locator("tbody"))
    await someone.sees(known["licence"])
    stranger = await someone.context.request.get(f"{someone.url}/desk/applications/{known['number']}")
    assert stranger.status in {401, 403} or "/sign-in" in stranger.url


async def test_a_filing_gives_its_certificate_at_once(visitor, office):
    firm = await visitor("firm2-signatory")
    await firm.open("/firm/filings/new")
    await firm.tick("人力资源管理咨询", "人力资源培训")
    await firm.fill({"联系人": "虚一", "联系电话": "010-55550000", "开展业务的日期": (2099, 1, 1)})
    await firm.tick("本机构对备案内容的真实性负责")
    await firm.press("提交备案")
    assert firm.status == 422
    await firm.sees("不能晚于今天")
    today = office.today
    await firm.fill({"开展业务的日期": (today.year, today.month, today.day)})
    await firm.press("提交备案")
    number = re.search(r"（京）人服备字〔\d{4}〕第\d+号", await firm.text())[0]
    assert number in text_of(await firm.download(await firm.href("打开备案凭证")))
    clerk = await visitor("chaoyang-clerk")
    await clerk.open("/desk/filings")
    await clerk.sees(number)


@pytest.mark.parametrize(
    ("login", "path"),
    [("firm2-signatory", BASE), ("chaoyang-clerk", "/desk/applications"), ("chaoyang-decider", "/desk")],
)
async def test_the_pages_speak_english(visitor, login, path):
    person = await visitor(login, lang="en")
    await person.open(path)
    main = await person.page.locator("main h1").inner_text()
    assert main.isascii(), main

"""A job seeker complains; the district finds it true, orders, is refused, and fines. Journeys 6 and 7: the firm's record
says what happened, what it is worth, and why."""

import io
import re

import pypdf
import pytest


@pytest.fixture(scope="module")
def known():
    return {}


async def act(person, path, label, answers=None, *ticks):
    """One step of a matter: its page, its form, its button, all of one name."""
    await person.open(path)
    await person.follow(label)
    await person.fill(answers or {})
    await person.tick(*ticks)
    await person.press(label)
    assert person.status == 200, await person.text()


async def test_a_complaint_gets_a_code_and_can_be_followed(visitor, office, known):
    firm = await visitor("firm-signatory")
    await firm.open("/firm")
    known["firm"] = re.search(r"北京\S+?（演示）", await firm.text())[0]
    someone = await visitor(width=390)
    await someone.open("/complaints")
    await someone.follow("我要投诉")
    await someone.page.get_by_role("searchbox").fill(known["firm"])
    await someone.press("查询")
    await someone.follow(known["firm"])
    await someone.page.get_by_label("反映的问题").select_option(label="违规收费或不退费")
    await someone.fill({"事情经过": "服务场所没有公示收费标准，收了五百元后不退。", "涉及金额": "500"})
    await someone.press("提交投诉")
    assert someone.status == 422, "a complaint needs somebody to answer to"
    await someone.fill({"您的姓名": "虚构人", "手机号码": "13000000000"})
    await someone.press("提交投诉")
    await someone.sees("已收到您的投诉", "只显示这一次")
    known["code"] = await someone.page.locator(".confirmation strong").inner_text()
    known["pin"] = re.search(r"查询密码\s+(\d{8})", await someone.text())[1]
    known["number"] = re.search(r"编号\s+(\S+〔\d{4}〕\S*?号)", await someone.text())[1]
    await someone.open("/complaints/track")
    await someone.fill({"查询码": "AAAA-BBBB-CCCC-DDDD-E", "查询密码": "135790"})
    await someone.press("查询")
    assert someone.status == 422
    await someone.fill({"查询码": known["code"].lower(), "查询密码": ""})
    await someone.press("查询")
    await someone.sees("还需要查询密码")
    await someone.fill({"查询码": known["code"].lower(), "查询密码": known["pin"]})
    await someone.press("查询")
    await someone.sees("五个工作日内决定是否受理", known["number"])
    await someone.fill({"补充的内容": "收据照片找到了，随后提交。"})
    await someone.press("补充")
    await someone.sees("已补充")


async def test_it_is_found_true_ordered_and_refused(visitor, office, known):
    clerk = await visitor("chaoyang-clerk")
    await clerk.open(f"/desk/complaints?q={known['number']}")
    await clerk.follow(known["firm"])
    complaint = clerk.path
    await clerk.does_not_see("13000000000")
    await act(clerk, complaint, "受理")
    await act(clerk, complaint, "认定属实并答复", {"答复": "经核查，反映的情况属实，已责令该机构改正。"})
    await clerk.follow("责令改正")
    assert await clerk.page.get_by_label("来源编号").input_value() == known["number"]
    await clerk.page.get_by_label("违法行为", exact=True).select_option("V-04")
    today = office.today.isoformat()
    await clerk.fill(
        {
            "发现日期": today,
            "查明的事实": "服务场所没有明示收费标准。",
            "责令改正的内容": "在服务场所明示收费标准。",
            "改正期限（日）": "400",
        }
    )
    await clerk.press("核对指令书")
    assert clerk.status == 422, "no order runs for more than a year"
    await clerk.fill({"改正期限（日）": "10"})
    await clerk.press("核对指令书")
    await clerk.sees("核对将要作出的指令书", known["firm"])
    async with clerk.page.expect_navigation():
        await clerk.page.get_by_role("button", name="作出指令书").dblclick()
    await clerk.page.wait_for_load_state()
    await clerk.look()
    known["order"] = clerk.path
    await act(clerk, known["order"], "送达指令书", {"送达日期": today, "签收情况": "前台签收"})
    await clerk.open(known["order"])
    await clerk.follow("复查：拒不改正")
    await clerk.fill({"复查情况": "当事人书面声明不予改正"})
    await clerk.press("复查：拒不改正")
    assert clerk.status == 409, "the last day has not come"
    await act(
        clerk,
        known["order"],
        "复查：拒不改正",
        {"复查情况": "当事人书面声明不予改正"},
        "当事人书面声明不予改正",
    )
    someone = await visitor()
    await someone.open("/complaints/track")
    await someone.fill({"查询码": known["code"], "查询密码": known["pin"]})
    await someone.press("查询")
    await someone.sees("反映的情况属实")


async def test_a_case_is_opened_investigated_and_announced(visitor, office, known):
    today = office.today.isoformat()
    clerk = await visitor("chaoyang-clerk")
    await clerk.open(known["order"])
    await clerk.follow("提请立案")
    await clerk.fill(
        {"涉嫌违法的事实": "未明示收费标准，经责令拒不改正", "违法行为终了日期": today, "发现日期": today}
    )
    officers = clerk.page.get_by_role("group", name="执法人员（两名）").locator("input")
    await officers.nth(0).check()
    await officers.nth(1).check()
    await clerk.choose("办案程序", "劳动保障监察程序")
    await clerk.press("提请立案")
    case = known["case"] = clerk.path
    assert re.search(r"/desk/cases/[0-9a-f-]{36}$", case), await clerk.text()
    decider = await visitor("chaoyang-decider")
    await act(decider, case, "批准立案")
    await clerk.open(case)
    await clerk.follow("登记证据")
    await clerk.page.get_by_label("证据种类").select_option(label="书证")
    await clerk.fill({"证据名称和证明内容": "现场照片：服务场所没有明示收费标准", "取得日期": today})
    await clerk.press("登记证据")
    report = {"查明的事实": "服务场所没有明示收费标准，经责令改正拒不改正。", "裁量理由": "情节一般"}
    await clerk.open(case)
    await clerk.follow("调查终结，提出处理意见")
    await clerk.fill(report | {"拟罚款": "50000"})
    await clerk.press("调查终结，提出处理意见")
    assert clerk.status in {409, 422}, "more than the article allows"
    await act(clerk, case, "调查终结，提出处理意见", report | {"拟罚款": "5,000.00"})
    await clerk.open(case)
    await clerk.follow("作出事先告知书")
    await clerk.sees("将要作出的文书", "伍仟元整")
    await clerk.press("作出事先告知书")
    await act(clerk, case, "送达事先告知书", {"送达日期": today, "签收情况": "当事人签收"})


async def test_the_party_is_heard_before_it_is_decided(visitor, known):
    case = known["case"]
    clerk, decider = await visitor("chaoyang-clerk"), await visitor("chaoyang-decider")
    firm = await visitor("firm-signatory")
    await firm.open(case.replace("/desk/", "/firm/"))
    await firm.sees("您可以在", "5,000.00")
    await firm.fill({"陈述、申辩意见": "已经着手整改，请从轻处理。"})
    await firm.press("提交陈述、申辩")
    await firm.sees("已经着手整改")
    await act(clerk, case, "放弃陈述、申辩和听证", {"放弃声明": "当事人当日书面声明不再陈述、申辩"})
    await act(clerk, case, "复核当事人意见", {"采纳或者不予采纳的理由": "已按下限提出。"}, "不予采纳")
    await decider.open(case)
    if await decider.page.get_by_text("作出决定之前还缺").count():
        legal = await visitor("chaoyang-legal")
        await act(legal, case, "法制审核", {"审核意见": "事实清楚，程序合法。"}, "通过")
        await decider.open(case)
    await decider.follow("作出行政处罚决定")
    await decider.sees("将要作出的文书", known["firm"])
    await decider.tick("我已核对决定书的全部内容")
    await decider.press("作出行政处罚决定")
    assert decider.status == 200, await decider.text()
    line = decider.page.locator("dl div", has=decider.page.get_by_text("决定文号", exact=True))
    known["decision"] = await line.locator("dd").first.inner_text()
    known["paper"] = await decider.href("行政处罚决定书")


async def test_the_decision_is_a_paper(visitor, known):
    clerk = await visitor("chaoyang-clerk")
    pages = pypdf.PdfReader(io.BytesIO(await clerk.download(known["paper"]))).pages
    text = "".join(page.extract_text() for page in pages)
    assert known["decision"] in text
    assert "行政复议" in text


async def test_it_is_served_paid_published_and_closed(visitor, office, known):
    today, case = office.today.isoformat(), known["case"]
    clerk = await visitor("chaoyang-clerk")
    delivered = {"送达日期": today, "签收人": "法定代表人", "送达地点": "当事人住所"}
    await act(clerk, case, "送达处罚决定书", delivered)
    await act(clerk, case, "登记缴款", {"缴款日期": today, "票据号码": "演示0001", "罚款": "5000"})
    await clerk.open(case)
    await clerk.follow("提出公示文本")
    await clerk.sees("决定书公示文本", "五、处罚决定")
    await clerk.press("提出公示文本")
    await clerk.does_not_see("公示处罚决定")
    other = await visitor("chaoyang-legal")
    await other.open(case)
    await other.follow("公示处罚决定")
    await other.sees("其余与送达的决定书逐字一致")
    await other.press("公示处罚决定")
    await clerk.open(f"{case}/closing")
    await clerk.sees("复议、诉讼期限至")
    await clerk.fill({"执行情况": "罚款已缴清，决定已公示", "需要说明的事项": "当事人表示不起诉"})
    await clerk.press("提请结案")
    decider = await visitor("chaoyang-decider")
    await decider.open(f"{case}/closing")
    await decider.fill({"审批意见": "同意结案"})
    await decider.press("批准结案")
    await decider.sees("已结案")

    someone = await visitor(width=390)
    await someone.open(f"/disclosures?q={known['decision']}")
    await someone.follow(known["firm"])
    await someone.sees(known["decision"], "起公示", "止", "罚款5,000.00元")
    await someone.follow("查看该机构的登记信息")
    await someone.sees(known["decision"])


async def test_the_firms_record_says_what_happened_what_it_is_worth_and_why(visitor, known):
    firm = await visitor("firm-signatory")
    await firm.open("/firm/integrity")
    await firm.sees("得分如何得出", "起评分", "级", known["decision"], "投诉举报经查属实", "逾期未按责令改正")
    rows = firm.page.locator("table tbody tr")
    points = [await rows.nth(n).locator("td.num").last.inner_text() for n in range(await rows.count())]
    summed = sum(int(each) for each in points[:-1])
    assert int(points[-1]) == max(0, min(100, summed)), points
    clerk = await visitor("chaoyang-clerk")
    await clerk.open(f"/desk/integrity?q={known['firm']}")
    await clerk.follow(known["firm"])
    await clerk.sees(known["decision"], "得分如何得出", "记分规则版本")
    english = await visitor("firm-signatory", lang="en")
    await english.open("/firm/integrity")
    assert (await english.page.locator("h1").inner_text()).isascii()


@pytest.mark.parametrize(
    ("login", "path"),
    [
        ("", "/complaints"),
        ("", "/disclosures"),
        ("chaoyang-clerk", "/desk/complaints"),
        ("chaoyang-clerk", "/desk/cases"),
    ],
)
async def test_the_pages_speak_english(visitor, login, path):
    person = await visitor(login, lang="en")
    await person.open(path)
    assert (await person.page.locator("h1").inner_text()).isascii()

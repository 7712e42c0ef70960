"""From the plan to the published result: nobody chooses whom to visit, two officers record, everybody may recompute."""

import json
import random
import re
from datetime import timedelta

import pytest
import segno
from playwright.async_api import async_playwright

from regulation.law import beijing
from tests.journeys import browser as seen
from tests.journeys import phones
from tests.journeys.conftest import CHROMIUM, FLAGS


@pytest.fixture(scope="module")
def known():
    return {}


async def test_a_plan_is_drafted_by_one_and_adopted_by_another(visitor, office, known):
    clerk = await visitor("chaoyang-clerk")
    await clerk.open("/desk/plans")
    await clerk.fill({"年度": str(office.today.year + 1), "计划名称": "虚构年度行政检查计划"})
    await clerk.press("建立草稿")
    plan = clerk.path
    await clerk.fill({"批次名称": "第一批随机抽查", "月份": "13", "每级最少抽取": "1"})
    await clerk.fill({f"{tier}级": "1" for tier in "ABCD"})
    await clerk.press("增加批次")
    assert clerk.status == 422
    await clerk.fill({"月份": "1"})
    await clerk.choose("抽查对象", "人力资源服务许可")
    items = clerk.page.get_by_role("group", name="检查事项").locator("input")
    for number in range(await items.count()):
        await items.nth(number).set_checked(number < 3)
    await clerk.press("增加批次")
    await clerk.sees("1月：第一批随机抽查", "检查事项3项")
    assert await clerk.page.get_by_role("button", name="批准并公布计划").count() == 0
    decider = await visitor("chaoyang-decider")
    await decider.open(plan)
    await decider.press("批准并公布计划")
    someone = await visitor()
    await someone.open("/draws")
    await someone.follow("虚构年度行政检查计划")
    await someone.sees("第一批随机抽查")


async def test_the_rosters_are_fixed_and_committed_a_day_before_the_dice(visitor, office, known):
    clerk = await visitor("chaoyang-clerk")
    await clerk.open("/desk/draws/new")
    line = clerk.page.get_by_label("计划批次").locator("option", has_text="第一批随机抽查")
    await clerk.page.get_by_label("计划批次").select_option(await line.first.get_attribute("value"))
    await clerk.tick(re.compile("^公开掷骰子$"))
    at = beijing.in_beijing(office.now + timedelta(hours=24, minutes=20)).strftime("%Y-%m-%dT%H:%M")
    await clerk.fill({"随机数产生的时间": at})
    await clerk.press("生成名录")
    assert clerk.status == 200, await clerk.text()
    known["room"], known["draw"] = clerk.path, clerk.path.rsplit("/", 1)[1]
    await clerk.follow("查看和更正名录")
    officers = clerk.page.get_by_role("region", name="执法人员名录").locator("tbody tr")
    assert await officers.count() >= 4
    last = await officers.last.locator("td.code").first.inner_text()
    await clerk.page.get_by_text("更正执法人员的容量").click()
    await clerk.page.get_by_label("执法人员", exact=True).select_option(last)
    form = clerk.page.locator("form[action$='/inspectors']")
    await form.get_by_label("容量").fill("0")
    await clerk.press("更正", within=form)
    assert clerk.status == 422, "not without a reason"
    await form.get_by_label("依据").fill("外出培训")
    await clerk.press("更正", within=form)
    supervisor = await visitor("chaoyang-draw")
    await supervisor.open(known["room"])
    await supervisor.press("公布抽取承诺")
    await supervisor.sees("承诺已公布")
    someone = await visitor()
    await someone.open(f"/draws/{known['draw']}")
    await someone.sees("事先固定的内容", "随机数最早于")
    known["commitment"] = json.loads(await someone.download(f"/draws/{known['draw']}.json"))
    await supervisor.sees("此前不能录入")


async def test_the_dice_fall_and_anybody_recomputes_the_result(visitor, office, known, tmp_path):
    await office.wait(25)
    supervisor = await visitor("chaoyang-draw")
    await supervisor.open(known["room"])
    throws = "".join(random.Random(7).choice("123456") for _throw in range(50))
    await supervisor.fill({"掷出的点数": throws, "见证人一": "虚构证人甲"})
    await supervisor.press("录入并公布结果")
    assert supervisor.status == 422, "two witnesses"
    await supervisor.fill({"见证人二": "虚构证人乙"})
    await supervisor.press("录入并公布结果")
    await supervisor.sees("抽取结果已公布，生成")

    someone = await visitor()
    await someone.open(f"/draws/{known['draw']}")
    await someone.sees("怎样核验", "抽出的机构", throws)
    known["firms"] = await someone.page.locator("tbody a[href^='/firms/']").all_inner_texts()
    known["firm"] = known["firms"][0]
    await someone.follow(re.compile("^为什么"))
    await someone.look()
    file = tmp_path / f"{known['draw']}.json"
    file.write_bytes(await someone.download(f"/draws/{known['draw']}.json"))
    status, said = await office.run("verify-draw", str(file))
    assert (status, "equal" in said) == (0, True), said
    record = json.loads(file.read_text())
    old = record["expected"]["result_hash"]
    file.write_text(file.read_text().replace(old, old[1:] + old[0]))
    status, said = await office.run("verify-draw", str(file))
    assert status == 1, said
    english = await visitor(lang="en", width=390)
    await english.open("/draws")


async def test_nobody_goes_before_a_decider_approved_and_the_notice_is_out(visitor, office, known):
    clerk = await visitor("chaoyang-clerk")
    await clerk.open("/desk/approvals")
    await clerk.follow(known["draw"])
    until = office.today + timedelta(days=30)
    await clerk.fill(
        {"检查期间自": office.today.isoformat(), "检查期间至": until.isoformat(), "辅助人员人数": "1"}
    )
    await clerk.tick(re.compile("^事先送达通知书$"))
    await clerk.press("报请批准")
    await clerk.sees("已报请批准")
    decider = await visitor("chaoyang-decider")
    await decider.open("/desk/approvals")
    group = decider.page.get_by_role("region", name=known["draw"])
    await decider.press("一并批准", within=group)
    await decider.sees("已批准")
    await clerk.open("/desk/approvals")
    await clerk.press("作出检查通知书")
    await clerk.sees("份检查通知书")


async def test_two_officers_record_the_visit_on_phones_without_a_network(visitor, office, known):
    first, second, visit = await phones.team_of(visitor, office, known["firm"])
    known["visit"] = visit
    code = await phones.code_of(office, known["firm"])
    other = await phones.code_of(office, known["firms"][1])
    await phones.arrive(first, visit)
    await first.lose_network()
    await first.open("/field")
    await first.sees("没有网络，正在使用本机的任务包")
    await first.follow(known["firm"])
    await first.page.locator("[data-visit][data-ready]").wait_for(state="attached")
    await first.page.get_by_text("机构档案").click()
    await first.sees("许可和备案", "最近的检查")
    await phones.begin(first, other)
    await first.sees("不是本次检查的机构的")
    await phones.begin(first, code)
    await first.page.locator("li.check").first.wait_for()
    await phones.fill_in(first, picture=await second.page.screenshot())
    await phones.arrive(first, visit)
    await phones.read_back_and_sign(first)
    await first.open("/field/sync")
    await first.sees("3张照片或者签名尚未送达", "提交检查单", "在本机，没有网络")
    await second.open(visit)
    assert await second.page.locator("form[data-confirm]").count() == 0, (
        "nothing is submitted before the server has it"
    )

    await first.find_network()
    await first.sees("没有。本机的记录、照片和签名都已送达服务器。")
    await first.open(visit)
    await first.sees("等待第二名执法人员确认并签名")

    await phones.countersign(second, visit)


async def test_the_result_is_published_and_the_public_reads_it(visitor, known):
    clerk = await visitor("chaoyang-clerk")
    desk = known["visit"].replace("/field/", "/desk/")
    await clerk.open("/desk/visits")
    await clerk.open(desk)
    stale = await visitor("chaoyang-clerk")
    await stale.open(desk)
    await clerk.page.get_by_text("记录过程（").click()
    await clerk.sees("扫码开始检查", "确认并签名")
    await clerk.press("公示检查结果")
    await stale.press("公示检查结果")
    assert stale.status == 409
    name = await clerk.page.locator("h1").inner_text()
    someone = await visitor(width=390)
    await someone.open(f"/register?q={name}")
    await someone.follow(name)
    await someone.sees("随机抽查结果", "发现问题")


async def test_two_phones_that_found_different_things_are_both_heard(visitor, office, known):
    first, second, visit = await phones.team_of(visitor, office, known["firms"][1])
    code = await phones.code_of(office, known["firms"][1])
    for officer in (first, second):
        await phones.arrive(officer, visit)
        await officer.lose_network()
        await phones.begin(officer, code)
    item = "li.check >> nth=0"
    await first.page.locator(item).get_by_label("符合", exact=True).check()
    await first.page.locator(item).locator("[data-entry-line]", has_text="在本机").wait_for()
    await second.page.locator(item).get_by_label("不符合", exact=True).check()
    await second.page.locator(item).get_by_label("看到的事实").fill("大厅没有明示收费标准")
    await second.page.locator(item).locator("[data-entry-line]", has_text="在本机").wait_for()
    await first.find_network()
    await first.sees("本机的记录都已送达服务器")
    await second.find_network()
    await second.sees("与另一名执法人员的记录不同，两份都已保留")
    await phones.arrive(second, visit)
    await second.sees("两名执法人员的记录不同，请一起核对", "大厅没有明示收费标准")
    await second.page.locator(item).get_by_label("不符合", exact=True).check()
    await second.page.locator(item).get_by_label("看到的事实").fill("大厅没有明示收费标准")
    await second.page.locator(item).locator("[data-entry-line]", has_text="服务器已收到").wait_for()
    await phones.arrive(first, visit)
    await first.does_not_see("两名执法人员的记录不同")
    assert await first.page.locator(item).get_by_label("看到的事实").input_value() == "大厅没有明示收费标准"


async def test_two_tabs_and_an_ended_sign_in_lose_nothing(visitor, office, known):
    first, _second, visit = await phones.team_of(visitor, office, known["firms"][1], state="检查中")
    await phones.arrive(first, visit)
    other = await first.context.new_page()
    await other.goto(f"{first.url}{visit}")
    await other.locator("[data-visit][data-ready]").wait_for(state="attached")
    for page, place in ((first.page, 1), (other, 2), (first.page, 2)):
        await (
            page.locator("li.check")
            .nth(place)
            .get_by_label("符合" if page is other else "不适用", exact=True)
            .check()
        )
    await (
        first.page.locator("li.check").nth(2).locator("[data-entry-line]", has_text="服务器已收到").wait_for()
    )
    await other.close()

    connection = await office.database()
    kept = await connection.fetch(
        "select seq from device_entry where item <> '' order by received_at desc limit 3"
    )
    assert len({each["seq"] for each in kept}) == 3, "two tabs, one chain"
    login = await connection.fetchval(
        "select account.login from account join person on person.id = account.person where person.number = $1",
        await first.page.locator("body").get_attribute("data-person"),
    )
    await connection.execute(
        "delete from session where account = (select id from account where login = $1)", login
    )
    first.expected = ["401 "]
    await first.page.locator("li.check").nth(1).get_by_label("符合", exact=True).check()
    await first.sees("登录已失效，重新登录后继续发送")
    await first.sign_in(login, office.passwords[login])
    await first.open("/field/sync")
    await first.sees("没有。本机的记录、照片和签名都已送达服务器。")
    now = await connection.fetchval(
        "select answer from visit_entry where task = $1::uuid order by saved_at desc limit 1",
        visit.rsplit("/", 1)[1],
    )
    await connection.close()
    assert now == "compliant"


async def test_what_a_phone_holds_leaves_it_with_its_officer(visitor, office, known):
    first, second, visit = await phones.team_of(visitor, office, known["firms"][1], state="检查中")
    logins = {}
    connection = await office.database()
    for officer in (first, second):
        number = await officer.page.locator("body").get_attribute("data-person")
        logins[officer] = (
            number,
            await connection.fetchval(
                "select account.login from account join person on person.id = account.person where person.number = $1",
                number,
            ),
        )
    await connection.close()
    await phones.arrive(first, visit)
    first.expected = ["ERR_FAILED"]
    await first.context.route(
        "**/sync", lambda route: route.abort() if route.request.method == "POST" else route.continue_()
    )
    await first.page.locator("li.check").nth(1).get_by_label("不适用", exact=True).check()
    await first.page.locator("li.check").nth(1).locator("[data-entry-line]", has_text="在本机").wait_for()
    # Without a network nobody is signed out, and nothing leaves the phone.
    first.page.on("dialog", yes := lambda dialog: dialog.accept())
    await first.lose_network()
    await first.page.locator(".who summary").click()
    async with first.page.expect_event("dialog", lambda dialog: "没有网络，不能退出登录" in dialog.message):
        await first.page.get_by_role("button", name="退出登录").click()
    assert await first.page.evaluate("caches.has('zhiheng-field-pages')") is True
    await first.find_network()
    await first.press("退出登录")
    first.page.remove_listener("dialog", yes)
    assert await first.page.evaluate("caches.has('zhiheng-field-pages')") is False
    _number, login = logins[first]
    other_number, other_login = logins[second]
    await first.sign_in(other_login, office.passwords[other_login])
    await first.open("/field/sync")
    await first.sees("没有。本机的记录、照片和签名都已送达服务器。")
    assert await first.page.locator("body").get_attribute("data-person") == other_number
    await first.page.locator(".who summary").click()
    await first.press("退出登录")
    await first.sign_in(login, office.passwords[login])
    await first.open("/field/sync")
    await first.sees("本机有1条记录")
    await first.context.unroute("**/sync")
    # The page also sends by itself, and then takes its button away: pressed without waiting for it to hold still.
    await first.page.locator("[data-send]").dispatch_event("click")
    await first.sees("没有。本机的记录、照片和签名都已送达服务器。")


async def test_the_code_on_the_licence_is_read_by_the_camera(office, axe, known, tmp_path):
    firm = known["firms"][2]
    code = await phones.code_of(office, firm)
    phones.film(tmp_path / "licence.y4m", segno.make(f"统一社会信用代码：{code}", micro=False).matrix)
    flags = [
        *FLAGS, "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-video-capture={tmp_path / 'licence.y4m'}",
    ]  # fmt: skip
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=flags)

        async def come(login="", *, lang="zh", width=1440):
            person = await seen.arrive(browser, office.url, axe, lang=lang, width=width)
            await person.sign_in(login, office.passwords[login])
            return person

        first, _second, visit = await phones.team_of(come, office, firm)
        await phones.arrive(first, visit)
        await first.lose_network()
        await first.page.get_by_role("button", name="扫描二维码").click()
        await first.sees(f"代码相符：{firm}")
        await first.tick(re.compile("已到场并出示执法证件"))
        await first.page.get_by_role("button", name="开始检查").click()
        await first.page.locator("li.check").first.wait_for()
        await first.find_network()
        await first.sees("本机的记录都已送达服务器")
        first.is_content()
        await browser.close()
    connection = await office.database()
    text = await connection.fetchval(
        "select text from device_entry where task = $1::uuid and kind = 'start'", visit.rsplit("/", 1)[1]
    )
    await connection.close()
    assert json.loads(text)["body"]["how"] == "camera"
    assert code in json.loads(text)["body"]["code"]

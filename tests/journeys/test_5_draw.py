"""From the plan to the published result: nobody chooses whom to visit, two officers record, everybody may recompute."""

import json
import random
import re
from datetime import timedelta

import pytest

from regulation.law import beijing


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
    known["firm"] = await someone.page.locator("tbody a[href^='/firms/']").first.inner_text()
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


async def team_of(visitor, office, firm):
    """The two officers of a firm, each with the tasks on the phone: the lead, the other, and the address of the visit."""
    team = []
    for login in [each for each in office.passwords if each.startswith("chaoyang-inspector")]:
        officer = await visitor(login, width=390)
        await officer.open("/field")
        card = officer.page.locator("[data-card]", has_text=firm).filter(has_text="待检查")
        if await card.count():
            await officer.page.locator("[data-bundle-age]", has_text="任务包取得于").wait_for()
            visit = await officer.href(firm, within=card)
            await on_the_phone(officer, visit)
            team.append(officer)
    one, other = team
    await one.open(visit)
    leads = await one.page.locator("form[data-submit]").count()
    return (*((one, other) if leads else (other, one)), visit)


async def on_the_phone(officer, path):
    """Wait until a page is kept for the time without a network, and the worker that will serve it is at work."""
    await officer.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    await officer.page.wait_for_function(
        "async (path) => Boolean(await (await caches.open('zhiheng-field-pages')).match(`${path}?lang=zh`))",
        arg=path,
    )


async def arrive(officer, visit):
    """Open a visit, and wait for the script to take it over."""
    await officer.open(visit)
    await officer.page.locator("[data-visit][data-ready]").wait_for(state="attached")


async def begin(officer, code):
    """The code of the firm, typed because nothing could be scanned."""
    fold = officer.page.locator("[data-typed]")
    if not await fold.get_by_label("证照上的代码").is_visible():
        await fold.locator("summary").click()
    await officer.page.get_by_label("证照上的代码").fill(code)
    await officer.tick("机构没有出示证照", re.compile("已到场并出示执法证件"))
    await officer.page.get_by_role("button", name="开始检查").click()


async def draw(officer, role):
    """A signature by finger."""
    glass = officer.page.locator(f"[data-pad={role}] canvas")
    await glass.scroll_into_view_if_needed()
    frame = await glass.bounding_box()
    await officer.page.mouse.move(frame["x"] + 40, frame["y"] + 40)
    await officer.page.mouse.down()
    for step in range(10):
        await officer.page.mouse.move(frame["x"] + 40 + step * 15, frame["y"] + 40 + step % 3 * 20)
    await officer.page.mouse.up()


async def fill_in(officer, *, picture):
    """Every item, a photo of the first, the firm's side; all of it stays on the phone."""
    checks = officer.page.locator("li.check")
    count = await checks.count()
    for number in range(count):
        item = checks.nth(number)
        await item.get_by_label("不符合" if number == 0 else "符合", exact=True).check()
        if number == 0:
            await item.get_by_label("看到的事实").fill("大厅没有明示收费标准")
        await item.locator("[data-entry-line]", has_text="在本机").wait_for()
        await officer.sees(f"已检查 {number + 1} / {count} 项")
    fold = checks.first.locator("details.photo-fold")
    await fold.locator("summary").click()
    await fold.get_by_label("照片").set_input_files(
        {"name": "大厅.png", "mimeType": "image/png", "buffer": picture}
    )
    await checks.first.locator(".photo-kept").wait_for()
    side = officer.page.locator("#firm-side")
    await side.get_by_label("机构在场人员姓名").fill("虚某")
    await side.get_by_label("已核对并签名").check()
    await side.locator("[data-entry-line]", has_text="在本机").wait_for()


async def read_back_and_sign(officer):
    """What was filled in before the page was opened anew is still there; both sign under it."""
    checks = officer.page.locator("li.check")
    count = await checks.count()
    await officer.sees(f"已检查 {count} / {count} 项", "照片在本机，等待发送")
    assert await checks.first.get_by_label("看到的事实").input_value() == "大厅没有明示收费标准"
    await officer.page.get_by_role("button", name="核对并签名").click()
    await officer.sees("大厅没有明示收费标准", "虚某")
    sign = officer.page.get_by_role("button", name="签名并提交")
    await sign.click()
    await officer.sees("请您签名")
    await draw(officer, "firm")
    await draw(officer, "lead")
    await sign.click()
    await officer.sees("已在本机签名，还没有提交")


async def countersign(officer, visit):
    """The second officer reads the record that the phone has, signs it without a network, and the paper is made after."""
    await arrive(officer, visit)
    await officer.sees("大厅没有明示收费标准")
    await officer.page.locator("[data-bundle-kept]").wait_for(state="attached")
    await officer.lose_network()
    await arrive(officer, visit)
    await officer.page.locator("[data-pad=second]").get_by_label("不能手写的，输入姓名").fill("虚构签名")
    await officer.page.get_by_role("button", name="确认并签名").click()
    await officer.sees("已在本机签名，还没有确认")
    await officer.find_network()
    paper = officer.page.get_by_role("link", name="现场检查笔录（PDF）")
    await paper.wait_for()
    assert (await officer.download(await paper.get_attribute("href"))).startswith(b"%PDF")


async def test_two_officers_record_the_visit_on_phones_without_a_network(visitor, office, known):
    first, second, visit = await team_of(visitor, office, known["firm"])
    known["visit"] = visit
    connection = await office.database()
    code, other = await connection.fetchrow(
        """select firm.uscc, (select uscc from firm as others where others.uscc is not null and others.id <> firm.id limit 1)
           from firm where name = $1""",
        known["firm"],
    )
    await connection.close()
    await arrive(first, visit)
    await first.lose_network()
    await first.open("/field")
    await first.sees("没有网络，正在使用本机的任务包")
    await first.follow(known["firm"])
    await first.page.locator("[data-visit][data-ready]").wait_for(state="attached")
    await first.page.get_by_text("机构档案").click()
    await first.sees("许可和备案", "最近的检查")
    await begin(first, other)
    await first.sees("不是本次检查的机构的")
    await begin(first, code)
    await first.page.locator("li.check").first.wait_for()
    await fill_in(first, picture=await second.page.screenshot())
    await arrive(first, visit)
    await read_back_and_sign(first)
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

    await countersign(second, visit)


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

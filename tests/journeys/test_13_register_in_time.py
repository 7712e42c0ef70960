"""What did the register say, and is every firm of my list in it? Asked by strangers; two entries become one by two officials."""

import json
import re


async def test_a_buyer_checks_a_list_and_takes_a_certificate_away(visitor):
    someone = await visitor()
    firm = json.loads(await someone.download("/register.json?status=licensed"))["rows"][0]
    await someone.open("/register")
    await someone.follow("核对一份供应商名单")
    await someone.page.get_by_label(re.compile("^名单")).fill(
        f"{firm['name']}\n查无此名的公司\n\n{firm['uscc']}"
    )
    await someone.press("核对")
    await someone.sees("核对结果", firm["name"], "可能没有取得许可")
    await someone.press("出具登记证明")
    await someone.sees("登记证明", "京人社登证", "名单行数")


async def test_a_stranger_reads_a_past_day_and_has_it_certified(visitor):
    someone = await visitor(width=390)
    firm = json.loads(await someone.download("/register.json?status=licensed"))["rows"][0]
    await someone.open(f"/firms/{firm['number']}?as_of={firm['registrations'][0]['issued_on']}")
    await someone.sees("这不是现在的状态", firm["number"])
    await someone.press("就这一天出具登记证明")
    await someone.sees("登记证明", firm["number"])
    await someone.open(f"/firms/{firm['number']}/differences?from=2020-01-01")
    await someone.sees("两日对比")


async def test_two_entries_become_one_by_two_officials(visitor):
    official = await visitor("chaoyang-decider")
    await official.open("/desk/firms/duplicates")
    await official.sees("疑似重复登记", "待复核")
    row = official.page.locator("tr", has_text="待复核")
    merged = await row.locator(".code").first.inner_text()
    await row.get_by_role("link").first.click()
    await official.page.wait_for_url(re.compile("/desk/mergers/"))
    await official.look()
    await official.page.get_by_label("确认归并").check()
    await official.press("提交")
    await official.sees("已归并")
    someone = await visitor()
    await someone.open(f"/firms/{merged}")
    await someone.sees(f"登记编号{merged}", "归并到本登记")

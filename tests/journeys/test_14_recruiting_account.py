"""A firm declares an account, the clerk lays it beside the licence, everybody asks whether it is licensed."""

import json
import re


async def test_an_account_from_its_declaration_to_the_publics_question(visitor):
    firm = await visitor("firm-preparer", width=390)
    await firm.open("/firm/recruiter-accounts/new")
    await firm.fill(
        {
            "平台": "旅程视频",
            "账号名称或者编号": "旅程招工号",
            "账号管理人": "甲",
            "账号公示的联系电话": "010-1",
        }
    )
    hints = await firm.text()
    name = re.search(r"登记簿：(.+)", hints).group(1).strip()
    licence = re.search(r"登记簿：(（京）.+号)", hints).group(1)
    year, month, day = re.search(r"登记簿：(\d+)年(\d+)月(\d+)日", hints).groups()
    await firm.fill({"公示的机构名称": name, "公示的许可证编号": licence})
    for part, value in (("year", year), ("month", month), ("day", day)):
        await firm.page.locator(f"[name=shown_until-{part}]").fill(value)
    for box in await firm.page.locator("[name=shown_scope], [name=shown]").all():
        await box.check()
    await firm.press("提交核对")
    await firm.sees("已申报，待核对")
    await firm.does_not_see("不一致")

    someone = await visitor(lang="en", width=390)
    await someone.open("/recruiter-accounts?name=旅程招工号")
    await someone.sees("Not verified")

    clerk = await visitor("chaoyang-clerk")
    await clerk.open("/desk/recruiter-accounts?pile=check&q=旅程招工号")
    await clerk.page.locator("[name=account]").check()
    await clerk.press("将勾选的一并核对")
    await clerk.sees("核对通过所选的账号")
    await clerk.press("核对通过所选的账号")
    await clerk.sees("已核对1个账号")

    await someone.open("/recruiter-accounts")
    await someone.page.locator("#f-name").fill("@旅程 招工號")
    await someone.press(
        "Search", within=someone.page.locator("form").filter(has=someone.page.locator("#f-name"))
    )
    await someone.sees("Licensed: “旅程招工号”", licence)
    told = json.loads(await someone.download("/recruiter-accounts.json?platform=旅程視頻&name=旅程招工号"))
    assert (told["answer"], told["total"]) == ("licensed", 1)
    await someone.open("/recruiter-accounts?platform=别处&name=查无此号")
    await someone.sees("No record")
    await someone.page.get_by_role("link", name="Report this account").click()
    assert await someone.page.locator("[name=respondent]").input_value() == "查无此号"

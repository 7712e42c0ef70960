"""A firm moved: the business register says so, a clerk of its district takes it over, and copies of the register learn of it."""

import json


async def test_what_the_business_register_says_reaches_the_copies_of_ours(visitor, office):
    someone = await visitor()
    rows = json.loads(await someone.download("/register.json?district=110105&status=licensed&size=100"))[
        "rows"
    ]
    firm = next(row for row in rows if row["uscc"])
    before = json.loads(await someone.download("/register/changes.json?limit=1"))["last"]

    city = await visitor("city-clerk")
    await city.open("/desk/sharing")
    await city.look()
    moved = "北京市朝阳区旅程测试路99号"
    sent = f"uscc,domicile,changed_on\r\n{firm['uscc']},{moved},2026-11-02\r\n1,x,\r\n"
    await city.page.locator("[name=file]").set_input_files(
        {"name": "市场主体.csv", "mimeType": "text/csv", "buffer": sent.encode("gb18030")}
    )
    await city.press("接收")
    await city.sees("统一社会信用代码不正确")
    await city.look()

    clerk = await visitor("chaoyang-clerk")
    await clerk.open(f"/desk/sharing/firms/{firm['number']}")
    await clerk.sees(moved)
    await clerk.look()
    row = clerk.page.get_by_role("row").filter(has_text=moved)
    await row.locator("[name=accept]").check()
    await clerk.press("办理勾选的事项")
    assert clerk.status == 422, "no reason was given"
    await clerk.fill({"理由": "已核对营业执照"})
    await clerk.press("办理勾选的事项")
    await clerk.sees("已采纳", "已核对营业执照")

    await someone.open(f"/firms/{firm['number']}")
    await someone.sees(moved)
    (change,) = [
        each
        for each in json.loads(await someone.download(f"/register/changes.json?after={before}"))["changes"]
        if each["firm_number"] == firm["number"]
    ]
    assert change["kind"] == "firm"
    assert change["facts"] == ["domicile"]
    assert f"{change['seq']}" in (await someone.download(f"/firms/{firm['number']}/changes.atom")).decode()
    await someone.open("/register/changes")
    await someone.sees(firm["name"])
    await someone.look()


async def test_the_pages_on_data_speak_english_fit_a_phone_and_say_what_is_not_offered(visitor):
    someone = await visitor(lang="en", width=390)
    for path in ("/open-data", "/register/changes", "/follow"):
        await someone.open(path)
        await someone.look()
    await someone.sees("messages by mail and webhook are not offered")
    firm = await visitor("firm-signatory", lang="en", width=390)
    await firm.open("/firm/keys")
    await firm.fill({"Name": "journey"})
    await firm.press("Make the key")
    await firm.sees("The key, shown this once")
    await firm.look()

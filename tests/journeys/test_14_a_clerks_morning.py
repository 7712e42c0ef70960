"""A clerk takes a matter, asks and is answered, uses a phrase in the one notice; a colleague finds it taken; three are accepted."""

import re


async def test_a_morning_at_the_work_list(visitor):
    clerk = await visitor("chaoyang-clerk")
    await clerk.open("/desk/work?area=licensing&show=mine")
    number = re.search(r'href="/desk/applications/(XK[0-9-]+)" data-open="">受理', await clerk.page.content())
    if number is None:
        await clerk.open("/desk/work?area=licensing&show=unclaimed")
        await clerk.page.locator("tr[data-row]", has_text="受理许可申请").first.locator("[data-tick]").check()
        await clerk.press("认领", within=clerk.page.locator("#bar"))
        await clerk.open("/desk/work?area=licensing&show=mine")
        number = re.search(
            r'href="/desk/applications/(XK[0-9-]+)" data-open="">受理', await clerk.page.content()
        )
    address = f"/desk/applications/{number[1]}"

    director = await visitor("chaoyang-director")
    await director.open("/desk/work?area=licensing&role=clerk&show=team")
    await director.sees(number[1], "自行认领")

    await clerk.open(f"{address}/questions")
    await clerk.sees("不停止计算任何期限")
    await clerk.fill({"提问内容": "请说明办公场所如何划分"})
    await clerk.press("提问")
    await clerk.sees("已提问，并通知申请人", "待回答")

    await clerk.open(f"{address}/supplement")
    await clerk.page.get_by_label("需要补正的内容").fill("章程：缺第三页")
    await clerk.page.locator(".phrases > summary").click()
    await clerk.page.get_by_label("查找常用语").fill("租赁期限不明")
    await clerk.page.get_by_label("查找常用语").press("Enter")
    await clerk.page.keyboard.press("Enter")
    text = await clerk.page.get_by_label("需要补正的内容").input_value()
    assert text.startswith("章程：缺第三页\n经营场所证明：租赁合同没有写明租赁期限")
    marked = await clerk.page.evaluate(
        "getSelection().toString() || (e => e.value.slice(e.selectionStart, e.selectionEnd))(document.activeElement)"
    )
    assert marked == "【期限】", "the blank is marked, so that typing fills it"
    await clerk.page.keyboard.type("两年")
    await clerk.press("一次性告知补正")
    await clerk.sees("补正告知书已签发", "租赁期限不明")
    await clerk.look()


async def test_three_are_accepted_in_one_go(visitor):
    clerk = await visitor("chaoyang-clerk")
    await clerk.open("/desk/work/bulk/accept")
    ticks = clerk.page.locator("input[name=matter]")
    for place in range(min(3, await ticks.count())):
        await ticks.nth(place).check()
    await clerk.press("核对")
    await clerk.sees("可以办理", "将会怎样")
    await clerk.look()
    done = re.search(r"确认，受理(\d)件", await clerk.page.content())
    await clerk.press(re.compile("确认，受理"))
    await clerk.sees(f"已办理{done[1]}件", "已办完")
    await clerk.look()

"""An officer with a phone: tasks that are kept on it, a visit begun by a code, signatures on the glass."""

import re


async def team_of(visitor, office, firm, *, state="待检查"):
    """The two officers of a firm, each with the tasks on the phone: the lead, the other, and the address of the visit."""
    team = []
    for login in [each for each in office.passwords if each.startswith("chaoyang-inspector")]:
        officer = await visitor(login, width=390)
        await officer.open("/field")
        card = officer.page.locator("[data-card]", has_text=firm).filter(has_text=state)
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
    await officer.sees_shown("请您签名")
    await draw(officer, "firm")
    await draw(officer, "lead")
    await sign.click()
    await officer.sees_shown("已在本机签名，还没有提交")


async def countersign(officer, visit):
    """The second officer reads the record that the phone has, signs it without a network, and the paper is made after."""
    await arrive(officer, visit)
    await officer.sees("大厅没有明示收费标准")
    await officer.page.locator("[data-bundle-kept]").wait_for(state="attached")
    await officer.lose_network()
    await arrive(officer, visit)
    await officer.page.locator("[data-pad=second]").get_by_label("不能手写的，输入姓名").fill("虚构签名")
    await officer.page.get_by_role("button", name="确认并签名").click()
    await officer.sees_shown("已在本机签名，还没有确认")
    await officer.find_network()
    paper = officer.page.get_by_role("link", name="现场检查笔录（PDF）")
    await paper.wait_for()
    assert (await officer.download(await paper.get_attribute("href"))).startswith(b"%PDF")


async def code_of(office, firm):
    """The credit code of a firm, as it stands on its licence."""
    connection = await office.database()
    code = await connection.fetchval("select uscc from firm where name = $1", firm)
    await connection.close()
    return code


def film(path, matrix):
    """A square code held before the camera, as the film that Chromium shows instead of one. `matrix` is rows of 0 and 1."""
    width, height, size = 640, 480, 10
    side = (len(matrix) + 8) * size
    left, top = (width - side) // 2, (height - side) // 2
    luma = bytearray(b"\xeb" * (width * height))
    for y, row in enumerate(matrix):
        for x, dark in enumerate(row):
            if dark:
                for line in range(size):
                    start = (top + (y + 4) * size + line) * width + left + (x + 4) * size
                    luma[start : start + size] = b"\x10" * size
    frame = b"FRAME\n" + bytes(luma) + b"\x80" * (width * height // 2)
    path.write_bytes(f"YUV4MPEG2 W{width} H{height} F10:1 Ip A1:1 C420jpeg\n".encode() + frame * 5)

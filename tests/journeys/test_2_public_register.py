"""Anybody asks whether a firm is lawful, and takes the same answer away as a file."""

import csv
import io
import json
import re

from pypinyin import Style, lazy_pinyin


async def test_a_job_seeker_finds_a_firm_by_part_of_its_name_its_initials_and_its_code(visitor):
    someone = await visitor()
    await someone.open("/")
    await someone.sees("这家人力资源服务机构合法吗？", "演示环境")
    every = json.loads(await someone.download("/register.json?status=licensed"))
    firm = next(row for row in every["rows"] if row["uscc"])
    part = firm["name"].removeprefix("北京")[:4]
    initials = "".join(lazy_pinyin(part, style=Style.FIRST_LETTER))
    for asked in (part, initials, firm["uscc"]):
        await someone.open("/")
        await someone.page.get_by_role("searchbox").fill(asked)
        await someone.press("查询")
        await someone.sees(firm["name"])
    await someone.follow(firm["name"])
    assert someone.path == f"/firms/{firm['number']}"
    await someone.sees(firm["name"], firm["uscc"], "本页地址长期有效")
    await someone.open(f"/firms/{firm['uscc']}")
    await someone.sees(firm["name"])


async def test_facets_narrow_the_list_and_its_twins_tell_the_same(visitor):
    someone = await visitor()
    await someone.open("/register")
    facet = someone.page.locator(".facet", has_text="朝阳区")
    await someone.follow(re.compile("朝阳区"), within=facet)
    shown = int(re.search(r"共 ([\d,]+) 条", await someone.text())[1].replace(",", ""))
    counted = await facet.locator("a.is-chosen .count").inner_text()
    assert int(counted.replace(",", "")) == shown
    query = someone.page.url.partition("?")[2]
    twin = json.loads(await someone.download(f"/register.json?{query}"))
    assert twin["total"] == shown
    sheet = (await someone.download(f"/register.csv?{query}")).decode("utf-8-sig")
    assert len(list(csv.reader(io.StringIO(sheet)))) - 1 == shown
    first = await someone.page.locator("tbody tr td a").first.inner_text()
    assert first in sheet


async def test_a_dead_licence_stays_visible_with_its_state(visitor):
    someone = await visitor()
    every = json.loads(await someone.download("/register.json"))
    assert every["total"] >= 300
    await someone.open("/register")
    ended = someone.page.locator(".facet a", has_text="已注销").first
    await ended.click()
    await someone.page.wait_for_url(re.compile("status="))
    await someone.look()
    await someone.page.locator("tbody tr td a").first.click()
    await someone.page.wait_for_url(re.compile("/firms/"))
    await someone.look()
    await someone.sees("已注销")


async def test_the_register_speaks_english_and_is_kind_to_nonsense(visitor):
    someone = await visitor(lang="en")
    await someone.open("/register?q=%25%27;drop&page=-3&sort=evil&status=none")
    assert await someone.page.locator("html").get_attribute("lang") == "en"
    await someone.open("/firms/91110105XXXXXXXXXX")
    assert someone.status == 404
    await someone.open("/register?q=hr")
    await someone.follow("中文")
    assert (await someone.page.locator("html").get_attribute("lang")).startswith("zh")

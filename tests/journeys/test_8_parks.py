"""Everybody reads who sits in which park; the operator keeps the list of tenants."""

import json
import re

from playwright.async_api import expect


async def test_a_tenant_moves_in_and_everybody_sees_it(visitor, office):
    someone = await visitor()
    await someone.open("/parks")
    await someone.sees("云杉人力资源服务产业园")
    assert len(json.loads(await someone.download("/parks.json"))["rows"]) == 8
    assert (await someone.download("/parks.csv")).decode("utf-8-sig").count("\n") >= 9
    levels = someone.page.locator(".facet").first.locator("li")
    assert await levels.count() == 3, "three levels"
    await someone.follow(re.compile("云杉人力资源服务产业园"))
    park = someone.path
    await someone.sees("入驻机构", "历年评估")
    tenants = json.loads(await someone.download("/register.json?status=licensed&size=100"))["rows"]
    inside = await someone.text()
    firm = next(each for each in tenants if each["name"] not in inside)

    operator = await visitor("park-operator")
    await operator.open("/parks/mine")
    assert operator.path == f"{park}/tenants"
    form = operator.page.locator("details", has=operator.page.locator("form[action$='/tenants']"))
    await form.locator("summary").click()
    await operator.fill({"入驻机构": "91110105XXXXXXXXXX", "面积": "85"})
    await operator.page.get_by_label("入驻日期").fill(office.today.isoformat())
    await operator.press("登记入驻")
    assert operator.status == 422, "no such firm"
    await operator.fill({"入驻机构": firm["number"]})
    await operator.press("登记入驻")
    await operator.sees(firm["name"])

    await someone.open(park)
    await someone.sees(firm["name"])
    line = operator.page.get_by_role("row", name=re.compile(firm["name"]))
    await line.locator("summary").click()
    await line.locator("[name=last_day]").fill(office.today.isoformat())
    await operator.press("登记迁出", within=line)
    # Its last day is today: until midnight it is a tenant, and leaves only once.
    await expect(line).to_contain_text("迁出日期")
    assert await line.locator("summary").count() == 0


async def test_an_operator_keeps_only_the_own_park(visitor):
    operator = await visitor("park-operator")
    answer = await operator.context.request.get(f"{operator.url}/parks/bj-m2/tenants")
    assert answer.status in {403, 404}
    await operator.open("/parks/no-such-park")
    assert operator.status == 404


async def test_the_pages_speak_english_and_fit_a_phone(visitor):
    someone = await visitor(lang="en", width=390)
    await someone.open("/parks")
    await someone.follow(re.compile("Spruce HR Services Park"))
    assert (await someone.page.locator("h1").inner_text()).isascii()
    clerk = await visitor("city-clerk")
    await clerk.open("/desk/parks")
    await clerk.open("/desk/parks/bj-m1")

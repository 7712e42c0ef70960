"""A warning at the counter: decided on a phone by two officers, printed there, filed by the desk."""

import io
import re

import asyncpg
import pypdf
import pytest

from tests.conftest import address
from tests.journeys import phones
from tests.journeys.office import CITY

FORM = "form[data-spot][data-ready]"


@pytest.fixture(scope="module")
async def known(office):
    """A licensed firm of Chaoyang without a matter, and the second of the two officers."""
    owner = await asyncpg.connect(address(CITY))
    found, another = await owner.fetch(
        """select firm.id, firm.number, firm.name from firm join organ on organ.id = firm.organ
             join licence on licence.firm = firm.id and licence.kind = 'hr_licence' and licence.status = 'valid'
            where organ.code = '110105' and not exists (select from penalty_case where penalty_case.firm = firm.id)
              and not exists (select from correction_order where correction_order.firm = firm.id)
              and not exists (select from firm_member where firm_member.firm_id = firm.id)
            order by firm.number desc limit 2"""
    )
    second = await owner.fetchval("select person from account where login = 'chaoyang-inspector2'")
    first = await owner.fetchval(
        "select person.name from person join account on account.person = person.id where login = 'chaoyang-inspector'"
    )
    yield dict(found) | {"second": str(second), "first": first, "another": another["number"]}
    await owner.close()


async def test_two_officers_decide_at_the_counter(visitor, office, known):
    officer = await visitor("chaoyang-inspector", width=390)
    await officer.open("/field/spot")
    await officer.follow("当场作出处罚决定")
    said = {
        "登记编号或者统一社会信用代码": known["number"],
        "违法事实": "辅助性岗位的确定未经讨论、公示。",
        "处罚地点": "被检查机构前台",
        "当事人的陈述、申辩": "没有提出",
    }
    await officer.fill(said | {"罚款": "3,000.01"})
    await officer.page.get_by_label("违法行为", exact=True).select_option("V-53")
    await officer.page.get_by_label("另一名执法人员").select_option(known["second"])
    await officer.tick(re.compile("已出示执法证件"), "警告")
    read_back = officer.page.get_by_role("button", name="核对并交当事人签收")
    await read_back.click()
    await officer.sees_shown("适用普通程序")
    await officer.fill({"罚款": ""})
    await read_back.click()
    await officer.sees_shown("请当事人核对")
    await officer.tick("当事人已签收")
    await phones.draw(officer, "party")
    await officer.press("当场作出处罚决定")
    await officer.sees("请当场交付")
    known["desk"] = officer.path.replace("/field/", "/desk/")
    paper = await officer.download(await officer.href("当场行政处罚决定书"))
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(paper)).pages)
    assert known["name"] in re.sub(r"\s", "", text)
    assert "警告" in text


async def test_the_office_files_it(visitor, known):
    clerk = await visitor("chaoyang-clerk")
    await clerk.open("/desk/spot")
    await clerk.follow(re.compile(re.escape(known["name"])))
    assert clerk.path == known["desk"]
    await clerk.press("归入机关备案")
    await clerk.sees("已备案")


async def test_the_office_hands_out_numbered_forms(visitor, known):
    clerk = await visitor("chaoyang-clerk")
    await clerk.open("/desk/spot/booklets")
    holder = clerk.page.get_by_label("领用人")
    await holder.select_option(await holder.locator("option", has_text=known["first"]).get_attribute("value"))
    await clerk.fill({"份数": "2"})
    await clerk.press("编号并发出")
    known["booklet"] = clerk.path
    await clerk.sees("未使用", known["first"])
    known["form"] = re.findall(r"\S+当罚〔\d{4}〕\d+号", await clerk.text())[0]
    sheets = await clerk.download(await clerk.href("预先编号的当场行政处罚决定书"))
    assert len(pypdf.PdfReader(io.BytesIO(sheets)).pages) == 2, "a sheet for each number"


async def test_without_a_network_the_decision_stands_on_a_numbered_form_and_is_reported_once(
    visitor, office, known
):
    officer = await visitor("chaoyang-inspector", width=390)
    await officer.open("/field/spot")
    await officer.sees("手中预先编号的决定书", "未使用2份")
    await phones.on_the_phone(officer, "/field/spot/new")
    await officer.page.locator("[data-bundle-kept]").wait_for(state="attached")
    # What the phone tried without a network may be told a moment after it is back.
    officer.expected = ["ERR_INTERNET_DISCONNECTED"]
    await officer.lose_network()
    await officer.open("/field/spot/new")
    await officer.page.locator(FORM).wait_for()
    said = {
        "登记编号或者统一社会信用代码": known["another"],
        "违法事实": "辅助性岗位的确定未经协商。",
        "处罚地点": "地下一层前台",
    }
    await officer.fill(said | {"当事人的陈述、申辩": "没有提出", "罚款": "3,000.01"})
    await officer.page.get_by_label("违法行为", exact=True).select_option("V-53")
    await officer.page.get_by_label("另一名执法人员").select_option(known["second"])
    await officer.tick(re.compile("已出示执法证件"), "警告")
    await officer.page.get_by_role("button", name="核对并交当事人签收").click()
    await officer.sees_shown("行政处罚法第五十一条")
    await officer.fill({"罚款": ""})
    await officer.page.get_by_text(re.compile("草稿已存本机")).wait_for()
    await officer.page.wait_for_timeout(600)
    await officer.open("/field/spot/new")
    await officer.page.locator(FORM).wait_for()
    assert await officer.page.get_by_label("违法事实", exact=True).input_value() == said["违法事实"], (
        "nothing is typed twice"
    )
    number = known["form"]
    await officer.page.get_by_label("决定书", exact=True).select_option(number)
    await officer.page.get_by_role("button", name="核对并交当事人签收").click()
    await officer.page.locator("[data-spot-said]").get_by_text(number).wait_for()
    await officer.tick("当事人已签收")
    decide = officer.page.get_by_role("button", name="当场作出处罚决定")
    await decide.click()
    await officer.sees_shown("请当事人签名")
    await phones.draw(officer, "party")
    await decide.dblclick()
    await officer.sees_shown("当场交付当事人")
    await officer.find_network()
    await officer.page.get_by_text(re.compile("机关已收到并登录")).wait_for()
    owner = await office.database()
    found = await owner.fetch("select id, number from spot_penalty where number = $1", number)
    assert len(found) == 1, "however often the button is pressed"
    await officer.open(f"/field/spot/{found[0]['id']}")
    await officer.page.get_by_alt_text("当事人签名").wait_for()
    await owner.close()


async def test_what_was_not_used_comes_back(visitor, known):
    clerk = await visitor("chaoyang-clerk")
    await clerk.open(known["booklet"])
    await clerk.sees("已使用")
    await clerk.press("核收交还的决定书")
    await clerk.sees("已全部交清")

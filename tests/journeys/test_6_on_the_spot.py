"""A warning at the counter: decided on a phone by two officers, printed there, filed by the desk."""

import io
import re

import asyncpg
import pypdf
import pytest

from tests.conftest import address
from tests.journeys.office import CITY


@pytest.fixture(scope="module")
async def known(office):
    """A licensed firm of Chaoyang without a matter, and the second of the two officers."""
    owner = await asyncpg.connect(address(CITY))
    found = await owner.fetchrow(
        """select firm.id, firm.number, firm.name from firm join organ on organ.id = firm.organ
             join licence on licence.firm = firm.id and licence.kind = 'hr_licence' and licence.status = 'valid'
            where organ.code = '110105' and not exists (select from penalty_case where penalty_case.firm = firm.id)
              and not exists (select from correction_order where correction_order.firm = firm.id)
              and not exists (select from firm_member where firm_member.firm_id = firm.id)
            order by firm.number desc limit 1"""
    )
    second = await owner.fetchval("select person from account where login = 'chaoyang-inspector2'")
    yield dict(found) | {"second": str(second)}
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
    await officer.page.get_by_label("违法行为").select_option("V-53")
    await officer.page.get_by_label("另一名执法人员").select_option(known["second"])
    await officer.tick(re.compile("已出示执法证件"), "警告", "当事人已签收")
    await officer.press("当场作出处罚决定")
    assert officer.status == 409
    await officer.sees("适用普通程序", "第五十一条")
    await officer.fill({"罚款": ""})
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

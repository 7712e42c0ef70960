"""The power to license moves while an application lies on the desk: the old hand is stopped, the new one goes on, the firm waits."""

import io
import re

import asyncpg
import pypdf
import pytest

from tests.conftest import address
from tests.journeys.office import CITY

MEMBER = "person = (select person from account where login = 'firm2-signatory')"
BUREAU = "北京市海淀区行政审批局"
NEWCOMER, GIVEN, OWN = "haidian-sp-clerk", "a long first password", "a password nobody else knows"


@pytest.fixture(scope="module")
async def matter(office):
    """An application that Haidian received; for this journey the second signatory works for the applicant."""
    owner = await asyncpg.connect(address(CITY))
    theirs = await owner.fetchval(f"select firm_id from firm_member where {MEMBER}")
    found = await owner.fetchrow(
        """select application.id, application.number, application.firm from application
             join organ on organ.id = application.organ
            where organ.code = '110108' and application.status = 'received' and application.kind = 'hr_licence'
              and application.track = 'general' order by application.number desc limit 1"""
    )
    await owner.execute(f"update firm_member set firm_id = $1 where {MEMBER}", found["firm"])
    yield dict(found) | {"desk": f"/desk/applications/{found['number']}"}
    await owner.execute(f"update firm_member set firm_id = $1 where {MEMBER}", theirs)
    await owner.close()


async def test_the_city_enters_the_bureau_and_two_people_appoint_its_clerk(visitor, office):
    director, admin = await visitor("city-director"), await visitor("city-admin")
    await director.open("/desk/licensing-bodies")
    await director.page.get_by_label("所在地区").select_option("110108")
    await director.fill(
        {
            "机关名称": BUREAU,
            "英文名称": "Haidian District Administrative Approval Bureau",
            "文号简称": "京海审",
            "行政复议机关": "北京市海淀区人民政府",
            "人民法院": "北京市海淀区人民法院",
        }
    )
    await director.press("登记该机关")
    await director.sees(BUREAU, "没有划转的许可权")
    await admin.open("/desk/officials/new")
    await admin.page.get_by_label("机关").select_option(label=BUREAU)
    await admin.page.get_by_label("岗位").select_option("clerk")
    await admin.fill({"姓名": "虚构新", "账号": NEWCOMER, "初始密码": GIVEN})
    await admin.press("提出任命")
    await director.open("/desk/officials")
    await director.press("批准任命", within=director.page.locator("tr", has_text="虚构新"))
    office.passwords[NEWCOMER] = GIVEN


async def test_the_decree_takes_the_matter_from_under_the_old_hand(visitor, office, matter):
    former, director = await visitor("haidian-clerk"), await visitor("city-director")
    await former.open(f"{matter['desk']}/accept")
    await director.open("/desk/powers")
    await director.page.get_by_label("原许可机关").select_option("110108")
    await director.page.get_by_label("新许可机关").select_option(label=BUREAU)
    await director.fill({"划转日期": office.today.isoformat(), "依据的文号": "演示政发〔2026〕16号"})
    await director.press("登记划转")
    await director.sees("已登记", "演示政发〔2026〕16号")
    await former.press("受理")
    assert former.status == 404, "whose power is gone does not even see the matter"
    await former.open(f"/desk/applications?q={matter['number']}")
    assert await former.page.locator(f"a[href='{matter['desk']}']").count() == 0


async def test_the_newcomer_takes_a_password_of_their_own_first(visitor, office, matter):
    clerk = await visitor(NEWCOMER)
    await clerk.open(matter["desk"])
    assert clerk.status == 403, "somebody else knows the first password"
    await clerk.sees("初始密码由他人设置")
    await clerk.open("/account")
    await clerk.fill({"原密码": GIVEN, "新密码": OWN})
    await clerk.press("修改密码")
    office.passwords[NEWCOMER] = OWN


async def test_the_firm_is_told_and_the_new_organ_goes_on(visitor, matter):
    firm = await visitor("firm2-signatory", width=390)
    await firm.open(f"/firm/licensing/{matter['number']}")
    await firm.sees(BUREAU, "移交")
    clerk = await visitor(NEWCOMER)
    await clerk.open(f"{matter['desk']}/accept")
    await clerk.press("受理")
    await clerk.sees("已受理，受理通知书已签发")
    await firm.open(f"/firm/licensing/{matter['number']}")
    paper = await firm.download(await firm.href(re.compile("受理通知书")))
    said = re.sub(
        r"\s", "", "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(paper)).pages)
    )
    assert BUREAU in said
    assert "京海审" in said
    assert "海淀区人力资源和社会保障局" not in said

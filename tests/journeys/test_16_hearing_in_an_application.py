"""A neighbour is concerned by a licence: told on paper, the applicant asks to be heard, the hearing is weighed, another decides."""

import io
import re
from datetime import date

import asyncpg
import pypdf
import pytest

from tests.conftest import address
from tests.journeys.office import CITY

MEMBER = "person = (select person from account where login = 'firm2-signatory')"
NEIGHBOUR = "虚构邻里物业公司"


@pytest.fixture(scope="module")
async def matter(office):
    """An accepted application of Chaoyang that concerned nobody so far; the second signatory works for the applicant."""
    owner = await asyncpg.connect(address(CITY))
    theirs = await owner.fetchval(f"select firm_id from firm_member where {MEMBER}")
    found = await owner.fetchrow(
        """select application.id, application.number, application.firm from application
             join organ on organ.id = application.organ
            where organ.code = '110105' and application.status = 'accepted' and application.track = 'general'
              and application.kind = 'hr_licence' and application.purpose = 'new'
              and not exists (select from interested_party as party where party.application = application.id)
            order by application.number desc limit 1"""
    )
    await owner.execute(f"update firm_member set firm_id = $1 where {MEMBER}", found["firm"])
    yield dict(found) | {"owner": owner, "desk": f"/desk/applications/{found['number']}"}
    await owner.execute(f"update firm_member set firm_id = $1 where {MEMBER}", theirs)
    await owner.close()


async def test_the_neighbour_is_told_and_the_applicant_asks_to_be_heard(visitor, matter):
    clerk = await visitor("chaoyang-clerk")
    await clerk.open(matter["desk"])
    await clerk.follow("利害关系人和听证")
    await clerk.fill({"利害关系人": f"{NEIGHBOUR}，虚构路2号，与招聘场所共用出入口"})
    await clerk.press("签发告知书")
    await clerk.sees("告知书已签发", NEIGHBOUR, "最迟于")
    firm = await visitor("firm2-signatory", width=390)
    await firm.open(f"/firm/licensing/{matter['number']}")
    await firm.sees("您可以陈述、申辩，也可以要求听证")
    await firm.press("要求听证")
    await firm.sees("答复已送达许可机关", "已要求听证")
    await clerk.open(matter["desk"])
    stopped = clerk.page.locator(".clock", has_text="起停止计算").locator(".clock-label")
    assert await stopped.all_inner_texts() == ["作出决定（条例）", "作出决定（行政许可法）"]
    shown = await clerk.page.locator(".clock-label").all_inner_texts()
    assert sorted({*shown} - {*await stopped.all_inner_texts()}) == ["组织听证"], "the one period that runs"
    await clerk.open(f"{matter['desk']}/propose")
    await clerk.tick("准予许可")
    await clerk.fill({"理由": "材料齐全，符合条件"})
    await clerk.press("提出审查意见")
    assert clerk.status == 409, "nothing is proposed before the hearing"
    await clerk.sees("听证尚未举行", "第四十七条")


async def test_it_is_called_by_its_days_and_led_by_somebody_else(visitor, office, matter):
    clerk, reviewer = await visitor("chaoyang-clerk"), await visitor("chaoyang-legal")
    await reviewer.open("/account")
    chair = await reviewer.page.locator("dl dd").first.inner_text()
    await clerk.open("/account")
    own_name = await clerk.page.locator("dl dd").first.inner_text()
    await clerk.open(f"{matter['desk']}/hearing")
    called = {
        "听证日期": office.today.isoformat(),
        "时间": "9:30",
        "地点": "二层听证室",
        "听证主持人": own_name,
    }
    await clerk.fill(called)
    await clerk.press("签发听证通知书")
    assert clerk.status == 422
    await clerk.sees("听证应当在举行七个工作日前通知", "听证由审查该申请以外的人员主持")
    due: date = await matter["owner"].fetchval(
        "select due_on from clock where matter_id = $1 and kind = 'hearing_hold'", matter["id"]
    )
    await clerk.fill({"听证日期": due.isoformat(), "听证主持人": chair})
    await clerk.press("签发听证通知书")
    await clerk.sees("听证通知书已签发", "已通知听证", chair)
    # The weeks until the hearing go by.
    await matter["owner"].execute(
        "update hearing set takes_place_at = now() - interval '1 hour' where application = $1", matter["id"]
    )
    await clerk.open(f"{matter['desk']}/hearing")
    await clerk.page.locator("#f-hold-held_on").fill(office.today.isoformat())
    await clerk.fill(
        {
            "参加人": f"{chair}\n{NEIGHBOUR}\n申请人",
            "听证笔录": "双方质证，申请人同意错峰使用出入口。",
        }
    )
    await clerk.press("保存听证笔录")
    await clerk.sees("听证笔录已保存，期限恢复计算", "已举行听证")
    await reviewer.open(f"{matter['desk']}/hearing")
    await reviewer.sees("双方质证", NEIGHBOUR)
    assert await reviewer.page.get_by_role("button", name="保存听证笔录").count() == 0


async def test_the_hearing_is_weighed_and_another_person_grants(visitor, matter):
    clerk, decider = await visitor("chaoyang-clerk"), await visitor("chaoyang-decider")
    await clerk.open(f"{matter['desk']}/propose")
    await clerk.tick("准予许可")
    await clerk.fill({"理由": "材料齐全，符合条件", "对听证笔录的采纳情况": ""})
    await clerk.press("提出审查意见")
    assert clerk.status == 422, "a decision rests on the record of the hearing"
    await clerk.fill({"对听证笔录的采纳情况": "邻里意见已由申请人承诺错峰使用出入口解决。"})
    await clerk.press("提出审查意见")
    await clerk.sees("审查意见已提交审批负责人")
    await decider.open(f"{matter['desk']}/grant")
    await decider.tick("我已核对申请内容和经办人员意见")
    await decider.press("准予许可")
    await decider.sees("已准予许可，许可证已编号")
    firm = await visitor("firm2-signatory")
    await firm.open(f"/firm/licensing/{matter['number']}")
    await firm.sees("听证笔录", "准予")
    paper = await firm.download(await firm.href(re.compile("准予行政许可决定书")))
    said = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(paper)).pages)
    assert "错峰使用出入口解决" in re.sub(r"\s", "", said)

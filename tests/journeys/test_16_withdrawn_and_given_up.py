"""A licence is withdrawn because what it rests on has changed; another is given up by its holder; a filing is added to and ended."""

import re
from datetime import timedelta

import asyncpg
import pytest

from tests.conftest import address
from tests.journeys.office import CITY

MEMBER = "person = (select person from account where login = 'firm2-signatory')"
LIVES = "有效。该机构可以从事许可证载明的业务"
HOLDERS = """
    select licence.firm, licence.id, licence.number, firm.number as firm_number, document.token
      from licence join firm on firm.id = licence.firm join organ on organ.id = licence.organ
           join document on document.id = licence.document
     where organ.code = '110105' and firm.organ = licence.organ and licence.kind = 'hr_licence' and licence.status = 'valid'
       and not exists (select from application where application.firm = licence.firm
                        and status in ('draft', 'received', 'correcting', 'supplement', 'accepted', 'proposed'))
       and not exists (select from commitment_check where commitment_check.firm = licence.firm)
       and not exists (select from registration_condition where registration_condition.firm = licence.firm)
       and not exists (select from ending where ending.licence = licence.id)
       and not exists (select from firm_member where firm_member.firm_id = licence.firm)
     order by licence.number limit 2
"""


@pytest.fixture(scope="module")
async def holders(office):
    """Two holders in Chaoyang with nothing under way; the second signatory works for one after the other."""
    owner = await asyncpg.connect(address(CITY))
    theirs = await owner.fetchval(f"select firm_id from firm_member where {MEMBER}")
    found = [dict(each) for each in await owner.fetch(HOLDERS)]

    async def work_for(place):
        await owner.execute(f"update firm_member set firm_id = $1 where {MEMBER}", found[place]["firm"])
        return found[place]

    yield work_for
    await owner.execute(f"update firm_member set firm_id = $1 where {MEMBER}", theirs)
    await owner.close()


async def test_what_a_licence_rests_on_has_changed_and_it_is_withdrawn(visitor, holders):
    licence = await holders(0)
    firm, clerk = await visitor("firm2-signatory"), await visitor("chaoyang-clerk")
    await firm.open("/firm/consent")
    await firm.fill({"联系电话": "010-55550000"})
    await firm.tick(re.compile("同意"))
    await firm.press(re.compile("签订"))
    await clerk.open(f"/desk/licences/{licence['id']}")
    await clerk.follow("立案办理")
    await clerk.tick("撤回行政许可", re.compile("客观情况发生重大变化"))
    await clerk.page.get_by_label("线索来源").select_option(label="依职权发现")
    await clerk.fill(
        {"查明的事实": "经营场所所在街区已依法征收，不再有可用的场所。", "证据": "征收决定\n现场照片"}
    )
    await clerk.press(re.compile("立案"))
    matter = clerk.path.split("/")[-1]
    for step in ("签发告知书", "电子送达告知书"):
        await clerk.follow(step)
        await clerk.press(step)
    await firm.open(f"/firm/endings/{matter}")
    await firm.press("确认签收")
    await firm.page.locator("summary", has_text="放弃陈述申辩和听证").click()
    await firm.tick(re.compile("本机构放弃陈述"))
    await firm.press("放弃")
    await clerk.open(f"/desk/endings/{matter}")
    await clerk.follow("提出处理意见")
    await clerk.tick("撤回行政许可")
    await clerk.fill({"理由": "客观情况已变，为公共利益需要撤回。"})
    await clerk.press("提出处理意见")
    decider = await visitor("chaoyang-decider")
    await decider.open(f"/desk/endings/{matter}")
    await decider.follow("作出撤销或者撤回决定")
    await decider.fill(
        {
            "决定理由": "场所被依法征收，准予许可所依据的情况已不存在，同意撤回。",
            "赔偿或者补偿": "搬迁费用据实补偿，另行签订协议。",
        }
    )
    await decider.press("作出撤销或者撤回决定")
    await clerk.open(f"/desk/endings/{matter}")
    await clerk.follow("电子送达决定书")
    await clerk.press("电子送达决定书")
    await firm.open(f"/firm/endings/{matter}")
    await firm.sees("撤回行政许可决定书")
    await firm.press("确认签收")
    await firm.sees("决定自今天起生效")
    anybody = await visitor()
    await anybody.open(f"/firms/{licence['firm_number']}")
    await anybody.sees(licence["number"], "已撤回")
    await anybody.open(f"/verify/{licence['token']}")
    await anybody.does_not_see(LIVES)


async def test_a_holder_gives_its_licence_up_on_a_phone(visitor, holders):
    licence = await holders(1)
    firm, decider = await visitor("firm2-signatory", width=390), await visitor("chaoyang-decider")
    await firm.open("/firm/licensing")
    await firm.follow("申请注销", within=firm.page.locator("tr", has_text=licence["number"]))
    await firm.fill({"申请注销的理由": "机构决定解散，不再从事职业中介。"})
    await firm.press("提交注销申请")
    await firm.sees("办结前许可证仍然有效")
    anybody = await visitor()
    await anybody.open(f"/verify/{licence['token']}")
    await anybody.sees(LIVES)
    await decider.open(f"/desk/licences/{licence['id']}")
    await decider.follow("办理注销")
    await decider.sees("机构决定解散")
    await decider.press("注销许可")
    await decider.sees("许可已注销", "已注销")
    await anybody.open(f"/verify/{licence['token']}")
    await anybody.does_not_see(LIVES)
    await anybody.open(f"/firms/{licence['firm_number']}")
    await anybody.sees("已注销")


async def test_a_filing_is_added_to_and_ended(visitor, office, holders):
    holder = await holders(0)
    day = office.today - timedelta(days=2)
    firm = await visitor("firm2-signatory")
    await firm.open("/firm/filings/new")
    await firm.tick("人力资源测评")
    await firm.date("开展业务的日期", day.year, day.month, day.day)
    await firm.page.get_by_label("备案机关").select_option(label="北京市朝阳区人力资源和社会保障局")
    await firm.fill({"联系人": "虚一", "联系电话": "010-55550000"})
    await firm.tick("本机构对备案内容的真实性负责")
    await firm.press("提交备案")
    await firm.sees("已备案", "人力资源测评")
    number = re.search(r"（京）人服备字〔\d{4}〕第\d+号", await firm.text())[0]
    await firm.follow("增加业务")
    await firm.tick("就业和创业指导")
    await firm.date("开展业务的日期", day.year, day.month, day.day)
    await firm.tick("本机构对备案内容的真实性负责")
    await firm.press("提交备案")
    await firm.sees(number, "就业和创业指导")
    await firm.follow("业务终止")
    await firm.tick("人力资源测评", "就业和创业指导")
    await firm.date("停止开展的日期", day.year, day.month, day.day)
    await firm.tick("本机构对备案内容的真实性负责")
    await firm.press("提交")
    await firm.sees(number, "备案已终止")
    anybody = await visitor()
    await anybody.open(f"/firms/{holder['firm_number']}")
    await anybody.sees(number, "已终止")

"""A false promise: found at the door on a phone, opened by the clerk, the holder heard, the licence set aside; everybody sees it."""

import re

import asyncpg
import pytest

from tests.builders.pictures import JPEG
from tests.conftest import address
from tests.journeys.office import CITY

MEMBER = "person = (select person from account where login = 'firm2-signatory')"


@pytest.fixture(scope="module")
async def holder(office):
    """The firm of a check that waits in Chaoyang; for this journey the second signatory works for it."""
    owner = await asyncpg.connect(address(CITY))
    theirs = await owner.fetchval(f"select firm_id from firm_member where {MEMBER}")
    found = await owner.fetchrow(
        """select check_.id, check_.firm, licence.number, licence.id as licence, document.token, firm.number as firm_number
             from commitment_check as check_ join licence on licence.id = check_.licence
                  join document on document.id = licence.document join organ on organ.id = check_.organ
                  join firm on firm.id = check_.firm
            where check_.status = 'due' and licence.status = 'valid' and organ.code = '110105'
            order by licence.number desc limit 1"""
    )
    await owner.execute(f"update firm_member set firm_id = $1 where {MEMBER}", found["firm"])
    yield dict(found) | {"owner": owner}
    await owner.execute(f"update firm_member set firm_id = $1 where {MEMBER}", theirs)
    await owner.close()


async def opened(firm, clerk, holder):
    """The holder signs for electronic service; the clerk opens the matter from the check and sends the notice."""
    await firm.open("/firm/consent")
    await firm.fill({"联系电话": "010-55550000"})
    await firm.tick(re.compile("同意"))
    await firm.press(re.compile("签订"))
    await clerk.open(f"/desk/checks/{holder['id']}")
    await clerk.follow("立案撤销")
    await clerk.fill({"证据": "履诺检查记录\n现场照片"})
    await clerk.press(re.compile("立案"))
    holder["matter"] = clerk.path.split("/")[-1]
    await clerk.follow("签发告知书")
    await clerk.press("签发告知书")
    await clerk.follow("电子送达告知书")
    await clerk.press("电子送达告知书")
    await clerk.sees("已发送")


async def asks_for_a_hearing(firm, clerk, holder):
    """Confirming the notice is its service; the hearing is called within its days."""
    await firm.open("/firm/licensing")
    await firm.follow(re.compile("撤销行政许可"))
    await firm.press("确认签收")
    await firm.sees("已签收告知书", "陈述申辩")
    await firm.page.locator("#hearing + p + form textarea").fill("要求当面说明场所变更的经过。")
    await firm.press("申请听证")
    await firm.sees("已申请听证，请等候听证通知")
    await clerk.open(f"/desk/endings/{holder['matter']}")
    await clerk.follow("签发听证通知书")
    day = await holder["owner"].fetchval(
        "select due_on from clock where matter_id = $1 and kind = 'ending_hearing'", holder["matter"]
    )
    await clerk.page.locator("#f-day").fill(day.isoformat())
    await clerk.page.locator("#f-time").fill("09:30")
    await clerk.fill({"听证地点": "二层听证室", "听证主持人": "示例方"})
    await clerk.press("签发听证通知书")
    await clerk.sees("听证通知书已签发")


async def decided(clerk, decider, holder):
    """The hearing is held and weighed; another person decides; the decision is put on the holder's account."""
    # The weeks until the hearing go by.
    await holder["owner"].execute(
        "update ending set hearing_at = now() - interval '1 hour' where id = $1", holder["matter"]
    )
    await clerk.open(f"/desk/endings/{holder['matter']}")
    await clerk.follow("记录听证")
    await clerk.fill({"参加人": "示例方\n示例乙", "听证笔录": "持证机构承认该地址从未办公，未提出新的证据。"})
    await clerk.press("记录听证")
    await clerk.follow("提出处理意见")
    await clerk.tick("撤销行政许可")
    await clerk.fill({"理由": "听证中没有新的证据，虚假承诺属实。"})
    await clerk.press("提出处理意见")
    await decider.open(f"/desk/endings/{holder['matter']}")
    await decider.follow("作出撤销或者撤回决定")
    await decider.fill({"决定理由": "同意经办人员意见。"})
    await decider.press("作出撤销或者撤回决定")
    await clerk.open(f"/desk/endings/{holder['matter']}")
    await clerk.follow("电子送达决定书")
    await clerk.press("电子送达决定书")


async def test_the_officer_finds_a_false_promise_at_the_door(visitor, holder):
    officer = await visitor("chaoyang-inspector", width=390)
    await officer.open(f"/field/checks/{holder['id']}")
    await officer.page.locator("summary", has_text="拍照").first.click()
    await officer.page.locator("#f-photos_premises").set_input_files(
        {"name": "门面.jpg", "mimeType": "image/jpeg", "buffer": JPEG}
    )
    await officer.press("先保存照片，继续填写")
    await officer.sees("照片已保存")
    for point, answer in (
        ("premises", "no"), ("systems", "yes"), ("staff", "no"), ("address", "na"), ("telecom", "na"), ("protection", "na"),
    ):  # fmt: skip
        await officer.page.locator(f'input[name="{point}"][value="{answer}"]').check()
    await officer.page.locator('input[name="officials"]:not(:checked)').first.check()
    await officer.fill({"核查情况": "该地址为居民住宅，从未设立办公场所。"})
    await officer.tick(re.compile("属于虚假承诺"))
    await officer.press("记录核查结果")
    await officer.sees("虚假承诺，应予撤销")


async def test_the_holder_is_heard_and_another_person_sets_the_licence_aside(visitor, holder):
    firm, clerk = await visitor("firm2-signatory"), await visitor("chaoyang-clerk")
    await opened(firm, clerk, holder)
    await asks_for_a_hearing(firm, clerk, holder)
    await decided(clerk, await visitor("chaoyang-decider"), holder)
    await firm.open(f"/firm/endings/{holder['matter']}")
    await firm.sees("撤销行政许可决定书")
    await firm.press("确认签收")
    await firm.sees("已签收决定书，决定自今天起生效")
    await clerk.open("/desk/cases/new")
    await clerk.sees("虚假承诺被撤销许可，按未经许可处理")


async def test_register_and_verification_page_say_so(visitor, holder):
    anybody = await visitor()
    await anybody.open(f"/firms/{holder['firm_number']}")
    await anybody.sees(holder["number"], "已撤销")
    await anybody.open(f"/verify/{holder['token']}")
    await anybody.sees("撤销")
    await anybody.does_not_see("有效。该机构可以从事许可证载明的业务")

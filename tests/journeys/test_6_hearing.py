"""A case that may take the licence: the firm challenges who presides, is heard, the reviewer and the heads pass it, it is decided."""

import re

import asyncpg
import pytest

from tests.conftest import address
from tests.journeys.office import CITY

MEMBER = "person = (select person from account where login = 'firm2-signatory')"


@pytest.fixture(scope="module")
async def heard(office):
    """The case whose hearing was called and whose day has come; for this journey the second signatory works for its party."""
    owner = await asyncpg.connect(address(CITY))
    theirs = await owner.fetchval(f"select firm_id from firm_member where {MEMBER}")
    found = await owner.fetchrow(
        """select c.id, c.firm from case_hearing as h join penalty_case as c on c.id = h.case_id
           where h.status = 'called' and c.status = 'notified' order by c.number limit 1"""
    )
    await owner.execute(f"update firm_member set firm_id = $1 where {MEMBER}", found["firm"])
    yield f"/desk/cases/{found['id']}"
    await owner.execute(f"update firm_member set firm_id = $1 where {MEMBER}", theirs)
    await owner.close()


async def act(person, case, label, answers, *ticks):
    """One act of the case: its page, its form, its button, all of one name."""
    await person.open(case)
    await person.follow(label)
    await person.fill(answers)
    await person.tick(*ticks)
    await person.press(label)
    assert person.status == 200, await person.text()


async def test_the_party_is_heard_by_somebody_it_could_challenge(visitor, heard):
    firm = await visitor("firm2-signatory", width=390)
    await firm.open(heard.replace("/desk/", "/firm/"))
    await firm.sees("已通知听证", "三层听证室", "公开举行")
    await firm.page.locator("summary", has_text="申请听证主持人回避").click()
    await firm.page.locator("#f-challenge-reason").fill("主持人与举报人曾是同事。")
    await firm.press("提交回避申请")
    await firm.sees("回避申请已提交", "待决定")
    chair, decider = await visitor("chaoyang-director"), await visitor("chaoyang-decider")
    await chair.open(heard)
    await chair.follow("登记听证笔录")
    await chair.fill({"参加人": "法定代表人", "听证笔录": "核对身份，告知权利，申辩质证，最后陈述。"})
    await chair.tick("当事人或者其代理人已逐页签字")
    await chair.press("登记听证笔录")
    assert chair.status == 409, "a challenge is answered first"
    await act(decider, heard, "决定听证主持人是否回避", {"理由": "经核查不是同事，没有利害关系"}, "不准回避")
    record = {
        "参加人": "法定代表人\n两名调查人员",
        "听证笔录": "核对身份，告知权利。\n调查人员提出证据和建议。\n当事人申辩质证，最后陈述。",
    }
    await act(chair, heard, "登记听证笔录", record, "当事人或者其代理人已逐页签字")
    await act(chair, heard, "提出听证报告", {"听证情况和处理意见": "程序合法，当事人的申辩不能成立。"})


async def test_it_is_reviewed_and_discussed_before_it_is_decided(visitor, office, heard):
    clerk, legal, decider = (
        await visitor("chaoyang-clerk"), await visitor("chaoyang-legal"), await visitor("chaoyang-decider"),
    )  # fmt: skip
    await act(clerk, heard, "复核当事人意见", {"复核意见": "听证后没有新的事实"})
    await decider.open(f"{heard}/decide/decide")
    await decider.sees(
        "现在还不能作出决定", "尚未经法制审核通过", "尚未经负责人集体讨论", "由法制审核人员办理"
    )
    await legal.open(heard)
    await legal.page.get_by_role("link", name="法制审核", exact=True).last.click()
    await legal.page.wait_for_load_state()
    await legal.look()
    await legal.fill({"审核意见": "主体、证据、依据、程序、裁量均无问题。"})
    await legal.tick("通过")
    await legal.press("法制审核")
    assert legal.status == 200, await legal.text()
    minutes = {"参加人和意见": "示例局：同意\n示例副：同意\n示例总：同意", "结论": "一致同意处罚意见"}
    await act(clerk, heard, "登记集体讨论", minutes, "同意处罚意见")
    await decider.open(heard)
    await decider.follow("作出行政处罚决定")
    await decider.sees("将要作出的文书")
    shown = await decider.text()
    assert re.search(r"听证笔录编号为\S+人社听笔〔\d{4}〕\d+号", shown), (
        "the decision rests on the record, whose number it prints"
    )
    await decider.tick("我已核对决定书的全部内容")
    await decider.press("作出行政处罚决定")
    await decider.sees("已决定，待送达")
